"""A newsletter's plain text to the Markdown source of an issue.

What is what is decided by position and grammar, never by the length of a line. No
word is lost, and what had to be assumed is returned.
"""

from __future__ import annotations

from dataclasses import dataclass

from mekong_print.document import Position
from mekong_print.findings import Finding, in_reading_order
from mekong_print.intake.deadlines import Deadline
from mekong_print.intake.drafts import Assumptions, FrontDraft, Line, SectionDraft, quoted
from mekong_print.intake.masthead import Masthead, read_masthead
from mekong_print.intake.openings import Reader
from mekong_print.intake.plain_text import LARGEST_FILE, LONGEST_LINE, TOO_LONG_WORD, read_lines
from mekong_print.intake.sections import Stretch, read_stretch, split_sections, take_deadline
from mekong_print.intake.writing import write_source
from mekong_print.languages import LANGUAGES, language_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """What was asked for, where the text does not say it; `title` may be empty.

    `next_number` is taken where neither the text nor `number` gives one.
    """

    desk: str
    number: int | None = None
    title: str = ""
    lang: str = "en"
    next_number: int = 1


@dataclass(frozen=True, slots=True)
class Imported:
    """The source to be written, and what was assumed; or the errors that forbid it."""

    markdown: str
    number: int
    title: str
    assumptions: tuple[Finding, ...]
    errors: tuple[Finding, ...] = ()


def read_newsletter(raw: bytes, file: str, wishes: Wishes) -> Imported:
    """Read a newsletter's plain text. Never raises for what stands in it."""
    lines, errors = read_lines(raw, file)
    if errors:
        return _refused(wishes, errors)
    reader = Reader(language_of(wishes.lang) or LANGUAGES["en"], Assumptions())
    line, deadline = take_deadline(lines, reader)
    _report_deadline(line, deadline, reader)
    top, *stretches = split_sections(lines, line, reader)
    masthead = read_masthead(top.lines, reader)
    front = _front(masthead, deadline, wishes, (reader, lines[0].at))
    sections = _sections(masthead, stretches, wishes, reader)
    markdown = write_source(front, sections)
    errors = _outgrown(markdown, file)
    if errors:
        return _refused(wishes, errors)
    found = in_reading_order(reader.assumptions.found)
    return Imported(markdown, front.number, front.title, found)


def _refused(wishes: Wishes, errors: tuple[Finding, ...]) -> Imported:
    number = wishes.next_number if wishes.number is None else wishes.number
    return Imported("", number, wishes.title, (), errors)


def _sections(
    masthead: Masthead, stretches: list[Stretch], wishes: Wishes, reader: Reader
) -> tuple[SectionDraft, ...]:
    """The sections; lines above the first or below the deadline get one named after the desk."""
    first = [Stretch(None, masthead.rest)] if masthead.rest or not stretches else []
    kept = [s for s in stretches if s.heading or s.lines]
    return tuple(read_stretch(stretch, wishes.desk, reader) for stretch in [*first, *kept])


def _front(
    masthead: Masthead, deadline: Deadline, wishes: Wishes, asked: tuple[Reader, Position]
) -> FrontDraft:
    reader, at = asked
    number = _number(masthead, wishes, reader, at)
    title = masthead.title or wishes.title or f"{reader.words.issue[0].capitalize()} {number}"
    if not masthead.title:
        message = f"The text has no title; “{title}” was taken."
        reader.assumptions.note(at, message, "Change “title:” in the front matter.")
    elif wishes.title not in ("", masthead.title):
        message = f"The title of the text was kept, not “{wishes.title}”, which was asked for."
        reader.assumptions.note(at, message, "Change “title:” in the front matter.")
    return FrontDraft(wishes.desk, number, title, masthead.subtitle, deadline.moment, wishes.lang)


def _number(masthead: Masthead, wishes: Wishes, reader: Reader, at: Position) -> int:
    hint = "Change “number:” in the front matter, and the number in the folder’s name."
    wished = wishes.next_number if wishes.number is None else wishes.number
    if masthead.number is None:
        message = f"The text gives no number; {wished} was taken."
        reader.assumptions.note(at, message, hint)
        return wished
    if wishes.number not in (None, masthead.number):
        message = f"The text’s number {masthead.number} was kept, not {wished}, as was asked for."
        reader.assumptions.note(at, message, hint)
    return masthead.number


def _report_deadline(line: Line | None, deadline: Deadline, reader: Reader) -> None:
    if line is None:
        return
    hint = f"If this is wrong, correct “deadline: {deadline.moment}” in the front matter."
    for doubt in deadline.doubts:
        reader.assumptions.note(line.at, f"Of {quoted(line)}: {doubt}.", hint)


def _outgrown(markdown: str, file: str) -> tuple[Finding, ...]:
    """What the signs of Markdown made too large for a source."""
    start = Position(file, 1, 1)
    if len(markdown.encode()) > LARGEST_FILE:
        message = f"As Markdown the text has more than {LARGEST_FILE:,} bytes."
        return (Finding(start, "S10", message, "Split it into several issues."),)
    for row in markdown.split("\n"):
        long = len(row) > LONGEST_LINE or TOO_LONG_WORD.search(row)
        if long:
            message = f"As Markdown, the line “{row[:40]}…” is too long, or a word in it."
            hint = "Break it into paragraphs, one a line; put spaces between words."
            return (Finding(start, "S10", message, hint),)
    return ()
