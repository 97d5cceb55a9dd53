"""Bytes to lines: a newsletter's plain text, as it was saved or pasted, or why it cannot be read.

UTF-8 with or without a byte order mark, any line ends. The limits are those of a
Markdown source (tests hold the two together), because the text becomes one.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Iterator
from itertools import islice

from mekong_print.document import Position
from mekong_print.findings import Finding
from mekong_print.intake.drafts import Line, Lines

LARGEST_FILE = 2_000_000  # bytes
LONGEST_LINE = 20_000  # characters
LONGEST_WORD = 1_000  # characters without a space
MOST_REPORTED = 20  # a file that is no text would otherwise be reported letter by letter

# Word, web pages and mail programs end lines within a paragraph with these.
_SOFT_LINE_END = re.compile("[\x0b\x0c\x85\u2028\u2029]")
_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ufffe\uffff]"
)
TOO_LONG_WORD = re.compile(rf"\S{{{LONGEST_WORD + 1},}}")
_BYTE_ORDER_MARK = "\ufeff"
_NO_TEXT: tuple[tuple[bytes, str], ...] = (
    (b"\xff\xfe", "text in UTF-16"),
    (b"\xfe\xff", "text in UTF-16"),
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "a Word document or another archive"),
    (b"\xd0\xcf\x11\xe0", "an old Word document"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
)
_SAVE_AS = "Save it again as plain text in “UTF-8” (in most editors: Save As, Encoding)."


def read_lines(raw: bytes, file: str) -> tuple[Lines, tuple[Finding, ...]]:
    """The lines that hold words; none at all where something forbids to go on."""
    start = Position(file, 1, 1)
    if len(raw) > LARGEST_FILE:
        message = f"The file has {len(raw):,} bytes; an issue may have {LARGEST_FILE:,}."
        return (), (Finding(start, "S10", message, "Split it into several issues."),)
    kind = next((kind for magic, kind in _NO_TEXT if raw.startswith(magic)), "")
    if kind:
        return (), (Finding(start, "S02", f"This is {kind}, not plain text.", _SAVE_AS),)
    raw = raw.removeprefix(codecs.BOM_UTF8)
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as fault:
        return (), (_not_utf8(raw, fault.start, file),)
    rows = _one_line_end(text).split("\n")
    errors = tuple(islice(_faults(rows, file), MOST_REPORTED))
    lines = tuple(_lines(rows, file))
    if not errors and not lines:
        hint = "Paste the newsletter’s text into it."
        errors = (Finding(start, "S01", "The file is empty.", hint),)
    return ((), errors) if errors else (lines, ())


def _one_line_end(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _not_utf8(raw: bytes, offset: int, file: str) -> Finding:
    before = _one_line_end(raw[:offset].decode("utf-8", "replace"))
    at = Position(file, before.count("\n") + 1, len(before.rpartition("\n")[2]) + 1)
    return Finding(at, "S02", f"The byte 0x{raw[offset]:02X} here is not UTF-8 text.", _SAVE_AS)


def _faults(rows: list[str], file: str) -> Iterator[Finding]:
    for number, row in enumerate(rows, 1):
        for odd in _UNPRINTABLE.finditer(row):
            message = f"The character U+{ord(odd.group()):04X} cannot be printed."
            hint = "Delete it; it is invisible in most editors."
            yield Finding(Position(file, number, odd.start() + 1), "S02", message, hint)
        yield from _too_long(row, Position(file, number, 1))


def _too_long(row: str, at: Position) -> Iterator[Finding]:
    if len(row) > LONGEST_LINE:
        message = f"This line has {len(row):,} characters; the most is {LONGEST_LINE:,}."
        place = Position(at.file, at.line, LONGEST_LINE)
        yield Finding(place, "S10", message, "Break it into paragraphs, one a line.")
        return
    for word in TOO_LONG_WORD.finditer(row):
        message = f"Here stand {len(word.group()):,} characters without a space."
        place = Position(at.file, at.line, word.start() + 1)
        yield Finding(place, "S10", message, "Put spaces between the words.")


def _lines(rows: list[str], file: str) -> Iterator[Line]:
    for number, row in enumerate(rows, 1):
        column = 1
        for piece in _SOFT_LINE_END.split(row):
            indent = len(piece) - len(piece.lstrip())
            bare = piece.replace(_BYTE_ORDER_MARK, "").replace("\t", " ")
            words = unicodedata.normalize("NFC", bare).strip()
            if words:
                yield Line(words, Position(file, number, column + indent))
            column += len(piece) + 1
