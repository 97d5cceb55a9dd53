"""What binding a volume costs, beside plain merges of the same files, which keep less.

Every run takes all tools in turn, each in a process of its own, so that ratios can be
trusted on a noisy machine, and seconds only together with it. The issues come from
`tools/make_year.py`, front and back matter from `mekong volume`. There are two contests: the
issues alone, and the whole volume, for which the others get the volume's own pages as well, as
they come from the press. What it takes to lay these out is told beside.

    python benchmarks/volume.py [--runs 5] [--issues 52] [--year FOLDER] [--growth 13,52]

`--year` is a publication that is there already (printed or not), so that a large one need
not be printed twice; `--growth` are sizes at which time and memory are measured.
"""

from __future__ import annotations

import argparse
import os
import pickle
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from mekong_print.pdf.bind import Material
from mekong_print.pdf.contents import part_of
from mekong_print.pressroom import environment
from mekong_print.render.fonts import FontShelf, write_configuration
from mekong_print.render.job import RenderJob
from mekong_print.volume.plan import place, plan_volume

ROOT = Path(__file__).parent.parent
MEKONG = [sys.executable, "-m", "mekong_print"]
MIB = 1024  # ru_maxrss counts KiB on Linux

# What `mekong volume` hands to the press and to the binding, kept for runs of each alone.
RECORD = """
import pickle, sys
import mekong_print.pdf.bind as package
from mekong_print import cli, pressroom
kept, binding, jobs = sys.argv.pop(1), package.bind, []
submitting = pressroom.Pressroom.submit
def submit(room, job):
    jobs.append(job)
    return submitting(room, job)
def bind(material, target):
    with open(kept, "wb") as file:
        pickle.dump((material, jobs[-2:]), file)
    return binding(material, target)
package.bind, pressroom.Pressroom.submit = bind, submit
cli.main()
"""
# Lays out the own pages of a volume as the press does, and tells what of it was layout: styles
# and lines, but not reading HTML, drawing, tags and writing.
PRESS = """
import gc, pickle, sys, time
gc.disable()
import weasyprint
from mekong_print.render import press
layout = weasyprint.HTML.render
spent = [0.0]
def render(*args, **more):
    began = time.process_time()
    try:
        return layout(*args, **more)
    finally:
        spent[0] += time.process_time() - began
weasyprint.HTML.render = render
rack, pages = press.StyleRack(), 0
for job in pickle.load(open(sys.argv[2], "rb")):
    pages += press.render(job, rack).pages
    gc.collect()
open(sys.argv[1], "w").write(f"{spent[0]} {pages}")
"""
# Starts another program and tells its processor seconds and its peak in KiB. It is small: a
# process is never told to be smaller than the one that started it.
STARTER = """
import os, sys
started = os.posix_spawnp(sys.argv[1], sys.argv[1:], os.environ, file_actions=[
    (os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)])
_, status, used = os.wait4(started, 0)
print(used.ru_utime + used.ru_stime, used.ru_maxrss)
sys.exit(os.waitstatus_to_exitcode(status))
"""
PARTS, WHOLE = "mekong, the parts", "mekong, the whole volume"
QPDF_12, APPEND = "qpdf 12 (pikepdf.Job)", "pypdf append"
OURS = """
import pickle, sys
from pathlib import Path
from mekong_print.pdf.bind import bind
bind(pickle.load(open(sys.argv[2], "rb")), Path(sys.argv[1]))
"""
QPDF = """
import sys
from pikepdf import Job
Job(["pikepdf", "--empty", "--pages", *sys.argv[2:], "--", sys.argv[1]]).run()
"""
EXTEND = """
import sys, warnings
warnings.simplefilter("ignore")
import pikepdf
volume = pikepdf.new()
parts = [pikepdf.open(name) for name in sys.argv[2:]]
for part in parts:
    volume.pages.extend(part.pages)
volume.save(sys.argv[1], object_stream_mode=pikepdf.ObjectStreamMode.generate)
"""
PYPDF = """
import sys
from pypdf import PdfWriter
volume = PdfWriter()
for name in sys.argv[2:]:
    volume.append(name)
volume.write(sys.argv[1])
"""


@dataclass(frozen=True, slots=True)
class Cost:
    """What one process took: processor seconds, memory at its peak in MiB, bytes written."""

    seconds: float
    memory: float
    size: int


def main() -> None:
    """Run all measurements and print them as tables."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--issues", type=int, default=52)
    parser.add_argument("--year", type=Path)
    parser.add_argument("--growth", default="13,52")
    wish = parser.parse_args()
    print(f"{platform.platform()}, Python {platform.python_version()}, {os.cpu_count()} processors")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        year = wish.year or make_year(folder / "year", wish.issues)
        material, jobs = material_of(year, folder / "material", wish.issues)
        compare(material, folder, wish.runs)
        lay_out(jobs, folder, wish.runs)
        sizes = [int(size) for size in wish.growth.split(",")]
        grow(with_all(material, year, max(sizes)), folder, sizes)


def make_year(folder: Path, issues: int) -> Path:
    """A publication of so many real-sized issues, printed."""
    script = str(ROOT / "tools" / "make_year.py")
    run([sys.executable, script, str(folder), "--issues", str(issues)])
    run([*MEKONG, "-C", str(folder), "build"])
    return folder


def material_of(year: Path, kept: Path, issues: int) -> tuple[Material, list[RenderJob]]:
    """What `mekong volume` binds of the first issues of a year, and what it has the press lay out.

    The year is printed already: the press is asked for front and back matter alone.
    """
    settings = year / "mekong.toml"
    own = settings.read_text("utf-8")
    try:
        settings.write_text(f"{own}\n[volumes.measured]\nlast = {issues}\n", "utf-8")
        run(
            [
                sys.executable,
                "-c",
                RECORD,
                str(kept),
                "-C",
                str(year),
                "volume",
                "measured",
                "--force",
            ]
        )
    finally:
        settings.write_text(own, "utf-8")
    material, jobs = pickle.loads(kept.read_bytes())
    return material, jobs


def with_all(material: Material, year: Path, issues: int) -> Material:
    """The same for more issues of a year; their PDFs must be there."""
    files = sorted(year.glob("output/*.pdf"))[:issues]
    parts = [part_of(file, file.stem) for file in files]
    plan = plan_volume(place(parts), front=0, back=0)
    paths = {part.key: file for part, file in zip(parts, files, strict=True)}
    return replace(material, plan=plan, front=b"", back=b"", files=paths)


def run(command: list[str]) -> None:
    """Run a command that must succeed."""
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


def cost(command: list[str], target: Path, around: Mapping[str, str] | None = None) -> Cost:
    """Run a program that writes `target`, and tell what it took."""
    started = [sys.executable, "-I", "-S", "-c", STARTER, *command]
    done = subprocess.run(started, check=True, stdout=subprocess.PIPE, text=True, env=around)
    seconds, memory = map(float, done.stdout.split())
    return Cost(seconds, memory / MIB, target.stat().st_size)


def compare(material: Material, folder: Path, runs: int) -> None:
    """All tools on the same files, in turn: the issues alone, and the whole volume."""
    files = [str(material.files[placed.part.key]) for placed in material.plan.placed]
    own = {"front": material.front, "back": material.back}
    for name, content in own.items():
        (folder / f"{name}.pdf").write_bytes(content)
    contest(PARTS, of_parts(material, len(files)), files, Ring(folder, runs))
    around = [str(folder / f"{name}.pdf") for name in own]
    contest(WHOLE, material, [around[0], *files, around[1]], Ring(folder, runs))


@dataclass(frozen=True, slots=True)
class Ring:
    """Where a contest is held, and how often."""

    folder: Path
    runs: int


def contest(ours: str, material: Material, files: list[str], ring: Ring) -> None:
    """All tools on the same files; the last job of ours stays in the folder."""
    target, job = ring.folder / "volume.pdf", ring.folder / "job"
    job.write_bytes(pickle.dumps(material))
    tools = {
        ours: [sys.executable, "-c", OURS, str(target), str(job)],
        QPDF_12: [sys.executable, "-c", QPDF, str(target), *files],
        "pikepdf extend": [sys.executable, "-c", EXTEND, str(target), *files],
        APPEND: [sys.executable, "-c", PYPDF, str(target), *files],
    }
    if shutil.which("pdfunite"):
        tools["pdfunite"] = ["pdfunite", *files, str(target)]
    taken: dict[str, list[Cost]] = {name: [] for name in tools}
    for _ in range(ring.runs):
        for name, command in tools.items():
            taken[name].append(cost(command, target))
    whole = sum(path.stat().st_size for path in material.files.values() if isinstance(path, Path))
    pages = material.plan.pages
    own = material.plan.front + material.plan.back
    print(f"\n{len(material.files)} issues, {whole / 1e6:.1f} MB, {pages} pages, {own} its own")
    print(f"medians of {ring.runs} runs\n")
    print(f"{'':26} processor  of qpdf 12  memory   size   of the parts")
    for name, costs in taken.items():
        print(told(name, costs, taken[QPDF_12], whole))
    verdicts(taken, ours, whole)


def lay_out(jobs: list[RenderJob], folder: Path, runs: int) -> None:
    """What laying out the volume's own pages takes, with a binding of the whole in each turn."""
    kept, target, volume = folder / "jobs", folder / "told", folder / "volume.pdf"
    kept.write_bytes(pickle.dumps(jobs))
    around = environment(write_configuration(FontShelf((ROOT / "fonts",)), folder))
    press = [sys.executable, "-c", PRESS, str(target), str(kept)]
    bind = [sys.executable, "-c", OURS, str(volume), str(folder / "job")]
    layout, pressed, bound = [], [], []
    for _ in range(runs):
        pressed.append(cost(press, target, around))
        seconds, pages = target.read_text("utf-8").split()
        layout.append(replace(pressed[-1], seconds=float(seconds)))
        bound.append(cost(bind, volume))
    print(f"\nits own {pages} pages, and binding the whole volume, in turn")
    for name, costs in (("layout alone", layout), ("all that the press does", pressed)):
        whole = statistics.median(one.seconds for one in costs)
        memory = max(one.memory for one in costs)
        print(f"{name:26} {whole:7.2f} s, of binding {ratio(costs, bound):.2f} {memory:9.0f} MiB")


def told(name: str, costs: list[Cost], qpdf: list[Cost], whole: int) -> str:
    """One line of the table; the ratio is the median of those of each run."""
    seconds = statistics.median(one.seconds for one in costs)
    memory = max(one.memory for one in costs)
    size = costs[-1].size
    return (
        f"{name:26} {seconds:7.2f} s {ratio(costs, qpdf):8.2f} {memory:9.0f} MiB"
        f" {size / 1e6:6.2f} MB {size / whole:8.2f}"
    )


def ratio(ours: list[Cost], theirs: list[Cost]) -> float:
    """The median of the ratios of processor time, run by run."""
    return statistics.median(a.seconds / b.seconds for a, b in zip(ours, theirs, strict=True))


def verdicts(taken: Mapping[str, list[Cost]], name: str, whole: int) -> None:
    """What was asked for, and what was measured."""
    ours = taken[name]
    rows = (
        ("processor, of qpdf 12", ratio(ours, taken[QPDF_12]), 1.5),
        ("processor, of pypdf append", ratio(ours, taken[APPEND]), 0.5),
        ("size, of the parts", ours[-1].size / whole, 0.55),
        ("memory, MiB", max(one.memory for one in ours), 200),
    )
    print()
    for row, measured, most in rows:
        print(f"{row:28} {measured:7.2f}  (at most {most})")


def of_parts(material: Material, parts: int) -> Material:
    """The first parts alone, without pages of the volume's own: what plain merges merge."""
    kept = [placed.part for placed in material.plan.placed[:parts]]
    plan = plan_volume(place(kept), front=0, back=0)
    imprint = replace(material.imprint, labels=plan.labels)
    files = {part.key: material.files[part.key] for part in kept}
    return replace(material, plan=plan, files=files, front=b"", back=b"", imprint=imprint)


def grow(material: Material, folder: Path, sizes: list[int]) -> None:
    """Time and memory by how many parts there are, without front and back matter."""
    print(f"\n{'parts':>6} {'pages':>6} processor  each     memory")
    taken: list[tuple[int, Cost]] = []
    for size in sizes:
        wanted = of_parts(material, size)
        parts = len(wanted.plan.placed)
        job = folder / "grown"
        job.write_bytes(pickle.dumps(wanted))
        target = folder / "grown.pdf"
        one = cost([sys.executable, "-c", OURS, str(target), str(job)], target)
        taken.append((parts, one))
        each = f"{1000 * one.seconds / parts:6.1f} ms {one.memory:6.0f} MiB"
        print(f"{parts:6} {wanted.plan.pages:6} {one.seconds:7.2f} s {each}")
    (few, least), (many, most) = taken[0], taken[-1]
    if many > few:
        more = (most.memory - least.memory) / (many - few)
        print(f"memory grows by {more:.2f} MiB a part (at most 1.5)")


if __name__ == "__main__":
    main()
