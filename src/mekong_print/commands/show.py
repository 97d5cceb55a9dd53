"""`mekong show`: the tree of an issue, to read or as its record."""

from __future__ import annotations

from collections.abc import Iterator

from mekong_print import typed
from mekong_print.document import Article, Bio, Block, Byline, Issue, Note, Section
from mekong_print.errors import SourceError
from mekong_print.findings import Finding
from mekong_print.issue_files import find_issues
from mekong_print.trees import read_tree
from mekong_print.walk import plain
from mekong_print.workshop import Workshop

LONGEST = 72  # characters of a block that are shown


def read_issue(workshop: Workshop, word: str, lang: str = "") -> tuple[Issue, tuple[Finding, ...]]:
    """The tree of an issue, or of its translation into `lang`.

    Raises UsageError, or SourceError where there is no tree.
    """
    found = find_issues(workshop, [word], [lang] if lang else [])[0]
    shown = workshop.shown(found.path)
    parsed = read_tree(workshop, found)
    if parsed.issue is None:
        raise SourceError(f"{shown} cannot be read.", "", parsed.findings)
    return parsed.issue, parsed.findings


def record(issue: Issue) -> bytes:
    """The record of an issue, by docs/record.schema.json."""
    return typed.to_json(issue)


def outline(issue: Issue) -> Iterator[str]:
    """The tree as lines to read, each with its line in the source."""
    yield f"{issue.title}  ({issue.desk} {issue.number}, {issue.lang})"
    for section in issue.sections:
        yield from _section(section)


def _section(section: Section) -> Iterator[str]:
    flag = f"  flag {section.region}" if section.region else ""
    yield f"{section.at.line:>5}  {plain(section.title)}  #{section.id}{flag}"
    if section.note:
        yield from _note(section.note)
    for article in section.articles:
        yield from _article(article)


def _note(note: Note) -> Iterator[str]:
    yield f"{note.at.line:>5}    note"
    yield from _byline(note.byline)
    yield from _blocks((*note.body, *note.bios))


def _article(article: Article) -> Iterator[str]:
    yield f"{article.at.line:>5}    {plain(article.headline)}  #{article.id}"
    if article.standfirst:
        yield f"           standfirst: {_short(plain(article.standfirst))}"
    yield from _byline(article.byline)
    yield from _blocks((*article.body, *article.bios))


def _byline(byline: Byline | None) -> Iterator[str]:
    if byline is None:
        return
    where = f", place: {byline.place}" if byline.place else ""
    where = ", place withheld" if byline.withheld else where
    role = f", role: {byline.role}" if byline.role else ""
    yield f"{byline.at.line:>5}      byline: {' · '.join(byline.names)}{where}{role}"


def _blocks(blocks: tuple[Block | Bio, ...]) -> Iterator[str]:
    for block in blocks:
        yield f"{block.at.line:>5}      {block.kind}: {_short(plain(block))}"


def _short(words: str) -> str:
    return words if len(words) <= LONGEST else f"{words[:LONGEST].rstrip()}…"
