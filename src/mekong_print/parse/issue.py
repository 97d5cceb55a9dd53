"""Markdown with front matter → Issue: the source format (docs/source-format.md).

Any bytes are read or refused politely: `parse_issue` returns the tree together with
every finding, in reading order, and never raises for what stands in a source.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial

from mekong_print import typed
from mekong_print.config import FrontMatter
from mekong_print.document import Block, Correction, Issue, Position, Section
from mekong_print.findings import Finding, errors_of, in_reading_order
from mekong_print.ids import issue_prefix
from mekong_print.languages import LANGUAGES, language_of
from mekong_print.limits import IssueLimits
from mekong_print.parse import source
from mekong_print.parse.blocks import read_blocks
from mekong_print.parse.copy import Copy
from mekong_print.parse.front import Head, read_head
from mekong_print.parse.inheritance import inherit_ids
from mekong_print.parse.loose_ends import report_loose_ends, report_tk
from mekong_print.parse.markdown import DEEPEST, Markdown, read_markdown
from mekong_print.parse.measure import too_much
from mekong_print.parse.sections import read_sections
from mekong_print.sources import Remark, Source

_HEAD_REMARK = re.compile(r"(?:^|(?<=\s))#(\s*check:.*)")


@dataclass(frozen=True, slots=True)
class Parsed:
    """A tree (None where the source is too broken for one) and the findings against it."""

    issue: Issue | None
    findings: tuple[Finding, ...]
    sections: tuple[Section, ...] = ()  # what was read below front matter that is broken
    source: Source | None = None  # the text beside the tree, with the remarks in it

    @property
    def errors(self) -> tuple[Finding, ...]:
        """The findings that stop a build."""
        return errors_of(self.findings)


@dataclass(frozen=True, slots=True)
class House:
    """What a source takes from its publication: its desks' prefixes, its language, its limits."""

    prefixes: Mapping[str, str]
    language: str = "en"
    limits: IssueLimits = field(default_factory=IssueLimits)


def parse_issue(raw: bytes, file: str, house: House, original: Issue | None = None) -> Parsed:
    """Read a source. `file` is its path as seen from the publication.

    A translation takes its ids from its `original`.
    """
    text, findings = source.decode(raw, file)
    if not text or any(finding.code == "S10" for finding in findings):
        return Parsed(None, in_reading_order(findings))
    head = read_head(text, file)
    large = tuple(too_much(text, Position(file, head.body_line + 1, 1), house.limits))
    if large:
        return Parsed(None, in_reading_order([*findings, *head.findings, *large]))
    copy = _copy(text, head, Position(file, 1, 1), house)
    markdown = read_markdown("\n".join(copy.lines))
    _report_depth(markdown, copy)
    copy.footnotes.update(_footnotes(markdown))
    if original:
        inherit_ids(markdown.root.children, copy, original.sections)
    sections = read_sections(markdown.root.children, copy)
    _report_uncalled(markdown, copy)
    report_loose_ends(sections, copy)
    if head.matter:
        report_tk(head.matter.title, head.places[("title",)], copy)
        for index, one in enumerate(head.matter.corrections):
            report_tk(one.text, head.places["corrections", index, "text"], copy)
    findings += [*head.findings, *copy.findings, *_desk_findings(head, house)]
    findings += _untimely_corrections(head)
    if not sections and head.matter and not any(one.code == "S03" for one in findings):
        hint = "Open a section with a line such as “# Cambodia 🇰🇭”."
        findings.append(Finding(Position(file, 1, 1), "S01", "The issue has no section.", hint))
    issue = _issue(head.matter, copy, sections) if head.matter else None
    if issue and original:
        issue = replace(issue, translated_from=original.lang)
    remarks = (*_head_remarks(text, head, file), *copy.remarks)
    keys = {str(path[0]): at for path, at in head.places.items() if len(path) == 1}
    written = Source(file, text, remarks, keys)
    return Parsed(issue, in_reading_order(findings), sections, written)


def _head_remarks(text: str, head: Head, file: str) -> Iterator[Remark]:
    """The remarks in front matter, where YAML has a sign of its own for them."""
    for number, line in enumerate(text.split("\n")[: head.body_line], 1):
        if found := _HEAD_REMARK.search(line):
            at, end = (Position(file, number, column + 1) for column in (found.start(), len(line)))
            yield Remark(found[1].strip(), at, end, alone=not line[: found.start()].strip())


def _copy(text: str, head: Head, start: Position, house: House) -> Copy:
    """The copy below the front matter, whose lines are blanked so that line numbers hold."""
    matter = head.matter
    lang = (matter.lang if matter else "") or house.language
    prefix = issue_prefix(house.prefixes.get(matter.desk, ""), matter.number) if matter else ""
    lines = ("",) * head.body_line + tuple(text.split("\n")[head.body_line :])
    return Copy(start.file, lines, language_of(lang) or LANGUAGES["en"], lang=lang, prefix=prefix)


def _footnotes(markdown: Markdown) -> dict[int, Callable[[Copy], tuple[Block, ...]]]:
    """What reads each footnote's text, by its index, when its first call is met."""
    blocks = [node for node in markdown.root.children if node.type == "footnote_block"]
    notes = [note for block in blocks for note in block.children]
    return {int(note.meta["id"]): partial(read_blocks, note.children) for note in notes}


def _report_depth(markdown: Markdown, copy: Copy) -> None:
    if markdown.too_deep is not None:
        message = f"Lists, quotations or emphasis stand more than {DEEPEST} levels deep here."
        copy.report(copy.at_line(markdown.too_deep), "S10", message, "Write it flatter.")


def _report_uncalled(markdown: Markdown, copy: Copy) -> None:
    """Report the notes that the tree does not hold: nothing is dropped in silence."""
    for label, line in markdown.lost:
        message = f"The footnote [^{label}] is written twice, or inside another."
        hint = "Give each note a label of its own, and lines of its own that are not indented."
        copy.report(copy.at_line(line), "S11", message, hint)
    sound = not errors_of(tuple(copy.findings))
    # Where something else is wrong, its call may stand in what was not read.
    unmet = (label for at, label in markdown.labels.items() if sound and at not in copy.numbered)
    for label in (*markdown.uncalled, *unmet):
        opening = f"[^{label}]:"
        found = (
            n
            for n, line in enumerate(copy.lines)
            if line.lstrip().upper().startswith(opening.upper())
        )
        hint = f"Put [^{label}] where it belongs, or delete the note."
        at = copy.at_line(next(found, 0))
        copy.report(at, "S11", f"The footnote [^{label}] is never called.", hint)


def _desk_findings(head: Head, house: House) -> list[Finding]:
    if head.matter is None or head.matter.desk in house.prefixes:
        return []
    message = f"The desk “{head.matter.desk}” is not in mekong.toml."
    return [
        Finding(
            head.places[("desk",)],
            "M09",
            message,
            typed.closest(head.matter.desk, list(house.prefixes)),
        )
    ]


def _untimely_corrections(head: Head) -> Iterator[Finding]:
    """Editions are counted in the order of time: a date that goes back is most likely a slip."""
    if head.matter is None:
        return
    deadline = head.matter.deadline
    before = head.matter.date or (deadline.date() if deadline else None)
    what = "the issue"
    for index, one in enumerate(head.matter.corrections):
        if before and one.date < before:
            message = f"The correction of {one.date} is dated before {what}, {before}."
            hint = "Mend the date, or put the corrections in the order of time."
            yield Finding(head.places["corrections", index, "date"], "M11", message, hint)
        before, what = one.date, "the one above it"


def _issue(matter: FrontMatter, copy: Copy, sections: tuple[Section, ...]) -> Issue:
    return Issue(
        desk=matter.desk,
        number=matter.number,
        title=matter.title,
        subtitle=matter.subtitle,
        date=matter.date,
        deadline=matter.deadline,
        lang=copy.lang,
        prefix=copy.prefix,
        sections=sections,
        at=Position(copy.file, 1, 1),
        corrections=tuple(Correction(one.date, one.text) for one in matter.corrections),
    )
