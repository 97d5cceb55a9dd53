"""What WeasyPrint 70 gets wrong in a tagged PDF, each put right by one small function.

`MENDS` is the table: an element goes in, what stands in its place comes out. Numbers
as “13-004” are checkpoints of the Matterhorn Protocol 1.1. Whatever falls out of the
tree becomes an artifact on its page, and a link that falls out is no link any more.
Each mend leaves alone what is already right, so that mending twice changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from pikepdf import Pdf

from mekong_print.pdf import figures, links, marks, tables
from mekong_print.pdf import lines as text
from mekong_print.pdf.element_ids import opened_ids
from mekong_print.pdf.tagtree import Element, Kid, marks_of, read_tree, write_tree

Repair = Callable[[Element], tuple[Kid, ...]]


@dataclass(frozen=True, slots=True)
class Mend:
    """One repair: the kinds of element that it is for, and why it is needed."""

    kinds: frozenset[str]
    repair: Repair
    reason: str


def mend(pdf: Pdf, opening: str = "") -> None:
    """Put tags, marks, links, pictures and fonts right, in place. An untagged PDF stays so.

    `opening` begins every identifier of the tree, so that bound issues share none.
    """
    marks.name_nameless_glyphs(pdf)
    figures.stop_smoothing(pdf)
    tree = read_tree(pdf)
    if tree is None:
        return
    repaired = mended(tree, figures.heights(pdf))
    marks.settle(pdf, marks_of(tree), marks_of(repaired))
    links.drop_stray_links(pdf, repaired)
    marks.word_links(pdf, repaired)
    write_tree(pdf, opened_ids(repaired, opening) if opening else repaired)


def mended(tree: Element, heights: tuple[float, ...]) -> Element:
    """The tree as it should be. `heights` are those of the pages, in points."""
    by_kind: dict[str, list[Repair]] = {}
    for row in (*MENDS, _figures_measured(heights)):
        for kind in row.kinds:
            by_kind.setdefault(kind, []).append(row.repair)
    return replace(tree, kids=tuple(new for kid in tree.kids for new in _repaired(kid, by_kind)))


def _repaired(kid: Kid, by_kind: dict[str, list[Repair]]) -> tuple[Kid, ...]:
    """From the leaves up: when an element is repaired, its kids already are."""
    if not isinstance(kid, Element):
        return (kid,)
    kids: list[Kid] = []
    for old in kid.kids:
        kids += _repaired(old, by_kind)
    now: tuple[Kid, ...] = (Element(kid.kind, tuple(kids), kid.traits),)
    for repair in by_kind.get(kid.kind, ()):
        if len(now) != 1 or not isinstance(now[0], Element):
            break
        now = repair(now[0])
    return now


def _figures_measured(heights: tuple[float, ...]) -> Mend:
    """The one mend that must know the pages."""
    return Mend(
        frozenset({"Figure"}),
        lambda figure: figures.measured(figure, heights),
        "The box of a picture is in CSS pixels from the top of the page, not in points from "
        "the foot (ISO 32000-1, 14.8.5.4.3).",
    )


# In this order; a mend sees what the mends above it left. Running heads (18-001), nameless
# glyphs (10-001) and the words of links (28-012) need the streams: they are in `marks`. What
# only the press can know (halves, notes, languages) is mended there, in `render/tagging`.
MENDS: tuple[Mend, ...] = (
    Mend(
        frozenset({"Artifact"}),
        text.left_out,
        "Signs that a style sheet puts between words are read aloud (01-003); the press tells "
        "which they are by a kind that PDF 1.7 has for marked content alone.",
    ),
    Mend(
        frozenset({"Link"}),
        links.one_link,
        "Markup inside a link makes a second annotation inside the first (28-011); an <a> that "
        "leads nowhere is still a Link; a link round blocks leaves links of no size behind.",
    ),
    Mend(
        text.OF_LINES | text.OF_EITHER,
        text.lines,
        "Each line is a Span of its own, nine tenths of all elements; none says anything.",
    ),
    Mend(
        (text.OF_LINES | text.OF_EITHER) - {"Link"},
        links.joined_links,
        "A link of several lines is a Link for each line, each with a part of its words.",
    ),
    Mend(
        frozenset({"LI"}),
        text.list_body,
        "Loose list items, and markers set inside, have no LBody (09-005; ISO 14289-1, 7.6).",
    ),
    Mend(
        frozenset({"L"}),
        text.items_alone,
        "The blanks between items set side by side are Spans in the list (ISO 14289-1, 7.2).",
    ),
    Mend(
        frozenset({"Figure"}),
        text.described,
        "Decorative pictures are figures without a description (13-004; ISO 14289-1, 7.3).",
    ),
    Mend(
        frozenset({"TR"}),
        tables.scoped_headers,
        "Header cells do not say what they head (15-003; ISO 14289-1, 7.5).",
    ),
    Mend(
        frozenset({"Table"}),
        tables.decided_headers,
        "Cells name headers that are none, and wrong ones below a row span (15-003).",
    ),
    Mend(
        text.HEADINGS | {"P", "Div", "Span", "NonStruct", "Caption"},
        text.not_empty,
        "Pictures that left the tree, and empty boxes, leave empty elements behind.",
    ),
)
