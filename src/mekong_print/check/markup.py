"""The markup that stands around words in a source: patterns to step over, and how links end."""

from __future__ import annotations

import re

EMPHASIS = re.compile(r"[*_]")
STRONG = re.compile(r"[*_]{2}")
BRACKET = re.compile(r"\[")
LINK = re.compile(r"[\[<]")
SPAN_END = re.compile(r"\](?:\{[^}\n]*\})?")
BACKTICKS = re.compile(r"`+")
CODE_END = re.compile(r"\s?`+")
CALL = re.compile(r"\[\^[^\]\s]*\]")
PICTURE = re.compile(r"!\[")
CELL = re.compile(r"[ \t]*\|?[ \t]*")
_REFERENCE = re.compile(r"\](?:\[[^\[\]\n]*\])?")
_BRACES = re.compile(r"\{[^}\n]*\}")


def link_tail(source: str, cursor: int) -> int:
    """Where the words of a link that end at `cursor` are closed; `cursor` if they are not."""
    if source.startswith("](", cursor):
        end = _target_end(source, cursor + 2)
        braces = _BRACES.match(source, end)
        return braces.end() if braces else end
    if source.startswith(">", cursor):
        return cursor + 1
    found = _REFERENCE.match(source, cursor)
    return found.end() if found else cursor


def _target_end(source: str, cursor: int) -> int:
    """The place behind the `)` that closes an address and its title."""
    depth, quote = 1, ""
    limit = min(len(source), cursor + 4_000)
    at = cursor
    while at < limit:
        sign = source[at]
        if sign == "\\":
            at += 1
        elif quote:
            quote = "" if sign == quote else quote
        elif sign in "\"'" and source[at - 1].isspace():
            quote = sign
        elif sign == "<" and at == cursor:
            quote = ">"
        elif sign in "()":
            depth += 1 if sign == "(" else -1
            if not depth:
                return at + 1
        at += 1
    return cursor
