"""The trees of issues: sources read with their publication, translations with their originals."""

from __future__ import annotations

from dataclasses import replace

from mekong_print.document import Position
from mekong_print.findings import Finding, in_reading_order
from mekong_print.issue_files import IssueFile
from mekong_print.parse.issue import House, Parsed, parse_issue
from mekong_print.workshop import Workshop, read_source

_OF_TRANSLATIONS = frozenset(("M08", "M12", "M13", "M14", "M15"))


def house_of(workshop: Workshop, lang: str = "") -> House:
    """What sources take from their publication; `lang` is the language in a file's name."""
    prefixes = {desk.name: desk.prefix for desk in workshop.config.desks}
    config = workshop.config
    return House(prefixes, lang or config.publication.language, config.limits)


def read_tree(workshop: Workshop, issue: IssueFile, raw: bytes | None = None) -> Parsed:
    """The tree of a source, or of bytes in its place. Raises SourceError where it is not there."""
    raw = read_source(workshop, issue.path) if raw is None else raw
    shown = workshop.shown(issue.path)
    house = house_of(workshop, issue.suffix)
    if not issue.suffix:
        return parse_issue(raw, shown, house)
    odd = [one for one in issue.findings if one.code in _OF_TRANSLATIONS]
    original = read_tree(workshop, issue.original).issue if issue.original else None
    parsed = parse_issue(raw, shown, house, original)
    if issue.original and original is None:
        message = f"Its original, {workshop.shown(issue.original.path)}, cannot be read."
        odd.append(Finding(Position(shown, 1, 1), "M14", message, "Mend the original first."))
    # Without the original's ids it cannot be told where links lead.
    seen = [one for one in parsed.findings if original or one.code != "S13"]
    return replace(parsed, findings=in_reading_order([*seen, *odd]))
