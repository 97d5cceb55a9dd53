"""The dictionary, and what it does not judge."""

from __future__ import annotations

import gzip

import pytest

from manuscripts import manuscript
from mekong_print.check.dictionary import english
from mekong_print.check.initials import missing_initial
from mekong_print.check.letters import order_of_signs
from mekong_print.check.naming import out_of_time
from mekong_print.check.spelling import misspelled
from mekong_print.glossaries import BUILT_IN

WORDS = BUILT_IN.parent / "words"


def said(text: str) -> list[str]:
    return [mark.message.split("”")[0][1:] for mark in misspelled.read(manuscript(text))]


def test_the_word_list_is_vendored_with_its_licence_and_packed_without_a_date() -> None:
    packed = (WORDS / "en.txt.gz").read_bytes()
    assert packed[4:8] == b"\0\0\0\0"
    assert "Copyright 2000-2011 by Kevin Atkinson" in (WORDS / "SCOWL-LICENSE").read_text("utf-8")
    assert len(gzip.decompress(packed).split()) > 130_000


@pytest.mark.parametrize(
    "text",
    [
        "The café served naïve guests of the coup d’état; they shouldn’t’ve come.",
        "Non-aligned, re-elected, 21st-century, mid-2025, 5km, 30kg, PM2.5 and/or vis-à-vis.",
        "See kiripost.com, a@example.org, and https://example.org/abcde/fghij.",
        "The padauk, durian and longan of Bolikhamxay cost 500 baht, riel, kip or kyat.",
        "Natamon Aumphin met Chammie; Thongloun Sisoulith saw Charnvirakul in Savannakhet.",
        "“We is reconciliatin’ now,” he said. The [padaek]{lang=lo-Latn} of `qwertz`.",
        "Behaviour and behavior, organise and organize, towards and toward.",
    ],
)
def test_what_is_right_or_not_ours_is_left_alone(text: str) -> None:
    assert said(text + "\n") == []


@pytest.mark.parametrize(
    ("slip", "meant"),
    [
        ("recieve", "receive"),
        ("occured", "occurred"),
        ("seperate", "separate"),
        ("comission", "commission"),
        ("parliment", "parliament"),
        ("reconciliating", "reconciling"),
        ("thailand", "Thailand"),
        ("Goverment", "Government"),
    ],
)
def test_a_slip_is_found_and_what_was_meant_is_offered(slip: str, meant: str) -> None:
    (mark,) = misspelled.read(manuscript(f"It is the {slip} of them.\n"))
    assert f"“{meant}”" in mark.hint


def test_suggestions_are_looked_for_a_hundred_times_at_most() -> None:
    words = " ".join(f"qz{chr(97 + one // 26)}{chr(97 + one % 26)}xk" for one in range(200))
    marks = list(misspelled.read(manuscript(f"It is {words}.\n")))
    assert len(marks) == 200


def test_pairs_of_spellings_hold_words_of_both_sides() -> None:
    words = english()
    assert words.american["favour"] == "favor"
    assert words.british["defense"] == "defence"
    assert words.zed["organise"] == "organize"
    assert {"advertise", "license", "program", "practice", "towards"}.isdisjoint(
        {*words.american, *words.british, *words.zed}
    )


@pytest.mark.parametrize(
    ("name", "initials", "missing"),
    [
        ("Centre for Policy and Innovation", "CRPI", "R"),
        ("Association of Southeast Asian Nations", "ASEANX", "X"),
        ("International Organization for Migration", "IOM", ""),
        ("Doctors Without Borders", "MSF", ""),
        ("World Health Organization", "OMS", ""),
        ("Myanmar National Democratic Alliance Army", "MNDAA", ""),
    ],
)
def test_only_a_single_letter_without_a_word_is_a_slip(
    name: str, initials: str, missing: str
) -> None:
    assert missing_initial(tuple(name.split()), initials) == missing


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Prime Minister Paetongtarn Shinawatra spoke.", True),
        ("Ousted Prime Minister Paetongtarn Shinawatra spoke.", False),
        ("Prime Minister Paetongtarn Shinawatra spoke in 2024.", False),
        ("Prime Minister Hun Manet spoke, then Prime Minister Sonexay Siphandone.", False),
        ("Prime Minister Hun Manet spoke in 2019.", True),
        ("Vice President Win Myint spoke.", False),
        ("The Thai People’s Party spoke in 2022.", True),
        ("The Cambodian People’s Party spoke in 1998.", False),
        ("The Thai People’s Party of 1932 spoke.", False),
        ("The State Administration Council of Myanmar met in 2026.", True),
        ("The dissolved State Administration Council of Myanmar was mourned in 2026.", False),
    ],
)
def test_names_are_held_against_their_time(text: str, names: bool) -> None:
    assert bool(list(out_of_time.read(manuscript(text + "\n")))) == names


@pytest.mark.parametrize(
    ("words", "wrong"),
    [
        ("ភ្នំពេញ ទន្លេសាប ភាសាខ្មែរ ទន្លេមេគង្គ កម្ពុជា ស្រី ប៉ុន្តែ", False),
        ("မဲခေါင် မြန်မာ ရွှေ ကျွန်ုပ် နိုင်ငံ ဩဂုတ် ပြည်ထောင်စု အောင်ဆန်းစုကြည်", False),
        ("แม่น้ำโขง ภาษาไทย เมื่อ น้ำ ทั้งนี้ เกี่ยวกับ ปริญญา รัฐธรรมนูญ", False),
        ("ແມ່ນ້ຳຂອງ ພາສາລາວ ວຽງຈັນ ເມື່ອ ປະເທດ ສປປ ລາວ", False),
        ("កា្ក", True),
        ("ေက", True),
        ("ကိျ", True),
        ("ท่ั้", True),
        ("เเม่", True),
        ("ນໍ້າ", True),
    ],
)
def test_the_order_of_signs_is_that_of_the_standard(words: str, wrong: bool) -> None:
    found = list(order_of_signs.read(manuscript(f"It is {words} here.\n")))
    assert bool(found) == wrong, found
