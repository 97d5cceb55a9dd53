"""Findings counted: by code, and how many there are on each thousand words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from mekong_print.findings import LEVELS, Finding, at_least


def counted(findings: tuple[Finding, ...], titles: Mapping[str, str]) -> Iterator[str]:
    """One line for each code, the most frequent first."""
    counts = Counter((finding.code, finding.level) for finding in findings)
    for (code, level), count in sorted(counts.items(), key=lambda row: (-row[1], row[0])):
        yield f"{count:>5}  {code}  {level:<8} {titles.get(code, '')}".rstrip()


def summed(findings: tuple[Finding, ...], words: int) -> str:
    """All findings by level, and the noise: warnings and errors on each 1,000 words."""
    counts = Counter(finding.level for finding in findings)
    parts = ", ".join(_plural(counts[level], level) for level in reversed(LEVELS))
    noise = f"{per_thousand(findings, words):.1f} warnings and errors on each 1,000 words"
    return f"{parts}; {noise}."


def per_thousand(findings: Iterable[Finding], words: int) -> float:
    """How many warnings and errors there are on each 1,000 words."""
    return 1_000 * len(at_least(tuple(findings), "warning")) / max(words, 1)


def _plural(count: int, level: str) -> str:
    return f"{count} {level}" if count == 1 else f"{count} {level}s"
