"""`mekong inspect`: its options and what it prints."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from mekong_print.cli import show_error
from mekong_print.errors import EXIT_FINDINGS, MekongError, UsageError
from mekong_print.pages import PdfFacts
from mekong_print.standards import JUDGED, Verdict, shown

_MM = 25.4 / 72  # millimetres in a point


@click.command(name="inspect")
@click.argument("pdfs", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="One JSON object for each PDF.")
@click.option("--standard", is_flag=True, help="Tell whether they keep the standards they claim.")
@click.option(
    "--against",
    multiple=True,
    metavar="NAME",
    help="Tell whether they keep this standard: ua-1, a-3a, a-2b … (can be given more than once).",
)
def command(pdfs: tuple[Path, ...], **wishes: Any) -> None:
    """Tell what PDFS are, whoever made them.

    Pages, size, outline, labels, language, tags, fonts, ids, attachments, claims. With
    --standard: whether they keep the standards that they claim, and what breaks them.
    """
    if wishes["standard"] or wishes["against"]:
        failed = _judge(pdfs, wishes["against"], as_json=wishes["as_json"])
    else:
        failed = _inspect(pdfs, as_json=wishes["as_json"])
    if failed:
        raise click.exceptions.Exit(failed)


def _judge(pdfs: tuple[Path, ...], against: tuple[str, ...], *, as_json: bool) -> int:
    """Print verdicts; the exit code."""
    from mekong_print.commands.inspect import judge

    failed = 0
    for path, told in judge(pdfs, _standards(against)):
        match told:
            case MekongError():
                show_error(told)
                failed = max(failed, told.exit_code)
                continue
            case verdicts:
                failed = max(failed, EXIT_FINDINGS * any(one.failings for one in verdicts))
        if as_json:
            plain = {"pdf": str(path), "standards": [_plain(one) for one in verdicts]}
            click.echo(json.dumps(plain, ensure_ascii=False))
            continue
        click.echo(str(path))
        for line in _said(verdicts):
            click.echo(f"  {line}")
    return failed


def _standards(against: tuple[str, ...]) -> tuple[str, ...]:
    names = tuple(dict.fromkeys(name.lower() for word in against for name in word.split("+")))
    for name in names:
        if name not in JUDGED:
            message = f"No PDF can be held against “{name}”."
            raise UsageError(message, f"Known are {', '.join(JUDGED)}.")
    return names


def _said(verdicts: tuple[Verdict, ...]) -> Iterator[str]:
    for verdict in verdicts:
        count = len(verdict.failings)
        alike: dict[str, list[str]] = {}
        rules = "1 rule" if count == 1 else f"{count} rules"
        yield f"{shown(verdict.standard)}  {f'broken: {rules}' if count else 'kept'}"
        for one in verdict.failings:
            place = f"{one.at}: " if one.at else ""
            mark = [f"Matterhorn {one.checkpoint}"] if one.checkpoint else []
            alike.setdefault(f"{place}{one.sentence}", []).extend([one.rule, *mark])
        for sentence, marks in alike.items():
            yield f"  {sentence} [{', '.join(dict.fromkeys(marks))}]."


def _plain(verdict: Verdict) -> dict[str, object]:
    failings = [dataclasses.asdict(one) for one in verdict.failings]
    return {"standard": verdict.standard, "kept": not failings, "failings": failings}


def _inspect(pdfs: tuple[Path, ...], *, as_json: bool) -> int:
    """Print facts; the exit code."""
    from mekong_print.commands.inspect import inspect

    failed = 0
    for path in pdfs:
        try:
            facts = inspect(path)
        except MekongError as error:
            show_error(error)
            failed = error.exit_code
            continue
        if as_json:
            click.echo(
                json.dumps({"pdf": str(path), **dataclasses.asdict(facts)}, ensure_ascii=False)
            )
            continue
        click.echo(str(path))
        for name, words in _lines(facts):
            click.echo(f"  {name:<12}{words}")
    return failed


def _lines(facts: PdfFacts) -> Iterator[tuple[str, str]]:
    yield "title", facts.title or "none"
    yield "authors", ", ".join(facts.authors) or "none"
    yield "subject", facts.subject or "none"
    yield "pages", f"{facts.pages}, {_sizes(facts)}"
    yield "labels", _labels(facts)
    yield "language", _language(facts)
    yield "tags", _tags(facts)
    yield "claims", ", ".join(facts.claims) or "none"
    yield "links", str(facts.links)
    yield from _fonts(facts)
    yield from _files(facts)
    yield from _outline(facts)
    yield from _ids(facts)


def _language(facts: PdfFacts) -> str:
    original = facts.metadata.get("mekong:translatedFrom", "")
    return f"{facts.lang or 'none'}{f', translated from {original}' if original else ''}"


def _sizes(facts: PdfFacts) -> str:
    sizes = dict.fromkeys(f"{w * _MM:.0f} × {h * _MM:.0f} mm" for w, h in facts.sizes)
    return ", ".join(sizes)


def _labels(facts: PdfFacts) -> str:
    return f"{facts.labels[0]} to {facts.labels[-1]}" if facts.labels else "none"


def _tags(facts: PdfFacts) -> str:
    if not facts.marked or not facts.tags:
        return "none"
    return ", ".join(f"{count} {name}" for name, count in sorted(facts.tags.items()))


def _fonts(facts: PdfFacts) -> Iterator[tuple[str, str]]:
    for font in facts.fonts:
        how = "subset" if font.subset else "whole"
        yield "font", f"{font.name}, {how if font.embedded else 'NOT embedded'}"


def _files(facts: PdfFacts) -> Iterator[tuple[str, str]]:
    for file in facts.files:
        kind = f", {file.relationship}" if file.relationship else ""
        yield "attachment", f"{file.name}, {file.size} bytes{kind}, SHA-256 {file.sha256}"


def _outline(facts: PdfFacts) -> Iterator[tuple[str, str]]:
    for item in facts.outline:
        page = facts.labels[item.page] if item.page is not None and facts.labels else "nowhere"
        yield "outline", f"{'  ' * item.depth}{item.title}  → {page}"


def _ids(facts: PdfFacts) -> Iterator[tuple[str, str]]:
    for name, page in facts.ids.items():
        where = facts.labels[page] if page is not None and facts.labels else "nowhere"
        yield "id", f"{name}  → {where}"
