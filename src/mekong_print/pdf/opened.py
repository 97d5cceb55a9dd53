"""A PDF that is open for reading: its pages, names and trees, each walked with a guard.

The one home of pypdf. Files come from anywhere, so that nothing here trusts the shape
of what it meets: loops end, and a thing of the wrong kind counts as not there.
"""

from __future__ import annotations

import gc
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from pypdf.errors import DependencyError
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, StreamObject

from mekong_print.errors import SourceError
from mekong_print.pdf.packed_objects import Reader

Answer = TypeVar("Answer")

DEEPEST = 64
_MOST = 2_000_000
_MOST_HELD = 6_000  # objects; a page of text has about 30
_SWEPT_AFTER = 50_000  # new lists, dictionaries and their like


@dataclass(frozen=True, slots=True)
class OpenPdf:
    """A PDF, its pages, the page index of each page object, and what its names lead to.

    `name` is what messages call it, `raw` the whole file.
    """

    name: str
    raw: bytes
    reader: Reader
    pages: tuple[DictionaryObject, ...]
    index: dict[int, int]
    names: dict[str, Any]

    @property
    def root(self) -> DictionaryObject:
        """The catalog."""
        return table(self.reader.trailer.get("/Root"))


def ask(content: bytes | Path, question: Callable[[OpenPdf], Answer]) -> Answer:
    """Open a PDF, ask it something, close it. Raises SourceError whatever is wrong with it."""
    name, raw = _content(content)
    if b"%PDF-" not in raw[:1024]:
        raise SourceError(f"{name} is not a PDF.", "Its first line must begin with %PDF.")
    try:
        with _quiet(), _seldom_swept(), _opened(raw, name) as pdf:
            return question(pdf)
    except SourceError:
        raise
    except Exception as fault:  # pypdf raises what it likes on broken files
        if isinstance(fault, DependencyError) and b"/Encrypt" in raw:
            raise _locked(name) from fault
        raise SourceError(
            f"{name} is damaged and cannot be read.",
            f"Make it again, or ask for a new copy. (pypdf: {fault})",
        ) from fault


def _content(content: bytes | Path) -> tuple[str, bytes]:
    """What a PDF is called in messages, and its bytes."""
    match content:
        case bytes():
            return "The PDF", content
        case path:
            try:
                return f"“{path.name}”", path.read_bytes()
            except OSError as fault:
                message = f"“{path.name}” cannot be opened: {fault.strerror}."
                raise SourceError(message, "Check its name and its permissions.") from fault


@contextmanager
def _opened(raw: bytes, name: str) -> Iterator[OpenPdf]:
    """The PDF while it is asked; then its objects are let go, which hold one another in circles."""
    reader = Reader(raw)
    try:
        yield _described(reader, raw, name)
    finally:
        reader.close()


def _described(reader: Reader, raw: bytes, name: str) -> OpenPdf:
    if reader.is_encrypted:
        raise _locked(name)
    pages = tuple(reader.pages)
    if not pages:
        raise SourceError(f"{name} has no pages.", "Make it again, or ask for a new copy.")
    index = {
        page.indirect_reference.idnum: number
        for number, page in enumerate(pages)
        if page.indirect_reference is not None
    }
    names = dict(_destinations(table(reader.trailer["/Root"])))
    return OpenPdf(name, raw, reader, pages, index, names)


def _locked(name: str) -> SourceError:
    return SourceError(f"{name} is locked with a password.", "Ask for a copy without one.")


@contextmanager
def _quiet() -> Iterator[None]:
    """Without pypdf's warnings on stderr: what matters is said in our own words."""
    logger = logging.getLogger("pypdf")
    before = logger.level
    logger.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        logger.setLevel(before)


@contextmanager
def _seldom_swept() -> Iterator[None]:
    """With the garbage collector called seldom: it would look through all objects, for nothing.

    They hold one another in circles only by way of their reader, which `_opened` empties.
    """
    before = gc.get_threshold()
    gc.set_threshold(max(before[0], _SWEPT_AFTER) if before[0] else 0, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)


def real(thing: Any) -> Any:
    """The object itself, where a reference to it may stand."""
    return thing.get_object() if isinstance(thing, IndirectObject) else thing


def table(thing: Any) -> DictionaryObject:
    """A dictionary, or an empty one where none stands."""
    found = real(thing)
    return found if isinstance(found, DictionaryObject) else DictionaryObject()


def row(thing: Any) -> ArrayObject:
    """An array, or an empty one where none stands."""
    found = real(thing)
    return found if isinstance(found, ArrayObject) else ArrayObject()


def stream(thing: Any) -> bytes:
    """The decoded bytes of a stream, or none where no stream stands."""
    found = real(thing)
    return found.get_data() if isinstance(found, StreamObject) else b""


def words(thing: Any) -> str:
    """A text, or an empty one where none stands."""
    found = real(thing)
    if isinstance(found, bytes):
        return found.decode("utf-8", "replace")
    return str(found) if isinstance(found, str) else ""


def _destinations(root: DictionaryObject) -> Iterator[tuple[str, Any]]:
    """Named destinations: the name tree, and the older dictionary (ISO 32000-1, 12.3.2.3)."""
    yield from ((name.removeprefix("/"), goal) for name, goal in table(root.get("/Dests")).items())
    yield from name_tree(table(root.get("/Names")).get("/Dests"))


def name_tree(top: Any) -> Iterator[tuple[str, Any]]:
    """Keys and values of a name tree (ISO 32000-1, 7.9.6)."""
    for leaf in leaves(top):
        names = row(leaf.get("/Names"))
        yield from (
            (words(key), value) for key, value in zip(names[::2], names[1::2], strict=False)
        )


def leaves(top: Any) -> Iterator[DictionaryObject]:
    """The nodes of a tree of names or numbers, in order."""
    waiting, seen = [(top, 0)], set[int]()
    while waiting:
        node, depth = waiting.pop()
        if depth > DEEPEST or met(node, seen):
            continue
        found = table(node)
        yield found
        waiting += [(kid, depth + 1) for kid in reversed(row(found.get("/Kids")))]


def met(thing: Any, seen: set[int]) -> bool:
    """True when a reference is in `seen`, else it is put there: the guard against loops."""
    if not isinstance(thing, IndirectObject):
        return False
    if thing.idnum in seen or len(seen) > _MOST:
        return True
    seen.add(thing.idnum)
    return False


def page_of(pdf: OpenPdf, goal: Any) -> int | None:
    """The page index that a destination leads to: explicit, named, or an action; else None."""
    return landing(pdf, goal)[0]


def landing(pdf: OpenPdf, goal: Any) -> tuple[int | None, tuple[Any, ...]]:
    """Where a destination leads: the page index, and how the page is shown there (12.3.2.2)."""
    for _ in range(DEEPEST):
        match real(goal):
            case DictionaryObject() as action:
                goal = action.get("/D")
            case str() | bytes() as name:
                goal = pdf.names.get(words(name).removeprefix("/"))
            case explicit:
                goal = explicit
                break
    target, *shown = row(goal) or (None,)
    page = pdf.index.get(target.idnum) if isinstance(target, IndirectObject) else None
    return page, tuple(map(real, shown))


def forget(pdf: OpenPdf) -> None:
    """Let go of the objects that were read, once they are many: they can be read again."""
    if len(pdf.reader.resolved_objects) > _MOST_HELD:
        pdf.reader.resolved_objects.clear()


def let_go(pdf: OpenPdf, reference: Any) -> None:
    """Let go of one object, such as a stream with its decoded bytes."""
    if isinstance(reference, IndirectObject):
        pdf.reader.resolved_objects.pop((reference.generation, reference.idnum), None)


def packed(thing: Any) -> bytes:
    """The bytes of a stream as they are stored, not decoded."""
    found = real(thing)
    if not isinstance(found, StreamObject):
        return b""
    return found.hash_value_data().removeprefix(str(found).encode())


def content_of(pdf: OpenPdf, page: DictionaryObject) -> bytes:
    """The content of a page, its streams joined as a reader joins them (ISO 32000-1, 7.8.2).

    The decoded bytes are not kept in the PDF.
    """
    contents = page.get("/Contents")
    parts = row(contents) or (contents,)
    joined = b"\n".join(stream(part) for part in parts)
    for part in parts:
        let_go(pdf, part)
    return joined
