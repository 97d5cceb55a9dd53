"""What must never be printed: names and numbers, found however they are written.

Case, accents, spaces, line ends, hyphens and the grouping of digits make no difference: an
entry `Sok Dara` is found in “SOK-\u00adDARA” at the end of a line, `+855 12 345 678` in
“(855) 12-345-678”. A name is found as a name, not inside a longer word: `Eve` is not in “every”.
In scripts without spaces between words it is found anywhere.

No message has the words of an entry: messages end up in logs. Entries are told by their place
in the list, from 1.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

SHORTEST = 3  # letters and digits; two would be found on every page
LONGEST = 200
APART = "\ue000"  # put between texts, so that no entry is found across them

# What may stand between two letters of an entry: signs, spaces, line ends, accents, and the
# noughts of UTF-16. Not the vowel signs of scripts in which they are letters.
_BETWEEN = (
    "[\\x00-\\x2f:-@\\[-`{-\\xa9\\xab-\\xb4\\xb6-\\xb9\\xbb-\\xbf\\u0300-\\u036f\\u2000-\\u206f"
    "\\u2e00-\\u2e7f\\u3000-\\u3003\\ufe00-\\ufe0f\\ufeff\\ufffd]*"
)
_ACCENT = re.compile("[\u0300-\u036f]")
_NO_LETTERS = re.compile(r"[\W_]+")
# Scripts that write no space between words: Thai, Lao, Burmese, Khmer, kana and Han.
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")


@dataclass(frozen=True, slots=True)
class Trace:
    """An entry of the list (by its number, from 1) that was found, and from where to where."""

    number: int
    start: int
    end: int


def searchable(entry: object) -> str:
    """An entry as it was given. Raises ValueError, which never has the words of it."""
    if not isinstance(entry, str):
        raise ValueError("an entry stands between quotation marks.")  # noqa: TRY004 - pydantic's way
    length = len(_letters(entry))
    if not SHORTEST <= length <= LONGEST:
        raise ValueError(f"an entry has {SHORTEST} to {LONGEST} letters or digits.")
    return entry


def listed(entries: object) -> object:
    """The list as it was given. Raises ValueError where it is none, without its words."""
    if not isinstance(entries, list):
        raise ValueError('write it as a list: never_print = ["…", "…"].')  # noqa: TRY004 - the same
    return entries


def traces(text: str, entries: tuple[str, ...]) -> Iterator[Trace]:
    """Where entries stand in a text, with the places in the text as it was given."""
    for number in sorted(found_in(text, entries)):
        pattern = _pattern(entries[number - 1])
        yield from (Trace(number, *found.span()) for found in pattern.finditer(text))


def found_in(text: str, entries: tuple[str, ...]) -> frozenset[int]:
    """The numbers of the entries that stand in a text."""
    plain = _plain(text)
    squeezed = _squeezed(plain)  # most entries are not even in the bare letters of a text
    likely = [n for n, one in enumerate(entries, 1) if _bare(one) in squeezed]
    return frozenset(n for n in likely if _folded_pattern(entries[n - 1]).search(plain))


def _squeezed(plain: str) -> str:
    return _NO_LETTERS.sub("", plain)


@cache
def _bare(entry: str) -> str:
    return _squeezed(_plain(entry))


def _plain(text: str) -> str:
    """A text without accents and case, its digits those of ASCII; of another length, maybe."""
    bare = text if text.isascii() else _ACCENT.sub("", unicodedata.normalize("NFKD", text))
    return _with_plain_digits(bare.casefold())


def _with_plain_digits(text: str) -> str:
    if text.isascii():
        return text
    odd = {ord(one): str(unicodedata.decimal(one)) for one in set(text) if one.isdecimal()}
    return text.translate(odd)


def _letters(entry: str) -> list[str]:
    """What of an entry is looked for, letter by letter."""
    return [one for one in _plain(entry) if one.isalnum() or unicodedata.category(one) in _SIGNS]


_SIGNS = frozenset({"Mn", "Mc"})  # vowels and tones of scripts that write them as signs


@cache
def _folded_pattern(entry: str) -> re.Pattern[str]:
    letters = _letters(entry)
    words = _BETWEEN.join(map(re.escape, letters))
    return re.compile(_whole(words, letters))


@cache
def _pattern(entry: str) -> re.Pattern[str]:
    """The same for a text as it is written, with its accents and capitals."""
    letters = _letters(entry)
    words = _BETWEEN.join(map(_ways, letters))
    return re.compile(_whole(words, letters), re.IGNORECASE)


def _ways(letter: str) -> str:
    """The ways in which a letter can be written in a text that is not folded."""
    if letter.isdecimal():
        return f"[{''.join(_digits()[letter])}]"
    accented = "".join(_accented().get(letter, ()))
    return f"[{re.escape(letter)}{accented}]" if accented else re.escape(letter)


@cache
def _digits() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for code in range(0x30, 0x1FFFF):
        if chr(code).isdecimal():
            found.setdefault(str(unicodedata.decimal(chr(code))), []).append(chr(code))
    return found


@cache
def _accented() -> dict[str, list[str]]:
    """Letters of the Latin, Greek and Cyrillic scripts by what they are without an accent."""
    found: dict[str, list[str]] = {}
    for code in (*range(0xC0, 0x530), *range(0x1E00, 0x2000)):
        bare = _plain(chr(code))
        if len(bare) == 1 and bare != chr(code):
            found.setdefault(bare, []).append(chr(code))
    return found


def _whole(words: str, letters: list[str]) -> str:
    """A pattern that is not found inside a longer word, where the script has words."""
    before = "" if _UNSPACED.match(letters[0]) else r"(?<![^\W_])"
    after = "" if _UNSPACED.match(letters[-1]) else r"(?![^\W_])"
    return f"{before}{words}{after}"
