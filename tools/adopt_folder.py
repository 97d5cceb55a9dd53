"""Adopt every PDF of a folder into a scratch publication, and tell what became of each.

    python tools/adopt_folder.py FOLDER            in the project's environment
    python tools/adopt_folder.py FOLDER --quiet    totals and faults alone

Each PDF is adopted, or refused with a reason; anything else is a FAULT: an exception of
ours, a reader that died, more than ten seconds or a gigabyte, a PDF that was changed, a
sidecar that cannot be read back, something written for a PDF that was refused. Exits with 1
when there is a fault.
"""

import argparse
import re
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from mekong_print.commands.adopt import Refused, Request, Taken, adopt
from mekong_print.errors import SourceError
from mekong_print.files import digest
from mekong_print.reading import ReadingRoom
from mekong_print.volume.sidecar_text import read_sidecar
from mekong_print.workshop import open_workshop

MOST_SECONDS = 10.0
MOST_MEMORY = 1024.0  # MB
CONFIG = '[publication]\nname = "Scratch"\n\n[[desks]]\nname = "Scratch"\n'
DIED = "broke the program that reads it"


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one PDF: `fate` is adopted, refused or FAULT; `why` is empty when adopted."""

    path: Path
    fate: str
    why: str
    seconds: float
    memory: float  # MB, the reader's peak; 0 where it is gone or cannot be asked


def look(path: Path, room: ReadingRoom) -> Result:
    """Adopt one PDF into a publication of its own."""
    before = digest(path.read_bytes())
    started = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="adopt-") as scratch:
        root = Path(scratch)
        (root / "mekong.toml").write_text(CONFIG, "utf-8")
        try:
            (outcome,) = adopt(open_workshop(root), Request((path,), number=1), room)
            fault = "; ".join(faults(root, outcome))
        except Exception:  # whatever it is, it is a fault of ours
            return Result(path, "FAULT", traceback.format_exc(), time.monotonic() - started, 0)
    seconds, memory = time.monotonic() - started, peak(room)
    fault = fault or (digest(path.read_bytes()) != before and "the PDF was changed") or ""
    fault = fault or (seconds > MOST_SECONDS and f"took {seconds:.1f} seconds") or ""
    fault = fault or (memory > MOST_MEMORY and f"took {memory:.0f} MB") or ""
    why = outcome.error.message if isinstance(outcome, Refused) else ""
    fate = "FAULT" if fault else "refused" if why else "adopted"
    return Result(path, fate, fault or why, seconds, memory)


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


def reason(result: Result) -> str:
    """A refusal without what is its own: names, numbers, the words of libraries."""
    words = re.sub(r"“[^”]*”|\(\w+: .*", "", result.why.strip().splitlines()[-1])
    return re.sub(r"\d+", "N", words).strip(" .")


def main(argv: list[str]) -> int:
    """Look at all PDFs below a folder."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--quiet", action="store_true", help="totals and faults alone")
    asked = parser.parse_args(argv)
    fates, reasons = Counter[str](), Counter[str]()
    slowest = largest = 0.0
    with ReadingRoom() as room:
        for path in sorted(asked.folder.rglob("*.pdf")):
            if not path.is_file():
                continue
            result = look(path, room)
            fates[result.fate] += 1
            slowest, largest = max(slowest, result.seconds), max(largest, result.memory)
            if result.why:
                reasons[f"{result.fate}: {reason(result)}"] += 1
            if not asked.quiet or result.fate == "FAULT":
                line = f"{result.fate:<8} {result.seconds:5.1f} s {result.memory:5.0f} MB  {path}"
                print(f"{line}  {result.why}".rstrip(), flush=True)
    for words, count in reasons.most_common():
        print(f"{count:6}  {words}")
    totals = ", ".join(f"{fates[fate]} {fate}" for fate in ("adopted", "refused", "FAULT"))
    print(f"{fates.total()} PDFs: {totals}; slowest {slowest:.1f} s, largest {largest:.0f} MB")
    return 1 if fates["FAULT"] else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
