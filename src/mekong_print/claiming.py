"""A claim is written only where it is earned: the very bytes that claim it are judged.

What a PDF does not keep it does not claim: it is made again without, and told. Where a
standard was asked for by name, a PDF that does not keep it is not made at all.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from mekong_print.document import Position
from mekong_print.errors import InspectionError, SourceError
from mekong_print.findings import Finding
from mekong_print.standards import Failing, Verdict, Wish, shown

HINT = "`mekong inspect --standard` tells more of a PDF."


@dataclass(frozen=True, slots=True)
class Earned:
    """What was made, what it claims, and the standards that it does not keep."""

    content: bytes
    claims: tuple[str, ...]
    lost: tuple[Verdict, ...] = ()


def earn(
    claims: tuple[str, ...], make: Callable[[tuple[str, ...]], bytes], *, tags: bool = True
) -> Earned:
    """Make a PDF with these claims, and again with fewer until all that it claims holds.

    `make` takes claims and gives the bytes of the PDF that makes them. Without `tags`, the
    tags are left to an inspection that reads all of them anyway.
    """
    from mekong_print.pdf.rulings import verdicts

    judge = partial(verdicts, tags=tags)
    content = make(claims)
    lost: tuple[Verdict, ...] = ()
    while failed := _failed(judge, content, claims):
        lost += failed
        claims = tuple(one for one in claims if one not in {each.standard for each in failed})
        content = make(claims)
    return Earned(content, claims, lost)


def _failed(
    judge: Callable[[bytes, tuple[str, ...]], tuple[Verdict, ...]],
    content: bytes,
    claims: tuple[str, ...],
) -> tuple[Verdict, ...]:
    try:
        return tuple(one for one in judge(content, claims) if one.failings)
    except SourceError:  # what cannot be read the inspection refuses, with better words
        return ()


def silence(titles: list[str]) -> Failing:
    """Why a volume cannot claim what these parts do not."""
    more = f" and {len(titles) - 1} more" if len(titles) > 1 else ""
    words = f"“{titles[0]}”{more} does not claim it"
    return Failing("PARTS", words, words)


def refuse_lost(what: str, wish: Wish, lost: tuple[Verdict, ...]) -> None:
    """Raise InspectionError for a standard that was asked for by name and is not kept."""
    if wish.firm and lost:
        lines = "\n".join(f"  - {one}" for verdict in lost for one in told(verdict))
        message = f"{what} does not keep what was asked for:\n{lines}"
        hint = "Mend this, or ask for less with --standard; the old file is untouched."
        raise InspectionError(message, hint)


def told(verdict: Verdict) -> tuple[str, ...]:
    """What breaks a standard, a sentence for each rule, with its place where it is known."""
    name = shown(verdict.standard)
    return tuple(
        f"{name}: {f'{one.at}: ' if one.at else ''}{one.sentence} [{one.rule}]."
        for one in verdict.failings
    )


def unclaimed(source: str, lost: tuple[Verdict, ...]) -> tuple[Finding, ...]:
    """A finding for each rule that keeps an edition of a source from claiming a standard."""
    return tuple(
        Finding(
            one.at or Position(source, 1, 1),
            "P09",
            f"The PDF does not claim {shown(verdict.standard)}: {one.sentence} [{one.rule}].",
            HINT,
        )
        for verdict in lost
        for one in verdict.failings
    )
