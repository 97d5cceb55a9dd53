"""A part that changes while its volume is bound: refused, and never a volume of two states."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from click.testing import CliRunner

from mekong_print.cli import mekong as group
from mekong_print.commands import volume as volume_command
from mekong_print.pdf import inspect_volume
from proofing import mekong, program


@dataclass(frozen=True)
class Bindery:
    """Two issues and their volume; of the first there is another PDF, as good as its own."""

    root: Path
    other: bytes

    @property
    def part(self) -> Path:
        return self.root / "output" / "river-001-briefing.pdf"

    @property
    def volume(self) -> Path:
        return self.root / "output" / "volumes" / "river-2026-briefing.pdf"

    def swap(self) -> None:
        self.part.write_bytes(self.other)

    def bind(self, *words: str) -> tuple[int, str]:
        command = ["-C", str(self.root), "volume", "2026", "--force", *words]
        done = CliRunner().invoke(group, command)
        return done.exit_code, done.output

    def files(self) -> dict[str, bytes]:
        paths = [path for path in (self.root / "output").rglob("*") if path.is_file()]
        return {path.name: path.read_bytes() for path in paths}


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Bindery:
    root = tmp_path_factory.mktemp("changing") / "river"
    root.mkdir()
    sample = program("faults")
    (root / "mekong.toml").write_text(sample.CONFIG, "utf-8")
    sample.write_issue(root, 1, "Other words")
    assert mekong("build", cwd=root).code == 0
    other = (root / "output" / "river-001-briefing.pdf").read_bytes()
    sample.write_issue(root, 1, "Words")
    sample.write_issue(root, 2, "Words")
    done = mekong("volume", "2026", cwd=root)
    assert done.code == 0, done.err
    return Bindery(root, other)


@pytest.fixture
def bindery(first: Bindery, tmp_path: Path) -> Bindery:
    shutil.copytree(first.root, tmp_path / "river")
    return Bindery(tmp_path / "river", first.other)


def meddle(
    monkeypatch: pytest.MonkeyPatch,
    step: str,
    place: ModuleType = volume_command,
    *,
    before: Callable[[], object] = lambda: None,
    after: Callable[[], object] = lambda: None,
) -> None:
    """Do something right before or right after a step of the command."""
    real = getattr(place, step)

    def meddled(*words: Any, **more: Any) -> Any:
        before()
        try:
            return real(*words, **more)
        finally:
            after()

    monkeypatch.setattr(place, step, meddled)


@pytest.mark.parametrize("step", ["bind_sheaf", "approve", "settle"])
def test_a_part_that_changes_stops_the_volume(
    bindery: Bindery, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    before = bindery.files()
    own = bindery.part.read_bytes()
    meddle(monkeypatch, step, before=bindery.swap)
    code, said = bindery.bind()
    assert code == 3
    assert "river-001-briefing.pdf" in said
    assert "changed" in said
    assert "Wait until it is saved or copied, then bind again." in said
    bindery.part.write_bytes(own)
    assert bindery.files() == before


def swapped_during(
    bindery: Bindery, monkeypatch: pytest.MonkeyPatch, *step: Any
) -> tuple[int, str]:
    """What binding says when the part is another for as long as one step takes."""
    own = bindery.part.read_bytes()

    def back() -> None:
        bindery.part.write_bytes(own)

    meddle(monkeypatch, *step, before=bindery.swap, after=back)
    return bindery.bind()


def test_a_part_that_was_another_only_while_it_was_bound_is_seen_as_well(
    bindery: Bindery, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = bindery.files()
    code, said = swapped_during(bindery, monkeypatch, "bind_sheaf")
    assert code == 3
    assert "“river-001-briefing.pdf” has changed since its volume was planned." in said
    assert bindery.files() == before
    monkeypatch.undo()
    assert bindery.bind()[0] == 0
    assert bindery.files() == before


def test_a_part_that_was_another_only_while_it_was_inspected_is_no_fault_of_the_volume(
    bindery: Bindery, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = bindery.files()
    code, said = swapped_during(bindery, monkeypatch, "volume_faults", inspect_volume)
    assert code == 3
    assert "its own PDF has changed since it was read.\n    Wait until it is saved" in said
    assert bindery.files() == before


def test_the_rest_is_bound_without_it_when_that_was_asked_for(
    bindery: Bindery, monkeypatch: pytest.MonkeyPatch
) -> None:
    meddle(monkeypatch, "bind_sheaf", before=bindery.swap)
    code, said = bindery.bind("--skip-unreadable")
    assert code == 3
    assert "2026: without river-001-briefing.pdf: “river-001-briefing.pdf” has changed" in said
    assert "1 issue " in said
