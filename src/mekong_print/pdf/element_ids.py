"""Identifiers of structure elements that no other issue has (ISO 32000-1, 14.7.2).

The press names header cells by the number of an object, and footnotes are counted from 1:
bound issues would share both. Here they get the issue's own opening, before any reader
has seen them, so that a volume need not rename them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace

from pikepdf import Array, Dictionary, Object, String

from mekong_print.pdf.tagtree import Element, each

_WORDS = {"Note": "note", "TH": "head", "TD": "cell"}
_OTHER = "element"


def opened_ids(tree: Element, opening: str) -> Element:
    """The tree with every identifier behind `opening` (`mekong-belt-022-`), and all that name it.

    Identifiers that open so already stay: naming twice changes nothing.
    """
    names = _names(tree, opening)
    return _renamed(tree, names) if names else tree


def _names(tree: Element, opening: str) -> dict[bytes, str]:
    names: dict[bytes, str] = {}
    counts: Counter[str] = Counter()
    for element in (kid for kid in each(tree.kids) if isinstance(kid, Element)):
        old = bytes(element.traits["/ID"]) if "/ID" in element.traits else b""
        if not old or old in names or old.startswith(opening.encode()):
            continue
        word = _WORDS.get(element.kind, _OTHER)
        counts[word] += 1
        names[old] = f"{opening}{word}-{counts[word]}"
    return names


def _renamed(element: Element, names: Mapping[bytes, str]) -> Element:
    kids = tuple(_renamed(kid, names) if isinstance(kid, Element) else kid for kid in element.kids)
    traits = dict(element.traits)
    if "/ID" in traits:
        traits["/ID"] = _new(traits["/ID"], names)
    attributes = dict(traits.get("/A", Dictionary()).items())
    if "/Headers" in attributes:
        headers = Array([_new(name, names) for name in attributes["/Headers"]])
        traits["/A"] = Dictionary({**attributes, "/Headers": headers})
    return replace(element, kids=kids, traits=traits)


def _new(name: Object, names: Mapping[bytes, str]) -> Object:
    return String(names[bytes(name)]) if bytes(name) in names else name
