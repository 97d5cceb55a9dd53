"""The lines of a newsletter to its sections: the note, and one for each heading with a flag."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from mekong_print.bylines import place_behind, read_byline
from mekong_print.intake.articles import Kind, read_articles
from mekong_print.intake.deadlines import Deadline, opens_deadline, read_deadline
from mekong_print.intake.drafts import Draft, Line, Lines, SectionDraft, quoted
from mekong_print.intake.grammar import (
    ends_like_sentence,
    fails_as_byline,
    flags_of,
    opens_note,
    opens_section,
    without_flags,
)
from mekong_print.intake.masthead import is_issue_line
from mekong_print.intake.openings import Reader


@dataclass(frozen=True, slots=True)
class Stretch:
    """Lines that belong together; `heading` is None on top, and behind the deadline."""

    heading: Line | None
    lines: Lines
    after_deadline: bool = False


def take_deadline(lines: Lines, reader: Reader) -> tuple[Line | None, Deadline]:
    """The last line that can be read as the deadline, and what it says."""
    for line in reversed(lines):
        if opens_deadline(line.text, reader.words):
            deadline = read_deadline(line.text, reader.words)
            if deadline.moment:
                return line, deadline
    return None, Deadline("")


def split_sections(lines: Lines, deadline: Line | None, reader: Reader) -> tuple[Stretch, ...]:
    """Part the lines at headings of sections; the first stretch is what stands above them all.

    The deadline ends a section: what stands below it belongs to no article above it.
    """
    stretches: list[Stretch] = []
    heading: Line | None = None
    inside: list[Line] = []
    after = False
    for line in lines:
        opens = _opens(line, reader)
        closes = line is deadline or _is_unread_deadline(line, reader)
        if opens or (closes and heading):
            stretches.append(Stretch(heading, tuple(inside), after))
            heading, inside, after = (line if opens else None), [], not opens
        if not opens and line is not deadline:
            inside.append(line)
    return (*stretches, Stretch(heading, tuple(inside), after))


def _opens(line: Line, reader: Reader) -> bool:
    if opens_note(line.text, reader.words):
        return True
    return opens_section(line.text) and not is_issue_line(line.text, reader.words)


def _is_unread_deadline(line: Line, reader: Reader) -> bool:
    return opens_deadline(line.text, reader.words) and not ends_like_sentence(line.text)


def read_stretch(stretch: Stretch, title: str, reader: Reader) -> SectionDraft:
    """A stretch as a section; `title` is what it is called where it has no heading of its own."""
    heading = stretch.heading
    kind = _kind(heading, reader)
    drafts = read_articles(stretch.lines, kind, reader)
    _report_drafts(drafts, reader)
    if heading is None:
        _report_assumed(stretch, title, reader)
        return SectionDraft(without_flags(title), _unflagged(drafts, reader))
    if kind == "country" and drafts and not drafts[0].headline and not drafts[0].byline:
        message = f"The text below {quoted(heading)} has no headline; it was taken for a note."
        hint = "If it is an article, write its headline above it: “## A headline”."
        reader.assumptions.note(drafts[0].body[0].at, message, hint)
    return SectionDraft(_titled(heading, reader), _unflagged(drafts, reader))


def _kind(heading: Line | None, reader: Reader) -> Kind:
    if heading is None:
        return "assumed"
    return "note" if opens_note(heading.text, reader.words) else "country"


def _report_assumed(stretch: Stretch, title: str, reader: Reader) -> None:
    if not stretch.lines:
        return
    place = "below the deadline" if stretch.after_deadline else "above the first section"
    message = f"This text stands {place}; it was put below a heading “{title}”."
    hint = (
        "Write the section’s own heading behind “# ”, or delete what does not belong to the issue."
    )
    reader.assumptions.note(stretch.lines[0].at, message, hint)


# ---------------------------------------------------------------- flags


def _titled(heading: Line, reader: Reader) -> str:
    """A section's heading as it is to be written: words, then the flag."""
    real, odd = flags_of(heading.text)
    words = without_flags(heading.text)
    if odd:
        _report_flags(heading, odd, "is no country’s flag", reader)
    if len(real) > 1:
        _report_flags(heading, real[1:], "is a second flag", reader)
    return " ".join([words, *real[:1]])


def _unflagged(drafts: tuple[Draft, ...], reader: Reader) -> tuple[Draft, ...]:
    return tuple(
        replace(draft, headline=tuple(_bare_headline(draft.headline, reader))) for draft in drafts
    )


def _bare_headline(lines: Lines, reader: Reader) -> Iterator[Line]:
    """A headline can carry no flag in the source, so that a flag in it has to go."""
    for line in lines:
        real, odd = flags_of(line.text)
        if real or odd:
            _report_flags(line, real + odd, "cannot stand in a headline", reader)
        yield Line(without_flags(line.text), line.at)


def _report_flags(line: Line, flags: list[str], why: str, reader: Reader) -> None:
    message = f"{' '.join(flags)} {why}; it was left out of {quoted(line)}."
    hint = "Only a section’s heading has a flag, that of a country: “# Cambodia 🇰🇭”."
    reader.assumptions.note(line.at, message, hint)


# ---------------------------------------------------------------- what an editor should look at


def _report_drafts(drafts: tuple[Draft, ...], reader: Reader) -> None:
    for draft in drafts:
        if draft.byline:
            _report_place(draft.byline, reader)
        for line in draft.body:
            _report_loose(line, reader)


def _report_place(byline: Line, reader: Reader) -> None:
    credits = read_byline(byline.text, reader.words)
    if credits.place or credits.role or credits.withheld:
        return
    words = reader.words
    message = f"{quoted(byline)} gives no place."
    hint = (
        f"Add “{place_behind('Place', words)}”; "
        f"if it is withheld on purpose write “, {words.withheld[0]}”."
    )
    reader.assumptions.note(byline.at, message, hint)


def _report_loose(line: Line, reader: Reader) -> None:
    fault = fails_as_byline(line, reader.words)
    if fault:
        message = f"{quoted(line)} opens like a byline, but {fault}; it was kept as a paragraph."
        hint = (
            "If it is one, write it like “by Malai Yatt, in Phnom Penh”, without “:::” around it."
        )
        reader.assumptions.note(line.at, message, hint)
    elif opens_deadline(line.text, reader.words) and not ends_like_sentence(line.text):
        message = f"{quoted(line)} cannot be read as a deadline; it was kept as a paragraph."
        hint = "Delete it, and write “deadline: 2025-10-31 23:59 +08:00” in the front matter."
        reader.assumptions.note(line.at, message, hint)
    elif not ends_like_sentence(without_flags(line.text)):
        message = f"{quoted(line)} ends like no sentence; it was kept as a paragraph."
        hint = "If it is a headline, put “## ” before it; if it opens a section, “# ”."
        reader.assumptions.note(line.at, message, hint)
