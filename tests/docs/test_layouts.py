"""docs/layouts.md against the templates, the style sheets, and the pages that they make."""

from __future__ import annotations

import ast
import html
import re
from statistics import median

import pytest

from proofing import LAYOUTS, ROOT, Press, poppler_text

PAGE = (ROOT / "docs" / "layouts.md").read_text("utf-8")
CSS = {name: (ROOT / "layouts" / name / "style.css").read_text("utf-8") for name in LAYOUTS}
SELECTORS = {
    "title": ".masthead .title",
    "headline": ".headline",
    "standfirst": ".standfirst",
    "section": ".section-head",
    "byline": ".byline",
    "bio": ".bio",
}
MM = 72 / 25.4


def first_cells(heading: str) -> list[str]:
    """The first cells of the first table behind some words of the page."""
    table = re.split(r"^\|[-|]+\|$", PAGE.split(heading)[1], maxsplit=1, flags=re.M)[1]
    table = table.strip().split("\n\n")[0]
    return re.findall(r"^\| `(\w+)` \|", table, re.M)


def cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip("|").split("|")[1:]]


def figures(row: str) -> dict[str, str]:
    """A row of the table of figures, by layout."""
    table = PAGE.split("layouts in figures")[1].split("\n\n|")[1].split("\n\n")[0].splitlines()
    line = next(line for line in table if line.startswith(f"| {row}"))
    return dict(zip(cells(table[0]), cells(line), strict=True))


def found(pattern: str, css: str) -> str:
    match = re.search(pattern, css, re.S)
    assert match is not None, pattern
    return match.group(1)


def size_of(selector: str, css: str) -> str:
    """Size and line height of a selector's rule, as `20pt/22.5pt`."""
    rules = re.findall(rf"^(?:\S+ )?{re.escape(selector)} \{{(.*?)\}}", css, re.S | re.M)
    rule = next(rule for rule in rules if "font-size" in rule)
    size, lead = (found(rf"{name}: ([\d.]+pt)", rule) for name in ("font-size", "line-height"))
    return f"{size}/{lead}"


def test_page_has_all_that_a_template_is_given() -> None:
    source = (ROOT / "src/mekong_print/compose/__init__.py").read_text("utf-8")
    given = next(
        node.value
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.AnnAssign) and ast.unparse(node.target) == "context"
    )
    assert isinstance(given, ast.Dict)
    names = {ast.literal_eval(key) for key in given.keys if key is not None}
    assert set(first_cells("## What a template is given")) == names


def test_page_has_every_macro() -> None:
    parts = (ROOT / "layouts/shared/parts.html").read_text("utf-8")
    assert set(first_cells("The macros of")) == set(re.findall(r"\{% macro (\w+)\(", parts))


@pytest.mark.parametrize("name", LAYOUTS)
def test_page_has_the_figures_of_the_style_sheet(name: str) -> None:
    css = CSS[name]
    assert figures("page")[name] == found(r"@page \{\s*size: ([^;]+);", css)
    assert figures("margins")[name] == found(r"@page \{.*?margin: ([^;]+);", css)
    assert figures("body type")[name] == found(r"--size: ([^;]+);", css)
    assert figures("baseline step")[name] == found(r"--lead: ([^;]+);", css)
    shown = {row: figures(row)[name] for row in SELECTORS}
    assert shown == {row: size_of(selector, css) for row, selector in SELECTORS.items()}


def test_every_built_in_layout_is_on_the_page() -> None:
    assert {path.parent.name for path in ROOT.glob("layouts/*/issue.html")} == set(LAYOUTS)


@pytest.mark.parametrize("name", LAYOUTS)
def test_a_full_line_has_as_many_characters_as_the_page_says(press: Press, name: str) -> None:
    measure = float(figures("measure")[name].removesuffix(" mm")) * MM
    boxes = poppler_text(press.pdf("belt", name), "-bbox-layout")
    lines = re.findall(r'<line xMin="([\d.]+)".*?xMax="([\d.]+)".*?>(.*?)</line>', boxes, re.S)
    full = [
        html.unescape(" ".join(re.findall(r">([^<]*)</word>", words)))
        for left, right, words in lines
        if 0.93 < (float(right) - float(left)) / measure < 1.02
    ]
    assert len(full) > 50
    shown = figures("characters")[name]
    assert median(map(len, full)) == pytest.approx(int(shown), abs=2)
