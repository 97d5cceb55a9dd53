"""What hangs on the catalog: names, labels of pages, carried files, metadata, claims.

ISO 32000-1, 7.7.2, 7.11.4, 12.3.2.3 and 12.4.2; ISO 19005-3, 6.8 for associated files.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator
from typing import Any

from pypdf.generic import IndirectObject

from mekong_print.pdf import metadata
from mekong_print.pdf.opened import (
    OpenPdf,
    leaves,
    let_go,
    name_tree,
    page_of,
    real,
    row,
    stream,
    table,
    words,
)
from mekong_print.pdf.soundness.census import bytes_of
from mekong_print.pdf.soundness.elements import is_language
from mekong_print.pdf.soundness.fault import Fault
from mekong_print.pdf.soundness.order import order_of_names, order_of_numbers

_STYLES = frozenset({"", "/D", "/r", "/R", "/a", "/A"})


def name_faults(pdf: OpenPdf) -> Iterator[Fault]:
    """Named destinations: in order, each once, and each leads to a page."""
    yield from order_of_names(table(pdf.root.get("/Names")).get("/Dests"), "named destinations")
    for name, goal in pdf.names.items():
        if page_of(pdf, goal) is None:
            yield Fault("name-dead", f"The named destination “{name}” leads to no page.")


def label_faults(pdf: OpenPdf) -> Iterator[Fault]:
    """Labels of pages: runs in order, from the first page on, in a style that there is."""
    top = pdf.root.get("/PageLabels")
    if top is None:
        return
    yield from order_of_numbers(top, "page labels")
    starts: list[int] = []
    for leaf in leaves(top):
        numbers = row(leaf.get("/Nums"))
        starts += [int(real(one)) for one in numbers[::2] if isinstance(real(one), int)]
        for run in map(table, numbers[1::2]):
            if words(run.get("/S")) not in _STYLES:
                yield Fault("label-style", f"Pages are counted in the style {run.get('/S')}.")
    if 0 not in starts:
        yield Fault("label-first", "The first page has no label.")
    if max(starts, default=0) >= len(pdf.pages):
        yield Fault("label-beyond", "There are labels for pages beyond the last one.")


def file_faults(pdf: OpenPdf) -> Iterator[Fault]:
    """Carried files: in order, told apart by name, whole, and associated with the document."""
    top = table(pdf.root.get("/Names")).get("/EmbeddedFiles")
    yield from order_of_names(top, "carried files")
    listed: set[int] = set()
    names: Counter[str] = Counter()
    for key, value in name_tree(top):
        listed.add(value.idnum if isinstance(value, IndirectObject) else 0)
        name = words(table(value).get("/UF")) or words(table(value).get("/F")) or key
        names[name] += 1
        yield from _file_faults(pdf, name, value)
    yield from (
        Fault("file-twice", f"Two carried files are called “{name}”.")
        for name, count in names.items()
        if count > 1
    )
    yield from _association_faults(pdf, listed)


def _file_faults(pdf: OpenPdf, name: str, value: Any) -> Iterator[Fault]:
    file = table(value)
    where = table(file.get("/EF")).get("/F")
    if "/EF" not in file or not table(where):
        yield Fault("file-empty", f"The carried file “{name}” has no content.")
        return
    parameters = table(table(where).get("/Params"))
    checksum = bytes_of(parameters.get("/CheckSum")) if "/CheckSum" in parameters else b""
    content = stream(where)
    let_go(pdf, where)
    if checksum and checksum != hashlib.md5(content, usedforsecurity=False).digest():
        yield Fault("file-checksum", f"The carried file “{name}” is not what its checksum says.")
    if not _is_pdf_a3(pdf):
        return
    if not words(file.get("/AFRelationship")):
        sentence = f"The carried file “{name}” does not say what it is to the document."
        yield Fault("file-relationship", sentence)


def _association_faults(pdf: OpenPdf, listed: set[int]) -> Iterator[Fault]:
    """What /AF of the catalog holds: each carried file once, and nothing else."""
    if "/AF" not in pdf.root and not _is_pdf_a3(pdf):
        return
    held = Counter(
        one.idnum if isinstance(one, IndirectObject) else 0 for one in row(pdf.root.get("/AF"))
    )
    for number in sorted(held.keys() | listed):
        if number not in listed:
            yield Fault("file-unlisted", f"Object {number} is associated, but not carried.")
        elif held[number] != 1:
            sentence = f"The carried file in object {number} is associated {held[number]} times."
            yield Fault("file-associated", sentence)


def _is_pdf_a3(pdf: OpenPdf) -> bool:
    return any(claim.startswith("a-3") for claim in metadata.claims(metadata.packet(pdf)))


def metadata_faults(pdf: OpenPdf) -> Iterator[Fault]:
    """The XMP packet and the information dictionary agree, and the language is one."""
    said, told = metadata.packet(pdf), metadata.information(pdf)
    for key, name in metadata.PAIRS.items() if said and told else ():
        if _told(told.get(key, "")) != _told(_as_information(said, name)):
            yield Fault("metadata-apart", f"The metadata disagree with each other about “{key}”.")
    if not is_language(words(pdf.root.get("/Lang"))):
        yield Fault("language", f"“{words(pdf.root.get('/Lang'))}” is no language.")


def _as_information(said: metadata.Packet, name: str) -> str:
    try:
        return metadata.as_information(said, name)
    except ValueError:  # a date that is none
        return metadata.first(said, name)


def _told(text: str) -> str:
    return text.strip()


def claim_faults(pdf: OpenPdf) -> Iterator[Fault]:
    """What a file must have for the standards that it claims."""
    claims = metadata.claims(metadata.packet(pdf))
    for_a, for_ua = (any(one.startswith(part) for one in claims) for part in ("a-", "ua-"))
    mark = real(table(pdf.root.get("/MarkInfo")).get("/Marked"))
    tagged = bool(getattr(mark, "value", mark)) and "/StructTreeRoot" in pdf.root
    shows = real(table(pdf.root.get("/ViewerPreferences")).get("/DisplayDocTitle"))
    profiles = [table(one) for one in row(pdf.root.get("/OutputIntents"))]
    required = (
        (
            for_a and not any("/DestOutputProfile" in one for one in profiles),
            "claim-colour",
            "says nothing of its colours (OutputIntents)",
        ),
        (for_a and "/ID" not in pdf.reader.trailer, "claim-id", "has no identifier (ID)"),
        (bool(claims) and not tagged, "claim-tags", "is not tagged"),
        (
            for_ua and not bool(getattr(shows, "value", shows)),
            "claim-title",
            "does not show its title",
        ),
        (for_ua and not words(pdf.root.get("/Lang")), "claim-language", "names no language"),
        (for_ua and not metadata.information(pdf).get("Title"), "claim-untitled", "has no title"),
    )
    for missing, rule, what in required:
        if missing:
            yield Fault(rule, f"The PDF claims {' and '.join(claims)}, but {what}.")
    if len({_profile(one) for one in profiles}) > 1:
        yield Fault("claim-colours", "The PDF has more than one colour profile for its output.")


def _profile(intent: Any) -> bytes:
    return hashlib.sha256(stream(intent.get("/DestOutputProfile"))).digest()
