"""`mekong list`: the issues, adopted ones too, and the state of PDFs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from mekong_print.adopted import Adopted, adopted_issues, clashes_of_adopted
from mekong_print.config import FrontMatter
from mekong_print.editions import Edition, Fingerprints, State, edition_of, stamp_of, state_of
from mekong_print.findings import Finding, errors_of
from mekong_print.issue_files import IssueFile, all_issues, families, language_of_issue
from mekong_print.translated import Standing, standing_of
from mekong_print.trees import read_tree
from mekong_print.volume.sidecar import Sidecar
from mekong_print.workshop import Workshop


@dataclass(frozen=True, slots=True)
class EditionState:
    """One edition's PDF: whether it is up to date, and how many pages it has."""

    layout: str
    state: State
    pages: int
    target: Path


@dataclass(frozen=True, slots=True)
class ListedTranslation:
    """One translation, its editions, and what it is behind with (None: it cannot be read)."""

    issue: IssueFile
    lang: str
    editions: tuple[EditionState, ...]
    standing: Standing | None
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Listed:
    """One issue, its editions, and its translations.

    The `issue` is the original; where that is missing, the first of the translations.
    """

    issue: IssueFile
    lang: str
    editions: tuple[EditionState, ...]
    translations: tuple[ListedTranslation, ...] = ()

    @property
    def told(self) -> FrontMatter | None:
        """What the issue says of itself; None where it cannot be read."""
        return self.issue.matter


@dataclass(frozen=True, slots=True)
class ListedAdopted:
    """An issue that exists only as PDF, and what is wrong with its sidecar."""

    issue: Adopted
    findings: tuple[Finding, ...]

    @property
    def told(self) -> Sidecar | None:
        """What the sidecar says; None where it cannot be read."""
        return self.issue.sidecar


def list_issues(workshop: Workshop) -> Iterator[Listed | ListedAdopted]:
    """Every issue, by desk and number, with the editions it should have or has."""
    prints = Fingerprints(workshop)
    issues, adopted = all_issues(workshop), adopted_issues(workshop)
    clashes = clashes_of_adopted(adopted, issues, workshop)
    by_first = {family[0]: family for family in families(issues)}
    every: tuple[IssueFile | Adopted, ...] = (*by_first, *adopted)
    for one in sorted(every, key=_order):
        match one:
            case Adopted() as issue:
                clash = clashes.get(issue.folder)
                yield ListedAdopted(issue, (*issue.findings, *((clash,) if clash else ())))
            case issue:
                yield _listed(workshop, by_first[issue], prints)


def _listed(workshop: Workshop, family: tuple[IssueFile, ...], prints: Fingerprints) -> Listed:
    first = family[0]
    translations = (_translation(workshop, one, prints) for one in family if one.suffix)
    return Listed(
        first,
        language_of_issue(workshop, first),
        () if first.suffix else tuple(_states(workshop, first, prints)),
        tuple(translations),
    )


_NO_PAIR = frozenset(("M14", "S18"))  # nothing can be said of a translation then


def _translation(workshop: Workshop, issue: IssueFile, prints: Fingerprints) -> ListedTranslation:
    lang, errors = language_of_issue(workshop, issue), errors_of(issue.findings)
    parsed = None if errors else read_tree(workshop, issue)
    errors += tuple(one for one in parsed.errors if one.code in _NO_PAIR) if parsed else ()
    if errors or parsed is None:
        return ListedTranslation(issue, lang, (), None, errors)
    standing = standing_of(workshop, issue, parsed)
    editions = tuple(_states(workshop, issue, prints))
    return ListedTranslation(issue, lang, editions, standing, standing.findings if standing else ())


def _order(one: IssueFile | Adopted) -> tuple[bool, str, int, str]:
    told = one.sidecar if isinstance(one, Adopted) else one.matter
    return (told is None, told.desk if told else "", told.number if told else 0, one.name)


def _states(workshop: Workshop, issue: IssueFile, prints: Fingerprints) -> Iterator[EditionState]:
    asked = workshop.config.build.layouts
    for name in workshop.layout_names():
        edition = edition_of(workshop, issue, name)
        if name in asked or edition.target.exists():
            yield _state(edition, prints)


def _state(edition: Edition, prints: Fingerprints) -> EditionState:
    stamp = stamp_of(edition.target)
    state = state_of(edition, prints.of(edition), stamp)
    pages = stamp.pages if stamp else 0
    return EditionState(edition.layout, state, pages, edition.target)
