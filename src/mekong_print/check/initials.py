"""Initials in a story: where they are used, where they are said in full, and whether they fit."""

from __future__ import annotations

import re
from dataclasses import dataclass

from mekong_print.check.manuscript import Story
from mekong_print.check.stretch import Stretch

_INITIALS = re.compile(
    r"(?<![\w.&/-])(?P<initials>[A-Z][A-Z&]{0,6}[A-Z])(?P<many>s?)(?![\w&/]|-\d|\.\w)"
)
_BRACKET = re.compile(
    r"\((?:the |or |hereafter |also )?[“‘\"]?(?P<initials>[A-Z][A-Za-z&-]{0,9}[A-Z])s?[”’\"]?"
    r"(?P<rest>(?: [A-Z]\w{1,20})?)\)"
)
_TURNED = re.compile(
    r"(?<![\w.])(?P<initials>[A-Z]{2,8})s? \((?:the )?(?P<name>[A-Z][^()\d]{5,90})\)"
)
_WORD = re.compile(r"[^\W\d_][\w’'.]{0,60}")
_FAR = 160  # letters in front of a bracket in which the name stands
_SMALL = frozenset("of the and for in on to a an de du la le des et &".split())
# First parts of words that give a second initial: Southeast, microfinance.
_PARTED = re.compile(
    r"^(south|north|micro|inter|multi|tele|bio|cyber|hydro|agri|agro|eco|photo|radio|trans|sub|"
    r"geo|under|over|work|ground|water|land|news|broad|life|non|anti)(?=[a-z])",
    re.IGNORECASE,
)
WELL_KNOWN = frozenset(
    "ASEAN UN US USA UK EU UAE USSR UNESCO UNICEF WHO NATO IMF WTO BBC CNN AP AFP GDP GNP NGO HIV "
    "AIDS COVID SARS TV FM AM PM AD BC BCE CE UTC GMT CEO CFO MP PR ID IT PDF HTML CSS ISO IP URL "
    "TOML JSON XML YAML UTF VIP SMS SIM GPS USB DNA LED PC CD DVD CCTV ATM FIFA LGBT LGBTQ STEM "
    "MBA BA MA BSC MSC PHD LLB LLM AI VPN FBI CIA NASA OPEC OECD APEC COP GMO SOS FAQ RSVP PS NB "
    "OK PDR DC NY LA HD SUV EV QR USD EUR GBP THB LAK KHR MMK VND CNY RMB JPY SGD MYR IDR PHP KM "
    "KG MW GW KW KWH MWH CO NO TK II III IV VI VII VIII IX XI XII XIII XIV XV XVI XVII XVIII XIX "
    "XX XXI ISBN ISSN DOI CC BY SA RFA VOA DIY JR SR MS MR DR AK RPG UXO AND NOT ALL OR ONLY NEVER "
    "MUST SVG PNG JPEG GIF CI MIT PT FC UEFA VAT SME BRICS IOC".split()
)


@dataclass(frozen=True, slots=True)
class Use:
    """Initials that stand for a name; `order` is where: the stretch in its story, the letter."""

    initials: str
    stretch: Stretch
    start: int
    end: int
    order: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Expansion:
    """A name with its initials: from the name's first letter to behind the bracket."""

    initials: str
    words: tuple[str, ...]
    stretch: Stretch
    start: int
    bracket: int
    end: int
    order: tuple[int, int]
    fits: bool

    @property
    def in_bio(self) -> bool:
        """Whether it stands in a bio, which is read for itself."""
        return self.stretch.kind == "bio"


def expansions(story: Story) -> tuple[Expansion, ...]:
    """Where a story says initials in full, in reading order."""
    found = []
    for index, stretch in enumerate(story.prose):
        for match in _BRACKET.finditer(stretch.text) if stretch.is_english else ():
            found += _in_full(stretch, match, index)
        for match in _TURNED.finditer(stretch.text) if stretch.is_english else ():
            words = tuple(_WORD.findall(match["name"]))
            if _fits(words, match["initials"]):
                place = (match.start(), match.start("name") - 1, match.end())
                found.append(Expansion(match["initials"], words, stretch, *place,
                                       (index, match.start()), fits=True))  # fmt: skip
    return tuple(sorted(found, key=lambda one: one.order))


def _in_full(stretch: Stretch, match: re.Match[str], index: int) -> list[Expansion]:
    """The name in front of a bracket with initials; nothing where there is none."""
    initials = match["initials"]
    if sum(letter.isupper() for letter in initials) < 2:
        return []
    near = max(0, match.start() - _FAR)
    before = [
        (word.group(), word.start()) for word in _WORD.finditer(stretch.text, near, match.start())
    ]
    capitals = [letter for letter in initials if letter.isupper()]
    chosen = _name(before, "".join(capitals))
    start = chosen[0][1] if chosen else match.start()
    words = tuple(word for word, _ in chosen)
    place = (start, match.start(), match.end())
    return [Expansion(initials, words, stretch, *place, (index, match.start()),
                      fits=_fits(words, "".join(capitals)))]  # fmt: skip


def _name(before: list[tuple[str, int]], initials: str) -> list[tuple[str, int]]:
    """The words that the initials in a bracket are of: the fewest that fit, else the name."""
    for count in range(1, min(len(before), 2 * len(initials) + 2) + 1):
        chosen = before[-count:]
        if chosen[0][0][0].upper() == initials[0] and _fits([word for word, _ in chosen], initials):
            return chosen
    name: list[tuple[str, int]] = []
    for word, start in reversed(before):
        if word[0].isupper() or (word in _SMALL and name):
            name.insert(0, (word, start))
        else:
            break
    while name and not name[0][0][0].isupper():
        name.pop(0)
    return name


def _fits(words: list[str] | tuple[str, ...], initials: str) -> bool:
    return bool(words) and _unmatched(words, initials) == ""


def missing_initial(words: tuple[str, ...], initials: str) -> str:
    """The one initial that no word of a name begins with; nothing where they fit, or not at all.

    >>> missing_initial(("Centre", "for", "Policy", "and", "Innovation"), "CRPI")
    'R'
    >>> missing_initial(("Doctors", "Without", "Borders"), "MSF")
    ''
    """
    letters = "".join(letter for letter in initials if letter.isupper())
    if len(letters) < 3 or not words or initials in WELL_KNOWN:
        return ""
    left = _unmatched(words, letters)
    return left if len(left) == 1 and words[0][0] == letters[0] else ""


def _unmatched(words: list[str] | tuple[str, ...], initials: str) -> str:
    """The initials that are left when each word has given its own; words may be passed over."""
    starts = [start.upper() for word in words for start in _starts(word)]
    left, at = "", 0
    for letter in initials:
        try:
            at = starts.index(letter, at) + 1
        except ValueError:
            left += letter
    return left


def _starts(word: str) -> list[str]:
    """The letters of a word that initials may take: its first, that of a second part, capitals."""
    parted = _PARTED.match(word)
    inner = [letter for letter in word[1:] if letter.isupper()]
    return [word[0], *([word[parted.end()]] if parted else []), *inner]


def uses(story: Story, *, headlines: bool = False) -> tuple[Use, ...]:
    """Where a story uses initials on their own, in reading order."""
    kinds = ("headline", "crosshead") if headlines else ()
    stretches = [*story.prose, *(one for one in story.stretches if one.kind in kinds)]
    brackets = {(one.order[0], one.bracket) for one in expansions(story)}
    return tuple(
        Use(match["initials"], stretch, *match.span(), (index, match.start()))
        for index, stretch in enumerate(stretches)
        if stretch.is_english
        for match in stretch.matches(_INITIALS)
        if _counts(stretch, match) and not _inside(match, index, brackets, stretch)
    )


def _counts(stretch: Stretch, match: re.Match[str]) -> bool:
    """Whether these are initials that a reader may not know, and no cry or number."""
    before = stretch.text[match.start() - 2 : match.start()]
    return (
        match["initials"] not in WELL_KNOWN
        and not before[:1].isdigit()
        and not stretch.text[match.end() : match.end() + 1].isdigit()
        and not stretch.text.isupper()
    )


def _inside(
    match: re.Match[str], index: int, brackets: set[tuple[int, int]], stretch: Stretch
) -> bool:
    """Whether the initials stand where they are said in full, or in front of such a bracket."""
    open_at = stretch.text.rfind("(", max(0, match.start() - 12), match.start())
    behind = stretch.text.find("(", match.end(), match.end() + 2)
    return (index, open_at) in brackets or (index, behind) in brackets
