"""Words of the four languages, as people who write them part them."""

from __future__ import annotations

from pathlib import Path

import pytest

from breaks.gold import Phrase, parts_of
from mekong_print.glossaries import names_for
from mekong_print.render.breaks import Stretch, break_offsets

RECALL = {"th": 0.95, "lo": 0.90, "km": 0.85, "my": 0.88}
NAMES = names_for("ก", Path(__file__).parent)  # the built-in ones


def found_in(phrase: Phrase, lang: str) -> set[int]:
    return set(break_offsets([Stretch(phrase.text, lang)], NAMES))


def recall(phrases: list[Phrase], lang: str) -> float:
    found = sum(len(found_in(one, lang) & one.wanted) for one in phrases)
    return found / sum(len(one.wanted) for one in phrases)


@pytest.mark.parametrize("lang", RECALL)
def test_lines_may_end_at_nearly_every_word(lang: str) -> None:
    *known, unseen = parts_of(lang)
    assert sum(map(len, (*known, unseen))) >= 32
    assert recall([one for part in (*known, unseen) for one in part], lang) >= RECALL[lang]
    assert recall(unseen, lang) >= RECALL[lang]


@pytest.mark.parametrize("lang", RECALL)
def test_no_line_ends_inside_a_word(lang: str) -> None:
    wrong = {
        f"{one.text[:at]}¦{one.text[at:]}"
        for part in parts_of(lang)
        for one in part
        for at in found_in(one, lang) - one.wanted - one.allowed
    }
    assert wrong == set()
