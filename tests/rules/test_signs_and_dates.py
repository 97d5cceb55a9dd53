"""Punctuation and dates: what fixes make of a text, and the days that words stand for."""

from __future__ import annotations

import pytest

from manuscripts import HEAD, manuscript, whole
from mekong_print.check import (
    apostrophes,
    brackets,
    clock,
    dashes,
    dates,
    deadlines,
    money,
    numbers,
    punctuation,
    quotation,
    relative,
    spacing,
    voices,
)
from mekong_print.check.mending import fixes_of, mended
from mekong_print.check.proofreading import proofread
from mekong_print.check.rule import Rule
from mekong_print.findings import Finding

MODULES = (
    apostrophes, brackets, clock, dashes, dates, deadlines, money, numbers, punctuation,
    quotation, relative, spacing, voices,
)  # fmt: skip
RULES = [one for module in MODULES for one in vars(module).values() if type(one) is Rule]


def findings(text: str, style: str = "") -> tuple[Finding, ...]:
    verdict = proofread(manuscript(text, style), RULES, {})
    assert verdict.crashes == ()
    return verdict.findings


def codes(text: str, style: str = "") -> list[str]:
    return [one.code for one in findings(text, style)]


def fixed(text: str, style: str = "") -> str:
    raw = mended(whole(text).encode(), fixes_of(findings(text, style))).decode()
    return raw.removeprefix(whole("")).strip()


@pytest.mark.parametrize(
    ("text", "better"),
    [
        ("They left , he said .", "They left, he said."),
        ("They left ,and on May 3 ; came.", "They left, and on May 3; came."),
        ("They  left.", "They left."),
        ("The “pact” (“ so ”) held.", "The “pact” (“so ”) held."),
        ("Two powers - Laos and China -- met.", "Two powers—Laos and China—met."),
        ("It was in the ‘90s, and the 1990’s.", "It was in the ’90s, and the 1990s."),
        ('From “a” to "b" at UTC +8.', "From “a” to “b” at UTC+8."),
        ("In 2019-2021 it rose by 5 per cent.", "In 2019–2021 it rose by 5 percent."),
        ("Exposure to PM 2.5 cost US$ 5.", "Exposure to PM2.5 cost US$5."),
        ("So … and ... and …", "So … and … and …"),
    ],
)
def test_fixes_change_signs_and_no_words(text: str, better: str) -> None:
    assert fixed(text) == better
    assert fixed(better) == better


def test_a_dash_in_a_headline_is_left_to_the_editor_since_its_id_hangs_on_it() -> None:
    text = "## Laos - Up\nby A. Writer\n\nRain.\n"
    (dash,) = [one for one in findings(text) if one.code == "Q39"]
    assert dash.fix is None


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("They left this Wednesday.", "Wednesday, October 29, 2025"),
        ("They will leave this Wednesday.", "Wednesday, November 5, 2025"),
        ("They left this Friday.", "Friday, October 31, 2025"),
        ("They left last Friday.", "Friday, October 24, 2025"),
        ("They leave next Friday.", "Friday, November 7, 2025"),
        ("They leave next Monday.", "Monday, November 3, 2025"),
        ("He said today that they left.", "Friday, October 31, 2025"),
        ("They left yesterday.", "Thursday, October 30, 2025"),
        ("They leave tomorrow.", "Saturday, November 1, 2025"),
        ("They left last night.", "Thursday, October 30, 2025"),
        ("They met last week.", "the week of October 20, 2025"),
        ("They met last month.", "September 2025"),
        ("They meet next year.", "2026"),
    ],
)
def test_relative_dates_are_told_with_the_day_they_stand_for(words: str, day: str) -> None:
    (found,) = findings(words)
    assert f" is {day}, by the deadline." in found.message


def test_the_day_is_written_as_the_house_writes_it() -> None:
    (found,) = findings("They left yesterday.", 'dates = "day-month"')
    assert "Thursday, 30 October 2025" in found.message


@pytest.mark.parametrize("key", ["", "date: 2025-10-31\n"])
def test_without_a_deadline_the_issues_day_counts_and_without_both_nothing_is_late(
    key: str,
) -> None:
    head = HEAD.replace("deadline: 2025-10-31 23:59 +08:00\n", key)
    found = codes(f"{head}# A\n\nIt began on November 1. He said today that it will end.\n")
    assert found == (["D22", "D23"] if key else ["D23"])


@pytest.mark.parametrize(
    "plan",
    [
        "The summit will be held on November 4.",
        "The summit, to be held on November 4, was announced in May.",
        "He was invited to a summit on November 4.",
        "Laos announced a summit for November 4.",
        "“The summit was held on November 4,” he dreamt.",
        "> The summit was held on November 4.",
        "The summit was scheduled on November 4.",
        "If the summit was held on November 4, nobody saw it.",
        "The king died on December 24.",
        "The king died on November 4, 1975.",
        "Offices are closed on November 9.",
        "The summit was held on October 31.",
    ],
)
def test_what_is_planned_quoted_or_long_ago_is_not_told_too_early(plan: str) -> None:
    assert "D22" not in codes(plan)


@pytest.mark.parametrize(
    "told",
    [
        "The summit was held on November 4.",
        "The summit was held in Vientiane on November 4.",
        "The accord, signed on 4 November 2025, is new.",
        "The guns fell silent: the truce began at 6 p.m. on Saturday, November 1.",
        "On November 4, the two leaders met in Hanoi and the border was opened.",
        "The bridge was opened in December 2025.",
    ],
)
def test_what_is_told_as_past_after_the_deadline_stops_the_build(told: str) -> None:
    assert "D22" in codes(told)


def test_marks_in_code_and_other_languages_are_left_alone() -> None:
    text = "`a , b “ ( -- 5% 31/10/2025`, [« so „so“ ( ]{lang=de} and <https://a.org/(31/10/2025>."
    assert codes(text) == []


def test_a_quotation_set_apart_keeps_its_style_but_not_its_slips() -> None:
    assert codes("> We left on 31 October - by 5%.") == []
    assert codes("> We left , he said (so.") == ["Q31", "Q30"]


def test_an_aside_may_run_over_paragraphs_but_not_into_another_article() -> None:
    article = "## {0}\nby A. Writer\n\n{1}\n\n"
    assert codes(article.format("A", "(So.\n\nAnd so.)")) == []
    two = article.format("A", "(So.") + article.format("B", "And so.)")
    assert codes(two) == ["Q30", "Q30"]
