"""`mekong translate`: a translation is started, or marked as brought up to date."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from mekong_print import typed
from mekong_print.document import Issue
from mekong_print.errors import SourceError, UsageError
from mekong_print.files import write_whole
from mekong_print.findings import Finding
from mekong_print.issue_files import IssueFile, find_issues, language_of_issue
from mekong_print.languages import LANGUAGES
from mekong_print.parse.issue import Parsed
from mekong_print.sources import Source
from mekong_print.translated import lineage_of, lineage_path, told_by
from mekong_print.translation.delays import Delay, Pair, brought_up, delays_of, fresh
from mekong_print.translation.draft import draft_of
from mekong_print.translation.lineage import Lineage, write_lineage
from mekong_print.translation.names import base_of, is_well_named
from mekong_print.trees import read_tree
from mekong_print.workshop import Workshop


@dataclass(frozen=True, slots=True)
class Wish:
    """Which translation: an issue as it is named on the command line, and a language.

    `lines` of the translation are those that were brought up to date; none stands for all.
    """

    issue: str
    lang: str
    lines: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Marked:
    """A translation that was marked, and what it is behind with still."""

    lineage: Path
    made_up_for: int
    left: tuple[Delay, ...]


def start(workshop: Workshop, wish: Wish) -> Path:
    """Write a new translation, with its lineage, and return its path.

    Raises UsageError, SourceError where the original has errors, WriteError.
    """
    original, others = _family(workshop, wish.issue)
    _refuse_language(workshop, original, wish.lang)
    target = original.path.with_name(f"issue.{wish.lang}.md")
    twins = [one for one in others if base_of(one.suffix) == base_of(wish.lang)]
    there = next(iter(twins), None)
    if there or target.exists():
        shown = workshop.shown(there.path if there else target)
        hint = "Once it is up to date, say so with --done. `mekong check` names what it lacks."
        raise UsageError(f"{shown} is there already.", hint)
    parsed = _sound(workshop, original)
    segments = told_by(parsed)
    lineage = write_lineage(fresh(segments, segments), target.name)
    write_whole(target.with_suffix(".toml"), lineage.encode())
    write_whole(target, _draft(parsed, wish.lang).encode())
    return target


def mark(workshop: Workshop, wish: Wish) -> Marked:
    """Mark a translation, or lines of it, as brought up to date.

    Raises UsageError, or SourceError where it or the original has errors.
    """
    original, _ = _family(workshop, wish.issue)
    found = find_issues(workshop, (wish.issue,), (wish.lang,))[0]
    if not found.suffix:
        raise UsageError(f"“{wish.lang}” is the language of the original.", "Name a translation.")
    ours, own = (told_by(_sound(workshop, one)) for one in (original, found))
    known = lineage_of(workshop, found)
    lineage = known if isinstance(known, Lineage) else Lineage()
    pair = Pair(ours, own, lineage)
    if wish.lines:
        if isinstance(known, Finding):
            raise SourceError(known.message, known.hint, (known,))
        done = _chosen(pair, wish.lines, workshop.shown(found.path))
        after = brought_up(pair, done)
    else:
        after = fresh(ours, own, lineage)
    write_whole(lineage_path(found), write_lineage(after, found.path.name).encode())
    left = delays_of(Pair(ours, own, after))
    return Marked(lineage_path(found), max(0, len(delays_of(pair)) - len(left)), left)


def _family(workshop: Workshop, word: str) -> tuple[IssueFile, tuple[IssueFile, ...]]:
    """The original that a word stands for, and the issue's translations."""
    found = find_issues(workshop, (word,))
    original = found[0].first
    if original.suffix:
        raise UsageError(f"{workshop.shown(original.path)} has no original, issue.md, beside it.")
    every = find_issues(workshop, (str(original.path.parent),))
    return original, tuple(one for one in every if one.suffix)


def _refuse_language(workshop: Workshop, original: IssueFile, lang: str) -> None:
    if not is_well_named(lang):
        near = typed.closest(lang.lower(), sorted(LANGUAGES))
        raise UsageError(f"“{lang}” is no language to translate into.", near)
    if base_of(language_of_issue(workshop, original)) == base_of(lang):
        raise UsageError(f"The original is in “{lang}” already.", "Name another language.")


def _draft(parsed: Parsed, lang: str) -> str:
    match parsed:
        case Parsed(issue=Issue() as issue, source=Source() as source):
            return draft_of(issue, source, lang)
        case _:
            raise ValueError("a source without errors has a tree")


def _sound(workshop: Workshop, issue: IssueFile) -> Parsed:
    """A source that has no errors. Raises SourceError."""
    parsed = read_tree(workshop, issue)
    if parsed.issue is None or parsed.errors:
        shown = workshop.shown(issue.path)
        raise SourceError(f"{shown} has errors.", "Mend it first.", parsed.errors)
    return parsed


def _chosen(pair: Pair, lines: tuple[int, ...], shown: str) -> tuple[Delay, ...]:
    """The delays that stand on some lines."""
    every = [delay for delay in delays_of(pair) if delay.sort != "missing"]
    known = sorted({delay.at.line for delay in every})
    idle = [line for line in lines if line not in known]
    if idle:
        there = f"There is something on: {', '.join(map(str, known))}."
        hint = there if known else "It is up to date."
        raise UsageError(f"{shown} is behind with nothing on line {idle[0]}.", hint)
    return tuple(delay for delay in every if delay.at.line in lines)
