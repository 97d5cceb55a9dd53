"""Six languages from source to HTML: words, dates, lists, digits and names as each has them."""

from __future__ import annotations

import datetime as dt
import re
from html import unescape

import pytest
from markupsafe import Markup

from mekong_print.bylines import as_line, read_byline
from mekong_print.compose import Masthead, compose_issue
from mekong_print.compose.counting import styles_of
from mekong_print.compose.wording import wording
from mekong_print.config import Publication
from mekong_print.languages import LANGUAGES
from mekong_print.layout import Layout
from mekong_print.parse.issue import House, parse_issue
from mekong_print.style import Country
from mekong_print.volume.indexes import in_order
from mekong_print.workshop import load_layout, open_workshop
from proofing import LAYOUTS, ROOT
from tongues import NUMBERS, TONGUES, source_of
from volume.books import a_book, html_of

WORKSHOP = open_workshop(ROOT)
NATIVE = Publication(name="River", native_digits=("km", "lo", "my", "th"))
DAY = dt.date(2025, 10, 31)
NO_ENGLISH = re.compile(r"[A-Za-z]+")


def tree(lang: str) -> object:
    parsed = parse_issue(source_of(lang).encode(), "issue.md", House({"River": ""}))
    assert parsed.findings == ()
    return parsed.issue


def page(lang: str, layout: str, publication: Publication | None = None) -> str:
    masthead = Masthead(publication or Publication(name="River", publisher="River Press"))
    return compose_issue(tree(lang), masthead, load_layout(WORKSHOP, layout))


def read(html: str) -> str:
    """What a reader reads on a page."""
    body = re.sub(r"<style>.*?</style>|<title>.*?</title>", "", html, flags=re.S)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", body)).split())


@pytest.mark.parametrize("lang", TONGUES)
def test_a_byline_is_read_in_each_language(lang: str) -> None:
    said, words = TONGUES[lang], LANGUAGES[lang]
    credits = read_byline(said.byline, words)
    assert (credits.names, credits.place, credits.fault) == (said.names, said.place, "")
    assert read_byline(as_line(credits, words), words) == credits


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("lang", TONGUES)
def test_an_issue_speaks_its_own_language_in_every_layout(lang: str, layout: str) -> None:
    words, text = wording(lang), read(page(lang, layout))
    for label in ("In this issue", "Editorial deadline"):
        assert words(label) in text
    for number, label in ((NUMBERS[lang], "Issue {number}"), (2, "Edition {number}")):
        assert words(label, number=number) in text
    assert words("End of issue {number}", number=NUMBERS[lang]) in text
    assert words.many("About the author", "About the authors", 1) in text
    assert words.date(DAY) in text
    assert read(words.moment(dt.datetime(2025, 10, 31, 23, 59, tzinfo=_seven()))) in text
    for said in (TONGUES[lang].headline, TONGUES[lang].text, *TONGUES[lang].names):
        assert said in text
    assert f'alt="{words("Flag of {country}", country=words.country("kh"))}"' in page(lang, layout)


def _seven() -> dt.timezone:
    return dt.timezone(dt.timedelta(hours=7))


@pytest.mark.parametrize("lang", ["km", "lo", "my", "th"])
def test_no_english_stands_on_a_page_in_another_language(lang: str) -> None:
    own = {"River", "Press", "UTC"}  # names, and the zone
    assert set(NO_ENGLISH.findall(read(page(lang, "briefing")))) == own


# ---------------------------------------------------------------- dates, lists, names


def test_thailand_counts_buddhist_years_and_nobody_else_does() -> None:
    years = {lang: wording(lang).year(DAY) for lang in LANGUAGES}
    assert years.pop("th") == "พ.ศ. 2568"
    assert set(years.values()) == {"2025"}
    assert wording("th").months(dt.date(2024, 12, 1), DAY) == "ธันวาคม พ.ศ. 2567 – ตุลาคม พ.ศ. 2568"
    assert "2568" in wording("th").moment(dt.datetime(2025, 10, 31, 23, 59, tzinfo=_seven()))


def test_a_span_of_months_is_told_as_newspapers_tell_it() -> None:
    spans = {lang: wording(lang).months(dt.date(2025, 1, 1), DAY) for lang in ("en", "lo", "my")}
    assert spans == {
        "en": "January\u2009–\u2009October 2025",
        "lo": "ມັງກອນ – ຕຸລາ 2025",
        "my": "2025 ဇန်နဝါရီ – အောက်တိုဘာ",
    }
    assert wording("lo").months(DAY, DAY) == "ຕຸລາ 2025"


def test_lists_are_joined_as_newspapers_join_them() -> None:
    three = [Markup("A"), Markup("B"), Markup("C")]
    said = {lang: str(wording(lang).listed(three)) for lang in LANGUAGES}
    assert said == {
        "en": "A, B, and C",
        "km": "A, B និង C",
        "lo": "A, B ແລະ C",
        "my": "A၊ Bနှင့် C",
        "th": "A, B และ C",
        "vi": "A, B và C",
    }
    assert str(wording("th").listed(three[:2])) == "A และ B"
    assert str(wording("my").listed(three[:1])) == "A"


def test_myanmar_has_one_name_and_no_country_an_invisible_letter() -> None:
    for lang in LANGUAGES:
        names = [wording(lang).country(region) for region in ("mm", "la", "kh", "th", "vn", "kr")]
        assert not any("(" in name or "\u200b" in name for name in names), names
    assert wording("en").country("mm") == "Myanmar"
    assert wording("en").country("la") == "Lao PDR"


def test_the_publication_has_its_own_names_of_countries_in_its_own_language() -> None:
    own = (Country(flag="la", heading="Laos", short="Laos", adjective="Lao"),)
    english = Publication(name="River")
    assert wording("en", english, own).country("la") == "Laos"
    assert wording("th", english, own).country("la") == "สปป.ลาว"


def test_plurals_are_those_of_the_language() -> None:
    pages = ("One page", "{number} pages")
    assert [str(wording("en").many(*pages, n)) for n in (0, 1, 2, 1234)] == [
        "0 pages",
        "One page",
        "2 pages",
        "1,234 pages",
    ]
    assert [str(wording("vi").many(*pages, n)) for n in (1, 1234)] == ["1 trang", "1.234 trang"]


# ---------------------------------------------------------------- digits


def test_digits_are_latin_unless_the_publication_asks() -> None:
    assert not re.search("[០-៩]", page("km", "briefing"))
    html = page("km", "briefing", NATIVE)
    assert "លេខ ២២" in html
    assert "ថ្ងៃទី៣១ ខែតុលា ឆ្នាំ២០២៥" in html
    assert page("en", "briefing", NATIVE) == page("en", "briefing", Publication(name="River"))


@pytest.mark.parametrize(
    ("lang", "style"), [("km", "khmer"), ("lo", "lao"), ("my", "myanmar"), ("th", "thai")]
)
@pytest.mark.parametrize("layout", LAYOUTS)
def test_pages_notes_and_lists_are_counted_in_native_digits(
    lang: str, style: str, layout: str
) -> None:
    loaded = load_layout(WORKSHOP, layout)
    assert styles_of(loaded, wording(lang)) == loaded.styles
    css = "".join(text for _, text in styles_of(loaded, wording(lang, NATIVE)))
    assert f"counter(page, {style})" in css
    assert f"target-counter(attr(data-to url), page, {style})" in css
    assert f"ol {{ list-style-type: {style}; }}" in css
    assert not re.search(r"counter\((page|pages|footnote)\)", css)


def test_a_layout_that_chose_its_digits_keeps_them() -> None:
    css = "@page { content: counter(page, lower-roman) counter( page ) }"
    layout = Layout("own", {}, (("own/style.css", css),), {})
    counted = styles_of(layout, wording("km", NATIVE))[0][1]
    assert "counter(page, lower-roman) counter( page, khmer)" in counted


# ---------------------------------------------------------------- volumes


def volume(**changes: object) -> str:
    return html_of(a_book(**changes), load_layout(WORKSHOP, "briefing", "volume"))


def test_a_volume_is_cited_by_the_year_of_its_language() -> None:
    cited = {lang: volume(lang=lang).split("<cite>")[1].split("</td>")[0] for lang in ("en", "th")}
    assert ", 2025." in cited["en"]
    assert ", พ.ศ. 2568." in cited["th"]


def test_a_volume_counts_in_native_digits_but_for_its_folios() -> None:
    html = volume(lang="km", publication=NATIVE)
    folios = re.findall(r'<span class="folio">([^<]+)</span>', html)
    assert len(folios) > 40
    assert all(folio.isascii() for folio in folios)
    assert "លេខ ១" in html
    assert re.search("[០-៩]+ ទំព័រ", html)


# ---------------------------------------------------------------- order


@pytest.mark.parametrize(
    "names",
    [
        ["Anh", "Đặng", "Dung", "กานดา", "เกษม", "ไก่", "ขวัญ", "ກອງ", "ແກ້ວ", "ຂຽນ"],
        ["Vy", "ไก่", "ຂຽນ", "မေ", "အောင်", "កុសល", "សុខ"],
        ["สมชาย", "สมหญิง", "เสรี"],
    ],
)  # fmt: skip
def test_names_stand_in_the_order_of_their_letters(names: list[str]) -> None:
    mixed = [*names[1::2], *names[::2]]
    assert sorted(mixed, key=in_order) == names


def test_vowels_tell_names_apart() -> None:
    assert in_order("កា")[0] != in_order("កី")[0]
