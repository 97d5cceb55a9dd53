"""Front matter: plain YAML values between two lines of `---`, checked against `FrontMatter`.

The one home of PyYAML. Anchors, aliases and tags are refused before anything is
built from them, every value is read as text and typed afterwards, and each finding
points at its key, in lists of tables too.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import Any

import yaml

from mekong_print import typed
from mekong_print.config import FrontMatter
from mekong_print.findings import MISFIT_CODES, Finding
from mekong_print.positions import Position

FENCE = "---"
_LOADER = getattr(
    yaml, "CSafeLoader", yaml.SafeLoader
)  # libyaml where it is there: 10 times faster
LARGEST = 64_000  # characters
DEEPEST = 10  # lists in lists
MOST_EVENTS = 1000  # what YAML meets: a correction takes six of them
_LISTS = frozenset(part.name for part in fields(FrontMatter) if part.default == ())
_PLAIN = frozenset(part.name for part in fields(FrontMatter)) - _LISTS
_ONE_BY_ONE = {
    "corrections": "Write each as a line “  - date: 2025-11-03” and, below it, “    text: …”."
}
_HEAD = "An issue opens with a line `---`, lines such as `number: 22`, and a line `---`."


Path = tuple[str | int, ...]  # the keys, and indices in lists, that lead to a value


@dataclass(frozen=True, slots=True)
class Head:
    """Front matter that was read, where each key stands, and where the text begins."""

    matter: FrontMatter | None
    places: dict[Path, Position]
    body_line: int
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class _Entries:
    """What was read of the YAML: values as text, where each key and item stands, faults."""

    file: str
    places: dict[Path, Position]
    findings: list[Finding]


def read_head(text: str, file: str) -> Head:
    """Read the front matter of a source text."""
    lines = text.split("\n")
    at = Position(file, 1, 1)
    if lines[0].rstrip() != FENCE:
        finding = Finding(at, "M01", "The file does not open with front matter.", _HEAD)
        return Head(None, {}, 0, (finding,))
    end = next((i for i, line in enumerate(lines[1:], 1) if line.rstrip() == FENCE), None)
    if end is None:
        finding = Finding(at, "M01", "The front matter that opens here is never closed.", _HEAD)
        return Head(None, {}, len(lines), (finding,))
    found = _Entries(file, {(): at}, [])
    table = _table("\n".join(lines[1:end]), found)
    if found.findings:
        return Head(None, found.places, end + 1, tuple(found.findings))
    reading = typed.read(FrontMatter, table)
    misfits = tuple(_finding(misfit, found.places) for misfit in reading.misfits)
    return Head(reading.value, found.places, end + 1, misfits)


def _table(text: str, found: _Entries) -> dict[str, object]:
    """The keys with their values as text; where they stand, and what is wrong, go to `found`."""
    at = Position(found.file, 2, 1)
    if len(text) > LARGEST:
        found.findings.append(Finding(at, "M02", "The front matter is too long.", _HEAD))
        return {}
    found.findings.extend(_forbidden(text, found.file))
    root = None if found.findings else yaml.compose(text, Loader=_LOADER)
    match root:
        case None:
            return {}
        case yaml.MappingNode():
            return _keyed(root, (), found)
        case _:
            what = "These are not lines of `key: value`."
            found.findings.append(Finding(at, "M02", what, _HEAD))
            return {}


def _keyed(node: yaml.MappingNode, path: Path, found: _Entries) -> dict[str, object]:
    """A table: each key once, with its value."""
    table: dict[str, object] = {}
    for key, value in node.value:
        at = _position(key.start_mark, found.file)
        name = key.value if isinstance(key, yaml.ScalarNode) else ""
        fault = _fault_of_key(name, (*path, name), at, found)
        if fault is None and not path and name in _PLAIN and value.id != "scalar":
            hint = "If the text holds a colon, put it between quotation marks."
            fault = Finding(at, "M04", f"“{name}” must be one plain value.", hint)
        if fault:
            found.findings.append(fault)
            continue
        found.places[*path, name] = at
        table[name] = _value(value, (*path, name), found)
    return table


def _fault_of_key(name: str, path: Path, at: Position, found: _Entries) -> Finding | None:
    if not name:
        return Finding(at, "M04", "A key must be one plain word.", _HEAD)
    if path in found.places:
        message = f"“{name}” is given twice; the first is on line {found.places[path].line}."
        return Finding(at, "M06", message, "Delete one of the two lines.")
    return None


def _value(node: yaml.Node, path: Path, found: _Entries) -> object:
    """A value as text, or as lists and tables of text."""
    match node:
        case yaml.MappingNode():
            return _keyed(node, path, found)
        case yaml.SequenceNode():
            for index, item in enumerate(node.value):
                found.places[*path, index] = _position(item.start_mark, found.file)
            return [_value(item, (*path, n), found) for n, item in enumerate(node.value)]
        case _:
            return node.value


def _forbidden(text: str, file: str) -> Iterator[Finding]:
    """Faults of the YAML itself, and what is more than plain values, without building any of it."""
    depth = 0
    try:
        for count, event in enumerate(yaml.parse(text, Loader=_LOADER)):
            depth += _NESTS.get(type(event), 0)
            if depth > DEEPEST or count > MOST_EVENTS:  # deep nesting takes quadratic time
                message = "The front matter holds lists in lists, or far too many values."
                yield Finding(_position(event.start_mark, file), "M02", message, _HEAD)
                return
            odd = _odd(event)
            if odd:
                message = f"A YAML {odd} stands here; only plain values are read."
                hint = "Write the value out, between quotation marks if it opens with & * or !."
                yield Finding(_position(event.start_mark, file), "M05", message, hint)
                return
    except yaml.MarkedYAMLError as fault:
        mark = fault.problem_mark or fault.context_mark
        problem = f"The front matter cannot be read: {fault.problem}."
        hint = "If a value holds a colon, put the value between quotation marks."
        at = _position(mark, file) if mark else Position(file, 2, 1)
        yield Finding(at, "M02", problem, hint)
    except (yaml.YAMLError, RecursionError) as fault:
        yield Finding(
            Position(file, 2, 1),
            "M02",
            f"The front matter cannot be read: {str(fault).splitlines()[0]}.",
            _HEAD,
        )


_NESTS = {
    yaml.MappingStartEvent: 1,
    yaml.SequenceStartEvent: 1,
    yaml.MappingEndEvent: -1,
    yaml.SequenceEndEvent: -1,
}


def _odd(event: yaml.Event) -> str:
    """What an event is more than a plain value, or nothing."""
    match event:
        case yaml.AliasEvent():
            return "alias"
        case yaml.NodeEvent() if event.anchor:
            return "anchor"
        case yaml.ScalarEvent() | yaml.CollectionStartEvent() if event.tag:
            return "tag"
    return ""


def _position(mark: Any, file: str) -> Position:  # the stubs know two kinds of Mark
    return Position(file, mark.line + 2, mark.column + 1)  # the fence is line 1


def _finding(misfit: typed.Misfit, places: dict[Path, Position]) -> Finding:
    """A misfit at the key that it is about, or at the nearest one that is written above it."""
    path = misfit.path
    at = next(places[path[:n]] for n in range(len(path), -1, -1) if path[:n] in places)
    wrong = misfit.sort == "wrong"
    code = "M08" if path == ("lang",) and wrong else MISFIT_CODES[misfit.sort]
    listed = _ONE_BY_ONE.get(str(path[0]), "") if wrong and 0 < len(path) < 3 else ""
    return Finding(at, code, misfit.message, listed or misfit.hint)
