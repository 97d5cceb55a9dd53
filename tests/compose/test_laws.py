"""Laws of composing: whatever was written, its words are in the HTML, which does nothing else."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mekong_print.compose import Masthead, compose_issue
from mekong_print.layout import Layout
from mekong_print.parse.issue import House, parse_issue
from mekong_print.volume.book import Absent
from mekong_print.volume.parts import Chapter, Entry
from mekong_print.walk import plain
from mekong_print.workshop import Workshop, load_layout, open_workshop
from proofing import LAYOUTS, ROOT
from volume.books import a_book, a_part, html_of

LETTERS = st.text(
    alphabet=st.sampled_from("ab é’“” \n\n*_[]()!`>|-:{}<&\\~=+1.ក\"';%$"), max_size=200
)
VOID = frozenset("br hr img meta link col input wbr".split())
LEADING = frozenset("href src srcset data action formaction xlink:href poster".split())
HARM = frozenset("script iframe object embed base form".split())


class Reader(HTMLParser):
    """The words of a page, and whether each element that was opened is closed in its turn."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.words: list[str] = []
        self.crossed: list[str] = []
        self.harm: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open += [] if tag in VOID else [tag]
        self.handle_startendtag(tag, attrs)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.harm += [tag] if tag in HARM else []
        for name, value in attrs:
            script = (value or "").strip().lower().startswith(("javascript:", "vbscript:", "data:"))
            leads = script and name in LEADING
            self.harm += [f"{name}={value}"] if leads or name.startswith("on") else []

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.crossed.append(tag)

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def bare(text: str) -> str:
    """Letters and digits: what composing must not lose."""
    return "".join(one for one in unicodedata.normalize("NFC", text) if one.isalnum())


@pytest.fixture(scope="module")
def workshop() -> Workshop:
    return open_workshop(ROOT)


@pytest.fixture(scope="module")
def layouts(workshop: Workshop) -> dict[str, Layout]:
    return {name: load_layout(workshop, name) for name in LAYOUTS}


@pytest.fixture(scope="module")
def volumes(workshop: Workshop) -> dict[str, Layout]:
    return {name: load_layout(workshop, name, "volume") for name in LAYOUTS}


def read(html: str) -> str:
    """The text of a page, which opens and closes its elements in order and does no harm."""
    reader = Reader()
    reader.feed(html)
    reader.close()
    assert reader.crossed == []
    assert reader.open == []
    assert reader.harm == []
    return "".join(reader.words)


def close(text: str) -> str:
    """A text without its blanks, which composing may set otherwise."""
    return "".join(text.split())


@settings(max_examples=60, deadline=None)
@given(words=LETTERS, name=st.sampled_from(LAYOUTS))
def test_all_words_are_in_the_html_which_is_whole_and_harmless(
    words: str, name: str, workshop: Workshop, layouts: dict[str, Layout]
) -> None:
    source = f"---\ndesk: Desk\nnumber: 1\ntitle: T\n---\n\n# Laos\n\n## H\nby A B\n\n{words}"
    parsed = parse_issue(source.encode(), "issue.md", House({"Desk": ""}))
    if parsed.issue is None or parsed.errors:
        return
    html = compose_issue(parsed.issue, Masthead(workshop.config.publication), layouts[name])
    found = bare(read(html))
    for section in parsed.issue.sections:
        for article in section.articles:
            assert bare(plain(article.headline)) in found
            for block in article.body:
                assert all(bare(line) in found for line in plain(block).splitlines())


# What stands in a name that a sidecar or a record gives: nothing of it is markup there.
NAMES = st.text(st.sampled_from("ab é’“”*_[](){}<>&\\\"';%$=/-!.ក"), min_size=1, max_size=40)
HARMFUL = st.sampled_from(
    ["<script>alert(1)</script>", "{{ 7*7 }}", "{% for x in y %}", '" onclick="x', "</title><b>",
     "javascript:alert(1)", "&lt;i&gt;", "]]>", "<!--", "-->", "</body>"]
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(words=st.lists(NAMES | HARMFUL, min_size=7, max_size=7), name=st.sampled_from(LAYOUTS))
def test_all_names_of_a_volume_are_in_its_pages_which_are_whole_and_harmless(
    words: list[str], name: str, volumes: dict[str, Layout]
) -> None:
    title, subtitle, issue, section, article, author, reason = words
    entry = Entry("001-a", article, (author,), 1)
    part = replace(a_part(1), title=issue, chapters=(Chapter("001-s", section, "", 1, (entry,)),))
    book = a_book((part,), title=title, subtitle=subtitle, absent=(Absent("lost", reason),))
    html = html_of(book, volumes[name])
    found = close(read(html))
    assert [word for word in words if close(word) not in found] == []  # sign for sign: no template
