"""Rules of punctuation: stops that stand twice, forms of the ellipsis, words that stand twice."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mekong_print.check.manuscript import Manuscript
from mekong_print.check.rule import rule
from mekong_print.check.stretch import Mark, Stretch
from mekong_print.check.typesetting import set_here, signs

_TWICE = re.compile(
    r",[,;:.]|;[,;:.]|(?<!:):[,;.]|(?<![.\w])\.\.(?![.\w])|(?<=\w)\.\.(?![.\w/])|[!?]\.(?!\.)"
    r"|[.,][”’]{1,2}[.,]|[!?]{3,9}"
)
_ELLIPSIS = re.compile(r"(?<![.…])(?:\.\.\.|…|\. \. \.)(?![.…]| \.)")
_TWO_WORDS = re.compile(
    r"(?<![\w’'-])(?P<word>[^\W\d_]{1,30})(?P<blank> +)(?P<again>[^\W\d_]{1,30})(?![\w’'-])"
)
# Words that may well stand twice: “had had”, “that that”; “very, very” without its comma.
_MAY_REPEAT = frozenset(
    "had that is do her you so no very much many more long far never ever again now yes ha bye "
    "well there on in".split()
)
_SMALL = frozenset(
    "a an the of to at by for from with and or but as if than then are was were be been being has "
    "have it its this these those they them he she we i not which who whom whose their his our "
    "your my will would can could may might must should shall into about between through under "
    "over after before during against also all any each both such some only when where while "
    "because although what how however said says up out off".split()
)


@rule(
    "Q35",
    "warning",
    "Two stops where one should be.",
    hint="Keep the one that is meant.",
)
def doubled_stop(manuscript: Manuscript) -> Iterator[Mark]:
    """Readers stop twice, and wonder what was cut in between.

    Bad:
        They left,, and nobody signed..

    Bad:
        She said: “We will go.”.

    Bad:
        Why?. Nobody knows.

    Good:
        They left, and nobody signed… She lives in Washington, D.C., and asks “Why?” and “How!?”
        Wait ... no. See `a..b`, and 1..9.
    """
    for stretch in set_here(manuscript):
        for found in signs(stretch, _TWICE):
            yield stretch.mark(*found.span(), f"“{found.group()}” is two stops side by side.")


@rule(
    "Q36",
    "note",
    "Two forms of the ellipsis.",
    hint="Keep to one form: … or three dots.",
)
def mixed_ellipsis(manuscript: Manuscript) -> Iterator[Mark]:
    """Three dots may be parted by the end of a line; the one sign may not. The rarer is marked.

    Bad:
        They left … and came back ... and left again.

    Good:
        They left … and came back … and left again.

    Good:
        They left... and came back... and left again.
    """
    forms: dict[str, list[tuple[Stretch, re.Match[str]]]] = {}
    for stretch in set_here(manuscript):
        for found in signs(stretch, _ELLIPSIS):
            forms.setdefault(found.group(), []).append((stretch, found))
    usual = max(forms, key=lambda form: (len(forms[form]), form == "…"), default="")
    for form, places in forms.items():
        for stretch, found in places if form != usual else []:
            message = f"Elsewhere this issue writes “{usual}”."
            yield stretch.mark(*found.span(), message).fixed(usual)


@rule(
    "Q37",
    "warning",
    "A word that stands twice.",
    hint="Delete one of the two.",
)
def doubled_word(manuscript: Manuscript) -> Iterator[Mark]:
    """The eye of whoever wrote it passes over it; that of the reader does not.

    Bad:
        They left the the border.

    Bad:
        The agreement agreement was signed, and
        and nobody knows why. “It is is so,” of of course.

    Good:
        She had had enough of that that day. It is very very long; Sing Sing, tuk tuk, bye bye.
        They came in in May. In [Lao lao lao]{lang=lo-Latn} it is `so so`.
    """
    for stretch in set_here(manuscript):
        if not stretch.is_english or stretch.kind in ("cell", "table-head"):
            continue
        for pair in _pairs(stretch):
            message = f"“{pair['word']}” stands here twice."
            yield stretch.mark(*pair.span(), message)


def _pairs(stretch: Stretch) -> Iterator[re.Match[str]]:
    """Two equal words side by side that can only be a slip."""
    at = 0
    while pair := _TWO_WORDS.search(stretch.text, at):
        at = pair.start("again")
        if pair["word"].lower() == pair["again"].lower() and _is_slip(pair["again"]):
            yield pair


def _is_slip(again: str) -> bool:
    """Whether a repeated word is no name, no emphasis and no word of a language that repeats."""
    small = again.lower()
    return again == small and (small in _SMALL or (len(small) > 5 and small not in _MAY_REPEAT))
