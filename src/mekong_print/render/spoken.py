"""The language of each element of a tagged PDF, which WeasyPrint 70 tells of the whole only.

A screen reader changes its voice at an element with a `/Lang` (ISO 32000-1, 14.9.2.3;
ISO 14289-1, 7.2). Elements get one where their language is not that of what holds them.
"""

from __future__ import annotations

from typing import Any

from weasyprint.pdf.tags import pydyf


def of_document(pdf: Any) -> str:
    """The language that the catalog says, if it says one."""
    return str(pdf.catalog["Lang"].string) if "Lang" in pdf.catalog else ""


def own(box: Any, outer: str) -> str:
    """The language of a box: its own, else that of what holds it."""
    return str(box.style["lang"] or outer)


def tell(element: Any, lang: str, outer: str) -> None:
    """Say the language of an element where it is another than around it."""
    if lang != outer:
        element["Lang"] = pydyf.String(lang)
