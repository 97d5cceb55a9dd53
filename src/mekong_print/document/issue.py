"""The issue itself: sections, notes and articles, with their bylines and bios."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from mekong_print.document.text import Block, Inline
from mekong_print.positions import Position


@dataclass(frozen=True, slots=True)
class Byline:
    """Who wrote it, and from where or as what.

    `place` is a city; `withheld` says that a place is kept back on purpose, which is
    not the same as a place that was forgotten.
    """

    names: tuple[str, ...]
    place: str
    role: str
    withheld: bool
    at: Position
    kind: Literal["byline"] = "byline"


@dataclass(frozen=True, slots=True)
class Bio:
    """A few lines about an author, at the end of the article."""

    blocks: tuple[Block, ...]
    at: Position
    kind: Literal["bio"] = "bio"


@dataclass(frozen=True, slots=True)
class Note:
    """The editor's note: the text of a section before any headline."""

    byline: Byline | None
    body: tuple[Block, ...]
    bios: tuple[Bio, ...]
    at: Position
    kind: Literal["note"] = "note"


@dataclass(frozen=True, slots=True)
class Article:
    """A headline, an optional standfirst and byline, the body, and bios."""

    id: str
    headline: tuple[Inline, ...]
    standfirst: tuple[Inline, ...]
    byline: Byline | None
    body: tuple[Block, ...]
    bios: tuple[Bio, ...]
    at: Position
    kind: Literal["article"] = "article"


@dataclass(frozen=True, slots=True)
class Section:
    """A country or a topic; `region` is an ISO 3166-1 code in lower case, or empty."""

    id: str
    title: tuple[Inline, ...]
    region: str
    note: Note | None
    articles: tuple[Article, ...]
    at: Position
    kind: Literal["section"] = "section"


@dataclass(frozen=True, slots=True)
class Correction:
    """What was put right after an issue was out, and when; each makes a new edition of it."""

    date: dt.date
    text: str
    kind: Literal["correction"] = "correction"


@dataclass(frozen=True, slots=True)
class Issue:
    """One issue of a desk. `prefix` opens every id; `lang` is a BCP 47 tag.

    `translated_from` is the language of the original that this is a translation of, or empty.
    """

    desk: str
    number: int
    title: str
    subtitle: str
    date: dt.date | None
    deadline: dt.datetime | None
    lang: str
    prefix: str
    sections: tuple[Section, ...]
    at: Position
    corrections: tuple[Correction, ...] = ()
    translated_from: str = ""
    kind: Literal["issue"] = "issue"
