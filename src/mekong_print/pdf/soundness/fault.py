"""A fault of a PDF: which rule it breaks, and a sentence that names page and element."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

SHOWN = 5  # sentences of one rule; the rest is counted


@dataclass(frozen=True, slots=True)
class Fault:
    """One inconsistency. `rule` is a short name that stays the same (`mark-without-owner`)."""

    rule: str
    sentence: str


def sentences(faults: Iterable[Fault]) -> tuple[str, ...]:
    """The faults in words: the first few of each rule, and how many more there are.

    >>> sentences(Fault("same", f"Fault {n}.") for n in range(7))[4:]
    ('Fault 4.', '… and 2 more like “Fault 0.”')
    """
    first: dict[str, str] = {}
    counts: Counter[str] = Counter()
    said: list[str] = []
    for fault in dict.fromkeys(faults):
        first.setdefault(fault.rule, fault.sentence)
        counts[fault.rule] += 1
        said += [fault.sentence] if counts[fault.rule] <= SHOWN else []
    more = {rule: count - SHOWN for rule, count in counts.items() if count > SHOWN}
    return (*said, *(f"… and {count} more like “{first[rule]}”" for rule, count in more.items()))
