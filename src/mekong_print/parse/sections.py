"""Sections, notes and articles: what the headings of an issue hold together.

A level-1 heading opens a section, a level-2 heading an article. Text of a section
before any headline is its note. Bylines, standfirsts and bios are known by where
they stand.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mekong_print.bylines import SENTENCE_END, Credits, as_line, opens_byline, read_byline
from mekong_print.document import (
    Article,
    Bio,
    Block,
    Byline,
    Inline,
    Note,
    Paragraph,
    Position,
    Section,
)
from mekong_print.parse.blocks import read_blocks
from mekong_print.parse.copy import Copy
from mekong_print.parse.headings import Heading, read_heading
from mekong_print.parse.markdown import Syntax, is_closed, opened_as
from mekong_print.walk import plain


def read_sections(nodes: Sequence[Syntax], copy: Copy) -> tuple[Section, ...]:
    """The sections of an issue, from the top-level syntax of its body."""
    groups = list(_split(nodes, "h1"))
    for stray in groups[0].content:
        if read_blocks([stray], copy):
            hint = "Open the section above it with a line such as “# Cambodia 🇰🇭”."
            copy.report(copy.at(stray), "S03", "Text stands before the first section.", hint)
            break
    return tuple(_section(group.head, group.content, copy) for group in groups[1:] if group.head)


@dataclass(frozen=True, slots=True)
class _Group:
    head: Syntax | None
    content: list[Syntax]


def _split(nodes: Sequence[Syntax], tag: str) -> Iterator[_Group]:
    """Part nodes at headings of one level; the first group has no head."""
    group = _Group(None, [])
    for node in nodes:
        if node.type == "heading" and node.tag == tag:
            yield group
            group = _Group(node, [])
        else:
            group.content.append(node)
    yield group


def _section(head: Syntax, nodes: list[Syntax], copy: Copy) -> Section:
    heading = read_heading(head, copy)
    groups = list(_split(nodes, "h2"))
    note = _note(groups[0].content, heading, copy)
    articles = tuple(
        _article(group.head, group.content, copy) for group in groups[1:] if group.head
    )
    if note is None and not articles:
        hint = "Write a note below it, or an article with “## A headline”."
        copy.report(heading.at, "S05", f"The section “{plain(heading.title)}” is empty.", hint)
    return Section(heading.id, heading.title, heading.region, note, articles, heading.at)


def _note(nodes: list[Syntax], heading: Heading, copy: Copy) -> Note | None:
    blocks, bios = _content(nodes, copy)
    if not blocks and not bios:
        return None
    _, byline, body = _opening(blocks, copy, standfirst_allowed=False)
    at = blocks[0].at if blocks else heading.at
    return Note(byline, body, bios, at)


def _article(head: Syntax, nodes: list[Syntax], copy: Copy) -> Article:
    heading = read_heading(head, copy)
    if heading.region:
        copy.report(heading.at, "S09", "A flag belongs to a section, not to a headline.")
    blocks, bios = _content(nodes, copy)
    standfirst, byline, body = _opening(blocks, copy, standfirst_allowed=True)
    name = plain(heading.title)
    if byline is None:
        line = as_line(Credits(("Name",), "Place"), copy.language)
        hint = f"Write “{line}” below the headline."
        copy.report(heading.at, "B02", f"The article “{name}” has no byline.", hint)
    if not body:
        copy.report(
            heading.at,
            "S14",
            f"The article “{name}” has no text.",
            "Write it, or delete the headline.",
        )
    return Article(heading.id, heading.title, standfirst, byline, body, bios, heading.at)


def _content(nodes: list[Syntax], copy: Copy) -> tuple[tuple[Block, ...], tuple[Bio, ...]]:
    """The blocks of a note or an article, and the bios at its end."""
    blocks: list[Block] = []
    bios: list[Bio] = []
    for node in nodes:
        if node.type == "container_block" and opened_as(node).split(" ")[0] == "bio":
            bios.append(_bio(node, copy))
            continue
        found = read_blocks([node], copy)
        if found and bios:
            hint = "Move the bio below the last paragraph of its article."
            copy.report(
                bios[-1].at, "B03", "This bio does not stand at the end of its article.", hint
            )
        blocks += found
    return tuple(blocks), tuple(bios)


def _bio(node: Syntax, copy: Copy) -> Bio:
    at = copy.at(node)
    if not is_closed(node):
        copy.report(at, "S08", "The block “::: bio” is never closed.", "End it with a line “:::”.")
    return Bio(read_blocks(node.children, copy), at)


Opening = tuple[tuple[Inline, ...], Byline | None, tuple[Block, ...]]


def _opening(blocks: tuple[Block, ...], copy: Copy, *, standfirst_allowed: bool) -> Opening:
    """Standfirst and byline, and the body below them."""
    match blocks:
        case (Paragraph() as first, *body) if byline := _byline(first, copy, surely=True):
            return (), byline, tuple(body)
        case (Paragraph() as first, Paragraph() as second, *body) if standfirst_allowed:
            if byline := _byline(second, copy, surely=False):
                return first.children, byline, tuple(body)
    return (), None, blocks


def _byline(paragraph: Paragraph, copy: Copy, *, surely: bool) -> Byline | None:
    """A paragraph as a byline; None where it is running text.

    A first paragraph that opens with `by` and is no sentence is meant as a byline, and
    reported when it cannot be read; `By contrast, … .` is running text.
    """
    line = plain(paragraph)
    if not opens_byline(line, copy.language):
        return None
    credits = read_byline(line, copy.language)
    sentence = bool(SENTENCE_END.search(line)) and not line[:1].islower()
    if not credits.fault and not sentence:
        return Byline(credits.names, credits.place, credits.role, credits.withheld, paragraph.at)
    if sentence or not (surely or line[:1].islower()):
        return None
    _report_fault(credits.fault, paragraph.at, copy)
    return Byline((), "", line, withheld=False, at=paragraph.at)


def _report_fault(fault: str, at: Position, copy: Copy) -> None:
    one = as_line(Credits(("Malai Yatt",), "Phnom Penh"), copy.language)
    two = as_line(Credits(("A. Lee", "B. Ong"), role="Editors"), copy.language)
    hint = f"Write it like “{one}” or “{two}”."
    copy.report(at, "B01", f"This byline cannot be read: {fault}.", hint)
