"""Front matter: lists of tables, each fault at its own key, and nothing that takes minutes."""

from __future__ import annotations

import datetime as dt
import time

import pytest

from mekong_print import typed
from mekong_print.document import Issue
from mekong_print.parse.front import read_head
from mekong_print.parse.issue import House, parse_issue

HEAD = "---\ndesk: Desk\nnumber: 1\ntitle: T\n"  # what is tested begins on line 5
FORM = "Write each as a line “  - date: 2025-11-03” and, below it, “    text: …”."

FAULTS = {
    "corrections:": [f"5:1: error M04: “corrections” must be a list.\n    {FORM}"],
    "corrections: words": [f"5:1: error M04: “corrections” must be a list.\n    {FORM}"],
    "corrections:\n  date: 2025-11-03": [
        f"5:1: error M04: “corrections” must be a list.\n    {FORM}"
    ],
    "corrections:\n  - date: 2025-11-03\n    text: x\n  - The name.": [
        f"8:5: error M04: “corrections 2” must be a table.\n    {FORM}"
    ],
    "corrections:\n  - txt: The name.\n    date: today": [
        "6:5: error M03: “txt” is not a key here.\n    Did you mean “text”?",
        "6:5: error M07: The key “text” is missing.\n    Add a line “text: …”.",
        "7:5: error M04: “date” must be a date such as 2025-10-31.\n    It is 'today' now.",
    ],
    "corrections:\n  - date: 2025-11-03\n    text: [a, b]": [
        "7:5: error M04: “text” must be text.\n    It is ['a', 'b'] now."
    ],
    "corrections:\n  - date: 2025-11-03\n    text: ''": [
        "7:5: error M04: “text” must be some words.\n    It is '' now."
    ],
    "corrections:\n  - date: 2025-11-03\n    date: 2025-11-04\n    text: x": [
        "7:5: error M06: “date” is given twice; the first is on line 6.\n"
        "    Delete one of the two lines."
    ],
    "correction:\n  - date: 2025-11-03\n    text: x": [
        "5:1: error M03: “correction” is not a key here.\n    Did you mean “corrections”?"
    ],
    "subtitle: [a]": [
        "5:1: error M04: “subtitle” must be one plain value.\n"
        "    If the text holds a colon, put it between quotation marks."
    ],
    "corrections:\n  - date: 2025-11-03\n    text: &x y": [
        "7:11: error M05: A YAML anchor stands here; only plain values are read.\n"
        "    Write the value out, between quotation marks if it opens with & * or !."
    ],
}


@pytest.mark.parametrize("text", FAULTS, ids=range(len(FAULTS)))
def test_each_fault_is_told_at_its_key(text: str) -> None:
    house = House({"Desk": ""})
    parsed = parse_issue(f"{HEAD}{text}\n---\n\n# A\n\nWords.\n".encode(), "i.md", house)
    told = [str(finding).removeprefix("i.md:") for finding in parsed.findings]
    assert sorted(told) == FAULTS[text]


def test_as_many_corrections_as_anybody_could_need() -> None:
    text = "corrections:\n" + "- date: 2025-11-03\n  text: x\n" * 150
    head = read_head(f"{HEAD}{text}---\n", "i.md")
    assert head.matter is not None
    assert len(head.matter.corrections) == 150
    assert head.places["corrections", 149, "text"].line == 5 + 2 * 150


@pytest.mark.parametrize(
    "text", ["corrections: [" + "{}, " * 9_000 + "]", "corrections: " + "[ " * 9_000]
)
def test_what_would_take_minutes_is_refused_at_once(text: str) -> None:
    start = time.process_time()
    head = read_head(f"{HEAD}{text}\n---\n", "i.md")
    assert [finding.code for finding in head.findings] == ["M02"]
    assert time.process_time() - start < 0.5


def test_a_record_from_before_there_were_corrections_is_still_read() -> None:
    source = f"{HEAD}---\n\n# A\n\nWords.\n".encode()
    issue = parse_issue(source, "i.md", House({"Desk": ""})).issue
    old = typed.to_json(issue).replace(b'"corrections":[],', b"")
    assert b"corrections" not in old
    assert typed.from_json(Issue, old) == issue


# ---------------------------------------------------------------- digits and years


@pytest.mark.parametrize(
    ("number", "day"),
    [("២២", "២០២៥-១០-៣១"), ("໒໒", "໒໐໒໕-໑໐-໓໑"), ("၂၂", "၂၀၂၅-၁၀-၃၁"), ("๒๒", "๒๐๒๕-๑๐-๓๑")],
)
def test_numbers_and_dates_may_be_typed_in_native_digits(number: str, day: str) -> None:
    text = f"---\ndesk: Desk\nnumber: {number}\ntitle: T\ndate: {day}\n---\n"
    matter = read_head(text, "i.md").matter
    assert matter is not None
    assert (matter.number, matter.date) == (22, dt.date(2025, 10, 31))


@pytest.mark.parametrize(
    "line", ["date: 2568-10-31", "date: ๒๕๖๘-๑๐-๓๑", "deadline: 2568-10-31 23:59 +07:00"]
)
def test_a_buddhist_year_is_refused_with_the_year_to_write(line: str) -> None:
    head = read_head(f"{HEAD}{line}\n---\n", "i.md")
    assert [(one.code, one.at.line) for one in head.findings] == [("M04", 5)]
    assert "write 2025" in str(head.findings[0])
