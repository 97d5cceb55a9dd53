"""Rules of foreign words: those of the region's languages that are written wrongly or unmarked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from mekong_print.check.manuscript import Manuscript
from mekong_print.check.rule import rule
from mekong_print.check.stretch import Mark


class _Phrase(NamedTuple):
    """Words as they are often written, how they should be, and their language."""

    pattern: re.Pattern[str]
    right: str
    language: str
    code: str


_PHRASES = tuple(
    _Phrase(re.compile(rf"\b(?:{written})\b"), right, language, code)
    for written, right, language, code in (
        ("an hem", "anh em", "Vietnamese", "vi"),
        ("an ninh mang", "an ninh mạng", "Vietnamese", "vi"),
        ("bamboo diplomacy \\(ngoai giao cay tre\\)|ngoai giao cay tre", "ngoại giao cây tre",
         "Vietnamese", "vi"),
        ("dot lo", "đốt lò", "Vietnamese", "vi"),
        ("bun bang fai", "bun bang fai", "Lao", "lo-Latn"),
        ("bon om tuk|bon om touk", "bon om touk", "Khmer", "km-Latn"),
        ("xiaokang", "xiaokang", "Chinese", "zh-Latn"),
    )
)  # fmt: skip
_REFERS = re.compile(r"\brefer(?:s|red)? to $")


@rule(
    "L64",
    "note",
    "Words of another language that are written wrongly, or not marked.",
    hint="Write [words]{lang=vi}: screen readers then know how to say them.",
)
def foreign_words(manuscript: Manuscript) -> Iterator[Mark]:
    """A speaker of the language sees the slip at once; a screen reader reads it as English.

    Bad:
        They are the two nations that the party refers to an hem (brothers).

    Good:
        They are the two nations that the party refers to as [anh em]{lang=vi} (brothers).
    """
    for stretch in manuscript.stretches:
        for phrase in _PHRASES if stretch.is_english else ():
            for found in stretch.matches(phrase.pattern):
                message = f"“{found.group()}” is {phrase.language}"
                message += f" for “{phrase.right}”." if found.group() != phrase.right else "."
                lead = stretch.text[max(0, found.start() - 12) : found.start()]
                more = "as " if _REFERS.search(lead) else ""
                hint = f"Write “{more}[{phrase.right}]{{lang={phrase.code}}}”."
                yield stretch.mark(*found.span(), message, hint)
