"""The tree of an issue: frozen values, and nothing of Markdown, HTML or PDF in them.

Issue → sections → note or articles → blocks → inlines. Every node knows where in
its source it stands (`at`), so that findings, previews and PDF failures can point
there. `kind` tells the nodes apart in the JSON record (docs/record.schema.json).
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Position:
    """Where a node begins: file as seen from the publication, line and column from 1."""

    file: str
    line: int
    column: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"

    def moved(self, letters: int) -> Position:
        """The place some letters further on in the same line."""
        return Position(self.file, self.line, self.column + letters)


# ---------------------------------------------------------------- inlines


@dataclass(frozen=True, slots=True)
class Text:
    """A run of plain words."""

    text: str
    at: Position
    kind: Literal["text"] = "text"


@dataclass(frozen=True, slots=True)
class Emphasis:
    """Stressed words, or the title of a work: italics."""

    children: tuple[Inline, ...]
    at: Position
    kind: Literal["emphasis"] = "emphasis"


@dataclass(frozen=True, slots=True)
class Strong:
    """Words of weight: bold."""

    children: tuple[Inline, ...]
    at: Position
    kind: Literal["strong"] = "strong"


@dataclass(frozen=True, slots=True)
class Code:
    """Letters to be taken as they stand."""

    text: str
    at: Position
    kind: Literal["code"] = "code"


@dataclass(frozen=True, slots=True)
class Link:
    """A link to the web (`https:`, `http:`, `mailto:`) or to an id of this issue (`#…`)."""

    href: str
    title: str
    children: tuple[Inline, ...]
    at: Position
    kind: Literal["link"] = "link"


@dataclass(frozen=True, slots=True)
class Foreign:
    """Words in another language, given as a BCP 47 tag."""

    lang: str
    children: tuple[Inline, ...]
    at: Position
    kind: Literal["foreign"] = "foreign"


@dataclass(frozen=True, slots=True)
class LineBreak:
    """A line that must end here."""

    at: Position
    kind: Literal["line-break"] = "line-break"


@dataclass(frozen=True, slots=True)
class Footnote:
    """A footnote at its first call; numbers run through the issue from 1."""

    number: int
    blocks: tuple[Block, ...]
    at: Position
    kind: Literal["footnote"] = "footnote"


@dataclass(frozen=True, slots=True)
class FootnoteAgain:
    """A later call of a footnote that has been set already."""

    number: int
    at: Position
    kind: Literal["footnote-again"] = "footnote-again"


Inline = Text | Emphasis | Strong | Code | Link | Foreign | LineBreak | Footnote | FootnoteAgain

# ---------------------------------------------------------------- blocks


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of running text."""

    children: tuple[Inline, ...]
    at: Position
    kind: Literal["paragraph"] = "paragraph"


@dataclass(frozen=True, slots=True)
class Crosshead:
    """A heading inside an article; `level` counts from 1 below the headline."""

    level: int
    children: tuple[Inline, ...]
    at: Position
    kind: Literal["crosshead"] = "crosshead"


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a list."""

    blocks: tuple[Block, ...]
    at: Position
    kind: Literal["item"] = "item"


@dataclass(frozen=True, slots=True)
class BulletList:
    """A list whose order does not matter."""

    items: tuple[Item, ...]
    at: Position
    kind: Literal["bullet-list"] = "bullet-list"


@dataclass(frozen=True, slots=True)
class NumberedList:
    """A list that counts from `start`."""

    start: int
    items: tuple[Item, ...]
    at: Position
    kind: Literal["numbered-list"] = "numbered-list"


@dataclass(frozen=True, slots=True)
class Quotation:
    """A longer quotation, set apart."""

    blocks: tuple[Block, ...]
    at: Position
    kind: Literal["quotation"] = "quotation"


@dataclass(frozen=True, slots=True)
class PullQuote:
    """Words lifted out of the article to draw the eye, with the one who said them."""

    blocks: tuple[Block, ...]
    credit: tuple[Inline, ...]
    at: Position
    kind: Literal["pull-quote"] = "pull-quote"


@dataclass(frozen=True, slots=True)
class Box:
    """A sidebar with a title of its own (or none)."""

    title: str
    blocks: tuple[Block, ...]
    at: Position
    kind: Literal["box"] = "box"


@dataclass(frozen=True, slots=True)
class Passage:
    """Blocks in another language, given as a BCP 47 tag."""

    lang: str
    blocks: tuple[Block, ...]
    at: Position
    kind: Literal["passage"] = "passage"


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture; `picture` is its path beside the issue's source."""

    picture: str
    alt: str
    caption: tuple[Inline, ...]
    credit: tuple[Inline, ...]
    at: Position
    kind: Literal["figure"] = "figure"


Alignment = Literal["start", "center", "end"]


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table."""

    children: tuple[Inline, ...]
    at: Position
    kind: Literal["cell"] = "cell"


@dataclass(frozen=True, slots=True)
class Table:
    """A table: one row of heads, then rows as wide as it; an alignment for each column."""

    caption: str
    alignments: tuple[Alignment, ...]
    head: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]
    at: Position
    kind: Literal["table"] = "table"


@dataclass(frozen=True, slots=True)
class CodeBlock:
    """Lines to be taken as they stand."""

    text: str
    at: Position
    kind: Literal["code-block"] = "code-block"


@dataclass(frozen=True, slots=True)
class Divider:
    """A break in the train of thought."""

    at: Position
    kind: Literal["divider"] = "divider"


Block = (
    Paragraph
    | Crosshead
    | BulletList
    | NumberedList
    | Quotation
    | PullQuote
    | Box
    | Passage
    | Figure
    | Table
    | CodeBlock
    | Divider
)

# ---------------------------------------------------------------- the issue


@dataclass(frozen=True, slots=True)
class Byline:
    """Who wrote it, and from where or as what.

    `place` is a city; `withheld` says that a place is kept back on purpose, which is
    not the same as a place that was forgotten.
    """

    names: tuple[str, ...]
    place: str
    role: str
    withheld: bool
    at: Position
    kind: Literal["byline"] = "byline"


@dataclass(frozen=True, slots=True)
class Bio:
    """A few lines about an author, at the end of the article."""

    blocks: tuple[Block, ...]
    at: Position
    kind: Literal["bio"] = "bio"


@dataclass(frozen=True, slots=True)
class Note:
    """The editor's note: the text of a section before any headline."""

    byline: Byline | None
    body: tuple[Block, ...]
    bios: tuple[Bio, ...]
    at: Position
    kind: Literal["note"] = "note"


@dataclass(frozen=True, slots=True)
class Article:
    """A headline, an optional standfirst and byline, the body, and bios."""

    id: str
    headline: tuple[Inline, ...]
    standfirst: tuple[Inline, ...]
    byline: Byline | None
    body: tuple[Block, ...]
    bios: tuple[Bio, ...]
    at: Position
    kind: Literal["article"] = "article"


@dataclass(frozen=True, slots=True)
class Section:
    """A country or a topic; `region` is an ISO 3166-1 code in lower case, or empty."""

    id: str
    title: tuple[Inline, ...]
    region: str
    note: Note | None
    articles: tuple[Article, ...]
    at: Position
    kind: Literal["section"] = "section"


@dataclass(frozen=True, slots=True)
class Issue:
    """One issue of a desk. `prefix` opens every id; `lang` is a BCP 47 tag."""

    desk: str
    number: int
    title: str
    subtitle: str
    date: dt.date | None
    deadline: dt.datetime | None
    lang: str
    prefix: str
    sections: tuple[Section, ...]
    at: Position
    kind: Literal["issue"] = "issue"
