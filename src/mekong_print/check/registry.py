"""The table of all rules: each family with the modules that hold its rules.

A rule is in use once its module stands here. Codes start at 21 in each family: those
below are findings of reading and printing (findings.CODES).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from mekong_print import typed
from mekong_print.check import (
    access,
    acronyms,
    apostrophes,
    bios,
    brackets,
    bylines,
    clock,
    continuity,
    countries,
    dashes,
    dates,
    deadlines,
    figures,
    foreign,
    grammar,
    headlines,
    languages,
    length,
    letters,
    matter,
    memory,
    money,
    naming,
    notes,
    numbers,
    protection,
    punctuation,
    quotation,
    relative,
    repetition,
    sections,
    spacing,
    spelling,
    structure,
    voices,
)
from mekong_print.check.rule import Rule


class Family(NamedTuple):
    """A family of rules: the letter of its codes, what it is about, and where it is written."""

    letter: str
    title: str
    modules: tuple[object, ...]


FAMILIES = (
    Family("S", "Structure", (structure, sections, notes, protection)),
    Family("B", "Bylines and bios", (bylines, bios)),
    Family("D", "Dates and numbers", (dates, deadlines, relative, clock, numbers, money)),
    Family(
        "Q",
        "Quotation and punctuation",
        (quotation, apostrophes, brackets, spacing, punctuation, dashes, voices),
    ),
    Family(
        "L",
        "Language and spelling",
        (spelling, grammar, length, repetition, acronyms, letters, foreign),
    ),
    Family("N", "Names and countries", (countries, naming, memory)),
    Family("H", "Headlines", (headlines,)),
    Family("A", "Access", (figures, access, languages)),
    Family("M", "Metadata", (matter, continuity)),
)


@cache
def all_rules() -> tuple[Rule, ...]:
    """Every rule, by family and code."""
    return tuple(rule for family in FAMILIES for rule in rules_of(family))


def rules_of(family: Family) -> tuple[Rule, ...]:
    """The rules of a family, by code. Raises ValueError where one is out of place."""
    found = [one for module in family.modules for one in vars(module).values() if type(one) is Rule]
    for one in found:
        if one.code[0] != family.letter or int(one.code[1:]) <= LAST_OF_PARSE:
            raise ValueError(f"{one.name}: {one.code} is no code of the family {family.letter}")
    return tuple(sorted(found, key=lambda one: one.code))


def closest_code(code: str, known: Sequence[str]) -> str:
    """A hint for a code that does not exist: the nearest of the known ones, or where they are."""
    near = typed.closest(code.upper(), list(known))
    return near if near.startswith("Did you mean") else "`mekong rules` lists them all."


LAST_OF_PARSE = 20
