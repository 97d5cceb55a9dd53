"""The proof desk of a publication: what it remembers, and whose waivers are idle."""

from __future__ import annotations

from pathlib import Path

import pytest

from mekong_print.checking import ProofDesk
from mekong_print.issue_files import IssueFile
from mekong_print.workshop import open_workshop

CONFIG = """\
[publication]
name = "River"
publisher = "River Press"
url = "https://example.org/"
[[desks]]
name = "River"
[[desks]]
name = "Sea"
prefix = "sea"
"""
HEAD = "---\ndesk: {}\nnumber: {}\ntitle: T\n{}---\n\n# A\n\n{}\n"
WAIVER = '[[waivers]]\ncode = "Q21"\nwords = "{}"\nreason = "A brand."\n{}\n'


def every(_code: str) -> bool:
    return True


@pytest.fixture
def desk(tmp_path: Path):
    """A desk with some issues, and what is added to mekong.toml."""

    def opened(*issues: tuple[str, int, str, str], config: str = "") -> ProofDesk:
        (tmp_path / "mekong.toml").write_text(CONFIG + config, "utf-8")
        for name, number, day, words in issues:
            path = tmp_path / "issues" / f"{name}-{number}" / "issue.md"
            path.parent.mkdir(parents=True)
            date = f"date: {day}\n" if day else ""
            path.write_text(HEAD.format(name, number, date, words), "utf-8")
        return ProofDesk(open_workshop(tmp_path))

    return opened


def issue_of(desk: ProofDesk, name: str) -> IssueFile:
    return next(one for one in desk.issues if one.name == name)


def remembered(desk: ProofDesk, name: str) -> list[str]:
    """The earlier issues that rules see with an issue."""
    seen: list[str] = []
    rule = desk.rules[0]

    def spy(manuscript):
        seen.extend(one.name for one in manuscript.house.earlier)
        assert all("# A" in one.text for one in manuscript.house.earlier)
        return ()

    spying = ProofDesk(desk.workshop, (type(rule)("Q97", "note", "Spy.", "Do.", spy),))
    spying.read(issue_of(desk, name), every)
    return seen


def test_earlier_issues_are_those_before_it_the_newest_first(desk) -> None:
    made = desk(
        ("River", 1, "2025-01-01", "a"),
        ("River", 2, "2025-02-01", "b"),
        ("River", 3, "2025-03-01", "c"),
        ("Sea", 8, "2025-01-15", "d"),
        ("Sea", 9, "2025-02-01", "e"),
        ("Sea", 7, "", "f"),
    )
    assert remembered(made, "River-2") == ["Sea 8", "River 1"]
    assert remembered(made, "River-1") == []
    assert remembered(made, "River-3") == ["Sea 9", "River 2", "Sea 8", "River 1"]


def idle(desk: ProofDesk, *names: str) -> list[int]:
    checked = [desk.read(issue_of(desk, name), every) for name in names]
    return [finding.at.line for finding in desk.idle_waivers(checked)]


def test_a_waiver_is_idle_only_once_all_that_it_is_for_was_read(desk) -> None:
    config = WAIVER.format("Vien'Tech", "") + WAIVER.format("Laos's", "issue = 2")
    made = desk(
        ("River", 1, "", "Laos’ Vien'Tech"), ("River", 2, "", "Laos’ border"), config=config
    )
    first, second = 10, 15
    assert idle(made, "River-1") == []
    assert idle(made, "River-2") == [second]
    assert idle(made, "River-1", "River-2") == [second]
    other = ProofDesk(made.workshop)
    (made.workshop.root / "issues/River-1/issue.md").write_text(
        HEAD.format("River", 1, "", "Laos’"), "utf-8"
    )
    assert idle(other, "River-1", "River-2") == [first, second]


def test_clean_copy_waives_nothing_and_counts_its_words(desk) -> None:
    made = desk(("River", 1, "2025-01-01", "The river rises."))
    checked = made.read(issue_of(made, "River-1"), every)
    assert (checked.findings, checked.waived, checked.crashes) == ((), (), ())
    assert checked.words == 5
