"""A rule: a small function, and its code, level, title and hint.

    @rule("Q21", "warning", "A straight apostrophe among curly ones.", hint="Write ’.")
    def straight_apostrophe(manuscript: Manuscript) -> Iterator[Mark]:
        \"\"\"Why a reader minds, in a paragraph or two.

        Bad:
            Laos's border is long, and so are its neighbours’.

        Good:
            Laos’s border is long, and so are its neighbours’.
        \"\"\"
        for stretch in manuscript.stretches:
            for found in stretch.matches(_STRAIGHT):
                yield stretch.mark(*found.span(), "A straight apostrophe.").fixed("’")

The docstring is the rule's page in docs/rules.md, and its examples are its tests: text of
an issue, or of an article where nothing stands above it. `Bad, with quotes = "single":`
sets a key of the house style for one example. Two examples of one kind are two tests.
What stands above a line of `=====` is an earlier issue.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from textwrap import dedent
from typing import Literal

from mekong_print.check.manuscript import Manuscript
from mekong_print.check.stretch import Mark
from mekong_print.findings import Level

Reader = Callable[[Manuscript], Iterable[Mark]]
_CODE = re.compile(r"[A-Z]\d\d")
_HEAD = re.compile(r"(Bad|Good)(?:, with (.+))?:")


@dataclass(frozen=True, slots=True)
class Example:
    """A bad or a good example; `style` holds lines of `[style]` in mekong.toml."""

    sort: Literal["Bad", "Good"]
    text: str
    style: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule. Its findings have its code, its level (if the house sets no other) and its hint."""

    code: str
    level: Level
    title: str
    hint: str
    read: Reader

    @property
    def name(self) -> str:
        """The name of its function."""
        return str(getattr(self.read, "__name__", self.code))

    @property
    def reason(self) -> str:
        """Why it is a rule: the docstring above the examples."""
        return "\n".join(_parted(self.read)[0]).strip()

    @property
    def examples(self) -> tuple[Example, ...]:
        """The examples of its docstring."""
        return tuple(_parted(self.read)[1])


def rule(code: str, level: Level, title: str, *, hint: str) -> Callable[[Reader], Rule]:
    """Make a rule of a function. The module must stand in `registry.FAMILIES`."""
    if not _CODE.fullmatch(code):
        raise ValueError(f"“{code}” is no code: a letter and two digits")
    return lambda read: Rule(code, level, title, hint, read)


def _parted(read: Reader) -> tuple[list[str], list[Example]]:
    """The reason and the examples of a docstring."""
    reason: list[str] = []
    examples: list[Example] = []
    for head, lines in _blocks(inspect.getdoc(read) or ""):
        if head is None:
            reason += lines
            continue
        sort: Literal["Bad", "Good"] = "Bad" if head[1] == "Bad" else "Good"
        text = dedent("\n".join(lines)).strip("\n") + "\n"
        examples.append(Example(sort, text, head[2] or ""))
    return reason, examples


def _blocks(docstring: str) -> Iterator[tuple[re.Match[str] | None, list[str]]]:
    """The lines below each head, and before the first."""
    head: re.Match[str] | None = None
    lines: list[str] = []
    for line in docstring.splitlines():
        found = _HEAD.fullmatch(line)
        if found:
            yield head, lines
            head, lines = found, []
        else:
            lines.append(line)
    yield head, lines
