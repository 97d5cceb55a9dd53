"""The stretches of an issue: every running text of its tree, in reading order, with its places."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from mekong_print.check import markup
from mekong_print.check.alignment import Aligner
from mekong_print.check.inlines import Reading, read_inlines
from mekong_print.check.quoting import continued, quoting
from mekong_print.check.stretch import Kind, Stretch
from mekong_print.check.written import (
    COMMENT,
    Setting,
    byline_of,
    front_matter,
    stretch_of,
    titled,
)
from mekong_print.document import (
    Article,
    Block,
    Box,
    BulletList,
    Crosshead,
    Figure,
    Footnote,
    Inline,
    Issue,
    Note,
    NumberedList,
    Paragraph,
    Passage,
    Position,
    PullQuote,
    Quotation,
    Section,
    Table,
    Text,
)
from mekong_print.sources import Source

_LINE_END = re.compile(r"[ \t]*\n[ \t>]*")
_RUNNING_ON = frozenset(("paragraph", "item", "quotation"))


@dataclass(frozen=True, slots=True)
class _Text:
    """Words of the tree that are about to be read, and from where."""

    node: object
    children: tuple[Inline, ...]
    at: Position
    opening: tuple[re.Pattern[str], ...] = field(default=())


def gather(issue: Issue, source: Source) -> tuple[Stretch, ...]:
    """Every stretch of an issue, in reading order."""
    setting = Setting(source, issue.lang)
    found = [*front_matter(issue, setting)]
    for section in issue.sections:
        found += _section(section, replace(setting, section=section))
    return tuple(_with_quotes([one for one in found if one.text]))


def _with_quotes(found: list[Stretch]) -> Iterator[Stretch]:
    for one, following in zip(found, [*found[1:], None], strict=True):
        marks = quoting(one.text)
        if following and following.piece is one.piece and one.kind in _RUNNING_ON:
            marks = continued(marks, one.text, following.text)
        yield replace(one, quoting=marks)


def _section(section: Section, setting: Setting) -> Iterator[Stretch]:
    yield from _read(_Text(section, section.title, section.at), replace(setting, kind="section"))
    if section.note:
        inside = replace(setting, piece=section.note)
        yield from byline_of(section.note.byline, inside)
        yield from _body(section.note, inside)
    for article in section.articles:
        yield from _article(article, replace(setting, piece=article))


def _article(article: Article, setting: Setting) -> Iterator[Stretch]:
    yield from _read(
        _Text(article, article.headline, article.at), replace(setting, kind="headline")
    )
    if article.standfirst:
        start = _below_heading(article.at, setting.source)
        text = _Text(article, article.standfirst, start)
        yield from _read(text, replace(setting, kind="standfirst"))
    yield from byline_of(article.byline, setting)
    yield from _body(article, setting)


def _below_heading(at: Position, source: Source) -> Position:
    """Where the first paragraph below a heading begins."""
    number = at.line + 1
    underlined = set(source.line(number).strip()) in ({"="}, {"-"})
    number += underlined
    while number < len(source.lines) and not COMMENT.sub("", source.line(number)).strip():
        number += 1
    return Position(at.file, number, 1)


def _body(piece: Article | Note, setting: Setting) -> Iterator[Stretch]:
    yield from _blocks(piece.body, setting)
    for bio in piece.bios:
        yield from _blocks(bio.blocks, replace(setting, kind="bio"))


def _blocks(blocks: tuple[Block, ...], setting: Setting) -> Iterator[Stretch]:
    for block in blocks:
        yield from _GATHERERS.get(block.kind, _nothing)(block, setting)


def _read(text: _Text, setting: Setting) -> Iterator[Stretch]:
    """One stretch, and then the footnotes that are called in it."""
    hand = Aligner(setting.source.text, setting.source.offset(text.at), setting.depth)
    hand.open_block()
    for sign in text.opening:
        hand.step_over(sign)
    yield from _read_on(hand, text, setting)


def _read_on(hand: Aligner, text: _Text, setting: Setting) -> Iterator[Stretch]:
    reading = Reading()
    read_inlines(text.children, hand, reading)
    yield stretch_of(hand, reading, text.node, setting)
    for note in reading.notes:
        yield from _footnote(note, setting)


def _footnote(note: Footnote, setting: Setting) -> Iterator[Stretch]:
    yield from _blocks(note.blocks, replace(setting, kind="footnote", depth=0))


# ---------------------------------------------------------------- one for each kind of block


def _paragraph(block: Paragraph, setting: Setting) -> Iterator[Stretch]:
    yield from _read(_Text(block, block.children, block.at), setting)


def _crosshead(block: Crosshead, setting: Setting) -> Iterator[Stretch]:
    text = _Text(block, block.children, block.at)
    yield from _read(text, replace(setting, kind="crosshead"))


def _list(block: BulletList | NumberedList, setting: Setting) -> Iterator[Stretch]:
    inside = replace(setting, kind="item") if setting.kind == "paragraph" else setting
    for item in block.items:
        yield from _blocks(item.blocks, inside)


def _quotation(block: Quotation, setting: Setting) -> Iterator[Stretch]:
    yield from _blocks(block.blocks, replace(setting, kind="quotation", depth=setting.depth + 1))


def _pull_quote(block: PullQuote, setting: Setting) -> Iterator[Stretch]:
    yield from _blocks(block.blocks, replace(setting, kind="pull-quote"))
    if block.credit:
        text = _Text(block, block.credit, block.credit[0].at)
        yield from _read(text, replace(setting, kind="credit"))


def _passage(block: Passage, setting: Setting) -> Iterator[Stretch]:
    yield from _blocks(block.blocks, replace(setting, lang=block.lang))


def _box(block: Box, setting: Setting) -> Iterator[Stretch]:
    if block.title:
        yield titled(block.title, block, block.at, replace(setting, kind="box-title"))
    yield from _blocks(block.blocks, setting)


def _table(block: Table, setting: Setting) -> Iterator[Stretch]:
    if block.caption:
        number = block.at.line - 1
        while number > 1 and block.caption not in setting.source.line(number):
            number -= 1
        start = Position(block.at.file, number, 1)
        yield titled(block.caption, block, start, replace(setting, kind="table-caption"))
    for index, row in enumerate((block.head, *block.rows)):
        hand = None
        kind: Kind = "table-head" if index == 0 else "cell"
        for cell in row:
            place = hand.cursor if hand else setting.source.offset(cell.at)
            first, hand = hand is None, Aligner(setting.source.text, place, setting.depth)
            if first:
                hand.open_block()
            hand.step_over(markup.CELL)
            text = _Text(cell, cell.children, cell.at)
            yield from _read_on(hand, text, replace(setting, kind=kind))


def _figure(block: Figure, setting: Setting) -> Iterator[Stretch]:
    hand = Aligner(setting.source.text, setting.source.offset(block.at), setting.depth)
    hand.open_block()
    hand.step_over(markup.PICTURE)
    hand.read(block.alt, literal=True)
    yield stretch_of(hand, Reading(), block, replace(setting, kind="alt"))
    if block.caption:
        hand.close_link()
        start = setting.source.position(hand.cursor)
        text = _Text(block, block.caption, start, (_LINE_END,))
        yield from _read(text, replace(setting, kind="caption"))
    if block.credit:
        text = _Text(block, block.credit, _credit_place(block))
        yield from _read(text, replace(setting, kind="credit"))


def _credit_place(block: Figure) -> Position:
    match block.credit:
        case (Text(_, at), *_):
            return at
    return block.credit[0].at


def _nothing(_block: object, _setting: Setting) -> Iterator[Stretch]:
    return iter(())


_GATHERERS: dict[str, Callable[..., Iterator[Stretch]]] = {
    "paragraph": _paragraph,
    "crosshead": _crosshead,
    "bullet-list": _list,
    "numbered-list": _list,
    "quotation": _quotation,
    "pull-quote": _pull_quote,
    "passage": _passage,
    "box": _box,
    "table": _table,
    "figure": _figure,
}
