"""Rules of spelling: misspelled words, and British and American spellings side by side."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from mekong_print.check.dictionary import english
from mekong_print.check.languages import VIETNAMESE_LETTER
from mekong_print.check.manuscript import Manuscript, Story
from mekong_print.check.rule import rule
from mekong_print.check.stretch import Mark, Stretch
from mekong_print.check.vocabulary import Part, own_vocabulary, parts

_MOST_GUESSES = 100  # words of an issue for which suggestions are looked up
_ROMAN = re.compile(r"[ivxl]{1,7}")
_LONG_NAME = 8  # letters from which a capitalised word is compared with the dictionary
_STEM = re.compile(r"^(?:de|re|un|dis|over|non)?(.{3,40}i)[sz](?:e|ed|es|er|ers|ing|able|ations?)$")


@rule(
    "L21",
    "warning",
    "A word that is in no dictionary.",
    hint="Mend it; glossary.toml takes words of your own, [words]{lang=vi} foreign ones.",
)
def misspelled(manuscript: Manuscript) -> Iterator[Mark]:
    """A misspelled word is what readers remember of an article.

    British and American dictionaries are asked. Names are left alone, but a long one that is
    a single letter away from a word (“Goverment”). So are quotations, words in another language,
    code and addresses, whatever the glossary has, and marked letters beside Vietnamese words,
    of which A31 speaks.

    Bad:
        The two reconciliating states signed.

    Bad:
        ## The Goverment Falls
        by A. Writer, in Phnom Penh

    Good:
        Nước mặn vào sâu, and the river rises.

    Good:
        The two reconciling states signed, in Bolikhamxay, on cybercrime.
        They call it [padaek]{lang=lo-Latn}. It was made with mekong-print, on page iii.
    """
    own = own_vocabulary(manuscript)
    guesses: dict[str, list[str]] = {}
    known: set[str] = set()
    for stretch in manuscript.stretches:
        if not stretch.is_english or stretch.kind in ("byline", "deadline", "credit"):
            continue
        for part in parts(stretch):
            word = part.text
            if word in known or not stretch.is_own(part.start, part.end):
                continue
            if not word.isascii() and VIETNAMESE_LETTER.search(stretch.text):
                continue
            if word not in guesses:
                if word in own or _is_right(part, stretch):
                    known.add(word)
                    continue
                guesses[word] = _guessed(word) if len(guesses) < _MOST_GUESSES else []
            if guesses[word] or word.islower():
                yield _misspelled(stretch, part, guesses[word])


def _is_right(part: Part, stretch: Stretch) -> bool:
    """Whether a word needs no look: it is known, a numeral, or a name that nobody can judge."""
    word, words = part.text, english()
    if words.knows(word.lower() if word.istitle() else word) or _ROMAN.fullmatch(word):
        return True
    if word.islower():
        return words.has(word.upper()) or (
            words.has(word.capitalize()) and _is_hyphened(part, stretch)
        )
    return not (word.istitle() and word.isascii() and len(word) >= _LONG_NAME) or words.has(word)


def _is_hyphened(part: Part, stretch: Stretch) -> bool:
    """Whether a word is part of another, which may be a brand: mekong-print."""
    beside = stretch.text[part.start - 1 : part.start] + stretch.text[part.end : part.end + 1]
    return "-" in beside or "‑" in beside


def _guessed(word: str) -> list[str]:
    """What was meant by a word; for a name, only what it can hardly not have meant."""
    words = english()
    if word.islower():
        capital = word.capitalize()
        return [capital] if words.has(capital) else words.suggestions(word)
    near = words.suggestions(word.lower(), 1)
    return [near[0].capitalize()] if near and _is_slip(word.lower(), near[0]) else []


def _is_slip(word: str, other: str) -> bool:
    """Whether a letter was left out, doubled or swapped: another letter may well be a name."""
    if word.rstrip("s") == other.rstrip("s"):
        return False
    return abs(len(word) - len(other)) == 1 or Counter(word) == Counter(other)


def _misspelled(stretch: Stretch, part: Part, guess: list[str]) -> Mark:
    message = f"“{part.text}” is in no dictionary."
    hint = f"Perhaps {' or '.join(f'“{word}”' for word in guess)}?" if guess else ""
    return stretch.mark(part.start, part.end, message, hint)


# ---------------------------------------------------------------- British and American


@dataclass(frozen=True, slots=True)
class _Told:
    """A word that tells where it was spelled, and how the other side spells it."""

    stretch: Stretch
    part: Part
    side: str
    other: str
    in_name: bool


@rule(
    "L22",
    "warning",
    "A spelling that is not the house's.",
    hint="The house's is `spelling` in [style] of mekong.toml.",
)
def not_ours(manuscript: Manuscript) -> Iterator[Mark]:
    """A newsletter has one spelling, whoever writes in it; readers notice when it changes.

    Only where the house has settled one with `spelling`; otherwise L24 looks at each article by
    itself. *-ize* is British too with `en-GB-oxendict`. Names and quotations are left alone.

    Bad, with spelling = "en-US":
        They organised a vote in favour.

    Bad, with spelling = "en-GB":
        They organized a vote in favor.

    Bad, with spelling = "en-GB-oxendict":
        They organised a vote in favour.

    Good, with spelling = "en-GB":
        They organised a vote in favour, at the Ministry of National Defense.

    Good, with spelling = "en-GB-oxendict":
        They organized a vote in favour.
    """
    spelling = manuscript.house.style.spelling
    if spelling == "either":
        return
    tables = _refused(spelling)
    for story in manuscript.stories:
        for stretch in story.stretches:
            if not stretch.is_english or stretch.kind in _NOT_OURS:
                continue
            for part in parts(stretch):
                other = next((pairs[part.text] for pairs in tables if part.text in pairs), "")
                if other and stretch.is_own(part.start, part.end):
                    message = f"“{part.text}” is not what the house writes."
                    yield stretch.mark(part.start, part.end, message, f"Write “{other}”.")


_NOT_OURS = ("byline", "bio", "credit")


def _refused(spelling: str) -> tuple[Mapping[str, str], Mapping[str, str]]:
    """Words that a house with this spelling does not write, and what it writes."""
    words = english()
    match spelling:
        case "en-US":
            return words.american, words.zed
        case "en-GB":
            return words.british, words.ise
    return words.british, words.zed


@rule(
    "L24",
    "note",
    "British and American spellings in one article.",
    hint="Give the article one spelling: see `spelling` in docs/settings.md.",
)
def both_sides(manuscript: Manuscript) -> Iterator[Mark]:
    """“Favour” and “behavior” in one article make readers wonder who edited it.

    With `spelling = "either"` an article is on the side that most of its words are on. Names
    (“Ministry of National Defense”) count, but are never marked; *-ize* is at home on both sides.

    Bad:
        They voted in favour of changing behavior, and of good behavior only.

    Good:
        The Ministry of National Defense organized a vote in favour of better behaviour.
    """
    if manuscript.house.style.spelling != "either":
        return
    told = [list(_told(story)) for story in manuscript.stories]
    whole = Counter(one.side for ones in told for one in ones)
    for ones in told:
        wanted = _wanted(Counter(one.side for one in ones), whole)
        marked: set[str] = set()
        for one in ones:
            word = one.part.text.lower()
            if one.side != wanted and not one.in_name and word not in marked:
                marked.add(word)
                yield _elsewhere(one, ones, wanted)


def _wanted(tally: Counter[str], whole: Counter[str]) -> str:
    """The side that an article is on: that of most of its words, else of most in the issue."""
    british, american = tally["British"], tally["American"]
    if british == american:
        british, american = whole["British"], whole["American"]
    return "British" if british > american else "American"


def _elsewhere(one: _Told, ones: list[_Told], wanted: str) -> Mark:
    rest = Counter(other.part.text.lower() for other in ones if other.side == wanted)
    shown = ", ".join(
        f"“{word}”" + (f" ×{times}" if times > 1 else "") for word, times in rest.most_common(3)
    )
    message = f"“{one.part.text}” is {one.side}"
    message += f"; this article also has the {wanted} {shown}." if shown else "."
    hint = f"Write “{one.other}”, or change the others."
    return one.stretch.mark(one.part.start, one.part.end, message, hint)


def _told(story: Story) -> Iterator[_Told]:
    """The words of a story that tell their side."""
    words = english()
    for stretch in story.stretches:
        if not stretch.is_english or stretch.kind in _NOT_OURS:
            continue
        for part in parts(stretch):
            low = part.text.lower()
            sides = (("British", words.american), ("American", words.british))
            for side, table in sides:
                if low in table and stretch.is_own(part.start, part.end):
                    yield _Told(stretch, part, side, table[low], in_name=low != part.text)


@rule(
    "L23",
    "note",
    "Both -ise and -ize in one article.",
    hint="Keep to one of the two: -ize is American and Oxford, -ise is British.",
)
def both_endings(manuscript: Manuscript) -> Iterator[Mark]:
    """One ending for one family of words; the eye trips over “stabilising … destabilizing”.

    Where the house has settled the ending, L22 says so.

    Bad:
        China sees a stabilising force there, and the rest as a destabilizing act.

    Good:
        China sees a stabilizing force there, and the rest as a destabilizing act. It advertises.

    Good, with spelling = "en-US":
        A stabilising and a destabilizing act: this is for the rule of the house.
    """
    if manuscript.house.style.spelling != "either":
        return
    for story in manuscript.stories:
        found = list(_endings(story))
        tally = Counter(letter for _, _, letter in found)
        if len(tally) < 2:
            continue
        fewer = "z" if tally["z"] <= tally["s"] else "s"
        seen = {_root(part.text) for _, part, letter in found if letter != fewer}
        marked = [row for row in found if row[2] == fewer]
        kin = [row for row in marked if _root(row[1].text) in seen] or marked[:1]
        for stretch, part, _ in kin[:1]:
            other = next(word.text for _, word, letter in found if letter != fewer)
            message = f"“{part.text}” and “{other}” stand in one article."
            yield stretch.mark(part.start, part.end, message)


def _endings(story: Story) -> Iterator[tuple[Stretch, Part, str]]:
    words = english()
    for stretch in story.prose:
        for part in parts(stretch) if stretch.is_english and stretch.kind != "bio" else ():
            low = part.text.lower()
            letter = "s" if low in words.zed else "z" if low in words.ise else ""
            if letter and stretch.is_own(part.start, part.end):
                yield stretch, part, letter


def _root(word: str) -> str:
    found = _STEM.match(word.lower())
    return found[1] if found else word.lower()
