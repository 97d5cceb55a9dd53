"""Printing one edition: what goes to the press, and what becomes of its answer.

`prepare` reads, parses and composes; `complete` finishes, inspects and writes. Both
run beside the presses, which do nothing but lay out pages.
"""

from __future__ import annotations

import importlib
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from mekong_print import typed
from mekong_print.addresses import flag_address, layout_address, picture_address
from mekong_print.compose import Masthead, compose_issue
from mekong_print.document import Figure, Issue, Section, Text
from mekong_print.editions import Edition, Making
from mekong_print.errors import (
    InspectionError,
    MekongError,
    MissingPartError,
    PressError,
    SourceError,
)
from mekong_print.files import read_bytes, tree_of, write_whole
from mekong_print.findings import Finding, errors_of, in_reading_order
from mekong_print.glossaries import names_for
from mekong_print.imprints import ids_of, imprint_of, outline_of, signed, versions_of
from mekong_print.layout import Layout
from mekong_print.manifests import write_manifest
from mekong_print.pages import Expected, Imprint
from mekong_print.parse.issue import House, parse_issue
from mekong_print.pictures import fault_of_picture
from mekong_print.published import key_of, vanished
from mekong_print.render.fonts import FontShelf
from mekong_print.render.job import Answer, Refused, Rendered, RenderJob
from mekong_print.sources import Source
from mekong_print.volume.record import VolumeRecord
from mekong_print.walk import nodes
from mekong_print.workshop import Workshop, flag_file, read_source


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


@dataclass(frozen=True, slots=True)
class Printed:
    """An edition on the disk."""

    edition: Edition
    pages: int
    size: int
    findings: tuple[Finding, ...]


def house_of(workshop: Workshop) -> House:
    """What sources take from their publication."""
    prefixes = {desk.name: desk.prefix for desk in workshop.config.desks}
    return House(prefixes, workshop.config.publication.language)


def prepare(workshop: Workshop, edition: Edition, layout: Layout) -> Prepared:
    """Read, parse and compose an edition. Raises SourceError or MissingPartError with findings."""
    path = edition.source.path
    shown = workshop.shown(path)
    parsed = parse_issue(read_source(workshop, path), shown, house_of(workshop))
    pictures, missing = _pictures(path.parent, parsed.sections)
    if parsed.issue is None or parsed.source is None or parsed.errors:
        faults = in_reading_order([*parsed.findings, *missing])
        raise SourceError(f"{shown} cannot be printed as it is.", "", faults)
    if missing:
        raise MissingPartError(f"{shown} asks for pictures that cannot be printed.", "", missing)
    issue = parsed.issue
    gone = vanished(workshop, key_of(issue.desk, issue.number), ids_of(issue), issue.at)
    if gone:
        raise SourceError(f"{shown} cannot be printed as it is.", "", gone)
    html = compose_issue(issue, Masthead(workshop.config.publication), layout)
    files = pictures | _flags(workshop, issue) | _layout_files(layout)
    styles = tuple((layout_address(name), text) for name, text in layout.styles)
    fonts = FontShelf(workshop.folders("fonts")).files()
    job = RenderJob(html, styles, files, shown, fonts, names_for(html, workshop.root))
    imprint = imprint_of(workshop, issue, edition)
    ids, outline = ids_of(issue), outline_of(issue)
    return Prepared(edition, job, imprint, ids, outline, parsed.findings, issue, parsed.source)


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


def _complete(prepared: Prepared, made: Rendered, making: Making) -> Printed:
    from mekong_print.pdf.finish import finish
    from mekong_print.pdf.inspect import faults

    missing = _missing_letters(prepared.issue, made.without_glyph)
    grave = (*missing, *errors_of(made.findings))
    if grave:
        message = f"{prepared.job.source} cannot be printed in this layout."
        raise MissingPartError(message, "", grave)
    imprint = signed(prepared.imprint, made, making.fingerprint)
    pdf = finish(made.pdf, imprint)
    expected = Expected(imprint, prepared.ids, prepared.outline, made.pages)
    write_whole(prepared.edition.target, pdf, partial(_accept, expected=expected, faults=faults))
    write_manifest(prepared.edition.target, pdf, _record(prepared, imprint, making, made.pages))
    findings = (*prepared.findings, *made.findings)
    return Printed(prepared.edition, made.pages, len(pdf), findings)


def _record(prepared: Prepared, imprint: Imprint, making: Making, pages: int) -> VolumeRecord:
    """What the manifest of an edition says."""
    return VolumeRecord(
        name=prepared.edition.source.name,
        title=imprint.title,
        subtitle=imprint.subject,
        lang=imprint.lang,
        layout=imprint.layout,
        desk=imprint.desk,
        years=(imprint.date.year,) if imprint.date else (),
        date=imprint.date,
        pages=pages,
        ids=prepared.ids,
        tools=versions_of(imprint.tools),
        fonts=making.fonts,
        layouts=making.layouts,
        fingerprint=making.fingerprint,
        kind="edition",
    )


def _accept(
    draft: Path, expected: Expected, faults: Callable[[bytes, Expected], tuple[str, ...]]
) -> None:
    """Read the draft back from the disk and refuse it unless it is what was asked for."""
    found = faults(draft.read_bytes(), expected)
    if found:
        message = "The finished PDF failed its inspection:\n" + "\n".join(
            f"  - {one}" for one in found
        )
        raise InspectionError(
            message, "This is most likely a bug of ours; the old file is untouched."
        )


# ---------------------------------------------------------------- what the pages call for


def _pictures(
    folder: Path, sections: tuple[Section, ...]
) -> tuple[dict[str, bytes], tuple[Finding, ...]]:
    files: dict[str, bytes] = {}
    findings = []
    for figure in nodes(sections, Figure):
        fault = _fault_of_place(folder, figure)
        if fault is None:
            content = read_bytes(folder / figure.picture, figure.picture)
            files[picture_address(figure.picture)] = content
            words = fault_of_picture(content, figure.picture)
            message, hint = f"{figure.picture}: {words}", "Export it again as PNG, JPEG or SVG."
            fault = Finding(figure.at, "I03", message, hint) if words else None
        findings += [fault] if fault else []
    return files, tuple(findings)


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
        names = [name for name, _ in tree_of(folder) if not name.endswith(".md")]
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


def _missing_letters(issue: Issue, letters: tuple[str, ...]) -> tuple[Finding, ...]:
    """Findings for characters that no font has, at each place in the source that holds one."""
    if not letters:
        return ()
    hint = "Write them differently, or add a font to fonts/ and to the layout's font-family."
    found = []
    for node in nodes(issue, Text):
        here = "".join(letter for letter in letters if letter in node.text)
        if here:
            message = f"No font of the publication has the characters “{here}”."
            found.append(Finding(node.at, "P07", message, hint))
    message = f"No font of the publication has the characters “{''.join(letters)}”."
    return tuple(found) or (Finding(issue.at, "P07", message, hint),)
