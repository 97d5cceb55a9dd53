"""A PDF and its manifest: both on the disk before either comes, and a death between them heals."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from mekong_print.errors import WriteError
from mekong_print.files import DRAFT_PREFIX
from mekong_print.manifests import publish
from mekong_print.volume.record import VolumeRecord

RECORD = VolumeRecord(
    name="007", title="Air", subtitle="", lang="en", layout="briefing", desk="River", years=(),
    date=None, pages=1, fingerprint="00",
)  # fmt: skip


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    """A draft, and the PDF that it is of, which stands with its manifest."""
    draft, pdf = tmp_path / f"{DRAFT_PREFIX}1.pdf", tmp_path / "issue.pdf"
    draft.write_bytes(b"new")
    pdf.write_bytes(b"old")
    pdf.with_suffix(".json").write_bytes(b"old")
    return draft, pdf


def steps(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is done to files from now on: made durable, or put in place of which."""
    done: list[str] = []
    fsync, replace = os.fsync, Path.replace

    def fsynced(handle: int) -> None:
        done.append("durable")
        fsync(handle)

    def replaced(draft: Path, target: Path) -> Path:
        done.append(target.name)
        return replace(draft, target)

    monkeypatch.setattr(os, "fsync", fsynced)
    monkeypatch.setattr(Path, "replace", replaced)
    return done


def test_both_are_on_the_disk_before_either_comes_the_pdf_first(
    files: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    done = steps(monkeypatch)
    publish(*files, RECORD)
    assert done[:4] == ["durable", "durable", "issue.pdf", "issue.json"]
    assert done[4:] == ["durable"]  # the folder, so that both names last as well


@pytest.mark.parametrize("step", [1, 2])
def test_a_disk_that_fills_up_leaves_both_as_they_were(
    files: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch, step: int
) -> None:
    left = [step]

    def full(_handle: int) -> None:
        left[0] -= 1
        if not left[0]:
            raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(WriteError, match="No space left"):
        publish(*files, RECORD)
    assert [files[1].read_bytes(), files[1].with_suffix(".json").read_bytes()] == [b"old", b"old"]


DIES = """
import os
from pathlib import Path
replace = Path.replace
def dying(draft, target):
    replace(draft, target)
    os._exit(137)
Path.replace = dying
"""


def test_a_death_between_the_two_is_told_and_mended_by_the_next_build(
    publication: Any, tmp_path: Path
) -> None:
    assert publication.mekong("build", "--force").code == 0
    manifest = publication.pdf().with_suffix(".json")
    before = manifest.read_bytes()
    source = publication.issue()
    source.write_text(source.read_text("utf-8").replace("Words", "Other words"), "utf-8")
    (tmp_path / "python").mkdir()
    (tmp_path / "python" / "sitecustomize.py").write_text(DIES)
    path = os.pathsep.join(filter(None, (str(tmp_path / "python"), os.environ.get("PYTHONPATH"))))
    assert publication.mekong("build", PYTHONPATH=path).code == 137
    assert manifest.read_bytes() == before
    verdict = publication.mekong("verify", "7")
    assert verdict.code == 1
    assert "NOT AS IT WAS MADE" in verdict.out
    again = publication.mekong("build")
    assert again.code == 0, again.err
    assert "river-007-briefing.pdf" in again.out
    assert publication.mekong("verify", "7").code == 0
    assert publication.drafts() == []


def may_mount() -> bool:
    """Whether a shell may have a mount of its own: Linux, as root."""
    if shutil.which("unshare") is None:
        return False
    probe = ["unshare", "--mount", "mount", "-t", "tmpfs", "none", "/mnt"]
    return subprocess.run(probe, check=False, capture_output=True).returncode == 0


needs_mounts = pytest.mark.skipif(not may_mount(), reason="needs the right to mount")


def mounted(publication: Any, script: str, **env: str) -> subprocess.CompletedProcess[str]:
    """Build while a shell has mounted what only it and the build see."""
    command = ["unshare", "--mount", "sh", "-ec", f'{script}\nexec "$@"', "sh"]
    return subprocess.run(
        [*command, *publication.command("build")],
        cwd=publication.root,
        env={**os.environ, **env},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


@needs_mounts
def test_an_output_that_cannot_be_written_is_named_with_what_to_do(publication: Any) -> None:
    run = mounted(publication, "mount --bind output output; mount -o remount,bind,ro output")
    assert run.returncode == 6
    assert "river-007-briefing.pdf could not be written: its folder is read-only." in run.stderr
    assert "Make it writable or choose another folder; the old file is untouched." in run.stderr
    assert "Traceback" not in run.stderr
    assert publication.old_stands()


@needs_mounts
@pytest.mark.parametrize(("room", "code"), [("size=4k", 0), ("nr_inodes=2", 6)])
def test_a_full_folder_for_temporary_files_hurts_no_output(
    publication: Any, tmp_path: Path, room: str, code: int
) -> None:
    """The disk of output/ has room; that of temporary files has none for what we need there.

    Where it takes nothing at all, Python finds another folder.
    """
    tmp = tmp_path / "small"
    tmp.mkdir()
    run = mounted(publication, f"mount -t tmpfs -o {room} none {tmp}", TMPDIR=str(tmp))
    assert run.returncode == code, run.stderr
    assert "Traceback" not in run.stderr
    assert publication.drafts() == []
    if code:
        assert publication.old_stands()
        assert "Error: No press could be started: No space left on device." in run.stderr
        assert "or set TMPDIR" in run.stderr
    else:
        assert publication.mekong("verify", "7").code == 0


def test_whatever_the_umask_everybody_may_read_what_was_made(publication: Any) -> None:
    done = subprocess.run(
        publication.command("build"), cwd=publication.root, umask=0o777, check=False
    )
    assert done.returncode == 0
    for path in (publication.pdf(), publication.pdf().with_suffix(".json")):
        assert path.stat().st_mode & 0o777 == 0o644
