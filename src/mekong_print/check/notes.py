"""Rules of the editor's note: the countries that it names, and those of the issue."""

from __future__ import annotations

from collections.abc import Iterator

from mekong_print.check.manuscript import Manuscript, Story
from mekong_print.check.rule import rule
from mekong_print.check.stretch import Mark
from mekong_print.check.told_countries import Naming, naming_of, regions_of
from mekong_print.document import Section
from mekong_print.languages import language_of
from mekong_print.walk import plain


@rule(
    "S26",
    "note",
    "A country in the editor's note that has no section.",
    hint="Look whether the note is still that of another issue.",
)
def note_without_section(manuscript: Manuscript) -> Iterator[Mark]:
    """A note written before a section was dropped still announces it.

    Only what a note places in a country (“in Vietnam, …”) is read so, and only where the
    note names countries of the issue, too.

    Bad:
        # Editor’s Note
        by A. Editor, Lead Editor

        In Cambodia, it rained. In Vietnam, it was dry.

        # Cambodia 🇰🇭

        Rain.

    Good:
        # Editor’s Note
        by A. Editor, Lead Editor

        In Cambodia, it rained, as Vietnam’s ministers noted.

        # Cambodia 🇰🇭

        Rain.
    """
    regions = regions_of(manuscript.issue, manuscript.house.countries)
    for note in _editors_notes(manuscript):
        told: set[str] = set()
        if not any(_is_named(note, section, manuscript) for section in manuscript.issue.sections):
            continue
        for stretch in note.prose:
            for naming in _namings(manuscript):
                found = naming.placed.search(stretch.text)
                flag = naming.country.flag
                if found and flag not in regions and flag not in told:
                    told.add(flag)
                    message = f"The note tells of {naming.country.short}, and no section does."
                    yield stretch.mark(*found.span("name"), message)


@rule(
    "S27",
    "warning",
    "A country's section that the editor's note leaves out.",
    hint="Add a sentence about it to the note.",
)
def section_missing_in_note(manuscript: Manuscript) -> Iterator[Mark]:
    """A note that leads through the issue, and forgets one stop.

    A note is read so where it names at least two of the issue's countries, and half of them.
    A country is named by its name, its adjective, its capital, or by one of its people.

    Bad:
        # Editor’s Note
        by A. Editor, Lead Editor

        Cambodia has rain, and Lao farmers wait for it.

        # Cambodia 🇰🇭

        Rain.

        # Laos 🇱🇦

        None.

        # Thailand 🇹🇭

        Some.

    Good:
        # Editor’s Note
        by A. Editor, Lead Editor

        Cambodia has rain, Lao farmers wait for it, and Bangkok stands in water.

        # Cambodia 🇰🇭

        Rain.

        # Laos 🇱🇦

        None.

        # Thailand 🇹🇭

        Some.
    """
    sections = [
        one for one in manuscript.issue.sections if manuscript.house.country(one.region) is not None
    ]
    for note in _editors_notes(manuscript):
        missing = [one for one in sections if not _is_named(note, one, manuscript)]
        named = len(sections) - len(missing)
        if named >= 2 and named >= len(missing):
            for section in missing:
                message = f"The editor’s note does not speak of “{plain(section.title)}”."
                yield manuscript.mark(section.at, message)


def _namings(manuscript: Manuscript) -> tuple[Naming, ...]:
    return naming_of(manuscript.house.countries)


def _is_named(note: Story, section: Section, manuscript: Manuscript) -> bool:
    """Whether a note speaks of the country of a section."""
    wanted = [one for one in _namings(manuscript) if one.country.flag == section.region]
    places = manuscript.house.glossary
    own = [one.name for one in (*places.places, *places.people) if one.country == section.region]
    for naming in wanted:
        for stretch in note.stretches:
            if stretch.kind == "byline":
                continue
            if naming.words.search(stretch.text) or any(name in stretch.text for name in own):
                return True
    return False


def _editors_notes(manuscript: Manuscript) -> list[Story]:
    """The notes that open the issue: those of its first section, if that is about no country."""
    language = language_of(manuscript.issue.lang)
    first = manuscript.issue.sections[:1]
    return [
        story
        for story in manuscript.stories
        if story.is_note
        and not story.section.region
        and (
            (story.section in first and not story.section.articles)
            or (language and plain(story.section.title).casefold() in language.note)
        )
    ]
