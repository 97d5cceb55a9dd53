"""A small year for tests of volumes: six real-sized issues, made and printed once.

Take it in by one line of `tests/volume/conftest.py` (or of a test): `from volume.year import year`.
"""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from proofing import ROOT, mekong

SCRIPT = ROOT / "tools" / "make_year.py"
ISSUES = 6


@dataclass(frozen=True)
class Year:
    """A publication of `tools/make_year.py`, printed in the layout “briefing”."""

    root: Path

    @property
    def pdfs(self) -> tuple[Path, ...]:
        """The PDFs of its issues, by number."""
        return tuple(sorted(self.root.glob("output/*-briefing.pdf")))

    def pdf(self, number: int) -> Path:
        """The PDF of one issue of the first desk."""
        return self.root / "output" / f"mekong-belt-{number:03d}-briefing.pdf"

    def source(self, number: int) -> Path:
        """The source of one issue of the first desk."""
        return self.root / "issues" / f"{number:03d}" / "issue.md"


def write_year(root: Path, issues: int, *more: object) -> Path:
    """Write a year with the documented command; `more` are its other options."""
    words = [str(root), "--issues", str(issues), *map(str, more)]
    subprocess.run([sys.executable, str(SCRIPT), *words], check=True, capture_output=True)
    return root


@cache
def printed_year(root: Path, issues: int) -> Year:
    """Write a year and print it, with all processors; once in a run of the tests."""
    write_year(root, issues)
    done = mekong("build", cwd=root)
    assert done.code == 0, done.err
    return Year(root)


@pytest.fixture(scope="session")
def year(tmp_path_factory: pytest.TempPathFactory) -> Year:
    """Six issues that are printed once; tests that use it change nothing in it."""
    return printed_year(tmp_path_factory.getbasetemp() / "year", ISSUES)
