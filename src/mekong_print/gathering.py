"""Which issues a volume binds, in which order.

A volume is named in mekong.toml, or is a year. Its issues are sources, PDFs that were
adopted, and other volumes by their path.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from mekong_print import typed
from mekong_print.adopted import Adopted, adopted_issues
from mekong_print.config import VolumeSettings
from mekong_print.errors import UsageError
from mekong_print.ids import issue_key, slug
from mekong_print.issue_files import (
    IssueFile,
    all_issues,
    best_of,
    families,
    find_issues,
    issue_date,
    language_of_issue,
)
from mekong_print.volume.record import VolumeRecord
from mekong_print.workshop import Workshop


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that a volume binds, before its PDF is looked at."""

    source: IssueFile | Adopted | Path  # a Path is the PDF of a volume
    desk: str
    number: int
    date: dt.date | None
    lang: str = ""  # of a translation

    @property
    def key(self) -> str:
        """The key that its part in a volume has."""
        return issue_key(self.desk, self.number, self.lang)


@dataclass(frozen=True, slots=True)
class Wanted:
    """A volume that was asked for: its name, how it is made, and what it binds in order."""

    name: str
    settings: VolumeSettings
    layout: str
    items: tuple[Item, ...]


def known_volumes(workshop: Workshop) -> tuple[str, ...]:
    """The names that `mekong volume` can be given: those of mekong.toml, and years."""
    years = {str(item.date.year) for item in _every(workshop) if item.date}
    return (*workshop.config.volumes, *sorted(years - workshop.config.volumes.keys()))


def find_volume(workshop: Workshop, name: str, desk: str = "") -> Wanted:
    """The volume of that name. Raises UsageError where there is none, or nothing to bind."""
    settings = workshop.config.volumes.get(name)
    if settings is None and name.isdecimal() and len(name) == len("2025"):
        settings = VolumeSettings(year=int(name))
    if settings is None:
        hint = typed.closest(name, list(known_volumes(workshop)))
        raise UsageError(f"There is no volume “{name}”.", hint or "No issue has a date yet.")
    if desk:
        settings = replace(settings, desk=desk)
    _refuse_unknown_desk(workshop, settings.desk)
    items = _listed(workshop, settings) if settings.issues else _matching(workshop, settings)
    if not items:
        known = ", ".join(known_volumes(workshop))
        hint = f"There is something to bind for: {known}." if known else "No issue has a date yet."
        raise UsageError(f"The volume “{name}” would be empty.", hint)
    return Wanted(name, settings, settings.layout or workshop.config.build.layouts[0], items)


def _refuse_unknown_desk(workshop: Workshop, desk: str) -> None:
    if desk and workshop.config.desk(desk) is None:
        names = [one.name for one in workshop.config.desks]
        raise UsageError(f"There is no desk “{desk}”.", typed.closest(desk, names))


def _every(workshop: Workshop) -> tuple[Item, ...]:
    """All that could be bound, in the order of time; what cannot be read has no number."""
    issues = (_of_issue(workshop, issue) for issue in all_issues(workshop))
    adopted = (_of_adopted(one) for one in adopted_issues(workshop))
    return tuple(sorted((*issues, *adopted), key=_in_time))


def _in_time(item: Item) -> tuple[dt.date, str, int]:
    return (item.date or dt.date.max, item.desk, item.number)


def _of_issue(workshop: Workshop, issue: IssueFile) -> Item:
    matter = issue.matter
    if matter is None:
        return Item(issue, "", -1, None)
    lang = language_of_issue(workshop, issue) if issue.original else ""
    return Item(issue, matter.desk, matter.number, issue_date(matter), lang)


def _of_adopted(adopted: Adopted) -> Item:
    told = adopted.sidecar
    if told is None:
        return Item(adopted, "", -1, None)
    return Item(adopted, told.desk, told.number, told.date)


def _matching(workshop: Workshop, settings: VolumeSettings) -> tuple[Item, ...]:
    """What fits the settings. An issue that cannot be read is taken in: it may belong here."""
    fit = (item for item in _every(workshop) if item.number < 0 or _fits(item, settings))
    return _in_one_language(workshop, settings, fit)


def _in_one_language(
    workshop: Workshop, settings: VolumeSettings, items: Iterable[Item]
) -> tuple[Item, ...]:
    """Each issue once: in the volume's language, else as its original."""
    lang = settings.language or workshop.config.publication.language
    chosen = {best_of(workshop, family, lang).path for family in families(all_issues(workshop))}
    return tuple(
        item
        for item in items
        if not isinstance(item.source, IssueFile) or item.source.path in chosen
    )


def _fits(item: Item, settings: VolumeSettings) -> bool:
    low, high = settings.first, settings.last
    return (
        (not settings.desk or item.desk == settings.desk)
        and (settings.year is None or (item.date is not None and item.date.year == settings.year))
        and (low is None or item.number >= low)
        and (high is None or item.number <= high)
    )


def _listed(workshop: Workshop, settings: VolumeSettings) -> tuple[Item, ...]:
    """What the settings name one by one, in their order."""
    adopted = {one.name: one for one in adopted_issues(workshop)}
    every = all_issues(workshop)
    found: list[Item] = []
    for word in settings.issues:
        if word.endswith(".pdf"):
            found.append(Item(_volume_at(workshop, word), "", 0, None))
        elif word in adopted:
            found.append(_of_adopted(adopted[word]))
        else:
            issues = find_issues(workshop, (word,), every=every)
            named = (_of_issue(workshop, issue) for issue in issues)
            found += named if word.endswith(".md") else _in_one_language(workshop, settings, named)
    wanted = [item for item in found if not settings.desk or item.desk in ("", settings.desk)]
    return tuple(dict.fromkeys(wanted))


def items_again(workshop: Workshop, record: VolumeRecord) -> tuple[Item, ...]:
    """What a volume was bound from, as it lies in the publication today, in its order.

    Raises UsageError when a part is no more there.
    """
    known = {item.key: item for item in _every(workshop)}
    named = record.settings.issues if record.settings else ()
    paths = {Path(word).stem: word for word in named if word.endswith(".pdf")}
    found = []
    for part in record.parts:
        if part.origin == "volume" and part.key in paths:
            found.append(Item(_volume_at(workshop, paths[part.key]), "", 0, None))
        elif part.key in known:
            found.append(known[part.key])
        else:
            raise UsageError(f"“{part.title}” ({part.key}) is no more in the publication.")
    return tuple(found)


def _volume_at(workshop: Workshop, word: str) -> Path:
    """The PDF of a volume; one that is not there (yet) is named when it is bound."""
    path = (workshop.root / word).resolve()
    if not path.is_relative_to(workshop.root):
        hint = "Write its path as seen from mekong.toml, or take in a PDF with `mekong adopt`."
        raise UsageError(f"{word} does not lie in the publication.", hint)
    return path


def file_stem(workshop: Workshop, settings: VolumeSettings, name: str) -> str:
    """What opens the name of a volume's file: publication or desk, and what it is called."""
    whose = settings.desk or workshop.config.publication.name
    return f"{slug(whose)}-{slug(name)}"
