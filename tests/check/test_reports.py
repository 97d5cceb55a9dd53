"""What people and machines read of findings."""

from __future__ import annotations

import json

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mekong_print.document import Position
from mekong_print.findings import Finding, Fix
from mekong_print.report.excerpt import CUT, WIDTH, cells, excerpt
from mekong_print.report.machines import as_github, as_json, as_sarif
from mekong_print.report.statistics import counted, per_thousand, summed


def at(line: int, column: int) -> Position:
    return Position("issues/a b/issue.md", line, column)


FINDING = Finding(
    at(3, 5),
    "Q21",
    "100 % wrong:\nsee",
    "Do, so.",
    "warning",
    at(3, 6),
    Fix(at(3, 5), at(3, 6), "’"),
)
LONG = Finding(at(3, 5), "S07", "Wrong.", end=at(4, 2))


@pytest.mark.parametrize(
    ("line", "start", "end", "sign"),
    [
        ("The river", 4, 9, "    ^^^^^"),
        ("The river", 9, 9, "         ^"),
        ("a\tb", 2, 3, "  ^"),
        ("漢字 river", 3, 8, "     ^^^^^"),
        ("e\u0301e\u0301 x", 5, 6, "   ^"),
        ("ភ្នំ x", 5, 6, "   ^"),
        ("a\u200bb", 1, 2, " ^"),
        ("short", 90, 99, "     ^"),
    ],
)
def test_the_sign_stands_below_the_place(line: str, start: int, end: int, sign: str) -> None:
    assert excerpt(line, start, end).sign == sign


def test_of_a_long_line_what_stands_around_the_place_is_shown() -> None:
    line = "x" * 500 + "RIVER" + "y" * 500
    shown, sign = excerpt(line, 500, 505)
    assert shown.startswith(f"{CUT}x")
    assert shown.endswith(f"y{CUT}")
    assert len(shown) <= WIDTH + 2
    assert shown[sign.index("^") : sign.index("^") + 5] == "RIVER"
    assert len(excerpt("z" * 900, 0, 900).sign) == WIDTH


@given(st.text(max_size=300), st.integers(0, 300), st.integers(0, 300))
def test_an_excerpt_is_never_wider_than_the_page(line: str, start: int, length: int) -> None:
    shown, sign = excerpt(line, start, start + length)
    assert sum(map(cells, shown)) <= WIDTH + 2
    assert sign.strip(" ") == "^" * sign.count("^") != ""


def test_json_has_all_of_a_finding() -> None:
    assert json.loads(as_json(FINDING)) == {
        "file": "issues/a b/issue.md",
        "line": 3,
        "column": 5,
        "end_line": 3,
        "end_column": 6,
        "code": "Q21",
        "level": "warning",
        "message": "100 % wrong:\nsee",
        "hint": "Do, so.",
        "fix": {"start": [3, 5], "end": [3, 6], "words": "’"},
    }
    assert json.loads(as_json(LONG))["fix"] is None


def test_a_github_annotation_is_one_escaped_line() -> None:
    assert as_github(FINDING, "A, b: c") == (
        "::warning file=issues/a b/issue.md,line=3,endLine=3,col=5,endColumn=6,"
        "title=Q21 A%2C b%3A c::100 %25 wrong:%0Asee Do, so."
    )
    assert as_github(LONG, "A") == (
        "::error file=issues/a b/issue.md,line=3,endLine=4,title=S07 A::Wrong."
    )


WHOLE_NUMBER = {"type": "integer", "minimum": 1}
REGION = {
    "type": "object",
    "required": ["startLine", "startColumn", "endLine", "endColumn"],
    "additionalProperties": WHOLE_NUMBER,
}
LOCATION = {
    "type": "object",
    "required": ["artifactLocation", "region"],
    "properties": {
        "artifactLocation": {"properties": {"uri": {"type": "string", "pattern": "^[^ ]+$"}}},
        "region": REGION,
    },
}
# What SARIF 2.1.0 (OASIS) asks of the parts that we write: its sections 3.13, 3.14, 3.27.
SARIF = {
    "type": "object",
    "required": ["version", "runs"],
    "properties": {
        "version": {"const": "2.1.0"},
        "runs": {
            "type": "array",
            "items": {
                "required": ["tool", "results"],
                "properties": {
                    "columnKind": {"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
                    "results": {
                        "items": {
                            "required": ["message", "ruleId", "level", "locations"],
                            "properties": {
                                "level": {"enum": ["none", "note", "warning", "error"]},
                                "message": {"required": ["text"]},
                                "locations": {
                                    "items": {"properties": {"physicalLocation": LOCATION}}
                                },
                            },
                        }
                    },
                },
            },
        },
    },
}


def test_sarif_has_each_finding_with_its_rule_place_and_fix() -> None:
    log = json.loads(as_sarif([FINDING, LONG, FINDING], {"Q21": "A title."}, "1.0"))
    jsonschema.validate(log, SARIF)
    (run,) = log["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == ["Q21", "S07"]
    assert rules[0]["shortDescription"]["text"] == "A title."
    assert [rules[one["ruleIndex"]]["id"] for one in run["results"]] == ["Q21", "S07", "Q21"]
    fix = run["results"][0]["fixes"][0]["artifactChanges"][0]
    assert fix["artifactLocation"]["uri"] == "issues/a%20b/issue.md"
    assert fix["replacements"][0]["insertedContent"]["text"] == "’"
    assert "fixes" not in run["results"][1]


def test_an_empty_sarif_log_is_one_as_well() -> None:
    jsonschema.validate(json.loads(as_sarif([], {}, "1.0")), SARIF)


def test_statistics_count_codes_and_noise() -> None:
    findings = (FINDING, FINDING, LONG)
    assert list(counted(findings, {"Q21": "A title."})) == [
        "    2  Q21  warning  A title.",
        "    1  S07  error",
    ]
    assert summed(findings, 1500) == (
        "1 error, 2 warnings, 0 notes; 2.0 warnings and errors on each 1,000 words."
    )
    assert per_thousand((), 0) == 0
