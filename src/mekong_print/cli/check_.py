"""`mekong check`: its options and what it prints."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import click

from mekong_print import __version__
from mekong_print.checking import Checked, ProofDesk, titles
from mekong_print.cli import near, show_error, talk
from mekong_print.cli.rules_ import explain, levels_in
from mekong_print.commands.check import (
    Order,
    check,
    house_findings,
    mend,
    open_desk,
    wanted_by,
    write,
)
from mekong_print.errors import EXIT_BUG, EXIT_FINDINGS, MekongError, UsageError
from mekong_print.findings import LEVELS, Finding, Level, at_least
from mekong_print.report.excerpt import excerpt
from mekong_print.sources import Source
from mekong_print.workshop import open_workshop

_LINE_END = re.compile(r"\r\n|\r|\n")
FORMATS = ("text", "json", "github", "sarif")
_COLOURS: dict[Level, str] = {"error": "red", "warning": "yellow", "note": "cyan"}


@click.command(name="check")
@click.argument("issues", nargs=-1)
@click.option("--lang", "langs", multiple=True, help="Only in this language.")
@click.option("--format", "form", type=click.Choice(FORMATS), default="text", help="The output.")
@click.option("--select", multiple=True, help="Only these: codes (Q21) or families (Q), by commas.")
@click.option("--ignore", multiple=True, help="All but these: codes or families.")
@click.option("--statistics", is_flag=True, help="Count the findings instead of listing them.")
@click.option("--diff", is_flag=True, help="Show what --fix would change, and write nothing.")
@click.option("--fix", is_flag=True, help="Mend what cannot change the meaning; list the rest.")
@click.option("--explain", metavar="CODE", help="Explain a rule and do nothing else.")
@click.option(
    "--fail-on",
    type=click.Choice(tuple(reversed(LEVELS))),
    default="error",
    help="Exit with 1 from this level on. Default: error.",
)
@click.pass_obj
def command(publication: Path, /, **wishes: Any) -> None:
    """Read ISSUES (numbers, folder names or paths) like a sub-editor, and say what to mend.

    Without ISSUES: all of them. Findings come in reading order, each with its place, its
    code and what to do. What ends with .pdf is a finished PDF, whoever made it.
    """
    if wishes["explain"]:
        explain(wishes["explain"], levels_in(publication))
        return
    if wishes["statistics"] and wishes["form"] != "text":
        raise UsageError("--statistics are text.", "Leave --format out.")
    pdfs = [word for word in wishes["issues"] if word.lower().endswith(".pdf")]
    names = tuple(word for word in wishes["issues"] if word not in pdfs)
    order = Order(names, wishes["langs"], wishes["select"], wishes["ignore"])
    if pdfs and (wishes["diff"] or wishes["fix"]):
        raise UsageError("A PDF cannot be mended.", "Mend the issue, and build it again.")
    desk = open_desk(open_workshop(publication)) if names or not pdfs else None
    if desk and wishes["diff"]:
        _show_diff(desk, order)
        return
    if desk and wishes["fix"]:
        _mend(desk, order)
    refused = _finish(_read(desk, order, pdfs), wishes)
    if refused:
        raise click.exceptions.Exit(refused)


@dataclass(frozen=True, slots=True)
class _Reading:
    """All that was read: issues and PDFs, what is wrong with the house, and what was refused."""

    checked: list[Checked]
    of_house: list[Finding]
    refusals: list[MekongError]

    @property
    def findings(self) -> tuple[Finding, ...]:
        return (*self.of_house, *(found for one in self.checked for found in one.findings))

    @property
    def told(self) -> str:
        """What was read, to be said where nothing is wrong with it."""
        pdfs = sum(one.issue.path.suffix.lower() == ".pdf" for one in self.checked)
        issues = len(self.checked) - pdfs
        parts = [f"{issues} issue{'s' * (issues != 1)}"] * bool(issues or not pdfs)
        return " and ".join(parts + [f"{pdfs} PDF{'s' * (pdfs != 1)}"] * bool(pdfs))


def _read(desk: ProofDesk | None, order: Order, pdfs: list[str]) -> _Reading:
    checked = list(check(desk, order)) if desk else []
    of_house = house_findings(desk, order, checked) if desk else []
    refusals: list[MekongError] = []
    if pdfs:
        from mekong_print.reviewing import read_pdf

        wanted = wanted_by(order)
        for name in pdfs:
            try:
                checked.append(read_pdf(Path(name), wanted))
            except MekongError as refusal:
                refusals.append(refusal)
    return _Reading(checked, of_house, refusals)


def _finish(read: _Reading, wishes: dict[str, Any]) -> int:
    """Print what was found; the exit code of what was refused, if anything was."""
    if wishes["statistics"]:
        _show_statistics(read.findings, sum(one.words for one in read.checked))
    else:
        _show(wishes["form"], read.checked, read.of_house)
    crashed = _show_crashes(read.checked)
    sys.stdout.flush()
    for refusal in read.refusals:
        show_error(refusal)
    if not read.findings and not crashed and read.checked:
        talk(f"Nothing to mend in {read.told}.")
    if crashed:
        raise click.exceptions.Exit(EXIT_BUG)
    if read.refusals:
        return max(refusal.exit_code for refusal in read.refusals)
    return EXIT_FINDINGS if at_least(read.findings, wishes["fail_on"]) else 0


def _mend(desk: ProofDesk, order: Order) -> None:
    for mending in mend(desk, order):
        write(mending)
        if mending.places:
            places = f"{mending.places} place{'s' * (mending.places != 1)}"
            talk(f"{mending.shown}: {places} mended.")


def _show_diff(desk: ProofDesk, order: Order) -> None:
    from difflib import unified_diff

    for mending in mend(desk, order):
        before, after = (_LINE_END.split(text.decode()) for text in (mending.before, mending.after))
        names = f"a/{mending.shown}", f"b/{mending.shown}"
        for line in unified_diff(before, after, *names, lineterm=""):
            click.echo(line)


def _show(form: str, checked: list[Checked], of_house: list[Finding]) -> None:
    if form == "text":
        for finding in of_house:
            _show_finding(finding, None)
        for one in checked:
            for finding in one.findings:
                _show_finding(finding, one.source)
        return
    from mekong_print.report import machines

    found = [*of_house, *(f for one in checked for f in _from_here(one))]
    if form == "sarif":
        click.echo(machines.as_sarif(found, titles(), __version__))
        return
    for finding in found:
        words = titles().get(finding.code, "")
        line = machines.as_json(finding)
        click.echo(line if form == "json" else machines.as_github(finding, words))


def _from_here(one: Checked) -> Iterable[Finding]:
    """Findings with the file as seen from where the user is, which is what machines look for."""
    file = near(one.issue.path)
    for finding in one.findings:
        yield replace(finding, at=replace(finding.at, file=file))


def _show_finding(finding: Finding, source: Source | None) -> None:
    colour = _COLOURS[finding.level]
    place = click.style(str(finding.at), bold=True)
    level = click.style(finding.level, fg=colour, bold=True)
    click.echo(f"{place}: {level} {finding.code}: {finding.message}")
    if source:
        line, start = source.line(finding.at.line), finding.at.column - 1
        end = finding.end if finding.end and finding.end.line == finding.at.line else None
        far = len(line) if finding.end and not end else start + 1
        shown = excerpt(line, start, end.column - 1 if end else far)
        click.echo(f"    {shown.line}")
        click.echo(f"    {click.style(shown.sign, fg=colour)}")
    if finding.hint:
        click.echo(f"    {finding.hint}")


def _show_statistics(findings: tuple[Finding, ...], words: int) -> None:
    from mekong_print.report.statistics import counted, summed

    for line in counted(findings, titles()):
        click.echo(line)
    click.echo(summed(findings, words))


def _show_crashes(checked: list[Checked]) -> bool:
    """Name the rules that failed, each once."""
    crashes = {crash.code: crash for one in checked for crash in one.crashes}
    for crash in crashes.values():
        click.echo(crash.trace, err=True)
        click.echo(f"The rule {crash.code} ({crash.name}) failed, and found nothing.", err=True)
    if crashes:
        sys.stdout.flush()
        click.echo("This is a bug in mekong-print, not in your issue. Please report it.", err=True)
    return bool(crashes)
