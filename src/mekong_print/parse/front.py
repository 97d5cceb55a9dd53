"""Front matter: plain YAML values between two lines of `---`, checked against `FrontMatter`.

The one home of PyYAML. Anchors, aliases and tags are refused before anything is
built from them, every value is read as text and typed afterwards, and each finding
points at its key.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import yaml

from mekong_print import typed
from mekong_print.config import FrontMatter
from mekong_print.document import Position
from mekong_print.findings import MISFIT_CODES, Finding

FENCE = "---"
_LOADER = getattr(
    yaml, "CSafeLoader", yaml.SafeLoader
)  # libyaml where it is there: 10 times faster
LARGEST = 64_000  # characters
MOST_COLLECTIONS = 50
_HEAD = "An issue opens with a line `---`, lines such as `number: 22`, and a line `---`."


@dataclass(frozen=True, slots=True)
class Head:
    """Front matter that was read, where each key stands, and where the text begins."""

    matter: FrontMatter | None
    keys: dict[str, Position]
    body_line: int
    findings: tuple[Finding, ...]


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
    table, keys, findings = _table("\n".join(lines[1:end]), file)
    if findings:
        return Head(None, keys, end + 1, tuple(findings))
    reading = typed.read(FrontMatter, table)
    misfits = tuple(_finding(misfit, keys, at) for misfit in reading.misfits)
    return Head(reading.value, keys, end + 1, misfits)


def _table(text: str, file: str) -> tuple[dict[str, str], dict[str, Position], list[Finding]]:
    """The keys and values as text, and where the keys stand."""
    if len(text) > LARGEST:
        return (
            {},
            {},
            [Finding(Position(file, 2, 1), "M02", "The front matter is too long.", _HEAD)],
        )
    findings = list(_forbidden(text, file))
    if findings:
        return {}, {}, findings
    root = yaml.compose(text, Loader=_LOADER)
    if root is None:
        return {}, {}, []
    if not isinstance(root, yaml.MappingNode):
        return (
            {},
            {},
            [Finding(Position(file, 2, 1), "M02", "These are not lines of `key: value`.", _HEAD)],
        )
    return _entries(root, file)


def _entries(
    root: yaml.MappingNode, file: str
) -> tuple[dict[str, str], dict[str, Position], list[Finding]]:
    table: dict[str, str] = {}
    keys: dict[str, Position] = {}
    findings = []
    for key, value in root.value:
        at = _position(key.start_mark, file)
        name = key.value if isinstance(key, yaml.ScalarNode) else ""
        if not name:
            findings.append(Finding(at, "M04", "A key must be one plain word.", _HEAD))
        elif name in table:
            message = f"“{name}” is given twice; the first is on line {keys[name].line}."
            findings.append(Finding(at, "M06", message, "Delete one of the two lines."))
        elif not isinstance(value, yaml.ScalarNode):
            hint = "If the text holds a colon, put it between quotation marks."
            findings.append(Finding(at, "M04", f"“{name}” must be one plain value.", hint))
        else:
            table[name], keys[name] = value.value, at
    return table, keys, findings


def _forbidden(text: str, file: str) -> Iterator[Finding]:
    """Faults of the YAML itself, and what is more than plain values, without building any of it."""
    depth = 0
    try:
        for event in yaml.parse(text, Loader=_LOADER):
            depth += isinstance(event, yaml.CollectionStartEvent)
            if depth > MOST_COLLECTIONS:  # deep nesting takes YAML quadratic time
                message = "The front matter holds lists in lists; only plain values are read."
                yield Finding(_position(event.start_mark, file), "M02", message, _HEAD)
                return
            odd = "alias" if isinstance(event, yaml.AliasEvent) else ""
            odd = odd or ("anchor" if getattr(event, "anchor", None) else "")
            odd = odd or ("tag" if getattr(event, "tag", None) else "")
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


def _position(mark: Any, file: str) -> Position:  # the stubs know two kinds of Mark
    return Position(file, mark.line + 2, mark.column + 1)  # the fence is line 1


def _finding(misfit: typed.Misfit, keys: dict[str, Position], head: Position) -> Finding:
    key = str(misfit.path[0]) if misfit.path else ""
    code = "M08" if key == "lang" and misfit.sort == "wrong" else MISFIT_CODES[misfit.sort]
    return Finding(keys.get(key, head), code, misfit.message, misfit.hint)
