"""The audit: no answer about a package is never taken for a good one."""

from __future__ import annotations

from types import ModuleType

import pytest

from proofing import program

HOLE = {"id": "PYSEC-1", "fix_versions": ["2.0"]}


@pytest.fixture(scope="module")
def audit() -> ModuleType:
    return program("audit")


def told(name: str, **more: object) -> dict[str, object]:
    return {"name": name, "version": "1.0", "vulns": [], **more}


def test_a_known_hole_is_named(audit: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    assert audit.judge([told("pypdf", vulns=[HOLE])], {"pypdf"}, "") == 1
    assert capsys.readouterr().out == "pypdf 1.0: PYSEC-1, mended in 2.0\n"


def test_what_was_not_asked_about_is_named(
    audit: ModuleType, capsys: pytest.CaptureFixture[str]
) -> None:
    skipped = {"name": "Jinja2", "skip_reason": "not found on PyPI"}
    assert audit.judge([told("pypdf"), skipped], {"pypdf", "jinja2"}, "") == 4
    assert "1 of 2: jinja2.\n    not found on PyPI" in capsys.readouterr().out
    assert audit.judge([], {"pypdf"}, "no network") == 4
    assert "1 of 1: pypdf.\n    no network" in capsys.readouterr().out


def test_only_an_answer_about_all_is_a_good_one(
    audit: ModuleType, capsys: pytest.CaptureFixture[str]
) -> None:
    assert audit.judge([told("pypdf"), told("click")], {"pypdf", "click"}, "") == 0
    assert capsys.readouterr().out == "No known hole in 2 packages.\n"


def test_the_list_holds_what_is_needed_and_no_more(audit: ModuleType) -> None:
    bom = {
        "metadata": {"component": {"bom-ref": "root"}},
        "components": [{"bom-ref": name, "name": name} for name in ("a", "b", "pytest")],
        "dependencies": [{"ref": "root", "dependsOn": ["a", "pytest"]}, {"ref": "pytest"}],
    }
    found = audit.needed(bom, {"a", "b"})
    assert [one["name"] for one in found["components"]] == ["a", "b"]
    assert found["dependencies"] == [{"ref": "root", "dependsOn": ["a"]}]


def test_what_mekong_stands_on_is_found_through_others(audit: ModuleType) -> None:
    pytest.importorskip("packaging")
    names = audit.standing_on("mekong-print")
    assert {"weasyprint", "pydyf", "cffi", "pikepdf", "pydantic-core"} <= names
    assert not names & {"pytest", "hypothesis", "mypy", "mekong-print"}
