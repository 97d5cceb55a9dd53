"""How large an issue may be, as mekong.toml allows it.

The defaults are far beyond any newsletter. They are there for text that is meant to keep a
machine busy; docs/hostile-sources.md has the figures behind them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any

from mekong_print.typed import Limits

_STRICT: dict[str, Any] = {"extra": "forbid"}


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueLimits:
    """The most of an issue: pages' worth of text, and millions of pixels in its pictures.

    `seconds` are the processor's, for laying out one edition.
    """

    __pydantic_config__ = _STRICT

    pages: Annotated[int, Limits(ge=1, le=5_000)] = 100
    megapixels: Annotated[int, Limits(ge=1, le=2_000)] = 400
    seconds: Annotated[int, Limits(ge=1, le=3_600)] = 6
