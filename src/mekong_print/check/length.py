"""Rules of length and rhythm: long paragraphs and sentences, and openings used again."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mekong_print.check.manuscript import Manuscript
from mekong_print.check.rule import rule
from mekong_print.check.stretch import Kind, Mark, Stretch

_RUNNING: tuple[Kind, ...] = ("standfirst", "paragraph", "item")
_OPENER = re.compile(
    r"(?P<opener>Also|Moreover|Furthermore|However|Therefore|Additionally|In addition|Besides|"
    r"Meanwhile|Nevertheless|Nonetheless|Consequently|Thus|Hence|Indeed|In fact|At the same time|"
    r"On the other hand|As a result|For example|For instance|That said|Likewise|Similarly),"
)


@rule(
    "L41",
    "note",
    "A paragraph that is too long.",
    hint="Break it where the subject changes.",
)
def long_paragraph(manuscript: Manuscript) -> Iterator[Mark]:
    """On a page, and more so on a phone, a long paragraph is a wall; readers walk around it.

    How long is too long is `longest_paragraph` of the style.

    Bad, with longest_paragraph = 10:
        The rains came late this year, and with them came the fish.

    Good, with longest_paragraph = 10:
        The rains came late this year.

        With them came the fish.
    """
    most = manuscript.house.style.longest_paragraph
    for stretch in manuscript.of_kind(*_RUNNING):
        if len(stretch.words) > most:
            message = f"This paragraph has {len(stretch.words)} words; {most} are the most."
            yield stretch.mark(*_opening(stretch, 0), message)


@rule(
    "L42",
    "note",
    "A sentence that is too long.",
    hint="Make two of it.",
)
def long_sentence(manuscript: Manuscript) -> Iterator[Mark]:
    """Whoever has to read a sentence twice may not read the next.

    How long is too long is `longest_sentence` of the style. Quotations are left alone.

    Bad, with longest_sentence = 10:
        The rains came late this year, and with them came the fish.

    Good, with longest_sentence = 10:
        The rains came late this year. With them came the fish.
    """
    most = manuscript.house.style.longest_sentence
    for stretch in manuscript.of_kind(*_RUNNING):
        words = iter(stretch.words)
        word = next(words, None)
        for start, end in stretch.sentences:
            count = 0
            while word is not None and word.start < end:
                count += word.start >= start
                word = next(words, None)
            if count > most and stretch.is_own(start, end):
                message = f"This sentence has {count} words; {most} are the most."
                yield stretch.mark(*_opening(stretch, start), message)


def _opening(stretch: Stretch, start: int) -> tuple[int, int]:
    """The first word from a place on: what is marked where all of a text is meant."""
    end = stretch.text.find(" ", start)
    return start, end if end > start else len(stretch.text)


@rule(
    "L43",
    "note",
    "An opening that was used shortly before.",
    hint="Drop it, or say it in another way.",
)
def repeated_opener(manuscript: Manuscript) -> Iterator[Mark]:
    """“Moreover,” twice in a few lines tells the reader that points are being counted.

    Bad:
        Moreover, the dam is late. Nobody minds. Moreover, it leaks.

    Good:
        Moreover, the dam is late. Nobody minds. It leaks as well.
    """
    for story in manuscript.stories:
        last: dict[str, int] = {}
        passed = 0
        for stretch in story.prose:
            for number, (start, end) in enumerate(stretch.sentences, passed):
                found = _OPENER.match(stretch.text, start, end)
                if not found or not stretch.is_english or not stretch.is_own(*found.span()):
                    continue
                opener = found["opener"]
                if number - last.get(opener, -_NEAR) < _NEAR:
                    message = f"“{opener},” opened a sentence shortly before."
                    yield stretch.mark(*found.span(), message)
                last[opener] = number
            passed += len(stretch.sentences)


_NEAR = 10  # sentences
