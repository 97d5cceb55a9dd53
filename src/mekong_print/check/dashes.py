"""Rules of dashes and hyphens: the house's dash, ranges, equals side by side, words left out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from mekong_print.check.manuscript import Manuscript
from mekong_print.check.rule import rule
from mekong_print.check.stretch import Mark, Stretch
from mekong_print.style import COUNTRIES, Country

_WORD_BEFORE, _WORD_BEHIND = r"(?<=[\w.,;:!?%)\]”’])", r"(?=[\w(\[“‘$€£])"
_DASH = re.compile(
    rf"{_WORD_BEFORE}(?: (?:-{{1,3}}|[–—]) |(?<!-)-{{2,3}}(?!-)|(?<! )—(?! )| —(?! )|(?<! )— )"
    rf"{_WORD_BEHIND}"
)
_WANTED = {"em": "—", "spaced-em": " — ", "spaced-en": " – "}
_SHOWN = {
    "em": "“—” without spaces",
    "spaced-em": "“—” between spaces",
    "spaced-en": "“–” between spaces",
}
_NUMBERED = frozenset(("table-head", "cell", "credit", "alt"))
_HEADINGS = frozenset(("section", "headline"))  # their ids are made of their words
_YEARS = re.compile(
    r"(?<![\w./:–-])(?P<first>[12]\d{3})-(?P<last>[12]\d{3}|\d\d)(?![\w/:-]|[.,]\d)"
)
_COUNTS = re.compile(
    r"(?<![\w./:,–-])(?P<first>\d{1,4})-(?P<last>\d{1,4})(?= (?:percent|per cent|people|years|"
    r"months|weeks|days|hours|minutes|km|kilomet(?:er|re)s|met(?:er|re)s|million|billion)\b|%)"
)
_MONTH = "January|February|March|April|May|June|July|August|September|October|November|December"
_DAYS = re.compile(rf"(?<=\b)(?:{_MONTH}) (?P<first>\d{{1,2}})-(?P<last>\d{{1,2}})(?![\w/:-])")
_EQUALS = re.compile(r"(?<![\w-])(?P<one>[A-Z][\w.]{1,20})-(?P<other>[A-Z][\w.]{1,20})(?![\w-])")
_TERMS = r"short|medium|mid|near|long"
_PARTS = r"led|backed|supported|brokered|sponsored|funded|run|owned|controlled|mediated|based|made"
_SUSPENDED = re.compile(
    rf"\b(?:(?:{_TERMS}|large|small) (?:and|or|to) (?:{_TERMS}|large|small)-(?:term|scale|range)"
    r"|(?:one|two|three|four|five|six|\d{1,3}) (?:or|to) (?:two|three|four|five|six|seven|\d{1,3})-"
    r"(?:year|month|week|day|hour)"
    r"|(?:pre|pro|intra|inter|over) (?:and|or) (?:post|anti|inter|intra|under)-[a-z]{1,20}"
    rf"|(?<=\bthe )[A-Z][\w.]{{1,20}} and [A-Z]\w{{1,20}}-(?:{_PARTS}))\b(?!-)"
)
_OTHERS = frozenset("US U.S. UK U.K. EU China Japan India Russia Australia Korea Taiwan ASEAN UN "
                    "Ukraine Israel Iran France Germany Pakistan Bangladesh".split())  # fmt: skip


@rule(
    "Q39",
    "warning",
    "A dash that is not the house's.",
    hint="Use the dash of the house.",
)
def house_dash(manuscript: Manuscript) -> Iterator[Mark]:
    """Hyphens between spaces, en dashes and em dashes for one and the same pause look careless.

    The key is `dashes`. Hyphens and en dashes inside words and ranges are none of it.

    Bad:
        # Editor’s Note
        by A. Lee, Lead Editor - Mekong Belt Desk

        Rain.

    Bad:
        Two parallel pressures – military and political -- seem to have been the key.

    Bad, with dashes = "spaced-en":
        Two pressures—military and political — seem to have been the key.

    Good:
        Two pressures—military and political—seem to have been the key in Sino-Vietnamese ties,
        2019–2021, `a - b`, 5 - 3 = 2 and the Lao–Thai border.

    Good, with dashes = "spaced-en":
        Two pressures – military and political – seem to have been the key.

    Good, with dashes = "spaced-em":
        Two pressures — military and political — seem to have been the key.
    """
    wanted = manuscript.house.style.dashes
    for stretch in manuscript.stretches:
        if stretch.kind in _NUMBERED or stretch.kind == "deadline":
            continue
        for found in stretch.matches(_DASH):
            if found.group() != _WANTED[wanted] and not _is_sum(stretch, found):
                mark = stretch.mark(*found.span(), f"The house’s dash is {_SHOWN[wanted]}.")
                yield mark if stretch.kind in _HEADINGS else mark.fixed(_WANTED[wanted])


@rule(
    "Q40",
    "note",
    "A hyphen in a range of numbers.",
    hint="Write an en dash: 2019–2021.",
)
def hyphen_in_range(manuscript: Manuscript) -> Iterator[Mark]:
    """The longer dash says “up to” and keeps ranges apart from scores, codes and double names.

    Bad:
        In 2019-2021 some 10-15 people came, on November 1-21.

    Good:
        In 2019–2021 they won 3-0. Call 023-4567, see 2025-10-31, ISO 1234-1 and Boeing 737-800.
        It is a 21-day offensive, carried by 309-4.
    """
    for stretch in manuscript.prose:
        for pattern in (_YEARS, _COUNTS, _DAYS):
            for found in stretch.matches(pattern):
                if _is_rising(found["first"], found["last"]):
                    at = found.end("first")
                    mark = stretch.mark(at, at + 1, "A hyphen joins the ends of a range.")
                    yield mark.fixed("–")


@rule(
    "Q41",
    "note",
    "Two countries side by side, joined by a hyphen.",
    hint="Write an en dash between equals: Laos–China.",
)
def hyphen_between_equals(manuscript: Manuscript) -> Iterator[Mark]:
    """A hyphen makes one of two; two countries stay two. And both should be nouns, or neither.

    Bad:
        The Laos-China railway is new.

    Bad:
        The Lao-Vietnam partnership is old.

    Good:
        The Laos–China railway, the Sino-Vietnamese War, the Thai-Cambodian border and the
        Asia-Pacific are well known, and so is the China-brokered truce.
    """
    nouns, adjectives = _names(manuscript.house.countries)
    for stretch in manuscript.stretches:
        for found in stretch.matches(_EQUALS) if stretch.is_english else ():
            kinds = [(name in nouns, name in adjectives) for name in (found["one"], found["other"])]
            if all(noun for noun, _ in kinds):
                message = "Two countries are joined by a hyphen."
                yield stretch.mark(*found.span(), message)
            elif all(any(kind) for kind in kinds) and not all(adjective for _, adjective in kinds):
                message = "An adjective and a noun are joined as if they were equals."
                hint = "Take two nouns or two adjectives."
                yield stretch.mark(*found.span(), message, hint)


@rule(
    "Q42",
    "warning",
    "The hyphen of a word that is left out.",
    hint="Keep the first hyphen: short- and long-term.",
)
def suspended_hyphen(manuscript: Manuscript) -> Iterator[Mark]:
    """Without its hyphen the first word stands alone, and readers must go back.

    Bad:
        He praised the US and Malaysia-supported peace deal.

    Bad:
        A short and long-term plan was made for two or three-year terms.

    Good:
        He praised the US- and Malaysia-supported peace deal, a short- and long-term plan,
        small and medium-sized firms, the army and China-backed militias, and Laos and
        Vietnam-based firms.
    """
    for stretch in manuscript.stretches:
        if not stretch.is_english:
            continue
        for found in stretch.matches(_SUSPENDED):
            first = found.group().split()[0]
            message = f"“{first}” lacks the hyphen of what is left out: “{first}-”."
            yield stretch.mark(*found.span(), message)


def _is_sum(stretch: Stretch, found: re.Match[str]) -> bool:
    """Whether a spaced sign stands between figures: a sum, a score or a range."""
    text = stretch.text
    return text[found.start() - 1].isdigit() and text[found.end()].isdigit()


def _is_rising(first: str, last: str) -> bool:
    """Whether two numbers can be the ends of a range; the second may be cut: 2019-21."""
    if len(first) == 4 and len(last) == 2:
        last = first[:2] + last
    return int(first) < int(last)


@cache
def _names(countries: tuple[Country, ...]) -> tuple[frozenset[str], frozenset[str]]:
    """Countries and blocs by their names, and by their adjectives where these differ."""
    known = (*countries, *COUNTRIES)
    nouns = frozenset(one.short.removeprefix("the ") for one in known) | _OTHERS
    adjectives = frozenset(one.adjective for one in known) | {"Chinese", "Japanese", "Indian"}
    return nouns, adjectives
