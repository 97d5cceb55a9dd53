"""Rules of apostrophes: one form, the right way round, and one way to write a possessive."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from mekong_print.check.manuscript import Manuscript
from mekong_print.check.rule import rule
from mekong_print.check.stretch import Mark, Stretch
from mekong_print.check.typesetting import set_here, signs

_STRAIGHT = re.compile(r"(?<=\w)'(?=\w)")
_CURLY = re.compile(r"(?<=\w)’")
_POSSESSIVE = re.compile(r"\b([A-Z]\w{1,40}s)(?:[’'](s)\b|[’'](?!\w))")
TURNED = re.compile(r"‘(?=\d0s\b(?!’)|\d\ds?\b(?![^‘]{0,200}’(?!\w))|(?:tis|twas|em|til)\b(?!’))")
_DECADE = re.compile(r"(?<=\b\d\d\d0)[’'](?=s\b)")
_DECADE_OWNS = re.compile(r"s (?:[a-z]{1,30}(?:est|st)|most|only|first|last|biggest)\b")


@rule(
    "Q21",
    "warning",
    "A straight apostrophe among curly ones.",
    hint="Write ’ in place of '.",
)
def straight_apostrophe(manuscript: Manuscript) -> Iterator[Mark]:
    """One sign for one thing: a straight apostrophe among curly ones looks like a slip.

    An issue that has straight ones throughout is left alone.

    Bad:
        Laos's border is long, and so are its neighbours’.

    Good:
        Laos’s border is long, and so are its neighbours’.

    Good:
        Laos's border is long, and so are its neighbours'.
    """
    if not any(_CURLY.search(stretch.text) for stretch in manuscript.stretches):
        return
    for stretch in manuscript.stretches:
        for found in stretch.matches(_STRAIGHT):
            message = "A straight apostrophe stands here among curly ones."
            yield stretch.mark(*found.span(), message).fixed("’")


@rule(
    "Q27",
    "note",
    "The possessive of one name, written in two ways.",
    hint="Choose one form for the whole issue.",
)
def mixed_possessive(manuscript: Manuscript) -> Iterator[Mark]:
    """`Laos’` and `Laos’s` are both right, but not in one issue. The rarer form is marked.

    Bad:
        Laos’ border, Laos’ dams and Laos’s railway.

    Good:
        Laos’ border, Laos’ dams and Laos’ railway; the Philippines’s islands.

    Good:
        The Shans’ land; “Laos’s border,” she said, not Laos’ border. They call it ‘little Laos’.
    """
    forms: dict[str, tuple[list[_Place], list[_Place]]] = defaultdict(lambda: ([], []))
    for stretch in manuscript.stretches:
        if not stretch.is_english:
            continue
        closing = {quote.end for quote in stretch.quotes}
        for found in stretch.matches(_POSSESSIVE):
            if found.end() not in closing:
                forms[found[1]][found[2] is None].append((stretch, found))
    for name, (with_s, without_s) in forms.items():
        rarer = with_s if len(with_s) <= len(without_s) else without_s
        usual = f"{name}’" if rarer is with_s else f"{name}’s"
        for stretch, found in rarer if with_s and without_s else []:
            message = f"Elsewhere this issue writes “{usual}”."
            yield stretch.mark(*found.span(), message)


@rule(
    "Q28",
    "warning",
    "An apostrophe that is turned the wrong way.",
    hint="Write ’: something is left out here, and nothing is quoted.",
)
def turned_apostrophe(manuscript: Manuscript) -> Iterator[Mark]:
    """Typing programs take the apostrophe at the head of a word for a quotation mark.

    Bad:
        It was built in the ‘90s.

    Good:
        It was built in the ’90s. They call it a ‘90s’ hit, ‘90 per cent’ new, and ‘twinning’.
    """
    for stretch in set_here(manuscript):
        for found in signs(stretch, TURNED):
            message = "This apostrophe is turned the wrong way."
            yield stretch.mark(*found.span(), message).fixed("’")


@rule(
    "Q29",
    "warning",
    "A decade with an apostrophe.",
    hint="Write 1990s.",
)
def decade_with_apostrophe(manuscript: Manuscript) -> Iterator[Mark]:
    """A decade owns nothing: it is many years, and its plural needs no apostrophe.

    Bad:
        The 1990’s were dry years.

    Good:
        The 1990s were dry years. It was 2020’s largest flood, and 2021’s second.
    """
    for stretch in set_here(manuscript):
        if not stretch.is_english:
            continue
        for found in signs(stretch, _DECADE):
            owns = _DECADE_OWNS.match(stretch.text, found.end())
            before = stretch.text[max(0, found.start() - 10) : found.start() - 4]
            if not owns and before.lower().endswith(("the ", "early ", "late ", "mid-")):
                yield stretch.mark(*found.span(), "A decade has no apostrophe.").fixed("")


_Place = tuple[Stretch, re.Match[str]]
