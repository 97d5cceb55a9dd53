"""The examples in the docstrings of rules: a bad one is found, a good one is left alone."""

from __future__ import annotations

import re

import pytest

from manuscripts import manuscript, parsed, whole
from mekong_print.check.registry import FAMILIES, all_rules, rules_of
from mekong_print.check.rule import Example, Rule, rule
from mekong_print.check.stretch import Mark
from mekong_print.findings import CODES

EXAMPLES = [(one, example) for one in all_rules() for example in one.examples]


def marks(one: Rule, example: Example) -> list[Mark]:
    return list(one.read(manuscript(example.text, example.style)))


def named(value: object) -> str:
    match value:
        case Rule(code=code):
            return code
        case Example(sort=sort):
            return sort
    return ""


@pytest.mark.parametrize(("one", "example"), EXAMPLES, ids=named)
def test_a_bad_example_is_found_and_a_good_one_is_not(one: Rule, example: Example) -> None:
    found = marks(one, example)
    assert bool(found) == (example.sort == "Bad"), (example.text, found)


@pytest.mark.parametrize(("one", "example"), EXAMPLES, ids=named)
def test_an_example_is_an_issue_that_can_be_read(one: Rule, example: Example) -> None:
    assert parsed(whole(example.text)).errors == ()


@pytest.mark.parametrize(("one", "example"), EXAMPLES, ids=named)
def test_what_a_rule_marks_is_inside_the_file_and_told_in_a_sentence(
    one: Rule, example: Example
) -> None:
    lines = whole(example.text).split("\n")
    for mark in marks(one, example):
        for at in (mark.at, mark.end or mark.at):
            assert 1 <= at.line <= len(lines)
            assert 1 <= at.column <= len(lines[at.line - 1]) + 1
        for words in (mark.message, mark.hint or one.hint):
            assert re.fullmatch(r"[“A-Z0-9].*[.?!”]", words), words


@pytest.mark.parametrize("one", all_rules(), ids=named)
def test_each_rule_has_a_reason_a_hint_and_both_examples(one: Rule) -> None:
    assert {example.sort for example in one.examples} == {"Bad", "Good"}
    assert one.reason.endswith(".")
    assert re.fullmatch(r"[A-Z].*\.", one.title)
    assert re.fullmatch(r"[A-Z].*[.?]", one.hint)


def test_no_two_findings_share_a_code() -> None:
    codes = [*CODES, *(one.code for one in all_rules())]
    assert len(set(codes)) == len(codes)


def test_families_are_told_apart_by_their_letters() -> None:
    letters = [family.letter for family in FAMILIES]
    assert len(set(letters)) == len(letters)
    assert all(rules_of(family) for family in FAMILIES)


def test_a_rule_that_finds_nothing_or_too_much_would_be_seen() -> None:
    @rule("Q99", "note", "A rule.", hint="Do.")
    def blind(_manuscript: object) -> list[Mark]:
        """Why.

        Bad:
            He said so.

        Good, with quotes = "single":
            She said so.
        """
        return []

    bad, good = blind.examples
    assert (blind.reason, good.style) == ("Why.", 'quotes = "single"')
    assert (bad.text, good.text) == ("He said so.\n", "She said so.\n")
    with pytest.raises(AssertionError):
        test_a_bad_example_is_found_and_a_good_one_is_not(blind, bad)
