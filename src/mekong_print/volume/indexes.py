"""The indexes of a volume: what its parts hold, by country and by contributor."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from mekong_print.volume.parts import Chapter, Entry, Part, is_note
from mekong_print.volume.plan import Placed

_NO_MARKS_TO_TAKE_OFF = str.maketrans(
    {"đ": "d", "ø": "o", "ł": "l", "ß": "ss", "æ": "ae", "œ": "oe"}
)
# Thai and Lao: tone marks and silencers, which are sorted last; vowels written first.
_UNSORTED = re.compile("[\u0e47-\u0e4c\u0e4e\u0ec8-\u0ecc\u0ece]")
_VOWEL_FIRST = re.compile("([\u0e40-\u0e44\u0ec0-\u0ec4])([\u0e01-\u0e2e\u0e81-\u0eae])")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of an index: where it leads (`id` is a name in the part, or empty), and its folio."""

    title: str
    part: Part
    id: str
    folio: int


def regions_of(part: Part) -> frozenset[str]:
    """The countries that a part tells of, by their region codes."""
    own = {chapter.region for chapter in part.chapters}
    inner = {entry.region for chapter in part.chapters for entry in chapter.entries}
    return frozenset((own | inner) - {""})


def by_region(placed: Iterable[Placed]) -> dict[str, tuple[Line, ...]]:
    """The articles about each country, by its region code, in the order of their folios.

    Those of sections without a flag stand under an empty code. Notes are in no index by
    country, and of a volume inside the volume only what has a flag is.
    """
    found: dict[str, list[Line]] = {}
    for one, chapter, entry in _entries(placed):
        region = entry.region or chapter.region
        if not is_note(chapter, entry) and (region or one.part.origin != "volume"):
            found.setdefault(region, []).append(_line(one, entry))
    return {region: tuple(lines) for region, lines in found.items()}


def by_contributor(placed: Iterable[Placed]) -> dict[str, tuple[Line, ...]]:
    """What each contributor wrote, by name; names stand in the order of `in_order`.

    A part whose articles are not known is listed under the authors that its PDF names.
    """
    found: dict[str, list[Line]] = {}
    placed = tuple(placed)
    for one, _, entry in _entries(placed):
        for name in dict.fromkeys(entry.authors):
            found.setdefault(name, []).append(_line(one, entry))
    for one in placed:
        if not one.part.chapters:
            for name in dict.fromkeys(one.part.facts.authors):
                found.setdefault(name, []).append(Line(one.part.title, one.part, "", one.folio))
    names = sorted(found, key=in_order)
    return {name: tuple(sorted(found[name], key=lambda line: line.folio)) for name in names}


def in_order(name: str) -> tuple[str, str]:
    """The key by which names are sorted: as printed, from the first letter, accents left out.

    No name is turned round. The names of six cultures stand in one list, some with the
    family first, some with it last and some with none; only the person knows which.

    Latin letters come first, then Thai, Lao, Burmese and Khmer, each in the order of Unicode,
    which is that of their dictionaries for the first letters; a vowel that Thai and Lao
    write before its consonant counts behind it, and their tone marks only between names that
    are otherwise alike. It is no full collation (docs/archiving.md).

    >>> sorted(["Đặng Lê", "May", "Dara Sok", "“Anh”"], key=in_order)
    ['“Anh”', 'Đặng Lê', 'Dara Sok', 'May']
    >>> sorted(["เกษม", "ขวัญ", "กานดา", "ไก่", "Anh"], key=in_order)
    ['Anh', 'กานดา', 'เกษม', 'ไก่', 'ขวัญ']
    """
    parted = unicodedata.normalize("NFKD", name.casefold().translate(_NO_MARKS_TO_TAKE_OFF))
    said = _VOWEL_FIRST.sub(r"\2\1", _UNSORTED.sub("", parted))
    kept = (sign for sign in said if sign.isalnum() or sign.isspace() or _is_vowel(sign))
    return "".join(kept).strip(), name


def _is_vowel(sign: str) -> bool:
    """Whether a sign on a letter is one by which words are sorted: no accent of Latin."""
    return unicodedata.category(sign) in ("Mn", "Mc") and not "\u0300" <= sign <= "\u036f"


def _entries(placed: Iterable[Placed]) -> Iterator[tuple[Placed, Chapter, Entry]]:
    for one in placed:
        for chapter in one.part.chapters:
            for entry in chapter.entries:
                yield one, chapter, entry


def _line(placed: Placed, entry: Entry) -> Line:
    return Line(entry.title, placed.part, entry.id, placed.folio_of(entry.page))
