"""Guarding: what must never be printed is looked for in a finished PDF and in what lies beside it.

Called before anything replaces an old file. What is said names entries by their place in the
list of mekong.toml, never by their words.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from mekong_print.errors import InspectionError, SourceError

MOST_SHOWN = 8  # places; a name that stands in a headline is found in a dozen


def refuse_forbidden(
    entries: tuple[str, ...], pdf: bytes | Path, shown: str, beside: bytes
) -> None:
    """Raise InspectionError where a PDF or the record beside it holds an entry of never_print."""
    lines = _places(entries, pdf, beside) if entries else []
    if lines:
        raise _refusal(shown, lines)


def refuse_forbidden_parts(entries: tuple[str, ...], parts: Mapping[str, Path], shown: str) -> None:
    """The same for what a volume is made of, so that the message names the part and its page.

    `parts` are PDFs by the names that they are known by; a name that holds an entry itself
    is not shown.
    """
    from mekong_print.secrecy import found_in

    lines = []
    for number, (name, pdf) in enumerate(parts.items(), 1):
        called = f"part {number}" if found_in(name, entries) else f"part {number} ({name})"
        lines += [f"{line} of {called}" for line in _places(entries, pdf, b"")]
    if lines:
        raise _refusal(shown, lines)


def _places(entries: tuple[str, ...], pdf: bytes | Path, beside: bytes) -> list[str]:
    from mekong_print.pdf.forbidden import hits, hits_in_text

    found = (*hits(pdf, entries), *hits_in_text(beside.decode(), "its manifest", entries))
    return [f"  - entry {hit.number}, in {hit.where}" for hit in found]


def _refusal(shown: str, lines: Iterable[str]) -> InspectionError:
    every = list(lines)
    told = every[:MOST_SHOWN]
    if len(every) > MOST_SHOWN:
        told.append(f"  - and in {len(every) - MOST_SHOWN} places more")
    message = f"{shown} holds what never_print in mekong.toml forbids:\n" + "\n".join(told)
    hint = "Take it out of the source, its pictures or the layout; no file was replaced."
    return InspectionError(message, hint)


def holds_forbidden(entries: tuple[str, ...], pdf: Path) -> bool:
    """Whether a PDF that was made earlier holds what the list forbids today."""
    if not entries:
        return False
    from mekong_print.pdf.forbidden import hits

    try:
        return bool(hits(pdf, entries))
    except SourceError:  # it is damaged, and will be made again
        return True
