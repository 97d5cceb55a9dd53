"""Same sources, same fonts, same versions: same bytes, wherever and whenever they are made."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from importlib.metadata import version
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


# ---------------------------------------------------------------- everything at once

# Python's clocks, five years and some months ahead; the press finds this on its path as well.
CLOCK = """
import datetime, time
AHEAD = 171_234_567
for name, unit in (("time", 1), ("time_ns", 10**9)):
    setattr(time, name, lambda real=getattr(time, name), unit=unit: real() + AHEAD * unit)
for name in ("gmtime", "localtime", "ctime"):
    real = getattr(time, name)
    def shifted(moment=None, real=real):
        return real(time.time() if moment is None else moment)
    setattr(time, name, shifted)
class Ahead(datetime.datetime):
    @classmethod
    def now(cls, tz=None):
        return cls.fromtimestamp(time.time(), tz)
    @classmethod
    def utcnow(cls):
        return cls.fromtimestamp(time.time(), datetime.UTC).replace(tzinfo=None)
datetime.datetime = Ahead
"""
ELSEWHERE = {
    "PYTHONHASHSEED": "4711",
    "TZ": "Pacific/Kiritimati",
    "LANG": "km_KH.UTF-8",
    "LC_ALL": "tr_TR.UTF-8",
    "LANGUAGE": "tr",
    "HOME": "/nonexistent",
    "XDG_CACHE_HOME": "/nonexistent/cache",
    "USER": "somebody",
    "LOGNAME": "somebody",
    "COLUMNS": "41",
}
ANOTHER_USER = {
    "setpriv": ("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"),
    "unshare": ("unshare", "--user", "--map-user=65534", "--map-group=65534"),
}


def backwards(source: Path, target: Path) -> None:
    """Copy a folder so that the disk has its files in another order, with other times."""
    for path in sorted(source.rglob("*"), reverse=True):
        if path.is_file() and "output" not in path.relative_to(source).parts:
            copy = target / path.relative_to(source)
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes(path.read_bytes())
            os.utime(copy, (86_400, 86_400))


def as_another_user(root: Path) -> tuple[str, ...]:
    """What lets a command run as somebody else, who can run Python and write into `root`."""
    for name, prefix in ANOTHER_USER.items():
        probe = [
            *prefix,
            sys.executable,
            "-c",
            f"import weasyprint; open({str(root / 'x')!r}, 'w')",
        ]
        if shutil.which(name) and os.geteuid() == 0:
            if name == "setpriv":
                for path in (root, *root.rglob("*")):
                    os.chown(path, 65534, 65534)
            if subprocess.run(probe, capture_output=True, check=False).returncode == 0:
                (root / "x").unlink()
                return prefix
            for path in (root, *root.rglob("*")):
                os.chown(path, 0, 0)
    return ()


def made(root: Path) -> dict[str, str]:
    """Every PDF and every manifest below output/, by its name: the hash."""
    output = root / "output"
    return {str(path.relative_to(output)): sha(path) for path in output.rglob("*.*")}


def bound(root: Path, prefix: tuple[str, ...] = (), env: dict[str, str] | None = None) -> None:
    """Print the issues and bind the volume of 2025."""
    words = ["-m", "mekong_print", "-C", str(root), "volume", "2025", "--layout", "briefing"]
    done = subprocess.run(
        [*prefix, sys.executable, *words, "--jobs", "1" if env else "2"],
        cwd="/" if env else root,
        env={**os.environ, **(env or {})},
        umask=0o077 if env else 0o022,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def test_two_machines_that_differ_in_everything_make_the_same_files(
    press: Press, tmp_path: Path
) -> None:
    """Issues, a volume and all manifests; other processes, hash seed, time zone, locale, user,
    umask, folder, order of files, number of presses, temporary folder, and clock.
    """
    tmp_path.chmod(0o755)
    here = copy_of(press, tmp_path / "here")
    there = tmp_path / "there" / "a folder: ភាសា, ‘x’ & 100%"
    backwards(here, there)
    clock = tmp_path / "clock"
    (clock / "tmp").mkdir(parents=True)
    (clock / "tmp").chmod(0o777)
    (clock / "sitecustomize.py").write_text(CLOCK)
    prefix = as_another_user(there)
    paths = os.pathsep.join(filter(None, (str(clock), os.environ.get("PYTHONPATH", ""))))
    bound(here)
    bound(there, prefix, {**ELSEWHERE, "PYTHONPATH": paths, "TMPDIR": str(clock / "tmp")})
    assert len(made(here)) >= 4  # an issue and a volume, with their manifests
    assert any(name.startswith("volumes/") for name in made(here))
    assert made(there) == made(here)
    if not prefix:
        told = "all else made no difference; another user needs root, and setpriv or unshare"
        if IN_CI:
            pytest.fail(told)
        pytest.skip(told)


def test_the_clock_of_the_other_machine_is_another(tmp_path: Path) -> None:
    """Else the test above would show nothing."""
    (tmp_path / "sitecustomize.py").write_text(CLOCK)
    script = "import datetime, time; print(datetime.datetime.now().year, time.localtime().tm_year)"
    told = [
        subprocess.run(
            [sys.executable, "-c", script],
            env={**os.environ, "PYTHONPATH": path},
            capture_output=True,
            text=True,
            check=True,
        ).stdout.split()
        for path in ("", str(tmp_path))
    ]
    assert all(int(there) - int(here) in (5, 6) for here, there in zip(*told, strict=True))


SHAPED = (
    "mekong-print WeasyPrint Pango HarfBuzz fontconfig zlib pydyf Pillow fontTools Pyphen pikepdf "
    "libqpdf Jinja2 Babel markdown-it-py Python"
).split()


def test_a_manifest_names_the_versions_of_all_that_shaped_its_file(press: Press) -> None:
    beside = press.pdf("belt", "briefing").with_suffix(".json")
    tools = json.loads(beside.read_text("utf-8"))["record"]["tools"]
    assert [name for name in SHAPED if not re.match(r"\d+\.\d+", tools.get(name, ""))] == []
    assert tools["WeasyPrint"] == version("weasyprint")
    assert tools["Pillow"] == version("pillow")
    assert "unknown" not in tools.values()
