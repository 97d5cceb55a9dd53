"""`mekong fonts` tells what there is and what is lacking; a build stops at the same places."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from mekong_print.render.typefaces import scripts_of, typeface, without_font
from proofing import ROOT, mekong

HEAD = """---
desk: River
number: 7
title: The River
date: 2025-10-31
---

# News

## A Headline
by A. Writer

"""


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A publication with one issue; its text is written by `issue`."""
    (tmp_path / "mekong.toml").write_text(
        '[publication]\nname = "River"\n\n[[desks]]\nname = "River"\n', "utf-8"
    )
    (tmp_path / "issues" / "007").mkdir(parents=True)
    return tmp_path


def issue(desk: Path, text: str) -> None:
    (desk / "issues" / "007" / "issue.md").write_text(HEAD + text + "\n", "utf-8")


def test_families_are_listed_with_scripts_and_licence() -> None:
    rows = {row["name"]: row for row in map(json.loads, mekong("fonts", "--json").out.splitlines())}
    assert rows["Noto Serif Khmer"]["scripts"] == ["Khmer"]
    assert rows["Noto Serif Myanmar"]["styles"] == ["Regular", "Bold"]
    assert {"Latin", "Vietnamese"} <= set(rows["Source Serif 4"]["scripts"])
    assert {row["licence"] for row in rows.values()} == {"OFL 1.1"}


def test_outside_a_publication_the_built_in_fonts_are_listed(tmp_path: Path) -> None:
    run = mekong("fonts", cwd=tmp_path)
    assert run.code == 0
    assert "Noto Serif Lao       OFL 1.1  Regular, Bold" in run.out


def test_the_whole_set_is_under_four_megabytes_and_each_cut_has_one_file() -> None:
    files = sorted((ROOT / "fonts").glob("*.ttf"))
    assert sum(path.stat().st_size for path in files) < 4_000_000
    cuts = [typeface(path).cut for path in files]
    assert len(set(cuts)) == len(cuts)


def test_a_bold_font_says_that_it_is_bold() -> None:
    for path in (ROOT / "fonts").glob("*-Bold*.ttf"):
        assert typeface(path).weight == 700, path.name


def test_what_an_issue_lacks_is_told_with_its_place(desk: Path) -> None:
    issue(desk, "Words with 漢 and ាក in them.")
    run = mekong("fonts", "7", cwd=desk)
    assert run.code == 1
    assert "issues/007/issue.md:13:12: error P07" in run.out
    assert "(U+6F22)" in run.out
    assert "Tried: Noto Serif, " in run.out
    assert "issues/007/issue.md:13:18: error P11: The letters U+17B6 in “" in run.out


def test_an_issue_that_lacks_nothing_is_told_so_by_the_exit_code(desk: Path) -> None:
    issue(desk, "ខ្មែរ ລາວ ไทย မြန်မာ Tiếng Việt ₭ ៛ ฿ ₫ → ✓ ½")
    run = mekong("fonts", "7", cwd=desk)
    assert (run.code, run.out) == (0, "")


@pytest.mark.parametrize("where", ["Text ិក.", "::: bio\nMalai ិក is here.\n:::", "> ិក"])
def test_a_broken_syllable_stops_the_build_wherever_it_stands(desk: Path, where: str) -> None:
    issue(desk, f"Words.\n\n{where}")
    run = mekong("build", "--no-check", cwd=desk)
    assert run.code == 3
    assert "error P11: The letters U+17B7 in “" in run.err
    assert not list(desk.glob("output/*.pdf"))


def test_a_missing_letter_names_the_fonts_that_were_tried(desk: Path) -> None:
    issue(desk, "Words with *漢* in them.")
    run = mekong("build", cwd=desk)
    assert run.code == 4
    assert "issues/007/issue.md:13:13: error P07" in run.err
    assert "Noto Serif Khmer" in run.err


def test_two_fonts_of_one_cut_stop_the_build(desk: Path) -> None:
    (desk / "fonts").mkdir()
    shutil.copy(ROOT / "fonts" / "NotoSerif-Regular.ttf", desk / "fonts" / "Mine-Regular.ttf")
    issue(desk, "Words.")
    for command in ("build", "fonts"):
        run = mekong(command, cwd=desk)
        assert run.code == {"build": 4, "fonts": 1}[command]
        assert "P12: Mine-Regular.ttf and NotoSerif-Regular.ttf are both Noto Serif" in run.err


@pytest.mark.parametrize("content", [b"", b"no font", b"\0\1\0\0" + bytes(300)])
def test_a_broken_font_is_named(desk: Path, content: bytes) -> None:
    (desk / "fonts").mkdir()
    (desk / "fonts" / "Mine-Regular.ttf").write_bytes(content)
    issue(desk, "Words.")
    run = mekong("build", cwd=desk)
    assert run.code == 4
    assert "error P12: Mine-Regular.ttf cannot be read as a font" in run.err


def test_copies_of_the_built_in_fonts_are_no_twins(desk: Path) -> None:
    shutil.copytree(ROOT / "fonts", desk / "fonts")
    issue(desk, "Words.")
    assert mekong("fonts", cwd=desk).code == 0


def test_a_script_that_is_hardly_there_is_not_claimed() -> None:
    assert scripts_of(frozenset({0x1780, 0x41})) == ()


def test_what_has_no_glyph_by_its_nature_is_not_missed() -> None:
    face = typeface(ROOT / "fonts" / "NotoSerif-Regular.ttf")
    assert without_font("a\u200bb\u00a0c\n\u2060\ufe0f", [face]) == ()
