"""`mekong init`: its options and what it prints."""

from __future__ import annotations

from pathlib import Path

import click

from mekong_print.cli import near, talk
from mekong_print.commands.init import Founding, found


@click.command(name="init")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--name", default="", help="The publication's name. Default: from the folder's.")
@click.option("--desk", default="", help="Its first desk. Default: the publication's name.")
@click.option("--slim", is_flag=True, help="Without copies of the built-in layouts and fonts.")
def command(folder: Path, name: str, desk: str, slim: bool) -> None:  # noqa: FBT001 - a click flag
    """Start a new publication in FOLDER: configuration, layouts, fonts and four samples."""
    made = found(Founding(folder, name, desk, slim))
    click.echo(near(made.resolve()))
    talk(f"Now: cd {folder} && mekong build")
