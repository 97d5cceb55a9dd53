"""The grammar of a byline, the same for Markdown sources and for a newsletter's plain text.

    by NAME[, NAME][ and NAME][, ROLE][, in PLACE | , place withheld]

Each language has its own words in that frame (languages.py), and its habit: Khmer, Lao and
Thai write `in` and `and` together with what follows, Burmese hangs them on what stands before.

A comma alone does not tell a second name from a role: words joined with `and` are
names, and so is what stands before them; anything else after the first name is a role.
`;` always parts names.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache

from mekong_print.languages import Language

MOST_WORDS = 8
LONGEST_NAME = 60  # letters, where spaces do not part words: what is longer is a sentence
LONGEST_LINE = 200  # letters, likewise: Thai and Lao have no full stop that would tell
# A stop that ends running text; Khmer and Burmese have their own, Thai and Lao none.
SENTENCE_END = re.compile(r"[.!?…។៕။]['’”\"]?$")
# Particles that open or stand inside names in lower case.
_PARTICLES = frozenset(
    "abu al ap ben bin bint binti d da das de del dela della delos den der des di do dos du e el "
    "ibn l la le na of t ten ter van von y zu".split()
)
# A full stop that may end a byline: initials (“Washington, D.C.”), “Jr.”.
_ABBREVIATION = re.compile(r"(?:(?<![^\W_])[^\W\d_]|\b[JS]r)\.$")
_JOINT = re.compile("[-‐‑'’]")
_INITIAL = re.compile(r"[^\W\d_]\.")
_NEVER_IN_A_NAME = re.compile(r"[!?:“”\"()\[\]{}<>/|\d។៕៖။]")
_NO_WIDTH = "\u200b"  # typed between words in scripts without spaces; no part of a name


@dataclass(frozen=True, slots=True)
class Credits:
    """What a byline says; `fault` is empty when it could be read."""

    names: tuple[str, ...] = ()
    place: str = ""
    role: str = ""
    withheld: bool = False
    fault: str = ""


def opens_byline(line: str, words: Language) -> bool:
    """Whether a line opens with the language's word for `by`."""
    return _after_by(line, words) is not None


def read_byline(line: str, words: Language) -> Credits:
    """Read a byline.

    >>> from mekong_print.languages import LANGUAGES
    >>> read_byline("by Malai Yatt, in Phnom Penh", LANGUAGES["en"]).place
    'Phnom Penh'
    >>> read_byline("by A. Lee, B. Ong and C. Day, Editors", LANGUAGES["en"]).names
    ('A. Lee', 'B. Ong', 'C. Day')
    >>> read_byline("by Mattia Peroni, Lead Editor - Mekong Belt Desk", LANGUAGES["en"]).role
    'Lead Editor - Mekong Belt Desk'
    >>> read_byline("โดย สมชาย ใจดี, ที่เชียงใหม่", LANGUAGES["th"]).place
    'เชียงใหม่'
    """
    rest = _after_by(line, words)
    if rest is None:
        return Credits(fault=f"it does not open with “{words.by[0]}”")
    rest, credits = _take_place(rest, words)
    parts = [part.strip() for part in re.split(f"[{words.commas}]", rest)]
    names, role = _names_and_role(parts, words)
    return replace(credits, names=names, role=role, fault=_fault_of(names))


def looks_like_byline(line: str, words: Language) -> bool:
    """Whether a line is a byline beyond doubt: it opens as one, reads as one, and is no sentence.

    >>> from mekong_print.languages import LANGUAGES
    >>> looks_like_byline("By contrast, Lao citizens are cautious.", LANGUAGES["en"])
    False
    >>> looks_like_byline("by A. Writer, in Washington, D.C.", LANGUAGES["en"])
    True
    """
    text = line.strip()
    ends_as_sentence = SENTENCE_END.search(text) and not _ABBREVIATION.search(text)
    if not opens_byline(text, words) or ends_as_sentence:
        return False
    return not read_byline(text, words).fault


def as_line(credits: Credits, words: Language) -> str:
    """Credits as a line of the source, so that reading it gives them again.

    >>> from mekong_print.languages import LANGUAGES
    >>> as_line(Credits(("A. Lee", "B. Ong"), "Vientiane", "Editors"), LANGUAGES["en"])
    'by A. Lee and B. Ong, Editors, in Vientiane'
    """
    comma = words.commas[-1]
    *first, last = credits.names
    space = "" if words.habit == "hanging" else " "
    joined = f"{f'{comma} '.join(first)}{space}{words.both[0]} {last}" if first else last
    role = f"{comma} {credits.role}" if credits.role else ""
    where = place_behind(credits.place, words) if credits.place else ""
    where = f"{comma} {words.withheld[0]}" if credits.withheld else where
    return f"{words.by[0]} {joined}{role}{where}"


def place_behind(place: str, words: Language) -> str:
    """A place with its word and comma, as it stands behind the names: “, in Place”."""
    comma, word = words.commas[-1], words.within[0]
    match words.habit:
        case "hanging":
            return f"{comma} {place}{word}"
        case "leading" if not place[:1].isascii():
            return f"{comma} {word}{place}"
    return f"{comma} {word} {place}"


def by_word(line: str, words: Language) -> str:
    """The word for `by` that a line opens with, as the table has it; empty where none does."""
    return next((word for word in words.by if _behind(word, line, words)), "")


def _after_by(line: str, words: Language) -> str | None:
    bare = line if words.has_spaces else line.replace(_NO_WIDTH, "")
    text = " ".join(bare.split())
    if not words.has_spaces and len(text) > LONGEST_LINE:
        return None
    word = by_word(text, words)
    found = _behind(word, text, words) if word else None
    return text[found.end() :].strip() if found else None


def _behind(word: str, line: str, words: Language) -> re.Match[str] | None:
    """What parts `by` from the names: a space, or a sign of the language (ដោយ៖ …)."""
    sign = rf"\s*[{re.escape(words.colons)}]\s*|" if words.colons else ""
    return re.match(rf"{re.escape(word)}(?:{sign}\s+)(?=\S)", line, re.IGNORECASE)


def _take_place(rest: str, words: Language) -> tuple[str, Credits]:
    for phrase in words.withheld:
        found = re.search(rf"[{words.commas}]\s*{re.escape(phrase)}$", rest, re.IGNORECASE)
        if found:
            return rest[: found.start()].rstrip(), Credits(withheld=True)
    for word in words.within:
        place = _PLACES[words.habit](rest, word, words)
        if place:
            return place
    return rest, Credits()


def _spaced_place(rest: str, word: str, _words: Language) -> tuple[str, Credits] | None:
    """`…, in PLACE`."""
    found = list(re.finditer(rf",?\s+{re.escape(word)}\s+(?=\S)", rest))
    if not found or rest[found[-1].end()].islower():
        return None
    return rest[: found[-1].start()], Credits(place=rest[found[-1].end() :].strip())


def _leading_place(rest: str, word: str, words: Language) -> tuple[str, Credits] | None:
    """`…, ที่PLACE`: behind a comma, or with a space around; never a role (ที่ปรึกษา, adviser)."""
    comma, sign = f"[{words.commas}]", re.escape(word)
    attached = rf"|\s+{sign}" if word == words.within[0] else ""
    opening = rf"(?:{comma}\s*{sign}\s*|\s+{sign}\s+{attached})(?=\S)"
    for found in reversed(list(re.finditer(opening, rest))):
        said = rest[found.start() :].lstrip(f"{words.commas} ")
        if not said.startswith(tuple(words.roles)) and rest[: found.start()].strip():
            return rest[: found.start()], Credits(place=rest[found.end() :].strip())
    return None


def _hanging_place(rest: str, word: str, words: Language) -> tuple[str, Credits] | None:
    """`…၊ PLACEမှ`: the last of the parts, where the word hangs on it."""
    found = re.search(rf"[{words.commas}]\s*([^{words.commas}]+?)\s*{re.escape(word)}$", rest)
    return (rest[: found.start()], Credits(place=found[1])) if found else None


_PLACES = {"spaced": _spaced_place, "leading": _leading_place, "hanging": _hanging_place}


def _names_and_role(parts: list[str], words: Language) -> tuple[tuple[str, ...], str]:
    last = 0
    for index, part in enumerate(parts):
        joined = _split_names(part, words)
        oxford = bool(_joint_of(words).match(part))
        if (len(joined) > 1 or oxford) and all(_is_name(name, words) for name in joined):
            last = index
    names = [name for part in parts[: last + 1] for name in _split_names(part, words)]
    return tuple(names), f"{words.commas[-1]} ".join(parts[last + 1 :])


def _split_names(part: str, words: Language) -> list[str]:
    return [piece.strip() for piece in _joint_of(words).split(part) if piece.strip()]


@cache
def _joint_of(words: Language) -> re.Pattern[str]:
    """What parts two names: `;`, or a word of the language with the spaces that its habit has."""
    joiners = "|".join(re.escape(word) for word in words.both)
    before = r"\s*" if words.habit == "hanging" else r"(?:^|\s+)"
    behind = r"\s*" if words.habit == "leading" else r"\s+"
    return re.compile(rf"\s*;\s*|{before}(?:{joiners}){behind}")


def _is_name(text: str, words: Language) -> bool:
    """Whether a part reads as a name; no role holds an initial, so “D. Writer” is one."""
    tokens = text.split()
    if any(_INITIAL.fullmatch(token) for token in tokens):
        return not _fault_of((text,))
    if not words.has_spaces and any(role in text for role in words.roles):
        return False
    return not _fault_of((text,)) and not {token.casefold() for token in tokens} & words.roles


def _fault_of(names: tuple[str, ...]) -> str:
    if not names:
        return "it names nobody"
    for name in names:
        tokens = name.split()
        odd = _NEVER_IN_A_NAME.search(name)
        if odd:
            return f"“{name}” holds “{odd.group()}”, which no name has"
        uncased = name.upper() == name.lower()
        if len(tokens) > MOST_WORDS or (uncased and len(name) > LONGEST_NAME):
            return f"“{name}” is too long for a name"
        lower = [token for token in tokens if token[:1].islower() and not _is_particle(token)]
        if lower:
            return f"“{lower[0]}” in “{name}” is not written like a name"
    return ""


def _is_particle(token: str) -> bool:
    """Whether a word in lower case is a particle, or hangs on one: “van”, “al-Amin”, “d’Or”."""
    opening, _, rest = _JOINT.sub(" ", token, count=1).partition(" ")
    return opening in _PARTICLES and not rest[:1].islower()
