"""Waivers: what they let stand, what they do not, and what is said of those that are no use."""

from __future__ import annotations

import pytest

from manuscripts import HEIGHT, manuscript
from mekong_print.check.registry import all_rules
from mekong_print.check.waivers import apply, fault_of, house_allowances, idle, read_waivers
from mekong_print.document import Position
from mekong_print.findings import Finding
from mekong_print.style import Waiver

CODES = [rule.code for rule in all_rules()]
AT = Position("mekong.toml", 9, 1)


def left(text: str, word: str = "wrong", code: str = "Q21") -> tuple[list[int], list[str]]:
    """The lines on which a finding at each `word` is left, and codes of findings of waivers."""
    read = manuscript(text)
    findings = [
        Finding(one.at(place), code, "Wrong.", rated="error")
        for one in read.stretches
        for place in range(len(one.text))
        if one.text.startswith(word, place)
    ]
    allowances, faults = read_waivers(read.source, CODES)
    parted = apply(findings, allowances, read.source)
    said = [one.code for one in (*faults, *idle(allowances, parted.used))]
    return [one.at.line for one in parted.left], said


TOP = HEIGHT + 1  # the first line of what is written here
OK = "<!-- check: ok Q21 the court’s own words -->"


@pytest.mark.parametrize(
    ("text", "lines", "said"),
    [
        (f"It is wrong. {OK}\n\nwrong", [TOP + 2], []),
        (f"{OK}\nIt is\nwrong.\n\nwrong", [TOP + 4], []),
        (f"{OK}\n\nwrong\n\nwrong", [TOP + 4], []),
        (f"{OK}\n::: box A\nAll\n\nwrong\n:::\n\nwrong", [TOP + 7], []),
        (f"> {OK}\n> wrong\n\nwrong", [TOP + 3], []),
        (f"- wrong {OK}\n- wrong", [TOP + 1], []),
        (f"| a |\n|---|\n| wrong {OK} |\n| wrong |", [TOP + 3], []),
        (f"All is well. {OK}", [], ["W03"]),
        ("<!-- check: ok Q21 -->\nwrong", [TOP + 1], ["W01"]),
        ("<!-- check: ok Q21 … -->\nwrong", [TOP + 1], ["W01"]),
        ("<!-- check: ok -->\nwrong", [TOP + 1], ["W01"]),
        ("<!-- check: ok Q* why not -->\nwrong", [TOP + 1], ["W01"]),
        ("<!-- check: ok Q21,D21 why not -->\nwrong", [TOP + 1], ["W01"]),
        ("<!-- check: okay Q21 why not -->\nwrong", [TOP + 1], ["W01"]),
        ("<!-- check ok Q21 why not -->\nwrong", [TOP + 1], ["W01"]),
        ("<!-- check: with Malai, who was there -->\nwrong", [TOP + 1], []),
        ("<!-- check: ok all of it -->\nwrong", [TOP + 1], ["W01"]),
        ("<!-- check: ok Q98 a slip -->\nwrong", [TOP + 1], ["W02"]),
        ("<!-- check: ok S07 a tag -->\nwrong", [TOP + 1], ["W01"]),
        ("<!-- check: ok B02 no byline here -->\nwrong", [TOP + 1], ["W03"]),
        ("<!-- check the spelling -->\nwrong", [TOP + 1], []),
    ],
)
def test_a_waiver_holds_for_its_place_and_no_other(
    text: str, lines: list[int], said: list[str]
) -> None:
    assert left(text) == (lines, said)


def test_a_waiver_can_stand_behind_a_heading() -> None:
    assert left(f"# All wrong 🇰🇭 {OK}\n\nx")[0] == []
    assert left(f"## All wrong {OK}\nby A. Lee {OK}\n\nx") == ([], ["W03"])


def test_a_waiver_of_front_matter_is_a_yaml_comment() -> None:
    head = "---\ndesk: Mekong Belt\nnumber: 1\ntitle: All wrong{}\n---\n\n# A\n\nwrong\n"
    assert left(head.format("  # check: ok Q21 the minister’s words"))[0] == [9]
    assert left(head.format(" # the minister’s words"))[0] == [4, 9]


def test_a_waiver_is_for_one_code() -> None:
    assert left(f"It is wrong. {OK}", code="D21") == ([TOP], ["W03"])


def test_a_finding_of_several_lines_is_met_by_a_waiver_on_any_of_them() -> None:
    read = manuscript(f"It is\nwrong {OK}\nor not")
    finding = Finding(
        Position("issue.md", TOP, 1), "Q21", "Wrong.", end=Position("issue.md", TOP + 2, 3)
    )
    allowances, _ = read_waivers(read.source, CODES)
    assert apply([finding], allowances, read.source).left == ()


def test_the_house_waives_words_and_no_code_altogether() -> None:
    read = manuscript("It is wrong.\n\nIt is all wrong.")
    findings = [Finding(Position("issue.md", line, 7), "Q21", "Wrong.") for line in (TOP, TOP + 2)]
    waiver = Waiver(code="Q21", words="all wrong", reason="The title of a song.")
    of_other = Waiver(code="Q21", words="It is", reason="The song again.", issue=21)
    allowances = house_allowances([(waiver, AT), (of_other, AT)], read.source, 22)
    assert apply(findings, allowances, read.source).left == (findings[0],)


def test_the_nearest_code_is_named() -> None:
    fault = fault_of("Q99", "a reason", CODES)
    assert fault is not None
    assert fault[0] == "W02"
    assert "Did you mean “Q" in fault[2]
