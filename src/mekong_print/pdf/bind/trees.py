"""Trees of names and of numbers (ISO 32000-1, 7.9.6 and 7.9.7), read leaf by leaf and written.

Files come from anywhere: a loop ends, and what is not a node is passed over.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pikepdf import Array, Dictionary, Object, Pdf, String

_LEAF = 64  # names in a leaf; a reader unpacks whole leaves


def pairs(top: Object | None, key: str) -> Iterator[tuple[Object, Object]]:
    """The entries of a tree in order; `key` is /Names or /Nums."""
    waiting: list[object] = [top]
    seen: set[tuple[int, int]] = set()
    while waiting:
        node = waiting.pop()
        if not isinstance(node, Dictionary) or node.objgen in seen:
            continue
        if node.is_indirect:
            seen.add(node.objgen)
        entries = list(node.get(key, ()))
        yield from zip(entries[::2], entries[1::2], strict=False)
        waiting += reversed(list(node.get("/Kids", ())))


def name_tree(pdf: Pdf, entries: Sequence[tuple[bytes, Object]]) -> Object:
    """A tree of names over leaves with their limits, sorted by bytes."""
    ordered = sorted(entries, key=lambda entry: entry[0])
    leaves = [ordered[at : at + _LEAF] for at in range(0, len(ordered), _LEAF)]
    if len(leaves) < 2:
        return pdf.make_indirect(Dictionary(Names=_row(ordered)))
    kids = [
        pdf.make_indirect(
            Dictionary(Limits=Array([String(leaf[0][0]), String(leaf[-1][0])]), Names=_row(leaf))
        )
        for leaf in leaves
    ]
    return pdf.make_indirect(Dictionary(Kids=Array(kids)))


def _row(entries: Sequence[tuple[bytes, Object]]) -> Array:
    return Array([part for name, value in entries for part in (String(name), value)])
