"""The pages as they were looked at and found good: their words by page, and small pictures.

`MEKONG_UPDATE=1 pytest tests/pages/test_golden.py` writes them anew; look at the
difference (and at the pages) before you commit it. Page breaks hang on Pango, so on a
machine with another Pango than the one in golden/TOOLS.txt the test says so and skips.
"""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageStat

from mekong_print.pdf.stamp import read_stamp
from proofing import IN_CI, LAYOUTS, Press, poppler_text, tool

GOLDEN = Path(__file__).parent / "golden"
UPDATE = bool(os.environ.get("MEKONG_UPDATE"))
DOTS = 24  # an inch: enough to see a block move, too coarse for a change of anti-aliasing
TOLERANCE = 2.0  # of 255, on average over a page
CASES = [(issue, layout) for issue in ("belt", "handbook", "river") for layout in LAYOUTS]


def same_tools(pdf: Path) -> None:
    """Go on only where the pages were set by the Pango that set the golden ones."""
    stamp = read_stamp(pdf.read_bytes())
    assert stamp is not None
    used = "\n".join(tool for tool in stamp.tools if tool.startswith(("WeasyPrint", "Pango")))
    known = GOLDEN / "TOOLS.txt"
    if UPDATE:
        known.write_text(used + "\n", "utf-8")
    if known.read_text("utf-8").strip() != used:
        words = f"golden pages were set with {known.read_text('utf-8').split()}, here is {used}"
        pytest.fail(words) if IN_CI else pytest.skip(words)


def by_page(pdf: Path) -> str:
    pages = poppler_text(pdf).split("\f")[:-1]
    return "".join(f"=== page {n} ===\n{page.strip()}\n\n" for n, page in enumerate(pages, 1))


@pytest.mark.parametrize(("issue", "layout"), CASES)
def test_page_breaks_are_where_they_were(press: Press, issue: str, layout: str) -> None:
    pdf = press.pdf(issue, layout)
    same_tools(pdf)
    golden = GOLDEN / f"{issue}-{layout}.txt"
    if UPDATE:
        golden.write_text(by_page(pdf), "utf-8")
    assert by_page(pdf).split() == golden.read_text("utf-8").split()


def drawn(pdf: Path, folder: Path) -> list[Image.Image]:
    command = [tool("pdftoppm"), "-r", str(DOTS), "-png", str(pdf), str(folder / "p")]
    subprocess.run(command, check=True)
    return [Image.open(path).convert("RGB") for path in sorted(folder.glob("p*.png"))]


def side_by_side(pages: list[Image.Image]) -> Image.Image:
    width, height = pages[0].size
    whole = Image.new("RGB", (width * len(pages), height), "white")
    for index, page in enumerate(pages):
        whole.paste(page, (index * width, 0))
    return whole


def difference(one: Image.Image, other: Image.Image) -> float:
    return max(ImageStat.Stat(ImageChops.difference(one, other)).mean)


def look_as_they_did(pages: list[Image.Image], known: Path) -> None:
    """Hold pages against the small picture of them; in an update, make that anew."""
    if UPDATE:
        known.parent.mkdir(exist_ok=True)
        side_by_side(pages).quantize(64).save(known, optimize=True)
    with Image.open(known) as looked_at:
        expected = looked_at.convert("RGB")
    width, height = pages[0].size
    assert expected.size == (width * len(pages), height)
    for index, page in enumerate(pages):
        part = expected.crop((index * width, 0, (index + 1) * width, height))
        assert difference(page, part) < TOLERANCE, f"page {index + 1}"


@pytest.mark.parametrize(("issue", "layout"), CASES)
def test_pages_look_as_they_did(press: Press, tmp_path: Path, issue: str, layout: str) -> None:
    pdf = press.pdf(issue, layout)
    same_tools(pdf)
    pages = drawn(pdf, tmp_path)
    look_as_they_did(pages, GOLDEN / f"{issue}-{layout}.png")


def test_a_block_that_moved_would_be_seen(press: Press, tmp_path: Path) -> None:
    page = drawn(press.pdf("belt", "briefing"), tmp_path)[1]
    moved = ImageChops.offset(page, 0, 6)
    assert difference(page, moved) > TOLERANCE
