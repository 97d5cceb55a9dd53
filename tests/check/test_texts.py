"""Sentences, words and quotations of a stretch."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from manuscripts import body, manuscript
from mekong_print.check.quoting import quoting
from mekong_print.check.sentences import sentences, words


@pytest.mark.parametrize(
    "parts",
    [
        ("It rose.", "It fell!", "Why?", "Nobody knows…", "So what."),
        ("Ms. Socheata and Dr. J. K. Lee spoke at 6:45 p.m. on Monday.", "They left."),
        ("She works in Washington, D.C., and in Bangkok.", "He does not."),
        ("It was 6 p.m.", "The talks were over."),
        ("The price rose by 3.5 per cent, to No. 5 of the list, at approx. 2.", "It fell."),
        ("“We will go.”", "“When?”", "“At noon,” she said."),
        ("“Go!” he said.", "(They went.)", "[Most did.]"),
        ("Exposure to PM2.5 rose.", "12 towns fell."),
        ("He spoke, e.g. of Laos, i.e. of its people, etc. and left.", "Nobody minded."),
    ],
)
def test_sentences_end_where_they_end(parts: tuple[str, ...]) -> None:
    text = " ".join(parts)
    assert tuple(text[start:end] for start, end in sentences(text)) == parts


@given(st.text(st.sampled_from("aB. !?”“’\n1")))
def test_sentences_hold_every_letter_once(text: str) -> None:
    spans = sentences(text)
    assert "".join(text[start:end] for start, end in spans).split() == text.split() or all(
        text[start:end].strip() for start, end in spans
    )
    assert re.sub(r"\s", "", "".join(text[s:e] for s, e in spans)) == re.sub(r"\s", "", text)


def test_words_hold_apostrophes_hyphens_and_figures() -> None:
    found = [word.text for word in words("Laos’ Ta’ang 21-day Sino-Vietnamese 2,161 6:45 ‘go’")]
    assert found == ["Laos", "Ta’ang", "21", "day", "Sino-Vietnamese", "2,161", "6:45", "go"]


def quoted(text: str) -> list[str]:
    return [text[start:end] for start, end, _ in quoting(text).quotes]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("He said “go” and ‘stay’.", ["“go”", "‘stay’"]),
        ("“She said ‘go’, he said.”", ["“She said ‘go’, he said.”", "‘go’"]),
        ("Laos’ border, citizens’ votes, companies’ and citizens’ money.", []),
        ("The ‘companies’ plan’ of Ta’ang", ["‘companies’ plan’"]),
        ("He said \"go\" and 'stay'.", ['"go"', "'stay'"]),
        ("It’s ’90s rock ’n’ roll", []),
        ('A 6" pipe', []),
    ],
)
def test_quotations_are_told_from_apostrophes(text: str, found: list[str]) -> None:
    assert quoted(text) == found
    assert quoting(text).strays == ()


@pytest.mark.parametrize(
    ("text", "strays"),
    [("He said “go.", [8]), ("He said go.”", [11]), ("(known as “Hanoi Convention)", [10])],
)
def test_marks_without_a_partner_are_kept(text: str, strays: list[int]) -> None:
    assert list(quoting(text).strays) == strays


def test_a_quotation_may_run_on_over_paragraphs() -> None:
    first, second = body("He said: “We will go.\n\n“And come back.” So they did.")
    assert (first.quoting.strays, second.quoting.strays) == ((), ())
    assert not first.is_own(10, 12)
    assert first.is_own(0, 2)


def test_style_is_asked_of_the_houses_own_words_alone() -> None:
    (stretch,) = body("So “so” [so]{lang=vi} `so` [so](https://a.org) <https://a.org/so> so.")
    assert [found.start() for found in stretch.matches(re.compile("(?i)so"))] == [
        0,
        14,
        stretch.text.rindex("so"),
    ]


def test_all_of_a_quotation_set_apart_is_speech() -> None:
    (stretch,) = body("> We will go.")
    assert (stretch.kind, stretch.is_own(0, 2)) == ("quotation", False)


def test_stretches_come_in_reading_order_with_what_they_are() -> None:
    text = (
        "# Editor’s Note\nby A. Lee\n\nIt rained.\n\n"
        "# Laos 🇱🇦\n\n## Rain\nMuch of it.\n\nby B. Ong\n\n"
        "Wet.[^a]\n\n### More\n\n- One\n\n::: box Why\nSea.\n:::\n\n::: lang vi\nMưa.\n:::\n\n"
        "![A boat](b.jpg)\nIt floats.\nPhoto: C. Day\n\n| A |\n|---|\n| B |\n\n"
        "::: pullquote\nRain!\n\n— D. Ek\n:::\n\n[^a]: Very.\n\n::: bio\nB. is wet.\n:::\n"
    )
    found = manuscript(text).stretches
    assert " ".join(one.kind for one in found) == (
        "title subtitle deadline section byline paragraph section headline standfirst byline "
        "paragraph footnote crosshead item box-title paragraph paragraph alt caption credit "
        "table-head cell pull-quote credit bio"
    )
    assert [one.text for one in found if one.lang == "vi"] == ["Mưa."]
    stories = manuscript(text).stories
    assert [(story.is_note, len(story.prose)) for story in stories] == [(True, 1), (False, 8)]
