"""The reader as a process: PDFs come in on standard input, what they are goes out.

Started by `mekong_print.reading` as `python -m mekong_print.reader PID`, with the process
that it ends with. First the engine that
would bind a PDF judges whether it may be bound, then the library that judges our own PDFs
reads it; each sees the bytes alone.
"""

from __future__ import annotations

import gc
import os
import signal
import sys
from contextlib import suppress
from dataclasses import replace
from typing import BinaryIO, NoReturn

from mekong_print.errors import MekongError, SourceError
from mekong_print.reading import MOST_MEMORY, Answer, Judged, Looked, Question, Trial, Unreadable
from mekong_print.render.frames import read_frame, write_frame
from mekong_print.render.orphans import end_with
from mekong_print.volume.guesses import Guesses

MOST_FOR_TEXT = 3.0  # seconds; the text is a help, and a PDF is not refused for its want


class _Enough(BaseException):
    """The time for the text is over; no library may take this for a fault of its own."""


def serve(questions: BinaryIO, answers: BinaryIO) -> None:
    """Answer until there are no more questions."""
    while True:
        try:
            question = read_frame(questions)
        except EOFError:
            return
        if isinstance(question, Question | Trial):
            write_frame(answers, _answer(question))
        del question
        gc.collect()


def _answer(question: Question | Trial) -> Answer:
    shown = question.shown
    try:
        return _judge(question) if isinstance(question, Trial) else _look(question)
    except MekongError as fault:
        if isinstance(fault.__cause__, MemoryError):  # to `ask` it is a fault like any other
            return _cramped(shown)
        return Unreadable(fault.message.replace("The PDF", shown, 1), fault.hint)
    except MemoryError:
        return _cramped(shown)
    except RecursionError:
        return Unreadable(f"{shown} is nested too deep to be read.", "Make it anew as a PDF.")
    except Exception as fault:  # whatever a file from elsewhere made of a library
        message = f"{shown} cannot be read. ({type(fault).__name__}: {str(fault)[:160]})"
        return Unreadable(message, "Print or export it anew as a PDF, and adopt the new one.")


def _cramped(shown: str) -> Unreadable:
    message = f"{shown} needs more than {MOST_MEMORY >> 20} MB of memory to be read."
    hint = "It may be meant to do harm, or is very large: split it."
    return Unreadable(message, hint, cramped=True)


def _look(question: Question) -> Looked:
    """Raises SourceError, and whatever a library makes of the file."""
    from mekong_print.pdf.bind.admission import admit
    from mekong_print.pdf.contents import part_facts
    from mekong_print.pdf.soundness import tagging_faults
    from mekong_print.trial import tried

    admitted = admit(question.raw, question.shown)
    facts = part_facts(question.raw)
    if facts.pages != admitted.pages:
        counts = f"{admitted.pages} pages by one reader and {facts.pages} by another"
        raise SourceError(f"{question.shown} has {counts}.", "Print or export it anew as a PDF.")
    if question.guess:
        return Looked(facts, _guesses(question), admitted.changes)
    sound = replace(facts, marked=facts.marked and not tagging_faults(question.raw))
    if question.dress:
        sound = tried(question.raw, question.shown, sound, question.dress)
    return Looked(sound, None, admitted.changes)


def _judge(trial: Trial) -> Judged:
    """Raises SourceError, and whatever a library makes of the file."""
    from mekong_print.pdf.rulings import claimed_by, verdicts

    return Judged(verdicts(trial.raw, trial.standards or claimed_by(trial.raw)))


def _guesses(question: Question) -> Guesses:
    """All guesses; without the text where it takes too long to read."""
    from mekong_print.pdf.adoption import guess

    signal.signal(signal.SIGALRM, _over)
    signal.setitimer(signal.ITIMER_REAL, MOST_FOR_TEXT)
    try:
        return guess(question.raw, question.file_name)
    except (_Enough, MemoryError, RecursionError):
        return guess(question.raw, question.file_name, pages=0)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def _over(_signal: int, _frame: object) -> NoReturn:
    raise _Enough


def limit() -> None:
    """Bound what a hostile file can take from the machine; not every system can."""
    import resource

    limits = {
        resource.RLIMIT_AS: MOST_MEMORY,
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_FSIZE: 0,  # it has nothing to write
    }
    for what, most in limits.items():
        with suppress(ValueError, OSError):
            resource.setrlimit(what, (most, most))


def main() -> None:
    """Keep standard output for answers alone, whatever libraries print."""
    limit()
    if len(sys.argv) > 1:
        end_with(int(sys.argv[1]))
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    serve(sys.stdin.buffer, answers)


if __name__ == "__main__":
    main()
