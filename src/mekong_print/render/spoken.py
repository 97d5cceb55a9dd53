"""The language of each element of a tagged PDF, which WeasyPrint 70 tells of the whole only.

A screen reader changes its voice at an element with a `/Lang` (ISO 32000-1, 14.9.2.3;
ISO 14289-1, 7.2). Elements get one where their language is not that of what holds them.
It was made for the text of one function of WeasyPrint 70.0 and is guarded as
`text_layer` is.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout.absolute import AbsolutePlaceholder
from weasyprint.pdf import tags

from mekong_print.render import mends

NAME = "languages of elements"  # as the tools of an edition call it when it is left alone
_PROVED = "f716251a83e7096e"  # on WeasyPrint 70.0
_ROOT = ("html", "body")


def _of_document(pdf: Any) -> str:
    """The language that the catalog says, if it says one."""
    return str(pdf.catalog["Lang"].string) if "Lang" in pdf.catalog else ""


def mend() -> None:
    """Mend the WeasyPrint that is loaded, once."""
    stock = tags._build_box_tree  # noqa: SLF001 - what is mended
    if getattr(stock, "mended_by_mekong_print", False):
        return
    if mends.fingerprint(stock) != _PROVED:
        mends.unmended.append(NAME)
        return
    around: list[str] = []  # the languages of what is being built, the innermost last

    def build_box_tree(box: Any, parent: Any, pdf: Any, *more: Any) -> Iterator[Any]:
        shown = box._box if isinstance(box, AbsolutePlaceholder) else box  # noqa: SLF001
        outer = around[-1] if around else _of_document(pdf)
        own = shown.style["lang"] or outer
        around.append(own)
        try:
            elements = list(stock(box, parent, pdf, *more))
        finally:
            around.pop()
        # The boxes of a page, of html and of body are no elements: their kids come up.
        if own != outer and not isinstance(shown, boxes.PageBox) and shown.element_tag not in _ROOT:
            for element in elements:
                element["Lang"] = tags.pydyf.String(own)
        return iter(elements)

    build_box_tree.mended_by_mekong_print = True  # type: ignore[attr-defined]  # a mark of ours
    tags._build_box_tree = build_box_tree  # noqa: SLF001
