"""The tree of an issue: frozen values, and nothing of Markdown, HTML or PDF in them.

Issue → sections → note or articles → blocks → inlines. Every node knows where in
its source it stands (`at`), so that findings, previews and PDF failures can point
there. `kind` tells the nodes apart in the JSON record (docs/record.schema.json).
"""

from mekong_print.document.issue import Article, Bio, Byline, Correction, Issue, Note, Section
from mekong_print.document.text import (
    Alignment,
    Block,
    Box,
    BulletList,
    Cell,
    Code,
    CodeBlock,
    Crosshead,
    Divider,
    Emphasis,
    Figure,
    Footnote,
    FootnoteAgain,
    Foreign,
    Inline,
    Item,
    LineBreak,
    Link,
    NumberedList,
    Paragraph,
    Passage,
    PullQuote,
    Quotation,
    Strong,
    Table,
    Text,
)
from mekong_print.positions import Position

__all__ = [
    "Alignment",
    "Article",
    "Bio",
    "Block",
    "Box",
    "BulletList",
    "Byline",
    "Cell",
    "Code",
    "CodeBlock",
    "Correction",
    "Crosshead",
    "Divider",
    "Emphasis",
    "Figure",
    "Footnote",
    "FootnoteAgain",
    "Foreign",
    "Inline",
    "Issue",
    "Item",
    "LineBreak",
    "Link",
    "Note",
    "NumberedList",
    "Paragraph",
    "Passage",
    "Position",
    "PullQuote",
    "Quotation",
    "Section",
    "Strong",
    "Table",
    "Text",
]
