"""Translations of issues on the disk: what they were made from, and what they are behind with."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from mekong_print.document import Position
from mekong_print.errors import SourceError
from mekong_print.files import read_within
from mekong_print.findings import Finding
from mekong_print.issue_files import IssueFile
from mekong_print.parse.issue import Parsed
from mekong_print.translation.delays import Delay, Pair, Segments, delays_of, findings_of
from mekong_print.translation.lineage import Lineage, read_lineage, unknown
from mekong_print.translation.segments import segments_of
from mekong_print.trees import read_tree
from mekong_print.workshop import Workshop


@dataclass(frozen=True, slots=True)
class Standing:
    """How a translation stands: its delays, of how many paragraphs of the original.

    `unknown` says why nothing is known of it; `call` is how it is named on the command line.
    """

    delays: tuple[Delay, ...] = ()
    paragraphs: int = 0
    unknown: Finding | None = None
    call: str = ""

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The same as findings."""
        return (self.unknown,) if self.unknown else findings_of(self.delays, self.call)


def lineage_path(issue: IssueFile) -> Path:
    """Where the lineage of a translation lies: `issue.km.toml` beside `issue.km.md`."""
    return issue.path.with_suffix(".toml")


def lineage_of(workshop: Workshop, issue: IssueFile) -> Lineage | Finding:
    """What is known of a translation, or why nothing is."""
    path = lineage_path(issue)
    if not path.exists():
        return unknown(Position(workshop.shown(issue.path), 1, 1), path.name)
    shown = workshop.shown(path)
    try:
        return read_lineage(read_within(workshop.root, path, shown), shown)
    except SourceError as fault:
        return Finding(Position(shown, 1, 1), "M18", fault.message, fault.hint)


def standing_of(workshop: Workshop, issue: IssueFile, parsed: Parsed) -> Standing | None:
    """How a translation stands, that was read already; None where its original cannot be read.

    Raises SourceError.
    """
    own = told_by(parsed)
    original = told_by(read_tree(workshop, issue.original)) if issue.original else ()
    if not own or not original:
        return None
    match lineage_of(workshop, issue):
        case Finding() as fault:
            return Standing((), len(original), fault)
        case lineage:
            number = parsed.issue.number if parsed.issue else issue.name
            delays = delays_of(Pair(original, own, lineage))
            return Standing(delays, len(original), call=f"{number} {issue.suffix}")


def told_by(parsed: Parsed) -> Segments:
    """The segments of a source that was read; none where it has no tree."""
    keys = parsed.source.keys if parsed.source else None
    return segments_of(parsed.issue, keys) if parsed.issue else ()
