"""What the PDF of an issue says of itself: imprint, ids and outline, taken from the tree."""

from __future__ import annotations

import datetime as dt
import os
from dataclasses import replace

from mekong_print import __version__, typed
from mekong_print.document import Byline, Issue, Section
from mekong_print.editions import Edition
from mekong_print.ids import issue_key
from mekong_print.pages import Attachment, Imprint
from mekong_print.render.job import Rendered
from mekong_print.walk import nodes, plain
from mekong_print.workshop import Workshop

RECORD_NAME = "issue.json"


def ids_of(issue: Issue) -> tuple[str, ...]:
    """The ids that a PDF of the issue can be linked to by."""
    articles = (article for section in issue.sections for article in section.articles)
    return (*(section.id for section in issue.sections), *(article.id for article in articles))


def key_of(issue: Issue) -> str:
    """What tells an issue, in its language, from all others of a publication."""
    return issue_key(issue.desk, issue.number, issue.lang if issue.translated_from else "")


def outline_of(issue: Issue) -> tuple[str, ...]:
    """The titles in the outline, in reading order."""
    titles: list[str] = []
    for section in issue.sections:
        titles.append(plain(section.title))
        titles += [plain(article.headline) for article in section.articles]
    return tuple(titles)


def imprint_of(workshop: Workshop, issue: Issue, edition: Edition) -> Imprint:
    """All that the PDF of an issue says of itself, but for how it was made."""
    publication = workshop.config.publication
    names = (name for byline in nodes(issue, Byline) for name in byline.names)
    record = Attachment(
        name=f"{issue.prefix}{RECORD_NAME}",
        content=typed.to_json(issue),
        media_type="application/json",
        description="The issue as a tree: its text, structure and places in the source",
    )
    return Imprint(
        title=issue.title,
        lang=issue.lang,
        authors=tuple(dict.fromkeys(names)),
        subject=issue.subtitle,
        keywords=tuple(dict.fromkeys(_keywords(issue.sections))),
        publication=publication.name,
        publisher=publication.publisher,
        desk=issue.desk,
        number=issue.number,
        layout=edition.layout,
        date=issue.date or (issue.deadline.date() if issue.deadline else None),
        moment=moment_of(issue),
        attachments=(record,),
        edition=1 + len(issue.corrections),
        translated_from=issue.translated_from,
    )


def _keywords(sections: tuple[Section, ...]) -> list[str]:
    return [plain(section.title) for section in sections if section.region]


def moment_of(issue: Issue) -> dt.datetime | None:
    """The one date of the file: SOURCE_DATE_EPOCH, else the deadline, else the date."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch.isdigit():
        return dt.datetime.fromtimestamp(int(epoch), dt.UTC)
    if issue.deadline:
        return issue.deadline
    if issue.date:
        return dt.datetime.combine(issue.date, dt.time(), dt.UTC)
    return None


def signed(imprint: Imprint, made: Rendered, fingerprint: str) -> Imprint:
    """The imprint once the pages are made."""
    tools = (f"mekong-print {__version__}", *made.tools)
    return replace(imprint, fingerprint=fingerprint, tools=tools)


def shaped_by(tools: tuple[str, ...], made: Rendered, engine: str) -> dict[str, str]:
    """The versions of all that shaped a file, for its manifest: `engine` wrote it."""
    return versions_of((*tools, *made.libraries, engine))


def versions_of(tools: tuple[str, ...]) -> dict[str, str]:
    """The tools of an imprint (`WeasyPrint 70.0`) as names and versions."""
    return {name: version for name, _, version in (tool.rpartition(" ") for tool in tools)}
