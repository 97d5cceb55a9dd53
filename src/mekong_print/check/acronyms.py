"""Rules of acronyms: said in full first, said once, used again, and with the right initials."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from mekong_print.check.initials import (
    WELL_KNOWN,
    Expansion,
    Use,
    expansions,
    missing_initial,
    uses,
)
from mekong_print.check.manuscript import Manuscript
from mekong_print.check.rule import rule
from mekong_print.check.stretch import Mark

# Well known, but what a reader takes them for is not what an article may mean by them.
ORDINARY = WELL_KNOWN - {"PDF", "PC", "CD", "PS", "IS"}


@rule(
    "L51",
    "warning",
    "Initials that are never said in full.",
    hint="Write the name in full where it comes first, with the initials behind it in brackets.",
)
def never_expanded(manuscript: Manuscript) -> Iterator[Mark]:
    """Initials are for those who know. An issue is read by others too, and years later.

    Marked once in an article. What every reader knows (UN, ASEAN, BBC) need not be said.

    Bad:
        Talks between the EAOs and the army began. The EAOs agreed.

    Good:
        Talks between ethnic armed organizations (EAOs) and the army began. The EAOs agreed.
    """
    told = {one.initials for story in manuscript.stories for one in expansions(story)}
    names = {entry.short: entry.name for _, entry in manuscript.house.glossary.entries()}
    for story in manuscript.stories:
        times = Counter(use.initials for use in uses(story))
        seen: set[str] = set()
        for use in uses(story):
            if use.initials in told or use.initials in seen:
                continue
            seen.add(use.initials)
            more = f", {times[use.initials]} times" if times[use.initials] > 1 else ""
            message = f"“{use.initials}” is never said in full{more}."
            name = names.get(use.initials, "")
            hint = f"Perhaps “{name} ({use.initials})”, at its first place." if name else ""
            yield _mark(use, message, hint)


@rule(
    "L52",
    "warning",
    "Initials that are used before they are said in full.",
    hint="Move the full name to the first place.",
)
def used_before_expanded(manuscript: Manuscript) -> Iterator[Mark]:
    """Who meets the initials first has to read on to learn what they mean.

    Headlines do not count: there is no room in them.

    Bad:
        The TNLA withdrew. The Ta’ang National Liberation Army (TNLA) had held the town.

    Good:
        The Ta’ang National Liberation Army (TNLA) withdrew. The TNLA had held the town.
    """
    for story in manuscript.stories:
        first = {one.initials: one.order for one in reversed(expansions(story))}
        seen: set[str] = set()
        for use in uses(story):
            if use.order < first.get(use.initials, (0, 0)) and use.initials not in seen:
                seen.add(use.initials)
                yield _mark(use, f"“{use.initials}” is said in full only further down.")


@rule(
    "L53",
    "note",
    "Initials that are said in full twice.",
    hint="The initials alone will do here.",
)
def expanded_twice(manuscript: Manuscript) -> Iterator[Mark]:
    """The second time looks as if the writer had forgotten the first.

    Each article may say it anew.

    Bad:
        The National Unity Government (NUG) met. The National Unity Government (NUG) spoke.

    Good:
        The National Unity Government (NUG) met. The NUG spoke.
    """
    for story in manuscript.stories:
        seen: set[str] = set()
        for one in expansions(story):
            if one.initials in seen and not one.in_bio:
                yield _mark_expansion(one, f"“{one.initials}” was said in full before.")
            seen.add(one.initials)


@rule(
    "L54",
    "warning",
    "Initials that do not fit the name.",
    hint="Look the name up: a word of it is missing, or a letter is wrong.",
)
def wrong_initials(manuscript: Manuscript) -> Iterator[Mark]:
    """One of the two is wrong, and whoever looks for the institution finds nothing.

    Only where a single letter has no word: names of other languages have their own initials.

    Bad:
        She works at the Centre for Policy and Innovation (CRPI).

    Good:
        She works at the Centre for Research on Policy and Innovation (CRPI), and once for Doctors
        Without Borders (MSF).
    """
    for story in manuscript.stories:
        for one in expansions(story):
            letter = missing_initial(one.words, one.initials)
            if letter:
                message = f"No word of the name begins with the “{letter}” of “{one.initials}”."
                yield _mark_expansion(one, message)


@rule(
    "L55",
    "note",
    "Initials that are given and never used again.",
    hint="Leave them out, if nobody will look for them.",
)
def never_used(manuscript: Manuscript) -> Iterator[Mark]:
    """Each pair of brackets is a small stop; one that leads nowhere can go.

    Bad:
        The ASEAN Observer Team (AOT) watched.

    Good:
        The ASEAN Observer Team (AOT) watched. The AOT saw nothing.
    """
    for story in manuscript.stories:
        used = {use.initials for use in uses(story, headlines=True)}
        for one in expansions(story):
            if one.initials not in used and one.initials not in ORDINARY:
                yield _mark_expansion(one, f"“{one.initials}” is not used again in this article.")


@rule(
    "L56",
    "warning",
    "The same initials for two names.",
    hint="Leave one of the two names in full.",
)
def clashing(manuscript: Manuscript) -> Iterator[Mark]:
    """A reader who has learnt one meaning will read it into the other.

    Bad:
        The People’s Party (PP) voted. The Progress Party (PP) did not; the PP left.

    Good:
        The People’s Party (PP) voted. The Progress Party did not; the PP left.
    """
    names: dict[str, str] = {}
    for story in manuscript.stories:
        for one in expansions(story):
            if not one.fits:
                continue
            name = " ".join(one.words)
            first = names.setdefault(one.initials, name)
            if first.casefold() != name.casefold() and first[:4].casefold() != name[:4].casefold():
                yield _mark_expansion(one, f"“{one.initials}” stands for “{first}” already.")


def _mark(use: Use, message: str, hint: str = "") -> Mark:
    return use.stretch.mark(use.start, use.end, message, hint)


def _mark_expansion(one: Expansion, message: str) -> Mark:
    return one.stretch.mark(one.bracket, one.end, message)
