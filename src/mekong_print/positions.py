"""Where in a source something stands: file, line and column.

Apart from the tree, which takes longer to load than to list the issues of a year.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Position:
    """Where a node begins: file as seen from the publication, line and column from 1."""

    file: str
    line: int
    column: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"

    def moved(self, letters: int) -> Position:
        """The place some letters further on in the same line."""
        return Position(self.file, self.line, self.column + letters)
