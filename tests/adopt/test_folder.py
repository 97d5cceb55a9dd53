"""The runner for folders of PDFs, over what registries and these tests hold of odd ones."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from adopt import hostile
from fetched import OCRMYPDF, package
from proofing import ROOT

RUNNER = ROOT / "tools" / "adopt_folder.py"


def run(folder: Path, found: Path, *words: str) -> tuple[int, dict[str, object], str]:
    done = subprocess.run(
        [sys.executable, str(RUNNER), str(folder), "--json", str(found), *words],
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert found.exists(), done.stderr
    return done.returncode, json.loads(found.read_text("utf-8")), done.stdout


def held(told: dict[str, object], fate: str) -> list[str]:
    return [Path(one["path"]).stem for one in told["results"] if one["fate"] == fate]  # type: ignore[attr-defined]


def test_every_pdf_is_adopted_and_bound_or_refused_by_name(tmp_path: Path) -> None:
    """A few of each; all of them are adopted and bound in test_hostile and test_adopted."""
    folder = tmp_path / "pdfs"
    folder.mkdir()
    good = dict(list(hostile.ADOPTED.items())[:4])
    bad = {name: make for name, (make, _) in list(hostile.REFUSED.items())[:4]}
    for name, make in (good | bad).items():
        (folder / f"{name}.pdf").write_bytes(make())
    code, told, _ = run(folder, tmp_path / "found.json", "--bind", "100", "--quiet")
    assert held(told, "FAULT") == []
    assert code == 0
    assert sorted(held(told, "adopted")) == sorted(good)
    assert sorted(held(told, "refused")) == sorted(bad)
    assert sorted(held(told, "bound")) == sorted(good)
    assert all(one["why"] for one in told["results"] if one["fate"] in ("refused", "not bound"))  # type: ignore[attr-defined]


def test_no_pdf_of_another_projects_tests_makes_a_fault(tmp_path: Path) -> None:
    """OCRmyPDF's: scans, forms, damaged files, odd boxes."""
    folder = package(OCRMYPDF) / "tests" / "resources"
    code, told, said = run(folder, tmp_path / "found.json", "--bind", "100", "--quiet")
    assert told["pdfs"] == 41, said
    assert held(told, "FAULT") == []
    assert code == 0


def test_each_can_be_bound_alone(tmp_path: Path) -> None:
    folder = tmp_path / "pdfs"
    folder.mkdir()
    unnamed = hostile.stream(b"1 /Span BDC\n" + hostile.WORDS + b"\nEMC")
    (folder / "good.pdf").write_bytes(hostile.plain())
    (folder / "odd.pdf").write_bytes(hostile.document({4: unnamed}))
    code, told, _ = run(folder, tmp_path / "found.json", "--alone", "--quiet")
    assert (code, held(told, "bound"), held(told, "not bound")) == (0, ["good"], ["odd"])
    (why,) = [one["why"] for one in told["results"] if one["fate"] == "not bound"]  # type: ignore[attr-defined]
    assert "is not painted as in its own PDF" in why


@pytest.mark.parametrize("fault", ["time", "memory"])
def test_the_runner_sees_a_fault(tmp_path: Path, fault: str) -> None:
    folder = tmp_path / "pdfs"
    folder.mkdir()
    (folder / "a.pdf").write_bytes(hostile.document())
    name = {"time": "MOST_SECONDS", "memory": "MOST_MEMORY"}[fault]
    words = [str(folder)]
    script = f"import adopt_folder as it, sys; it.{name} = 0.0; sys.exit(it.main({words!r}))"
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=RUNNER.parent,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "1 FAULT" in done.stdout
