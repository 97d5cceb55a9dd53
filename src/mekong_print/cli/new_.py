"""`mekong new`: its options and what it prints."""

from __future__ import annotations

from pathlib import Path

import click

from mekong_print.cli import near, talk
from mekong_print.commands.new import Wish, new_issue
from mekong_print.workshop import open_workshop


@click.command(name="new")
@click.argument("title", default="")
@click.option("--desk", default="", help="The desk, where the publication has several.")
@click.option("--number", type=click.IntRange(0, 99999), help="Default: the desk's next free one.")
@click.pass_obj
def command(publication: Path, title: str, desk: str, number: int | None) -> None:
    """Start the next issue: sections, bylines and bios of the last one, TK for what is to come."""
    target = new_issue(open_workshop(publication), Wish(title, desk, number))
    click.echo(near(target))
    talk("Write where it says TK (to come), then run `mekong build`.")
