"""Sentences and words of a text, as spans.

A sentence ends at `.`, `!`, `?` or `…`, with the quotation marks and brackets that close
it, where a capital, a figure or an opening mark follows; not behind an abbreviation
(`Ms.`, `No. 5`, `a.m.`), an initial (`B. Ong`) or inside a number.
"""

from __future__ import annotations

import re
from typing import NamedTuple


class Span(NamedTuple):
    """Letters `start` up to, not including, `end` of a text."""

    start: int
    end: int


class Word(NamedTuple):
    """A word, or a number, of a text."""

    text: str
    start: int
    end: int


_STOP = re.compile(r"(?P<stop>[.!?…]+)(?P<closing>[’”\"')\]»]{0,4})\s+(?=(?P<next>\S))")
# Never the end of a sentence: titles, and what stands before a number or a name.
_LEADING = frozenset(
    "mr mrs ms messrs dr prof st sr jr gen lt col maj capt sgt adm brig rev hon pres gov sen rep "
    "no nos vol art para sec fig p pp ch cf vs v e.g i.e approx ca est dept min".split()
)
# May end one; they do where a capital follows that opens a sentence.
_TRAILING = frozenset("a.m p.m etc inc ltd co corp al jan feb mar apr jun jul aug sept sep "
                      "oct nov dec u.s u.k u.n d.c ph.d".split())  # fmt: skip
# Words that open sentences and are part of no name.
_OPENERS = frozenset(
    "the a an this that these those it its he she they we i you his her their our in on at by for "
    "from with after before as but and or so if when while although though however meanwhile "
    "there here what who how why yet still both each some many most all no not".split()
)
_LAST = re.compile(r"[^\s(\[“‘\"]*$")
_NEXT = re.compile(r"[^\W\d_]+")
_INITIALS = re.compile(r"(?:[^\W\d_]\.)*[^\W\d_]")
_WORD = re.compile(r"\d+(?:[.,:]\d{1,99})*|[^\W\d_](?:[\w\u0300-\u036f]|[’'‑-](?=[^\W_]))*")
_BACK = 40  # characters looked back at for an abbreviation


def sentences(text: str) -> tuple[Span, ...]:
    """The sentences of a text, blanks between them left out.

    >>> text = "Ms. Lee met B. Ong at 6 p.m. in D.C. They spoke. “Why?” he asked."
    >>> [text[start:end] for start, end in sentences(text)]
    ['Ms. Lee met B. Ong at 6 p.m. in D.C.', 'They spoke.', '“Why?” he asked.']
    """
    found = []
    start = len(text) - len(text.lstrip())
    for stop in _STOP.finditer(text):
        if _ends(text, stop):
            found.append(Span(start, stop.end("closing")))
            start = stop.end()
    end = len(text.rstrip())
    return (*found, Span(start, end)) if start < end else tuple(found)


def words(text: str) -> tuple[Word, ...]:
    """The words and numbers of a text.

    >>> [word.text for word in words("Laos’s 2,161-kilometer border, at 6:45")]
    ['Laos’s', '2,161', 'kilometer', 'border', 'at', '6:45']
    """
    return tuple(Word(found.group(), *found.span()) for found in _WORD.finditer(text))


def _ends(text: str, stop: re.Match[str]) -> bool:
    """Whether a stop ends its sentence."""
    following = stop["next"]
    if following.islower():
        return False
    if stop["stop"] != "." or stop["closing"]:
        return True
    before = _LAST.search(text, max(0, stop.start() - _BACK), stop.start())
    word = before.group().lower() if before else ""
    if word in _LEADING:
        return False
    if word in _TRAILING or _INITIALS.fullmatch(word):
        opening = _NEXT.match(text, stop.end())
        return opening is not None and opening.group().lower() in _OPENERS
    return True
