"""Rules of repetition: the same words in two places."""

from __future__ import annotations

from collections.abc import Iterator

from mekong_print.check.manuscript import Manuscript
from mekong_print.check.rule import rule
from mekong_print.check.stretch import Kind, Mark, Stretch

_RUN = 10  # words that nobody writes twice by chance
_MOST = 50  # marks in one issue
_KINDS: tuple[Kind, ...] = ("standfirst", "paragraph", "item")


@rule(
    "L44",
    "note",
    "The same words in two places.",
    hint="Say it once, or put words that are someone else’s between quotation marks.",
)
def same_words(manuscript: Manuscript) -> Iterator[Mark]:
    """Ten words that stand in two places were pasted: a paragraph moved and left behind, or a
    press release that speaks where the house seems to.

    Quotations, pull quotes and long official titles may be repeated.

    Bad:
        The law enshrines the rights of all people to have access to clean air.

        Its goal is to ensure the rights of all people to have access to clean air.

    Good:
        The law enshrines the rights of all people to have access to clean air.

        Its goal is that all may breathe. They read the Declaration on the Right to a Safe, Clean
        and Healthy Environment.
    """
    seen: dict[int, tuple[Stretch, int]] = {}
    marked = 0
    for stretch in manuscript.of_kind(*_KINDS):
        for first, last, there in _runs(stretch, seen):
            start, end = stretch.words[first].start, stretch.words[last].end
            if (
                marked < _MOST
                and stretch.is_own(start, end)
                and not _is_title(stretch, first, last)
            ):
                marked += 1
                message = f"These {last - first + 1} words stand in line {there} already."
                yield stretch.mark(start, end, message)


def _runs(stretch: Stretch, seen: dict[int, tuple[Stretch, int]]) -> Iterator[tuple[int, int, int]]:
    """Words from–to that were seen before, and the line where; all are remembered."""
    low = [word.text.lower() for word in stretch.words]
    run: list[int] = []
    for at in range(len(low) - _RUN + 1):
        key = hash(tuple(low[at : at + _RUN]))
        before = seen.setdefault(key, (stretch, at))
        if before != (stretch, at) and stretch.is_english:
            run = [run[0], at + _RUN - 1, run[2]] if run else [at, at + _RUN - 1, _line(*before)]
        elif run:
            yield run[0], run[1], run[2]
            run = []
    if run:
        yield run[0], run[1], run[2]


def _line(stretch: Stretch, word: int) -> int:
    return stretch.at(stretch.words[word].start).line


def _is_title(stretch: Stretch, first: int, last: int) -> bool:
    """Whether most of the long words are capitalised, as in the name of a treaty."""
    long = [word.text for word in stretch.words[first : last + 1] if len(word.text) > 3]
    return 2 * sum(word[0].isupper() for word in long) >= len(long)
