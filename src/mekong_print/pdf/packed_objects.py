"""Objects that lie packed in streams (ISO 32000-1, 7.5.7), each read when it is asked for.

pypdf parses the whole of an object stream for one object of it, a hundred as a rule, and
letter by letter: most of the time of an inspection went there. Here one pattern cuts an
object into its atoms; each atom is read by pypdf, once for all places that spell it so. What
is not plain syntax pypdf reads alone, so that a file says, or is, nothing else than by pypdf.
"""

from __future__ import annotations

import re
from io import BytesIO
from itertools import pairwise
from typing import Any

from pypdf import PdfReader
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    IndirectObject,
    NameObject,
    PdfObject,
    StreamObject,
    create_string_object,
    read_object,
)

_DEEPEST = 60  # lists and dictionaries in one another
_MOST_INSIDE = 50_000  # values of one list; pypdf has a limit of its own, which is higher
_MOST_UNPACKED = 2_000_000  # bytes of streams that are kept unpacked
_MOST_ATOMS = 20_000  # that are kept to be used again
_LONGEST_ATOM = 64

_NAME = rb"/[^\s()<>\[\]{}/%]*+(?=.)"
_REFERENCE = rb"\d{1,8}[ ]\d{1,4}[ ]R(?=[^A-Za-z])"
_NUMBER = rb"[-+]?(?:\d{1,18}(?:\.\d{0,18})?|\.\d{1,18})(?=[^-+,.\d])"
_TEXT = rb"\((?:[^()\\]++|\\.)*+\)|<(?:[0-9A-Fa-f]{2})*+>"
_WORD = rb"(?:true|false|null)(?![A-Za-z])"
_ATOM = b"|".join((_REFERENCE, _NUMBER, _NAME, _TEXT, _WORD))
_TOKEN = re.compile(
    rb"[\0\t\n\f\r ]*+(?:(" + _NAME + rb")(?:[ ](" + _ATOM + rb"))?+|(" + _ATOM
    + rb")|(<<)|(>>)|(\[)|(\])|(.))", re.DOTALL,
)  # fmt: skip
_STREAM = re.compile(rb"[\0\t\n\f\r ]*+s")


class _NotPlain(Exception):  # noqa: N818 - it is no error: pypdf reads the object instead
    """What is met is left to pypdf."""


class Reader(PdfReader):
    """A PDF whose packed objects are read one by one; in all else it is pypdf's reader."""

    def __init__(self, content: bytes) -> None:
        self._unpacked: dict[int, tuple[bytes, dict[int, int]]] = {}
        self._atoms = _Atoms(self)
        self._asked_for: set[int] = set()
        super().__init__(BytesIO(content))

    def get_object(self, indirect_reference: int | IndirectObject) -> PdfObject | None:
        """The object of a number or a reference, from now on kept in `resolved_objects`."""
        one = indirect_reference
        key = (0, one) if isinstance(one, int) else (one.generation, one.idnum)
        if key in self.resolved_objects:
            return self.resolved_objects[key]
        found = None
        if not key[0] and key[1] in self.xref_objStm:
            self._asked_for.add(key[1])
            found = self._plain(key[1])
        if found is None:
            return super().get_object(one)
        return self.cache_indirect_object(*key, found)

    def read_rest(self) -> None:
        """Read what nobody has asked for yet. Raises what pypdf raises where it is damaged."""
        for number in self.xref_objStm.keys() - self._asked_for:
            self.get_object(number)

    def close(self) -> None:
        """Let go of everything, the file too: its objects know their reader, in circles."""
        super().close()
        vars(self).clear()

    def _plain(self, number: int) -> PdfObject | None:
        """An object out of its stream; None where pypdf must read it."""
        holder = self.xref_objStm[number][0]
        try:
            content, starts = self._unpacked.get(holder) or self._unpack(holder)
            return _read(content, starts[number], self._atoms) if number in starts else None
        except _NotPlain:
            return None

    def _held(self) -> int:
        return sum(len(content) for content, _ in self._unpacked.values())

    def _unpack(self, holder: int) -> tuple[bytes, dict[int, int]]:
        """Unpack an object stream, and let go of those that have been kept longest."""
        unpacked = _unpacked(super().get_object(holder))
        self.resolved_objects.pop((0, holder), None)
        self._unpacked[holder] = unpacked
        while len(self._unpacked) > 1 and self._held() > _MOST_UNPACKED:
            del self._unpacked[next(iter(self._unpacked))]
        return unpacked


class _Atoms(dict[bytes, PdfObject]):
    """Names, numbers, texts and references by how they are spelt, as pypdf reads them."""

    def __init__(self, pdf: PdfReader) -> None:
        super().__init__()
        self._pdf = pdf

    def __missing__(self, spelt: bytes) -> PdfObject:
        made = self._made(spelt)
        if len(spelt) <= _LONGEST_ATOM:
            if len(self) >= _MOST_ATOMS:
                self.clear()
            self[spelt] = made
        return made

    def _made(self, spelt: bytes) -> PdfObject:
        match spelt[:1]:
            case b"<":
                return create_string_object(bytes.fromhex(spelt[1:-1].decode()))
            case b"(" if b"\\" not in spelt:
                return create_string_object(spelt[1:-1])
            case digit if digit.isdigit() and spelt[-1:] == b"R":
                number, generation, _ = spelt.split()
                return IndirectObject(int(number), int(generation), self._pdf)
            case _:
                return read_object(BytesIO(spelt + b" "), self._pdf)


def _unpacked(found: Any) -> tuple[bytes, dict[int, int]]:
    """The bytes of an object stream, and where in them each of its objects begins."""
    match found:
        case StreamObject() if found.get("/Type") == "/ObjStm":
            count, first, content = found.get("/N"), found.get("/First"), found.get_data()
        case _:
            raise _NotPlain
    if not isinstance(count, int) or not isinstance(first, int) or not 0 < first <= len(content):
        raise _NotPlain
    told = content[:first].split()
    if len(told) != 2 * count or not all(one.isdigit() for one in told):
        raise _NotPlain
    places = [first + int(one) for one in told[1::2]]
    starts = dict(zip(map(int, told[::2]), places, strict=True))
    if len(starts) != count or not all(one < other for one, other in pairwise(places)):
        raise _NotPlain
    return content, starts


def _read(content: bytes, start: int, atoms: _Atoms) -> PdfObject:
    """The dictionary or the list that begins there. Raises _NotPlain, for all else as well."""
    around: list[tuple[list[Any], int]] = []
    inside: list[Any] = []
    for token in _TOKEN.finditer(content, start):
        match token.lastindex:
            case 2 if around:
                inside += atoms[token[1]], atoms[token[2]]
            case 3 | 1 as atom if around:
                inside.append(atoms[token[atom]])
            case 4 | 6 as opening if len(around) < _DEEPEST:
                around.append((inside, opening))
                inside = []
            case 5 | 7 as closing if around and closing == around[-1][1] + 1:
                made = _table(inside) if closing == 5 else _list(inside)
                inside, _ = around.pop()
                inside.append(made)
            case _:  # an atom alone as well: it would say of itself where it is, and is shared
                raise _NotPlain
        if not around:
            break
    if around or _STREAM.match(content, token.end()):
        raise _NotPlain
    return made


def _list(inside: list[Any]) -> ArrayObject:
    """Values. Raises _NotPlain where they are very many: pypdf says how many there may be."""
    if len(inside) > _MOST_INSIDE:
        raise _NotPlain
    return ArrayObject(inside)


def _table(inside: list[Any]) -> DictionaryObject:
    """Keys and values in turn. Raises _NotPlain where a key is none, or is there twice."""
    keys = inside[::2]
    if len(inside) > _MOST_INSIDE or set(map(type, keys)) - {NameObject}:
        raise _NotPlain
    made = DictionaryObject()
    made.update(zip(keys, inside[1::2], strict=False))
    if 2 * len(made) != len(inside):
        raise _NotPlain
    return made
