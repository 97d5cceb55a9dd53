"""Proofreading: rules run over a manuscript, and what comes of it.

Rules run one by one, in the order of their codes; what they find is given in reading
order. A rule that crashes is our bug: it is named, and the others still run.
"""

from __future__ import annotations

import traceback
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from mekong_print.check.manuscript import Manuscript
from mekong_print.check.rule import Rule
from mekong_print.check.stretch import Mark
from mekong_print.findings import Finding, Level, in_reading_order

Levels = Mapping[str, Level | Literal["off"]]


@dataclass(frozen=True, slots=True)
class Crash:
    """A rule that failed: a bug of ours."""

    code: str
    name: str
    trace: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the rules found, in reading order, and the rules that failed."""

    findings: tuple[Finding, ...] = ()
    crashes: tuple[Crash, ...] = ()


def in_force(rules: Iterable[Rule], levels: Levels) -> tuple[Rule, ...]:
    """The rules that the house has not switched off."""
    return tuple(rule for rule in rules if levels.get(rule.code) != "off")


def level_of(rule: Rule, levels: Levels) -> Level:
    """The level of a rule's findings in this house."""
    own = levels.get(rule.code)
    return rule.level if own is None or own == "off" else own


def proofread(manuscript: Manuscript, rules: Iterable[Rule], levels: Levels) -> Verdict:
    """Run rules over a manuscript."""
    findings: list[Finding] = []
    crashes: list[Crash] = []
    for rule in in_force(rules, levels):
        try:
            marks = list(rule.read(manuscript))
        except Exception:  # one rule must not silence the others
            crashes.append(Crash(rule.code, rule.name, traceback.format_exc()))
            continue
        findings += [_finding(rule, mark, level_of(rule, levels)) for mark in marks]
    return Verdict(in_reading_order(findings), tuple(crashes))


def _finding(rule: Rule, mark: Mark, level: Level) -> Finding:
    return Finding(
        mark.at, rule.code, mark.message, mark.hint or rule.hint, level, mark.end, mark.fix
    )
