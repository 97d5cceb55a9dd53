"""Annotations that are gone, taken out of the structure tree as well.

An object reference to an annotation that no page has is a fault of the tree (ISO 32000-1,
14.7.4.3), and the volume would inherit it.
"""

from __future__ import annotations

from collections.abc import Iterable

from pikepdf import Array, Dictionary, ForeignObjectError, Name, NumberTree, Object, Pdf, PdfError

from mekong_print.pdf.bind.deeds import table


def untag(pdf: Pdf, notes: Iterable[Object]) -> None:
    """Take annotations out of the structure tree, where they are in it.

    Each leads to its element by its key in the parent tree (ISO 32000-1, 14.7.4.4); what
    else the element holds, such as the words of a link, stays in it.
    """
    parents = table(table(pdf.Root.get(Name.StructTreeRoot)).get(Name.ParentTree))
    if not parents:
        return
    numbers = NumberTree(parents)
    for note in notes:
        key = note.get(Name.StructParent)
        element = _taken_from(numbers, key) if isinstance(key, int) else None
        if isinstance(element, Dictionary):
            _let_go(element, note)


def _taken_from(numbers: NumberTree, key: int) -> Object | None:
    """The element of an annotation, whose place in the parent tree is left empty."""
    try:
        element = numbers.get(key)
        if element is not None:
            del numbers[key]
    except (PdfError, ForeignObjectError, KeyError, TypeError):
        return None  # a tree that is not sound is not kept in the volume anyway
    return element


def _let_go(element: Dictionary, note: Object) -> None:
    kids = element.get(Name.K)
    held = list(kids) if isinstance(kids, Array) else [kids]
    left = [kid for kid in held if not _refers(kid, note)]
    if len(left) == len(held):
        return
    if left:
        element[Name.K] = Array(left)
    elif Name.K in element:
        del element[Name.K]


def _refers(kid: object, note: Object) -> bool:
    """Whether a kid of an element is an object reference to the annotation."""
    if not isinstance(kid, Dictionary) or kid.get(Name.Type) != Name.OBJR:
        return False
    goal = kid.get(Name.Obj)
    return isinstance(goal, Dictionary) and goal.objgen == note.objgen
