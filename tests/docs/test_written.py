"""The pages that tools/write_docs.py writes, and the record of an issue against its schema."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from types import ModuleType

import jsonschema
import pytest

from mekong_print import typed
from mekong_print.document import Issue
from mekong_print.findings import CODES
from mekong_print.parse.issue import House, parse_issue
from proofing import program

ROOT = Path(__file__).parents[2]
SCHEMA = ROOT / "docs" / "record.schema.json"
SOURCES = [
    *ROOT.glob("issues/*/issue.md"),
    *ROOT.glob("src/mekong_print/sample/*/issue.md"),
]


@cache
def script() -> ModuleType:
    """tools/write_docs.py, which is no package."""
    return program("write_docs")


@cache
def tree(path: Path) -> Issue:
    parsed = parse_issue(path.read_bytes(), "issue.md", House({}))
    assert parsed.issue is not None
    return parsed.issue


def against_schema(record: bytes) -> list[str]:
    """What is wrong with a record by the published schema."""
    validator = jsonschema.Draft202012Validator(json.loads(SCHEMA.read_text("utf-8")))
    return [fault.message for fault in validator.iter_errors(json.loads(record))]


def test_pages_are_what_the_script_writes() -> None:
    assert [page.name for page in script().stale()] == []


def test_every_finding_has_something_to_do_and_a_family() -> None:
    assert script().TO_DO.keys() == CODES.keys()
    assert {code[0] for code in CODES} == script().FAMILIES.keys()


def test_schema_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(json.loads(SCHEMA.read_text("utf-8")))


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.parent.name)
def test_record_fits_the_schema_and_reads_back_equal(path: Path) -> None:
    record = typed.to_json(tree(path))
    assert against_schema(record) == []
    assert typed.from_json(Issue, record) == tree(path)


def test_there_are_records_to_look_at() -> None:
    assert {path.parent.name[:4] for path in SOURCES} >= {"022-", "001-"}


@pytest.mark.parametrize(
    ("key", "value"), [("number", "22"), ("sections", [{"kind": "section"}]), ("kind", "article")]
)
def test_schema_refuses_what_is_no_record(key: str, value: object) -> None:
    record = json.loads(typed.to_json(tree(SOURCES[0])))
    assert against_schema(json.dumps(record | {key: value}).encode())


def test_a_stale_page_is_seen_and_written_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(script(), "DOCS", tmp_path / "docs")
    (tmp_path / "docs").mkdir()
    assert script().main(["--check"]) == 1
    assert script().main([]) == 0
    assert script().main(["--check"]) == 0
    assert (tmp_path / "docs" / SCHEMA.name).read_text("utf-8") == SCHEMA.read_text("utf-8")
