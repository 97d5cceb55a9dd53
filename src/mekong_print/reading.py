"""Reading PDFs from elsewhere apart: in a process that may hang, swell or die instead of us.

A reader has a limit of memory and of time, writes no file, and is replaced when it is gone.
What it could not read is refused by name, with the reason.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, TypeAlias, cast

from mekong_print.errors import SourceError
from mekong_print.files import read_bytes
from mekong_print.interruption import in_one_go, undone
from mekong_print.render.frames import read_frame, write_frame

if TYPE_CHECKING:
    from types import TracebackType

    from mekong_print.pages import PdfFacts
    from mekong_print.standards import Verdict
    from mekong_print.trial import Dress
    from mekong_print.volume.guesses import Guesses
    from mekong_print.volume.parts import Change

TIME_LIMIT = 9.0  # seconds for one PDF, the start of a reader included
PATIENCE = 36.0  # for one that was adopted: it was quick enough once, the machine may be busy
MOST_MEMORY = 1 << 30  # bytes of address space
LARGEST = 200 << 20  # bytes of a PDF; it stands twice in the reader's memory for a moment
_PASSED_ON = ("PATH", "SYSTEMROOT", "LD_LIBRARY_PATH", "DYLD_FALLBACK_LIBRARY_PATH", "TMPDIR")


@dataclass(frozen=True, slots=True)
class Question:
    """May this PDF be bound, and what is it? With `guess`, what can be guessed of it as well.

    `shown` is what messages call it; `file_name` is the name that it came with. With a
    `dress`, it is bound alone for trial.
    """

    raw: bytes
    shown: str
    file_name: str
    guess: bool = False
    dress: Dress | None = None


@dataclass(frozen=True, slots=True)
class Trial:
    """Does this PDF keep these standards? None: those that it claims, else the usual ones."""

    raw: bytes
    shown: str
    standards: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Looked:
    """What was found: facts, guesses, and what binding would take out."""

    facts: PdfFacts
    guesses: Guesses | None = None
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class Judged:
    """Whether a PDF keeps each standard that it was held against."""

    verdicts: tuple[Verdict, ...]


@dataclass(frozen=True, slots=True)
class Unreadable:
    """Why a PDF is refused; `cramped` says that the reader's memory was too small for it."""

    message: str
    hint: str = ""
    cramped: bool = False


Answer: TypeAlias = Looked | Judged | Unreadable


def read_pdf(path: Path, shown: str) -> bytes:
    """The bytes of a PDF. Raises SourceError: no file, too large, unreadable."""
    with suppress(OSError):
        size = path.stat().st_size
        if size > LARGEST:
            most = LARGEST >> 20
            message = f"{shown} is too large: {size >> 20} MB; {most} MB are read."
            raise SourceError(message, "Make its pictures smaller, or split it.")
    return read_bytes(path, shown)


class ReadingRoom:
    """One reader, started when it is first asked. To be used as a context."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._served = 0
        self._open = ExitStack()

    @property
    def pid(self) -> int | None:
        """The process that reads, for whoever watches it; None where none runs."""
        return self._process.pid if self._process else None

    def look(self, question: Question) -> Looked:
        """Have a PDF looked at. Raises SourceError with the reason where it is refused."""
        limit = TIME_LIMIT if question.guess else PATIENCE
        end = time.monotonic() + limit
        answer = self._ask(question, limit)
        left = end - time.monotonic()
        if isinstance(answer, Unreadable) and answer.cramped and self._served > 1 and left > 0:
            self._stop()  # what earlier PDFs left behind may be what it lacked
            answer = self._ask(question, left)
        match answer:
            case Looked():
                return answer
            case Unreadable(message, hint):
                raise SourceError(message, hint)
            case other:
                raise TypeError(other)

    def judge(self, trial: Trial) -> tuple[Verdict, ...]:
        """Have a PDF held against standards. Raises SourceError where it cannot be read."""
        match self._ask(trial, PATIENCE):
            case Judged(verdicts):
                return verdicts
            case Unreadable(message, hint):
                raise SourceError(message, hint)
            case other:
                raise TypeError(other)

    def _ask(self, question: Question | Trial, limit: float) -> Answer:
        with in_one_go():
            process = self._process = self._process or _start()
        self._served += 1
        watch = threading.Timer(limit, process.kill)
        watch.start()
        try:
            write_frame(cast("BinaryIO", process.stdin), question)
            return cast("Answer", read_frame(cast("BinaryIO", process.stdout)))
        except (EOFError, OSError):
            self._stop()
            return _died(question.shown, 0.0 if watch.is_alive() else limit)
        finally:
            watch.cancel()

    def _stop(self) -> None:
        process, self._process, self._served = self._process, None, 0
        if process is None:
            return
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                with suppress(OSError):  # what was on its way to a dead reader is lost anyway
                    pipe.close()

    def _abandon(self) -> None:
        if self._process is not None:
            self._process.kill()

    def __enter__(self) -> ReadingRoom:
        self._open.enter_context(undone(self._abandon))
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._open.close()
        self._stop()


def _start() -> subprocess.Popen[bytes]:
    passed = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
    package = str(Path(__file__).parents[1])
    return subprocess.Popen(
        [sys.executable, "-P", "-m", "mekong_print.reader", str(os.getpid())],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=passed
        | {
            "LC_ALL": "C.UTF-8",
            "MALLOC_ARENA_MAX": "1",  # a second thread must not take memory from PDFs
            "PYTHONPATH": os.pathsep.join((package, *filter(None, sys.path))),
            "PYTHONDONTWRITEBYTECODE": "1",  # it may write no file
        },
        start_new_session=True,
    )


def _died(shown: str, after: float) -> Unreadable:
    """Why there is no answer: the time was over `after` so many seconds, or the reader died."""
    if after:
        message = f"{shown} takes more than {after:.0f} seconds to read."
        hint = "It may be meant to do harm; or is the machine busy? Try again, or print it anew."
        return Unreadable(message, hint)
    message = f"{shown} broke the program that reads it."
    return Unreadable(message, "It may be meant to do harm. Print or export it anew as a PDF.")
