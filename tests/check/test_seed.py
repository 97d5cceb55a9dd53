"""Issue 22 against a careful reading of it: what must be found is, and no trap is fallen into."""

from __future__ import annotations

import pytest

from check_seed import (
    LEFT_TO_PEOPLE,
    ROWS,
    TRAPS,
    Row,
    Trap,
    alarms,
    counts,
    findings,
    is_found,
    lines,
    manuscript,
    place,
    touches,
)
from mekong_print.check.registry import all_rules

CODES = {rule.code for rule in all_rules()}
WRITTEN = [row for row in ROWS if row.code]


@pytest.mark.parametrize("row", WRITTEN, ids=lambda row: f"{row.number}-{row.code}-L{row.line}")
def test_what_a_careful_reader_finds_is_found(row: Row) -> None:
    here = [one for one in findings() if touches(one, row.line, row.words)]
    assert is_found(row), here


@pytest.mark.parametrize("trap", TRAPS, ids=lambda trap: trap.words[:30])
def test_what_is_right_is_left_alone(trap: Trap) -> None:
    assert alarms(trap) == []


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.number}-L{row.line}")
def test_each_place_is_in_the_source(row: Row) -> None:
    assert row.words in manuscript().source.line(lines()[row.line])
    assert place(row).column >= 1
    assert not row.code or row.code in CODES
    assert row.number not in LEFT_TO_PEOPLE


@pytest.mark.parametrize("trap", TRAPS, ids=lambda trap: trap.words[:30])
def test_each_trap_is_in_the_source(trap: Trap) -> None:
    assert trap.words in manuscript().source.line(lines()[trap.line])


def test_raw_copy_is_not_drowned_in_findings() -> None:
    assert counts().noise < 12


def test_lines_of_the_plain_text_are_found_in_the_source() -> None:
    source = manuscript().source
    shown = {line: source.line(lines()[line])[:20] for line in (1, 3, 7, 28, 50)}
    assert shown == {
        1: "title: From Ceasefir",
        3: "# Editor’s Note",
        7: "## The Mekong’s Most",
        28: "Natamon has served a",
        50: "Chammie is a develop",
    }


def test_a_finding_in_a_trap_would_be_seen() -> None:
    (apostrophe,) = [one for one in findings() if one.code == "Q21"]
    assert touches(apostrophe, 45, "Laos's")
    assert not touches(apostrophe, 45, "Laos’ largest")
    assert not touches(apostrophe, 46, "Lancang")
    assert alarms(Trap(45, "Laos's", ("Q21",))) == [apostrophe]
    assert alarms(Trap(45, "Laos's", ("L", "Q22"))) == []
