"""A part in its volume against its own PDF: names, files, outline, tags, and its pages.

Both are read; nothing is taken from whoever bound them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from mekong_print.pages import OutlineItem
from mekong_print.pdf import anatomy
from mekong_print.pdf.bound_pages import Side, page_faults
from mekong_print.pdf.letters import Letters
from mekong_print.pdf.opened import OpenPdf, landing, row, table, words
from mekong_print.pdf.soundness import lasting_faults
from mekong_print.pdf.soundness.census import Branch, take_census
from mekong_print.volume.plan import Placed, VolumePlan

SWAPPED = "its own PDF has changed since it was read."  # no fault of the volume


@dataclass(frozen=True, slots=True)
class Volume:
    """A volume that is open, and what was read of it once for all its parts.

    `files` are the digests of carried files by name, `branches` the Parts of the tree by
    the key of their part, `headings` what the parts are called.
    """

    pdf: OpenPdf
    plan: VolumePlan
    letters: Letters
    files: Mapping[str, str]
    outline: tuple[OutlineItem, ...]
    branches: Mapping[str, Branch]
    headings: Mapping[str, str]


def part_faults(source: OpenPdf, volume: Volume, placed: Placed) -> Iterator[str]:
    """Everything that a part has lost, or has otherwise than before. `source` is its own PDF."""
    if hashlib.sha256(source.raw).hexdigest() != placed.part.sha256:
        yield SWAPPED
        return
    if len(source.pages) != placed.pages:
        yield f"its own PDF has {len(source.pages)} pages, not {placed.pages}."
        return
    start = volume.plan.start(placed)
    ours = placed.part.origin != "adopted"
    yield from page_faults(
        Side(source, Letters()), Side(volume.pdf, volume.letters, start), placed.folio, ours=ours
    )
    yield from _name_faults(source, volume, placed)
    yield from _file_faults(source, volume, placed)
    yield from _outline_faults(source, volume, placed)
    yield from _tag_faults(source, volume, placed)


def _name_faults(source: OpenPdf, volume: Volume, placed: Placed) -> Iterator[str]:
    """Each named destination, under its name in the volume, leads to its page."""
    key, start = placed.part.key, volume.plan.start(placed)
    for name, goal in source.names.items():
        page, shown = landing(source, goal)
        if page is None:
            continue
        planned = volume.plan.destination(key, name)
        called = [one for one in (planned, f"{key}.{planned}") if one in volume.pdf.names]
        goals = [landing(volume.pdf, volume.pdf.names[one]) for one in called]
        if not goals:
            yield f"the id “{name}” is not in the volume."
        elif (start + page, shown) not in goals:
            yield f"the id “{name}” does not lead to page {start + page + 1} of the volume."


def _file_faults(source: OpenPdf, volume: Volume, placed: Placed) -> Iterator[str]:
    """Each carried file is in the volume, byte for byte; one from elsewhere, by any name.

    A name with folders in it, say, is none that a volume may have.
    """
    key = placed.part.key
    if placed.part.origin == "adopted":
        held = set(volume.files.values())
        for name, (carried, _) in anatomy.files(source).items():
            if carried.sha256 not in held:
                yield f"the file “{name}” that it carries is not in the volume."
        return
    for name, (carried, _) in anatomy.files(source).items():
        planned = volume.plan.renamed[key].files.get(name, name)
        found = [volume.files.get(one) for one in (planned, f"{key}-{planned}")]
        if carried.sha256 not in found:
            yield f"the file “{name}” that it carries is not in the volume as “{planned}”."


NAMELESS = "…"  # what a line of an outline is called where it had no words


def _outline_faults(source: OpenPdf, volume: Volume, placed: Placed) -> Iterator[str]:
    """The part's line in the outline, and below it the part's own outline."""
    start, heading = volume.plan.start(placed), volume.headings[placed.part.key]
    lines = iter(volume.outline)
    if not any(line == OutlineItem(0, heading, start) for line in lines):
        yield f"the outline does not have “{heading}”, leading to page {start + 1}."
        return
    for own in anatomy.outline(source):
        line = next(lines, OutlineItem(0, "", None))
        page = line.page if own.page is None else start + own.page
        title = own.title if own.title.strip() else NAMELESS
        if line != OutlineItem(own.depth + 1, title, page):
            yield f"the outline lacks “{own.title}” below “{heading}”."
            return
    following = next(lines, OutlineItem(0, "", None))
    if following.depth:
        yield f"the outline has “{following.title}” below “{heading}”, which is not of this part."


def _tag_faults(source: OpenPdf, volume: Volume, placed: Placed) -> Iterator[str]:
    """One Part in the tree, which holds what the part's own Document held, in that order."""
    branch = volume.branches.get(placed.part.key)
    if branch is None:
        yield "it is not one Part of the tags, in the order of the parts."
        return
    if not anatomy.is_marked(source) or not _are_kept(source, placed):
        return
    own = _own_branch(source)
    start = volume.plan.start(placed)
    same_first = own.first is None or branch.first == start + own.first
    if own.below != branch.below or not same_first:
        yield "its tags are not those of its own PDF."
    elif own.notes != branch.notes:
        yield "its links are not tagged as in its own PDF."
    said = words(source.root.get("/Lang"))
    ours = placed.part.origin != "adopted"
    lang = own.lang or (said if ours else placed.part.lang)  # what a sidecar says holds
    bound_lang = branch.lang or words(volume.pdf.root.get("/Lang"))
    if lang and lang != bound_lang:
        yield f"its language is said to be “{bound_lang}”, not “{lang}”."


def _are_kept(source: OpenPdf, placed: Placed) -> bool:
    """Whether tags must be kept: ours always, those of a PDF from elsewhere when they are sound.

    `marked` of its facts says whether they could be kept when it was tried.
    """
    if placed.part.origin != "adopted":
        return True
    return placed.part.facts.marked and next(lasting_faults(source), None) is None


def _own_branch(source: OpenPdf) -> Branch:
    """All that a part's tree holds: below its one Document, or else below the root."""
    kids = table(source.root.get("/StructTreeRoot")).get("/K")
    tops = row(kids) or [kids]
    document = len(tops) == 1 and table(tops[0]).get("/S") == "/Document"
    return take_census(source, 0 if document else -1).branches[0]
