"""Rules of spaces: none before a stop, one behind it, none inside brackets and quotation marks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mekong_print.check.manuscript import Manuscript
from mekong_print.check.rule import rule
from mekong_print.check.stretch import Mark
from mekong_print.check.typesetting import set_here, signs

_BEFORE = re.compile(
    r"(?:(?<=[^\W\d_]) +(?P<stop>[:!?]|\.(?!\w|\.| \.))(?=[\s’”)]|\Z)"
    r"|(?<=[^\W_]) +(?P<comma>[,;])(?=[\s’”)]|\Z|(?P<next>[^\W_])))"
)
_DOUBLED = re.compile(r"(?<=\S) {2,}(?=\S)")
_COMMA = re.compile(r"(?<=[^\W\d_])(?P<stop>[,;])(?=[^\W\d_])")
_STOP = re.compile(r"(?<=[a-zà-ỹ]{2})(?P<stop>[.!?])(?=[A-Z][a-z]{1,30}\b(?![.]))")
_BEHIND_MARK = re.compile(r"(?<=[^\W_])(?P<stop>[,;]?[“‘])(?=[^\W_])")
_INSIDE = re.compile(r"(?<=[(\[“])(?P<blank> +)(?=[^\W_])|(?<=[^\W_][.,!?…])(?P<second> +)(?=[”])")
_BRACKET_END = re.compile(r"(?<=[^\W_])(?P<blank> +)(?=[)\]])")


@rule(
    "Q31",
    "warning",
    "A space before a stop.",
    hint="Take the space out.",
)
def space_before_stop(manuscript: Manuscript) -> Iterator[Mark]:
    """The stop belongs to the word before it, and may else open the next line.

    Bad:
        The talks ended , and nobody signed .

    Bad:
        “Why ?” she asked on May 3 ,and left.

    Good:
        The talks ended, and nobody signed. It grew by .5 degrees . . . or more … The site is
        a .com; he said [très bien !]{lang=fr} in `a , b`.
    """
    for stretch in set_here(manuscript):
        for found in signs(stretch, _BEFORE):
            stop = found["stop"] or found["comma"]
            mark = stretch.mark(*found.span(), "A space stands before the stop.")
            yield mark.fixed(f"{stop} " if found["next"] else stop)


@rule(
    "Q32",
    "note",
    "More than one space between two words.",
    hint="Leave one.",
)
def doubled_space(manuscript: Manuscript) -> Iterator[Mark]:
    """It does not show on the page, but it hides words from whoever searches the source.

    Bad:
        The talks ended.  Nobody signed.

    Good:
        The talks ended. Nobody signed. In code: `a  b`.
    """
    for stretch in set_here(manuscript):
        for found in signs(stretch, _DOUBLED):
            mark = stretch.mark(*found.span(), f"Here are {len(found.group())} spaces.")
            yield mark.fixed(" ")


@rule(
    "Q33",
    "warning",
    "No space where one must be.",
    hint="Put the space in.",
)
def missing_space(manuscript: Manuscript) -> Iterator[Mark]:
    """Two words run into one, and a line cannot be broken between them.

    Bad:
        Rice,fish and silt.

    Bad:
        They left.Nobody signed.

    Bad:
        He said“go” and went.

    Good:
        Rice, fish and silt; 2,161 people, PM2.5, at 6:45 p.m. in D.C. on Booking.com and in
        [Node.Js](https://a.org), [“https://a.org,b”](https://a.org) and `a,b`. (S/he) “so”.
    """
    for stretch in set_here(manuscript):
        for pattern in (_COMMA, _STOP, _BEHIND_MARK):
            for found in signs(stretch, pattern):
                start, end = _with_words(stretch.text, *found.span())
                if not _ADDRESS.search(stretch.text[start:end]):
                    yield stretch.mark(start, end, "A space is missing here.")


@rule(
    "Q34",
    "warning",
    "A space inside brackets or quotation marks.",
    hint="Take the space out.",
)
def space_inside(manuscript: Manuscript) -> Iterator[Mark]:
    """The marks belong to the words that they enclose, and may else be torn from them.

    Bad:
        The team ( AOT ) watched.

    Bad:
        “ We will go, ” he said.

    Good:
        The team (AOT) watched. “We will go,” he said. “‘So’ ”
    """
    for stretch in set_here(manuscript):
        for pattern in (_INSIDE, _BRACKET_END):
            for found in signs(stretch, pattern):
                yield stretch.mark(*found.span(), "A space stands inside the marks.").fixed("")


_ADDRESS = re.compile(r"[@/\\]|www\.|https?:|\.(?:com|org|net)\b", re.IGNORECASE)
_LETTERS = re.compile(r"[^\s“”‘’(),;]{0,30}")
_REACH = 30  # letters of the words on both sides that are marked


def _with_words(text: str, start: int, end: int) -> tuple[int, int]:
    """A place with the words that it parts."""
    before = text[max(0, start - _REACH) : start].rpartition(" ")[2]
    behind = _LETTERS.match(text, end)
    return start - len(before), behind.end() if behind else end
