"""What the dearest texts that are let through cost, in each layout: seconds of the processor.

Each row is a text made of one thing over and over, until it is as much to set as `--pages`
allow (`parse/measure`), and is printed as a draft in each layout, in a publication of its own.
Told are the processor's seconds of `mekong build` with all its children, from start to end, of
`mekong check`, the memory of the largest process, and the pages printed. Texts in Khmer, Lao,
Burmese, Thai and Vietnamese are the Universal Declaration of Human Rights from npm (MIT).

    python benchmarks/dearest.py [--pages 300] [--layout phone] [--row tables] [--secret]

`--secret` searches each PDF for an entry of `never_print`; the figures are those of
docs/hostile-sources.md. `--limit` is what mekong.toml allows, where that is more.
"""

from __future__ import annotations

import argparse
import itertools
import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from declaration import paragraphs  # noqa: E402 - the tests' own text
from mekong_print.limits import IssueLimits  # noqa: E402
from mekong_print.parse.measure import pages_worth  # noqa: E402

HEAD = "---\ndesk: River\nnumber: 7\ntitle: A Long Issue\ndate: 2026-01-05\n{lang}---\n"
OPENING = "\n# Cambodia 🇰🇭\n\n## A Headline\nby A. Writer, in Phnom Penh\n\nIt begins.\n\n"
CONFIG = """\
{secret}[publication]
name = "River"

[[desks]]
name = "River"

[limits]
pages = {limit}
"""
PIXEL = (
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154"
    "789c63f8cfc0000003010100c9fe92ef0000000049454e44ae426082"
)

Unit = Callable[[int], str]  # the nth thing of a text


def words(number: int, count: int, lang: str = "en") -> str:
    """Words of the Declaration of about so many characters, from another place for each number."""
    every = _split(lang)
    at = number * 7 % (len(every) // 2)
    taken = [every[at]]
    while sum(map(len, taken)) + len(taken) < count:
        at = (at + 1) % len(every)
        taken.append(every[at])
    return " ".join(taken)


@cache
def _split(lang: str) -> list[str]:
    """Words, or what stands between spaces."""
    return re.sub(r"[*_\[\]|`]", "", " ".join(paragraphs(lang))).split()


def prose(lang: str, size: int = 500) -> Unit:
    """Paragraphs of a language."""
    return lambda number: f"{words(number, size, lang)}\n\n"


def endless(lang: str) -> Unit:
    """Lines of one paragraph."""
    return lambda number: f"{words(number, 2_000, lang)}\n"


def six(number: int) -> str:
    """A paragraph in each language in turn."""
    lang = ("km", "lo", "my", "th", "vi", "en")[number % 6]
    return f"::: lang {lang}\n{words(number, 500, lang)}\n:::\n\n"


def inline_six(number: int) -> str:
    """Some words of each language in a line."""
    return " ".join(words(number, 40, lang) for lang in ("km", "en", "my", "vi", "lo")) + "\n\n"


def table(number: int, columns: int, rows: int, letters: int) -> str:
    """A table of some rows, all alike."""
    cells = [words(number + n, letters).replace("|", "") or "x" for n in range(columns)]
    row = f"|{'|'.join(cells)}|\n"
    return f"{row}|{'-|' * columns}\n{row * rows}\n"


ROWS: dict[str, Unit] = {
    "prose": prose("en"),
    **{f"prose in {lang}": prose(lang) for lang in ("km", "lo", "my", "th", "vi")},
    "a paragraph without end": endless("en"),
    **{f"a paragraph without end in {lang}": endless(lang) for lang in ("km", "lo", "my", "th")},
    "six languages": six,
    "six languages in a line": inline_six,
    "paragraphs of one word": lambda n: f"w{n}\n\n",
    "paragraphs of one Khmer word": lambda n: f"{words(n, 6, 'km')}\n\n",
    "articles of one word": lambda n: f"## H{n}\nby A. Writer\n\nw\n\n",
    "articles with long headlines": lambda n: f"## {words(n, 240)} {n}\nby A. Writer\n\nw\n\n",
    "sections": lambda n: f"# Section {n}\n\n## H{n}\nby A. Writer\n\nw\n\n",
    "sections with flags": lambda n: f"# A {n} 🇰🇭\n\n## H{n}\nby A. Writer\n\nw\n\n",
    "crossheads": lambda n: f"### {words(n, 30)}\n\nw\n\n",
    "tables": lambda n: table(n, 2, 1, 1),
    "tables of 20 columns": lambda n: table(n, 20, 12, 1),
    "tables of one column": lambda n: table(n, 1, 60, 1),
    "tables of long cells": lambda n: table(n, 4, 10, 300),
    "tables with captions": lambda n: f"::: table {words(n, 30)}\n{table(n, 2, 2, 4)}:::\n\n",
    "footnotes": lambda n: f"w[^{n}]\n\n[^{n}]: n\n\n",
    "an article with 20 footnotes": lambda n: (
        f"## H{n}\nby A. Writer\n\n"
        + "".join(f"{words(n + k, 300)}[^{n}-{k}]\n\n" for k in range(20))
        + "".join(f"[^{n}-{k}]: {words(n + k, 120)}\n\n" for k in range(20))
    ),
    "footnotes in prose": lambda n: f"{words(n, 300)}[^{n}]\n\n[^{n}]: {words(n, 300)}\n\n",
    "long footnotes": lambda n: f"w[^{n}]\n\n[^{n}]: {words(n, 3_000)}\n\n",
    "list": lambda n: f"- {words(n, 30)}\n",
    "numbered list": lambda n: f"{n + 1}. {words(n, 30)}\n",
    "lists of lists": lambda _: "".join("  " * d + "- w\n" for d in range(18)) + "\n",
    "quotations": lambda n: "> " * 18 + f"{words(n, 30)}\n\n",
    "pull quotes": lambda n: f"::: pullquote\n{words(n, 60)}\n\n— A. Person\n:::\n\n",
    "boxes": lambda n: f"::: box {words(n, 20)}\n{words(n, 60)}\n:::\n\n",
    "bios": lambda n: f"## H{n}\nby A. Writer\n\nw\n\n::: bio\nA. Writer {words(n, 60)}\n:::\n\n",
    "lists in one line": lambda n: "- " * 18 + f"{words(n, 30)}\n\n",
    "code in a quotation": lambda _: "> ```\n" + "> w\n" * 50 + "> ```\n\n",
    "rules": lambda _: "w\n\n***\n\n",
    "emphasis": lambda n: f"*{words(n, 4)}* **{words(n, 4)}** " * 20 + "\n\n",
    "links": lambda n: f"[{words(n, 3)}](https://example.org/{n}) " * 20 + "\n\n",
    "code": lambda _: "`w` " * 40 + "\n\n",
    "lines as they stand": lambda _: "```\n" + "w\n" * 50 + "```\n\n",
    "line ends": lambda _: "w\\\n" * 40 + "w\n\n",
    "languages of words": lambda _: "[w]{lang=vi} " * 40 + "\n\n",
    "long words": lambda n: "incomprehensibilities" * 2 + f"{n}\n\n",
    "words of 59 letters": lambda n: (
        ("uncharacteristically" * 3)[:59] + " " + ("\n\n" * (n % 9 == 0))
    ),
    "the same small picture": lambda _: "![A boat](x.png)\nA caption.\n\n",
    "the same drawing": lambda _: "![A boat](x.svg)\n\n",
}


def text_of(unit: Unit, pages: float) -> str:
    """As many things as are let through."""
    step = 64
    size = pages_worth("".join(unit(n) for n in range(step))) / step
    count = int(pages / size)
    while count >= 0:
        text = OPENING + "".join(unit(n) for n in range(count))
        if pages_worth(text) <= pages and len(text.encode()) < 1_990_000:
            return text
        count = int(count * 0.95) if count > 20 else count - 1
    return OPENING


def drawing(number: int) -> bytes:
    """A drawing of almost as many parts as it may have."""
    lines = "".join(f'<path d="M{n % 90} {number % 90}L{n % 83} 9"/>' for n in range(19_000))
    return f'<svg xmlns="http://www.w3.org/2000/svg" width="90" height="90">{lines}</svg>'.encode()


def measured(root: Path, *words_: str) -> dict[str, float]:
    """What a command took, by `tests/hostile/measured.py`."""
    command = [sys.executable, str(ROOT / "tests" / "hostile" / "measured.py")]
    command += [sys.executable, "-m", "mekong_print", *words_]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    told: dict[str, float] = json.loads(done.stderr.rstrip().rpartition("\n")[2])
    told["said"] = done.stderr[:300].replace("\n", " ")  # type: ignore[assignment]
    return told


def publication(root: Path, text: str, options: argparse.Namespace) -> None:
    """A publication with one issue, as large as its limits let it be."""
    secret = 'never_print = ["Sok Dara", "+855 12 345 678"]\n' if options.secret else ""
    limit = max(options.limit, options.pages)
    (root / "mekong.toml").write_text(CONFIG.format(secret=secret, limit=limit), "utf-8")
    folder = root / "issues" / "007"
    folder.mkdir(parents=True)
    (folder / "issue.md").write_text(HEAD.format(lang="") + text, "utf-8")
    (folder / "x.png").write_bytes(bytes.fromhex(PIXEL))
    (folder / "x.svg").write_bytes(drawing(0))


def rows(options: argparse.Namespace) -> Iterator[tuple[str, str]]:
    """What is to be measured: texts by their names, each in each layout."""
    chosen = [name for name in ROWS if not options.row or name in options.row]
    yield from itertools.product(chosen, options.layout or ("briefing", "phone", "magazine"))


def main() -> None:
    """Print a line for each row, as it is measured."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=float, default=float(IssueLimits().pages))
    parser.add_argument("--limit", type=float, default=0)
    parser.add_argument("--layout", action="append")
    parser.add_argument("--row", action="append")
    parser.add_argument("--secret", action="store_true")
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args()
    for name, layout in rows(options):
        with tempfile.TemporaryDirectory() as folder:
            root = Path(folder)
            publication(root, text_of(ROWS[name], options.pages - 0.5), options)
            run = measured(root, "build", "--no-check", "--jobs", "1", "--layout", layout)
            pages = len(list(root.glob("output/*.pdf")))
            check = measured(root, "check")["seconds"] if options.check else 0
            told = f"{run['seconds']:6.1f} s {run['memory'] / 1e6:5.0f} MB check {check:5.1f} s"
            said = "" if pages else run["said"]
            print(f"{name:40} {layout:9} {told} {said}", flush=True)


if __name__ == "__main__":
    main()
