"""Footnotes stand once, below their call; and the press says so when it can no longer see to it."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from mekong_print.pressroom import environment
from mekong_print.render.fonts import FontShelf, write_configuration
from proofing import LAYOUTS, ROOT, Press, poppler_text

PAGE = """
<style>
@page { size: 100mm 70mm; margin: 10mm; @footnote { margin-top: 4pt } }
body { font: 10pt/14pt "Source Serif 4"; margin: 0 } p { margin: 0; orphans: 2; widows: 2 }
.note { float: footnote; font-size: 8pt; line-height: LEAD }
li::after { content: target-counter(attr(data-to url), page) }
COLUMNS
</style>
<ul><li data-to="#a">first <li data-to="#b">second</ul>
<p id="a">One line with a call.<span class="note">The note of the first page.</span>
FILLER</p><p>MORE</p><div style="break-before: page"><p id="b">Next.</p></div>
<div style="break-before: page">Last.</div>
"""


SCRIPT = """
import io, json, sys, weasyprint
from mekong_print.render import mends
if sys.argv[1] == "mended":
    mends.mend()
for number, page in enumerate(json.load(sys.stdin)):
    weasyprint.HTML(string=page).write_pdf(f"{sys.argv[2]}/{number}.pdf")
"""
CASES = [(filler, more) for filler in range(4, 11) for more in (2, 4)]


def pages_with_the_note(folder: Path, how: str, pages: list[str]) -> list[list[int]]:
    """For each text, the numbers of the pages that show its note."""
    fonts = write_configuration(FontShelf((ROOT / "fonts",)), folder)
    command = [sys.executable, "-c", SCRIPT, how, str(folder)]
    jobs = json.dumps(pages)
    subprocess.run(command, input=jobs, text=True, check=True, env=environment(fonts))
    found = []
    for number in range(len(pages)):
        shown = poppler_text(folder / f"{number}.pdf").split("\f")
        found.append([n for n, text in enumerate(shown, 1) if "note of the first" in text])
    return found


def page(filler: int, more: int, lead: str = "10pt", columns: str = "") -> str:
    text = PAGE.replace("FILLER", "Words fill the line of this page. " * filler)
    text = text.replace("MORE", "More words follow in a paragraph of three lines. " * more)
    return text.replace("LEAD", lead).replace("COLUMNS", columns)


def test_a_note_stands_once_on_the_page_of_its_call(tmp_path: Path) -> None:
    found = pages_with_the_note(tmp_path, "mended", [page(*case) for case in CASES])
    assert dict(zip(CASES, found, strict=True)) == {case: [1] for case in CASES}


def test_a_note_in_columns_is_not_put_off_by_a_rounding_error(tmp_path: Path) -> None:
    columns = "body { columns: 2; column-gap: 4mm }"
    leads = [f"{lead / 100}pt" for lead in range(900, 1100, 12)]
    found = pages_with_the_note(tmp_path, "mended", [page(6, 3, lead, columns) for lead in leads])
    assert found == [[1]] * len(leads)


def test_stock_weasyprint_still_needs_the_mends(tmp_path: Path) -> None:
    """When this fails, WeasyPrint has mended it itself: drop render/mends.py."""
    found = pages_with_the_note(tmp_path, "stock", [page(*case) for case in CASES])
    assert any(pages != [1] for pages in found)


def test_every_mend_still_fits_the_weasyprint_that_is_installed() -> None:
    script = "from mekong_print.render import mends\nmends.mend()\nassert mends.unmended == []"
    subprocess.run([sys.executable, "-c", script], check=True)


def test_an_unknown_weasyprint_is_left_as_it_is_and_named() -> None:
    script = (
        "import json\n"
        "import weasyprint.layout as layout\n"
        "def other(context, root_box, html, pages): return iter(())\n"
        "layout.make_all_pages = other\n"
        "from mekong_print.render import mends\n"
        "mends.mend()\n"
        "assert layout.make_all_pages is other\n"
        "print(json.dumps(mends.unmended))\n"
    )
    done = subprocess.run(
        [sys.executable, "-"], input=script, check=False, capture_output=True, text=True
    )
    assert done.stdout.strip() == '["make_all_pages"]', done.stderr


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_sample_has_its_note_once_below_its_call(press: Press, layout: str) -> None:
    pages = [" ".join(p.split()) for p in poppler_text(press.pdf("river", layout)).split("\f")]
    assert [page.count("nine mouths") for page in pages if "nine mouths" in page] == [1]
    assert re.search(r"Nam\. ?1", next(page for page in pages if "nine mouths" in page))
