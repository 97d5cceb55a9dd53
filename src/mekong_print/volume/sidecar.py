"""The sidecar of an adopted PDF: what the PDF does not say of itself, as values.

It is `issue.toml` beside `original.pdf`; docs/archiving.md describes every key, and a test
holds the two together. Pages are counted in the PDF from 1, whatever is printed on them.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any

from mekong_print.config import Corrected, Line, Number, Words
from mekong_print.document import Correction
from mekong_print.ids import EXPLICIT_ID
from mekong_print.regions import REGIONS
from mekong_print.typed import Afterwards, Limits
from mekong_print.volume.parts import Chapter, Entry, page_id

_STRICT: dict[str, Any] = {"extra": "forbid"}
# BCP 47, without what no newsletter is written in: private use, extensions.
_TAG = re.compile(r"[A-Za-z]{2,3}([-_][A-Za-z]{4})?([-_]([A-Za-z]{2}|\d{3}))?")
_SHA256 = re.compile(r"[0-9a-f]{64}")


def _language(tag: str) -> str:
    if tag and not _TAG.fullmatch(tag):
        raise ValueError(f"“{tag}” is no language code; write one such as km, vi or pt-BR.")
    return tag.replace("_", "-")


def _id(word: str) -> str:
    if word and not EXPLICIT_ID.fullmatch(word):
        raise ValueError("an id holds a-z, 0-9 and single hyphens only.")
    return word


def _region(code: str) -> str:
    if code and code not in REGIONS:
        raise ValueError(f"there is no country with the code “{code}”; write one such as kh.")
    return code


def _hash(text: str) -> str:
    if not _SHA256.fullmatch(text):
        raise ValueError("a SHA-256 has 64 digits, 0-9 and a-f.")
    return text


AnyLanguage = Annotated[str, Afterwards(_language)]
Id = Annotated[str, Afterwards(_id)]
Region = Annotated[str, Afterwards(_region)]
Hash = Annotated[str, Afterwards(_hash)]
PageNumber = Annotated[int, Limits(ge=1, le=100_000)]


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedSection:
    """A section as the contents page of a volume lists it."""

    __pydantic_config__ = _STRICT

    title: Words
    page: PageNumber
    region: Region = ""
    id: Id = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedArticle:
    """An article; `section` is the title or the id of the section that it is in, or empty."""

    __pydantic_config__ = _STRICT

    title: Words
    page: PageNumber
    authors: tuple[Words, ...] = ()
    section: Line = ""
    id: Id = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sidecar:
    """issue.toml. `sha256` is that of the PDF, so that one that was swapped is noticed."""

    __pydantic_config__ = _STRICT

    desk: Words
    number: Number
    title: Words
    subtitle: Line = ""
    date: dt.date | None = None
    lang: AnyLanguage = ""
    authors: tuple[Words, ...] = ()
    sha256: Hash
    corrections: tuple[Corrected, ...] = ()
    sections: tuple[ListedSection, ...] = ()
    articles: tuple[ListedArticle, ...] = ()


def corrections_of(sidecar: Sidecar) -> tuple[Correction, ...]:
    """What was put right after the issue was out."""
    return tuple(Correction(one.date, one.text) for one in sidecar.corrections)


def ids_of(sidecar: Sidecar, key: str) -> dict[str, int | None]:
    """What sections and articles are called, with the page index that each stands for.

    One without an id goes by its page, so that the lines of a contents page can lead there.
    """
    listed: tuple[ListedSection | ListedArticle, ...] = (*sidecar.sections, *sidecar.articles)
    return {_id_of(one, key): one.page - 1 for one in listed}


def _id_of(one: ListedSection | ListedArticle, key: str) -> str:
    return one.id or page_id(key, one.page - 1)


def section_of(sidecar: Sidecar, article: ListedArticle) -> ListedSection | None:
    """The section that an article is in, by its id, else by its title; None where in none."""
    by_title = {one.title: one for one in reversed(sidecar.sections)}
    by_id = {one.id: one for one in sidecar.sections}
    named = by_title | by_id
    return named.get(article.section) if article.section else None


def chapters_of(sidecar: Sidecar, key: str) -> tuple[Chapter, ...]:
    """The contents of an adopted issue, in the order of the sidecar.

    Articles outside of any section come first, in a chapter without a title.
    """
    held: dict[int, list[ListedArticle]] = {}
    for article in sidecar.articles:
        held.setdefault(id(section_of(sidecar, article)), []).append(article)
    loose = held.get(id(None), [])
    first = (Chapter("", "", "", loose[0].page - 1, _entries(loose, key)),) if loose else ()
    return (
        *first,
        *(_chapter(section, held.get(id(section), []), key) for section in sidecar.sections),
    )


def _chapter(section: ListedSection, held: Sequence[ListedArticle], key: str) -> Chapter:
    title, page = section.title, section.page - 1
    return Chapter(_id_of(section, key), title, section.region, page, _entries(held, key))


def _entries(articles: Sequence[ListedArticle], key: str) -> tuple[Entry, ...]:
    return tuple(Entry(_id_of(one, key), one.title, one.authors, one.page - 1) for one in articles)
