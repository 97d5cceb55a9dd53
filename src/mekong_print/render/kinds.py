"""What elements are, where WeasyPrint 70 has no kind for them or too many of one.

Emphasis, code and quotations are kinds of their own (ISO 32000-1, 14.8.4.4; `Em` and
`Strong`, which PDF 1.7 does not know, have the role of `Span`). A table of contents
(`role="doc-toc"`) is one, with its entries (14.8.4.3, Matterhorn 09-006). Signs that a
style sheet puts between words are decoration (01-003). Boxes that only the layout needs,
such as columns, are no elements at all.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.pdf.tags import pydyf

# Kinds that hold words themselves: lines of text in them need no element of their own.
OF_WORDS = frozenset(
    {"P", "H1", "H2", "H3", "H4", "H5", "H6", "Lbl", "Link", "Span", "LBody", "TD", "TH",
     "Caption", "NonStruct", "Em", "Strong", "Code", "Quote"}
)  # fmt: skip
ROLES = {"/Em": "/Span", "/Strong": "/Span"}
_KINDS = {
    "em": "Em", "i": "Em", "strong": "Strong", "b": "Strong", "code": "Code", "q": "Quote",
    "pre": "P", "figure": "Div", "header": "Div", "footer": "Div", "aside": "Sect", "nav": "Sect",
}  # fmt: skip
_OF_CONTENTS = {"/L": "/TOC", "/LI": "/TOCI"}
_INLINE = frozenset({"/Link", "/Span", "/Em", "/Strong", "/Code", "/Quote", "/NonStruct"})
_MADE_BY_CSS = ("::before", "::after")
_SPEAKING = frozenset({"L", "N", "M"})  # letters, numbers, and what stands on them
_QUOTING = frozenset({"Pi", "Pf"})


def named_by(stock: Callable[[str | None], str]) -> Callable[[str | None], str]:
    """WeasyPrint's own table of kinds, with ours before it."""
    return lambda tag: _KINDS.get(tag or "") or stock(tag)


def is_frame(box: Any) -> bool:
    """Whether a box is none of the text: its elements are those of the boxes in it."""
    return isinstance(box, (boxes.PageBox, boxes.MarginBox)) or box.element_tag in ("html", "body")


def is_decoration(box: Any) -> bool:
    """Whether a style sheet made this, and of signs alone. Quotation marks do say something."""
    if not str(box.element_tag).endswith(_MADE_BY_CSS):
        return False
    words = "".join(one.text for one in box.descendants() if isinstance(one, boxes.TextBox))
    found = {unicodedata.category(letter) for letter in words}
    return bool(found) and not found & _QUOTING and not {kind[0] for kind in found} & _SPEAKING


@dataclass(frozen=True, slots=True)
class Kid:
    """What hangs in an element, as stock asks for it: marked content, or where an element is."""

    reference: int | bytes


class Kinds:
    """The kinds of the elements of one PDF."""

    def __init__(self, pdf: Any) -> None:
        self._pdf = pdf

    def settle(self, element: Any, around: Sequence[Any]) -> None:
        """Name an element what it is, among what is around it."""
        kind = element["S"]
        if kind in ROLES:
            root = self._thing(self._pdf.catalog["StructTreeRoot"])
            root["RoleMap"] = pydyf.Dictionary({name[1:]: role for name, role in ROLES.items()})
        elif kind in _OF_CONTENTS and _in_contents(around):
            element["S"] = _OF_CONTENTS[kind]

    def dissolved(
        self, box: Any, outer: Any, element: Any, around: Sequence[Any]
    ) -> list[Kid] | None:
        """The kids of an element that says nothing itself; None where it does.

        `outer` is the element that it would stand in.
        """
        kind = element["S"]
        if kind == "/LBody" and _in_contents(around):
            return self._entry(element)
        if kind == "/Span" and "Lang" not in element and outer["S"][1:] in OF_WORDS:
            return self._silent(box, outer, element)
        if kind == outer["S"] and _is_part_of_same(box, around[-1]):
            return [Kid(kid) for kid in element["K"]]
        return None

    @staticmethod
    def _silent(box: Any, outer: Any, span: Any) -> list[Kid] | None:
        """The kids of a span. The link that a link in it would be (28-011) is the first of them."""
        if box.link_annotation and outer["S"] != "/Link":
            return None
        return [Kid(kid) for kid in span["K"][1 if box.link_annotation else 0 :]]

    def _entry(self, body: Any) -> list[Kid]:
        """What a line of contents holds: words and links together are its Reference."""
        found: list[Kid] = []
        words: list[Any] = []
        for kid in body["K"]:
            thing = {"S": "/Span"} if isinstance(kid, int) else self._thing(kid)
            if not thing.get("K", True):
                continue  # an empty box of the layout
            if thing.get("S", "/Link") in _INLINE:
                words.append(kid)
                continue
            found += [*self._referred(body, words), Kid(kid)]
            words = []
        return [*found, *self._referred(body, words)]

    def _referred(self, body: Any, words: list[Any]) -> list[Kid]:
        if not words:
            return []
        made = pydyf.Dictionary({**body, "S": "/Reference", "K": pydyf.Array(words)})
        self._pdf.add_object(made)
        return [Kid(made.reference)]

    def _thing(self, reference: bytes) -> Any:
        return self._pdf.objects[int(reference.split()[0])]


def _in_contents(around: Sequence[Any]) -> bool:
    return any(
        one.element is not None
        and one.element_tag == "nav"
        and one.element.get("role") == "doc-toc"
        for one in around
    )


def _is_part_of_same(box: Any, outer: Any) -> bool:
    return box.element is not None and (box.element, box.element_tag) == (
        outer.element,
        outer.element_tag,
    )
