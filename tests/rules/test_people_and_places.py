"""Bylines, bios, sections, headlines and pictures, beyond what the examples of their rules show."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from manuscripts import manuscript, whole
from mekong_print.check.gazetteer import bare, cities
from mekong_print.check.manuscript import EarlierIssue
from mekong_print.check.registry import all_rules
from mekong_print.layout import MILLIMETRES_OF_PICTURES
from mekong_print.regions import REGIONS

ROOT = Path(__file__).parents[2]
RULES = {rule.code: rule for rule in all_rules()}


def found(code: str, text: str, earlier: tuple[EarlierIssue, ...] = ()) -> list[str]:
    """The messages of one rule for a piece of an issue."""
    return [mark.message for mark in RULES[code].read(manuscript(text, earlier=earlier))]


def before(text: str, number: int = 21) -> EarlierIssue:
    return EarlierIssue(f"Mekong Belt {number}", "Mekong Belt", number, "Before", whole(text))


def article(byline: str, bio: str = "", flag: str = "kh", more: str = "") -> str:
    box = f"\n::: bio\n{bio}\n:::\n" if bio else ""
    return f"# A Place {{flag={flag}}}\n\n## It Rained\n{byline}\n\nIt rained.\n{box}{more}"


# ---------------------------------------------------------------- places


@pytest.mark.parametrize(
    "place",
    ["Phnom Penh", "Hà Nội", "Washington, D.C.", "Hong Kong", "Chiang Mai and Mae Sot", "Cambodia",
     "Naypyidaw", "Mae Sot, Thailand", "Bandar Seri Begawan", "Da Nang", "Đà Nẵng"],
)  # fmt: skip
def test_places_of_the_region_and_capitals_are_known(place: str) -> None:
    text = article(f"by A. Writer, in {place}")
    assert found("B22", text) == found("B23", text) == []


def test_a_place_of_an_earlier_byline_is_known() -> None:
    text = article("by A. Writer, in Zzyzx")
    assert found("B23", text)
    assert found("B23", text, (before(text),)) == []


def test_a_place_in_two_countries_may_be_in_the_section_s() -> None:
    assert found("B24", article("by A. Writer, in Bangkok and Phnom Penh")) == []
    assert found("B24", article("by A. Writer, in Bangkok")) == [
        "Bangkok is in Thailand; the section is not."
    ]


def test_a_byline_without_place_is_found_once_another_has_one() -> None:
    second = "\n# B Place {flag=mm}\n\n## It Poured\nby B. Author\n\nIt poured.\n"
    assert found("B21", article("by A. Writer", more=second)) == []
    assert found("B21", article("by A. Writer, in Kep", more=second)) == [
        "The byline of B. Author names no place."
    ]
    team = second.replace("B. Author", "The River Desk")
    assert found("B21", article("by A. Writer, in Kep", more=team)) == []
    topic = second.replace(" {flag=mm}", "")
    assert found("B21", article("by A. Writer, in Kep", more=topic)) == []


def test_the_gazetteer_names_real_countries_and_each_city_once() -> None:
    assert set(cities().values()) <= REGIONS
    assert all(bare(city) == city for city in cities())
    assert len(cities()) > 400


# ---------------------------------------------------------------- bios


@pytest.mark.parametrize(
    ("bio", "names"),
    [
        ("Malai is a reporter.", "Malai Yatt"),
        ("Yatt is a reporter.", "Malai Yatt"),
        ("*Malai’s* work is on rivers.", "Malai Yatt"),
        ("Dr. Malai Yatt is a reporter.", "Malai Yatt"),
        ("She is a reporter.", "Malai Yatt"),
        ("A reporter since 2020, Malai lives in Kep.", "Malai Yatt and B. Ong"),
        ("B. Ong is a reporter.", "Malai Yatt and B. Ong"),
        ("Phạm Minh Chính writes.", "Phạm Minh Chính"),
        ("The River Desk is a name.", "The River Desk"),
    ],
)
def test_a_bio_that_opens_with_its_author_passes(bio: str, names: str) -> None:
    assert found("B27", article(f"by {names}, in Kep", bio)) == []


@pytest.mark.parametrize("bio", ["Natamon is a rapporteur.", "B. Yatt is a reporter.", "Ms. Ong."])
def test_a_bio_that_opens_with_another_does_not(bio: str) -> None:
    assert found("B27", article("by Malai Yatt, in Kep", bio))


def test_a_bio_in_the_wrong_place_is_told_whose_it_seems() -> None:
    second = "\n## It Poured\nby Natamon Aumphin, in Bangkok\n\nIt poured.\n"
    text = article("by Malai Yatt, in Kep", "Natamon is a rapporteur.", more=second)
    (mark,) = RULES["B27"].read(manuscript(text))
    assert mark.hint.startswith("It seems to be about Natamon Aumphin (line ")


def test_a_bio_of_an_earlier_issue_is_enough() -> None:
    second = "\n## It Poured\nby B. Ong, in Kep\n\nIt poured.\n\n::: bio\nB. Ong writes.\n:::\n"
    text = article("by Malai Yatt, in Kep", more=second)
    assert found("B25", text) == ["Malai Yatt has no bio, in this issue or an earlier one."]
    told = before(article("by Malai Yatt, in Kep", "Malai is a reporter."))
    assert found("B25", text, (told,)) == []


def test_names_unlike_those_of_the_archive_name_the_issue() -> None:
    text = article("by Chammie Loe, in Vientiane")
    assert found("B28", text, (before(article("by Chammie Lo, in Vientiane")),)) == [
        "“Chammie Loe” here; Mekong Belt 21 has “Chammie Lo”."
    ]


# ---------------------------------------------------------------- headlines


@pytest.mark.parametrize(
    "headline",
    [
        "China’s Pressure on TNLA Exposes Beijing’s Self-Serving Mediation",
        "Rain With No End; Rain with No End",
        "What the Rain Is for: A Study—The First",
        "“The Rains Are here,” Says iRain of a PM2.5 Study",
        "Where the River Turns Around",
        "Vitamin A",
        "10 Years On: to Be or Not to Be",
        "Abu Bakar bin Hamid and Ludwig van Beethoven",
    ],
)
def test_good_headlines_are_left_alone(headline: str) -> None:
    text = f"## {headline}\nby A. Writer, in Kep\n\nIt rained.\n"
    slips = [one for one in found("H21", text) if "to” has no capital" not in one]
    assert slips == []


@pytest.mark.parametrize(
    ("headline", "word"),
    [("Rain In The North", "The"), ("Rain and snow in Asia", "snow"), ("rain in Asia", "rain"),
     ("How To Vote in Asia", "To"), ("Rain: the End", "the"), ("Lao-China relations", "relations")],
)  # fmt: skip
def test_a_slip_is_marked_at_its_word(headline: str, word: str) -> None:
    text = f"## {headline}\nby A. Writer, in Kep\n\nIt rained.\n"
    read = manuscript(text)
    marks = list(RULES["H21"].read(read))
    assert word in [read.source.between(one.at, one.end or one.at) for one in marks]


# ---------------------------------------------------------------- sections and pictures


def test_an_adjective_or_a_capital_names_a_country_in_a_note() -> None:
    note = "# Editor’s Note\nby A. Editor, Lead Editor\n\n{}\n"
    note += "".join(f"\n# {name}\n\nRain.\n" for name in ("Cambodia 🇰🇭", "Laos 🇱🇦", "Thailand 🇹🇭"))
    assert found("S27", note.format("Khmer, Lao and Thai farmers wait.")) == []
    assert found("S27", note.format("Nothing is new.")) == []
    assert found("S27", note.format("Khmer and Lao farmers wait.")) == [
        "The editor’s note does not speak of “Thailand”."
    ]


@pytest.mark.parametrize(("name", "width"), [("briefing", 120), ("magazine", 90), ("phone", 78)])
def test_pictures_are_as_wide_as_the_columns_of_the_layouts(name: str, width: int) -> None:
    css = (ROOT / "layouts" / name / "style.css").read_text("utf-8")
    page = re.search(r"@page \{\s*size: (A4|(\d+)mm \d+mm);\s*margin: ([^;]+);", css)
    assert page is not None
    margins = [float(one) for one in re.findall(r"([\d.]+)mm", page[3])]
    right, left = margins[1], margins[3] if len(margins) > 3 else margins[1]
    room = (210 if page[1] == "A4" else float(page[2])) - left - right
    gap = re.search(r"columns: 2; column-gap: (\d+)mm", css)
    assert (room - float(gap[1])) / 2 == width if gap else room == width
    assert MILLIMETRES_OF_PICTURES[name][0] == width


@pytest.mark.parametrize(
    ("size", "coarse"), [("944x1", True), ("946x10", False), ("500x900", False), ("10x10", True)]
)
def test_a_picture_is_coarse_by_its_printed_size(size: str, coarse: bool) -> None:
    assert bool(found("A26", f"![Boats](boat-{size}.jpg)\nBoats.\nCredit: A. Writer\n")) == coarse
