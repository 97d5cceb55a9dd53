"""A sidecar as text: TOML in, with findings that name line and column; TOML out, with comments.

The text is written for a person to correct: what is guessed bears the mark CHECK and says
where it comes from. The mark is a comment, and the person takes it away.
"""

from __future__ import annotations

import datetime as dt
import json
import re
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields

from mekong_print import typed
from mekong_print.findings import MISFIT_CODES, Finding
from mekong_print.positions import Position
from mekong_print.volume.sidecar import ListedArticle, ListedSection, Sidecar, section_of

LARGEST = 2_000_000  # bytes
CHECK = "CHECK"
_MARKED = re.compile(rf"# {CHECK}: ([^\"\n]*)$", re.MULTILINE)  # a quotation mark: inside a text
_HEAD = f"""\
# An issue that exists as a PDF alone: what a volume must know of it (docs/archiving.md).
# What is marked {CHECK} was guessed. Read it against the PDF, mend it, take the mark away.
# `page` counts the pages of the PDF from 1, whatever number is printed on them.

"""
_HINTS = {
    "sha256": "It is the SHA-256 of original.pdf; `mekong adopt` writes it.",
    "desk": 'Add a line such as: desk = "Mekong Belt".',
    "number": "Add a line such as: number = 18.",
    "page": "Add a line such as: page = 3, counted in the PDF from 1.",
}

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class SidecarReading:
    """A sidecar, or what stands against it; `to_check` counts the guesses still marked."""

    sidecar: Sidecar | None
    findings: tuple[Finding, ...]
    to_check: int = 0


def read_sidecar(raw: bytes, shown: str) -> SidecarReading:
    """Read issue.toml; whatever is wrong with it comes back as findings."""
    top = Position(shown, 1, 1)
    if len(raw) > LARGEST:
        return _refused(Finding(top, "M02", "This sidecar is too long.", "Part the issue."))
    try:
        text = raw.decode("utf-8-sig").replace("\r\n", "\n")
        table = tomllib.loads(text)
    except UnicodeDecodeError as fault:
        line = raw.count(b"\n", 0, fault.start) + 1
        at = Position(shown, line, 1)
        return _refused(Finding(at, "S02", "This is not UTF-8 text.", "Save the file as UTF-8."))
    except ValueError as fault:  # no TOML, or a number of thousands of digits
        return _refused(_unreadable(str(fault), text, shown))
    except RecursionError:
        return _refused(Finding(top, "M02", "Lists stand in lists too deep here.", ""))
    places = _Places(shown, text.split("\n"))
    reading = typed.read(Sidecar, table)
    if reading.value is None:
        return _refused(*(_misfit(misfit, places) for misfit in reading.misfits))
    found = (*_same_ids(reading.value, places), *_lost_articles(reading.value, places))
    return SidecarReading(None if found else reading.value, found, len(_MARKED.findall(text)))


def _refused(*findings: Finding) -> SidecarReading:
    return SidecarReading(None, findings)


def _unreadable(message: str, text: str, shown: str) -> Finding:
    place = re.search(r" \(at line (\d+), column (\d+)\)", message)
    line, column = (int(place[1]), int(place[2])) if place else (len(text.splitlines()) or 1, 1)
    words = message[: place.start()] if place else message.removesuffix(" (at end of document)")
    hint = 'Text stands between quotation marks: title = "…".'
    return Finding(Position(shown, line, column), "M02", f"{words}.", hint)


def _misfit(misfit: typed.Misfit, places: _Places) -> Finding:
    key = str(misfit.path[-1]) if misfit.path else ""
    hint = misfit.hint
    if misfit.sort == "missing":
        hint = _HINTS.get(key, f'Add a line: {key} = "…".')
    return Finding(places.of(misfit.path), MISFIT_CODES[misfit.sort], misfit.message, hint)


def _same_ids(sidecar: Sidecar, places: _Places) -> Iterator[Finding]:
    listed = _listed(sidecar)
    count = Counter(one.id for one in listed.values() if one.id)
    for path, one in listed.items():
        if count[one.id] > 1:
            message = f"{count[one.id]} sections or articles have the id “{one.id}”."
            yield Finding(places.of((*path, "id")), "V05", message, "Give each an id of its own.")


def _lost_articles(sidecar: Sidecar, places: _Places) -> Iterator[Finding]:
    titles = [one.title for one in sidecar.sections]
    for index, article in enumerate(sidecar.articles):
        if article.section and section_of(sidecar, article) is None:
            message = f"There is no section “{article.section}”."
            hint = typed.closest(article.section, titles) or "Add it above, as [[sections]]."
            yield Finding(places.of(("articles", index, "section")), "V06", message, hint)


def _listed(sidecar: Sidecar) -> dict[Path, ListedSection | ListedArticle]:
    found: dict[Path, ListedSection | ListedArticle] = {}
    found.update({("sections", n): one for n, one in enumerate(sidecar.sections)})
    found.update({("articles", n): one for n, one in enumerate(sidecar.articles)})
    return found


def pages_beyond(sidecar: Sidecar, raw: bytes, shown: str, pages: int) -> Iterator[Finding]:
    """A finding for each page number that the PDF, with so many pages, does not have."""
    places = _Places(shown, raw.decode("utf-8-sig", "replace").split("\n"))
    for path, one in _listed(sidecar).items():
        if one.page > pages:
            message = f"There is no page {one.page}: the PDF has {pages}."
            hint = "Count the pages of the PDF from 1, whatever is printed on them."
            yield Finding(places.of((*path, "page")), "V03", message, hint)


@dataclass(frozen=True, slots=True)
class _Places:
    """The lines of a sidecar, to find where a key stands."""

    file: str
    lines: list[str]

    def of(self, path: Path) -> Position:
        """Where a key stands: its own line, else the head of its table, else the top."""
        match path:
            case (str(table), int(index), *rest):
                return self._in_table(table, index, str(rest[0]) if rest else "")
            case (str(key), *_):
                return self._key(key, range(self._first_head())) or Position(self.file, 1, 1)
        return Position(self.file, 1, 1)

    def _in_table(self, table: str, index: int, key: str) -> Position:
        heads = [n for n, line in enumerate(self.lines) if _head_of(line) == table]
        if index >= len(heads):  # the tables are written in another way, in braces
            return self._key(table, range(len(self.lines))) or Position(self.file, 1, 1)
        head = heads[index]
        following = (n for n in range(head + 1, len(self.lines)) if _head_of(self.lines[n]))
        inside = range(head + 1, next(following, len(self.lines)))
        return (self._key(key, inside) if key else None) or Position(self.file, head + 1, 1)

    def _first_head(self) -> int:
        return next((n for n, line in enumerate(self.lines) if _head_of(line)), len(self.lines))

    def _key(self, key: str, within: range) -> Position | None:
        opening = re.compile(rf"(\s*)[\"']?{re.escape(key)}[\"']?\s*[=.]")
        found = ((n, opening.match(self.lines[n])) for n in within)
        return next((Position(self.file, n + 1, len(m[1]) + 1) for n, m in found if m), None)


def _head_of(line: str) -> str:
    """The name of the table that a line opens, or nothing."""
    head = re.match(r"\s*\[+\s*([^\]\"']+?)\s*\]+\s*(#.*)?$", line)
    return head[1] if head else ""


# ---------------------------------------------------------------- out


def write_sidecar(sidecar: Sidecar, remarks: Mapping[str, str]) -> str:
    """The text of a sidecar; `remarks` are what is said beside a key, or above a list of tables.

    What the TOML grammar wants is done by JSON: its strings are TOML's basic strings.
    """
    tables = {"corrections", "sections", "articles"}
    lines = [_HEAD]
    for part in fields(Sidecar):
        value = getattr(sidecar, part.name)
        if part.name not in tables and (value or value == 0 or remarks.get(part.name)):
            lines.append(_pair(part.name, value, remarks.get(part.name, "")))
    for name in ("corrections", "sections", "articles"):
        lines += _tables(name, getattr(sidecar, name), remarks.get(name, ""))
    return "".join(lines)


def _tables(name: str, rows: tuple[object, ...], remark: str) -> Iterator[str]:
    if remark:
        yield f"\n# {remark}\n"
    if remark and not rows:
        yield f'# [[{name}]]\n# title = "…"\n# page = 1\n'
    for row in rows:
        yield f"\n[[{name}]]\n"
        for part in fields(row):  # type: ignore[arg-type]  # a dataclass of this module's values
            value = getattr(row, part.name)
            if value:
                yield _pair(part.name, value, "")


def marked(text: str) -> Iterator[tuple[int, str, str]]:
    """The lines that bear the mark: line number, what stands before the mark, what it says."""
    for number, line in enumerate(text.split("\n"), 1):
        mark = _MARKED.search(line)
        if mark:
            yield number, line[: mark.start()].strip(" #="), mark[1]


def _pair(key: str, value: object, remark: str) -> str:
    """A line of `key = value`; one without a value is written as a comment, to be filled in."""
    said = f"  # {remark}" if remark else ""
    if value is None or value in ("", ()):
        return f"# {key} ={said}\n"
    return f"{key} = {_toml(value)}{said}\n"


def _toml(value: object) -> str:
    match value:
        case str() as text:
            return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
        case dt.date() as day:
            return day.isoformat()
        case tuple() as several:
            return f"[{', '.join(map(_toml, several))}]"
        case other:
            return str(other)
