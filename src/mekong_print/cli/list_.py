"""`mekong list`: its options and what it prints."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import click

from mekong_print.cli import near, talk
from mekong_print.commands.list import Listed, ListedAdopted, list_issues
from mekong_print.issue_files import issue_date
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
        if listed.told and listed.told.desk != desk:
            desk = listed.told.desk
            click.echo(desk)
        _show(listed)
    if empty:
        talk("There is no issue yet. Start one with `mekong new` or `mekong import`.")


def _show(listed: Listed | ListedAdopted) -> None:
    match listed:
        case Listed(told=None, issue=issue) | ListedAdopted(told=None, issue=issue):
            fault = issue.findings[0]
            click.echo(f"   ?  {issue.name}  cannot be read: {fault.message} ({fault.at})")
        case Listed(told=matter, editions=editions) if matter:
            _head(matter.number, issue_date(matter), matter.title)
            for edition in editions:
                pages = f"{edition.pages:>3} pages  {near(edition.target)}" if edition.pages else ""
                click.echo(f"      {edition.layout:<9} {edition.state:<8} {pages}".rstrip())
        case ListedAdopted(told=sidecar, issue=adopted, findings=findings) if sidecar:
            _head(sidecar.number, sidecar.date, sidecar.title)
            state = "faulty" if findings else "to check" if adopted.to_check else "adopted"
            click.echo(f"      {'PDF':<9} {state:<8} {near(adopted.pdf)}")
            for finding in findings:
                click.echo(f"      {finding.message} ({finding.at})")


def _head(number: int, day: dt.date | None, title: str) -> None:
    click.echo(f"{number:>4}  {day or '          '}  {title}")


def _record(listed: Listed | ListedAdopted) -> dict[str, object]:
    told = listed.told
    common = {
        "folder": listed.issue.name,
        "desk": told.desk if told else None,
        "number": told.number if told else None,
        "title": told.title if told else None,
    }
    match listed:
        case Listed(issue=issue, editions=editions):
            return common | {
                "findings": [str(finding) for finding in issue.findings],
                "editions": [
                    {"layout": e.layout, "state": e.state, "pages": e.pages, "pdf": near(e.target)}
                    for e in editions
                ],
            }
        case ListedAdopted(issue=adopted, findings=findings):
            found = [str(finding) for finding in findings]
            pdf = {"pdf": near(adopted.pdf), "to_check": adopted.to_check}
            return common | {"findings": found, "editions": [], "adopted": pdf}
