"""The parent tree: from a page, a form or an annotation back to its elements.

ISO 32000-1, 14.7.4.4. Pages, forms and annotations share one space of keys; a key leads
to one element, or for a page or a form to a row with a place for each mark.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

from mekong_print.pdf.opened import OpenPdf, forget, leaves, real, row, table
from mekong_print.pdf.soundness.fault import Fault
from mekong_print.pdf.soundness.order import order_of_numbers

Slots = dict[int, int]  # mark → object number of its element


@dataclass(frozen=True, slots=True)
class Parents:
    """The parent tree by key: rows of marks, and single elements (0: no object of its own)."""

    rows: dict[int, Slots]
    single: dict[int, int]
    next_key: int | None

    def has(self, key: int) -> bool:
        """Whether a key is there at all."""
        return key in self.rows or key in self.single


def parents_of(pdf: OpenPdf) -> Parents:
    """Read the parent tree."""
    root = table(pdf.root.get("/StructTreeRoot"))
    rows: dict[int, Slots] = {}
    single: dict[int, int] = {}
    for leaf in leaves(root.get("/ParentTree")):
        numbers = row(leaf.get("/Nums"))
        for key, value in zip(numbers[::2], numbers[1::2], strict=False):
            number, found = real(key), real(value)
            if not isinstance(number, int):
                continue
            match found:
                case ArrayObject():
                    rows[int(number)] = _slots(found)
                case DictionaryObject():
                    single[int(number)] = _number(value)
        forget(pdf)
    following = real(root.get("/ParentTreeNextKey"))
    return Parents(rows, single, int(following) if isinstance(following, int) else None)


def _slots(kept: ArrayObject) -> Slots:
    numbers = (_number(element) for element in kept)
    return {mark: number for mark, number in enumerate(numbers) if number}


def _number(thing: Any) -> int:
    return thing.idnum if isinstance(thing, IndirectObject) else 0


class Keys:
    """The keys of a parent tree while those that use them are met."""

    def __init__(self, pdf: OpenPdf, parents: Parents) -> None:
        self._tree = table(pdf.root.get("/StructTreeRoot")).get("/ParentTree")
        self._parents = parents
        self._users: dict[int, str] = {}

    def take(self, said: Any, user: str) -> Iterator[Fault]:
        """What is wrong with the key that a page, form or annotation names."""
        key = real(said)
        if not isinstance(key, int) or not self._parents.has(key):
            sentence = f"{user} names {key} in the parent tree, where nothing is."
            yield Fault("key-dead", sentence)
        elif key in self._users:
            sentence = f"{user} and {self._users[key]} share the key {key} of the parent tree."
            yield Fault("key-shared", sentence)
        else:
            self._users[int(key)] = user

    def left(self) -> Iterator[Fault]:
        """What is wrong with the tree itself, once all that use it are known."""
        yield from order_of_numbers(self._tree, "keys of the parent tree")
        known = {*self._parents.rows, *self._parents.single}
        for key in sorted(known - self._users.keys()):
            sentence = f"The parent tree has the key {key}, which nothing names."
            yield Fault("key-stale", sentence)
        following = self._parents.next_key
        if following is not None and known and following <= max(known):
            sentence = f"The parent tree says that {following} is free, and uses {max(known)}."
            yield Fault("key-next", sentence)
