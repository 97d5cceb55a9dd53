"""`mekong list`: its options and what it prints."""

from __future__ import annotations

import json
from pathlib import Path

import click

from mekong_print.cli import near, talk
from mekong_print.commands.list import Listed, list_issues
from mekong_print.workshop import open_workshop


@click.command(name="list")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@click.pass_obj
def command(publication: Path, as_json: bool) -> None:  # noqa: FBT001 - a click flag
    """Show the issues and the state of their PDFs: current, changed or missing."""
    desk = ""
    empty = True
    for listed in list_issues(open_workshop(publication)):
        empty = False
        if as_json:
            click.echo(json.dumps(_record(listed), ensure_ascii=False))
            continue
        matter = listed.issue.matter
        if matter and matter.desk != desk:
            desk = matter.desk
            click.echo(desk)
        _show(listed)
    if empty:
        talk("There is no issue yet. Start one with `mekong new` or `mekong import`.")


def _show(listed: Listed) -> None:
    matter = listed.issue.matter
    if matter is None:
        finding = listed.issue.findings[0]
        click.echo(f"   ?  {listed.issue.name}  cannot be read: {finding.message} ({finding.at})")
        return
    day = matter.date or (matter.deadline.date() if matter.deadline else None)
    click.echo(f"{matter.number:>4}  {day or '          '}  {matter.title}")
    for edition in listed.editions:
        pages = f"{edition.pages:>3} pages  {near(edition.target)}" if edition.pages else ""
        click.echo(f"      {edition.layout:<9} {edition.state:<8} {pages}".rstrip())


def _record(listed: Listed) -> dict[str, object]:
    matter = listed.issue.matter
    return {
        "folder": listed.issue.name,
        "desk": matter.desk if matter else None,
        "number": matter.number if matter else None,
        "title": matter.title if matter else None,
        "findings": [str(finding) for finding in listed.issue.findings],
        "editions": [
            {"layout": e.layout, "state": e.state, "pages": e.pages, "pdf": near(e.target)}
            for e in listed.editions
        ],
    }
