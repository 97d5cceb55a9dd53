"""`mekong inspect`: what a PDF is, whoever made it."""

from __future__ import annotations

from pathlib import Path

from mekong_print.files import read_bytes
from mekong_print.pages import PdfFacts
from mekong_print.pdf.read import read_facts


def inspect(path: Path) -> PdfFacts:
    """The facts of one PDF. Raises SourceError where it cannot be read."""
    read_bytes(path, str(path))  # says what is wrong with the path better than a PDF reader
    return read_facts(path)
