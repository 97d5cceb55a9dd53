"""Capitals in headlines, word by word: which are too many, which are missing.

Title case as most English newsrooms have it: articles, `and` and its kin and the shortest
prepositions are small, the first word and the one behind a colon are not. Longer
prepositions may be either (handbooks disagree), and so may `up`, `in` or `as`, which are
adverbs at times.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple

from mekong_print.check.stretch import Stretch

Want = Literal["capital", "small"]


class Slip(NamedTuple):
    """Letters of a headline that should have a capital, or none."""

    start: int
    end: int
    word: str
    want: Want


_TOKEN = re.compile(r"[^\s—–/]+")
_OPENING = "“‘\"'(["
_CLOSING = "”’\"')],.;:!?…"
_SMALL = frozenset("a an the and but or nor of to at".split())
_EITHER = frozenset(
    "about above across after against along amid amidst among amongst around as atop barring "
    "before behind below beneath beside besides between beyond by circa concerning despite down "
    "during except for from if in inside into like minus near notwithstanding off on once onto "
    "opposite out outside over past pending per plus regarding round save since so than that "
    "through throughout till toward towards under underneath unlike until unto up upon v versus "
    "via vis vs when while with within without yet "
    # particles of names, and foreign words that stay small
    "al bin binti da de del della den der des di du el ibn la le van von y zu facto jure vis-à-vis "
    "et cum".split()
)
_ENDS = frozenset(":?!.…")
_MOSTLY = 0.5  # of the words that need a capital lack it: another style, not a slip


def slips_of_title_case(stretch: Stretch, names: frozenset[str]) -> list[Slip]:
    """The slips of a headline in title case. `names` are two words each, such as “the hague”.

    >>> _wanted("relations", opening=False), _wanted("The", opening=False)
    ('capital', 'small')
    >>> _wanted("from", opening=False), _wanted("iPhone", opening=True)
    (None, None)
    """
    found = []
    tokens = list(_tokens(stretch))
    for place, token in enumerate(tokens):
        want = _wanted(token.word, opening=token.opening)
        if want == "small":
            following = tokens[place + 1].word if place + 1 < len(tokens) else ""
            if not following or f"{token.word} {following}".casefold() in names:
                continue
        if want:
            found.append(Slip(token.start, token.end, token.word, want))
    return found


def is_other_style(stretch: Stretch, slips: Iterable[Slip]) -> bool:
    """Whether so many capitals are missing that the headline is in sentence case."""
    missing = sum(slip.want == "capital" for slip in slips)
    words = [token.word for token in _tokens(stretch)]
    large = [word for word in words if word.casefold() not in _SMALL | _EITHER]
    return missing >= 3 and missing > _MOSTLY * len(large)


def slips_of_sentence_case(stretch: Stretch, small: frozenset[str]) -> list[Slip]:
    """Words with a capital that are no names: `small` are those that the text has always small."""
    return [
        Slip(token.start, token.end, token.word, "small")
        for token in _tokens(stretch)
        if not token.opening and token.word.istitle() and token.word.casefold() in small
    ]


class _Token(NamedTuple):
    word: str
    start: int
    end: int
    opening: bool


def _tokens(stretch: Stretch) -> Iterator[_Token]:
    """The words that rules of capitals look at: the house's own, without signs around them."""
    opening, last = True, 0
    for found in _TOKEN.finditer(stretch.text):
        raw = found.group()
        word = raw.lstrip(_OPENING)
        start = found.start() + len(raw) - len(word)
        opening = opening or start > found.start() or "—" in stretch.text[last : found.start()]
        opening = opening or " – " in stretch.text[last : found.start()]
        word = word.rstrip(_CLOSING)
        if word and stretch.is_own(start, start + len(word)):
            head = word.replace("‑", "-").partition("-")[0]
            yield _Token(head, start, start + len(head), opening)
        opening = raw.rstrip("”’\"')")[-1:] in _ENDS
        last = found.end()


def _wanted(word: str, *, opening: bool) -> Want | None:
    """What a word should be, where it is not so; None where it is, or may be either."""
    letters = word.replace("’", "").replace("'", "")
    if not letters.isalpha() or not (letters.islower() or letters.istitle()):
        return None
    bare = word.casefold()
    if letters.islower():
        fine = not opening and bare in _SMALL | _EITHER
        return None if fine else "capital"
    return "small" if bare in _SMALL and not opening else None
