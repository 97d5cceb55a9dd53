"""Rules of protection: what the publication has promised never to print."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from mekong_print.check.manuscript import Manuscript
from mekong_print.check.rule import rule
from mekong_print.check.stretch import Mark
from mekong_print.findings import Finding
from mekong_print.secrecy import found_in, traces


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


def discreet(findings: Iterable[Finding], secrets: tuple[str, ...]) -> list[Finding]:
    """The findings of an issue, without the words of those that would quote what is secret.

    A rule that quotes a text (“… is in no dictionary”) would carry the name into a report.
    """
    found = list(findings)
    secret = [one for one in found if one.code == never_print.code]
    return [_silent(one) if _quotes(one, secret, secrets) else one for one in found]


def _quotes(finding: Finding, secret: list[Finding], secrets: tuple[str, ...]) -> bool:
    if finding.code == never_print.code:
        return False
    if any(_overlap(finding, one) for one in secret):
        return True
    words = f"{finding.message} {finding.hint} {finding.fix.words if finding.fix else ''}"
    return bool(secrets) and bool(found_in(words, secrets))


def _overlap(one: Finding, other: Finding) -> bool:
    first, second = sorted((one, other), key=lambda found: (found.at.line, found.at.column))
    end = first.end or first.at
    return (second.at.line, second.at.column) <= (end.line, end.column)


def _silent(finding: Finding) -> Finding:
    message = "This finding would quote an entry of never_print."
    return replace(finding, message=message, hint="Look at its place in the source.", fix=None)
