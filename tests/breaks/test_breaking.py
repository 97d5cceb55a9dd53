"""U+200B in the pages: at words across inline tags, and nowhere in an English issue."""

from __future__ import annotations

import pytest

from proofing import in_press

CASES = {
    "inline": "<p>សេរី<b>ភាព</b>និងសមភាព</p>",
    "note": '<p>និង<span class="footnote">បានកើត</span>សមភាព</p>',
    "silent": "<p><code>និងសមភាព</code></p><pre>និងសមភាព</pre>",
    "blocks": "<ul><li>និង</li><li>សមភាព</li></ul>",
    "shan": '<p lang="shn">မြန်မာ</p>',
    "thai": "<p>ว่ามินอ่องหล่าย</p>",
    "quoted": "<p>said “<i>น้ำ</i>”</p>",
    "again": "<p>บ่อย ๆ</p>",
    "order": "<p>\u1019\u103c\u1014\u103a\u1019\u102c\u101c\u103a\u1037</p>",
    "english": "<p>Only <b>words</b></p>",
}
SCRIPT = """
import json, sys, weasyprint
from xml.etree import ElementTree
from mekong_print.render.breaking import break_lines
def told(body):
    page = weasyprint.HTML(string=f"<html lang=en><title>និងសមភាព</title>{body}")
    break_lines(page.etree_element, ("มิน อ่อง หล่าย",))
    assert page.etree_element.findtext("head/title") == "និងសមភាព"
    return "".join(ElementTree.tostring(one, "unicode") for one in page.etree_element.find("body"))
cases = json.load(sys.stdin)
told(cases["english"])
loaded = {"loaded": "icu4py" in sys.modules}
print(json.dumps(loaded | {name: told(one) for name, one in cases.items()}))
"""


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    found = in_press(SCRIPT, CASES, tmp_path_factory.mktemp("fonts"))
    return {name: str(one).replace("\u200b", "|") for name, one in found.items()}


def test_words_break_across_inline_tags(told: dict[str, str]) -> None:
    assert told["inline"] == "<p>សេរី<b>ភាព|</b>និង|សមភាព</p>"


def test_the_call_of_a_note_stays_with_its_word(told: dict[str, str]) -> None:
    assert told["note"] == '<p>និង<span class="footnote">បាន|កើត</span>|សមភាព</p>'


def test_code_is_left_as_it_is(told: dict[str, str]) -> None:
    assert told["silent"] == CASES["silent"]


def test_blocks_are_not_read_together(told: dict[str, str]) -> None:
    assert told["blocks"] == CASES["blocks"]


def test_the_language_of_burmese_letters_decides(told: dict[str, str]) -> None:
    assert told["shan"] == '<p lang="shn">မြန်|မာ</p>'


def test_a_thai_name_that_pango_would_cut_does_not_wrap(told: dict[str, str]) -> None:
    assert told["thai"] == '<p>ว่า|<span style="white-space: nowrap">มิน</span>|อ่อง|หล่าย</p>'


def test_an_opening_mark_goes_with_the_thai_word_behind_it(told: dict[str, str]) -> None:
    held = '<i><span style="white-space: nowrap">“น้ำ</span></i>'
    assert told["quoted"] == f"<p>said {held}”</p>"


def test_a_repetition_mark_begins_no_line(told: dict[str, str]) -> None:
    assert told["again"].count("\u00a0ๆ") == 1


def test_runs_are_set_in_nfc(told: dict[str, str]) -> None:
    assert "\u101c\u1037\u103a" in told["order"]


def test_an_english_issue_never_loads_icu(told: dict[str, str]) -> None:
    assert told["loaded"] == "False"
    assert told["english"] == CASES["english"]
