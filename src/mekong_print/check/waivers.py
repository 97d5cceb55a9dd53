"""Waivers: what an editor lets stand although a rule finds fault with it, and why.

    The ministry’s own words. <!-- check: ok Q22 quoted from the court’s record -->

A waiver holds for findings on its own line; alone on a line, for the block below it. In
front matter it stands behind `#`, and mekong.toml has some for the whole house. Each
names one code and gives a reason; one that allows nothing any more is a finding.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from mekong_print.check.registry import closest_code
from mekong_print.document import Position
from mekong_print.findings import CODES, Finding
from mekong_print.sources import Remark, Source
from mekong_print.style import Waiver

_WAIVER = re.compile(r"check:\s*ok\b\s*(?P<code>\S*)\s*(?P<reason>.*)", re.DOTALL)
_NEARLY = re.compile(r"(?:check\b[ :,]{0,3})?ok(?:ay)?\b[ :,]{0,3}[A-Z]\d\d\b", re.IGNORECASE)
_CODE = re.compile(r"[A-Z]\d\d")
_FORM = "Write <!-- check: ok Q21 the reason -->: one code, and why."


@dataclass(frozen=True, slots=True)
class Allowance:
    """Lines of one file in which one code may stand; `words` must stand there too, if given."""

    code: str
    at: Position
    first: int
    last: int
    words: str = ""


@dataclass(frozen=True, slots=True)
class Waived:
    """Findings that are left, those that were let stand, and the allowances that were used."""

    left: tuple[Finding, ...]
    waived: tuple[Finding, ...]
    used: frozenset[Allowance]


def read_waivers(source: Source, known: Sequence[str]) -> tuple[list[Allowance], list[Finding]]:
    """The waivers in a source, and what is wrong with those that cannot be used.

    `known` are the codes of all rules.
    """
    allowances: list[Allowance] = []
    findings: list[Finding] = []
    for remark in source.remarks:
        found = _WAIVER.match(remark.words)
        if found is None:
            if _NEARLY.match(remark.words):
                words = "This looks like a waiver, and is none."
                findings.append(Finding(remark.at, "W01", words, _FORM, end=remark.end))
            continue
        fault = fault_of(found["code"], found["reason"], known)
        if fault:
            code, message, hint = fault
            findings.append(Finding(remark.at, code, message, hint, end=remark.end))
        else:
            first, last = _lines(remark, source)
            allowances.append(Allowance(found["code"], remark.at, first, last))
    return allowances, findings


def house_allowances(
    waivers: Sequence[tuple[Waiver, Position]], source: Source, number: int
) -> list[Allowance]:
    """The waivers of mekong.toml as far as they concern one issue."""
    last = len(source.lines)
    return [
        Allowance(waiver.code, at, 1, last, waiver.words)
        for waiver, at in waivers
        if waiver.issue in (None, number)
    ]


def fault_of(code: str, reason: str, known: Sequence[str]) -> tuple[str, str, str] | None:
    """What is wrong with a waiver: the code of a finding, its message and its hint."""
    if not code:
        return "W01", "This waiver names no code.", _FORM
    if not _CODE.fullmatch(code):
        what = "names no single code" if set(code) & set("*?,/|") else "names no code of a finding"
        return "W01", f"This waiver {what}: “{code}”.", _FORM
    if code not in {*known, *CODES}:
        return "W02", f"There is no finding “{code}”.", closest_code(code, [*known, *CODES])
    if code in CODES and CODES[code][0] == "error":
        return "W01", f"{code} cannot be waived: it stops the printing.", "Mend what it names."
    if not any(letter.isalnum() for letter in reason):
        return "W01", f"This waiver of {code} gives no reason.", _FORM
    return None


def apply(findings: Iterable[Finding], allowances: Sequence[Allowance], source: Source) -> Waived:
    """Part findings into those that are left and those that a waiver lets stand."""
    left: list[Finding] = []
    waived: list[Finding] = []
    used: set[Allowance] = set()
    for finding in findings:
        fitting = [one for one in allowances if _fits(one, finding, source)]
        used.update(fitting)
        (waived if fitting else left).append(finding)
    return Waived(tuple(left), tuple(waived), frozenset(used))


def idle(allowances: Iterable[Allowance], used: frozenset[Allowance]) -> Iterator[Finding]:
    """A finding for each waiver that allows nothing."""
    for one in allowances:
        if one not in used:
            message = f"This waiver of {one.code} is idle: nothing here needs it."
            yield Finding(one.at, "W03", message, "Delete it, or put it beside the place.")


def _fits(allowance: Allowance, finding: Finding, source: Source) -> bool:
    last = finding.end.line if finding.end else finding.at.line
    if finding.code != allowance.code or finding.at.file != source.file:
        return False
    if finding.at.line > allowance.last or last < allowance.first:
        return False
    lines = source.lines[finding.at.line - 1 : last]
    return not allowance.words or allowance.words in " ".join(lines)


def _lines(remark: Remark, source: Source) -> tuple[int, int]:
    """The lines that a waiver holds for: its own, or those of the block below it."""
    if not remark.alone:
        return remark.at.line, remark.end.line
    first = remark.end.line + 1
    while first < len(source.lines) and not source.line(first).strip(" \t>"):
        first += 1
    fenced = source.line(first).lstrip().startswith(":::")
    last = first
    while last < len(source.lines) and not _is_end(source.line(last + 1), fenced=fenced):
        last += 1
    return first, last


def _is_end(line: str, *, fenced: bool) -> bool:
    return line.strip() == ":::" if fenced else not line.strip(" \t>")
