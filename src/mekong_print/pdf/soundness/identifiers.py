"""Identifiers of elements: in the tree of identifiers, and what header cells are named by.

ISO 32000-1, 14.7.2 (ID, IDTree) and 14.8.5.7 (Headers).
"""

from __future__ import annotations

from collections.abc import Iterator

from pypdf.generic import IndirectObject

from mekong_print.pdf.opened import OpenPdf, leaves, row, table
from mekong_print.pdf.soundness.census import Census, bytes_of
from mekong_print.pdf.soundness.fault import Fault
from mekong_print.pdf.soundness.order import order_of_names


def identifier_faults(pdf: OpenPdf, census: Census) -> Iterator[Fault]:
    """Where identifiers, the tree of them, and the headers of cells do not agree."""
    top = table(pdf.root.get("/StructTreeRoot")).get("/IDTree")
    yield from order_of_names(top, "identifiers of elements")
    listed = dict(_listed(top))
    for name, number in census.ids.items():
        if name not in listed:
            sentence = f"The identifier “{_shown(name)}” is not in the tree of identifiers."
            yield Fault("id-unlisted", sentence)
        elif listed[name] != number:
            sentence = f"The tree of identifiers gives “{_shown(name)}” to another element."
            yield Fault("id-elsewhere", sentence)
    for name in sorted(listed.keys() - census.ids.keys()):
        sentence = f"The tree of identifiers has “{_shown(name)}”, which no element bears."
        yield Fault("id-stale", sentence)
    for number, name in census.headers:
        if name not in census.ids:
            sentence = f"{census.elements[number].opening} names the header “{_shown(name)}”"
            yield Fault("header-missing", f"{sentence}, which is not there.")


def _listed(top: object) -> Iterator[tuple[bytes, int]]:
    for leaf in leaves(top):
        names = row(leaf.get("/Names"))
        for key, value in zip(names[::2], names[1::2], strict=False):
            yield bytes_of(key), value.idnum if isinstance(value, IndirectObject) else 0


def _shown(name: bytes) -> str:
    return name.decode("utf-8", "replace")
