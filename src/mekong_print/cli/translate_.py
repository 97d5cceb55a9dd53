"""`mekong translate`: its options and what it prints."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from mekong_print.cli import near, talk
from mekong_print.commands.translate import Wish, mark, start
from mekong_print.errors import UsageError
from mekong_print.workshop import open_workshop


@click.command(name="translate")
@click.argument("issue")
@click.argument("lang")
@click.option("--done", is_flag=True, help="Mark it as brought up to date with the original.")
@click.option("--line", "lines", multiple=True, type=int, help="With --done: only this line of it.")
@click.pass_obj
def command(publication: Path, /, **wishes: Any) -> None:
    """Start a translation of ISSUE into LANG (such as km): a copy, ready to be written over.

    It lies beside the original, as issue.LANG.md. With --done, an existing one is marked.
    """
    workshop = open_workshop(publication)
    wish = Wish(wishes["issue"], wishes["lang"], wishes["lines"])
    if not wishes["done"]:
        if wish.lines:
            raise UsageError("--line goes with --done.", "Add --done.")
        target = start(workshop, wish)
        click.echo(near(target))
        talk("Write it over paragraph by paragraph; `mekong list` counts what is left.")
        return
    marked = mark(workshop, wish)
    click.echo(near(marked.lineage))
    left = f"{len(marked.left)} left; `mekong check` names them" if marked.left else "up to date"
    talk(f"{marked.made_up_for} marked, {left}.")
