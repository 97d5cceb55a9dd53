"""What a press died of, in an editor's words: the press itself can say nothing any more."""

from __future__ import annotations

import re
import signal
from dataclasses import dataclass

from mekong_print.render.bounds import seconds_for
from mekong_print.render.job import Refused, RenderJob

_OUT_OF_TIME = getattr(signal, "SIGXCPU", None)
_NO_MEMORY = re.compile(
    r"MemoryError|[Ff]ailed to allocate|[Cc]annot allocate|bad_alloc|Out of memory"
)


@dataclass(frozen=True, slots=True)
class Death:
    """How a press ended: its exit code (or minus a signal), its last words, how long it hung.

    `waited` is nought, or the seconds by the clock after which it was stopped.
    """

    code: int | None
    last_words: str
    waited: float = 0.0


def refusal(job: RenderJob, death: Death) -> Refused:
    """What is said of the job that a press died of."""
    if _OUT_OF_TIME is not None and death.code == -_OUT_OF_TIME:
        spent = seconds_for(job)
        return _too_long(f"{spent:.0f} seconds of work", raisable=spent == job.seconds)
    if death.waited:
        return _too_long(f"{death.waited:.0f} seconds")
    if _NO_MEMORY.search(death.last_words):
        message = "The pages need more memory than the press may have."
        return Refused(message, "Split the issue, or part its longest tables and paragraphs.")
    message = f"The press died while it laid out the pages{_by_signal(death)}."
    hint = "Look for something unusual in the issue; if there is nothing, report it."
    return Refused(f"{message} {death.last_words}".strip(), hint)


def _too_long(time: str, *, raisable: bool = False) -> Refused:
    message = f"The pages were not ready after {time}; the press was stopped."
    hint = "Look for a very long paragraph, word or table, a picture with very many parts, or a "
    more = " If the issue is meant to be so long, raise “seconds” under [limits] in mekong.toml."
    return Refused(message, f"{hint}style sheet of yours that never settles.{more * raisable}")


def _by_signal(death: Death) -> str:
    """The signal that ended it, such as “ (SIGKILL)”; nothing where it ended by itself."""
    known = {-one.value: one.name for one in signal.Signals}
    return f" ({known[death.code]})" if death.code in known else ""
