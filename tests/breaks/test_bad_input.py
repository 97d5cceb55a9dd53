"""What no reader should have to see: it is set, or refused with a finding, and nothing breaks."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from breaks.conftest import printed

HEAD = "---\ndesk: Six Tongues\nnumber: 1\ntitle: {}\ndate: 2026-11-23\n---\n\n"
BODY = "# Cambodia\n\n## A head\nby A Writer\n\n{}\n"
LONG = ("ក", "ក្រា", "ก", "น้ำ", "ກ", "က", "က်")
SET = {
    "joiners": "ក\u200bខ\u200b\u200bគ\u2060ឃ ស\u2060\u2060រ",
    "right to left": "ខ្មែរ\u200fរ ไทย\u200f ລາວ",
    "long": "\n\n".join(one * (10_000 // len(one)) for one in LONG),
}
BROKEN = {
    "latin": "a" * 10_000,
    "overrides": "ខ្មែរ \u202eไทย\u202c ລາວ",
    "wrong order": "\u17c1ខ្មែរ \u102d\u1000 ក\u17d2 \u17d2ក",
    "lone vowels": "\u17b6 \u0e31 \u0eb1 \u102d " + "\u17be" * 300,
    "emoji": "👨‍👩‍👧‍👦ខ្មែរ🏳️‍🌈 1️⃣",
}


def made(folder: Path, text: str, title: str = "A title") -> tuple[int, str]:
    issue = folder / "issues" / "001-bad" / "issue.md"
    issue.parent.mkdir(parents=True)
    issue.write_text(HEAD.format(title) + BODY.format(text), "utf-8")
    run = printed(folder)
    assert run.code != 70, run.err
    return run.code, run.out + run.err


@pytest.mark.parametrize("name", SET)
def test_what_can_be_set_is_set_within_its_column(tmp_path: Path, name: str) -> None:
    code, said = made(tmp_path, SET[name])
    assert code == 0, said
    assert "P01" not in said


@pytest.mark.parametrize("name", BROKEN)
def test_what_is_broken_is_set_or_refused_with_a_finding(tmp_path: Path, name: str) -> None:
    code, said = made(tmp_path, BROKEN[name])
    assert "P01" not in said
    assert code == 0 or re.search(r"issue\.md:\d+:\d+: error [A-Z]\d\d", said)


def test_an_unpaired_surrogate_is_refused_with_its_place(tmp_path: Path) -> None:
    code, said = made(tmp_path, "Text.", title='"a\\ud800b"')
    assert code == 3
    assert "issue.md:4:12: error M02" in said
