"""Sections and articles of a PDF from elsewhere: from its outline, else from its headings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from mekong_print.bylines import looks_like_byline, read_byline
from mekong_print.languages import LANGUAGES, language_of
from mekong_print.pages import OutlineItem
from mekong_print.pdf.big_type import Line
from mekong_print.regions import FLAG_EMOJI, REGIONS, region_of
from mekong_print.volume.guesses import Guess, as_words
from mekong_print.volume.sidecar import ListedArticle, ListedSection

MOST = 400  # lines of an outline; more are no contents page
MOST_HEADINGS = 40
_BYLINE_WITHIN = 4  # lines below a headline
# Lines of an outline that are no article.
_FURNITURE = frozenset(
    "contents|table of contents|cover|title page|in this issue|imprint|inhalt|sommaire|mục lục"
    "|trong số này|bìa".split("|")
)
# The countries of the region, as sections are called after them.
_COUNTRIES = {
    "brunei": "bn", "brunei darussalam": "bn", "cambodia": "kh", "china": "cn", "indonesia": "id",
    "lao pdr": "la", "laos": "la", "malaysia": "my", "myanmar": "mm", "philippines": "ph",
    "singapore": "sg", "thailand": "th", "the philippines": "ph", "timor-leste": "tl",
    "viet nam": "vn", "vietnam": "vn", "campuchia": "kh", "lào": "la", "thái lan": "th",
    "trung quốc": "cn", "việt nam": "vn",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Listed:
    """What a contents page would list."""

    sections: Guess[tuple[ListedSection, ...]] | None = None
    articles: Guess[tuple[ListedArticle, ...]] | None = None


def from_outline(outline: Sequence[OutlineItem], lines: Sequence[Line], lang: str) -> Listed | None:
    """Sections and articles by the outline; None where it leads nowhere.

    Its upper level are sections where they hold something, its second one articles.
    """
    items = _levelled(tuple(_titled(outline[:MOST])))
    if not items:
        return None
    sections: list[ListedSection] = []
    articles: list[ListedArticle] = []
    within = ""
    for index, item in enumerate(items):
        holds = index + 1 < len(items) and items[index + 1].depth > item.depth
        title, region = _flagged(item.title)
        page = (item.page or 0) + 1
        if item.depth == 0:
            within = title if holds else ""
        if item.depth == 0 and holds:
            sections.append(ListedSection(title=title, region=region, page=page))
        elif item.depth <= 1:
            names = _authors(title, page - 1, lines, lang)
            articles.append(ListedArticle(title=title, authors=names, section=within, page=page))
    origin = "the outline"
    return Listed(
        Guess(tuple(sections), origin, "likely") if sections else None,
        Guess(tuple(articles), origin, "likely") if articles else None,
    )


def is_furniture(title: str) -> bool:
    """Whether a title names a part of every issue, and no article."""
    return title.strip(" .:").casefold() in _FURNITURE


def _titled(outline: Sequence[OutlineItem]) -> Iterator[OutlineItem]:
    for item in outline:
        title = as_words(item.title)
        if title and item.page is not None and not is_furniture(title):
            yield replace(item, title=title)


def _levelled(items: tuple[OutlineItem, ...]) -> tuple[OutlineItem, ...]:
    """Without a single line on top that only bears the title, and with depths from 0."""
    tops = [item for item in items if item.depth == min(one.depth for one in items)]
    if len(tops) == 1 and len(items) > 1 and items[0] is tops[0]:
        items = items[1:]
    least = min((item.depth for item in items), default=0)
    return tuple(replace(item, depth=item.depth - least) for item in items)


def _flagged(title: str) -> tuple[str, str]:
    """A title without the flag in it, and the country that it stands for."""
    flag = FLAG_EMOJI.search(title)
    left = as_words(FLAG_EMOJI.sub(" ", title)) or title
    region = region_of(flag.group()) if flag else _COUNTRIES.get(left.casefold(), "")
    return left, (region if region in REGIONS else "")


def from_headings(found: Sequence[Line], lines: Sequence[Line], lang: str) -> Listed:
    """Articles by what is set in big type: the biggest of it where there is very much."""
    sizes = sorted({line.size for line in found}, reverse=True)
    chosen: list[Line] = []
    for size in sizes:
        more = [line for line in found if line.size >= size and not is_furniture(line.text)]
        if len(more) > MOST_HEADINGS:
            break
        chosen = more
    articles = tuple(
        ListedArticle(
            title=line.text,
            page=line.page + 1,
            authors=_authors(line.text, line.page, lines, lang),
        )
        for line in chosen
    )
    return Listed(articles=Guess(articles, "the big type", "weak") if articles else None)


def _authors(title: str, page: int, lines: Sequence[Line], lang: str) -> tuple[str, ...]:
    """The names in the byline below a headline, where one is found."""
    on_page = [line.text for line in lines if line.page == page]
    start = _squeezed(title)
    for index in range(len(on_page)):
        if start.startswith(_squeezed(on_page[index])[:40] or "-"):
            rest = on_page[index + 1 : index + 1 + _BYLINE_WITHIN]
            names = next((_names(line, lang) for line in rest if _names(line, lang)), ())
            if names:
                return names
    return ()


def _names(line: str, lang: str) -> tuple[str, ...]:
    language = language_of(lang) or LANGUAGES["en"]
    return read_byline(line, language).names if looks_like_byline(line, language) else ()


def _squeezed(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).casefold()
