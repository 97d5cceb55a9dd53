"""The bylines of a section: which lines open an article as one, and what they say."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from mekong_print.bylines import Credits, as_line, by_word, read_byline
from mekong_print.intake.drafts import Line, Lines
from mekong_print.intake.grammar import ends_like_sentence, has_words, is_byline, is_meant_as_byline
from mekong_print.languages import Language

_NO_NAME = re.compile(r"\s*[,;:(\[/|–—]|\s+-")
MOST_JOINED = 20  # names: more lines of names than that are a list, not a byline


@dataclass(frozen=True, slots=True)
class Signature:
    """A byline in its place: lines `first` to `end` (not included), read; or one with a fault."""

    first: int
    end: int
    line: Line
    credits: Credits


def find_signatures(lines: Lines, words: Language, *, is_note: bool) -> list[Signature]:
    """The bylines that open an article, in order.

    One right below another joins it where both hold names alone; else it is text.
    """
    marks = [i for i, line in enumerate(lines) if _is_mark(lines, i, words)]
    marks = [i for i in marks if not _is_headline_itself(lines[i : i + 2], words)]
    found: list[Signature] = []
    above = -1
    for mark in marks:
        if mark == above + 1 and found:
            joined = _joined(found[-1], lines[mark], words) if found[-1].end == mark else None
            found[-1] = joined or found[-1]
        elif mark == 0 or _can_follow(lines[mark - 1], is_note=is_note):
            found.append(_signature(mark, lines[mark], words))
        above = mark
    return found


def _is_mark(lines: Lines, at: int, words: Language) -> bool:
    """Whether a byline stands here, be it one with a fault below what can be its headline."""
    if is_byline(lines[at], words):
        return True
    if not is_meant_as_byline(lines[at], words):
        return False
    above = lines[max(at - 2, 0) : at]
    return not above or any(not ends_like_sentence(line.text) for line in above)


def _is_headline_itself(two: Lines, words: Language) -> bool:
    """“By Design” above “by A. Writer” is a headline that reads like a byline."""
    return (
        len(two) == 2
        and is_byline(two[1], words)
        and two[0].text[:1].isupper()
        and two[1].text[:1].islower()
    )


def _can_follow(above: Line, *, is_note: bool) -> bool:
    """Whether a byline below this line can open an article; notes hold paragraphs above it."""
    return has_words(above) and not (is_note and ends_like_sentence(above.text))


def _signature(first: int, line: Line, words: Language) -> Signature:
    """A byline as the source writes it, opening with the language's word as the table has it.

    One with a fault stays as it is; its first words are still names to know bios by.
    """
    credits = read_byline(line.text, words)
    if credits.fault:
        names = (_NO_NAME.split(line.text.split(maxsplit=1)[1])[0],)
        return Signature(first, first + 1, line, replace(credits, names=names))
    text = " ".join(line.text.split())
    word = by_word(text, words)
    text = word + text[len(word) :]
    return Signature(first, first + 1, Line(text, line.at), read_byline(text, words))


def _joined(upper: Signature, line: Line, words: Language) -> Signature | None:
    """Two bylines of names alone, one below the other, as one."""
    if len(upper.credits.names) > MOST_JOINED:
        return None
    lower = _signature(upper.end, line, words)
    names = upper.credits.names + lower.credits.names
    by = by_word(upper.line.text, words)
    text = by + as_line(Credits(names), words).removeprefix(words.by[0])
    credits = read_byline(text, words)
    if _says_more(upper.credits) or _says_more(lower.credits) or credits != Credits(names):
        return None
    return Signature(upper.first, upper.end + 1, Line(text, upper.line.at), credits)


def _says_more(credits: Credits) -> bool:
    return credits != Credits(credits.names)
