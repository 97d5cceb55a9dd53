"""`mekong fonts`: its options and what it prints."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import click

from mekong_print.cli import talk
from mekong_print.commands.fonts import Family, families, faults, lacking
from mekong_print.errors import EXIT_FINDINGS, UsageError
from mekong_print.places import built_in, find_root
from mekong_print.report.machines import as_json as as_record
from mekong_print.workshop import folders_within, open_workshop


@click.command(name="fonts")
@click.argument("issues", nargs=-1)
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@click.pass_obj
def command(publication: Path, issues: tuple[str, ...], as_json: bool) -> None:  # noqa: FBT001 - a click flag
    """List the fonts that pages can be set in, or tell what they lack for some ISSUES.

    For each family its styles, the scripts that all of them cover, and the licence. Outside
    a publication, the fonts that come with mekong-print.
    """
    shelf = _shelf(publication)
    found = [*lacking(open_workshop(publication), issues)] if issues else [*faults(shelf)]
    for family in () if issues else families(shelf):
        click.echo(json.dumps(asdict(family), ensure_ascii=False) if as_json else _line(family))
    for finding in found:
        click.echo(as_record(finding) if as_json else str(finding), err=not issues)
    if found:
        raise click.exceptions.Exit(EXIT_FINDINGS)
    if issues:
        talk("The fonts have every letter.")


def _shelf(publication: Path) -> tuple[Path, ...]:
    """The folders of fonts of the publication that we are in, if we are in one."""
    try:
        return folders_within(find_root(publication), "fonts")
    except UsageError:
        return (built_in("fonts"),)


def _line(family: Family) -> str:
    styles, scripts = ", ".join(family.styles), "; ".join(family.scripts) or "signs only"
    return f"{family.name:<20} {family.licence:<8} {styles}\n{'':<20} {'':<8} {scripts}"
