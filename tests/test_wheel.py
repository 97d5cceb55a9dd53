"""The package as others install it: one wheel, with layouts, fonts, flags and words inside."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from proofing import LAYOUTS, ROOT, SAMPLES


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "pip", "wheel", "--no-deps", "--no-build-isolation"]
    subprocess.run(
        [*command, "--wheel-dir", str(folder), str(ROOT)], check=True, capture_output=True
    )
    return next(folder.glob("*.whl"))


def test_everything_that_pages_need_is_in_the_wheel(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    for part in ("layouts", "fonts", "flags"):
        files = [path for path in (ROOT / part).rglob("*") if path.is_file()]
        assert files
        for path in files:
            assert f"mekong_print/{path.relative_to(ROOT).as_posix()}" in names
    samples = [path for path in SAMPLES.rglob("*") if path.is_file()]
    assert len([path for path in samples if path.name == "issue.md"]) == 4
    for path in samples:
        assert f"mekong_print/sample/{path.relative_to(SAMPLES).as_posix()}" in names
    assert "mekong_print/sample/001-the-river-in-figures/issue.md" in names
    assert "mekong_print/names/kh.toml" in names
    assert {f"mekong_print/words/{name}" for name in ("en.txt.gz", "SCOWL-LICENSE")} <= names
    assert "mekong_print/locale/vi/LC_MESSAGES/mekong.po" in names


def test_nothing_else_is_in_it(wheel: Path) -> None:
    tops = {name.split("/")[0] for name in zipfile.ZipFile(wheel).namelist()}
    assert tops == {"mekong_print", wheel.name.split("-py3")[0] + ".dist-info"}


def test_an_installed_wheel_founds_a_publication_that_builds_at_once(
    wheel: Path, tmp_path: Path
) -> None:
    site = tmp_path / "site"
    zipfile.ZipFile(wheel).extractall(site)
    surroundings = {**os.environ, "PYTHONPATH": str(site)}

    def mekong(*words: str, cwd: Path) -> str:
        command = [sys.executable, "-P", "-m", "mekong_print", *words]
        done = subprocess.run(
            command, cwd=cwd, env=surroundings, check=False, capture_output=True, text=True
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    where = "import mekong_print; print(mekong_print.__file__)"
    command = [sys.executable, "-P", "-c", where]
    found = subprocess.run(command, env=surroundings, check=True, capture_output=True, text=True)
    assert found.stdout.startswith(str(site))
    mekong("init", "--slim", "our-post", cwd=tmp_path)
    made = mekong("build", "--all", cwd=tmp_path / "our-post")
    made_of = sorted(tuple(line.split()[:2]) for line in made.splitlines())
    assert made_of == [(str(number), layout) for number in range(1, 5) for layout in LAYOUTS]
