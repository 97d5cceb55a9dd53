"""U+200B where lines may break, put into the HTML that is about to be laid out.

Pango breaks lines at spaces and, in Thai, at words of its own dictionary; the marks put in
here are what it needs for Khmer, Lao and Burmese. Text is read block by block, so that
inline tags part no word, and set in NFC. Never `<wbr>`: it would leave an element of
the structure tree behind, and U+200B leaves nothing.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Literal

from mekong_print.scripts import ANY, ZERO_WIDTH_SPACE

_INLINE = frozenset(
    "a abbr b bdi bdo cite data del dfn em i ins label mark".split()
    + "q s small span strong sub sup time u".split()
)
_SILENT = frozenset("head title style script code pre kbd samp textarea svg math".split())
# No line begins with what repeats the word before it, or ends its sentence.
_NOT_APART = re.compile(" (?=[\u0e46\u0ec6\u17d7\u17d4\u17d5\u104a\u104b])")


@dataclass(frozen=True, slots=True)
class Slot:
    """A place for text in the tree: before the first child of an element, or behind the element.

    `parent` is the parent of an element whose tail this is; `after_note` marks the text behind
    a footnote, whose call belongs to the word before it.
    """

    element: Any
    where: Literal["text", "tail"]
    lang: str
    parent: Any = None
    after_note: bool = False

    @property
    def words(self) -> str:
        """The text that stands there."""
        return getattr(self.element, self.where) or ""


def break_lines(root: Any, names: tuple[str, ...]) -> None:
    """Say in a tree of HTML where its lines may break; `names` are never broken inside."""
    blocks = [block for block in _Blocks(root).found if any(ANY.search(s.words) for s in block)]
    if not blocks:
        return
    from mekong_print.render.breaks import Stretch, break_offsets  # ICU is 30 MB of data
    from mekong_print.render.thai import carry_openers, hold_together

    for block in blocks:
        texts = [_NOT_APART.sub("\u00a0", unicodedata.normalize("NFC", s.words)) for s in block]
        carry_openers(texts)
        stretches = [Stretch(text, s.lang) for text, s in zip(texts, block, strict=True)]
        _write(block, texts, break_offsets(stretches, names))
        for slot in reversed(block):  # a word that is held moves what stands behind it
            hold_together(slot)


class _Blocks:
    """The blocks of a tree, as the slots that their lines are made of."""

    def __init__(self, root: Any) -> None:
        self.found: list[list[Slot]] = [[]]
        self._read(root, "")

    def _read(self, element: Any, lang: str) -> None:
        tag = element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
        if not tag or tag in _SILENT:
            return
        lang = element.get("lang") or lang
        is_note = "footnote" in (element.get("class") or "").split()
        if is_note:  # it is set elsewhere, and the words around its call belong together
            around = self.found.pop()
            self._whole(element, lang)
            self.found[-1:] = [around]
        elif tag in _INLINE:
            self._content(element, lang)
        else:
            self._whole(element, lang)

    def _whole(self, element: Any, lang: str) -> None:
        self.found.append([])
        self._content(element, lang)
        self.found.append([])

    def _content(self, element: Any, lang: str) -> None:
        self.found[-1].append(Slot(element, "text", lang))
        for child in element:
            self._read(child, lang)
            note = "footnote" in (child.get("class") or "").split()
            self.found[-1].append(Slot(child, "tail", lang, element, note))


def _write(block: list[Slot], texts: list[str], breaks: list[int]) -> None:
    """Put the texts back into their slots, with a mark at each break."""
    starts, at = [], 0
    for text in texts:
        starts.append(at)
        at += len(text)
    inside: list[list[int]] = [[] for _ in block]
    for place in breaks:
        k = _slot_of(place, block, starts)
        inside[k].append(place - starts[k])
    for slot, text, places in zip(block, texts, inside, strict=True):
        parts = [text[start:end] for start, end in pairwise([0, *places, len(text)])]
        if text or places:
            setattr(slot.element, slot.where, ZERO_WIDTH_SPACE.join(parts))


def _slot_of(place: int, block: list[Slot], starts: list[int]) -> int:
    """The slot that a break goes to: between two, the end of the first, but never above a call."""
    first, end = bisect_left(starts, place), bisect_right(starts, place)  # those that begin there
    behind = [k for k in range(first, end) if block[k].after_note]
    return behind[-1] if behind else first - 1
