"""What a PDF would do when it is opened or clicked, and whether it may: links and actions.

Allowed are links to a page of the same file and links to http, https and mailto.
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


def unsafe(pdf: OpenPdf) -> Iterator[str]:
    """A sentence for each action that has no place in an edition, and each dead link."""
    yield from _of_document(pdf.root)
    for number, page in enumerate(pdf.pages):
        if "/AA" in page:
            yield f"Page {number + 1} would run something when it is shown."
    for number, note in annots(pdf):
        yield from (f"Page {number + 1}: {fault}" for fault in _of_annotation(pdf, note))


def _of_document(root: DictionaryObject) -> Iterator[str]:
    if "/OpenAction" in root or "/AA" in root:
        yield "The PDF would do something when it is opened."
    if "/JavaScript" in table(root.get("/Names")):
        yield "The PDF carries JavaScript."
    if "/AcroForm" in root:
        yield "The PDF carries a form."


def _of_annotation(pdf: OpenPdf, note: DictionaryObject) -> Iterator[str]:
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
    match words(action.get("/S")).removeprefix("/"):
        case "URI":
            address = words(action.get("/URI"))
            if urlsplit(address).scheme.lower() not in _SCHEMES:
                yield f"a link leads to “{address[:_SHOWN]}”, which is no web or mail address."
        case "GoTo":
            yield from _of_goal(pdf, action.get("/D"))
        case other:
            yield f"a link would run an action ({other})."


def _of_goal(pdf: OpenPdf, goal: Any) -> Iterator[str]:
    if page_of(pdf, goal) is None:
        name = words(real(goal)).removeprefix("/")
        yield f"the link to “{name}” leads nowhere." if name else "a link leads nowhere."
