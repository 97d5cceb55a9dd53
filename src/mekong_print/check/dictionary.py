"""English words: what is one, how it is spelled on either side of the Atlantic, what was meant.

The words are those of SCOWL, of which the Hunspell dictionaries en_US and en_GB are made
(words/, written by tools/write_words.py), and some of the region's news. They are loaded
once, when the first word is looked up.
"""

from __future__ import annotations

import gzip
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_WORDS = Path(__file__).parents[1] / "words"
# Each may stand before any word: the list cannot have them all.
_PREFIXES = (
    "agro", "anti", "bio", "counter", "cross", "cyber", "eco", "ethno", "geo", "hydro", "inter",
    "intra", "macro", "mega", "micro", "mini", "mis", "multi", "nano", "neo", "non", "over",
    "petro", "photo", "post", "pre", "pseudo", "quasi", "semi", "socio", "super", "trans", "ultra",
    "un", "under",
)  # fmt: skip
_ROOT = 4  # letters that must be left behind a prefix
_ELIDED = re.compile(r"^[dl]'(?=\w{3})|'(?:ve|d|ll|re)$")
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_LONGEST_CUT = 3


@dataclass(frozen=True, slots=True)
class Dictionary:
    """The words by their first three letters, each row ` one two … `; pairs of spellings."""

    rows: Mapping[str, str]
    american: Mapping[str, str]  # British spelling → American
    british: Mapping[str, str]  # American spelling → British
    zed: Mapping[str, str]  # -ise → -ize
    ise: Mapping[str, str]  # -ize → -ise

    def has(self, word: str) -> bool:
        """Whether the word is listed, letter for letter."""
        return " " not in word and f" {word} " in self.rows.get(word[:3], "")

    def knows(self, word: str) -> bool:
        """Whether a word in small letters is English: listed, or a listed one behind a prefix."""
        if len(word) < 2 or self.has(word):
            return True
        word = _plain(word)
        if self.has(word):
            return True
        return any(
            word.startswith(prefix) and self._follows(word[len(prefix) :]) for prefix in _PREFIXES
        )

    def _follows(self, root: str) -> bool:
        return len(root) >= _ROOT and self.has(root)

    def suggestions(self, word: str, most: int = 2) -> list[str]:
        """Words that may have been meant, one slip away: the likeliest first."""
        found: list[str] = []
        for other in _slips(word):
            if other not in found and self.has(other):
                found.append(other)
                if len(found) == most:
                    break
        return found


def _plain(word: str) -> str:
    """A word without accents, elided articles and shortened verbs: coup d'état, shouldn't've."""
    word = _ELIDED.sub("", word)
    if word.isascii():
        return word
    letters = unicodedata.normalize("NFD", word)
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


@cache
def english() -> Dictionary:
    """The dictionary of English."""
    packed = (_WORDS / "en.txt.gz").read_bytes()
    rows: dict[str, str] = {}
    pairs: dict[str, dict[str, str]] = {}
    for line in gzip.decompress(packed).decode().splitlines():
        if line.startswith("="):
            name, *told = line.split()
            pairs[name[1:]] = dict(pair.split(":") for pair in told)
        else:
            rows[line[1:4].rstrip()] = line
    for line in (_WORDS / "newsroom.txt").read_text("utf-8").splitlines():
        for word in line.split() if not line.startswith("#") else ():
            rows[word[:3]] = rows.get(word[:3], " ") + word + " "
    british, ise = pairs["british"], pairs["ise"]
    return Dictionary(rows, british, _turned(british), ise, _turned(ise))


def _turned(pairs: Mapping[str, str]) -> dict[str, str]:
    return {other: word for word, other in pairs.items()}


def _slips(word: str) -> Iterator[str]:
    """Words one slip away: letters swapped, one too many, one too few, one wrong, some too many."""
    places = range(len(word))
    for at in places[:-1]:
        yield word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    yield from (word[:at] + word[at + 1 :] for at in places)
    for at in range(len(word), -1, -1):
        yield from (word[:at] + letter + word[at:] for letter in _LETTERS)
    for at in reversed(places):
        yield from (word[:at] + letter + word[at + 1 :] for letter in _LETTERS)
    for length in range(2, _LONGEST_CUT + 1):
        yield from (word[:at] + word[at + length :] for at in range(1, len(word) - length))
