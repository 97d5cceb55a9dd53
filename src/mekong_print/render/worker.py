"""The press as a process: jobs come in on standard input, answers go out on standard output.

Started by `mekong_print.pressroom` as `python -m mekong_print.render.worker PID`, with the
process that it ends with.
"""

from __future__ import annotations

import ctypes.util
import gc
import os
import sys
import traceback
from collections.abc import Callable
from functools import partial
from typing import BinaryIO

from mekong_print.render.bounds import allow, confine
from mekong_print.render.frames import read_frame, write_frame
from mekong_print.render.job import Answer, Refused, RenderJob
from mekong_print.render.later import load_later
from mekong_print.render.orphans import end_with


def serve(jobs: BinaryIO, answers: BinaryIO) -> None:
    """Lay out jobs until there are no more.

    WeasyPrint makes millions of short-lived objects that hold no cycles worth a
    search in the middle of a build: the collector rests while one is made.
    """
    gc.disable()
    load_later()
    from mekong_print.render import press  # after the environment is settled: it loads fontconfig

    rack = press.StyleRack()
    gc.freeze()
    while True:
        try:
            job = read_frame(jobs)
        except EOFError:
            return
        if isinstance(job, RenderJob):
            allow(job)
            write_frame(answers, _answer(job, partial(press.render, rack=rack)))
        gc.collect()


def _answer(job: RenderJob, render: Callable[[RenderJob], Answer]) -> Answer:
    try:
        return render(job)
    except MemoryError:
        return Refused("The pages need more memory than the press has.", "Split the issue.")
    except RecursionError:
        return Refused("The text is nested too deep to be laid out.", "Write it flatter.")
    except Exception:
        return Refused(traceback.format_exc(), bug=True)


def ask_no_compiler() -> None:
    """Let no compiler run when libraries are looked for.

    For each name that it does not find at once, WeasyPrint asks ctypes, which on Linux asks
    gcc and ld, up to twenty times: a tenth of a second, and files in the folder for temporary
    ones that stay when the press is killed. The names that Linux has need no such search.
    """
    if sys.platform == "linux":
        ctypes.util.find_library = lambda name: None  # noqa: ARG005 - its interface


def main() -> None:
    """Keep standard output for answers alone, whatever libraries print."""
    confine()
    ask_no_compiler()
    if len(sys.argv) > 1:
        end_with(int(sys.argv[1]))
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    serve(sys.stdin.buffer, answers)


if __name__ == "__main__":
    main()
