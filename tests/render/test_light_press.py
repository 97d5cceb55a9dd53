"""What makes the press lighter changes nothing in a finished PDF but names that nobody sees."""

from __future__ import annotations

import json
import pickle
import re
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from mekong_print.editions import edition_of
from mekong_print.issue_files import find_issues
from mekong_print.pages import Imprint
from mekong_print.pdf.finish import finish
from mekong_print.pressroom import environment
from mekong_print.printing import prepare
from mekong_print.render.fonts import FontShelf, write_configuration
from mekong_print.render.job import Rendered, RenderJob
from mekong_print.workshop import load_layout, open_workshop
from proofing import LAYOUTS, ROOT
from volume.books import a_book, a_part, jobs_of_book

WORKSHOP = open_workshop(ROOT)
SHELF = FontShelf((ROOT / "fonts",))
# Presses jobs with all mends (“light”), or without those that only make it lighter (“stock”),
# and tells how often a line was measured and columns were laid out.
SCRIPT = """
import json, pickle, sys
from weasyprint import css
from weasyprint.layout import block, inline
from weasyprint.text import line_break
from mekong_print.render import mends, press
from mekong_print.render import columns, fewer_links, kept_lines, known, models, seldom, unpacked
from mekong_print.render import used_lengths
light = (columns, fewer_links, kept_lines, known, models, seldom, unpacked, used_lengths)
told = {"lines": 0, "columns": 0, "styles": 0, "descriptions": 0}
def counted(owner, name, key, wanted=lambda *a: True):
    stock = getattr(owner, name)
    def count(*args, **more):
        told[key] += wanted(*args)
        return stock(*args, **more)
    setattr(owner, name, count)
counted(line_break.Layout, "__init__", "lines")
counted(block, "block_box_layout", "columns", lambda context, box, *a: box.is_column)
counted(css.ComputedStyle, "__init__", "styles")
if sys.argv[1] == "stock":
    left = [one.mend for one in light]
    press._MENDS = tuple(one for one in press._MENDS if one not in left)
rack = press.StyleRack()
counted(line_break, "get_font_description", "descriptions")
made = [press.render(job, rack) for job in pickle.load(sys.stdin.buffer)]
assert mends.unmended == [], mends.unmended
sys.stdout.buffer.write(pickle.dumps((made, told)))
"""
COLUMNS = """
<style>
@page { size: 120mm 100mm; margin: 8mm; @bottom-center { content: counter(page) } }
body { font: 9pt/12pt "Source Serif 4"; margin: 0 } p, ul, h2 { margin: 0 0 2mm; padding: 0 }
.two { columns: 2; column-gap: 4mm; column-fill: FILL } ul { list-style: none }
li { position: relative; padding-left: 8mm; break-inside: avoid } h2 { break-after: avoid }
.number { position: absolute; left: 0; top: 0; width: 6mm; text-align: right }
.aside { float: left; width: 9mm; height: 8mm; background: #abc }
.note { float: footnote; font-size: 7pt } .wide { column-span: all }
</style>
<h1>Lists</h1><p>Before the columns.</p><div class="two">BODY</div><p>Behind them.</p>
"""
ITEM = '<li>An item of the list that may need two lines {n} <span class="number">{n}</span></li>'
LISTS = ("".join(ITEM.format(n=head * 100 + n) for n in range(9 + head)) for head in range(7))
PLAIN = "".join(f"<h2>Head</h2><ul>{items}</ul>" for items in LISTS)
HARD = "".join(
    f'<p>Words of a paragraph<span class="note">Note {n}.</span> that goes on. {"And on. " * 9}</p>'
    f"<p>{'<span class=aside></span>' if n % 2 else ''}{'Words beside. ' * n}</p>"
    + ('<h2 class="wide">Across both columns</h2>' if n == 5 else "")
    for n in range(9)
)
TAGS = """
<h1 id=a>Six <span>plain <span>nested</span></span> <em>words</em></h1>
<p>A <a href="https://example.org/">link <span>with a box</span> and <em>stress</em> that goes on
for more than one line of the page, so that it has two parts <b>at least</b></a>, and
<span lang=vi>tiếng Việt, <span lang=vi>và</span> <span lang=en>back</span></span>.</p>
<p><a href="#b"><span>All of it</span></a> <span></span> <span><a href="#a">inside</a></span>.
<span id=b>A goal</span> and <span style="display: inline-block">a block <span>in</span></span>.</p>
<ul><li>One<li><span>Two <span style="position: absolute; left: 0">aside</span></span>
<li><p>Loose</p><p><span>twice</span></p></ul>
<ol><li>One <span>span</span></ol><dl><dt>Term<dd><span>What it is</span></dl>
<table><caption><span>Caption</span></caption><tr><th scope=col>A</th><th>B</th></tr>
<tr><td><span>c</span></td><td><a href="https://example.org/">d<span> e</span></a></td></tr></table>
<p>Call<span style="float: footnote">A <span>note</span>.</span></p>
<figure><img src="https://mekong.invalid/f.svg" alt="A square"><figcaption>It <span>is</span>.
</figcaption></figure>
<div><span>Text in a div</span> <span style="display: block">block</span></div>
"""
PAINTED = "background: #abc", "border: 1pt solid", "border: 1pt solid; border-radius: 3mm"
PLACED = "<style>body { background: #eee }</style>" + "".join(
    f'<p style="position: relative; {how}">In its place <span style="position: absolute; '
    f'left: 40mm; {how}">out of it<b style="position: absolute; {how}">and again</b></span></p>'
    f'<p style="width: 60%; padding: 0 5%; {how}">A part <i style="position: fixed; top: 9mm; '
    f'{how}">x</i></p><div style="visibility: hidden; {how}">Unseen '
    f'<span style="visibility: visible">seen</span></div>'
    f'<p style="box-sizing: border-box; width: 50mm; padding: 2mm; {how}">Boxed</p>'
    for how in (*PAINTED, "box-shadow: 1mm 1mm #000", "background: url(f.svg)")
)
SQUARE = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0 0h9v9z"/></svg>'


def job(body: str) -> RenderJob:
    style = ("https://mekong.invalid/x.css", 'html { font: 10pt/14pt "Source Serif 4" }')
    html = f"<html lang=en><title>t</title><body>{body}"
    return RenderJob(html, (style,), {"https://mekong.invalid/f.svg": SQUARE}, "i.md")


def job_of_issue(name: str, layout: str) -> RenderJob:
    issue = find_issues(WORKSHOP, (name,))[0]
    return prepare(WORKSHOP, edition_of(WORKSHOP, issue, layout), load_layout(WORKSHOP, layout)).job


def columns_of(body: str, fill: str) -> RenderJob:
    return job(COLUMNS.replace("FILL", fill).replace("BODY", body))


OBJECTS = pikepdf.ObjectStreamMode.disable
Made = dict[str, tuple[dict[str, Rendered], dict[str, int]]]
NAMES = (
    "columns",
    "columns filled",
    "columns with floats and notes",
    "columns with floats",
    "columns with numbers in the corner",
    "elements",
    "boxes",
    *(f"issue, {layout}" for layout in LAYOUTS),
    "volume, front",
    "volume, back",
)


def jobs() -> list[RenderJob]:
    """Jobs by those names: pages made to be hard, and real ones."""
    return [
        columns_of(PLAIN, "balance"),
        columns_of(PLAIN, "auto"),
        columns_of(HARD, "balance"),
        columns_of(HARD.replace('class="note"', ""), "balance"),
        columns_of(PLAIN.replace("<li>", '<li style="position: static">'), "auto"),
        job(TAGS),
        job(PLACED),
        *(job_of_issue("022", layout) for layout in LAYOUTS),
        *jobs_of_book(a_book(tuple(a_part(number) for number in range(1, 9))), "magazine"),
    ]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """What was made of all jobs, and the counts, by how."""
    fonts = environment(write_configuration(SHELF, tmp_path_factory.mktemp("fonts")))
    found, wanted = {}, pickle.dumps(jobs())
    for how in ("stock", "light"):
        done = subprocess.run(
            [sys.executable, "-c", SCRIPT, how],
            input=wanted, env=fonts, capture_output=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr.decode()
        answers, told = pickle.loads(done.stdout)  # noqa: S301 - made by our own process
        found[how] = dict(zip(NAMES, answers, strict=True)), told
    return found


def plain(pdf: bytes) -> bytes:
    """A PDF as text, without what goes by the numbers of the press's objects.

    These are the identifiers of header cells, and through them that of the file.
    """
    out = BytesIO()
    with pikepdf.open(BytesIO(finish(pdf, Imprint("t", "en", claims=("ua-1", "a-3a"))))) as opened:
        opened.save(out, qdf=True, static_id=True, object_stream_mode=OBJECTS)
    body = out.getvalue().rpartition(b"\nxref\n")[0]
    return re.sub(rb"\(\d+-(\d+-\d+)\)", rb"(\1)", body)


@pytest.mark.parametrize("name", NAMES)
def test_a_finished_pdf_is_the_same_to_the_last_digit(made: Made, name: str) -> None:
    stock, light = (made[how][0][name] for how in ("stock", "light"))
    assert (light.pages, light.findings) == (stock.pages, stock.findings)
    assert plain(light.pdf) == plain(stock.pdf)


def links_of(pdf: bytes) -> int:
    with pikepdf.open(BytesIO(pdf)) as opened:
        return sum(len(page.obj.get("/Annots", ())) for page in opened.pages)


def test_a_box_in_a_link_is_no_second_link(made: Made) -> None:
    stock, light = (links_of(made[how][0]["elements"].pdf) for how in made)
    assert light < stock


def test_lines_and_columns_are_laid_out_less_often(made: Made) -> None:
    stock, light = made["stock"][1], made["light"][1]
    assert light["lines"] < stock["lines"] * 0.8
    assert light["columns"] < stock["columns"]


def test_a_font_is_described_for_a_style_not_for_each_text(made: Made) -> None:
    stock, light = made["stock"][1], made["light"][1]
    assert light["descriptions"] < stock["descriptions"] * 0.3


def test_styles_of_markers_are_made_where_there_is_one(made: Made) -> None:
    """Six of seven were those of markers and notes that nothing has."""
    stock, light = made["stock"][1], made["light"][1]
    assert light["styles"] < stock["styles"] * 0.4


def elements_of(pdf: bytes) -> tuple[int, int]:
    """How many objects of tags a PDF holds, and how many of them its tree leads to."""
    with pikepdf.open(BytesIO(pdf)) as opened:
        kinds = ("/StructElem", "/OBJR")
        dictionaries = (one for one in opened.objects if isinstance(one, pikepdf.Dictionary))
        held = {one.objgen for one in dictionaries if str(one.get("/Type")) in kinds}
        met, waiting = set(), [opened.Root.StructTreeRoot]
        while waiting:
            for kid in waiting.pop().get("/K", ()):
                if isinstance(kid, pikepdf.Dictionary) and kid.objgen not in met:
                    met.add(kid.objgen)
                    waiting.append(kid)
        return len(held), len(held & met)


@pytest.mark.parametrize("name", NAMES)
def test_no_element_is_written_that_hangs_in_no_tree(made: Made, name: str) -> None:
    stock, light = (elements_of(made[how][0][name].pdf) for how in ("stock", "light"))
    assert stock[0] > stock[1]
    assert light[0] == light[1] > 0


def test_what_the_press_hands_over_is_not_packed(made: Made) -> None:
    stock, light = (made[how][0]["elements"].pdf for how in ("stock", "light"))
    assert b"/StructElem" not in stock
    assert b"/StructElem" in light
    assert (b"/ID [" in stock, b"/ID [" in light) == (True, False)


CHANGED = """
import json
from weasyprint import anchors, css, pdf
from weasyprint.formatting_structure import boxes
from weasyprint.layout import block, column, inline, percent
from weasyprint.text import line_break
def columns_layout(*more): return None
def gather_anchors(*more): return None
def split_first_line(*more): return None
column.columns_layout, anchors.gather_anchors = columns_layout, gather_anchors
line_break.split_first_line = inline.split_first_line = split_first_line
def write(*more): return None
pdf.pydyf.PDF.write = write
def set_computed_styles(*more): return None
def is_floated(box): return box.style["float"] in ("left", "right")
boxes.Box.is_floated, flows = is_floated, boxes.Box.is_in_normal_flow
def line_size(*more): return None
def adjust_box_sizing(*more): return None
setup, lengths = line_break.Layout.setup, block.resolve_percentages
line_break.line_size, percent.adjust_box_sizing = line_size, adjust_box_sizing
css.StyleFor.set_computed_styles = set_computed_styles
from mekong_print.render import press
press.StyleRack()
assert column.columns_layout is columns_layout and anchors.gather_anchors is gather_anchors
assert inline.split_first_line is split_first_line and pdf.pydyf.PDF.write is write
assert css.StyleFor.set_computed_styles is set_computed_styles
assert boxes.Box.is_in_normal_flow is flows
assert line_break.Layout.setup is setup and block.resolve_percentages is lengths
print(json.dumps([line for line in press.tools() if "not mended" in line]))
"""


def test_an_unknown_weasyprint_is_left_as_it_is_and_named(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-"], input=CHANGED, check=False, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    names = (
        "one annotation for a link",
        "columns laid out once",
        "lines measured once",
        "nothing packed",
        "styles of markers",
        "short answers",
        "texts from a model",
        "lengths of a style",
    )
    assert json.loads(done.stdout) == [f"not mended: {name}" for name in names]
