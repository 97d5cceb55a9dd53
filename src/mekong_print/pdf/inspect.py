"""A finished PDF against what was asked for: its faults, as sentences in an editor's words.

The last gate before an edition replaces the old file. It reads the file anew with
another library than the one that wrote it, and knows nothing of how it was made.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from mekong_print.errors import SourceError
from mekong_print.pages import Expected, Imprint, labels_of
from mekong_print.pdf import anatomy, metadata
from mekong_print.pdf.opened import OpenPdf, ask, page_of, words
from mekong_print.pdf.safety import unsafe
from mekong_print.pdf.stamp import read_stamp

_HEADINGS = frozenset({"H", "H1", "H2", "H3", "H4", "H5", "H6"})
_SHOWN = 5


@dataclass(frozen=True, slots=True)
class _Case:
    """A finished file beside what was asked for."""

    pdf: OpenPdf
    expected: Expected


def faults(content: bytes, expected: Expected) -> tuple[str, ...]:
    """Everything that is not as it must be; nothing when all is well. Raises nothing."""
    try:
        return ask(content, lambda pdf: _faults(_Case(pdf, expected)))
    except SourceError as refusal:
        return (refusal.message,)


def _faults(case: _Case) -> tuple[str, ...]:
    found = tuple(fault for find in _QUESTIONS for fault in find(case))
    case.pdf.reader.read_rest()  # none is damaged, asked for or not
    return found


def _page_faults(case: _Case) -> Iterator[str]:
    pages, wanted = len(case.pdf.pages), case.expected.pages
    if pages != wanted:
        yield f"The PDF has {_counted(pages, 'page')}, not {wanted}."
    for index in anatomy.blank_pages(case.pdf):
        yield f"Page {index + 1} is blank."
    labels = anatomy.labels(case.pdf)
    for index, label in enumerate(labels_of(case.expected.imprint.labels, pages)):
        if labels[index : index + 1] != (label,):
            yield f"Page {index + 1} is not labelled “{label}”."
            return


def _metadata_faults(case: _Case) -> Iterator[str]:
    yield from imprint_faults(case.pdf, case.expected.imprint)


def imprint_faults(pdf: OpenPdf, imprint: Imprint) -> Iterator[str]:
    """Where a PDF does not say of itself what its imprint says."""
    said, told = metadata.packet(pdf), metadata.information(pdf)
    if told.get("Title", "") != imprint.title:
        yield f"The title is “{told.get('Title', '')}”, not “{imprint.title}”."
    if words(pdf.root.get("/Lang")) != imprint.lang:
        yield f"The language of the PDF is not said to be “{imprint.lang}”."
    if metadata.claims(said) != tuple(sorted(imprint.claims, reverse=True)):
        yield "The standards that the PDF claims are not those that were asked for."
    for key, name in metadata.PAIRS.items():
        if told.get(key, "") != metadata.as_information(said, name):
            yield f"The metadata disagree with each other about “{key}”."
    stamp = read_stamp(pdf.raw)
    if imprint.fingerprint and (stamp is None or stamp.fingerprint != imprint.fingerprint):
        yield "The PDF does not carry the fingerprint of its sources."
    if stamp and stamp.edition != imprint.edition:
        yield f"The PDF says that it is edition {stamp.edition}, not {imprint.edition}."


def _id_faults(case: _Case) -> Iterator[str]:
    names = case.pdf.names
    for wanted in case.expected.ids:
        if wanted not in names:
            yield f"The id “{wanted}” cannot be linked to: the PDF does not have it."
        elif page_of(case.pdf, names[wanted]) is None:
            yield f"The id “{wanted}” leads to no page."


def _outline_faults(case: _Case) -> Iterator[str]:
    found = anatomy.outline(case.pdf)
    titles, wanted = tuple(item.title for item in found), case.expected.outline
    missing = [title for title in wanted if title not in titles]
    extra = [title for title in titles if title not in wanted]
    yield from (f"The outline lacks “{title}”." for title in missing[:_SHOWN])
    yield from (f"The outline has “{title}”, which was not asked for." for title in extra[:_SHOWN])
    if titles != wanted and not missing and not extra:
        yield "The outline is not in the order of the issue."
    for item in found:
        if item.page is None:
            yield f"“{item.title}” in the outline leads nowhere."


def _font_faults(case: _Case) -> Iterator[str]:
    for font in anatomy.fonts(case.pdf):
        if not font.embedded:
            yield f"The font “{font.name}” is not in the PDF: others would see another one."


def _tag_faults(case: _Case) -> Iterator[str]:
    if not anatomy.is_marked(case.pdf):
        yield "The PDF is not tagged: a screen reader cannot follow it."
        return
    kinds: set[str] = set()
    pictures = 0
    for element in anatomy.elements(case.pdf):
        kinds.add(anatomy.kind(element))
        silent = not words(element.get("/Alt")) and not words(element.get("/ActualText"))
        pictures += anatomy.kind(element) == "Figure" and silent
    if "Document" not in kinds:
        yield "The tags do not begin with a document."
    if case.expected.outline and not kinds & _HEADINGS:
        yield "No heading is tagged as one."
    if pictures:
        yield f"{_counted(pictures, 'picture')} without a description (alternative text)."


def _file_faults(case: _Case) -> Iterator[str]:
    carried = {name: file for name, (file, _) in anatomy.files(case.pdf).items()}
    wanted = {file.name: file for file in case.expected.imprint.attachments}
    for name in sorted(carried.keys() - wanted.keys()):
        yield f"The PDF carries “{name}”, which was not asked for."
    for name, file in wanted.items():
        if name not in carried:
            yield f"The PDF does not carry “{name}”."
        elif carried[name].sha256 != hashlib.sha256(file.content).hexdigest():
            yield f"“{name}”, carried in the PDF, is not the file that was attached."


def _safety_faults(case: _Case) -> Iterator[str]:
    yield from dict.fromkeys(unsafe(case.pdf))


def _counted(number: int, thing: str) -> str:
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"


_QUESTIONS: tuple[Callable[[_Case], Iterator[str]], ...] = (
    _page_faults,
    _metadata_faults,
    _id_faults,
    _outline_faults,
    _font_faults,
    _tag_faults,
    _file_faults,
    _safety_faults,
)
