"""What one structure element must say: a known type, a language, words for a picture.

ISO 32000-1, 14.7.3 (role maps), 14.8.4 (standard types), 14.9; ISO 14289-1, 7.1 and 7.3.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pypdf.generic import DictionaryObject

from mekong_print.pdf.opened import OpenPdf, table, words
from mekong_print.pdf.soundness.fault import Fault
from mekong_print.pdf.soundness.walk import Element

STANDARD = frozenset(
    "Document Part Art Sect Div BlockQuote Caption TOC TOCI Index NonStruct Private P H H1 H2 H3 "
    "H4 H5 H6 L LI Lbl LBody Table TR TH TD THead TBody TFoot Span Quote Note Reference BibEntry "
    "Code Link Annot Ruby RB RT RP Warichu WT WP Figure Formula Form".split()
)
_OF_PDF_2 = STANDARD | frozenset(
    "DocumentFragment Aside Title FENote Sub Em Strong Artifact".split()
)
_PDF_2 = "http://iso.org/pdf2/ssn"
_MATHML = "http://www.w3.org/1998/Math/MathML"
_HEADING = re.compile(r"H[1-9][0-9]*")
_LANG = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")  # BCP 47, as far as a pattern tells
_PICTURES = frozenset({"Figure", "Formula"})


@dataclass(frozen=True, slots=True)
class Roles:
    """The role map: what each type of its own stands for, and what is wrong with it."""

    standing_for: dict[str, str]
    faults: tuple[Fault, ...]

    def of(self, kind: str) -> str:
        """The standard type that a type stands for; the type itself where it has no role."""
        return self.standing_for.get(kind, kind)


def roles_of(pdf: OpenPdf) -> Roles:
    """Follow the role map (ISO 32000-1, 14.7.3) to its ends."""
    written = table(table(pdf.root.get("/StructTreeRoot")).get("/RoleMap"))
    said = {key.removeprefix("/"): words(to).removeprefix("/") for key, to in written.items()}
    ends = {kind: _end(kind, said) for kind in said}
    faults = [
        Fault("role-loop", f"The role map leads from {kind} back to it.")
        for kind, end in ends.items()
        if not end
    ]
    faults += [
        Fault("role-self", f"The role map makes the standard type {kind} what it is anyway.")
        for kind, end in ends.items()
        if end == kind
    ]
    faults += [
        Fault("role-unknown", f"The role map makes {kind} a {end}, which is no standard type.")
        for kind, end in ends.items()
        if end and end not in _OF_PDF_2
    ]
    faults += [
        Fault("role-of-standard", f"The role map gives the standard type {kind} another meaning.")
        for kind in said
        if kind in STANDARD and said[kind] != kind
    ]
    return Roles(ends, tuple(faults))


def _end(kind: str, said: dict[str, str]) -> str:
    """The type that a chain of roles ends in; nothing where it goes round.

    A standard type that is said to be itself goes round nothing: other programs write that.
    """
    if said[kind] == kind and kind in STANDARD:
        return kind
    met = {kind}
    while kind in said:
        kind = said[kind]
        if kind in met:
            return ""
        met.add(kind)
    return kind


def element_faults(element: Element, node: DictionaryObject, roles: Roles) -> Iterator[Fault]:
    """What is wrong with one element by itself."""
    kind = roles.of(element.kind)
    if "/S" in node and not _is_known(kind, node):
        sentence = f"{element.opening} has a type that is not standard and has no role."
        yield Fault("type-unknown", sentence)
    if "/Lang" in node and not is_language(words(node.get("/Lang"))):
        sentence = (
            f"{element.opening} is in the language “{words(node.get('/Lang'))}”, which is none."
        )
        yield Fault("language", sentence)
    if kind in _PICTURES and not words(node.get("/Alt")) and not words(node.get("/ActualText")):
        yield Fault("picture-silent", f"{element.opening} has no description (alternative text).")


def _is_known(kind: str, node: DictionaryObject) -> bool:
    if kind in STANDARD:
        return True
    space = words(table(node.get("/NS")).get("/NS")) if "/NS" in node else ""
    of_pdf_2 = kind in _OF_PDF_2 or bool(_HEADING.fullmatch(kind))
    return space == _MATHML or (space == _PDF_2 and of_pdf_2)


def is_language(tag: str) -> bool:
    """Whether a text can be a language (BCP 47); an empty one says that it is not known."""
    return not tag or bool(_LANG.fullmatch(tag))
