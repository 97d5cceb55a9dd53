"""What a volume says of itself: its record and its imprint."""

from __future__ import annotations

import datetime as dt
import os

from mekong_print import __version__, typed
from mekong_print.claiming import silence
from mekong_print.imprints import shaped_by
from mekong_print.pages import Attachment, Imprint
from mekong_print.render.job import Rendered
from mekong_print.sheaves import Pressed, title_of
from mekong_print.standards import Verdict, implied, written
from mekong_print.volume.parts import Chapter, Part
from mekong_print.volume.plan import VolumePlan
from mekong_print.volume.record import RECORD_NAME, VolumeRecord, recorded
from mekong_print.workshop import Workshop


def record_of(workshop: Workshop, pressed: Pressed, plan: VolumePlan) -> VolumeRecord:
    """What the volume carries, and what its manifest says."""
    from mekong_print.pdf.finish import ENGINE

    sheaf, making = pressed.sheaf, pressed.making
    dates = [part.date for part in sheaf.parts if part.date]
    desks = {part.desk for part in sheaf.parts}
    settings = sheaf.settings
    return VolumeRecord(
        name=sheaf.name,
        title=title_of(workshop, sheaf),
        subtitle=settings.subtitle,
        lang=settings.language or workshop.config.publication.language,
        layout=sheaf.layout,
        desk=desks.pop() if len(desks) == 1 else "",
        years=tuple(sorted({date.year for date in dates})),
        date=max(dates, default=None),
        pages=plan.pages,
        body=plan.body,
        parts=tuple(recorded(plan, placed) for placed in plan.placed),
        tools=shaped_by(_tools(pressed.front), pressed.front, ENGINE),
        fonts=making.fonts,
        layouts=making.layouts,
        fingerprint=making.fingerprint,
        settings=settings,
        absent=sheaf.absent,
        piece=sheaf.piece,
        most=sheaf.most,
        label=sheaf.label,
        standard=written(making.wish),
    )


def _tools(made: Rendered) -> tuple[str, ...]:
    return (f"mekong-print {__version__}", *made.tools)


def imprint_of(
    workshop: Workshop, pressed: Pressed, plan: VolumePlan, record: VolumeRecord
) -> Imprint:
    """What the volume says of itself. It asks to claim what all of its parts claim."""
    publication, parts = workshop.config.publication, pressed.sheaf.parts
    people = (name for part in parts for chapter in part.chapters for name in _people(chapter))
    countries = (chapter.title for part in parts for chapter in part.chapters if chapter.region)
    return Imprint(
        title=record.title,
        lang=record.lang,
        authors=tuple(dict.fromkeys(people)),
        subject=record.subtitle,
        keywords=tuple(dict.fromkeys(countries)),
        publication=publication.name,
        publisher=publication.publisher,
        desk=record.desk,
        layout=record.layout,
        date=record.date,
        moment=_moment(record.date),
        fingerprint=record.fingerprint,
        tools=_tools(pressed.front),
        labels=plan.labels,
        attachments=(_carried(record),),
        claims=tuple(one for one in pressed.making.wish.claims if not _silent(parts, one)),
    )


def _carried(record: VolumeRecord) -> Attachment:
    description = "What the volume was bound from: its parts, their hashes, pages and ids"
    return Attachment(RECORD_NAME, typed.to_json(record), "application/json", description)


def _people(chapter: Chapter) -> tuple[str, ...]:
    return tuple(name for entry in chapter.entries for name in entry.authors)


def _silent(parts: tuple[Part, ...], standard: str) -> list[str]:
    """The titles of the parts that do not claim a standard."""
    quiet = (part for part in parts if standard not in implied(part.facts.claims))
    return [part.title or part.file for part in quiet]


def unclaimed(pressed: Pressed) -> tuple[Verdict, ...]:
    """The standards that the volume cannot claim, because a part does not."""
    parts = pressed.sheaf.parts
    silent = ((one, _silent(parts, one)) for one in pressed.making.wish.claims)
    return tuple(Verdict(one, (silence(titles),)) for one, titles in silent if titles)


def _moment(date: dt.date | None) -> dt.datetime | None:
    """The one date of the file: SOURCE_DATE_EPOCH, else the day of the last issue."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch.isdigit():
        return dt.datetime.fromtimestamp(int(epoch), dt.UTC)
    return dt.datetime.combine(date, dt.time(), dt.UTC) if date else None
