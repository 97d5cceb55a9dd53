"""The copy on the desk while it is read: its lines, the findings so far, the footnotes.

Markdown tells the lines of a block but not where its words stand; `Finger` follows
the source while a block's inlines are read, so that each gets its line and column.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from mekong_print.document import Block, Position
from mekong_print.findings import Finding
from mekong_print.languages import Language
from mekong_print.parse.markdown import Syntax
from mekong_print.sources import Remark

COMMENT = re.compile(r"<!--(.*?)-->", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Copy:
    """What all readers of one source share."""

    file: str
    lines: tuple[str, ...]
    language: Language
    lang: str = "en"
    prefix: str = ""
    footnotes: dict[int, Callable[[Copy], tuple[Block, ...]]] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    ids: dict[str, Position] = field(default_factory=dict)
    inherited: dict[int, str] = field(default_factory=dict)  # line of a heading → original's id
    numbered: dict[int, int] = field(default_factory=dict)  # footnote → its printed number

    def at(self, node: Syntax) -> Position:
        """Where a block begins: its first line, behind any indent or marker."""
        return self.at_line(line_of(node))

    def at_line(self, number: int) -> Position:
        """The first letter of a line (counted from 0)."""
        text = self.lines[number] if number < len(self.lines) else ""
        return Position(self.file, number + 1, len(text) - len(text.lstrip()) + 1)

    def opens_with(self, at: Position, sign: str) -> bool:
        """Whether a sign stands at a place as a sign, not escaped by a backslash."""
        return self.lines[at.line - 1][at.column - 1 :].startswith(sign)

    def find(self, pattern: re.Pattern[str], node: Syntax) -> Position | None:
        """Where a pattern ends in the lines of a block."""
        first, last = node.map or (0, 0)
        for number in range(first, min(last, len(self.lines))):
            found = pattern.search(self.lines[number])
            if found:
                return Position(self.file, number + 1, found.end() + 1)
        return None

    def report(self, at: Position, code: str, message: str, hint: str = "") -> None:
        """Put down a finding."""
        self.findings.append(Finding(at, code, message, hint))

    def keep_remarks(self, first: int, last: int) -> None:
        """Keep the remarks that stand in some lines (counted from 0); the tree has none of them."""
        text = "\n".join(self.lines[first:last])
        for found in COMMENT.finditer(text):
            at, end = (
                Position(self.file, first + text.count("\n", 0, place) + 1, _column(text, place))
                for place in found.span()
            )
            self.keep_remark(found[1], at, end)

    def keep_remark(self, words: str, at: Position, end: Position) -> None:
        """Keep one remark."""
        before = self.lines[at.line - 1][: at.column - 1]
        behind = self.lines[end.line - 1][end.column - 1 :]
        alone = not before.strip(" \t>") and not behind.strip()
        self.remarks.append(Remark(" ".join(words.split()), at, end, alone))

    def finger(self, node: Syntax) -> Finger:
        """A finger at the start of a block."""
        first, last = node.map or (line_of(node), line_of(node) + 1)
        return Finger(self.file, first, "\n".join(self.lines[first:last]))


def _column(text: str, offset: int) -> int:
    return offset - text.rfind("\n", 0, offset)


def line_of(node: Syntax) -> int:
    """The first line (from 0) of a node, or of the nearest one around it that has lines."""
    around: Syntax | None = node
    while around is not None:
        if not around.is_root and around.map:
            return int(around.map[0])
        around = around.parent
    return 0


@dataclass(slots=True)
class Finger:
    """A finger that moves along the source of a block as its inlines are read."""

    file: str
    first_line: int
    text: str
    offset: int = 0

    def move_to(self, words: str) -> Position:
        """Move to the next place where `words` begin, and give it; stay where they are not."""
        for probe in (words, words[:12], words[:1]):
            found = self.text.find(probe, self.offset) if probe else -1
            if found >= 0:
                at = self._position(found)
                self.offset = found + len(probe)
                return at
        return self.here()

    def stands_bare(self, words: str) -> bool:
        """Whether `words` stand somewhere in the block without a backslash before them."""
        return bool(re.search(rf"(?<!\\){re.escape(words)}", self.text))

    def here(self) -> Position:
        """The place of the finger, at the next letter."""
        space = re.compile(r"\s*").match(self.text, self.offset)
        return self._position(space.end() if space else self.offset)

    def here_exactly(self) -> Position:
        """The place of the finger, whatever stands there."""
        return self._position(self.offset)

    def _position(self, offset: int) -> Position:
        before = self.text[:offset]
        line = before.count("\n")
        return Position(
            self.file, self.first_line + line + 1, offset - (before.rfind("\n") + 1) + 1
        )
