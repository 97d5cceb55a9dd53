"""Do to `mekong build` and `mekong volume` what machines do, and see that nothing is lost.

    python tools/faults.py                        in the project's environment: every fault
    python tools/faults.py --kills 200 --write    as docs/reliability.md was made
    python tools/faults.py --only full,twice      some faults; `--only list` names them

A scratch publication has last week's PDFs (old) and a source that has changed since. A
command is started, the fault is done to it, and then: every file of output/ must be the old
one or the whole new one, byte by byte; nothing of ours may run on; and the same command, run
again without help, must succeed, leave exactly the new files and no draft. A killed command
may leave a draft, and a PDF whose manifest is still the old one; both are counted, and must
be gone after the next run. Times are drawn from a fixed seed. Exits with 1 when a promise is
broken. Linux only; `full` and `read-only` use a mount of their own where they run as root.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path

import fault_report

PRESSES = 2
_JOBS = ("--jobs", str(PRESSES))
COMMANDS = {"build": ("build", *_JOBS), "volume": ("volume", "2026", *_JOBS)}
ISSUES = (1, 2)
CONFIG = '[publication]\nname = "River"\n\n[[desks]]\nname = "River"\n'
SOURCE = """\
---
desk: River
number: {number}
title: Issue {number}
date: 2026-01-0{number}
---

# Cambodia 🇰🇭

## A Headline
by A. Writer, in Phnom Penh

{words} of the article, enough for one line.

![A boat](boat.svg)
"""
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0 0h{0}v9z"/></svg>'
PATIENCE = 90.0  # seconds for one command on a busy machine
# A C library that gets no memory may fall over it before anybody can say so.
UNPRINTED = re.compile(
    "(The volume “2026”|issues/00[12]/issue.md): The (?:pages need more memory|press died) "
)
TELLS = {0, 1, 2, 3, 4, 5, 6, 130}  # exit codes that say what happened; 70 is a bug of ours


@dataclass
class Tally:
    """What one fault did: how often, what was found right after it, and what broke a promise."""

    fault: str
    command: str
    trials: int = 0
    struck: int = 0  # trials in which the command was still at work
    old: int = 0
    new: int = 0
    mixed: int = 0  # of several editions some were old, some new
    apart: int = 0  # a PDF had come and its manifest had not; the next run saw to it
    drafts: int = 0  # a draft was left; the next run removed it
    codes: dict[str, int] = field(default_factory=dict)
    broken: list[str] = field(default_factory=list)


def write_issue(root: Path, number: int, words: str) -> None:
    """Write the source of an issue into a publication, with its picture."""
    folder = root / "issues" / f"{number:03d}"
    folder.mkdir(parents=True, exist_ok=True)
    text = SOURCE.format(number=number, words=words)
    (folder / "issue.md").write_text(text, "utf-8")
    draw(folder, 9)


def draw(folder: Path, width: int) -> None:
    """Write the picture of an issue into its folder."""
    (folder / "boat.svg").write_text(SVG.format(width))


class Ground:
    """A publication with old files, a newer source, and what they should become."""

    def __init__(self, root: Path, command: str) -> None:
        self.root, self.command = root / "river", COMMANDS[command]
        self.tmp = root / "tmp"
        self.tmp.mkdir(parents=True)
        self.output = self.root / "output"
        self.root.mkdir(parents=True)
        (self.root / "mekong.toml").write_text(CONFIG, "utf-8")
        self.write("Words")
        self.must()
        self.old = self.files()
        self.write("Other words")
        began = time.monotonic()
        self.must()
        self.seconds = time.monotonic() - began
        self.new = self.files()
        self.before = root / "before"
        self._keep()

    def write(self, words: str) -> None:
        """Write the sources, with their pictures."""
        for number in ISSUES:
            write_issue(self.root, number, words)

    def draw(self, number: int, width: int) -> None:
        """Write the picture of an issue."""
        draw(self.root / "issues" / f"{number:03d}", width)

    def _keep(self) -> None:
        for name, content in self.old.items():
            path = self.before / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)

    def restore(self, output: Path | None = None) -> None:
        """Last week's files again, in output/ or what takes its place."""
        shutil.rmtree(output or self.output, ignore_errors=True)
        shutil.copytree(self.before, output or self.output, dirs_exist_ok=True)

    def start(self, prefix: tuple[str, ...] = (), **options: object) -> subprocess.Popen[bytes]:
        """Start the command, with words before it and options of Popen."""
        words = [*prefix, sys.executable, "-m", "mekong_print", *self.command]
        pipe = subprocess.PIPE
        env = {**os.environ, "TMPDIR": str(self.tmp)}
        given = {"cwd": self.root, "env": env, "stdout": pipe, "stderr": pipe, **options}
        return subprocess.Popen(words, **given)  # type: ignore[call-overload]

    def must(self) -> None:
        """Run the command, which has to succeed."""
        running = self.start()
        _, err = running.communicate(timeout=PATIENCE)
        if running.returncode:
            raise SystemExit(f"{self.command} fails without any fault: {err.decode()}")

    def files(self) -> dict[str, bytes]:
        """All files of output/, drafts as well."""
        paths = [path for path in self.output.rglob("*") if path.is_file()]
        return {str(one.relative_to(self.output)): one.read_bytes() for one in paths}

    def ours(self) -> list[int]:
        """The processes of this publication that run."""
        mark = f"TMPDIR={self.tmp}\0".encode()
        return [pid for pid in _processes() if mark in _read(pid, "environ")]


def _processes() -> Iterator[int]:
    yield from (int(path.name) for path in Path("/proc").glob("[0-9]*"))


def _read(pid: int, name: str) -> bytes:
    try:
        return Path(f"/proc/{pid}/{name}").read_bytes()
    except OSError:  # it has ended meanwhile
        return b""


def children(ground: Ground, parent: int) -> list[int]:
    """Presses and readers, whose sessions are their own."""
    return [pid for pid in ground.ours() if pid != parent and _read(pid, "cmdline")]


def wait(running: subprocess.Popen[bytes]) -> str:
    """Wait for the end; what was said on stderr."""
    try:
        return running.communicate(timeout=PATIENCE)[1].decode("utf-8", "replace")
    except subprocess.TimeoutExpired:
        running.kill()
        return "HUNG " + running.communicate()[1].decode("utf-8", "replace")


def gone(ground: Ground, seconds: float = 5.0) -> bool:
    """Whether all processes of the publication end by themselves."""
    end = time.monotonic() + seconds
    while ground.ours():
        if time.monotonic() > end:
            return False
        time.sleep(0.05)
    return True


def judge(ground: Ground, tally: Tally, told: tuple[int, str], *, clean: bool = True) -> None:
    """Look at what is left after a fault, let the next run heal it, and look again."""
    code, said = told
    number = tally.trials
    tally.trials += 1
    tally.codes[str(code)] = tally.codes.get(str(code), 0) + 1
    broken = [f"exit {code}: {said[-300:]}"] if code not in {*TELLS, -signal.SIGKILL} else []
    broken += [] if gone(ground) else ["a process of ours runs on"]
    broken += _after(ground, tally, clean=clean)
    for left in ground.tmp.iterdir():  # as if some time had passed: then it is nobody's
        os.utime(left, (0, 0))
    again = ground.start()
    said = wait(again)
    if again.returncode:
        broken.append(f"the next run ends with {again.returncode}: {said[-300:]}")
    if ground.files() != ground.new:
        broken.append(f"the next run leaves {_names(ground)}")
    if any(ground.tmp.iterdir()):
        broken.append(f"the next run leaves {[one.name for one in ground.tmp.iterdir()]}")
    tally.broken += [f"trial {number}: {words}" for words in broken]


def _after(ground: Ground, tally: Tally, *, clean: bool) -> list[str]:
    found = ground.files()
    fates = set()
    broken = []
    for name, content in found.items():
        if ".mekong-draft-" in name:
            continue
        same = [content == known.get(name) for known in (ground.old, ground.new)]
        fates |= {"old"} if same[0] else {"new"} if same[1] else set()
        broken += [] if any(same) else [f"{name} is neither the old nor the new file"]
    broken += [f"{name} is gone" for name in ground.old if name not in found]
    kind = fates.pop() if len(fates) == 1 else "mixed"
    setattr(tally, kind, getattr(tally, kind) + 1)
    apart = [name for name in found if _is_apart(ground, found, name)]
    tally.apart += bool(apart)
    broken += [f"{name} stands beside the manifest of another" for name in apart if clean]
    drafts = [name for name in found if ".mekong-draft-" in name]
    tally.drafts += bool(drafts)
    if clean and (drafts or list(ground.tmp.iterdir())):
        broken.append(f"left: {drafts} {[one.name for one in ground.tmp.iterdir()]}")
    return broken


def _is_apart(ground: Ground, found: dict[str, bytes], name: str) -> bool:
    beside = f"{name.removesuffix('.pdf')}.json"
    if not name.endswith(".pdf") or beside not in found or ground.old[name] == ground.new[name]:
        return False
    return (found[name] == ground.new[name]) != (found[beside] == ground.new[beside])


def _names(ground: Ground) -> str:
    found = ground.files()
    wrong = [name for name in found if found[name] != ground.new.get(name)]
    return f"{wrong} wrong, {[name for name in ground.new if name not in found]} missing"


# ---------------------------------------------------------------- when


def moment(ground: Ground, running: subprocess.Popen[bytes], rng: random.Random) -> bool:
    """Wait for a random moment; in every second trial one at which files are written.

    Tells whether the command is still at work.
    """
    pause = rng.uniform(0.0, ground.seconds)
    if rng.random() < 0.5:
        _until(lambda: _drafting(ground) or running.poll() is not None)
        pause = rng.uniform(0.0, 0.04)
    end = time.monotonic() + pause
    _until(lambda: time.monotonic() > end or running.poll() is not None)
    return running.poll() is None


def _drafting(ground: Ground) -> bool:
    return any(ground.output.glob("**/.mekong-draft-*"))


def _until(true: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not true() and time.monotonic() < end:
        time.sleep(0.002)


# ---------------------------------------------------------------- the faults


def killed(whom: str) -> Callable[[Ground, Tally, random.Random], None]:
    """kill -9 for the command with all its children, for itself alone, or for one child."""

    def trial(ground: Ground, tally: Tally, rng: random.Random) -> None:
        ground.restore()
        running = ground.start()
        if whom == "child":
            _until(lambda: bool(children(ground, running.pid)) or running.poll() is not None)
        struck = moment(ground, running, rng)
        others = children(ground, running.pid)
        victims = {"all": [running.pid, *others], "parent": [running.pid], "child": others[:1]}
        for pid in victims[whom] if struck else ():
            _kill(pid)
        tally.struck += struck
        said = wait(running)
        judge(ground, tally, (running.returncode, said), clean=False)

    return trial


def _kill(pid: int) -> None:
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        return


def interrupted(ground: Ground, tally: Tally, rng: random.Random) -> None:
    """Ctrl-C: nothing at all is left, at once. (Python itself takes 0.4 s to hear anything.)"""
    ground.restore()
    running = ground.start()
    _until(lambda: bool(children(ground, running.pid)) or running.poll() is not None)
    struck = moment(ground, running, rng)
    running.send_signal(signal.SIGINT)
    said = wait(running)
    tally.struck += struck
    if struck and running.returncode not in (0, 130):
        tally.broken.append(f"trial {tally.trials}: Ctrl-C ends with {running.returncode}")
    if struck and running.returncode == 0 and _read_new(ground) < len(ground.new):
        tally.broken.append(f"trial {tally.trials}: Ctrl-C was not heard")
    judge(ground, tally, (running.returncode, said))


def _read_new(ground: Ground) -> int:
    return sum(ground.new.get(name) == content for name, content in ground.files().items())


def full(ground: Ground, tally: Tally, rng: random.Random) -> None:
    """The disk of output/ has room for the old files and some of the new."""
    room = rng.uniform(0.0, 1.0) * sum(map(len, ground.new.values()))
    size = int(sum(-(-len(one) // 4096) * 4096 for one in ground.old.values()) + room) + 8192
    with mounted(ground, f"size={size}") as prefix:
        said, code = _run(ground, prefix, size=int(room))
    tally.struck += code == 6
    judge(ground, tally, (code, said))


def read_only(ground: Ground, tally: Tally, _rng: random.Random) -> None:
    """output/ can be read and not written."""
    with mounted(ground, "ro") as prefix:
        said, code = _run(ground, prefix, size=0)
    tally.struck += code == 6
    judge(ground, tally, (code, said))


def _run(ground: Ground, prefix: tuple[str, ...], size: int) -> tuple[str, int]:
    """Run in a mount of its own; where there is none, with a limit of the size of files."""
    blocks = size // 4 // 512
    limit = ("sh", "-c", f'ulimit -f {blocks}; exec "$@"', "sh")
    running = ground.start(prefix or limit)
    return wait(running), running.returncode


@contextmanager
def mounted(ground: Ground, options: str) -> Iterator[tuple[str, ...]]:
    """A disk of its own for output/, which only the command sees; its files come back after."""
    ground.restore()
    if os.geteuid() != 0 or shutil.which("unshare") is None or not _may_mount():
        yield ()
        return
    back, output = ground.root.parent / "back", ground.output
    shutil.rmtree(back, ignore_errors=True)
    steps = [
        f"mount -t tmpfs -o {options if 'size' in options else 'size=64m'} none {output}",
        f"cp -a {ground.before}/. {output}/",
        *([f"mount -o remount,ro {output}"] if options == "ro" else []),
    ]
    script = f'{" && ".join(steps)} || exit 99; "$@"; code=$?; cp -a {output} {back}; exit $code'
    yield ("unshare", "--mount", "sh", "-c", script, "sh")
    shutil.rmtree(output)
    shutil.copytree(back, output)


def _may_mount() -> bool:
    probe = ["unshare", "--mount", "mount", "-t", "tmpfs", "none", "/mnt"]
    return subprocess.run(probe, check=False, capture_output=True).returncode == 0


def scratch_full(ground: Ground, tally: Tally, _rng: random.Random) -> None:
    """No disk has room for anything, temporary files included."""
    ground.restore()
    said, code = _run(ground, (), size=0)
    tally.struck += code == 6
    judge(ground, tally, (code, said))


def stdout_full(ground: Ground, tally: Tally, _rng: random.Random) -> None:
    """What a command prints finds no room."""
    ground.restore()
    with Path("/dev/full").open("wb") as target:
        running = ground.start(stdout=target)
        said = wait(running)
    tally.struck += running.returncode != 0
    judge(ground, tally, (running.returncode, said))


def elsewhere(ground: Ground, tally: Tally, rng: random.Random) -> None:
    """output/ leads to another disk; the command is killed there."""
    base = Path("/dev/shm") if Path("/dev/shm").is_dir() else ground.root.parent
    with tempfile.TemporaryDirectory(dir=base) as folder:
        shutil.rmtree(ground.output, ignore_errors=True)
        ground.output.symlink_to(folder)
        ground.restore(Path(folder))
        running = ground.start()
        struck = moment(ground, running, rng)
        for pid in [running.pid, *children(ground, running.pid)] if struck else ():
            _kill(pid)
        tally.struck += struck
        judge(ground, tally, (running.returncode or 0, wait(running)), clean=False)
        ground.output.unlink()


def twice(ground: Ground, tally: Tally, _rng: random.Random) -> None:
    """Three at once: all succeed, and each PDF is made once."""
    ground.restore()
    three = [ground.start() for _ in range(3)]
    said = []
    for running in three:
        out, err = running.communicate(timeout=PATIENCE)
        lines = [one for one in out.decode().splitlines() if "up to date" not in one]
        said += lines
        if running.returncode:
            tally.broken.append(f"one of three ends with {running.returncode}: {err.decode()}")
    tally.struck += 1
    wanted = len(ISSUES) if ground.command[0] == "build" else 1
    if len(said) != wanted:
        tally.broken.append(f"three at once made {len(said)} PDFs, not {wanted}")
    judge(ground, tally, (0, ""))


def changing(ground: Ground, tally: Tally, rng: random.Random) -> None:
    """A picture is another at every look, and in the end what it was."""
    ground.restore()
    stop = threading.Event()

    def flip() -> None:
        while not stop.wait(rng.uniform(0.0, 0.003)):
            ground.draw(1, rng.randrange(1, 9))

    painter = threading.Thread(target=flip)
    painter.start()
    running = ground.start()
    said = wait(running)
    stop.set()
    painter.join()
    ground.draw(1, 9)
    tally.struck += 1
    found = {**ground.files(), **{name: ground.old[name] for name in ground.old if "001" in name}}
    if ground.command[0] == "build" and running.returncode not in (0, 3, 4):
        tally.broken.append(f"a changing picture ends with {running.returncode}: {said}")
    if any(content not in (ground.old[name], ground.new[name]) for name, content in found.items()):
        tally.broken.append("another issue was hurt")
    for name in ground.old:  # what was made of a picture that was there for a moment is whole too
        if "001" in name or "volumes" in name:
            shutil.copy(ground.before / name, ground.output / name)
    judge(ground, tally, (running.returncode, said))


def swapped(ground: Ground, tally: Tally, rng: random.Random) -> None:
    """The PDF of an issue is now last week's, now today's, while it is bound into the volume."""
    ground.restore()
    names = [name for name in ground.new if "001" in name]
    for name in ground.new:
        if "volumes" not in name:
            (ground.output / name).write_bytes(ground.new[name])
    stop = threading.Event()

    def swap() -> None:
        while not stop.wait(rng.uniform(0.0, 0.1)):
            _put(ground, names, rng.choice((ground.old, ground.new, ground.new)))

    swapper = threading.Thread(target=swap)
    swapper.start()
    running = ground.start()
    said = wait(running)
    stop.set()
    swapper.join()
    _put(ground, names, ground.new)
    tally.struck += running.returncode != 0
    if running.returncode not in (0, 3):
        tally.broken.append(f"a part that changes ends with {running.returncode}: {said}")
    judge(ground, tally, (running.returncode, said))


def _put(ground: Ground, names: list[str], files: dict[str, bytes]) -> None:
    """Put files into output/ as others would: whole, each in one step."""
    for name in names:
        beside = ground.root / "beside"
        beside.write_bytes(files[name])
        beside.replace(ground.output / name)


def cramped(ground: Ground, tally: Tally, rng: random.Random) -> None:
    """No press may take more memory than it has; what it lays out fails by name.

    A volume's presses have their memory for its issues in every second trial, so that it is
    the volume's own pages that get none.
    """
    ground.restore()
    late = ground.command[0] == "volume" and rng.random() < 0.5
    running = ground.start()
    if late:
        _until(lambda: _has_printed(ground) or running.poll() is not None)
    _until(lambda: _squeeze(ground, running.pid) or running.poll() is not None)
    said = wait(running)
    tally.struck += running.returncode != 0
    if running.returncode != 5:
        tally.broken.append(f"a press without memory ends with {running.returncode}: {said}")
    named = UNPRINTED.findall(said)
    if not named or late != ("The volume “2026”" in named):
        tally.broken.append(f"a press without memory is told as: {said}")
    judge(ground, tally, (running.returncode, said))


def _has_printed(ground: Ground) -> bool:
    """Whether the PDFs of all issues have come."""
    names = [name for name in ground.new if name.endswith(".pdf") and "volumes" not in name]
    found = ground.files()
    return all(found.get(name) == ground.new[name] for name in names)


def _squeeze(ground: Ground, parent: int) -> bool:
    """Take the memory from all presses that are at work; False while one has yet to begin."""
    presses = [pid for pid in children(ground, parent) if b"worker" in _read(pid, "cmdline")]
    try:
        limits = [resource.prlimit(pid, resource.RLIMIT_AS)[0] for pid in presses]
        if len(presses) < PRESSES or resource.RLIM_INFINITY in limits:
            return False  # one has yet to set its own limit, and would go past ours
        for pid in presses:
            resource.prlimit(pid, resource.RLIMIT_AS, (120 << 20, 120 << 20))
    except OSError:
        return False
    return True


FAULTS: dict[str, tuple[str, Callable[[Ground, Tally, random.Random], None]]] = {
    "kill": ("kill -9, the command and all its children", killed("all")),
    "kill-parent": ("kill -9, the command alone", killed("parent")),
    "kill-child": ("kill -9, a press or reader alone", killed("child")),
    "ctrl-c": ("Ctrl-C", interrupted),
    "full": ("disk full", full),
    "read-only": ("read-only output", read_only),
    "scratch": ("every disk full, temporary files too", scratch_full),
    "stdout": ("standard output is full", stdout_full),
    "elsewhere": ("output on another disk, kill -9", elsewhere),
    "twice": ("three at once", twice),
    "changing": ("a picture that changes while it is read", changing),
    "part": ("a part that changes while it is bound", swapped),
    "cramped": ("presses that get no memory", cramped),
}
OF_VOLUMES = {"part"}  # faults that a build cannot have
MANY = {"kill": 0.5, "kill-parent": 0.25, "kill-child": 0.25, "ctrl-c": 0.25}  # of --kills


Plan = dict[str, dict[str, int]]  # command → fault → how often


def plan_of(names: list[str], kills: int) -> Plan:
    """Faults for both commands; the share of `kills` that each takes is in MANY."""
    times = {name: max(1, round(kills * MANY.get(name, 0.025))) for name in names}
    of_build = {name: often for name, often in times.items() if name not in OF_VOLUMES}
    return {"build": of_build, "volume": times}


def run(plan: Plan, seed: int, told: Callable[[Tally], None] | None = None) -> list[Tally]:
    """Do faults to commands, which suffer side by side; `told` hears of each that was done."""
    signal.signal(signal.SIGINT, signal.default_int_handler)  # `&` would silence it for them

    def suffer(command: str) -> list[Tally]:
        tallies = []
        with tempfile.TemporaryDirectory(prefix="mekong-faults-") as folder:
            ground = Ground(Path(folder), command)
            for name, times in plan[command].items():
                words, fault = FAULTS[name]
                tally = Tally(words, command)
                rng = random.Random(f"{seed} {command} {name}")
                for _ in range(times):
                    fault(ground, tally, rng)
                tallies.append(tally)
                if told is not None:
                    told(tally)
        return tallies

    with ThreadPoolExecutor(len(plan)) as pool:
        return [tally for tallies in pool.map(suffer, plan) for tally in tallies]


def main(argv: list[str]) -> int:
    """Do what was asked for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--kills", type=int, default=12, help="kills of each command")
    parser.add_argument("--seed", type=int, default=20261123)
    parser.add_argument("--only", default=",".join(FAULTS), help="faults, with commas between")
    parser.add_argument("--json", type=Path, help="where the figures go")
    parser.add_argument("--write", action="store_true", help="put them into docs/reliability.md")
    asked = parser.parse_args(argv)
    names = asked.only.split(",")
    if unknown := [name for name in names if name not in FAULTS]:
        print(f"{', '.join(unknown)}? There are: {', '.join(FAULTS)}.")
        return 2
    began = time.monotonic()
    tallies: list[Tally] = []

    def told(tally: Tally) -> None:
        tallies.append(tally)
        broken = "".join(f"\n    {words}" for words in tally.broken)
        print(f"{tally.command:6} {tally.fault}: {tally.trials}{broken}", flush=True)
        rows = [asdict(one) for one in sorted(tallies, key=lambda one: one.command)]
        figures = fault_report.figures(rows, asked.seed, time.monotonic() - began)
        if asked.json:
            asked.json.write_text(json.dumps(figures, indent=1) + "\n", "utf-8")
        if asked.write:
            fault_report.write(figures)

    run(plan_of(names, asked.kills), asked.seed, told)
    return 1 if any(one.broken for one in tallies) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
