"""Blocks of the tree as HTML. One writer for each kind of node, in a table.

Every block carries `data-at` with its place in the source, so that a fault on a page
can be traced to the line that made it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from markupsafe import Markup

from mekong_print.addresses import picture_address
from mekong_print.compose.inlines import write_inlines
from mekong_print.compose.scope import Scope
from mekong_print.document import (
    Block,
    Box,
    BulletList,
    Cell,
    CodeBlock,
    Crosshead,
    Divider,
    Figure,
    Item,
    NumberedList,
    Paragraph,
    Passage,
    PullQuote,
    Quotation,
    Table,
)

# A crosshead stands below h1 (the issue), h2 (a section) and h3 (an article); HTML ends at h6.
_LAST_CROSSHEAD = 6


def write_blocks(blocks: Iterable[Block], scope: Scope) -> Markup:
    """A run of blocks as HTML, one a line."""
    return Markup("\n").join(_WRITERS[type(block)](block, scope) for block in blocks)


def write_footnote(blocks: Iterable[Block], scope: Scope) -> Markup:
    """A footnote's blocks as inline HTML: CSS floats an inline from where it is called."""
    parts = []
    for block in blocks:
        match block:
            case Paragraph(children):
                parts.append(write_inlines(children, scope))
            case _:
                parts.append(write_blocks((block,), scope))
    return Markup("<br>").join(parts)


def _paragraph(node: Paragraph, scope: Scope) -> Markup:
    return Markup('<p data-at="{}">{}</p>').format(node.at, write_inlines(node.children, scope))


def _crosshead(node: Crosshead, scope: Scope) -> Markup:
    level = min(node.level + scope.above, _LAST_CROSSHEAD)
    words = write_inlines(node.children, scope)
    return Markup('<h{} class="crosshead" data-at="{}">{}</h{}>').format(
        level, node.at, words, level
    )


def _items(items: tuple[Item, ...], scope: Scope) -> Markup:
    return Markup("").join(
        Markup('<li data-at="{}">{}</li>').format(item.at, _item_words(item, scope))
        for item in items
    )


def _item_words(item: Item, scope: Scope) -> Markup:
    match item.blocks:
        case (Paragraph(children), *rest):
            return write_inlines(children, scope) + write_blocks(rest, scope)
        case blocks:
            return write_blocks(blocks, scope)


def _bullets(node: BulletList, scope: Scope) -> Markup:
    return Markup("<ul>{}</ul>").format(_items(node.items, scope))


def _numbers(node: NumberedList, scope: Scope) -> Markup:
    return Markup('<ol start="{}">{}</ol>').format(node.start, _items(node.items, scope))


def _quotation(node: Quotation, scope: Scope) -> Markup:
    return Markup("<blockquote>{}</blockquote>").format(write_blocks(node.blocks, scope))


def _pull_quote(node: PullQuote, scope: Scope) -> Markup:
    credit = Markup('<p class="credit">{}</p>').format(write_inlines(node.credit, scope))
    return Markup('<blockquote class="pullquote" data-at="{}">{}{}</blockquote>').format(
        node.at, write_blocks(node.blocks, scope), credit if node.credit else ""
    )


def _box(node: Box, scope: Scope) -> Markup:
    title = Markup('<p class="box-title">{}</p>').format(node.title) if node.title else ""
    return Markup('<aside class="box" data-at="{}">{}{}</aside>').format(
        node.at, title, write_blocks(node.blocks, scope)
    )


def _passage(node: Passage, scope: Scope) -> Markup:
    return Markup('<div class="passage" lang="{}">{}</div>').format(
        node.lang, write_blocks(node.blocks, scope)
    )


def _figure(node: Figure, scope: Scope) -> Markup:
    caption = write_inlines(node.caption, scope)
    credit = Markup(' <span class="credit">{}</span>').format(write_inlines(node.credit, scope))
    words = Markup("<figcaption>{}{}</figcaption>").format(caption, credit if node.credit else "")
    return Markup('<figure data-at="{}"><img src="{}" alt="{}">{}</figure>').format(
        node.at, picture_address(node.picture), node.alt, words if caption or node.credit else ""
    )


def _table(node: Table, scope: Scope) -> Markup:
    caption = Markup("<caption>{}</caption>").format(node.caption) if node.caption else ""
    head = _row(node, node.head, "th", scope)
    body = Markup("").join(_row(node, row, "td", scope) for row in node.rows)
    return Markup('<table data-at="{}">{}<thead>{}</thead><tbody>{}</tbody></table>').format(
        node.at, caption, head, body
    )


def _row(table: Table, cells: tuple[Cell, ...], tag: str, scope: Scope) -> Markup:
    scope_of_head = Markup(' scope="col"') if tag == "th" else ""
    parts = [
        Markup('<{}{} class="{}">{}</{}>').format(
            tag, scope_of_head, align, write_inlines(cell.children, scope), tag
        )
        for cell, align in zip(cells, table.alignments, strict=False)
    ]
    return Markup("<tr>{}</tr>").format(Markup("").join(parts))


def _code(node: CodeBlock, _scope: Scope) -> Markup:
    return Markup('<pre data-at="{}"><code>{}</code></pre>').format(node.at, node.text)


def _divider(_node: Divider, _scope: Scope) -> Markup:
    return Markup('<hr class="divider">')


_WRITERS: dict[type, Callable[[Any, Scope], Markup]] = {
    Paragraph: _paragraph,
    Crosshead: _crosshead,
    BulletList: _bullets,
    NumberedList: _numbers,
    Quotation: _quotation,
    PullQuote: _pull_quote,
    Box: _box,
    Passage: _passage,
    Figure: _figure,
    Table: _table,
    CodeBlock: _code,
    Divider: _divider,
}
