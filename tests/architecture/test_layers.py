"""The table of docs/architecture.md against the imports of src/mekong_print.

Each rule is a function from sources and table to faults, so that it is also shown a bad
example. Imports count wherever they stand: in functions and under TYPE_CHECKING as well.
"""

import ast
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SRC = ROOT / "src" / "mekong_print"
PAGE = ROOT / "docs" / "architecture.md"
PACKAGE = "mekong_print"
LAYERS = ("values", "steps", "shell")
WRITER, JUDGE = "pikepdf", "pypdf"

Sources = dict[str, str]  # module as in the table (`parse/`, `parse/blocks`) → its text


@dataclass(frozen=True)
class Row:
    layer: str
    does: str
    homes: frozenset[str]


Table = dict[str, Row]


# ---------------------------------------------------------------- the table and the imports


def table_of(page: str) -> Table:
    """The rows of the layer table, by module."""
    rows: Table = {}
    for line in page.splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if len(cells) == 4 and cells[0] in LAYERS:
            module = cells[1].strip("`")
            assert module not in rows, f"{module} has two rows"
            rows[module] = Row(cells[0], cells[2], frozenset(re.findall(r"`([^`]+)`", cells[3])))
    return rows


def read_sources(folder: Path) -> Sources:
    return {_module(path, folder): path.read_text("utf-8") for path in folder.rglob("*.py")}


def _module(path: Path, folder: Path) -> str:
    name = path.relative_to(folder).with_suffix("").as_posix()
    return name.removesuffix("__init__") or "__init__"


def _imported(source: str) -> Iterator[str]:
    """Every dotted name that a module imports, `from a import b` as `a.b`."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "relative imports hide where a thing comes from"
            yield from (f"{node.module}.{name.name}" for name in node.names)


def inner_imports(sources: Sources) -> dict[str, set[str]]:
    """The modules of ours that each module imports."""
    return {
        module: {
            _owner(name, sources) for name in _imported(source) if name.split(".")[0] == PACKAGE
        }
        for module, source in sources.items()
    }


def _owner(dotted: str, sources: Sources) -> str:
    """The module that a dotted name of ours is, or is in."""
    parts = dotted.split(".")[1:]
    while parts:
        path = "/".join(parts)
        for module in (path, f"{path}/"):
            if module in sources:
                return module
        parts = parts[:-1]
    return "__init__"


def outer_imports(sources: Sources) -> dict[str, set[str]]:
    """The third-party libraries that each module imports."""
    ours = {PACKAGE, *sys.stdlib_module_names}
    return {
        module: {name.split(".")[0] for name in _imported(source)} - ours
        for module, source in sources.items()
    }


def reached(imports: dict[str, set[str]], module: str) -> set[str]:
    """A module and all that it imports, straight or by way of others."""
    found, waiting = set(), [module]
    while waiting:
        one = waiting.pop()
        if one not in found:
            found.add(one)
            waiting += imports.get(one, ())
    return found


# ---------------------------------------------------------------- the rules


def not_in_step(sources: Sources, table: Table) -> list[str]:
    """Modules without a row, and rows without a module."""
    unlisted = [f"{module} has no row in {PAGE.name}" for module in sources.keys() - table.keys()]
    return unlisted + [f"{row} is not there" for row in table.keys() - sources.keys()]


def other_words(sources: Sources, table: Table) -> list[str]:
    """Rows that say what the first paragraph of the module's docstring does not say."""
    found = []
    for module in sources.keys() & table.keys():
        docstring = ast.get_docstring(ast.parse(sources[module])) or ""
        words = iter(re.findall(r"\w+", docstring.split("\n\n")[0].lower()))
        if not all(word in words for word in re.findall(r"\w+", table[module].does.lower())):
            found.append(f"{module} says of itself: {docstring.splitlines()[:2]}")
    return found


def upward_imports(sources: Sources, table: Table) -> list[str]:
    """Imports that go up a layer, or from one step to another."""
    return [
        f"{module} ({table[module].layer}) imports {other} ({table[other].layer})"
        for module, others in inner_imports(sources).items()
        for other in sorted(others)
        if module in table and other in table and not _may_import(module, other, table)
    ]


def _may_import(module: str, other: str, table: Table) -> bool:
    own, its = (LAYERS.index(table[one].layer) for one in (module, other))
    if own == its == LAYERS.index("steps"):
        return module.split("/")[0] == other.split("/")[0]
    return its <= own


def cycles(sources: Sources, _table: Table) -> list[str]:
    imports = inner_imports(sources)
    return [
        f"{module} imports itself by way of {other}"
        for module, others in imports.items()
        for other in sorted(others)
        if module in reached(imports, other)
    ]


def strays(sources: Sources, table: Table) -> list[str]:
    """Libraries away from home, homes of libraries that are not there, and two homes for one."""
    outer = outer_imports(sources)
    away = [
        f"{module} imports {library}, whose home is elsewhere"
        for module, libraries in outer.items()
        for library in sorted(libraries - _homes(module, table))
    ]
    idle = [
        f"{module} is the home of {library}, but does not import it"
        for module, row in table.items()
        for library in sorted(row.homes - _used(module, outer))
    ]
    return away + idle + _two_homes(table)


def _homes(module: str, table: Table) -> frozenset[str]:
    """The libraries at home in a module, or in the package that it is in."""
    rows = [table[name] for name in (module, f"{module.split('/')[0]}/") if name in table]
    return frozenset().union(*(row.homes for row in rows))


def _used(module: str, outer: dict[str, set[str]]) -> set[str]:
    inside = [name for name in outer if name == module or _is_in(name, module)]
    return set().union(*(outer[name] for name in inside))


def _is_in(name: str, package: str) -> bool:
    return package.endswith("/") and name.startswith(package)


def _two_homes(table: Table) -> list[str]:
    places: dict[str, set[str]] = {}
    for module, row in table.items():
        for library in row.homes:
            places.setdefault(library, set()).add(module.split("/")[0])
    return [f"{library} lives in {sorted(at)}" for library, at in places.items() if len(at) > 1]


def judging_writers(sources: Sources, table: Table) -> list[str]:
    """Steps in which what writes a PDF meets what judges it."""
    imports, outer = inner_imports(sources), outer_imports(sources)
    found = []
    for module, row in table.items():
        if row.layer == "steps":
            met = set().union(*(outer.get(one, set()) for one in reached(imports, module)))
            found += [f"{module} reaches both {WRITER} and {JUDGE}"] * ({WRITER, JUDGE} <= met)
    return found


RULES = (not_in_step, other_words, upward_imports, cycles, strays, judging_writers)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_the_table_holds(rule) -> None:
    assert rule(read_sources(SRC), table_of(PAGE.read_text("utf-8"))) == []


def test_every_layer_is_filled() -> None:
    assert {row.layer for row in table_of(PAGE.read_text("utf-8")).values()} == set(LAYERS)


# ---------------------------------------------------------------- each rule sees what breaks it

_GOOD_TABLE = """
| values | `document` | The tree | |
| steps | `parse/` | Reads text | |
| steps | `parse/blocks` | Reads blocks | `markdown_it` |
| steps | `pdf/` | PDFs | |
| steps | `pdf/finish` | Writes | `pikepdf` |
| steps | `pdf/read` | Reads back | `pypdf` |
| shell | `files` | The disk | |
"""
_GOOD: Sources = {
    "document": '"""The tree."""',
    "parse/": '"""Reads text, all of it."""\nfrom mekong_print.parse.blocks import x',
    "parse/blocks": '"""Reads blocks."""\nimport markdown_it.tree, re, mekong_print.document',
    "pdf/": '"""PDFs."""',
    "pdf/finish": '"""Writes."""\nfrom pikepdf import Pdf',
    "pdf/read": '"""Reads a PDF back."""\nimport pypdf',
    "files": '"""The disk."""\ndef f():\n    from mekong_print.parse import x',
}


def _with(module: str, line: str) -> Sources:
    return _GOOD | {module: f"{_GOOD[module]}\n{line}\n"}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_no_rule_sees_what_is_not_there(rule) -> None:
    assert rule(_GOOD, table_of(_GOOD_TABLE)) == []


@pytest.mark.parametrize(
    ("rule", "sources"),
    [
        (not_in_step, _GOOD | {"parse/new": '"""New."""'}),
        (not_in_step, {name: text for name, text in _GOOD.items() if name != "files"}),
        (other_words, _GOOD | {"files": '"""The net."""'}),
        (upward_imports, _with("document", "import mekong_print.parse.blocks")),
        (upward_imports, _with("parse/blocks", "from mekong_print import files")),
        (upward_imports, _with("parse/", "from mekong_print.pdf.read import x")),
        (upward_imports, _with("parse/", "if TYPE_CHECKING:\n    from mekong_print.pdf import x")),
        (upward_imports, _with("parse/", "def f():\n    from mekong_print.files import x")),
        (cycles, _with("parse/blocks", "from mekong_print.parse import x")),
        (cycles, _with("document", "from mekong_print.document import x")),
        (strays, _with("files", "import pypdf")),
        (strays, _with("parse/", "def f():\n    from markdown_it.tree import x")),
        (strays, _with("document", "import numpy as np")),
        (strays, _GOOD | {"pdf/read": '"""Reads a PDF back."""'}),
        (judging_writers, _with("pdf/finish", "from mekong_print.pdf.read import x")),
        (judging_writers, _with("pdf/read", "from mekong_print.pdf import finish")),
    ],
)
def test_each_rule_sees_what_breaks_it(rule, sources: Sources) -> None:
    assert rule(sources, table_of(_GOOD_TABLE))


def test_a_library_has_one_home() -> None:
    table = table_of(_GOOD_TABLE + "| shell | `more` | More | `pypdf` |\n")
    assert strays(_GOOD | {"more": "import pypdf"}, table)
