"""`mekong fonts`: the fonts of a publication, and what an issue's letters lack."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from mekong_print.errors import SourceError
from mekong_print.findings import Finding, in_reading_order
from mekong_print.issue_files import find_issues
from mekong_print.lettering import broken_letters, faults_of_fonts, lacking_letters, read_faces
from mekong_print.render.fonts import FontShelf
from mekong_print.render.typefaces import Typeface, scripts_of
from mekong_print.trees import read_tree
from mekong_print.workshop import Workshop


@dataclass(frozen=True, slots=True)
class Family:
    """A family of the shelf. `styles` are the names of its cuts, the lightest first."""

    name: str
    styles: tuple[str, ...]
    scripts: tuple[str, ...]
    licence: str
    version: str
    files: tuple[str, ...]


def families(shelf: tuple[Path, ...]) -> tuple[Family, ...]:
    """The families of a shelf (folders of fonts), by name."""
    faces, _ = read_faces(FontShelf(shelf).files())
    faces.sort(key=lambda face: (face.family, face.weight, face.italic))
    grouped = groupby(faces, key=lambda face: face.family)
    return tuple(_family(name, list(cuts)) for name, cuts in grouped)


def _family(name: str, faces: list[Typeface]) -> Family:
    common = frozenset.intersection(*(face.letters for face in faces))
    return Family(
        name=name,
        styles=tuple(face.style for face in faces),
        scripts=scripts_of(common),
        licence=", ".join(dict.fromkeys(face.licence for face in faces)),
        version=", ".join(dict.fromkeys(face.version for face in faces)),
        files=tuple(face.path.name for face in faces),
    )


def faults(shelf: tuple[Path, ...]) -> tuple[Finding, ...]:
    """What is wrong with the fonts themselves."""
    return faults_of_fonts(FontShelf(shelf).files())


def lacking(workshop: Workshop, words: Iterable[str]) -> Iterator[Finding]:
    """What the fonts lack for some issues, and the letters in them that make no syllable.

    Raises UsageError, or SourceError for an issue that cannot be read.
    """
    files = FontShelf(workshop.folders("fonts")).files()
    faces = tuple(read_faces(files)[0])
    for found in find_issues(workshop, words):
        shown = workshop.shown(found.path)
        parsed = read_tree(workshop, found)
        if parsed.issue is None or parsed.source is None:
            raise SourceError(f"{shown} cannot be read.", "", parsed.findings)
        missing = lacking_letters(parsed.issue, parsed.source, faces)
        broken = broken_letters(parsed.issue, parsed.source, files)
        yield from in_reading_order([*missing, *broken])
