"""The record of a volume: what was bound, from which files, and with what.

A volume carries it as `volume.json`, so that it can be bound into a larger one and made
again years later; the manifest beside a PDF is the same record with the hash of the file.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from mekong_print.config import VolumeSettings
from mekong_print.document import Correction
from mekong_print.volume.book import Absent
from mekong_print.volume.parts import Change, Chapter, Entry, Origin, is_note
from mekong_print.volume.plan import Placed, VolumePlan

RECORD_NAME = "volume.json"


@dataclass(frozen=True, slots=True)
class RecordedPart:
    """A part as it was bound: its file, its place, and what it holds.

    `folio` is the printed number of its first page. `ids` are its named destinations as
    the volume calls them, and so are the ids of its chapters, whose pages are indexes in
    the part. `claims` are the standards that its own PDF claims.
    """

    key: str
    file: str
    sha256: str
    pages: int
    folio: int
    origin: Origin
    desk: str
    number: int
    title: str
    subtitle: str
    date: dt.date | None
    lang: str
    edition: int = 1
    corrections: tuple[Correction, ...] = ()
    claims: tuple[str, ...] = ()
    chapters: tuple[Chapter, ...] = ()
    ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class VolumeRecord:
    """A volume, or a single edition (which has no parts).

    `name` is what it is called in mekong.toml and on the command line; `desk` is empty
    when the parts come from several. `body` is the page index of folio 1. `fonts`,
    `layouts` and `tools` give a version or a digest for each name; `fingerprint` is the
    hash of all that went in. `settings`, `absent`, `piece`, `most` and `label` are what
    it takes to bind the same volume again; `standard` is what it was asked to claim, empty
    for the usual.
    """

    name: str
    title: str
    subtitle: str = ""
    lang: str = ""
    layout: str = ""
    desk: str = ""
    years: tuple[int, ...] = ()
    date: dt.date | None = None
    pages: int = 0
    body: int = 0
    parts: tuple[RecordedPart, ...] = ()
    ids: tuple[str, ...] = ()  # of a single edition, or of a volume's own pages
    tools: dict[str, str] = field(default_factory=dict)
    fonts: dict[str, str] = field(default_factory=dict)
    layouts: dict[str, str] = field(default_factory=dict)
    fingerprint: str = ""
    settings: VolumeSettings | None = None  # as it was bound
    absent: tuple[Absent, ...] = ()
    piece: tuple[int, int] | None = None
    most: int = 0  # bytes: the limit that cut it into pieces
    label: str = ""
    translated_from: str = ""  # of a single edition: the original's language
    kind: Literal["volume", "edition"] = "volume"
    standard: str = ""


@dataclass(frozen=True, slots=True)
class Manifest:
    """The record of a PDF beside it: `file` without folders, its hash, its size in bytes.

    `changes` are what binding renamed, dropped or repaired.
    """

    file: str
    sha256: str
    size: int
    record: VolumeRecord
    changes: tuple[Change, ...] = ()


def recorded(plan: VolumePlan, placed: Placed) -> RecordedPart:
    """What the record of a volume says of one of its parts."""
    part, facts = placed.part, placed.part.facts
    called = {name: plan.destination(part.key, name) for name in facts.ids}
    return RecordedPart(
        key=part.key,
        file=part.file,
        sha256=part.sha256,
        pages=facts.pages,
        folio=placed.folio,
        origin=part.origin,
        desk=part.desk,
        number=part.number,
        title=part.title,
        subtitle=part.subtitle,
        date=part.date,
        lang=part.lang,
        edition=part.edition,
        corrections=part.corrections,
        claims=facts.claims,
        chapters=tuple(_called(chapter, called) for chapter in part.chapters),
        ids=tuple(sorted(called.values())),
    )


def _called(chapter: Chapter, called: Mapping[str, str]) -> Chapter:
    entries = (replace(one, id=called.get(one.id, one.id)) for one in chapter.entries)
    return replace(chapter, id=called.get(chapter.id, chapter.id), entries=tuple(entries))


def chapters_of(record: VolumeRecord) -> tuple[Chapter, ...]:
    """A volume's parts as chapters of a larger one, each with all that its own chapters hold."""
    return tuple(_as_chapter(part, record.body + part.folio - 1) for part in record.parts)


def _as_chapter(part: RecordedPart, start: int) -> Chapter:
    entries = (
        _moved(entry, start, "" if is_note(chapter, entry) else chapter.region)
        for chapter in part.chapters
        for entry in chapter.entries
    )
    return Chapter("", part.title, "", start, tuple(entries))


def _moved(entry: Entry, start: int, region: str) -> Entry:
    return replace(entry, page=start + entry.page, region=entry.region or region)
