"""`mekong check`: issues read like a sub-editor reads, and mended where nothing can go wrong."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from mekong_print.check.mending import fixes_of, mended
from mekong_print.check.registry import all_rules, closest_code
from mekong_print.checking import Checked, ProofDesk, Wanted
from mekong_print.errors import MekongError, UsageError
from mekong_print.files import write_whole
from mekong_print.findings import CODES, Finding
from mekong_print.issue_files import IssueFile, find_issues
from mekong_print.workshop import Workshop, read_source

MOST_ROUNDS = 20  # of fixing and checking again


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be checked, by which rules. What is empty stands for all there is."""

    issues: tuple[str, ...] = ()
    langs: tuple[str, ...] = ()
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Mending:
    """One source before and after its fixes."""

    path: Path
    shown: str
    before: bytes
    after: bytes
    places: int


def issues_of(desk: ProofDesk, order: Order) -> tuple[IssueFile, ...]:
    """The issues that are asked for. Raises UsageError."""
    found = find_issues(desk.workshop, order.issues, order.langs)
    if not found:
        raise UsageError(
            "There is no issue yet.", "Start one with `mekong new` or `mekong import`."
        )
    return found


def open_desk(workshop: Workshop) -> ProofDesk:
    """The proof desk of a publication."""
    return ProofDesk(workshop)


def check(desk: ProofDesk, order: Order) -> Iterator[Checked]:
    """Read the issues, one after the other. Raises UsageError."""
    wanted = wanted_by(order)
    for issue in issues_of(desk, order):
        yield desk.read(issue, wanted)


def house_findings(desk: ProofDesk, order: Order, checked: Iterable[Checked]) -> list[Finding]:
    """What is wrong with the waivers of mekong.toml."""
    wanted = wanted_by(order)
    idle = () if order.select or order.ignore else desk.idle_waivers(checked)
    return [one for one in (*desk.faulty_waivers, *idle) if wanted(one.code)]


def mend(desk: ProofDesk, order: Order) -> Iterator[Mending]:
    """What `--fix` would make of each source; nothing is written."""
    wanted = wanted_by(order)
    for issue in issues_of(desk, order):
        before = after = read_source(desk.workshop, issue.path)
        places = 0
        for _ in range(MOST_ROUNDS):
            fixes = fixes_of(desk.read_bytes(issue, after, wanted).findings)
            if not fixes:
                break
            after = mended(after, fixes)
            places += len(fixes)
        else:
            raise MekongError(f"The fixes of {desk.workshop.shown(issue.path)} never come to rest.")
        yield Mending(issue.path, desk.workshop.shown(issue.path), before, after, places)


def write(mending: Mending) -> None:
    """Put a mended source in place of the old one. Raises WriteError; the old one then stands."""
    if mending.after != mending.before:
        write_whole(mending.path, mending.after)


def wanted_by(order: Order) -> Wanted:
    """Which codes an order asks for. Raises UsageError for one that does not exist."""
    select, ignore = (_codes(words) for words in (order.select, order.ignore))

    def wanted(code: str) -> bool:
        chosen = not select or code in select or code[0] in select
        return chosen and code not in ignore and code[0] not in ignore

    return wanted


def _codes(words: tuple[str, ...]) -> frozenset[str]:
    """Codes and letters of families, from words that may hold several, parted by commas."""
    every = [*CODES, *(rule.code for rule in all_rules())]
    known = {*every, *(code[0] for code in every)}
    found = {part.strip().upper() for word in words for part in word.split(",") if part.strip()}
    for code in sorted(found - known):
        raise UsageError(f"There is no rule “{code}”.", closest_code(code, every))
    return frozenset(found)
