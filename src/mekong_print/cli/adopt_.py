"""`mekong adopt`: its options and what it prints."""

from __future__ import annotations

from pathlib import Path

import click

from mekong_print.cli import near, show_error, talk
from mekong_print.commands.adopt import Refused, Request, Taken, adopt
from mekong_print.workshop import open_workshop


@click.command(name="adopt")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--desk", default="", help="The desk, where the publication has several.")
@click.option("--number", type=click.IntRange(0, 99999), help="Default: guessed from the PDF.")
@click.pass_obj
def command(publication: Path, files: tuple[Path, ...], desk: str, number: int | None) -> None:
    """Take in issues that exist only as PDF: each gets a folder and a sidecar to correct.

    The PDFs themselves are never altered. What had to be guessed is listed.
    """
    workshop = open_workshop(publication)
    failed = 0
    for outcome in adopt(workshop, Request(files, desk, number)):
        match outcome:
            case Taken(sidecar=sidecar, notes=notes):
                click.echo(near(sidecar))
                for note in notes:
                    click.echo(str(note), err=True)
            case Refused(error=error):
                show_error(error)
                failed = max(failed, error.exit_code)
    if failed:
        raise click.exceptions.Exit(failed)
    talk("Read what is marked CHECK against the PDF, mend it, and take the mark away.")
