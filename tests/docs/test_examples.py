"""Every example of docs/source-format.md is read, and the examples show all that can be written."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import get_args

import pytest

from mekong_print import bylines, document, typed
from mekong_print.languages import LANGUAGES
from mekong_print.limits import IssueLimits
from mekong_print.parse import blocks, markdown, source, tables
from mekong_print.parse.issue import House, Parsed, parse_issue
from mekong_print.pictures import MOST_BYTES, MOST_PIXELS
from mekong_print.walk import nodes, plain

PAGE = Path(__file__).parents[2] / "docs" / "source-format.md"
FRONT = "---\ndesk: Mekong Belt\nnumber: 22\ntitle: An Example\n---\n\n"
SECTION = "# A Section\n\n"
ARTICLE = "## A Headline\nby A. Writer, in Phnom Penh\n\n"
HOUSE = House({"Mekong Belt": ""})
_FENCED = re.compile(r"^(?P<fence>`{3,})(?P<words>\w.*)\n(?P<text>(?s:.*?))^(?P=fence)$", re.M)


def fenced(kind: str) -> list[tuple[str, str]]:
    """The examples of a kind: what else stands on their first line, and their text."""
    found = []
    for block in _FENCED.finditer(PAGE.read_text("utf-8")):
        name, _, rest = block["words"].partition(" ")
        found += [(rest, block["text"])] if name == kind else []
    return found


def whole(text: str) -> str:
    """An example with what an issue needs above it, as far as it is not there."""
    match text.split(maxsplit=1)[0]:
        case "---":
            return text
        case "#":
            return FRONT + text
        case "##":
            return FRONT + SECTION + text
    return FRONT + SECTION + ARTICLE + text


@cache
def read(text: str) -> Parsed:
    return parse_issue(whole(text).encode(), "issue.md", HOUSE)


EXAMPLES = fenced("markdown")


@pytest.mark.parametrize(("code", "text"), EXAMPLES, ids=[text[:30] for _, text in EXAMPLES])
def test_example_is_read_as_the_page_says(code: str, text: str) -> None:
    assert {finding.code for finding in read(text).findings} == set(code.split()), text


def test_examples_show_every_kind_of_node() -> None:
    trees = [read(text).issue for _, text in EXAMPLES]
    seen = {type(node) for tree in trees for node in nodes(tree, object)}
    inlines, written = (get_args(get_args(one)[0]) for one in (document.Inline, document.Block))
    others = (document.Note, document.Article, document.Byline, document.Bio)
    assert [one.__name__ for one in (*inlines, *written, *others) if one not in seen] == []


def test_examples_show_what_their_captions_say() -> None:
    trees = [read(text).issue for _, text in EXAMPLES]
    figure = next(node for tree in trees for node in nodes(tree, document.Figure))
    assert figure.credit
    assert figure.caption
    quote = next(node for tree in trees for node in nodes(tree, document.PullQuote))
    assert quote.credit
    assert any(node.withheld for lang, text in fenced("byline") for node in _bylines(text, lang))
    assert any(article.standfirst for tree in trees for article in nodes(tree, document.Article))


def _bylines(text: str, lang: str = "") -> list[bylines.Credits]:
    return [bylines.read_byline(line, LANGUAGES[lang or "en"]) for line in text.splitlines()]


def test_bylines_can_be_read() -> None:
    found = [credits for lang, text in fenced("byline") for credits in _bylines(text, lang)]
    assert len(found) > 15
    assert [credits.fault for credits in found if credits.fault] == []
    assert {lang or "en" for lang, _ in fenced("byline")} == LANGUAGES.keys()


def test_bylines_of_each_language_say_what_they_seem_to() -> None:
    found = {lang: _bylines(text, lang) for lang, text in fenced("byline")}
    named = {lang: [(one.names, one.role, one.place) for one in found[lang]] for lang in found}
    assert named["km"][:2] == [
        (("សុខ ដារា",), "", "ភ្នំពេញ"),
        (("សុខ ដារា", "ចាន់ ធី"), "អ្នកយកព័ត៌មាន", "ភ្នំពេញ"),
    ]
    assert found["km"][2].withheld
    assert named["lo"][1] == (("ສົມສັກ ວົງສາ", "ບຸນມີ"), "ບັນນາທິການ", "ປາກເຊ")
    assert named["my"] == [(("မေ",), "", "ရန်ကုန်"), (("မေ", "အောင်ကို"), "သတင်းထောက်", "မန္တလေး")]
    assert named["th"] == [
        (("สมชาย ใจดี",), "", "กรุงเทพฯ"),
        (("สมชาย ใจดี", "สมหญิง รักไทย"), "ที่ปรึกษา", "เชียงใหม่"),
    ]
    assert named["vi"] == [(("Nguyễn Thị Anh", "Lê Lâm"), "", "Hà Nội")]


@pytest.mark.parametrize(
    ("lang", "line"), [("th", "โดย สมชาย ใจดี, ที่ปรึกษา"), ("lo", "ໂດຍ ສົມສັກ ວົງສາ ທີ່ປຶກສາ")]
)
def test_an_adviser_is_no_place(lang: str, line: str) -> None:
    """“At” (ที่, ທີ່) is also how the word for an adviser begins."""
    assert bylines.read_byline(line, LANGUAGES[lang]).place == ""


def test_page_has_the_limits_of_names_without_spaces() -> None:
    assert (
        f"at most {bylines.LONGEST_NAME} letters and a byline {bylines.LONGEST_LINE}"
        in " ".join(PAGE.read_text("utf-8").split())
    )


@pytest.mark.parametrize(
    ("lang", "line"),
    [
        ("km", "ដោយសារភ្លៀងធ្លាក់ខ្លាំង ទឹកបានឡើង។"),
        ("km", "ដោយ សារភ្លៀងធ្លាក់ខ្លាំង ទឹកបានឡើង។"),
        ("lo", "ໂດຍສະເພາະແມ່ນເຂື່ອນ"),
        ("my", "ရေးသားသူများ စုဝေးကြသည်။"),
        ("th", "โดยเฉพาะอย่างยิ่งชาวประมง"),
        ("th", "โดย " + "ชาวประมง" * 30),
    ],
)
def test_text_that_opens_like_a_byline_is_text(lang: str, line: str) -> None:
    assert not bylines.looks_like_byline(line, LANGUAGES[lang])
    source = f"{FRONT}{SECTION}## A\n{line}\n".replace("title: ", f"lang: {lang}\ntitle: ")
    parsed = parse_issue(source.encode(), "issue.md", HOUSE)
    assert parsed.errors == ()
    assert parsed.issue is not None
    assert parsed.issue.sections[0].articles[0].byline is None


@pytest.mark.parametrize(
    ("lang", "credit"),
    [("km", "រូបថត៖ សុខ ដារា"), ("lo", "ພາບ: ບຸນມີ"), ("my", "ဓာတ်ပုံ - မေ"), ("th", "ภาพ: สมชาย")],
)
def test_a_credit_is_read_in_each_language(lang: str, credit: str) -> None:
    source = f"{FRONT}{SECTION}## A\n\n![A boat](a.png)\nA. {credit}\n"
    parsed = parse_issue(
        source.replace("title: ", f"lang: {lang}\ntitle: ").encode(), "i.md", HOUSE
    )
    figure = next(nodes(parsed.issue, document.Figure))
    assert (plain(figure.caption), plain(figure.credit)) == (
        "A.",
        credit.split(" ", 1)[1].lstrip("- "),
    )


def test_two_names_need_a_word_between_them() -> None:
    assert bylines.read_byline("by A. Lee, B. Ong", LANGUAGES["en"]).role == "B. Ong"


def test_page_has_the_words_of_every_language() -> None:
    rows = [line for line in PAGE.read_text("utf-8").splitlines() if line.startswith("| `")]
    for language in LANGUAGES.values():
        row = next(row for row in rows if row.startswith(f"| `{language.code}` |"))
        cells = [tuple(cell.strip().split(", ")) for cell in row.strip("|").split("|")[1:]]
        wanted = [language.by, language.within, language.both, language.withheld, language.credit]
        assert cells == wanted
    assert len([row for row in rows if row.count("|") == 7]) == len(LANGUAGES)


def test_page_names_every_block() -> None:
    shown = {name for _, text in EXAMPLES for name in re.findall(r"^::: ?(\w+)", text, re.M)}
    assert set(blocks.BLOCK_KINDS) <= shown


def test_page_has_the_limits_as_they_are() -> None:
    text = " ".join(PAGE.read_text("utf-8").split())
    for words in (
        f"{source.LARGEST_FILE:,} bytes",
        f"{source.LONGEST_LINE:,} characters",
        f"a word {source.LONGEST_WORD:,}",
        f"{markdown.DEEPEST} levels deep",
        f"{IssueLimits().pages} pages of plain prose",
        f"{MOST_PIXELS:,} pixels and {MOST_BYTES:,} bytes",
        f"{tables.MOST_COLUMNS} columns and {tables.MOST_CELLS:,} cells",
    ):
        assert words in text
    assert bylines.MOST_WORDS == 8
    assert "at most eight words" in text


def test_remarks_are_not_in_the_tree() -> None:
    text = next(text for _, text in EXAMPLES if "<!--" in text)
    record = typed.to_json(read(text).issue).decode()
    assert "announced the withdrawal" in record
    assert not any(words in record for words in ("Call the ministry", "which one"))


def test_quotation_marks_and_dashes_stay_as_typed() -> None:
    assert (
        'He said \\"no\\" -- so...' in typed.to_json(read('He said "no" -- so...\n').issue).decode()
    )


def test_a_wrong_example_would_be_seen() -> None:
    assert {finding.code for finding in read("A\n\n::: sidebar\nWords.\n:::\n").findings} == {"S08"}
    assert {finding.code for finding in read("# Empty\n").findings} == {"S05"}
