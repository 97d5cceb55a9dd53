"""Whether a PDF agrees with itself: each inconsistency named, by page and element.

The project's own checker. Validators look at one rule at a time; here tags, marks, links,
names, outline, files and metadata are held against one another, in linear time. It judges
any PDF, knows nothing of how it was made, and never writes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from mekong_print.pdf.opened import OpenPdf, ask
from mekong_print.pdf.safety import MARKUP, unsafe
from mekong_print.pdf.soundness.annotations import annotation_faults
from mekong_print.pdf.soundness.catalog import (
    claim_faults,
    file_faults,
    label_faults,
    metadata_faults,
    name_faults,
)
from mekong_print.pdf.soundness.census import Census, take_census
from mekong_print.pdf.soundness.fault import Fault, sentences
from mekong_print.pdf.soundness.identifiers import identifier_faults
from mekong_print.pdf.soundness.outlines import outline_faults
from mekong_print.pdf.soundness.parents import Keys, parents_of
from mekong_print.pdf.soundness.sheets import Tree, sheet_faults
from mekong_print.pdf.soundness.storage import storage_faults

__all__ = [
    "Fault",
    "lasting_faults",
    "sentences",
    "soundness_faults",
    "tag_faults",
    "tagging_faults",
]

_MENDED = frozenset({"role-self"})


def soundness_faults(content: bytes | Path) -> tuple[Fault, ...]:
    """Everything in which a PDF does not agree with itself. Raises SourceError."""
    return ask(content, lambda pdf: tuple(dict.fromkeys(all_faults(pdf, take_census(pdf)))))


def tagging_faults(content: bytes | Path) -> tuple[Fault, ...]:
    """What is wrong with the tags alone: whether they can be kept. Raises SourceError."""
    return ask(content, lambda pdf: tuple(dict.fromkeys(lasting_faults(pdf))))


def lasting_faults(pdf: OpenPdf) -> Iterator[Fault]:
    """What is wrong with the tags of a PDF, but for what binding puts right."""
    return (fault for fault in tag_faults(pdf, take_census(pdf)) if fault.rule not in _MENDED)


def all_faults(pdf: OpenPdf, census: Census) -> Iterator[Fault]:
    """Everything, of a PDF that is open and whose tree was walked."""
    yield from tag_faults(pdf, census)
    for find in _QUESTIONS:
        yield from find(pdf)


def tag_faults(pdf: OpenPdf, census: Census) -> Iterator[Fault]:
    """Structure tree, parent tree, marked content and annotations against one another.

    A PDF without a tree has no tags, and nothing that could be wrong with them.
    """
    if "/StructTreeRoot" not in pdf.root:
        return
    parents = parents_of(pdf)
    tree = Tree(census, parents, Keys(pdf, parents))
    yield from census.faults
    yield from sheet_faults(pdf, tree)
    yield from annotation_faults(pdf, tree)
    yield from tree.keys.left()
    yield from identifier_faults(pdf, census)


def _unsafe(pdf: OpenPdf) -> Iterator[Fault]:
    yield from (Fault("unsafe", sentence) for sentence in unsafe(pdf, MARKUP))


_QUESTIONS: tuple[Callable[[OpenPdf], Iterator[Fault]], ...] = (
    name_faults,
    outline_faults,
    label_faults,
    file_faults,
    metadata_faults,
    claim_faults,
    storage_faults,
    _unsafe,
)
