"""Ids that a translation has from its original.

A heading of a translation keeps the id of the original's: the one that is written out
behind it, else that of the heading in the same place. So links lead to the same article in
every language, and no id depends on how a title was translated.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mekong_print.document import Article, Inline, Position, Section
from mekong_print.parse.copy import Copy
from mekong_print.parse.headings import written_id
from mekong_print.parse.markdown import Syntax
from mekong_print.walk import plain


@dataclass(frozen=True, slots=True)
class _Head:
    """A heading of the translation; `id` is empty where none is written out."""

    at: Position
    id: str
    articles: tuple[_Head, ...] = ()


@dataclass(frozen=True, slots=True)
class _Goal:
    """A section or an article of the original."""

    id: str
    title: tuple[Inline, ...]
    at: Position
    articles: tuple[_Goal, ...] = ()


def inherit_ids(nodes: Sequence[Syntax], copy: Copy, original: tuple[Section, ...]) -> None:
    """Find out which heading of a translation has which id of the original.

    The ids go to `copy.inherited`, by line. Reports S18 where it cannot be told which heading
    is which, and S19 for sections and articles that only one of the two has.
    """
    heads = tuple(_sections(nodes, copy))
    goals = tuple(_goal(section) for section in original)
    every = [head for section in heads for head in (section, *section.articles)]
    written = {head.id for head in every if head.id}
    known = {goal.id for section in goals for goal in (section, *section.articles)}
    for stranger in (head for head in every if head.id and head.id not in known):
        _report_extra("heading", stranger, copy)
    ids = _ids(heads, goals, written)
    if ids is None:
        _report_unsure("section", (Position(copy.file, 1, 1), heads, goals), written, copy)
        return
    by_id = {goal.id: goal for goal in goals}
    for head in heads:
        goal = by_id.pop(ids.get(head.at.line, ""), None)
        if goal:
            _inherit_articles(head, goal, written, copy)
        elif not head.id:
            _report_extra("section", head, copy)
    copy.inherited.update(ids)
    at = heads[-1].at if heads else Position(copy.file, 1, 1)
    for goal in by_id.values():
        _report_missing("section", goal, at, copy)


def _inherit_articles(head: _Head, goal: _Goal, written: set[str], copy: Copy) -> None:
    """The same for the articles of one section."""
    ids = _ids(head.articles, goal.articles, written)
    if ids is None:
        _report_unsure("article", (head.at, head.articles, goal.articles), written, copy)
        return
    taken = written | set(ids.values())
    for article in head.articles:
        if article.at.line not in ids:
            _report_extra("article", article, copy)
    for lost in (article for article in goal.articles if article.id not in taken):
        _report_missing("article", lost, head.at, copy)
    copy.inherited.update(ids)


def _ids(
    heads: tuple[_Head, ...], goals: tuple[_Goal, ...], written: set[str]
) -> dict[int, str] | None:
    """The id of each heading by its line; None where it cannot be told which is which."""
    bare = [head for head in heads if not head.id]
    left = [goal.id for goal in goals if goal.id not in written]
    if bare and left and len(bare) != len(left):
        return None
    by_place = left if bare else []
    ids = {head.at.line: head.id for head in heads if head.id}
    ids.update((head.at.line, name) for head, name in zip(bare, by_place, strict=False))
    return ids


def _sections(nodes: Sequence[Syntax], copy: Copy) -> Iterator[_Head]:
    head: _Head | None = None
    articles: list[_Head] = []
    for node in nodes:
        if node.type != "heading" or node.tag not in ("h1", "h2"):
            continue
        found = _Head(copy.at(node), written_id(node, copy))
        if node.tag == "h2":
            articles.append(found)
            continue
        if head:
            yield _Head(head.at, head.id, tuple(articles))
        head, articles = found, []
    if head:
        yield _Head(head.at, head.id, tuple(articles))


def _goal(node: Section | Article) -> _Goal:
    match node:
        case Section(id=name, title=title, at=at, articles=articles):
            return _Goal(name, title, at, tuple(_goal(article) for article in articles))
        case Article(id=name, headline=title, at=at):
            return _Goal(name, title, at)


_Sides = tuple[Position, tuple[_Head, ...], tuple[_Goal, ...]]


def _report_unsure(what: str, sides: _Sides, written: set[str], copy: Copy) -> None:
    at, heads, goals = sides
    left = [goal for goal in goals if goal.id not in written]
    bare = sum(not head.id for head in heads)
    named = ", ".join(f"“{plain(goal.title)}” ({goal.at.file}:{goal.at.line})" for goal in left)
    message = f"{_counted(bare, what)} here and {len(left)} in the original: {named}."
    hint = f"Add or delete one, or say which is which: put {{#{left[0].id}}} behind its heading."
    copy.report(at, "S18", message, hint)


def _counted(number: int, what: str) -> str:
    return f"{number} {what} stands" if number == 1 else f"{number} {what}s stand"


def _report_missing(what: str, goal: _Goal, at: Position, copy: Copy) -> None:
    message = f"The {what} “{plain(goal.title)}” of the original is missing."
    hint = f"It stands at {goal.at}. Translate it, with {{#{goal.id}}} behind its heading."
    copy.report(at, "S19", message, hint)


def _report_extra(what: str, head: _Head, copy: Copy) -> None:
    hint = "Delete it, write it in the original too, or correct the id behind it."
    copy.report(head.at, "S19", f"The original has no such {what}.", hint)
