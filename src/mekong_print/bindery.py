"""The bindery: one file of a volume, from its parts to a PDF that has passed its inspection.

`job_of` composes front and back matter for the press; `bind_sheaf` joins what the press made
with the parts; `settle` inspects the draft, puts it in place and writes its manifest.
"""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from mekong_print import __version__, typed
from mekong_print.addresses import flag_address, layout_address
from mekong_print.compose.volume import BACK, compose_volume
from mekong_print.config import VolumeSettings
from mekong_print.editions import Fingerprints, Making
from mekong_print.errors import InspectionError, MekongError, MissingPartError, PressError
from mekong_print.files import digest, put_in_place
from mekong_print.glossaries import names_for
from mekong_print.imprints import versions_of
from mekong_print.manifests import write_manifest
from mekong_print.pages import Attachment, Imprint
from mekong_print.render.fonts import FontShelf, font_called
from mekong_print.render.job import Answer, Refused, Rendered, RenderJob
from mekong_print.volume.book import Absent, Book
from mekong_print.volume.folio import folio_of
from mekong_print.volume.parts import Change, Chapter, Folio, Part
from mekong_print.volume.plan import VolumePlan, place, plan_volume
from mekong_print.volume.record import RECORD_NAME, VolumeRecord, recorded
from mekong_print.workshop import Workshop, flag_file, load_layout


@dataclass(frozen=True, slots=True)
class Sheaf:
    """What becomes one file: parts in order, their PDFs by key, and what is absent.

    `label` tells it from the other files of its volume (Q1 2025), or is empty. `piece` is
    (2, 3) in the second of three files that a limit of size made.
    """

    name: str
    settings: VolumeSettings
    label: str
    layout: str
    parts: tuple[Part, ...]
    files: Mapping[str, Path]
    absent: tuple[Absent, ...]
    piece: tuple[int, int] | None
    target: Path


@dataclass(frozen=True, slots=True)
class Pressed:
    """A sheaf with its front and back matter laid out, and the hash of all that goes in."""

    sheaf: Sheaf
    made: Rendered
    making: Making


@dataclass(frozen=True, slots=True)
class Bound:
    """A draft of a volume: how it was planned, what it says of itself, what was changed."""

    sheaf: Sheaf
    front: bytes  # what the press made
    draft: Path
    size: int
    plan: VolumePlan
    imprint: Imprint
    record: VolumeRecord
    changes: tuple[Change, ...]


def making_of(sheaf: Sheaf, prints: Fingerprints) -> Making:
    """The hash of all that goes into a volume, with the hashes of fonts and layout."""
    told = [repr((part.key, part.sha256, part.title, part.chapters)) for part in sheaf.parts]
    whole = (sheaf.name, sheaf.label, sheaf.settings, sheaf.absent, sheaf.piece, told)
    layout = prints.layout(sheaf.layout, "volume")
    made_of = (whole, layout, prints.shared, prints.names_for(repr(whole)))
    fingerprint = digest(repr(made_of).encode())
    return Making(fingerprint, prints.fonts, {sheaf.layout: layout})


def title_of(workshop: Workshop, sheaf: Sheaf) -> str:
    """The volume's title: as mekong.toml has it, else the publication's (or desk's) and name."""
    whose = sheaf.settings.desk or workshop.config.publication.name
    if sheaf.settings.title or not sheaf.label:
        title = sheaf.settings.title or f"{whose} {sheaf.name}"
        return f"{title}, {sheaf.label}" if sheaf.label else title
    return f"{whose}, {sheaf.label}"


def book_of(workshop: Workshop, sheaf: Sheaf) -> Book:
    """What the volume's own pages are made of."""
    settings = sheaf.settings
    return Book(
        title=title_of(workshop, sheaf),
        subtitle=settings.subtitle,
        lang=settings.language or workshop.config.publication.language,
        publication=workshop.config.publication,
        placed=place(sheaf.parts, recto=settings.recto),
        recto=settings.recto,
        absent=sheaf.absent,
        piece=sheaf.piece,
        tools=(f"mekong-print {__version__}",),
    )


def job_of(workshop: Workshop, sheaf: Sheaf) -> RenderJob:
    """Front and back matter for the press. Raises MissingPartError."""
    layout = load_layout(workshop, sheaf.layout, kind="volume")
    html = compose_volume(book_of(workshop, sheaf), layout)
    regions = {chapter.region for part in sheaf.parts for chapter in part.chapters}
    flags = {flag_address(one): flag_file(workshop, one) for one in sorted(regions - {""})}
    own = {
        layout_address(name): content
        for name, content in layout.files.items()
        if not name.endswith((".html", ".css", ".toml"))
    }
    styles = tuple((layout_address(name), text) for name, text in layout.styles)
    fonts = FontShelf(workshop.folders("fonts")).files()
    names = names_for(html, workshop.root)
    return RenderJob(html, styles, flags | own, f"The volume “{sheaf.name}”", fonts, names)


def accepted(sheaf: Sheaf, answer: Answer) -> Rendered:
    """What the press made of the volume's own pages. Raises PressError or MissingPartError."""
    match answer:
        case Refused(message, hint, missing, bug):
            if bug:
                raise MekongError(f"The volume “{sheaf.name}”: the press failed.\n{message}")
            kind = MissingPartError if missing else PressError
            raise kind(f"The volume “{sheaf.name}”: {message}", hint)
        case Rendered() as made:
            if made.without_glyph:
                letters = "".join(made.without_glyph)
                message = f"No font of the publication has the characters “{letters}”."
                raise MissingPartError(message, "They stand in a title or a name of the volume.")
            return made


def bind_sheaf(workshop: Workshop, pressed: Pressed, draft: Path) -> Bound:
    """Join the pages of the press and the parts into a draft. Raises SourceError, WriteError."""
    from mekong_print.pdf.bind import Material, bind
    from mekong_print.pdf.read import read_ids

    sheaf, made = pressed.sheaf, pressed.made
    recto = sheaf.settings.recto
    front = read_ids(made.pdf).get(BACK) or 0
    placed = place(sheaf.parts, recto=recto)
    plan = plan_volume(placed, front=front, back=made.pages - front, recto=recto)
    record = _record(workshop, pressed, plan)
    imprint = _imprint(workshop, pressed, plan, record)
    folio = folio_of(load_layout(workshop, sheaf.layout, kind="volume"))
    material = Material(
        plan,
        made.pdf,
        sheaf.files,
        imprint,
        folio,
        _typeface(workshop, folio),
        unsound=frozenset(part.key for part in sheaf.parts if not part.facts.marked),
    )
    changes = bind(material, draft)
    return Bound(sheaf, made.pdf, draft, draft.stat().st_size, plan, imprint, record, changes)


def settle(bound: Bound) -> None:
    """Inspect a draft, put it in place and write its manifest. Raises InspectionError."""
    from mekong_print.pdf.inspect_volume import ExpectedVolume, volume_faults

    expected = ExpectedVolume(bound.plan, bound.imprint, bound.sheaf.files, front=bound.front)
    found = volume_faults(bound.draft, expected)
    if found:
        lines = "\n".join(f"  - {one}" for one in found)
        message = f"The volume “{bound.sheaf.name}” failed its inspection:\n{lines}"
        hint = "This is most likely a bug of ours; the old file is untouched."
        raise InspectionError(message, hint)
    content = bound.draft.read_bytes()
    put_in_place(bound.draft, bound.sheaf.target)
    write_manifest(bound.sheaf.target, content, bound.record, bound.changes)


def _typeface(workshop: Workshop, folio: Folio) -> bytes:
    found = font_called(FontShelf(workshop.folders("fonts")).files(), folio.font)
    if found is None:
        message = f"There is no font “{folio.font}” for the volume’s folio."
        raise MissingPartError(message, "Name a family of fonts/ in the layout’s volume.toml.")
    return found.read_bytes()


def _record(workshop: Workshop, pressed: Pressed, plan: VolumePlan) -> VolumeRecord:
    """What the volume carries, and what its manifest says."""
    sheaf, making = pressed.sheaf, pressed.making
    dates = [part.date for part in sheaf.parts if part.date]
    desks = {part.desk for part in sheaf.parts}
    settings = sheaf.settings
    return VolumeRecord(
        name=sheaf.name,
        title=title_of(workshop, sheaf),
        subtitle=settings.subtitle,
        lang=settings.language or workshop.config.publication.language,
        layout=sheaf.layout,
        desk=desks.pop() if len(desks) == 1 else "",
        years=tuple(sorted({date.year for date in dates})),
        date=max(dates, default=None),
        pages=plan.pages,
        body=plan.body,
        parts=tuple(recorded(plan, placed) for placed in plan.placed),
        tools=versions_of(_tools(pressed.made)),
        fonts=making.fonts,
        layouts=making.layouts,
        fingerprint=making.fingerprint,
        settings=settings,
        absent=sheaf.absent,
        piece=sheaf.piece,
        label=sheaf.label,
    )


def _tools(made: Rendered) -> tuple[str, ...]:
    return (f"mekong-print {__version__}", *made.tools)


def _imprint(
    workshop: Workshop, pressed: Pressed, plan: VolumePlan, record: VolumeRecord
) -> Imprint:
    """What the volume says of itself. It claims what all of its parts claim."""
    publication, parts = workshop.config.publication, pressed.sheaf.parts
    people = (name for part in parts for chapter in part.chapters for name in _people(chapter))
    countries = (chapter.title for part in parts for chapter in part.chapters if chapter.region)
    return Imprint(
        title=record.title,
        lang=record.lang,
        authors=tuple(dict.fromkeys(people)),
        subject=record.subtitle,
        keywords=tuple(dict.fromkeys(countries)),
        publication=publication.name,
        publisher=publication.publisher,
        desk=record.desk,
        layout=record.layout,
        date=record.date,
        moment=_moment(record.date),
        fingerprint=record.fingerprint,
        tools=_tools(pressed.made),
        labels=plan.labels,
        attachments=(_carried(record),),
        claims=_claims(parts),
    )


def _carried(record: VolumeRecord) -> Attachment:
    description = "What the volume was bound from: its parts, their hashes, pages and ids"
    return Attachment(RECORD_NAME, typed.to_json(record), "application/json", description)


def _people(chapter: Chapter) -> tuple[str, ...]:
    return tuple(name for entry in chapter.entries for name in entry.authors)


def _claims(parts: tuple[Part, ...]) -> tuple[str, ...]:
    shared = set(parts[0].facts.claims).intersection(*(part.facts.claims for part in parts))
    return tuple(sorted(shared, reverse=True))


def _moment(date: dt.date | None) -> dt.datetime | None:
    """The one date of the file: SOURCE_DATE_EPOCH, else the day of the last issue."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch.isdigit():
        return dt.datetime.fromtimestamp(int(epoch), dt.UTC)
    return dt.datetime.combine(date, dt.time(), dt.UTC) if date else None
