"""What tests share: `mekong` as a person runs it, and the tools that pages are read with."""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from mekong_print.pressroom import environment
from mekong_print.render.fonts import FontShelf, write_configuration

ROOT = Path(__file__).parents[1]
SAMPLES = ROOT / "src" / "mekong_print" / "sample"
LAYOUTS = ("briefing", "magazine", "phone")
IN_CI = os.environ.get("CI") == "true"


@dataclass(frozen=True)
class Run:
    """A finished run of `mekong`."""

    code: int
    out: str
    err: str


def mekong(*words: object, cwd: Path = ROOT, env: dict[str, str] | None = None) -> Run:
    """Run `mekong` as a person would, in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "mekong_print", *map(str, words)],
        cwd=cwd,
        env={**os.environ, **(env or {})},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    return Run(done.returncode, done.stdout, done.stderr)


def tool(name: str) -> str:
    """A program that the tests read pages with; its absence is said by name."""
    found = shutil.which(name)
    if found is None:
        if IN_CI:
            pytest.fail(f"{name} is missing, and CI must have it")
        pytest.skip(f"{name} is not on this machine (Debian: poppler-utils or qpdf)")
    return found


def program(name: str) -> ModuleType:
    """A program of tools/, which is no package, as a module of its own; loaded anew each time."""
    path = ROOT / "tools" / f"{name}.py"
    spec = importlib.util.spec_from_file_location(f"tools.{name}", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # where dataclasses look for the names of their fields
    sys.path.insert(0, str(path.parent))  # programs share modules that lie beside them
    try:
        spec.loader.exec_module(module)
    finally:
        sys.path.remove(str(path.parent))
    return module


def in_press(script: str, cases: object, folder: Path) -> Any:
    """What a script makes of cases (both in JSON) in the surroundings of a press."""
    fonts = write_configuration(FontShelf((ROOT / "fonts",)), folder)
    done = subprocess.run(
        [sys.executable, "-c", script],
        input=json.dumps(cases),
        capture_output=True,
        text=True,
        check=True,
        env=environment(fonts),
    )
    return json.loads(done.stdout)


def poppler_text(pdf: Path, *flags: str) -> str:
    """The text of a PDF as poppler reads it."""
    command = [tool("pdftotext"), *flags, str(pdf), "-"]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


@dataclass(frozen=True)
class Press:
    """The Mekong Belt's issue 22 and two of the sample issues, printed in every layout."""

    root: Path

    def pdf(self, issue: str, layout: str) -> Path:
        """The PDF of `belt` (Issue 22), `river` (sample 1) or `handbook` (4, corrected)."""
        number = {"belt": 22, "river": 1, "handbook": 4}[issue]
        name = f"mekong-belt-{number:03d}"
        return self.root / "output" / f"{name}-{layout}.pdf"
