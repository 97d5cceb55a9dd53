"""What readers get back of the Declaration of Human Rights in six languages, and what it costs.

Ours, stock WeasyPrint, Typst and Chromium set the same words in the same fonts, in one
run; four readers read them. Typst (`pip install typst`) and Chromium (Debian: chromium)
are measured here and used nowhere else; where one is missing, its rows are.

    python benchmarks/text_layer.py [--runs 7] [--typst PYTHON] [--lang km] [--copies 3]

`--lang` keeps to one language, or to several where it is given several times; `--copies` are
how often the Declaration stands in what is timed.
"""

from __future__ import annotations

import argparse
import difflib
import html
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from declaration import paragraphs  # noqa: E402 - of the tests
from mekong_print.pressroom import environment  # noqa: E402
from mekong_print.render.fonts import FontShelf, write_configuration  # noqa: E402
from readers import READERS, letters  # noqa: E402
from render.polyglot import LANGUAGES, broken, document  # noqa: E402

SPEED = """
import json, sys, time, weasyprint
if sys.argv[1] == "ours":
    from mekong_print.render import text_layer
    text_layer.mend()
page, more = json.load(sys.stdin), {"pdf_variant": "pdf/a-3a", "pdf_tags": True}
weasyprint.HTML(string=page).write_pdf(**more)
began = time.process_time()
size = len(weasyprint.HTML(string=page).write_pdf(**more))
print(json.dumps([time.process_time() - began, size]))
"""
TYPST = """
import json, sys, typst
for name, text in json.load(sys.stdin).items():
    typst.compile(text.encode(), output=f"{sys.argv[1]}/{name}.pdf", font_paths=[sys.argv[2]],
                  ignore_system_fonts=True)
"""
FONTS = '("Source Serif 4", "Noto Serif Khmer", "Noto Serif Lao", "Noto Serif Thai", '
FONTS += '"Noto Serif Myanmar")'
CHROMIUM = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-sync "
    "--disable-background-networking --disable-component-update --no-pdf-header-footer "
    "--virtual-time-budget=10000"
).split()


def main() -> None:
    """Print both tables."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--typst", default=sys.executable, help="a Python that has typst")
    parser.add_argument("--lang", action="append", choices=LANGUAGES)
    parser.add_argument("--copies", type=int, default=3)
    wish = parser.parse_args()
    langs = wish.lang = tuple(wish.lang or LANGUAGES)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        fonts = environment(write_configuration(FontShelf((ROOT / "fonts",)), folder))
        cost(wish, fonts)
        pages = {lang: document(lang, paragraphs(lang)) for lang in langs}
        for tool, files in made(folder, fonts, pages, wish.typst).items():
            for reader, read in READERS.items():
                row = (f"{right(files / f'{lang}.pdf', lang, read):6.2f}" for lang in langs)
                print(f"| {tool} | {reader} | {' | '.join(row)} |", flush=True)


def cost(wish: argparse.Namespace, fonts: dict[str, str]) -> None:
    """Processor time and size of the whole Declaration, ours and stock in turn."""
    for lang in wish.lang:
        page = json.dumps(document(lang, paragraphs(lang) * wish.copies))
        pairs = [[timed(how, page, fonts) for how in ("ours", "stock")] for _ in range(wish.runs)]
        times = statistics.median(ours[0] / stock[0] for ours, stock in pairs)
        ours, stock = pairs[0]
        seconds = statistics.median(one[0][0] for one in pairs)
        size = f"{ours[1] / 1000:.0f} kB, {ours[1] / stock[1]:.2f} of stock"
        print(f"| {lang} | {seconds:.2f} s, {times:.2f} of stock | {size} |", flush=True)


def timed(how: str, page: str, fonts: dict[str, str]) -> tuple[float, int]:
    """Processor seconds and bytes of one document, in a warm process of its own."""
    command = [sys.executable, "-c", SPEED, how]
    done = subprocess.run(
        command, input=page, env=fonts, check=True, stdout=subprocess.PIPE, text=True
    )
    seconds, size = json.loads(done.stdout)
    return seconds, size


def made(folder: Path, fonts: dict[str, str], pages: dict[str, str], typst: str) -> dict[str, Path]:
    """The Declaration by each tool that is there: a folder with a file for each language."""
    found: dict[str, Path] = {}
    script = str(ROOT / "tests" / "render" / "polyglot.py")
    for how in ("ours", "stock"):
        found[how] = target = folder / how
        target.mkdir()
        command = [sys.executable, script, how, str(target)]
        subprocess.run(command, input=json.dumps(pages), env=fonts, check=True, text=True)
    by_others = by_typst(folder / "typst", typst, tuple(pages))
    return {**found, **by_others, **by_chromium(folder / "chromium", pages)}


def by_typst(target: Path, python: str, langs: tuple[str, ...]) -> dict[str, Path]:
    """The same words by Typst."""
    target.mkdir()
    pages = {
        lang: f'#set page(paper: "a5", margin: 15mm)\n#set text(font: {FONTS}, size: 10pt, '
        f'lang: "{lang}")\n'
        + "\n\n".join(f"#{json.dumps(broken(one), ensure_ascii=False)}" for one in paragraphs(lang))
        for lang in langs
    }
    command = [python, "-c", TYPST, str(target), str(ROOT / "fonts")]
    done = subprocess.run(command, input=json.dumps(pages), text=True, check=False)
    return {} if done.returncode else {"Typst": target}


def by_chromium(target: Path, pages: dict[str, str]) -> dict[str, Path]:
    """The same pages by Chromium, with the fonts named by file."""
    program = shutil.which("chromium")
    if program is None:
        return {}
    target.mkdir()
    faces = "".join(
        f'@font-face {{ font-family: "{family(font)}"; src: url("{font.as_uri()}") }}'
        for font in sorted((ROOT / "fonts").glob("*-Regular.ttf"))
    )
    for lang, page in pages.items():
        source = target / f"{lang}.html"
        head = f'<meta charset="utf-8"><style>{faces}</style><style>'
        source.write_text(f"<!doctype html>{page.replace('<style>', head, 1)}", "utf-8")
        asked = [f"--user-data-dir={target / 'self'}", f"--print-to-pdf={target / f'{lang}.pdf'}"]
        subprocess.run(
            [program, *CHROMIUM, *asked, source.as_uri()],
            check=True,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "HOME": str(target)},
        )
    return {"Chromium": target}


def family(font: Path) -> str:
    """The name of a family of fonts/, as the style sheet calls it."""
    from fontTools.ttLib import TTFont

    names = TTFont(font)["name"]
    return html.escape(names.getBestFamilyName())


def right(pdf: Path, lang: str, read) -> float:  # type: ignore[no-untyped-def]
    """Per cent of the characters that are right and in their place; no zero-width space counts."""
    wanted = letters(" ".join(paragraphs(lang)))
    got = letters(read(pdf)).replace("\u200b", "")
    if got == wanted:
        return 100.0
    blocks = difflib.SequenceMatcher(None, wanted, got, autojunk=False).get_matching_blocks()
    return 200 * sum(block.size for block in blocks) / (len(wanted) + len(got))


if __name__ == "__main__":
    main()
