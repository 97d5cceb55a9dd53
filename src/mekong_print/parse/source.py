"""Bytes to lines: what every source must be before it is read as Markdown.

UTF-8 with or without a byte order mark, any line ends, no control characters, no
piece so long that setting it would take minutes. Positions count characters of the
file as it is on the disk.
"""

from __future__ import annotations

import codecs
import re

from mekong_print.findings import Finding
from mekong_print.positions import Position
from mekong_print.scripts import LETTERS

LARGEST_FILE = 2_000_000  # bytes; Issue 22 has 16 000
LONGEST_LINE = 20_000  # characters; markdown-it takes quadratic time on one line
LONGEST_WORD = 1_000  # characters without a space; WeasyPrint takes quadratic time on one word
# Letters of scripts that set no spaces count for none: their lines break elsewhere.
_ENDLESS = re.compile(rf"[^\s{LETTERS}]{{{LONGEST_WORD + 1},}}")

_CLOSING_FENCE = re.compile(rb"\n---[ \t]*\r?\n")

# C0 and C1 controls but tab and newline; bidirectional overrides; lone surrogates; noncharacters.
_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)


def printable(text: str) -> str:
    """A name as it can be shown: what would turn or break the line is a replacement sign."""
    return _UNPRINTABLE.sub("\ufffd", text.replace("\n", "\ufffd").replace("\t", "\ufffd"))


def decode(raw: bytes, file: str) -> tuple[str, list[Finding]]:
    """The text of a source file with `\\n` line ends, and what is wrong with it as text."""
    if len(raw) > LARGEST_FILE:
        message = f"The file has {len(raw):,} bytes; an issue may have {LARGEST_FILE:,}."
        return "", [Finding(Position(file, 1, 1), "S10", message, "Split it into several issues.")]
    raw = raw.removeprefix(codecs.BOM_UTF8)
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as fault:
        return "", [not_utf8(raw, fault.start, file)]
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        hint = "Write an issue, or start one with `mekong new`."
        return "", [Finding(Position(file, 1, 1), "S01", "The file is empty.", hint)]
    findings = [*_unprintable(text, file), *_too_long(text, file)]
    return _UNPRINTABLE.sub("\ufffd", text), findings


def decode_head(raw: bytes, file: str) -> tuple[str, list[Finding]]:
    """The text of a source as far as its front matter can reach, for those who need no more.

    What stands further down is looked at when the issue is printed.
    """
    end = _CLOSING_FENCE.search(raw, 3, LARGEST_FILE)
    return decode(raw[: end.end()] if end else raw, file)


def not_utf8(raw: bytes, offset: int, file: str) -> Finding:
    """What to say of the first byte that is not UTF-8."""
    before = raw[:offset].replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    line = before.count(b"\n") + 1
    column = len(before.rpartition(b"\n")[2].decode("utf-8", "replace")) + 1
    kind = " It looks like UTF-16." if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else ""
    message = f"The byte 0x{raw[offset]:02X} here is not UTF-8 text.{kind}"
    hint = "Save the file again as “UTF-8” (in most editors: Save As, Encoding)."
    return Finding(Position(file, line, column), "S02", message, hint)


def _unprintable(text: str, file: str) -> list[Finding]:
    findings = []
    for number, line in enumerate(text.split("\n"), 1):
        for odd in _UNPRINTABLE.finditer(line):
            message = f"The character U+{ord(odd.group()):04X} cannot be printed."
            at = Position(file, number, odd.start() + 1)
            findings.append(
                Finding(at, "S02", message, "Delete it; it is invisible in most editors.")
            )
    return findings


def _too_long(text: str, file: str) -> list[Finding]:
    findings = []
    for number, line in enumerate(text.split("\n"), 1):
        if len(line) > LONGEST_LINE:
            message = f"This line has {len(line):,} characters; the most is {LONGEST_LINE:,}."
            hint = "Break it into paragraphs with empty lines between them."
            findings.append(Finding(Position(file, number, LONGEST_LINE), "S10", message, hint))
            continue
        for word in _ENDLESS.finditer(line):
            message = f"Here stand {len(word.group()):,} characters without a space."
            at = Position(file, number, word.start() + 1)
            findings.append(Finding(at, "S10", message, "Put spaces between the words."))
    return findings
