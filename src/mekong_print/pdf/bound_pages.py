"""The pages of a part as a volume has them, against those of its own PDF.

The content of each is the same bytes between `q` and `Q`, with the volume's folio behind it
as an artifact; what it draws with is alike; each link leads to the same place. What a PDF
from elsewhere had to leave behind (see `safety`) is not looked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from pypdf.generic import DictionaryObject

from mekong_print.pdf.alike import Pairing
from mekong_print.pdf.drawing import drawn, property_lists
from mekong_print.pdf.letters import Letters
from mekong_print.pdf.opened import OpenPdf, content_of, landing, real, row, table, words
from mekong_print.pdf.safety import MARKUP, note_faults

_BOXES = ("/MediaBox", "/CropBox", "/BleedBox", "/TrimBox", "/ArtBox")
_MARK = b"/VolumeFolio"
_FOLIO = re.compile(
    rb"/Artifact\s*<<[^<>]*/Mekong\s*/VolumeFolio[^<>]*>>\s*BDC\s(.*?)\sEMC\s*\Z", re.DOTALL
)
_CODES = re.compile(rb"<([0-9A-Fa-f]*)>\s*Tj")
# What may stand round the own content of a page from elsewhere: tags, and drawn form fields.
_ROUND = re.compile(
    rb"(?:\s|\bq\b|\bQ\b|\bEMC\b|/\w+\s*<<[^<>]*>>\s*BDC\b|/\S+\s+Do\b|[-+\d.\s]+\bcm\b)*"
)


@dataclass(frozen=True, slots=True)
class Side:
    """A PDF and the page index at which the part begins in it."""

    pdf: OpenPdf
    letters: Letters
    start: int = 0


class Beside(NamedTuple):
    """A page of a part and the same page of the volume, with the folio that it must show."""

    own: DictionaryObject
    bound: DictionaryObject
    folio: int


def page_faults(source: Side, volume: Side, folio: int, *, ours: bool) -> Iterator[str]:
    """What differs, page by page; `ours` are pages that had nothing to leave behind."""
    pairing = Pairing(source.letters, volume.letters, ours=ours)
    pages = volume.pdf.pages[volume.start :]
    for index, (own, bound) in enumerate(zip(source.pdf.pages, pages, strict=False)):
        beside = Beside(own, bound, folio + index)
        called = f"page {index + 1}"
        yield from (
            f"{called} {fault}" for fault in _content_faults(source, volume, beside, ours=ours)
        )
        if any(_sides(own, box) != _sides(bound, box) for box in _BOXES) or _turn(own) != _turn(
            bound
        ):
            yield f"{called} has another size."
        for name in pairing.differences(own.get("/Resources"), bound.get("/Resources")):
            yield f"{called} draws with another “{name}” than in its own PDF."
        yield from (f"{called}: {fault}" for fault in _link_faults(source, volume, beside))


def _content_faults(source: Side, volume: Side, beside: Beside, *, ours: bool) -> Iterator[str]:
    """The same content stream, and the right folio behind it (facts of a merge, section 7)."""
    own, bound = content_of(source.pdf, beside.own), content_of(volume.pdf, beside.bound)
    parted = _parted(bound)
    if parted is None:
        yield "does not have the volume’s folio as the last thing on it."
        return
    within, drawn = parted
    before = _parted(own)
    wanted = before[0] if before else own.strip()
    if ours:
        kept = within in (wanted, own.strip())
    else:
        kept = any(_is_within(one, within, beside) for one in (wanted, own.strip()))
    if not kept:
        yield "is not painted as in its own PDF."
    said = _spelt(volume, beside.bound, drawn)
    if str(beside.folio) not in said:
        yield f"bears the folio “{said}”, not {beside.folio}."


def _parted(content: bytes) -> tuple[bytes, bytes] | None:
    """What a page paints between `q` and `Q`, and the folio behind it; None without a folio."""
    at = content.rfind(b"/Artifact", 0, content.rfind(_MARK)) if _MARK in content else -1
    folio = _FOLIO.match(content, at) if at >= 0 else None
    head = content[:at].strip()
    if folio is None or b"EMC" in folio[1].split() or head[:1] != b"q" or head[-1:] != b"Q":
        return None
    return head[1:-1].strip(), folio[1]


def _is_within(wanted: bytes, found: bytes, beside: Beside) -> bool:
    """Whether a page from elsewhere paints this, and round it only what binding puts there.

    Its tags may have been replaced, and with them the marks in what it paints.
    """
    if _is_framed(wanted, found):
        return True
    lists = property_lists(beside.own.get("/Resources"))
    return _is_framed(drawn(wanted, lists), drawn(found, lists))


def _is_framed(wanted: bytes, found: bytes) -> bool:
    at = found.find(wanted)
    round_it = (found[:at], found[at + len(wanted) :])
    return at >= 0 and all(_ROUND.fullmatch(part) for part in round_it)


def _spelt(volume: Side, page: DictionaryObject, drawn: bytes) -> str:
    """The text of a folio, by what its font says of its codes."""
    font = table(table(page.get("/Resources")).get("/Font")).get("/MekongFolio")
    texts = volume.letters.texts(font)
    codes = "".join(found.decode() for found in _CODES.findall(drawn))
    letters = (texts.get(int(codes[at : at + 4], 16), b"") for at in range(0, len(codes), 4))
    return bytes.fromhex(b"".join(letters).decode()).decode("utf-16-be", "replace")


def _sides(page: DictionaryObject, box: str) -> tuple[float, ...]:
    return tuple(round(float(real(side)), 3) for side in row(page.get(box)))


def _turn(page: DictionaryObject) -> int:
    return (real(page.get("/Rotate")) or 0) % 360


# ---------------------------------------------------------------- links


def _link_faults(source: Side, volume: Side, beside: Beside) -> Iterator[str]:
    """Each link of the page is there, and leads to the same page of the same part."""
    own = [note for note in _notes(beside.own) if _may_stay(source.pdf, note)]
    bound = _notes(beside.bound)
    if len(own) != len(bound):
        yield f"it has {len(bound)} links and marks, not {len(own)} as in its own PDF."
        return
    for one, other in zip(own, bound, strict=True):
        if _sides(one, "/Rect") != _sides(other, "/Rect"):
            yield "a link is not where it was."
        elif words(one.get("/Contents")) != words(other.get("/Contents")):
            yield f"the link “{words(one.get('/Contents'))}” says something else."
        else:
            yield from _goal_faults(source, volume, (one, other))


def _notes(page: DictionaryObject) -> list[DictionaryObject]:
    return [table(note) for note in row(page.get("/Annots"))]


def _may_stay(pdf: OpenPdf, note: DictionaryObject) -> bool:
    """Whether binding keeps an annotation; of a dead link, the link stays."""
    if note.get("/Subtype") in MARKUP:
        return True
    faults = [fault for fault in note_faults(pdf, note) if "leads nowhere" not in fault]
    return note.get("/Subtype") == "/Link" and (not faults or "/Dest" in note)


def _goal_faults(
    source: Side, volume: Side, pair: tuple[DictionaryObject, DictionaryObject]
) -> Iterator[str]:
    one, other = pair
    web, bound_web = _address(one), _address(other)
    if web != bound_web:
        yield f"the link to “{web or 'a page'}” leads to “{bound_web or 'a page'}”."
    if web or "/Rect" not in one or one.get("/Subtype") != "/Link":
        return
    page, shown = landing(source.pdf, _goal(one))
    there, bound_shown = landing(volume.pdf, _goal(other))
    said = words(one.get("/Contents")) or words(real(_goal(one)))
    if page is None:  # a dead link: it may lead anywhere in its own part, never out of it
        inside = there is not None and 0 <= there - volume.start < len(source.pdf.pages)
        if there is not None and not inside:
            yield f"the dead link “{said}” leads into another part."
    elif there is None or there - volume.start != page:
        where = "nowhere" if there is None else f"to page {there + 1} of the volume"
        yield f"the link “{said}” leads {where}, not to page {volume.start + page + 1}."
    elif shown != bound_shown:
        yield f"the link “{said}” leads to another place on its page."


def _goal(note: DictionaryObject) -> Any:
    return note.get("/Dest", table(note.get("/A")).get("/D"))


def _address(note: DictionaryObject) -> str:
    action = table(note.get("/A"))
    return words(action.get("/URI")) if action.get("/S") == "/URI" else ""
