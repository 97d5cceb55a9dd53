"""Header cells of tagged tables: what they head, and which cells name them.

ISO 14289-1, 7.5; attributes of table cells are in ISO 32000-1, 14.8.5.7.
"""

from __future__ import annotations

from dataclasses import replace

from pikepdf import Array, Dictionary, Name, Object

from mekong_print.pdf.tagtree import Element, Kid, each


def scoped_headers(row: Element) -> tuple[Kid, ...]:
    """Header cells beside data cells head their row, all others their column."""
    beside_cells = any(_kind(kid) == "TD" for kid in row.kids)
    scope = Name.Row if beside_cells else Name.Column
    kids = tuple(
        _with(kid, "/Scope", scope) if isinstance(kid, Element) and kid.kind == "TH" else kid
        for kid in row.kids
    )
    return (replace(row, kids=kids),)


def decided_headers(table: Element) -> tuple[Kid, ...]:
    """Keep the names of headers only where the press counts them right: without row spans.

    Elsewhere the scope says it, and says it rightly. Names of cells that are not there,
    and empty lists of names, go in any case.
    """
    cells = [kid for kid in each(table.kids) if isinstance(kid, Element) and kid.kind in _CELLS]
    spanned = any("/RowSpan" in _attributes(cell) for cell in cells)
    named = {bytes(cell.traits["/ID"]) for cell in cells if "/ID" in cell.traits}
    return (_decided(table, set() if spanned else named),)


_CELLS = frozenset({"TH", "TD"})


def _decided(element: Element, named: set[bytes]) -> Element:
    if element.kind in _CELLS:
        return _cell(element, named)
    kids = tuple(_decided(kid, named) if isinstance(kid, Element) else kid for kid in element.kids)
    return replace(element, kids=kids)


def _cell(cell: Element, named: set[bytes]) -> Element:
    if not named and "/ID" in cell.traits:
        rest = {key: value for key, value in cell.traits.items() if key != "/ID"}
        cell = replace(cell, traits=rest)
    headers = _attributes(cell).get("/Headers")
    if headers is None:
        return cell
    kept = [header for header in headers if bytes(header) in named]
    return _with(cell, "/Headers", Array(kept) if kept else None)


def _attributes(cell: Element) -> Object | Dictionary:
    return cell.traits.get("/A", Dictionary())


def _with(cell: Element, key: str, value: Object | None) -> Element:
    """The cell with one attribute set, or without it."""
    attributes = {"/O": Name.Table, **dict(_attributes(cell).items()), key: value}
    kept = Dictionary({name: what for name, what in attributes.items() if what is not None})
    return replace(cell, traits={**cell.traits, "/A": kept})


def _kind(kid: Kid) -> str:
    return kid.kind if isinstance(kid, Element) else ""
