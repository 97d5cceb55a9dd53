"""Sheaves: what is bound into one file of a volume, before and after the press."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from mekong_print.config import VolumeSettings
from mekong_print.editions import Making
from mekong_print.findings import Finding
from mekong_print.pages import Imprint
from mekong_print.render.job import Rendered
from mekong_print.standards import Verdict
from mekong_print.volume.book import Absent
from mekong_print.volume.parts import Change, Part
from mekong_print.volume.plan import VolumePlan
from mekong_print.volume.record import VolumeRecord
from mekong_print.workshop import Workshop


@dataclass(frozen=True, slots=True)
class Sheaf:
    """What becomes one file: parts in order, their PDFs by key, and what is absent.

    `label` tells it from the other files of its volume (Q1 2025), or is empty. `piece` is
    (2, 3) in the second of three files that a limit of size made; `most` is that limit in
    bytes, 0 where there was no need to cut.
    """

    name: str
    settings: VolumeSettings
    label: str
    layout: str
    parts: tuple[Part, ...]
    files: Mapping[str, Path]
    absent: tuple[Absent, ...]
    piece: tuple[int, int] | None
    target: Path
    most: int = 0


@dataclass(frozen=True, slots=True)
class Pressed:
    """A sheaf with its front and back matter laid out, and the hash of all that goes in."""

    sheaf: Sheaf
    front: Rendered
    back: Rendered
    making: Making


@dataclass(frozen=True, slots=True)
class Bound:
    """A draft of a volume: how it was planned, what it says of itself, what was changed."""

    sheaf: Sheaf
    front: bytes  # what the press made
    draft: Path
    size: int
    plan: VolumePlan
    imprint: Imprint
    record: VolumeRecord
    changes: tuple[Change, ...]
    lost: tuple[Verdict, ...] = ()  # standards that it does not keep, and does not claim
    findings: tuple[Finding, ...] = ()  # words of its own that its language lacks
    never_print: tuple[str, ...] = ()
    back: bytes = b""


def title_of(workshop: Workshop, sheaf: Sheaf) -> str:
    """The volume's title: as mekong.toml has it, else the publication's (or desk's) and name."""
    whose = sheaf.settings.desk or workshop.config.publication.name
    if sheaf.settings.title or not sheaf.label:
        title = sheaf.settings.title or f"{whose} {sheaf.name}"
        return f"{title}, {sheaf.label}" if sheaf.label else title
    return f"{whose}, {sheaf.label}"
