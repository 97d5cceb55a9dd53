"""Books for tests of a volume's own pages: parts made by hand, and their pages by the press."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from dataclasses import dataclass, replace
from io import BytesIO

from mekong_print.addresses import flag_address, layout_address
from mekong_print.compose.volume import compose_back, compose_front
from mekong_print.config import Publication
from mekong_print.document import Correction
from mekong_print.layout import Layout
from mekong_print.pages import Imprint, PageLabels, PdfFacts
from mekong_print.pdf.bind import Material, bind
from mekong_print.pressroom import Pressroom
from mekong_print.render.fonts import FontShelf, font_called
from mekong_print.render.job import Rendered, RenderJob
from mekong_print.volume.book import Absent, Book
from mekong_print.volume.folio import folio_of
from mekong_print.volume.parts import Chapter, Entry, Part
from mekong_print.volume.plan import place, plan_volume
from mekong_print.workshop import flag_file, load_layout, open_workshop
from proofing import ROOT

WORKSHOP = open_workshop(ROOT)
PUBLICATION = Publication(
    name="The Weekly", publisher="The Weekly Society", url="https://example.org/weekly"
)
TOOLS = ("mekong-print 0.0", "WeasyPrint 70.0")
COUNTRIES = (("Cambodia", "kh"), ("Lao PDR", "la"), ("Thailand", "th"), ("Viet Nam", "vn"))
HEADLINES = (
    "Who Counts the River’s Fishers?",
    "Rice Prices Rise",
    "A Dam, a Fish and the Long Road to Luang Prabang",
    "The Delta Sinks Faster Than the Sea Rises, and What Farmers of Sóc Trăng Do About It",
    "Rail & Debt: <The Price> of {Speed}",
)
NAMES = ("Đặng Văn Lâm", "Dara Sok", "May", "Élodie Martin", "Khin Maung Win", "Nguyễn Thị Anh")


def a_part(number: int, pages: int = 7, desk: str = "Mekong Belt") -> Part:
    """An issue with a note and four sections, a week later than the one before."""
    prefix = f"{number:03d}-"
    note = Chapter(f"{prefix}note", "Editor’s Note", "", 0, (_note(prefix),))
    chapters = (note, *(_chapter(number, turn, pages) for turn in range(4)))
    ids = {one.id: one.page for one in chapters}
    ids |= {entry.id: entry.page for one in chapters for entry in one.entries}
    key = f"{desk.lower().replace(' ', '-')}-{number:03d}"
    facts = PdfFacts(
        pages, ((595.0, 842.0),) * pages, (), "", ("An Author",), "", "en", (), ids,
        claims=("ua-1", "a-3a"),
    )  # fmt: skip
    return Part(
        key, f"{key}-briefing.pdf", hashlib.sha256(key.encode()).hexdigest(), "issue", facts, desk,
        number, f"The Title of Week {number}", "", dt.date(2025, 1, 4) + dt.timedelta(7 * number),
        "en", chapters=chapters,
    )  # fmt: skip


def _note(prefix: str) -> Entry:
    return Entry(f"{prefix}note", "Editor’s Note", ("Mattia Peroni",), 0)


def _chapter(number: int, turn: int, pages: int) -> Chapter:
    title, region = COUNTRIES[(number + turn) % len(COUNTRIES)]
    many = 2 if (number + turn) % 3 == 0 else 1
    entries = tuple(
        Entry(
            f"{number:03d}-{region}-{one}",
            HEADLINES[(number * 3 + turn + one) % len(HEADLINES)],
            NAMES[(number + turn) % 5 : (number + turn) % 5 + one + 1],
            min(1 + turn + one, pages - 1),
        )
        for one in range(many)
    )
    return Chapter(f"{number:03d}-{region}", title, region, entries[0].page, entries)


CORRECTION = Correction(dt.date(2025, 11, 3), "The bill passed with 309 votes, not 390.")
TOPIC = Chapter("004-river", "The River", "", 5, (Entry("004-sea", "To the Sea", ("May",), 5),))


def odd_parts() -> tuple[Part, ...]:
    """Six parts, most of them out of the ordinary in one way."""
    plain, corrected, adopted, topic, foreign, volume = (a_part(number) for number in range(1, 7))
    corrected = replace(corrected, edition=2, corrections=(CORRECTION,))
    bare = replace(adopted.facts, authors=("Old Author",), claims=(), ids={})
    adopted = replace(
        adopted, origin="adopted", number=0, desk="", date=None, chapters=(), facts=bare,
        title="A Report of 1998 With a Title That Runs on and on Until Nobody Knows How It Began",
    )  # fmt: skip
    ids = topic.facts.ids | {"004-river": 5, "004-sea": 5}
    topic = replace(topic, chapters=(*topic.chapters, TOPIC), facts=replace(topic.facts, ids=ids))
    foreign = replace(foreign, lang="vi", title="Từ ngừng bắn đến không khí sạch")
    volume = replace(volume, origin="volume", number=0, title="The Weekly 2024")
    return (plain, corrected, adopted, topic, foreign, volume)


def a_book(parts: tuple[Part, ...] = (), **changes: object) -> Book:
    """A book of some parts; of the odd ones when none are given."""
    book = Book(
        title="The Weekly 2025",
        lang="en",
        publication=PUBLICATION,
        placed=place(parts or odd_parts()),
        subtitle="What a year brought",
        absent=(Absent("issues/017-lost", "It has no text."),) if not parts else (),
        tools=TOOLS,
    )
    return replace(book, **changes)


@dataclass(frozen=True)
class Pages:
    """A volume's own pages: the HTML, what the press made of front and back, and both as one PDF.

    It is bound like a volume without parts: links into parts are still what the press made.
    """

    book: Book
    html: str
    made: tuple[Rendered, Rendered]
    front: int
    pdf: bytes


def html_of(book: Book, layout: Layout) -> str:
    """Front and back matter as HTML, one behind the other, as if each index had a page."""
    back = compose_back(book, layout)
    pages = {name: page for page, name in enumerate(re.findall(r'id="(volume-\w+)"', back))}
    return compose_front(book, layout, pages) + back


def jobs_of_book(book: Book, layout: str) -> tuple[RenderJob, RenderJob]:
    """A book's front matter and its back matter for the press, without one knowing the other."""
    found = load_layout(WORKSHOP, layout, "volume")
    front, back = compose_front(book, found, {}), compose_back(book, found)
    return job_of_book(book, found, front), job_of_book(book, found, back)


def job_of_book(book: Book, found: Layout, html: str) -> RenderJob:
    """Some of a book's own pages for the press."""
    regions = {chapter.region for one in book.placed for chapter in one.part.chapters} - {""}
    flags = {flag_address(region): flag_file(WORKSHOP, region) for region in regions}
    styles = tuple((layout_address(name), text) for name, text in found.styles)
    fonts = FontShelf(WORKSHOP.folders("fonts")).files()
    return RenderJob(html, styles, flags, "a volume", fonts)


def pressed(book: Book, layout: str) -> Pages:
    """Lay out and bind a book's own pages."""
    found = load_layout(WORKSHOP, layout, "volume")
    with Pressroom(FontShelf(WORKSHOP.folders("fonts"))) as room:
        tail = compose_back(book, found)
        back = room.submit(job_of_book(book, found, tail)).result()
        assert isinstance(back, Rendered), back
        head = compose_front(book, found, back.ids)
        front = room.submit(job_of_book(book, found, head)).result()
        assert isinstance(front, Rendered), front
    labels = (PageLabels(0, "r"), PageLabels(front.pages, "D", first=book.back_folio))
    moment = dt.datetime(2025, 12, 31, tzinfo=dt.UTC)
    claims = ("ua-1", "a-3a")
    imprint = Imprint(book.title, book.lang, moment=moment, labels=labels, claims=claims)
    plan = plan_volume((), front=front.pages, back=back.pages)
    folio = folio_of(found)
    file = font_called(FontShelf(WORKSHOP.folders("fonts")).files(), folio.font)
    assert file is not None
    bound = BytesIO()
    own = {"front": front.pdf, "back": back.pdf}
    bind(Material(plan, {}, imprint, folio, file.read_bytes(), **own), bound)
    return Pages(book, head + tail, (front, back), front.pages, bound.getvalue())
