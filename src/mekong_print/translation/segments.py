"""The segments of an issue: what a translator takes up one by one, and its author may change alone.

A segment is a heading, a paragraph, a caption, a table, a byline; lists, boxes and bios are
taken apart. Each has the hash of what it says: of the tree, so that lines that are broken
elsewhere in the source, or other numbers of footnotes, change nothing.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace

from mekong_print.document import (
    Article,
    Bio,
    Block,
    Box,
    BulletList,
    Byline,
    Divider,
    Figure,
    Issue,
    Item,
    Note,
    NumberedList,
    Position,
    PullQuote,
    Quotation,
    Section,
    Table,
    Text,
)
from mekong_print.walk import plain

_BLANKS = re.compile(r"\s+")
HASH = 16  # hex digits: 64 bits
_LONGEST = 60  # letters of a segment that are shown
_TELLS_NOTHING = frozenset({"at", "number"})  # a place; the number that is counted
_SAME_IN_ALL = frozenset({"byline", "code-block", "passage"})


@dataclass(frozen=True, slots=True)
class Segment:
    """One segment. `place` is the id of the section or article it is in, empty for the title.

    `opening` are its first words. `settled` is what a translation may well leave as it is:
    names, code, numbers, words in another language.
    """

    place: str
    kind: str
    hash: str
    at: Position
    opening: str
    settled: bool = False


def segments_of(issue: Issue, keys: Mapping[str, Position] | None = None) -> tuple[Segment, ...]:
    """All segments, in reading order. `keys` says where front matter has its keys."""
    head = [("title", issue.title), ("subtitle", issue.subtitle)]
    head += [("corrections", one.text) for one in issue.corrections]
    at = keys or {}
    found = [_segment("", kind, told, at.get(kind, issue.at)) for kind, told in head if told]
    for section in issue.sections:
        found += _section(section)
    return tuple(found)


def _section(section: Section) -> Iterator[Segment]:
    yield _segment(section.id, "heading", section.title, section.at)
    if section.note:
        yield from _text(section.id, section.note)
    for article in section.articles:
        yield _segment(article.id, "headline", article.headline, article.at)
        if article.standfirst:
            yield _segment(article.id, "standfirst", article.standfirst, article.standfirst[0].at)
        yield from _text(article.id, article)


def _text(place: str, text: Note | Article) -> Iterator[Segment]:
    if text.byline:
        yield _segment(place, "byline", text.byline, text.byline.at)
    for leaf in _leaves((*text.body, *text.bios)):
        yield _segment(place, leaf.kind, leaf, _at(leaf))


def _at(leaf: Block | Bio | Item) -> Position:
    match leaf:
        case PullQuote(credit=(first, *_)):
            return first.at
        case _:
            return leaf.at


def _leaves(blocks: Iterable[Block | Bio | Item]) -> Iterator[Block | Bio | Item]:
    """Blocks, those that hold others taken apart."""
    for block in blocks:
        match block:
            case Divider():
                continue
            case BulletList(items=items) | NumberedList(items=items):
                yield from _leaves(items)
            case Quotation() | Bio() | Item():
                yield from _leaves(block.blocks)
            case Box(title=title):
                yield from (replace(block, blocks=()),) if title else ()
                yield from _leaves(block.blocks)
            case PullQuote(credit=credit):
                yield from _leaves(block.blocks)
                yield from (replace(block, blocks=()),) if credit else ()
            case _:
                yield block


def _segment(place: str, kind: str, told: object, at: Position) -> Segment:
    words = " ".join(_words(told).split())
    settled = kind in _SAME_IN_ALL or not any(letter.isalpha() for letter in words)
    return Segment(place, kind, hash_of(told), at, words[:_LONGEST], settled)


def _words(told: object) -> str:
    match told:
        case str():
            return told
        case Box(title=title):
            return title
        case Figure(alt=alt, caption=caption):
            return plain(caption) or alt
        case Table(caption=caption):
            return caption or plain(told)
        case Byline(names=names):
            return ", ".join(names)
        case _:
            return plain(told)


def hash_of(told: object) -> str:
    """The hash of what a piece of the tree says, wherever it stands.

    What a later version adds to the tree and leaves empty changes no hash.
    """
    text = unicodedata.normalize("NFC", repr(_told(told)))
    return hashlib.sha256(text.encode()).hexdigest()[:HASH]


def _run(told: tuple[object, ...]) -> list[object]:
    """Neighbours in the tree; words that a remark stood between or behind are one run of them."""
    found: list[object] = []
    words = ""
    for one in told:
        match one:
            case Text(text=text):
                words += text
            case _:
                found += [_BLANKS.sub(" ", words)] if words else []
                found.append(_told(one))
                words = ""
    last = _BLANKS.sub(" ", words).rstrip()
    return [*found, last] if last else found


def _told(told: object) -> object:
    if isinstance(told, tuple):
        return _run(told)
    if is_dataclass(told):
        values = ((part.name, getattr(told, part.name)) for part in fields(told))
        return [
            (name, _told(value)) for name, value in values if value and name not in _TELLS_NOTHING
        ]
    return _BLANKS.sub(" ", told) if isinstance(told, str) else told
