"""`mekong build`: its options and what it prints."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from mekong_print.cli import alone_in, near, show_error, talk
from mekong_print.places import find_root, folders_of, looks_due

if TYPE_CHECKING:
    from mekong_print.commands.build import Outcome, Plan
    from mekong_print.editions import Edition
    from mekong_print.pressroom import Pressroom


@click.command(name="build")
@click.argument("issues", nargs=-1)
@click.option("--layout", "layouts", multiple=True, help="A layout (can be given more than once).")
@click.option("--lang", "langs", multiple=True, help="Only in this language.")
@click.option("--all", "all_layouts", is_flag=True, help="Every layout there is.")
@click.option("--force", is_flag=True, help="Print even what is up to date.")
@click.option(
    "--jobs", "-j", type=click.IntRange(1, 64), help="Presses at work. Default: one a processor."
)
@click.option(
    "--check/--no-check", default=True, help="Stop on errors of the check, or print a draft."
)
@click.option("--standard", default="", help="What PDFs must keep and claim: ua-1+a-3a, or none.")
@click.option("--open", "open_it", is_flag=True, help="Open the PDFs afterwards.")
@click.pass_obj
def command(publication: Path, /, **wishes: Any) -> None:
    """Print ISSUES (numbers, folder names or paths) as PDFs into output/.

    Without ISSUES: every issue whose source, layout, fonts or version changed since
    its PDF was made. One line an edition: issue, layout, pages, size, time, path.
    """
    root = find_root(publication)
    with ExitStack() as stack:
        pressroom = cache(partial(_pressroom, root, stack))
        if wishes["force"] or looks_due(root):  # a press warms up while all else is loaded
            pressroom().warm_up()
        stack.enter_context(alone_in(root))
        made, failed = _build(publication, pressroom, wishes)
    if wishes["open_it"]:
        for edition in made:
            click.launch(str(edition.target))
    if failed:
        raise click.exceptions.Exit(max(one.error.exit_code for one in failed if one.error))


def _pressroom(root: Path, stack: ExitStack) -> Pressroom:
    """A pressroom that is closed with the stack; loaded only when there is work for it."""
    from mekong_print.pressroom import Pressroom
    from mekong_print.render.fonts import FontShelf

    return stack.enter_context(Pressroom(FontShelf(folders_of(root, "fonts"))))


def _build(
    publication: Path, pressroom: Callable[[], Pressroom], wishes: dict[str, Any]
) -> tuple[list[Edition], list[Outcome]]:
    from mekong_print.commands.build import Order, build, plan
    from mekong_print.workshop import open_workshop

    workshop = open_workshop(publication)
    given = {key: value for key, value in wishes.items() if key != "open_it"}
    order = Order(**{**given, "jobs": wishes["jobs"] or 0})
    work = plan(workshop, order)
    made = list(work.current if order.issues else ())
    failed = []
    said: set[object] = set()
    for edition in made:
        click.echo(f"{_name(edition)}  up to date  {near(edition.target)}")
    outcomes = build(workshop, work, pressroom()) if work.tasks else iter(())
    for outcome in _with_progress(work, outcomes):
        made += [outcome.edition] if outcome.error is None else []
        failed += [outcome] if outcome.error else []
        _show(outcome, said)
    _sum_up(work, len(failed))
    return made, failed


def _with_progress(work: Plan, outcomes: Iterator[Outcome]) -> Iterator[Outcome]:
    """A bar on a terminal, while there is more than a moment's work."""
    if not sys.stderr.isatty() or len(work.tasks) < 2:
        yield from outcomes
        return
    from tqdm import tqdm

    with tqdm(total=len(work.tasks), unit=" edition", leave=False, file=sys.stderr) as bar:
        for outcome in outcomes:
            bar.clear()  # the outcome is printed on the bar's line
            yield outcome
            bar.update()
            bar.refresh()


def _name(edition: Edition) -> str:
    matter = edition.source.matter
    return f"{matter.number if matter else edition.source.name:>4}  {edition.name:<9}"


def _show(outcome: Outcome, said: set[object]) -> None:
    """Say what became of an edition; what is wrong with an issue in every layout, once."""
    error = outcome.error
    if error is not None:
        if (error.message, error.findings) not in said:
            show_error(error)
        said.add((error.message, error.findings))
        return
    for finding in outcome.findings:
        if finding not in said or finding.code.startswith("P"):
            click.echo(str(finding), err=True)
        said.add(finding)
    figures = f"{outcome.pages:>3} pages  {outcome.size / 1000:>5.0f} kB  {outcome.seconds:>5.1f} s"
    click.echo(f"{_name(outcome.edition)}  {figures}  {near(outcome.edition.target)}")


def _sum_up(work: Plan, failed: int) -> None:
    if failed:
        talk(f"{failed} of {len(work.tasks)} editions could not be printed; their old PDFs stand.")
    elif not work.tasks:
        talk(f"Nothing to do; up to date: {len(work.current)}.")
