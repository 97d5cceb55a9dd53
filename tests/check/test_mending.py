"""Fixes: made once they are made, in any file, and never at the cost of a word."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from manuscripts import HEAD, manuscript, parsed, whole
from mekong_print.check.manuscript import Manuscript
from mekong_print.check.mending import fixes_of, mended
from mekong_print.check.proofreading import proofread
from mekong_print.check.registry import all_rules
from mekong_print.document import Position
from mekong_print.findings import Finding, Fix
from mekong_print.walk import plain

ROUNDS = 20


def at(line: int, column: int) -> Position:
    return Position("issue.md", line, column)


def fix(start: tuple[int, int], end: tuple[int, int], words: str) -> Finding:
    return Finding(at(*start), "Q21", "Wrong.", fix=Fix(at(*start), at(*end), words))


def fix_all(raw: bytes) -> bytes:
    """A source with all fixes of all rules made, until none is left."""
    for _ in range(ROUNDS):
        fixes = fixes_of(findings(raw))
        if not fixes:
            return raw
        raw = mended(raw, fixes)
    raise AssertionError("the fixes never come to rest")


def findings(raw: bytes) -> tuple[Finding, ...]:
    found = parsed(raw.decode())
    if found.issue is None or found.source is None:
        return ()
    verdict = proofread(Manuscript(found.issue, found.source), all_rules(), {})
    assert verdict.crashes == ()
    return verdict.findings


def test_of_two_fixes_that_overlap_the_first_is_made() -> None:
    one, two, three = fix((1, 1), (1, 3), "a"), fix((1, 2), (1, 4), "b"), fix((1, 3), (1, 4), "c")
    assert fixes_of([three, two, one, one]) == (one.fix, three.fix)
    assert fixes_of([Finding(at(1, 1), "Q21", "Wrong.")]) == ()


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_line_ends_and_the_byte_order_mark_stay(end: str, mark: bytes) -> None:
    raw = mark + f"ab{end}cở{end}e".encode()
    fixes = [one.fix for one in (fix((1, 2), (1, 3), "x\ny"), fix((2, 2), (3, 1), " ")) if one.fix]
    assert mended(raw, fixes) == mark + f"ax{end}y{end}c e".encode()


def test_an_insertion_and_a_deletion_are_fixes_as_well() -> None:
    fixes = [one.fix for one in (fix((1, 1), (1, 1), "x"), fix((1, 2), (1, 3), "")) if one.fix]
    assert mended(b"abc", fixes) == b"xac"


PIECES = st.lists(
    st.sampled_from(
        ["Laos's", "Laos’s", " ", "  ", "“go”", '"go"', "'so'", "‘so’", "1–2", "--", "—", " - ",
         "...", "*so*", "`a'b`", "[a'b](https://a.org)", "\n", "\n\n", "\\*", "&amp;", ".", ",",
         " .", "so so", "October 31st", "PM2.5", "<!-- a'b -->", "> ", "- ", "a\u00a0b"]
    ),
    max_size=30,
).map("".join)  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(PIECES)
def test_what_is_fixed_needs_no_fix_and_keeps_its_words(text: str) -> None:
    raw = (HEAD + f"# A\n\nx {text}\n").encode()
    if parsed(raw.decode()).errors:
        return
    fixed = fix_all(raw)
    assert fixes_of(findings(fixed)) == ()
    assert fix_all(fixed) == fixed
    assert parsed(fixed.decode()).errors == ()
    assert letters(fixed) == letters(raw)


def letters(raw: bytes) -> str:
    """The letters and figures of an issue: what no fix may touch."""
    return re.sub(r"[\W_]", "", plain(parsed(raw.decode()).sections))


def test_the_seeds_apostrophe_is_mended_in_its_place() -> None:
    raw = whole("Laos's *border* and\nLaos’s `sea's`.").encode()
    assert fix_all(raw).decode() == whole("Laos’s *border* and\nLaos’s `sea's`.")
    assert manuscript("Laos's").stretches
