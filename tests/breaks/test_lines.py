"""Lines as they are set: the Declaration in a narrow column ends its lines where it may, only."""

from __future__ import annotations

import json
import subprocess
import sys
import unicodedata

import pytest

from declaration import paragraphs
from mekong_print.pressroom import environment
from mekong_print.render.breaks import Stretch, break_offsets
from mekong_print.render.fonts import FontShelf, write_configuration
from proofing import ROOT

LANGS = ("km", "lo", "my", "th")
SCRIPT = """
import json, sys, weasyprint
from mekong_print.render.breaking import break_lines
css = '@page { size: 60mm 2000mm; margin: 5mm }' \\
    'html { font: 10pt "Noto Serif", "Noto Serif Khmer",' \\
    ' "Noto Serif Lao", "Noto Serif Myanmar", "Noto Serif Thai"; overflow-wrap: break-word }'
def words(box):
    return getattr(box, "text", "") + "".join(map(words, getattr(box, "children", ())))
def lines(box):
    if type(box).__name__ == "LineBox":
        yield words(box), max(one.position_x + one.margin_width() for one in box.children)
    else:
        for child in getattr(box, "children", ()):
            yield from lines(child)
told = {}
for lang, texts in json.load(sys.stdin).items():
    page = weasyprint.HTML(string=f"<html lang={lang}>" + "".join(f"<p>{one}" for one in texts))
    break_lines(page.etree_element, ())
    document = page.render(stylesheets=[weasyprint.CSS(string=css)])
    told[lang] = [one for leaf in document.pages for one in lines(leaf._page_box)]
print(json.dumps(told))
"""


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[tuple[str, float]]]:
    fonts = write_configuration(FontShelf((ROOT / "fonts",)), tmp_path_factory.mktemp("fonts"))
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT],
        input=json.dumps({lang: paragraphs(lang)[:60] for lang in LANGS}),
        capture_output=True,
        text=True,
        check=True,
        env=environment(fonts),
    )
    return json.loads(done.stdout)


def bare(text: str) -> str:
    """Letters alone: what was put in and taken out at the ends of lines counts for nothing."""
    return "".join(one for one in text if unicodedata.category(one) not in ("Cf", "Zs"))


def allowed(lang: str) -> set[int]:
    """The offsets in the letters of all paragraphs at which a line may end."""
    found, start = set(), 0
    for text in paragraphs(lang)[:60]:
        gaps = [at + 1 for at, letter in enumerate(text) if letter in " -"]
        places = [*break_offsets([Stretch(text, lang)]), *gaps, len(text)]
        found |= {start + len(bare(text[:at])) for at in places}
        start += len(bare(text))
    return found


@pytest.mark.parametrize("lang", LANGS)
def test_lines_end_where_they_may_and_run_out_of_no_column(
    told: dict[str, list[tuple[str, float]]], lang: str
) -> None:
    may, at, edge = allowed(lang), 0, 55 * 96 / 25.4
    assert len(told[lang]) > 100
    for text, right in told[lang]:
        at += len(bare(text))
        assert at in may, f"…{text}¦"
        assert right <= edge + 4, text  # a space hangs at the end of a line
