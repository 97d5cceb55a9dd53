"""A publication as an editor has it, and `mekong` as a shell calls it."""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

OLD = b"%PDF-1.7\n% last week's edition\n"
CONFIG = """\
[publication]
name = "River"
publisher = "River Press"
url = "https://example.org/"

[[desks]]
name = "River"
"""
HEAD = """\
---
desk: River
number: {number}
title: {title}
date: 2026-01-05
---

"""
BODY = """\
# Cambodia 🇰🇭

## A Headline
by A. Writer, in Phnom Penh

Words of the article, enough for one line.
"""


@dataclass(frozen=True)
class Run:
    """What one call of `mekong` gave."""

    code: int
    out: str
    err: str


class Publication:
    """A publication in a folder, with the built-in layouts and fonts."""

    def __init__(self, root):
        self.root = root
        (root / "output").mkdir(parents=True)
        self.config(CONFIG)

    def config(self, text):
        content = text if isinstance(text, bytes) else text.encode()
        (self.root / "mekong.toml").write_bytes(content)

    def issue(self, number=7, source=None, folder=None):
        """Write an issue; the source is that of a tiny valid one where none is given."""
        path = self.root / "issues" / (folder or f"{number:03d}") / "issue.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        title = "A Short Issue" if number == 7 else f"Short Issue {number}"
        text = HEAD.format(number=number, title=title) + BODY if source is None else source
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    def pdf(self, number=7, layout="briefing"):
        return self.root / "output" / f"river-{number:03d}-{layout}.pdf"

    def put_old(self, number=7, layout="briefing"):
        """A PDF from last week where the new one would go."""
        self.pdf(number, layout).write_bytes(OLD)

    def old_stands(self, number=7, layout="briefing"):
        return self.pdf(number, layout).read_bytes() == OLD

    def drafts(self):
        return [path for path in self.root.rglob("*") if path.name.startswith(".mekong")]

    def command(self, *words):
        return [sys.executable, "-m", "mekong_print", *map(str, words)]

    def mekong(self, *words, **env):
        done = subprocess.run(
            self.command(*words),
            cwd=self.root,
            env={**os.environ, **env},
            capture_output=True,
            timeout=120,
            check=False,
        )
        return Run(done.returncode, done.stdout.decode(), done.stderr.decode())


@pytest.fixture
def publication(tmp_path):
    """A publication with one valid issue, number 7, and last week's PDF of it."""
    made = Publication(tmp_path / "river")
    made.issue()
    made.put_old()
    return made


@pytest.fixture(scope="session")
def found():
    """Found a publication in a folder."""
    return Publication


@pytest.fixture(scope="session")
def printed(tmp_path_factory):
    """Four issues that were printed once; tests that use it change nothing."""
    made = Publication(tmp_path_factory.mktemp("printed") / "river")
    for number in (1, 2, 3, 4):
        made.issue(number)
    made.first = made.mekong("build", "--jobs", "2")
    return made


@pytest.fixture(scope="session")
def started(tmp_path_factory):
    """A publication as `mekong init` makes it, and all its editions."""
    root = Path(tmp_path_factory.mktemp("started"))
    made = Publication(root / "unused")
    made.root = root
    made.first = made.mekong("init", "weekly", "--name", "The Weekly", "--desk", "River")
    made.root = root / "weekly"
    made.second = made.mekong("build", "--all")
    return made
