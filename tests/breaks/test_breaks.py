"""Where lines may break: names, what the author wrote, other languages, and any text at all."""

from __future__ import annotations

import itertools
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mekong_print.render.breaks import Stretch, break_offsets


def broken(text: str, lang: str = "", names: tuple[str, ...] = ()) -> str:
    at = break_offsets([Stretch(text, lang)], names)
    places = [0, *at, len(text)]
    return "|".join(text[a:b] for a, b in itertools.pairwise(places))


def test_a_name_is_kept_whole_and_parted_from_its_neighbours() -> None:
    assert "ໂພນນະລີ" not in broken("ຢູ່ບ້ານໂພນນະລີສ້າງ", "lo").split("|")
    assert broken("ຢູ່ບ້ານໂພນນະລີສ້າງ", "lo", ("ໂພນນະລີ",)) == "ຢູ່|ບ້ານ|ໂພນນະລີ|ສ້າງ"


def test_a_name_that_is_part_of_another_word_does_not_cut_it() -> None:
    assert broken("อัตราดอกเบี้ย", "th", ("ตราด",)) == broken("อัตราดอกเบี้ย", "th")


def test_a_line_may_end_between_the_parts_of_a_name() -> None:
    assert broken("มินอ่องหล่ายกล่าว", "th", ("มิน อ่อง หล่าย",)) == "มิน|อ่อง|หล่าย|กล่าว"


def test_a_word_joiner_forbids_and_a_zero_width_space_allows() -> None:
    assert broken("ສິດເສລີພາບ", "lo") == "ສິດ|ເສລີພາບ"
    assert broken("ສິດ\u2060ເສລີພາບ", "lo") == "ສິດ\u2060ເສລີພາບ"
    assert broken("ສິດ\u200bເສລີພາບ", "lo") == "ສິດ\u200bເສລີພາບ"


def test_emoji_do_not_move_the_breaks_behind_them() -> None:
    assert broken("😀 ສິດເສລີພາບ", "lo") == "😀 ສິດ|ເສລີພາບ"


def test_shan_breaks_between_syllables_and_burmese_between_words() -> None:
    assert broken("တႆးၵူၼ်းမိူင်းတႆး", "shn") == "တႆး|ၵူၼ်း|မိူင်း|တႆး"
    assert broken("မြန်မာ", "shn") == "မြန်|မာ"
    assert broken("မြန်မာ", "my") == "မြန်မာ"


def test_a_word_runs_on_through_the_stretches_of_a_block() -> None:
    assert break_offsets([Stretch("សេរី", "km"), Stretch("ភាពនិង", "km")]) == [7]


def test_an_english_text_has_none() -> None:
    assert break_offsets([Stretch("A line breaks at its spaces: ៛500, ฿20.", "en")]) == []


@pytest.mark.parametrize(
    "letters", ["ក", "ក្រា", "ก", "น้ำ", "ກ", "က", "က်", "\u17be", "\u0e31", "ខ\u2060"]
)
def test_ten_thousand_letters_are_broken_somewhere(letters: str) -> None:
    text = letters * (10_000 // len(letters))
    places = [0, *break_offsets([Stretch(text)]), len(text)]
    assert max(b - a for a, b in itertools.pairwise(places)) <= 72


LETTERS = st.sampled_from(
    "កខ្ររា់ិំ។ ការ\u200b\u2060\u200d\u200f2a“”(ນ້ຳເສລີໆขึ้นเๆมြန်မာ်္င၏၊တႆး😀\ud800\u0301"
)


@settings(max_examples=300, deadline=None)
@given(st.text(LETTERS, max_size=60), st.sampled_from(["", "km", "lo", "th", "my", "shn", "en"]))
def test_any_text_is_broken_in_order_and_never_before_a_mark(text: str, lang: str) -> None:
    at = break_offsets([Stretch(text, lang)], ("ការ", "ក ខ"))
    assert at == sorted(set(at))
    assert all(0 < one < len(text) for one in at)
    assert [text[one] for one in at if unicodedata.category(text[one])[0] == "M"] == []
