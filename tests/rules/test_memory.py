"""What the house remembers: names that an earlier issue spells differently."""

from __future__ import annotations

from manuscripts import manuscript
from mekong_print.check.manuscript import EarlierIssue
from mekong_print.check.memory import two_spellings

TEXT = "Thongloun Sisolith met Malaichan Yatt.\n"
NEWER = EarlierIssue("021", "Mekong Belt", 21, "Newer", "He met Sisoulith again.")
OLDER = EarlierIssue("020", "Mekong Belt", 20, "Older", "Sisoulith met Malaichan, in Sisolit.")


def said(*earlier: EarlierIssue, text: str = TEXT) -> list[str]:
    return [mark.message for mark in two_spellings.read(manuscript(text, earlier=earlier))]


def test_a_name_that_departs_from_an_earlier_issue_names_the_newest_one() -> None:
    assert said(NEWER, OLDER) == ["“Sisolith” stands here; Issue 21 (Mekong Belt) has “Sisoulith”."]


def test_a_name_that_any_earlier_issue_has_is_left_alone() -> None:
    kept = EarlierIssue("001", "Mekong Belt", 1, "Oldest", "President Sisolith spoke.")
    assert said(NEWER, OLDER, kept) == []
    assert said() == []


def test_words_plurals_and_names_of_the_glossary_are_left_alone() -> None:
    text = "The Mekongs of Anutin Charnvirakul and of Vientiane: Governments and Savannakhet.\n"
    other = EarlierIssue("2", "Mekong Belt", 2, "", "Government, Mekongg, Vientianes, Savanakhet.")
    assert said(other, text=text) == []
