"""Draw the pictures of the pages that README.md and docs/ show.

    python tools/pictures.py       (needs pdftoppm, from poppler-utils, and the test group)

Prints Issue 22 in every layout and puts some of its pages side by side, as small PNGs.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image

ROOT = Path(__file__).parents[1]
TARGET = ROOT / "docs" / "pictures"
# layout: (dots an inch, pages from 1, ground between the pages)
SHEETS = {
    "briefing": (58, (1, 2, 6, 7)),
    "magazine": (58, (1, 2, 3, 4)),
    "phone": (58, (1, 2, 3, 4, 7, 20)),
}
GAP, GROUND, COLOURS = 14, (205, 203, 198), 160


def main() -> None:
    """Draw all sheets."""
    build = [sys.executable, "-m", "mekong_print", "build", "22", "--all"]
    subprocess.run(build, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    TARGET.mkdir(exist_ok=True)
    for layout, (dots, pages) in SHEETS.items():
        pdf = ROOT / "output" / f"mekong-belt-022-{layout}.pdf"
        sheet([page_of(pdf, number, dots) for number in pages], TARGET / f"{layout}.png")


def page_of(pdf: Path, number: int, dots: int) -> Image.Image:
    """One page as a picture."""
    with tempfile.TemporaryDirectory() as folder:
        name = f"{folder}/page"
        numbers = ["-f", str(number), "-l", str(number)]
        command = ["pdftoppm", "-r", str(dots), *numbers, "-png", "-singlefile", str(pdf), name]
        subprocess.run(command, check=True)
        with Image.open(f"{name}.png") as drawn:
            return drawn.convert("RGB")


def sheet(pages: list[Image.Image], target: Path) -> None:
    """Some pages side by side, in few colours so that the file stays small."""
    width = sum(page.width for page in pages) + GAP * (len(pages) + 1)
    whole = Image.new("RGB", (width, max(page.height for page in pages) + 2 * GAP), GROUND)
    left = GAP
    for page in pages:
        whole.paste(page, (left, GAP))
        left += page.width + GAP
    whole.quantize(COLOURS).save(target, optimize=True)
    print(f"{target.relative_to(ROOT)}  {target.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main()
