"""Rules of headlines: capitals, length, and what stands above or below."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mekong_print.check.letter_case import (
    Slip,
    is_other_style,
    slips_of_sentence_case,
    slips_of_title_case,
)
from mekong_print.check.manuscript import Manuscript
from mekong_print.check.rule import rule
from mekong_print.check.stretch import Mark, Stretch

_STOP = re.compile(r"(?<=[\w’”)])\.$")
_ABBREVIATED = re.compile(r"(?:\b[^\W\d_]\.){1,9}$|\b(?:Jr|Sr|Inc|Ltd|Co|St|No|etc|vs)\.$")
_HEADLINE = re.compile(r"^##[ \t]+([^#\n][^\n]{0,399})$", re.MULTILINE)
_BRACES = re.compile(r"\s*\{[^{}]{0,99}\}\s*$")
_LONG_ENOUGH = 3  # words from which a headline counts as more than a label
_ALL = 0.9  # of the letters are capitals


@rule(
    "H21",
    "warning",
    "A headline with a capital too many, or too few.",
    hint="Follow the house style; `headlines` in mekong.toml says which.",
)
def case_of_headline(manuscript: Manuscript) -> Iterator[Mark]:
    """One headline in another style than its neighbours looks unread.

    In `title` style all words have a capital but articles, conjunctions and the shortest
    prepositions; prepositions of four letters and more may have one. In `sentence` style only
    the first word and names have one: what the article itself writes small is no name.

    Bad:
        ## Vietnam’s Enduring Influence amid Evolving relations
        by A. Writer, in Vientiane

        They evolve.

    Bad:
        ## Cambodia and Thailand Withdraw From The Border
        by A. Writer, in Vientiane

        Both left the border.

    Good:
        ## From Ceasefires to Clean Air: A Step Up in The Hague
        by A. Writer, in Vientiane

        They met in The Hague. The air was clean.

    Bad, with headlines = "sentence":
        ## Thailand passes Clean air bill
        by A. Writer, in Bangkok

        A bill for clean air has passed.

    Good, with headlines = "sentence":
        ## Thailand passes clean air bill
        by A. Writer, in Bangkok

        A bill for clean air has passed.
    """
    style = manuscript.house.style.headlines
    for headline in manuscript.of_kind("title", "headline"):
        if not headline.is_english or _is_shouted(headline.text):
            continue
        if style == "sentence":
            slips = slips_of_sentence_case(headline, _never_capital(headline, manuscript))
        else:
            slips = slips_of_title_case(headline, _named_with_article(headline, manuscript))
            if is_other_style(headline, slips):
                message = "This headline is in sentence case; the house has title case."
                yield headline.mark(0, len(headline.text), message)
                continue
        for slip in slips:
            yield headline.mark(slip.start, slip.end, *_told(slip))


@rule(
    "H22",
    "note",
    "A long headline.",
    hint="Cut it to one thought; what is left may be the standfirst.",
)
def long_headline(manuscript: Manuscript) -> Iterator[Mark]:
    """A long headline takes three lines on the page, and is cut off in contents and outlines.

    How long is too long, `longest_headline` in mekong.toml says.

    Bad, with longest_headline = 40:
        ## It Rained in the North, and in the South It Rained as Well
        by A. Writer, in Phnom Penh

        It rained.

    Good, with longest_headline = 40:
        ## It Rained in the North
        by A. Writer, in Phnom Penh

        It rained.
    """
    most = manuscript.house.style.longest_headline
    for headline in manuscript.of_kind("headline"):
        letters = len(headline.text)
        if letters > most:
            words = len(headline.words)
            message = f"This headline has {letters} characters and {words} words."
            hint = f"The house has at most {most} characters. Cut it to one thought."
            yield headline.mark(0, letters, message, hint)


@rule("H23", "warning", "A headline with a full stop at its end.", hint="Delete the full stop.")
def stop_behind_headline(manuscript: Manuscript) -> Iterator[Mark]:
    """A headline is no sentence, even where it is one.

    Bad:
        ## It Rained.
        by A. Writer, in Phnom Penh

        It rained.

    Good:
        ## It Rained in the U.S.
        by A. Writer, in Phnom Penh

        It rained.
    """
    for headline in manuscript.of_kind("headline", "crosshead"):
        found = _STOP.search(headline.text)
        if found and not _ABBREVIATED.search(headline.text):
            yield headline.mark(*found.span(), "A full stop ends this headline.").fixed("")


@rule(
    "H24",
    "warning",
    "A headline all in capitals.",
    hint="Write it as the others are; a layout can set capitals.",
)
def shouted_headline(manuscript: Manuscript) -> Iterator[Mark]:
    """Capitals shout, hide names and acronyms, and some screen readers spell them out.

    Bad:
        ## THE RAINS ARE LATE
        by A. Writer, in Phnom Penh

        It is dry.

    Good:
        ## ASEAN and the Rains
        by A. Writer, in Phnom Penh

        It is dry.
    """
    for headline in manuscript.of_kind("title", "headline", "crosshead"):
        if _is_shouted(headline.text):
            yield headline.mark(0, len(headline.text), "This is all in capitals.")


@rule(
    "H25",
    "warning",
    "A standfirst that repeats its headline.",
    hint="Let the standfirst say the next thing, or delete it.",
)
def standfirst_repeats(manuscript: Manuscript) -> Iterator[Mark]:
    """The line below the headline is the most read one of the article; it should add something.

    Bad:
        ## The Rains Are Late
        The rains are late.

        by A. Writer, in Phnom Penh

        It is dry.

    Good:
        ## The Rains Are Late
        Farmers wait, and so do the fish.

        by A. Writer, in Phnom Penh

        It is dry.
    """
    for story in manuscript.stories:
        heads = [one for one in story.stretches if one.kind == "headline"]
        for one in story.stretches:
            if one.kind == "standfirst" and any(_bare(head) == _bare(one) for head in heads):
                yield one.mark(0, len(one.text), "This says what the headline says.")


@rule(
    "H26",
    "note",
    "A headline that an earlier issue has had.",
    hint="Look whether it was left over from there.",
)
def headline_again(manuscript: Manuscript) -> Iterator[Mark]:
    """A new issue is begun from an old one, and an old headline is easily left standing.

    Columns that come back under one name are no mistake; waive them, or switch the rule off.

    Bad:
        ## The Rains Are Late {#rains}
        by A. Writer, in Phnom Penh

        It is dry.

        =====

        ## The Rains Are Late
        by A. Writer, in Phnom Penh

        It is dry still.

    Good:
        ## The Rains Are Late
        by A. Writer, in Phnom Penh

        It is dry.

        =====

        ## The Rains Are Here
        by A. Writer, in Phnom Penh

        It is wet.
    """
    before: dict[str, str] = {}
    for issue in reversed(manuscript.house.earlier):
        for found in _HEADLINE.finditer(issue.text):
            before[_letters(_BRACES.sub("", found[1]))] = issue.name
    for headline in manuscript.of_kind("headline"):
        key = _bare(headline)
        if key in before and len(headline.words) >= _LONG_ENOUGH:
            message = f"This headline stood in {before[key]} already."
            yield headline.mark(0, len(headline.text), message)


def _told(slip: Slip) -> tuple[str, str]:
    """What is said of a slip: the message and the hint."""
    if slip.want == "capital":
        right = slip.word[:1].upper() + slip.word[1:]
        return f"“{slip.word}” has no capital in this headline.", f"Write “{right}”."
    return f"“{slip.word}” has a capital in this headline.", f"Write “{slip.word.lower()}”."


def _is_shouted(text: str) -> bool:
    letters = [letter for letter in text if letter.isalpha() and letter.lower() != letter.upper()]
    large = sum(letter.isupper() for letter in letters)
    return len(text.split()) >= _LONG_ENOUGH and large > _ALL * len(letters)


def _bare(stretch: Stretch) -> str:
    return _letters(stretch.text)


def _letters(text: str) -> str:
    """A text by its letters and figures alone."""
    return "".join(letter for letter in text.casefold() if letter.isalnum())


def _about(headline: Stretch, manuscript: Manuscript) -> Iterator[Stretch]:
    """The prose that a headline stands above; that of the whole issue for its title."""
    return (
        one for one in manuscript.prose if headline.piece is None or headline.piece is one.piece
    )


def _named_with_article(headline: Stretch, manuscript: Manuscript) -> frozenset[str]:
    """Pairs such as “the hague”: the article has its capital in the midst of a sentence."""
    found = set()
    for stretch in _about(headline, manuscript):
        words = stretch.words
        for before, word, following in zip(words, words[1:], words[2:], strict=False):
            if word.text == "The" and before.text[:1].islower() and following.text[:1].isupper():
                found.add(f"the {following.text}".casefold())
    return frozenset(found)


def _never_capital(headline: Stretch, manuscript: Manuscript) -> frozenset[str]:
    """Words that the text has small, and never with a capital in the midst of a sentence."""
    small: set[str] = set()
    large: set[str] = set()
    for stretch in _about(headline, manuscript):
        openings = {start for start, _ in stretch.sentences}
        for word in stretch.words:
            if word.text.islower():
                small.add(word.text.casefold())
            elif word.start not in openings:
                large.add(word.text.casefold())
    return frozenset(small - large)
