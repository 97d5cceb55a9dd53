"""Inlines read to an aligner: their words, and the zones that are no plain prose.

One reader for each kind of inline, in a table, like the readers of parse/inlines.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from mekong_print.check import markup
from mekong_print.check.alignment import Aligner
from mekong_print.check.stretch import Zone
from mekong_print.document import (
    Code,
    Emphasis,
    Footnote,
    FootnoteAgain,
    Foreign,
    Inline,
    LineBreak,
    Link,
    Strong,
    Text,
)


@dataclass(frozen=True, slots=True)
class Reading:
    """What was met while inlines were read."""

    zones: list[Zone] = field(default_factory=list)
    notes: list[Footnote] = field(default_factory=list)


def read_inlines(inlines: tuple[Inline, ...], hand: Aligner, reading: Reading) -> None:
    """Read inlines to an aligner, one behind the other."""
    for inline in inlines:
        _READERS[inline.kind](inline, hand, reading)


def _text(inline: Text, hand: Aligner, _reading: Reading) -> None:
    hand.read(inline.text)


def _emphasis(inline: Emphasis, hand: Aligner, reading: Reading) -> None:
    hand.step_over(markup.EMPHASIS)
    read_inlines(inline.children, hand, reading)
    hand.step_over(markup.EMPHASIS)


def _strong(inline: Strong, hand: Aligner, reading: Reading) -> None:
    hand.step_over(markup.STRONG)
    read_inlines(inline.children, hand, reading)
    hand.step_over(markup.STRONG)


def _code(inline: Code, hand: Aligner, reading: Reading) -> None:
    start = hand.length
    hand.open_code(inline.text)
    hand.read(inline.text, literal=True)
    hand.step_over(markup.CODE_END)
    reading.zones.append(Zone("code", start, hand.length, ""))


def _link(inline: Link, hand: Aligner, reading: Reading) -> None:
    start = hand.length
    hand.step_over(markup.LINK)
    read_inlines(inline.children, hand, reading)
    hand.close_link()
    reading.zones.append(Zone("link", start, hand.length, inline.href))


def _foreign(inline: Foreign, hand: Aligner, reading: Reading) -> None:
    start = hand.length
    hand.step_over(markup.BRACKET)
    read_inlines(inline.children, hand, reading)
    hand.step_over(markup.SPAN_END)
    reading.zones.append(Zone("foreign", start, hand.length, inline.lang))


def _break(_inline: LineBreak, hand: Aligner, _reading: Reading) -> None:
    hand.read(" ")


def _footnote(inline: Footnote, hand: Aligner, reading: Reading) -> None:
    hand.step_over(markup.CALL)
    reading.notes.append(inline)


def _again(_inline: FootnoteAgain, hand: Aligner, _reading: Reading) -> None:
    hand.step_over(markup.CALL)


_READERS: dict[str, Callable[..., None]] = {
    "text": _text,
    "emphasis": _emphasis,
    "strong": _strong,
    "code": _code,
    "link": _link,
    "foreign": _foreign,
    "line-break": _break,
    "footnote": _footnote,
    "footnote-again": _again,
}
