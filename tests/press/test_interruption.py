"""Ctrl-C is heard wherever it comes, also where Python would swallow the exception."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from mekong_print.places import built_in
from mekong_print.pressroom import Pressroom
from mekong_print.render.fonts import FontShelf

FAREWELL = "Interrupted; nothing was left half-written.\n"
START = """
import os, signal, sys, time, weakref
from pathlib import Path
from mekong_print.interruption import in_one_go, listen, undone
listen()
class Thing:
    pass
def press_keys():
    os.kill(os.getpid(), signal.SIGINT)
"""
DEAF = {
    "the end of an import": "t = Thing(); r = weakref.ref(t, lambda _: press_keys()); del t",
    "a deletion": "Thing.__del__ = lambda _: press_keys(); Thing()",
    "a library that catches everything": """
try:
    press_keys()
except BaseException:
    pass
""",
}


def run(script: str) -> subprocess.CompletedProcess[str]:
    words = [sys.executable, "-c", f"{START}\n{script}\nprint('went on')"]
    return subprocess.run(words, capture_output=True, text=True, check=False, timeout=60)


@pytest.mark.parametrize("name", DEAF)
def test_ctrl_c_is_heard_at(name: str) -> None:
    done = run(DEAF[name])
    assert (done.returncode, done.stdout, done.stderr) == (130, "", FAREWELL)


def test_what_must_not_stay_is_undone_the_youngest_first() -> None:
    done = run("""
with undone(lambda: print("first", flush=True)), undone(lambda: 1 / 0):
    with undone(lambda: print("done", flush=True)):
        pass
    with undone(lambda: print("second", flush=True)):
        press_keys()
""")
    assert (done.returncode, done.stdout, done.stderr) == (130, "second\nfirst\n", FAREWELL)


def test_what_belongs_together_is_done_together() -> None:
    done = run("""
with in_one_go():
    press_keys()
    print("both", flush=True)
""")
    assert (done.returncode, done.stdout) == (130, "both\n")


def test_a_second_ctrl_c_waits_for_nothing() -> None:
    done = run("""
with undone(lambda: (press_keys(), time.sleep(60))):
    press_keys()
""")
    assert done.returncode == -signal.SIGINT


def test_a_signal_that_was_silenced_stays_silent() -> None:
    words = ["sh", "-c", 'trap "" INT; exec "$@"', "sh", sys.executable, "-c"]
    script = f"{START}\npress_keys()\nprint('went on')"
    done = subprocess.run([*words, script], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "went on\n")


@pytest.mark.skipif(not Path("/proc/self").is_dir(), reason="needs /proc")
@pytest.mark.parametrize("module", ["mekong_print.render.worker", "mekong_print.reader"])
def test_a_press_or_a_reader_ends_with_whoever_started_it(module: str) -> None:
    """Even while it neither reads nor writes: its pipe is kept open by the test."""
    start = (
        "import os, subprocess, sys; child = subprocess.Popen("
        f"[sys.executable, '-m', '{module}', str(os.getpid())], stdin=0, stdout=-3, stderr=-3); "
        "print(child.pid, flush=True); os.kill(os.getpid(), 9)"
    )
    reading, writing = os.pipe()
    done = subprocess.run(
        [sys.executable, "-c", start], stdin=reading, capture_output=True, text=True, check=False
    )
    child = Path("/proc", done.stdout.split()[0])
    end = time.monotonic() + 20
    while child.exists() and "Z" not in _state(child) and time.monotonic() < end:
        time.sleep(0.1)
    os.close(writing)
    os.close(reading)
    assert not child.exists() or "Z" in _state(child)


def _state(process: Path) -> str:
    try:
        return (process / "stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return "Z"


def test_the_folder_of_presses_goes_when_none_writes_into_it_any_more(monkeypatch) -> None:
    shelf = FontShelf((built_in("fonts"),))
    with Pressroom(shelf) as room:
        room.staff(2)
        gone = []
        honest = shutil.rmtree

        def rmtree(path, **how):
            gone.extend(press._process.returncode for press in room._all)
            honest(path, **how)

        monkeypatch.setattr(shutil, "rmtree", rmtree)
        room._abandon()
        assert gone == [-signal.SIGKILL] * 2
        assert not Path(room._folder.name).exists()
