"""Manifests: the record beside a PDF, by which it can be verified years later.

`022-briefing.json` stands beside `022-briefing.pdf` and holds its hash, its size, and
what it was made of. A PDF that is not the one in its manifest is not taken for ours.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from mekong_print import typed
from mekong_print.errors import SourceError
from mekong_print.files import digest, draft_beside, put_in_place, read_bytes

if TYPE_CHECKING:
    from mekong_print.volume.parts import Change
    from mekong_print.volume.record import Manifest, VolumeRecord

SUFFIX = ".json"


def manifest_path(pdf: Path) -> Path:
    """Where the manifest of a PDF lies."""
    return pdf.with_suffix(SUFFIX)


def publish(draft: Path, pdf: Path, record: VolumeRecord, changes: tuple[Change, ...] = ()) -> None:
    """Put the draft of a PDF in its place together with its manifest. Raises WriteError.

    Both are on the disk before either replaces the old one. Should the machine die between
    the two steps, the manifest does not know the PDF, and the next build makes both anew.
    """
    from mekong_print.volume.record import Manifest

    content = draft.read_bytes()
    manifest = Manifest(pdf.name, digest(content), len(content), record, changes)
    plain = json.loads(typed.to_json(manifest))
    lines = json.dumps(plain, ensure_ascii=False, indent=1) + "\n"
    with draft_beside(manifest_path(pdf)) as beside:
        beside.write_bytes(lines.encode())
        put_in_place((draft, pdf), (beside, manifest_path(pdf)))


def read_manifest(pdf: Path) -> Manifest:
    """The manifest of a PDF. Raises SourceError where there is none that can be read."""
    from mekong_print.volume.record import Manifest

    path = manifest_path(pdf)
    content = read_bytes(path, path.name)
    try:
        return typed.from_json(Manifest, content)
    except ValueError as fault:
        message = f"{path.name} is not a manifest that mekong-print wrote."
        raise SourceError(message, "Make the PDF again: with --force.") from fault


def is_recorded(pdf: Path, content: bytes) -> bool:
    """Whether a manifest stands beside a PDF and knows exactly these bytes."""
    try:
        told = json.loads(manifest_path(pdf).read_bytes())
    except (OSError, ValueError):
        return False
    return isinstance(told, dict) and told.get("sha256") == digest(content)
