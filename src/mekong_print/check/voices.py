"""Rules of who speaks: an article's own voice against that of its sources."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mekong_print.check.manuscript import Manuscript, Story
from mekong_print.check.rule import rule
from mekong_print.check.stretch import Mark, Stretch

_FIRST_PERSON = re.compile(
    r"\b(?:we|our|ours|ourselves|us|my|myself)\b(?!-)|(?<![a-z] )\b(?:We|Our|My)\b(?!-)"
    r"|\bI(?:’(?:m|ve|d|ll)| (?:am|was|have|had|think|saw|met|asked))\b"
)
_NAMED = re.compile(r"(?:Our|My|We) [A-Z]")
_AFTER_NAME = re.compile(r"\b[A-Z][\w.]{0,20} \Z")  # World War I
_TOLD = frozenset(("standfirst", "paragraph", "item", "caption"))
_FEW = 2  # more of them, and the writer has chosen to say “we”


@rule(
    "Q38",
    "warning",
    "First person outside quotation marks.",
    hint="Put quotation marks around the words, or tell them in the third person.",
)
def unmarked_quotation(manuscript: Manuscript) -> Iterator[Mark]:
    """“Our” makes the newsletter a party; most often a source's words have lost their marks.

    Notes and bios may say “we”. So may an article that says it more than twice.

    Bad:
        A key outcome was the agreement to resume our premier bilateral military exercise.

    Good:
        A key outcome was the agreement to resume “our premier bilateral military exercise.”
        Our World in Data has the figures, and the US has more. World War I was long.

    Good:
        We went to Mogok in May. Our driver knew the way, and nobody stopped us.

    Good:
        # Editor’s Note

        We thank our readers.
    """
    for story in manuscript.stories:
        if not story.is_note:
            found = list(_first_persons(story))
            for stretch, word in found if len(found) <= _FEW else []:
                message = f"Who is “{word.group()}” here? No quotation is open."
                yield stretch.mark(*word.span(), message)


def _first_persons(story: Story) -> Iterator[tuple[Stretch, re.Match[str]]]:
    for stretch in story.stretches:
        if stretch.kind in _TOLD and stretch.is_english:
            for found in stretch.matches(_FIRST_PERSON):
                if not _is_name(stretch.text, found):
                    yield stretch, found


def _is_name(text: str, found: re.Match[str]) -> bool:
    """Whether the word opens a name, or counts one: `Our World in Data`, `World War I`."""
    before = text[max(0, found.start() - 22) : found.start()]
    numbered = found.group().startswith("I") and _AFTER_NAME.search(before)
    return bool(numbered or _NAMED.match(text, found.start()))
