"""Phrases whose words are marked by hand: `|` a line may end, `+` it may, but need not."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent / "gold"


@dataclass(frozen=True)
class Phrase:
    """A phrase without its marks, and the offsets of both kinds."""

    text: str
    wanted: frozenset[int]
    allowed: frozenset[int]


def parts_of(lang: str) -> list[list[Phrase]]:
    """The phrases of a language in three parts; the last one was written when all was done."""
    parts = (FOLDER / f"{lang}.txt").read_text("utf-8").strip().split("\n\n")
    return [[phrase_of(line) for line in part.splitlines()] for part in parts]


def phrase_of(line: str) -> Phrase:
    text, marks = "", {"|": set(), "+": set()}
    for letter in line:
        if letter in marks:
            marks[letter].add(len(text))
        else:
            text += letter
    return Phrase(text, frozenset(marks["|"]), frozenset(marks["+"]))
