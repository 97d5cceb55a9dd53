"""A sample in six languages and a sample of bad input, printed once in every layout."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from proofing import LAYOUTS, Run, mekong

TOML = '[publication]\nname = "Six Tongues"\n\n[[desks]]\nname = "Six Tongues"\n'
SAMPLE = Path(__file__).parent / "sample"


def printed(folder: Path) -> Run:
    """Build the one issue of a publication in every layout."""
    (folder / "mekong.toml").write_text(TOML, "utf-8")
    layouts = [word for layout in LAYOUTS for word in ("--layout", layout)]
    return mekong("build", "--no-check", *layouts, cwd=folder)


@pytest.fixture(scope="session")
def six(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the sample's PDFs, and what the build said in `said.txt`."""
    folder = tmp_path_factory.mktemp("six")
    shutil.copytree(SAMPLE, folder / "issues" / "001-six-tongues")
    run = printed(folder)
    assert run.code == 0, run.err
    (folder / "output" / "said.txt").write_text(run.out + run.err, "utf-8")
    return folder / "output"
