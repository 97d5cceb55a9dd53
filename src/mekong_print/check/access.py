"""Rules of access: links and tables, as those meet them who listen to the page."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mekong_print.check.manuscript import Manuscript
from mekong_print.check.rule import rule
from mekong_print.check.stretch import Mark
from mekong_print.document import Table
from mekong_print.walk import nodes, plain

_IDLE = frozenset(
    (
        "here",
        "click here",
        "click",
        "this",
        "this link",
        "the link",
        "link",
        "more",
        "read more",
        "read it here",
        "see here",
        "see more",
        "learn more",
        "find out more",
        "this page",
        "this site",
        "this website",
        "website",
        "source",
        "via",
        "read here",
        "full story",
        "read on",
    )
)
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_LONGEST_ADDRESS = 50  # letters that a reader may be asked to listen to


@rule(
    "A27",
    "warning",
    "A link whose words do not say where it leads.",
    hint="Link the words that name what is behind it: the report, the speech.",
)
def idle_link(manuscript: Manuscript) -> Iterator[Mark]:
    """Screen readers list the links of a page without the words around them; on paper, too,
    “here” leads nowhere.

    Bad:
        The ministry’s report is [here](https://example.org/report).

    Good:
        The [report of the ministry](https://example.org/report) is out.
    """
    for stretch in manuscript.stretches:
        for zone in stretch.zones:
            words = stretch.text[zone.start : zone.end].strip(" .,:;!?→»›").casefold()
            if zone.kind == "link" and words in _IDLE:
                message = f"“{stretch.text[zone.start : zone.end]}” does not say where it leads."
                yield stretch.mark(zone.start, zone.end, message)


@rule(
    "A28",
    "note",
    "A long bare address as the words of a link.",
    hint="Link words instead: [the report](https://…).",
)
def bare_address(manuscript: Manuscript) -> Iterator[Mark]:
    """An address of a hundred letters is read aloud letter by letter, and breaks lines badly.

    Short ones, which a reader of the paper edition may type, are left alone.

    Bad:
        It is at <https://example.org/a/very/long/way/down/to/the/one/report?page=12>.

    Good:
        It is at <https://example.org/report>, and [so is the speech](https://example.org/a/very/long/way/down/to/the/speech).
    """
    for stretch in manuscript.stretches:
        for zone in stretch.zones:
            shown = stretch.text[zone.start : zone.end]
            bare = zone.kind == "link" and _ADDRESS.fullmatch(shown)
            if bare and len(shown) > _LONGEST_ADDRESS:
                message = f"An address of {len(shown)} letters stands here to be read."
                yield stretch.mark(zone.start, zone.end, message)


@rule(
    "A29",
    "warning",
    "A column of a table without a head.",
    hint="Write in the first row what the column holds.",
)
def empty_head(manuscript: Manuscript) -> Iterator[Mark]:
    """Whoever listens to a table hears the head with each cell, and here hears nothing.

    Bad:
        | Country | |
        |---|---|
        | Laos | Vientiane |

    Good:
        | Country | Capital |
        |---|---|
        | Laos | Vientiane |
    """
    for table in nodes(manuscript.issue.sections, Table):
        for number, cell in enumerate(table.head, 1):
            if not plain(cell):
                message = f"Column {number} of this table has no head."
                yield manuscript.mark(cell.at, message)
