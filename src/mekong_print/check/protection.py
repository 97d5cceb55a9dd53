"""Rules of protection: what the publication has promised never to print."""

from __future__ import annotations

from collections.abc import Iterator

from mekong_print.check.manuscript import Manuscript
from mekong_print.check.rule import rule
from mekong_print.check.stretch import Mark
from mekong_print.secrecy import traces


@rule(
    "S32",
    "error",
    "A name or a number that must never be printed.",
    hint="Take it out, or write of the person in another way.",
)
def never_print(manuscript: Manuscript) -> Iterator[Mark]:
    """A source who was promised that nobody will learn the name can be hurt by one slip.

    The list `never_print` of mekong.toml has the names and numbers. They are found whatever their
    case, accents, spaces, hyphens and grouping of digits; the message tells the entry by its
    place in the list, so that no report and no log has the words. This rule looks at the text; what
    a picture, a layout or the metadata would bring along is found in the finished PDF, which
    is searched before it replaces the old one.

    Bad, with never_print = ["Sok Dara", "+855 12 345 678"]:
        Our guide, SOK-DARA, can be called at (855) 12 345-678.

    Good, with never_print = ["Sok Dara", "+855 12 345 678"]:
        Our guide, whom we call D., asked us not to give his number.
    """
    for stretch in manuscript.stretches:
        for trace in traces(stretch.text, manuscript.house.never_print):
            message = f"Entry {trace.number} of never_print stands here."
            yield stretch.mark(trace.start, trace.end, message)
