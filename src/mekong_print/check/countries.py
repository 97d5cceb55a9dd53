"""Rules of countries: one name for each, above its section and in running text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache

from mekong_print.check.manuscript import Manuscript
from mekong_print.check.mentions import LEADS, word_before
from mekong_print.check.rule import rule
from mekong_print.check.stretch import Mark, Stretch
from mekong_print.style import Country


@cache
def _word(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-]){re.escape(name)}(?!\w|-\w)")


@rule(
    "N21",
    "note",
    "A section headed with another name than its country has in the text.",
    hint="Settle both in [[countries]] of mekong.toml, and keep to them.",
)
def heading_of_country(manuscript: Manuscript) -> Iterator[Mark]:
    """“Lao PDR” above and “Laos” below: a reader who does not know that they are one stumbles.

    A pair of names that the house has settled, `heading` and `short`, is left alone.

    Bad:
        # Lao PDR 🇱🇦

        The rains came late in Laos.

    Good:
        # Laos 🇱🇦

        The rains came late in Laos.
    """
    for stretch in manuscript.of_kind("section"):
        section = stretch.section
        country = manuscript.house.country(section.region) if section and section.region else None
        if country is None or stretch.text.strip() == country.heading:
            continue
        names = [name for name in _names(country) if _word(name).search(stretch.text)]
        if not names:
            continue
        longest = max(names, key=len)
        found = Counter(
            name
            for one in manuscript.stretches
            if one.kind != "section"
            for name in _names(country)
            if name not in longest and longest not in name
            for _ in one.matches(_word(name))
        )
        if found:
            name, times = found.most_common(1)[0]
            message = f"The section is “{longest}”, the text has “{name}” ×{times}."
            start = stretch.text.index(longest)
            yield stretch.mark(start, start + len(longest), message)


def _names(country: Country) -> tuple[str, ...]:
    return tuple(dict.fromkeys((country.heading, country.short, *country.refuse)))


@rule(
    "N22",
    "note",
    "A country under a name that the house does not use.",
    hint="The names are those of [[countries]] in mekong.toml.",
)
def refused_country(manuscript: Manuscript) -> Iterator[Mark]:
    """One name for one country, in every issue. Marked once in an issue; quotations are free.

    Bad:
        The rains came late in Burma.

    Good:
        The rains came late in Myanmar. “In Burma we wait,” he said.
    """
    for country in manuscript.house.countries:
        for name in country.refuse:
            places = [
                (stretch, found.span())
                for stretch in manuscript.stretches
                if stretch.is_english and stretch.kind not in ("section", "deadline")
                for found in stretch.matches(_word(name))
                if not _is_part_of_name(stretch, *found.span())
            ]
            if places:
                stretch, span = places[0]
                times = f", {len(places)} times" if len(places) > 1 else ""
                message = f"“{name}” stands here{times}; the house writes “{country.short}”."
                yield stretch.mark(*span, message)


def _is_part_of_name(stretch: Stretch, start: int, end: int) -> bool:
    """Whether another capitalised word stands beside it: Burma Act, Siam Paragon."""
    behind = stretch.text[end : end + 2]
    before = word_before(stretch.text, start)
    opens = before.lower() in LEADS or not before.isalpha()
    return (behind[:1] == " " and behind[1:].isupper()) or (before[:1].isupper() and not opens)


_PAIR = re.compile(
    r"(?<![\w-])(?P<first>[A-Z][a-z]{2,14})(?P<dash>[-–‑])(?P<second>[A-Z][a-z]{2,14})(?!\w|[-–‑])"
)


@rule(
    "N23",
    "note",
    "Two countries joined now by nouns, now by adjectives.",
    hint="Choose one: Laos–China or Lao–Chinese.",
)
def mixed_pairs(manuscript: Manuscript) -> Iterator[Mark]:
    """“Lao-China” here and “Laos-China” there look like two different things.

    Bad:
        Lao-China relations are close, and so is the Laos-China railway.

    Good:
        Laos-China relations are close, and so is the Laos-China railway.
    """
    forms = _forms(manuscript)
    seen: dict[frozenset[str], str] = {}
    for stretch in manuscript.stretches:
        for found in stretch.matches(_PAIR) if stretch.is_english else ():
            first, second = forms.get(found["first"]), forms.get(found["second"])
            if not first or not second or first[0] == second[0]:
                continue
            shape = f"{first[1]} and {second[1]}"
            text = f"{found['first']}-{found['second']}"
            before = seen.setdefault(frozenset((first[0], second[0])), f"{shape}|{text}")
            if before.split("|")[0] not in (shape, " and ".join(shape.split(" and ")[::-1])):
                message = f"“{text}” joins {shape}; before, it was “{before.split('|')[1]}”."
                yield stretch.mark(*found.span(), message)


def _forms(manuscript: Manuscript) -> dict[str, tuple[str, str]]:
    """The words for each country: its code, and whether it is noun or adjective."""
    forms: dict[str, tuple[str, str]] = {
        "China": ("cn", "noun"), "Chinese": ("cn", "adjective"), "Sino": ("cn", "adjective"),
        "India": ("in", "noun"), "Indian": ("in", "adjective"), "Indo": ("in", "adjective"),
        "Japan": ("jp", "noun"), "Japanese": ("jp", "adjective"),
        "Russia": ("ru", "noun"), "Russian": ("ru", "adjective"), "Russo": ("ru", "adjective"),
        "Australia": ("au", "noun"), "Australian": ("au", "adjective"),
    }  # fmt: skip
    for country in manuscript.house.countries:
        if country.adjective != country.short:
            forms[country.adjective] = (country.flag, "adjective")
            forms[country.short] = (country.flag, "noun")
    return forms
