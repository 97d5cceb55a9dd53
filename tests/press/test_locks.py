"""One at a time: who prints holds the publication; whoever else comes waits, none for ever."""

from __future__ import annotations

import errno
import fcntl
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from mekong_print.files import DRAFT_PREFIX
from mekong_print.locks import held, sole_printer

HOLDER = """
import sys
from pathlib import Path
from mekong_print.locks import held
with held(Path(sys.argv[1])) as ours:
    print(ours, flush=True)
    sys.stdin.read()
"""
# As a network's disk that knows no locks answers; Python reads this before all else.
NO_LOCKS = """
import errno, fcntl
def flock(handle, operation):
    raise OSError(errno.ENOLCK, "No locks available")
fcntl.flock = flock
"""


@contextmanager
def another(folder: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process that holds a folder until its standard input is closed."""
    command = [sys.executable, "-c", HOLDER, str(folder)]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "True\n"
        try:
            yield process
        finally:
            process.kill()


def test_whoever_comes_second_is_told_once_and_waits(tmp_path: Path) -> None:
    told: list[float] = []
    with another(tmp_path) as process:
        assert process.stdin is not None
        release = threading.Timer(0.4, process.stdin.close)

        def wait() -> None:
            told.append(time.monotonic())
            release.start()

        with held(tmp_path, wait) as ours:
            assert ours
            assert time.monotonic() - told[0] >= 0.4
    assert len(told) == 1


def test_whoever_does_not_want_to_wait_goes_on_without(tmp_path: Path) -> None:
    with another(tmp_path), held(tmp_path) as ours:
        assert not ours
    with held(tmp_path) as ours:
        assert ours


def test_a_lock_ends_with_its_process_and_leaves_no_file(tmp_path: Path) -> None:
    with another(tmp_path) as process:
        process.send_signal(signal.SIGKILL)
        process.wait()
        with held(tmp_path) as ours:
            assert ours
    assert list(tmp_path.iterdir()) == []


def drafts_in(output: Path) -> list[Path]:
    output.mkdir()
    (output / "volumes").mkdir()
    drafts = [output / f"{DRAFT_PREFIX}a.pdf", output / "volumes" / f"{DRAFT_PREFIX}b.pdf"]
    for draft in drafts:
        draft.touch()
    return drafts


def test_drafts_of_the_dead_are_cleared_away_before_work_begins(tmp_path: Path) -> None:
    drafts = drafts_in(tmp_path / "output")
    with sole_printer(tmp_path, tmp_path / "output", pytest.fail):
        assert not any(draft.exists() for draft in drafts)


@pytest.mark.parametrize("which", ["root", "output"])
def test_drafts_of_the_living_stay(tmp_path: Path, which: str) -> None:
    """`output` may be a link to a folder that another publication prints into."""
    root, output = tmp_path / "root", tmp_path / "output"
    root.mkdir()
    drafts = drafts_in(output)
    seen: list[bool] = []
    with another(tmp_path / which) as process:

        def wait() -> None:
            seen.extend(draft.exists() for draft in drafts)
            assert process.stdin is not None
            process.stdin.close()

        with sole_printer(root, output, wait):
            seen.extend(draft.exists() for draft in drafts)
    assert seen == [True, True, False, False]


def test_a_disk_without_locks_is_gone_on_with_and_nothing_is_cleared_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def flock(_handle: int, _operation: int) -> None:
        raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK))

    monkeypatch.setattr(fcntl, "flock", flock)
    drafts = drafts_in(tmp_path / "output")
    with sole_printer(tmp_path, tmp_path / "output", pytest.fail):
        assert all(draft.exists() for draft in drafts)  # they may be somebody's


def test_an_issue_is_printed_on_a_disk_without_locks(publication: Any, tmp_path: Path) -> None:
    (tmp_path / "python").mkdir()
    (tmp_path / "python" / "sitecustomize.py").write_text(NO_LOCKS)
    path = os.pathsep.join(filter(None, (str(tmp_path / "python"), os.environ.get("PYTHONPATH"))))
    run = publication.mekong("build", PYTHONPATH=path)
    assert run.code == 0, run.err
    assert not publication.old_stands()
    assert publication.drafts() == []


def test_what_somebody_else_prints_is_waited_for_and_not_printed_again(publication: Any) -> None:
    with another(publication.root) as process:
        second = subprocess.Popen(
            publication.command("build"), cwd=publication.root, stdout=subprocess.PIPE
        )
        with pytest.raises(subprocess.TimeoutExpired):
            second.wait(2.0)  # far longer than a build of one page takes to begin to write
        assert publication.old_stands()
        assert publication.drafts() == []
        process.kill()
        out, _ = second.communicate(timeout=60)
    assert second.returncode == 0
    assert b"river-007-briefing.pdf" in out
