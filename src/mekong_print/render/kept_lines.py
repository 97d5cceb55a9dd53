"""Lines of text that were measured once are not measured again.

WeasyPrint 70 lays out columns twice or more, and a page again when a paragraph does not fit:
each time Pango shapes the same words in the same style for the same width. Two thirds of a
volume's indexes were shaped for nothing. Here what came of it is kept while a job lasts.

A measured line holds nothing of Pango's (`Layout.deactivate`), so that it can be handed out
again; each box gets a copy, since justifying writes into it. Guarded as `text_layer` is.
"""

from __future__ import annotations

from typing import Any

from weasyprint.layout import inline, preferred
from weasyprint.text import line_break

from mekong_print.render import mends

NAME = "lines measured once"  # as the tools of an edition call it when it is left alone
_PROVED = {  # on WeasyPrint 70.0
    "split_first_line": "39ad1016863ca34d",
    "first_line_metrics": "55ec5d0b58b29a8b",
}
# Characters. Text is measured from where a line begins to the end of its paragraph: of very
# long ones the rests would fill the memory.
_LONGEST = 1_000

_kept: dict[tuple[Any, ...], tuple[Any, tuple[Any, ...]]] = {}


def mend() -> None:
    """Mend the WeasyPrint that is loaded, once."""
    stock = line_break.split_first_line
    if inline.split_first_line is not stock:
        return
    if not mends.proved(NAME, (stock, line_break.first_line_metrics), _PROVED):
        return

    def split_first_line(text: str, style: Any, *how: Any, **more: Any) -> Any:
        """As WeasyPrint does; `how` are the layout's context, the width and what else shapes it."""
        if len(text) > _LONGEST:
            return stock(text, style, *how, **more)
        asked = (text, id(style), how, *more.items())
        if asked not in _kept:
            _kept[asked] = style, stock(text, style, *how, **more)
        layout, *measured = _kept[asked][1]
        given = line_break.Layout.__new__(line_break.Layout)
        vars(given).update(vars(layout))
        return (given, *measured)

    inline.split_first_line = preferred.split_first_line = split_first_line


def forget() -> None:
    """Let go of what was measured: another job has other styles."""
    _kept.clear()
