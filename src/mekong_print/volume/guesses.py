"""What can be guessed of a PDF from elsewhere: each guess with its origin, and how sure it is."""

from __future__ import annotations

import datetime as dt
import unicodedata
from dataclasses import dataclass
from typing import Generic, Literal, TypeVar

from mekong_print.volume.sidecar import ListedArticle, ListedSection

Value = TypeVar("Value")
# "sure": two places agree, or the PDF says it in so many words. "weak": somebody must look.
Sureness = Literal["sure", "likely", "weak"]
LONGEST = 300  # characters of a title, as in mekong.toml and front matter


@dataclass(frozen=True, slots=True)
class Guess(Generic[Value]):
    """A value, and where it was found: `origin` follows the word “from”."""

    value: Value
    origin: str
    sure: Sureness


@dataclass(frozen=True, slots=True, kw_only=True)
class Guesses:
    """All that a PDF gives away; None and empty where it says nothing.

    `remarks` are sentences on what the reading met: a scan without text, an outline in
    circles, a file that is carried and could be run.
    """

    number: Guess[int] | None = None
    date: Guess[dt.date] | None = None
    title: Guess[str] | None = None
    subtitle: Guess[str] | None = None
    lang: Guess[str] | None = None
    authors: Guess[tuple[str, ...]] | None = None
    sections: Guess[tuple[ListedSection, ...]] | None = None
    articles: Guess[tuple[ListedArticle, ...]] | None = None
    remarks: tuple[str, ...] = ()


# Joiners stand inside words of Indic and Khmer script; all other format characters are marks
# for direction, or leftovers of a layout, that would turn or hide what stands behind them.
_JOINERS = frozenset("\u200c\u200d")


def as_words(text: str) -> str:
    """A text of a PDF as one line that can be printed: no controls, marks or odd spaces.

    >>> as_words("Nota\\nbene \\u202egnihtemos\\x00")
    'Nota bene gnihtemos'
    """
    kept = (letter for letter in text[: 20 * LONGEST] if letter in _JOINERS or _prints(letter))
    line = " ".join("".join(" " if letter.isspace() else letter for letter in kept).split())
    return unicodedata.normalize("NFC", line)[:LONGEST].strip()


def _prints(letter: str) -> bool:
    """Whether a character has a look or a width: no control, format, surrogate, private one."""
    return letter.isspace() or not unicodedata.category(letter).startswith("C")
