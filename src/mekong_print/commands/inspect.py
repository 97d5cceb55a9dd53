"""`mekong inspect`: what a PDF is, whoever made it, and whether it keeps a standard."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from mekong_print.errors import MekongError
from mekong_print.files import read_bytes
from mekong_print.pages import PdfFacts
from mekong_print.pdf.read import read_facts
from mekong_print.reading import ReadingRoom, Trial, read_pdf
from mekong_print.standards import Verdict


def inspect(path: Path) -> PdfFacts:
    """The facts of one PDF. Raises SourceError where it cannot be read."""
    read_bytes(path, str(path))  # says what is wrong with the path better than a PDF reader
    return read_facts(path)


def judge(
    paths: tuple[Path, ...], standards: tuple[str, ...]
) -> Iterator[tuple[Path, tuple[Verdict, ...] | MekongError]]:
    """Hold PDFs against standards, each in a process with limits: they may be anyone's.

    No `standards`: those that a PDF claims, else PDF/UA-1 and PDF/A-3a.
    """
    with ReadingRoom() as room:
        for path in paths:
            try:
                trial = Trial(read_pdf(path, str(path)), str(path), standards)
                yield path, room.judge(trial)
            except MekongError as error:
                yield path, error
