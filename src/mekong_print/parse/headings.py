"""Headings: their words, their flag, and `{#id flag=kh}` at their end."""

from __future__ import annotations

import re
from dataclasses import dataclass

from mekong_print.document import Inline, Position, Text
from mekong_print.ids import EXPLICIT_ID, slug
from mekong_print.parse.copy import Copy
from mekong_print.parse.inlines import read_inlines
from mekong_print.parse.markdown import Syntax, attributes
from mekong_print.regions import FLAG_EMOJI, LONE_INDICATOR, REGIONS, region_of
from mekong_print.walk import plain

_BRACES = re.compile(r"\s*(\{[^{}]*\})\s*$")
_KNOWN = ("id", "flag")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading that was read: title without flag and braces, the id with its prefix."""

    title: tuple[Inline, ...]
    id: str
    region: str
    at: Position


def read_heading(node: Syntax, copy: Copy) -> Heading:
    """Read a section's or an article's heading. Reports what is wrong with it."""
    at = copy.at(node)
    inlines, given = _take_braces(read_inlines(node, copy), at, copy)
    title, emoji = _take_flag(inlines)
    region = _region(given.get("flag", ""), emoji, at, copy)
    words = plain(title)
    if FLAG_EMOJI.search(words):
        copy.report(at, "S09", "Two flags stand in one heading.", "Leave one; a topic has none.")
    if not words:
        copy.report(at, "S06", "This heading has no words.", "Write the title behind the #.")
    name = _id(given.get("id", copy.inherited.get(at.line, "")), words, at, copy)
    return Heading(title, name, region, at)


def _take_braces(
    inlines: tuple[Inline, ...], at: Position, copy: Copy
) -> tuple[tuple[Inline, ...], dict[str, str]]:
    match inlines:
        case (*before, Text(text, place)) if (found := _BRACES.search(text)) and not _escaped(
            at, copy
        ):
            rest = text[: found.start()]
            kept = (*before, Text(rest, place)) if rest else tuple(before)
            return kept, _checked(found.group(1), at, copy)
    return inlines, {}


def _escaped(at: Position, copy: Copy) -> bool:
    """Whether the braces at the end of a heading are meant as words."""
    return bool(re.search(r"\\\}\s*$", copy.lines[at.line - 1]))


def _checked(braces: str, at: Position, copy: Copy) -> dict[str, str]:
    given = attributes(braces)
    hint = "A heading may end with {#an-id}, {flag=kh} or {#an-id flag=kh}."
    if given is None:
        copy.report(at, "S12", f"{braces} cannot be read.", hint)
        return {}
    for key in given:
        if key not in _KNOWN:
            copy.report(at, "S12", f"“{key}” cannot be said of a heading.", hint)
    return {key: value for key, value in given.items() if key in _KNOWN}


def _take_flag(inlines: tuple[Inline, ...]) -> tuple[tuple[Inline, ...], str]:
    """The title without its first flag emoji, and that emoji."""
    emoji = ""
    kept: list[Inline] = []
    for inline in inlines:
        match inline:
            case Text(text, at) if not emoji and (found := FLAG_EMOJI.search(text)):
                emoji = found.group()
                before, behind = text[: found.start()], text[found.end() :]
                words = " ".join(f"{before} {behind}".split())
                opening = 0 if before.strip() else len(text) - len(behind.lstrip())
                kept += [Text(words, at.moved(opening))] if words else []
            case _:
                kept.append(inline)
    return tuple(kept), emoji


def _region(flag: str, emoji: str, at: Position, copy: Copy) -> str:
    code = flag.lower() or region_of(emoji)
    hint = "Use the flag of a country, or {flag=kh} with its two-letter ISO code; a topic has none."
    if emoji and flag and region_of(emoji) != code:
        copy.report(at, "S09", f"The flag {emoji} and {{flag={flag}}} are two countries.", hint)
    if code and code not in REGIONS:
        copy.report(at, "S09", f"There is no country with the code “{code}”.", hint)
        return ""
    line = copy.lines[at.line - 1]
    if not code and LONE_INDICATOR.search(line):
        copy.report(at, "S09", "Half a flag stands here.", hint)
    return code


def _id(given: str, words: str, at: Position, copy: Copy) -> str:
    if given and not EXPLICIT_ID.fullmatch(given):
        hint = "An id holds a-z, 0-9 and single hyphens: {#clean-air}."
        copy.report(at, "S12", f"“#{given}” cannot be an id.", hint)
    name = copy.prefix + (given.removeprefix(copy.prefix) or slug(words))
    if name in copy.ids and words:
        message = f"The id “{name}” is taken by line {copy.ids[name].line}."
        copy.report(at, "S04", message, "Give one of the two an id of its own: {#another-id}.")
    if words:
        copy.ids.setdefault(name, at)
    return name


def written_id(node: Syntax, copy: Copy) -> str:
    """The id that is written out behind a heading, with its prefix; nothing where none is."""
    at = copy.at(node)
    line = copy.lines[at.line - 1]
    found = None if _escaped(at, copy) else _BRACES.search(line)
    given = (attributes(found[1]) or {}).get("id", "") if found else ""
    return copy.prefix + given.removeprefix(copy.prefix) if given else ""
