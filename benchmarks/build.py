"""How long a build takes, beside a naive WeasyPrint script that makes the same pages.

Every comparison is paired in one run: ours, theirs, ours, theirs. Ratios are to be
trusted, seconds only together with the machine. Modules are compiled once, as those of an
installed mekong-print are, even where the surroundings say that no bytecode may be written.

    python benchmarks/build.py [--runs 5] [--issues 52]
"""

from __future__ import annotations

import argparse
import os
import platform
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from mekong_print.editions import edition_of
from mekong_print.issue_files import find_issues
from mekong_print.printing import prepare
from mekong_print.render.fonts import FontShelf, write_configuration
from mekong_print.workshop import load_layout, open_workshop

HERE = Path(__file__).parent
ROOT = HERE.parent
SOURCE = "022-from-ceasefires-to-clean-air"
MEKONG = [sys.executable, "-m", "mekong_print"]


def main() -> None:
    """Run all measurements and print them as a table."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--issues", type=int, default=52)
    wish = parser.parse_args()
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    print(f"{platform.platform()}, Python {platform.python_version()}, {os.cpu_count()} processors")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        year = make_year(folder / "year", wish.issues)
        page = make_page(folder / "page", year)
        cold(year, page, wish.runs)
        small_things(year, wish.runs)
        whole_year(year, page, wish)
        memory(folder, wish.issues)


def make_year(folder: Path, issues: int) -> Path:
    """A publication of copies of Issue 22, each with its own number and a word of its own."""
    (folder / "issues").mkdir(parents=True)
    settings = (ROOT / "mekong.toml").read_text("utf-8")
    (folder / "mekong.toml").write_text(settings.replace("issue = 22\n", ""), "utf-8")
    text = (ROOT / "issues" / SOURCE / "issue.md").read_text("utf-8")
    for number in range(1, issues + 1):
        target = folder / "issues" / f"{number:03d}" / "issue.md"
        target.parent.mkdir()
        target.write_text(text.replace("number: 22", f"number: {number}", 1), "utf-8")
    return folder


def make_page(folder: Path, year: Path) -> Path:
    """The composed page of one issue with all that it calls for, for the naive script."""
    folder.mkdir()
    workshop = open_workshop(year)
    issue = find_issues(workshop, ["1"])[0]
    layout = load_layout(workshop, "briefing")
    job = prepare(workshop, edition_of(workshop, issue, "briefing"), layout).job
    (folder / "page.html").write_text(job.html, "utf-8")
    for index, (_, text) in enumerate(job.styles):
        (folder / f"{index}.css").write_text(text, "utf-8")
    for address, content in job.files.items():
        name = address.replace("https://mekong.invalid/", "").replace("/", "_")
        (folder / name).write_bytes(content)
    write_configuration(FontShelf(workshop.folders("fonts")), folder)
    return folder


def naive(page: Path) -> None:
    """One run of the naive script, with the fonts that ours uses."""
    surroundings = {**os.environ, "FONTCONFIG_FILE": str(page / "fonts.conf")}
    script = str(HERE / "naive.py")
    run([sys.executable, script, str(page), str(page / "naive.pdf")], surroundings)


def run(command: list[str], surroundings: dict[str, str] | None = None) -> None:
    """Run a command that must succeed."""
    subprocess.run(command, check=True, env=surroundings, stdout=subprocess.DEVNULL)


def seconds(work: Callable[[], None]) -> tuple[float, float]:
    """Wall and processor seconds of some work, its child processes included."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    began = time.perf_counter()
    work()
    wall = time.perf_counter() - began
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def row(name: str, ours: list[float], theirs: list[float], bound: float) -> None:
    """One line of the table: medians, and the median of the ratios pair by pair."""
    ratio = statistics.median(a / b for a, b in zip(ours, theirs, strict=True))
    we, they = statistics.median(ours), statistics.median(theirs)
    print(f"{name:<28} ours {we:6.2f} s  naive {they:6.2f} s  ratio {ratio:.2f}  (at most {bound})")


def cold(year: Path, page: Path, runs: int) -> None:
    """One issue from a cold start."""
    ours, theirs = [], []
    build = [*MEKONG, "-C", str(year), "build", "1", "--force"]
    run(build)
    naive(page)
    for _ in range(runs):
        ours.append(seconds(lambda: run(build)))
        theirs.append(seconds(lambda: naive(page)))
    row("cold build, wall", [one[0] for one in ours], [one[0] for one in theirs], 1.1)
    row("cold build, processor", [one[1] for one in ours], [one[1] for one in theirs], 9.9)


def whole_year(year: Path, page: Path, wish: argparse.Namespace) -> None:
    """All issues with all processors, against as many naive processes one after another."""
    build = [*MEKONG, "-C", str(year), "build", "--force"]
    ours = seconds(lambda: run(build))
    theirs = seconds(lambda: [naive(page) for _ in range(wish.issues)] and None)
    row(f"{wish.issues} issues, wall", [ours[0]], [theirs[0]], 0.40)
    row(f"{wish.issues} issues, processor", [ours[1]], [theirs[1]], 1.0)
    for words, command in (("nothing to do", "build"), ("list", "list")):
        took = quickest([*MEKONG, "-C", str(year), command], wish.runs)
        print(f"{words}, {wish.issues} issues: {took}")


def small_things(year: Path, runs: int) -> None:
    """What must be there at once; the bare start of Python stands beside it."""
    print(f"python alone:               {quickest([sys.executable, '-c', 'pass'], runs)}")
    print(f"--help:                     {quickest([*MEKONG, '--help'], runs)}")
    print(f"list:                       {quickest([*MEKONG, '-C', str(year), 'list'], runs)}")


def quickest(command: list[str], runs: int) -> str:
    """Median and least wall time of a command."""
    walls = [seconds(lambda: run(command))[0] for _ in range(runs)]
    return f"{statistics.median(walls):.3f} s (least {min(walls):.3f}; at most 0.25)"


_LARGEST = """
import resource, subprocess, sys
subprocess.run(sys.argv[1:], check=True)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""


def memory(folder: Path, issues: int) -> None:
    """The largest process of a build, for a quarter of the issues and for all."""
    for count in sorted({max(1, issues // 4), issues}):
        year = make_year(folder / f"memory-{count}", count)
        build = [*MEKONG, "-C", str(year), "build", "--force"]
        done = subprocess.run(
            [sys.executable, "-c", _LARGEST, *build], check=True, capture_output=True, text=True
        )
        size = int(done.stdout.split()[-1]) / (1024 if sys.platform != "darwin" else 1024**2)
        print(f"largest process, {count:>3} issues:  {size:.0f} MiB")


if __name__ == "__main__":
    main()
