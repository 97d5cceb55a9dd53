"""Checking issues: a publication's house style, glossary and waivers, and its issues read by them.

What `mekong check` and `mekong build` share. Rules see values alone; whatever lies on the
disk is read here.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from mekong_print.check.manuscript import EarlierIssue, Manuscript, Standards
from mekong_print.check.proofreading import Crash, in_force, level_of, proofread
from mekong_print.check.protection import discreet
from mekong_print.check.registry import all_rules, closest_code
from mekong_print.check.rule import Rule
from mekong_print.check.waivers import (
    Allowance,
    apply,
    fault_of,
    house_allowances,
    idle,
    read_waivers,
)
from mekong_print.config import FrontMatter
from mekong_print.document import Figure, Issue, Position
from mekong_print.errors import MekongError, SourceError
from mekong_print.files import read_bytes
from mekong_print.findings import CODES, Finding, errors_of, in_reading_order
from mekong_print.glossaries import place_of_row, read_glossaries
from mekong_print.issue_files import IssueFile, all_issues, best_of, families
from mekong_print.languages import SOURCE_LANGUAGE
from mekong_print.parse.issue import Parsed
from mekong_print.pictures import size_of_picture
from mekong_print.places import CONFIG_NAME
from mekong_print.sources import Source
from mekong_print.style import Waiver, with_own
from mekong_print.translated import standing_of
from mekong_print.trees import read_tree
from mekong_print.walk import nodes
from mekong_print.workshop import Workshop, place_in_config, read_source

Wanted = Callable[[str], bool]  # whether a code was asked for


@dataclass(frozen=True, slots=True)
class Checked:
    """One issue that was read: what is wrong with it, and what was let stand."""

    issue: IssueFile
    source: Source | None
    findings: tuple[Finding, ...]
    waived: tuple[Finding, ...] = ()
    crashes: tuple[Crash, ...] = ()
    used: frozenset[Allowance] = frozenset()
    words: int = 0


def titles() -> dict[str, str]:
    """What each code is about: those of reading and printing, and those of rules."""
    return {code: about for code, (_, about) in CODES.items()} | {
        rule.code: rule.title for rule in all_rules()
    }


@dataclass(frozen=True)
class ProofDesk:
    """What the checks of one publication share; each part is read when it is first needed."""

    workshop: Workshop
    rules: tuple[Rule, ...] = field(default_factory=all_rules)

    @cached_property
    def codes(self) -> tuple[str, ...]:
        """The codes of all rules."""
        return tuple(rule.code for rule in self.rules)

    @cached_property
    def issues(self) -> tuple[IssueFile, ...]:
        """All issues of the publication."""
        return all_issues(self.workshop)

    @cached_property
    def standards(self) -> Standards:
        """What the house has settled. Raises SourceError."""
        self._refuse_unknown_levels()
        config = self.workshop.config
        glossary = read_glossaries(self.workshop.root)
        return Standards(
            config.style,
            with_own(config.countries),
            glossary,
            publication=config.publication,
            layouts=config.build.layouts,
            never_print=config.never_print,
        )

    def _refuse_unknown_levels(self) -> None:
        findings = [
            Finding(
                place_in_config(self.workshop, "levels", code),
                "M03",
                f"“{code}” is no rule.",
                closest_code(code, self.codes),
            )
            for code in self.workshop.config.levels
            if code not in self.codes
        ]
        if findings:
            raise SourceError(f"{CONFIG_NAME} cannot be used.", "", tuple(findings))

    @cached_property
    def waivers(self) -> tuple[tuple[Waiver, Position], ...]:
        """The waivers of mekong.toml that can be used, with their places."""
        return tuple(row for row in self._written if not self._fault(*row))

    @cached_property
    def faulty_waivers(self) -> tuple[Finding, ...]:
        """What is wrong with the waivers of mekong.toml that cannot be used."""
        return tuple(fault for row in self._written if (fault := self._fault(*row)))

    @cached_property
    def _written(self) -> tuple[tuple[Waiver, Position], ...]:
        waivers = self.workshop.config.waivers
        if not waivers:
            return ()
        raw = read_bytes(self.workshop.root / CONFIG_NAME, CONFIG_NAME)
        text = raw.decode("utf-8-sig")
        return tuple(
            (waiver, Position(CONFIG_NAME, *place_of_row(text, "waivers", row)))
            for row, waiver in enumerate(waivers)
        )

    def _fault(self, waiver: Waiver, at: Position) -> Finding | None:
        fault = fault_of(waiver.code, waiver.reason, self.codes)
        if fault is None:
            return None
        code, message, hint = fault
        return Finding(at, code, message, hint if code == "W02" else "Name one code, and why.")

    # ------------------------------------------------------------ one issue

    def read(self, issue: IssueFile, wanted: Wanted) -> Checked:
        """Read one issue by the rules that are wanted."""
        try:
            raw = read_source(self.workshop, issue.path)
        except SourceError:  # said in the findings of its front matter
            return Checked(issue, None, issue.findings)
        return self.read_bytes(issue, raw, wanted)

    def read_bytes(self, issue: IssueFile, raw: bytes, wanted: Wanted) -> Checked:
        """The same for bytes that may not be on the disk yet."""
        config = self.workshop.config
        parsed = read_tree(self.workshop, issue, raw)
        if parsed.issue is None or parsed.source is None:
            return Checked(issue, parsed.source, parsed.findings)
        manuscript = self.manuscript(parsed.issue, parsed.source)
        rules = [rule for rule in self.rules if wanted(rule.code)]
        verdict = proofread(manuscript, rules, config.levels)
        said = (*parsed.findings, *lacking_words(parsed.issue.lang))
        seen = [one for one in said if wanted(one.code)]
        seen += [one for one in self._late(issue, parsed) if wanted(one.code)]
        allowances, faults = read_waivers(parsed.source, self.codes)
        house_ones = house_allowances(self.waivers, parsed.source, parsed.issue.number)
        told = discreet([*seen, *verdict.findings], config.never_print)
        sorted_out = apply(told, [*allowances, *house_ones], parsed.source)
        run = {rule.code for rule in in_force(rules, config.levels)} | {*filter(wanted, CODES)}
        ran = [one for one in allowances if one.code in run]
        faults += idle(ran, sorted_out.used)
        left = [*sorted_out.left, *(one for one in faults if wanted(one.code))]
        return Checked(
            issue,
            parsed.source,
            in_reading_order(left),
            sorted_out.waived,
            verdict.crashes,
            sorted_out.used,
            manuscript.word_count,
        )

    def _late(self, issue: IssueFile, parsed: Parsed) -> tuple[Finding, ...]:
        """What a translation is behind with."""
        standing = standing_of(self.workshop, issue, parsed) if issue.suffix else None
        return standing.findings if standing else ()

    def manuscript(self, issue: Issue, source: Source) -> Manuscript:
        """An issue with all that rules may look at."""
        known = replace(
            self.standards,
            earlier=tuple(self._earlier(issue, source.file)),
            is_newest=not any(
                one.matter and one.matter.desk == issue.desk and one.matter.number > issue.number
                for one in self.issues
            ),
        )
        return Manuscript(issue, source, known, self._sizes(issue, source))

    def _sizes(self, issue: Issue, source: Source) -> dict[str, tuple[int, int]]:
        """The sizes of an issue's pictures in pixels, as far as they can be read."""
        folder = (self.workshop.root / source.file).parent.resolve()
        found: dict[str, tuple[int, int]] = {}
        for picture in {figure.picture for figure in nodes(issue.sections, Figure)}:
            path = (folder / picture).resolve()
            if path.suffix.lower() == ".svg" or not path.is_relative_to(folder):
                continue
            with suppress(MekongError):  # reading or printing says what is wrong with it
                size = size_of_picture(read_bytes(path, picture))
                found |= {picture: size} if size else {}
        return found

    def _earlier(self, issue: Issue, file: str) -> Iterable[EarlierIssue]:
        """The issues that came out before one, in its language if they are, the newest first."""
        today = issue.date or (issue.deadline.date() if issue.deadline else None)
        own = (self.workshop.root / file).parent
        each = [best_of(self.workshop, one, issue.lang) for one in families(self.issues)]
        before = [
            (matter, self._texts[one.path])
            for one in each
            if (matter := one.matter)
            and one.path.parent != own
            and _is_before(matter, issue, today)
        ]
        before.sort(key=lambda row: (_day(row[0]) or dt.date.min, row[0].number), reverse=True)
        for matter, text in before:
            name = f"{matter.desk} {matter.number}"
            yield EarlierIssue(name, matter.desk, matter.number, matter.title, text)

    @cached_property
    def _texts(self) -> dict[Path, str]:
        return {
            one.path: read_source(self.workshop, one.path).decode("utf-8", "replace")
            for one in self.issues
            if one.matter
        }

    # ------------------------------------------------------------ all of them

    def idle_waivers(self, checked: Iterable[Checked]) -> tuple[Finding, ...]:
        """The waivers of mekong.toml that nothing needs, as far as their issues were read."""
        read = [one for one in checked if one.source is not None]
        numbers = {one.issue.matter.number for one in read if one.issue.matter}
        everything = len({one.issue.path for one in read}) == len(self.issues)
        used = {allowance.at for one in read for allowance in one.used}
        crashed = {crash.code for one in read for crash in one.crashes}
        found = []
        for waiver, at in self.waivers:
            looked = everything if waiver.issue is None else waiver.issue in numbers
            if looked and at not in used and waiver.code not in crashed:
                message = f"This waiver of {waiver.code} is idle: no issue needs it."
                found.append(Finding(at, "W03", message, "Delete it."))
        return tuple(found)


def lacking_words(lang: str) -> tuple[Finding, ...]:
    """What the catalog of a language lacks; it is only read for another than its source."""
    if lang.split("-")[0] == SOURCE_LANGUAGE:
        return ()
    from mekong_print.compose.catalogs import lacking

    return lacking(lang)


def _is_before(matter: FrontMatter, issue: Issue, today: dt.date | None) -> bool:
    if matter.desk == issue.desk:
        return matter.number < issue.number
    day = _day(matter)
    return day is not None and today is not None and day < today


def _day(matter: FrontMatter) -> dt.date | None:
    return matter.date or (matter.deadline.date() if matter.deadline else None)


def refusal_of(desk: ProofDesk, issue: Issue, source: Source) -> MekongError | None:
    """What stops the printing of an issue: the errors that rules find and no waiver allows.

    Only rules whose findings are errors are run. A rule that fails stops it as well.
    """
    levels = desk.workshop.config.levels
    rules = [rule for rule in in_force(desk.rules, levels) if level_of(rule, levels) == "error"]
    try:
        verdict = proofread(desk.manuscript(issue, source), rules, levels)
    except SourceError as error:  # a house style or a glossary that cannot be used
        return error
    for crash in verdict.crashes:
        return MekongError(f"The rule {crash.code} ({crash.name}) failed.\n{crash.trace}", _WAY_OUT)
    allowances, _ = read_waivers(source, desk.codes)
    allowed = [*allowances, *house_allowances(desk.waivers, source, issue.number)]
    told = discreet(verdict.findings, desk.workshop.config.never_print)
    errors = errors_of(apply(told, allowed, source).left)
    if not errors:
        return None
    return SourceError(f"{source.file} has errors and was not printed.", _WAY_OUT, errors)


_WAY_OUT = "Mend it, or build with --no-check: the PDF is then marked as a draft."
