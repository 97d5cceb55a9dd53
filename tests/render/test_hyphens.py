"""British words are parted the British way, American ones the American way, by `lang` alone."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pyphen
import pytest

from mekong_print.pressroom import Pressroom
from mekong_print.render.fonts import FontShelf
from mekong_print.render.job import Rendered, RenderJob
from proofing import ROOT, tool

FONTS = FontShelf((ROOT / "fonts",))
STYLE = 'html { font: 10pt/14pt "Source Serif 4" } p { hyphens: auto; page-break-after: always }'
WORDS = ("democratic", "privacy", "progress", "organisation", "helicopter", "photography")


def parts_of(lang: str, tmp_path: Path) -> set[str]:
    """What stands before the hyphen, for each word at many widths."""
    widths = range(26, 80, 4)
    text = "".join(f'<p style="width:{w}px">{word}</p>' for word in WORDS for w in widths)
    html = f"<html lang={lang}><title>t</title><body>{text}"
    with Pressroom(FONTS) as room:
        answer = room.submit(RenderJob(html, (("x.css", STYLE),), {}, "i.md")).result()
    assert isinstance(answer, Rendered)
    pdf = tmp_path / "x.pdf"
    pdf.write_bytes(answer.pdf)
    command = [tool("pdftotext"), str(pdf), "-"]
    pages = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split("\f")
    lines = [page.split() for page in pages if page.split()]
    return {line[0].rstrip("‐-") for line in lines if len(line) > 1}


@pytest.mark.parametrize(("lang", "dictionary"), [("en-GB", "en_GB"), ("en-US", "en_US")])
def test_words_are_parted_by_the_language_they_are_in(
    tmp_path: Path, lang: str, dictionary: str
) -> None:
    parted = parts_of(lang, tmp_path)
    known = pyphen.Pyphen(lang=dictionary)
    allowed = {word[:at] for word in WORDS for at in known.positions(word)}
    assert parted
    assert parted <= allowed


def test_the_two_ways_differ(tmp_path: Path) -> None:
    assert parts_of("en-GB", tmp_path) != parts_of("en-US", tmp_path)
