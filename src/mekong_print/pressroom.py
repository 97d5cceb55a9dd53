"""The pressroom: starts presses (render workers), hands them jobs, and outlives their deaths.

A press is a process with an environment of its own: the fonts, the time zone, the
locale and the hash seed are given, so that nothing of the machine reaches a page.

This module is loaded before all else of a build and loads little itself: the press
takes half a second to start, and whatever comes before that is time that an editor waits.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import IO, TYPE_CHECKING, BinaryIO, cast

from mekong_print.errors import WriteError
from mekong_print.interruption import in_one_go, undone
from mekong_print.locks import held
from mekong_print.render.fonts import FontShelf, write_configuration
from mekong_print.render.frames import read_frame, write_frame

if TYPE_CHECKING:
    from concurrent.futures import Future, ThreadPoolExecutor
    from types import TracebackType

    from mekong_print.render.job import Answer, RenderJob

_FOLDER = "mekong-press-"  # fonts and caches of a room, in the system's folder for such things
_SETTLED = 5.0  # seconds after which a room holds its folder, if it is still there
_LAST_BREATH = 2.0  # seconds in which the system ends a process that it was told to kill
TIME_LIMIT = 600.0  # seconds by the clock; the press's own limit (render/bounds) comes first
# What a press may know of the machine: where programs and libraries are, nothing more.
_PASSED_ON = ("PATH", "SYSTEMROOT", "LD_LIBRARY_PATH", "DYLD_FALLBACK_LIBRARY_PATH", "TMPDIR")
_HOMEBREW = ("/opt/homebrew/lib", "/usr/local/lib")


class Press:
    """One render worker; starts at once, and again after a death."""

    def __init__(self, fonts: Path) -> None:
        self._fonts = fonts
        self._closed = False
        self._remarks: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 - closed with the press
        self._process = self._start()

    def _start(self) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-P", "-m", "mekong_print.render.worker", str(os.getpid())]
        return subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._remarks,
            env=environment(self._fonts),
            start_new_session=True,
        )

    def run(self, job: RenderJob) -> Answer:
        """Lay out one edition. A press that dies or hangs is replaced; its job is refused."""
        watch = threading.Timer(TIME_LIMIT, self._process.kill)
        watch.start()
        try:
            write_frame(cast("BinaryIO", self._process.stdin), job)
            return cast("Answer", read_frame(cast("BinaryIO", self._process.stdout)))
        except (EOFError, OSError):
            return self._replace(job, timed_out=not watch.is_alive())
        finally:
            watch.cancel()

    def _replace(self, job: RenderJob, *, timed_out: bool) -> Answer:
        from mekong_print.render.deaths import Death, refusal
        from mekong_print.render.job import Refused

        if self._closed:
            return Refused("The press was closed while it laid out the pages.")
        self.stop()
        self._remarks.seek(0)
        last = self._remarks.read()[-2000:].decode("utf-8", "replace").strip()
        self._remarks.truncate(0)
        died_of = self._process.returncode
        self._process = self._start()
        return refusal(job, Death(died_of, last, TIME_LIMIT if timed_out else 0.0))

    def stop(self) -> None:
        """End the process, whatever it is doing."""
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with suppress(OSError):  # what was on its way to a dead press is lost anyway
                    pipe.close()

    def abandon(self) -> None:
        """Kill the process and start no other: nobody waits for its answer any more."""
        self._closed = True
        self._process.kill()

    def gone(self) -> None:
        """Wait until a process that was killed writes no more."""
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(timeout=_LAST_BREATH)

    def close(self) -> None:
        """End the process for good; a job that it has is refused, and no new press starts."""
        self._closed = True
        self.stop()
        self._remarks.close()


def environment(fonts: Path) -> dict[str, str]:
    """All that a press knows of its surroundings."""
    passed = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
    if sys.platform == "darwin":  # Homebrew's Pango is not where the loader looks
        known = passed.get("DYLD_FALLBACK_LIBRARY_PATH", "")
        passed["DYLD_FALLBACK_LIBRARY_PATH"] = ":".join(filter(None, (known, *_HOMEBREW)))
    return passed | {
        "FONTCONFIG_FILE": str(fonts),
        "XDG_CACHE_HOME": str(fonts.parent),
        "HOME": str(fonts.parent),
        "LC_ALL": "C.UTF-8",
        "TZ": "UTC",
        "PYTHONHASHSEED": "0",
        "PYTHONPATH": os.pathsep.join((str(Path(__file__).parents[1]), *filter(None, sys.path))),
        "PYTHONDONTWRITEBYTECODE": os.environ.get("PYTHONDONTWRITEBYTECODE", ""),
        "SOURCE_DATE_EPOCH": "0",  # fontTools would write the clock into fonts
    }


class Pressroom:
    """Some presses that work side by side. To be used as a context.

    `warm_up` starts the first press while the work is still being planned; `staff` brings
    the room to its number once that is known.
    """

    def __init__(self, shelf: FontShelf) -> None:
        self._all: list[Press] = []
        self._open = ExitStack()
        self._open.enter_context(undone(self._abandon))
        with _room_for_files():
            with in_one_go():
                self._folder = tempfile.TemporaryDirectory(prefix=_FOLDER)
                self._open.enter_context(held(Path(self._folder.name)))
            self._fonts = write_configuration(shelf, Path(self._folder.name))
        self._idle: list[Press] = []
        self._lock = threading.Lock()
        self._pool: ThreadPoolExecutor | None = None

    def warm_up(self) -> None:
        """Start the first press, before anybody knows whether it will be needed."""
        if not self._all:
            self._add(1)

    def _add(self, presses: int) -> None:
        for _ in range(presses):
            with _room_for_files(), in_one_go():
                self._all.append(Press(self._fonts))
            self._idle.append(self._all[-1])

    def staff(self, presses: int) -> None:
        """Bring the room to its number of presses, before the first job."""
        from concurrent.futures import ThreadPoolExecutor

        self._add(presses - len(self._all))
        self._pool = ThreadPoolExecutor(len(self._all))

    def submit(self, job: RenderJob) -> Future[Answer]:
        """Hand in a job; its answer comes in the future that is returned."""
        if self._pool is None:
            self.staff(1)
        return cast("ThreadPoolExecutor", self._pool).submit(self._run, job)

    def _run(self, job: RenderJob) -> Answer:
        with self._lock:
            press = self._idle.pop()
        try:
            return press.run(job)
        finally:
            with self._lock:
                self._idle.append(press)

    def __enter__(self) -> Pressroom:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for press in self._all:
            press.close()
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)
        self._folder.cleanup()
        self._open.close()
        _clear_up()

    def _abandon(self) -> None:
        for press in self._all:
            press.abandon()
        for press in self._all:  # one that still writes would keep the folder
            press.gone()
        shutil.rmtree(self._folder.name, ignore_errors=True)


@contextmanager
def _room_for_files() -> Iterator[None]:
    """Presses need a few small files of their own. Raises WriteError where there can be none."""
    try:
        yield
    except OSError as fault:
        message = f"No press could be started: {fault.strerror or fault}."
        hint = "Free some space in the system's folder for temporary files, or set TMPDIR."
        raise WriteError(message, hint) from fault


def _clear_up() -> None:
    """Remove the folders of rooms that were killed: those that nobody holds."""
    long_ago = time.time() - _SETTLED
    for folder in Path(tempfile.gettempdir()).glob(f"{_FOLDER}*"):
        with suppress(OSError):  # another may be quicker
            status = folder.lstat()
            if status.st_uid == os.getuid() and status.st_mtime < long_ago:
                with held(folder) as ours:
                    if ours:
                        shutil.rmtree(folder)
