"""The publication's own words: complete in each language, escaped, and as the language has them."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from markupsafe import Markup

from mekong_print.compose import keep_together, write_byline
from mekong_print.compose.catalogs import CATALOGS
from mekong_print.compose.wording import wording, zone_of
from mekong_print.document import Byline, Position
from mekong_print.languages import LANGUAGES
from proofing import ROOT

AT = Position("i.md", 1, 1)
_CALL = re.compile(r"""\b(?:t|words|self|many)\(\s*"([^"]+)\"""")


def asked_for() -> set[str]:
    """Every label that a template or the code asks for."""
    pages = (ROOT / "layouts").rglob("*.html")
    code = (ROOT / "src" / "mekong_print" / "compose").glob("*.py")
    return {label for path in (*pages, *code) for label in _CALL.findall(path.read_text("utf-8"))}


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_a_catalog_has_every_word_and_no_idle_one(language: str) -> None:
    assert wording(language).catalog.forms.keys() == asked_for()


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_a_translation_has_the_parts_of_its_label(language: str) -> None:
    every = wording("en").catalog.forms
    for label, forms in wording(language).catalog.forms.items():
        wanted = sorted(re.findall(r"{\w+}", every[label][-1]))
        assert sorted(re.findall(r"{\w+}", forms[-1])) == wanted, label


def test_every_language_has_a_catalog_and_every_catalog_a_language() -> None:
    assert {path.name for path in CATALOGS.iterdir() if path.is_dir()} == set(LANGUAGES)


def test_dates_are_written_as_the_language_writes_them() -> None:
    day = dt.date(2025, 10, 31)
    assert wording("en").date(day) == "October 31, 2025"
    assert wording("en-GB").date(day) == "31 October 2025"
    assert wording("vi").date(day) == "31 tháng 10, 2025"
    assert wording("km").date(day) == "ថ្ងៃទី31 ខែតុលា ឆ្នាំ2025"
    assert wording("lo").date(day) == "31 ຕຸລາ 2025"
    assert wording("my").date(day) == "2025 ခုနှစ်၊ အောက်တိုဘာ 31 ရက်"
    assert wording("th").date(day) == "31 ตุลาคม พ.ศ. 2568"


def test_a_deadline_is_told_in_words_with_its_zone() -> None:
    zone = dt.timezone(dt.timedelta(hours=8))
    moment = dt.datetime(2025, 10, 31, 23, 59, tzinfo=zone)
    said = str(wording("en").moment(moment)).replace("\u202f", " ")
    assert said == "Friday, October 31, 2025, 11:59 PM (UTC+8)"
    assert str(wording("en-GB").moment(moment)) == "Friday, 31 October 2025, 23:59 (UTC+8)"


@pytest.mark.parametrize(
    ("hours", "name"), [(0, "UTC"), (6.5, "UTC+6:30"), (-5, "UTC−5"), (8, "UTC+8")]
)
def test_zones_are_named_as_readers_know_them(hours: float, name: str) -> None:
    zone = dt.timezone(dt.timedelta(hours=hours))
    assert zone_of(dt.datetime(2025, 1, 1, tzinfo=zone)) == name


def said(byline: Byline, lang: str = "en") -> str:
    return re.sub(r"<[^>]+>", "", str(write_byline(byline, wording(lang))))


def test_bylines_join_names_roles_and_places() -> None:
    names = ("A. Lee", "B. Ong", "C. Day")
    assert said(Byline(names, "", "", withheld=False, at=AT)) == "by A. Lee, B. Ong, and C. Day"
    assert said(Byline(names[:1], "Manila", "Editor", withheld=False, at=AT)) == (
        "by A. Lee, Editor, in Manila"
    )
    assert said(Byline(names[:2], "Hà Nội", "", withheld=False, at=AT), "vi") == (
        "bởi A. Lee và B. Ong, tại Hà Nội"
    )


def test_what_a_source_says_is_never_markup() -> None:
    byline = Byline(("<b>A</b> {names}",), "{place}", "", withheld=False, at=AT)
    html = str(write_byline(byline, wording("en")))
    assert "<b>" not in html
    assert "{names}" in html


def test_the_last_words_of_a_headline_stay_together() -> None:
    assert keep_together("A Headline of Words") == Markup(
        'A Headline <span class="together">of Words</span>'
    )
    assert keep_together("Two Words") == "Two Words"
    assert keep_together("One & <All> Extraordinarily Disproportionate") == (
        "One &amp; &lt;All&gt; Extraordinarily Disproportionate"
    )
