"""Letters that make no syllable are found, and no real text is blamed."""

from __future__ import annotations

import pytest

from declaration import FILES, paragraphs
from mekong_print.render.clusters import broken_clusters
from proofing import ROOT

FONTS = tuple(sorted((ROOT / "fonts").glob("*.ttf")))


def broken(text: str) -> list[tuple[int, int]]:
    return list(broken_clusters(text, FONTS))


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("្ក", (0, 2)),  # a coeng with nothing above it
        ("ាក", (0, 1)),  # a vowel sign first
        ("កម្ពុជា ិក", (8, 9)),
        ("ក្រ្", (3, 4)),  # a coeng at the end
        ("ကိ်", (0, 3)),  # asat upon a vowel
        ("ိက", (0, 1)),
        ("က္", (1, 2)),  # a virama at the end
        ("ก่้", (1, 3)),  # two tones
        ("เ่ก", (1, 2)),  # a tone upon a vowel that is written first
        ("ีก", (0, 1)),
        ("ີກ", (0, 1)),
        ("ກິີ", (1, 3)),  # two vowels above
        ("x้", (1, 2)),  # a tone upon a Latin letter
    ],
)
def test_letters_that_make_no_syllable_are_found(text: str, place: tuple[int, int]) -> None:
    assert broken(text) == [place]


@pytest.mark.parametrize(
    "word",
    "ខ្មែរ ក្រុមប្រឹក្សា ស្ត្រី နိုင်ငံ အင်္ဂလိပ် ယောက်ျား ဩဂုတ် น้ำ ที่ ผู้ ฤๅษี เปี๊ยก ນ້ຳ ທີ່ ເຂົ້າ ກຳປູເຈຍ ຊຽງໃໝ່".split(),
)
def test_real_words_are_whole(word: str) -> None:
    assert broken(word) == []


def test_a_dotted_circle_that_was_written_is_meant() -> None:
    assert broken("The sign ◌ា is long.") == []


def test_a_space_of_no_width_breaks_nothing() -> None:
    assert broken("ខ្មែរ\u200bក្រុម\u2060ទី") == []


@pytest.mark.parametrize("lang", FILES)
def test_nothing_in_the_declaration_is_blamed(lang: str) -> None:
    assert [broken(words) for words in paragraphs(lang) if broken(words)] == []
