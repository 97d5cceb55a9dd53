"""Whatever the machine does to a build or a volume, every output is the old or the whole new one.

The harness is tools/faults.py, which does the same some hundred times (docs/reliability.md).
"""

from __future__ import annotations

from pathlib import Path
from types import ModuleType

import pytest

from proofing import program

SEED = 22
BUILD = {"kill": 5, "kill-parent": 2, "kill-child": 2, "ctrl-c": 1}
BUILD |= dict.fromkeys(("full", "read-only", "scratch", "stdout", "changing", "cramped"), 1)
VOLUME = {"kill": 2, "kill-parent": 1, "kill-child": 1, "full": 1, "elsewhere": 1, "twice": 1}
VOLUME |= {"part": 1, "cramped": 1}

needs_linux = pytest.mark.skipif(not Path("/proc/self").is_dir(), reason="needs /proc")


@pytest.fixture(scope="module")
def harness() -> ModuleType:
    return program("faults")


@needs_linux
@pytest.mark.parametrize(("command", "times"), [("build", BUILD), ("volume", VOLUME)])
def test_every_output_is_the_old_or_the_whole_new_one(
    harness: ModuleType, command: str, times: dict[str, int]
) -> None:
    tallies = harness.run({command: times}, SEED)
    assert [f"{one.fault}: {words}" for one in tallies for words in one.broken] == []
    assert [one.trials for one in tallies] == list(times.values())
    kills = [one for one in tallies if one.fault.startswith("kill")]
    assert sum(one.struck for one in kills) >= sum(one.trials for one in kills) / 2


@needs_linux
def test_the_harness_sees_what_is_broken(harness: ModuleType, tmp_path: Path) -> None:
    ground = harness.Ground(tmp_path, "build")
    (name, *_) = (name for name in ground.new if name.endswith(".pdf"))
    (ground.output / name).write_bytes(ground.new[name][:1000])
    (ground.output / ".mekong-draft-x.pdf").touch()
    tally = harness.Tally("half a file", "build")
    harness.judge(ground, tally, (70, "a bug"))
    told = "\n".join(tally.broken)
    assert "exit 70: a bug" in told
    assert f"{name} is neither the old nor the new file" in told
    assert "left: ['.mekong-draft-x.pdf']" in told
    assert "the next run" not in told
