"""A volume's own pages: every word, every folio, every link; and how they are made."""

from __future__ import annotations

import ast
import datetime as dt
import io
import os
import re
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import page
import pikepdf
import pytest

from mekong_print.addresses import BACK, part_address, part_named
from mekong_print.compose.volume import compose_back
from mekong_print.errors import MissingPartError
from mekong_print.pdf.read import read_facts
from mekong_print.pressroom import Pressroom
from mekong_print.render.fonts import FontShelf
from mekong_print.volume.cover import river
from mekong_print.volume.indexes import by_contributor, by_region, in_order
from mekong_print.volume.parts import is_note
from mekong_print.volume.plan import place
from mekong_print.volume.record import RecordedPart, VolumeRecord, chapters_of
from mekong_print.workshop import VOLUME_FILES, load_layout, open_workshop
from proofing import IN_CI, LAYOUTS, ROOT, poppler_text
from readers import spoken
from volume.books import (
    CORRECTION,
    WORKSHOP,
    Pages,
    a_book,
    a_part,
    html_of,
    job_of_book,
    pressed,
)

GOLDEN = Path(__file__).parent / "golden"
WEEKS = 20


@pytest.fixture(scope="module", params=LAYOUTS)
def odd(request: pytest.FixtureRequest) -> Pages:
    """The pages of a book of odd parts."""
    return pressed(a_book(), request.param)


@pytest.fixture(scope="module", params=LAYOUTS)
def long(request: pytest.FixtureRequest) -> Pages:
    """The pages of a book of many parts, which break in many places."""
    return pressed(a_book(tuple(a_part(number) for number in range(1, WEEKS + 1))), request.param)


def composed(**changes: object) -> str:
    return html_of(a_book(**changes), load_layout(WORKSHOP, "briefing", "volume"))


# ---------------------------------------------------------------- what is linked, and where to


class Links(HTMLParser):
    """The links of a page in order: address and words; and all words.

    A title and its folio, which share a link, are told one after the other.
    """

    def __init__(self, html: str) -> None:
        super().__init__()
        self.links: list[tuple[str, str]] = []
        self.words: list[str] = []
        self.langs: list[tuple[str, str]] = []
        self._open = self._skip = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        self._skip |= tag in ("title", "style")
        self._open |= tag == "a"
        if tag == "a":
            self.links.append((named["href"] or "", ""))
        if named.get("class") == "folio":
            assert self._open, "a folio outside of its link"
            address, words = self.links[-1]
            self.links[-1:] = [(address, words.strip()), (address, "")]
        if named.get("lang"):
            self.langs.append((tag, str(named["lang"])))

    def handle_endtag(self, tag: str) -> None:
        self._skip &= tag not in ("title", "style")
        self._open &= tag != "a"

    def handle_data(self, text: str) -> None:
        if not self._skip:
            self.words.append(text)
        if self._open:
            address, words = self.links[-1]
            self.links[-1] = (address, words + text)


def folio_at(book: object, address: str) -> int:
    """The folio that a link into a part leads to, by the part alone."""
    key, name = part_named(address)
    one = next(one for one in book.placed if one.part.key == key)
    return one.folio + (one.part.facts.ids[name] if name else 0)


def into_a_part(address: str) -> bool:
    named = part_named(address)
    return named is not None and named[0] != BACK


def test_every_folio_is_that_of_the_page_it_leads_to(odd: Pages) -> None:
    links = [(at, words) for at, words in Links(odd.html).links if into_a_part(at)]
    folios = [(at, int(words)) for at, words in links if words.isdigit()]
    assert len(folios) > 80
    assert [(at, number) for at, number in folios if folio_at(odd.book, at) != number] == []


def test_contents_link_every_part_section_and_article_to_its_page(odd: Pages) -> None:
    nav = odd.html.split("<nav")[1].split("</nav>")[0]
    found = [at for at, words in Links(nav).links if words.isdigit()]
    wanted = []
    for part in (one.part for one in odd.book.placed):
        wanted.append(part_address(part.key))
        for chapter in part.chapters:
            wanted += [part_address(part.key, entry.id) for entry in chapter.entries]
    assert found[: len(wanted)] == wanted


def test_titles_lead_where_their_folios_lead(odd: Pages) -> None:
    nav = odd.html.split("<nav")[1].split("</nav>")[0]
    links = [(at, words) for at, words in Links(nav).links if at.startswith("urn:")]
    titles = {entry.id: entry.title for one in odd.book.placed for c in one.part.chapters
              for entry in c.entries}  # fmt: skip
    for (at, words), (following, _) in pairwise(links):
        name = part_named(at)[1]
        if name in titles and words == titles[name]:
            assert following == at


def test_links_among_the_own_pages_lead_to_what_is_there(odd: Pages) -> None:
    named = [part_named(at) for at, _ in Links(odd.html).links]
    own = [found[1] for found in named if found and found[0] == BACK]
    ids = read_facts(odd.pdf).ids
    assert {"volume-countries", "volume-issues", "volume-provenance", "volume-absent"} <= set(own)
    assert set(own) <= ids.keys()


def test_contents_print_the_folios_of_the_indexes(odd: Pages) -> None:
    facts = read_facts(odd.pdf)
    with pikepdf.open(io.BytesIO(odd.pdf)) as pdf:
        notes = [note for leaf in pdf.pages[: odd.front] for note in leaf.get("/Annots", ())]
        said = {str(note.Dest): str(note.Contents) for note in notes if "/Dest" in note}
    assert next(iter(said)) == "volume-countries"
    assert said["volume-provenance"].startswith("Provenance ")
    wanted = {goal: facts.labels[facts.ids[goal]] for goal in said}
    assert {goal: words.rpartition(" ")[2] for goal, words in said.items()} == wanted


def test_a_title_and_its_folio_are_one_link_to_a_screen_reader(odd: Pages) -> None:
    with pikepdf.open(io.BytesIO(odd.pdf)) as pdf:
        notes = [note for leaf in pdf.pages[: odd.front] for note in leaf.get("/Annots", ())]
        said = {str(note.A.URI): str(note.Contents) for note in notes if "/A" in note}
    assert said[part_address("mekong-belt-001")] == "The Title of Week 1 1"
    assert said[part_address("mekong-belt-004", "004-sea")] == "To the Sea 27"


# ---------------------------------------------------------------- the words


def letters(text: str) -> str:
    return re.sub(r"[\W_]", "", text)


def test_every_word_is_read_once_and_in_order(long: Pages) -> None:
    head = letters("Issue Date Title Page")  # on each page that the table goes on
    wanted = letters("".join(Links(long.html).words))
    said = letters(spoken(long.pdf))
    assert said.replace(head, "").startswith("TheWeeklyTheWeekly2025January")
    assert said.replace(head, "") == wanted.replace(head, "")


def test_the_law_sees_a_lost_word() -> None:
    assert letters("Who Counts the River’s Fishers?") == "WhoCountstheRiversFishers"
    assert letters("a b") != letters("a c")


def test_nothing_on_the_pages_is_out_of_place(long: Pages) -> None:
    """No line out of its column, no heading at the foot of a page, no letter without a glyph."""
    for made in long.made:
        faults = [fault for fault in made.findings if fault.code != "P06"]
        assert (faults, made.without_glyph) == ([], ())


def test_what_a_source_says_is_never_markup() -> None:
    html = composed()
    assert "Rail &amp; Debt: &lt;The Price&gt; of {Speed}" in html
    assert "<The" not in html


def test_a_corrected_issue_tells_so_in_the_contents() -> None:
    nav = letters("".join(Links(composed().split("<nav")[1].split("</nav>")[0]).words))
    assert letters(f"Edition 2 · Corrected November 3, 2025: {CORRECTION.text}") in nav


def test_an_issue_without_articles_is_listed_with_its_authors() -> None:
    html = composed()
    assert html.count(">A Report of 1998") == 3  # contents, index by issue, provenance
    authors = html.split('id="volume-contributors"')[1].split("</section>")[0]
    link = f'<a href="{part_address("mekong-belt-003")}">15</a>'
    assert f"Old Author</span> {link}" in authors
    assert "taken in as a PDF" in html
    assert "claims no standard" in html


def test_provenance_names_each_file_its_hash_and_what_it_claims() -> None:
    html = composed().split('id="volume-provenance"')[1]
    words = "".join(Links(html).words)
    for part in (one.part for one in a_book().placed):
        assert part.file in words
        assert part.sha256 in letters(words)
    assert words.count("PDF/UA-1, PDF/A-3a") == 5


def test_what_could_not_be_bound_is_named_with_its_reason() -> None:
    html = composed()
    assert "issues/017-lost" in html
    assert "It has no text." in html
    assert (
        f'href="{part_address(BACK, "volume-absent")}"' in html.split("<nav")[1].split("</nav>")[0]
    )
    whole = composed(absent=())
    assert "volume-absent" not in whole


def test_titles_in_another_language_say_so() -> None:
    places = composed().split("<nav")[1].split("</nav>")
    assert ("li", "vi") in Links(places[0]).langs
    assert {("li", "vi"), ("td", "vi"), ("p", "vi")} <= set(Links(places[1]).langs)
    assert ("li", "en") in Links(composed(lang="vi")).langs


def test_a_volume_speaks_its_own_language() -> None:
    html = composed(lang="vi")
    for words in ("Mục lục", "Chỉ mục theo quốc gia", "Nguồn gốc", "Số 1", "11 tháng 1, 2025"):
        assert words in html
    assert "Contents" not in html


def test_languages_are_named_and_an_unknown_one_keeps_its_tag() -> None:
    parts = (a_part(1), replace(a_part(2), lang="vi"), replace(a_part(3), lang="zz-nothing"))
    html = html_of(a_book(parts), load_layout(WORKSHOP, "briefing", "volume"))
    assert "English, Vietnamese, zz-nothing" in html


def test_a_piece_of_a_volume_says_which() -> None:
    assert "2 of 3" in composed(piece=(2, 3))
    assert " of 3" not in composed()


def test_a_part_with_several_desks_names_its_desk() -> None:
    parts = (a_part(1), a_part(1, desk="Pacific"))
    html = html_of(a_book(parts), load_layout(WORKSHOP, "briefing", "volume"))
    assert html.count('<span class="desk">Pacific</span> Issue 1') > 1
    assert 'class="desk"' not in composed()


def test_countries_are_called_as_the_issues_call_them() -> None:
    html = composed()
    assert 'alt="Flag of Lao PDR"' in html
    assert "Laos" not in html
    vietnamese = composed(lang="vi").split('id="volume-countries"')[1]
    assert "Lào" not in vietnamese  # one issue is Vietnamese, and says Lao PDR
    english = html_of(a_book((a_part(1),), lang="vi"), load_layout(WORKSHOP, "briefing", "volume"))
    assert "Quốc kỳ Lào" in english


# ---------------------------------------------------------------- front and back matter

SIZES = (20, 24)  # in issues; of the first, one row would stand alone


def test_no_row_of_the_index_by_issue_is_left_alone_on_a_page(tmp_path: Path) -> None:
    layout = load_layout(WORKSHOP, "briefing", "volume")
    with Pressroom(FontShelf(WORKSHOP.folders("fonts"))) as room:
        for size in SIZES:
            book = a_book(tuple(a_part(number) for number in range(1, size + 1)))
            job = job_of_book(book, layout, compose_back(book, layout))
            (tmp_path / "back.pdf").write_bytes(room.submit(job).result().pdf)
            index = poppler_text(tmp_path / "back.pdf").split("Index by issue")[1]
            sheets = index.split("Provenance")[0].split("\f")
            rows = [count for sheet in sheets if (count := sheet.count("The Title of Week"))]
            assert sum(rows) == size
            assert min(rows) > 2, f"{size} issues: {rows}"


def test_front_counts_in_roman_and_back_goes_on_from_the_parts(odd: Pages, tmp_path: Path) -> None:
    path = tmp_path / "pages.pdf"
    path.write_bytes(odd.pdf)
    sheets = poppler_text(path).split("\f")[:-1]
    printed = [re.findall(r"–\s*(\w+)\s*–", sheet) for sheet in sheets]
    labels = read_facts(odd.pdf).labels
    assert odd.book.back_folio == 1 + sum(one.pages for one in odd.book.placed)
    assert labels[odd.front] == str(odd.book.back_folio)
    assert printed[:2] == [[], ["1"]]  # bare, but for the sample in the imprint
    assert printed[2:] == [[label] for label in labels[2:]]


def test_back_matter_begins_on_a_right_hand_page_where_parts_do() -> None:
    book = replace(a_book(), placed=place([a_part(1, 7)], recto=True), recto=True)
    assert book.back_folio == 9
    html = html_of(book, load_layout(WORKSHOP, "briefing", "volume"))
    assert "counter-set: page 9 }" in html


def test_running_heads_are_short() -> None:
    """They share a line with others, and are never broken."""
    guides = re.findall(r'data-guide="([^"]*)"', composed())
    assert "A Report of 1998 With a…" in guides
    assert max(map(len, guides)) <= 28
    title = "A Title That Nobody Would Ever Give to a Volume of Anything, But Here It Is"
    short = re.search(r'data-short="([^"]*)"', composed(title=title))
    assert short is not None
    assert short[1] == "A Title That Nobody Would Ever Give to a Volume of…"


def test_outline_holds_contents_and_indexes(odd: Pages) -> None:
    assert [item.title for item in read_facts(odd.pdf).outline] == [
        "Contents",
        "Index by country",
        "Index by contributor",
        "Index by issue",
        "Provenance",
    ]


def test_pages_conform_to_pdf_ua_and_pdf_a(odd: Pages) -> None:
    reports = [page.validate_pdf_bytes(odd.pdf, profile=profile) for profile in ("ua1", "3a")]
    failures = [failure for report in reports for failure in report.failures]
    # One rule of 0.11.0 is left to qpdf (tests/pdf/conftest.py says why).
    said = [f"{one.rule_id}: {one.message}" for one in failures]
    assert [one for one in said if "STREAM-LENGTH-001" not in one] == []


def test_flags_beside_no_name_have_words(odd: Pages) -> None:
    images = re.findall(r"<img [^>]*>", odd.html)
    assert len(images) == 8  # on the cover and in the index by country
    assert all(re.search(r'alt="Flag of [^"]+"', image) for image in images)


def test_page_breaks_are_where_they_were(odd: Pages, tmp_path: Path) -> None:
    layout = re.search(r'<body class="(\w+)', odd.html)[1]
    used = "\n".join(one for one in odd.made[0].tools if one.startswith(("WeasyPrint", "Pango")))
    known = (GOLDEN.parents[1] / "pages" / "golden" / "TOOLS.txt").read_text("utf-8").strip()
    if known != used:
        words = f"golden pages were set with {known.split()}, here is {used}"
        pytest.fail(words) if IN_CI else pytest.skip(words)
    path = tmp_path / "pages.pdf"
    path.write_bytes(odd.pdf)
    sheets = poppler_text(path).split("\f")[:-1]
    shown = "".join(f"=== page {n} ===\n{one.strip()}\n\n" for n, one in enumerate(sheets, 1))
    golden = GOLDEN / f"{layout}.txt"
    if os.environ.get("MEKONG_UPDATE"):
        GOLDEN.mkdir(exist_ok=True)
        golden.write_text(shown, "utf-8")
    assert shown.split() == golden.read_text("utf-8").split()


# ---------------------------------------------------------------- indexes and cover


def test_names_are_sorted_as_printed_and_none_is_inverted() -> None:
    names = ["Nguyễn Thị Anh", "May", "Đặng Văn Lâm", "Dara Sok", "“Anh”", "Élodie", "កែវ"]
    expected = ["“Anh”", "Đặng Văn Lâm", "Dara Sok", "Élodie", "May", "Nguyễn Thị Anh", "កែវ"]
    assert sorted(names, key=in_order) == expected
    shown = list(by_contributor(a_book().placed))
    assert shown == sorted(shown, key=in_order)


def test_each_article_is_in_the_index_of_its_country() -> None:
    placed = a_book().placed
    found = by_region(placed)
    listed = sorted((line.part.key, line.id) for lines in found.values() for line in lines)
    wanted = sorted(
        (one.part.key, entry.id)
        for one in placed
        for chapter in one.part.chapters
        for entry in chapter.entries
        if not is_note(chapter, entry)
    )
    assert listed == wanted
    assert [line.title for line in found[""]] == ["To the Sea"]
    assert all([line.folio for line in lines] == sorted(line.folio for line in lines)
               for lines in found.values())  # fmt: skip


def test_a_volume_inside_brings_its_articles_into_the_index_by_country() -> None:
    part = replace(a_part(3), chapters=())
    inner = RecordedPart(
        **{name: getattr(part, name) for name in ("key", "file", "sha256", "origin", "desk",
           "number", "title", "subtitle", "date", "lang")},
        pages=7, folio=11, chapters=a_part(3).chapters,
    )  # fmt: skip
    chapters = chapters_of(VolumeRecord("2024", "2024", body=2, parts=(inner,)))
    whole = replace(part, origin="volume", chapters=chapters)
    found = by_region(place([whole]))
    own = [
        (chapter.region, entry.title)
        for chapter in inner.chapters
        for entry in chapter.entries
        if not is_note(chapter, entry)
    ]
    assert sorted((region, line.title) for region in found for line in found[region]) == sorted(own)
    assert "" not in found
    html = html_of(a_book((whole,)), load_layout(WORKSHOP, "briefing", "volume"))
    assert all(f"flags/{region}.svg" in html for region, _ in own)


def test_river_has_a_line_for_each_issue_or_page_and_keeps_within_its_banks() -> None:
    few, many = (tuple(place(a_part(n, 3 + n % 5) for n in range(1, k))) for k in (4, 40))
    assert (river(few).each, river(many).each) == ("page", "issue")
    assert sum(reach.length > 0 for reach in river(few).reaches) == sum(one.pages for one in few)
    assert len(river(many).reaches) == 39
    for reach in (*river(few).reaches, *river(many).reaches):
        assert 0 < reach.left < reach.left + reach.length < 100 or not reach.length


@pytest.mark.parametrize("pages", [1, 500])
def test_a_book_of_one_part_is_a_book(pages: int) -> None:
    part = replace(a_part(1, pages), date=None)
    html = html_of(a_book((part,)), load_layout(WORKSHOP, "phone", "volume"))
    assert "One issue" in html
    assert ("One page" in html) == (pages == 1)
    assert "Period" not in html


# ---------------------------------------------------------------- layouts


def test_an_issue_knows_nothing_of_the_files_of_volumes() -> None:
    """So a change of them makes no issue out of date."""
    for name in LAYOUTS:
        issue, volume = (load_layout(WORKSHOP, name, kind) for kind in ("issue", "volume"))
        extra = {path for path in volume.files if path not in issue.files}
        assert {Path(path).name for path in extra} == VOLUME_FILES
        assert load_layout(WORKSHOP, name) == issue
        assert [path for path, _ in volume.styles] == [
            "shared/print.css",
            "shared/volume.css",
            f"{name}/volume.css",
        ]


def test_a_layout_without_a_volume_is_refused_with_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "mekong.toml").write_bytes((ROOT / "mekong.toml").read_bytes())
    own = tmp_path / "layouts" / "leaflet"
    own.mkdir(parents=True)
    (own / "issue.html").write_text("{{ issue.title }}", "utf-8")
    layout = load_layout(open_workshop(tmp_path), "leaflet", "volume")
    with pytest.raises(MissingPartError, match=r"“leaflet” has no volume\.html") as refused:
        html_of(a_book(), layout)
    assert "volume.css" in refused.value.hint


@pytest.mark.parametrize("path", sorted(ROOT.glob("layouts/*/volume.css")), ids=str)
def test_lists_are_set_without_flex_and_grid(path: Path) -> None:
    bare = re.sub(r"/\*.*?\*/", "", path.read_text("utf-8"), flags=re.DOTALL)
    assert re.findall(r"\b(?:flex|grid|leader|dotted)\b", bare) == []


def test_dates_are_told_in_months() -> None:
    html = composed()
    assert "January – February 2025" in re.sub(r"[\u2009\u202f]", " ", html)
    assert "January 11, 2025 to February 15, 2025" in html
    assert a_book().period == (dt.date(2025, 1, 11), dt.date(2025, 2, 15))


# ---------------------------------------------------------------- the docs

LAYOUTS_PAGE = (ROOT / "docs" / "layouts.md").read_text("utf-8")


def first_cells(heading: str) -> list[str]:
    table = LAYOUTS_PAGE.split(heading)[1].split("|---|", 1)[1].split("\n\n")[0]
    return re.findall(r"^\| `(\w+)` \|", table, re.M)


def test_docs_have_all_that_a_volume_template_is_given() -> None:
    source = (ROOT / "src/mekong_print/compose/volume.py").read_text("utf-8")
    given = next(
        node.value
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.AnnAssign) and ast.unparse(node.target) == "context"
    )
    assert isinstance(given, ast.Dict)
    names = [ast.literal_eval(key) for key in given.keys if key is not None]
    assert sorted(first_cells("`volume.html` is given")) == sorted(names)


def test_docs_have_every_macro_of_a_volume() -> None:
    parts = (ROOT / "layouts/shared/volume_parts.html").read_text("utf-8")
    known = set(re.findall(r"\{% macro (\w+)\(", parts))
    shown = first_cells("The macros of `shared/volume_parts.html`")
    assert set(shown) <= known
    used = re.findall(r"parts\.(\w+)\(", (ROOT / "layouts/briefing/volume.html").read_text("utf-8"))
    assert set(used) <= set(shown)
