"""Rules of bios: who the authors are."""

from __future__ import annotations

from collections.abc import Iterator

from mekong_print.check.authors import (
    bylines,
    is_bio_of,
    is_team,
    names_of_earlier,
    opening_name,
)
from mekong_print.check.manuscript import Manuscript, Story
from mekong_print.check.rule import rule
from mekong_print.check.stretch import Mark, Stretch
from mekong_print.document import Bio


@rule(
    "B25",
    "warning",
    "An author without a bio, here or in an earlier issue.",
    hint="Add a block ::: bio at the end of the article, with a sentence or two.",
)
def author_without_bio(manuscript: Manuscript) -> Iterator[Mark]:
    """Readers weigh what they read by who wrote it.

    One bio in any issue is enough. Desks and teams have none, and where no author of an
    issue has one, bios are not the custom.

    Bad:
        ## It Rained
        by A. Writer, in Phnom Penh

        It rained.

        ::: bio
        A. Writer watches the rain.
        :::

        ## It Rained Again
        by Malai Yatt, in Phnom Penh

        It rained more.

    Good:
        ## It Rained
        by A. Writer and Malai Yatt, in Phnom Penh

        It rained.

        ::: bio
        A. Writer watches the rain.
        :::

        ::: bio
        Malai measures it.
        :::
    """
    if not manuscript.of_kind("bio"):
        return
    known = _known(manuscript)
    for story, byline, stretch in bylines(manuscript):
        for name in byline.names if not story.is_note else ():
            if name not in known and not is_team(name):
                known.add(name)
                start = max(0, stretch.text.find(name))
                message = f"{name} has no bio, in this issue or an earlier one."
                yield stretch.mark(start, start + len(name), message)


@rule(
    "B26",
    "note",
    "The author of a note who has neither a place nor a bio.",
    hint="Add “, in CITY” to the byline, or a bio below the note.",
)
def editor_unknown(manuscript: Manuscript) -> Iterator[Mark]:
    """An editor signs for the whole issue, and is the one name in it that nothing is told of.

    Where no other byline of the issue has a place or a bio, that is the custom.

    Bad:
        # Editor’s Note
        by Mattia Peroni, Lead Editor

        It rained.

        # Cambodia 🇰🇭

        ## It Rained
        by A. Writer, in Phnom Penh

        It rained.

    Good:
        # Editor’s Note
        by Mattia Peroni, Lead Editor, in Vientiane

        It rained.

        # Cambodia 🇰🇭

        ## It Rained
        by A. Writer, in Phnom Penh

        It rained.
    """
    every = list(bylines(manuscript))
    if not manuscript.of_kind("bio") and not any(byline.place for _, byline, _ in every):
        return
    known = _known(manuscript)
    known |= {name for _, byline, _ in every if byline.place for name in byline.names}
    for story, byline, stretch in every:
        if not story.is_note or byline.withheld:
            continue
        for name in byline.names:
            if name not in known and not is_team(name):
                start = max(0, stretch.text.find(name))
                message = f"{name} signs this note, and readers learn no more of them."
                yield stretch.mark(start, start + len(name), message)


@rule(
    "B27",
    "warning",
    "A bio that opens with a name which is no author's.",
    hint="Open the bio with the author's name, or move it to the article it belongs to.",
)
def bio_of_another(manuscript: Manuscript) -> Iterator[Mark]:
    """Bios are copied from issue to issue, and the wrong one is easily taken along.

    A bio may open with any of an author's names, with “she” or “he”, or with a title.

    Bad:
        ## It Rained
        by Malai Yatt, in Phnom Penh

        It rained.

        ::: bio
        Natamon is a rapporteur.
        :::

    Good:
        ## It Rained
        by Malai Yatt, in Phnom Penh

        It rained.

        ::: bio
        Malai is a reporter.
        :::

    Good:
        ## It Rained
        by Malai Yatt, in Phnom Penh

        It rained.

        ::: bio
        Ms. Yatt is a reporter.
        :::
    """
    for story in manuscript.stories:
        byline = story.piece.byline
        names = byline.names if byline else ()
        for bio in story.piece.bios:
            first = next(iter(_stretches_of(bio, story)), None)
            if first is None or not first.is_english:
                continue
            if any(is_bio_of(first.text, name, alone=len(names) == 1) for name in names):
                continue
            yield _mark(first, names, manuscript)


def _mark(bio: Stretch, names: tuple[str, ...], manuscript: Manuscript) -> Mark:
    opening = opening_name(bio.text)
    start = max(0, bio.text.find(opening)) if opening else 0
    end = start + len(opening) if opening else len(bio.text)
    message = f"“{opening}” is no author of this article." if opening else ""
    if not names:
        message = "This bio stands below a text that names no author."
    whose = [
        f"{name} (line {byline.at.line})"
        for _, byline, _ in bylines(manuscript)
        for name in byline.names
        if name not in names and is_bio_of(bio.text, name, alone=False)
    ]
    hint = f"It seems to be about {whose[0]}." if whose else ""
    return bio.mark(start, end, message or "This bio is about no author of this article.", hint)


def _stretches_of(bio: Bio, story: Story) -> Iterator[Stretch]:
    blocks = {id(block) for block in bio.blocks}
    return (one for one in story.stretches if one.kind == "bio" and id(one.node) in blocks)


def _known(manuscript: Manuscript) -> set[str]:
    """The authors who have a bio in this issue, or had one in an earlier one."""
    known: set[str] = set()
    for story in manuscript.stories:
        bios = [one.text for one in story.stretches if one.kind == "bio"]
        names = story.piece.byline.names if story.piece.byline else ()
        for name in names:
            if any(is_bio_of(bio, name, alone=len(names) == 1) for bio in bios):
                known.add(name)
    for issue in names_of_earlier(manuscript):
        for name in issue.names:
            if any(is_bio_of(bio, name, alone=False) for bio in issue.bios):
                known.add(name)
    return known
