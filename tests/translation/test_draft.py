"""The draft of a translation: the same issue, with ids written out, in every sample."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mekong_print.parse.issue import House, parse_issue
from mekong_print.translation.draft import draft_of
from mekong_print.translation.segments import segments_of
from proofing import ROOT, SAMPLES

HOUSE = House({})
SOURCES = sorted([*ROOT.glob("issues/*/issue.md"), *SAMPLES.glob("*/issue.md")])
ODD = """\
---
desk: River
number: 7
title: Odd
lang: en-GB  # check: ok Q21 so
---

# A Section ##

A note.

Underlined
==========

## Words \\\\}
by A and B, Editors,
in Phnom Penh
<!-- one
two -->

Text <!-- aside --> goes on.

![A boat](boat.jpg)
Caption.
Photo: A. Lee"""


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.parent.name)
def test_a_draft_has_the_ids_and_the_words_of_its_original(path: Path) -> None:
    same_issue(path.read_text("utf-8"))


def test_odd_markup_is_drafted_as_well() -> None:
    text = same_issue(ODD)
    assert "# A Section {#a-section}\n" in text
    assert "bởi A và B, Editors, tại Phnom Penh\n" in text
    assert "Text goes on." in text
    assert "Ảnh: A. Lee" in text
    assert "check: ok" not in text


def same_issue(original: str) -> str:
    """Draft a translation and hold it against its original; gives its text."""
    ours = parse_issue(original.encode(), "issue.md", HOUSE)
    assert ours.issue is not None
    assert ours.source is not None
    text = draft_of(ours.issue, ours.source, "vi")
    own = parse_issue(text.encode(), "issue.vi.md", HOUSE, ours.issue)
    assert own.issue is not None
    assert {one.code for one in own.findings} <= {one.code for one in ours.findings}
    assert [(one.place, one.hash) for one in segments_of(own.issue)] == [
        (one.place, one.hash) for one in segments_of(ours.issue)
    ]
    assert (own.issue.lang, own.issue.translated_from) == ("vi", ours.issue.lang)
    # Every id is written out: none depends on where its heading stands.
    alone = parse_issue(text.encode(), "issue.vi.md", HOUSE)
    assert alone.issue is not None
    assert [one.id for one in alone.issue.sections] == [one.id for one in ours.issue.sections]
    return text


MARKUP = st.lists(
    st.sampled_from(
        ["word ", "Words", "\n", "\n\n", "\n\n# Laos\n\n", "\n\n# Laos {#lao flag=la}\n\n",
         "\n\n## A Head ##", "\n\n## A Head {#a-head}", "\n\nUnder\n---\n", "\\{", "{", "#",
         "\nby A and B, in Huế\n\n", "\nby A, Editor\n<!-- so -->\n", "<!-- remark -->",
         "\n\n<!-- alone -->\n\n", "<!-- two\nlines -->", "`<!-- code -->`", "*so*", "\t",
         "![A boat](boat.jpg)\nSo.\nPhoto: A. Lee\n", "[^1]", "\n\n[^1]: A note.\n\n",
         "\n\n> by hand\n\n", "\n\n- one\n- two\n\n", "\n\n::: box\n", "\n:::\n\n", "  \n"]
    ),
    max_size=20,
).map("".join)  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(MARKUP)
def test_whatever_can_be_read_is_drafted_with_its_ids_and_words(body: str) -> None:
    original = f"---\ndesk: River\nnumber: 7\ntitle: Odd\n---\n\n# A Section\n\n{body}"
    if not parse_issue(original.encode(), "issue.md", HOUSE).errors:
        same_issue(original)
