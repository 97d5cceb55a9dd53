"""The parts of an open PDF: outline, structure, annotations, fonts, carried files, blank pages."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from typing import Any

from pypdf.generic import DictionaryObject

from mekong_print.pages import CarriedFile, FontUse, OutlineItem, PageLabels, labels_of
from mekong_print.pdf.opened import (
    DEEPEST,
    OpenPdf,
    content_of,
    leaves,
    met,
    name_tree,
    page_of,
    real,
    row,
    stream,
    table,
    words,
)

Files = dict[str, tuple[CarriedFile, bytes]]

_SUBSET = re.compile(r"^[A-Z]{6}\+")
_SAID = re.compile(rb"/Span\s*<</ActualText <[0-9A-F]*>>>\s*BDC\b(.*?)\bEMC\b", re.DOTALL)
_ARTIFACT = re.compile(rb"/Artifact\b.*?\bEMC\b", re.DOTALL)
_PAINT = re.compile(rb"(?:^|\s|\]|\)|>)(?:TJ|Tj|Do|EI|sh|[fFsS]|f\*|[bB]\*?|'|\")(?=\s|$)")


def outline(pdf: OpenPdf) -> tuple[OutlineItem, ...]:
    """The outline in reading order (ISO 32000-1, 12.3.3)."""
    found: list[OutlineItem] = []
    waiting = [(table(pdf.root.get("/Outlines")).get("/First"), 0)]
    seen: set[int] = set()
    while waiting:
        item, depth = waiting.pop()
        if not isinstance(real(item), DictionaryObject) or met(item, seen):
            continue  # one that leads nowhere is no line
        line = table(item)
        goal = line.get("/Dest", table(line.get("/A")).get("/D"))
        found.append(OutlineItem(depth, words(line.get("/Title")), page_of(pdf, goal)))
        waiting += [(line.get("/Next"), depth), (line.get("/First"), depth + 1)]
    return tuple(found)


def elements(pdf: OpenPdf) -> Iterator[DictionaryObject]:
    """All structure elements in reading order (ISO 32000-1, 14.7.2)."""
    seen: set[int] = set()
    waiting = [pdf.root.get("/StructTreeRoot")]
    while waiting:
        node = waiting.pop()
        if met(node, seen):
            continue
        found = table(node)
        if "/S" in found:
            yield found
        kids = found.get("/K")
        several = row(kids) or (kids,)
        waiting += [kid for kid in reversed(several) if kid and not isinstance(kid, int)]


def kind(element: DictionaryObject) -> str:
    """The structure type of an element, such as `H1`."""
    return words(element.get("/S")).removeprefix("/")


def is_marked(pdf: OpenPdf) -> bool:
    """Whether the file says that it is tagged (ISO 32000-1, 14.7.1)."""
    mark = real(table(pdf.root.get("/MarkInfo")).get("/Marked"))
    return bool(getattr(mark, "value", mark)) and "/StructTreeRoot" in pdf.root


def annots(pdf: OpenPdf) -> Iterator[tuple[int, DictionaryObject]]:
    """All annotations, each with its page index."""
    for number, page in enumerate(pdf.pages):
        yield from ((number, table(note)) for note in row(page.get("/Annots")))


def labels(pdf: OpenPdf) -> tuple[str, ...]:
    """The printed label of each page (ISO 32000-1, 12.4.2); without a tree of them 1, 2, 3."""
    runs: list[PageLabels] = []
    for leaf in leaves(pdf.root.get("/PageLabels")):
        numbers = row(leaf.get("/Nums"))
        for start, run in zip(map(real, numbers[::2]), map(table, numbers[1::2]), strict=False):
            style, first = words(run.get("/S")).removeprefix("/"), real(run.get("/St", 1))
            if isinstance(start, int) and isinstance(first, int):
                runs.append(PageLabels(int(start), style, words(run.get("/P")), int(first)))
    return labels_of(tuple(runs), len(pdf.pages))


def sizes(pdf: OpenPdf) -> tuple[tuple[float, float], ...]:
    """Width and height of each page in points, as it is cut and turned."""
    return tuple(_size(page) for page in pdf.pages)


def _size(page: DictionaryObject) -> tuple[float, float]:
    box = row(page.get("/TrimBox")) or row(page.get("/CropBox")) or row(page.get("/MediaBox"))
    left, bottom, right, top = (float(real(side)) for side in box)
    size = (round(abs(right - left), 2), round(abs(top - bottom), 2))
    return size if (real(page.get("/Rotate")) or 0) % 180 == 0 else (size[1], size[0])


def blank_pages(pdf: OpenPdf) -> tuple[int, ...]:
    """The indexes of pages that paint nothing but artifacts (a folio alone is no content)."""
    return tuple(number for number, page in enumerate(pdf.pages) if is_blank(pdf, page))


def is_blank(pdf: OpenPdf, page: DictionaryObject) -> bool:
    """Whether a page paints nothing but artifacts."""
    painted = content_of(pdf, page)
    alone = _ARTIFACT.sub(b"", _SAID.sub(rb"\1", painted))  # words for readers inside artifacts
    return b"/MCID" not in painted and not _PAINT.search(alone)


def fonts(pdf: OpenPdf) -> tuple[FontUse, ...]:
    """The fonts of all pages and of the forms that they draw, by name."""
    seen: set[int] = set()
    found: set[FontUse] = set()
    waiting: list[tuple[Any, int]] = [(page.get("/Resources"), 0) for page in pdf.pages]
    while waiting:
        resources, depth = waiting.pop()
        if depth > DEEPEST or met(resources, seen):
            continue
        holds = table(resources)
        found |= _fonts_in(holds.get("/Font"), seen)
        for drawn in (*_values(holds.get("/XObject")), *_values(holds.get("/Pattern"))):
            if not met(drawn, seen):
                waiting.append((table(drawn).get("/Resources"), depth + 1))
    return tuple(sorted(found, key=lambda font: (font.name, font.embedded, font.subset)))


def _values(thing: Any) -> list[Any]:
    return list(table(thing).values())


def _fonts_in(named: Any, seen: set[int]) -> set[FontUse]:
    if met(named, seen):
        return set()
    return {_font(table(font)) for font in _values(named) if not met(font, seen)}


def _font(font: DictionaryObject) -> FontUse:
    full = words(font.get("/BaseFont") or font.get("/Name")).removeprefix("/")
    described = font
    if font.get("/Subtype") == "/Type0":
        described = table(next(iter(row(font.get("/DescendantFonts"))), None))
    descriptor = table(described.get("/FontDescriptor"))
    embedded = font.get("/Subtype") == "/Type3" or any(
        key in descriptor for key in ("/FontFile", "/FontFile2", "/FontFile3")
    )
    return FontUse(_SUBSET.sub("", full).rstrip(","), embedded, bool(_SUBSET.match(full)))


def files(pdf: OpenPdf) -> Files:
    """The files that the PDF carries (ISO 32000-1, 7.11.4), by name, with their bytes."""
    tree = table(pdf.root.get("/Names")).get("/EmbeddedFiles")
    return {carried.name: (carried, content) for carried, content in map(_file, name_tree(tree))}


def _file(pair: tuple[str, Any]) -> tuple[CarriedFile, bytes]:
    key, specification = pair
    file = table(specification)
    content = stream(table(file.get("/EF")).get("/F"))
    name = words(file.get("/UF")) or words(file.get("/F")) or key
    digest = hashlib.sha256(content).hexdigest()
    relationship = words(file.get("/AFRelationship")).removeprefix("/")
    return CarriedFile(name, len(content), digest, relationship), content
