"""`mekong show`: its options and what it prints."""

from __future__ import annotations

from pathlib import Path

import click

from mekong_print.commands.show import outline, read_issue, record
from mekong_print.findings import errors_of
from mekong_print.workshop import open_workshop


@click.command(name="show")
@click.argument("issue")
@click.option("--lang", default="", help="The translation into this language.")
@click.option("--json", "as_json", is_flag=True, help="The record, by docs/record.schema.json.")
@click.pass_obj
def command(publication: Path, issue: str, lang: str, as_json: bool) -> None:  # noqa: FBT001 - a click flag
    """Print the tree of ISSUE (a number, a folder name or a path), with its source lines."""
    tree, findings = read_issue(open_workshop(publication), issue, lang)
    if as_json:
        click.echo(record(tree).decode())
    else:
        for line in outline(tree):
            click.echo(line)
    for finding in findings:
        click.echo(str(finding), err=True)
    if errors_of(findings):
        raise click.exceptions.Exit(3)
