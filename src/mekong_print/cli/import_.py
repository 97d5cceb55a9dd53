"""`mekong import`: its options and what it prints."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from mekong_print.cli import near, talk
from mekong_print.commands.import_ import Request, read_text, write_source
from mekong_print.workshop import open_workshop


@click.command(name="import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--desk", default="", help="The desk, where the publication has several.")
@click.option("--number", type=click.IntRange(0, 99999), help="Default: the one in the text.")
@click.option("--title", default="", help="Default: the one in the text.")
@click.option("--lang", default="", help="The text's language. Default: the publication's.")
@click.option("--dry-run", is_flag=True, help="Print the source instead of writing it.")
@click.pass_obj
def command(publication: Path, /, **wishes: Any) -> None:
    """Turn the newsletter text in FILE into an issue under issues/.

    Nothing of the text is changed or lost. What had to be assumed is listed.
    """
    dry_run = wishes.pop("dry_run")
    workshop = open_workshop(publication)
    taken = read_text(workshop, Request(**wishes))
    for assumption in taken.assumptions:
        click.echo(str(assumption), err=True)
    if dry_run:
        click.echo(taken.markdown, nl=False)
        return
    click.echo(near(write_source(workshop, taken)))
    talk("Read it through, then run `mekong build`.")
