"""Inlines of the tree as HTML. One writer for each kind of node, in a table.

Markup is only ever joined from escaped parts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from markupsafe import Markup

from mekong_print.compose.scope import Scope
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


def write_inlines(inlines: Iterable[Inline], scope: Scope) -> Markup:
    """A run of inlines as HTML."""
    return Markup("").join(_WRITERS[type(inline)](inline, scope) for inline in inlines)


def _text(node: Text, _scope: Scope) -> Markup:
    return Markup("{}").format(node.text)


def _emphasis(node: Emphasis, scope: Scope) -> Markup:
    return Markup("<em>{}</em>").format(write_inlines(node.children, scope))


def _strong(node: Strong, scope: Scope) -> Markup:
    return Markup("<strong>{}</strong>").format(write_inlines(node.children, scope))


def _code(node: Code, _scope: Scope) -> Markup:
    return Markup("<code>{}</code>").format(node.text)


def _link(node: Link, scope: Scope) -> Markup:
    words = write_inlines(node.children, scope)
    return Markup('<a href="{}">{}</a>').format(scope.target(node.href), words)


def _foreign(node: Foreign, scope: Scope) -> Markup:
    return Markup('<span lang="{}">{}</span>').format(
        node.lang, write_inlines(node.children, scope)
    )


def _line_break(_node: LineBreak, _scope: Scope) -> Markup:
    return Markup("<br>")


def _footnote(node: Footnote, scope: Scope) -> Markup:
    words = scope.footnote_words(node.blocks, scope)
    name = f"{scope.prefix}fn-{node.number}"
    return Markup('<span class="footnote" id="{}" data-at="{}">{}</span>').format(
        name, node.at, words
    )


def _footnote_again(node: FootnoteAgain, scope: Scope) -> Markup:
    return Markup('<a class="call" role="doc-noteref" href="#{}fn-{}">{}</a>').format(
        scope.prefix, node.number, scope.wording.number(node.number)
    )


_WRITERS: dict[type, Callable[[Any, Scope], Markup]] = {
    Text: _text,
    Emphasis: _emphasis,
    Strong: _strong,
    Code: _code,
    Link: _link,
    Foreign: _foreign,
    LineBreak: _line_break,
    Footnote: _footnote,
    FootnoteAgain: _footnote_again,
}
