"""A fingerprint belongs to the very files that were printed, also when they change meanwhile."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from mekong_print import printing
from mekong_print.commands import build
from mekong_print.errors import SourceError
from mekong_print.pressroom import Pressroom
from mekong_print.workshop import load_layout, open_workshop

PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="{}"/></svg>'


@pytest.fixture
def boat(publication: Any) -> Path:
    """An issue with a picture."""
    source = publication.issue()
    source.write_text(source.read_text("utf-8") + "\n![A boat](boat.svg)\n", "utf-8")
    picture = source.with_name("boat.svg")
    picture.write_text(PICTURE.format("M0 0h9"))
    return picture


def read(publication: Any, monkeypatch: pytest.MonkeyPatch, meddle: Any) -> tuple[Any, Any]:
    """Read the issue while `meddle` is called before and after its pictures are read."""
    workshop = open_workshop(publication.root)
    work = build.plan(workshop, build.Order())
    real = printing.prepare

    def prepare(*words: Any) -> Any:
        meddle("before")
        try:
            return real(*words)
        finally:
            meddle("after")

    monkeypatch.setattr(printing, "prepare", prepare)
    line = build._Line(workshop, object.__new__(Pressroom), work)
    return line._read(work.tasks[0], load_layout(workshop, "briefing"))


def test_a_picture_that_was_another_for_a_moment_is_read_again(
    publication: Any, boat: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = boat.read_text()
    times = {"before": 0}

    def meddle(when: str) -> None:
        if when == "before" and not times["before"]:
            times["before"] = 1
            boat.write_text(PICTURE.format("M1 1h1"))
        elif when == "after" and boat.read_text() != now:
            boat.write_text(now)

    _, prepared = read(publication, monkeypatch, meddle)
    assert now.encode() in prepared.job.files.values()


def test_a_picture_that_changes_all_the_time_is_refused(
    publication: Any, boat: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    count = iter(range(1000))
    with pytest.raises(SourceError, match="change while they are read"):
        read(publication, monkeypatch, lambda _: boat.write_text(PICTURE.format(next(count))))


def test_the_fingerprint_is_that_of_what_was_read(
    publication: Any, boat: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def meddle(when: str) -> None:
        if when == "before" and "h9" in boat.read_text():
            boat.write_text(PICTURE.format("M2 2h2"))

    task, prepared = read(publication, monkeypatch, meddle)
    later = build.plan(open_workshop(publication.root), build.Order()).tasks[0]
    assert task.fingerprint == later.fingerprint
    assert boat.read_bytes() in prepared.job.files.values()
