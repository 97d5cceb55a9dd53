"""`mekong new`: the next issue of a desk, with the sections and people of the last one."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from mekong_print import typed
from mekong_print.adopted import numbers_of
from mekong_print.bylines import Credits, as_line
from mekong_print.commands.show import read_issue
from mekong_print.config import Desk
from mekong_print.document import Article, Bio, Byline, Issue, Section
from mekong_print.errors import MekongError, UsageError
from mekong_print.files import write_whole
from mekong_print.ids import slug
from mekong_print.issue_files import all_issues, originals
from mekong_print.languages import LANGUAGES, Language, language_of
from mekong_print.parse.source import decode
from mekong_print.regions import emoji_of
from mekong_print.walk import plain
from mekong_print.workshop import ISSUE_FILE, Workshop, read_source

TK = "TK"  # "to come", as newsrooms mark what is missing; a finding as long as it stands


@dataclass(frozen=True, slots=True)
class Wish:
    """What was asked for; what is empty is found out."""

    title: str = ""
    desk: str = ""
    number: int | None = None


def new_issue(workshop: Workshop, wish: Wish) -> Path:
    """Write the source of the next issue and return its path. Raises UsageError or WriteError."""
    desk = desk_of(workshop, wish.desk)
    numbers = {
        issue.matter.number: issue.name
        for issue in originals(all_issues(workshop))
        if issue.matter and issue.matter.desk == desk.name
    }
    taken = {*numbers, *numbers_of(workshop, desk.name)}
    number = wish.number if wish.number is not None else max(taken, default=0) + 1
    if number in taken:
        hint = "Leave --number out to take the next free one."
        raise UsageError(f"{desk.name} has an issue {number} already.", hint)
    last = _last(workshop, numbers)
    target = folder_for(workshop, desk, number, wish.title) / ISSUE_FILE
    if target.exists():
        raise UsageError(f"{workshop.shown(target)} is there already.", "Choose another number.")
    language = workshop.config.publication.language
    head = _head(desk, number, wish.title or TK, last.issue.lang if last else language)
    body = last.carried_over() if last else _first(language)
    text = "\n".join((*head, *body))
    write_whole(target, text.encode())
    return target


def folder_for(workshop: Workshop, desk: Desk, number: int, title: str) -> Path:
    """The folder of a new issue: number and title, behind the desk's prefix if it has one."""
    parts = [desk.prefix, f"{number:03d}", slug(title) if title and title != TK else ""]
    return workshop.issues / "-".join(part for part in parts if part)


def desk_of(workshop: Workshop, name: str) -> Desk:
    """The desk of that name, or the only one. Raises UsageError."""
    desks = workshop.config.desks
    if not name and len(desks) == 1:
        return desks[0]
    found = workshop.config.desk(name)
    if found is None:
        names = [desk.name for desk in desks]
        what = f"There is no desk “{name}”." if name else "The publication has several desks."
        raise UsageError(
            what, typed.closest(name, names) if name else f"Add --desk: {', '.join(names)}."
        )
    return found


def _last(workshop: Workshop, numbers: dict[int, str]) -> _Last | None:
    """The desk's latest issue, where it can be read."""
    if not numbers:
        return None
    try:
        issue = read_issue(workshop, numbers[max(numbers)])[0]
        text, _ = decode(read_source(workshop, workshop.root / issue.at.file), issue.at.file)
    except MekongError:
        return None
    return _Last(issue, tuple(text.split("\n")), language_of(issue.lang) or LANGUAGES["en"])


def _head(desk: Desk, number: int, title: str, lang: str) -> Iterator[str]:
    yield from (
        "---",
        f"desk: {_quoted(desk.name)}",
        f"number: {number}",
        f"title: {_quoted(title)}",
    )
    yield from (f"lang: {lang}", "---", "")


def _quoted(title: str) -> str:
    """A title between quotation marks, as YAML wants it: JSON's are YAML's."""
    return json.dumps(title, ensure_ascii=False)


def _first(language: str) -> Iterator[str]:
    """The body of a desk's first issue."""
    words = language_of(language) or LANGUAGES["en"]
    yield from (f"# {TK}", "", f"## {TK} 1", f"{words.by[0]} {TK}", "", TK, "")


@dataclass(frozen=True, slots=True)
class _Last:
    """The last issue, with the lines of its source: what is carried over stays as written."""

    issue: Issue
    lines: tuple[str, ...]
    words: Language

    def carried_over(self) -> Iterator[str]:
        """Sections, bylines and bios, with TK where the text was."""
        number = count(1)
        for section in self.issue.sections:
            yield from (self._heading(section), "")
            if section.note:
                yield from (*self._byline(section.note.byline), "", TK, "")
                yield from self._bios(section.note.bios)
            for article in section.articles:
                yield from self._article(article, next(number))

    def _heading(self, section: Section) -> str:
        line = self.lines[section.at.line - 1]
        flag = f" {emoji_of(section.region)}" if section.region else ""
        return line if line.startswith("#") else f"# {plain(section.title)}{flag}"

    def _article(self, article: Article, number: int) -> Iterator[str]:
        # Two headlines of an issue must differ, and one author may have written several articles.
        names = article.byline.names if article.byline else ()
        yield f"## {' '.join((TK, str(number), *names[:1]))}"
        yield from (*self._byline(article.byline), "", TK, "")
        yield from self._bios(article.bios)

    def _byline(self, byline: Byline | None) -> Iterator[str]:
        if byline is None or not byline.names:
            return
        said = Credits(byline.names, byline.place, byline.role, byline.withheld)
        yield as_line(said, self.words)

    def _bios(self, bios: tuple[Bio, ...]) -> Iterator[str]:
        """Each bio as its lines stand, up to the one that closes it."""
        for bio in bios:
            block = self.lines[bio.at.line - 1 :]
            end = next((n for n, line in enumerate(block[1:], 1) if line.strip() == ":::"), 0)
            yield from (*block[: end + 1], "")
