"""Fonts and pictures that are stored more than once, byte for byte the same."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any

from pypdf.generic import DictionaryObject, IndirectObject

from mekong_print.pdf.opened import DEEPEST, OpenPdf, forget, met, packed, row, stream, table, words
from mekong_print.pdf.soundness.census import spelt
from mekong_print.pdf.soundness.fault import Fault

_APART = frozenset({"/Length", "/Filter", "/DecodeParms", "/SMask", "/Mask", "/OC"})
_HOW = ("/Filter", "/DecodeParms")
_PROGRAMS = ("/FontFile", "/FontFile2", "/FontFile3")


def storage_faults(pdf: OpenPdf) -> Iterator[Fault]:
    """Each font program and each picture that is in the file twice."""
    stored: dict[tuple[str, bytes], int] = {}
    for what, name, reference in _stored(pdf):
        content = stream(reference) if what == "font" else _picture(reference)
        key = (what, hashlib.sha256(content).digest())
        number = reference.idnum
        if stored.setdefault(key, number) != number:
            other = stored[key]
            sentence = f"The {what} {name} is stored twice (objects {other} and {number})."
            yield Fault(f"{what}-twice", sentence)
        forget(pdf)


def _picture(reference: Any) -> bytes:
    """A picture as it is stored, with all that it says: the same bytes can be another picture.

    So it is on another layer, and where another element of the tags holds it (StructParent).
    """
    picture = table(reference)
    layer = picture.raw_get("/OC") if "/OC" in picture else None
    said = "".join(f"{key}{spelt(picture.get(key))}" for key in sorted(picture.keys() - _APART))
    masks = (packed(picture.get(key)) for key in ("/SMask", "/Mask"))
    said += "".join(f"{key}{spelt(_alone(picture.get(key)))}" for key in _HOW)
    said += f"/OC {layer.idnum if isinstance(layer, IndirectObject) else layer}"
    return b"\0".join((packed(reference), said.encode("utf-8", "surrogatepass"), *masks))


def _alone(several: Any) -> Any:
    """What stands in a list by itself: the bytes are unpacked by it, as without the list."""
    listed = row(several)
    return listed[0] if len(listed) == 1 else several


def _stored(pdf: OpenPdf) -> Iterator[tuple[str, str, IndirectObject]]:
    """What takes space: (font or picture, name, where), each object once."""
    seen: set[int] = set()
    waiting: list[tuple[Any, int]] = [(page.get("/Resources"), 0) for page in pdf.pages]
    while waiting:
        resources, depth = waiting.pop()
        if depth > DEEPEST or met(resources, seen):
            continue
        holds = table(resources)
        yield from _programs(holds, seen)
        for name, drawn in _entries(holds, "/XObject"):
            if not isinstance(drawn, IndirectObject) or met(drawn, seen):
                continue
            if table(drawn).get("/Subtype") == "/Image":
                yield "picture", name, drawn
            waiting.append((table(drawn).get("/Resources"), depth + 1))


def _entries(holds: DictionaryObject, key: str) -> list[tuple[str, Any]]:
    return [(name.removeprefix("/"), value) for name, value in table(holds.get(key)).items()]


def _programs(holds: DictionaryObject, seen: set[int]) -> Iterator[tuple[str, str, IndirectObject]]:
    if met(holds.get("/Font"), seen):
        return
    for _, font in _entries(holds, "/Font"):
        if met(font, seen):
            continue
        described = next(iter(row(table(font).get("/DescendantFonts"))), font)
        descriptor = table(table(described).get("/FontDescriptor"))
        for key in _PROGRAMS:
            program = descriptor.get(key)
            if isinstance(program, IndirectObject) and not met(program, seen):
                yield "font", words(descriptor.get("/FontName")).removeprefix("/"), program
