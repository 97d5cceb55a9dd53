"""Drawings (SVG): parsed here before the press sees them, and refused where they reach out.

A drawing holds all it needs: lines, areas and words, no files, no scripts and no pictures of
pixels. Of its remarks and metadata nothing comes into a PDF: the press draws, and embeds nothing.
"""

from __future__ import annotations

import re
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from mekong_print.pictures.plate import Plate, UnfitError

MOST_BYTES = 5_000_000
MOST_PARTS = 20_000  # elements, and as often as they are used; a map of a country has some 2,000
MOST_STEPS = 200_000  # numbers in paths and lists of points
MOST_LETTERS = 20_000
DEEPEST = 60
PIXELS_A_PART = 1_000  # of a picture, that take as long to print as a part of a drawing
STEPS_A_PART = 10

_DOUBTFUL = (b"<!ENTITY", b"<!DOCTYPE", b"<script", b"<foreignObject", b"javascript:")
_CALLS_OUT = re.compile(rb"@import|url\(\s*['\"]?(?!\s|['\"]|#)", re.IGNORECASE)
_ENCODING = re.compile(rb"<\?xml[^>]*?encoding\s*=\s*['\"]([^'\"]*)['\"]")
_PLAIN = frozenset((b"utf-8", b"us-ascii", b"ascii", b"iso-8859-1"))
_USED = re.compile(r"url\(\s*['\"]?#([^'\")]*)")
_NUMBER = re.compile(r"\d+(?:\.\d*)?|\.\d+")
_OUT = "a drawing holds all it needs."


def drawing(content: bytes) -> Plate:
    """A plate of an SVG drawing. Raises UnfitError."""
    _refuse_doubtful(content)
    try:
        root = ElementTree.fromstring(content)  # noqa: S314 - without entities, see above
    except (ElementTree.ParseError, ValueError, LookupError) as fault:
        raise UnfitError(f"it is no SVG drawing, or it is damaged ({fault}).") from fault
    if _local(root.tag) != "svg":
        raise UnfitError("it is no SVG drawing.")
    if _CALLS_OUT.search(content):
        raise UnfitError(f"the drawing's style calls for another file; {_OUT}")
    _refuse_calls(root)
    worth = _refuse_endless(root) * PIXELS_A_PART
    return Plate(content, pixels=worth, packed=worth)


def _refuse_doubtful(content: bytes) -> None:
    if len(content) > MOST_BYTES:
        raise UnfitError(f"the drawing has {len(content):,} bytes; the most is {MOST_BYTES:,}.")
    told = _ENCODING.search(content[:200])
    if b"\0" in content or (told and told[1].lower() not in _PLAIN):
        raise UnfitError("the drawing is not UTF-8 text.")
    lowered = content.lower()
    for sign in _DOUBTFUL:
        if sign.lower() in lowered:
            raise UnfitError(f"the drawing holds “{sign.decode()}”, which is not printed.")


def _local(name: object) -> str:
    return str(name).rpartition("}")[2]


def _refuse_endless(root: Element) -> int:
    """Refuse a drawing that would take minutes: too deep, too many parts, however they are used.

    How many parts it has, the steps of its paths included.
    """
    _refuse_deep(root)
    steps = sum(len(_NUMBER.findall(told)) for one in root.iter() for told in one.attrib.values())
    if steps > MOST_STEPS:
        raise UnfitError(f"the drawing's paths have {steps:,} numbers; the most is {MOST_STEPS:,}.")
    if sum(len(words) for words in root.itertext() if not words.isspace()) > MOST_LETTERS:
        raise UnfitError(f"the drawing has more than {MOST_LETTERS:,} letters.")
    named = {told: one for one in root.iter() if (told := one.get("id"))}
    parts = _Unfolding(named).parts(root)
    if parts > MOST_PARTS:
        raise UnfitError(f"the drawing has more than {MOST_PARTS:,} parts, as they are used.")
    return parts + steps // STEPS_A_PART


def _refuse_deep(root: Element) -> None:
    level = [root]
    for _ in range(DEEPEST):
        level = [child for one in level for child in one]
    if level:
        raise UnfitError(f"the drawing is nested more than {DEEPEST} levels deep.")


class _Unfolding:
    """How many parts are drawn when each `use`, pattern and marker is put where it is used."""

    def __init__(self, named: dict[str, Element]) -> None:
        self._named = named
        self._known: dict[Element, int] = {}
        self._open: set[Element] = set()

    def parts(self, element: Element) -> int:
        """The parts of an element. Raises UnfitError where it is used inside itself."""
        if element in self._known:
            return self._known[element]
        if element in self._open or len(self._open) > 4 * DEEPEST:
            raise UnfitError(
                "the drawing uses a part inside itself, or parts of parts without end."
            )
        self._open.add(element)
        inner = [*element, *(self._named[name] for name in _uses(element) if name in self._named)]
        times = _corners(element) if any("marker" in _local(key) for key in element.attrib) else 1
        total = 1 + times * sum(self.parts(one) for one in inner)
        self._open.discard(element)
        self._known[element] = min(total, MOST_PARTS + 1)
        return self._known[element]


def _uses(element: Element) -> list[str]:
    """The names of other parts that an element calls for."""
    names = []
    for key, told in element.items():
        if _local(key) == "href" and told.startswith("#"):
            names.append(told[1:])
        names += _USED.findall(told)
    return names


def _corners(element: Element) -> int:
    """At how many corners of a path a marker may be drawn."""
    told = (element.get(key, "") for key in ("d", "points"))
    return max(1, sum(len(_NUMBER.findall(one)) for one in told))


def _refuse_calls(root: Element) -> None:
    for told in (told for one in root.iter() for key, told in one.items() if _local(key) == "href"):
        if told.startswith("data:"):
            raise UnfitError(
                "the drawing holds a picture of pixels; print that as a picture of its own."
            )
        if not told.startswith("#"):
            raise UnfitError(f"the drawing calls for “{told[:60]}”; {_OUT}")
