"""A bar on a terminal while there is more than a moment's work; silence everywhere else."""

from __future__ import annotations

import fcntl
import os
import pty
import struct
import subprocess
import sys
import termios
from pathlib import Path


def on_a_terminal(words: list[str], cwd: Path) -> tuple[str, str]:
    """Standard output, and what a terminal of 100 columns saw on standard error."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 30, 100, 0, 0))
    surroundings = {**os.environ, "TERM": "xterm"}
    process = subprocess.Popen(
        [sys.executable, "-m", "mekong_print", *words],
        cwd=cwd,
        env=surroundings,
        stdout=subprocess.PIPE,
        stderr=theirs,
    )
    os.close(theirs)
    seen = b""
    while True:
        try:
            part = os.read(ours, 4096)
        except OSError:  # Linux says so when the other end is closed
            break
        if not part:
            break
        seen += part
    out = process.communicate()[0]
    os.close(ours)
    assert process.returncode == 0, seen
    return out.decode(), seen.decode()


def test_a_terminal_sees_how_far_a_build_is(publication) -> None:
    source = publication.issue().read_text("utf-8")
    for number in (8, 9):
        publication.issue(number, source.replace("number: 7", f"number: {number}"))
    out, seen = on_a_terminal(["build", "--force"], publication.root)
    assert len(out.splitlines()) == 3
    assert "0/3" in seen
    assert "2/3" in seen


def test_a_terminal_is_told_when_there_is_nothing_to_do(publication) -> None:
    assert publication.mekong("build", "--force").err == ""
    out, seen = on_a_terminal(["build"], publication.root)
    assert out == ""
    assert "Nothing to do; up to date: 1." in seen
