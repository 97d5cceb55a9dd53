"""Files are written whole or not at all, and nothing of a killed build stays for ever."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from mekong_print.errors import InspectionError, SourceError, WriteError
from mekong_print.files import DRAFT_PREFIX, STALE, digest_of, read_bytes, tree_of, write_whole
from mekong_print.places import looks_due


def test_a_refused_draft_leaves_the_old_file(tmp_path: Path) -> None:
    target = tmp_path / "issue.pdf"
    target.write_bytes(b"old")

    def refuse(draft: Path) -> None:
        assert draft.read_bytes() == b"new"
        assert draft.parent == target.parent
        raise InspectionError("no")

    with pytest.raises(InspectionError):
        write_whole(target, b"new", refuse)
    assert [path.name for path in tmp_path.iterdir()] == ["issue.pdf"]
    assert target.read_bytes() == b"old"


def test_a_full_disk_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "issue.pdf"
    target.write_bytes(b"old")

    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(WriteError, match="No space left"):
        write_whole(target, b"new")
    assert [path.name for path in tmp_path.iterdir()] == ["issue.pdf"]
    assert target.read_bytes() == b"old"


def test_drafts_of_killed_builds_are_swept_once_they_are_stale(tmp_path: Path) -> None:
    old, young = tmp_path / f"{DRAFT_PREFIX}a.pdf", tmp_path / f"{DRAFT_PREFIX}b.pdf"
    for draft in (old, young):
        draft.write_bytes(b"half")
    long_ago = time.time() - STALE - 60
    os.utime(old, (long_ago, long_ago))
    write_whole(tmp_path / "issue.pdf", b"new")
    assert not old.exists()
    assert young.exists()


def test_a_pipe_is_no_source(tmp_path: Path) -> None:
    pipe = tmp_path / "issue.md"
    os.mkfifo(pipe)
    with pytest.raises(SourceError, match="is no file"):
        read_bytes(pipe, "issue.md")


def test_a_digest_hangs_on_names_and_contents_and_not_on_order() -> None:
    parts = [("a", b"1"), ("b", b"2")]
    assert digest_of(parts) == digest_of(reversed(parts))
    assert digest_of(parts) != digest_of([("a", b"2"), ("b", b"1")])


def test_hidden_and_compiled_files_are_no_part_of_a_tree(tmp_path: Path) -> None:
    for name in ("b.md", "a/c.md", ".hidden", "__pycache__/x.pyc"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"x")
    assert [name for name, _ in tree_of(tmp_path)] == ["a/c.md", "b.md"]


def test_times_only_guess_whether_a_press_should_warm_up(tmp_path: Path) -> None:
    (tmp_path / "mekong.toml").write_text("", "utf-8")
    (tmp_path / "output").mkdir()
    assert looks_due(tmp_path)
    pdf = tmp_path / "output" / "a.pdf"
    pdf.write_bytes(b"")
    later = time.time() + 60
    os.utime(pdf, (later, later))
    assert not looks_due(tmp_path)
