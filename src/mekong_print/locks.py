"""One at a time: who prints into a publication holds it, and another waits until it is free.

The lock is the system's own, on the publication's folder (`flock`): it leaves no file
behind, and ends with the process that held it, however that ended. So a second `mekong
build` finds the work of the first done, and what half-written files it meets are nobody's.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from mekong_print.files import sweep


@contextmanager
def held(folder: Path, wait: Callable[[], None] | None = None) -> Iterator[bool]:
    """Hold a folder; tells whether it is held.

    Where another process holds it, `wait` is called once and the lock is waited for;
    without `wait` nothing is waited for. A disk that knows no locks is gone on with.
    """
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:
        yield False
        return
    try:
        yield _take(handle, wait)
    finally:
        os.close(handle)  # gives the lock back


def _take(handle: int, wait: Callable[[], None] | None) -> bool:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        if wait is None:
            return False
        wait()
    except OSError:  # a network's disk may have no locks
        return False
    else:
        return True
    fcntl.flock(handle, fcntl.LOCK_EX)
    return True


@contextmanager
def sole_printer(root: Path, output: Path, wait: Callable[[], None]) -> Iterator[None]:
    """Hold a publication and its output, and clear away what killed builds have left there.

    `output` is held as well, since it may be a link to a folder that others print into.
    """
    with ExitStack() as stack:
        ours = [stack.enter_context(held(folder, wait)) for folder in (root, output)]
        if all(ours):
            for folder in (output, *output.glob("*/")):
                sweep(folder)
        yield
