"""Whether a finished PDF holds what must never be printed, in any of its streams and strings.

Read are the words of the pages as a reader would copy them, every string and name of every
object (metadata, outline, links, descriptions, names of files), every stream unpacked (XMP,
carried files, the strings inside pages), and the readable bytes of pictures, fonts, profiles
and of the file as it lies. Not read: pixels, and what is packed inside a carried file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from itertools import pairwise
from pathlib import Path
from typing import Any

from pypdf import PdfReader
from pypdf.generic import (
    ByteStringObject,
    DictionaryObject,
    IndirectObject,
    PdfObject,
    StreamObject,
    TextStringObject,
)

from mekong_print.pdf.opened import OpenPdf, ask, forget, let_go, packed, words
from mekong_print.secrecy import APART, found_in

_DEEPEST = 60
# Readable bytes among others: ASCII or UTF-8, and ASCII in UTF-16.
_READABLE = re.compile(rb"(?:[\x20-\x7e]|[\xc2-\xf4][\x80-\xbf]{1,3}){6,}")
_READABLE_16 = re.compile(rb"(?:\x00[\x20-\x7e]){6,}|(?:[\x20-\x7e]\x00){6,}")
_SCAN = re.compile(rb"\xff\xda.*?\xff\xd9", re.DOTALL)  # of a JPEG: pixels
_LITERAL = re.compile(rb"\(((?:[^()\\]|\\.)*)\)", re.DOTALL)
_HEX = re.compile(rb"<([0-9A-Fa-f\s]+)>")
_ESCAPE = re.compile(rb"\\([0-7]{1,3}|.)", re.DOTALL)
_IN_JSON = re.compile(r"\\u([0-9a-fA-F]{4})")
_FONTS = frozenset({"/Type1C", "/CIDFontType0C", "/OpenType"})
_PLACES = {
    "/Alt": "the description of a picture",
    "/ActualText": "words behind a page",
    "/Title": "a title (outline or metadata)",
    "/URI": "the address of a link",
    "/UF": "the name of a carried file",
    "/F": "the name of a carried file",
    "/Desc": "the description of a carried file",
    "/Author": "the author in the metadata",
    "/Contents": "the words of a link or a remark",
}
_STREAMS = {"/Metadata": "the metadata (XMP)", "/EmbeddedFile": "a carried file"}


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry of never_print, by its number from 1, and where in the file it was found."""

    number: int
    where: str


Piece = tuple[str, str]  # where, and the words there


def hits(content: bytes | Path, entries: tuple[str, ...]) -> tuple[Hit, ...]:
    """What of the entries stands in a PDF. Raises SourceError where the PDF cannot be read."""
    return ask(content, lambda pdf: tuple(_hits(pdf, entries))) if entries else ()


def hits_in_text(text: str, where: str, entries: tuple[str, ...]) -> tuple[Hit, ...]:
    """The same for a text that stands beside a PDF."""
    return tuple(Hit(number, where) for number in sorted(found_in(text, entries)))


def _hits(pdf: OpenPdf, entries: tuple[str, ...]) -> Iterator[Hit]:
    told: dict[str, dict[str, None]] = {}
    for where, text in _pieces(pdf):
        told.setdefault(where, {})[text] = None
    for where, texts in told.items():
        yield from hits_in_text(APART.join(texts), where, entries)


def _pieces(pdf: OpenPdf) -> Iterator[Piece]:
    yield from _pages(pdf)
    yield from (("the bytes of the file", text) for text in _readable(pdf.raw))
    for reference in _references(pdf.reader):
        yield from _object(reference)
        let_go(pdf, reference)
    yield from _strings(pdf.reader.trailer, "/Trailer", 0)


def _pages(pdf: OpenPdf) -> Iterator[Piece]:
    """The words of each page, and all in a row: a name may go on overleaf."""
    every = []
    for number, page in enumerate(pdf.reader.pages):
        text = page.extract_text()
        every.append(text)
        yield f"the words of page {number + 1}", text
        forget(pdf)
    for number, (text, after) in enumerate(pairwise(every), 1):
        yield f"the words from page {number} to {number + 1}", f"{text[-200:]}\n{after[:200]}"


def _references(reader: PdfReader) -> Iterator[IndirectObject]:
    """Every object that the file lists, whether anything leads to it or not."""
    listed = {number for table in reader.xref.values() for number in table}
    for number in sorted(listed | reader.xref_objStm.keys()):
        generation = next((g for g, table in reader.xref.items() if number in table), 0)
        if number:
            yield IndirectObject(number, generation, reader)


def _object(reference: IndirectObject) -> Iterator[Piece]:
    found = reference.get_object()
    if found is None:
        return
    yield from _strings(found, "", 0)
    if isinstance(found, StreamObject):
        yield from _stream(found)


def _strings(thing: Any, key: str, depth: int) -> Iterator[Piece]:
    """Every string and name inside an object, without following references."""
    where = _PLACES.get(key, f"an entry {key} of an object")
    match thing:
        case DictionaryObject():
            for name, value in dict.items(thing):
                yield where, str(name)[1:]
                if depth < _DEEPEST:
                    yield from _strings(value, str(name), depth + 1)
        case list():
            for value in thing:
                if depth < _DEEPEST and isinstance(value, PdfObject):
                    yield from _strings(value, key, depth + 1)
        case TextStringObject() | ByteStringObject():
            raw = thing.original_bytes if isinstance(thing, TextStringObject) else bytes(thing)
            yield where, words(thing)
            yield where, _text_of(raw)
        case str():
            yield where, thing


def _text_of(raw: bytes) -> str:
    """A string of a PDF as text (ISO 32000-1, 7.9.2.2); what is none of it, as Latin-1."""
    for mark, encoding in _MARKS.items():
        if raw.startswith(mark):
            return raw.decode(encoding, "replace")
    return raw.decode("latin-1")


_MARKS = {b"\xfe\xff": "utf-16", b"\xff\xfe": "utf-16", b"\xef\xbb\xbf": "utf-8"}


def _stream(found: StreamObject) -> Iterator[Piece]:
    kind = words(found.get("/Subtype")) if "/Subtype" in found else ""
    if kind == "/Image":
        jpeg = _SCAN.sub(b" ", packed(found)) if "/DCTDecode" in str(found.get("/Filter")) else b""
        yield from (("a picture", text) for text in _readable(jpeg))
        return
    where = _STREAMS.get(words(found.get("/Type")), "a stream")
    content = found.get_data()
    if kind in _FONTS or "/Length1" in found or _is_profile(found):
        yield from (("a font or a profile", text) for text in _readable(content))
        return
    yield where, _unescaped(content.decode("utf-8", "replace"))
    if any(content.startswith(mark) for mark in _MARKS):
        yield where, _text_of(content)
    yield from ((where, text) for text in _inner_strings(content))


def _is_profile(found: StreamObject) -> bool:
    """Whether a stream is a colour profile: it says how many colours, and is no objects' home."""
    return "/N" in found and words(found.get("/Type")) != "/ObjStm"


def _readable(raw: bytes) -> Iterator[str]:
    """The readable bytes among others, in one text for each encoding, apart from one another."""
    apart = APART.encode()
    plain = apart.join(_READABLE.findall(raw)).decode("utf-8", "replace")
    wide = apart.join(one.replace(b"\0", b"") for one in _READABLE_16.findall(raw)).decode()
    yield from (text for text in (plain, wide) if text)


def _unescaped(text: str) -> str:
    """A text whose letters may be written as numbers, as XML and JSON allow."""
    if "&" in text:
        text = unescape(text)
    return _IN_JSON.sub(lambda found: chr(int(found[1], 16)), text) if "\\u" in text else text


def _inner_strings(content: bytes) -> Iterator[str]:
    """The strings inside the content of a page: descriptions that stand there, and letters."""
    for found in _LITERAL.finditer(content):
        yield _text_of(_ESCAPE.sub(_escaped, found[1]))
    for found in _HEX.finditer(content):
        digits = b"".join(found[1].split())
        if digits[:4].upper() == b"FEFF":
            yield _text_of(bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode()))


def _escaped(found: re.Match[bytes]) -> bytes:
    told = found[1]
    return bytes([int(told, 8) & 255]) if told.isdigit() and told[0] < 56 else told
