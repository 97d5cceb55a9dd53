"""Markdown tables to the tree's tables, with every cell accounted for."""

from __future__ import annotations

import re

from mekong_print.document import Alignment, Cell, Table
from mekong_print.parse.copy import Copy, Finger
from mekong_print.parse.inlines import read_inlines
from mekong_print.parse.markdown import Syntax

MOST_COLUMNS = 20
MOST_CELLS = 5_000
_ALIGNMENTS: dict[str, Alignment] = {
    "text-align:center": "center",
    "text-align:right": "end",
    "text-align:left": "start",
}
_BAR = re.compile(r"(?<!\\)\|")


def read_table(node: Syntax, copy: Copy, caption: str) -> Table:
    """A table. Reports rows with more cells than the head, which Markdown would drop."""
    rows = [row for part in node.children for row in part.children]
    head, body = rows[0], rows[1:]
    alignments = tuple(
        _ALIGNMENTS.get(str(cell.attrs.get("style", "")), "start") for cell in head.children
    )
    if len(alignments) > MOST_COLUMNS or len(alignments) * len(rows) > MOST_CELLS:
        hint = f"At most {MOST_COLUMNS} columns and {MOST_CELLS:,} cells fit on pages."
        copy.report(copy.at(node), "S10", "The table is too large.", hint)
    _report_long_rows(node, len(alignments), copy)
    cells = tuple(_cells(row, copy) for row in body)
    return Table(caption, alignments, _cells(head, copy), cells, copy.at(node))


def _cells(row: Syntax, copy: Copy) -> tuple[Cell, ...]:
    finger: Finger = copy.finger(row)
    cells = []
    for cell in row.children:
        at = finger.here()
        cells.append(Cell(read_inlines(cell, copy, finger), at))
        finger.move_to("|")
    return tuple(cells)


def _report_long_rows(node: Syntax, columns: int, copy: Copy) -> None:
    first, last = node.map or (0, 0)
    for number in range(first, min(last, len(copy.lines))):
        line = copy.lines[number].strip().strip("|")
        if len(_BAR.findall(line)) >= columns:
            at = copy.at_line(number)
            message = f"This row has more cells than the table has columns ({columns})."
            copy.report(
                at, "S15", message, "Add a column to the head, or write \\| for the sign itself."
            )
