"""`mekong init`: a new publication that builds at once."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from mekong_print.errors import UsageError
from mekong_print.files import tree_of, write_whole
from mekong_print.places import CONFIG_NAME, built_in

SAMPLE = Path(__file__).parents[1] / "sample"
_CONFIG = """\
# {name}: what is the same for all its issues. docs/settings.md describes every key.

[publication]
name = "{name}"
language = "en"

[[desks]]
name = "{desk}"
prefix = ""            # opens the ids of the desk's issues; never change it once an issue is out

[build]
layouts = ["briefing"]
"""
_IGNORE = "# Made by mekong build; never edited.\n*\n!.gitignore\n"


@dataclass(frozen=True, slots=True)
class Founding:
    """A new publication: where, and what it is called. `slim` leaves layouts and fonts out."""

    folder: Path
    name: str = ""
    desk: str = ""
    slim: bool = False


def found(founding: Founding) -> Path:
    """Write a new publication into a folder that is empty or not there. Raises UsageError."""
    folder = founding.folder
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageError(f"{folder} is not an empty folder.", "Name one that does not exist yet.")
    name = _plain(founding.name) or _title_of(folder)
    desk = _plain(founding.desk) or name
    for path, content in _files(name, desk, slim=founding.slim):
        write_whole(folder / path, content)
    return folder


def _files(name: str, desk: str, *, slim: bool) -> list[tuple[str, bytes]]:
    files = [
        (CONFIG_NAME, _CONFIG.format(name=name, desk=desk).encode()),
        ("output/.gitignore", _IGNORE.encode()),
    ]
    for path, content in tree_of(SAMPLE):
        quoted = desk if desk.replace(" ", "").isalnum() else f'"{desk}"'
        mended = content.replace(b"desk: DESK", f"desk: {quoted}".encode())
        files.append((f"issues/{path}", mended))
    for part in () if slim else ("layouts", "fonts"):
        files += [(f"{part}/{path}", content) for path, content in tree_of(built_in(part))]
    return files


def _plain(words: str) -> str:
    """Words that need no quoting in TOML or YAML."""
    return " ".join(re.sub(r"[\"\\#:{}\[\]\x00-\x1f]", " ", words).split())


def _title_of(folder: Path) -> str:
    words = re.sub(r"[-_.]+", " ", folder.resolve().name)
    return _plain(words).title() or "New Publication"
