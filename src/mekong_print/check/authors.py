"""Authors: whose bylines and bios stand in this issue, and in those before."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from mekong_print.bylines import looks_like_byline, read_byline
from mekong_print.check.manuscript import EarlierIssue, Manuscript, Story
from mekong_print.check.stretch import Stretch
from mekong_print.document import Byline
from mekong_print.languages import LANGUAGES, language_of

_TEAM = frozenset(
    "the desk editors staff team newsroom bureau board correspondents reporters writers agencies "
    "collective contributors students".split()
)
_HONORIFICS = frozenset("mr mrs ms miss dr prof professor sir u daw ko ma lok".split())
# Words that open a bio and are no name.
_OPENERS = frozenset(
    "a an the she he they her his their as based born since with after before in at from formerly "
    "currently previously both this our".split()
)
_LONGEST_BYLINE = 210  # characters, with the word that opens it
_TOKEN = re.compile(r"[^\s,;:()]+")
_BIO = re.compile(r"^:{3,}[ \t]*bio[ \t]*\n[ \t\n]{0,9}([^\n]{1,200})", re.MULTILINE)
_MOST_INITIALS = 2


@dataclass(frozen=True, slots=True)
class Earlier:
    """What an earlier issue says of its authors: names, places, and how its bios open."""

    issue: str
    names: tuple[str, ...]
    places: tuple[str, ...]
    bios: tuple[str, ...]


def bylines(manuscript: Manuscript) -> Iterator[tuple[Story, Byline, Stretch]]:
    """The bylines of an issue, each with its story and as it was written."""
    for story in manuscript.stories:
        for stretch in story.stretches:
            match stretch.node:
                case Byline() as byline if stretch.kind == "byline":
                    yield story, byline, stretch


def is_team(name: str) -> bool:
    """Whether a name is that of a desk or a team, who have no bio and no one place.

    >>> is_team("The River Desk"), is_team("A. Editor")
    (True, False)
    """
    return not _TEAM.isdisjoint(name.casefold().split())


def names_of_earlier(manuscript: Manuscript) -> tuple[Earlier, ...]:
    """The authors of earlier issues, the newest issue first."""
    language = language_of(manuscript.issue.lang)
    if language is None:
        return ()
    return tuple(_earlier(one, language.code) for one in manuscript.house.earlier)


@cache
def _earlier(issue: EarlierIssue, code: str) -> Earlier:
    language, text = LANGUAGES[code], issue.text
    openings = tuple(word.casefold() for word in language.by)
    lines = (line for line in text.splitlines() if line.casefold().startswith(openings))
    read = [
        read_byline(line, language)
        for line in lines
        if len(line) <= _LONGEST_BYLINE and looks_like_byline(line, language)
    ]
    names = tuple(dict.fromkeys(name for one in read for name in one.names))
    places = tuple(dict.fromkeys(one.place for one in read if one.place))
    return Earlier(issue.name, names, places, tuple(_BIO.findall(text)))


def is_bio_of(bio: str, name: str, *, alone: bool) -> bool:
    """Whether a bio is about an author, by how it opens. `alone`: the article has no other.

    >>> is_bio_of("Malai is a reporter.", "Malai Yatt", alone=True)
    True
    >>> is_bio_of("Natamon is a rapporteur.", "Malai Yatt", alone=True)
    False
    >>> is_bio_of("She is a reporter.", "Malai Yatt", alone=True)
    True
    >>> is_bio_of("A. Writer is a reporter.", "A. Editor", alone=True)
    False
    >>> is_bio_of("สมชายเขียนเรื่องน้ำ", "สมชาย ใจดี", alone=False)
    True
    """
    if bio.casefold().startswith(name.casefold()):
        return True
    own = {_bared(token) for token in name.split()}
    words = _opening(bio)
    if not words:
        return alone
    if words[0].upper() == words[0]:  # letters without capitals, and words without spaces
        return alone or any(words[0].startswith(token) for token in own)
    if words[0] in _OPENERS or bio[:1].islower():
        return alone or not own.isdisjoint(words)
    if len(words[0].strip(".")) == 1:  # an initial alone tells nobody
        return set(words[:_MOST_INITIALS]) <= own
    return words[0] in own


def opening_name(bio: str) -> str:
    """The word that a bio opens with, as it is written; empty where that is no name."""
    for found in _TOKEN.finditer(bio[:200]):
        word = _bared(found.group())
        if word.strip(".") in _HONORIFICS:
            continue
        return "" if word in _OPENERS else found.group().removesuffix("’s")
    return ""


def _opening(bio: str) -> list[str]:
    words = [_bared(found) for found in _TOKEN.findall(bio[:200])]
    while words and words[0].strip(".") in _HONORIFICS:
        words.pop(0)
    return words


def _bared(token: str) -> str:
    return token.strip("“”‘’\"'*_[]").removesuffix("’s").removesuffix("'s").casefold()
