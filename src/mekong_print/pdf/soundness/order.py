"""Trees of names and numbers: in order, each key once, limits that tell the truth.

ISO 32000-1, 7.9.6 and 7.9.7. A reader looks keys up by halving: what stands out of order
is there and cannot be found.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from mekong_print.pdf.opened import leaves, real, row
from mekong_print.pdf.soundness.census import bytes_of
from mekong_print.pdf.soundness.fault import Fault

Key = bytes | int


def order_of_names(top: Any, called: str) -> Iterator[Fault]:
    """What is wrong with a name tree; `called` is what it holds, in the plural."""
    yield from _faults(top, "/Names", called)


def order_of_numbers(top: Any, called: str) -> Iterator[Fault]:
    """What is wrong with a number tree."""
    yield from _faults(top, "/Nums", called)


def _faults(top: Any, entries: str, called: str) -> Iterator[Fault]:
    every: list[Key] = []
    for leaf in leaves(top):
        pairs = row(leaf.get(entries))
        keys = [_key(key, entries) for key in pairs[::2]]
        if len(pairs) % 2:
            yield Fault("tree-odd", f"The tree of {called} has a key without a value.")
        limits = [_key(limit, entries) for limit in row(leaf.get("/Limits"))]
        if limits and keys and limits != [keys[0], keys[-1]]:
            sentence = f"The tree of {called} says {_told(limits)} where it holds {_told(keys)}."
            yield Fault("tree-limits", sentence)
        every += keys
    for before, after in pairwise(every):
        if before == after:
            yield Fault("tree-twice", f"“{_shown(after)}” is twice among the {called}.")
        elif not _in_order(before, after):
            sentence = f"“{_shown(after)}” is out of order among the {called}."
            yield Fault("tree-order", sentence)


def _key(thing: Any, entries: str) -> Key:
    found = real(thing)
    return int(found) if entries == "/Nums" and isinstance(found, int) else bytes_of(found)


def _in_order(before: Key, after: Key) -> bool:
    match before, after:
        case (int(), int()) | (bytes(), bytes()):
            return before < after  # type: ignore[operator]  # alike, as matched
        case _:
            return False


def _told(keys: list[Key]) -> str:
    return f"“{_shown(keys[0])}” to “{_shown(keys[-1])}”"


def _shown(key: Key) -> str:
    return key.decode("utf-8", "replace") if isinstance(key, bytes) else str(key)
