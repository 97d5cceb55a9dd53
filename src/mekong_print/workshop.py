"""Where things lie in a publication: its configuration, issues, layouts, fonts, flags, output.

A publication's own layouts/, fonts/ and flags/ come before those that are built in.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from mekong_print import typed
from mekong_print.config import Config
from mekong_print.errors import MissingPartError, SourceError
from mekong_print.files import read_bytes, tree_of
from mekong_print.findings import MISFIT_CODES, Finding
from mekong_print.layout import Layout
from mekong_print.parse.source import not_utf8, printable
from mekong_print.places import CONFIG_NAME, find_root, folders_of, leading_out
from mekong_print.positions import Position

SHARED = "shared"
ISSUE_FILE = "issue.md"
LARGEST_SOURCE = 10_000_000  # bytes that are read at all; what an issue may have is less
LARGEST_CONFIG = 1_000_000
Kind = Literal["issue", "volume"]  # whose pages a layout sets
# What only volumes are made of: a change here must not make every issue's PDF out of date.
VOLUME_FILES = frozenset(("volume.html", "volume_parts.html", "volume.css", "volume.toml"))
_SHEETS: dict[Kind, tuple[str, ...]] = {
    "issue": (f"{SHARED}/print.css", "{name}/style.css"),
    "volume": (f"{SHARED}/print.css", f"{SHARED}/volume.css", "{name}/volume.css"),
}


@dataclass(frozen=True, slots=True)
class Workshop:
    """An opened publication. `made` is where results go when not into output/."""

    root: Path
    config: Config
    made: Path | None = None

    @property
    def issues(self) -> Path:
        """The folder of the issues' folders."""
        return self.root / "issues"

    @property
    def output(self) -> Path:
        """The folder of what is made."""
        return self.made or self.root / "output"

    def folders(self, part: str) -> tuple[Path, ...]:
        """The folders for `layouts`, `fonts` or `flags`: its own, then the built-in.

        Raises MissingPartError where a link in its own leads out of the publication.
        """
        return folders_within(self.root, part)

    def sources(self) -> tuple[Path, ...]:
        """The sources of all issues and their translations, by the names of their folders."""
        found = (*self.issues.glob(f"*/{ISSUE_FILE}"), *self.issues.glob("*/issue.?*.md"))
        return tuple(sorted(found))

    def shown(self, path: Path) -> str:
        """A path as editors see it, from the publication."""
        resolved = path.resolve()
        inside = resolved.is_relative_to(self.root)
        return printable(resolved.relative_to(self.root).as_posix() if inside else str(path))

    def layout_names(self) -> tuple[str, ...]:
        """The layouts that can be asked for."""
        found = (p.parent.name for f in self.folders("layouts") for p in f.glob("*/issue.html"))
        return tuple(sorted(set(found)))


def folders_within(root: Path, part: str) -> tuple[Path, ...]:
    """The folders for `layouts`, `fonts` or `flags` of a publication, its settings unread.

    Raises MissingPartError where a link in its own leads out of the publication.
    """
    stray = next(leading_out(root, part), None)
    if stray is not None:
        shown = printable(stray.relative_to(root).as_posix())
        hint = "Put the file or folder itself there, in place of the link."
        raise MissingPartError(f"{shown} leads out of the publication.", hint)
    return folders_of(root, part)


def open_workshop(start: Path) -> Workshop:
    """Open the publication that a folder is in. Raises UsageError or SourceError."""
    root = find_root(start)
    return Workshop(root, read_config(read_bytes(root / CONFIG_NAME, CONFIG_NAME, LARGEST_CONFIG)))


def read_config(raw: bytes) -> Config:
    """Read mekong.toml. Raises SourceError with all findings."""
    try:
        text = raw.decode("utf-8-sig")
        table = tomllib.loads(text)
    except UnicodeDecodeError as fault:
        raise _config_error([not_utf8(raw, fault.start, CONFIG_NAME)]) from fault
    except ValueError as fault:  # no TOML, or a number of thousands of digits
        raise _config_error([_toml_finding(str(fault), text)]) from fault
    except RecursionError as fault:
        finding = Finding(_top(), "M02", "Lists stand in lists too deep here.", "Write it flatter.")
        raise _config_error([finding]) from fault
    reading = typed.read(Config, table)
    if reading.value is None:
        lines = text.split("\n")
        raise _config_error([_misfit(misfit, lines) for misfit in reading.misfits])
    _refuse_namesakes(reading.value)
    return reading.value


def _refuse_namesakes(config: Config) -> None:
    for what, values in (
        ("prefix", [desk.prefix for desk in config.desks]),
        ("name", [desk.name for desk in config.desks]),
    ):
        if len(set(values)) < len(values):
            hint = "Give each desk its own, so that the ids of their issues differ."
            raise _config_error([Finding(_top(), "M04", f"Two desks have one {what}.", hint)])


def _config_error(findings: list[Finding]) -> SourceError:
    return SourceError(f"{CONFIG_NAME} cannot be used.", "", tuple(findings))


def _top() -> Position:
    return Position(CONFIG_NAME, 1, 1)


def _toml_finding(message: str, text: str) -> Finding:
    place = re.search(r" \(at line (\d+), column (\d+)\)", message)
    last = Position(CONFIG_NAME, len(text.splitlines()) or 1, 1)
    at = Position(CONFIG_NAME, int(place.group(1)), int(place.group(2))) if place else last
    words = message[: place.start()] if place else message.removesuffix(" (at end of document)")
    return Finding(at, "M02", f"{words}.", 'Text stands between quotation marks: name = "…".')


def _misfit(misfit: typed.Misfit, lines: list[str]) -> Finding:
    keys = [str(part) for part in misfit.path if isinstance(part, str)]
    at = Position(CONFIG_NAME, *(_find_key(keys, lines) if keys else (1, 1)))
    code = (
        "M08" if keys[-1:] == ["language"] and misfit.sort == "wrong" else MISFIT_CODES[misfit.sort]
    )
    hint = misfit.hint
    if misfit.sort == "missing" and keys:
        hint = _HINTS.get(keys[-1], f'Add a line: {keys[-1]} = "…".')
    return Finding(at, code, misfit.message, hint)


_HINTS = {
    "publication": 'Add the lines [publication] and name = "…".',
    "desks": 'Add the lines [[desks]] and name = "…".',
}


def place_in_config(workshop: Workshop, *keys: str) -> Position:
    """Where a key stands in mekong.toml; the top where it is not written."""
    text = read_bytes(workshop.root / CONFIG_NAME, CONFIG_NAME).decode("utf-8-sig")
    return Position(CONFIG_NAME, *_find_key(list(keys), text.split("\n")))


def _find_key(keys: list[str], lines: list[str]) -> tuple[int, int]:
    """Where a key stands: its own line behind its table's head, else the head, else the top."""
    place = (1, 1)
    near = not keys[1:]  # whether the lines that are read belong to the key's table
    for number, line in enumerate(lines, 1):
        head = re.match(r"\s*\[+\s*([^\]]*?)\s*\]+", line)
        if head:
            table = [part.strip("\"' ") for part in head.group(1).split(".")]
            near = table == keys[: len(table)] and len(table) >= len(keys) - 1
            place = (number, 1) if table == keys[: len(table)] else place
        elif near and re.match(rf"\s*[\"']?{re.escape(keys[-1])}[\"']?\s*=", line):
            return number, len(line) - len(line.lstrip()) + 1
    return place


# ---------------------------------------------------------------- layouts, flags


def load_layout(workshop: Workshop, name: str, kind: Kind = "issue") -> Layout:
    """A layout by name. Raises MissingPartError with the names there are."""
    refuse_unknown_layout(workshop, name)
    files: dict[str, bytes] = {}
    for folder in reversed(workshop.folders("layouts")):
        for part in (SHARED, name):
            files.update((f"{part}/{path}", content) for path, content in tree_of(folder / part))
    if kind == "issue":
        files = {path: files[path] for path in files if Path(path).name not in VOLUME_FILES}
    templates = {
        path: _text(path, content) for path, content in files.items() if path.endswith(".html")
    }
    sheets = [sheet.format(name=name) for sheet in _SHEETS[kind]]
    styles = tuple((path, _text(path, files[path])) for path in sheets if path in files)
    return Layout(name, templates, styles, files)


def refuse_unknown_layout(workshop: Workshop, name: str, where: str = "") -> None:
    """Raise MissingPartError, with the nearest name, where there is no such layout."""
    if name not in workshop.layout_names():
        hint = typed.closest(name, list(workshop.layout_names()))
        raise MissingPartError(f"{where}There is no layout “{name}”.", hint)


def _text(path: str, content: bytes) -> str:
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as fault:
        raise MissingPartError(f"layouts/{path} is not UTF-8 text.", "Save it as UTF-8.") from fault


def flag_file(workshop: Workshop, region: str) -> bytes:
    """The flag of a region, as SVG. Raises MissingPartError where there is none."""
    for folder in workshop.folders("flags"):
        path = folder / f"{region}.svg"
        if path.is_file():
            return path.read_bytes()
    raise MissingPartError(
        f"There is no flag “{region}”.", f"Put flags/{region}.svg into the publication."
    )


def read_source(workshop: Workshop, path: Path) -> bytes:
    """The bytes of an issue's source. Raises SourceError."""
    shown = workshop.shown(path)
    if not path.resolve().is_relative_to(workshop.root):  # a link in the file system
        message = f"issues/{printable(path.parent.name)} lies outside the publication."
        raise SourceError(message, "Copy its folder into issues/ in place of the link.")
    if "\ufffd" in shown:
        hint = "Rename its folder: a name has letters, figures, hyphens and spaces."
        raise SourceError(f"The name of {shown} cannot be printed.", hint)
    return read_bytes(path, shown, LARGEST_SOURCE)


def parts_of(workshop: Workshop, part: str) -> Iterator[tuple[str, bytes]]:
    """Every file of `layouts`, `fonts` or `flags` that a build may see, for its fingerprint."""
    seen: set[str] = set()
    for folder in workshop.folders(part):
        for name, content in tree_of(folder):
            if name not in seen:
                seen.add(name)
                yield f"{part}/{name}", content
