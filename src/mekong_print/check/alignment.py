"""Where each letter of a text stands in the source, across all that Markdown puts between.

Markdown drops markers, folds lines, resolves escapes and entities, and parse normalises
to NFC. `Aligner` follows the source with the tree as its guide, so that every letter gets
the very place that it came from. It never fails: a letter whose place cannot be told
(text that parse refused, such as raw HTML, may lie between) gets the place reached so far.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from functools import cache
from html import unescape
from typing import NamedTuple

from mekong_print.check.markup import BACKTICKS, link_tail

_WORD = re.compile(r"[^\s\\&]+|\s|[\\&]")
_ENTITY = re.compile(r"&(?:#[xX][0-9a-fA-F]{1,6}|#[0-9]{1,7}|[A-Za-z][A-Za-z0-9]{1,31});")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_PERCENT = re.compile(r"(?:%[0-9A-Fa-f]{2}){1,4}")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_OPENING = re.compile(
    r"(?:[ \t>]|#{1,6}(?=[ \t])|[-+*](?=[ \t])|\d{1,9}[.)](?=[ \t])|\[\^[^\]\s]{1,999}\]:)*"
)
_REACH = 2_000  # characters in which a lost letter is looked for
_TRIES = 3  # a remark may stand before what is looked for
_MARKS = 32  # combining characters that are looked at together


class Run(NamedTuple):
    """Letters `plain` to `plain + length` of a text, from `width` characters at `source`.

    If `straight`, each letter is one character of the source; else all of them come from
    the whole: an escape, an entity, a line end.
    """

    plain: int
    length: int
    source: int
    width: int
    straight: bool


class Alignment(NamedTuple):
    """The runs of a text, in order, without gaps."""

    runs: tuple[Run, ...]

    def start(self, letter: int) -> int:
        """The offset in the source at which a letter begins."""
        run = self._run(letter)
        if run is None:
            return 0
        inside = min(letter - run.plain, run.length)
        if run.straight:
            return run.source + inside
        return run.source + (run.width if inside == run.length else 0)

    def end(self, letter: int) -> int:
        """The offset in the source behind the letter before `letter`."""
        run = self._run(letter - 1)
        if run is None:
            return 0
        return run.source + (letter - run.plain if run.straight else run.width)

    def is_whole(self, start: int, end: int) -> bool:
        """Whether letters stand side by side in the source, with no markup between them."""
        width = sum(self.end(at + 1) - self.start(at) for at in range(start, end))
        return start < end and self.end(end) - self.start(start) == width

    def _run(self, letter: int) -> Run | None:
        index = bisect_right(self.runs, letter, key=lambda run: run.plain) - 1
        return self.runs[max(index, 0)] if self.runs else None


class Aligner:
    """A hand that moves along the source while the words of one text are read to it.

    `depth` is how many block quotations the text stands in: so many `>` may open its lines.
    """

    def __init__(self, source: str, start: int, depth: int = 0) -> None:
        self.source = source
        self.cursor = start
        self._depth = depth
        self._runs: list[Run] = []
        self._parts: list[str] = []
        self.length = 0

    @property
    def text(self) -> str:
        """What was read so far."""
        return "".join(self._parts)

    def alignment(self) -> Alignment:
        """Where it stands."""
        return Alignment(tuple(self._runs))

    # ------------------------------------------------------------ words

    def read(self, words: str, *, literal: bool = False) -> None:
        """Read words. `literal`: in code, where nothing is escaped."""
        for piece in _WORD.findall(words):
            if piece not in "\\& \n\t" and self.source.startswith(piece, self.cursor):
                self._take(piece, len(piece))
            else:
                self._read_slowly(piece, literal=literal)

    def _read_slowly(self, piece: str, *, literal: bool) -> None:
        at = 0
        while at < len(piece):
            for _ in range(_TRIES):
                length, width = self._match(piece, at, literal=literal)
                if length:
                    break
                self._seek(piece[at:], literal=literal)
            else:
                length, width = 1, 0
            self._take(piece[at : at + length], width)
            at += length

    def _take(self, letters: str, width: int) -> None:
        """Put letters down as what the next characters of the source say."""
        if letters == " " and self._is_doubled():
            self.cursor += width
            return
        straight = len(letters) == width and self.source.startswith(letters, self.cursor)
        last = self._runs[-1] if self._runs else None
        if last and straight and last.straight and last.source + last.width == self.cursor:
            grown = last.length + width
            self._runs[-1] = Run(last.plain, grown, last.source, grown, straight=True)
        else:
            self._runs.append(Run(self.length, len(letters), self.cursor, width, straight))
        self._parts.append(letters)
        self.length += len(letters)
        self.cursor += width

    def _is_doubled(self) -> bool:
        """Whether a space only follows another because a remark between them is not printed."""
        before = self.source.endswith("-->", 0, self.cursor)
        return before and bool(self._parts) and self._parts[-1].endswith(" ")

    def _match(self, piece: str, at: int, *, literal: bool) -> tuple[int, int]:
        """How many letters the next characters of the source stand for, and how many those are."""
        letter = piece[at]
        if letter.isspace():
            line_end = _line_end(self._depth, literal=literal).match(self.source, self.cursor)
            if line_end:
                return 1, line_end.end() - self.cursor
        escaped = None if literal else self._escape(piece, at)
        if escaped:
            return escaped
        here = self.source[self.cursor : self.cursor + 1]
        if here == letter or (letter == " " and here and here in "\t\xa0"):
            return 1, 1
        if literal and here == "\\" and letter == "|":  # in a table, even inside code
            return 1, 2
        return self._composed(piece, at)

    def _escape(self, piece: str, at: int) -> tuple[int, int] | None:
        """A letter that is written with a backslash, or as an entity."""
        here = self.source[self.cursor : self.cursor + 1]
        if here == "\\" and (found := _ESCAPED.match(self.source, self.cursor)):
            return self._decoded(found[1], found.end(), (piece, at))
        if here == "&" and (found := _ENTITY.match(self.source, self.cursor)):
            return self._decoded(unescape(found.group()), found.end(), (piece, at))
        if here == "%" and piece[at] != "%" and (found := _PERCENT.match(self.source, self.cursor)):
            sign = bytes.fromhex(found.group().replace("%", "")).decode("utf-8", "ignore")[:1]
            width = 3 * len(sign.encode())
            return self._decoded(sign, self.cursor + width, (piece, at)) if sign else None
        return None

    def _decoded(self, sign: str, end: int, goal: tuple[str, int]) -> tuple[int, int] | None:
        piece, at = goal
        if piece.startswith(sign, at):
            return len(sign), end - self.cursor
        return self._with_marks(sign, end, goal)

    def _composed(self, piece: str, at: int) -> tuple[int, int]:
        """Letters that NFC joined or put in another order."""
        here = self.source[self.cursor : self.cursor + 1]
        found = self._with_marks(here, self.cursor + 1, (piece, at)) if here else None
        return found or (0, 0)

    def _with_marks(self, sign: str, end: int, goal: tuple[str, int]) -> tuple[int, int] | None:
        """A sign and what combines with it, as NFC writes both."""
        piece, at = goal
        best = None
        for _ in range(_MARKS):
            letters = unicodedata.normalize("NFC", sign)
            if piece.startswith(letters, at):
                best = len(letters), end - self.cursor
            mark, width = self._unit(end)
            if not mark or mark.isspace() or not _combines(letters, mark):
                break
            sign, end = sign + mark, end + width
        return best

    def _unit(self, place: int) -> tuple[str, int]:
        """The character at a place, which may be written as an entity, and how wide it is."""
        entity = _ENTITY.match(self.source, place)
        if entity:
            return unescape(entity.group())[:1], len(entity.group())
        return self.source[place : place + 1], 1

    def _seek(self, piece: str, *, literal: bool) -> None:
        """Go on to where a piece stands, past what is no part of the text."""
        comment = None if literal else _COMMENT.match(self.source, self.cursor)
        if comment:
            self.cursor = comment.end()
            return
        limit = self.source.find("\n\n", self.cursor, self.cursor + _REACH)
        limit = limit if limit >= 0 else self.cursor + _REACH
        for probe in (piece, piece[0]):
            found = self.source.find(probe, self.cursor, limit)
            if found >= 0 and not probe.isspace():
                self.cursor = found
                return

    # ------------------------------------------------------------ markup

    def open_block(self) -> None:
        """Step over the markers that open a block."""
        found = _OPENING.match(self.source, self.cursor)
        self.cursor = found.end() if found else self.cursor

    def step_over(self, sign: re.Pattern[str]) -> None:
        """Step over markup, if it stands here; remarks before it go with it."""
        found = sign.match(self.source, self._past_remarks())
        self.cursor = found.end() if found else self.cursor

    def open_code(self, words: str) -> None:
        """Step over what opens code; one blank behind the backticks may not be part of it."""
        self.step_over(BACKTICKS)
        blank = self.source[self.cursor : self.cursor + 1]
        if blank in (" ", "\n") and not words.startswith(" "):
            self.cursor += 1

    def close_link(self) -> None:
        """Step over what closes the words of a link: `](address "title")`, `][name]`, `>`."""
        start = self._past_remarks()
        end = link_tail(self.source, start)
        self.cursor = end if end > start else self.cursor

    def _past_remarks(self) -> int:
        place = self.cursor
        while comment := _COMMENT.match(self.source, place):
            place = comment.end()
        return place

    def close(self) -> None:
        """Drop the blanks at the end of what was read."""
        text = self.text
        kept = text.rstrip()
        self._parts, self.length = [kept], len(kept)
        while self._runs and self._runs[-1].plain >= len(kept):
            self._runs.pop()
        if self._runs:
            last = self._runs[-1]
            over = last.plain + last.length - len(kept)
            if over > 0:
                self._runs[-1] = last._replace(length=last.length - over, width=last.width - over)


@cache
def _line_end(depth: int, *, literal: bool) -> re.Pattern[str]:
    """A line end, and what opens the next line; in code, blanks stand for themselves."""
    opening = rf"\n(?:[ \t]*>){{0,{depth}}}"
    return re.compile(opening if literal else rf"(?:\\|[ \t]*){opening}[ \t]*")


def _combines(before: str, mark: str) -> bool:
    """Whether a character joins what stands before it, by NFC."""
    if unicodedata.combining(mark):
        return True
    return len(unicodedata.normalize("NFC", before[-1:] + mark)) < len(before[-1:] + mark)
