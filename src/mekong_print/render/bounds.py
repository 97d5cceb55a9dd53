"""What a press may take from the machine: memory, time and room on the disk.

Memory and files are bounded once, when the press starts; time anew for each job, by how
much there is to lay out, since one press serves many. A press that passes a bound dies,
and the pressroom says so. Not every system can bound everything: what it cannot is left.
"""

from __future__ import annotations

import ctypes
import re
import sys
from contextlib import suppress

from mekong_print.render.job import RenderJob

# Figures of a press (measured: docs/hostile-sources.md); a bound is three times what is usual.
MEMORY = 1_000_000_000  # bytes of address space for the first LIGHT characters of HTML
MEMORY_EACH = 1_500  # bytes more for each character of HTML beyond them
LIGHT = 500_000
START = 8  # seconds of the processor's time to start and to read the fonts, which takes half of one
SECONDS = 5.0  # of the processor's time for a page or two, the style sheets included
SECONDS_EACH_TAG = 0.003
SECONDS_EACH_LETTER = 0.000_05
SECONDS_EACH_PIXEL = 0.000_000_15
WRITTEN = 64 << 20  # bytes of one file: fontconfig's memory, and remarks; pages go down a pipe
OPEN_FILES = 256

_TAG = re.compile(r"<[a-z]")
_NO_NEW_PRIVILEGES = 38  # PR_SET_NO_NEW_PRIVS of Linux


def seconds_for(job: RenderJob) -> float:
    """How much of the processor's time a job may take."""
    tags = len(_TAG.findall(job.html))
    letters = len(job.html) + sum(len(text) for _, text in job.styles)
    pictures = job.pixels * SECONDS_EACH_PIXEL
    usual = SECONDS + tags * SECONDS_EACH_TAG + letters * SECONDS_EACH_LETTER + pictures
    return min(usual, job.seconds or usual)


def memory_for(job: RenderJob) -> int:
    """How much address space a press may have while it lays out a job."""
    return MEMORY + max(0, len(job.html) - LIGHT) * MEMORY_EACH


def confine() -> None:
    """Bound the process for good, before it has seen a job."""
    with suppress(ImportError):
        import resource

        _bound(resource.RLIMIT_CORE, 0, hard=True)
        _bound(resource.RLIMIT_FSIZE, WRITTEN, hard=True)
        _bound(resource.RLIMIT_NOFILE, OPEN_FILES, hard=True)
        _bound(resource.RLIMIT_AS, MEMORY)
        _bound(resource.RLIMIT_CPU, START)
    if sys.platform == "linux":  # whatever a library may be made to start gains no rights by it
        with suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0)


def allow(job: RenderJob) -> None:
    """Give the process the memory and the time for one job, counted from now."""
    with suppress(ImportError):
        import resource

        used = resource.getrusage(resource.RUSAGE_SELF)
        _bound(resource.RLIMIT_CPU, int(used.ru_utime + used.ru_stime + seconds_for(job)) + 1)
        _bound(resource.RLIMIT_AS, memory_for(job))


def _bound(what: int, most: int, *, hard: bool = False) -> None:
    """Set a limit; the one above it only falls where it is meant for good."""
    import resource

    with suppress(ValueError, OSError):
        ceiling = resource.getrlimit(what)[1]
        within = most if ceiling == resource.RLIM_INFINITY else min(most, ceiling)
        resource.setrlimit(what, (within, within if hard else ceiling))
