"""The record of an issue is read back by the kinds of its nodes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, get_args

import pytest

from mekong_print import typed
from mekong_print.document import Block, Inline, Issue
from mekong_print.parse.issue import parse_issue
from parse.test_parse import HOUSE, SOURCES


def tables(thing: Any) -> Iterator[dict[str, Any]]:
    """All tables of a record, the outer ones first."""
    match thing:
        case dict():
            yield thing
            yield from (one for value in thing.values() for one in tables(value))
        case list():
            yield from (one for value in thing for one in tables(value))


@pytest.fixture(scope="module")
def record() -> dict[str, Any]:
    issues = (parse_issue(one.read_bytes(), one.name, HOUSE).issue for one in SOURCES)
    records = (typed.to_json(issue) for issue in issues if issue is not None)
    return json.loads(next(one for one in records if b'"kind":"strong"' in one))


@pytest.mark.parametrize("union", [Inline, Block])
def test_no_two_nodes_that_can_stand_in_one_place_have_one_kind(union) -> None:
    members = get_args(get_args(union)[0])
    kinds = {one.__dataclass_fields__["kind"].default for one in members}
    assert len(kinds) == len(members) > 1


def test_a_node_of_an_unknown_kind_is_refused(record) -> None:
    assert typed.from_json(Issue, json.dumps(record).encode())
    next(one for one in tables(record) if one.get("kind") == "strong")["kind"] = "blink"
    with pytest.raises(ValueError, match="blink"):
        typed.from_json(Issue, json.dumps(record).encode())
