"""volume.toml: how a layout sets the folio of a volume on the pages of its parts."""

from __future__ import annotations

import re
from dataclasses import fields, replace

import pytest

from mekong_print.errors import MissingPartError
from mekong_print.render.fonts import FontShelf, font_called
from mekong_print.volume.folio import FolioSheet, folio_of, read_folio
from mekong_print.volume.parts import Folio
from mekong_print.workshop import load_layout, open_workshop
from proofing import LAYOUTS, ROOT

WORKSHOP = open_workshop(ROOT)
SHEET = """
side = "outer"
across = "20mm"
up = "36pt"
size = "9.5pt"
font = "Source Sans 3"
colour = "#0b4a57"
text = "Volume, {folio}"
"""


def test_lengths_are_points_and_colours_shares() -> None:
    folio = read_folio(SHEET)
    assert folio.across == pytest.approx(20 / 25.4 * 72)
    assert (folio.side, folio.up, folio.size) == ("outer", 36, 9.5)
    assert folio.colour == pytest.approx((0x0B / 255, 0x4A / 255, 0x57 / 255))
    assert folio.text.format(folio=12) == "Volume, 12"


def test_what_need_not_be_said_is_black_and_bare() -> None:
    folio = read_folio('side = "centre"\nup = "10mm"\nsize = "9pt"\nfont = "A"')
    assert (folio.colour, folio.text, folio.across) == ((0, 0, 0), "{folio}", 0)


def test_a_folio_has_every_key_of_the_sheet() -> None:
    assert {field.name for field in fields(Folio)} == {field.name for field in fields(FolioSheet)}


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('side = "outer"', 'side = "top"', "“side” must be 'outer', 'inner'"),
        ('up = "36pt"', "up = 36", "“up”: “36” is no length; write it in mm or pt"),
        ('up = "36pt"', "", "The key “up” is missing."),
        ('size = "9.5pt"', 'size = "9.5px"', "“9.5px” is no length"),
        ('colour = "#0b4a57"', 'colour = "teal"', "“teal” is no colour; write it as #0b4a57"),
        ("{folio}", "{page}", "it must hold {folio} once"),
        ("{folio}", "{folio} of {all}", "it must hold {folio} once"),
        ('across = "20mm"', 'acros = "20mm"', "“acros” is not a key here."),
        ('side = "outer"', "side = outer", r"layouts/mine/volume.toml: Invalid value"),
    ],
)
def test_a_slip_is_named(old: str, new: str, words: str) -> None:
    with pytest.raises(MissingPartError, match=re.escape(words)) as refused:
        read_folio(SHEET.replace(old, new), "layouts/mine/volume.toml")
    assert refused.value.message.startswith("layouts/mine/volume.toml: ")


def test_a_misspelt_key_gets_the_nearest_one() -> None:
    with pytest.raises(MissingPartError) as refused:
        read_folio(SHEET.replace("across", "acros"))
    assert refused.value.hint == "Did you mean “across”?"


def test_a_layout_without_the_sheet_is_refused() -> None:
    layout = replace(load_layout(WORKSHOP, "briefing", "volume"), name="mine")
    with pytest.raises(MissingPartError, match=r"“mine” has no volume\.toml"):
        folio_of(layout)


@pytest.mark.parametrize("name", LAYOUTS)
def test_built_in_layouts_set_it_in_a_font_that_is_there(name: str) -> None:
    folio = folio_of(load_layout(WORKSHOP, name, "volume"))
    fonts = FontShelf(WORKSHOP.folders("fonts")).files()
    assert font_called(fonts, folio.font) is not None


@pytest.mark.parametrize("name", LAYOUTS)
def test_own_pages_set_their_folio_as_the_parts_do(name: str) -> None:
    folio = folio_of(load_layout(WORKSHOP, name, "volume"))
    css = (ROOT / "layouts" / name / "volume.css").read_text("utf-8")
    before, after = folio.text.split("{folio}")
    assert f'content: "{before}" counter(page) "{after}"' in css
    box = re.search(r"lower-roman\).*?font: 400 ([\d.]+)pt.*?color: (#\w+);", css, re.S)
    assert box is not None
    assert float(box[1]) == folio.size
    shares = tuple(int(box[2][place : place + 2], 16) / 255 for place in (1, 3, 5))
    assert folio.colour == pytest.approx(shares)


def test_docs_have_every_key_with_its_default() -> None:
    page = (ROOT / "docs" / "layouts.md").read_text("utf-8")
    table = page.split("## The volume's folio")[1].split("\n|---|", 1)[1].split("\n\n")[0]
    rows = dict(re.findall(r"^\| `(\w+)` \| ([^|]+?) \|", table, re.M))
    assert rows.keys() == {field.name for field in fields(FolioSheet)}
    needed = {key for key, default in rows.items() if default == "must be there"}
    assert needed == {"side", "up", "size", "font"}
