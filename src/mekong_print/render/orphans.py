"""A press or a reader ends with whoever started it: nobody else would take its answer.

A parent that was killed cannot say so. The pipe to it tells only a child that reads or
writes, and one that lays out pages does neither for minutes.
"""

from __future__ import annotations

import os
import threading
import time

EVERY = 0.5  # seconds between two looks
_STACK = 256 << 10  # bytes; a reader's memory is for PDFs


def end_with(parent: int) -> None:
    """Watch the parent process from a thread of its own, and end soon after it has."""
    before = threading.stack_size(_STACK)
    threading.Thread(target=_watch, args=(parent,), daemon=True).start()
    threading.stack_size(before)


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(EVERY)
    os._exit(1)
