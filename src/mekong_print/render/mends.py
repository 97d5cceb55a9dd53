"""What WeasyPrint 70 gets wrong in footnotes, mended in one place.

1. When pages are laid out again (page numbers in the contents ask for it), pages that
   did not change are taken over with their notes, but notes that an earlier page put
   off to them stay on the list and are printed once more, on the next page that is
   made anew. Mend: where an issue has footnotes, lay out all its pages again.
2. When a paragraph can be broken below a line but not above it (orphans), notes that
   stand on the page already are put off to the next page to make room for the line.
   A note belongs below its call. Mend: break the page before the paragraph instead.
3. Whether the notes fit their area is asked of floats without a tolerance, so that a
   rounding error of 1e-13 px puts a note off. Mend: allow a hundredth of a px.

Each mend looks for the very code that it was made for. Where WeasyPrint has changed,
nothing is touched, and `unmended` names what was left alone; tests/render holds both.
"""

from __future__ import annotations

import hashlib
import inspect
import textwrap
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from weasyprint import layout
from weasyprint.layout import block

_TAKEN_OVER = "yield pages[i]"
_PUT_OFF = "report = not context.in_column and can_break_now and not could_break_before"
_TOO_TIGHT = "overflow = last_child_bottom > footnote_area_bottom"

unmended: list[str] = []


def mend() -> None:
    """Mend the WeasyPrint that is loaded, once."""
    if getattr(layout, "mended_by_mekong_print", False):
        return
    layout.mended_by_mekong_print = True
    _lay_out_all_pages_again()
    rewrite(block, "_linebox_layout", _PUT_OFF, "report = False")
    rewrite(layout.LayoutContext, "_update_footnote_area", _TOO_TIGHT, f"{_TOO_TIGHT} + 0.01")


def _lay_out_all_pages_again() -> None:
    stock = layout.make_all_pages
    if _source(stock).count(_TAKEN_OVER) != 1:
        unmended.append("make_all_pages")
        return

    def make_all_pages(context: Any, root_box: Any, html: Any, pages: list[Any]) -> Iterator[Any]:
        """As WeasyPrint does, but with no page taken over while there are footnotes."""
        yield from stock(context, root_box, html, [] if context.footnotes else pages)

    layout.make_all_pages = make_all_pages


def rewrite(owner: Any, name: str, stock: str, mended: str) -> None:
    """Replace one stretch of a function of WeasyPrint's, if it still is what it was."""
    function = getattr(owner, name)
    source = _source(function)
    if source.count(stock) != 1:
        unmended.append(name)
        return
    setattr(owner, name, rewritten(function, ((stock, mended),)))


def rewritten(function: Any, changes: Iterable[tuple[str, str]]) -> Any:
    """A function of WeasyPrint's made anew, with some of its text replaced.

    Raises ValueError for a text that it does not have, as `_source` shows it.
    """
    source = _source(function)
    for stock, mended in changes:
        if stock not in source:
            raise ValueError(stock)
        source = source.replace(stock, mended)
    made: dict[str, Any] = {}
    code = compile(source, inspect.getfile(function), "exec")
    exec(code, function.__globals__, made)  # noqa: S102 - WeasyPrint's own text
    # So that its text is still that of the one it was made of (`fingerprint`).
    made[function.__name__].__wrapped__ = function
    return made[function.__name__]


def proved(name: str, functions: Iterable[Any], prints: Mapping[str, str]) -> bool:
    """Whether functions are those that a mend was made for; where not, it is named unmended.

    `prints` are their fingerprints, by the names that they bear.
    """
    same = {one.__name__: fingerprint(one) for one in functions} == prints
    if not same:
        unmended.append(name)
    return same


def fingerprint(function: Any) -> str:
    """The same for functions that have the same text; nothing where it cannot be had."""
    source = _source(function)
    return hashlib.sha256(source.encode()).hexdigest()[:16] if source else ""


def _source(function: Any) -> str:
    """The text of a function; empty where it cannot be had (a compiled WeasyPrint)."""
    try:
        return textwrap.dedent(inspect.getsource(function))
    except OSError:
        return ""
