"""`mekong rules`: what the rules are, and one of them with its reason and examples."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from mekong_print.check.proofreading import level_of
from mekong_print.check.registry import FAMILIES, all_rules, closest_code, rules_of
from mekong_print.check.rule import Rule
from mekong_print.errors import UsageError
from mekong_print.findings import CODES
from mekong_print.style import Rating


def listed(levels: Mapping[str, Rating]) -> Iterator[str]:
    """All rules by family, with the level that they have in this house."""
    for family in FAMILIES:
        yield family.title
        for rule in rules_of(family):
            yield f"  {rule.code}  {_level(rule, levels):<8} {rule.title}"


def explained(code: str, levels: Mapping[str, Rating]) -> Iterator[str]:
    """One rule: its reason, a bad and a good example. Raises UsageError."""
    wanted = code.strip().upper()
    rule = next((one for one in all_rules() if one.code == wanted), None)
    if rule:
        yield from _explained(rule, levels)
    elif wanted in CODES:
        level, about = CODES[wanted]
        yield f"{wanted}  {level}  {about}"
    else:
        every = [*CODES, *(one.code for one in all_rules())]
        raise UsageError(f"There is no rule “{code}”.", closest_code(wanted, every))


def _explained(rule: Rule, levels: Mapping[str, Rating]) -> Iterator[str]:
    yield f"{rule.code}  {_level(rule, levels)}  {rule.title}"
    yield ""
    yield rule.reason
    yield ""
    yield rule.hint
    for example in rule.examples:
        setting = f", with {example.style}" if example.style else ""
        yield ""
        yield f"{example.sort}{setting}:"
        yield ""
        yield from (f"    {line}".rstrip() for line in example.text.splitlines())


def _level(rule: Rule, levels: Mapping[str, Rating]) -> str:
    return "off" if levels.get(rule.code) == "off" else level_of(rule, levels)
