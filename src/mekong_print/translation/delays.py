"""What a translation is behind with: the original's paragraphs now against those it was made from.

Nothing is asked of a clock: the hashes of the original's segments, as the lineage has them,
are held against those of today, place by place, as a diff of lines would be.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import Literal

from mekong_print.document import Position
from mekong_print.findings import Finding
from mekong_print.translation.lineage import Lineage, Place
from mekong_print.translation.segments import Segment

# changed, new or gone in the original; as in the original still; of another number than it was.
# Missing is what stands in a section or an article that the translation does not have at all.
Sort = Literal["changed", "new", "gone", "untranslated", "uneven", "missing"]
Segments = tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class Delay:
    """One paragraph that a translation is behind with.

    `at` is its place in the translation, or where it belongs; `there` its segment in the
    original of today, where it has one. `step` counts in its place.
    """

    sort: Sort
    place: str
    at: Position
    there: Segment | None
    step: int


@dataclass(frozen=True, slots=True)
class Pair:
    """An original and its translation as segments, and what is known of how they go together."""

    original: Segments
    own: Segments
    lineage: Lineage

    @property
    def places(self) -> tuple[str, ...]:
        """The places of the original, in order."""
        return tuple(dict.fromkeys(segment.place for segment in self.original))


@dataclass(frozen=True, slots=True)
class _Step:
    """A segment that the translation was made from, and what it is today; one may be missing.

    `before` and `ahead` are their indices, or those of the next ones.
    """

    then: str
    now: Segment | None
    before: int
    ahead: int

    @property
    def sort(self) -> Sort | None:
        if self.now is None:
            return "gone"
        if not self.then:
            return "new"
        return "changed" if self.then != self.now.hash else None


def delays_of(pair: Pair) -> tuple[Delay, ...]:
    """All that a translation is behind with, in the order of the original."""
    return tuple(delay for place in pair.places for delay in _delays(pair, place))


def _delays(pair: Pair, name: str) -> Iterator[Delay]:
    known, own = pair.lineage.of(name), _in(pair.own, name)
    now = _in(pair.original, name)
    if not own:
        at = pair.own[0].at
        yield from (Delay("missing", name, at, one, step) for step, one in enumerate(now))
        return
    steps = _steps(known, now)
    for index, step in enumerate(steps):
        if step.sort:
            yield Delay(step.sort, name, _place_of(step, steps, own), step.now, index)
    originals = {segment.hash: segment for segment in now}
    left = {*known.made_from, *originals} - {*known.same}
    for index, segment in enumerate(own):
        if segment.hash in left and not segment.settled:
            there = originals.get(segment.hash)
            yield Delay("untranslated", name, segment.at, there, len(steps) + index)
    if known.paragraphs and known.paragraphs != len(own) != len(now):
        yield Delay("uneven", name, own[0].at, None, -1)


def _in(segments: Segments, name: str) -> Segments:
    return tuple(segment for segment in segments if segment.place == name)


def _steps(known: Place, now: Segments) -> tuple[_Step, ...]:
    """The two states of the original side by side: insertions and deletions move nothing else."""
    then = known.made_from
    matcher = SequenceMatcher(None, then, [segment.hash for segment in now], autojunk=False)
    found: list[_Step] = []
    for _, first, last, low, high in matcher.get_opcodes():
        pairs = zip_longest(range(first, last), range(low, high))
        for before, ahead in pairs:
            found.append(
                _Step(
                    then[before] if before is not None else "",
                    now[ahead] if ahead is not None else None,
                    before if before is not None else last,
                    ahead if ahead is not None else high,
                )
            )
    return tuple(found)


def _place_of(step: _Step, steps: tuple[_Step, ...], own: Segments) -> Position:
    """Where a step stands in the translation, as far as its paragraphs can be counted off."""
    were = sum(bool(one.then) for one in steps)
    are = sum(one.now is not None for one in steps)
    if len(own) == were:
        index = step.before if step.then else step.before - 1  # behind which it belongs
    elif len(own) == are:
        index = step.ahead
    else:
        index = 0
    return own[max(0, min(index, len(own) - 1))].at


# ---------------------------------------------------------------- brought up to date


def fresh(original: Segments, own: Segments, before: Lineage | None = None) -> Lineage:
    """The lineage of a translation that is up to date; what it left as it is stays so."""
    names = dict.fromkeys(segment.place for segment in original)
    return Lineage(places=tuple(_fresh(original, own, before or Lineage(), name) for name in names))


def _fresh(original: Segments, own: Segments, before: Lineage, name: str) -> Place:
    now = tuple(segment.hash for segment in _in(original, name))
    same = tuple(one for one in before.of(name).same if one in now)
    return Place(id=name, paragraphs=len(_in(own, name)), made_from=now, same=same)


def brought_up(pair: Pair, done: tuple[Delay, ...]) -> Lineage:
    """The lineage once some of its delays are made up for."""
    places = (_brought_up(pair, name, done) for name in pair.places)
    return Lineage(places=tuple(place for place in places if place.made_from))


def _brought_up(pair: Pair, name: str, done: tuple[Delay, ...]) -> Place:
    known, own = pair.lineage.of(name), _in(pair.own, name)
    mine = [delay for delay in done if delay.place == name]
    if not mine:
        return known
    chosen = {delay.step for delay in mine}
    kept = (
        (step.now.hash if step.now else "") if index in chosen else step.then
        for index, step in enumerate(_steps(known, _in(pair.original, name)))
    )
    at = {delay.at for delay in mine if delay.sort == "untranslated"}
    same = (*known.same, *(segment.hash for segment in own if segment.at in at))
    evened = any(delay.sort in ("new", "gone", "uneven") for delay in mine)
    return replace(
        known,
        paragraphs=len(own) if evened else known.paragraphs,
        made_from=tuple(filter(None, kept)),
        same=tuple(dict.fromkeys(same)),
    )


# ---------------------------------------------------------------- in words


_OLDER: dict[Sort, tuple[str, str, str]] = {
    "changed": ("M16", "The original of this has changed since.", "Compare it with {}."),
    "new": ("M16", "Behind this, something is new in the original.", "Translate {}."),
    "gone": ("M16", "This is no more in the original.", "Delete it, or leave it."),
    "untranslated": ("M17", "This is still as it is in the original.", "Translate it."),
    "uneven": ("M17", "This part has lost or won paragraphs.", "See whether something lacks."),
}


def findings_of(delays: tuple[Delay, ...], call: str) -> tuple[Finding, ...]:
    """A finding for each delay, at its place in the translation.

    That a section or an article is missing as a whole is said once, by reading (S19). `call`
    is how the translation is named on the command line: `22 km`.
    """
    return tuple(_finding(delay, call) for delay in delays if delay.sort != "missing")


def _finding(delay: Delay, call: str) -> Finding:
    code, message, hint = _OLDER[delay.sort]
    there = f"{delay.there.at}, “{delay.there.opening}”" if delay.there else ""
    when = "If it is to stay so" if delay.sort == "untranslated" else "Then"
    done = f"{when}: `mekong translate {call} --done --line {delay.at.line}`."
    return Finding(delay.at, code, message, f"{hint.format(there)} {done}")
