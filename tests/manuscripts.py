"""What tests of the check share: an issue from a few lines of text, ready for rules to read."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import fields

from mekong_print import typed
from mekong_print.check.manuscript import EarlierIssue, Manuscript, Standards
from mekong_print.check.stretch import Stretch
from mekong_print.config import Publication
from mekong_print.glossaries import BUILT_IN, read_glossaries
from mekong_print.limits import IssueLimits
from mekong_print.parse.issue import House, Parsed, parse_issue
from mekong_print.style import Style

URL = "https://example.org/"
_SIZED = re.compile(r"\]\((\S+-(\d+)x(\d+)\.\w+)\)")
HEAD = """\
---
desk: Mekong Belt
number: 22
title: An Example
subtitle: News of the Week
deadline: 2025-10-31 23:59 +08:00
---

"""
SECTION = "# A Section\n\n"
EARLIER = "\n=====\n"
ARTICLE = "## A Headline\nby A. Writer, in Phnom Penh\n\n"
DESKS = House({"Mekong Belt": ""}, limits=IssueLimits(pages=5_000))


def whole(text: str) -> str:
    """A piece of an issue with what must stand above it, as far as it is not there.

    Above a line of `=====` stands an earlier issue, which is left out.
    """
    text = text.rpartition(EARLIER)[2].lstrip("\n")
    match text.split(maxsplit=1)[:1]:
        case ["---"]:
            return text
        case ["#"]:
            return HEAD + text
        case ["##"]:
            return HEAD + SECTION + text
    return HEAD + SECTION + ARTICLE + text


def parsed(text: str) -> Parsed:
    """A whole issue, read."""
    return parse_issue(text.encode(), "issue.md", DESKS)


def manuscript(text: str, style: str = "", earlier: tuple[EarlierIssue, ...] = ()) -> Manuscript:
    """An issue from a piece of it; `style` holds lines of `[style]` in mekong.toml.

    A `publisher` and `never_print` may stand among them; a picture named `boat-640x480.jpg`
    has that size.
    """
    found = parsed(whole(text))
    assert found.issue is not None, found.findings
    assert found.source is not None
    settings = tomllib.loads(style)
    publisher = settings.pop("publisher", "The Mekong Belt Society")
    secrets = tuple(settings.pop("never_print", ()))
    own = typed.read(Style, settings)
    assert own.value is not None, own.misfits
    house = Standards(
        own.value,
        glossary=read_glossaries(BUILT_IN),  # no glossary.toml lies there
        earlier=earlier or tuple(before(text)),
        publication=Publication(name="The Mekong Belt", publisher=publisher, url=URL),
        never_print=secrets,
    )
    return Manuscript(found.issue, found.source, house, pictures(text))


def before(text: str) -> Iterator[EarlierIssue]:
    """The issue above a line of `=====`."""
    earlier, line, _ = text.rpartition(EARLIER)
    if line:
        source = whole(earlier)
        issue = parsed(source).issue
        assert issue is not None, earlier
        number = issue.number if earlier.startswith("---") else issue.number - 1
        yield EarlierIssue(f"Mekong Belt {number}", issue.desk, number, issue.title, source)


def pictures(text: str) -> dict[str, tuple[int, int]]:
    """The pictures whose names tell their size."""
    return {found[1]: (int(found[2]), int(found[3])) for found in _SIZED.finditer(text)}


def body(text: str) -> tuple[Stretch, ...]:
    """The stretches of an article's text, without what `whole` put above it."""
    return tuple(one for one in manuscript(text).stretches if one.at(0).line > HEIGHT)


HEIGHT = len((HEAD + SECTION + ARTICLE).splitlines())
STYLE_KEYS = frozenset(part.name for part in fields(Style))
