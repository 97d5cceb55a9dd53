"""Content streams: which marks stand in them, what is drawn, what is painted outside of both.

ISO 32000-1, 14.6. A stream is not parsed whole: strings, comments and inline pictures are
blanked, and what is left is searched for the few operators that matter. Time is linear in
its length, whatever it holds.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

_NAME = rb"([^\s/<>\[\](){}%]*+)"
_HEX = rb"<[^<>]*+>"
_INNER = rb"<<(?:[^<>]++|" + _HEX + rb")*+>>"
_TABLE = rb"(<<(?:[^<>]++|" + _HEX + rb"|" + _INNER + rb")*+>>)"
_BEFORE, _AFTER = rb"(?<![^\s\])>])", rb"(?![^\s/\[(<%])"
_TOKEN = re.compile(
    rb"/" + _NAME + rb"\s*+(?:(?:" + _TABLE + rb"|/" + _NAME + rb")\s*+(BDC)|(BMC|Do))" + _AFTER
    + rb"|" + _BEFORE + rb"(EMC)" + _AFTER
)  # fmt: skip
_PAINT = re.compile(
    _BEFORE + rb"(?:TJ|Tj|'|\"|sh|[fFSs]|f\*|[bB]\*?)" + _AFTER  # ISO 32000-1, table 51
)
_MCID = re.compile(rb"/MCID\s+(\d{1,9})(?!\d)")
_HIDING = re.compile(rb"[(%]|" + _BEFORE + rb"BI(?=\s)")
_STRING = re.compile(rb"\((?:[^()\\]++|\\.)*+\)", re.DOTALL)
_BRACE = re.compile(rb"\\.|[()]", re.DOTALL)
_LINE_END = re.compile(rb"[\r\n]")
_PICTURE_BEGINS, _PICTURE_ENDS = re.compile(rb"\sID\s"), re.compile(rb"\sEI(?=\s|$)")
_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")


class Ground(Enum):
    """On what a thing is painted: in marked content that is tagged, in an artifact, or neither."""

    TAGGED = "tagged"
    ARTIFACT = "artifact"
    BARE = "bare"


@dataclass(frozen=True, slots=True)
class Scan:
    """What one content stream holds. `wrongs` are (rule, words) pairs without a place."""

    marks: tuple[int, ...]
    drawn: tuple[tuple[str, Ground], ...]
    bare: bool
    wrongs: tuple[tuple[str, str], ...]


def scan(content: bytes, properties: Mapping[str, int | None]) -> Scan:
    """Read a stream. `properties` gives the mark of each named property list, None without one."""
    reading = _Reading(plain(content), properties)
    return reading.read()


class _Reading:
    """The state while one stream is read: what is open, and what has been met."""

    def __init__(self, content: bytes, properties: Mapping[str, int | None]) -> None:
        self._content = content
        self._properties = properties
        self._open: list[tuple[Ground, int | None]] = []
        self._marks: list[int] = []
        self._drawn: list[tuple[str, Ground]] = []
        self._wrongs: list[tuple[str, str]] = []
        self._bare = False

    def read(self) -> Scan:
        at = 0
        for token in _TOKEN.finditer(self._content):
            self._gap(at, token.start())
            at = token.end()
            tag, inline, named, begin, plain_, _ = token.groups()
            if begin:
                self._begin(_word(tag), self._mark(inline, named))
            elif plain_ == b"BMC":
                self._begin(_word(tag), None)
            elif plain_:
                self._drawn.append((_word(tag), self._ground))
            else:
                self._end()
        self._gap(at, len(self._content))
        if self._open:
            self._wrongs.append(("mark-unclosed", "marked content is opened and never closed"))
        return Scan(tuple(self._marks), tuple(self._drawn), self._bare, tuple(self._wrongs))

    @property
    def _ground(self) -> Ground:
        return self._open[-1][0] if self._open else Ground.BARE

    def _gap(self, start: int, end: int) -> None:
        """What stands between two tokens, where nothing is open that would hold it."""
        if not self._bare and self._ground is Ground.BARE:
            self._bare = bool(_PAINT.search(self._content, start, end))

    def _mark(self, inline: bytes | None, named: bytes | None) -> int | None:
        if inline is not None:
            found = _MCID.search(inline)
            return int(found[1]) if found else None
        name = _word(named or b"")
        if name not in self._properties:
            self._wrongs.append(("property-missing", f"the property list “{name}” is not there"))
        return self._properties.get(name)

    def _begin(self, tag: str, mark: int | None) -> None:
        around = self._ground
        if mark is not None:
            self._marks.append(mark)
            self._nested(Ground.TAGGED, around, mark)
            self._open.append((Ground.TAGGED, mark))
        elif tag == "Artifact":
            self._nested(Ground.ARTIFACT, around, mark)
            self._open.append((Ground.ARTIFACT, None))
        else:
            self._open.append((around, None))

    def _nested(self, ground: Ground, around: Ground, mark: int | None) -> None:
        match ground, around:
            case Ground.TAGGED, Ground.TAGGED:
                outer = next(one for _, one in reversed(self._open) if one is not None)
                wrong = ("mark-nested", f"mark {mark} stands inside mark {outer}")
            case Ground.TAGGED, Ground.ARTIFACT:
                wrong = ("mark-in-artifact", f"mark {mark} stands inside an artifact")
            case Ground.ARTIFACT, Ground.TAGGED:
                wrong = ("artifact-in-mark", "an artifact stands inside tagged content")
            case _:
                return
        self._wrongs.append(wrong)

    def _end(self) -> None:
        if self._open:
            self._open.pop()
        else:
            self._wrongs.append(("mark-unopened", "marked content is closed that was not opened"))


def _word(name: bytes) -> str:
    spelt = _ESCAPED.sub(lambda hexed: bytes([int(hexed[1], 16)]), name) if b"#" in name else name
    return spelt.decode("utf-8", "replace")


def plain(content: bytes) -> bytes:
    """A stream in which no string, comment or inline picture hides what looks like an operator."""
    if not any(sign in content for sign in (b"(", b"%", b"BI")):
        return content
    kept: list[bytes] = []
    at = 0
    while hiding := _HIDING.search(content, at):
        kept.append(content[at : hiding.start()])
        at, instead = _skipped(content, hiding)
        kept.append(instead)
    return b"".join((*kept, content[at:])) if kept else content


def _skipped(content: bytes, hiding: re.Match[bytes]) -> tuple[int, bytes]:
    """Where something that hides words ends, and what stands in its place."""
    start = hiding.start()
    match hiding[0]:
        case b"(":
            whole = _STRING.match(content, start)
            return (whole.end() if whole else _closing(content, start)), b"()"
        case b"%":
            end = _LINE_END.search(content, start)
            return (end.start() if end else len(content)), b" "
        case _:
            begins = _PICTURE_BEGINS.search(content, start)
            ends = _PICTURE_ENDS.search(content, begins.end()) if begins else None
            return (ends.end() if ends else len(content)), b" sh "


def _closing(content: bytes, start: int) -> int:
    """The end of a string with braces inside; the end of all where it is never closed."""
    depth = 0
    for brace in _BRACE.finditer(content, start):
        depth += {b"(": 1, b")": -1}.get(brace[0], 0)
        if not depth:
            return brace.end()
    return len(content)
