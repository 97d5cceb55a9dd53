"""What was set can be copied, searched and heard, in six languages and with four readers."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import page as validator
import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from declaration import paragraphs
from mekong_print.pages import Imprint
from mekong_print.pdf.finish import finish
from mekong_print.pressroom import Pressroom, environment
from mekong_print.render.fonts import FontShelf, write_configuration
from mekong_print.render.job import Rendered, RenderJob
from proofing import ROOT, tool
from readers import READERS, by_pdfjs, letters
from render.polyglot import LANGUAGES, STYLE, document, made

FONTS = FontShelf((ROOT / "fonts",))
MANY = 40  # paragraphs of each language
INTRICATE = ("th", "lo", "km", "my")


@dataclass(frozen=True)
class Declarations:
    """The same pages by stock WeasyPrint, by ours, and by ours with all claims, by language."""

    stock: Path
    ours: Path
    finished: Path


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Declarations:
    folder = tmp_path_factory.mktemp("declarations")
    fonts = environment(write_configuration(FONTS, folder))
    texts = {lang: document(lang, paragraphs(lang)[:MANY]) for lang in LANGUAGES}
    stock, ours = (made(how, texts, folder, fonts) for how in ("stock", "ours"))
    finished = folder / "finished"
    finished.mkdir()
    for lang in LANGUAGES:
        imprint = Imprint(title="t", lang=lang, claims=("ua-1", "a-3a"))
        pdf = finish((ours / f"{lang}.pdf").read_bytes(), imprint)
        (finished / f"{lang}.pdf").write_bytes(pdf)
    return Declarations(stock, ours, finished)


def source(lang: str) -> str:
    return letters(" ".join(paragraphs(lang)[:MANY]))


@pytest.mark.parametrize("reader", ["poppler", "PDFium", "pypdf"])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_readers_give_back_every_character(pages: Declarations, lang: str, reader: str) -> None:
    read = letters(READERS[reader](pages.finished / f"{lang}.pdf"))
    if reader == "pypdf":
        read = without_silence(read, lang)
    assert read == source(lang)


def test_firefox_gives_back_every_character(pages: Declarations) -> None:
    read = by_pdfjs(*(pages.finished / f"{lang}.pdf" for lang in LANGUAGES))
    assert dict(zip(LANGUAGES, map(letters, read), strict=True)) == {
        lang: source(lang) for lang in LANGUAGES
    }


def without_silence(read: str, lang: str) -> str:
    """What pypdf reads, which alone of the four shows glyphs that stand for nothing.

    A vowel that is drawn as two glyphs is one character: they may be as many as these.
    """
    drawn_as_two = "\u0e33\u0eb3\u17be\u17bf\u17c0\u17c4\u17c5\u0eb2"
    assert read.count("\u200b") <= sum(map(source(lang).count, drawn_as_two))
    return read.replace("\u200b", "")


@pytest.mark.parametrize("lang", INTRICATE)
def test_stock_weasyprint_still_loses_characters(pages: Declarations, lang: str) -> None:
    """When this fails, WeasyPrint has mended it itself: see whether render/text_layer can go."""
    assert letters(READERS["poppler"](pages.stock / f"{lang}.pdf")) != source(lang)


@pytest.mark.parametrize("lang", ["en", "vi"])
def test_what_stock_has_right_is_the_same_to_the_byte(pages: Declarations, lang: str) -> None:
    one, other = (folder / f"{lang}.pdf" for folder in (pages.stock, pages.ours))
    assert one.read_bytes() == other.read_bytes()


@pytest.mark.parametrize("lang", INTRICATE)
def test_pages_look_as_they_do_by_stock(pages: Declarations, lang: str, tmp_path: Path) -> None:
    assert pictures(pages.stock / f"{lang}.pdf", tmp_path / "stock") == pictures(
        pages.finished / f"{lang}.pdf", tmp_path / "ours"
    )


def pictures(pdf: Path, folder: Path) -> list[str]:
    """What each page looks like at 100 dots an inch, as a digest."""
    folder.mkdir()
    subprocess.run([tool("pdftoppm"), "-r", "100", str(pdf), str(folder / "page")], check=True)
    found = sorted(folder.iterdir())
    assert found
    return [hashlib.sha256(one.read_bytes()).hexdigest() for one in found]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_claims_hold(pages: Declarations, lang: str) -> None:
    pdf = pages.finished / f"{lang}.pdf"
    assert objections(pdf.read_bytes()) == []
    subprocess.run([tool("qpdf"), "--check", str(pdf)], check=True, capture_output=True)


def objections(pdf: bytes) -> list[str]:
    """What page-validation has against a PDF (one wrong rule apart, as in tests/pdf)."""
    reports = [validator.validate_pdf_bytes(pdf, profile=profile) for profile in ("ua1", "3a")]
    told = [failure.rule_id for report in reports for failure in report.failures]
    return [one for one in told if "STREAM-LENGTH-001" not in one]


@pytest.mark.parametrize("lang", INTRICATE)
def test_a_file_is_at_most_half_as_large_again(pages: Declarations, lang: str) -> None:
    ours, stock = ((folder / f"{lang}.pdf").stat().st_size for folder in (pages.ours, pages.stock))
    assert ours <= 1.5 * stock


# ---------------------------------------------------------------- any mixture of scripts


@pytest.fixture(scope="module")
def room() -> Iterator[Pressroom]:
    with Pressroom(FONTS) as opened:
        yield opened


def words(lang: str) -> list[str]:
    """Runs without blanks, as long as a line or shorter."""
    found = " ".join(paragraphs(lang)[:MANY]).split()
    return [word for word in dict.fromkeys(found) if len(word) < 25][:60]


def test_any_mixture_of_scripts_comes_back(room: Pressroom, tmp_path: Path) -> None:
    tags = st.sampled_from(["{}", "<b>{}</b>", "<i>{}</i>", "<span lang=km>{}</span>", "<q>{}</q>"])
    word = st.one_of(*(st.sampled_from(words(lang)) for lang in LANGUAGES))
    text = st.lists(st.tuples(tags, word), min_size=1, max_size=40)

    @settings(max_examples=15, deadline=None)
    @given(text, st.sampled_from(["\u200b", " "]))
    def law(parts: list[tuple[str, str]], between: str) -> None:
        body = between.join(tag.format(word) for tag, word in parts)
        style = STYLE + "q { quotes: none }"
        made = room.submit(
            RenderJob(f"<html lang=en><title>t</title><style>{style}</style><p>{body}", (), {}, "i")
        ).result()
        assert isinstance(made, Rendered), made
        pdf = tmp_path / "mixed.pdf"
        pdf.write_bytes(finish(made.pdf, Imprint(title="t", lang="en")))
        wanted = letters("".join(word for _, word in parts))
        # PDFium orders what touches by where it begins: see docs/scripts.md, “What is left”.
        for name in ("poppler", "pypdf", *(["PDFium"] if between == " " else [])):
            assert letters(READERS[name](pdf)).replace("\u200b", "") == wanted, name

    law()


def test_a_mark_of_silence_is_never_seen_by_a_link(room: Pressroom) -> None:
    """A link says its own words, without what a glyph stands for that says nothing."""
    word = "\u0e04\u0e33"  # three glyphs for two characters
    body = f'<p><a href="https://example.org/">{word}</a>'
    made = room.submit(
        RenderJob(f"<html lang=th><title>t</title><style>{STYLE}</style>{body}", (), {}, "i")
    ).result()
    assert isinstance(made, Rendered), made
    with pikepdf.open(_file(finish(made.pdf, Imprint(title="t", lang="th")))) as pdf:
        assert str(pdf.pages[0].Annots[0].Contents) == word


def _file(content: bytes):
    from io import BytesIO

    return BytesIO(content)


# ---------------------------------------------------------------- another WeasyPrint


CHANGED = """
import json
from weasyprint.draw import text
from weasyprint.pdf import fonts, tags
def draw_first_line(stream, textbox, text_overflow, block_ellipsis, matrix): return []
text.draw_first_line = draw_first_line
def _build_box_tree(*more): return iter(())
tags._build_box_tree = _build_box_tree
clean = fonts.Font.clean
from mekong_print.render import press
press.StyleRack()
assert text.draw_first_line is draw_first_line and fonts.Font.clean is clean
assert tags._build_box_tree is _build_box_tree
print(json.dumps([line for line in press.tools() if "not mended" in line]))
"""


def test_an_unknown_weasyprint_is_left_as_it_is_and_named() -> None:
    done = subprocess.run(
        [sys.executable, "-"], input=CHANGED, check=False, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    names = ("text layer", "fewer elements", "languages of elements")
    assert told == [f"not mended: {name}" for name in names]
