"""The structure tree of a PDF as WeasyPrint 70 makes it, with what only its boxes can tell.

A box is tagged when its page is written, without a look at other pages or at what it is
for. Here each element is put right as soon as it is made: its language (`spoken`), whether
it goes on with one that was begun before (`halves`), what it is (`kinds`), and what
footnotes belong to (`footnotes`). What needs no boxes is mended later, in `pdf/mend`.

It was made for the text of four functions of WeasyPrint 70.0. Where one of them has
changed, stock is left alone, and `mends.unmended` says so; tests/render holds both.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import Any

from weasyprint.formatting_structure import boxes, build
from weasyprint.layout.absolute import AbsolutePlaceholder
from weasyprint.pdf import tags

from mekong_print.render import footnotes, kinds, linked, mends, spoken
from mekong_print.render.footnotes import Footnotes
from mekong_print.render.halves import Halves
from mekong_print.render.kinds import Kinds

NAME = "structure tree"  # as the tools of an edition call it when it is left alone
_PROVED = {  # on WeasyPrint 70.0
    "_build_box_tree": "f716251a83e7096e",
    "_get_pdf_tag": "882707358f7c4392",
    "__init__": "d2a27e9348dba409",
    "element_to_box": "2d0a37e45b7f3e0c",
}
# Text that says nothing of its own needs no element of its own: nine tenths of all there were.
_BUILDING = (
    ("                if tag == 'Link':\n", "                if tag in mekong_words:\n"),
    ("pdf.page_references[page_number]", "mekong_page(pdf, page_number)"),
)
_ANY_BOX = "self.children = []"
_OWN_BOX = f"{_ANY_BOX}\n    self.mekong_box = next(mekong_boxes)"
_CALL = "footnote_call.footnote = footnote"
_LINKED_CALL = f"{_CALL}\n            footnote_call.link = mekong_link(footnote)"

Stock = Callable[[], list[Any]]


def mend() -> None:
    """Mend the WeasyPrint that is loaded, once."""
    if hasattr(tags, "mekong_words"):
        return
    stock = tags._build_box_tree  # noqa: SLF001 - what is mended
    kind = tags._get_pdf_tag  # noqa: SLF001 - what is mended
    changed = (stock, kind, boxes.Box.__init__, build.element_to_box)
    if not mends.proved(NAME, changed, _PROVED):
        return
    boxes.mekong_boxes = itertools.count(1)
    mends.rewrite(boxes.Box, "__init__", _ANY_BOX, _OWN_BOX)
    build.mekong_link = footnotes.link_to
    mends.rewrite(build, "element_to_box", _CALL, _LINKED_CALL)
    tags.mekong_words, tags.mekong_page = kinds.OF_WORDS, _page
    tags._get_pdf_tag = kinds.named_by(kind)  # noqa: SLF001 - the mend
    tags._build_box_tree = _told(mends.rewritten(stock, _BUILDING))  # noqa: SLF001 - the mend


def _page(pdf: Any, number: int) -> bytes:
    """A reference to a page. WeasyPrint makes those of all pages to take one."""
    return f"{pdf.pages['Kids'][3 * number]} 0 R".encode()


def _told(stock: Any) -> Any:
    """Stock's function, each of whose elements is put right when it is made."""

    def build_box_tree(box: Any, parent: Any, pdf: Any, *more: Any) -> Any:
        shown = box._box if isinstance(box, AbsolutePlaceholder) else box  # noqa: SLF001
        if not hasattr(pdf, "mekong_tree"):
            pdf.mekong_tree = _Tree(pdf)
        return pdf.mekong_tree.tagged(shown, parent, lambda: list(stock(box, parent, pdf, *more)))

    return build_box_tree


class _Tree:
    """The tree of one PDF while it is made, page by page, each element after what it holds."""

    def __init__(self, pdf: Any) -> None:
        self._around: list[Any] = []  # the boxes whose kids are being tagged, the innermost last
        self._langs = [spoken.of_document(pdf)]  # and their languages, below that of the whole
        self._halves, self._notes, self._kinds = Halves(), Footnotes(pdf), Kinds(pdf)
        self._aside = False  # in the margin of a page, or in a repeated head: not read

    def tagged(self, box: Any, outer: Any, stock: Stock) -> list[Any]:
        """What stands in the tree for a box, in the element `outer`."""
        if self._aside:
            return stock()
        if self._halves.is_repeated(box, self._around):
            self._in(box, stock, aside=True)
            self._halves.repeat(box, self._around)
            return []
        elements = self._in(box, stock, aside=isinstance(box, boxes.MarginBox))
        if kinds.is_frame(box) or len(elements) != 1:
            return elements
        return self._settled(box, outer, elements[0])

    def _in(self, box: Any, stock: Stock, *, aside: bool) -> list[Any]:
        """What stock makes of a box; meanwhile the box is around all that is in it."""
        self._around.append(box)
        self._langs.append(spoken.own(box, self._outer_language(box)))
        self._aside = aside
        try:
            return stock()
        finally:
            self._aside = False
            self._langs.pop()
            self._around.pop()

    def _outer_language(self, box: Any) -> str:
        return self._notes.language_around(box, self._around) or self._langs[-1]

    def _settled(self, box: Any, outer: Any, element: Any) -> list[Any]:
        """One element of stock's: named, joined, and with the notes that belong to it."""
        around = self._outer_language(box)
        lang = spoken.own(box, around)
        spoken.tell(element, lang, around)
        if kinds.is_decoration(box):
            element["S"] = "/Artifact"  # finishing takes it out of the tree
            return [element]
        taken = self._notes.taken(box, self._around, element)
        if taken is None:
            taken = self._kinds.dissolved(box, outer, element, self._around)
        if taken is not None:
            return taken
        self._kinds.settle(element, self._around)
        linked.tell(box, element)
        whole = self._halves.joined(box, self._around, element)
        new = self._notes.referred(box, [element] if whole is element else [])
        return self._notes.followed(whole, new, around, lang)
