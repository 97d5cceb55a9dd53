"""Issue → HTML, by a layout's templates and the language's words.

The package is the one home of Jinja2, which `compose/templates` calls.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial

from markupsafe import Markup

from mekong_print.addresses import flag_address
from mekong_print.compose.blocks import write_blocks, write_footnote
from mekong_print.compose.inlines import write_inlines
from mekong_print.compose.scope import Scope
from mekong_print.compose.templates import fill_in
from mekong_print.compose.tongues import say_languages
from mekong_print.compose.wording import Wording, wording
from mekong_print.config import Publication
from mekong_print.document import Byline, Inline, Issue, Text
from mekong_print.layout import Layout
from mekong_print.style import Country
from mekong_print.walk import plain

ISSUE_TEMPLATE = "issue.html"
LONGEST_PAIR = 18  # letters of two words that fit the narrowest headline


@dataclass(frozen=True, slots=True)
class Masthead:
    """What an issue takes from its publication: its name and wishes, its names of countries."""

    publication: Publication
    countries: tuple[Country, ...] = ()


def compose_issue(issue: Issue, masthead: Masthead, layout: Layout) -> str:
    """The HTML of an issue in a layout. Raises MissingPartError when the layout is at fault."""
    words = wording(issue.lang, masthead.publication, masthead.countries)
    scope = Scope(issue.prefix, words, write_footnote)
    context: dict[str, object] = {
        "issue": issue,
        "publication": masthead.publication,
        "layout": layout.name,
        "t": words,
        "many": words.many,
        "date": issue.date or (issue.deadline.date() if issue.deadline else None),
        "words": partial(write_inlines, scope=scope),
        "blocks": lambda blocks, above=3: write_blocks(blocks, replace(scope, above=above)),
        "byline": partial(write_byline, words=words),
        "heading": partial(write_heading, scope=scope),
        "title": keep_together(issue.title),
        "plain": plain,
        "flag": flag_address,
    }
    return say_languages(fill_in(layout, ISSUE_TEMPLATE, context))


def write_heading(inlines: tuple[Inline, ...], scope: Scope) -> Markup:
    """A heading whose last line is never one short word."""
    match inlines:
        case (*before, Text(text, _)):
            return write_inlines(before, scope) + keep_together(text)
    return write_inlines(inlines, scope)


def keep_together(text: str) -> Markup:
    """Bind the last two words of a heading, where they are short enough to stay on one line.

    WeasyPrint has no `text-wrap: balance` (CSS Text 4, 6.2); this is the compositor's way.
    """
    head, _, tail = text.rstrip().rpartition(" ")
    head, space, before = head.rpartition(" ")
    if not space or len(before) + len(tail) > LONGEST_PAIR:
        return Markup("{}").format(text)
    return Markup('{} <span class="together">{} {}</span>').format(head, before, tail)


def write_byline(line: Byline, words: Wording) -> Markup:
    """A byline in the language's words: names, then a role, then a place."""
    names = words.listed([Markup('<span class="name">{}</span>').format(n) for n in line.names])
    place = Markup('<span class="place">{}</span>').format(line.place)
    role = Markup('<span class="role">{}</span>').format(line.role)
    match bool(line.role), bool(line.place):
        case True, True:
            return words("by {names}, {role}, in {place}", names=names, role=role, place=place)
        case True, False:
            return words("by {names}, {role}", names=names, role=role)
        case False, True:
            return words("by {names}, in {place}", names=names, place=place)
        case _:
            return words("by {names}", names=names)
