"""Volumes for tests: small parts that share every name, made once, and what is read from them.

Take the fixtures in by `from volume.making import shelf` (in `tests/volume/conftest.py`).
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

import pikepdf
import pytest

from mekong_print.pages import Attachment, Imprint
from mekong_print.pdf.bind import Material, bind
from mekong_print.pdf.finish import finish
from mekong_print.pdf.read import read_facts
from mekong_print.volume.parts import Change, Folio, Origin, Part
from mekong_print.volume.plan import VolumePlan, place, plan_volume
from proofing import ROOT, tool

HERE = Path(__file__).parent
FOLIO = Folio("outer", 57, 30, 8.5, "Source Sans 3")
TYPEFACE = ROOT / "fonts" / "SourceSans3-Regular.ttf"
OURS = ("alpha", "beta", "gamma")
NONE = (b"", b"")  # neither front nor back matter
FRONT = 2  # pages of the front matter that `stock` makes; its back matter has one


@dataclass(frozen=True)
class Bound:
    """A volume on the disk, and what it was bound from."""

    file: Path
    material: Material
    changes: tuple[Change, ...]

    @property
    def plan(self) -> VolumePlan:
        return self.material.plan

    @property
    def pdf(self) -> bytes:
        return self.file.read_bytes()

    def pages(self, key: str) -> range:
        """The page indexes of a part in the volume."""
        placed = next(one for one in self.plan.placed if one.part.key == key)
        start = self.plan.start(placed)
        return range(start, start + placed.pages)

    def told(self, key: str = "") -> list[str]:
        """What the binding tells of a part."""
        return [change.what for change in self.changes if change.part == key]


@dataclass(frozen=True)
class Shelf:
    """The PDFs that `stock` makes: finished ones of ours, raw pages of its own, foreign ones."""

    folder: Path

    def file(self, name: str) -> Path:
        return self.folder / f"{name}.pdf"

    @property
    def own(self) -> tuple[bytes, bytes]:
        return self.file("front").read_bytes(), self.file("back").read_bytes()

    def bind(self, names: Iterable[str], target: Path, *, front: bool = True, **more) -> Bound:
        """A volume of these; `more` is for `material`."""
        files = {name: self.file(name) for name in names}
        return bound(material(files, self.own if front else NONE, **more), target)


def bound(wanted: Material, target: Path) -> Bound:
    return Bound(target, wanted, bind(wanted, target))


def material(
    files: dict[str, Path],
    own: tuple[bytes, bytes] = NONE,
    *,
    recto: bool = False,
    origins: dict[str, Origin] | None = None,
    claims: tuple[str, ...] = (),
) -> Material:
    """What is needed to bind these files; `own` are front and back matter: FRONT pages, and one."""
    parts = [part(key, file, (origins or {}).get(key, "issue")) for key, file in files.items()]
    sizes = {"front": FRONT, "back": 1} if own[0] else {"front": 0, "back": 0}
    plan = plan_volume(place(parts, recto=recto), **sizes, recto=recto)
    imprint = replace(IMPRINT, labels=plan.labels, claims=claims)
    front, back = own
    return Material(plan, files, imprint, FOLIO, TYPEFACE.read_bytes(), front=front, back=back)


def part(key: str, file: Path, origin: Origin = "issue") -> Part:
    facts = read_facts(file)
    digest = hashlib.sha256(file.read_bytes()).hexdigest()
    title = f"The title of {key}"
    return Part(
        key, file.name, digest, origin, facts, "Desk", 1, title, "", None, facts.lang or "en"
    )


IMPRINT = Imprint(
    title="The Volume 2025",
    lang="en",
    publication="The Weekly",
    moment=dt.datetime(2025, 12, 31, tzinfo=dt.UTC),
    fingerprint="0123456789abcdef" * 4,
    tools=("mekong-print 0.1.0",),
    attachments=(Attachment("volume.json", b'{"v": 1}', "application/json", "The record"),),
)


def finished(raw: bytes, number: int, lang: str) -> bytes:
    """As `mekong build` finishes an issue; all carry a file of the same name."""
    note = Attachment("issue.json", b'{"number": %d}' % number, "application/json", "The record")
    licence = Attachment("licence.txt", b"the same in all", "text/plain")
    imprint = Imprint(
        title=f"Issue {number}",
        lang=lang,
        number=number,
        moment=dt.datetime(2025, 1, 1, tzinfo=dt.UTC),
        attachments=(note, licence),
        claims=("ua-1", "a-3a"),
    )
    return finish(raw, imprint)


@pytest.fixture(scope="session")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    folder = tmp_path_factory.mktemp("stock")
    command = [sys.executable, str(HERE / "stock.py"), str(ROOT / "fonts"), str(folder)]
    subprocess.run(command, check=True)
    for number, (name, lang) in enumerate(zip(OURS, ("en", "vi", "en"), strict=True), start=1):
        file = folder / f"{name}.pdf"
        file.write_bytes(finished(file.read_bytes(), number, lang))
    return Shelf(folder)


@pytest.fixture(scope="session")
def volume(shelf: Shelf, tmp_path_factory: pytest.TempPathFactory) -> Bound:
    """Three issues that share every name, with front and back matter."""
    target = tmp_path_factory.mktemp("volume") / "volume.pdf"
    return shelf.bind(OURS, target, claims=("ua-1", "a-3a"))


# ---------------------------------------------------------------- what is read from a volume


def words(file: Path, pages: Iterable[int]) -> list[list[str]]:
    """The words of pages as poppler reads them, in the order in which they are drawn."""
    found = []
    for page in pages:
        at = str(page + 1)
        command = [tool("pdftotext"), "-raw", "-f", at, "-l", at, str(file), "-"]
        text = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        found.append(text.split())
    return found


def spoken(file: Path) -> list[str]:
    """The structure tree with its texts as poppler reads it, a line for each, indented.

    Without the numbers of objects, which say nothing.
    """
    command = [tool("pdfinfo"), "-struct-text", str(file)]
    text = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    told = (line for line in text.splitlines() if line.strip())
    return [line for line in told if not re.match(r"\s*Object \d+", line)]


def block(lines: list[str], start: int) -> list[str]:
    """The lines below one, without the indent that they have there."""
    depth = len(lines[start]) - len(lines[start].lstrip())
    below = []
    for line in lines[start + 1 :]:
        if len(line) - len(line.lstrip()) <= depth:
            break
        below.append(line[depth:])
    return below


def links(file: Path, pages: range) -> list[list[tuple[object, ...]]]:
    """Where the links of pages lead: (page as counted from the first one, left, top), or a URI."""
    with pikepdf.open(file) as pdf:
        index = {page.obj.objgen: number - pages.start for number, page in enumerate(pdf.pages)}
        goals = named_goals(pdf)
        return [
            [_goal(note, goals, index) for note in pdf.pages[page].obj.get("/Annots", ())]
            for page in pages
        ]


def _goal(note, goals, index) -> tuple[object, ...]:
    action = note.get("/A", {})
    if "/URI" in action:
        return ("uri", str(action["/URI"]))
    goal = note["/Dest"] if "/Dest" in note else action["/D"]
    if isinstance(goal, pikepdf.String):
        goal = goals[str(goal)]
    return (index[goal[0].objgen], *(float(at) for at in list(goal)[2:4]))


def named_goals(pdf: pikepdf.Pdf) -> dict[str, pikepdf.Object]:
    """All named destinations; a name that is there twice fails."""
    tree = pdf.Root.get("/Names", pikepdf.Dictionary()).get("/Dests")
    pairs = list(leaves(tree, "/Names"))
    names = [bytes(name) for name, _ in pairs]
    assert names == sorted(set(names)), "the tree of names is not in order"
    return {str(name): goal for name, goal in pairs}


def leaves(node, key: str):
    """The entries of a tree of names or numbers; limits that are not kept fail."""
    if node is None:
        return
    entries = list(node.get(key, ()))
    found = list(zip(entries[::2], entries[1::2], strict=True))
    for kid in node.get("/Kids", ()):
        inside = list(leaves(kid, key))
        keys = [one if isinstance(one, int) else bytes(one) for one, _ in inside]
        limits = [one if isinstance(one, int) else bytes(one) for one in kid.Limits]
        assert limits == [keys[0], keys[-1]]
        found += inside
    yield from found


def elements(element, kinds: Iterable[str] = ()):
    """All elements below one that are of these kinds (or all), in reading order."""
    kids = element.get("/K", ())
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            if not kinds or str(kid.S) in kinds:
                yield kid
            yield from elements(kid, kinds)


def programs(file: Path) -> Counter[str]:
    """The embedded font programs by name without tag: how many of each there are."""
    with pikepdf.open(file) as pdf:
        found = {
            one.FontFile2.objgen: re.sub(r"^/[A-Z]{6}\+", "", str(one.FontName))
            for one in pdf.objects
            if isinstance(one, pikepdf.Dictionary) and "/FontFile2" in one
        }
    return Counter(found.values())
