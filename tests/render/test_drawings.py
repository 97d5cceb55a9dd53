"""A drawing in the background is drawn once, however often it is used, and looks as it did."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from mekong_print.pressroom import environment
from mekong_print.render.fonts import FontShelf, write_configuration
from proofing import ROOT

PAGE = """
<style>
@page { size: 60mm 80mm; margin: 5mm } html { font: 10pt "Source Serif 4" }
p { background: url("FLAG") no-repeat; background-size: 12mm 9mm; height: 9mm; margin: 0 0 2mm 7mm }
p.small { background-size: 8mm 6mm }
</style>
<p><p><p class=small><p style="break-before: page"><p class=small><p>
"""
SCRIPT = """
import json, sys, weasyprint
from mekong_print.render import drawings, mends
if sys.argv[1] == "once":
    drawings.draw_once()
weasyprint.HTML(string=json.load(sys.stdin)).write_pdf(sys.argv[2])
print(json.dumps(mends.unmended))
"""


def pressed(folder: Path, how: str) -> tuple[Path, list[str]]:
    """A page with six flags of two sizes, and what could not be mended."""
    fonts = write_configuration(FontShelf((ROOT / "fonts",)), folder)
    path = folder / f"{how}.pdf"
    page = json.dumps(PAGE.replace("FLAG", (ROOT / "flags" / "kh.svg").as_uri()))
    command = [sys.executable, "-c", SCRIPT, how, str(path)]
    done = subprocess.run(
        command, input=page, text=True, check=True, capture_output=True, env=environment(fonts)
    )
    return path, json.loads(done.stdout)


def drawn(path: Path, folder: Path) -> list[bytes]:
    """The pages as poppler draws them."""
    subprocess.run(["pdftoppm", "-r", "100", path, folder / path.stem], check=True)
    return [one.read_bytes() for one in sorted(folder.glob(f"{path.stem}-*.ppm"))]


def forms(path: Path) -> int:
    return path.read_bytes().count(b"/Subtype /Form")


def test_a_flag_is_drawn_once_for_each_size_and_looks_the_same(tmp_path: Path) -> None:
    stock, _ = pressed(tmp_path, "stock")
    once, unmended = pressed(tmp_path, "once")
    assert unmended == []
    assert (forms(stock), forms(once)) == (6, 2)
    assert drawn(once, tmp_path) == drawn(stock, tmp_path)
    assert len(drawn(once, tmp_path)) == 2
