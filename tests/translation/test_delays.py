"""Laws of what a translation is behind with: whatever is done to the original."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from mekong_print.document import Position
from mekong_print.translation.delays import Pair, brought_up, delays_of, fresh
from mekong_print.translation.lineage import Lineage, read_lineage, write_lineage
from mekong_print.translation.segments import Segment

WORDS = st.lists(st.sampled_from("abcdefgh"), max_size=8)


def segments(words: list[str], file: str) -> tuple[Segment, ...]:
    """A headline, then a paragraph for each word; a translation has words of its own."""
    own = "" if file == "issue.md" else "own-"
    told = [("headline", own or "the headline"), *(("paragraph", own + word) for word in words)]
    return tuple(
        Segment("007-a", kind, word, Position(file, line, 1), word)
        for line, (kind, word) in enumerate(told, 1)
    )


def pair_of(before: list[str], now: list[str]) -> Pair:
    """A translation of the original as it was, and the original as it is."""
    own = segments(before, "issue.vi.md")
    return Pair(segments(now, "issue.md"), own, fresh(segments(before, "issue.md"), own))


@given(WORDS)
def test_what_did_not_change_is_not_older(words: list[str]) -> None:
    assert delays_of(pair_of(words, words)) == ()


@given(st.permutations("abcdefgh"), st.data())
def test_what_is_left_of_the_original_is_never_older(words: list[str], data: st.DataObject) -> None:
    gone = data.draw(st.sets(st.sampled_from(words)))
    new = data.draw(st.integers(0, 8))
    now = [word for word in words if word not in gone]
    now[new:new] = ["new"]
    delays = delays_of(pair_of(words, now))
    touched = {delay.there.hash for delay in delays if delay.there}
    assert touched == {"new"}
    assert sum(delay.sort in ("gone", "changed") for delay in delays) <= len(gone)
    assert all(delay.at.file == "issue.vi.md" for delay in delays)


@given(WORDS, WORDS)
def test_once_each_is_marked_nothing_is_left(before: list[str], now: list[str]) -> None:
    pair = pair_of(before, now)
    after = Pair(pair.original, pair.own, brought_up(pair, delays_of(pair)))
    assert delays_of(after) == ()
    whole = Pair(pair.original, pair.own, fresh(pair.original, pair.own, pair.lineage))
    assert delays_of(whole) == ()
    assert whole.lineage.of("007-a").made_from == after.lineage.of("007-a").made_from


@given(st.permutations("abcdefgh"), st.data())
def test_marking_one_leaves_the_others(words: list[str], data: st.DataObject) -> None:
    changed = data.draw(st.sets(st.sampled_from(words), min_size=1))
    pair = pair_of(words, [word.upper() if word in changed else word for word in words])
    first, *others = delays_of(pair)
    left = delays_of(Pair(pair.original, pair.own, brought_up(pair, (first,))))
    assert [delay.at for delay in left] == [delay.at for delay in others]


@given(WORDS)
def test_a_lineage_is_read_back_as_it_was_written(words: list[str]) -> None:
    lineage = pair_of(words, words).lineage
    assert read_lineage(write_lineage(lineage, "issue.vi.md").encode(), "a.toml") == lineage
    assert isinstance(lineage, Lineage)
