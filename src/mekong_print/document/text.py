"""The text of a tree: where nodes stand, inlines, and the blocks they make."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from mekong_print.kinds import ByKind
from mekong_print.positions import Position

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


Inline = Annotated[
    Text | Emphasis | Strong | Code | Link | Foreign | LineBreak | Footnote | FootnoteAgain,
    ByKind(),
]

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


Block = Annotated[
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
    | Divider,
    ByKind(),
]
