"""Issue 22 as a careful sub-editor reads it: what must be found, and what must not be.

Rows are numbered as in the list of that reading, lines as in the newsletter's plain text
(from 1); `lines` finds them in the source. A row may have several places: all
of them must be found. `code` is empty until a rule is written. tools/write_docs.py puts
the counts into docs/rules.md.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from mekong_print.check.manuscript import Manuscript, Standards
from mekong_print.check.proofreading import proofread
from mekong_print.check.registry import all_rules
from mekong_print.document import Position
from mekong_print.findings import Finding
from mekong_print.glossaries import BUILT_IN, read_glossaries
from mekong_print.parse.issue import House, parse_issue
from mekong_print.report.statistics import per_thousand

ROOT = Path(__file__).parents[1]
ISSUE = ROOT / "issues" / "022-from-ceasefires-to-clean-air" / "issue.md"


@dataclass(frozen=True)
class Row:
    """Words on a line where a finding with this code must be. A place of one row."""

    number: int
    line: int
    code: str
    words: str


@dataclass(frozen=True)
class Trap:
    """Words on a line where no finding may be: of these families, or with these codes."""

    line: int
    words: str
    codes: tuple[str, ...]


ROWS = (
    # E: certain
    Row(1, 14, "Q22", "‘peace through strength."),
    Row(2, 16, "Q23", "deserve.”"),
    Row(3, 44, "Q22", "“Hanoi Convention)"),
    Row(4, 32, "B21", "by Myat Moe Kywe"),
    Row(5, 11, "D22", "at 6:45 PM on November 1"),
    Row(6, 9, "D23", "today"),
    # W: probable
    Row(7, 33, "D23", "this Wednesday"),
    Row(10, 11, "D28", "October 31st"),
    Row(12, 11, "D31", "6:45 PM"),
    Row(13, 12, "D36", "1st phase"),
    Row(14, 38, "L23", "destabilizing"),
    Row(15, 22, "L24", "favour"),
    Row(16, 5, "L21", "reconciliating"),
    Row(17, 47, "L64", "an hem"),
    Row(18, 46, "N24", "Lancang"),
    Row(19, 13, "N24", "Choam Kshant"),
    Row(19, 13, "N24", "Roveang"),
    Row(20, 14, "N25", "Nattaphon"),
    Row(21, 39, "N24", "People Defense Forces"),
    Row(22, 37, "L36", "Beijing influence"),
    Row(23, 23, "L31", "diesel exhaustion"),
    Row(24, 40, "L54", "Centre for Policy and Innovation (CRPI)"),
    Row(25, 35, "L51", "EAOs"),
    Row(27, 41, "N21", "Lao PDR"),
    Row(28, 19, "S21", "Thailand"),
    Row(30, 45, "Q27", "Laos's"),
    Row(31, 45, "Q21", "'"),
    Row(32, 12, "Q25", "21”,"),
    Row(33, 14, "Q22", "‘peace through strength"),
    Row(33, 16, "Q24", "‘peace with dignity’"),
    Row(33, 48, "Q24", "‘twinning’"),
    Row(34, 4, "Q39", " - "),
    Row(35, 42, "H21", "relations"),
    Row(36, 7, "H21", "From The"),
    Row(39, 16, "Q42", "US and Malaysia-supported"),
    Row(40, 15, "Q38", "our premier"),
    Row(42, 23, "L44", "the rights of Thai people to have access to clean air"),
    Row(43, 49, "L32", "remains"),
    Row(44, 47, "L35", "Lao ruling remains"),
    Row(45, 47, "L33", "only one of the two"),
    Row(46, 38, "L34", "has long been claimed to adhere"),
    Row(51, 5, "L41", "Glimmers"),
    Row(51, 39, "L41", "Despite"),
    Row(58, 4, "B26", "Mattia Peroni"),
    Row(61, 24, "N26", "People’s Party (PP)"),
    Row(66, 1, "M21", ""),
    # I: notes
    Row(8, 5, "D24", "this week"),
    Row(9, 22, "D25", "The recent adoption"),
    Row(9, 22, "D25", "the recent ASEAN"),
    Row(9, 11, "D25", "the recent Kuala"),
    Row(9, 14, "D25", "the recent Kuala"),
    Row(9, 44, "D25", "recently visited"),
    Row(9, 39, "D25", "its recent actions"),
    Row(29, 42, "Q41", "Lao-China"),
    Row(29, 45, "Q41", "Laos-China"),
    Row(29, 49, "Q41", "Lao-Vietnam"),
)

# Rows that nobody can decide without knowing the world, or what was meant; and rows of what the
# plain text had and the source of the issue has no more.
LEFT_TO_PEOPLE = {
    11: "the form of the deadline: import has put it right",
    38: "whether a bill has passed: the Senate still has to vote",
    41: "whether four names mean one document",
}

TRAPS = (
    Trap(12, "from November 1 to November 21", ("D", "N", "L")),
    Trap(45, "Laos’ largest", ("Q",)),
    Trap(48, "citizens’ opinion", ("Q",)),
    Trap(27, "companies’ and citizens’", ("Q",)),
    Trap(22, "Safe, Clean, Healthy and Sustainable", ("Q", "L", "H", "N")),
    Trap(40, "Centre", ("L",)),
    Trap(9, "Ministry of National Defense", ("L",)),
    Trap(33, "Ta’ang", ("Q", "L", "N", "A")),
    Trap(14, "Secretary of War", ("L", "N")),
    Trap(37, "the TNLA might have made this concession", ("Q", "L", "D", "N", "H")),
    Trap(44, "Phạm Minh Chính", ("L", "N", "A")),
    Trap(37, "seems", ("L",)),
)


@dataclass(frozen=True, slots=True)
class Counts:
    """What the rules make of the seed."""

    found: int
    decidable: int
    alarms: int
    traps: int
    noise: float  # warnings and errors on each 1,000 words


@cache
def manuscript() -> Manuscript:
    """Issue 22, as it lies in issues/."""
    found = parse_issue(ISSUE.read_bytes(), "issue.md", House({"Mekong Belt": ""}))
    assert found.issue is not None
    assert found.source is not None
    return Manuscript(found.issue, found.source, Standards(glossary=read_glossaries(BUILT_IN)))


@cache
def findings() -> tuple[Finding, ...]:
    """All that the rules find there, with no waivers."""
    verdict = proofread(manuscript(), all_rules(), {})
    assert verdict.crashes == ()
    return verdict.findings


@cache
def lines() -> dict[int, int]:
    """The lines of the plain text, and where they stand in the source."""
    source = manuscript().source
    matter = {1: source.keys["title"].line, 2: source.keys["subtitle"].line}
    matter[51] = source.keys["deadline"].line
    body = [
        number
        for number, line in enumerate(source.lines, 1)
        if number > matter[51] + 2 and line.strip() and not line.startswith(":::")
    ]
    told = [number for number in range(3, 51) if number != 29]  # 29 is its one empty line
    return matter | dict(zip(told, body, strict=True))


def touches(finding: Finding, line: int, words: str) -> bool:
    """Whether a finding marks words on a line, or letters of them."""
    number = lines()[line]
    end = finding.end or finding.at
    if not finding.at.line <= number <= end.line:
        return False
    text = manuscript().source.line(number)
    first = finding.at.column if finding.at.line == number else 1
    last = max(first + 1, end.column if end.line == number else len(text) + 2)
    spans = [found.span() for found in re.finditer(re.escape(words), text)]
    return any(first <= stop and start + 1 < last for start, stop in spans)


def is_found(row: Row) -> bool:
    """Whether a finding with the row's code is at its place."""
    return any(one.code == row.code and touches(one, row.line, row.words) for one in findings())


def alarms(trap: Trap) -> list[Finding]:
    """The findings that fell into a trap."""
    return [
        one
        for one in findings()
        if (one.code in trap.codes or one.code[0] in trap.codes)
        and touches(one, trap.line, trap.words)
    ]


def counts() -> Counts:
    """What was found of what rules can decide, and the false alarms."""
    numbers = {row.number for row in ROWS}
    missed = {row.number for row in ROWS if not is_found(row)}
    caught = sum(bool(alarms(trap)) for trap in TRAPS)
    noise = round(per_thousand(findings(), manuscript().word_count), 1)
    return Counts(len(numbers - missed), len(numbers), caught, len(TRAPS), noise)


def place(row: Row) -> Position:
    """Where a row stands in the source."""
    number = lines()[row.line]
    column = manuscript().source.line(number).find(row.words)
    return Position("issue.md", number, column + 1)
