"""A finished issue, or a volume, as a part of a volume: read from its PDF alone.

The PDF is the record (`022-issue.json`, `volume.json`), and its named destinations say on
which pages things begin. Only what a part needs is read: fonts, tags and the pages
themselves stay where they are, so that a year of issues is listed in about a second.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from mekong_print import typed
from mekong_print.document import Article, Byline, Issue, Section
from mekong_print.errors import SourceError
from mekong_print.ids import issue_key, slug
from mekong_print.pages import PdfFacts
from mekong_print.pdf import anatomy, metadata
from mekong_print.pdf.opened import OpenPdf, ask, page_of, words
from mekong_print.volume.parts import Chapter, Entry, Part
from mekong_print.volume.record import RECORD_NAME, VolumeRecord, chapters_of
from mekong_print.walk import plain

Record = TypeVar("Record", Issue, VolumeRecord)

_ISSUE_RECORD = "issue.json"


@dataclass(frozen=True, slots=True)
class _Copy:
    """One PDF while it is read as a part: the key that was asked for, facts, carried files."""

    pdf: OpenPdf
    key: str | None
    facts: PdfFacts
    carried: Mapping[str, bytes]


def part_of(content: bytes | Path, key: str | None = None) -> Part:
    """A finished issue or a volume of ours as a part.

    `key` is the desk and number of the issue (`mekong-belt-022`) unless another is given.
    Of the facts, fonts, tags, links, blank pages and plain metadata stay empty. Raises
    SourceError when the PDF is not one of ours or lacks what its record promises.
    """
    return ask(content, lambda pdf: _part(pdf, content, key))


def part_facts(content: bytes | Path) -> PdfFacts:
    """The facts that a part needs, of any PDF. Raises SourceError."""
    return ask(content, lambda pdf: _facts(pdf, anatomy.files(pdf)))


def _part(pdf: OpenPdf, content: bytes | Path, key: str | None) -> Part:
    files = anatomy.files(pdf)
    carried = {name: content for name, (_, content) in files.items()}
    copy = _Copy(pdf, key, _facts(pdf, files), carried)
    part = _of_volume(copy) if RECORD_NAME in carried else _of_issue(copy)
    return replace(part, file=content.name) if isinstance(content, Path) else part


def _facts(pdf: OpenPdf, files: anatomy.Files) -> PdfFacts:
    said, told = metadata.packet(pdf), metadata.information(pdf)
    return PdfFacts(
        pages=len(pdf.pages),
        sizes=anatomy.sizes(pdf),
        labels=anatomy.labels(pdf),
        title=metadata.first(said, "dc:title") or told.get("Title", ""),
        authors=said.get("dc:creator", ()),
        subject=metadata.first(said, "dc:description") or told.get("Subject", ""),
        lang=words(pdf.root.get("/Lang")),
        outline=anatomy.outline(pdf),
        ids={name: page_of(pdf, goal) for name, goal in pdf.names.items()},
        files=tuple(carried for carried, _ in files.values()),
        claims=metadata.claims(said),
        marked=anatomy.is_marked(pdf),
    )


def _of_issue(copy: _Copy) -> Part:
    issue = _record(copy, Issue, _issue_record(copy))
    lang = issue.lang if issue.translated_from else ""
    key = copy.key or issue_key(issue.desk, issue.number, lang)
    return Part(
        key=key,
        file=f"{key}.pdf",
        sha256=hashlib.sha256(copy.pdf.raw).hexdigest(),
        origin="issue",
        facts=copy.facts,
        desk=issue.desk,
        number=issue.number,
        title=issue.title,
        subtitle=issue.subtitle,
        date=issue.date or (issue.deadline.date() if issue.deadline else None),
        lang=issue.lang,
        edition=1 + len(issue.corrections),
        corrections=issue.corrections,
        chapters=tuple(_chapter(copy, section) for section in issue.sections),
    )


def _of_volume(copy: _Copy) -> Part:
    volume = _record(copy, VolumeRecord, copy.carried[RECORD_NAME])
    key = copy.key or slug(volume.name)
    return Part(
        key=key,
        file=f"{key}.pdf",
        sha256=hashlib.sha256(copy.pdf.raw).hexdigest(),
        origin="volume",
        facts=copy.facts,
        desk=volume.desk,
        number=0,
        title=volume.title,
        subtitle=volume.subtitle,
        date=volume.date,
        lang=volume.lang,
        chapters=chapters_of(volume),
    )


def _issue_record(copy: _Copy) -> bytes:
    """The one file that is the tree of the issue (ISO 19005-3, 6.8: it is carried as a source)."""
    found = [content for name, content in copy.carried.items() if name.endswith(_ISSUE_RECORD)]
    if len(found) == 1:
        return found[0]
    message = f"{copy.pdf.name} does not carry the record of one issue (…-{_ISSUE_RECORD})."
    raise SourceError(message, "Build it with mekong, or take it in with “mekong adopt”.")


def _record(copy: _Copy, sort: type[Record], record: bytes) -> Record:
    try:
        return typed.from_json(sort, record)
    except ValueError as fault:
        message = f"{copy.pdf.name} carries a record that this version of mekong cannot read."
        raise SourceError(message, "Build it again, or bind it with the newest mekong.") from fault


def _chapter(copy: _Copy, section: Section) -> Chapter:
    """A section; its note is an entry that bears the section's own id and title."""
    title, page = plain(section.title), _page(copy, section.id)
    note = section.note
    first = (Entry(section.id, title, _authors(note.byline), page),) if note else ()
    return Chapter(
        section.id,
        title,
        section.region,
        page,
        (*first, *(_entry(copy, article) for article in section.articles)),
    )


def _entry(copy: _Copy, article: Article) -> Entry:
    page = _page(copy, article.id)
    return Entry(article.id, plain(article.headline), _authors(article.byline), page)


def _authors(byline: Byline | None) -> tuple[str, ...]:
    return byline.names if byline else ()


def _page(copy: _Copy, name: str) -> int:
    page = copy.facts.ids.get(name)
    if page is None:
        message = f"{copy.pdf.name} does not say on which page “{name}” begins."
        raise SourceError(message, "Build it again: its pages and its record do not go together.")
    return page
