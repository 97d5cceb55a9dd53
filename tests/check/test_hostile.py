"""Hostile sources: every rule takes time in proportion to the text, and no pattern can explode."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
import time
from collections.abc import Iterator
from functools import cache
from itertools import takewhile
from pathlib import Path
from typing import Any

import pytest

import mekong_print.check
from manuscripts import manuscript, parsed, whole
from mekong_print.check.manuscript import Manuscript
from mekong_print.check.registry import all_rules
from mekong_print.check.rule import Rule

try:
    from re import _constants, _parser  # type: ignore[attr-defined]  # private: how re reads a pattern
except ImportError:  # before Python 3.11
    pytest.skip("this Python hides how it reads patterns", allow_module_level=True)

SMALL, FACTOR = 10_000, 4  # characters, and how much larger the larger text is
MOST = 2.5 * FACTOR  # times as long for so much more text: a square would be FACTOR times FACTOR
QUICK = 0.5  # seconds, in which all is well whatever the ratio
TRIES = 3
MOST_SECONDS = 5.0

# Pieces that a text is made of, over and over; those with a blank are prose.
PIECES = {
    "words": "The river rises in Tibet and ends in the sea of Vietnam. ",
    "one sentence": "and the river rises ",
    "opening quotes": "“so ",
    "closing quotes": "so” ",
    "single quotes": "‘so ",
    "straight quotes": "\"so' ",
    "apostrophes": "Laos's citizens’ ",
    "capitals": "The Ministry Of National Defense ",
    "acronyms": "(AOT) EAOs U.S. ",
    "figures": "12,345.67 ",
    "dates": "Monday, October 27, 2025 at 6:45 PM ",
    "stops": ". . . ",
    "dots": "... ",
    "dashes": "- – — -- ",
    "brackets": "({ ({ ({ [{ ",
    "emphasis": "*a _b_* ",
    "escapes": "\\* &amp; ",
    "marks": "e\u0301\u0323 ",
    "khmer": "ភ្នំពេញ",
    "one letter": "a ",
}


@cache
def text_of(name: str, size: int) -> Manuscript:
    """A paragraph of so many characters, in lines that are read."""
    piece = PIECES[name]
    line = (piece * (900 // len(piece))).rstrip()
    return manuscript("\n".join([line] * (size // len(line))))


def seconds(rule: Rule, read: Manuscript) -> float:
    began = time.process_time()
    for _ in rule.read(read):
        pass
    return time.process_time() - began


@pytest.mark.parametrize("name", PIECES)
@pytest.mark.parametrize("rule", all_rules(), ids=lambda rule: rule.code)
def test_a_rule_takes_time_in_proportion_to_the_text(rule: Rule, name: str) -> None:
    small, large = text_of(name, SMALL), text_of(name, SMALL * FACTOR)
    for read in (small, large):
        assert read.stretches  # gathered once, whoever asks first
        for one in read.stretches:
            assert len(one.sentences) + len(one.words) + len(one.quotes) >= 0
    tries = ((seconds(rule, small), seconds(rule, large)) for _ in range(TRIES))
    taken = list(takewhile(lambda one: one[1] >= max(QUICK, MOST * one[0]), tries))
    assert len(taken) < TRIES, taken  # a busy machine may slow one down, not all


@pytest.mark.parametrize("name", PIECES)
def test_stretches_are_gathered_in_proportion_to_the_text(name: str) -> None:
    taken = []
    for size in (SMALL, SMALL * FACTOR):
        found = parsed(whole("\n".join([PIECES[name] * 20] * (size // (20 * len(PIECES[name]))))))
        assert found.issue is not None
        assert found.source is not None
        tries = []  # the best of three: the machine does other work meanwhile
        for _ in range(3):
            began = time.process_time()
            read = Manuscript(found.issue, found.source)
            for one in read.stretches:
                assert len(one.sentences) + len(one.words) >= 0
            tries.append(time.process_time() - began)
        taken.append(min(tries))
    assert taken[1] < max(QUICK, MOST * taken[0]), taken


@pytest.mark.parametrize(
    "text",
    [
        "word " * 2_000_000,
        "\n".join(["“so " * 4_000] * 25),
        "*" * 10_000 + "a" + "*" * 10_000,
        "> " * 10_000 + "a",
    ],
    ids=["a paragraph of 10 MB", "100,000 quotes", "emphasis 10,000 deep", "quoted 10,000 deep"],
)
def test_the_worst_is_checked_or_refused_within_seconds(text: str) -> None:
    began = time.process_time()
    found = parsed(whole(text))
    if found.issue is not None and found.source is not None:
        read = Manuscript(found.issue, found.source)
        for rule in all_rules():
            assert list(rule.read(read)) is not None
    else:
        assert {one.code for one in found.findings} == {"S10"}
    assert time.process_time() - began < 2 * MOST_SECONDS


# ---------------------------------------------------------------- patterns

MODULES = [
    importlib.import_module(found.name)
    for found in pkgutil.walk_packages(mekong_print.check.__path__, "mekong_print.check.")
]


def patterns(module: object) -> Iterator[re.Pattern[str]]:
    """The patterns of a module, in tables as well."""
    yield from _patterns_in(list(vars(module).values()))


def _patterns_in(values: Any) -> Iterator[re.Pattern[str]]:
    for value in values:
        if isinstance(value, re.Pattern):
            yield value
        elif isinstance(value, dict):
            yield from _patterns_in([*value.keys(), *value.values()])
        elif isinstance(value, (list, tuple, set, frozenset)):
            yield from _patterns_in(value)


def explodes(pattern: str, flags: int = 0) -> bool:
    """Whether a repeat without bound stands inside another."""
    return _nested(_parser.parse(pattern, flags), inside=False)


def _nested(tree: Any, *, inside: bool) -> bool:
    """Whether a repeat without bound stands in a parsed pattern that is repeated already."""
    for item in tree:
        sort, parts = item if isinstance(item, tuple) and len(item) == 2 else (None, item)
        unbound = str(sort) in ("MAX_REPEAT", "MIN_REPEAT") and parts[1] == _constants.MAXREPEAT
        if unbound and inside:
            return True
        if _has_parts(parts) and _nested(_children(parts), inside=inside or unbound):
            return True
    return False


def _has_parts(parts: Any) -> bool:
    return isinstance(parts, (tuple, list, _parser.SubPattern))


def _children(parts: Any) -> list[Any]:
    """Whatever stands in a part of a parsed pattern, groups and branches alike."""
    found: list[Any] = []
    for one in parts:
        if isinstance(one, _parser.SubPattern):
            found += list(one)
        elif isinstance(one, list):
            found += [item for inner in one for item in (inner if _has_parts(inner) else ())]
    return found


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__.split(".")[-1])
def test_no_pattern_of_the_check_can_explode(module: object) -> None:
    assert [one.pattern for one in patterns(module) if explodes(one.pattern, one.flags)] == []


def test_an_exploding_pattern_would_be_seen() -> None:
    assert explodes(r"(?:a+)*b")
    assert explodes(r"(\w+\s?)+$")
    assert explodes(r"x(?:(?:a|b*)c?)+")
    assert explodes(r"(?:ab*)*")
    assert not explodes(r"a+b*(?:c{1,9})*\d+(?:[.,]\d)*")
    assert not explodes(r"(?=a+)b+")


# Patterns made while the check runs: from words that are escaped, or from a number.
MADE_LATER = {"_line_end": "from the depth of a quotation"}


def hidden_patterns(source: str) -> list[str]:
    """Calls of `re` inside functions, where no test would see the pattern."""
    return [
        f"{function.name}: {ast.unparse(call)}"
        for function in ast.walk(ast.parse(source))
        if isinstance(function, ast.FunctionDef) and function.name not in MADE_LATER
        for call in ast.walk(function)
        if isinstance(call, ast.Call)
        and ast.unparse(call.func).startswith("re.")
        and ast.unparse(call.func) != "re.escape"
        and "escape(" not in ast.unparse(call)
    ]


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__.split(".")[-1])
def test_patterns_stand_where_they_can_be_looked_at(module: Any) -> None:
    assert hidden_patterns(Path(module.__file__).read_text("utf-8")) == []


def test_a_hidden_pattern_would_be_seen() -> None:
    assert hidden_patterns("def f(x):\n    return re.search('(a+)+', x)\n")
    assert hidden_patterns("def f(x):\n    return re.compile(re.escape(x))\n") == []
