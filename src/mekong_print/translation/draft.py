"""The draft of a translation: the original's source, made ready to be written over.

Text, pictures, tables and links stand as in the original, each heading has its id written
out, and bylines and credits open with the language's own words. What an editor remarked to
a colleague is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from mekong_print.bylines import Credits, as_line
from mekong_print.document import Article, Byline, Figure, Issue, Position, Section
from mekong_print.languages import LANGUAGES, Language, language_of
from mekong_print.sources import Source
from mekong_print.walk import nodes

_ID = re.compile(r"\{[^{}]*#[^{}]*\}\s*$")
_FLAG = re.compile(r"\{([^{}#]*)\}\s*$")
_LINE_ENDS = {True: re.compile(r"[ \t]*\n?\n?"), False: re.compile(r"[ \t]*\n?")}
_END_OF_BLOCK = re.compile(r"\n[ \t]*(?=\n|<!--)|\s*$")
_CLOSING_SIGNS = re.compile(r"\s+#+\s*$|\s+$")


@dataclass(frozen=True, slots=True)
class _Edit:
    """What to write in place of a stretch of the text, by offsets."""

    start: int
    end: int
    words: str


def draft_of(issue: Issue, source: Source, lang: str) -> str:
    """The text of a new translation of an issue, into a language that can be set."""
    words = language_of(lang) or LANGUAGES["en"]
    edits = [
        _language_line(source, lang),
        *_without_remarks(source),
        *_headings(issue, source),
        *_bylines(issue, source, words),
        *_credits(issue, source, words),
    ]
    done, pieces = 0, []
    for edit in sorted(edits, key=lambda one: one.start):
        if edit.start >= done:  # else it stands inside the one before: a remark in a line
            pieces += [source.text[done : edit.start], edit.words]
            done = edit.end
    return ("".join(pieces) + source.text[done:]).rstrip() + "\n"


def _language_line(source: Source, lang: str) -> _Edit:
    """`lang: km` in place of the line that is there, or at the end of the front matter."""
    at = source.keys.get("lang")
    if at:
        start = source.offset(Position(source.file, at.line, 1))
        return _Edit(start, start + len(source.line(at.line)), f"lang: {lang}")
    fence = next(n for n, line in enumerate(source.lines[1:], 1) if line.rstrip() == "---")
    start = source.offset(Position(source.file, fence + 1, 1))
    return _Edit(start, start, f"lang: {lang}\n")


def _without_remarks(source: Source) -> Iterator[_Edit]:
    for remark in source.remarks:
        start, end = source.offset(remark.at), source.offset(remark.end)
        if remark.alone:
            start = source.offset(Position(source.file, remark.at.line, 1))
            apart = source.text[:start].endswith("\n\n")  # else the empty line below parts blocks
            behind = _LINE_ENDS[apart].match(source.text, end)
            end = behind.end() if behind else end
        else:
            start = len(source.text[:start].rstrip(" \t"))
        yield _Edit(start, end, "")


def _headings(issue: Issue, source: Source) -> Iterator[_Edit]:
    """The id behind each heading that has none written out."""
    for section in issue.sections:
        parts: tuple[Section | Article, ...] = (section, *section.articles)
        for node in parts:
            line = source.line(node.at.line)
            if _ID.search(line):
                continue
            name = f"#{node.id.removeprefix(issue.prefix)}"
            flag = _FLAG.search(line)
            tail = flag or _CLOSING_SIGNS.search(line)
            start = source.offset(Position(source.file, node.at.line, 1))
            cut = tail.start() if tail else len(line)
            words = f"{{{name} {flag[1]}}}" if flag else f" {{{name}}}"
            yield _Edit(start + cut, start + len(line), words)


def _bylines(issue: Issue, source: Source, words: Language) -> Iterator[_Edit]:
    """Each byline in the words of the language; one that could not be read stays."""
    for byline in nodes(issue, Byline):
        if byline.names:
            start = source.offset(byline.at)
            end = _END_OF_BLOCK.search(source.text, start)
            credits = Credits(byline.names, byline.place, byline.role, byline.withheld)
            yield _Edit(start, end.start() if end else start, as_line(credits, words))


def _credits(issue: Issue, source: Source, words: Language) -> Iterator[_Edit]:
    """The word that opens a picture's credit: `Photo:`."""
    own = language_of(issue.lang) or LANGUAGES["en"]
    opening = re.compile(rf"(?:{'|'.join(map(re.escape, own.credit))})(?=:\s*$)")
    for figure in nodes(issue, Figure):
        if not figure.credit:
            continue
        at = figure.credit[0].at
        start = source.offset(Position(source.file, at.line, 1))
        found = opening.search(source.text[start : source.offset(at)])
        if found:
            yield _Edit(start + found.start(), start + found.end(), words.credit[0])
