"""The lineage of a translation: which state of the original each part of it was made from.

It lies beside the translation, `issue.km.toml` beside `issue.km.md`: one line for each
segment of the original, so that two translators' work can be merged, and nothing in the text
that an editor could break.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from mekong_print import typed
from mekong_print.document import Position
from mekong_print.findings import Finding

LARGEST = 2_000_000  # bytes
_STRICT: dict[str, Any] = {"extra": "forbid"}
_HEAD = """\
# Which state of issue.md each paragraph of {name} was translated from.
# `mekong translate` writes this; keep it beside the translation.
"""
_WAY_OUT = "Once the translation is up to date, write it anew: `mekong translate … --done`."


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """The title, a section or an article, by its id, as the translation has it.

    `made_from` are the hashes of the original's segments when it was translated, `paragraphs`
    is how many segments the translation itself had then, and `same` are hashes of what it
    leaves on purpose as it is in the original.
    """

    __pydantic_config__ = _STRICT

    id: str
    paragraphs: int
    made_from: tuple[str, ...]
    same: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Lineage:
    """What is known of a translation, place by place in the order of the original."""

    __pydantic_config__ = _STRICT

    places: tuple[Place, ...] = ()

    def of(self, name: str) -> Place:
        """What is known of a place; an empty one where nothing is."""
        nothing = Place(id=name, paragraphs=0, made_from=())
        return next((place for place in self.places if place.id == name), nothing)


def read_lineage(raw: bytes, shown: str) -> Lineage | Finding:
    """Read a lineage, or say what is wrong with it."""
    at, reason = Position(shown, 1, 1), "it is too long"
    if len(raw) <= LARGEST:
        try:
            reading = typed.read(Lineage, tomllib.loads(raw.decode("utf-8-sig")))
        except (ValueError, RecursionError) as fault:  # TOML and UTF-8 have ValueErrors
            reason = str(fault).splitlines()[0][:200].rstrip(".")
        else:
            if reading.value is not None:
                return reading.value
            reason = reading.misfits[0].message.rstrip(".")
    message = f"What the translation was made from cannot be read: {reason}."
    return Finding(at, "M18", message, _WAY_OUT)


def unknown(at: Position, sidecar: str) -> Finding:
    """The finding for a translation without its lineage."""
    message = f"Nobody knows what state of the original this was made from: {sidecar} is missing."
    return Finding(at, "M18", message, _WAY_OUT)


def write_lineage(lineage: Lineage, name: str) -> str:
    """A lineage as TOML; `name` is the file of the translation."""
    return "\n".join((_HEAD.format(name=name), *_tables(lineage.places)))


def _tables(places: Iterable[Place]) -> Iterator[str]:
    for place in places:
        yield "[[places]]"
        yield f"id = {json.dumps(place.id)}"
        yield f"paragraphs = {place.paragraphs}"
        yield from _array("made_from", place.made_from)
        if place.same:
            yield from _array("same", place.same)
        yield ""


def _array(key: str, hashes: tuple[str, ...]) -> Iterator[str]:
    yield f"{key} = ["
    yield from (f"  {json.dumps(one)}," for one in hashes)
    yield "]"
