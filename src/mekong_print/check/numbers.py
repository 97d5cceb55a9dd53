"""Rules of numbers: words or figures, ranges, and PM2.5."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mekong_print.check.days import MONTH
from mekong_print.check.manuscript import Manuscript
from mekong_print.check.rule import rule
from mekong_print.check.stretch import Mark
from mekong_print.check.typesetting import set_here, signs

_ORDINAL = re.compile(
    r"(?<![\w./-])(?P<number>[1-9])(?:st|nd|rd|th)\b(?=[ -][a-z])"
    rf"(?! (?:of )?(?:{MONTH})\b)(?![ -](?:century|floor)\b)"
)
_ORDINALS = "first second third fourth fifth sixth seventh eighth ninth".split()
_WORDS = "one two three four five six seven eight nine".split()
_COUNTED = (
    "people|persons|men|women|children|students|workers|soldiers|troops|villagers|farmers|migrants|"
    "refugees|journalists|activists|officials|members|countries|nations|provinces|states|districts|"
    "villages|towns|townships|cities|companies|parties|groups|dams|bridges|days|weeks|months|years|"
    "decades|times|others|deaths|injuries|arrests|cases|projects|meetings|issues|points"
)
_SMALL = re.compile(
    rf"(?<![\w.,:/$€£%–-])(?<!PM )(?<!No\. )(?P<number>[1-9]) (?:[a-z]{{3,15}} )?(?:{_COUNTED})\b"
)
_FIGURE = re.compile(r"\d[\d,]*(?![\d,]|[.)] )")
_YEAR = re.compile(r"(?:1[89]|20)\d\d\Z")
_LARGE = re.compile(
    r"(?<![\w.,:/#$-])(?<!No\. )(?<!No )(?<!number )(?<!code )\d{5,9}(?= [a-z]{3,20}\b)"
    r"(?! (?:series|model|and)\b)"
)
_RANGE = re.compile(
    r"\b(?P<word>[Ff]rom|[Bb]etween) (?P<first>(?:US\$|\$)?\d[\d.,]{0,11})[-–]"
    r"(?P<last>\d(?:[\d.,]{0,11}\d)?)(?! ?[-–/]|\w)"
)
_WRONG_PM = re.compile(r"\b(?:PM [- ]?|PM-|pm ?|Pm ?)2[.,]5\b|\bPM2,5\b|\bPM₂[.,]₅")
_PROSE = frozenset(("standfirst", "paragraph", "bio", "footnote"))


@rule(
    "D36",
    "note",
    "An ordinal below ten in figures.",
    hint="Write it as a word, also in speech: nobody says a figure.",
)
def ordinal_in_figures(manuscript: Manuscript) -> Iterator[Mark]:
    """“1st phase” and “first phase” are one phase; in words it reads as one, too.

    Names of units, centuries and dates are left alone.

    Bad:
        It is important that the 1st phase is scheduled for three weeks.

    Bad:
        “This is our 2nd attempt,” he said.

    Good:
        The first phase, the 2nd Army Area, the 9th century, the 21st time and the 3rd of May.
    """
    for stretch in manuscript.prose:
        if not stretch.is_english:
            continue
        for found in signs(stretch, _ORDINAL):
            word = _ORDINALS[int(found["number"]) - 1]
            yield stretch.mark(*found.span(), f"In words this is “{word}”.")


@rule(
    "D37",
    "note",
    "A number below ten in figures.",
    hint="Write it as a word.",
)
def small_figure(manuscript: Manuscript) -> Iterator[Mark]:
    """Small numbers read faster as words; figures are for measures, ages, money and dates.

    Beside a larger number in the same sentence, figures are left alone.

    Bad:
        The army left 3 villages.

    Good:
        The army left three villages. They walked 3 kilometers for 5 percent, at 6 PM, with 3 of
        12 people in 2 villages. It is “3 people,” she said, on page 3; PM2.5 and 2.5 days.
    """
    for stretch in manuscript.prose:
        if not stretch.is_english or stretch.kind not in _PROSE:
            continue
        for start, end in stretch.sentences:
            smalls = list(_SMALL.finditer(stretch.text, start, end))
            if smalls and not _has_larger(stretch.text[start:end]):
                for found in smalls:
                    if stretch.is_own(*found.span()):
                        word = _WORDS[int(found["number"]) - 1]
                        yield stretch.mark(*found.span(), f"In words this is “{word}”.")


@rule(
    "D38",
    "warning",
    "A sentence that opens with figures.",
    hint="Write the number as a word, or turn the sentence round.",
)
def figures_open_sentence(manuscript: Manuscript) -> Iterator[Mark]:
    """The stop before it and the figures run together, and no capital shows the new sentence.

    Bad:
        They left. 309 members voted for the bill.

    Good:
        Of the members, 309 voted. Twelve did not. 2025 was a dry year.

    Good:
        - 3 boats
        - 12 nets

        “12 members,” he said. `12` is twelve.
    """
    for stretch in manuscript.prose:
        if not stretch.is_english or stretch.kind not in _PROSE:
            continue
        for start, end in stretch.sentences:
            found = _FIGURE.match(stretch.text, start, end)
            if found and stretch.is_own(*found.span()) and not _is_label(stretch.text, found):
                yield stretch.mark(*found.span(), "Figures open this sentence.")


@rule(
    "D39",
    "note",
    "A large number without its comma.",
    hint="Part thousands with a comma: 10,000.",
)
def large_number(manuscript: Manuscript) -> Iterator[Mark]:
    """Five digits in a row must be counted before they can be read.

    Bad:
        Some 12000 people left.

    Good:
        Some 12,000 people left in 2025, from Bangkok 10110, under No. 12345 of code 12345 as well.
    """
    for stretch in manuscript.prose:
        if stretch.is_english:
            for found in stretch.matches(_LARGE):
                shown = f"{int(found.group()):,}"
                yield stretch.mark(*found.span(), f"This is {shown}, if it is a number.")


@rule(
    "D40",
    "warning",
    "A range that is given by “from” or “between” and a dash.",
    hint="Write “from … to” or “between … and”.",
)
def range_with_dash(manuscript: Manuscript) -> Iterator[Mark]:
    """The dash says “to” by itself: who reads the sentence aloud has no word for it.

    Bad:
        They ruled from 2019–2021.

    Bad:
        Between 10-15 people came.

    Good:
        They ruled from 2019 to 2021, in 2019–2021, and between 10 and 15 people came from 5-star
        hotels and from 10-15 Lane Street.
    """
    for stretch in manuscript.prose:
        if not stretch.is_english:
            continue
        for found in stretch.matches(_RANGE):
            joint = "to" if found["word"].lower() == "from" else "and"
            words = f"{found['word'].lower()} {found['first']} {joint} {found['last']}"
            if not _is_house_number(stretch.text, found):
                yield stretch.mark(*found.span(), f"This reads “{words}”.")


@rule(
    "D41",
    "warning",
    "PM2.5 in another form.",
    hint="Write PM2.5, closed up.",
)
def particles(manuscript: Manuscript) -> Iterator[Mark]:
    """Whoever searches the archive for PM2.5 should find all of it.

    Bad:
        Exposure to PM 2.5 rose, and to pm2.5 as well.

    Good:
        Exposure to PM2.5 rose at 2.5 PM.
    """
    for stretch in set_here(manuscript):
        for found in signs(stretch, _WRONG_PM):
            mark = stretch.mark(
                *found.span(), f"“{found.group()}” is not found by a search for PM2.5."
            )
            yield mark.fixed("PM2.5") if found.group() in ("PM 2.5", "PM-2.5") else mark


def _has_larger(sentence: str) -> bool:
    """Whether a sentence holds figures of ten or more, which set its style."""
    return any(
        len(found.group().replace(",", "")) > 1 and not _YEAR.match(found.group())
        for found in _FIGURE.finditer(sentence)
    )


def _is_label(text: str, found: re.Match[str]) -> bool:
    """Whether figures that open a sentence are a year, or the label of a list."""
    alone = text[found.end() : found.end() + 1] in ("", ":", "/", "-", "–")
    return alone or bool(_YEAR.match(found.group()))


def _is_house_number(text: str, found: re.Match[str]) -> bool:
    """Whether a name follows, as in an address."""
    return text[found.end() + 1 : found.end() + 2].isupper() and text[found.end()] == " "
