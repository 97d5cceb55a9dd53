"""What can be copied from an issue can be copied from the volume that it is bound into."""

from __future__ import annotations

import html
from pathlib import Path

import pikepdf
import pytest
from pypdf import PdfReader

from declaration import paragraphs
from mekong_print.pages import Imprint
from mekong_print.pdf.alike import Pairing
from mekong_print.pdf.finish import finish
from mekong_print.pdf.letters import Letters
from mekong_print.pressroom import Pressroom
from mekong_print.render.fonts import FontShelf
from mekong_print.render.job import Rendered, RenderJob
from proofing import ROOT
from readers import READERS, letters
from render.polyglot import STYLE, broken
from volume.making import Bound, Shelf, elements, programs
from volume.test_bind import objections

PARTS = {"alpha": slice(10, 40), "beta": slice(30, 60)}  # paragraphs of the Declaration
INSIDE = ("km", "my")


def text(name: str, lang: str) -> tuple[str, ...]:
    return paragraphs(lang)[PARTS[name]]


def printed(name: str, room: Pressroom) -> bytes:
    """An issue in English with Khmer and Burmese blocks, as it is finished."""
    blocks = (
        f"<div lang={lang}>" + "".join(f"<p>{html.escape(broken(one))}</p>" for one in words)
        for lang, words in ((lang, text(name, lang)) for lang in INSIDE)
    )
    body = f"<h1 id={name}>{name}</h1>" + "".join(f"{block}</div>" for block in blocks)
    style = STYLE + "p { break-inside: avoid }"  # a folio stands between pages
    page = f"<html lang=en><title>{name}</title><style>{style}</style>{body}"
    made = room.submit(RenderJob(page, (), {}, "i")).result()
    assert isinstance(made, Rendered), made
    return finish(made.pdf, Imprint(title=name, lang="en", claims=("ua-1", "a-3a")))


@pytest.fixture(scope="module")
def polyglot(tmp_path_factory: pytest.TempPathFactory) -> Bound:
    folder = tmp_path_factory.mktemp("polyglot")
    with Pressroom(FontShelf((ROOT / "fonts",))) as room:
        for name in PARTS:
            (folder / f"{name}.pdf").write_bytes(printed(name, room))
    claims = ("ua-1", "a-3a")
    return Shelf(folder).bind(PARTS, folder / "volume.pdf", front=False, claims=claims)


@pytest.mark.parametrize("reader", READERS)
def test_readers_give_back_both_issues(polyglot: Bound, reader: str) -> None:
    read = letters(READERS[reader](polyglot.file)).replace("\u200b", "")
    for name in PARTS:
        for words in (one for lang in INSIDE for one in text(name, lang)):
            assert letters(words) in read


def test_each_font_is_stored_once(polyglot: Bound) -> None:
    assert set(programs(polyglot.file).values()) == {1}
    assert {"Noto-Serif-Khmer", "Noto-Serif-Myanmar"} <= programs(polyglot.file).keys()


def test_the_volume_keeps_its_claims(polyglot: Bound) -> None:
    assert objections(polyglot.pdf) == []


def test_blocks_keep_their_language(polyglot: Bound) -> None:
    with pikepdf.open(polyglot.file) as pdf:
        told = [str(one.Lang) for one in elements(pdf.Root.StructTreeRoot) if "/Lang" in one]
    assert {lang for lang in told if lang in INSIDE} == set(INSIDE)


def test_a_code_that_leads_to_another_glyph_is_seen(polyglot: Bound, tmp_path: Path) -> None:
    own = polyglot.material.files["beta"]
    page = PdfReader(own).pages[0]
    changed = tmp_path / "changed.pdf"
    with pikepdf.open(own) as pdf:
        for font in pdf.pages[0].Resources.Font.values():
            inner = font.DescendantFonts[0]
            if isinstance(inner.CIDToGIDMap, pikepdf.Stream):
                leads = inner.CIDToGIDMap.read_bytes()
                inner.CIDToGIDMap = pdf.make_stream(leads[:-2] + b"\0\1")
        pdf.save(changed)
    other = PdfReader(changed).pages[0]
    same = Pairing(Letters(), Letters()).differences(page["/Resources"], page["/Resources"])
    assert list(same) == []
    found = list(Pairing(Letters(), Letters()).differences(page["/Resources"], other["/Resources"]))
    assert found
