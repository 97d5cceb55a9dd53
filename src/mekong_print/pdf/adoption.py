"""What a PDF from elsewhere gives away of itself: number, date, title, language, articles.

Guesses, each with its origin and how sure it is: from the metadata, the first page, the
outline and the name of the file. To be called in a process of its own that can be stopped.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import TypeVar

from mekong_print.pdf import anatomy, clues, metadata
from mekong_print.pdf.articles import from_headings, from_outline, is_furniture
from mekong_print.pdf.big_type import Line, headings, lines_of
from mekong_print.pdf.opened import OpenPdf, ask, words
from mekong_print.volume.file_names import tame_name
from mekong_print.volume.guesses import Guess, Guesses, Sureness, as_words

Value = TypeVar("Value")

MOST_PAGES = 60  # that are read for headings and bylines
_INFO, _PAGE, _NAME, _TEXT = "the metadata", "the first page", "the file name", "the text"
# Titles that programs write by themselves, and the names of files.
_JUNK = re.compile(
    r"(untitled|document|presentation|slide)\W*\d*|microsoft (word|powerpoint)\b.*|layout \d+|print"
    r"|.*\.(docx?|indd|qxp|pdf|rtf|odt|pages|pptx?|tex|dvi|ps|html?|afpub)(\.\w+)?|https?://\S+",
    re.IGNORECASE,
)
_NOBODY = re.compile(
    r"(?i)(admin(istrator)?|user|root|owner|unknown|author|microsoft( office)? user|\S*@\S*|\W*)"
)
_RUNNABLE = re.compile(
    r"(?i)\.(exe|com|bat|cmd|scr|pif|msi|js|jse|vbs?|wsf|hta|ps1|sh|jar|lnk|app|dll|docm|xlsm)$"
)


@dataclass(frozen=True, slots=True)
class _Read:
    """What was read of a PDF: its metadata, its file's name, the lines of its first pages."""

    said: metadata.Packet
    told: dict[str, str]
    stem: str
    lines: tuple[Line, ...]

    @property
    def front(self) -> tuple[Line, ...]:
        """The lines of the first page."""
        return tuple(line for line in self.lines if line.page == 0)

    @property
    def front_text(self) -> str:
        """The words of the first page."""
        return "\n".join(line.text for line in self.front)


def guess(raw: bytes, file_name: str, pages: int = MOST_PAGES) -> Guesses:
    """What a PDF says of itself; of its text, so many pages are read. Raises SourceError."""
    return ask(raw, lambda pdf: _guesses(pdf, file_name, pages))


def _guesses(pdf: OpenPdf, file_name: str, pages: int) -> Guesses:
    read = _Read(
        metadata.packet(pdf),
        metadata.information(pdf),
        as_words(PurePath(file_name).stem),
        tuple(_lines(pdf, min(pages, len(pdf.pages)))),
    )
    title = _title(read)
    lang = _lang(read, words(pdf.root.get("/Lang")))
    listed = from_outline(anatomy.outline(pdf), read.lines, lang.value if lang else "")
    if listed is None:
        listed = from_headings(_below(read, title), read.lines, lang.value if lang else "")
    return Guesses(
        number=_number(read),
        date=_date(read),
        title=title,
        subtitle=_subtitle(read, title),
        lang=lang,
        authors=_authors(read),
        sections=listed.sections,
        articles=listed.articles,
        remarks=tuple(_remarks(pdf, read, pages)),
    )


def _lines(pdf: OpenPdf, pages: int) -> Iterator[Line]:
    for page in range(pages):
        try:
            yield from lines_of(pdf, page)
        except Exception:  # noqa: S112 - pypdf raises what it likes; the text is a help only
            continue


def _remarks(pdf: OpenPdf, read: _Read, pages: int) -> Iterator[str]:
    if pages and not read.lines:
        yield "No text was found on its pages: a scan, or letters without a code."
    if not pages:
        yield "Its text takes too long to read: only its metadata and outline were looked at."
    for name in anatomy.files(pdf):
        if _RUNNABLE.search(name):
            yield f"It carries a file that could be run, “{as_words(name)}”; volumes keep it."
        if tame_name(name) != name:
            yield f"It carries a file whose name could lead astray, “{as_words(name)}”."


# ---------------------------------------------------------------- one guess from several


def _agreed(guesses: Sequence[Guess[Value]]) -> Guess[Value] | None:
    """The first guess of those at hand; sure when another place says the same."""
    if not guesses:
        return None
    best = min(guesses, key=lambda one: _RANK[one.sure])
    others = [one.origin for one in guesses if one.value == best.value]
    origins = list(dict.fromkeys((best.origin, *others)))
    if len(origins) > 1:
        return Guess(best.value, " and ".join(origins[:2]), "sure")
    return best


_RANK: dict[Sureness, int] = {"sure": 0, "likely": 1, "weak": 2}


def _number(read: _Read) -> Guess[int] | None:
    found: list[Guess[int]] = []
    for key in ("mekong:number", "prism:number", "prism:issueIdentifier"):
        text = metadata.first(read.said, key)
        if re.fullmatch(r"\d{1,5}", text):
            found.append(Guess(int(text), _INFO, "likely"))
    titles = f"{as_words(metadata.first(read.said, 'dc:title'))} {_told(read, 'Title')}"
    for clue, origin in (
        (clues.number_in(titles), _INFO),
        (clues.number_in(read.front_text), _PAGE),
        (clues.number_in_name(read.stem), _NAME),
    ):
        if clue and clue.number is not None:
            found.append(Guess(clue.number, origin, clue.sure))
    return _agreed(found)


def _told(read: _Read, key: str) -> str:
    """An entry of the document information, as words."""
    return as_words(read.told.get(key, ""))


def _date(read: _Read) -> Guess[dt.date] | None:
    found: list[Guess[dt.date]] = []
    for key in ("prism:publicationDate", "prism:coverDate", "dc:date"):
        day = clues.pdf_date(metadata.first(read.said, key))
        if day:
            found.append(Guess(day, _INFO, "likely"))
    title = as_words(metadata.first(read.said, "dc:title")) or _told(read, "Title")
    for text, origin in ((title, _INFO), (read.front_text, _PAGE), (read.stem, _NAME)):
        seen = next(clues.dates_in(text), None)
        if seen and seen.date:
            found.append(Guess(seen.date, origin, seen.sure))
    made = metadata.first(read.said, "xmp:CreateDate") or read.told.get("CreationDate", "")
    day = clues.pdf_date(made)
    if day:
        found.append(Guess(day, "the day on which the file was made", "weak"))
    return _agreed(found)


def _title(read: _Read) -> Guess[str] | None:
    said = as_words(metadata.first(read.said, "dc:title")) or _told(read, "Title")
    if said and not _JUNK.fullmatch(said) and said != read.stem:
        shown = _squeezed(said) in _squeezed(read.front_text)
        return Guess(
            said, f"{_INFO} and {_PAGE}" if shown else _INFO, "sure" if shown else "likely"
        )
    named = (line for line in _biggest(read.front) if not is_furniture(line.text))
    big = max(named, key=lambda line: line.size, default=None)
    if big:
        return Guess(big.text, f"the biggest type on {_PAGE}", "weak")
    name = re.sub(r"[\W_]+", " ", read.stem).strip()
    return Guess(name, _NAME, "weak") if any(map(str.isalpha, name)) else None


def _biggest(front: tuple[Line, ...]) -> tuple[Line, ...]:
    """The headings of the first page; of a page that has few words, all but the smallest."""
    least = min((line.size for line in front), default=0.0)
    return headings(front) or tuple(line for line in front if line.size > least)


def _squeezed(text: str) -> str:
    """A text without what its setting adds or takes away: spaces, case, hyphens."""
    return re.sub(r"[\W_]+", "", text).casefold()


def _subtitle(read: _Read, title: Guess[str] | None) -> Guess[str] | None:
    said = as_words(metadata.first(read.said, "dc:description")) or _told(read, "Subject")
    if said and (title is None or said != title.value):
        shown = _squeezed(said) in _squeezed(read.front_text)
        return Guess(said, _INFO, "sure" if shown else "likely")
    below = _below(read, title)
    first = next((line for line in below if line.page == 0), None)
    return Guess(first.text, f"below the title on {_PAGE}", "weak") if first and title else None


def _below(read: _Read, title: Guess[str] | None) -> tuple[Line, ...]:
    """The headings behind the title: none that belongs to it, or to the name above it."""
    found = headings(read.lines)
    named = _squeezed(title.value) if title else ""
    parts = [n for n, line in enumerate(found) if line.page == 0 and _squeezed(line.text) in named]
    return found[max(parts) + 1 :] if parts and named else found


def _lang(read: _Read, catalog: str) -> Guess[str] | None:
    primary, dash, rest = as_words(catalog or metadata.first(read.said, "dc:language")).partition(
        "-"
    )
    said = primary.lower() + dash + rest
    found = clues.language_in(" ".join(line.text for line in read.lines[:400]))
    if re.fullmatch(r"[A-Za-z]{2,3}([-_]\w{2,4}){0,2}", said):
        same = not found or primary.lower() == found
        agreed: Sureness = "sure" if found and same else "likely"
        return Guess(said, _INFO, agreed) if same else Guess(found, _TEXT, "likely")
    return Guess(found, _TEXT, "likely") if found else None


def _authors(read: _Read) -> Guess[tuple[str, ...]] | None:
    said = read.said.get("dc:creator") or tuple(re.split(r"[;,]", read.told.get("Author", "")))
    names = tuple(filter(None, map(as_words, said)))
    real = tuple(name for name in names if not _NOBODY.fullmatch(name))
    return Guess(real, _INFO, "likely") if real else None
