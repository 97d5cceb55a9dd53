"""Names that no line breaks: found in a text, part by part.

A name may be written with or without the spaces between its parts, and a line may end
between two of them; a part is one piece. A long part is found alone as well. A short name
can be part of another word (ตราด in อัตราดอกเบี้ย): it counts where the dictionary agrees.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache

from mekong_print.render.orthography import may_part
from mekong_print.scripts import ANY

LEAST = 5  # letters of a part that is known without the rest of its name
CERTAIN = 6  # letters of a name that is part of no other word
MOST = 36  # letters of a name; more would not fit a column, and would have to break


class Names:
    """Some names, ready to be looked for; `sure` are those that are part of no other word."""

    def __init__(self, names: Iterable[str], sure: tuple[str, ...] = ()) -> None:
        names = (*sure, *names)
        self._sure = frozenset(sure)
        self._parts: dict[str, tuple[str, ...]] = {}
        for name in names:
            parts = tuple(unicodedata.normalize("NFC", name).split())
            wanted = [parts, *((part,) for part in parts if len(part) >= LEAST)]
            for one in wanted:
                if one and ANY.search(one[0]) and max(map(len, one)) <= MOST:
                    self._parts["".join(one)] = one
        longest = sorted(self._parts, key=len, reverse=True)
        self._found = re.compile(
            "|".join(" ?".join(map(re.escape, self._parts[one])) for one in longest) or r"(?!)"
        )

    def parts_in(self, text: str, ends: Callable[[], frozenset[int]]) -> Iterator[tuple[int, int]]:
        """The start and end of each part of each name in a text, in order.

        `ends` gives the offsets at which words of a dictionary end, should they be needed.

        >>> list(Names(["ហ៊ុន ម៉ាណែត"]).parts_in("លោកហ៊ុន ម៉ាណែត", frozenset))
        [(3, 7), (8, 14)]
        """
        for name in self._found.finditer(text):
            start, end = name.span()
            if not _stands_alone(text, start, end):
                continue
            place, parts = start, self._parts[name.group().replace(" ", "")]
            is_certain = len(parts) > 1 or end - start >= CERTAIN or parts[0] in self._sure
            if is_certain or _is_word(start, end, len(text), ends()):
                for part in parts:
                    start = text.index(part, place)
                    place = start + len(part)
                    yield start, place


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Whether letters begin and end where a syllable may."""
    begins = start == 0 or not ANY.match(text, start - 1) or may_part(text, start)
    return begins and (end == len(text) or not _goes_on(text, end))


def _is_word(start: int, end: int, length: int, ends: frozenset[int]) -> bool:
    """Whether words of a dictionary end where a name begins and ends."""
    return (start == 0 or start in ends) and (end == length or end in ends)


def _goes_on(text: str, end: int) -> bool:
    """Whether what stands behind a name belongs to its last letter."""
    return unicodedata.category(text[end])[0] in "LM" and not may_part(text, end)


@lru_cache(maxsize=4)
def names_of(names: tuple[str, ...], sure: tuple[str, ...]) -> Names:
    """The same, made once for all texts of a publication."""
    return Names(names, sure)
