"""Where lines may break in scripts that set no spaces between words.

The one home of icu4py. The dictionaries of ICU find the words of Khmer, Lao, Thai and
Burmese; the orthography takes back what they get wrong, the lexicon adds seams that they
do not show, and names stay in one piece. Other languages in Burmese letters (Shan, Karen,
Mon) are broken between syllables, for which no dictionary is needed.

Offsets count characters of text in NFC: ICU counts in UTF-16, and breaks inside Burmese
syllables whose marks stand in another order.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from itertools import groupby, pairwise

from icu4py.breakers import LineBreaker

from mekong_print.render.lexicon import APART, CLOSING, PREFIXES, WHOLE
from mekong_print.render.names import Names, names_of
from mekong_print.render.orthography import clusters, may_part
from mekong_print.scripts import (
    ANY,
    LETTERS,
    MYANMAR,
    SCRIPTS,
    WORD_JOINER,
    ZERO_WIDTH_SPACE,
    is_written_in,
)

LONGEST_WORD = 36  # letters for which every column is wide enough; longer words part anywhere
LONGEST_UNBROKEN = 72  # letters without any break: no text, and wider than most columns
FORCED = 12  # letters of each piece of that; dotted circles may stand in it, which are wide
LONGEST_TILED = 16  # letters of a word of the dictionary that is looked at for seams
_LETTERS = re.compile(f"{ANY.pattern}+")
_RUN_OF = {one.language: re.compile(f"[{one.letters}]+") for one in SCRIPTS}
_SURROGATE = re.compile("[\ud800-\udfff]")
_TOO_LONG = re.compile(rf"[{LETTERS}\u00a0\u2060]{{{LONGEST_UNBROKEN},}}")
_GAP = frozenset(f" \u00a0\t\n\r{ZERO_WIDTH_SPACE}")
# To ICU no line may end between a letter and a bracket or quotation mark, as in English, where
# a space stands beside them. ၏ (of) is a word of its own, and no letter to ICU.
_OPEN_SEAM = re.compile(
    f"(?<={ANY.pattern})(?=[\\[({{«“‘])|(?<=[\\])}}»”’])(?={ANY.pattern})|(?<=\u104f)(?=[\u1000-\u102a])"
)


@dataclass(frozen=True, slots=True)
class Stretch:
    """A piece of a text in NFC in one language (BCP 47; empty where nothing is said)."""

    text: str
    lang: str = ""


def break_offsets(stretches: Sequence[Stretch], names: tuple[str, ...] = ()) -> list[int]:
    """The offsets in the joined text at which a line may end without a space.

    What the author wrote holds: U+200B is a break already, and at U+2060 there is none.

    >>> break_offsets([Stretch("ສິດເສລີພາບ", "lo")])
    [3]
    """
    by_words = partial(_words, known=names_of(names, WHOLE))
    found, start = [], 0
    for is_foreign, group in groupby(stretches, _has_no_dictionary):
        text = "".join(stretch.text for stretch in group)
        cut = _syllables if is_foreign else by_words
        found += [start + at for at in _beside_joiners(text, cut)]
        start += len(text)
    return _relieved("".join(stretch.text for stretch in stretches), found)


def _relieved(text: str, found: list[int]) -> list[int]:
    """The same, and breaks by force in what no word, name or joiner explains any more."""
    forced: list[int] = []
    for long in _TOO_LONG.finditer(text):
        inside = found[bisect_right(found, long.start()) : bisect_left(found, long.end())]
        for start, end in pairwise([long.start(), *inside, long.end()]):
            if end - start >= LONGEST_UNBROKEN:
                forced += range(start + FORCED, end, FORCED)
    return sorted([*found, *forced])


def _has_no_dictionary(stretch: Stretch) -> bool:
    """Whether Burmese letters write another language; without a tag they are Burmese."""
    language = stretch.lang.split("-")[0].lower()
    if not language or language in (MYANMAR.language, *MYANMAR.others):
        return False
    letters = _RUN_OF[MYANMAR.language].search(stretch.text)
    return bool(letters) and is_written_in(stretch.lang, MYANMAR)


def _beside_joiners(text: str, cut: Callable[[str], set[int]]) -> list[int]:
    """The breaks of a text that is looked at without its word joiners, and none at a joiner."""
    if WORD_JOINER not in text:
        return sorted(cut(text))
    places = [at for at, letter in enumerate(text) if letter != WORD_JOINER]
    bare = "".join(text[at] for at in places)
    return [places[at] for at in sorted(cut(bare)) if places[at] == places[at - 1] + 1]


def _syllables(text: str) -> set[int]:
    runs = _RUN_OF[MYANMAR.language].finditer(text)
    return {run.start() + at for run in runs for at in clusters(run.group())}


def _words(text: str, known: Names) -> set[int]:
    """The breaks between words: names are found first, so that they mislead no dictionary."""
    found = {seam.start() for seam in _OPEN_SEAM.finditer(text)}
    last = 0
    parts = known.parts_in(text, partial(_by_dictionary, text))
    for start, end in (*parts, (len(text), len(text))):
        found |= {start, end}
        found |= {last + at for at in _by_dictionary(text[last:start])}
        last = end
    return {at for at in found if 0 < at < len(text) and _is_between(text, at)}


def _is_between(text: str, at: int) -> bool:
    """Whether an offset stands between letters that may part, and not beside a space."""
    if text[at - 1] in _GAP or text[at] in _GAP:
        return False
    is_ours = ANY.match(text, at - 1) or ANY.match(text, at)
    return bool(is_ours) and may_part(text, at)


@lru_cache(maxsize=4096)
def _by_dictionary(text: str) -> frozenset[int]:
    """The breaks of ICU, and the seams inside its words."""
    if not ANY.search(text):
        return frozenset()
    found, at = set(), 0
    for word in LineBreaker(_SURROGATE.sub("\ufffd", text), "th"):
        for run in _LETTERS.finditer(word):
            found |= {at + run.start() + seam for seam in _seams(run.group())}
        at += len(word)
        found.add(at)
    return frozenset(found)


@lru_cache(maxsize=4096)
def _seams(word: str) -> frozenset[int]:
    """Where a word of the dictionary is two."""
    if len(word) > LONGEST_WORD:
        return frozenset(clusters(word))
    lang = next((lang for lang, run in _RUN_OF.items() if run.fullmatch(word)), "")
    found = set()
    while lang == MYANMAR.language and (end := _before_closing(word)):
        found.add(end)
        word = word[:end]
    if lang and len(word) <= LONGEST_TILED:
        found |= _agreed(list(_tilings(word, APART[lang])))
    return frozenset(found)


def _before_closing(word: str) -> int:
    """Where the particle begins that ends a Burmese word; 0 where there is none."""
    ends = (len(word) - len(one) for one in CLOSING if word.endswith(one))
    return next((end for end in ends if end > 0 and _may_close(word, end)), 0)


def _may_close(word: str, end: int) -> bool:
    """Whether a word may end there; a prefix alone is none: အများ is one word."""
    return may_part(word, end) and not word[:end].endswith(PREFIXES)


def _tilings(word: str, words: frozenset[str]) -> Iterator[tuple[int, ...]]:
    """Each way to read a word as some words in a row: where all of them end."""
    for end in range(1, len(word)):
        if word[:end] in words:
            yield from ((end, *(end + at for at in rest)) for rest in _tilings(word[end:], words))
    if word in words:
        yield (len(word),)


def _agreed(tilings: list[tuple[int, ...]]) -> set[int]:
    """What all readings agree on, so that no doubtful seam is taken."""
    return set.intersection(*map(set, tilings)) if tilings else set()
