"""Rules of letters: signs that nobody sees, letters of another script, marks in a wrong order."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from mekong_print.check.manuscript import Manuscript
from mekong_print.check.rule import rule
from mekong_print.check.stretch import Mark, Stretch

_UNSEEN = {
    "\u00ad": "soft hyphen", "\u034f": "grapheme joiner", "\u061c": "direction mark",
    "\u180e": "vowel separator", "\u200b": "zero-width space", "\u200c": "zero-width non-joiner",
    "\u200d": "zero-width joiner", "\u200e": "direction mark", "\u200f": "direction mark",
    "\u2060": "word joiner", "\u2061": "function sign", "\u2062": "invisible sign",
    "\u2063": "invisible sign", "\u2064": "invisible sign", "\ufeff": "byte order mark",
    "\u3164": "filler", "\u115f": "filler", "\u1160": "filler", "\uffa0": "filler",
}  # fmt: skip
_INVISIBLE = re.compile(
    r"[\u00ad\u034f\u061c\u180e\u200b-\u200f\u2060-\u2064\ufeff\u3164\u115f\u1160\uffa0]{1,99}"
)
_JOINING = frozenset("\u200b\u200c\u200d\u2060")


@rule(
    "L61",
    "warning",
    "A sign that nobody can see.",
    hint="Delete it; it came with text pasted from the web.",
)
def invisible(manuscript: Manuscript) -> Iterator[Mark]:
    """An invisible sign breaks searching, copying and screen readers, and lines in odd places.

    Between letters of scripts that join or have no spaces, and in emoji, it may have a meaning and
    is left alone.

    Bad:
        The cease​fire holds.

    Good:
        The ceasefire holds, in [ភ្នំ​ពេញ]{lang=km}.
    """
    for stretch in manuscript.stretches:
        for found in _INVISIBLE.finditer(stretch.text):
            if _has_meaning(stretch.text, *found.span()):
                continue
            sign = found.group()[0]
            message = f"A {_UNSEEN[sign]} (U+{ord(sign):04X}) stands here."
            yield stretch.mark(*found.span(), message).fixed("")


def _has_meaning(text: str, start: int, end: int) -> bool:
    """Whether joining signs stand beside what they can join."""
    if not set(text[start:end]) <= _JOINING:
        return False
    beside = text[start - 1 : start] + text[end : end + 1]
    return any(ord(letter) >= _FIRST_COMPLEX and letter not in "“”‘’—–…" for letter in beside)


_FIRST_COMPLEX = 0x0590  # Hebrew, and all that follows: scripts that join, emoji

# Letters that look like Latin ones.
_ALIKE = dict(
    zip("аеорсухіѕјһԁԛԝАВЕКМНОРСТХУІЅЈοινυκρχΑΒΕΖΗΙΚΜΝΟΡΤΥΧ",
        "aeopcyxisjhdqwABEKMHOPCTXYISJoivukpxABEZHIKMNOPTYX", strict=True)
)  # fmt: skip
_MIXED = re.compile(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff\u0370-\u03ff\u0400-\u052f]{2,99}")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")


@rule(
    "L62",
    "error",
    "A letter of another script inside a Latin word.",
    hint="Type the word again.",
)
def lookalike(manuscript: Manuscript) -> Iterator[Mark]:
    """A Cyrillic “а” looks like a Latin one, but no search finds the word, and no dictionary.

    Bad:
        They met in Bаngkok.

    Good:
        They met in Bangkok; the Russian word is [Бангкок]{lang=ru}.
    """
    for stretch in manuscript.stretches:
        for found in _MIXED.finditer(stretch.text):
            word = found.group()
            odd = [letter for letter in word if letter in _ALIKE]
            if odd and _LATIN.search(word) and len(odd) < len(word):
                name = unicodedata.name(odd[0]).split()[0].capitalize()
                shown = "".join(_ALIKE.get(letter, letter) for letter in word)
                message = f"The “{odd[0]}” in this word is {name}, no Latin letter."
                yield stretch.mark(*found.span(), message, f"Write “{shown}”, typed anew.")


# ---------------------------------------------------------------- the order of marks

_ORDERS = (
    # Khmer: a consonant, what stands below it, a shifter, a vowel, a sign.
    (re.compile("[\u17b6-\u17c5][\u17c6-\u17c8]?\u17d2"), "a vowel before the letter below"),
    (re.compile("\u17d2(?![\u1780-\u17b3])"), "a sign of a letter below with no letter behind it"),
    (re.compile("[\u17b6-\u17c5][\u17c9\u17ca]"), "a vowel before its shifter"),
    (re.compile("\u17c1[\u17b8\u17b6]"), "a vowel written as two"),
    (re.compile("([\u17b6-\u17c5])\\1"), "a vowel twice"),
    # Burmese: a consonant, medials ya ra wa ha, then e and the other vowels.
    (re.compile("\u103e[\u103b-\u103d]|\u103d[\u103b\u103c]|\u103c\u103b"), "medials out of order"),
    (re.compile("[\u102b-\u1032\u1036][\u103b-\u103e]"), "a vowel before a medial"),
    (re.compile("(?<![\u1000-\u102a\u103b-\u103f\u1039\u1050-\u1061\u1065\u1066\u106e-\u1070"
                "\u1075-\u108e\u1086\uaa60-\uaa7a\ua9e0-\ua9ef])\u1031"),
     "the vowel e before its consonant"),
    (re.compile("([\u102b-\u1032\u1036])\\1"), "a vowel twice"),
    # Thai and Lao: a consonant, the vowel above or below, the tone.
    (re.compile("[\u0e48-\u0e4b][\u0e31\u0e34-\u0e3a\u0e47]"), "a tone before its vowel"),
    (re.compile("\u0e40\u0e40"), "two signs for one vowel (แ)"),
    (re.compile("\u0e4d[\u0e48-\u0e4b]?\u0e32|\u0e33[\u0e48-\u0e4b]"), "a broken ำ"),
    (re.compile("([\u0e31\u0e34-\u0e3a\u0e47-\u0e4c])\\1"), "a mark twice"),
    (re.compile("[\u0ec8-\u0ecb][\u0eb1\u0eb4-\u0eb9\u0ebb]"), "a tone before its vowel"),
    (re.compile("\u0ec0\u0ec0"), "two signs for one vowel (ແ)"),
    (re.compile("\u0ecd[\u0ec8-\u0ecb]?\u0eb2|\u0eb3[\u0ec8-\u0ecb]"), "a broken ຳ"),
    (re.compile("([\u0eb1\u0eb4-\u0eb9\u0ebb\u0ec8-\u0ecc])\\1"), "a mark twice"),
)  # fmt: skip


@rule(
    "L63",
    "warning",
    "Khmer, Burmese, Lao or Thai signs in a wrong order.",
    hint="Type the word again, letter by letter; fonts of before Unicode leave such order behind.",
)
def order_of_signs(manuscript: Manuscript) -> Iterator[Mark]:
    """The word may look right on one machine; on another it shows a dotted circle, and searching
    does not find it.

    Bad:
        The city of [ភាំ្ន]{lang=km}.

    Bad:
        The word is [ေက]{lang=my}.

    Bad:
        The word is [น่ํา]{lang=th}, or [ເເຂງ]{lang=lo}.

    Good:
        [ភ្នំពេញ]{lang=km}, [မဲခေါင်]{lang=my}, [แม่น้ำโขง]{lang=th}, [ແມ່ນ້ຳຂອງ]{lang=lo}.
    """
    for stretch in manuscript.stretches:
        if not stretch.text.isascii():
            yield from _misordered(stretch)


def _misordered(stretch: Stretch) -> Iterator[Mark]:
    for pattern, what in _ORDERS:
        for found in pattern.finditer(stretch.text):
            message = f"{what[0].upper()}{what[1:]}."
            yield stretch.mark(*found.span(), message)
