"""Guesses → the first sidecar of an adopted PDF, and what is said beside each of its keys.

What is sure, or likely, says where it comes from; what is weak, or was not found at all,
bears the mark CHECK.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from mekong_print.config import Desk
from mekong_print.ids import issue_prefix, slug
from mekong_print.volume.guesses import Guess, Guesses
from mekong_print.volume.sidecar import ListedArticle, ListedSection, Sidecar
from mekong_print.volume.sidecar_text import CHECK

Value = TypeVar("Value")
_NOT_FOUND = f"{CHECK}: not found"


@dataclass(frozen=True, slots=True)
class Settled:
    """What is not guessed: the PDF's hash, its desk, its number, and the publication's language.

    `number_said` is what is said beside the number.
    """

    sha256: str
    desk: Desk
    number: int
    number_said: str
    language: str


def first_sidecar(guesses: Guesses, settled: Settled) -> tuple[Sidecar, dict[str, str]]:
    """The sidecar, and what is said beside its keys or above its lists."""
    sections, articles = _with_ids(guesses, issue_prefix(settled.desk.prefix, settled.number))
    sidecar = Sidecar(
        desk=settled.desk.name,
        number=settled.number,
        title=_value(guesses.title, f"Issue {settled.number}"),
        subtitle=_value(guesses.subtitle, ""),
        date=_value(guesses.date, None),
        lang=_value(guesses.lang, settled.language),
        authors=_value(guesses.authors, ()),
        sha256=settled.sha256,
        sections=sections,
        articles=articles,
    )
    return sidecar, dict(_remarks(guesses, settled, articles))


def _value(guess: Guess[Value] | None, otherwise: Any) -> Any:
    return otherwise if guess is None else guess.value


def said_of(guess: Guess[Any]) -> str:
    """What stands beside a value: where it comes from, marked where somebody must look."""
    return f"{CHECK if guess.sure == 'weak' else guess.sure}: from {guess.origin}"


def _remarks(
    guesses: Guesses, settled: Settled, articles: tuple[ListedArticle, ...]
) -> Iterator[tuple[str, str]]:
    yield "number", settled.number_said
    yield "sha256", "of original.pdf: a PDF that was swapped is noticed"
    lacking = {
        "title": _NOT_FOUND,
        "date": f"{_NOT_FOUND}; write it as 2025-10-31",
        "lang": f"{_NOT_FOUND}; it is the publication’s",
    }
    for key in ("title", "subtitle", "date", "lang", "authors", "sections"):
        guess = getattr(guesses, key)
        yield key, said_of(guess) if guess else lacking.get(key, "")
    none = f"{_NOT_FOUND}; write them like this, or delete these lines"
    yield "articles", said_of(guesses.articles) if articles and guesses.articles else none


def _with_ids(
    guesses: Guesses, prefix: str
) -> tuple[tuple[ListedSection, ...], tuple[ListedArticle, ...]]:
    """Sections and articles with ids of their own, which from now on never change.

    Of several sections with one title, articles name the id.
    """
    ids = _Ids(prefix, set())
    sections = tuple(replace(one, id=ids.of(one.title)) for one in _value(guesses.sections, ()))
    articles = tuple(replace(one, id=ids.of(one.title)) for one in _value(guesses.articles, ()))
    count = Counter(one.title for one in sections)
    if not any(times > 1 for times in count.values()):
        return sections, articles
    return sections, tuple(_by_id(one, sections) for one in articles)


def _by_id(article: ListedArticle, sections: tuple[ListedSection, ...]) -> ListedArticle:
    """An article that names the last section of that title which begins before it."""
    before = [one for one in sections if one.title == article.section and one.page <= article.page]
    return replace(article, section=before[-1].id) if before else article


@dataclass(frozen=True, slots=True)
class _Ids:
    """The ids that were given so far, all with one prefix."""

    prefix: str
    given: set[str]

    def of(self, title: str) -> str:
        """An id for a title; of a title that comes again with a number behind it."""
        first = f"{self.prefix}{slug(title)}"
        new, number = first, 1
        while new in self.given:
            number += 1
            new = f"{first}-{number}"
        self.given.add(new)
        return new
