"""The grammar of a byline, the same for Markdown sources and for a newsletter's plain text.

    by NAME[, NAME][ and NAME][, ROLE][, in PLACE | , place withheld]

A comma alone does not tell a second name from a role: words joined with `and` are
names, and so is what stands before them; anything else after the first name is a role.
`;` always parts names.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from mekong_print.languages import Language

MOST_WORDS = 8
# Particles that open or stand inside names in lower case.
_PARTICLES = frozenset(
    "abu al ap ben bin bint binti d da das de del dela della delos den der des di do dos du e el "
    "ibn l la le na of t ten ter van von y zu".split()
)
# A full stop that may end a byline: initials (“Washington, D.C.”), “Jr.”.
_ABBREVIATION = re.compile(r"(?:(?<![^\W_])[^\W\d_]|\b[JS]r)\.$")
_JOINT = re.compile("[-‐‑'’]")
_INITIAL = re.compile(r"[^\W\d_]\.")
_NEVER_IN_A_NAME = re.compile(r"[!?:“”\"()\[\]{}<>/|\d]")


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
    """
    rest = _after_by(line, words)
    if rest is None:
        return Credits(fault=f"it does not open with “{words.by[0]}”")
    rest, credits = _take_place(rest, words)
    names, role = _names_and_role([part.strip() for part in rest.split(",")], words)
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
    ends_as_sentence = re.search(r"[.!?…]['’”\"]?$", text) and not _ABBREVIATION.search(text)
    if not opens_byline(text, words) or ends_as_sentence:
        return False
    return not read_byline(text, words).fault


def as_line(credits: Credits, words: Language) -> str:
    """Credits as a line of the source, so that reading it gives them again.

    >>> from mekong_print.languages import LANGUAGES
    >>> as_line(Credits(("A. Lee", "B. Ong"), "Vientiane", "Editors"), LANGUAGES["en"])
    'by A. Lee and B. Ong, Editors, in Vientiane'
    """
    *first, last = credits.names
    joined = f"{', '.join(first)} {words.both[0]} {last}" if first else last
    role = f", {credits.role}" if credits.role else ""
    where = f", {words.within[0]} {credits.place}" if credits.place else ""
    where = f", {words.withheld[0]}" if credits.withheld else where
    return f"{words.by[0]} {joined}{role}{where}"


def _after_by(line: str, words: Language) -> str | None:
    text = " ".join(line.split())
    for word in words.by:
        if text.casefold().startswith(word.casefold() + " "):
            return text[len(word) :].strip()
    return None


def _take_place(rest: str, words: Language) -> tuple[str, Credits]:
    for phrase in words.withheld:
        if rest.casefold().endswith(", " + phrase.casefold()):
            return rest[: -len(phrase) - 2].rstrip(), Credits(withheld=True)
    for word in words.within:
        parts = re.split(rf",?\s+{re.escape(word)}\s+(?=\S)", rest)
        if len(parts) > 1 and not parts[-1][:1].islower():
            head = rest[: len(rest) - len(parts[-1])]
            head = re.sub(rf",?\s+{re.escape(word)}\s+$", "", head)
            return head, Credits(place=parts[-1].strip())
    return rest, Credits()


def _names_and_role(parts: list[str], words: Language) -> tuple[tuple[str, ...], str]:
    last = 0
    for index, part in enumerate(parts):
        joined = _split_names(part, words)
        oxford = any(part.startswith(f"{word} ") for word in words.both)
        if (len(joined) > 1 or oxford) and all(_is_name(name, words) for name in joined):
            last = index
    names = [name for part in parts[: last + 1] for name in _split_names(part, words)]
    return tuple(names), ", ".join(parts[last + 1 :])


def _split_names(part: str, words: Language) -> list[str]:
    joiners = "|".join(re.escape(word) for word in words.both)
    pieces = re.split(rf"\s*;\s*|(?:^|\s+)(?:{joiners})\s+", part)
    return [piece.strip() for piece in pieces if piece.strip()]


def _is_name(text: str, words: Language) -> bool:
    """Whether a part reads as a name; no role holds an initial, so “D. Writer” is one."""
    tokens = text.split()
    if any(_INITIAL.fullmatch(token) for token in tokens):
        return not _fault_of((text,))
    return not _fault_of((text,)) and not {token.casefold() for token in tokens} & words.roles


def _fault_of(names: tuple[str, ...]) -> str:
    if not names:
        return "it names nobody"
    for name in names:
        tokens = name.split()
        odd = _NEVER_IN_A_NAME.search(name)
        if odd:
            return f"“{name}” holds “{odd.group()}”, which no name has"
        if len(tokens) > MOST_WORDS:
            return f"“{name}” is too long for a name"
        lower = [token for token in tokens if token[:1].islower() and not _is_particle(token)]
        if lower:
            return f"“{lower[0]}” in “{name}” is not written like a name"
    return ""


def _is_particle(token: str) -> bool:
    """Whether a word in lower case is a particle, or hangs on one: “van”, “al-Amin”, “d’Or”."""
    opening, _, rest = _JOINT.sub(" ", token, count=1).partition(" ")
    return opening in _PARTICLES and not rest[:1].islower()
