"""Each letter of a stretch stands at its place in the source, whatever Markdown lies between."""

from __future__ import annotations

import re
import unicodedata
from html import unescape
from urllib.parse import unquote

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from manuscripts import HEAD, body, manuscript, parsed, whole
from mekong_print.check.manuscript import Manuscript
from mekong_print.check.stretch import Stretch
from mekong_print.intake.escapes import inline
from proofing import ROOT

ISSUES = [*ROOT.glob("issues/*/issue.md"), *ROOT.glob("src/mekong_print/sample/*/issue.md")]


def source_of(stretch: Stretch, letter: int) -> str:
    """What stands in the source for one letter."""
    alignment, source = stretch.alignment, stretch.source
    return source.text[alignment.start(letter) : alignment.end(letter + 1)]


def stands_for(written: str, letter: str) -> bool:
    """Whether a piece of source is a letter: itself, escaped, an entity, a line end, or to NFC."""
    if letter.isspace():
        return re.fullmatch(r"\\?[ \t]*\n[ \t>]*|\s", written) is not None
    plain = unescape(written.removeprefix("\\") or "\\")
    return any(
        letter in unicodedata.normalize("NFC", one) for one in (plain, written, unquote(written))
    )


def misplaced(stretch: Stretch) -> list[tuple[int, str, str]]:
    return [
        (at, letter, source_of(stretch, at))
        for at, letter in enumerate(stretch.text)
        if not stands_for(source_of(stretch, at), letter)
    ]


# what is written, the words that are marked, and what stands in the source for them
CASES = {
    "plain": ("The river rises.", "river", "river"),
    "emphasis": ("The *river* rises.", "river rises", "river* rises"),
    "nested emphasis": ("***The** river* rises.", "river", "river"),
    "a literal star": ("**The river* rises.", "*The", "**The"),
    "escapes": (r"A \*river\* rises\.", "*river* rises.", r"\*river\* rises\."),
    "a literal backslash": (r"C:\river and \\lake", r"\lake", r"\\lake"),
    "entities": ("Pha&#x323;m &amp; Lee", "& Lee", "&amp; Lee"),
    "an entity that is written out": ("&amp;amp; Lee", "&amp; Lee", "&amp;amp; Lee"),
    "a link": ('[The (big) river](https://a.org/(x) "The big sea") rises', "rises", "rises"),
    "a link by name": ("[The river][a] rises\n\n[a]: https://a.org/rises", "rises", "rises"),
    "an address": ("See <https://a.org/caf%C3%A9> for more", "é", "%C3%A9"),
    "a language": ("[Cửu Long]{lang=vi} rises", "rises", "rises"),
    "code": ("Type `` a`b `` here", "a`b", "a`b"),
    "code over lines": ("> Type ` \n> 1` here", "1", "1"),
    "a footnote": ("It rises.[^rises] So be it.\n\n[^rises]: It did.", "So be", "So be"),
    "a soft line end": ("The river\nrises here.", "river rises", "river\nrises"),
    "a hard line end": ("The river\\\nrises here.", "river rises", "river\\\nrises"),
    "a quotation over lines": ("> The river\n> rises here.", "river rises", "river\n> rises"),
    "a lazy line": ("> The river\nrises here.", "river rises", "river\nrises"),
    "a list": ("- a\n- - The *river*\n    rises", "river rises", "river*\n    rises"),
    "a remark": ("The <!-- river? --> river", "The river", "The <!-- river? --> river"),
    "a remark in a link": ("[ so <!-- a b -->](https://a.org 'a b') . 1", "1", "1"),
    "NFC": ("The cafe\u0301 rises", "café rises", "cafe\u0301 rises"),
    "marks in another order": ("a\u0301\u0323 rises", "\u1ea1\u0301", "a\u0301\u0323"),
    "a table": ("| A \\| B | C |\n|---|---|\n| x |  |\n| rises | `a\\|b` |", "a|b", "a\\|b"),
    "a caption": ("![The sea](sea.jpg)\nThe *river* rises.\nPhoto: A. Lee", "rises", "rises"),
    "a credit": ("![The sea](sea.jpg)\nA. Lee rises.\nPhoto: A. Lee", "A. Lee", "A. Lee"),
    "a box": ("::: box A river *rises*\nWords.\n:::", "*rises*", "*rises*"),
    "a crosshead": ("### The river `rises` ###", "rises", "rises"),
    "a heading that is underlined": ("The river\n---\n\nIt rises.", "It rises", "It rises"),
}


@pytest.mark.parametrize("name", CASES)
def test_marked_words_stand_where_they_were_written(name: str) -> None:
    written, words, expected = CASES[name]
    stretch = next(one for one in body(written) if words in one.text)
    start = stretch.text.rindex(words)
    mark = stretch.mark(start, start + len(words), "Here.")
    assert mark.end is not None
    assert stretch.source.between(mark.at, mark.end) == expected
    assert misplaced(stretch) == []


@pytest.mark.parametrize(
    ("written", "words", "line"),
    [
        ("The rain: A *river*", "rain", 1),
        ("The rain\n\nA river", "river", 3),
        ("> The rain\n> \n> A river", "river", 3),
        ("| a | b |\n|---|---|\n| c | d |", "d", 3),
        ("1. rain\n\n   river", "river", 3),
        ("::: pullquote\nRain.\n\n— The river\n:::", "river", 4),
        ("::: table The river\n| a |\n|---|\n| b |\n:::", "river", 1),
        ("Rain.[^a]\n\n[^a]: Sea.\n\n    A river.", "river", 5),
    ],
)
def test_words_are_on_their_line(written: str, words: str, line: int) -> None:
    stretch = next(one for one in body(written) if words in one.text)
    above = len(whole(written).splitlines()) - len(written.splitlines())
    assert stretch.at(stretch.text.index(words)).line == above + line


def test_front_matter_has_its_places() -> None:
    text = HEAD.replace("An Example", '"The \\"Big\\" River"') + "# A\n\nb\n"
    title, subtitle, deadline, *_ = manuscript(text).stretches
    assert (title.kind, title.text, str(title.at(11))) == (
        "title",
        'The "Big" River',
        "issue.md:4:22",
    )
    assert (subtitle.text, subtitle.at(0).column) == ("News of the Week", 11)
    assert (deadline.text, deadline.at(0).column) == ("2025-10-31 23:59 +08:00", 11)


def test_a_byline_is_read_as_it_was_written() -> None:
    text = "## A\nby A\\. Lee and\nB. Ong, in Hà Nội <!-- who? -->\n\nb"
    byline = manuscript(text).of_kind("byline")
    assert [one.text for one in byline] == ["by A. Lee and B. Ong, in Hà Nội"]
    assert misplaced(byline[0]) == []


@pytest.mark.parametrize("path", ISSUES, ids=lambda path: path.parent.name)
def test_every_letter_of_a_real_issue_is_at_its_place(path) -> None:
    found = parsed(path.read_text("utf-8").replace("desk: DESK", "desk: Mekong Belt"))
    assert found.issue is not None
    assert found.source is not None
    stretches = Manuscript(found.issue, found.source).stretches
    assert sum(len(one.text) for one in stretches) > 3_000
    assert [fault for one in stretches for fault in misplaced(one)] == []


def test_a_fix_is_refused_where_markup_would_be_lost() -> None:
    (stretch,) = body("The *river* rises.")
    assert stretch.mark(4, 9, "Here.").fixed("sea").fix is not None
    assert stretch.mark(4, 15, "Here.").fixed("sea").fix is None


# ---------------------------------------------------------------- laws

LETTERS = st.text(
    st.sampled_from("ab cde é“”’\\*_[]()&;#<>`!.-|~$%{}=+1\u0301\u0323\nកា"), max_size=80
)
PIECES = st.recursive(
    LETTERS.map(lambda text: inline(" ".join(text.split()))),
    lambda inner: st.one_of(
        inner.map(lambda text: f"*{text}*"),
        inner.map(lambda text: f"**{text}**"),
        inner.map(lambda text: f"[{text}](https://a.org 'a b')"),
        inner.map(lambda text: f"[{text}]{{lang=vi}}"),
        inner.map(lambda text: f"{text} <!-- a b -->"),
        st.lists(inner, min_size=2, max_size=3).map(" ".join),
        st.lists(inner, min_size=2, max_size=3).map("\n".join),
    ),
    max_leaves=6,
)


@settings(max_examples=300, deadline=None)
@example("[*]{} <!-- a b -->*](https://a.org 'a b')")
@given(PIECES)
def test_what_is_well_written_is_always_placed(text: str) -> None:
    found = parsed(whole(f"x {text}\n"))
    if found.issue is None or found.source is None or found.errors:
        return
    for stretch in Manuscript(found.issue, found.source).stretches:
        assert misplaced(stretch) == [], text


ANY = st.text(st.sampled_from("ab é’“” \n\n#*_[]()!`>|-:{}^<&\\~=+1.0🇰🇭ក\t\u0301;"), max_size=300)


@settings(max_examples=300, deadline=None)
@given(ANY)
def test_every_place_is_inside_the_file_whatever_is_written(text: str) -> None:
    found = parsed(HEAD + "# A\n\n" + text)
    if found.issue is None or found.source is None:
        return
    lines = found.source.lines
    for stretch in Manuscript(found.issue, found.source).stretches:
        before = (0, 0)
        for letter in range(len(stretch.text) + 1):
            at = stretch.at(letter)
            assert 1 <= at.line <= len(lines)
            assert 1 <= at.column <= len(lines[at.line - 1]) + 1
            assert (at.line, at.column) >= before
            before = at.line, at.column
