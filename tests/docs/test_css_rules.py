"""The rules for style sheets in docs/layouts.md: no layout breaks them, and why is seen."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from proofing import ROOT, in_press

PAGE = (ROOT / "docs" / "layouts.md").read_text("utf-8")
SHEETS = {path: path.read_text("utf-8") for path in ROOT.glob("layouts/*/*.css")}
# What must not stand in a style sheet, by the words in the page's table.
FORBIDDEN = {
    "leader()": r"leader\(",
    "dotted borders": r"border[\w-]*:[^;}]*\bdotted\b",
    "opacity": r"(?<![\w-])opacity\s*:",
    "emoji families": r"(?i)font[\w-]*\s*:[^;}]*emoji",
    "@footnote padding": r"@footnote\s*\{[^}]*padding",
    "column-span": r"column-span\s*:",
    "@font-face": r"@font-face",
}
BREAKING = {
    "leader()": "li::after { content: leader('.') }",
    "dotted borders": "hr { border-top: 1pt dotted red }",
    "opacity": "p { opacity: 0.5 }",
    "emoji families": 'p { font: 10pt "Noto Color Emoji" }',
    "@footnote padding": "@page { @footnote { margin: 0; padding-top: 4pt } }",
    "column-span": "h2 { column-span: all }",
    "@font-face": "@font-face { src: url(a.ttf) }",
}


def broken(css: str) -> list[str]:
    """The rules that a style sheet breaks, comments left out."""
    bare = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    return [name for name, pattern in FORBIDDEN.items() if re.search(pattern, bare)]


@pytest.mark.parametrize("path", SHEETS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_layout_keeps_the_rules(path: Path) -> None:
    assert broken(SHEETS[path]) == []


@pytest.mark.parametrize("name", FORBIDDEN)
def test_each_rule_sees_what_breaks_it(name: str) -> None:
    assert broken(BREAKING[name]) == [name]
    assert broken(f"/* {BREAKING[name]} */") == []


def test_page_has_each_rule() -> None:
    assert re.findall(r"^\| `([^`]+)` \| [A-Z]", PAGE.split("## What must not")[1], re.M) == list(
        FORBIDDEN
    )


# ---------------------------------------------------------------- why: seen in small

WORDS = "word " * 60
NOTED = "<p>" + "word " * 120 + "<span class=note>note " + "x " * 30 + "</span></p>"
NOTES = "@page { size: A6; margin: 10mm; @footnote { %s } } .note { float: footnote }"
COLUMNS = (
    "<p>{0}</p><div style='columns: 2'><h2>One</h2><p>{0}{1}</p><p>{0}</p><h2>Two</h2>"
    "<p>{0}{0}{0}{1}</p></div>"
)
SPANNED = "h2 { column-span: all }" + NOTES.replace("A6", "A5") % "margin-top: 8pt"
CASES = {
    "line": ("", "<p>words</p>"),
    "leader": ("p::after { content: leader('.') '1' }", "<p>words</p>"),
    "solid": ("p { border-bottom: 1pt solid }", "<p>words</p>"),
    "dotted": ("p { border-bottom: 1pt dotted }", "<p>words</p>"),
    "opacity": ("p { opacity: 0.5 }", "<p>words</p>"),
    "margin": (NOTES % "margin-top: 8pt", NOTED * 10),
    "padding": (NOTES % "padding-top: 8pt", NOTED * 10),
    "span": (SPANNED, COLUMNS.format(WORDS, "")),
    "span with notes": (SPANNED, COLUMNS.format(WORDS, "<span class=note>note</span>")),
}
SCRIPT = """
import io, json, sys, pikepdf, weasyprint
from mekong_print.render import mends
mends.mend()

def texts(box, below=False):
    below = below or type(box).__name__ == "FootnoteAreaBox"
    if hasattr(box, "text"):
        yield "note" if below and "note" in box.text else "call" if below else box.text
    for child in getattr(box, "children", ()):
        yield from texts(child, below)

def seen(css, body):
    page = weasyprint.HTML(string=f"<html lang=en><title>t</title><style>{css}</style>{body}")
    document = page.render()
    raw = document.write_pdf(pdf_tags=True, pdf_variant="pdf/ua-1")
    with pikepdf.open(io.BytesIO(raw)) as pdf:
        pages = [leaf.obj.Contents.read_bytes() for leaf in pdf.pages]
    runs = [list(texts(leaf._page_box)) for leaf in document.pages]
    return {
        "marks": sum(one.count(b"BDC") for one in pages),
        "bytes": sum(map(len, pages)),
        "words": [sum(run.count("word") for run in one) for one in runs],
        "notes": [one.count("note") for one in runs],
    }

print(json.dumps({name: seen(*case) for name, case in json.load(sys.stdin).items()}))
"""


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict]:
    """What the press makes of each case, with the project's fonts and mends."""
    return in_press(SCRIPT, CASES, tmp_path_factory.mktemp("fonts"))


def test_a_leader_is_a_piece_of_content_for_each_dot(seen: dict[str, dict]) -> None:
    assert seen["line"]["marks"] == 1
    assert seen["leader"]["marks"] > 50


def test_a_dotted_border_is_a_path_for_each_dot(seen: dict[str, dict]) -> None:
    assert seen["dotted"]["bytes"] > 20 * seen["solid"]["bytes"]


def test_opacity_takes_words_out_of_reach_of_the_tags(seen: dict[str, dict]) -> None:
    assert seen["opacity"]["marks"] == 0


def test_padding_of_the_footnotes_moves_notes_to_later_pages(seen: dict[str, dict]) -> None:
    assert seen["margin"]["notes"] == [1] * 10
    assert seen["padding"]["notes"] == [0] + [1] * 10  # one page late, every one of them


def test_a_spanning_heading_above_a_footnote_leaves_the_page_empty(seen: dict[str, dict]) -> None:
    assert seen["span"]["words"][0] > 2 * seen["span with notes"]["words"][0]
