"""Lettering: whether a publication's fonts can set the letters of an issue, and where not."""

from __future__ import annotations

import filecmp
from collections.abc import Callable, Iterator
from pathlib import Path

from mekong_print.check.gathering import gather
from mekong_print.check.stretch import Stretch
from mekong_print.document import Issue, Position
from mekong_print.errors import MissingPartError, SourceError
from mekong_print.findings import Finding
from mekong_print.places import built_in
from mekong_print.render.fonts import FontShelf
from mekong_print.render.typefaces import (
    Typeface,
    UnreadableFontError,
    twins,
    typeface,
    without_font,
)
from mekong_print.sources import Source
from mekong_print.workshop import Workshop

Letters = Callable[[str], tuple[str, ...]]


def fonts_of(workshop: Workshop) -> tuple[Path, ...]:
    """The font files that layout sees. Raises MissingPartError when two of them are alike.

    Those that are built in were looked at when they were fetched; a publication's own are
    looked at here.
    """
    files = FontShelf(workshop.folders("fonts")).files()
    findings = () if all(map(_is_built_in, files)) else faults_of_fonts(files)
    if findings:
        raise MissingPartError("The fonts of this publication cannot be used.", "", findings)
    return files


def _is_built_in(path: Path) -> bool:
    """Whether a font is one that came along, or the copy of one that `mekong init` made."""
    known = built_in("fonts") / path.name
    return known == path or (known.is_file() and filecmp.cmp(known, path, shallow=False))


def faults_of_fonts(files: tuple[Path, ...]) -> tuple[Finding, ...]:
    """Fonts that cannot be read, and those that are of one family, weight and style."""
    faces, findings = read_faces(files)
    hint = "Delete one of the two; layout would mix the letters of one with the other's."
    for one, other in twins(faces):
        message = f"{one.path.name} and {other.path.name} are both {one.family} {one.style}."
        findings.append(Finding(_top(other.path), "P12", message, hint))
    return tuple(findings)


def read_faces(files: tuple[Path, ...]) -> tuple[list[Typeface], list[Finding]]:
    """The fonts that can be read, and findings for the others."""
    faces, findings = [], []
    for path in files:
        try:
            faces.append(typeface(path))
        except UnreadableFontError as fault:
            hint = "Delete it, or put an intact TrueType or OpenType file in its place."
            findings.append(Finding(_top(path), "P12", f"{fault}.", hint))
    return faces, findings


def _top(path: Path) -> Position:
    return Position(f"fonts/{path.name}", 1, 1)


def refuse_broken_letters(issue: Issue, source: Source, fonts: tuple[Path, ...]) -> None:
    """Raise SourceError when letters stand in an order that their script does not have."""
    found = broken_letters(issue, source, fonts)
    if found:
        raise SourceError(f"{source.file} has letters that no reader could read.", "", found)


def broken_letters(issue: Issue, source: Source, fonts: tuple[Path, ...]) -> tuple[Finding, ...]:
    """Findings for clusters that shaping finds broken; nothing is loaded for Latin text."""
    if not any("\u0e00" <= letter <= "\uaa7f" and letter.isalpha() for letter in source.text):
        return ()
    from mekong_print.render.clusters import broken_clusters

    hint = "Type the syllable anew: first the consonant, then what is below, above and behind it."
    found = []
    for stretch in gather(issue, source):
        for start, end in broken_clusters(stretch.text, fonts):
            around = stretch.text[max(0, start - 6) : end + 6].strip()
            codes = " ".join(f"U+{ord(letter):04X}" for letter in stretch.text[start:end])
            message = f"The letters {codes} in “{around}” make no syllable."
            found.append(Finding(stretch.at(start), "P11", message, hint))
    return tuple(found)


def without_glyph(
    issue: Issue, source: Source, letters: tuple[str, ...], fonts: tuple[Path, ...]
) -> tuple[Finding, ...]:
    """Findings for characters that the press found in no font, at each place that has one."""
    if not letters:
        return ()
    tried = _tried(fonts)
    wanted = set(letters)
    found = [*_lacking(gather(issue, source), lambda text: _among(text, wanted), tried)]
    named = {letter for finding in found for letter in wanted if letter in finding.message}
    rest = "".join(letter for letter in letters if letter not in named)
    return (*found, *((_missing(issue.at, rest, tried),) if rest else ()))


def lacking_letters(
    issue: Issue, source: Source, faces: tuple[Typeface, ...]
) -> tuple[Finding, ...]:
    """The same before anything is printed, by what the fonts say that they have."""
    tried = ", ".join(dict.fromkeys(face.family for face in faces))
    return tuple(_lacking(gather(issue, source), lambda text: without_font(text, faces), tried))


def _among(text: str, wanted: set[str]) -> tuple[str, ...]:
    return tuple(letter for letter in dict.fromkeys(text) if letter in wanted)


def _lacking(stretches: tuple[Stretch, ...], letters: Letters, tried: str) -> Iterator[Finding]:
    for stretch in stretches:
        here = letters(stretch.text)
        if here:
            place = stretch.at(min(map(stretch.text.index, here)))
            yield _missing(place, "".join(here), tried)


def _missing(at: Position, letters: str, tried: str) -> Finding:
    codes = " ".join(f"U+{ord(letter):04X}" for letter in letters)
    message = f"No font of the publication has the characters “{letters}” ({codes})."
    hint = "Write them differently, or add a font to fonts/ and to the layout’s font-family."
    return Finding(at, "P07", message, f"{hint} Tried: {tried}.")


def _tried(fonts: tuple[Path, ...]) -> str:
    faces, _ = read_faces(fonts)
    return ", ".join(dict.fromkeys(face.family for face in faces))
