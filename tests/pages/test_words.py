"""The law of words: those in the tree, in the HTML and in the PDF are the same, in order."""

from __future__ import annotations

import re
import subprocess
import unicodedata
from html.parser import HTMLParser

import pytest

from mekong_print.compose import Masthead, compose_issue
from mekong_print.document import Article, Byline, Footnote, Issue, Item, Section, Table
from mekong_print.parse.issue import parse_issue
from mekong_print.pdf.read import read_facts, read_text
from mekong_print.trees import house_of
from mekong_print.walk import nodes, plain
from mekong_print.workshop import Workshop, load_layout, open_workshop
from proofing import LAYOUTS, Press, poppler_text, tool
from readers import spoken

ISSUES = {
    "belt": "022-from-ceasefires-to-clean-air",
    "handbook": "004-the-handbook",
    "river": "001-the-river-in-figures",
}


def read(workshop: Workshop, folder: str) -> Issue:
    path = workshop.issues / folder / "issue.md"
    parsed = parse_issue(path.read_bytes(), workshop.shown(path), house_of(workshop))
    assert parsed.issue is not None
    assert parsed.findings == ()
    return parsed.issue


def letters(text: str) -> str:
    """All letters and digits, spaces and hyphens left out: what any reader must give back."""
    return re.sub(r"[\s\u2010\u00ad-]", "", unicodedata.normalize("NFC", text))


NEAR = 60  # letters: a label, a byline or a flag's words between two pieces


class Visible(HTMLParser):
    """The text of a page's body, with a space at every tag that ends a block."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self.skip = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.skip += tag in ("title", "style")
        if tag not in ("span", "em", "strong", "a", "code"):
            self.parts.append(" ")

    def handle_endtag(self, tag: str) -> None:
        self.skip -= tag in ("title", "style")

    def handle_data(self, data: str) -> None:
        if not self.skip:
            self.parts.append(data)


def pieces(issue: Issue) -> list[str]:
    """Every run of text that a reader must meet, in reading order."""
    found: list[str] = [issue.title, issue.subtitle]
    found += [correction.text for correction in issue.corrections]
    for section in issue.sections:
        found.append(plain(section.title))
        holders = [section.note] if section.note else []
        for part in (*holders, *section.articles):
            if isinstance(part, Article):
                found += [plain(part.headline), plain(part.standfirst)]
            for byline in nodes(part, Byline):
                found += byline.names
            found += [plain(block) for block in part.body] + [plain(bio) for bio in part.bios]
    return [piece for piece in found if piece]


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("issue", ISSUES)
def test_every_word_of_the_tree_is_in_the_html_in_order(
    press: Press, issue: str, layout: str
) -> None:
    workshop = open_workshop(press.root)
    tree = read(workshop, ISSUES[issue])
    masthead = Masthead(workshop.config.publication)
    reader = Visible()
    reader.feed(compose_issue(tree, masthead, load_layout(workshop, layout)))
    page = letters("".join(reader.parts))
    at = 0
    for note in nodes(tree, Footnote):  # footnotes stand at their calls in the HTML
        assert letters(plain(note.blocks)) in page
        page = page.replace(letters(plain(note.blocks)), "", 1)
    for piece in pieces(tree):
        at = page.find(letters(piece), at)
        assert at >= 0, f"lost in the HTML: {piece[:60]}"


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("issue", ISSUES)
def test_a_screen_reader_meets_every_word_in_order(press: Press, issue: str, layout: str) -> None:
    """The words of the structure tree, which has no running heads and no folios in it."""
    tree = read(open_workshop(press.root), ISSUES[issue])
    page = letters(spoken(press.pdf(issue, layout).read_bytes()))
    notes = list(nodes(tree, Footnote))
    for note in notes:
        assert letters(plain(note.blocks)) in page
        page = page.replace(letters(plain(note.blocks)), "", 1)
    at, parted = 0, []
    for piece in pieces(tree):
        for part in sentences(piece):
            here = page.find(letters(piece), at) if part == sentences(piece)[0] else -1
            at = max(at, here)
            found = page.find(letters(part), at, at + len(letters(part)) + NEAR)
            parted += [part] if found < 0 else []
            at = found if found >= 0 else at + len(letters(part.split()[0]))
    # A note's number at its call may stand between two words; so may the mark of a list's item.
    marks = 2 * len(notes) + len(list(nodes(tree, Item)))
    assert len(parted) <= marks, f"only calls and marks may part words: {parted}"


@pytest.mark.parametrize("layout", LAYOUTS)
def test_two_screen_readers_meet_the_same_words(press: Press, layout: str) -> None:
    """Poppler takes a minute for the pages of Issue 22, so that it reads the shortest alone."""
    pdf = press.pdf("river", layout)
    command = [tool("pdfinfo"), "-struct-text", str(pdf)]
    shown = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    page = letters("".join(re.findall(r'^\s+"(.*)"$', shown, re.MULTILINE)))
    assert page == letters(spoken(pdf.read_bytes()))
    assert len(page) > 4000


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_screen_reader_is_told_what_contents_notes_and_tables_are(
    press: Press, layout: str
) -> None:
    tree = read(open_workshop(press.root), ISSUES["river"])
    told = read_facts(press.pdf("river", layout)).tags
    articles = list(nodes(tree, Article))
    assert told["TOCI"] == len(tree.sections) + len(articles)
    assert told["Art"] == len(articles)
    assert told["Note"] == told["Reference"] - told["TOCI"] == len(list(nodes(tree, Footnote))) > 0
    assert told["Table"] == told["THead"] == len(list(nodes(tree, Table))) > 0


@pytest.mark.parametrize("reader", ["poppler", "pypdf"])
@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("issue", ISSUES)
def test_every_word_of_the_tree_is_read_from_the_pdf(
    press: Press, issue: str, layout: str, reader: str
) -> None:
    """Word by word, with the next one behind it; only where a page turns may they be apart."""
    pdf = press.pdf(issue, layout)
    raw = poppler_text(pdf, "-raw").split("\f") if reader == "poppler" else read_text(pdf)
    pages = [letters(page) for page in raw if page.strip()]
    whole = "".join(pages)
    parted = []
    for piece in pieces(read(open_workshop(press.root), ISSUES[issue])):
        for part in sentences(piece):
            if letters(part) not in whole:
                assert all(is_read(letters(word), whole) for word in part.split()), part
                parted.append(part)
    assert len(parted) <= len(pages), f"{reader} parts words that no page parts: {parted}"


def is_read(word: str, whole: str) -> bool:
    """Whether a word is there, whole or (hyphenated where a page turns) in two parts."""
    cuts = range(2, len(word) - 1)
    return word in whole or any(word[:cut] in whole and word[cut:] in whole for cut in cuts)


def sentences(piece: str) -> list[str]:
    """Each word with the next one."""
    found = piece.split()
    return [" ".join(found[i : i + 2]) for i in range(max(1, len(found) - 1))]


def test_the_law_sees_a_lost_word(press: Press) -> None:
    page = letters(poppler_text(press.pdf("belt", "briefing"), "-raw"))
    assert letters("the Great Lake of nowhere") not in page


def test_sections_are_all_looked_at(press: Press) -> None:
    tree = read(open_workshop(press.root), ISSUES["belt"])
    assert len(list(nodes(tree, Section))) == 5
    assert len(pieces(tree)) > 40
