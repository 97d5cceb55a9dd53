"""docs/commands.md against the commands: each option, argument and exit code, both ways."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import click
import pytest

from mekong_print.cli import COMMANDS, mekong
from mekong_print.errors import EXIT_CODES

PAGE = Path(__file__).parents[2] / "docs" / "commands.md"
TOP = "The commands"  # the heading above the options of `mekong` itself


def sections(page: str) -> dict[str, str]:
    """The text below each heading."""
    parts = re.split(r"^#+ (.*)\n", page, flags=re.M)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def described(section: str) -> set[str]:
    """The options and arguments in the first cells of a section's table."""
    cells = re.findall(r"^\| (`.*?) \|", section, re.M)
    return {word for cell in cells for word in re.findall(r"`([^`]+)`", cell)}


def real(command: click.Command) -> set[str]:
    """A command's options and arguments, as a person types or reads them."""
    names = set()
    for parameter in command.params:
        match parameter:
            case click.Option():
                names |= {*parameter.opts, *parameter.secondary_opts}
            case click.Argument():
                names.add(str(parameter.name).upper())
    return names


def command_of(name: str) -> click.Command:
    found = mekong.get_command(click.Context(mekong), name)
    assert found is not None
    return found


def codes(section: str) -> dict[int, str]:
    return {int(code): words for code, words in re.findall(r"^\| (\d+) \| (.*?) \|", section, re.M)}


TEXT = sections(PAGE.read_text("utf-8"))


def test_page_has_each_command_in_the_order_of_the_help() -> None:
    named = [title.split()[1] for title in TEXT if title.startswith("mekong ")]
    assert named == list(COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_page_has_what_a_command_takes_and_nothing_else(name: str) -> None:
    assert described(TEXT[f"mekong {name}"]) == real(command_of(name))


def test_page_has_the_options_of_mekong_itself() -> None:
    own = real(mekong) | set(mekong.context_settings["help_option_names"])
    assert described(TEXT[TOP]) == own


@pytest.mark.parametrize("name", COMMANDS)
def test_examples_can_be_typed(name: str) -> None:
    lines = re.findall(r"^\$ mekong (.*)$", TEXT[f"mekong {name}"], re.M)
    assert lines
    for line in lines:
        word, *rest = shlex.split(line)
        assert word == name
        command_of(name).make_context(name, rest)


def test_no_option_is_named_that_does_not_exist() -> None:
    every = set().union(*(real(command_of(name)) for name in COMMANDS), described(TEXT[TOP]))
    assert set(re.findall(r"(?<![\w-])--[a-z][a-z-]*", PAGE.read_text("utf-8"))) <= every


def test_page_has_each_exit_code_with_its_meaning() -> None:
    assert codes(TEXT["Exit codes"]) == EXIT_CODES


def test_help_says_what_each_command_is_for() -> None:
    assert all(COMMANDS[name].endswith(".") and command_of(name).help for name in COMMANDS)


def test_a_forgotten_or_made_up_option_would_be_seen() -> None:
    section = TEXT["mekong build"]
    row = next(line for line in section.splitlines() if "`--force`" in line)
    assert described(section.replace(row, "")) != real(command_of("build"))
    assert described(section + "\n| `--draft` | . |") != real(command_of("build"))
    assert codes(TEXT["Exit codes"] + "\n| 7 | luck | |") != EXIT_CODES
