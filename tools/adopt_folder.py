"""Adopt every PDF of a folder, bind what was adopted, and tell what became of each.

    python tools/adopt_folder.py FOLDER                 in the project's environment
    python tools/adopt_folder.py FOLDER --bind 40       and in volumes of up to 40 issues
    python tools/adopt_folder.py FOLDER --alone         and each bound alone, for trial (quicker)
    python tools/adopt_folder.py FOLDER --json found.json --quiet

Each PDF is adopted, or refused with a reason; anything else is a FAULT: an exception of
ours, a reader that died, more than ten seconds or a gigabyte, a PDF that was changed, a
sidecar that cannot be read back, something written for a PDF that was refused. With --alone,
each that was adopted is bound for trial and inspected; with --bind, each is bound, or named
with the reason why not; a FAULT is then a bug of ours (a volume that fails its inspection is
one), more than ten seconds for each issue, more than a gigabyte, or an issue lost without a
word. A volume that fails is parted until the PDF is found that it fails by. Exits with 1 when
there is a fault.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from mekong_print.bindery import typeface_of
from mekong_print.commands.adopt import Refused, Request, Taken, adopt
from mekong_print.errors import EXIT_BUG, InspectionError, SourceError
from mekong_print.files import digest
from mekong_print.places import PDF_NAME
from mekong_print.reading import Question, ReadingRoom
from mekong_print.trial import Dress
from mekong_print.volume.folio import folio_of
from mekong_print.volume.sidecar_text import read_sidecar
from mekong_print.workshop import Workshop, load_layout, open_workshop

MOST_SECONDS = 10.0
MOST_MEMORY = 1024.0  # MB
START = 20.0  # seconds that a volume takes for its own pages, on a busy machine
CONFIG = (
    '[publication]\nname = "Scratch"\n\n[[desks]]\nname = "Scratch"\n\n'
    '[volumes.all]\ntitle = "All"\n'
)
DIED = "broke the program that reads it"
FATES = ("adopted", "refused", "bound", "not bound", "FAULT")


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one PDF: `fate` is of FATES; `why` is empty when all went well."""

    path: str
    fate: str
    why: str
    seconds: float
    memory: float  # MB, the peak of what read it; 0 where it is gone or cannot be asked


# ---------------------------------------------------------------- adopting


def look(path: Path, room: ReadingRoom) -> Result:
    """Adopt one PDF into a publication of its own."""
    before = digest(path.read_bytes())
    started = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="adopt-") as scratch:
        root = Path(scratch)
        try:
            (outcome,) = adopt(founded(root), Request((path,), number=1), room)
            fault = "; ".join(faults(root, outcome))
        except Exception:  # whatever it is, it is a fault of ours
            spent = time.monotonic() - started
            return Result(str(path), "FAULT", traceback.format_exc(), spent, 0)
    seconds, memory = time.monotonic() - started, peak(room)
    fault = fault or (digest(path.read_bytes()) != before and "the PDF was changed") or ""
    fault = fault or (seconds > MOST_SECONDS and f"took {seconds:.1f} seconds") or ""
    fault = fault or (memory > MOST_MEMORY and f"took {memory:.0f} MB") or ""
    why = outcome.error.message if isinstance(outcome, Refused) else ""
    fate = "FAULT" if fault else "refused" if why else "adopted"
    return Result(str(path), fate, fault or why, seconds, memory)


def founded(root: Path) -> Workshop:
    """A scratch publication."""
    (root / "mekong.toml").write_text(CONFIG, "utf-8")
    return open_workshop(root)


def faults(root: Path, outcome: Taken | Refused) -> Iterator[str]:
    """What is wrong with an outcome."""
    match outcome:
        case Taken(pdf=pdf, sidecar=sidecar):
            reading = read_sidecar(sidecar.read_bytes(), "issue.toml")
            yield from (f"the sidecar cannot be read back: {one}" for one in reading.findings)
            if sidecar.with_name("original.pdf").read_bytes() != pdf.read_bytes():
                yield "the copy is another file"
        case Refused(error=error):
            if not isinstance(error, SourceError) or not error.hint:
                yield f"refused without a hint: {error.message}"
            if DIED in error.message:
                yield error.message
            if [one for one in root.rglob("*") if one.name != "mekong.toml"]:
                yield "something was written for a PDF that was refused"


def peak(room: ReadingRoom) -> float:
    """The most memory that the reader has taken so far, in MB."""
    status = Path(f"/proc/{room.pid}/status")
    if not status.exists():
        return 0.0
    found = re.search(r"VmHWM:\s+(\d+) kB", status.read_text("utf-8"))
    return int(found[1]) / 1024 if found else 0.0


# ---------------------------------------------------------------- binding


def dress_of(workshop: Workshop) -> Dress:
    """How a volume would set its folio."""
    folio = folio_of(load_layout(workshop, "briefing", kind="volume"))
    return Dress(folio, typeface_of(workshop, folio), "en")


def alone(path: str, room: ReadingRoom, dress: Dress) -> Result:
    """Bind one PDF for trial and inspect it, as is done with each before a volume is bound."""
    began, why, fate = time.monotonic(), "", "bound"
    try:
        room.look(Question(Path(path).read_bytes(), Path(path).name, PDF_NAME, dress=dress))
    except SourceError as refusal:
        fate, why = "not bound", refusal.message
    except Exception:  # whatever it is, it is a fault of ours
        fate, why = "FAULT", traceback.format_exc()
    if DIED in why or peak(room) > MOST_MEMORY:
        fate, why = "FAULT", why or f"took {peak(room):.0f} MB"
    return Result(path, fate, why, time.monotonic() - began, peak(room))


def bound(paths: list[str], room: ReadingRoom) -> Iterator[Result]:
    """Bind PDFs into one volume, as an archivist would; where that fails, into two."""
    with tempfile.TemporaryDirectory(prefix="bind-") as scratch:
        root = Path(scratch)
        workshop = founded(root)
        folders = {}
        for number, path in enumerate(paths, 1):
            (outcome,) = adopt(workshop, Request((Path(path),), number=number), room)
            if isinstance(outcome, Taken):
                folders[outcome.sidecar.parent.relative_to(root).as_posix()] = (number, path)
        run = volume(root, START + MOST_SECONDS * len(paths))
        told = json.loads(run.record) if run.record else {}
    if not told and len(paths) > 1 and run.why:
        middle = len(paths) // 2
        yield from bound(paths[:middle], room)
        yield from bound(paths[middle:], room)
        return
    numbers = {part["number"] for part in told.get("parts", ())}
    absent = {one["name"]: one["reason"] for one in told.get("absent", ())}
    for name, (number, path) in folders.items():
        fate, why = "bound" if number in numbers else "not bound", absent.get(name, "")
        if run.fault or (number not in numbers and not (why or run.why)):
            fate, why = "FAULT", run.fault or "it is neither in the volume nor named"
        yield Result(path, fate, why or run.why, run.seconds, run.memory)


@dataclass(frozen=True, slots=True)
class Run:
    """What one run of `mekong volume` gave: its record (JSON), why it failed, what was a fault."""

    record: str
    why: str
    fault: str
    seconds: float
    memory: float


def volume(root: Path, patience: float) -> Run:
    """Bind all of a publication through the front door."""
    words = [sys.executable, "-m", "mekong_print", "-C", str(root), "volume", "all"]
    began = time.monotonic()
    with (root / "said").open("w+b") as said:
        running = subprocess.Popen(
            [*words, "--skip-unreadable", "--jobs", "1"],
            stdout=subprocess.DEVNULL,
            stderr=said,
            start_new_session=True,
        )
        late = _end(running, patience)
        said.seek(0)
        why = said.read().decode("utf-8", "replace")
    seconds = time.monotonic() - began
    memory = late.ru_maxrss / (1024 if sys.platform == "linux" else 1 << 20)
    found = [*root.glob("output/volumes/*.json")]
    record = json.dumps(json.loads(found[0].read_text("utf-8"))["record"]) if found else ""
    ours = running.returncode < 0 or running.returncode in (EXIT_BUG, InspectionError.exit_code)
    fault = why[-2000:] if ours else ""
    fault = fault or (seconds > patience and f"took {seconds:.0f} seconds") or ""
    fault = fault or (memory > MOST_MEMORY and f"took {memory:.0f} MB") or ""
    return Run(record, why if running.returncode else "", fault, seconds, memory)


def _end(running: subprocess.Popen[bytes], patience: float) -> os.struct_rusage:
    """Wait for the end, or bring it about; what the command itself has used."""
    end = time.monotonic() + patience
    while True:
        pid, status, used = os.wait4(running.pid, os.WNOHANG)
        if pid:
            running.returncode = os.waitstatus_to_exitcode(status)
            return used
        if time.monotonic() > end:
            os.kill(running.pid, signal.SIGKILL)
        time.sleep(0.02)


# ---------------------------------------------------------------- telling


def reason(result: Result) -> str:
    """A refusal without what is its own: names, numbers, the words of libraries."""
    words = re.sub(r"“[^”]*”|\(\w+: .*", "", result.why.strip().splitlines()[-1])
    return re.sub(r"\d+", "N", words).strip(" .")


def tell(result: Result, *, quiet: bool) -> None:
    """A line for one PDF."""
    if not quiet or result.fate == "FAULT":
        line = f"{result.fate:<9} {result.seconds:5.1f} s {result.memory:5.0f} MB  {result.path}"
        print(f"{line}  {result.why}".rstrip(), flush=True)


def summary(results: list[Result]) -> dict[str, object]:
    """All that can be said of all of them."""
    reasons = Counter(f"{one.fate}: {reason(one)}" for one in results if one.why)
    return {
        "pdfs": len({one.path for one in results}),
        "fates": {fate: sum(one.fate == fate for one in results) for fate in FATES},
        "slowest": max((one.seconds for one in results if one.fate in FATES[:2]), default=0.0),
        "largest": max((one.memory for one in results), default=0.0),
        "reasons": dict(reasons.most_common()),
        "results": [asdict(one) for one in results],
    }


def main(argv: list[str]) -> int:
    """Look at all PDFs below a folder."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--bind", type=int, default=0, help="issues to a volume; 0 binds none")
    parser.add_argument("--alone", action="store_true", help="bind each alone, for trial")
    parser.add_argument("--json", type=Path, help="where all results go")
    parser.add_argument("--quiet", action="store_true", help="totals and faults alone")
    asked = parser.parse_args(argv)
    results: list[Result] = []
    with ReadingRoom() as room:
        for path in sorted(asked.folder.rglob("*.pdf")):
            if path.is_file():
                results.append(look(path, room))
                tell(results[-1], quiet=asked.quiet)
        taken = [one.path for one in results if one.fate == "adopted"]
        with tempfile.TemporaryDirectory(prefix="alone-") as scratch:
            dress = dress_of(founded(Path(scratch))) if asked.alone else None
        for path in taken if dress else ():
            results.append(alone(path, room, dress))
            tell(results[-1], quiet=asked.quiet)
        for start in range(0, len(taken) if asked.bind else 0, asked.bind or 1):
            for result in bound(taken[start : start + asked.bind], room):
                results.append(result)
                tell(result, quiet=asked.quiet)
    told = summary(results)
    for words, count in told["reasons"].items():  # type: ignore[attr-defined]  # plain JSON
        print(f"{count:6}  {words}")
    fates = ", ".join(f"{count} {fate}" for fate, count in told["fates"].items())  # type: ignore[attr-defined]
    print(
        f"{told['pdfs']} PDFs: {fates}; {told['slowest']:.1f} s, {told['largest']:.0f} MB at most"
    )
    if asked.json:
        asked.json.write_text(json.dumps(told, indent=1, ensure_ascii=False) + "\n", "utf-8")
    return 1 if told["fates"]["FAULT"] else 0  # type: ignore[index]  # plain JSON


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
