"""The script of a run tells its language, where nothing else does."""

from __future__ import annotations

import pytest

from mekong_print.compose.tongues import say_languages

PAGE = '<!doctype html><html lang="en"><head><title>ខ្មែរ</title></head><body>{}</body></html>'


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("<p>The ខ្មែរ, all</p>", '<p>The <span lang="km">ខ្មែរ</span>, all</p>'),
        (
            "<p>ລາວ &amp; ไทย</p>",
            '<p><span lang="lo">ລາວ</span> &amp; <span lang="th">ไทย</span></p>',
        ),
        (
            '<h3 data-label="ไทย">ขอ<em>ไทย</em></h3>',
            '<h3 data-label="ไทย" lang="th">ขอ<em>ไทย</em></h3>',
        ),
        ('<p lang="shn">တႆး</p>', '<p lang="shn">တႆး</p>'),
        ('<p><i lang="ksw">ကညီ</i></p>', '<p lang="ksw"><i lang="ksw">ကညီ</i></p>'),
        ('<p lang="km">ខ្មែរ ไทย</p>', '<p lang="km">ខ្មែរ <span lang="th">ไทย</span></p>'),
        ('<p>a <i lang="lo-Latn">padaek</i></p>', '<p>a <i lang="lo-Latn">padaek</i></p>'),
        ("<p>៛500 and ฿20</p>", "<p>៛500 and ฿20</p>"),
        ("<style>/* ខ្មែរ */</style><br/>", "<style>/* ខ្មែរ */</style><br/>"),
        ('<img alt="ខ្មែរ"><!-- ไทย -->', '<img alt="ខ្មែរ"><!-- ไทย -->'),
    ],
)
def test_a_run_says_its_language(written: str, told: str) -> None:
    assert say_languages(PAGE.format(written)) == PAGE.format(told)


def test_what_says_its_languages_is_left_alone() -> None:
    once = say_languages(PAGE.format("<p>The ខ្មែរ</p><li>ລາວ<li>a<p>ไทย</p>"))
    assert say_languages(once) == once


def test_an_english_page_is_not_even_read() -> None:
    page = PAGE.replace("ខ្មែរ", "x").format("<p>Only <b>words")
    assert say_languages(page) is page
