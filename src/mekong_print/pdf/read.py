"""What any PDF says of itself, read back from the file: pages, outline, ids, tags, fonts, files.

Whatever is wrong with a file (broken, encrypted, empty, no PDF at all, turning in
circles) comes out as a SourceError in an editor's words.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from mekong_print.errors import SourceError
from mekong_print.pages import OutlineItem, PdfFacts
from mekong_print.pdf import anatomy, metadata
from mekong_print.pdf.opened import OpenPdf, ask, page_of, words


def read_facts(content: bytes | Path) -> PdfFacts:
    """Everything but the text. Raises SourceError."""
    return ask(content, _facts)


def read_outline(content: bytes | Path) -> tuple[OutlineItem, ...]:
    """The outline in reading order. Raises SourceError."""
    return ask(content, anatomy.outline)


def read_text(content: bytes | Path) -> tuple[str, ...]:
    """The text of each page; slow, some 20 ms a page. Raises SourceError."""
    return ask(content, lambda pdf: tuple(page.extract_text() for page in pdf.reader.pages))


def read_attachment(content: bytes | Path, name: str) -> bytes:
    """The bytes of the file that is carried under a name. Raises SourceError."""
    files = ask(content, anatomy.files)
    if name not in files:
        carried = ", ".join(files) or "none"
        raise SourceError(f"The PDF carries no file named “{name}”.", f"It carries: {carried}.")
    return files[name][1]


def _facts(pdf: OpenPdf) -> PdfFacts:
    said, info = metadata.packet(pdf), metadata.information(pdf)
    return PdfFacts(
        pages=len(pdf.pages),
        sizes=anatomy.sizes(pdf),
        labels=anatomy.labels(pdf),
        title=metadata.first(said, "dc:title") or info.get("Title", ""),
        authors=said.get("dc:creator") or _names(info.get("Author", "")),
        subject=metadata.first(said, "dc:description") or info.get("Subject", ""),
        lang=words(pdf.root.get("/Lang")),
        outline=anatomy.outline(pdf),
        ids={name: page_of(pdf, goal) for name, goal in pdf.names.items()},
        fonts=anatomy.fonts(pdf),
        files=tuple(carried for carried, _ in anatomy.files(pdf).values()),
        claims=metadata.claims(said),
        marked=anatomy.is_marked(pdf),
        tags=dict(Counter(map(anatomy.kind, anatomy.elements(pdf)))),
        links=sum(note.get("/Subtype") == "/Link" for _, note in anatomy.annots(pdf)),
        blank_pages=anatomy.blank_pages(pdf),
        metadata=_plain(said, info),
    )


def _names(authors: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in authors.split(";") if name.strip())


def _plain(said: metadata.Packet, info: dict[str, str]) -> dict[str, str]:
    """One table of both: `prefix:name` from the packet, `info:Name` from the dictionary."""
    known = {key: dict.fromkeys(values) for key, values in said.items() if not key.startswith("?")}
    plain = {key: "; ".join(values) for key, values in known.items()}
    return plain | {f"info:{key}": text for key, text in info.items()}
