"""Editions: one issue in one layout, where its PDF lies, and whether that is up to date.

An edition has one language: that of its source, an original or a translation.

Content decides, never the time of a file: a PDF carries the fingerprint of all that
went into it, and is up to date while that fingerprint holds.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path
from typing import Literal

from mekong_print import __version__
from mekong_print.errors import UsageError
from mekong_print.files import digest, digest_of, digests_of, read_within, tree_of
from mekong_print.findings import Finding
from mekong_print.ids import slug
from mekong_print.issue_files import IssueFile
from mekong_print.manifests import is_recorded
from mekong_print.pdf.stamp import Stamp, read_stamp
from mekong_print.places import GLOSSARY_NAME
from mekong_print.positions import Position
from mekong_print.scripts import ANY
from mekong_print.standards import Wish, read_wish
from mekong_print.translation.names import is_own, skeleton_of
from mekong_print.workshop import Kind, Workshop, load_layout, parts_of, read_source

State = Literal["missing", "changed", "current"]


@dataclass(frozen=True, slots=True)
class Edition:
    """An issue in a layout, and the PDF that it is printed to."""

    source: IssueFile
    layout: str
    target: Path

    @property
    def name(self) -> str:
        """What it is called beside other editions of its issue: `briefing`, `briefing.km`."""
        return ".".join(filter(None, (self.layout, self.source.suffix)))


def edition_of(workshop: Workshop, issue: IssueFile, layout: str) -> Edition:
    """An issue's edition in a layout. Its file is named after desk, number and layout.

    That of a translation is named like its original's, with the language: `….km.pdf`.
    """
    matter = issue.first.matter
    stem = f"{slug(matter.desk)}-{matter.number:03d}" if matter else issue.name
    ending = f".{issue.suffix}.pdf" if issue.suffix else ".pdf"
    return Edition(issue, layout, workshop.output / f"{stem}-{layout}{ending}")


def clashes_of(every: Iterable[IssueFile], workshop: Workshop) -> dict[Path, Finding]:
    """A finding for each issue whose PDFs would overwrite another's, by its source."""
    namesakes: dict[Path, list[Path]] = {}
    for issue in every:
        namesakes.setdefault(edition_of(workshop, issue, "").target, []).append(issue.path)
    found = {}
    for paths in namesakes.values():
        for path in paths if len(paths) > 1 else ():
            other = next(one for one in paths if one != path)
            at = Position(workshop.shown(path), 1, 1)
            message = f"This issue has the desk and number of {workshop.shown(other)}."
            found[path] = Finding(at, "M10", message, "Change the number in one of the two.")
    return found


@dataclass(frozen=True, slots=True)
class Making:
    """What goes into a PDF: the hash of it all, the hashes of its fonts and its layout.

    `wish` are the standards that it is to claim.
    """

    fingerprint: str
    fonts: dict[str, str]
    layouts: dict[str, str]
    wish: Wish


class Fingerprints:
    """Fingerprints of editions and volumes; what they share is hashed once.

    `standard` is what was asked for in place of `[build] standard`. Raises UsageError
    where that cannot be asked for.
    """

    def __init__(self, workshop: Workshop, standard: str = "") -> None:
        self._workshop = workshop
        self.wish = _wish(standard or workshop.config.build.standard)
        self._layouts: dict[tuple[str, Kind], str] = {}

    @cached_property
    def fonts(self) -> dict[str, str]:
        """The hash of each file of fonts/, by its name."""
        return _digests(parts_of(self._workshop, "fonts"))

    def of(self, edition: Edition) -> str:
        """The hash of all that goes into an edition: source, pictures, layout, fonts, versions.

        Of the original, a translation has the ids and what both must say alike.
        """
        source = edition.source
        folder = source.path.parent
        inside = folder.resolve().is_relative_to(self._workshop.root)  # a linked one is refused
        told = digests_of(folder) if inside else []
        parts = [
            (f"issue/{name}", one.encode()) for name, one in told if is_own(name, source.suffix)
        ]
        if source.original:
            original = read_source(self._workshop, source.original.path)
            parts.append(("original", skeleton_of(original)))
        shared = f"{self.layout(edition.layout)} {self.shared}".encode()
        if inside and source.matter and _may_need_names(read_source(self._workshop, source.path)):
            parts.append(("names", self.names))
        return digest_of([*parts, ("folder", folder.name.encode()), ("shared", shared)])

    def making(self, fingerprint: str, layout: str) -> Making:
        """All that a manifest says of how a PDF was made."""
        return Making(fingerprint, self.fonts, {layout: self.layout(layout)}, self.wish)

    def layout(self, name: str, kind: Kind = "issue") -> str:
        """The hash of a layout, as far as it sets the pages of issues, or those of volumes."""
        if (name, kind) not in self._layouts:
            layout = load_layout(self._workshop, name, kind)
            parts = [*layout.files.items(), ("name", name.encode())]
            self._layouts[name, kind] = digest_of(parts)
        return self._layouts[name, kind]

    def names_for(self, told: str) -> bytes:
        """What shapes the lines of some scripts: the glossary, where `told` is in one of them."""
        return self.names if ANY.search(told) else b""

    @cached_property
    def names(self) -> bytes:
        """The publication's own glossary as it lies on the disk."""
        path = self._workshop.root / GLOSSARY_NAME
        return read_within(path.parent, path, GLOSSARY_NAME) if path.exists() else b""

    @cached_property
    def shared(self) -> str:
        """The hash of what every edition is made with: fonts, flags, names, standards, tools."""
        digests = self.fonts | _digests(parts_of(self._workshop, "flags"))
        config = self._workshop.config
        own = (config.publication, *config.desks, config.countries)
        names = self.names_for(repr(own))
        told = (*own, digests, self.wish, _tools(), *([names] if names else []))
        return digest("\n".join(map(repr, told)).encode())


def _wish(standard: str) -> Wish:
    try:
        return read_wish(standard)
    except ValueError as fault:
        words = str(fault)
        raise UsageError(words[:1].upper() + words[1:]) from fault


def _may_need_names(text: bytes) -> bool:
    """Whether a text may have letters of `scripts`, by the first bytes of their UTF-8."""
    if b"\xe0" not in text and b"\xe1" not in text and b"\xea" not in text:
        return False
    return bool(ANY.search(text.decode("utf-8", "replace")))


def _digests(parts: Iterable[tuple[str, bytes]]) -> dict[str, str]:
    return {name: digest(content) for name, content in sorted(parts)}


def _tools() -> str:
    """What makes the pages: this package's own code, and the versions of what it stands on."""
    own = Path(__file__).parent
    code = [part for part in tree_of(own) if part[0].endswith((".py", ".po", ".toml"))]
    return (
        f"{__version__} {digest_of(code)} {_libraries()} {os.environ.get('SOURCE_DATE_EPOCH', '')}"
    )


def _libraries() -> str:
    """The versions of all that is installed beside WeasyPrint, by the names of their folders.

    importlib.metadata would tell the same, and takes longer than all the rest of a plan.
    """
    found = find_spec("weasyprint")
    where = Path(found.origin).parents[1] if found and found.origin else None
    names = sorted(path.name for path in where.iterdir()) if where else []
    others = (one for one in names if one.endswith(".dist-info") and "mekong" not in one)
    return " ".join(name for name in others if not name.startswith("~"))  # pip is at work there


def stamp_of(target: Path) -> Stamp | None:
    """What a PDF says of how it was made.

    None where it is missing, says nothing, or is not the file that its manifest knows: a
    disk that loses bits must not pass for an edition.
    """
    try:
        content = target.read_bytes()
    except OSError:
        return None
    stamp = read_stamp(content)
    return stamp if stamp and is_recorded(target, content) else None


def state_of(edition: Edition, fingerprint: str, stamp: Stamp | None) -> State:
    """Whether an edition's PDF, with the stamp that it carries, is up to date."""
    if stamp is None:
        return "changed" if edition.target.exists() else "missing"
    return "current" if stamp.fingerprint == fingerprint else "changed"
