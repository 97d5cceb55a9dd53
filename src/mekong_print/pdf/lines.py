"""Lines, lists and pictures in the structure tree: from boxes to what they mean."""

from __future__ import annotations

from dataclasses import replace

from mekong_print.pdf.tagtree import Element, Kid, Mark

HEADINGS = frozenset({"H1", "H2", "H3", "H4", "H5", "H6"})
OF_LINES = HEADINGS | {"P", "Lbl", "Link", "Span", "Reference"}  # hold lines, never blocks
OF_EITHER = frozenset({"LBody", "TD", "TH", "Caption", "Note", "NonStruct"})
_OF_LISTS = frozenset({"L", "LI", "Caption"})
_OF_WORDS = frozenset({"/Lang"})  # says something of what an element holds, nothing alone


def lines(element: Element) -> tuple[Kid, ...]:
    """Spans that say nothing (one for each line of text) dissolve in their paragraph.

    So do the boxes that the press puts round parts of a paragraph and names like it.
    """
    silent = frozenset({"Span"})
    if element.kind in OF_LINES:
        silent = frozenset({"Span", "NonStruct", element.kind} - {"Link", "Lbl"})
    kids: list[Kid] = []
    for kid in element.kids:
        kids += _dissolved(kid, silent) if isinstance(kid, Element) else (kid,)
    return (Element(element.kind, tuple(kids), element.traits),)


def _dissolved(kid: Kid, silent: frozenset[str]) -> tuple[Kid, ...]:
    if not isinstance(kid, Element) or kid.traits:
        return (kid,)
    holds_a_line = kid.kind == "NonStruct" and all(isinstance(inner, Mark) for inner in kid.kids)
    if kid.kind in silent or holds_a_line:
        return tuple(new for old in kid.kids for new in _dissolved(old, silent))
    return (kid,)


def list_body(item: Element) -> tuple[Kid, ...]:
    """All that is not the label of a list item goes into its one body."""
    labels = tuple(kid for kid in item.kids if _kind(kid) == "Lbl")
    rest = tuple(kid for kid in item.kids if _kind(kid) != "Lbl")
    if all(_kind(kid) == "LBody" for kid in rest):
        return (item,)
    inner = tuple(
        replace(kid, kind="Div") if isinstance(kid, Element) and kid.kind == "LBody" else kid
        for kid in rest
    )
    return (replace(item, kids=(*labels, *lines(Element("LBody", inner)))),)


def items_alone(listing: Element) -> tuple[Kid, ...]:
    """The blanks between the items of a list that is set in lines are no part of it."""
    kids = tuple(kid for kid in listing.kids if _kind(kid) in _OF_LISTS)
    return (replace(listing, kids=kids),)


def described(figure: Element) -> tuple[Kid, ...]:
    """A picture without words is decoration: it leaves the tree."""
    silent = not ({"/Alt", "/ActualText"} & figure.traits.keys())
    return () if silent else (figure,)


def not_empty(element: Element) -> tuple[Kid, ...]:
    """A grouping that holds nothing (a rule, a placeholder) is not announced."""
    return (element,) if element.kids or element.traits.keys() - _OF_WORDS else ()


def left_out(_: Element) -> tuple[Kid, ...]:
    """What is decoration is not read: it leaves the tree."""
    return ()


def _kind(kid: Kid) -> str:
    return kid.kind if isinstance(kid, Element) else ""
