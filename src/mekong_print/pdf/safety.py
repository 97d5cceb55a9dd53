"""What a PDF would do when it is opened or clicked, and whether it may: links and actions.

Allowed are links to a page of the same file and links to http, https and mailto, and in
volumes what marks the text of a PDF from elsewhere (a highlight, a sticky note).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from pypdf.generic import DictionaryObject

from mekong_print.pdf.anatomy import annots
from mekong_print.pdf.opened import OpenPdf, page_of, real, table, words

_SCHEMES = frozenset({"http", "https", "mailto"})
_SHOWN = 60
_DEEDS = frozenset({"/A", "/AA", "/PA"})


# Annotations that mark the text and do nothing (ISO 32000-1, 12.5.6).
MARKUP = frozenset(
    "/Text /FreeText /Line /Square /Circle /Polygon /PolyLine /Highlight /Underline /Squiggly "
    "/StrikeOut /Stamp /Caret /Ink /Popup /Watermark /PrinterMark /TrapNet /Redact "
    "/Projection".split()
)


def unsafe(pdf: OpenPdf, allowed: frozenset[str] = frozenset()) -> Iterator[str]:
    """A sentence for each action that has no place in an edition, and each dead link.

    `allowed` are the kinds of annotations that may be there beside links.
    """
    yield from _of_document(pdf.root)
    for number, page in enumerate(pdf.pages):
        if "/AA" in page:
            yield f"Page {number + 1} would run something when it is shown."
    for number, note in annots(pdf):
        if note.get("/Subtype") not in allowed or not _DEEDS.isdisjoint(note):
            yield from (f"Page {number + 1}: {fault}" for fault in note_faults(pdf, note))


def _of_document(root: DictionaryObject) -> Iterator[str]:
    if "/OpenAction" in root or "/AA" in root:
        yield "The PDF would do something when it is opened."
    if "/JavaScript" in table(root.get("/Names")):
        yield "The PDF carries JavaScript."
    if "/AcroForm" in root:
        yield "The PDF carries a form."


def note_faults(pdf: OpenPdf, note: DictionaryObject) -> Iterator[str]:
    """What is wrong with one annotation, without its page."""
    if "/AA" in note:
        yield "something would run when the mouse is moved."
    if note.get("/Subtype") != "/Link":
        yield f"a thing that is no link ({words(note.get('/Subtype')).removeprefix('/')})."
        return
    if "/Dest" in note:
        yield from _of_goal(pdf, note.get("/Dest"))
    if "/A" in note:
        yield from _of_action(pdf, table(note.get("/A")))
    if "/Dest" not in note and "/A" not in note:
        yield "a link leads nowhere."


def _of_action(pdf: OpenPdf, action: DictionaryObject) -> Iterator[str]:
    if "/Next" in action:
        yield "a link would do several things."
    match words(action.get("/S")).removeprefix("/"):
        case "URI":
            address = words(action.get("/URI"))
            if not is_web_or_mail(address):
                yield f"a link leads to “{address[:_SHOWN]}”, which is no web or mail address."
        case "GoTo":
            yield from _of_goal(pdf, action.get("/D"))
        case other:
            yield f"a link would run an action ({other})."


def is_web_or_mail(address: str) -> bool:
    """Whether an address is one that a reader may be led to."""
    try:
        return urlsplit(address).scheme.lower() in _SCHEMES
    except ValueError:
        return False


def _of_goal(pdf: OpenPdf, goal: Any) -> Iterator[str]:
    if page_of(pdf, goal) is None:
        name = words(real(goal)).removeprefix("/")
        yield f"the link to “{name}” leads nowhere." if name else "a link leads nowhere."
