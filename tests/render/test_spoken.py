"""A screen reader is told in which language each part is, where it is another one."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

import page as validator
import pikepdf
import pytest

from mekong_print.pages import Imprint
from mekong_print.pdf.finish import finish
from mekong_print.pdf.tagtree import Element, read_tree
from mekong_print.pressroom import Pressroom
from mekong_print.render.fonts import FontShelf
from mekong_print.render.job import Rendered, RenderJob
from proofing import ROOT
from render.polyglot import STYLE

BODY = """
<h1 id=a>Six <span lang=th>ไทย</span></h1>
<p>In English, then <span lang=vi>tiếng Việt, <em>và</em> <b lang=en>back</b></span> again,
<span lang="vi"></span> and <a lang=lo href="https://example.org/">ລາວ</a>.</p>
<div lang=km><p>ខ្មែរ<span class=note lang=en>In English.</span></p>
<p lang=my>မြန်မာ</p><ul><li>ខ្មែរ</li></ul></div>
<blockquote lang=en><p>Nothing new.</p></blockquote>
<p>Call<span class=note lang=vi>Chú thích.</span></p>
<table><tr><th>A</th><td lang=th>ไทย</td></tr></table>
"""
OUTLINE = """\
Document
  H1
    Span th
  P
    Span vi
      Em
      Strong en
    Link lo
  Div km
    P
      Reference en
    Note en
      Lbl
    P my
    L
      LI
        Lbl
        LBody
  BlockQuote
    P
  P
    Reference vi
  Note vi
    Lbl
  Table
    TBody
      TR
        TH
        TD th
"""


@pytest.fixture(scope="module")
def room() -> Iterator[Pressroom]:
    with Pressroom(FontShelf((ROOT / "fonts",))) as opened:
        yield opened


def printed(body: str, room: Pressroom) -> bytes:
    style = f"{STYLE} .note {{ float: footnote }}"
    page = f"<html lang=en><title>t</title><style>{style}</style>{body}"
    made = room.submit(RenderJob(page, (), {}, "i")).result()
    assert isinstance(made, Rendered), made
    return finish(made.pdf, Imprint(title="t", lang="en", claims=("ua-1", "a-3a")))


def outline(element: Element, depth: int = 0) -> str:
    """The elements with their languages, each a line."""
    told = f"{'  ' * depth}{element.kind} {element.traits.get('/Lang', '')}".rstrip() + "\n"
    kids = (kid for kid in element.kids if isinstance(kid, Element))
    return told + "".join(outline(kid, depth + 1) for kid in kids)


def test_elements_say_their_language_where_it_is_another(room: Pressroom) -> None:
    pdf = printed(BODY, room)
    with pikepdf.open(BytesIO(pdf)) as opened:
        tree = read_tree(opened)
        assert tree is not None
        assert "".join(outline(kid) for kid in tree.kids if isinstance(kid, Element)) == OUTLINE
    failures = [
        failure.rule_id
        for profile in ("ua1", "3a")
        for failure in validator.validate_pdf_bytes(pdf, profile=profile).failures
    ]
    # One wrong rule apart, as in tests/pdf.
    assert [one for one in failures if "STREAM-LENGTH-001" not in one] == []


def test_a_link_in_another_language_is_one_link_on_two_lines(room: Pressroom) -> None:
    words = "Quyền con người " * 12
    body = f'<h1 id=a>A</h1><p>See <a lang=vi href="https://example.org/">{words}</a></p>'
    with pikepdf.open(BytesIO(printed(body, room))) as opened:
        tree = read_tree(opened)
        assert tree is not None
        told = "".join(outline(kid) for kid in tree.kids if isinstance(kid, Element))
    assert told.count("Link vi") == 1
    assert told.count("Link") == 1
