"""All pages: links lead somewhere, recipes are short, and nothing of a machine is in them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from proofing import ROOT

PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
MACHINE = re.compile(r"/(?:tmp|home|work|Users|root)/|site-packages")
LONGEST_RECIPE = 10  # lines


def anchor(heading: str) -> str:
    """A heading as the web sites that show Markdown make an anchor of it."""
    return re.sub(r"[^\w -]", "", heading.strip().lower()).replace(" ", "-")


def without_code(text: str) -> str:
    return re.sub(r"^(`{3,}).*?^\1$|`[^`\n]*`", "", text, flags=re.M | re.S)


def dead_links(page: Path, text: str) -> list[str]:
    """The links of a page that lead to no file, or to no heading of it."""
    dead = []
    for goal in re.findall(r"\]\(([^)\s]+)\)", without_code(text)):
        if re.match(r"[a-z]+:", goal):
            continue
        name, _, place = goal.partition("#")
        target = (page.parent / name).resolve() if name else page
        headings = re.findall(r"^#+ (.*)$", target.read_text("utf-8"), re.M) if place else []
        if not target.exists() or (place and place not in map(anchor, headings)):
            dead.append(goal)
    return dead


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    assert dead_links(page, page.read_text("utf-8")) == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_nothing_of_a_machine_is_on_a_page(page: Path) -> None:
    assert MACHINE.findall(page.read_text("utf-8")) == []


def test_each_recipe_is_short_and_names_what_exists() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    recipes = re.findall(r"^## Add .*?\n\n(.*?)\n\n", text, re.M | re.S)
    assert len(recipes) == 4
    assert all(len(recipe.splitlines()) < LONGEST_RECIPE for recipe in recipes)
    paths = re.findall(r"`((?:src|tests|docs|tools|layouts)/[\w./-]+)`", text)
    real = [path for path in paths if "NAME" not in path]
    assert len(real) > 8
    assert [path for path in real if not (ROOT / path).exists()] == []


def test_a_dead_link_would_be_seen() -> None:
    page = ROOT / "docs" / "layouts.md"
    assert dead_links(page, "[a](nowhere.md) [b](settings.md#nothing) [c](settings.md#build)") == [
        "nowhere.md",
        "settings.md#nothing",
    ]
