"""`mekong rules`: its options and what it prints."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import click

from mekong_print.commands.rules import explained, listed
from mekong_print.errors import UsageError
from mekong_print.places import find_root
from mekong_print.style import Rating
from mekong_print.workshop import open_workshop


@click.command(name="rules")
@click.argument("code", required=False)
@click.pass_obj
def command(publication: Path, code: str | None) -> None:
    """List the rules of `mekong check`, or explain the one with this CODE.

    In a publication, with the levels that its mekong.toml gives them.
    """
    levels = levels_in(publication)
    if code:
        explain(code, levels)
        return
    for line in listed(levels):
        click.echo(line)


def explain(code: str, levels: Mapping[str, Rating]) -> None:
    """Print one rule."""
    for line in explained(code, levels):
        click.echo(line)


def levels_in(publication: Path) -> Mapping[str, Rating]:
    """The levels of the publication that we are in, if we are in one."""
    try:
        find_root(publication)
    except UsageError:
        return {}
    return open_workshop(publication).config.levels
