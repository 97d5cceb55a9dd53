"""The whole Declaration of Human Rights: no line of it can end where the orthography forbids it.

The rules are stated here anew, by what a piece may begin and end with, so that they do
not share a slip with the code.
"""

from __future__ import annotations

import itertools
import re
import time

import pytest

from declaration import paragraphs
from mekong_print.render.breaks import Stretch, break_offsets

# What a piece may begin with: a consonant, an independent vowel, a vowel written in front, a
# digit, or what is no letter of the script at all.
BEGINS = {
    "th": re.compile("[ก-ฮเ-ไ๐-๙ฤฦ]|[^\u0e00-\u0e7f]"),
    "lo": re.compile("[ກ-ຮເ-ໄໜໝ໐-໙]|[^\u0e80-\u0eff]"),
    "km": re.compile("[ក-ឳ០-៩]|[^\u1780-\u17ff]"),
    # In Burmese the consonant must not be killed (asat) or stand on another: it closes a syllable.
    "my": re.compile("(?:[က-ဪဿ၎၍၌၏](?!\u1037?[\u1039\u103a])|[၀-၉])|[^\u1000-\u109f]"),
}
# What no piece may end with: a vowel written in front, a sign that stacks.
NEVER_ENDS = {"th": "เแโใไ", "lo": "ເແໂໃໄ", "km": "\u17d2", "my": "\u1039"}
LANGS = tuple(BEGINS)


def pieces_of(text: str, lang: str) -> list[str]:
    places = [0, *break_offsets([Stretch(text, lang)]), len(text)]
    return [text[start:end] for start, end in itertools.pairwise(places)]


@pytest.mark.parametrize("lang", LANGS)
def test_no_break_is_against_the_orthography(lang: str) -> None:
    seen = 0
    for paragraph in paragraphs(lang):
        pieces = pieces_of(paragraph, lang)
        assert "".join(pieces) == paragraph
        for before, behind in itertools.pairwise(pieces):
            seen += 1
            assert BEGINS[lang].match(behind), f"{before}¦{behind}"
            assert before[-1] not in NEVER_ENDS[lang], f"{before}¦{behind}"
    assert seen > 1000


@pytest.mark.parametrize("lang", LANGS)
def test_no_word_is_wider_than_a_column(lang: str) -> None:
    words = [
        word for line in paragraphs(lang) for one in pieces_of(line, lang) for word in one.split()
    ]
    assert max(map(len, words)) < 25


@pytest.mark.parametrize(
    ("lang", "bad"), [("my", "မြ¦န်မာ"), ("th", "เ¦ขา"), ("km", "ម¦ិន"), ("lo", "ນ¦ຳ")]
)
def test_a_wrong_break_would_be_seen(lang: str, bad: str) -> None:
    before, behind = bad.split("¦")
    assert not BEGINS[lang].match(behind) or before[-1] in NEVER_ENDS[lang]


def test_a_long_text_takes_no_longer_for_each_letter() -> None:
    text = "".join(paragraphs("km"))
    began = time.process_time()
    break_offsets([Stretch(text * 5, "km")])
    assert time.process_time() - began < 3
