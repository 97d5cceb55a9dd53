"""The colours of the layouts: every text can be read on every ground, in colour and in grey.

Contrast is that of WCAG 2.2 (relative luminance). Luminance is all that is left of a colour
when it is printed in grey.
"""

from __future__ import annotations

import re
from itertools import combinations

import pytest

from proofing import ROOT

PAGE = (ROOT / "docs" / "layouts.md").read_text("utf-8")
CSS = "\n".join(path.read_text("utf-8") for path in sorted(ROOT.glob("layouts/*/*.css")))
NAMED = dict(re.findall(r"--(\w+):\s*(#[0-9a-f]{6});", CSS)) | {"paper": "#ffffff"}
LEAST = 4.5
LEAST_STEP = 8.0  # in L* (0 black, 100 white), between two inks or two grounds in grey


def luminance(colour: str) -> float:
    """The relative luminance of `#rrggbb` (WCAG 2.2)."""
    parts = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def grey(colour: str) -> float:
    """How light a colour is in grey, in L* (CIE 1976)."""
    light = luminance(colour)
    return 116 * light ** (1 / 3) - 16 if light > 0.008856 else 903.3 * light


def used(css: str, names: str) -> set[str]:
    """The colours that a property is given, variables filled in."""
    values = re.findall(rf"(?<![\w-])(?:{names})\s*:\s*([^;}}]+)", css)
    found = {part for value in values for part in re.findall(r"#[0-9a-f]{6}|--\w+", value)}
    return {NAMED[part[2:]] if part.startswith("--") else part for part in found}


INKS = used(CSS, "color")
GROUNDS = used(CSS, "background|background-color") | {NAMED["paper"]}
PAIRS = [
    (ink, ground)
    for ink in sorted(INKS)
    for ground in sorted(GROUNDS)
    if (luminance(ink) > 0.5) != (luminance(ground) > 0.5)  # light on dark, or dark on light
]


def test_all_colours_are_in_the_table() -> None:
    rows = re.findall(r"^\| `(\w+)` \| `(#[0-9a-f]{6})` \|", PAGE, re.M)
    assert dict(rows) == NAMED
    assert set(NAMED.values()) >= INKS | GROUNDS


@pytest.mark.parametrize(("ink", "ground"), PAIRS)
def test_text_can_be_read_on_its_ground(ink: str, ground: str) -> None:
    assert contrast(ink, ground) >= LEAST


def test_there_is_light_on_dark_and_dark_on_light() -> None:
    assert len(PAIRS) >= 7
    assert {luminance(ink) > 0.5 for ink, _ in PAIRS} == {True, False}


def test_colours_differ_in_grey_as_well() -> None:
    dark = [colour for colour in NAMED.values() if luminance(colour) < 0.5]
    assert min(abs(grey(a) - grey(b)) for a, b in combinations(dark, 2)) >= LEAST_STEP


def test_page_has_the_figures() -> None:
    shown = re.findall(r"^\| (\w+) on (\w+) \| ([\d.]+) \|", PAGE, re.M)
    assert len(shown) >= len(PAIRS)
    for ink, ground, figure in shown:
        assert float(figure) == int(contrast(NAMED[ink], NAMED[ground]) * 10) / 10
    named = {(NAMED[ink], NAMED[ground]) for ink, ground, _ in shown}
    assert set(PAIRS) <= named


def test_the_measure_is_that_of_wcag() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)  # the known near miss
    assert contrast("#777777", "#ffffff") < LEAST
    assert used("a { color: #777777 } b { background: var(--sand) }", "color") == {"#777777"}
