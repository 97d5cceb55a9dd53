"""What a structure tree holds, as plain numbers: owners of marks, annotations, identifiers.

Taken in one walk; nothing of the library is kept, so that memory grows by the elements
alone. What is wrong with the shape of the tree, or with one element, is found on the way.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from pypdf.generic import ArrayObject, DictionaryObject, TextStringObject

from mekong_print.pdf.opened import DEEPEST, OpenPdf, real, row, table, words
from mekong_print.pdf.soundness.elements import Roles, element_faults, roles_of
from mekong_print.pdf.soundness.fault import Fault
from mekong_print.pdf.soundness.walk import Element, Held, Noted, Opened, walk

_SAID = ("/Lang", "/Alt", "/ActualText", "/E", "/T", "/A")
_RENAMED = frozenset({"/Headers"})


@dataclass(frozen=True, slots=True)
class Branch:
    """One element and all that hangs below it.

    `below` is a digest of types, marks and words below it, with pages counted from `first`,
    the page of its first mark; `size` counts the elements. `notes` is a digest of which of
    them hold annotations, and where these are.
    """

    element: Element
    title: str
    lang: str
    below: str
    first: int | None
    size: int
    notes: str


@dataclass(frozen=True, slots=True)
class Census:
    """All that the tree holds. Sheets (pages, and forms that are drawn) are object numbers."""

    roles: Roles
    elements: dict[int, Element] = field(default_factory=dict)
    owners: dict[int, dict[int, int]] = field(default_factory=dict)  # sheet → mark → element
    notes: dict[int, int] = field(default_factory=dict)  # annotation → element
    note_pages: dict[int, int | None] = field(default_factory=dict)
    ids: dict[bytes, int] = field(default_factory=dict)
    headers: list[tuple[int, bytes]] = field(default_factory=list)  # element → what it names
    branches: list[Branch] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


def take_census(pdf: OpenPdf, depth: int = 0) -> Census:
    """Walk the tree once. `branches` are taken of the elements at `depth`.

    0 is below the root of the tree; -1 takes the root itself for one branch.
    """
    return _Taking(pdf, depth).census()


class _Taking:
    """A census while it is taken."""

    def __init__(self, pdf: OpenPdf, depth: int) -> None:
        self._pdf = pdf
        self._depth = depth
        self._roles = roles_of(pdf)
        self._census = Census(self._roles, faults=list(self._roles.faults))
        root = table(pdf.root.get("/StructTreeRoot"))
        top = Element(0, "StructTreeRoot", None, -1)
        self._tally: _Tally | None = _Tally(top, root) if depth < 0 else None

    def census(self) -> Census:
        for step in walk(self._pdf):
            match step:
                case Opened(element, node):
                    self._open(element, node)
                case Held():
                    self._hold(step)
                case Noted():
                    self._note(step)
                case Fault():
                    self._census.faults.append(step)
        self._close()
        return self._census

    def _open(self, element: Element, node: DictionaryObject) -> None:
        if element.depth <= self._depth:
            self._close()
        if element.depth == self._depth:
            self._tally = _Tally(element, node)
        elif self._tally:
            self._tally.open(element.depth - self._depth, self._roles.of(element.kind), node)
        self._census.elements[element.number] = element
        self._census.faults.extend(element_faults(element, node, self._roles))
        self._name(element, node)

    def _name(self, element: Element, node: DictionaryObject) -> None:
        if "/ID" in node:
            name = bytes_of(node.get("/ID"))
            if name in self._census.ids:
                sentence = f"The identifier “{name.decode(errors='replace')}” is borne twice."
                self._census.faults.append(Fault("id-twice", sentence))
            self._census.ids[name] = element.number
        if "/A" in node:
            headers = (bytes_of(name) for name in _headers(node.get("/A")))
            self._census.headers.extend((element.number, name) for name in headers)

    def _hold(self, held: Held) -> None:
        owners = self._census.owners.setdefault(held.sheet, {})
        if held.mark in owners:
            other = self._census.elements[owners[held.mark]]
            where = f"Page {(held.page or 0) + 1}: mark {held.mark}"
            sentence = f"{where} belongs to {other} and to {held.owner}."
            self._census.faults.append(Fault("mark-owned-twice", sentence))
        owners[held.mark] = held.owner.number
        if self._tally:
            self._tally.hold(held.mark, held.page)

    def _note(self, noted: Noted) -> None:
        if noted.target in self._census.notes:
            sentence = f"{noted.owner.opening} holds an annotation that another element holds."
            self._census.faults.append(Fault("annotation-twice", sentence))
        self._census.notes[noted.target] = noted.owner.number
        self._census.note_pages[noted.target] = noted.page
        if self._tally:
            note = table(self._pdf.reader.get_object(noted.target))
            self._tally.note(spelt(note.get("/Rect")))

    def _close(self) -> None:
        if self._tally:
            self._census.branches.append(self._tally.branch())
            self._tally = None


class _Tally:
    """A branch while its elements are met."""

    def __init__(self, element: Element, node: DictionaryObject) -> None:
        self._element = element
        self._title, self._lang = words(node.get("/T")), words(node.get("/Lang"))
        self._below, self._notes = hashlib.sha256(), hashlib.sha256()
        self._first: int | None = None
        self._size = 0

    def open(self, depth: int, kind: str, node: DictionaryObject) -> None:
        self._size += 1
        said = "".join(f"{key}{spelt(node[key])}" for key in _SAID if key in node)
        self._below.update(f"{depth}{kind}{said}\n".encode("utf-8", "surrogatepass"))

    def hold(self, mark: int, page: int | None) -> None:
        if self._first is None:
            self._first = page
        offset = "" if page is None or self._first is None else page - self._first
        self._below.update(f"{mark}@{offset}\n".encode())

    def note(self, where: str) -> None:
        self._notes.update(f"{self._size} {where}\n".encode("utf-8", "surrogatepass"))

    def branch(self) -> Branch:
        return Branch(
            element=self._element,
            title=self._title,
            lang=self._lang,
            below=self._below.hexdigest(),
            first=self._first,
            size=self._size,
            notes=self._notes.hexdigest(),
        )


def bytes_of(thing: Any) -> bytes:
    """The bytes of a string as the file has them (ISO 32000-1, 7.3.4)."""
    match real(thing):
        case TextStringObject() as text:
            return text.original_bytes
        case bytes() as told:
            return bytes(told)
        case _:
            return b""


def _headers(attributes: Any) -> Iterator[Any]:
    """The names of headers among the attributes of a cell (ISO 32000-1, 14.8.5.7)."""
    several = row(attributes) or (attributes,)
    for one in several:
        yield from row(table(one).get("/Headers"))


def spelt(thing: Any, depth: int = 0) -> str:
    """A value written out, without names that a volume may change."""
    found = real(thing)
    if depth > DEEPEST:
        return ""
    match found:
        case DictionaryObject():
            kept = sorted(key for key in found if key not in _RENAMED)
            return "".join(f"{key}{spelt(found[key], depth + 1)}" for key in kept)
        case ArrayObject():
            return f"[{' '.join(spelt(one, depth + 1) for one in found)}]"
        case _:
            return str(found)
