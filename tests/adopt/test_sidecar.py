"""The sidecar: what is written can be read, what is wrong is named with its line and column."""

import datetime as dt
import re
from dataclasses import fields, replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mekong_print.config import Corrected, Desk
from mekong_print.ids import EXPLICIT_ID
from mekong_print.volume.first_sidecar import Settled, first_sidecar
from mekong_print.volume.guesses import Guess, Guesses, as_words
from mekong_print.volume.sidecar import (
    ListedArticle,
    ListedSection,
    Sidecar,
    chapters_of,
    ids_of,
)
from mekong_print.volume.sidecar_text import marked, pages_beyond, read_sidecar, write_sidecar

PAGE = (Path(__file__).parents[2] / "docs" / "archiving.md").read_text("utf-8")
HASH = "ab" * 32
FULL = Sidecar(
    desk="River",
    number=7,
    title='From "Ceasefires" to \\ Clean Air',
    subtitle="What # the bill says = [x]",
    date=dt.date(2025, 10, 31),
    lang="en-GB",
    authors=("A. Writer", "Nguyễn Văn An"),
    sha256=HASH,
    corrections=(Corrected(date=dt.date(2025, 11, 3), text="A name was wrong."),),
    sections=(
        ListedSection(title="Cambodia", region="kh", page=2, id="007-cambodia"),
        ListedSection(title="Thailand", region="th", page=4, id="007-thailand"),
    ),
    articles=(
        ListedArticle(title="Note", page=1, id="007-note"),
        ListedArticle(title="Peace", page=2, authors=("M. Yatt",), section="Cambodia"),
        ListedArticle(title="Air", page=4, section="007-thailand", id="007-air"),
    ),
)
LEAST = f'desk = "River"\nnumber = 7\ntitle = "Air"\nsha256 = "{HASH}"\n'


def read(text):
    return read_sidecar(text.encode(), "issues/007/issue.toml")


def test_full_sidecar_is_read_as_it_was_written():
    reading = read(write_sidecar(FULL, {"number": "CHECK: from the file name"}))
    assert reading.findings == ()
    assert reading.sidecar == FULL


def test_least_sidecar_is_enough():
    reading = read(LEAST)
    assert reading.findings == ()
    assert (reading.sidecar.title, reading.sidecar.articles) == ("Air", ())


WORDS = st.text(st.characters(codec="utf-8"), max_size=80).map(as_words)
TITLES = WORDS.filter(bool)
NAMES = st.lists(TITLES, max_size=3).map(tuple)
PAGES = st.integers(1, 900)


def guessed(values):
    return st.none() | st.builds(
        Guess, values, st.sampled_from(["the outline"]), st.sampled_from(["sure", "likely", "weak"])
    )


GUESSES = st.builds(
    Guesses,
    number=guessed(st.integers(0, 99999)),
    date=guessed(st.dates(dt.date(1900, 1, 1), dt.date(2099, 1, 1))),
    title=guessed(TITLES),
    subtitle=guessed(WORDS),
    lang=guessed(st.sampled_from(["en", "km", "pt-BR"])),
    authors=guessed(NAMES.filter(bool)),
    sections=guessed(
        st.lists(st.builds(ListedSection, title=TITLES, page=PAGES), max_size=4).map(tuple)
    ),
    articles=guessed(
        st.lists(st.builds(ListedArticle, title=TITLES, page=PAGES, authors=NAMES), max_size=4).map(
            tuple
        )
    ),
)


@given(GUESSES)
def test_whatever_was_guessed_can_be_read_back(guesses):
    settled = Settled(HASH, Desk(name="River", prefix="river"), 7, "CHECK: not found", "en")
    sidecar, remarks = first_sidecar(guesses, settled)
    text = write_sidecar(sidecar, remarks)
    reading = read(text)
    assert reading.findings == ()
    assert reading.sidecar == sidecar
    assert reading.to_check == len(list(marked(text))) >= 1
    ids = list(ids_of(sidecar, "belt-007"))
    assert len(ids) == len(sidecar.sections) + len(sidecar.articles)
    assert all(one.startswith("river-007-") and EXPLICIT_ID.fullmatch(one) for one in ids)


def test_what_is_weak_or_missing_is_marked_and_what_is_sure_is_not():
    guesses = Guesses(title=Guess("Air", "the metadata", "sure"), date=None)
    settled = Settled(HASH, Desk(name="River"), 7, "CHECK: not found", "en")
    text = write_sidecar(*first_sidecar(guesses, settled))
    assert 'title = "Air"  # sure: from the metadata\n' in text
    assert "# date =  # CHECK: not found; write it as 2025-10-31\n" in text
    assert [what for _, what, _ in marked(text)] == ["number = 7", "date", 'lang = "en"', ""]
    assert read(text).to_check == 4
    assert read(text.replace("CHECK", "seen")).to_check == 0


def test_mark_inside_a_title_is_a_title():
    text = write_sidecar(replace(FULL, title="x # CHECK: y"), {})
    assert list(marked(text)) == []


@pytest.mark.parametrize(
    ("text", "code", "place", "words"),
    [
        (LEAST.replace("number = 7", "number = seven"), "M02", (2, 10), ""),
        (LEAST + "titel = 3\n", "M03", (5, 1), "“titel” is not a key here."),
        (LEAST.replace("7", "-1"), "M04", (2, 1), "0 or more"),
        (LEAST.replace("title", "# title"), "M07", (1, 1), "“title” is missing"),
        (LEAST.replace(HASH, "x"), "M04", (4, 1), "64 digits"),
        (LEAST + 'lang = "klingon!"\n', "M04", (5, 1), "no language code"),
        (LEAST + 'date = "soon"\n', "M04", (5, 1), "a date such as"),
        (LEAST + '[[articles]]\ntitle = "A"\n', "M07", (5, 1), "“page” is missing"),
        (LEAST + '[[articles]]\ntitle = "A"\n  page = 0\n', "M04", (7, 3), "1 or more"),
        (
            LEAST + '[[sections]]\ntitle = "A"\npage = 1\nregion = "xx"\n',
            "M04",
            (8, 1),
            "no country",
        ),
        (LEAST + '[[articles]]\ntitle = "A"\npage = 1\nid = "Not An Id"\n', "M04", (8, 1), "an id"),
        (LEAST + '[[articles]]\ntitle = "A"\npage = 1\nsection = "B"\n', "V06", (8, 1), "“B”"),
        (LEAST + "articles = " + "[" * 5000 + "]" * 5000, "M02", (1, 1), "too deep"),
        (LEAST + "x = 1\n" * 2, "M02", (6, 1), ""),
    ],
)
def test_fault_is_named_with_its_place(text, code, place, words):
    reading = read(text)
    assert reading.sidecar is None
    (finding,) = reading.findings
    assert (finding.code, words in finding.message) == (code, True), finding
    assert (finding.at.line, finding.at.file) == (place[0], "issues/007/issue.toml")
    assert finding.at.column == place[1] or code == "M02"


def test_second_of_two_articles_is_pointed_at():
    article = '[[articles]]\ntitle = "A"\npage = 1\nid = "same"\n'
    reading = read(LEAST + article + article)
    assert [(f.code, f.at.line) for f in reading.findings] == [("V05", 8), ("V05", 12)]


def test_page_that_the_pdf_lacks_is_pointed_at():
    text = write_sidecar(FULL, {})
    lines = text.splitlines()
    found = list(pages_beyond(FULL, text.encode(), "issue.toml", 3))
    assert [lines[one.at.line - 1] for one in found] == ["page = 4", "page = 4"]
    assert {one.code for one in found} == {"V03"}
    assert list(pages_beyond(FULL, text.encode(), "issue.toml", 4)) == []


def test_not_utf_8_is_named_with_its_line():
    reading = read_sidecar(LEAST.encode() + b"subtitle = '\xff'", "issue.toml")
    assert [(f.code, f.at.line) for f in reading.findings] == [("S02", 5)]


def test_contents_follow_the_sidecar():
    loose, cambodia, thailand = chapters_of(FULL, "belt-007")
    assert (loose.title, [one.title for one in loose.entries]) == ("", ["Note"])
    assert (cambodia.id, cambodia.region, cambodia.page) == ("007-cambodia", "kh", 1)
    assert cambodia.entries[0].authors == ("M. Yatt",)
    assert thailand.id == "007-thailand"
    assert [(one.id, one.page) for one in thailand.entries] == [("007-air", 3)]


def test_sections_of_one_title_keep_their_own_articles():
    two = tuple(ListedSection(title="Essays", page=page) for page in (1, 5))
    held = tuple(ListedArticle(title=f"E{n}", page=n, section="Essays") for n in (2, 6))
    guesses = Guesses(
        sections=Guess(two, "the outline", "likely"), articles=Guess(held, "the outline", "likely")
    )
    sidecar, _ = first_sidecar(guesses, Settled(HASH, Desk(name="R"), 7, "", "en"))
    chapters = chapters_of(sidecar, "r-007")
    assert [[one.title for one in chapter.entries] for chapter in chapters] == [["E2"], ["E6"]]


# ---------------------------------------------------------------- the page about it


def keys_on_page(heading):
    section = re.split(r"^#+ ", PAGE.split(f"# {heading}\n")[1], maxsplit=1, flags=re.M)[0]
    return set(re.findall(r"^\| `(\w+)` \|", section, re.M))


@pytest.mark.parametrize(
    ("heading", "cls", "tables"),
    [
        ("The sidecar", Sidecar, {"corrections", "sections", "articles"}),
        ("Sections", ListedSection, set()),
        ("Articles", ListedArticle, set()),
        ("Corrections", Corrected, set()),
    ],
)
def test_page_has_each_key_and_no_other(heading, cls, tables):
    assert keys_on_page(heading) == {part.name for part in fields(cls)} - tables


def test_example_on_the_page_is_a_sidecar():
    (example,) = re.findall(r"```toml\n(.*?)```", PAGE, re.S)
    reading = read(example)
    assert reading.findings == ()
    assert reading.sidecar.articles
    assert reading.sidecar.corrections
