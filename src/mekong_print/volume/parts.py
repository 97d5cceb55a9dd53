"""What a part is: one issue inside a volume, as its PDF (and a sidecar) tells it.

Nothing here knows a PDF library: `pdf/contents` reads parts, `volume/plan` does the
arithmetic, `compose/volume` lists them, `pdf/bind` joins them.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from mekong_print.pages import PdfFacts

if TYPE_CHECKING:  # binding needs no tree, and the tree takes a hundredth of its time to load
    from mekong_print.document import Correction

# An edition of ours; a PDF from elsewhere with its sidecar; a volume inside a larger one.
Origin = Literal["issue", "adopted", "volume"]


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of a contents page: an article or a note. `page` is an index in the part.

    `id` is a named destination of the part; an empty one leads to the page. `region` is that
    of its section where the chapter is none (a part of a volume inside the volume).
    """

    id: str
    title: str
    authors: tuple[str, ...]
    page: int
    region: str = ""


@dataclass(frozen=True, slots=True)
class Chapter:
    """A section of an issue, with its entries; `region` is an ISO 3166-1 code, or empty.

    In a part that is itself a volume, a chapter is one of its parts.
    """

    id: str
    title: str
    region: str
    page: int
    entries: tuple[Entry, ...]


def is_note(chapter: Chapter, entry: Entry) -> bool:
    """Whether an entry is the note of its section, which has no title of its own."""
    return entry.title == chapter.title and entry.id == chapter.id


@dataclass(frozen=True, slots=True)
class Part:
    """One issue inside a volume.

    `key` tells it from all other parts (`mekong-belt-022`: a-z, 0-9 and hyphens) and opens
    what must be renamed. `file` is the name of its PDF, without folders; `sha256` the hash of
    that file. `edition` counts from 1; each correction begins a new one.
    """

    key: str
    file: str
    sha256: str
    origin: Origin
    facts: PdfFacts
    desk: str
    number: int
    title: str
    subtitle: str
    date: dt.date | None
    lang: str
    edition: int = 1
    corrections: tuple[Correction, ...] = ()
    chapters: tuple[Chapter, ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """Something that binding did not leave as it was: nothing is dropped in silence.

    `part` is a part's key, or empty for the volume as a whole; `what` is a sentence.
    """

    part: str
    kind: Literal["renamed", "dropped", "repaired"]
    what: str


@dataclass(frozen=True, slots=True)
class Folio:
    """How a volume's folio is set on the pages of its parts (lengths in points).

    `side` is the edge from which `across` is measured: "outer" and "inner" follow recto and
    verso, "left" and "right" do not, "centre" takes the middle. `up` is the height of the
    base line above the foot of the page. `text` holds `{folio}`.
    """

    side: Literal["outer", "inner", "left", "right", "centre"]
    across: float
    up: float
    size: float
    font: str
    colour: tuple[float, float, float] = (0.0, 0.0, 0.0)
    text: str = "{folio}"


def page_id(key: str, page: int) -> str:
    """The name of a page of a part, for lines that have no id of their own to lead to."""
    return f"{key}-page-{page + 1}"


def is_page_id(name: str, key: str) -> bool:
    """Whether a name only stands for a page: nobody was promised that it stays."""
    return name.removeprefix(f"{key}-page-").isdecimal()
