"""Block Markdown to the tree's blocks: paragraphs, lists, pictures, tables, `:::` blocks.

One reader for each kind of syntax, in a table, like parse/inlines.py.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from urllib.parse import unquote

from mekong_print.document import (
    Block,
    Box,
    BulletList,
    CodeBlock,
    Crosshead,
    Divider,
    Figure,
    Inline,
    Item,
    NumberedList,
    Paragraph,
    Passage,
    Position,
    PullQuote,
    Quotation,
    Table,
    Text,
)
from mekong_print.parse.copy import COMMENT, Copy
from mekong_print.parse.inlines import check_language, read_inlines, read_run
from mekong_print.parse.markdown import Syntax, is_closed, opened_as
from mekong_print.parse.source import printable
from mekong_print.parse.tables import read_table

BLOCK_KINDS = ("bio", "box", "lang", "pullquote", "table")
Reader = Callable[[Syntax, Copy], Iterator[Block]]


def read_blocks(nodes: Sequence[Syntax], copy: Copy) -> tuple[Block, ...]:
    """The blocks that a sequence of syntax nodes stands for, in reading order."""
    return tuple(block for node in nodes for block in _READERS.get(node.type, _unknown)(node, copy))


def _paragraph(node: Syntax, copy: Copy) -> Iterator[Block]:
    first = node.children[0].children[0] if node.children[0].children else None
    if first is not None and first.type == "image":
        yield _figure(node, first, copy)
        return
    children = read_inlines(node, copy)
    at = copy.at(node)
    match children:
        case (Text(text, _), *_) if text.startswith(":::") and copy.opens_with(at, ":::"):
            _report_unknown_block(text, at, copy)
        case _:
            yield Paragraph(children, at)


def _report_unknown_block(text: str, at: Position, copy: Copy) -> None:
    hint = f"Known are: {', '.join(f'::: {kind}' for kind in BLOCK_KINDS)}."
    copy.report(at, "S08", f"“{text.split(chr(10))[0][:40]}” opens or closes no block.", hint)


def _figure(node: Syntax, image: Syntax, copy: Copy) -> Figure:
    at = copy.at(node)
    alt = " ".join(str(image.content).split())
    if not alt:
        hint = "Say in the square brackets what it shows: ![A boat at dusk](boat.jpg)."
        copy.report(at, "A01", "The picture has no description.", hint)
    caption, credit = _take_credit(_behind_picture(node, copy), node, copy)
    picture = printable(unquote(str(image.attrs.get("src", ""))))  # %0A would break messages
    return Figure(picture, alt, caption, credit, at)


def _behind_picture(node: Syntax, copy: Copy) -> tuple[Inline, ...]:
    """What stands in a picture's paragraph below the picture."""
    rest = list(node.children[0].children[1:])
    finger = copy.finger(node)
    finger.move_to("](")
    if rest and rest[0].type == "softbreak":
        rest.pop(0)
        finger.move_to("\n")
    return read_run(rest, copy, finger)


def _take_credit(
    inlines: tuple[Inline, ...], node: Syntax, copy: Copy
) -> tuple[tuple[Inline, ...], tuple[Inline, ...]]:
    """Part a caption from the credit line that closes it (`Credit: …`)."""
    words = "|".join(re.escape(word) for word in copy.language.credit)
    colons = re.escape(copy.language.colons)
    colon = rf"\s?[:{colons}]" if colons else ":"
    opening = re.compile(rf"(?:^|\s)(?:{words}){colon}\s*")
    for index in range(len(inlines) - 1, -1, -1):
        match inlines[index]:
            case Text(text, at) if found := opening.search(text):
                before = (*inlines[:index], Text(text[: found.start()], at))
                rest = Text(text[found.end() :], copy.find(opening, node) or at)
                return _trim(before), _trim((rest, *inlines[index + 1 :]))
    return _trim(inlines), ()


def _trim(inlines: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """Drop blank text at both ends."""
    kept = list(inlines)
    match kept:
        case [Text(text, at), *_]:
            kept[0] = _after(text, len(text) - len(text.lstrip()), at)
    match kept:
        case [*_, Text(text, at)]:
            kept[-1] = Text(text.rstrip(), at)
    return tuple(inline for inline in kept if inline != Text("", inline.at))


def _after(text: str, letters: int, at: Position) -> Text:
    """A run of words without its first letters."""
    return Text(text[letters:], at.moved(letters))


def _crosshead(node: Syntax, copy: Copy) -> Iterator[Block]:
    level = int(node.tag[1]) - 2
    yield Crosshead(max(level, 1), read_inlines(node, copy), copy.at(node))


def _items(node: Syntax, copy: Copy) -> tuple[Item, ...]:
    return tuple(Item(read_blocks(item.children, copy), copy.at(item)) for item in node.children)


def _bullets(node: Syntax, copy: Copy) -> Iterator[Block]:
    yield BulletList(_items(node, copy), copy.at(node))


def _numbers(node: Syntax, copy: Copy) -> Iterator[Block]:
    yield NumberedList(int(node.attrs.get("start", 1)), _items(node, copy), copy.at(node))


def _quotation(node: Syntax, copy: Copy) -> Iterator[Block]:
    yield Quotation(read_blocks(node.children, copy), copy.at(node))


def _code(node: Syntax, copy: Copy) -> Iterator[Block]:
    yield CodeBlock(str(node.content).removesuffix("\n"), copy.at(node))


def _divider(node: Syntax, copy: Copy) -> Iterator[Block]:
    yield Divider(copy.at(node))


def _table(node: Syntax, copy: Copy) -> Iterator[Table]:
    yield read_table(node, copy, "")


def _html(node: Syntax, copy: Copy) -> Iterator[Block]:
    first, last = node.map or (0, 0)
    copy.keep_remarks(first, last)
    rest = " ".join(COMMENT.sub("", str(node.content)).split())
    if rest:
        hint = "Use Markdown instead; for the sign itself write \\<. A comment has its own lines."
        copy.report(copy.at(node), "S07", f"Raw HTML ({rest[:40]}) is not read.", hint)
    return iter(())


def _nothing(_node: Syntax, _copy: Copy) -> Iterator[Block]:
    return iter(())


def _unknown(node: Syntax, copy: Copy) -> Iterator[Block]:
    copy.report(copy.at(node), "S08", f"“{node.type}” cannot be set.", "Write it as paragraphs.")
    return iter(())


# ---------------------------------------------------------------- ::: blocks


def _container(node: Syntax, copy: Copy) -> Iterator[Block]:
    kind, _, words = opened_as(node).partition(" ")
    at = copy.at(node)
    if not is_closed(node):
        copy.report(
            at, "S08", f"The block “::: {kind}” is never closed.", "End it with a line “:::”."
        )
    match kind:
        case "box":
            yield Box(words.strip(), read_blocks(node.children, copy), at)
        case "pullquote":
            yield _pull_quote(node, copy)
        case "lang":
            check_language(words.strip(), copy, at)
            yield Passage(words.strip(), read_blocks(node.children, copy), at)
        case "table":
            yield from _captioned_table(node, copy, words.strip())
        case "bio":
            hint = "A bio stands at the end of its article, outside other blocks."
            copy.report(at, "B03", "This bio belongs to no article.", hint)
        case _:
            _report_unknown_block(f"::: {kind}", at, copy)


def _pull_quote(node: Syntax, copy: Copy) -> PullQuote:
    """Blocks, then perhaps a last paragraph that opens with a dash: who said it."""
    blocks = read_blocks(node.children, copy)
    match blocks:
        case (*before, Paragraph((Text(text, at), *rest), _)) if text[:1] in "—–":
            dash = len(text) - len(text[1:].lstrip())
            credit = (_after(text, dash, at), *rest)
            return PullQuote(tuple(before), credit, copy.at(node))
    return PullQuote(blocks, (), copy.at(node))


def _captioned_table(node: Syntax, copy: Copy, caption: str) -> Iterator[Block]:
    tables = [child for child in node.children if child.type == "table"]
    if len(tables) != 1 or len(node.children) != 1:
        copy.report(copy.at(node), "S08", "“::: table” must hold one table and nothing else.")
    for table in tables:
        yield read_table(table, copy, caption)


_READERS: dict[str, Reader] = {
    "paragraph": _paragraph,
    "heading": _crosshead,
    "bullet_list": _bullets,
    "ordered_list": _numbers,
    "blockquote": _quotation,
    "table": _table,
    "fence": _code,
    "code_block": _code,
    "hr": _divider,
    "html_block": _html,
    "container_block": _container,
    "footnote_block": _nothing,
    "footnote_anchor": _nothing,
}
