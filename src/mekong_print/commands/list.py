"""`mekong list`: the issues, adopted ones too, and the state of PDFs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from mekong_print.adopted import Adopted, adopted_issues, clashes_of_adopted
from mekong_print.config import FrontMatter
from mekong_print.editions import Edition, Fingerprints, State, edition_of, stamp_of, state_of
from mekong_print.findings import Finding, errors_of
from mekong_print.issue_files import IssueFile, all_issues, families, language_of_issue
from mekong_print.workshop import Workshop

if TYPE_CHECKING:
    from mekong_print.translated import Standing
    from mekong_print.volume.sidecar import Sidecar


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


@dataclass(frozen=True, slots=True)
class _Shop:
    """What all issues are looked at with: `layouts` are those that can be asked for."""

    workshop: Workshop
    prints: Fingerprints
    layouts: tuple[str, ...]


def list_issues(workshop: Workshop) -> Iterator[Listed | ListedAdopted]:
    """Every issue, by desk and number, with the editions it should have or has."""
    shop = _Shop(workshop, Fingerprints(workshop), workshop.layout_names())
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
                yield _listed(shop, by_first[issue])


def _listed(shop: _Shop, family: tuple[IssueFile, ...]) -> Listed:
    first = family[0]
    translations = (_translation(shop, one) for one in family if one.suffix)
    return Listed(
        first,
        language_of_issue(shop.workshop, first),
        () if first.suffix else tuple(_states(shop, first)),
        tuple(translations),
    )


_NO_PAIR = frozenset(("M14", "S18"))  # nothing can be said of a translation then


def _translation(shop: _Shop, issue: IssueFile) -> ListedTranslation:
    # They load the parser, which takes longer than a list of issues without translations.
    from mekong_print.translated import standing_of
    from mekong_print.trees import read_tree

    workshop = shop.workshop
    lang, errors = language_of_issue(workshop, issue), errors_of(issue.findings)
    parsed = None if errors else read_tree(workshop, issue)
    errors += tuple(one for one in parsed.errors if one.code in _NO_PAIR) if parsed else ()
    if errors or parsed is None:
        return ListedTranslation(issue, lang, (), None, errors)
    standing = standing_of(workshop, issue, parsed)
    editions = tuple(_states(shop, issue))
    return ListedTranslation(issue, lang, editions, standing, standing.findings if standing else ())


def _order(one: IssueFile | Adopted) -> tuple[bool, str, int, str]:
    told = one.sidecar if isinstance(one, Adopted) else one.matter
    return (told is None, told.desk if told else "", told.number if told else 0, one.name)


def _states(shop: _Shop, issue: IssueFile) -> Iterator[EditionState]:
    asked = shop.workshop.config.build.layouts
    for name in shop.layouts:
        edition = edition_of(shop.workshop, issue, name)
        if name in asked or edition.target.exists():
            yield _state(edition, shop.prints)


def _state(edition: Edition, prints: Fingerprints) -> EditionState:
    stamp = stamp_of(edition.target)
    state = state_of(edition, prints.of(edition), stamp)
    pages = stamp.pages if stamp else 0
    return EditionState(edition.layout, state, pages, edition.target)
