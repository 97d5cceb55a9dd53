"""`mekong volume`: its options and what it prints."""

from __future__ import annotations

import re
from collections import Counter
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from mekong_print.cli import alone_in, near, show_error, talk
from mekong_print.places import find_root, folders_of

if TYPE_CHECKING:
    from mekong_print.commands.volume import Bench, VolumeOutcome
    from mekong_print.gathering import Wanted

_UNITS = {"": 1, "k": 1_000, "kb": 1_000, "m": 1_000_000, "mb": 1_000_000, "gb": 1_000_000_000}
_SHOWN = 12  # changes that are printed; the rest is counted
_NAMED = 3  # issues that are named beside a change


class Size(click.ParamType[int]):
    """A size of a file, such as 10MB: in bytes."""

    name = "size"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> int:
        """Bytes; fails for what is no size."""
        found = re.fullmatch(r"(\d{1,6}(?:\.\d{1,3})?) ?([a-z]{0,2})", str(value).lower())
        if found is None or found[2] not in _UNITS:
            self.fail(f"“{value}” is no size; write 10MB or 500kB.", param, ctx)
        size = int(float(found[1]) * _UNITS[found[2]])
        if size < 1:
            self.fail("a file cannot be that small.", param, ctx)
        return size


@click.command(name="volume")
@click.argument("names", nargs=-1)
@click.option("--desk", default="", help="Only issues of this desk.")
@click.option("--layout", default="", help="The layout of issues and volume.")
@click.option("--recto/--no-recto", default=None, help="Begin each issue on a right-hand page.")
@click.option(
    "--by", type=click.Choice(["month", "quarter", "desk"]), help="A file for each of them."
)
@click.option("--max-size", type=Size(), help="Files of at most this size: 10MB.")
@click.option("--skip-unreadable", is_flag=True, help="Bind the rest, and name what is lacking.")
@click.option("--force", is_flag=True, help="Bind even what is up to date.")
@click.option(
    "--jobs", "-j", type=click.IntRange(1, 64), help="Presses at work. Default: one a processor."
)
@click.option("--standard", default="", help="What it must keep and claim: ua-1+a-3a, or none.")
@click.option("--open", "open_it", is_flag=True, help="Open the volumes afterwards.")
@click.pass_obj
def command(publication: Path, /, **wishes: Any) -> None:
    """Bind issues into archive volumes, in output/volumes/.

    NAMES are years (2025) or volumes that mekong.toml names; without NAMES all of the
    latter. Issues that are missing or out of date are printed first. One line a file:
    volume, layout, issues, pages, size, time, path.
    """
    from mekong_print.commands.volume import Bench, Order, choose
    from mekong_print.editions import Fingerprints
    from mekong_print.pressroom import Pressroom
    from mekong_print.render.fonts import FontShelf
    from mekong_print.workshop import open_workshop

    root = find_root(publication)
    open_it = wishes.pop("open_it")
    chosen = {key: value for key, value in wishes.items() if value is not None}
    order = Order(**chosen)
    workshop = open_workshop(publication)
    volumes = choose(workshop, order)
    made: list[VolumeOutcome] = []
    failed = 0
    with ExitStack() as stack:
        room = stack.enter_context(Pressroom(FontShelf(folders_of(root, "fonts"))))
        stack.enter_context(alone_in(root))
        bench = Bench(workshop, order, room, Fingerprints(workshop, order.standard))
        for wanted in volumes:
            failed = max(failed, _bind(bench, wanted, made))
    if open_it:
        for outcome in made:
            click.launch(str(outcome.sheaf.target))
    if failed:
        raise click.exceptions.Exit(failed)


def _bind(bench: Bench, wanted: Wanted, made: list[VolumeOutcome]) -> int:
    """Bind one volume and say so; the exit code of what stopped it, or 0."""
    from mekong_print.commands.volume import bind_volume, print_issues
    from mekong_print.errors import MekongError, SourceError

    worst = 0
    try:
        for printed in print_issues(bench, wanted):
            if printed.error is not None:
                show_error(printed.error)
                worst = max(worst, printed.error.exit_code)
            else:
                talk(f"Printed {near(printed.edition.target)}")
        for outcome in bind_volume(bench, wanted):
            made.append(outcome)
            _show(outcome)
            if outcome.sheaf.absent:
                worst = max(worst, SourceError.exit_code)
    except MekongError as error:
        show_error(error)
        return max(worst, error.exit_code)
    return worst


def _show(outcome: VolumeOutcome) -> None:
    """A line on standard output; on standard error what was changed, and what is lacking."""
    from mekong_print.claiming import told

    sheaf = outcome.sheaf
    for absent in sheaf.absent:
        click.echo(f"{sheaf.name}: without {absent.name}: {absent.reason}", err=True)
    _show_changes(outcome)
    for verdict in outcome.lost:
        for sentence in told(verdict):
            click.echo(f"{sheaf.name}: claims no {sentence}", err=True)
    for finding in outcome.findings:
        click.echo(finding, err=True)
    for path in outcome.left_over:
        click.echo(f"{near(path)} is of an earlier cut; delete it if nobody needs it.", err=True)
    count = len(sheaf.parts)
    issues = f"{count:>3} issue{'s' if count != 1 else ' '}"
    figures = f"{issues}  {outcome.pages:>4} pages  {outcome.size / 1e6:>5.1f} MB"
    state = "up to date" if outcome.current else f"{outcome.seconds:>8.1f} s"
    place = f" ({sheaf.piece[0]} of {sheaf.piece[1]})" if sheaf.piece else ""
    click.echo(f"{sheaf.name}{place}  {sheaf.layout:<9} {figures}  {state}  {near(sheaf.target)}")


def _show_changes(outcome: VolumeOutcome) -> None:
    """What binding did not leave as it was: renamed names are counted, all else is told once."""
    name = outcome.sheaf.name
    told: dict[tuple[str, str], list[str]] = {}
    for change in outcome.changes:
        if change.kind != "renamed":
            told.setdefault((change.kind, change.what), []).append(change.part)
    for (kind, what), parts in list(told.items())[:_SHOWN]:
        whose = ", ".join(part for part in dict.fromkeys(parts[:_NAMED]) if part)
        more = f" and {len(parts) - _NAMED} more" if len(parts) > _NAMED else ""
        click.echo(f"{name}: {kind}: {what}" + f" ({whose}{more})" * bool(whose), err=True)
    if len(told) > _SHOWN:
        click.echo(f"{name}: and {len(told) - _SHOWN} more; all are in its manifest.", err=True)
    renamed = Counter(change.part for change in outcome.changes if change.kind == "renamed")
    if renamed:
        words = f"{sum(renamed.values())} names in {len(renamed)} issues"
        talk(f"{name}: renamed {words}, so that none stands twice; all are in the manifest.")
