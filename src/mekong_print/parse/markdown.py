"""Markdown text to a syntax tree. The one home of markdown-it and its plugins.

CommonMark with tables, footnotes, `[words]{lang=…}` and `:::` blocks. Raw HTML is
recognised only so that it can be refused (comments are left out of the pages).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode
from mdit_py_plugins.attrs import attrs_plugin
from mdit_py_plugins.attrs.parse import ParseError, parse
from mdit_py_plugins.container import container_plugin
from mdit_py_plugins.footnote import footnote_plugin

DEEPEST = 40  # levels of nesting that are read; deeper text would be dropped by markdown-it
_SAFE_LINK = re.compile(r"(https?://|mailto:|#)", re.IGNORECASE)

Syntax = SyntaxTreeNode


@dataclass(frozen=True, slots=True)
class Markdown:
    """A source text as a syntax tree, and what of its footnotes the tree does not hold.

    `uncalled` are labels of notes that nothing calls, `labels` those of all others by their
    index; `lost` are labels and lines (from 0) of notes that are written a second time, or
    inside another: of two, markdown-it drops one in silence.
    """

    root: SyntaxTreeNode
    uncalled: tuple[str, ...]
    labels: Mapping[int, str]
    lost: tuple[tuple[str, int], ...]
    too_deep: int | None  # the line (from 0) where nesting passes DEEPEST


def read_markdown(text: str) -> Markdown:
    """Parse a text. Line numbers in the tree (`.map`) count from 0."""
    reader = MarkdownIt("commonmark", {"html": True, "maxNesting": DEEPEST + 20}).enable("table")
    reader.use(footnote_plugin, inline=False, move_to_end=True)
    reader.use(attrs_plugin, spans=True, after=("image",), allowed=("lang",))
    reader.use(container_plugin, "block", validate=lambda *_: True)
    reader.validateLink = _any_link  # type: ignore[method-assign]  # is_safe_link reports
    lost: list[tuple[str, int]] = []
    reader.core.ruler.before(
        "footnote_tail", "lost_notes", lambda state: lost.extend(_lost(state.tokens))
    )
    env: dict[str, dict[str, dict[str, int]]] = {}
    tokens = reader.parse(text, env)
    refs = env.get("footnotes", {}).get("refs", {})
    uncalled = tuple(label[1:] for label, index in refs.items() if index < 0)
    labels = {index: label[1:] for label, index in refs.items() if index >= 0}
    line = 0
    too_deep = None
    for token in tokens:
        line = token.map[0] if token.map else line
        inner = max((child.level for child in token.children or ()), default=0)
        if too_deep is None and token.level + inner > DEEPEST:
            too_deep = line
    return Markdown(SyntaxTreeNode(tokens), uncalled, labels, tuple(lost), too_deep)


def _lost(tokens: Iterable[Token]) -> Iterator[tuple[str, int]]:
    """Notes that were met before, or stand inside another: label and line."""
    met: set[str] = set()
    depth = 0
    for token in tokens:
        if token.type == "footnote_reference_open":
            label = str(token.meta["label"])
            if depth or label in met:
                yield label, token.map[0] if token.map else 0
            met.add(label)
        depth += token.nesting * token.type.startswith("footnote_reference_")


def _any_link(url: str) -> bool:  # noqa: ARG001 - markdown-it's interface
    """Let every link into the tree, so that a bad one can be reported instead of left out."""
    return True


def is_safe_link(url: str) -> bool:
    """Whether a link may be printed: to the web, to a mail address, or inside the issue."""
    return bool(_SAFE_LINK.match(url))


def opened_as(node: SyntaxTreeNode) -> str:
    """The words behind `:::`, such as `bio` or `box A title`."""
    return str(node.info).strip()


def is_closed(node: SyntaxTreeNode) -> bool:
    """Whether a `:::` block has its closing line."""
    return node.nester_tokens is not None and bool(node.nester_tokens.closing.markup)


def attributes(braces: str) -> dict[str, str] | None:
    """Read `{#id key=value}`; None when it cannot be read.

    >>> attributes("{#clean-air flag=th}")
    {'id': 'clean-air', 'flag': 'th'}
    """
    try:
        end, found = parse(braces)
    except ParseError:
        return None
    return {key: str(value) for key, value in found.items()} if end == len(braces) - 1 else None


def refused_attributes(node: SyntaxTreeNode) -> Iterator[str]:
    """The attributes in braces that the format does not know."""
    yield from (str(key) for key in node.meta.get("insecure_attrs", {}))
