"""Pages and the forms that they draw, each against the tree: every mark has one owner.

ISO 32000-1, 14.7.4.2 and 14.7.4.4; ISO 14289-1, 7.1: all that is painted is tagged or an
artifact. A sheet is what has a stream with marks of its own: a page, or a form on a page.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from pypdf.generic import DictionaryObject, IndirectObject

from mekong_print.pdf.opened import OpenPdf, content_of, forget, let_go, real, stream, table
from mekong_print.pdf.soundness.census import Census
from mekong_print.pdf.soundness.fault import Fault
from mekong_print.pdf.soundness.parents import Keys, Parents, Slots
from mekong_print.pdf.soundness.streams import Ground, Scan, scan


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page or a form: its object number, what it is called, and what it draws with."""

    number: int
    called: str
    node: DictionaryObject
    resources: DictionaryObject


@dataclass(frozen=True, slots=True)
class Tree:
    """What pages are held against: the census, the parent tree, and what was met so far."""

    census: Census
    parents: Parents
    keys: Keys
    drawn: set[int] = field(default_factory=set)  # forms and pictures on pages


def sheet_faults(pdf: OpenPdf, tree: Tree) -> Iterator[Fault]:
    """Where pages and tree do not agree, page by page."""
    drawing = _Drawing(pdf, tree)
    for number, page in enumerate(pdf.pages):
        where = page.indirect_reference.idnum if page.indirect_reference else 0
        sheet = Sheet(where, f"Page {number + 1}", page, table(page.get("/Resources")))
        found = scan(content_of(pdf, page), _listed(sheet))
        yield from _own_faults(sheet, found)
        yield from _mark_faults(sheet, found, tree)
        yield from [_bare(sheet)] if found.bare else ()
        yield from drawing.faults(sheet, found)
        forget(pdf)
    for sheet_number in tree.census.owners.keys() - pdf.index.keys() - drawing.met:
        sentence = f"The tree holds marks of object {sheet_number}, which no page draws."
        yield Fault("form-undrawn", sentence)


def _listed(sheet: Sheet) -> dict[str, int | None]:
    """The mark of each property list that the resources name (ISO 32000-1, 14.6.2)."""
    lists = table(sheet.resources.get("/Properties"))
    marks = {name: real(table(one).get("/MCID")) for name, one in lists.items()}
    return {
        name.removeprefix("/"): int(mark) if isinstance(mark, int) else None
        for name, mark in marks.items()
    }


def _own_faults(sheet: Sheet, found: Scan) -> Iterator[Fault]:
    for rule, words in found.wrongs:
        yield Fault(rule, f"{sheet.called}: {words}.")


def _bare(sheet: Sheet) -> Fault:
    sentence = f"{sheet.called}: something is painted that is neither tagged nor an artifact."
    return Fault("painted-bare", sentence)


def _mark_faults(sheet: Sheet, found: Scan, tree: Tree) -> Iterator[Fault]:
    """Marks of a sheet, their owners in the tree, and what the parent tree says of them."""
    owners = tree.census.owners.get(sheet.number, {})
    key = sheet.node.get("/StructParents")
    if key is not None:
        yield from tree.keys.take(key, sheet.called)
    elif found.marks:
        sentence = f"{sheet.called} has marks, but no key of the parent tree (StructParents)."
        yield Fault("key-missing", sentence)
    held = tree.parents.rows.get(real(key)) if isinstance(real(key), int) else None
    slots = held or {}
    marks = set(found.marks)
    if len(marks) < len(found.marks):
        twice = sorted(mark for mark in marks if found.marks.count(mark) > 1)
        yield from (
            Fault("mark-used-twice", f"{sheet.called}: mark {mark} is used twice.")
            for mark in twice
        )
    if slots == owners and marks == owners.keys():
        return
    for mark in sorted(marks | owners.keys() | slots.keys()):
        yield from _mark(sheet, tree, _Said(mark, mark in marks, owners, held))


@dataclass(frozen=True, slots=True)
class _Said:
    """A mark, and what page, tree and parent tree say of it."""

    mark: int
    there: bool
    owners: Slots
    slots: Slots | None  # None: the sheet has no row, which is said once and not by mark


def _mark(sheet: Sheet, tree: Tree, one: _Said) -> Iterator[Fault]:
    elements = tree.census.elements
    owner, slot = one.owners.get(one.mark), (one.slots or {}).get(one.mark)
    mark = f"{sheet.called}: mark {one.mark}"
    if owner is None:
        yield _unowned(mark, one, tree)
    elif not one.there:
        sentence = f"{sheet.called}: {elements[owner]} holds mark {one.mark}, which is not there."
        yield Fault("mark-missing", sentence)
    elif slot is None and one.slots is not None:
        yield Fault("mark-not-in-parent-tree", f"{mark} is not in the parent tree.")
    elif slot is not None and slot != owner:
        other = str(elements[slot]) if slot in elements else f"object {slot}"
        sentence = f"{mark} belongs to {elements[owner]}; the parent tree leads to {other}."
        yield Fault("parent-elsewhere", sentence)


def _unowned(mark: str, one: _Said, tree: Tree) -> Fault:
    slot = (one.slots or {}).get(one.mark)
    match one.there, slot, slot in tree.census.elements:
        case False, _, _:
            return Fault("slot-stale", f"{mark} is in the parent tree, but is not there.")
        case True, None, _:
            return Fault("mark-without-owner", f"{mark} belongs to no element.")
        case True, _, True:
            sentence = f"{mark}: the parent tree leads to object {slot}, which does not hold it."
            return Fault("parent-elsewhere", sentence)
        case _:
            sentence = f"{mark} belongs to object {slot}, which is not reached from the root."
            return Fault("element-unreachable", sentence)


class _Drawing:
    """What pages draw with `Do`. A form is read once; `met` are the forms that are drawn."""

    def __init__(self, pdf: OpenPdf, tree: Tree) -> None:
        self._pdf = pdf
        self._tree = tree
        self._scans: dict[int, Scan] = {}
        self._done: set[tuple[int, bool]] = set()

    @property
    def met(self) -> set[int]:
        return set(self._scans)

    def faults(self, page: Sheet, found: Scan) -> Iterator[Fault]:
        waiting = [(page, found, False)]
        while waiting:
            sheet, drawn, covered = waiting.pop()
            for name, ground in drawn.drawn:
                held = covered or ground is not Ground.BARE
                reference = _named(sheet, name)
                thing = table(reference)
                yield from self._whole(sheet, thing, reference)
                if thing.get("/Subtype") == "/Form" and isinstance(reference, IndirectObject):
                    form = _form(sheet, thing, reference.idnum)
                    yield from self._form(form, reference, held=held)
                    if (form.number, held) not in self._done:
                        self._done.add((form.number, held))
                        waiting.append((form, self._scans[form.number], held))
                elif not thing:
                    sentence = f"{sheet.called} draws “{name}”, which is not there."
                    yield Fault("drawn-missing", sentence)
                elif not held and _number(reference) not in self._tree.census.notes:
                    yield _bare(sheet)

    def _form(self, form: Sheet, reference: IndirectObject, *, held: bool) -> Iterator[Fault]:
        known = self._scans.get(form.number)
        if known is None:
            known = self._scans[form.number] = scan(stream(reference), _listed(form))
            let_go(self._pdf, reference)
            yield from _own_faults(form, known)
            if known.marks or "/StructParents" in form.node:
                yield from _mark_faults(form, known, self._tree)
        elif known.marks:
            sentence = f"{form.called} is drawn more than once, with the same marks."
            yield Fault("form-drawn-twice", sentence)
        if known.bare and not held:
            yield _bare(form)

    def _whole(self, sheet: Sheet, thing: DictionaryObject, reference: object) -> Iterator[Fault]:
        """A form or picture can be held as a whole, like an annotation (14.7.4.3)."""
        number = _number(reference)
        if number in self._tree.drawn:
            return
        self._tree.drawn.add(number)
        if "/StructParent" in thing:
            user = f"{sheet.called}, object {number}"
            yield from self._tree.keys.take(thing.get("/StructParent"), user)


def _number(reference: object) -> int:
    return reference.idnum if isinstance(reference, IndirectObject) else 0


def _named(sheet: Sheet, name: str) -> object:
    return table(sheet.resources.get("/XObject")).get(f"/{name}")


def _form(sheet: Sheet, node: DictionaryObject, number: int) -> Sheet:
    """A form draws with its own resources, or in old files with those of its page."""
    resources = table(node.get("/Resources")) if "/Resources" in node else sheet.resources
    page = sheet.called.partition(",")[0]
    return Sheet(number, f"{page}, form {number}", node, resources)
