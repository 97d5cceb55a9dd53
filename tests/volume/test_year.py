"""`tools/make_year.py`: real-sized issues with ids and photos of their own, always the same."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

import pytest

from mekong_print import typed
from mekong_print.document import Figure, Footnote, Issue, Table
from mekong_print.pdf.read import read_attachment, read_facts
from mekong_print.walk import nodes
from proofing import ROOT, mekong
from volume.year import ISSUES, SCRIPT, Year, write_year
from volume.year import year as year  # a fixture, where conftest has it not

KILO = 1000


def contents(root: Path) -> Mapping[str, str]:
    """Every file by its hash."""
    files = (path for path in sorted(root.rglob("*")) if path.is_file())
    return {str(path.relative_to(root)): sha256(path.read_bytes()).hexdigest() for path in files}


def records(year: Year) -> list[Issue]:
    """The issues as their PDFs carry them."""
    found = []
    for number, pdf in enumerate(year.pdfs, 1):
        found.append(
            typed.from_json(Issue, read_attachment(pdf.read_bytes(), f"{number:03d}-issue.json"))
        )
    return found


def test_each_issue_has_the_size_of_a_real_one(year: Year) -> None:
    assert len(year.pdfs) == ISSUES
    for pdf in year.pdfs:
        facts = read_facts(pdf.read_bytes())
        assert 8 <= facts.pages <= 12
        assert len(facts.fonts) >= 5
        assert len(facts.ids) > 10


def test_issues_have_what_makes_a_volume_hard(year: Year) -> None:
    for issue in records(year):
        assert len(list(nodes(issue, Figure))) >= 2
    for kind in (Table, Footnote):
        assert len([issue for issue in records(year) if list(nodes(issue, kind))]) > ISSUES / 2


def test_ids_differ_by_their_prefix_alone_and_never_meet(year: Year) -> None:
    sets = [set(read_facts(pdf.read_bytes()).ids) for pdf in year.pdfs]
    assert len(set.union(*sets)) == sum(map(len, sets))
    bare = [{name[4:] for name in names} for names in sets]
    assert len(set.union(*bare)) < sum(map(len, bare))


def test_photos_differ_and_the_logo_is_the_same(year: Year) -> None:
    photos = {path.read_bytes() for path in year.root.glob("issues/*/photo-1.jpg")}
    logos = {path.read_bytes() for path in year.root.glob("issues/*/logo.png")}
    assert (len(photos), len(logos)) == (ISSUES, 1)
    assert all(70 * KILO < len(photo) < 95 * KILO for photo in photos)
    assert 140 * KILO < len(next(iter(logos))) < 160 * KILO


def test_issues_come_out_on_mondays_of_2025(year: Year) -> None:
    days = [issue.date for issue in records(year)]
    assert all(
        day is not None and day.isocalendar()[:2] == (2025, n) for n, day in enumerate(days, 2)
    )
    assert all(day is not None and day.weekday() == 0 for day in days)


def test_a_year_is_written_in_no_time_and_always_the_same(tmp_path: Path) -> None:
    start = time.perf_counter()
    write_year(tmp_path / "one", 52)
    assert time.perf_counter() - start < 6  # 0.8 s alone; the machine may be busy
    write_year(tmp_path / "other", 52)
    one = contents(tmp_path / "one")
    assert one == contents(tmp_path / "other")
    assert len({digest for name, digest in one.items() if name.endswith("issue.md")}) == 52


def test_desks_have_prefixes_and_numbers_of_their_own(tmp_path: Path) -> None:
    root = write_year(tmp_path / "desks", 5, "--desks", 2, "--photos", 3)
    assert sorted(path.name for path in (root / "issues").iterdir()) == [
        "001", "002", "003", "delta-001", "delta-002",
    ]  # fmt: skip
    assert len(list(root.glob("issues/*/photo-*.jpg"))) == 15
    listed = mekong("list", cwd=root)
    assert (listed.code, listed.err) == (0, "")
    issue = typed.from_json(Issue, mekong("show", "delta-002", "--json", cwd=root).out.encode())
    assert issue.prefix == "delta-002-"


def test_every_thirteenth_issue_is_corrected(tmp_path: Path) -> None:
    root = write_year(tmp_path / "corrected", 13)
    heads = {
        path.parent.name: path.read_text("utf-8").split("\n---\n")[0]
        for path in root.glob("issues/*/issue.md")
    }
    found = [name for name, head in heads.items() if "corrections:" in head]
    assert found == ["013"]


@pytest.mark.parametrize("words", [["there"], ["new", "--issues", "0"], ["new", "--desks", "0"]])
def test_what_cannot_be_written_is_refused(tmp_path: Path, words: list[str]) -> None:
    (tmp_path / "there").mkdir()
    command = [sys.executable, str(SCRIPT), *words]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "new folder" in done.stderr or "at least one issue" in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["there"]


def test_the_command_is_named_where_people_look() -> None:
    assert "python tools/make_year.py" in (ROOT / "CONTRIBUTING.md").read_text("utf-8")
