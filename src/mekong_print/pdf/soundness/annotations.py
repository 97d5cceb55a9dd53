"""Annotations against the tree: each is held by one element, and leads back to it.

ISO 32000-1, 14.7.4.3 and 14.7.4.4; ISO 14289-1, 7.18.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pypdf.generic import DictionaryObject, IndirectObject

from mekong_print.pdf.opened import OpenPdf, forget, real, row, table, words
from mekong_print.pdf.soundness.fault import Fault
from mekong_print.pdf.soundness.sheets import Tree

_NEVER_TAGGED = frozenset({"/Popup", "/PrinterMark"})  # ISO 14289-1, 7.18.1 and 7.18.2

_OF_LINKS = frozenset({"Link", "Reference", "TOCI"})


@dataclass(frozen=True, slots=True)
class Placed:
    """An annotation on its page."""

    page: int
    number: int
    node: DictionaryObject

    def __str__(self) -> str:
        what = words(self.node.get("/Subtype")).removeprefix("/").lower() or "annotation"
        return f"Page {self.page + 1}: the {what} (object {self.number})"


def annotation_faults(pdf: OpenPdf, tree: Tree) -> Iterator[Fault]:
    """Where annotations and tree do not agree."""
    met: dict[int, int] = {}
    for number, page in enumerate(pdf.pages):
        for reference in row(page.get("/Annots")):
            where = reference.idnum if isinstance(reference, IndirectObject) else 0
            placed = Placed(number, where, table(reference))
            if where and where in met:
                sentence = f"{placed} is on page {met[where] + 1} as well."
                yield Fault("annotation-on-two-pages", sentence)
                continue
            met[where] = number
            yield from _page_faults(pdf, placed)
            yield from _tree_faults(placed, tree)
        forget(pdf)
    for target in tree.census.notes.keys() - met.keys() - tree.drawn:
        holder = tree.census.elements[tree.census.notes[target]]
        sentence = f"{holder.opening} holds object {target}, which is on no page."
        yield Fault("annotation-gone", sentence)


def _page_faults(pdf: OpenPdf, placed: Placed) -> Iterator[Fault]:
    said = placed.node.get("/P")
    if isinstance(said, IndirectObject) and pdf.index.get(said.idnum) != placed.page:
        yield Fault("annotation-elsewhere", f"{placed} says that it is on another page (/P).")


def _tree_faults(placed: Placed, tree: Tree) -> Iterator[Fault]:
    census = tree.census
    holder = census.notes.get(placed.number)
    key = placed.node.get("/StructParent")
    if placed.node.get("/Subtype") in _NEVER_TAGGED and key is None and holder is None:
        return
    if holder is None:
        yield Fault("annotation-untagged", f"{placed} is in no tag.")
    elif census.note_pages[placed.number] != placed.page:
        sentence = f"{placed} is held by {census.elements[holder]} as if it were elsewhere (/Pg)."
        yield Fault("annotation-page", sentence)
    if key is None:
        yield Fault("annotation-keyless", f"{placed} does not lead back to its tag.")
        return
    yield from tree.keys.take(key, str(placed))
    back = tree.parents.single.get(real(key)) if isinstance(real(key), int) else None
    if back is not None and holder is not None and back != holder:
        sentence = f"{placed} leads back to object {back}, but {census.elements[holder]} holds it."
        yield Fault("annotation-back", sentence)
    if holder is not None and placed.node.get("/Subtype") == "/Link":
        kind = census.roles.of(census.elements[holder].kind)
        if kind not in _OF_LINKS:
            yield Fault("link-as-other", f"{placed} is tagged as {kind}, not as a link.")
