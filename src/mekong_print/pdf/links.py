"""Links in the structure tree: one Link for one link, however many lines and marks it has.

ISO 14289-1, 7.18.5; ISO 32000-1, 14.8.4.4.2.
"""

from __future__ import annotations

from dataclasses import replace

from pikepdf import Array, Dictionary, Pdf

from mekong_print.pdf.tagtree import Annotation, Element, Kid, each, marks_of


def one_link(link: Element) -> tuple[Kid, ...]:
    """A Link dissolves the Links inside it; one that leads nowhere, or is nowhere, itself."""
    own = [kid for kid in link.kids if isinstance(kid, Annotation)]
    own = own or [kid for kid in each(link.kids) if isinstance(kid, Annotation)][:1]
    if not marks_of(link) and all(map(_is_flat, own)):
        return ()
    if not own:
        return (replace(link, kind="Span"),) if link.traits else link.kids
    first = (own[0],) if own[0] not in link.kids else ()
    inside = tuple(new for kid in link.kids for new in _unlinked(kid, own))
    return (replace(link, kids=first + inside),)


def _unlinked(kid: Kid, own: list[Annotation]) -> tuple[Kid, ...]:
    match kid:
        case Annotation():
            return (kid,) if kid in own else ()
        case Element(kind, kids, traits):
            inside = tuple(new for old in kids for new in _unlinked(old, []))
            if kind == "Link" and not traits:
                return inside
            return (Element("Span" if kind == "Link" else kind, inside, traits),)
        case _:
            return (kid,)


def joined_links(element: Element) -> tuple[Kid, ...]:
    """The lines of one link are one Link."""
    if len(element.kids) < 2:
        return (element,)
    kids: list[Kid] = []
    for kid in element.kids:
        before = kids[-1] if kids else None
        if isinstance(kid, Element) and isinstance(before, Element) and _same_goal(before, kid):
            kids[-1] = replace(before, kids=before.kids + kid.kids)
        else:
            kids.append(kid)
    return (Element(element.kind, tuple(kids), element.traits),)


def _same_goal(before: Element, after: Element) -> bool:
    kinds, traits = {before.kind, after.kind}, (dict(before.traits), dict(after.traits))
    if kinds != {"Link"} or traits[0] != traits[1] or traits[0].keys() - {"/Lang"}:
        return False
    goals = {_goal(kid) for kid in before.kids + after.kids if isinstance(kid, Annotation)}
    return len(goals) == 1


def _goal(annotation: Annotation) -> str:
    note = annotation.object
    return str(note["/Dest"] if "/Dest" in note else note.get("/A", Dictionary()).get("/URI"))


def _is_flat(annotation: Annotation) -> bool:
    left, bottom, right, top = (float(side) for side in annotation.object.Rect)
    return left == right or bottom == top


def drop_stray_links(pdf: Pdf, tree: Element) -> None:
    """Take links off their page that no element holds: nested ones, and those of running heads."""
    held = {kid.object.objgen for kid in each(tree.kids) if isinstance(kid, Annotation)}
    for page in pdf.pages:
        notes = list(page.obj.get("/Annots", ()))
        kept = [note for note in notes if note.objgen in held or note.Subtype != "/Link"]
        if len(kept) < len(notes):
            page.obj.Annots = Array(kept)
