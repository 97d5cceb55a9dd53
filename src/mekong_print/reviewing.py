"""Reviewing: finished PDFs, read like issues are, with findings of the same table."""

from __future__ import annotations

from pathlib import Path

from mekong_print.checking import Checked, Wanted
from mekong_print.files import read_bytes
from mekong_print.findings import in_reading_order
from mekong_print.issue_files import IssueFile
from mekong_print.pdf.review import review


def read_pdf(path: Path, wanted: Wanted) -> Checked:
    """What is wrong with one PDF. Raises SourceError where it cannot be read."""
    read_bytes(path, str(path))  # says what is wrong with the path better than a PDF reader
    found = [one for one in review(path, str(path)) if wanted(one.code)]
    return Checked(IssueFile(path, None, ()), None, in_reading_order(found))
