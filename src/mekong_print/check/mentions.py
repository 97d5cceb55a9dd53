"""Where a stretch names what the glossary has.

One pass over its words, whatever the size of the glossary. A name is found letter for letter,
the longest first, and not inside a longer name: the Cambodian People's Party is no People's
Party.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from mekong_print.check.stretch import Stretch
from mekong_print.glossary import Entry


class Mention(NamedTuple):
    """Words that name an entry."""

    entry: Entry
    words: str
    start: int
    end: int


class Index(NamedTuple):
    """Names by their first word, the longest first; apostrophes are all curly."""

    rows: Mapping[str, tuple[tuple[str, Entry], ...]]

    @classmethod
    def of(cls, names: Iterable[tuple[str, Entry]]) -> Index:
        """Sort names into an index."""
        rows: dict[str, list[tuple[str, Entry]]] = {}
        for name, entry in names:
            plain = name.replace("'", "’")
            rows.setdefault(first_word(plain), []).append((plain, entry))
        for row in rows.values():
            row.sort(key=lambda one: -len(one[0]))
        return cls({word: tuple(row) for word, row in rows.items()})


def first_word(name: str) -> str:
    """The first word of a name, as it is looked up."""
    return name.split(" ", 1)[0].split("-", 1)[0].removesuffix("’s").rstrip("’")


def mentions(stretch: Stretch, index: Index) -> Iterator[Mention]:
    """What a stretch names, in the house's own words, in reading order."""
    text = stretch.text.replace("'", "’")
    passed = 0
    for word in stretch.words:
        if word.start < passed:
            continue
        for name, entry in index.rows.get(first_word(word.text.replace("'", "’")), ()):
            end = word.start + len(name)
            if text.startswith(name, word.start) and not text[end : end + 1].isalnum():
                if stretch.is_own(word.start, end) and not _is_tail(text, word.start):
                    yield Mention(entry, name, word.start, end)
                passed = end
                break


def _is_tail(text: str, start: int) -> bool:
    """Whether a longer name ends here: a capitalised word stands in front, and no sentence ends."""
    before = word_before(text, start)
    return before[:1].isupper() and before.lower() not in LEADS and before.isalpha()


# Capitalised words that open sentences, or titles and peoples that stand in front of names.
LEADS = frozenset(
    "the a an in on at by for from to of and but or as with when while after before since until "
    "president minister premier general governor king queen senator prime u daw mr mrs ms dr thai "
    "lao khmer burmese cambodian vietnamese myanmar thailand laos cambodia province district "
    "however meanwhile if both either although though under near around across".split()
)


def word_before(text: str, start: int) -> str:
    """The word in front of a place, with its signs."""
    return text[max(0, start - 40) : start].rstrip(" ").rsplit(" ", 1)[-1]
