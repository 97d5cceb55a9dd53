"""One element for one box, however many pages, columns and lines cut it.

WeasyPrint 70 makes an element of each half: an article of two pages is two articles to a
screen reader (Matterhorn 09-001), and the head of a table is read again on each of its
pages (15-003; ISO 32000-1, 14.8.2.2.2 calls what is repeated an artifact). The halves of
a box are copies of it and keep the number that it was born with (`tagging`). A half is
known by its own number and that of the box around it: an inline box that blocks part is
several boxes to a reader, too.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.pdf.tags import pydyf

Key = tuple[int, int]

_PAGE = 0  # pages and their footnote areas are born anew each time: one name for all


class Halves:
    """What was begun so far of one PDF, by its box."""

    def __init__(self) -> None:
        self._begun: dict[Key, Any] = {}  # elements
        self._heads: dict[Key, Any] = {}  # boxes of the heads and feet of tables
        self._again: list[tuple[Any, Any]] = []  # in this table: a head, and its repetition

    def joined(self, box: Any, around: Sequence[Any], element: Any) -> Any:
        """The element that a box has: this one, or the one of its first half, grown by it."""
        key = _key(box, around)
        whole = self._begun.setdefault(key, element)
        if whole is not element:
            absorb(whole, element)
        if getattr(box, "is_header", False) or getattr(box, "is_footer", False):
            self._heads[key] = box
        if element["S"] == "/Table" and self._again:
            _name_the_first(box, self._again)
            self._again = []
        return whole

    def is_repeated(self, box: Any, around: Sequence[Any]) -> bool:
        """Whether this is the head or foot of a table that stands on an earlier page."""
        return bool(self._heads) and _key(box, around) in self._heads

    def repeat(self, box: Any, around: Sequence[Any]) -> None:
        """Remember that a head was repeated: cells of this half name the repetition."""
        self._again.append((self._heads[_key(box, around)], box))


def absorb(whole: Any, part: Any) -> None:
    """Hang what one element holds behind what another holds (ISO 32000-1, 14.7.4.2)."""
    elsewhere = part["Pg"] != whole["Pg"]
    for kid in part["K"]:
        if elsewhere and isinstance(kid, int):
            kid = pydyf.Dictionary({"Type": "/MCR", "Pg": part["Pg"], "MCID": kid})
        whole["K"].append(kid)


def _key(box: Any, around: Sequence[Any]) -> Key:
    """Columns are born anew on each page, too: what stands in them stands in what has columns."""
    outer = next((one for one in reversed(around) if not one.is_column), None)
    return (_PAGE if outer is None else _number(outer), _number(box))


def _number(box: Any) -> int:
    if isinstance(box, (boxes.PageBox, boxes.FootnoteAreaBox)):
        return _PAGE
    return int(box.mekong_box)


def _name_the_first(table: Any, again: list[tuple[Any, Any]]) -> None:
    """Let cells name the head that is read, not its repetition (ISO 32000-1, 14.8.5.7)."""
    names = {
        later.mark["ID"].string: first.mark["ID"]
        for head, repeated in again
        for first, later in zip(_cells(head), _cells(repeated), strict=False)
        if "ID" in later.mark
    }
    for cell in _cells(table):
        headers = cell.mark["A"].get("Headers")
        if headers:
            cell.mark["A"]["Headers"] = pydyf.Array(names.get(one.string, one) for one in headers)


def _cells(box: Any) -> Iterator[Any]:
    """The boxes that WeasyPrint has tagged as cells: it keeps the element as their mark."""
    return (one for one in box.descendants() if hasattr(one, "mark"))
