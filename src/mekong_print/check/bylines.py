"""Rules of bylines: who wrote it, and from where."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mekong_print.check.authors import bylines, is_team, names_of_earlier
from mekong_print.check.gazetteer import bare, cities
from mekong_print.check.manuscript import Manuscript, Standards, Story
from mekong_print.check.rule import rule
from mekong_print.check.stretch import Mark, Stretch
from mekong_print.glossary import Entry

_PARTS = re.compile(r",\s*|\s+and\s+|\s*&\s*|;\s*|/")
_NEAR = 0.82  # how alike two places are that may be one
_ALIKE = 0.9  # the same for authors, whose names are often alike
_SHORT = 6  # letters of a name too short to tell


@rule(
    "B21",
    "error",
    "A byline without a place.",
    hint="Add “, in CITY”, or “, place withheld” where it must not be told.",
)
def byline_without_place(manuscript: Manuscript) -> Iterator[Mark]:
    """Where a reporter is says how close they are to the story. If it must be kept back, say so.

    “Place withheld” is printed nowhere; it tells the desk that nobody forgot. Left alone
    are desks and teams, articles of topics, authors whose place another byline of the issue
    tells, and issues where no byline has a place.

    Bad:
        # Cambodia 🇰🇭

        ## It Rained
        by A. Writer, in Phnom Penh

        It rained.

        # Myanmar 🇲🇲

        ## It Rained There, Too
        by B. Author

        It rained more.

    Good:
        # Cambodia 🇰🇭

        ## It Rained
        by A. Writer, in Phnom Penh

        It rained.

        ## And It Rained Again
        by A. Writer

        It did.

        # Myanmar 🇲🇲

        ## It Rained There, Too
        by B. Author, place withheld

        It rained more.
    """
    told = [byline for _, byline, _ in bylines(manuscript) if byline.place or byline.withheld]
    placed = {name for byline in told for name in byline.names}
    for story, byline, stretch in bylines(manuscript):
        if not told or story.is_note or not story.section.region:
            continue
        lacking = not (byline.place or byline.withheld) and byline.names
        if lacking and not all(is_team(name) or name in placed for name in byline.names):
            message = f"The byline of {' and '.join(byline.names)} names no place."
            yield stretch.mark(0, len(stretch.text), message)


@rule(
    "B22",
    "warning",
    "A place in a byline that is spelled unlike any known one.",
    hint="Correct it; if it is right, add the place to glossary.toml.",
)
def misspelt_place(manuscript: Manuscript) -> Iterator[Mark]:
    """The place in a byline is set in every layout's first lines, and readers there will see it.

    Known are the capitals of the world, the larger cities of the region, and the places of
    the glossary.

    Bad:
        ## It Rained
        by A. Writer, in Phnom Pehn

        It rained.

    Good:
        ## It Rained
        by A. Writer, in Phnom Penh

        It rained.
    """
    from difflib import get_close_matches

    for _, place, stretch in _places(manuscript):
        if _countries_of(place, manuscript.house) or _is_refused(place, manuscript.house):
            continue
        near = get_close_matches(bare(place), _known(manuscript.house), n=1, cutoff=_NEAR)
        if near:
            message = f"“{place}” is no place that is known here."
            hint = f"Did you mean {_written(near[0], manuscript.house)}?"
            yield _mark_place(stretch, place, message, hint)


@rule(
    "B23",
    "note",
    "A place in a byline that is not known.",
    hint="Look it up, and add it to glossary.toml with its country.",
)
def unknown_place(manuscript: Manuscript) -> Iterator[Mark]:
    """A place that nobody here has written from before. Once it is in the glossary, it is known.

    Places of earlier issues' bylines are known, too.

    Bad:
        ## It Rained
        by A. Writer, in Zzyzx

        It rained.

    Good:
        ## It Rained
        by A. Writer, in Washington, D.C.

        It rained.

    Good:
        ## It Rained
        by A. Writer and B. Writer, in Chiang Mai and Mae Sot

        It rained.

    Good:
        ## ຝົນຕົກ
        by ບຸນມີ ວົງສາ, in ວຽງຈັນ

        ຝົນຕົກ.
    """
    from difflib import get_close_matches

    before = {bare(place) for one in names_of_earlier(manuscript) for place in one.places}
    for _, place, stretch in _places(manuscript):
        if _countries_of(place, manuscript.house) or bare(place) in before:
            continue
        if not get_close_matches(bare(place), _known(manuscript.house), n=1, cutoff=_NEAR):
            yield _mark_place(stretch, place, f"“{place}” is not known here.")


@rule(
    "B24",
    "note",
    "A byline from another country than the section's.",
    hint="If the author writes from abroad, all is well: waive it, or leave it.",
)
def place_abroad(manuscript: Manuscript) -> Iterator[Mark]:
    """Often right (many report from exile), and sometimes the byline of the article before.

    Bad:
        # Cambodia 🇰🇭

        ## It Rained
        by A. Writer, in Bangkok

        It rained.

    Good:
        # Cambodia 🇰🇭

        ## It Rained
        by A. Writer, in Siem Reap

        It rained.
    """
    for story, place, stretch in _places(manuscript):
        region = story.section.region
        found = _countries_of(place, manuscript.house)
        if region and found and region not in found and manuscript.house.country(region):
            where = manuscript.house.country(min(found))
            country = f"in {where.short}" if where else "in another country"
            yield _mark_place(stretch, place, f"{place} is {country}; the section is not.")


@rule(
    "B28",
    "note",
    "An author's name that earlier issues spell otherwise.",
    hint="Ask the author, and spell it one way.",
)
def name_unlike_before(manuscript: Manuscript) -> Iterator[Mark]:
    """No word is read by its author as closely as the name above the article.

    Bylines of one issue are compared with each other as well.

    Bad:
        ## It Rained
        by Malai Yatt, in Phnom Penh

        It rained.

        =====

        ## And Rained
        by Malai Yat, in Phnom Penh

        It rained.

    Good:
        ## It Rained
        by Malai Yatt, in Phnom Penh

        It rained.

        ## And Rained
        by Mali Yotin, in Phnom Penh

        It rained.
    """
    from difflib import get_close_matches

    known = {name: f"{one.issue} has" for one in names_of_earlier(manuscript) for name in one.names}
    for _, byline, stretch in bylines(manuscript):
        for name in byline.names:
            if name in known or is_team(name) or len(name) <= _SHORT:
                continue
            for other in get_close_matches(name, known, n=1, cutoff=_ALIKE):
                start = max(0, stretch.text.find(name))
                message = f"“{name}” here; {known[other]} “{other}”."
                yield stretch.mark(start, start + len(name), message)
        for name in byline.names:
            known.setdefault(name, f"line {byline.at.line} has")


def _places(manuscript: Manuscript) -> Iterator[tuple[Story, str, Stretch]]:
    """The places of bylines, each with its article."""
    for story, byline, stretch in bylines(manuscript):
        if byline.place:
            yield story, byline.place, stretch


def _mark_place(stretch: Stretch, place: str, message: str, hint: str = "") -> Mark:
    start = max(0, stretch.text.rfind(place))
    return stretch.mark(start, min(start + len(place), len(stretch.text)), message, hint)


def _countries_of(place: str, house: Standards) -> frozenset[str]:
    """The codes of the countries that a place may be in; `?` for one that is known, not where."""
    names = [place, *_PARTS.split(place)]
    found: set[str] = set()
    for name in names:
        found |= _country_of(bare(name), house)
        if found and name == place:
            break
    return frozenset(found)


def _country_of(name: str, house: Standards) -> set[str]:
    found = {cities()[name]} if name in cities() else set()
    for country in house.countries:
        if name in {bare(one) for one in (country.short, country.heading, *country.refuse)}:
            found.add(country.flag)
    for entry in house.glossary.places:
        if name in _spellings(entry):
            found.add(entry.country or "?")
    return found


def _is_refused(place: str, house: Standards) -> bool:
    """Whether the glossary refuses a name, which is another rule's finding."""
    return any(place in entry.refuse for entry in house.glossary.places)


def _known(house: Standards) -> list[str]:
    return [*cities(), *(name for one in house.glossary.places for name in _spellings(one))]


def _spellings(place: Entry) -> set[str]:
    """What a place may be called, in whatever script, to compare by."""
    return {bare(name) for name in (place.name, place.short, *place.local)} - {""}


def _written(name: str, house: Standards) -> str:
    """A known place as it is written."""
    for entry in house.glossary.places:
        for spelled in (entry.name, *entry.local):
            if bare(spelled) == name:
                return spelled
    return name.title()
