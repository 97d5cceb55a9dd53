"""`mekong list`: the issues of a publication, and the state of each one's PDFs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from mekong_print.editions import (
    Edition,
    Fingerprints,
    IssueFile,
    State,
    all_issues,
    edition_of,
    stamp_of,
    state_of,
)
from mekong_print.workshop import Workshop


@dataclass(frozen=True, slots=True)
class EditionState:
    """One edition's PDF: whether it is up to date, and how many pages it has."""

    layout: str
    state: State
    pages: int
    target: Path


@dataclass(frozen=True, slots=True)
class Listed:
    """One issue and its editions."""

    issue: IssueFile
    editions: tuple[EditionState, ...]


def list_issues(workshop: Workshop) -> Iterator[Listed]:
    """Every issue, by desk and number, with the editions it should have or has."""
    prints = Fingerprints(workshop)
    asked = workshop.config.build.layouts
    for issue in all_issues(workshop):
        editions = [edition_of(workshop, issue, name) for name in workshop.layout_names()]
        shown = [one for one in editions if one.layout in asked or one.target.exists()]
        yield Listed(issue, tuple(_state(edition, prints) for edition in shown))


def _state(edition: Edition, prints: Fingerprints) -> EditionState:
    stamp = stamp_of(edition.target)
    state = state_of(edition, prints.of(edition), stamp)
    return EditionState(edition.layout, state, stamp.pages if stamp else 0, edition.target)
