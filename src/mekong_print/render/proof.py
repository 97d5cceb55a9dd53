"""The proof of the pages: every line as it was set, and what a compositor would mark.

Reads the laid-out boxes of WeasyPrint into plain `SetLine`s, then looks for lines out
of their column, widows, orphans, headings at the foot of a page, bios torn from their
article, and a last page with little on it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from mekong_print.document import Position
from mekong_print.findings import Finding

TOLERANCE = 1.0  # CSS px; rounding in Pango, not an overrun line
LEAST_FILL = 0.25  # of the page's type area, for the last page
_HEADS = frozenset({"h2", "h3", "h4", "h5", "h6"})


@dataclass(frozen=True, slots=True)
class SetLine:
    """A line of type on a page. `overrun` is how far it sticks out of its column, in px."""

    page: int
    at: str
    fragment: int  # the box it stands in: a part of a block on one page or in one column
    block: int  # the block in the source that it belongs to
    paragraph: bool
    heading: bool
    bio: str
    copy: str
    overrun: float
    bottom: float


@dataclass(frozen=True, slots=True)
class _Around:
    """What stands around a box while the tree is walked."""

    page: int
    at: str = ""
    tag: str = ""
    bio: str = ""
    article: str = ""
    footnote: bool = False
    block: int = 0


@dataclass(frozen=True, slots=True)
class ProofPage:
    """The lines of one page, and its type area from `top` with `height`, in px."""

    lines: tuple[SetLine, ...]
    top: float
    height: float


def read_pages(page_boxes: list[Any]) -> tuple[ProofPage, ...]:
    """The lines of laid-out pages (WeasyPrint page boxes), margin boxes left out."""
    pages = []
    for index, box in enumerate(page_boxes):
        body = [child for child in box.children if type(child).__name__ != "MarginBox"]
        lines = [line for child in body for line in _lines(child, _Around(index))]
        pages.append(ProofPage(tuple(lines), box.content_box_y(), box.height))
    return tuple(pages)


def _lines(box: Any, around: _Around) -> Iterator[SetLine]:
    kind = type(box).__name__
    if kind == "FootnoteAreaBox":
        around = replace(around, footnote=True)
    if kind in ("BlockBox", "TableCellBox", "BlockReplacedBox", "InlineBlockBox"):
        around = _entered(box, around)
    for child in getattr(box, "children", ()):
        if type(child).__name__ == "LineBox":
            yield _line(child, box, around)
        else:
            yield from _lines(child, around)
    yield from ()


def _entered(box: Any, around: _Around) -> _Around:
    element = box.element
    if element is None or not box.element_tag or "::" in str(box.element_tag):
        return around
    classes = (element.get("class") or "").split()
    at = element.get("data-at") or around.at
    known = replace(around, at=at, tag=str(box.element_tag), block=id(element))
    if box.element_tag == "article":
        known = replace(known, article=element.get("id") or at)
    return replace(known, bio=at or "bio") if "bio" in classes else known


def _line(line: Any, parent: Any, around: _Around) -> SetLine:
    left, width = parent.content_box_x(), parent.width
    right = max((_right(child) for child in line.children), default=left)
    return SetLine(
        page=around.page,
        at=around.at,
        fragment=id(parent),
        block=around.block,
        paragraph=around.tag == "p" and not around.footnote,
        heading=around.tag in _HEADS,
        bio=around.bio,
        copy="" if around.bio or around.footnote or around.tag in _HEADS else around.article,
        overrun=right - (left + width),
        bottom=0.0 if around.footnote else line.position_y + line.height,
    )


def _right(box: Any) -> float:
    """The right edge of what is set in a box, trailing spaces left out."""
    if box.is_in_normal_flow() is False:
        return 0.0
    return float(box.position_x + box.margin_width())


# ---------------------------------------------------------------- the marks


def proof(pages: tuple[ProofPage, ...], source: str) -> tuple[Finding, ...]:
    """What a compositor would mark on these pages."""
    lines = [line for page in pages for line in page.lines]
    marks = [
        *_overruns(lines, source),
        *_widows_and_orphans(lines, source),
        *_heads_at_the_foot(pages, source),
        *_lost_bios(lines, source),
        *_short_last_page(pages, source),
    ]
    return tuple(marks)


def _at(line: SetLine, source: str) -> Position:
    parts = line.at.rsplit(":", 2)
    if len(parts) == 3:
        return Position(parts[0], int(parts[1]), int(parts[2]))
    return Position(source, 1, 1)


def _overruns(lines: list[SetLine], source: str) -> Iterator[Finding]:
    for line in lines:
        if line.overrun > TOLERANCE:
            message = (
                f"A line on page {line.page + 1} runs {line.overrun:.0f} px out of its column."
            )
            yield Finding(
                _at(line, source), "P01", message, "Shorten or part the longest word in it."
            )


def _widows_and_orphans(lines: list[SetLine], source: str) -> Iterator[Finding]:
    blocks: dict[int, dict[int, list[SetLine]]] = defaultdict(lambda: defaultdict(list))
    for line in lines:
        if line.paragraph:
            blocks[line.block][line.fragment].append(line)
    for fragments in blocks.values():
        parts = list(fragments.values())
        if len(parts) < 2:
            continue
        first, last = parts[0], parts[-1]
        hint = "Add or cut a few words in this paragraph."
        if len(last) == 1 and last[0].page != parts[-2][0].page:
            message = f"Page {last[0].page + 1} opens with the last line of a paragraph alone."
            yield Finding(_at(last[0], source), "P02", message, hint)
        if len(first) == 1 and first[0].page != parts[1][0].page:
            message = f"Page {first[0].page + 1} ends with the first line of a paragraph alone."
            yield Finding(_at(first[0], source), "P03", message, hint)


def _heads_at_the_foot(pages: tuple[ProofPage, ...], source: str) -> Iterator[Finding]:
    for page in pages[:-1]:
        flow = [line for line in page.lines if line.bottom]
        if flow and flow[-1].heading:
            message = (
                f"A heading stands at the foot of page {flow[-1].page + 1}, its text overleaf."
            )
            yield Finding(_at(flow[-1], source), "P04", message, "Cut or add a few lines above it.")


def _lost_bios(lines: list[SetLine], source: str) -> Iterator[Finding]:
    copy_pages: dict[str, set[int]] = defaultdict(set)
    bios: dict[str, list[SetLine]] = defaultdict(list)
    home: dict[str, str] = {}
    article = ""
    for line in lines:
        article = line.copy or article
        if line.copy:
            copy_pages[line.copy].add(line.page)
        if line.bio:
            bios[line.bio].append(line)
            home.setdefault(line.bio, article)
    for bio, parts in bios.items():
        on = sorted({line.page for line in parts})
        if len(on) > 1:
            message = f"A bio is broken across pages {on[0] + 1} and {on[-1] + 1}."
            yield Finding(_at(parts[0], source), "P05", message, "Shorten the bio.")
        elif home[bio] and on[0] not in copy_pages[home[bio]]:
            message = f"A bio stands on page {on[0] + 1}, apart from its article."
            yield Finding(_at(parts[0], source), "P05", message, "Cut a few lines of the article.")


def _short_last_page(pages: tuple[ProofPage, ...], source: str) -> Iterator[Finding]:
    if len(pages) < 2:
        return
    last = pages[-1]
    filled = max((line.bottom for line in last.lines), default=last.top) - last.top
    if filled < LEAST_FILL * last.height:
        share = int(100 * filled / last.height)
        message = f"The last page (page {len(pages)}) is only {share} % full."
        hint = "Cut a few lines of the issue, or add some."
        yield Finding(Position(source, 1, 1), "P06", message, hint)
