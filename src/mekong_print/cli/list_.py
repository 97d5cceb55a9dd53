"""`mekong list`: its options and what it prints."""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mekong_print.cli import near, talk
from mekong_print.commands.list import (
    EditionState,
    Listed,
    ListedAdopted,
    ListedTranslation,
    list_issues,
)
from mekong_print.issue_files import issue_date
from mekong_print.workshop import open_workshop

if TYPE_CHECKING:
    from mekong_print.translated import Standing
    from mekong_print.translation.delays import Delay


@click.command(name="list")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@click.option("--paragraphs", is_flag=True, help="Name each that a translation is behind with.")
@click.pass_obj
def command(publication: Path, as_json: bool, paragraphs: bool) -> None:  # noqa: FBT001 - a click flag
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
        for translation in listed.translations if isinstance(listed, Listed) else ():
            _show_translation(translation, paragraphs=paragraphs)
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
                _show_edition(edition, "      ")
        case ListedAdopted(told=sidecar, issue=adopted, findings=findings) if sidecar:
            _head(sidecar.number, sidecar.date, sidecar.title)
            state = "faulty" if findings else "to check" if adopted.to_check else "adopted"
            click.echo(f"      {'PDF':<9} {state:<8} {near(adopted.pdf)}")
            for finding in findings:
                click.echo(f"      {finding.message} ({finding.at})")


def _show_edition(edition: EditionState, indent: str) -> None:
    pages = f"{edition.pages:>3} pages  {near(edition.target)}" if edition.pages else ""
    click.echo(f"{indent}{edition.layout:<9} {edition.state:<8} {pages}".rstrip())


def _show_translation(listed: ListedTranslation, *, paragraphs: bool) -> None:
    """A translation: how far it is, and its PDFs."""
    matter, standing = listed.issue.matter, listed.standing
    title = f"  {matter.title}" if matter else ""
    if standing is None:
        for finding in listed.findings:
            click.echo(f"      {listed.lang:<9} cannot be read: {finding.message} ({finding.at})")
        return
    click.echo(f"      {listed.lang:<9} {_how_far(standing)}{title}")
    for finding in listed.findings if paragraphs else ():
        click.echo(f"        {finding.at}  {finding.message} {finding.hint}")
    for edition in listed.editions:
        _show_edition(edition, "        ")


def _how_far(standing: Standing) -> str:
    """A translation's state: `3 of 40 paragraphs older`."""
    if standing.unknown:
        return "state unknown"
    counted = Counter(_STATES[delay.sort] for delay in standing.delays)
    first, *others = [f"{number} {state}" for state, number in sorted(counted.items())] or [""]
    if not first:
        return "up to date"
    number, _, state = first.partition(" ")
    return ", ".join((f"{number} of {standing.paragraphs} paragraphs {state}", *others))


# In the order of the alphabet, which is that of the line.
_STATES = {
    "changed": "older",
    "new": "older",
    "gone": "older",
    "missing": "missing",
    "uneven": "to look at",
    "untranslated": "to translate",
}


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
        case Listed(issue=issue, lang=lang, editions=editions, translations=translations):
            return common | {
                "findings": [str(finding) for finding in issue.findings],
                "lang": lang,
                "editions": _records(editions),
                "translations": [_record_of(one) for one in translations],
            }
        case ListedAdopted(issue=adopted, findings=findings):
            found = [str(finding) for finding in findings]
            pdf = {"pdf": near(adopted.pdf), "to_check": adopted.to_check}
            return common | {"findings": found, "editions": [], "adopted": pdf}


def _records(editions: tuple[EditionState, ...]) -> list[dict[str, object]]:
    return [
        {"layout": e.layout, "state": e.state, "pages": e.pages, "pdf": near(e.target)}
        for e in editions
    ]


def _record_of(listed: ListedTranslation) -> dict[str, object]:
    """A translation; `older` and so on name line and column in both files."""
    matter, standing = listed.issue.matter, listed.standing
    known = standing is not None and standing.unknown is None
    return {
        "lang": listed.lang,
        "file": near(listed.issue.path),
        "title": matter.title if matter else None,
        "findings": [str(finding) for finding in listed.findings],
        "editions": _records(listed.editions),
        "paragraphs": standing.paragraphs if standing else None,
        "behind": [_behind(delay) for delay in standing.delays] if standing and known else None,
    }


def _behind(delay: Delay) -> dict[str, object]:
    there = delay.there
    return {
        "sort": delay.sort,
        "id": delay.place,
        "line": delay.at.line,
        "original_line": there.at.line if there else None,
        "original": there.opening if there else None,
    }
