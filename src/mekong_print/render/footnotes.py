"""Footnotes in the structure tree: a Reference where one is called, its Note behind that block.

WeasyPrint 70 leaves all notes of a page in a nameless box behind the page, and a call is a
number among words (Matterhorn 19-003). Here the call is a `Reference` with a link to its
note (ISO 32000-1, 14.8.4.4.1), and the `Note` follows the paragraph that calls it, with its
label and an identifier (ISO 14289-1, 7.9): no note is read in the middle of a sentence that
goes on overleaf.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.pdf.tags import pydyf

from mekong_print.render.halves import absorb

_CALL, _MARK = "::footnote-call", "::footnote-marker"
_AGAIN = "doc-noteref"  # the role of a link to a note that was called before
_LEADING = frozenset({"/P", "/H1", "/H2", "/H3", "/H4", "/H5", "/H6"})  # a note follows these,
_HOLDING = frozenset(  # and is the last thing in these
    {"/LBody", "/TD", "/TH", "/Caption", "/Div", "/Sect", "/Art", "/Part", "/BlockQuote"}
)


def link_to(footnote: Any) -> Any:
    """Where the call of a footnote leads: what an <a> to it has for `Box.link`."""
    name = footnote.element.get("id")
    return ("url", ("internal", name)) if name else None


class Footnotes:
    """The notes of one PDF: made at their calls, filled when the foot of a page is reached."""

    def __init__(self, pdf: Any) -> None:
        self._pdf = pdf
        self._notes: dict[Any, Any] = {}  # by the HTML element
        self._langs: dict[Any, str] = {}  # what is spoken around them
        self._waiting: list[Any] = []  # HTML elements whose notes have no place yet

    def language_around(self, box: Any, around: Sequence[Any]) -> str:
        """The language around a note in the tree, which is not that around it on the page."""
        return self._langs.get(box.element, "") if _is_note(around) else ""

    def taken(self, box: Any, around: Sequence[Any], element: Any) -> list[Any] | None:
        """What stands for a call, a note or an area of notes; None for all other boxes."""
        tag = str(box.element_tag)
        if tag.endswith(_CALL):
            self._call(box, element)
            return [element]
        if isinstance(box, boxes.FootnoteAreaBox):
            element["K"].extend(note.reference for note in self._placed(""))  # called in no block
            return [element] if element["K"] else []
        if _is_note(around) and box.element in self._notes:
            self._fill(self._notes[box.element], element)
            return []
        if tag.endswith(_MARK):
            element["S"] = "/Lbl"
        return None

    def followed(self, whole: Any, elements: list[Any], outer: str, own: str) -> list[Any]:
        """The elements with the notes that wait for a place, if they can have it here."""
        if self._waiting and whole["S"] in _LEADING:
            return [*elements, *self._placed(outer)]
        if self._waiting and whole["S"] in _HOLDING:
            whole["K"].extend(note.reference for note in self._placed(own))
        return elements

    def _placed(self, lang: str) -> list[Any]:
        """The notes that wait, which have their place now, in a language."""
        notes = [self._notes[one] for one in self._waiting]
        self._langs |= dict.fromkeys(self._waiting, lang)
        self._waiting = []
        return notes

    def referred(self, box: Any, elements: list[Any]) -> list[Any]:
        """A second call of a note is a Reference around its link."""
        if box.element_tag != "a" or box.element.get("role") != _AGAIN or not elements:
            return elements
        return [self._made("/Reference", elements[0], [elements[0].reference])]

    def _call(self, box: Any, element: Any) -> None:
        if box.link_annotation:
            link = self._made("/Link", element, element["K"])
            element["K"] = pydyf.Array([link.reference])
        element["S"] = "/Reference"
        note = self._made("/Note", element, [])
        note["ID"] = pydyf.String(f"note-{len(self._notes) + 1}")
        self._notes[box.element] = note
        self._waiting.append(box.element)

    def _made(self, kind: str, beside: Any, kids: list[Any]) -> Any:
        made = pydyf.Dictionary(
            {
                "Type": "/StructElem",
                "S": kind,
                "K": pydyf.Array(kids),
                "Pg": beside["Pg"],
                "P": beside["P"],
            }
        )
        self._pdf.add_object(made)
        return made

    @staticmethod
    def _fill(note: Any, element: Any) -> None:
        absorb(note, element)
        if "Lang" in element:
            note["Lang"] = element["Lang"]


def _is_note(around: Sequence[Any]) -> bool:
    """Whether what stands in these boxes is a note as a whole."""
    return bool(around) and isinstance(around[-1], boxes.FootnoteAreaBox)
