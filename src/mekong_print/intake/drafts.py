"""What an import holds between reading and writing: lines, drafts, and what it assumed.

A draft keeps the newsletter's own lines, each with its place in the plain text; no
Markdown is in it.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from mekong_print.document import Position
from mekong_print.findings import Finding


@dataclass(frozen=True, slots=True)
class Line:
    """A line with words on it: composed (NFC), without the space around it."""

    text: str
    at: Position


Lines = tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Draft:
    """A note or an article in the making; a note has no headline, and stands first.

    `headline` and `standfirst` may be several lines of the newsletter; each bio is one.
    """

    headline: Lines = ()
    standfirst: Lines = ()
    byline: Line | None = None
    body: Lines = ()
    bios: Lines = ()


@dataclass(frozen=True, slots=True)
class SectionDraft:
    """A section in the making; `title` is as it is to be written, with its flag if it has one."""

    title: str
    drafts: tuple[Draft, ...]


@dataclass(frozen=True, slots=True)
class FrontDraft:
    """The front matter in the making; `deadline` is empty or reads `2025-10-31 23:59 +08:00`."""

    desk: str
    number: int
    title: str
    subtitle: str
    deadline: str
    lang: str


@dataclass(frozen=True, slots=True)
class Assumptions:
    """What had to be assumed so far."""

    found: list[Finding] = field(default_factory=list)

    def note(self, at: Position, message: str, hint: str) -> None:
        """Put down an assumption, and how to correct it in the source."""
        self.found.append(Finding(at, "N01", message, hint))


def quoted(line: Line, most: int = 50) -> str:
    """The first words of a line between quotation marks, for a message."""
    text = line.text if len(line.text) <= most else line.text[:most].rstrip() + "…"
    return f"“{text}”"
