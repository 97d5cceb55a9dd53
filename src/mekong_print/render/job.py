"""What is asked of the press and what comes back: plain values that cross a process border."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from mekong_print.findings import Finding


@dataclass(frozen=True, slots=True)
class RenderJob:
    """One edition to lay out. `files` are all that the pages may call for, by address.

    `styles` are (address, CSS text) in the order in which they apply; `source` is the
    issue's file, for faults that no line of it can be blamed for; `fonts` are the files that
    layout sees, so that a family that is in none of them is noticed. `pixels` is how many
    the pictures have in all that must be unpacked to be printed; `names` are never broken
    inside, where a script has no spaces. `seconds` of the processor are all that it may ever
    take; nothing stands for what its size allows.
    """

    html: str
    styles: tuple[tuple[str, str], ...]
    files: Mapping[str, bytes]
    source: str
    fonts: tuple[Path, ...] = ()
    pixels: int = 0
    names: tuple[str, ...] = ()
    seconds: int = 0


@dataclass(frozen=True, slots=True)
class Rendered:
    """A raw PDF, how many pages it has, and what the proof of the pages found.

    `ids` are the named destinations, each with the index of its page.

    `tools` names the versions of what shaped the pages, `libraries` those of all that stands
    behind; `without_glyph` are characters
    that no font has.
    """

    pdf: bytes
    pages: int
    findings: tuple[Finding, ...]
    tools: tuple[str, ...] = ()
    without_glyph: tuple[str, ...] = ()
    libraries: tuple[str, ...] = ()
    ids: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Refused:
    """The pages could not be made; `missing` says that a part of the layout is not there."""

    message: str
    hint: str = ""
    missing: bool = False
    bug: bool = False


Answer = Rendered | Refused
