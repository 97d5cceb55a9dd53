"""Columns that were laid out for trial are not laid out again when the trial is the result.

WeasyPrint 70 lays columns out to see whether all fits the page, and then once more to keep
it. Where the trial was for the height that it comes to, with nothing set aside (no floats,
no notes), its columns are those that come out; they are only moved to their places.
It was made for the text of one function of WeasyPrint 70.0 and is guarded as `text_layer` is.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from weasyprint.layout import block, column

from mekong_print.render import mends

NAME = "columns laid out once"  # as the tools of an edition call it when it is left alone
_PROVED = {"columns_layout": "7a05cce3272fc581"}  # on WeasyPrint 70.0
_KEEPING = (
    (
        "            new_boxes = []\n            for i in range(count):",
        "            new_boxes = []\n"
        "            trial = MekongTrial(context, box)\n"
        "            for i in range(count):",
    ),
    (
        "page_is_empty or not balancing, [], [], [],",
        "page_is_empty or not balancing, *trial.aside, [],",
    ),
    (
        "new_box, resume_at, next_page, _, _, _ = block_box_layout(\n",
        "new_box, resume_at, next_page, _, _, _ = trial.layout(\n",
    ),
    (
        "                block_box_layout(\n                    context, column_box, bottom_space,",
        "                trial.kept(i, i * (width + gap))(\n"
        "                    context, column_box, bottom_space,",
    ),
)


class Trial:
    """What came of one trial: columns, and what they were laid out for."""

    def __init__(self, context: Any, box: Any) -> None:
        self.aside: tuple[list[Any], list[Any]] = ([], [])  # absolute and fixed boxes
        self._columns: list[Any] = []
        self._asked: tuple[Any, ...] = ()
        self._shapes = len(context.excluded_shapes)
        self._plain = not (context.footnotes or context.current_page_footnotes)
        self._plain &= bool(box.style["direction"] == "ltr")

    def layout(self, context: Any, box: Any, *how: Any, **more: Any) -> Any:
        """A column for trial; `how` tells its foot (0) and whether the page is empty (3)."""
        made = block.block_box_layout(context, box, *how, **more)
        self._asked = how[0], how[3]
        self._columns.append(made)
        return made

    def kept(self, index: int, aside: float) -> Callable[..., Any]:
        """What makes a column, by its index and how far from the first it stands."""

        def layout(context: Any, box: Any, *how: Any, **more: Any) -> Any:
            again = index >= len(self._columns) or self._asked != (how[0], how[3])
            if again or not self._is_whole(context):
                return block.block_box_layout(context, box, *how, **more)
            self._columns[index][0].translate(aside, 0)
            return self._columns[index]

        return layout

    def _is_whole(self, context: Any) -> bool:
        """Whether a trial left nothing outside of its columns."""
        shapes = len(context.excluded_shapes) == self._shapes
        whole = all(made[0] is not None for made in self._columns)
        outside = (*self.aside, context.broken_out_of_flow)
        return self._plain and shapes and whole and not any(outside)


def mend() -> None:
    """Mend the WeasyPrint that is loaded, once."""
    stock = column.columns_layout
    if hasattr(column, "MekongTrial"):
        return
    if not mends.proved(NAME, (stock,), _PROVED):
        return
    column.MekongTrial = Trial
    column.columns_layout = block.columns_layout = mends.rewritten(stock, _KEEPING)
