"""Issue 22 as the newsletter came: every piece in its place, every word in its order."""

import datetime as dt
import unicodedata
from pathlib import Path

import pytest

from mekong_print.intake import Wishes, read_newsletter
from mekong_print.parse.issue import House, parse_issue
from mekong_print.walk import plain

ROOT = Path(__file__).resolve().parents[2]
SEED = ROOT.parent / "shared" / "seeds" / "issue-22.txt"
SOURCE = ROOT / "issues" / "022-from-ceasefires-to-clean-air" / "issue.md"

pytestmark = pytest.mark.shared


@pytest.fixture(scope="module")
def result():
    return read_newsletter(SEED.read_bytes(), "issue-22.txt", Wishes(desk="Mekong Belt"))


@pytest.fixture(scope="module")
def issue(result):
    parsed = parse_issue(result.markdown.encode(), "issue.md", House({"Mekong Belt": ""}))
    assert parsed.findings == ()
    return parsed.issue


def test_title_number_and_deadline(issue):
    assert (issue.number, issue.title) == (22, "From Ceasefires to Clean Air")
    assert issue.subtitle == "Key Developments Across Cambodia, Laos, Myanmar, and Thailand"
    assert issue.deadline == dt.datetime.fromisoformat("2025-10-31T23:59+08:00")
    assert issue.deadline.utcoffset() == dt.timedelta(hours=8)


def test_sections_and_their_flags(issue):
    assert [(plain(s.title), s.region) for s in issue.sections] == [
        ("Editor’s Note", ""),
        ("Cambodia", "kh"),
        ("Thailand", "th"),
        ("Myanmar", "mm"),
        ("Lao PDR", "la"),
    ]


def test_the_note(issue):
    note = issue.sections[0].note
    assert note.byline.names == ("Mattia Peroni",)
    assert note.byline.role == "Lead Editor - Mekong Belt Desk"
    assert (len(note.body), note.bios, issue.sections[0].articles) == (1, (), ())


def test_articles_bylines_bodies_and_bios(issue):
    articles = [article for section in issue.sections[1:] for article in section.articles]
    assert [
        (plain(a.headline), *a.byline.names, a.byline.place, len(a.body), len(a.bios))
        for a in articles
    ] == [
        (
            "The Mekong’s Most Fragile Peace Takes Shape as Cambodia and Thailand Withdraw From "
            "The Border",
            "Malai Yatt",
            "Phnom Penh",
            9,
            1,
        ),
        ("Thailand Passes Landmark Clean Air Bill", "Natamon Aumphin", "Bangkok", 6, 1),
        (
            "China’s Pressure on TNLA Exposes Beijing’s Self-Serving Mediation",
            "Myat Moe Kywe",
            "",
            7,
            1,
        ),
        (
            "Vietnam’s Enduring Influence Amid Evolving Lao-China relations",
            "Chammie Lo",
            "Vientiane",
            6,
            1,
        ),
    ]
    assert [plain(a.bios[0]).split()[0] for a in articles] == [
        "Malai",
        "Natamon",
        "Myat",
        "Chammie",
    ]
    assert all(a.standfirst == () and not a.byline.withheld for a in articles)


def test_the_one_assumption_is_the_missing_place(result):
    assert [(str(found.at), found.code) for found in result.assumptions] == [
        ("issue-22.txt:32:1", "N01")
    ]


def test_every_paragraph_stands_in_the_source_letter_by_letter(result):
    rows = result.markdown.split("\n")
    text = unicodedata.normalize("NFC", SEED.read_text("utf-8")).split("\n")
    running = [line for line in text[2:50] if line]
    assert [row.lstrip("# ") for row in rows[8:] if row.strip(":") not in ("", " bio")] == running


def test_it_is_the_source_that_the_publication_keeps(result):
    if not SOURCE.exists():
        pytest.skip("the publication does not hold Issue 22")
    assert result.markdown == SOURCE.read_text("utf-8")
