"""Where in a PDF something is: page, heading, and for our own files the place in the source.

A validator names an object or a page, if anything. Elements are found in the structure
tree, fonts and pictures on the first page that uses them. Headings are the lines of the
outline; the record that the PDF carries knows where each stands in the source.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from pypdf.generic import DictionaryObject, IndirectObject

from mekong_print import typed
from mekong_print.document import Article, Issue, Position, Section
from mekong_print.pages import OutlineItem
from mekong_print.pdf import anatomy
from mekong_print.pdf.opened import OpenPdf, row, table, words
from mekong_print.pdf.soundness.walk import Element, Held, Noted, Opened, walk
from mekong_print.walk import nodes, plain

_PAGE = re.compile(r"\bpage (\d{1,6})\b", re.IGNORECASE)
_OBJECT = re.compile(r"\bobject (\d{1,7})\b")
_SUBSET = re.compile(r"^/?(?:[A-Z]{6}\+)?")
_HEADING = re.compile(r"H[1-6]?")
_OUR_HEADINGS = frozenset({"H2", "H3"})  # sections and articles
_RECORD = "issue.json"


@dataclass(frozen=True, slots=True)
class Spot:
    """A page index, the title of the heading above, its place in the source; as far as known."""

    page: int | None = None
    title: str = ""
    at: Position | None = None


@dataclass(frozen=True, slots=True)
class Met:
    """A structure element in reading order.

    `headings` counts those of sections and articles up to here, `page` is that of the first
    thing in it; `leaps` is true for a heading more than one level below the heading before.
    """

    number: int
    kind: str
    node: DictionaryObject
    headings: int
    page: int | None
    leaps: bool


Suspect = Callable[[Met], bool]


class Guide:
    """Finds places in one open PDF; tree, outline and records are read once, when asked."""

    def __init__(self, pdf: OpenPdf) -> None:
        self._pdf = pdf
        self._elements = tuple(_elements(pdf))
        self._outline = anatomy.outline(pdf)
        self._sources = _sources(pdf)

    def spot(self, message: str, number: int | None, suspect: Suspect | None) -> Spot:
        """The place of what a validator says: by its object, the elements it means, its page."""
        numbers = _numbers(message, number)
        for met in self._elements:
            if met.number in numbers or (not numbers and suspect and suspect(met)):
                return self._below(met)
        said = _PAGE.search(message)
        page = int(said[1]) - 1 if said else self._user(numbers)
        return self._on(page if page is not None and page < len(self._pdf.pages) else None)

    def font(self, message: str, number: int | None) -> str:
        """The name of the font that a validator speaks of; empty where it is another thing."""
        things = (table(self._pdf.reader.get_object(one)) for one in _numbers(message, number))
        names = (words(thing.get("/BaseFont")) for thing in things)
        return next((_SUBSET.sub("", name) for name in names if name), "")

    def _below(self, met: Met) -> Spot:
        """An element, below the heading before it; by its page where these do not tally."""
        headings = [one for one in self._elements if one.kind in _OUR_HEADINGS]
        if len(headings) != len(self._outline):
            return self._on(met.page)
        item = self._outline[met.headings - 1] if met.headings else None
        return self._spot(met.page, item)

    def _on(self, page: int | None) -> Spot:
        """A page, below the last heading that begins on it or before."""
        known = [one for one in self._outline if one.page is not None and page is not None]
        before = [one for one in known if (one.page or 0) <= (page or 0)]
        return self._spot(page, before[-1] if before else None)

    def _spot(self, page: int | None, item: OutlineItem | None) -> Spot:
        if item is None:
            return Spot(page)
        return Spot(page, item.title, self._sources.get(item.title))

    def _user(self, numbers: set[int]) -> int | None:
        """The first page that is, or draws with, one of the objects."""
        if not numbers:
            return None
        for index, page in enumerate(self._pdf.pages):
            if numbers & set(_used(page)):
                return index
        return None


def _numbers(message: str, number: int | None) -> set[int]:
    """The objects that a validator speaks of, as far as it names any."""
    named = _OBJECT.search(message)
    return {one for one in (number, int(named[1]) if named else None) if one is not None}


def _elements(pdf: OpenPdf) -> Iterator[Met]:
    """All elements of the tree; of each the page of the first thing in it."""
    found: list[tuple[Element, DictionaryObject, int]] = []
    pages: dict[int, int | None] = {}
    within: list[Element] = []  # what is being read, from the top down
    headings = 0
    for step in walk(pdf):
        match step:
            case Opened(element, node):
                within = [*(one for one in within if one.depth < element.depth), element]
                headings += element.kind in _OUR_HEADINGS
                pages[element.number] = element.page
                found.append((element, node, headings))
            case Held() | Noted():
                for one in within:
                    pages[one.number] = (
                        step.page if pages[one.number] is None else pages[one.number]
                    )
    above = 0
    for element, node, before in found:
        level = int(element.kind[1:] or 0) if _HEADING.fullmatch(element.kind) else 0
        leaps = level > above + 1
        above = level or above
        yield Met(element.number, element.kind, node, before, pages[element.number], leaps)


def _used(page: DictionaryObject) -> Iterator[int]:
    """The numbers of a page and of what it draws with: content, annotations, fonts, pictures."""
    resources = table(page.get("/Resources"))
    fonts = list(table(resources.get("/Font")).values())
    below = [one for font in fonts for one in row(table(font).get("/DescendantFonts"))]
    written = [table(font).get("/FontDescriptor") for font in (*fonts, *below)]
    drawn = list(table(resources.get("/XObject")).values())
    things: list[Any] = [page.indirect_reference, page.get("/Contents")]
    things += [*row(page.get("/Annots")), *row(page.get("/Contents")), *fonts, *below]
    for thing in (*things, *written, *drawn):
        reference = getattr(thing, "indirect_reference", thing)
        if isinstance(reference, IndirectObject):
            yield reference.idnum


def _sources(pdf: OpenPdf) -> dict[str, Position]:
    """Headings of the records that the PDF carries; one that stands twice leads nowhere."""
    found: dict[str, list[Position]] = {}
    for name, (_, content) in anatomy.files(pdf).items():
        for title, at in _headings(content) if name.endswith(_RECORD) else ():
            found.setdefault(title, []).append(at)
    return {title: places[0] for title, places in found.items() if len(places) == 1}


def _headings(record: bytes) -> Iterator[tuple[str, Position]]:
    try:
        issue = typed.from_json(Issue, record)
    except ValueError:  # a file of that name that is no record of ours
        return
    for section in nodes(issue.sections, Section):
        yield plain(section.title), section.at
    for article in nodes(issue.sections, Article):
        yield plain(article.headline), article.at


def silent(met: Met) -> bool:
    """A picture or a formula without a description."""
    said = words(met.node.get("/Alt")) or words(met.node.get("/ActualText"))
    return met.kind in {"Figure", "Formula"} and not said


def nameless_note(met: Met) -> bool:
    """A note without an identifier."""
    return met.kind == "Note" and "/ID" not in met.node


def heading_none(met: Met) -> bool:
    """A header cell that does not say what it heads."""
    rows = row(met.node.get("/A")) or [met.node.get("/A")]
    return met.kind == "TH" and not any("/Scope" in table(one) for one in rows)


def leaping(met: Met) -> bool:
    """A heading that leaves out a level."""
    return met.leaps


def of_kind(*kinds: str) -> Suspect:
    """An element of one of these kinds."""
    return lambda met: met.kind in kinds
