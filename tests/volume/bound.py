"""A small volume for tests: two issues in two layouts each, which share all their names.

Its own pages are those of issues as well, whose links lead into the parts as the links of a
contents page do.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path

import pikepdf
from pikepdf import Dictionary, Name, Pdf, String

from mekong_print.addresses import part_address
from mekong_print.pages import Attachment, Imprint
from mekong_print.pdf.bind import Material, bind
from mekong_print.pdf.contents import part_of
from mekong_print.pdf.inspect_volume import ExpectedVolume
from mekong_print.volume.parts import Folio
from mekong_print.volume.plan import place, plan_volume
from proofing import ROOT, Press

FOLIO = Folio("outer", 57, 30, 8.5, "Source Sans 3")
TYPEFACE = ROOT / "fonts" / "SourceSans3-Regular.ttf"
PARTS = {"belt": ("belt", "briefing"), "river": ("river", "briefing"), "tall": ("river", "phone")}
OWN = (("river", "magazine"), ("river", "briefing"))  # front and back matter


@dataclass(frozen=True)
class Volume:
    """A volume that was bound, and what it was bound from."""

    material: Material
    content: bytes

    @property
    def expected(self) -> ExpectedVolume:
        """What its inspection expects."""
        one = self.material
        own = one.front, one.back
        return ExpectedVolume(one.plan, one.imprint, one.files, one.headings, *own)

    def start(self, key: str) -> int:
        """The page index at which a part begins."""
        plan = self.material.plan
        return next(plan.start(placed) for placed in plan.placed if placed.part.key == key)


def changed(content: bytes, change: Callable[[Pdf], None]) -> bytes:
    """A PDF after a change to it."""
    out = BytesIO()
    with pikepdf.open(BytesIO(content)) as pdf:
        change(pdf)
        pdf.save(out, deterministic_id=True)
    return out.getvalue()


def _front(pdf: Pdf) -> None:
    """Let the first links of an issue lead into the parts of a volume."""
    notes = [note for page in pdf.pages for note in page.get("/Annots", ())]
    goals = [part_address(key) for key in PARTS]
    goals += [part_address("belt", "022-thailand"), part_address("tall", "001-the-river")]
    for note, goal in zip(notes, goals, strict=False):
        if "/Dest" in note:
            del note["/Dest"]
        note["/A"] = Dictionary(S=Name.URI, URI=String(goal))


def _pages(content: bytes) -> int:
    with pikepdf.open(BytesIO(content)) as pdf:
        return len(pdf.pages)


def bound(press: Press, target: Path, *, recto: bool = True) -> Volume:
    """Bind the small volume."""
    files = {key: press.pdf(*which) for key, which in PARTS.items()}
    parts = [replace(part_of(file), key=key) for key, file in files.items()]
    front, back = (changed(press.pdf(*one).read_bytes(), _front) for one in OWN)
    sizes = {"front": _pages(front), "back": _pages(back)}
    plan = plan_volume(place(parts, recto=recto), **sizes, recto=recto)
    imprint = Imprint(
        title="The Small Volume",
        lang="en",
        publication="The Weekly",
        desk="Mekong Belt",
        moment=dt.datetime(2025, 12, 31, tzinfo=dt.UTC),
        fingerprint="fedcba9876543210" * 4,
        tools=("mekong-print 0.1.0", "WeasyPrint 70.0"),
        labels=plan.labels,
        attachments=(Attachment("volume.json", b'{"name": "x"}' * 50, "application/json"),),
        claims=("ua-1", "a-3a"),
    )
    material = Material(plan, files, imprint, FOLIO, TYPEFACE.read_bytes(), front=front, back=back)
    bind(material, target)
    return Volume(material, target.read_bytes())
