"""`mekong volume`: bind issues into an archive volume, printing first those that changed."""

from __future__ import annotations

import glob
import math
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from mekong_print.bindery import (
    Bound,
    Pressed,
    Sheaf,
    accepted,
    bind_sheaf,
    job_of,
    making_of,
    settle,
)
from mekong_print.collating import Collated, collate, incomplete, refuse_vanished
from mekong_print.commands import build
from mekong_print.config import VolumeSettings
from mekong_print.editions import Fingerprints, Making, stamp_of
from mekong_print.errors import SourceError, UsageError
from mekong_print.files import draft_beside
from mekong_print.gathering import (
    Wanted,
    file_stem,
    find_volume,
    items_again,
    known_volumes,
)
from mekong_print.issue_files import IssueFile
from mekong_print.published import VOLUMES
from mekong_print.volume.division import Division, Share, divided, shares
from mekong_print.volume.parts import Change, Part
from mekong_print.volume.record import Manifest
from mekong_print.workshop import Workshop, refuse_unknown_layout

if TYPE_CHECKING:
    from mekong_print.pressroom import Pressroom


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be bound. No `names`: every volume of mekong.toml.

    `max_size` is in bytes, 0 for no limit; `recto` None leaves it to mekong.toml.
    """

    names: tuple[str, ...] = ()
    desk: str = ""
    layout: str = ""
    recto: bool | None = None
    by: Division | None = None
    max_size: int = 0
    skip_unreadable: bool = False
    force: bool = False
    jobs: int = 0


@dataclass(frozen=True, slots=True)
class VolumeOutcome:
    """What became of one file of a volume. `current` says that it was so already.

    `left_over` are files that an earlier cut of the volume into more pieces has left.
    """

    sheaf: Sheaf
    pages: int
    size: int
    seconds: float
    changes: tuple[Change, ...] = ()
    current: bool = False
    left_over: tuple[Path, ...] = ()


def choose(workshop: Workshop, order: Order) -> tuple[Wanted, ...]:
    """The volumes that an order asks for. Raises UsageError or MissingPartError."""
    names = order.names or tuple(workshop.config.volumes)
    if not names:
        known = ", ".join(known_volumes(workshop))
        hint = f"Name one: {known}." if known else "No issue has a date yet."
        raise UsageError("mekong.toml names no volume.", hint)
    return tuple(_chosen(workshop, order, name) for name in dict.fromkeys(names))


def _chosen(workshop: Workshop, order: Order, name: str) -> Wanted:
    wanted = find_volume(workshop, name, order.desk)
    layout = order.layout or wanted.layout
    refuse_unknown_layout(workshop, layout)
    settings = wanted.settings
    if order.recto is not None:
        settings = replace(settings, recto=order.recto)
    return replace(wanted, settings=settings, layout=layout)


@dataclass(frozen=True, slots=True)
class Bench:
    """Where volumes are bound: what was asked for, the presses, and what is known of editions."""

    workshop: Workshop
    order: Order
    room: Pressroom
    prints: Fingerprints


def print_issues(bench: Bench, wanted: Wanted) -> Iterator[build.Outcome]:
    """Print the issues of a volume that are missing or out of date."""
    sources = [item.source for item in wanted.items if isinstance(item.source, IssueFile)]
    if not sources:
        return
    words = tuple(str(issue.path) for issue in sources)
    asked = build.Order(issues=words, layouts=(wanted.layout,), jobs=bench.order.jobs)
    yield from build.build(
        bench.workshop, build.plan(bench.workshop, asked, bench.prints), bench.room
    )


def bind_volume(bench: Bench, wanted: Wanted) -> Iterator[VolumeOutcome]:
    """Bind the parts of a volume, whose PDFs are there, into one file or several.

    Raises SourceError when a part cannot be read and is not to be skipped.
    """
    found = collate(bench.workshop, wanted, bench.prints)
    if found.absent and not bench.order.skip_unreadable:
        raise incomplete(wanted, found)
    if not found.parts:
        raise SourceError(f"Nothing of the volume “{wanted.name}” can be read.")
    refuse_vanished(bench.workshop, found.parts)
    for share in divided(found.parts, bench.order.by):
        yield from _bound(bench, _sheaf(bench, wanted, found, share))


def bind_again(bench: Bench, manifest: Manifest) -> VolumeOutcome:
    """Bind a volume as its manifest says it was bound, from today's sources.

    Raises UsageError or SourceError when a part is not there any more.
    """
    record = manifest.record
    items = items_again(bench.workshop, record)
    wanted = Wanted(record.name, record.settings or VolumeSettings(), record.layout, items)
    for printed in print_issues(bench, wanted):
        if printed.error is not None:
            raise printed.error
    found = collate(bench.workshop, wanted, bench.prints)
    if found.absent:
        raise incomplete(wanted, found)
    sheaf = Sheaf(
        name=record.name,
        settings=wanted.settings,
        label=record.label,
        layout=record.layout,
        parts=found.parts,
        files=found.files,
        absent=record.absent,
        piece=record.piece,
        target=bench.workshop.output / VOLUMES / manifest.file,
    )
    with ExitStack() as drafts:
        return _settled(_draft(bench, sheaf, drafts), 0.0)


def _bound(bench: Bench, whole: Sheaf) -> Iterator[VolumeOutcome]:
    """One file, or as many as its limit of size asks for."""
    began = time.perf_counter()
    making = making_of(whole, bench.prints)
    if not bench.order.max_size and not bench.order.force and _is_current(whole, making):
        yield _standing(whole)
        return
    runs = [whole.parts]
    while True:
        with ExitStack() as drafts:
            bounds = [_draft(bench, sheaf, drafts) for sheaf in _pieces(whole, runs)]
            if not _too_large(bench.order, bounds):
                for bound in bounds[:-1]:
                    yield _settled(bound, time.perf_counter() - began)
                last = _settled(bounds[-1], time.perf_counter() - began)
                yield replace(last, left_over=_left_over(whole, len(bounds)))
                return
        runs = _smaller(bench.order, whole, bounds)


def _sheaf(bench: Bench, wanted: Wanted, found: Collated, share: Share) -> Sheaf:
    own = share.name.startswith(f"{wanted.name}-")  # 2025-q1 says that it is of 2025
    name = "-".join(filter(None, ("" if own else wanted.name, share.name)))
    stem = f"{file_stem(bench.workshop, wanted.settings, name)}-{wanted.layout}"
    return Sheaf(
        name=name,
        settings=wanted.settings,
        label=share.label,
        layout=wanted.layout,
        parts=share.parts,
        files={part.key: found.files[part.key] for part in share.parts},
        absent=found.absent,
        piece=None,
        target=bench.workshop.output / VOLUMES / f"{stem}.pdf",
    )


def _is_current(sheaf: Sheaf, making: Making) -> bool:
    stamp = stamp_of(sheaf.target)
    return stamp is not None and stamp.fingerprint == making.fingerprint


def _standing(sheaf: Sheaf) -> VolumeOutcome:
    stamp = stamp_of(sheaf.target)
    pages = stamp.pages if stamp else 0
    return VolumeOutcome(sheaf, pages, sheaf.target.stat().st_size, 0.0, current=True)


def _pieces(whole: Sheaf, runs: list[tuple[Part, ...]]) -> Iterator[Sheaf]:
    """The sheaf itself, or one for each run of its parts, numbered."""
    if len(runs) == 1:
        yield whole
        return
    for number, run in enumerate(runs, 1):
        target = whole.target.with_name(f"{whole.target.stem}-{number}.pdf")
        files = {part.key: whole.files[part.key] for part in run}
        yield replace(whole, parts=run, files=files, piece=(number, len(runs)), target=target)


def _draft(bench: Bench, sheaf: Sheaf, drafts: ExitStack) -> Bound:
    """A draft of one file, which lasts as long as `drafts`."""
    making = making_of(sheaf, bench.prints)
    answer = bench.room.submit(job_of(bench.workshop, sheaf)).result()
    draft = drafts.enter_context(draft_beside(sheaf.target))
    return bind_sheaf(bench.workshop, Pressed(sheaf, accepted(sheaf, answer), making), draft)


def _too_large(order: Order, bounds: list[Bound]) -> bool:
    return bool(order.max_size) and any(bound.size > order.max_size for bound in bounds)


def _smaller(order: Order, whole: Sheaf, bounds: list[Bound]) -> list[tuple[Part, ...]]:
    """More runs than before. Raises UsageError when one issue alone is too large."""
    for bound in bounds:
        if bound.size > order.max_size and len(bound.sheaf.parts) == 1:
            only = bound.sheaf.parts[0]
            message = f"“{only.title}” alone makes {bound.size / 1e6:.1f} MB."
            raise UsageError(message, "Allow more with --max-size.")
    wanted = math.ceil(sum(bound.size for bound in bounds) / order.max_size)
    count = min(max(len(bounds) + 1, wanted), len(whole.parts))
    weights = {part.key: float(whole.files[part.key].stat().st_size) for part in whole.parts}
    return shares(whole.parts, weights, count)


def _left_over(whole: Sheaf, pieces: int) -> tuple[Path, ...]:
    """Files of an earlier cut into more pieces than now."""
    stem = whole.target.stem
    numbers = {str(number) for number in range(1, pieces + 1)} if pieces > 1 else set()
    found = sorted(whole.target.parent.glob(f"{glob.escape(stem)}-*.pdf"))
    named = ((path, path.stem.removeprefix(f"{stem}-")) for path in found)
    return tuple(path for path, tail in named if tail.isdecimal() and tail not in numbers)


def _settled(bound: Bound, seconds: float) -> VolumeOutcome:
    settle(bound)
    return VolumeOutcome(bound.sheaf, bound.plan.pages, bound.size, seconds, bound.changes)
