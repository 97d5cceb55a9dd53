"""`mekong import`: a newsletter's plain text becomes an issue's source."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from mekong_print.adopted import numbers_of
from mekong_print.commands.new import desk_of, folder_for
from mekong_print.errors import SourceError, UsageError
from mekong_print.files import read_bytes, write_whole
from mekong_print.findings import Finding
from mekong_print.intake import Imported, Wishes, read_newsletter
from mekong_print.issue_files import all_issues
from mekong_print.workshop import ISSUE_FILE, LARGEST_SOURCE, Workshop


@dataclass(frozen=True, slots=True)
class Request:
    """What was asked for; what is empty is read from the text or assumed."""

    file: Path
    desk: str = ""
    number: int | None = None
    title: str = ""
    lang: str = ""


@dataclass(frozen=True, slots=True)
class Taken:
    """What an import made: the source's text, where it goes, and what was assumed."""

    markdown: str
    target: Path
    assumptions: tuple[Finding, ...]


def read_text(workshop: Workshop, request: Request) -> Taken:
    """Read a newsletter's text. Raises UsageError or SourceError; writes nothing."""
    desk = desk_of(workshop, request.desk)
    every = (issue.matter for issue in all_issues(workshop))
    taken = {one.number for one in every if one and one.desk == desk.name}
    taken |= numbers_of(workshop, desk.name)
    wishes = Wishes(
        desk=desk.name,
        number=request.number,
        title=request.title,
        lang=request.lang or workshop.config.publication.language,
        next_number=max(taken, default=0) + 1,
    )
    shown = request.file.name
    imported: Imported = read_newsletter(
        read_bytes(request.file, str(request.file), LARGEST_SOURCE), shown, wishes
    )
    if imported.errors:
        raise SourceError(f"{shown} cannot be imported.", "", imported.errors)
    folder = folder_for(workshop, desk, imported.number, imported.title)
    return Taken(imported.markdown, folder / ISSUE_FILE, imported.assumptions)


def write_source(workshop: Workshop, taken: Taken) -> Path:
    """Write the source; an issue that is there already stands as it is. Raises UsageError."""
    if taken.target.exists():
        hint = "Delete or rename its folder first, or give another --number or --title."
        raise UsageError(f"{workshop.shown(taken.target)} is there already.", hint)
    write_whole(taken.target, taken.markdown.encode())
    return taken.target
