"""The audit: no answer about a package is never taken for a good one."""

from __future__ import annotations

import json
import os
import sys
import sysconfig
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from types import ModuleType

import pytest

from proofing import program

HOLE = {"id": "PYSEC-1", "fix_versions": ["2.0"]}


@pytest.fixture(scope="module")
def audit() -> ModuleType:
    return program("audit")


def told(name: str, **more: object) -> dict[str, object]:
    return {"name": name, "version": "1.0", "vulns": [], **more}


def test_a_known_hole_is_named(audit: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    assert audit.judge([told("pypdf", vulns=[HOLE])], {"pypdf"}, "") == 1
    assert capsys.readouterr().out == "pypdf 1.0: PYSEC-1, mended in 2.0\n"


def test_what_was_not_asked_about_is_named(
    audit: ModuleType, capsys: pytest.CaptureFixture[str]
) -> None:
    skipped = {"name": "Jinja2", "skip_reason": "not found on PyPI"}
    assert audit.judge([told("pypdf"), skipped], {"pypdf", "jinja2"}, "") == 4
    assert "1 of 2: jinja2.\n    not found on PyPI" in capsys.readouterr().out
    assert audit.judge([], {"pypdf"}, "no network") == 4
    assert "1 of 1: pypdf.\n    no network" in capsys.readouterr().out


def test_only_an_answer_about_all_is_a_good_one(
    audit: ModuleType, capsys: pytest.CaptureFixture[str]
) -> None:
    assert audit.judge([told("pypdf"), told("click")], {"pypdf", "click"}, "") == 0
    assert capsys.readouterr().out == "No known hole in 2 packages.\n"


def test_the_list_holds_what_is_needed_and_no_more(audit: ModuleType) -> None:
    bom = {
        "metadata": {"component": {"bom-ref": "root"}},
        "components": [{"bom-ref": name, "name": name} for name in ("a", "b", "pytest")],
        "dependencies": [{"ref": "root", "dependsOn": ["a", "pytest"]}, {"ref": "pytest"}],
    }
    found = audit.needed(bom, {"a", "b"})
    assert [one["name"] for one in found["components"]] == ["a", "b"]
    assert found["dependencies"] == [{"ref": "root", "dependsOn": ["a"]}]


def test_what_mekong_stands_on_is_found_through_others(audit: ModuleType) -> None:
    pytest.importorskip("packaging")
    names = audit.standing_on("mekong-print")
    assert {"weasyprint", "pydyf", "cffi", "pikepdf", "pydantic-core"} <= names
    assert not names & {"pytest", "hypothesis", "mypy", "mekong-print"}


# ---------------------------------------------------------------- what pip-audit says

# pip-audit as it prints and ends (2.10): a list on standard output, a word on standard error.
CLEAN = (0, {"dependencies": [told("pypdf")], "fixes": []}, "No known vulnerabilities found")
HOLED = (
    1,
    {"dependencies": [told("pypdf", vulns=[HOLE])], "fixes": []},
    "Found 1 known vulnerability in 1 package",
)
UNHEARD = (1, None, "ERROR:pip_audit._cli:Could not connect to PyPI's vulnerability feed")
SKIPPED = (
    0,
    {"dependencies": [{"name": "pypdf", "skip_reason": "Dependency not found"}], "fixes": []},
    "No known vulnerabilities found",
)

Stand = Callable[[str], None]


@pytest.fixture
def stand_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Stand:
    """Put a program in the place of pip-audit."""

    def put(script: str) -> None:
        path = tmp_path / "pip-audit"
        path.write_text(f"#!{sys.executable}\n{script}\n")
        path.chmod(0o755)
        monkeypatch.setattr(sysconfig, "get_path", lambda _: str(tmp_path))

    return put


@pytest.mark.parametrize(
    "case",
    [
        (CLEAN, 0, "No known hole in 1 packages."),
        (HOLED, 1, "pypdf 1.0: PYSEC-1, mended in 2.0"),
        (UNHEARD, 4, "Could not connect"),
        (SKIPPED, 4, "Dependency not found"),
        ((0, {"dependencies": [], "fixes": []}, ""), 4, "no reason given"),
        ((0, "<html>", ""), 4, "pip-audit gave no list"),
        ((0, {"packages": []}, ""), 4, "pip-audit gave no list"),
        ((0, [], ""), 4, "pip-audit gave no list"),
    ],
)
def test_each_answer_has_its_exit_code(
    audit: ModuleType,
    stand_in: Stand,
    capsys: pytest.CaptureFixture[str],
    case: tuple[tuple[int, object, str], int, str],
) -> None:
    (ends, answer, aside), code, words = case
    text = answer if isinstance(answer, str) else json.dumps(answer) if answer is not None else ""
    stand_in(f"import sys\nprint({text!r})\nprint({aside!r}, file=sys.stderr)\nsys.exit({ends})")
    assert audit.known_holes(["pypdf"]) == code
    assert words in capsys.readouterr().out


def test_no_answer_in_time_is_not_a_good_one(
    audit: ModuleType,
    stand_in: Stand,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(audit, "PATIENCE", 0.3)
    stand_in("import time\ntime.sleep(60)")
    assert audit.known_holes(["pypdf"]) == 4
    assert "no answer in 0.3 seconds" in capsys.readouterr().out


def test_without_its_programs_it_says_what_to_install(
    audit: ModuleType,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sysconfig, "get_path", lambda _: str(tmp_path))
    assert audit.main([]) == 3
    assert "pip install --group audit" in capsys.readouterr().out


# ---------------------------------------------------------------- with the real programs

# pip-audit asks one address for each package; this sends its questions to ours.
REROUTED = """
import os, sys
from urllib.parse import urlsplit
if os.environ.get("ADVISORIES"):
    import requests
    get = requests.Session.get
    requests.Session.get = lambda self, url, **more: get(
        self, os.environ["ADVISORIES"] + urlsplit(url).path, **more
    )
"""
ADVISORY = {
    "id": "PYSEC-1", "aliases": ["CVE-1"], "fixed_in": ["99.0"], "summary": "A hole.",
    "published": "2026-01-01T00:00:00Z",
}  # fmt: skip


class Advisories(BaseHTTPRequestHandler):
    """A service that answers for every package; `holed` has a hole, `down` is out of order."""

    holed = ""
    down = False

    def do_GET(self) -> None:
        name = self.path.split("/")[2]
        known = [ADVISORY] if name == self.holed else []
        self.send_response(503 if self.down else 200)
        self.end_headers()
        self.wfile.write(b"" if self.down else json.dumps({"vulnerabilities": known}).encode())

    def log_message(self, *_words: object) -> None:
        return


@pytest.fixture
def advisories(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[type[Advisories]]:
    """A service of our own on this machine, which pip-audit is sent to."""
    if not (Path(sysconfig.get_path("scripts")) / "pip-audit").is_file():
        pytest.skip("needs the dependency group `audit`")

    class Ours(Advisories):
        pass

    server = HTTPServer(("127.0.0.1", 0), Ours)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    (tmp_path / "sitecustomize.py").write_text(REROUTED)
    before = os.environ.get("PYTHONPATH")
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(filter(None, (str(tmp_path), before))))
    monkeypatch.setenv("ADVISORIES", f"http://127.0.0.1:{server.server_port}")
    monkeypatch.setenv("PIP_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    yield Ours
    server.shutdown()
    server.server_close()


BESIDE = ["requests", "cachecontrol"]  # packages that pip-audit stands on, and so are beside it


def test_the_real_pip_audit_finds_nothing_where_nothing_is(
    audit: ModuleType, advisories: type[Advisories], capsys: pytest.CaptureFixture[str]
) -> None:
    assert audit.known_holes(BESIDE) == 0
    assert capsys.readouterr().out == "No known hole in 2 packages.\n"


def test_the_real_pip_audit_names_a_hole(
    audit: ModuleType, advisories: type[Advisories], capsys: pytest.CaptureFixture[str]
) -> None:
    advisories.holed = "requests"
    assert audit.known_holes(BESIDE) == 1
    assert ": PYSEC-1, mended in 99.0" in capsys.readouterr().out


def test_the_real_pip_audit_without_its_service_is_no_good_answer(
    audit: ModuleType,
    advisories: type[Advisories],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    advisories.down = True
    assert audit.known_holes(BESIDE) == 4
    monkeypatch.setenv("ADVISORIES", "http://127.0.0.1:9")  # nobody listens there
    assert audit.known_holes(BESIDE) == 4
    assert capsys.readouterr().out.count("Not asked about, 2 of 2: cachecontrol, requests.") == 2


def test_the_list_is_sound_by_the_schema_of_cyclonedx(
    audit: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("cyclonedx", reason="needs the dependency group `audit`")
    monkeypatch.setattr(audit, "TARGET", tmp_path / "dist" / "sbom.cdx.json")
    assert {"weasyprint", "pikepdf", "pypdf"} <= {name.lower() for name in audit.list_parts()}
    bom = json.loads(audit.TARGET.read_text("utf-8"))
    assert (bom["bomFormat"], bom["specVersion"]) == ("CycloneDX", "1.6")
    assert audit.fault_of(json.dumps(bom)) == ""
    assert "version" in audit.fault_of(json.dumps({**bom, "version": "one"}))
