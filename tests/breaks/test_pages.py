"""The six-language sample in every layout, as it was looked at and found good.

`MEKONG_UPDATE=1 pytest tests/breaks/test_pages.py` writes the small pictures anew; look at
the pages before you commit them.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from pypdf import PdfReader

from pages.test_golden import drawn, look_as_they_did, same_tools
from proofing import LAYOUTS

PICTURES = Path(__file__).parent / "pictures"


def edition(six: Path, layout: str) -> Path:
    return six / f"six-tongues-001-{layout}.pdf"


@pytest.mark.parametrize("layout", LAYOUTS)
def test_pages_look_as_they_did(six: Path, tmp_path: Path, layout: str) -> None:
    same_tools(edition(six, layout))
    pages = drawn(edition(six, layout), tmp_path)
    look_as_they_did(pages, PICTURES / f"{layout}.png")


def test_no_line_runs_out_of_its_column(six: Path) -> None:
    assert "P01" not in (six / "said.txt").read_text("utf-8")


@pytest.mark.parametrize("layout", LAYOUTS)
def test_title_and_outline_are_plain_text(six: Path, layout: str) -> None:
    pdf = PdfReader(edition(six, layout))
    assert pdf.metadata is not None
    named = [str(pdf.metadata.title)]
    waiting = list(pdf.outline)
    while waiting:
        one = waiting.pop()
        if isinstance(one, list):
            waiting += one
        else:
            named.append(str(one.title))
    assert any("ទន្លេសាប" in name for name in named)
    assert [name for name in named if "\u200b" in name] == []
