"""What WeasyPrint 70 gets wrong in a tagged PDF, each put right by one small function.

`MENDS` is the table: an element goes in, what stands in its place comes out. Numbers
as “13-004” are checkpoints of the Matterhorn Protocol 1.1. Whatever falls out of the
tree becomes an artifact on its page, and a link that falls out is no link any more.
Each mend leaves alone what is already right, so that mending twice changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from pikepdf import Array, Dictionary, Pdf

from mekong_print.pdf import figures, marks
from mekong_print.pdf.tables import decided_headers, scoped_headers
from mekong_print.pdf.tagtree import (
    Annotation,
    Element,
    Kid,
    each,
    marks_of,
    read_tree,
    write_tree,
)

_HEADINGS = frozenset({"H1", "H2", "H3", "H4", "H5", "H6"})
_LINES = _HEADINGS | {"P", "Lbl", "Link", "Span"}  # hold lines, never blocks
_GROUPS = _LINES | {"LBody", "TD", "TH", "Caption"}  # hold lines, or blocks
_SAYING_NOTHING = frozenset({"Span", "NonStruct"})

Repair = Callable[[Element], tuple[Kid, ...]]


@dataclass(frozen=True, slots=True)
class Mend:
    """One repair: the kinds of element that it is for, and why it is needed."""

    kinds: frozenset[str]
    repair: Repair
    reason: str


def mend(pdf: Pdf) -> None:
    """Put tags, marks, links, pictures and fonts right, in place. An untagged PDF stays so."""
    marks.name_nameless_glyphs(pdf)
    figures.stop_smoothing(pdf)
    tree = read_tree(pdf)
    if tree is None:
        return
    repaired = mended(tree, figures.heights(pdf))
    marks.settle(pdf, marks_of(tree), marks_of(repaired))
    _drop_stray_links(pdf, repaired)
    marks.word_links(pdf, repaired)
    write_tree(pdf, repaired)


def mended(tree: Element, heights: tuple[float, ...]) -> Element:
    """The tree as it should be. `heights` are those of the pages, in points."""
    by_kind: dict[str, list[Repair]] = {}
    for row in (*MENDS, figures_measured(heights)):
        for kind in row.kinds:
            by_kind.setdefault(kind, []).append(row.repair)
    kids = tuple(new for kid in tree.kids for new in _repaired(kid, by_kind))
    return replace(tree, kids=kids)


def _repaired(kid: Kid, by_kind: dict[str, list[Repair]]) -> tuple[Kid, ...]:
    """From the leaves up: when an element is repaired, its kids already are."""
    if not isinstance(kid, Element):
        return (kid,)
    kids = tuple(new for old in kid.kids for new in _repaired(old, by_kind))
    now: tuple[Kid, ...] = (Element(kid.kind, kids, kid.traits),)
    for repair in by_kind.get(kid.kind, ()):
        if len(now) != 1 or not isinstance(now[0], Element):
            break
        now = repair(now[0])
    return now


def linked(element: Element) -> tuple[Kid, ...]:
    """An annotation outside a Link gets a Link round it, which an outer Link dissolves again."""
    if not any(_is_link(kid) for kid in element.kids):
        return (element,)
    return (replace(element, kids=(Element("Link", element.kids),)),)


def one_link(link: Element) -> tuple[Kid, ...]:
    """A Link dissolves the Links inside it; one without any annotation dissolves itself."""
    own = [kid for kid in link.kids if isinstance(kid, Annotation)]
    own = own or [kid for kid in each(link.kids) if isinstance(kid, Annotation)][:1]
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
    kids: list[Kid] = []
    for kid in element.kids:
        before = kids[-1] if kids else None
        if isinstance(kid, Element) and isinstance(before, Element) and _same_goal(before, kid):
            kids[-1] = replace(before, kids=before.kids + kid.kids)
        else:
            kids.append(kid)
    return (replace(element, kids=tuple(kids)),)


def _same_goal(before: Element, after: Element) -> bool:
    if before.kind != "Link" or after.kind != "Link" or before.traits or after.traits:
        return False
    goals = {_goal(kid) for kid in before.kids + after.kids if isinstance(kid, Annotation)}
    return len(goals) == 1


def _goal(annotation: Annotation) -> str:
    note = annotation.object
    return str(note["/Dest"] if "/Dest" in note else note.get("/A", Dictionary()).get("/URI"))


def lines(element: Element) -> tuple[Kid, ...]:
    """Spans that say nothing (one for each line of text) dissolve in their paragraph."""
    silent = _SAYING_NOTHING if element.kind in _LINES else frozenset({"Span"})
    kids = tuple(new for kid in element.kids for new in _dissolved(kid, silent))
    return (replace(element, kids=kids),)


def _dissolved(kid: Kid, silent: frozenset[str]) -> tuple[Kid, ...]:
    if isinstance(kid, Element) and kid.kind in silent and not kid.traits:
        return tuple(new for old in kid.kids for new in _dissolved(old, silent))
    return (kid,)


def list_body(item: Element) -> tuple[Kid, ...]:
    """All that is not the label of a list item goes into its one body."""
    labels = tuple(kid for kid in item.kids if _kind(kid) == "Lbl")
    rest = tuple(kid for kid in item.kids if _kind(kid) != "Lbl")
    if all(_kind(kid) == "LBody" for kid in rest):
        return (item,)
    inner = tuple(
        replace(kid, kind="Div") if isinstance(kid, Element) and kid.kind == "LBody" else kid
        for kid in rest
    )
    return (replace(item, kids=(*labels, *lines(Element("LBody", inner)))),)


def described(figure: Element) -> tuple[Kid, ...]:
    """A picture without words is decoration: it leaves the tree."""
    silent = not ({"/Alt", "/ActualText"} & figure.traits.keys())
    return () if silent else (figure,)


def not_empty(element: Element) -> tuple[Kid, ...]:
    """A grouping that holds nothing (a rule, a placeholder) is not announced."""
    return (element,) if element.kids or element.traits else ()


def _kind(kid: Kid) -> str:
    return kid.kind if isinstance(kid, Element) else ""


def _is_link(kid: Kid) -> bool:
    return isinstance(kid, Annotation) and str(kid.object.get("/Subtype")) == "/Link"


def figures_measured(heights: tuple[float, ...]) -> Mend:
    """The one mend that must know the pages."""
    return Mend(
        frozenset({"Figure"}),
        lambda figure: figures.measured(figure, heights),
        "The box of a picture is in CSS pixels from the top of the page, not in points from "
        "the foot (ISO 32000-1, 14.8.5.4.3).",
    )


def _drop_stray_links(pdf: Pdf, tree: Element) -> None:
    """Annotations that no element holds: nested ones, and those of running heads (28-002)."""
    held = {kid.object.objgen for kid in each(tree.kids) if isinstance(kid, Annotation)}
    for page in pdf.pages:
        notes = list(page.obj.get("/Annots", ()))
        kept = [note for note in notes if note.objgen in held or note.Subtype != "/Link"]
        if len(kept) < len(notes):
            page.obj.Annots = Array(kept)


# In this order; a mend sees what the mends above it left.
MENDS: tuple[Mend, ...] = (
    Mend(
        frozenset({"Link"}),
        one_link,
        "Markup inside a link makes a second annotation inside the first (28-011); an <a> that "
        "leads nowhere is still a Link.",
    ),
    Mend(
        _GROUPS - {"Link"} | _SAYING_NOTHING | {"Div", "Sect", "Art", "Part", "BlockQuote", "LI"},
        linked,
        "Blocks inside a link carry its annotation without being a Link (28-011).",
    ),
    Mend(
        _GROUPS | {"NonStruct"},
        lines,
        "Each line is a Span of its own, nine tenths of all elements; none says anything.",
    ),
    Mend(
        _GROUPS - {"Link"},
        joined_links,
        "A link of several lines is a Link for each line, each with a part of its words.",
    ),
    Mend(
        frozenset({"LI"}),
        list_body,
        "Loose list items, and markers set inside, have no LBody (09-005; ISO 14289-1, 7.6).",
    ),
    Mend(
        frozenset({"Figure"}),
        described,
        "Decorative pictures are figures without a description (13-004; ISO 14289-1, 7.3).",
    ),
    Mend(
        frozenset({"TR"}),
        scoped_headers,
        "Header cells do not say what they head (15-003; ISO 14289-1, 7.5).",
    ),
    Mend(
        frozenset({"Table"}),
        decided_headers,
        "Cells name headers that are none, and wrong ones below a row span (15-003).",
    ),
    Mend(
        frozenset({"P", "Div", "Span", "NonStruct", "Caption", "Link"}),
        not_empty,
        "Pictures that left the tree, and empty boxes, leave empty elements behind.",
    ),
)
