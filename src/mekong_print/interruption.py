"""Being asked to stop: a Ctrl-C is heard wherever it comes, and nothing half-made stays.

Python would raise KeyboardInterrupt wherever the main thread happens to be, and there are
places that swallow it: the weak reference that importlib looks after at the end of every
import, any `__del__`, pydantic while it makes its plan. The command would go on as if
nobody had pressed a key. So nothing is raised. Whoever makes what must not stay says so
beforehand (`undone`); the signal's own function undoes it all and ends the process. A
second Ctrl-C ends it without waiting for that.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from types import FrameType
from typing import NoReturn

from mekong_print.errors import EXIT_INTERRUPTED

FAREWELL = "Interrupted; nothing was left half-written."
# Ctrl-C; `kill`, or a machine that shuts down; a terminal that was closed.
SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class _Attention:
    """What there is to undo, and whether a signal has to wait for a moment."""

    def __init__(self) -> None:
        self.undoings: dict[object, Callable[[], object]] = {}
        self.busy = 0  # blocks of the main thread that a signal must not fall into
        self.asked = False

    def hear(self, number: int, _frame: FrameType | None) -> None:
        """A signal came in; it runs in the main thread, between two of its steps."""
        self.asked = True
        if not self.busy:
            self.leave(number)

    def leave(self, number: int) -> NoReturn:
        """Undo what is half-made, the youngest first, and end."""
        signal.signal(number, signal.SIG_DFL)
        for undo in reversed(list(self.undoings.values())):
            with suppress(Exception):  # one that fails must not keep the others
                undo()
        start = "\n" if sys.stderr.isatty() else ""  # the line may hold a bar, or ^C
        with suppress(OSError):
            os.write(2, f"{start}{FAREWELL}\n".encode())
        os._exit(EXIT_INTERRUPTED)


_ATTENTION = _Attention()


def listen() -> None:
    """Hear signals from now on; one that whoever started us has silenced stays so (nohup, &)."""
    for number in SIGNALS:
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, _ATTENTION.hear)


@contextmanager
def undone(undo: Callable[[], object]) -> Iterator[None]:
    """While the block runs, a signal calls `undo` before the process ends.

    It may be called when the thing is not there yet, or gone already.
    """
    key = object()
    _ATTENTION.undoings[key] = undo
    try:
        yield
    finally:
        _ATTENTION.undoings.pop(key, None)


@contextmanager
def in_one_go() -> Iterator[None]:
    """A short block that a signal waits for: what belongs together is done together."""
    if threading.current_thread() is not threading.main_thread():
        yield  # signals are heard in the main thread alone
        return
    _ATTENTION.busy += 1
    try:
        yield
    finally:
        _ATTENTION.busy -= 1
        if _ATTENTION.asked and not _ATTENTION.busy:
            _ATTENTION.leave(signal.SIGINT)
