"""Adopted issues: PDFs from elsewhere, each in a folder of issues/ with a sidecar beside it."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import nullcontext
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from mekong_print import typed
from mekong_print.errors import SourceError
from mekong_print.files import LARGEST_TABLE, digest, read_bytes, read_within
from mekong_print.findings import Finding
from mekong_print.ids import slug
from mekong_print.issue_files import IssueFile
from mekong_print.places import PDF_NAME, SIDECAR_NAME
from mekong_print.positions import Position
from mekong_print.workshop import Workshop

if TYPE_CHECKING:
    from mekong_print.pages import PdfFacts
    from mekong_print.reading import ReadingRoom
    from mekong_print.trial import Dress
    from mekong_print.volume.parts import Part
    from mekong_print.volume.sidecar import Sidecar


@dataclass(frozen=True, slots=True)
class Adopted:
    """An adopted issue on the disk, and what its sidecar says (None: unreadable).

    `lang` is the language of the sidecar, else the publication's; `shown` is the sidecar's
    path as editors see it; `to_check` counts the guesses that nobody has looked at yet.
    """

    folder: Path
    shown: str
    sidecar: Sidecar | None
    findings: tuple[Finding, ...] = ()
    lang: str = ""
    to_check: int = 0

    @property
    def name(self) -> str:
        """The name of its folder."""
        return self.folder.name

    @property
    def pdf(self) -> Path:
        """Where its PDF lies, which nothing ever alters."""
        return self.folder / PDF_NAME


def adopted_issues(workshop: Workshop) -> tuple[Adopted, ...]:
    """Every adopted issue, by desk and number; unreadable ones last. Reads no PDF."""
    found = (_read(workshop, path) for path in workshop.issues.glob(f"*/{SIDECAR_NAME}"))
    return tuple(sorted(found, key=_order))


def numbers_of(workshop: Workshop, desk: str) -> frozenset[int]:
    """The numbers of a desk's adopted issues."""
    told = (one.sidecar for one in adopted_issues(workshop))
    return frozenset(one.number for one in told if one and one.desk == desk)


def _order(adopted: Adopted) -> tuple[bool, str, int, str]:
    told = adopted.sidecar
    return (told is None, told.desk if told else "", told.number if told else 0, adopted.name)


def _read(workshop: Workshop, path: Path) -> Adopted:
    from mekong_print.volume.sidecar_text import read_sidecar

    shown = workshop.shown(path)
    try:
        raw = read_within(workshop.root, path, shown)
    except SourceError as fault:
        finding = Finding(Position(shown, 1, 1), "M02", fault.message, fault.hint)
        return Adopted(path.parent, shown, None, (finding,))
    reading = read_sidecar(raw, shown)
    if reading.sidecar is None:
        return Adopted(path.parent, shown, None, reading.findings)
    told = reading.sidecar
    lang = told.lang or workshop.config.publication.language
    found = tuple(_at_odds(workshop, path, told))
    return Adopted(path.parent, shown, told, found, lang, reading.to_check)


def _at_odds(workshop: Workshop, path: Path, told: Sidecar) -> Iterable[Finding]:
    """What does not go together with the publication."""
    top = Position(workshop.shown(path), 1, 1)
    if workshop.config.desk(told.desk) is None:
        names = [desk.name for desk in workshop.config.desks]
        yield Finding(
            top, "M09", f"There is no desk “{told.desk}”.", typed.closest(told.desk, names)
        )
    if not path.with_name(PDF_NAME).is_file():
        hint = f"Put it back, or delete the folder {path.parent.name}."
        yield Finding(top, "V02", f"There is no {PDF_NAME} beside it.", hint)


def clashes_of_adopted(
    every: Iterable[Adopted], issues: Iterable[IssueFile], workshop: Workshop
) -> dict[Path, Finding]:
    """A finding for each adopted issue whose desk and number another one has, by its folder."""
    held: dict[tuple[str, int], list[str]] = {}
    for issue in issues:
        if issue.matter:
            key = (slug(issue.matter.desk), issue.matter.number)
            held.setdefault(key, []).append(workshop.shown(issue.path))
    adopted = [one for one in every if one.sidecar]
    for one in adopted:
        held.setdefault(_place(one), []).append(one.shown)
    found = {}
    for one in adopted:
        others = [shown for shown in held[_place(one)] if shown != one.shown]
        if others:
            message = f"This issue has the desk and number of {others[0]}."
            at = Position(one.shown, 1, 1)
            found[one.folder] = Finding(at, "V04", message, "Change the number in one of the two.")
    return found


def _place(adopted: Adopted) -> tuple[str, int]:
    told = adopted.sidecar
    return (slug(told.desk), told.number) if told else ("", -1)


def part_of_adopted(
    adopted: Adopted, room: ReadingRoom | None = None, dress: Dress | None = None
) -> Part:
    """An adopted issue as a part of a volume. Raises SourceError where it cannot be bound.

    Its PDF is read apart: by the reader of `room`, which several parts can share, or by one
    of its own. With a `dress`, it is bound alone for trial.
    """
    from mekong_print.reading import Question, ReadingRoom, read_pdf

    told = adopted.sidecar
    if told is None or adopted.findings:
        found = adopted.findings
        raise SourceError(f"{adopted.shown}: {found[0].message}", found[0].hint, found)
    shown = f"{adopted.name}/{PDF_NAME}"
    raw = read_pdf(adopted.pdf, shown)
    sha256 = digest(raw)
    if sha256 != told.sha256:
        raise _swapped(adopted)
    with nullcontext(room) if room else ReadingRoom() as reading:
        worn = replace(dress, lang=adopted.lang) if dress else None
        facts = reading.look(Question(raw, shown, PDF_NAME, dress=worn)).facts
    beyond = tuple(_beyond(adopted, told, facts.pages))
    if beyond:
        raise SourceError(f"{adopted.shown}: {beyond[0].message}", beyond[0].hint, beyond)
    return _part(adopted, told, sha256, facts)


def _swapped(adopted: Adopted) -> SourceError:
    message = f"{PDF_NAME} is not the file that this sidecar was written for."
    hint = "Put the old one back, or delete the sidecar and adopt the PDF that lies there."
    finding = Finding(Position(adopted.shown, 1, 1), "V01", message, hint)
    return SourceError(f"{adopted.shown}: {message}", hint, (finding,))


def _beyond(adopted: Adopted, told: Sidecar, pages: int) -> Iterable[Finding]:
    from mekong_print.volume.sidecar_text import pages_beyond

    raw = read_bytes(adopted.folder / SIDECAR_NAME, adopted.shown, LARGEST_TABLE)
    return pages_beyond(told, raw, adopted.shown, pages)


def _part(adopted: Adopted, told: Sidecar, sha256: str, facts: PdfFacts) -> Part:
    from mekong_print.volume.parts import Part
    from mekong_print.volume.sidecar import chapters_of, corrections_of, ids_of

    key = f"{slug(told.desk)}-{told.number:03d}"
    return Part(
        key=key,
        file=f"{adopted.name}/{PDF_NAME}",
        sha256=sha256,
        origin="adopted",
        facts=replace(facts, ids=ids_of(told, key) | facts.ids),
        desk=told.desk,
        number=told.number,
        title=told.title,
        subtitle=told.subtitle,
        date=told.date,
        lang=adopted.lang,
        edition=1 + len(told.corrections),
        corrections=corrections_of(told),
        chapters=chapters_of(told, key),
    )
