"""Rules of memory: names that are spelled differently here, or in an earlier issue."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from mekong_print.check.dictionary import english
from mekong_print.check.manuscript import Manuscript
from mekong_print.check.rule import rule
from mekong_print.check.stretch import Mark, Stretch
from mekong_print.check.vocabulary import own_vocabulary, parts

_NAME = re.compile(r"(?<![\w’'-])[A-Z\u00c0-\u00de\u0110][a-z\u00df-\u024f\u1e00-\u1eff]{5,30}")
_SILENT = frozenset(("deadline", "credit", "alt"))


@rule(
    "N27",
    "note",
    "A name in two spellings, here or in an earlier issue.",
    hint="Look it up, and keep to one; glossary.toml is the place to settle it.",
)
def two_spellings(manuscript: Manuscript) -> Iterator[Mark]:
    """The archive is the house's memory: who searches it for one spelling misses the other.

    Looked at are names of six letters and more that no dictionary and no glossary has: one letter
    more, less or other than in a name further up, or in an earlier issue of the publication.

    Bad:
        Thongloun Sisoulith spoke. Later, Sisolith left.

    Good:
        Thongloun Sisoulith spoke. Later, Sisoulith left. Mekong and Mekaung are two names.
    """
    known = own_vocabulary(manuscript)
    earlier = _earlier(manuscript)
    near = _Near(earlier)
    for name, (stretch, start, end) in _names_here(manuscript).items():
        if name in earlier:
            continue
        other = near.to(name) if name not in known else ""
        if other:
            where = earlier.get(other, "further up there is")
            message = f"“{name}” stands here; {where} “{other}”."
            yield stretch.mark(start, end, message)
        near.add(name)


def _earlier(manuscript: Manuscript) -> dict[str, str]:
    """The long names of earlier issues, each with the newest issue that has it."""
    found: dict[str, str] = {}
    for issue in manuscript.house.earlier:
        for name in set(_NAME.findall(issue.text)) - found.keys():
            found[name] = f"Issue {issue.number} ({issue.desk}) has"
    return {name: where for name, where in found.items() if _is_name(name)}


def _names_here(manuscript: Manuscript) -> dict[str, tuple[Stretch, int, int]]:
    """The long names of the issue, and where each stands first."""
    found: dict[str, tuple[Stretch, int, int]] = {}
    for stretch in manuscript.stretches:
        if stretch.kind in _SILENT:
            continue
        for part in parts(stretch):
            if part.text not in found and _NAME.fullmatch(part.text) and _is_name(part.text):
                found[part.text] = (stretch, part.start, part.end)
    return found


def _is_name(word: str) -> bool:
    words = english()
    return not words.knows(word.lower()) and not words.has(word)


class _Near:
    """Names by what is left of them when a letter is taken out: neighbours share a remainder."""

    def __init__(self, names: Iterable[str]) -> None:
        self._rows: dict[str, list[str]] = {}
        for name in names:
            self.add(name)

    def add(self, name: str) -> None:
        """Remember a name."""
        for key in _remainders(name):
            self._rows.setdefault(key, []).append(name)

    def to(self, name: str) -> str:
        """A remembered name one letter away; nothing where there is none, or it is a plural."""
        for key in _remainders(name):
            for other in self._rows.get(key, ()):
                if other != name and _is_near(name, other):
                    return other
        return ""


def _remainders(name: str) -> set[str]:
    return {name, *(name[:at] + name[at + 1 :] for at in range(1, len(name)))}


def _is_near(name: str, other: str) -> bool:
    """Whether two names are one letter apart, and not by an ending."""
    shorter, longer = sorted((name, other), key=len)
    return not longer.startswith(shorter) and shorter[:-1] != longer[:-1]
