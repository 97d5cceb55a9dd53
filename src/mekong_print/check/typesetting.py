"""What the house sets in type whoever speaks: signs and spaces, also inside quotations.

Nobody utters a doubled space: a speaker's words are the speaker's own, but the signs around
them are the house's. Other languages, code and addresses keep theirs.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from mekong_print.check.manuscript import Manuscript
from mekong_print.check.stretch import Stretch, Zone

_OURS = ("en", "vi")  # languages whose quotation marks are “ ” and ‘ ’


class Spans(NamedTuple):
    """Spans of letters: where each begins, and how far those up to it reach."""

    starts: tuple[int, ...]
    reach: tuple[int, ...]

    def touch(self, start: int, end: int) -> bool:
        """Whether one of them shares a letter with these."""
        before = bisect_left(self.starts, end)
        return before > 0 and self.reach[before - 1] > start


def spans(parts: Iterable[tuple[int, int]]) -> Spans:
    """Spans from their starts and ends.

    >>> spans([(5, 9), (1, 3)]).touch(3, 5), spans([(5, 9), (1, 3)]).touch(2, 3)
    (False, True)
    """
    starts: list[int] = []
    reach: list[int] = []
    for start, end in sorted(parts):
        starts.append(start)
        reach.append(max(end, reach[-1] if reach else 0))
    return Spans(tuple(starts), tuple(reach))


def set_here(manuscript: Manuscript) -> Iterator[Stretch]:
    """The stretches whose signs are those of the house."""
    for stretch in manuscript.stretches:
        if stretch.kind != "deadline" and stretch.lang.lower().split("-")[0] in _OURS:
            yield stretch


def signs(stretch: Stretch, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
    """What a pattern finds in the signs of the house: in quotations too, not in code."""
    others = not_ours(stretch)
    for found in pattern.finditer(stretch.text):
        if not others.touch(*found.span()):
            yield found


def not_ours(stretch: Stretch) -> Spans:
    """Where another language, code or an address stands."""
    zones = [zone for zone in stretch.zones if not _is_worded(stretch, zone)]
    return spans((zone.start, zone.end) for zone in zones)


def _is_worded(stretch: Stretch, zone: Zone) -> bool:
    """Whether a zone is a link that shows words and no address."""
    shown = stretch.text[zone.start : zone.end]
    bare = " " not in shown and ("/" in shown or "@" in shown or "." in shown)
    return zone.kind == "link" and not bare
