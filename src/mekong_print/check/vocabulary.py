"""The words of a stretch as a dictionary takes them, and those that the house has of its own."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from mekong_print.check.manuscript import Manuscript
from mekong_print.check.stretch import Stretch

_PART = re.compile(r"[^\W\d_](?:[^\W\d_]|[\u0300-\u036f]|[’'](?=[^\W\d_]))*")
_ADDRESS = frozenset("@/\\_#&=")
_POSSESSIVE = re.compile(r"(?:[’']s|[’'])$", re.IGNORECASE)


class Part(NamedTuple):
    """A word without hyphens, figures and the ending of a possessive."""

    text: str
    start: int
    end: int


def parts(stretch: Stretch) -> tuple[Part, ...]:
    """The words of a stretch, those with a hyphen in parts; no figures, no pieces of addresses."""
    return _parts(stretch.text)


@lru_cache(maxsize=1024)
def _parts(text: str) -> tuple[Part, ...]:
    return tuple(
        Part(word.replace("’", "'"), start, start + len(word))
        for found in _PART.finditer(text)
        if _is_free(text, *found.span())
        for start, word in ((found.start(), _POSSESSIVE.sub("", found.group())),)
    )


def _is_free(text: str, start: int, end: int) -> bool:
    """Whether a word is no piece of a number (`8th`), a file name or an address."""
    before, behind = text[start - 1 : start], text[end : end + 2]
    if before.isdigit() or before == "." or before in _ADDRESS:
        return False
    if behind == ":/" or behind[:1] in _ADDRESS or behind[:1].isdigit():
        return False
    return not (behind[:1] == "." and behind[1:].isalnum())


def own_vocabulary(manuscript: Manuscript) -> frozenset[str]:
    """Words that stand in the glossary, among the countries, or in a byline."""
    house = manuscript.house
    texts = [text for _, entry in house.glossary.entries() for text in (entry.name, entry.short)]
    texts += [text for one in house.countries for text in (one.short, one.heading, one.adjective)]
    texts += [stretch.text for stretch in manuscript.of_kind("byline")]
    return frozenset(part.text for text in texts for part in _parts(text))
