"""Guarding: what must never be printed is looked for in a finished PDF and in what lies beside it.

Called before anything replaces an old file. What is said names entries by their place in the
list of mekong.toml, never by their words.
"""

from __future__ import annotations

from pathlib import Path

from mekong_print.errors import InspectionError, SourceError

MOST_SHOWN = 8  # places; a name that stands in a headline is found in a dozen


def refuse_forbidden(
    entries: tuple[str, ...], pdf: bytes | Path, shown: str, beside: bytes
) -> None:
    """Raise InspectionError where a PDF or the record beside it holds an entry of never_print."""
    if not entries:
        return
    from mekong_print.pdf.forbidden import hits, hits_in_text

    found = (*hits(pdf, entries), *hits_in_text(beside.decode(), "its manifest", entries))
    if not found:
        return
    lines = [f"  - entry {hit.number}, in {hit.where}" for hit in found[:MOST_SHOWN]]
    if len(found) > MOST_SHOWN:
        lines.append(f"  - and in {len(found) - MOST_SHOWN} places more")
    message = f"{shown} holds what never_print in mekong.toml forbids:\n" + "\n".join(lines)
    hint = "Take it out of the source, its pictures or the layout; no file was replaced."
    raise InspectionError(message, hint)


def holds_forbidden(entries: tuple[str, ...], pdf: Path) -> bool:
    """Whether a PDF that was made earlier holds what the list forbids today."""
    if not entries:
        return False
    from mekong_print.pdf.forbidden import hits

    try:
        return bool(hits(pdf, entries))
    except SourceError:  # it is damaged, and will be made again
        return True
