"""The disk: read what is there, hash it, and write whole files or none.

Every failure is a named error with the path and what to do.
"""

from __future__ import annotations

import errno
import hashlib
import os
import stat
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from mekong_print.errors import SourceError, WriteError
from mekong_print.interruption import in_one_go, undone
from mekong_print.places import leads_out

# Leftovers of a killed build are named so that a later one can know and remove them.
DRAFT_PREFIX = ".mekong-draft-"
LARGEST_PART = 64_000_000  # bytes of what can be part of an issue
LARGEST_TABLE = 4_000_000  # bytes of a file of names, or of what is known of one issue
LARGEST = 1 << 29  # bytes of any file that is read whole
STALE = 3600.0  # seconds after which a draft belongs to nobody
_PERMISSIONS = 0o644
_FORBIDDEN = (errno.EACCES, errno.EPERM, errno.EROFS)


def read_bytes(path: Path, shown: str, most: int = LARGEST) -> bytes:
    """The content of a file of at most so many bytes. Raises SourceError with `shown`."""
    try:
        return _content(path, shown, most)
    except IsADirectoryError as fault:
        raise SourceError(
            f"{shown} is a folder, not a file.", "Name the file inside it."
        ) from fault
    except FileNotFoundError as fault:
        raise SourceError(f"{shown} is not there.", "Check the name.") from fault
    except OSError as fault:
        raise SourceError(
            f"{shown} cannot be read: {fault.strerror}.", "Check its permissions."
        ) from fault


def read_within(home: Path, path: Path, shown: str) -> bytes:
    """The content of a table of names and words in a folder. Raises SourceError with `shown`.

    A link that leads out of the folder is not followed.
    """
    if leads_out(home, path):
        message = f"{shown} leads out of the publication."
        raise SourceError(message, "Put the file itself there, in place of the link.")
    return read_bytes(path, shown, LARGEST_TABLE)


def _content(path: Path, shown: str, most: int) -> bytes:
    """The content of a regular file; a pipe would keep a build waiting for ever."""
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    handle = os.open(path, flags)
    told = os.fstat(handle)
    kind = told.st_mode
    if not stat.S_ISREG(kind):
        os.close(handle)
        if stat.S_ISDIR(kind):
            raise IsADirectoryError(errno.EISDIR, "a folder", str(path))
        raise SourceError(f"{shown} is no file.", "A pipe or a device cannot be read here.")
    with os.fdopen(handle, "rb") as stream:
        if told.st_size > most:
            message = f"{shown} has {told.st_size:,} bytes; the most is {most:,}."
            raise SourceError(message, "Is it the right file? Make it smaller, or split it.")
        return stream.read()


def write_whole(target: Path, content: bytes, accept: Callable[[Path], None] | None = None) -> None:
    """Write a file beside its target, let `accept` look at it, then put it in place in one step.

    When anything fails, `accept` included, the old file stands as it was. Raises
    WriteError when the disk refuses.
    """
    with draft_beside(target) as draft:
        draft.write_bytes(content)
        if accept is not None:
            accept(draft)
        put_in_place((draft, target))


@contextmanager
def draft_beside(target: Path) -> Iterator[Path]:
    """An empty file beside a target, to be written and put in place; else it is removed.

    Raises WriteError when the disk refuses anything that is done with it.
    """
    made: list[Path] = []

    def remove() -> None:
        for draft in made:
            draft.unlink(missing_ok=True)

    try:
        with undone(remove):
            target.parent.mkdir(parents=True, exist_ok=True)
            _refuse_read_only(target)
            with in_one_go():
                made.append(_empty_file(target))
            yield made[0]
    except OSError as fault:
        message = f"{target} could not be written: {fault.strerror or fault}."
        way_out = "Make it writable" if fault.errno in _FORBIDDEN else "Free some space"
        hint = f"{way_out} or choose another folder; the old file is untouched."
        raise WriteError(message, hint) from fault
    finally:
        remove()


def _empty_file(target: Path) -> Path:
    handle, name = tempfile.mkstemp(prefix=DRAFT_PREFIX, suffix=target.suffix, dir=target.parent)
    os.close(handle)
    return Path(name)


def put_in_place(*drafts: tuple[Path, Path]) -> None:
    """Make drafts durable, then put each in its target's place, one right behind the other.

    A full disk is met before the first of them replaces anything. Raises OSError.
    """
    for draft, _ in drafts:
        with draft.open("rb+") as stream:
            os.fsync(stream.fileno())
        draft.chmod(_PERMISSIONS)
    with in_one_go():
        for draft, target in drafts:
            draft.replace(target)
    for folder in {target.parent for _, target in drafts}:
        _settle(folder)
        sweep(folder, STALE)


def _refuse_read_only(target: Path) -> None:
    """A rename would go past a file's own write protection; the one who set it meant it."""
    if target.is_dir():
        raise IsADirectoryError(21, "a folder stands in its place", str(target))
    if not os.access(target.parent, os.W_OK):  # on a disk that is read-only every file seems so
        raise PermissionError(13, "its folder is read-only", str(target))
    if target.exists() and not os.access(target, os.W_OK):
        raise PermissionError(13, "the file is write-protected", str(target))


def sweep(folder: Path, age: float = 0.0) -> None:
    """Remove what killed builds have left: drafts older than `age` seconds.

    With no `age` all of them, for one who knows that nobody else is at work there.
    """
    long_ago = time.time() - age
    for draft in folder.glob(f"{DRAFT_PREFIX}*"):
        with suppress(OSError):  # another build may be quicker
            if not age or draft.stat().st_mtime < long_ago:
                draft.unlink()


def _settle(folder: Path) -> None:
    """Make the rename itself durable, where the system lets a folder be synced."""
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(handle)
    except OSError:
        return
    finally:
        os.close(handle)


def digest(content: bytes) -> str:
    """The SHA-256 of some bytes, in hex."""
    return hashlib.sha256(content).hexdigest()


def digest_of(parts: Iterable[tuple[str, bytes]]) -> str:
    """One SHA-256 for named contents, whatever their order."""
    whole = hashlib.sha256()
    for name, content in sorted(parts):
        whole.update(f"{name}\0{digest(content)}\n".encode())
    return whole.hexdigest()


def digests_of(folder: Path) -> list[tuple[str, str]]:
    """The SHA-256 of each file below a folder, one file in memory at a time.

    Links that lead out of the folder are not followed, and of a file too large to be any part
    of an issue only the size counts: it may be a film that lies beside it.
    """
    home = folder.resolve()
    return [(name, _weighed(Path(path), home)) for name, path in sorted(_walk(str(folder), ""))]


def _weighed(path: Path, home: Path) -> str:
    if path.is_symlink() and not path.resolve().is_relative_to(home):
        return "elsewhere"
    size = path.stat().st_size
    return digest(read_bytes(path, str(path))) if size <= LARGEST_PART else f"{size} bytes"


def names_of(folder: Path) -> list[str]:
    """The names that `tree_of` would give, without reading any file."""
    return sorted(name for name, _ in _walk(str(folder), ""))


def tree_of(folder: Path) -> list[tuple[str, bytes]]:
    """All files below a folder but hidden and compiled ones, with their paths as seen from it."""
    found = sorted(_walk(str(folder), ""))
    return [(name, read_bytes(Path(path), path)) for name, path in found]


def footprint(folder: Path) -> tuple[tuple[str, int, int, int, int], ...]:
    """What the disk says of all files below a folder; it differs after anything was written.

    Even where a file was changed and changed back: the system's own time of that cannot be set.
    """
    found = ((name, _status(path)) for name, path in sorted(_walk(str(folder), "")))
    return tuple(
        (name, one.st_ino, one.st_size, one.st_mtime_ns, one.st_ctime_ns)
        for name, one in found
        if one is not None
    )


def _status(path: str) -> os.stat_result | None:
    try:
        return os.stat(path)  # noqa: PTH116 - a bare string, as in _walk
    except OSError:
        return None


def _walk(folder: str, prefix: str) -> Iterator[tuple[str, str]]:
    """Names and paths; bare strings, since a plan walks some hundred folders."""
    try:
        entries = list(os.scandir(folder))
    except OSError:
        return
    for entry in entries:
        if entry.name.startswith((".", "__pycache__")):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(entry.path, f"{prefix}{entry.name}/")
        elif entry.is_file():
            yield f"{prefix}{entry.name}", entry.path
