"""What an edition is as pages: what is asked of the press, and what a PDF says of itself."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class PageLabels:
    """A run of page labels (ISO 32000-1, 12.4.2): from page index `start`, counting from `first`.

    `style` is "D" for 1 2 3, "r" for i ii iii, "" for the prefix alone.
    """

    start: int
    style: str = "D"
    prefix: str = ""
    first: int = 1


def labels_of(runs: tuple[PageLabels, ...], pages: int) -> tuple[str, ...]:
    """The printed label of each of so many pages, as a PDF reader works them out.

    >>> labels_of((PageLabels(0, "r"), PageLabels(2, "D", "A-")), 4)
    ('i', 'ii', 'A-1', 'A-2')
    """
    starts = {run.start: run for run in runs}
    named: list[str] = []
    current = PageLabels(0)
    for page in range(pages):
        current = starts.get(page, current)
        number = current.first + page - current.start
        named.append(current.prefix + _numbered(number, current.style))
    return tuple(named)


def _numbered(number: int, style: str) -> str:
    """A number from 1 on in one of the styles of ISO 32000-1, 12.4.2 (R, a and A by others)."""
    if style and not 0 < number < _TOO_LONG_TO_SPELL:
        return str(number)
    match style:
        case "D":
            return str(number)
        case "r" | "R":
            return _roman(number).upper() if style == "R" else _roman(number)
        case "a" | "A":
            letter = chr(ord(style) + (number - 1) % 26)
            return letter * ((number - 1) // 26 + 1)
        case _:
            return ""


def _roman(number: int) -> str:
    """A number from 1 on in lower-case Roman numerals."""
    written = ""
    for value, numeral in _NUMERALS:
        written += numeral * (number // value)
        number %= value
    return written


_TOO_LONG_TO_SPELL = 5000  # in letters or Roman numerals
_NUMERALS = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
    (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file carried by a PDF. `relationship` is an AFRelationship (ISO 32000-2, 7.11.3)."""

    name: str
    content: bytes
    media_type: str
    description: str = ""
    relationship: str = "Source"


@dataclass(frozen=True, slots=True)
class Imprint:
    """All that a finished PDF says of itself, in metadata and catalog.

    `moment` is the one date of the file: it comes from the source (or from
    SOURCE_DATE_EPOCH), never from a clock. `fingerprint` is the hash of all that
    went in; `tools` names the versions of what shaped the file. `edition` counts from
    1; each correction begins a new one.
    """

    title: str
    lang: str
    authors: tuple[str, ...] = ()
    subject: str = ""
    keywords: tuple[str, ...] = ()
    publication: str = ""
    publisher: str = ""
    desk: str = ""
    number: int = 0
    layout: str = ""
    date: dt.date | None = None
    moment: dt.datetime | None = None
    fingerprint: str = ""
    tools: tuple[str, ...] = ()
    labels: tuple[PageLabels, ...] = (PageLabels(0),)
    attachments: tuple[Attachment, ...] = ()
    claims: tuple[str, ...] = ()  # of standards.CLAIMS; each must be earned
    edition: int = 1
    draft: bool = False  # built without the check
    translated_from: str = ""  # the original's language


@dataclass(frozen=True, slots=True)
class OutlineItem:
    """A line of the outline: depth from 0, and the page index it leads to (None: nowhere)."""

    depth: int
    title: str
    page: int | None


@dataclass(frozen=True, slots=True)
class FontUse:
    """A font of a PDF, by its name without the subset tag."""

    name: str
    embedded: bool
    subset: bool


@dataclass(frozen=True, slots=True)
class CarriedFile:
    """A file that a PDF carries, as it is listed."""

    name: str
    size: int
    sha256: str
    relationship: str


@dataclass(frozen=True, slots=True)
class PdfFacts:
    """What a PDF is, read back from the file itself. Sizes are in points (1/72 inch)."""

    pages: int
    sizes: tuple[tuple[float, float], ...]
    labels: tuple[str, ...]
    title: str
    authors: tuple[str, ...]
    subject: str
    lang: str
    outline: tuple[OutlineItem, ...]
    ids: dict[str, int | None] = field(default_factory=dict)  # named destination → page index
    fonts: tuple[FontUse, ...] = ()
    files: tuple[CarriedFile, ...] = ()
    claims: tuple[str, ...] = ()
    marked: bool = False
    tags: dict[str, int] = field(default_factory=dict)  # structure type → how many
    links: int = 0
    blank_pages: tuple[int, ...] = ()
    metadata: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Expected:
    """What the inspection holds a finished edition against."""

    imprint: Imprint
    ids: tuple[str, ...]
    outline: tuple[str, ...]
    pages: int
