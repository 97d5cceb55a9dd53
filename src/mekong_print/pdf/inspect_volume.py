"""A bound volume against its plan and its parts: its faults, as sentences in an editor's words.

The last gate before a volume replaces the old one: another library than the one that bound
it reads it anew, and its parts as well. It must agree with itself (`soundness`), be what
was planned, and have lost nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from pypdf.generic import DictionaryObject

from mekong_print.addresses import BACK, part_named
from mekong_print.errors import SourceError
from mekong_print.pages import Imprint, labels_of
from mekong_print.pdf import anatomy
from mekong_print.pdf.bound_part import Volume, part_faults
from mekong_print.pdf.inspect import imprint_faults
from mekong_print.pdf.letters import Letters
from mekong_print.pdf.opened import OpenPdf, ask, forget, page_of, real, row, table, words
from mekong_print.pdf.soundness import all_faults, sentences
from mekong_print.pdf.soundness.census import Branch, Census, take_census
from mekong_print.volume.parts import Part
from mekong_print.volume.plan import Placed, VolumePlan

_SHOWN = 5  # faults of one part that are told


@dataclass(frozen=True, slots=True)
class ExpectedVolume:
    """What the inspection holds a volume against.

    `files` are the PDFs of the parts by key, `headings` their titles in outline and tags
    where these are not their own. `front` and `back` are what the press made of front and back
    matter: with them, each link of these pages is followed.
    """

    plan: VolumePlan
    imprint: Imprint
    files: Mapping[str, Path | bytes]
    headings: Mapping[str, str] = field(default_factory=dict)
    front: bytes = b""
    back: bytes = b""

    def heading(self, part: Part) -> str:
        """What a part is called in outline and tags."""
        return self.headings.get(part.key) or part.title or part.file

    def opening(self, part: Part) -> str:
        """How a fault of a part begins: its title; before it its file, where others have that."""
        titles = [placed.part.title for placed in self.plan.placed]
        alone = part.title and titles.count(part.title) == 1
        named = (part.title,) if alone else filter(None, (part.file, part.title))
        return ", ".join(f"“{name}”" for name in named) + ": "


def volume_faults(content: bytes | Path, expected: ExpectedVolume) -> tuple[str, ...]:
    """Everything that is not as it must be; nothing when all is well. Raises nothing."""
    try:
        return ask(content, lambda pdf: tuple(_faults(pdf, expected)))
    except SourceError as refusal:
        return (refusal.message,)


def blamed_parts(found: tuple[str, ...], expected: ExpectedVolume) -> tuple[tuple[str, str], ...]:
    """The parts from elsewhere that faults are found in, by key, each with its first fault.

    A fault names its part, or the page of the volume on which it is.
    """
    blamed: dict[str, str] = {}
    foreign = [one for one in expected.plan.placed if one.part.origin == "adopted"]
    for fault in found:
        page = _PAGE.match(fault)
        at = int(page[1]) - 1 if page else -1
        for placed in foreign:
            start, opening = expected.plan.start(placed), expected.opening(placed.part)
            if fault.startswith(opening) or start <= at < start + placed.pages:
                blamed.setdefault(placed.part.key, fault.removeprefix(opening))
    return tuple(blamed.items())


_PAGE = re.compile(r"Page (\d+)\b")


def _faults(pdf: OpenPdf, expected: ExpectedVolume) -> Iterator[str]:
    pages, wanted = len(pdf.pages), expected.plan.pages
    if pages != wanted:
        yield f"The volume has {pages} pages, not {wanted}."
        return
    census = take_census(pdf, 1)
    yield from sentences(all_faults(pdf, census))
    yield from _label_faults(pdf, expected)
    yield from imprint_faults(pdf, expected.imprint)
    yield from _blank_faults(pdf, expected.plan)
    branches = [
        branch for branch in census.branches if census.roles.of(branch.element.kind) == "Part"
    ]
    yield from _tree_faults(census, branches, expected)
    volume = _read(pdf, branches, expected)
    yield from _file_faults(volume, expected)
    yield from _front_faults(pdf, expected)
    for placed in expected.plan.placed:
        yield from _part_faults(volume, placed, expected)
        forget(pdf)
    pdf.reader.read_rest()  # none is damaged, asked for or not


def _label_faults(pdf: OpenPdf, expected: ExpectedVolume) -> Iterator[str]:
    labels = anatomy.labels(pdf)
    for index, label in enumerate(labels_of(expected.plan.labels, len(pdf.pages))):
        if labels[index] != label:
            yield f"Page {index + 1} is labelled “{labels[index]}”, not “{label}”."
            return


def _blank_faults(pdf: OpenPdf, plan: VolumePlan) -> Iterator[str]:
    """Empty pages are where they were planned, and the volume's own pages are not empty."""
    blanks = plan.blanks()
    own = (*range(plan.front), *range(len(pdf.pages) - plan.back, len(pdf.pages)))
    for index in sorted({*blanks, *own}):
        blank = anatomy.is_blank(pdf, pdf.pages[index])
        if blank and index not in blanks:
            yield f"Page {index + 1} is blank."
        elif index in blanks and (not blank or row(pdf.pages[index].get("/Annots"))):
            yield f"Page {index + 1} should be blank, and is not."


def _tree_faults(census: Census, branches: list[Branch], expected: ExpectedVolume) -> Iterator[str]:
    """One Document, and in it one Part for each part, in order and by its name."""
    tops = [one for one in census.elements.values() if one.depth == 0]
    if [census.roles.of(one.kind) for one in tops] != ["Document"]:
        yield "The tags do not begin with one Document that holds everything."
    titles = [branch.title for branch in branches]
    wanted = [expected.heading(placed.part) for placed in expected.plan.placed]
    if titles != wanted:
        yield f"The tags have {len(titles)} parts, which are not the {len(wanted)} planned ones."


def _read(pdf: OpenPdf, branches: list[Branch], expected: ExpectedVolume) -> Volume:
    parts = [placed.part for placed in expected.plan.placed]
    keyed = zip(parts, branches, strict=False) if len(parts) == len(branches) else ()
    return Volume(
        pdf=pdf,
        plan=expected.plan,
        letters=Letters(),
        files={name: carried.sha256 for name, (carried, _) in anatomy.files(pdf).items()},
        outline=anatomy.outline(pdf),
        branches={part.key: branch for part, branch in keyed},
        headings={part.key: expected.heading(part) for part in parts},
    )


def _file_faults(volume: Volume, expected: ExpectedVolume) -> Iterator[str]:
    """The volume's own files are there, and no file that nobody carried.

    A PDF from elsewhere may have associated files that it does not list (7.11.4).
    """
    own = {file.name: sha256(file.content).hexdigest() for file in expected.imprint.attachments}
    for name, digest in own.items():
        if volume.files.get(name) != digest:
            yield f"The volume does not carry “{name}” as it was attached."
    parts = [placed.part for placed in expected.plan.placed]
    if any(part.origin == "adopted" for part in parts):
        return
    known = {*own.values(), *(file.sha256 for part in parts for file in part.facts.files)}
    for name, digest in volume.files.items():
        if digest not in known:
            yield f"The volume carries “{name}”, which none of its parts does."


def _part_faults(volume: Volume, placed: Placed, expected: ExpectedVolume) -> Iterator[str]:
    """The faults of one part, each with its name; the first few, and how many more."""
    part = placed.part
    try:
        found = ask(
            expected.files[part.key], lambda source: tuple(part_faults(source, volume, placed))
        )
    except SourceError as refusal:
        found = (refusal.message,)
    opening = expected.opening(part)
    yield from (f"{opening}{fault}" for fault in found[:_SHOWN])
    if len(found) > _SHOWN:
        yield f"{opening}… and {len(found) - _SHOWN} faults more."


# ---------------------------------------------------------------- the volume's own pages


def _front_faults(pdf: OpenPdf, expected: ExpectedVolume) -> Iterator[str]:
    """Each link of the volume's own pages leads where its layout meant it to."""
    plan = expected.plan
    behind = plan.pages - plan.back
    names = ask(expected.back, _named) if expected.back else {}
    goals = {name: page + behind for name, page in names.items()}
    for raw, start in ((expected.front, 0), (expected.back, behind)):
        if raw:
            own = _Own(plan, start, goals)
            yield from ask(raw, _following(pdf, own))


@dataclass(frozen=True, slots=True)
class _Own:
    """Front or back matter: its first page in the volume, and where names of the back lead."""

    plan: VolumePlan
    start: int
    goals: Mapping[str, int]


def _named(back: OpenPdf) -> dict[str, int]:
    places = {name: page_of(back, goal) for name, goal in back.names.items()}
    return {name: page for name, page in places.items() if page is not None}


def _following(pdf: OpenPdf, own: _Own) -> Callable[[OpenPdf], tuple[str, ...]]:
    return lambda sheets: tuple(_followed(sheets, pdf, own))


def _followed(sheets: OpenPdf, pdf: OpenPdf, own: _Own) -> Iterator[str]:
    for place, page in enumerate(sheets.pages, start=own.start):
        meant = {_place(note): _meant(sheets, note, own) for note in _links(page)}
        for note in _links(pdf.pages[place]):
            goal, wanted = _leads_to(pdf, note), meant.get(_place(note))
            if wanted is None or goal != wanted:
                said = words(note.get("/Contents"))
                where = f"leads to {_told(goal)}, not to {_told(wanted)}"
                yield f"Page {place + 1}: the link “{said}” {where}."


def _links(page: DictionaryObject) -> list[DictionaryObject]:
    notes = (table(note) for note in row(page.get("/Annots")))
    return [note for note in notes if note.get("/Subtype") == "/Link"]


def _place(note: DictionaryObject) -> tuple[float, ...]:
    return tuple(round(float(real(side)), 2) for side in row(note.get("/Rect")))


def _leads_to(pdf: OpenPdf, note: DictionaryObject) -> str | int | None:
    """The address of a link, or the index of the page that it leads to."""
    action = table(note.get("/A"))
    if action.get("/S") == "/URI":
        return words(action.get("/URI"))
    return page_of(pdf, note.get("/Dest", action.get("/D")))


def _meant(sheets: OpenPdf, note: DictionaryObject, own: _Own) -> str | int | None:
    """Where a link as it left the press must lead in the volume."""
    match _leads_to(sheets, note):
        case str(address):
            match part_named(address):
                case None:
                    return address
                case (key, name) if key == BACK:
                    return own.goals.get(name)
                case (key, name):
                    return _page_in_part(own.plan, key, name)
        case int(page):
            return page + own.start
    return None


def _page_in_part(plan: VolumePlan, key: str, name: str) -> int | None:
    placed = next((one for one in plan.placed if one.part.key == key), None)
    if placed is None:
        return None
    page = placed.part.facts.ids.get(name) if name else 0
    return plan.start(placed) + (page or 0)


def _told(goal: str | int | None) -> str:
    match goal:
        case int():
            return f"page {goal + 1}"
        case None:
            return "nowhere"
        case address:
            return f"“{address}”"
