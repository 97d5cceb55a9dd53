"""Same sources, same fonts, same versions: same bytes, wherever and whenever they are made."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from proofing import IN_CI, LAYOUTS, ROOT, Press, mekong

SURROUNDINGS = {
    "another hash seed": {"PYTHONHASHSEED": "4711"},
    "another home": {"HOME": "/nonexistent", "XDG_CACHE_HOME": "/nonexistent/cache"},
    "another locale": {"LANG": "km_KH.UTF-8", "LC_ALL": "C"},
    "another time zone": {"TZ": "Pacific/Kiritimati"},
    "fontconfig of the user": {"FONTCONFIG_PATH": "/etc/fonts", "FC_DEBUG": "0"},
}


def sha(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def copy_of(press: Press, target: Path) -> Path:
    shutil.copytree(press.root, target, ignore=shutil.ignore_patterns("output"))
    return target


@pytest.mark.parametrize("name", SURROUNDINGS)
def test_surroundings_do_not_reach_a_page(press: Press, tmp_path: Path, name: str) -> None:
    root = copy_of(press, tmp_path / "a folder with spaces, elsewhere")
    done = mekong("build", "--layout", "briefing", cwd=root, env=SURROUNDINGS[name])
    assert done.code == 0, done.err
    for issue in ("belt", "river"):
        assert sha(Press(root).pdf(issue, "briefing")) == sha(press.pdf(issue, "briefing"))


def test_order_of_building_does_not_reach_a_page(press: Press, tmp_path: Path) -> None:
    root = copy_of(press, tmp_path / "reversed")
    for layout in reversed(LAYOUTS):
        assert mekong("build", "22", "--layout", layout, "--jobs", "1", cwd=root).code == 0
    for layout in LAYOUTS:
        assert sha(Press(root).pdf("belt", layout)) == sha(press.pdf("belt", layout))


def test_system_fonts_do_not_reach_a_page(press: Press, tmp_path: Path) -> None:
    """The same bytes with no font on the system at all (its folders covered by empty ones)."""
    root = copy_of(press, tmp_path / "bare")
    hidden = [path for path in ("/usr/share/fonts", "/etc/fonts") if Path(path).is_dir()]
    cover = "; ".join(f"mount -t tmpfs none {path}" for path in hidden)
    build = f'{cover or "true"}; exec "$0" -m mekong_print build 22 --layout briefing'
    command = ["unshare", "--mount", "sh", "-c", build, sys.executable]
    if shutil.which("unshare") is None or os.geteuid() != 0:
        if IN_CI:
            pytest.fail("CI must run as root and have unshare (util-linux)")
        pytest.skip("hiding the system's fonts needs root and unshare (Linux)")
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    done = subprocess.run(
        command, cwd=root, env=environment, capture_output=True, text=True, check=False
    )
    if "unshare failed" in done.stderr or "permission denied" in done.stderr.lower():
        pytest.skip("this machine does not let a process hide folders from itself")
    assert done.returncode == 0, done.stderr
    assert sha(Press(root).pdf("belt", "briefing")) == sha(press.pdf("belt", "briefing"))


def test_the_clock_is_no_input(press: Press, tmp_path: Path) -> None:
    """Dates come from the source, or from SOURCE_DATE_EPOCH, which is seen to change the bytes."""
    root = copy_of(press, tmp_path / "epoch")
    env = {"SOURCE_DATE_EPOCH": "86400"}
    assert mekong("build", "22", cwd=root, env=env).code == 0
    made = Press(root).pdf("belt", "briefing").read_bytes()
    assert b"1970-01-02" in made
    assert b"1970-01-02" not in press.pdf("belt", "briefing").read_bytes()
