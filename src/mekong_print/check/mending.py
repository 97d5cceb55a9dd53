"""Fixes, applied: the text of a source with the words of its findings' fixes in place.

Fixes never overlap: of two that would, the first in the file is made, and the other is
seen again when the text is checked anew.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable

from mekong_print.document import Position
from mekong_print.findings import Finding, Fix

_LINE = re.compile(r"\r\n|\r|\n")


def fixes_of(findings: Iterable[Finding]) -> tuple[Fix, ...]:
    """The fixes that can be made at once, in the order of the file."""
    chosen: list[Fix] = []
    given = {one.fix for one in findings if one.fix is not None}
    for fix in sorted(given, key=lambda one: (_key(one.start), _key(one.end), one.words)):
        if not chosen or _key(chosen[-1].end) <= _key(fix.start):
            chosen.append(fix)
    return tuple(chosen)


def mended(raw: bytes, fixes: Iterable[Fix]) -> bytes:
    """The bytes of a source with fixes made; line ends and byte order mark stay as they are."""
    mark = codecs.BOM_UTF8 if raw.startswith(codecs.BOM_UTF8) else b""
    text = raw.removeprefix(mark).decode("utf-8")
    starts = [0, *(found.end() for found in _LINE.finditer(text))]
    line_end = _usual_line_end(text)
    parts: list[str] = []
    done = 0
    for fix in fixes:
        start, end = (starts[at.line - 1] + at.column - 1 for at in (fix.start, fix.end))
        parts += [text[done:start], fix.words.replace("\n", line_end)]
        done = end
    return mark + "".join((*parts, text[done:])).encode("utf-8")


def _usual_line_end(text: str) -> str:
    found = _LINE.search(text)
    return found.group() if found else "\n"


def _key(at: Position) -> tuple[int, int]:
    return at.line, at.column
