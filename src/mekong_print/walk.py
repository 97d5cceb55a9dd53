"""Reading a tree: every node in reading order, and its words.

A generic walk over the fields of the frozen values, so that a new kind of node
needs no new case here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import TypeVar

Node = TypeVar("Node")

# What is in a tree but is not read by a reader.
_NOT_WORDS = frozenset({"id", "kind", "href", "picture", "lang", "region", "prefix"})


def nodes(tree: object, wanted: type[Node]) -> Iterator[Node]:
    """Yield every node of the class `wanted` in `tree`, itself included, in reading order."""
    if isinstance(tree, wanted):
        yield tree
    if isinstance(tree, tuple):
        for child in tree:
            yield from nodes(child, wanted)
    elif is_dataclass(tree):
        for part in fields(tree):
            yield from nodes(getattr(tree, part.name), wanted)


def plain(tree: object) -> str:
    """The words of a piece of the tree as one line of plain text, footnotes left out."""
    return " ".join("".join(_runs(tree)).split())


def _runs(tree: object) -> Iterator[str]:
    if isinstance(tree, tuple):
        for child in tree:
            yield from _runs(child)
        return
    match getattr(tree, "kind", ""):
        case "text" | "code" | "code-block":
            yield str(getattr(tree, "text", ""))
        case "line-break":
            yield " "
        case "footnote" | "footnote-again" | "":
            return
        case _:
            for part in fields(tree):  # type: ignore[arg-type]  # kind marks a dataclass
                if part.name not in _NOT_WORDS:
                    yield from _runs(getattr(tree, part.name))
            yield " " if hasattr(tree, "blocks") or getattr(tree, "kind", "") in _BLOCKS else ""


_BLOCKS = frozenset({"paragraph", "crosshead", "item", "cell", "bio", "figure"})
