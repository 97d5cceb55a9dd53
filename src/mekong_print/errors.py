"""The few named errors that stop the work, each with its public exit code.

A problem in a source is not an error but a `Finding`; an error carries the
findings that caused it. Exit codes are a public interface: none is ever reused
(docs/commands.md lists them, and a test holds the two together).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Self

if TYPE_CHECKING:  # errors are loaded first of all, the tree only when there is work
    from mekong_print.findings import Finding

EXIT_OK = 0
EXIT_FINDINGS = 1
EXIT_BUG = 70
EXIT_INTERRUPTED = 130


class MekongError(Exception):
    """Work that cannot go on: what happened, and what the editor can do about it.

    `hint` is a sentence that says what to do; `findings` are the places in the
    source that caused it, in reading order.
    """

    exit_code: ClassVar[int] = EXIT_BUG
    blamed: tuple[tuple[str, str], ...] = ()  # parts of a volume by key, each with the reason

    def __init__(self, message: str, hint: str = "", findings: tuple[Finding, ...] = ()) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.findings = findings

    def blaming(self, *parts: tuple[str, str]) -> Self:
        """The same error, which says that parts of a volume caused it: (key, reason)."""
        self.blamed = parts
        return self


class UsageError(MekongError):
    """A command was asked for something that does not exist or does not go together."""

    exit_code = 2


class SourceError(MekongError):
    """A source, a configuration or an incoming PDF cannot be read."""

    exit_code = 3


class MissingPartError(MekongError):
    """A layout, a font, a flag or a picture that the pages need is not there."""

    exit_code = 4


class InspectionError(MekongError):
    """The finished PDF is not what it must be; the old file was kept."""

    exit_code = 5


class WriteError(MekongError):
    """A result could not be written; the old file was kept."""

    exit_code = 6


class PressError(InspectionError):
    """The press (the process that lays out pages) died or ran out of its limits: no result."""


EXIT_CODES: dict[int, str] = {
    EXIT_OK: "all is well",
    EXIT_FINDINGS: "there are findings at the level that was asked for",
    UsageError.exit_code: "the command was used wrongly",
    SourceError.exit_code: "a source or an incoming PDF cannot be read",
    MissingPartError.exit_code: "a layout, a font, a flag or a picture is missing",
    InspectionError.exit_code: "no result that passes its inspection; the old file was kept",
    WriteError.exit_code: "the result could not be written; the old file was kept",
    EXIT_BUG: "a bug of ours",
    EXIT_INTERRUPTED: "interrupted",
}
