"""`mekong build`: print the editions that changed, some at once, and say what became of each."""

from __future__ import annotations

import os
import time
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from mekong_print.drafts import as_draft, draft_layout, draft_print
from mekong_print.editions import Edition, Fingerprints, clashes_of, edition_of, stamp_of, state_of
from mekong_print.errors import MekongError, SourceError, UsageError
from mekong_print.files import footprint
from mekong_print.findings import Finding
from mekong_print.guarding import holds_forbidden
from mekong_print.issue_files import all_issues, find_issues
from mekong_print.workshop import (
    Workshop,
    load_layout,
    place_in_config,
    refuse_unknown_layout,
)

if TYPE_CHECKING:
    from pathlib import Path

    from mekong_print.checking import ProofDesk
    from mekong_print.layout import Layout
    from mekong_print.pressroom import Pressroom
    from mekong_print.printing import Prepared
    from mekong_print.render.job import Answer

TRIES = 3  # at reading an issue whose files change meanwhile


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be built. No `issues`, no `langs`: all; no `layouts`: those of mekong.toml.

    `standard` is as `standards.read_wish` reads it; nothing leaves it to mekong.toml.
    """

    issues: tuple[str, ...] = ()
    langs: tuple[str, ...] = ()
    layouts: tuple[str, ...] = ()
    all_layouts: bool = False
    force: bool = False
    jobs: int = 0
    check: bool = True
    standard: str = ""


@dataclass(frozen=True, slots=True)
class Task:
    """An edition that has to be made, and the fingerprint it will carry, or why it cannot be."""

    edition: Edition
    fingerprint: str
    error: MekongError | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """What has to be made, and what is up to date as it is."""

    tasks: tuple[Task, ...]
    current: tuple[Edition, ...]
    jobs: int
    prints: Fingerprints
    check: bool = True


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one edition: a PDF, or the error that stopped it."""

    edition: Edition
    pages: int = 0
    size: int = 0
    seconds: float = 0.0
    findings: tuple[Finding, ...] = ()
    error: MekongError | None = None


def plan(workshop: Workshop, order: Order, prints: Fingerprints | None = None) -> Plan:
    """Find out what has to be made. Raises UsageError, SourceError or MissingPartError.

    `prints` may be given by one who will ask for the same again.
    """
    every = all_issues(workshop)
    issues = find_issues(workshop, order.issues, order.langs, every)
    if not issues:
        raise UsageError(
            "There is no issue yet.", "Start one with `mekong new` or `mekong import`."
        )
    layouts = _layouts(workshop, order)
    editions = [edition_of(workshop, issue, layout) for issue in issues for layout in layouts]
    prints = prints or Fingerprints(workshop, order.standard)
    clashes = clashes_of(every, workshop)
    tasks = [_task(edition, prints, clashes.get(edition.source.path)) for edition in editions]
    tasks = tasks if order.check else [_as_draft(task) for task in tasks]
    secrets = workshop.config.never_print
    due = [task for task in tasks if order.force or _is_due(task, secrets)]
    current = tuple(task.edition for task in tasks if task not in due)
    jobs = order.jobs or os.cpu_count() or 1
    return Plan(tuple(due), current, max(1, min(jobs, len(due))), prints, order.check)


def _as_draft(task: Task) -> Task:
    """A task for a draft, whose fingerprint is its own."""
    return replace(task, fingerprint=draft_print(task.fingerprint)) if task.fingerprint else task


def _layouts(workshop: Workshop, order: Order) -> tuple[str, ...]:
    if order.all_layouts:
        return workshop.layout_names()
    names = order.layouts or workshop.config.build.layouts
    where = "" if order.layouts else f"{place_in_config(workshop, 'build', 'layouts')}: "
    for name in names:
        refuse_unknown_layout(workshop, name, where)
    return tuple(dict.fromkeys(names))


def _task(edition: Edition, prints: Fingerprints, clash: Finding | None) -> Task:
    """One edition's task. What is wrong with one issue or layout must not stop the others."""
    if clash:
        message = f"{clash.at.file} would be the same PDF as another issue."
        return Task(edition, "", SourceError(message, "", (clash,)))
    try:
        return Task(edition, prints.of(edition))
    except MekongError as error:
        return Task(edition, "", error)


def _is_due(task: Task, secrets: tuple[str, ...]) -> bool:
    """Whether an edition must be made; one with what must never be printed is never up to date."""
    target = task.edition.target
    if task.error or state_of(task.edition, task.fingerprint, stamp_of(target)) != "current":
        return True
    return holds_forbidden(secrets, target)


def build(workshop: Workshop, work: Plan, room: Pressroom) -> Iterator[Outcome]:
    """Make the editions of a plan, in its order; one that fails does not stop the others."""
    if work.tasks:
        room.staff(work.jobs)
        yield from _Line(workshop, room, work).run()


@dataclass(frozen=True, slots=True)
class _Sheet:
    """An edition on its way: at the press, or refused before it got there."""

    task: Task
    began: float
    prepared: Prepared | None
    answer: Future[Answer] | None
    error: MekongError | None


class _Line:
    """The line from sources to PDFs: some editions at the presses, one more made ready."""

    def __init__(self, workshop: Workshop, room: Pressroom, work: Plan) -> None:
        self._workshop = workshop
        self._room = room
        self._work = work
        self._ahead = work.jobs + 1
        self._refusals: dict[Path, MekongError | None] = {}

    def run(self) -> Iterator[Outcome]:
        under_way: deque[_Sheet] = deque()
        for task in self._work.tasks:
            under_way.append(self._send(task))
            if len(under_way) > self._ahead:
                yield self._receive(under_way.popleft())
        while under_way:
            yield self._receive(under_way.popleft())

    def _send(self, task: Task) -> _Sheet:
        began = time.perf_counter()
        if task.error:
            return _Sheet(task, began, None, None, task.error)
        try:
            layout = load_layout(self._workshop, task.edition.layout)
            layout = layout if self._work.check else draft_layout(layout)
            task, prepared = self._read(task, layout)
        except MekongError as error:
            return _Sheet(task, began, None, None, error)
        answer = self._room.submit(prepared.job)
        return _Sheet(task, began, prepared, answer, self._refusal(prepared))

    def _read(self, task: Task, layout: Layout) -> tuple[Task, Prepared]:
        """An edition made ready, with the fingerprint of just what was read for it.

        Raises SourceError where its files are written to all the time.
        """
        from mekong_print.printing import prepare

        edition, checked = task.edition, self._work.check
        folder = edition.source.path.parent
        for _ in range(TRIES):
            before = footprint(folder)
            again = Task(edition, self._work.prints.of(edition))
            prepared = prepare(self._workshop, edition, layout)
            if footprint(folder) == before:
                return (again, prepared) if checked else (_as_draft(again), as_draft(prepared))
        message = f"{self._workshop.shown(folder)}: files change while they are read."
        raise SourceError(message, "Wait until they are saved or copied, then build again.")

    def _refusal(self, prepared: Prepared) -> MekongError | None:
        """What the check has against an issue; it is asked once, while the press is at work."""
        path = prepared.edition.source.path
        if self._work.check and path not in self._refusals:
            from mekong_print.checking import refusal_of

            self._refusals[path] = refusal_of(self._desk, prepared.issue, prepared.source)
        return self._refusals.get(path)

    @cached_property
    def _desk(self) -> ProofDesk:
        from mekong_print.checking import ProofDesk

        return ProofDesk(self._workshop)

    def _receive(self, sheet: _Sheet) -> Outcome:
        if sheet.prepared is None or sheet.answer is None or sheet.error:
            return Outcome(sheet.task.edition, error=sheet.error)
        from mekong_print.printing import complete, make_ready

        make_ready()
        try:
            task = sheet.task
            making = self._work.prints.making(task.fingerprint, task.edition.layout)
            printed = complete(sheet.prepared, sheet.answer.result(), making)
        except MekongError as error:
            return Outcome(sheet.task.edition, error=error)
        seconds = time.perf_counter() - sheet.began
        return Outcome(printed.edition, printed.pages, printed.size, seconds, printed.findings)
