"""What can only be seen once the whole issue is read: links to ids, and TK left standing."""

from __future__ import annotations

import re

from mekong_print.document import Byline, CodeBlock, Link, Position, Section, Text
from mekong_print.parse.copy import Copy
from mekong_print.typed import closest
from mekong_print.walk import nodes

_TK = re.compile(r"\bTK\b")


def report_loose_ends(sections: tuple[Section, ...], copy: Copy) -> None:
    """Report links that lead to no id of the issue, and text that is still to come."""
    for link in nodes(sections, Link):
        _report_dead_link(link, copy)
    runs: tuple[Text | CodeBlock, ...] = (*nodes(sections, Text), *nodes(sections, CodeBlock))
    for run in runs:
        report_tk(run.text, run.at, copy)
    for byline in nodes(sections, Byline):
        report_tk(" ".join((*byline.names, byline.place, byline.role)), byline.at, copy)


def report_tk(words: str, at: Position, copy: Copy) -> None:
    """Report words that are still to come."""
    if _TK.search(words):
        message = "“TK” stands here: something is still to come."
        copy.report(at, "S16", message, "Write it, or delete the TK.")


def _report_dead_link(link: Link, copy: Copy) -> None:
    if not link.href.startswith("#"):
        return
    name = link.href[1:]
    if name in copy.ids or copy.prefix + name in copy.ids:
        return
    known = [known.removeprefix(copy.prefix) for known in copy.ids]
    message = f"The link leads to “#{name}”, and nothing has that id."
    copy.report(link.at, "S13", message, closest(name, known))
