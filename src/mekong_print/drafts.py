"""Drafts: editions that were built without the check, and say so on every page and in metadata."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from mekong_print.files import digest_of
from mekong_print.layout import Layout

if TYPE_CHECKING:
    from mekong_print.printing import Prepared

KEYWORD = "draft"
SHEET = "shared/draft.css"


def draft_layout(layout: Layout) -> Layout:
    """A layout whose pages are marked; a publication may have a draft.css of its own."""
    sheet = layout.files[SHEET].decode("utf-8")
    return replace(layout, styles=(*layout.styles, (SHEET, sheet)))


def draft_print(fingerprint: str) -> str:
    """The fingerprint of a draft: never that of the edition that passed the check."""
    return digest_of([("edition", fingerprint.encode()), (KEYWORD, b"")])


def as_draft(prepared: Prepared) -> Prepared:
    """An edition whose metadata say that it is a draft."""
    imprint = prepared.imprint
    keywords = (KEYWORD, *imprint.keywords)
    return replace(prepared, imprint=replace(imprint, draft=True, keywords=keywords))
