"""The shape of every module: docstring, size, names, frozen values, no ladders of isinstance.

Each rule is a function from sources to faults, so that it is also shown a bad snippet.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

SRC = Path(__file__).parents[2] / "src" / "mekong_print"
LONGEST_FILE = 300
LONGEST_FUNCTION = 40
MOST_PARAMETERS = 4
MOST_ISINSTANCE = 2
FORBIDDEN = frozenset(
    "util utils helper helpers common manager managers handler handlers data info process".split()
)
# Not frozen, and why.
CURSORS = {"Finger": "it follows the source while one block is read, and never leaves its reader"}

Sources = dict[str, str]
Function = ast.FunctionDef | ast.AsyncFunctionDef


@pytest.fixture(scope="module")
def sources() -> Sources:
    return {str(path.relative_to(SRC)): path.read_text("utf-8") for path in SRC.rglob("*.py")}


def functions(source: str) -> Iterator[Function]:
    """All functions and methods of a module, nested ones included."""
    yield from (node for node in ast.walk(ast.parse(source)) if isinstance(node, Function))


def without_docstring(sources: Sources) -> list[str]:
    return [name for name, source in sources.items() if not ast.get_docstring(ast.parse(source))]


def too_long(sources: Sources) -> list[str]:
    counted = ((name, len(source.splitlines())) for name, source in sources.items())
    return [f"{name}: {lines} lines" for name, lines in counted if lines > LONGEST_FILE]


def long_functions(sources: Sources) -> list[str]:
    return [
        f"{name}:{function.lineno} {function.name}: {lines} lines"
        for name, source in sources.items()
        for function in functions(source)
        if (lines := length(function)) > LONGEST_FUNCTION
    ]


def length(function: Function) -> int:
    """The lines of a function; a docstring is not code, and that of a rule is its page."""
    first = function.body[0]
    told = ast.get_docstring(function) is not None
    docstring = (first.end_lineno or 0) - first.lineno + 1 if told else 0
    return (function.end_lineno or 0) - function.lineno + 1 - docstring


def parameters(function: Function) -> int:
    """How many parameters a caller sees: all kinds, but not `self` and `cls`."""
    given = function.args
    names = [one.arg for one in (*given.posonlyargs, *given.args, *given.kwonlyargs)]
    own = names[:1] in (["self"], ["cls"])
    return len(names) - own + (given.vararg is not None) + (given.kwarg is not None)


def wide_functions(sources: Sources) -> list[str]:
    return [
        f"{name}:{function.lineno} {function.name}: {parameters(function)} parameters"
        for name, source in sources.items()
        for function in functions(source)
        if parameters(function) > MOST_PARAMETERS
    ]


def words_of(name: str) -> set[str]:
    """The words of a name: `process_pageData` holds process, page and data."""
    return {word.lower() for word in re.findall(r"[A-Z]?[a-z0-9]+|[A-Z]+(?![a-z])", name)}


def bad_names(sources: Sources) -> list[str]:
    found = []
    for name, source in sources.items():
        defined = (node for node in ast.walk(ast.parse(source)) if hasattr(node, "body"))
        names = [str(node.name) for node in defined if hasattr(node, "name") and node.name]
        parts = [*Path(name).with_suffix("").parts, *names]
        found += [f"{name}: {part}" for part in parts if words_of(part) & FORBIDDEN]
    return found


def thawed_dataclasses(sources: Sources) -> list[str]:
    return [
        f"{name}:{node.lineno} {node.name}"
        for name, source in sources.items()
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.ClassDef) and node.name not in CURSORS and _is_thawed(node)
    ]


def _is_thawed(node: ast.ClassDef) -> bool:
    marks = [ast.unparse(one) for one in node.decorator_list]
    return any("dataclass" in mark and "frozen=True" not in mark for mark in marks)


def ladders(sources: Sources) -> list[str]:
    return [
        f"{name}:{function.lineno} {function.name}"
        for name, source in sources.items()
        for function in functions(source)
        if ast.unparse(function).count("isinstance(") > MOST_ISINSTANCE
    ]


def test_every_module_says_what_it_is_for(sources: Sources) -> None:
    assert without_docstring(sources) == []


def test_no_file_is_too_long(sources: Sources) -> None:
    assert too_long(sources) == []


def test_no_function_is_too_long(sources: Sources) -> None:
    assert long_functions(sources) == []


def test_no_function_takes_too_many_parameters(sources: Sources) -> None:
    assert wide_functions(sources) == []


def test_names_say_what_a_thing_is(sources: Sources) -> None:
    assert bad_names(sources) == []


def test_values_are_frozen(sources: Sources) -> None:
    assert thawed_dataclasses(sources) == []


def test_every_exception_is_still_needed(sources: Sources) -> None:
    together = "\n".join(sources.values())
    assert [name for name in CURSORS if f"class {name}" not in together] == []


def test_kinds_are_told_apart_by_match_or_table(sources: Sources) -> None:
    assert ladders(sources) == []


@pytest.mark.parametrize(
    ("rule", "name", "source"),
    [
        (without_docstring, "a.py", "x = 1\n"),
        (too_long, "a.py", "x = 1\n" * (LONGEST_FILE + 1)),
        (long_functions, "a.py", "def f():\n" + "    x = 1\n" * LONGEST_FUNCTION),
        (wide_functions, "a.py", "def f(a, b, c, d, e): ...\n"),
        (wide_functions, "a.py", "class A:\n    def f(self, a, b, /, c, *, d, e): ...\n"),
        (wide_functions, "a.py", "def f(a, b, c, *d, **e): ...\n"),
        (bad_names, "pdf_utils.py", ""),
        (bad_names, "common/a.py", ""),
        (bad_names, "a.py", "def process_page(): ...\n"),
        (bad_names, "a.py", "class PageManager: ...\n"),
        (bad_names, "a.py", "class A:\n    def page_info(self): ...\n"),
        (thawed_dataclasses, "a.py", "@dataclass\nclass A: ...\n"),
        (thawed_dataclasses, "a.py", "@dataclass(slots=True)\nclass A: ...\n"),
        (thawed_dataclasses, "a.py", "@dataclass(frozen=False)\nclass A: ...\n"),
        (ladders, "a.py", "def f(x):\n" + "    if isinstance(x, A): ...\n" * 3),
    ],
)
def test_each_rule_sees_what_breaks_it(rule, name: str, source: str) -> None:
    assert rule({name: source})


@pytest.mark.parametrize(
    ("rule", "name", "source"),
    [
        (wide_functions, "a.py", "class A:\n    def f(self, a, b, c, d): ...\n"),
        (bad_names, "metadata.py", "def information(database): ...\n"),
        (thawed_dataclasses, "a.py", "@dataclass(frozen=True, slots=True)\nclass A: ...\n"),
        (ladders, "a.py", "def f(x):\n" + "    if isinstance(x, A): ...\n" * 2),
    ],
)
def test_no_rule_sees_what_is_not_there(rule, name: str, source: str) -> None:
    assert rule({name: source}) == []
