"""What is not Markdown in a source, as stretches: front matter, bylines, titles of blocks.

The tree keeps what these say, not how they were written; here their words are read again
from the source.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from html import unescape

from mekong_print.check.alignment import Aligner
from mekong_print.check.inlines import Reading
from mekong_print.check.stretch import Kind, Stretch
from mekong_print.document import Article, Byline, Issue, Note, Position, Section
from mekong_print.sources import Source

COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_KEY = re.compile(r"""["']?\w+["']?[ \t]*:[ \t]*["']?""")
_VALUE = re.compile(r"""[^"'#]*""")
_FENCE = re.compile(r":{3,}[ \t]*\w+[ \t]*")
_PARAGRAPH_END = re.compile(r"\n[ \t]*(?:\n|:::)|\Z")


@dataclass(frozen=True, slots=True)
class Setting:
    """Where in the issue a block stands; `depth` counts the quotations around it."""

    source: Source
    lang: str
    section: Section | None = None
    piece: Article | Note | None = None
    kind: Kind = "paragraph"
    depth: int = 0


def stretch_of(hand: Aligner, reading: Reading, node: object, setting: Setting) -> Stretch:
    """The stretch of what a hand has read."""
    hand.close()
    return Stretch(
        text=hand.text,
        kind=setting.kind,
        lang=setting.lang,
        section=setting.section,
        piece=setting.piece,
        node=node,
        source=setting.source,
        alignment=hand.alignment(),
        zones=tuple(reading.zones),
    )


def front_matter(issue: Issue, setting: Setting) -> Iterator[Stretch]:
    """Title, subtitle and deadline, where front matter has them."""
    source = setting.source
    kinds: tuple[Kind, ...] = ("title", "subtitle", "deadline")
    for kind in (kind for kind in kinds if kind in source.keys):
        hand = Aligner(source.text, source.offset(source.keys[kind]))
        hand.step_over(_KEY)
        if kind == "deadline":
            value = _VALUE.match(source.line(source.keys[kind].line), _column(hand, source))
            hand.read(value.group() if value else "", literal=True)
        else:
            hand.read(str(getattr(issue, kind)))
        yield stretch_of(hand, Reading(), issue, replace(setting, kind=kind))


def _column(hand: Aligner, source: Source) -> int:
    return source.position(hand.cursor).column - 1


def byline_of(byline: Byline | None, setting: Setting) -> Iterator[Stretch]:
    """A byline as it was written: the tree keeps what it says, not its words."""
    if byline is None:
        return
    source = setting.source
    start = source.offset(byline.at)
    end = _PARAGRAPH_END.search(source.text, start)
    written = source.text[start : end.start() if end else start]
    words = unescape(_ESCAPED.sub(r"\1", COMMENT.sub(" ", written)))
    hand = Aligner(source.text, start)
    hand.read(unicodedata.normalize("NFC", " ".join(words.split())))
    yield stretch_of(hand, Reading(), byline, replace(setting, kind="byline"))


def titled(words: str, node: object, at: Position, setting: Setting) -> Stretch:
    """The words behind `::: box` or `::: table`, which are not read as Markdown."""
    hand = Aligner(setting.source.text, setting.source.offset(at))
    hand.open_block()
    hand.step_over(_FENCE)
    hand.read(words, literal=True)
    return stretch_of(hand, Reading(), node, setting)
