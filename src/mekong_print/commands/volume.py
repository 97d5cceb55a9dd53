"""`mekong volume`: bind issues into an archive volume, printing first those that changed."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from mekong_print.bindery import accepted, back_job, bind_sheaf, front_job, making_of
from mekong_print.collating import Collated, collate, incomplete, refuse_vanished
from mekong_print.commands import build
from mekong_print.config import VolumeSettings
from mekong_print.cutting import left_over, pieces_of, runs_of_last_cut, smaller, too_large
from mekong_print.editions import Fingerprints, stamp_of
from mekong_print.errors import InspectionError, SourceError, UsageError
from mekong_print.files import draft_beside
from mekong_print.findings import Finding
from mekong_print.gathering import (
    Wanted,
    file_stem,
    find_volume,
    items_again,
    known_volumes,
)
from mekong_print.guarding import holds_forbidden
from mekong_print.issue_files import IssueFile
from mekong_print.published import VOLUMES
from mekong_print.sheaves import Bound, Pressed, Sheaf
from mekong_print.signing_off import approve, settle
from mekong_print.standards import Verdict
from mekong_print.volume.book import Absent
from mekong_print.volume.division import Division, Share, divided
from mekong_print.volume.parts import Change
from mekong_print.volume.record import Manifest
from mekong_print.workshop import Workshop, refuse_unknown_layout

if TYPE_CHECKING:
    from mekong_print.pressroom import Pressroom


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be bound. No `names`: every volume of mekong.toml.

    `max_size` is in bytes, 0 for no limit; `recto` None and no `standard` leave it to
    mekong.toml.
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
    standard: str = ""


@dataclass(frozen=True, slots=True)
class VolumeOutcome:
    """What became of one file of a volume. `current` says that it was so already.

    `left_over` are files that an earlier cut of the volume into more pieces has left, `lost`
    the standards that it does not keep, and so does not claim; `findings` are what the proof
    of the volume's own pages found, and words that its language lacks.
    """

    sheaf: Sheaf
    pages: int
    size: int
    seconds: float
    changes: tuple[Change, ...] = ()
    current: bool = False
    left_over: tuple[Path, ...] = ()
    lost: tuple[Verdict, ...] = ()
    findings: tuple[Finding, ...] = ()


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
        most=record.most,
        target=bench.workshop.output / VOLUMES / manifest.file,
    )
    with ExitStack() as drafts:
        bound = _draft(bench, sheaf, drafts)
        approve(bound)
        return _settled(bound, 0.0)


def _bound(bench: Bench, whole: Sheaf) -> Iterator[VolumeOutcome]:
    """One file, or as many as its limit of size asks for; those that stand, as they are.

    A part from elsewhere that binding or inspection blames is bound again with plain tags in
    place of its own; with `skip_unreadable`, it is left out where that was not enough.
    """
    standing = () if bench.order.force else _standing(bench, whole)
    while not standing:
        try:
            yield from _cut(bench, whole)
        except (SourceError, InspectionError) as error:
            whole = _in_plain_tags(whole, error) or _without_blamed(bench.order, whole, error)
            continue
        return
    yield from standing


def _in_plain_tags(whole: Sheaf, error: SourceError | InspectionError) -> Sheaf | None:
    """The sheaf with plain tags for those parts that an error blames; None where all have them."""
    blamed = dict(error.blamed)
    bare = {
        part.key: replace(part, facts=replace(part.facts, marked=False))
        for part in whole.parts
        if part.key in blamed and part.origin == "adopted" and part.facts.marked
    }
    parts = tuple(bare.get(part.key, part) for part in whole.parts)
    return replace(whole, parts=parts) if bare else None


def _without_blamed(order: Order, whole: Sheaf, error: SourceError | InspectionError) -> Sheaf:
    """The sheaf without the parts that an error blames. Raises the error where that cannot be."""
    blamed = dict(error.blamed)
    left = tuple(part for part in whole.parts if part.key not in blamed)
    if not blamed or (order.skip_unreadable and not left):
        raise error
    if not order.skip_unreadable:
        names = ", ".join(part.file for part in whole.parts if part.key in blamed)
        hint = f"With --skip-unreadable the volume is bound without {names}. {error.hint}"
        raise type(error)(error.message, hint, error.findings) from error
    gone = (Absent(part.file, blamed[part.key]) for part in whole.parts if part.key in blamed)
    files = {part.key: whole.files[part.key] for part in left}
    return replace(whole, parts=left, files=files, absent=(*whole.absent, *gone))


def _cut(bench: Bench, whole: Sheaf) -> Iterator[VolumeOutcome]:
    """Bind one file, or several; none is put in place before all have passed inspection."""
    began = time.perf_counter()
    runs = [whole.parts]
    while True:
        with ExitStack() as drafts:
            sheaves = pieces_of(whole, runs, bench.order.max_size)
            bounds = [_draft(bench, sheaf, drafts) for sheaf in sheaves]
            if not too_large(bench.order.max_size, bounds):
                for bound in bounds:
                    approve(bound)
                for bound in bounds[:-1]:
                    yield _settled(bound, time.perf_counter() - began)
                last = _settled(bounds[-1], time.perf_counter() - began)
                yield replace(last, left_over=left_over(whole, len(bounds)))
                return
        runs = smaller(bench.order.max_size, whole, bounds)


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


def _standing(bench: Bench, whole: Sheaf) -> tuple[VolumeOutcome, ...]:
    """The files of a volume that are as they would be bound today; none where one is not.

    A limit of size is met by the whole volume, or by the pieces that the same limit made.
    """
    most = bench.order.max_size
    runs = [whole.parts]
    if most and (not whole.target.is_file() or whole.target.stat().st_size > most):
        runs = runs_of_last_cut(whole)
    found = [_as_it_stands(bench, sheaf) for sheaf in pieces_of(whole, runs, most)]
    standing = tuple(one for one in found if one is not None)
    fits = not most or all(one.size <= most for one in standing)
    return standing if fits and len(standing) == len(found) else ()


def _as_it_stands(bench: Bench, sheaf: Sheaf) -> VolumeOutcome | None:
    stamp = stamp_of(sheaf.target)
    if stamp is None or stamp.fingerprint != making_of(sheaf, bench.prints).fingerprint:
        return None
    if holds_forbidden(bench.workshop.config.never_print, sheaf.target):
        return None
    return VolumeOutcome(sheaf, stamp.pages, sheaf.target.stat().st_size, 0.0, current=True)


def _draft(bench: Bench, sheaf: Sheaf, drafts: ExitStack) -> Bound:
    """A draft of one file, which lasts as long as `drafts`."""
    making = making_of(sheaf, bench.prints)
    back = accepted(sheaf, bench.room.submit(back_job(bench.workshop, sheaf)).result())
    front = accepted(sheaf, bench.room.submit(front_job(bench.workshop, sheaf, back)).result())
    draft = drafts.enter_context(draft_beside(sheaf.target))
    return bind_sheaf(bench.workshop, Pressed(sheaf, front, back, making), draft)


def _settled(bound: Bound, seconds: float) -> VolumeOutcome:
    settle(bound)
    return VolumeOutcome(
        bound.sheaf,
        bound.plan.pages,
        bound.size,
        seconds,
        bound.changes,
        lost=bound.lost,
        findings=bound.findings,
    )
