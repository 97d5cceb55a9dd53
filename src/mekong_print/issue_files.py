"""The sources of issues on the disk: originals, and translations beside them.

    issues/022-clean-air/issue.md       the original
    issues/022-clean-air/issue.km.md    a translation of it

A word such as `22` stands for an issue in all its languages, a path for one source.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from mekong_print import typed
from mekong_print.config import FrontMatter
from mekong_print.errors import SourceError, UsageError
from mekong_print.findings import Finding
from mekong_print.parse.front import Head, read_head
from mekong_print.parse.source import decode_head
from mekong_print.positions import Position
from mekong_print.translation.names import (
    base_of,
    fault_of_lang,
    faults_of_matter,
    faults_of_name,
    is_well_named,
    suffix_of,
)
from mekong_print.workshop import Workshop, read_source

LONGEST_NUMBER = 9  # digits; Python refuses to read some thousands of them


@dataclass(frozen=True, slots=True)
class IssueFile:
    """An issue's source on the disk, and what its front matter says (None: unreadable).

    A translation has a `suffix`, the language in its file's name, and its `original`, if
    that is there.
    """

    path: Path
    matter: FrontMatter | None
    findings: tuple[Finding, ...]
    suffix: str = ""
    original: IssueFile | None = None

    @property
    def name(self) -> str:
        """The name of its folder."""
        return self.path.parent.name

    @property
    def first(self) -> IssueFile:
        """The original: of a translation, or itself."""
        return self.original or self


def language_of_issue(workshop: Workshop, issue: IssueFile) -> str:
    """The language that a source is in, as a BCP 47 tag."""
    lang = issue.matter.lang if issue.matter else ""
    return lang or issue.suffix or workshop.config.publication.language


def read_issue_file(workshop: Workshop, path: Path, original: IssueFile | None = None) -> IssueFile:
    """Read the front matter of one source; what is wrong with it is kept, not raised."""
    shown = workshop.shown(path)
    suffix = suffix_of(path.name)
    try:
        text, findings = decode_head(read_source(workshop, path), shown)
    except SourceError as fault:
        finding = Finding(Position(shown, 1, 1), "M02", fault.message, fault.hint)
        return IssueFile(path, None, (finding,), suffix, original)
    if not text or any(finding.code == "S10" for finding in findings):
        return IssueFile(path, None, tuple(findings), suffix, original)
    head = read_head(text, shown)
    odd = _odd(suffix, head, original) if suffix else ()
    found = (*findings, *head.findings, *odd)
    return IssueFile(path, head.matter, found, suffix, original)


def _odd(suffix: str, head: Head, original: IssueFile | None) -> Iterator[Finding]:
    """What does not go together: the file's name, its front matter, its original."""
    top = head.places.get((), None) or head.findings[0].at
    misnamed = tuple(faults_of_name(suffix, top))
    yield from misnamed
    matter = head.matter
    if matter and not misnamed:
        fault = fault_of_lang(suffix, matter.lang, head.places.get(("lang",), top))
        yield from (fault,) if fault else ()
    if original is None:
        hint = "Put the original beside it as issue.md, or rename this one if it is the original."
        yield Finding(top, "M14", "This translation has no original, issue.md, beside it.", hint)
    elif matter and original.matter:
        yield from faults_of_matter(matter, original.matter, head.places)


def all_issues(workshop: Workshop) -> tuple[IssueFile, ...]:
    """Every source of the publication, by desk and number; unreadable ones last.

    The translations of an issue stand behind it.
    """
    folders: dict[Path, list[Path]] = {}
    for path in workshop.sources():
        folders.setdefault(path.parent, []).append(path)
    families = [tuple(_family(workshop, paths)) for paths in folders.values()]
    return tuple(one for family in sorted(families, key=_order) for one in family)


def originals(every: Iterable[IssueFile]) -> tuple[IssueFile, ...]:
    """Those that are no translation."""
    return tuple(one for one in every if not one.suffix)


def families(every: Iterable[IssueFile]) -> tuple[tuple[IssueFile, ...], ...]:
    """Each issue with its translations, the original first."""
    found: dict[Path, list[IssueFile]] = {}
    for one in every:
        found.setdefault(one.path.parent, []).append(one)
    return tuple(map(tuple, found.values()))


def _family(workshop: Workshop, paths: list[Path]) -> Iterator[IssueFile]:
    """The sources in one folder: the original, and its translations by language."""
    by_suffix = {suffix_of(path.name): path for path in sorted(paths)}
    first = by_suffix.pop("", None)
    original = read_issue_file(workshop, first) if first else None
    if original:
        yield original
    found = [read_issue_file(workshop, path, original) for path in by_suffix.values()]
    for one in found:
        others = [other for other in (*filter(None, (original,)), *found) if other is not one]
        twins = [other for other in others if _is_twin(workshop, one, other)]
        yield replace(one, findings=(*one.findings, *_clash(workshop, one, twins)))


def _is_twin(workshop: Workshop, one: IssueFile, other: IssueFile) -> bool:
    """Whether two sources are in one language; a misspelt name is a fault of its own."""
    if any(each.suffix and not is_well_named(each.suffix) for each in (one, other)):
        return False
    own, its = (base_of(each.suffix or language_of_issue(workshop, each)) for each in (one, other))
    return own == its


def _clash(workshop: Workshop, one: IssueFile, twins: list[IssueFile]) -> Iterator[Finding]:
    for twin in twins[:1]:
        at = Position(workshop.shown(one.path), 1, 1)
        message = f"This issue is in the same language as {workshop.shown(twin.path)}."
        yield Finding(at, "M13", message, "Keep one of the two, or correct the name of the other.")


def _order(family: tuple[IssueFile, ...]) -> tuple[bool, str, int, str]:
    issue = family[0]
    matter = issue.matter
    return (
        matter is None,
        matter.desk if matter else "",
        matter.number if matter else 0,
        issue.name,
    )


# ---------------------------------------------------------------- words → issues


def find_issues(
    workshop: Workshop,
    wanted: Iterable[str],
    langs: Iterable[str] = (),
    every: tuple[IssueFile, ...] | None = None,
) -> tuple[IssueFile, ...]:
    """The sources that numbers, folder names or paths stand for, in all languages or in `langs`.

    No words stand for every issue; `every` may be given by one who has read them. Raises
    UsageError for a word that stands for none, or for two, and for a language that an issue
    is not in.
    """
    every = all_issues(workshop) if every is None else every
    words = tuple(wanted)
    if not words:
        return _in_languages(workshop, every, tuple(langs), "Nothing")
    found = ((word, _find(word, every, workshop)) for word in words)
    kept = (_in_languages(workshop, one, tuple(langs), f"“{word}”") for word, one in found)
    return tuple(dict.fromkeys(issue for issues in kept for issue in issues))


def _in_languages(
    workshop: Workshop, found: tuple[IssueFile, ...], langs: tuple[str, ...], what: str
) -> tuple[IssueFile, ...]:
    told = [(issue, language_of_issue(workshop, issue)) for issue in found]
    there = {tag for issue, lang in told for tag in (lang, base_of(lang), issue.suffix) if tag}
    for lang in langs if found else ():
        if lang not in there:
            message = (
                f"{what} is not there in “{lang}”."
                if what != "Nothing"
                else (f"No issue is there in “{lang}”.")
            )
            hint = f"There is: {', '.join(sorted(there))}. To start one: `mekong translate`."
            raise UsageError(message, hint)
    wanted = set(langs)
    return tuple(
        issue for issue, lang in told if not wanted or wanted & {lang, base_of(lang), issue.suffix}
    )


def best_of(workshop: Workshop, family: tuple[IssueFile, ...], lang: str) -> IssueFile:
    """Of an issue's sources, the one in a language; the first if none is."""
    own = (one for one in family if base_of(language_of_issue(workshop, one)) == base_of(lang))
    return next(own, family[0])


def _find(word: str, every: tuple[IssueFile, ...], workshop: Workshop) -> tuple[IssueFile, ...]:
    path = Path(word)
    if path.suffix == ".md" or "/" in word:
        return _by_path(path, workshop, every)
    found = {issue.path.parent for issue in every if _answers_to(issue, word)}
    if not found and _is_folder(path):
        return _by_path(path, workshop, every)
    if len(found) == 1:
        return tuple(issue for issue in every if issue.path.parent in found)
    if found:
        names = (issue.name for issue in every if issue.path.parent in found)
        hint = f"Name its folder: {', '.join(dict.fromkeys(names))}."
        raise UsageError(f"“{word}” is an issue of {len(found)} desks.", hint)
    raise UsageError(f"There is no issue “{word}”.", _known(word, every))


def _by_path(path: Path, workshop: Workshop, every: tuple[IssueFile, ...]) -> tuple[IssueFile, ...]:
    """By a path as seen from here, or from the publication as findings show it."""
    wanted = {path.resolve(), (workshop.root / path).resolve()}
    found = tuple(issue for issue in every if issue.path.resolve() in wanted) or tuple(
        issue for issue in every if issue.path.parent.resolve() in wanted
    )
    if found:
        return found
    if _is_folder(path):
        hint = "An issue lies in issues/NAME/issue.md."
        raise SourceError(f"{path} is a folder without an issue.", hint)
    raise UsageError(f"There is no issue at {path}.", _known(str(path), every))


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:  # a name that no disk could have
        return False


def _answers_to(issue: IssueFile, word: str) -> bool:
    if word == issue.name:
        return True
    matter = issue.first.matter
    if not word.isdecimal() or len(word) > LONGEST_NUMBER:
        return False
    return int(word) == (matter.number if matter else -1) or issue.name.startswith(f"{word}-")


def _known(word: str, every: tuple[IssueFile, ...]) -> str:
    names = list(dict.fromkeys(issue.name for issue in every))
    return typed.closest(word, names) or "There is none yet: `mekong new`."


def issue_date(matter: FrontMatter) -> dt.date | None:
    """The day of an issue: its date, or that of its deadline."""
    return matter.date or (matter.deadline.date() if matter.deadline else None)
