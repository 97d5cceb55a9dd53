"""Glossaries on the disk: the built-in names, and a publication's own glossary.toml."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path

from mekong_print import typed
from mekong_print.errors import SourceError
from mekong_print.files import read_bytes, read_within
from mekong_print.findings import MISFIT_CODES, Finding
from mekong_print.glossary import Glossary
from mekong_print.places import GLOSSARY_NAME
from mekong_print.positions import Position
from mekong_print.scripts import ANY

BUILT_IN = Path(__file__).parent / "names"
_PLACE = re.compile(r" \(at line (\d+), column (\d+)\)")


def read_glossaries(root: Path) -> Glossary:
    """The names of a publication: its own, then the built-in ones. Raises SourceError."""
    own = root / GLOSSARY_NAME
    glossary = read_glossary(own, GLOSSARY_NAME, root) if own.exists() else Glossary()
    for path in sorted(BUILT_IN.glob("*.toml")):
        glossary = glossary.over(read_glossary(path, path.name))
    return glossary


def names_for(pages: str, root: Path) -> tuple[str, ...]:
    """The names that no line of some pages breaks: all that are in letters of `scripts`.

    None where the pages have no such letters. A built-in entry keeps its spellings where
    the publication has one of the same name. Raises SourceError.
    """
    if not ANY.search(pages):
        return ()
    own = root / GLOSSARY_NAME
    added = _spelled(read_glossary(own, GLOSSARY_NAME, root)) if own.exists() else ()
    return tuple(dict.fromkeys((*_built_in_spellings(), *added)))


@cache
def _built_in_spellings() -> tuple[str, ...]:
    paths = sorted(BUILT_IN.glob("*.toml"))
    return tuple(name for path in paths for name in _spelled(read_glossary(path, path.name)))


def _spelled(glossary: Glossary) -> tuple[str, ...]:
    """The names of a glossary that are written in letters of `scripts`."""
    entries = [entry for _, entry in glossary.entries()]
    names = (name for one in entries for name in (one.name, one.short, *one.local))
    return tuple(name for name in names if ANY.search(name))


def read_glossary(path: Path, shown: str, home: Path | None = None) -> Glossary:
    """One file of names, which leads out of no `home`. Raises SourceError with all findings."""
    raw = read_within(home, path, shown) if home else read_bytes(path, shown)
    try:
        text = raw.decode("utf-8-sig")
        table = tomllib.loads(text)
    except UnicodeDecodeError as fault:
        finding = Finding(Position(shown, 1, 1), "S02", "The file is not UTF-8 text.")
        raise _refused(shown, (finding,)) from fault
    except (ValueError, RecursionError) as fault:  # or a number of thousands of digits
        raise _refused(shown, (_syntax(str(fault), shown),)) from fault
    reading = typed.read(Glossary, table)
    if reading.value is None:
        raise _refused(shown, tuple(_finding(one, text, shown) for one in reading.misfits))
    return reading.value


def place_of_row(text: str, table: str, row: int) -> tuple[int, int]:
    """The line and column of the head of the n-th `[[table]]` (from 0); the top if there is none.

    >>> place_of_row("[a]\\n[[b]]\\n[[b]]\\n", "b", 1)
    (3, 1)
    """
    heads = re.compile(rf"^[ \t]*\[\[\s*{re.escape(table)}\s*\]\]", re.MULTILINE)
    for index, head in enumerate(heads.finditer(text)):
        if index == row:
            return text.count("\n", 0, head.start()) + 1, 1
    return 1, 1


def _refused(shown: str, findings: tuple[Finding, ...]) -> SourceError:
    return SourceError(f"{shown} cannot be used.", "", findings)


def _syntax(words: str, shown: str) -> Finding:
    place = _PLACE.search(words)
    at = Position(shown, int(place[1]), int(place[2])) if place else Position(shown, 1, 1)
    hint = 'Text stands between quotation marks: name = "…".'
    return Finding(at, "M02", f"{_PLACE.sub('', words)}.", hint)


def _finding(misfit: typed.Misfit, text: str, shown: str) -> Finding:
    match misfit.path:
        case (str(table), int(row), *_):
            at = Position(shown, *place_of_row(text, table, row))
        case _:
            at = Position(shown, 1, 1)
    return Finding(at, MISFIT_CODES[misfit.sort], misfit.message, misfit.hint)
