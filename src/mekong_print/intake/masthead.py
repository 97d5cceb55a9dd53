"""The title lines on top of a newsletter: title, number, subtitle, and what stands below them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from mekong_print.intake.drafts import Line, Lines, quoted
from mekong_print.intake.grammar import ends_like_sentence, has_words, is_byline
from mekong_print.intake.openings import Reader
from mekong_print.languages import Language

LONGEST_TITLE = 300  # characters, as in the front matter
LARGEST_NUMBER = 99999  # as in the front matter


@dataclass(frozen=True, slots=True)
class Masthead:
    """What the title lines say (empty or None where they do not), and the lines below them."""

    title: str = ""
    number: int | None = None
    subtitle: str = ""
    rest: Lines = ()


def is_issue_line(text: str, words: Language) -> bool:
    """Whether a line reads like “Issue 22 — Key Developments”."""
    return _issue_line(text, words) is not None


def read_masthead(lines: Lines, reader: Reader) -> Masthead:
    """Read the lines above the first section."""
    words = reader.words
    above = lines[: _first_byline(lines, words)]
    numbered = [(i, x) for i, line in enumerate(above) if (x := _issue_line(line.text, words))]
    if not numbered:
        return _without_number(lines, reader)
    index, (number, subtitle) = numbered[0]
    if index == 0:
        return _number_first(lines, reader)
    if index == 1 and _is_title(lines[0]):
        return Masthead(_one_line(lines[0]), number, subtitle, lines[2:])
    message = f"{quoted(lines[index])} gives the number, but does not stand right below a title."
    hint = "Put title and subtitle between the two lines of “---”, and nothing of them below."
    reader.assumptions.note(lines[index].at, message, hint)
    top = _without_number(lines[:index], reader)
    rest = lines[index:] if subtitle else lines[index + 1 :]
    return Masthead(top.title, number, top.subtitle, top.rest + rest)


def _first_byline(lines: Lines, words: Language) -> int | None:
    return next((i for i, line in enumerate(lines) if is_byline(line, words)), None)


def _issue_line(text: str, words: Language) -> tuple[int, str] | None:
    """Number and subtitle; a number that is part of something else (“Issue 22–23”) is none."""
    opening = "|".join(re.escape(word) for word in words.issue)
    found = re.fullmatch(
        rf"(?:{opening})\s*(?:no\.?|number|#|№)?\s*(?P<number>[0-9]{{1,9}})"
        r"(?:\s*[—–](?!\s*\d)\s*|\s+[—–-]+\s+|\s*[:|,.]\s+|\s*[—–:|,.-]*$)(?P<subtitle>.*)",
        text,
        re.IGNORECASE,
    )
    if not found or int(found["number"]) > LARGEST_NUMBER:
        return None
    return int(found["number"]), re.sub(r" {2,}", " ", found["subtitle"]).strip()


def _number_first(lines: Lines, reader: Reader) -> Masthead:
    """“Issue 22” on top: a title may stand below it, if it gives no subtitle itself."""
    number, subtitle = _issue_line(lines[0].text, reader.words) or (0, "")
    headline_follows = len(lines) > 2 and is_byline(lines[2], reader.words)
    if subtitle or len(lines) < 2 or headline_follows or not _reads_like_title(lines[1], reader):
        return Masthead("", number, subtitle, lines[1:])
    _report_title(lines[1], reader)
    return Masthead(_one_line(lines[1]), number, "", lines[2:])


def _without_number(lines: Lines, reader: Reader) -> Masthead:
    """A title and perhaps a subtitle; but what stands right above a byline is a headline."""
    signed = _first_byline(lines, reader.words)
    if not lines or not _reads_like_title(lines[0], reader) or signed in (0, 1):
        return Masthead(rest=lines)
    second = lines[1] if len(lines) > 1 else None
    if signed is not None and second is not None and ends_like_sentence(second.text):
        return Masthead(rest=lines)  # a headline with its standfirst
    _report_title(lines[0], reader)
    if signed is None and len(lines) == 2 and second and _reads_like_title(second, reader):
        return Masthead(_one_line(lines[0]), None, _one_line(second), ())
    return Masthead(_one_line(lines[0]), None, "", lines[1:])


def _is_title(line: Line) -> bool:
    return len(line.text) <= LONGEST_TITLE and has_words(line)


def _reads_like_title(line: Line, reader: Reader) -> bool:
    running = ends_like_sentence(line.text) and line.text[-1] not in "?!"
    return _is_title(line) and not running and not is_byline(line, reader.words)


def _report_title(line: Line, reader: Reader) -> None:
    message = f"{quoted(line)} was taken for the issue’s title."
    hint = "If it is not, change “title:” between the two lines of “---”."
    reader.assumptions.note(line.at, message, hint)


def _one_line(line: Line) -> str:
    return re.sub(r" {2,}", " ", line.text)
