"""`volume.toml`: where a layout sets the volume's folio on the pages of the parts."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, fields
from typing import Annotated, Any, Literal

from mekong_print import typed
from mekong_print.errors import MissingPartError
from mekong_print.layout import Layout
from mekong_print.typed import Beforehand, Limits
from mekong_print.volume.parts import Folio

FILE = "volume.toml"
_STRICT: dict[str, Any] = {"extra": "forbid"}
_UNITS = {"pt": 1.0, "mm": 72 / 25.4}  # in points


def _points(length: object) -> float:
    found = re.fullmatch(r"(\d+(?:\.\d+)?)\s*(pt|mm)", str(length))
    if found is None:
        raise ValueError(f"“{length}” is no length; write it in mm or pt, such as 20mm.")
    return float(found[1]) * _UNITS[found[2]]


def _shares(colour: object) -> tuple[float, ...]:
    """Red, green and blue from 0 to 1."""
    if not re.fullmatch(r"#[0-9a-fA-F]{6}", str(colour)):
        raise ValueError(f"“{colour}” is no colour; write it as #0b4a57.")
    return tuple(int(str(colour)[place : place + 2], 16) / 255 for place in (1, 3, 5))


def _with_folio(text: object) -> str:
    if str(text).count("{folio}") != 1 or set("{}") & set(str(text).replace("{folio}", "")):
        raise ValueError("it must hold {folio} once, and no other braces.")
    return str(text)


Length = Annotated[float, Beforehand(_points)]
Colour = Annotated[tuple[float, float, float], Beforehand(_shares)]


@dataclass(frozen=True, slots=True, kw_only=True)
class FolioSheet:
    """volume.toml as a designer writes it, lengths with their units."""

    __pydantic_config__ = _STRICT

    side: Literal["outer", "inner", "left", "right", "centre"]
    across: Length = 0.0
    up: Length
    size: Length
    font: Annotated[str, Limits(min_length=1)]
    colour: Colour = (0.0, 0.0, 0.0)
    text: Annotated[str, Beforehand(_with_folio)] = "{folio}"


def folio_of(layout: Layout) -> Folio:
    """How a layout sets the folio. Raises MissingPartError where it does not say so."""
    path = f"{layout.name}/{FILE}"
    if path not in layout.files:
        hint = f"Copy {FILE} from the layout “briefing”, and say where the folio stands."
        raise MissingPartError(f"The layout “{layout.name}” has no {FILE}.", hint)
    return read_folio(layout.files[path].decode("utf-8", "replace"), f"layouts/{path}")


def read_folio(text: str, name: str = FILE) -> Folio:
    """Read volume.toml. Raises MissingPartError that says what does not fit."""
    try:
        table = tomllib.loads(text)
    except (ValueError, RecursionError) as fault:  # or a number of thousands of digits
        hint = 'Text stands between quotation marks: side = "right".'
        raise MissingPartError(f"{name}: {fault}.", hint) from fault
    reading = typed.read(FolioSheet, table)
    if reading.value is None:
        first = reading.misfits[0]
        raise MissingPartError(f"{name}: {first.message}", first.hint)
    sheet = reading.value
    return Folio(**{field.name: getattr(sheet, field.name) for field in fields(sheet)})
