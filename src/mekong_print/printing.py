"""Printing one edition: what goes to the press, and what becomes of its answer.

`prepare` reads, parses and composes; `complete` finishes, inspects and writes. Both
run beside the presses, which do nothing but lay out pages.
"""

from __future__ import annotations

import importlib
import unicodedata
from dataclasses import dataclass, replace
from pathlib import Path

from mekong_print import typed
from mekong_print.addresses import flag_address, layout_address, picture_address
from mekong_print.claiming import Earned, earn, refuse_lost, unclaimed
from mekong_print.compose import Masthead, compose_issue
from mekong_print.compose.catalogs import lacking
from mekong_print.compose.counting import styles_of
from mekong_print.compose.wording import wording
from mekong_print.document import Figure, Issue, Section
from mekong_print.editions import Edition, Making
from mekong_print.errors import (
    InspectionError,
    MekongError,
    MissingPartError,
    PressError,
    SourceError,
)
from mekong_print.files import draft_beside, names_of, read_bytes
from mekong_print.findings import Finding, errors_of, in_reading_order
from mekong_print.glossaries import names_for
from mekong_print.guarding import refuse_forbidden
from mekong_print.imprints import ids_of, imprint_of, key_of, outline_of, shaped_by, signed
from mekong_print.layout import Layout
from mekong_print.lettering import fonts_of, refuse_broken_letters, without_glyph
from mekong_print.limits import IssueLimits
from mekong_print.manifests import publish
from mekong_print.pages import Expected, Imprint
from mekong_print.pictures import MOST_BYTES, Plate, plate
from mekong_print.published import vanished
from mekong_print.render.job import Answer, Refused, Rendered, RenderJob
from mekong_print.sources import Source
from mekong_print.standards import written
from mekong_print.trees import read_tree
from mekong_print.volume.record import VolumeRecord
from mekong_print.walk import nodes
from mekong_print.workshop import Workshop, flag_file


@dataclass(frozen=True, slots=True)
class Prepared:
    """An edition that is ready for the press, and what its PDF must be."""

    edition: Edition
    job: RenderJob
    imprint: Imprint
    ids: tuple[str, ...]
    outline: tuple[str, ...]
    findings: tuple[Finding, ...]
    issue: Issue
    source: Source
    never_print: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Printed:
    """An edition on the disk."""

    edition: Edition
    pages: int
    size: int
    findings: tuple[Finding, ...]


def prepare(workshop: Workshop, edition: Edition, layout: Layout) -> Prepared:
    """Read, parse and compose an edition. Raises SourceError or MissingPartError with findings."""
    path = edition.source.path
    shown = workshop.shown(path)
    parsed = read_tree(workshop, edition.source)
    plates, missing = _pictures(path.parent, parsed.sections, workshop.config.limits)
    if parsed.issue is None or parsed.source is None or parsed.errors:
        faults = in_reading_order([*parsed.findings, *missing])
        raise SourceError(f"{shown} cannot be printed as it is.", "", faults)
    if missing:
        raise MissingPartError(f"{shown} asks for pictures that cannot be printed.", "", missing)
    issue = parsed.issue
    fonts = fonts_of(workshop)
    refuse_broken_letters(issue, parsed.source, fonts)
    gone = vanished(workshop, key_of(issue), ids_of(issue), issue.at)
    if gone:
        raise SourceError(f"{shown} cannot be printed as it is.", "", gone)
    config = workshop.config
    html = compose_issue(issue, Masthead(config.publication, config.countries), layout)
    findings = in_reading_order([*parsed.findings, *lacking(issue.lang, layout)])
    pictures = {address: one.content for address, one in plates.items()}
    files = pictures | _flags(workshop, issue) | _layout_files(layout)
    words = wording(issue.lang, config.publication, config.countries)
    styles = tuple((layout_address(name), text) for name, text in styles_of(layout, words))
    packed = sum(one.packed for one in plates.values())
    names = names_for(html, workshop.root)
    most = config.limits.seconds
    job = RenderJob(html, styles, files, shown, fonts, packed, names, most)
    imprint = imprint_of(workshop, issue, edition)
    ids, outline = ids_of(issue), outline_of(issue)
    source, secrets = parsed.source, config.never_print
    return Prepared(edition, job, imprint, ids, outline, findings, issue, source, secrets)


def complete(prepared: Prepared, answer: Answer, making: Making) -> Printed:
    """Finish, inspect and write what the press made. Raises the error that stops it."""
    match answer:
        case Refused():
            raise _refusal(prepared, answer)
        case Rendered() as made:
            return _complete(prepared, made, making)


def _refusal(prepared: Prepared, answer: Refused) -> MekongError:
    if answer.bug:
        return MekongError(f"{prepared.job.source}: the press failed.\n{answer.message}")
    kind = MissingPartError if answer.missing else PressError
    return kind(f"{prepared.job.source}: {answer.message}", answer.hint)


def make_ready() -> None:
    """Load what finishing needs, while the press works and not before it starts."""
    importlib.import_module("mekong_print.pdf.finish")
    importlib.import_module("mekong_print.pdf.inspect")
    importlib.import_module("mekong_print.pdf.rulings")


def _complete(prepared: Prepared, made: Rendered, making: Making) -> Printed:
    missing = without_glyph(prepared.issue, prepared.source, made.without_glyph, prepared.job.fonts)
    grave = (*missing, *errors_of(made.findings))
    if grave:
        message = f"{prepared.job.source} cannot be printed in this layout."
        raise MissingPartError(message, "", grave)
    earned, imprint = _finished(prepared, made, making)
    record = _record(prepared, imprint, making, made)
    shown = f"The PDF of {prepared.job.source}"
    refuse_forbidden(prepared.never_print, earned.content, shown, typed.to_json(record))
    with draft_beside(prepared.edition.target) as draft:
        draft.write_bytes(earned.content)
        _accept(draft, Expected(imprint, prepared.ids, prepared.outline, made.pages), shown)
        publish(draft, prepared.edition.target, record)
    lost = unclaimed(prepared.job.source, earned.lost)
    findings = (*prepared.findings, *made.findings, *lost)
    return Printed(prepared.edition, made.pages, len(earned.content), findings)


def _finished(prepared: Prepared, made: Rendered, making: Making) -> tuple[Earned, Imprint]:
    """The finished PDF with the claims that it earns, and the imprint that makes them."""
    from mekong_print.pdf.finish import finish

    signature = signed(prepared.imprint, made, making.fingerprint)
    claims = making.wish.claims
    earned = earn(claims, lambda claims: finish(made.pdf, replace(signature, claims=claims)))
    refuse_lost(prepared.job.source, making.wish, earned.lost)
    return earned, replace(signature, claims=earned.claims)


def _record(prepared: Prepared, imprint: Imprint, making: Making, made: Rendered) -> VolumeRecord:
    """What the manifest of an edition says."""
    from mekong_print.pdf.finish import ENGINE

    return VolumeRecord(
        name=prepared.edition.source.name,
        title=imprint.title,
        subtitle=imprint.subject,
        lang=imprint.lang,
        translated_from=imprint.translated_from,
        layout=imprint.layout,
        desk=imprint.desk,
        years=(imprint.date.year,) if imprint.date else (),
        date=imprint.date,
        pages=made.pages,
        ids=prepared.ids,
        tools=shaped_by(imprint.tools, made, ENGINE),
        fonts=making.fonts,
        layouts=making.layouts,
        fingerprint=making.fingerprint,
        kind="edition",
        standard=written(making.wish),
    )


def _accept(draft: Path, expected: Expected, shown: str) -> None:
    """Read the draft back from the disk and refuse it unless it is what was asked for."""
    from mekong_print.pdf.inspect import faults

    found = faults(draft.read_bytes(), expected)
    if found:
        lines = "\n".join(f"  - {one}" for one in found)
        message = f"{shown}: the finished PDF failed its inspection:\n{lines}"
        hint = "This is most likely a bug of ours; the old file is untouched."
        raise InspectionError(message, hint)


# ---------------------------------------------------------------- what the pages call for


def _pictures(
    folder: Path, sections: tuple[Section, ...], limits: IssueLimits
) -> tuple[dict[str, Plate], tuple[Finding, ...]]:
    """The plates of an issue's pictures by their addresses, and what is wrong with pictures."""
    plates: dict[str, Plate] = {}
    findings = []
    unfit: set[str] = set()
    for figure in nodes(sections, Figure):
        address = picture_address(figure.picture)
        fault = None if address in plates else _fault_of_place(folder, figure)
        if fault is None and address not in plates:
            plates[address] = made = _plate(folder, figure.picture)
            fault = _unfit(figure, made) if made.fault else None
            unfit |= {address} if made.fault else set()
        if fault is None:
            fault = _too_many(figure, tuple(plates.values()), limits)
        findings += [fault] if fault else []
        if len(unfit) > MOST_UNFIT or (fault and fault.code == "I05"):
            break
    return plates, tuple(findings)


MOST_UNFIT = 8  # pictures that cannot be printed; to find that out takes as long as to print them
_IN_ALL = 3 * MOST_BYTES  # of all pictures of an issue; the press holds them twice


def _plate(folder: Path, name: str) -> Plate:
    path = folder / name
    if path.stat().st_size > MOST_BYTES:  # not even read
        return Plate(b"", f"it has more than {MOST_BYTES:,} bytes.")
    return plate(read_bytes(path, name), name)


def _unfit(figure: Figure, made: Plate) -> Finding:
    message, hint = f"{figure.picture}: {made.fault}", "Export it again as PNG, JPEG or SVG."
    return Finding(figure.at, "I03", message, hint)


def _too_many(figure: Figure, plates: tuple[Plate, ...], limits: IssueLimits) -> Finding | None:
    """A finding where all pictures up to this one are too much, pixels or bytes."""
    told = f"With {figure.picture[:80]} the pictures have over"
    if sum(one.pixels + 2 * one.packed for one in plates) > limits.megapixels * 10**6:
        hint = "Make them smaller: a page needs two, or raise “megapixels” under [limits]."
        return Finding(figure.at, "I05", f"{told} {limits.megapixels:,} megapixels.", hint)
    if sum(len(one.content) for one in plates) > _IN_ALL:
        hint = "Make them smaller: a page needs two megapixels, as a JPEG one million bytes."
        return Finding(figure.at, "I05", f"{told} {_IN_ALL:,} bytes in all.", hint)
    return None


def _fault_of_place(folder: Path, figure: Figure) -> Finding | None:
    """What is wrong with where a picture lies.

    Only pictures in the issue's own folder are part of its fingerprint: one from
    elsewhere could change, and the old PDF would pass for current.
    """
    home, path = folder.resolve(), (folder / figure.picture).resolve()
    hint = "Put it beside the issue's source and write its name alone."
    inside = path.relative_to(home).parts if path.is_relative_to(home) else (".",)
    if "://" in figure.picture or any(part.startswith(".") for part in inside):
        message = f"The picture {figure.picture[:80]} is not in the issue's folder."
        return Finding(figure.at, "I02", message, hint)
    if not path.is_file():
        what = (
            f"The picture {figure.picture[:80]}" if figure.picture else "A picture without a name"
        )
        names = [name for name in names_of(folder) if not name.endswith(".md")]
        near = [name for name in names if _is_alike(name, figure.picture)]
        hint = f"Did you mean “{near[0]}”?" if near else hint
        return Finding(figure.at, "I01", f"{what} is not there.", hint)
    return None


def _is_alike(name: str, other: str) -> bool:
    """Whether two names differ only in ways that some disks do not tell apart, or by a slip."""
    one, two = (unicodedata.normalize("NFC", each).casefold() for each in (name, other))
    return one == two or typed.closest(two, [one]).startswith("Did you mean")


def _flags(workshop: Workshop, issue: Issue) -> dict[str, bytes]:
    regions = {section.region for section in issue.sections if section.region}
    return {flag_address(region): flag_file(workshop, region) for region in sorted(regions)}


def _layout_files(layout: Layout) -> dict[str, bytes]:
    own = {
        name: content
        for name, content in layout.files.items()
        if not name.endswith((".html", ".css"))
    }
    return {layout_address(name): content for name, content in own.items()}
