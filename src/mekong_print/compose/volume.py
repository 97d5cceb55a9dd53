"""A volume's own pages as HTML: back matter and front matter, a document each.

The back matter is laid out first: its folios stand in the contents. Apart, each is laid out
in half the memory. Links into the parts, and from the contents into the back matter, are
symbolic (`addresses.part_address`) until binding resolves them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from mekong_print.addresses import BACK, flag_address, part_address
from mekong_print.compose import keep_together
from mekong_print.compose.templates import fill_in
from mekong_print.compose.tongues import say_languages
from mekong_print.compose.wording import Wording, wording
from mekong_print.errors import MissingPartError
from mekong_print.layout import Layout
from mekong_print.standards import shown
from mekong_print.volume.book import Book
from mekong_print.volume.cover import river
from mekong_print.volume.folio import folio_of
from mekong_print.volume.indexes import Line, by_contributor, by_region, in_order, regions_of
from mekong_print.volume.parts import Chapter, Entry, Part, is_note

VOLUME_TEMPLATE = "volume.html"


@dataclass(frozen=True, slots=True)
class Country:
    """A heading of the index by country; no `region` stands for all articles about none."""

    region: str
    name: str
    lines: tuple[Line, ...]


def compose_back(book: Book, layout: Layout) -> str:
    """The HTML of the back matter. Raises MissingPartError when the layout is at fault."""
    return _compose(book, layout, "back", {})


def compose_front(book: Book, layout: Layout, pages: Mapping[str, int]) -> str:
    """The HTML of the front matter. Raises MissingPartError when the layout is at fault.

    `pages` are the ids of the back matter, each with the index of its page there.
    """
    folios = {name: book.back_folio + page for name, page in pages.items()}
    return _compose(book, layout, "front", folios)


def _compose(book: Book, layout: Layout, side: str, folios: Mapping[str, int]) -> str:
    if f"{layout.name}/{VOLUME_TEMPLATE}" not in layout.templates:
        message = f"The layout “{layout.name}” has no {VOLUME_TEMPLATE}: it sets no volumes."
        hint = "Copy volume.html, volume.css and volume.toml from the layout “briefing”."
        raise MissingPartError(message, hint)
    words, names = _words_of(book), names_of_regions(book)
    context: dict[str, object] = {
        "side": side,
        "folios": folios,
        "book": book,
        "publication": book.publication,
        "layout": layout.name,
        "t": words,
        "many": words.many,
        "heading": keep_together,
        "to": part_address,
        "to_back": partial(part_address, BACK),
        "flag": flag_address,
        "river": river(book.placed),
        "country": names.__getitem__,
        "regions": tuple(sorted(names, key=lambda region: in_order(names[region]))),
        "countries": countries_of(book, names),
        "contributors": by_contributor(book.placed),
        "articles": sum(len(articles_of(one.part)) for one in book.placed),
        "note_of": note_of,
        "pieces_of": pieces_of,
        "languages": tuple(map(words.language, book.languages or (book.lang,))),
        "claims_of": claims_of,
        "groups": in_groups,
        "sample_folio": folio_of(layout).text.format(folio=1),
    }
    return say_languages(fill_in(layout, VOLUME_TEMPLATE, context))


def _words_of(book: Book) -> Wording:
    return wording(book.lang, book.publication, book.countries)


def names_of_regions(book: Book) -> dict[str, str]:
    """What each country is called, by its region code: as most of its sections are.

    A publication has words of its own (Lao PDR, Viet Nam). Sections in other languages than
    the volume's have no say; where there is none else, the volume's language has its own word.
    """
    words = _words_of(book)
    said: dict[str, Counter[str]] = {}
    for part in (one.part for one in book.placed):
        for chapter in part.chapters:
            votes = said.setdefault(chapter.region, Counter())
            votes[chapter.title] += _same_language(part.lang, book.lang)
        for region in regions_of(part):
            said.setdefault(region, Counter())[""] += 0
    said.pop("", None)
    most = {region: votes.most_common(1)[0] for region, votes in said.items()}
    return {
        region: name if votes else words.country(region) for region, (name, votes) in most.items()
    }


def _same_language(one: str, other: str) -> bool:
    return one.split("-")[0] == other.split("-")[0]


def countries_of(book: Book, names: Mapping[str, str]) -> tuple[Country, ...]:
    """The index by country, in the order of their names; what has no country stands last."""
    found = by_region(book.placed)
    named = [Country(region, names[region], found[region]) for region in found if region]
    named.sort(key=lambda country: in_order(country.name))
    topics = found.get("", ())
    return (*named, *((Country("", "", topics),) if topics else ()))


def articles_of(part: Part) -> tuple[Entry, ...]:
    """The articles of a part, in their order, without the notes."""
    return tuple(entry for chapter in part.chapters for entry in pieces_of(chapter))


def note_of(chapter: Chapter) -> Entry | None:
    """The note of a section: its title is the section's, so both stand on one line."""
    return next((entry for entry in chapter.entries if is_note(chapter, entry)), None)


def pieces_of(chapter: Chapter) -> tuple[Entry, ...]:
    """The articles of a section, without its note."""
    return tuple(entry for entry in chapter.entries if not is_note(chapter, entry))


def claims_of(part: Part) -> tuple[str, ...]:
    """The standards that a part claims, as they are written: `ua-1` is PDF/UA-1."""
    return tuple(map(shown, part.facts.claims))


def in_groups(digest: str, size: int = 8) -> tuple[str, ...]:
    """A hash in groups that an eye can compare."""
    return tuple(digest[at : at + size] for at in range(0, len(digest), size))
