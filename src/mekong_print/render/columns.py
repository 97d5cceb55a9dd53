"""Columns that were laid out for trial are not laid out again when a trial is the result.

WeasyPrint 70 lays columns out to see whether all fits the page, and then once more to keep
it. Where a trial was for the height that it comes to, with nothing set aside (no floats,
no notes), its columns are those that come out; they are only moved to their places.
It was made for the text of one function of WeasyPrint 70.0 and is guarded as `text_layer` is.

A trial may break against all rules (on a page that is empty) where the result may not, or the
other way round. Both are the same where the first box of a column is whole and has no margin
above it: it is for that one alone that the rules of empty pages are others.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from weasyprint.formatting_structure.boxes import LineBox
from weasyprint.layout import block, column

from mekong_print.render import mends

NAME = "columns laid out once"  # as the tools of an edition call it when it is left alone
_PROVED = {"columns_layout": "7a05cce3272fc581"}  # on WeasyPrint 70.0
_STRICTLY = False  # a page that is not empty: no rule is broken on it
_KEEPING = (
    (
        "        while True:\n            # Remove extra excluded shapes",
        "        trials = MekongTrials(context, box, original_page_is_empty)\n"
        "        while True:\n            # Remove extra excluded shapes",
    ),
    (
        "            new_boxes = []\n            for i in range(count):",
        "            new_boxes = []\n"
        "            trial = trials.begin()\n"
        "            for i in range(count):",
    ),
    (
        "page_is_empty or not balancing, [], [], [],",
        "page_is_empty or not balancing, *trials.aside, [],",
    ),
    (
        "new_box, resume_at, next_page, _, _, _ = block_box_layout(\n",
        "new_box, resume_at, next_page, _, _, _ = trial.layout(\n",
    ),
    (
        "                block_box_layout(\n                    context, column_box, bottom_space,",
        "                trials.kept(i, i * (width + gap))(\n"
        "                    context, column_box, bottom_space,",
    ),
)


class Trial:
    """What came of one trial: columns as the result would have them, the foot that they were
    laid out for, and whether they may be kept."""

    __slots__ = ("columns", "foot", "layout", "sound")

    def __init__(self, layout: Callable[..., Any]) -> None:
        self.layout = layout
        self.columns: list[Any] = []
        self.foot: float | None = None
        self.sound = True


class Trials:
    """The trials of one stretch of columns; the first and the last are remembered."""

    def __init__(self, context: Any, box: Any, empty: Any) -> None:
        self.aside: tuple[list[Any], list[Any]] = ([], [])  # absolute and fixed boxes
        self._empty = empty  # whether the page is, for the result
        self._made: list[Trial] = []
        self._shapes = len(context.excluded_shapes)
        self._plain = not (context.footnotes or context.current_page_footnotes)
        self._plain &= bool(box.style["direction"] == "ltr")

    def begin(self) -> Trial:
        """Another trial, whose `layout` makes a column."""
        del self._made[1:-1]
        self._made.append(Trial(self._layout))
        return self._made[-1]

    def _layout(self, context: Any, box: Any, *how: Any, **more: Any) -> Any:
        """A column for trial; `how` tells its foot (0), where it begins (1) and whether the
        page is empty (3)."""
        trial, asked, empty = self._made[-1], how[3], self._empty
        ours = self._plain and trial.sound
        strict = None
        if asked and not empty and ours:
            strict = self._strict(context, box, *how, **more)
            trial.sound &= strict is not None
        if strict and _is_the_same(strict, how[1]):
            made = strict
        else:
            made = block.block_box_layout(context, box, *how, **more)
        if empty and not asked:
            trial.sound &= made[0] is not None and _is_the_same(made, how[1])
        kept = strict or made
        trial.sound &= made[0] is not None and kept[1] == made[1]
        trial.sound &= len(context.excluded_shapes) == self._shapes
        trial.foot = how[0]
        trial.columns.append(kept)
        return made

    def _strict(self, context: Any, box: Any, *how: Any, **more: Any) -> Any:
        """A column that breaks no rule; None where there is none, or where it leaves shapes."""
        broken = context.broken_out_of_flow.copy()
        made = block.block_box_layout(context, box, *how[:3], _STRICTLY, *how[4:], **more)
        if made[0] is not None and len(context.excluded_shapes) == self._shapes:
            return made
        del context.excluded_shapes[self._shapes :]
        context.broken_out_of_flow.clear()
        context.broken_out_of_flow.update(broken)
        return None

    def kept(self, index: int, aside: float) -> Callable[..., Any]:
        """What makes a column, by its index and how far from the first it stands."""

        def layout(context: Any, box: Any, *how: Any, **more: Any) -> Any:
            found = next((one for one in self._made if self._answers(one, index, how)), None)
            if not found or not self._is_whole(context):
                return block.block_box_layout(context, box, *how, **more)
            found.columns[index][0].translate(aside, 0)
            return found.columns[index]

        return layout

    def _answers(self, trial: Trial, index: int, how: tuple[Any, ...]) -> bool:
        asked = (trial.foot, self._empty) == (how[0], how[3])
        return asked and trial.sound and index < len(trial.columns)

    def _is_whole(self, context: Any) -> bool:
        """Whether the trials left nothing outside of their columns."""
        shapes = len(context.excluded_shapes) == self._shapes
        return self._plain and shapes and not any((*self.aside, context.broken_out_of_flow))


def _is_the_same(made: Any, began: Any) -> bool:
    """Whether a column is the same by the rules of pages that are empty, and of those that are not.

    `began` is where it begins, as WeasyPrint has it.
    """
    first = next(iter(began)) if began else 0
    if made[1] and next(iter(made[1])) <= first:
        return False
    box = made[0]
    while box.children:
        box = box.children[0]
        if isinstance(box, LineBox):
            break
        if box.margin_top:
            return False
    return True


def mend() -> None:
    """Mend the WeasyPrint that is loaded, once."""
    stock = column.columns_layout
    if hasattr(column, "MekongTrials"):
        return
    if not mends.proved(NAME, (stock,), _PROVED):
        return
    column.MekongTrials = Trials
    column.columns_layout = block.columns_layout = mends.rewritten(stock, _KEEPING)
