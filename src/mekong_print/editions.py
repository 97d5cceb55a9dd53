"""Editions: one issue in one layout, where its PDF lies, and whether that is up to date.

Content decides, never the time of a file: a PDF carries the fingerprint of all that
went into it, and is up to date while that fingerprint holds.
"""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path
from typing import Literal

from mekong_print import __version__, typed
from mekong_print.config import FrontMatter
from mekong_print.document import Position
from mekong_print.errors import SourceError, UsageError
from mekong_print.files import digest, digest_of, read_bytes, tree_of
from mekong_print.findings import Finding
from mekong_print.glossaries import GLOSSARY_NAME
from mekong_print.ids import slug
from mekong_print.manifests import is_recorded
from mekong_print.parse.front import read_head
from mekong_print.parse.source import decode_head
from mekong_print.pdf.stamp import Stamp, read_stamp
from mekong_print.scripts import ANY
from mekong_print.workshop import Kind, Workshop, load_layout, parts_of, read_source

State = Literal["missing", "changed", "current"]
LONGEST_NUMBER = 9  # digits; Python refuses to read some thousands of them


@dataclass(frozen=True, slots=True)
class IssueFile:
    """An issue's source on the disk, and what its front matter says (None: unreadable)."""

    path: Path
    matter: FrontMatter | None
    findings: tuple[Finding, ...]

    @property
    def name(self) -> str:
        """The name of its folder."""
        return self.path.parent.name


@dataclass(frozen=True, slots=True)
class Edition:
    """An issue in a layout, and the PDF that it is printed to."""

    source: IssueFile
    layout: str
    target: Path


def read_issue_file(workshop: Workshop, path: Path) -> IssueFile:
    """Read the front matter of one source; what is wrong with it is kept, not raised."""
    shown = workshop.shown(path)
    try:
        text, findings = decode_head(read_source(workshop, path), shown)
    except SourceError as fault:
        finding = Finding(Position(shown, 1, 1), "M02", fault.message, fault.hint)
        return IssueFile(path, None, (finding,))
    if not text or any(finding.code == "S10" for finding in findings):
        return IssueFile(path, None, tuple(findings))
    head = read_head(text, shown)
    return IssueFile(path, head.matter, (*findings, *head.findings))


def all_issues(workshop: Workshop) -> tuple[IssueFile, ...]:
    """Every issue of the publication, by desk and number; unreadable ones last."""
    found = [read_issue_file(workshop, path) for path in workshop.sources()]
    return tuple(sorted(found, key=_order))


def _order(issue: IssueFile) -> tuple[bool, str, int, str]:
    matter = issue.matter
    return (
        matter is None,
        matter.desk if matter else "",
        matter.number if matter else 0,
        issue.name,
    )


def find_issues(workshop: Workshop, wanted: Iterable[str]) -> tuple[IssueFile, ...]:
    """The issues that numbers, folder names or paths stand for.

    Raises UsageError for a word that stands for none, or for two.
    """
    every = all_issues(workshop)
    return tuple(dict.fromkeys(_find(word, every, workshop) for word in wanted))


def _find(word: str, every: tuple[IssueFile, ...], workshop: Workshop) -> IssueFile:
    path = Path(word)
    if path.suffix == ".md" or "/" in word:
        return _by_path(path, workshop, every)
    found = [issue for issue in every if _answers_to(issue, word)]
    if not found and _is_folder(path):
        return _by_path(path, workshop, every)
    if len(found) == 1:
        return found[0]
    if found:
        hint = f"Name its folder: {', '.join(issue.name for issue in found)}."
        raise UsageError(f"“{word}” is an issue of {len(found)} desks.", hint)
    raise UsageError(f"There is no issue “{word}”.", _known(word, every))


def _by_path(path: Path, workshop: Workshop, every: tuple[IssueFile, ...]) -> IssueFile:
    """By a path as seen from here, or from the publication as findings show it."""
    wanted = {path.resolve(), (workshop.root / path).resolve()}
    for issue in every:
        if wanted & {issue.path.resolve(), issue.path.parent.resolve()}:
            return issue
    if _is_folder(path):
        hint = "An issue lies in issues/NAME/issue.md."
        raise SourceError(f"{path} is a folder without an issue.", hint)
    raise UsageError(f"There is no issue at {path}.", _known(str(path), every))


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:  # a name that no disk could have
        return False


def _answers_to(issue: IssueFile, word: str) -> bool:
    if word == issue.name:
        return True
    number = issue.matter.number if issue.matter else -1
    if not word.isdecimal() or len(word) > LONGEST_NUMBER:
        return False
    return int(word) == number or issue.name.startswith(f"{word}-")


def _known(word: str, every: tuple[IssueFile, ...]) -> str:
    return (
        typed.closest(word, [issue.name for issue in every]) or "There is none yet: `mekong new`."
    )


def edition_of(workshop: Workshop, issue: IssueFile, layout: str) -> Edition:
    """An issue's edition in a layout. Its file is named after desk, number and layout."""
    matter = issue.matter
    stem = f"{slug(matter.desk)}-{matter.number:03d}" if matter else issue.name
    return Edition(issue, layout, workshop.output / f"{stem}-{layout}.pdf")


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
    """What goes into a PDF: the hash of it all, and the hashes of its fonts and its layout."""

    fingerprint: str
    fonts: dict[str, str]
    layouts: dict[str, str]


class Fingerprints:
    """Fingerprints of editions and volumes; what they share is hashed once."""

    def __init__(self, workshop: Workshop) -> None:
        self._workshop = workshop
        self._layouts: dict[tuple[str, Kind], str] = {}

    @cached_property
    def fonts(self) -> dict[str, str]:
        """The hash of each file of fonts/, by its name."""
        return _digests(parts_of(self._workshop, "fonts"))

    def of(self, edition: Edition) -> str:
        """The hash of all that goes into an edition: source, pictures, layout, fonts, versions."""
        folder = edition.source.path.parent
        parts = [(f"issue/{name}", content) for name, content in tree_of(folder)]
        shared = f"{self.layout(edition.layout)} {self.shared}".encode()
        texts = [content for name, content in parts if name.endswith(".md")]
        if any(map(_may_need_names, texts)):
            parts.append(("names", self.names))
        return digest_of([*parts, ("folder", folder.name.encode()), ("shared", shared)])

    def making(self, fingerprint: str, layout: str) -> Making:
        """All that a manifest says of how a PDF was made."""
        return Making(fingerprint, self.fonts, {layout: self.layout(layout)})

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
        return read_bytes(path, GLOSSARY_NAME) if path.exists() else b""

    @cached_property
    def shared(self) -> str:
        """The hash of what every edition is made with: fonts, flags, names, tools."""
        digests = self.fonts | _digests(parts_of(self._workshop, "flags"))
        config = self._workshop.config
        own = (config.publication, *config.desks)
        names = self.names_for(repr(own))
        said = "\n".join(map(repr, (*own, digests, _tools(), *([names] if names else []))))
        return digest(said.encode())


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
    return " ".join(name for name in names if name.endswith(".dist-info") and "mekong" not in name)


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


def issue_date(matter: FrontMatter) -> dt.date | None:
    """The day of an issue: its date, or that of its deadline."""
    return matter.date or (matter.deadline.date() if matter.deadline else None)
