"""Ids that were published: they stood in a volume, and links from outside may lead to them.

The manifests in output/volumes/ are the memory. An id that vanishes from an issue stops
the build, unless mekong.toml retires it with a reason.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from mekong_print.document import Position
from mekong_print.errors import MekongError
from mekong_print.findings import Finding
from mekong_print.manifests import SUFFIX, read_manifest
from mekong_print.volume.parts import is_page_id
from mekong_print.volume.record import RecordedPart
from mekong_print.workshop import Workshop

VOLUMES = "volumes"
_Memory = dict[str, dict[str, str]]  # key of a part → id → the file of a volume that has it


def vanished(workshop: Workshop, key: str, ids: Iterable[str], at: Position) -> tuple[Finding, ...]:
    """A finding for each id of an issue that was published and is no more."""
    known = _memory(_seen(workshop.output / VOLUMES)).get(key, {})
    gone = known.keys() - set(ids) - workshop.config.retired.keys()
    return tuple(_finding(name, known[name], at) for name in sorted(gone))


def _finding(name: str, volume: str, at: Position) -> Finding:
    message = f"The id “{name}” was published in {volume} and is gone: links to it would break."
    hint = (
        f"Put {{#{name}}} behind the headline that it belonged to, or retire it in mekong.toml: "
        f'[retired] "{name}" = "the reason".'
    )
    return Finding(at, "S17", message, hint)


def _seen(folder: Path) -> tuple[tuple[Path, int], ...]:
    """The manifests of all volumes, with the times that tell whether they were read already."""
    return tuple((path, path.stat().st_mtime_ns) for path in sorted(folder.glob(f"*{SUFFIX}")))


@lru_cache(maxsize=2)
def _memory(seen: tuple[tuple[Path, int], ...]) -> _Memory:
    memory: _Memory = {}
    for path, _ in seen:
        try:
            record = read_manifest(path).record
        except MekongError:  # not a manifest of ours: it says nothing of ids
            continue
        for part in record.parts:
            names = _ids_of(part)
            memory.setdefault(part.key, {}).update(dict.fromkeys(names, path.stem))
    return memory


def _ids_of(part: RecordedPart) -> Iterable[str]:
    """The ids as the issue itself calls them: a volume may have put its key before some."""
    for chapter in part.chapters:
        for name in (chapter.id, *(entry.id for entry in chapter.entries)):
            if name and not is_page_id(name, part.key):
                yield name.removeprefix(f"{part.key}.")
