"""Plain tables in, frozen values out, and back: checked reading and lossless JSON.

The one home of pydantic. Values stay ordinary frozen dataclasses; this module reads
them from plain data, says in words what does not fit, writes them as JSON and gives
the JSON Schema of that record.
"""

from __future__ import annotations

import datetime as dt
import difflib
import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, is_dataclass
from typing import Any, Generic, TypeVar, get_args, get_origin, get_type_hints

# pydantic looks for plugins in all that is installed: a tenth of the time of `mekong list`.
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")

from pydantic import AfterValidator as Afterwards
from pydantic import AwareDatetime as ZonedMoment
from pydantic import BeforeValidator as Beforehand
from pydantic import Field as Limits
from pydantic import TypeAdapter, ValidationError

__all__ = [
    "Afterwards",
    "Beforehand",
    "Limits",
    "Misfit",
    "Reading",
    "ZonedMoment",
    "closest",
    "from_json",
    "read",
    "schema",
    "to_json",
]

Value = TypeVar("Value")
LONGEST_SHOWN = 60  # characters of a wrong value that are shown


@dataclass(frozen=True, slots=True)
class Misfit:
    """What does not fit: the keys that lead there, which sort of fault, and the words for it."""

    path: tuple[str | int, ...]
    sort: str  # "unknown", "missing" or "wrong"
    message: str
    hint: str


@dataclass(frozen=True, slots=True)
class Reading(Generic[Value]):
    """A value, or everything that stands against it."""

    value: Value | None
    misfits: tuple[Misfit, ...]


_ADAPTERS: dict[type[Any], TypeAdapter[Any]] = {}


def _adapter(cls: type[Any]) -> TypeAdapter[Any]:
    if cls not in _ADAPTERS:
        _ADAPTERS[cls] = TypeAdapter(cls)
    return _ADAPTERS[cls]


def read(cls: type[Value], table: Mapping[str, object]) -> Reading[Value]:
    """Read a plain table as a `cls`; all faults are collected, never only the first."""
    try:
        return Reading(_adapter(cls).validate_python(dict(table)), ())
    except ValidationError as refused:
        found = [_misfit(cls, error) for error in refused.errors(include_url=False)]
        return Reading(None, tuple(one for one in found if not _follows(one, found)))


def to_json(value: object) -> bytes:
    """A value as UTF-8 JSON, the same bytes for the same value.

    Written without pydantic, whose plan for the tree takes longer to make than the tree to
    write; `from_json` reads it back through pydantic, and a law holds the two together.
    """
    plain = asdict(value)  # type: ignore[call-overload]  # a dataclass, by the contract
    text = json.dumps(plain, ensure_ascii=False, separators=(",", ":"), default=_in_iso)
    return text.encode()


def _in_iso(moment: dt.date) -> str:
    return moment.isoformat()


def from_json(cls: type[Value], record: bytes) -> Value:
    """Read back what `to_json` wrote. Raises ValueError when the record does not fit."""
    value: Value = _adapter(cls).validate_json(record)
    return value


def schema(cls: type[Any]) -> str:
    """The JSON Schema of `to_json`'s record, as text."""
    described = _adapter(cls).json_schema(mode="serialization")
    return json.dumps(described, indent=2, ensure_ascii=False, sort_keys=True) + "\n"


def closest(word: str, known: list[str]) -> str:
    """A hint that names the nearest of the known words, or all of them."""
    near = difflib.get_close_matches(word, known, n=1, cutoff=0.6)
    if near:
        return f"Did you mean “{near[0]}”?"
    return f"Known are: {', '.join(sorted(known))}." if known else ""


def _shown(key: str) -> str:
    """A key as it can be shown: what would turn a line or command a terminal is replaced."""
    return "".join(one if one.isprintable() else "\ufffd" for one in key)


def _misfit(cls: type[Any], error: Any) -> Misfit:
    path = tuple(error["loc"])
    key = _named(path)
    match error["type"]:
        case "unexpected_keyword_argument" | "extra_forbidden":
            return Misfit(
                path, "unknown", f"“{_shown(key)}” is not a key here.", _known_keys(cls, path)
            )
        case "missing" | "missing_argument":
            return Misfit(
                path, "missing", f"The key “{key}” is missing.", f"Add a line “{key}: …”."
            )
        case "value_error":
            return Misfit(path, "wrong", f"“{key}”: {error['ctx']['error']}", "")
        case kind:
            wanted = _WANTED.get(kind, str(error["msg"])).format(**error.get("ctx", {}))
            hint = f"It is {_short(repr(error['input']))} now."
            return Misfit(path, "wrong", f"“{key}” must be {wanted}.", hint)


def _named(path: tuple[str | int, ...]) -> str:
    """The last key of a path; an item of a list by the list and its place in it, from 1."""
    match path:
        case (*_, str(key), int(index)):
            return f"{key} {index + 1}"
        case (*_, key):
            return str(key)
    return ""


def _follows(misfit: Misfit, others: list[Misfit]) -> bool:
    """Whether a fault only follows from one further in: a list is short of what was refused."""
    depth = len(misfit.path)
    return any(len(one.path) > depth and one.path[:depth] == misfit.path for one in others)


def _known_keys(cls: type[Any], path: tuple[str | int, ...]) -> str:
    """The nearest key to the last of a path, among those of the table that it stands in."""
    for step in path[:-1]:
        if isinstance(step, str) and is_dataclass(cls):
            cls = _held(get_type_hints(cls)[step])
        elif isinstance(step, str):  # a name of the editor's own, in a table of tables
            cls = get_args(cls)[1]
    return closest(str(path[-1]), [part.name for part in fields(cls)])


def _held(hint: Any) -> type[Any]:
    """The class of a table, or of the tables in a list; a table of tables stays what it is."""
    held: type[Any] = hint if get_origin(hint) is dict else (*get_args(hint), hint)[0]
    return held


def _short(words: str) -> str:
    return words if len(words) <= LONGEST_SHOWN else f"{words[:LONGEST_SHOWN]}…"


_WANTED = {
    "int_parsing": "a whole number",
    "int_type": "a whole number",
    "int_parsing_size": "a whole number of a few digits",
    "greater_than_equal": "{ge} or more",
    "less_than_equal": "{le} or less",
    "string_type": "text",
    "string_too_short": "some words",
    "string_too_long": "{max_length} characters or less",
    "string_pattern_mismatch": "an address such as https://example.org",
    "literal_error": "{expected}",
    "bool_parsing": "true or false",
    "bool_type": "true or false",
    "too_short": "a list of one or more",
    "list_type": "a list",
    "tuple_type": "a list",
    "dict_type": "a table",
    "dataclass_type": "a table",
    "date_from_datetime_parsing": "a date such as 2025-10-31",
    "date_parsing": "a date such as 2025-10-31",
    "datetime_parsing": "a date and time such as 2025-10-31 23:59 +08:00",
    "datetime_from_date_parsing": "a date and time such as 2025-10-31 23:59 +08:00",
    "timezone_aware": "a time with its zone, such as 2025-10-31 23:59 +08:00",
}
