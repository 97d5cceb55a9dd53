"""Laws of composing: whatever was written, its words are in the HTML, which does nothing else."""

from __future__ import annotations

import re
import unicodedata
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mekong_print.compose import Masthead, compose_issue
from mekong_print.layout import Layout
from mekong_print.parse.issue import House, parse_issue
from mekong_print.walk import plain
from mekong_print.workshop import Workshop, load_layout, open_workshop
from proofing import ROOT

LETTERS = st.text(
    alphabet=st.sampled_from("ab é’“” \n\n*_[]()!`>|-:{}<&\\~=+1.ក\"';%$"), max_size=200
)
VOID = frozenset("br hr img meta link col input wbr".split())
HARM = re.compile(r"<\s*(script|iframe|object|embed|base|form)\b|\son\w+\s*=|javascript:", re.I)


class Reader(HTMLParser):
    """The words of a page, and whether each element that was opened is closed in its turn."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.words: list[str] = []
        self.crossed: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open += [] if tag in VOID else [tag]

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        return

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
def layout(workshop: Workshop) -> Layout:
    return load_layout(workshop, "briefing")


@settings(max_examples=60, deadline=None)
@given(words=LETTERS)
def test_all_words_are_in_the_html_which_is_whole_and_harmless(
    words: str, workshop: Workshop, layout: Layout
) -> None:
    source = f"---\ndesk: Desk\nnumber: 1\ntitle: T\n---\n\n# Laos\n\n## H\nby A B\n\n{words}"
    parsed = parse_issue(source.encode(), "issue.md", House({"Desk": ""}))
    if parsed.issue is None or parsed.errors:
        return
    html = compose_issue(parsed.issue, Masthead(workshop.config.publication), layout)
    reader = Reader()
    reader.feed(html)
    reader.close()
    assert reader.crossed == []
    assert reader.open == []
    assert HARM.search(re.sub(r">[^<]*<", "><", html)) is None  # words may say anything
    found = bare("".join(reader.words))
    for section in parsed.issue.sections:
        for article in section.articles:
            assert bare(plain(article.headline)) in found
            for block in article.body:
                assert all(bare(line) in found for line in plain(block).splitlines())
