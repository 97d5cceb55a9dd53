"""Where a publication and the built-in parts lie on the disk, found without reading anything."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from mekong_print.errors import UsageError

CONFIG_NAME = "mekong.toml"
GLOSSARY_NAME = "glossary.toml"
SIDECAR_NAME = "issue.toml"  # of an adopted issue
PDF_NAME = "original.pdf"  # and its PDF
_HERE = Path(__file__).parent


def find_root(start: Path) -> Path:
    """The publication that a folder is in. Raises UsageError where there is none."""
    resolved = start.resolve()
    for folder in (resolved, *resolved.parents):
        if (folder / CONFIG_NAME).is_file():
            return folder
    message = f"There is no {CONFIG_NAME} in {start} or above it."
    hint = "Go to the publication's folder, or start one with `mekong init DIR`."
    raise UsageError(message, hint)


def built_in(part: str) -> Path:
    """A folder that comes with mekong-print: inside the wheel, or at the top of a checkout."""
    packed = _HERE / part
    return packed if packed.is_dir() else _HERE.parents[1] / part


def folders_of(root: Path, part: str) -> tuple[Path, ...]:
    """The folders for `layouts`, `fonts` or `flags`: the publication's own, then the built-in.

    Its own is left out where a link in it leads out of the publication.
    """
    own = () if any(leading_out(root, part)) else (root / part,)
    return tuple(dict.fromkeys(p for p in (*own, built_in(part)) if p.is_dir()))


def leading_out(root: Path, part: str) -> Iterator[Path]:
    """The links in a publication's own `layouts`, `fonts` or `flags` that lead out of it."""
    return (path for path in _linked(root / part) if leads_out(root, path))


def leads_out(home: Path, path: Path) -> bool:
    """Whether a path is, or runs through, a link out of a folder."""
    try:
        return not path.resolve().is_relative_to(home.resolve())
    except (OSError, RuntimeError):  # a link to itself
        return True


def _linked(path: Path) -> Iterator[Path]:
    """A path if it is a link, or the links below it."""
    if path.is_symlink():
        yield path
    elif path.is_dir():
        for entry in sorted(path.iterdir()):
            yield from _linked(entry)


def looks_due(root: Path) -> bool:
    """Whether something may have changed since the newest PDF was made, by the times of files.

    A guess, and only used to warm up a press or not: what is built is decided by content.
    """
    made = max((path.stat().st_mtime for path in root.glob("output/*.pdf")), default=0.0)
    written = (*root.glob("issues/*/*"), *root.glob("layouts/*/*"), root / CONFIG_NAME)
    return any(path.lstat().st_mtime > made for path in written)
