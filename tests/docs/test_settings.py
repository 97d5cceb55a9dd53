"""docs/settings.md against the values of config.py: each key, its default and its example."""

from __future__ import annotations

import re
import tomllib
from dataclasses import MISSING, Field, fields
from pathlib import Path
from typing import get_args, get_type_hints

import pytest

from mekong_print import config, style, typed
from mekong_print.check.registry import all_rules
from mekong_print.errors import SourceError
from mekong_print.glossary import Entry, Glossary
from mekong_print.languages import LANGUAGES
from mekong_print.limits import IssueLimits
from mekong_print.parse.front import read_head
from mekong_print.workshop import read_config

PAGE = (Path(__file__).parents[2] / "docs" / "settings.md").read_text("utf-8")
TABLES = {
    "publication": config.Publication,
    "desks": config.Desk,
    "build": config.BuildSettings,
    "volumes": config.VolumeSettings,
    "style": style.Style,
    "limits": IssueLimits,
    "countries": style.Country,
    "waivers": style.Waiver,
    "entries": Entry,
    "The front matter of an issue": config.FrontMatter,
}
FREE = {"retired", "levels", "never_print"}  # tables whose keys are the editor's own


def rows_below(heading: str, page: str = PAGE) -> dict[str, list[str]]:
    """The table below a heading: key → the other cells."""
    section = re.split(rf"^##+ {heading}$", page, flags=re.M)[1].split("\n#")[0]
    lines = [line for line in section.splitlines() if line.startswith("| `")]
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    return {key.strip("`"): rest for key, *rest in cells}


def default_of(field: Field[object]) -> str:
    """A field's default as the page writes it."""
    if field.default is MISSING:
        return "must be there"
    if isinstance(field.default, tuple) and field.default:
        return f"`{list(field.default)}`".replace("'", '"')
    if isinstance(field.default, bool):
        return f"`{field.default}`".lower()
    return f"`{field.default}`" if field.default else "nothing"


def example(language: str, index: int = 0) -> str:
    return re.findall(rf"^```{language}\n(.*?)^```", PAGE, re.M | re.S)[index]


@pytest.mark.parametrize(("heading", "cls"), TABLES.items())
def test_page_has_each_key_with_its_default_and_no_other(heading: str, cls: type) -> None:
    shown = {key: cells[0] for key, cells in rows_below(heading).items()}
    assert shown == {field.name: default_of(field) for field in fields(cls)}


def test_every_table_of_the_configuration_is_on_the_page() -> None:
    of_others = {"entries", list(TABLES)[-1]}
    known = {field.name for field in fields(config.Config)}
    assert known - FREE == TABLES.keys() - of_others
    assert [name for name in FREE if f"### {name}\n" not in PAGE] == []


@pytest.mark.parametrize("heading", TABLES)
def test_each_example_stands_in_the_whole_one(heading: str) -> None:
    lines = (example("toml") + example("toml", 1) + example("yaml")).splitlines()
    for key, cells in rows_below(heading).items():
        assert re.match(rf"`{key}\b", cells[2])
        assert cells[2].strip("`") in lines


def test_whole_configuration_is_read_with_every_key_set() -> None:
    read = read_config(example("toml").encode())
    assert all(getattr(read.publication, field.name) for field in fields(config.Publication))
    assert [desk.prefix for desk in read.desks] == ["", "pacific"]
    assert read.build.layouts == ("briefing", "phone")
    for field in fields(config.VolumeSettings):
        assert any(getattr(volume, field.name) for volume in read.volumes.values()), field.name
    assert list(read.retired) == ["017-boats-for-sale"]
    assert read.never_print == ("Sok Dara", "+855 12 345 678")
    assert read.limits != IssueLimits()
    assert read.levels.keys() <= {rule.code for rule in all_rules()}
    for row in (*read.countries, *read.waivers):
        assert all(getattr(row, field.name) for field in fields(row))


def test_whole_glossary_is_read_with_every_key_set() -> None:
    read = typed.read(Glossary, tomllib.loads(example("toml", 1)))
    assert read.value is not None, read.misfits
    entries = [entry for _, entry in read.value.entries()]
    assert len(entries) == 3
    assert all(any(getattr(one, field.name) for one in entries) for field in fields(Entry))


def test_page_names_every_value_that_a_style_can_have() -> None:
    shown = rows_below("style")
    for name, hint in get_type_hints(style.Style).items():
        for value in get_args(hint):
            assert f"`{value}`" in f"{shown[name]}", (name, value)


def test_page_names_every_language() -> None:
    shown = rows_below("publication")["language"][1]
    assert [code for code in LANGUAGES if f"`{code}`" not in shown] == []


def test_whole_front_matter_is_read_with_every_key_set() -> None:
    head = read_head(example("yaml"), "issue.md")
    assert head.findings == ()
    assert all(getattr(head.matter, field.name) for field in fields(config.FrontMatter))


@pytest.mark.parametrize("code", ["en", "vi", "km-KH", "xx"])
def test_only_languages_with_digits_of_their_own_can_be_set_in_them(code: str) -> None:
    text = f'[publication]\nname = "A"\nnative_digits = ["km", "{code}"]\n[[desks]]\nname = "A"\n'
    with pytest.raises(SourceError) as refused:
        read_config(text.encode())
    assert "known are km, lo, my, th" in str(refused.value.findings[0])


def test_a_forgotten_key_would_be_seen() -> None:
    row = next(line for line in PAGE.splitlines() if line.startswith("| `url`"))
    assert "url" not in rows_below("publication", PAGE.replace(row, ""))
