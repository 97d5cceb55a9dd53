"""Collating: the PDFs of a volume's issues are read, and seen to be whole and today's."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from mekong_print.adopted import Adopted, part_of_adopted
from mekong_print.bindery import typeface_of
from mekong_print.document import Position
from mekong_print.editions import Fingerprints, edition_of, stamp_of
from mekong_print.errors import MekongError, SourceError
from mekong_print.findings import Finding
from mekong_print.gathering import Item, Wanted
from mekong_print.issue_files import IssueFile
from mekong_print.published import vanished
from mekong_print.reading import ReadingRoom
from mekong_print.trial import Dress
from mekong_print.volume.book import Absent
from mekong_print.volume.folio import folio_of
from mekong_print.volume.parts import Part
from mekong_print.workshop import Workshop, load_layout


@dataclass(frozen=True, slots=True)
class Collated:
    """The parts that could be read, where their PDFs lie by key, and what is lacking and why."""

    parts: tuple[Part, ...]
    files: dict[str, Path]
    absent: tuple[Absent, ...]


def collate(workshop: Workshop, wanted: Wanted, prints: Fingerprints) -> Collated:
    """Read the PDFs of a volume's items, in their order; what cannot be read is named.

    Those from elsewhere are bound for trial, each alone. Raises MissingPartError.
    """
    foreign = any(isinstance(item.source, Adopted) for item in wanted.items)
    dress = _dress(workshop, wanted) if foreign else None
    held: dict[str, tuple[Part, Path]] = {}
    absent: list[Absent] = []
    with ReadingRoom() as room:  # starts a reader when there is something to read apart
        for item in wanted.items:
            try:
                path = _pdf_of(workshop, item, wanted, prints)
                part = _part_of(item, path, room, dress)
                _refuse_namesake(part, held)
            except MekongError as error:
                absent.append(Absent(_shown(workshop, item), error.message))
                continue
            held[part.key] = (part, path)
    parts = tuple(part for part, _ in held.values())
    return Collated(parts, {key: path for key, (_, path) in held.items()}, tuple(absent))


def _refuse_namesake(part: Part, held: dict[str, tuple[Part, Path]]) -> None:
    if part.key in held:
        raise SourceError(f"It has the desk and number of {held[part.key][0].file}.")


def _shown(workshop: Workshop, item: Item) -> str:
    """What an item is called when it cannot be bound."""
    match item.source:
        case IssueFile() as issue:
            return workshop.shown(issue.path)
        case Adopted() as adopted:
            return workshop.shown(adopted.folder)
        case path:
            return workshop.shown(path)


def _pdf_of(workshop: Workshop, item: Item, wanted: Wanted, prints: Fingerprints) -> Path:
    """Where the PDF of an item lies. Raises SourceError when it is not the issue's of today."""
    match item.source:
        case IssueFile() as issue:
            edition = edition_of(workshop, issue, wanted.layout)
            stamp = stamp_of(edition.target)
            if stamp is None or stamp.fingerprint != prints.of(edition):
                raise SourceError("It could not be printed as it is now.", "")
            return edition.target
        case Adopted() as adopted:
            return adopted.pdf
        case path:
            return path


def _dress(workshop: Workshop, wanted: Wanted) -> Dress:
    folio = folio_of(load_layout(workshop, wanted.layout, kind="volume"))
    return Dress(folio, typeface_of(workshop, folio), "")


def _part_of(item: Item, path: Path, room: ReadingRoom, dress: Dress | None) -> Part:
    from mekong_print.pdf.contents import part_of

    match item.source:
        case Adopted() as adopted:
            return part_of_adopted(adopted, room, dress)
        case Path():
            return part_of(path, path.stem)
        case _:
            return part_of(path)


def incomplete(wanted: Wanted, found: Collated) -> SourceError:
    """The error that names all that is lacking."""
    lines = "\n".join(f"  - {one.name}: {one.reason}" for one in found.absent)
    count = f"{len(found.absent)} of {len(wanted.items)} issues cannot be bound"
    return SourceError(
        f"The volume “{wanted.name}” was not made: {count}:\n{lines}",
        "With --skip-unreadable the rest is bound, and the provenance page names what is lacking.",
    )


def refuse_vanished(workshop: Workshop, parts: tuple[Part, ...]) -> None:
    """Raise SourceError when an id that an earlier volume had is in none of today's parts."""
    gone: list[Finding] = []
    for part in parts:
        gone += vanished(workshop, part.key, part.facts.ids, Position(part.file, 1, 1))
    if gone:
        raise SourceError("Ids that were published are gone.", "", tuple(gone))
