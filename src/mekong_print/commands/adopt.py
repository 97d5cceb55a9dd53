"""`mekong adopt`: issues that exist only as PDF are taken in, each with a sidecar of guesses."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import nullcontext, suppress
from dataclasses import dataclass
from pathlib import Path

from mekong_print.adopted import adopted_issues
from mekong_print.commands.new import desk_of, folder_for
from mekong_print.config import Desk
from mekong_print.document import Position
from mekong_print.errors import MekongError, UsageError
from mekong_print.files import digest, write_whole
from mekong_print.findings import Finding
from mekong_print.issue_files import all_issues
from mekong_print.places import PDF_NAME, SIDECAR_NAME
from mekong_print.reading import Looked, Question, ReadingRoom, read_pdf
from mekong_print.volume.first_sidecar import Settled, first_sidecar, said_of
from mekong_print.volume.guesses import Guess, Guesses, as_words
from mekong_print.volume.sidecar import Sidecar
from mekong_print.volume.sidecar_text import CHECK, marked, write_sidecar
from mekong_print.workshop import ISSUE_FILE, Workshop


@dataclass(frozen=True, slots=True)
class Request:
    """The PDFs to take in; what is empty is guessed."""

    files: tuple[Path, ...]
    desk: str = ""
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Taken:
    """A PDF that was taken in: its sidecar, and what an editor must know or look at."""

    pdf: Path
    sidecar: Path
    notes: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Refused:
    """A PDF that was not taken in, and why; nothing was written."""

    pdf: Path
    error: MekongError


def adopt(
    workshop: Workshop, request: Request, room: ReadingRoom | None = None
) -> Iterator[Taken | Refused]:
    """Take PDFs in, one after the other. Raises UsageError for what does not go together.

    They are read by the reader of `room`, else by one of their own.
    """
    desk = desk_of(workshop, request.desk)
    if request.number is not None and len(request.files) > 1:
        hint = "Name one PDF with --number, or leave it out."
        raise UsageError("One number cannot be that of several issues.", hint)
    with nullcontext(room) if room else ReadingRoom() as reading:
        for path in request.files:
            try:
                yield _take(_Desk(workshop, desk, reading, request.number), path)
            except MekongError as error:
                yield Refused(path, error)


@dataclass(frozen=True, slots=True)
class _Desk:
    """Where PDFs are taken in: the publication, the desk, the reader, the number asked for."""

    workshop: Workshop
    desk: Desk
    room: ReadingRoom
    number: int | None

    def taken(self) -> dict[int, str]:
        """The desk's numbers, and the folders that have them."""
        name = self.desk.name
        issues = (
            (one.matter.number, one.name)
            for one in all_issues(self.workshop)
            if one.matter and one.matter.desk == name
        )
        adopted = (
            (one.sidecar.number, one.name)
            for one in adopted_issues(self.workshop)
            if one.sidecar and one.sidecar.desk == name
        )
        return dict((*issues, *adopted))


def _take(at: _Desk, path: Path) -> Taken:
    shown = f"“{as_words(path.name)}”"
    raw = read_pdf(path, shown)
    sha256 = digest(raw)
    for one in adopted_issues(at.workshop):
        if one.sidecar and one.sidecar.sha256 == sha256:
            raise UsageError(f"{shown} is adopted already.", f"It is {one.shown}.")
    looked = at.room.look(Question(raw, shown, path.name, guess=True))
    guesses = looked.guesses or Guesses()
    number, said = _number(at, guesses, shown)
    language = at.workshop.config.publication.language
    settled = Settled(sha256, at.desk, number, said, language)
    sidecar, remarks = first_sidecar(guesses, settled)
    target = _folder(at, path, sidecar) / SIDECAR_NAME
    text = write_sidecar(sidecar, remarks)
    _write(target, text, None if _lies_there(at, path) else raw)
    notes = _notes(at.workshop.shown(target), text, looked)
    return Taken(path, target, notes)


def _number(at: _Desk, guesses: Guesses, shown: str) -> tuple[int, str]:
    """The number of the issue, and what is said of it. Raises UsageError for one that is taken."""
    taken = at.taken()
    if at.number is None and guesses.number is None:
        free = max(taken, default=0) + 1
        return free, f"{CHECK}: not found; it is the desk’s next free one"
    guess = guesses.number if at.number is None else Guess(at.number, "--number", "sure")
    number = guess.value if guess else 0
    if number in taken:
        hint = f"It is {taken[number]}. Give {shown} the right number with --number."
        raise UsageError(f"{at.desk.name} has an issue {number} already.", hint)
    return number, said_of(guess) if guess else ""


def _lies_there(at: _Desk, path: Path) -> bool:
    """Whether a PDF lies already where it would be put, so that it needs no copy."""
    real = path.resolve()
    return real.name == PDF_NAME and real.parent.parent == at.workshop.issues.resolve()


def _folder(at: _Desk, path: Path, sidecar: Sidecar) -> Path:
    """The folder of the issue. Raises UsageError when something of it is there already."""
    there = _lies_there(at, path)
    folder = (
        path.resolve().parent
        if there
        else folder_for(at.workshop, at.desk, sidecar.number, sidecar.title)
    )
    for name in (SIDECAR_NAME, ISSUE_FILE, *(() if there else (PDF_NAME,))):
        if (folder / name).exists():
            hint = "Delete or rename it first, or give another --number."
            raise UsageError(f"{at.workshop.shown(folder / name)} is there already.", hint)
    return folder


def _write(target: Path, text: str, raw: bytes | None) -> None:
    """Put the PDF and its sidecar in place: both, or none."""
    pdf = target.with_name(PDF_NAME)
    folder_is_new = not target.parent.exists()
    try:
        if raw is not None:
            write_whole(pdf, raw)
        write_whole(target, text.encode())
    except MekongError:
        if raw is not None:
            pdf.unlink(missing_ok=True)
        if folder_is_new:
            with suppress(OSError):
                target.parent.rmdir()
        raise


def _notes(shown: str, text: str, looked: Looked) -> tuple[Finding, ...]:
    top = Position(shown, 1, 1)
    guessed = (
        Finding(Position(shown, line, 1), "N02", f"{what}: {said}." if what else f"{said}.")
        for line, what, said in marked(text)
    )
    remarks = looked.guesses.remarks if looked.guesses else ()
    return (
        *guessed,
        *(Finding(top, "N02", remark) for remark in remarks),
        *(Finding(top, "N03", f"Binding will take out: {one.what}") for one in looked.changes),
    )
