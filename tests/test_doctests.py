"""The examples in docstrings say what is true."""

from __future__ import annotations

import doctest
import importlib
import pkgutil

import pytest

import mekong_print

# Those that load WeasyPrint, which must find its fonts named in the environment.
_PRESS = ("mekong_print.render.press", "mekong_print.render.worker", "mekong_print.render.mends")
MODULES = [
    found.name
    for found in pkgutil.walk_packages(mekong_print.__path__, "mekong_print.")
    if found.name not in (*_PRESS, "mekong_print.__main__")
]


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_of_a_module_are_true(name: str) -> None:
    assert doctest.testmod(importlib.import_module(name)).failed == 0


def test_there_are_examples() -> None:
    finder = doctest.DocTestFinder(exclude_empty=True)
    tests = [one for name in MODULES for one in finder.find(importlib.import_module(name))]
    assert sum(len(one.examples) for one in tests) > 10
