"""What the fuzzer found once is found no more; it runs without atheris, as everybody can."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from types import ModuleType

import pytest

from mekong_print.errors import SourceError
from mekong_print.reading import Question, ReadingRoom
from proofing import ROOT, program

CASES = sorted(path for path in (ROOT / "tests" / "fuzz_cases").iterdir() if path.is_file())


@pytest.fixture(scope="module")
def fuzz() -> ModuleType:
    return program("fuzz")


def became(raw: bytes, room: ReadingRoom) -> str:
    """Why a PDF is refused; nothing where it is not."""
    try:
        room.look(Question(raw, "“x”", "x.pdf", guess=True))
    except SourceError as refused:
        return refused.message
    return ""


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_case_is_read_or_refused_in_time(fuzz: ModuleType, case: Path) -> None:
    name = case.name.partition("-")[0]
    began = time.monotonic()
    if name == "adopt":  # apart, as it is done for real
        with ReadingRoom() as room:
            assert "broke the program" not in became(case.read_bytes(), room)
    else:
        fuzz.TARGETS[name].read(case.read_bytes())
    assert time.monotonic() - began < fuzz.SECONDS


@pytest.mark.parametrize("name", ["import", "parse", "translate", "sidecar"])
def test_a_target_takes_its_seeds(fuzz: ModuleType, name: str) -> None:
    target = fuzz.TARGETS[name]
    found = sorted(target.seeds(), key=len)[:5]
    assert found
    for seed in (*found, b"", b"\xff\x00"):
        target.read(seed)


def test_without_atheris_it_says_what_to_do(
    fuzz: ModuleType, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "atheris", None)
    assert fuzz.main(["import"]) == 3
    assert "pip install --group fuzz" in capsys.readouterr().out
