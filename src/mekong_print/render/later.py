"""Parts of fontTools that WeasyPrint loads when it starts and hardly ever needs, loaded late.

Subsetting is HarfBuzz's work where libharfbuzz-subset is installed, and no variable font is
in fonts/. Loading both parts takes a sixth of the press's start (docs/performance.md), so
stand-ins wait in their place and load them at the first use.
"""

from __future__ import annotations

import importlib
import sys
from types import ModuleType
from typing import Any

# module: the function that WeasyPrint takes from it by name, if any
_SELDOM = {"fontTools.subset": "", "fontTools.varLib.instancer": "instantiateVariableFont"}


class _StandIn(ModuleType):
    """A module that becomes the real one when something is asked of it."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):  # the import machinery looks at modules too
            raise AttributeError(name)
        return getattr(_load(self.__name__), name)


def load_later() -> None:
    """Put the stand-ins in place; to be called before WeasyPrint is imported."""
    for name, function in _SELDOM.items():
        if name in sys.modules:
            continue
        stand_in = _StandIn(name)
        if function:
            stand_in.__dict__[function] = _call_of(name, function)
        sys.modules[name] = stand_in
        parent, _, child = name.rpartition(".")
        if parent in sys.modules:
            setattr(sys.modules[parent], child, stand_in)


def _load(name: str) -> ModuleType:
    if isinstance(sys.modules.get(name), _StandIn):
        del sys.modules[name]
    return importlib.import_module(name)


def _call_of(name: str, function: str) -> Any:
    def call(*words: Any, **named: Any) -> Any:
        return getattr(_load(name), function)(*words, **named)

    return call
