"""Finished PDFs and the pages of the press → one volume.

Each part is opened, cleaned, copied and let go; then what the parts call by one name is
told apart, and what is the same is stored once. It writes and never judges. Same material,
same bytes; and a volume is a part like any other of a larger one.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from pikepdf import Name, Object, Pdf

from mekong_print.addresses import BACK, FRONT
from mekong_print.errors import SourceError
from mekong_print.pdf.bind.catalog import join_intents, join_threads
from mekong_print.pdf.bind.cleaning import clean
from mekong_print.pdf.bind.files import Luggage
from mekong_print.pdf.bind.folio import Numberer, left_open
from mekong_print.pdf.bind.fonts import TypeCase
from mekong_print.pdf.bind.goals import Directory, Guide, follow_parts
from mekong_print.pdf.bind.layers import join_layers
from mekong_print.pdf.bind.material import Material
from mekong_print.pdf.bind.notes import settle_notes
from mekong_print.pdf.bind.outline import Line, lines_of, part_line, write_outline
from mekong_print.pdf.bind.own import take_own, tops_of
from mekong_print.pdf.bind.pieces import Piece, blank_like, opened, page_tree, take, with_names
from mekong_print.pdf.bind.saving import save
from mekong_print.pdf.bind.sharing import Shelf
from mekong_print.pdf.bind.tags import Tags, TagTree, forget, read_tags, renumbering
from mekong_print.pdf.bind.telling import tell_apart
from mekong_print.pdf.bind.untagged import plain_tags
from mekong_print.pdf.imprinting import attach, describe, open_well, own_files
from mekong_print.volume.parts import Change
from mekong_print.volume.plan import Placed, Renaming


def bind(material: Material, target: Path | BinaryIO) -> tuple[Change, ...]:
    """Bind a volume and write it to `target`; what was renamed, dropped or repaired comes back.

    Raises SourceError when a part cannot be read or is not the one that was planned with.
    """
    with _undisturbed():
        binder = Binder(material)
        binder.front()
        for placed in material.plan.placed:
            binder.bind_part(placed)
        binder.finish()
        save(binder.volume, target)
    return tuple(binder.changes)


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Python's collector rests: nothing here goes in circles, and it would look all the time."""
    active = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if active:
            gc.enable()


class Binder:
    """A volume while it is bound."""

    def __init__(self, material: Material) -> None:
        self.material, self.plan = material, material.plan
        self.volume = Pdf.new()
        self.changes: list[Change] = []
        self._case = TypeCase(self.volume)
        self._shelf = Shelf(self.volume, self._case.take)
        self._tree = TagTree(self.volume, material.imprint.lang)
        self._numberer = Numberer(self.volume, material.folio, material.typeface)
        self._directory, self._luggage = Directory(), Luggage()
        self._luggage.files |= own_files(self.volume, material.imprint)
        self._guides: dict[str, Guide] = {}
        self._pages: list[Object] = []
        self._tags: list[Tags] = []
        self._lines: list[Line] = []
        self._own: dict[str, Tags] = {}  # of front and back matter

    def front(self) -> None:
        """The front matter; the pages of the back matter wait until the parts are in."""
        own = ((FRONT, self.material.front), (BACK, self.material.back))
        for key, raw in own:
            if raw:
                self._take_own(key, raw)
        self._lay_own(FRONT)
        if self.plan.front_blank:
            self._blank()

    def _take_own(self, key: str, raw: bytes) -> None:
        piece = take_own(self.volume, raw, key)
        planned = {FRONT: self.plan.front, BACK: self.plan.back}
        self._expect(piece, planned[key], "The volume's own pages")
        self._enter(piece, Renaming({}, {}))
        self._own[key] = self._lay_tags(piece, "", ours=True)

    def _lay_own(self, key: str) -> None:
        """Put the pages of front or back matter in their place, and what they say."""
        if key in self._own:
            tags = self._own[key]
            self._pages += tags.piece.pages
            self._tree.hang(self._tree.group(Name.Sect, tops_of(tags)))

    def bind_part(self, placed: Placed) -> None:
        """A part; one from elsewhere may be of a shape that nobody foresaw."""
        try:
            self.part(placed)
        except SourceError as refusal:
            raise refusal.blaming((placed.part.key, refusal.message)) from refusal.__cause__
        except Exception as fault:
            if placed.part.origin != "adopted":
                raise
            reason = "its parts do not fit together."
            message = f"“{placed.part.file}” cannot be bound: {reason}"
            hint = f"Print or export it anew as a PDF, and adopt the new one. ({fault})"
            blamed = (placed.part.key, f"It cannot be bound: {reason}")
            raise SourceError(message, hint).blaming(blamed) from fault

    def part(self, placed: Placed) -> None:
        """A part: its pages with the volume's folio, and all that its catalog held."""
        part, key = placed.part, placed.part.key
        if placed.blank:
            self._blank()
        with opened(self.material.files[key], part.sha256) as source:
            self.changes += clean(source, key)
            self._case.set_aside(source)
            piece = with_names(take(self.volume, source, key), part.facts.ids)
        self._expect(piece, placed.pages, f"“{part.file}”")
        ours = part.origin != "adopted"
        if not ours:
            piece = replace(piece, lang=part.lang)  # what a sidecar says holds
            settle_notes(self.volume, piece)
        self._enter(piece, self.plan.renamed[key])
        self._pages += piece.pages
        heading = self.material.heading(part)
        self._tree.part(self._lay_tags(piece, heading, ours=ours), heading)
        for index, page in enumerate(piece.pages):
            unclosed = left_open(page) if not ours else 0
            self._numberer.stamp(page, placed.folio_of(index), unclosed)
        lines = lines_of(piece, self._guides[key])
        self._lines.append(part_line(self.volume, piece, heading, lines))

    def finish(self) -> None:
        """The back matter, and all that only a whole volume can say."""
        pieces = [guide.piece for guide in self._guides.values()]
        if self.plan.back_blank:
            self._blank()
        self._lay_own(BACK)
        self._end()
        page_tree(self.volume, self._pages)
        self._tree.write(tell_apart(self.volume, self._tags, self.changes))
        write_outline(self.volume, tuple(self._lines))
        self._directory.write(self.volume)
        self._luggage.share(self._shelf)
        attach(self.volume, self._luggage.sorted())
        self.changes += join_intents(self.volume, pieces, self._shelf)
        self.changes += join_layers(self.volume, pieces)
        join_threads(self.volume, pieces)
        self._numberer.write(self._case)
        self._case.write()
        describe(self.volume, self.material.imprint)
        open_well(self.volume, self.material.imprint)
        for guide in self._guides.values():
            self.changes += guide.changes

    def _end(self) -> None:
        """Where the links of the volume's own pages lead, and their lines of the outline."""
        lines: dict[str, tuple[Line, ...]] = {FRONT: (), BACK: ()}
        for key, tags in self._own.items():
            for page in tags.piece.pages:
                for note in page.get("/Annots", ()):
                    follow_parts(note, self._guides)
            lines[key] = lines_of(tags.piece, self._guides[key])
        self._lines = [*lines[FRONT], *self._lines, *lines[BACK]]

    def _enter(self, piece: Piece, renaming: Renaming) -> None:
        """Names, links and files of a piece; its drawings, shared with those before."""
        self._case.put_back(piece.pages)
        guide = self._directory.enter(piece, renaming.destinations)
        self._guides[piece.key] = guide
        self._luggage.add(piece, renaming.files, self.changes)
        for page in piece.pages:
            for note in page.get("/Annots", ()):
                guide.redirect(note, page)

    def _lay_tags(self, piece: Piece, heading: str, *, ours: bool) -> Tags:
        """The tags of a piece in the parent tree; plain ones when it has none."""
        unsound = piece.key in self.material.unsound
        tags = None if unsound else read_tags(piece, ours=ours)
        inside = renumbering(self._tree.offset) if tags else forget
        if tags is None:
            what = "It has no sound tags: each page is one section, read as it was drawn."
            self.changes.append(Change(piece.key, "repaired", what))
            tags = plain_tags(self._tree, piece, heading)
        elif tags.strays:
            what = "What its tags left out, such as running heads, is read behind the rest."
            self.changes.append(Change(piece.key, "repaired", what))
        renumber = renumbering(self._tree.offset)
        for page in piece.pages:
            renumber(page)
            for note in page.get("/Annots", ()):
                renumber(note)
            self._shelf.tidy(page, inside)
        self._tree.own(tags.owners)
        self._tags.append(replace(tags, owners={}))
        return tags

    def _expect(self, piece: Piece, pages: int, name: str) -> None:
        if len(piece.pages) != pages:
            message = (
                f"{name} has {len(piece.pages)} pages, but the volume was planned for {pages}."
            )
            raise SourceError(message, "It was changed meanwhile: bind the volume again.")

    def _blank(self) -> None:
        self._pages.append(blank_like(self.volume, self._pages[-1]))
