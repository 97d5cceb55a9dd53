"""`mekong verify`: its options and what it prints."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mekong_print.cli import near, show_error
from mekong_print.errors import EXIT_FINDINGS, MekongError
from mekong_print.places import folders_of

if TYPE_CHECKING:
    from mekong_print.commands.verify import Verdict
    from mekong_print.pressroom import Pressroom
    from mekong_print.workshop import Workshop


@click.command(name="verify")
@click.argument("names", nargs=-1)
@click.option("--rebuild", is_flag=True, help="Make each again from its sources and compare.")
@click.pass_obj
def command(publication: Path, names: tuple[str, ...], rebuild: bool) -> None:  # noqa: FBT001 - a click flag
    """Tell whether PDFs are still the ones that were made.

    NAMES are volumes (2025), issues (22) or paths of PDFs; without NAMES all in output/.
    Each is held against the manifest beside it. One line a file.
    """
    from mekong_print.commands.verify import find_pdfs
    from mekong_print.workshop import open_workshop

    workshop = open_workshop(publication)
    worst = 0
    with ExitStack() as stack:
        room = _pressroom(workshop, stack) if rebuild else None
        for pdf in find_pdfs(workshop, names):
            worst = max(worst, _judge(workshop, pdf, room))
    if worst:
        raise click.exceptions.Exit(worst)


def _pressroom(workshop: Workshop, stack: ExitStack) -> Pressroom:
    from mekong_print.pressroom import Pressroom
    from mekong_print.render.fonts import FontShelf

    return stack.enter_context(Pressroom(FontShelf(folders_of(workshop.root, "fonts"))))


def _judge(workshop: Workshop, pdf: Path, room: Pressroom | None) -> int:
    """Say what became of one PDF; the exit code that it asks for."""
    from mekong_print.commands.verify import rebuild, verify

    try:
        verdict = verify(pdf)
        if room is not None:
            verdict = rebuild(workshop, verdict, room)
    except MekongError as error:
        show_error(error)
        return error.exit_code
    _show(verdict)
    return EXIT_FINDINGS if verdict.faults else 0


def _show(verdict: Verdict) -> None:
    if not verdict.faults:
        how = "whole, and made again byte for byte" if verdict.rebuilt else "whole"
        click.echo(f"{near(verdict.pdf)}  {how}")
    for fault in verdict.faults:
        click.echo(f"{near(verdict.pdf)}  NOT AS IT WAS MADE: {fault}")
