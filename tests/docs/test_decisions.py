"""The pages of docs/decisions: their order, their parts, and the bounds of dependencies."""

from __future__ import annotations

import re
import tomllib

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from proofing import ROOT

PAGES = sorted((ROOT / "docs" / "decisions").glob("*.md"))
TEXTS = {page.name: page.read_text("utf-8") for page in PAGES}


def bounds(lines: list[str]) -> dict[str, str]:
    """`name>=1,<2` as name → bounds."""
    parts = (re.match(r"([\w-]+)(?:\[\w+\])?(.*)", line) for line in lines)
    return {part.group(1): part.group(2) for part in parts if part}


def shown(head: str, page: str) -> dict[str, str]:
    """The first two columns of the table that opens with `head`."""
    table = page.split(f"| {head} |")[1].split("\n\n")[0]
    return dict(re.findall(r"^\| ([\w-]+) \| ([<>=][^|]*) \|", table, re.M))


def test_dependencies_are_on_their_page_with_their_bounds() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    page = TEXTS["0001-dependencies.md"]
    assert shown("needed to run", page) == bounds(project["project"]["dependencies"])
    assert shown("needed to test", page) == bounds(project["dependency-groups"]["test"])


def unproven(proven: str, asked: list[str]) -> list[str]:
    """Those of the asked-for packages that have no proven version within their bounds."""
    lines = [line for line in proven.splitlines() if not line.startswith("#")]
    versions = {canonicalize_name(name): of for name, of in (line.split("==") for line in lines)}
    wanted = [Requirement(line) for line in asked]
    known = [(one, versions.get(canonicalize_name(one.name))) for one in wanted]
    return [one.name for one, of in known if of is None or of not in one.specifier]


def all_asked() -> list[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    groups = project["dependency-groups"].values()
    return project["project"]["dependencies"] + [line for group in groups for line in group]


def test_each_package_has_a_proven_version_within_its_bounds() -> None:
    proven = (ROOT / "tools" / "proven.txt").read_text("utf-8")
    assert unproven(proven, all_asked()) == []
    assert unproven(re.sub(r"pypdf==.*", "pypdf==6.9.0", proven), all_asked()) == ["pypdf"]
    assert unproven(proven.replace("pypdf==", "other=="), all_asked()) == ["pypdf"]


def test_pages_are_numbered_without_gaps() -> None:
    assert [int(name[:4]) for name in TEXTS] == list(range(1, len(TEXTS) + 1))


@pytest.mark.parametrize("name", TEXTS)
def test_page_says_what_was_decided_and_why(name: str) -> None:
    assert TEXTS[name].startswith(f"# {name[:4]} ")
    assert "**Decision.**" in TEXTS[name]
    assert "**Why" in TEXTS[name]
    assert len(TEXTS[name].splitlines()) < 60


def test_a_moved_bound_would_be_seen() -> None:
    page = TEXTS["0001-dependencies.md"].replace(">=4.66,<5", ">=4.66,<6")
    assert shown("needed to run", page) != shown("needed to run", TEXTS["0001-dependencies.md"])
