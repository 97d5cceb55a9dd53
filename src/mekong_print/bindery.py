"""The bindery: one file of a volume, from its parts to a draft of its PDF.

`back_job` and `front_job` compose back and front matter for the press; `bind_sheaf` joins
what the press made with the parts.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from mekong_print import __version__
from mekong_print.addresses import flag_address, layout_address
from mekong_print.claiming import earn, refuse_lost
from mekong_print.compose.catalogs import lacking
from mekong_print.compose.volume import compose_back, compose_front
from mekong_print.editions import Fingerprints, Making
from mekong_print.errors import MekongError, MissingPartError, PressError
from mekong_print.files import digest
from mekong_print.glossaries import names_for
from mekong_print.layout import Layout
from mekong_print.pages import Imprint
from mekong_print.render.fonts import FontShelf, font_called
from mekong_print.render.job import Answer, Refused, Rendered, RenderJob
from mekong_print.sheaves import Bound, Pressed, Sheaf, title_of
from mekong_print.volume.book import Book
from mekong_print.volume.folio import folio_of
from mekong_print.volume.indexes import regions_of
from mekong_print.volume.parts import Change, Folio
from mekong_print.volume.plan import VolumePlan, place, plan_volume
from mekong_print.volume_imprints import imprint_of, record_of, unclaimed
from mekong_print.workshop import Workshop, flag_file, load_layout

if TYPE_CHECKING:
    from mekong_print.pdf.bind import Material


def making_of(sheaf: Sheaf, prints: Fingerprints) -> Making:
    """The hash of all that goes into a volume, with the hashes of fonts and layout."""
    told = [repr((part.key, part.sha256, part.title, part.chapters)) for part in sheaf.parts]
    whole = (sheaf.name, sheaf.label, sheaf.settings, sheaf.absent, sheaf.piece, sheaf.most, told)
    layout = prints.layout(sheaf.layout, "volume")
    made_of = (whole, layout, prints.shared, prints.names_for(repr(whole)))
    fingerprint = digest(repr(made_of).encode())
    return Making(fingerprint, prints.fonts, {sheaf.layout: layout}, prints.wish)


def book_of(workshop: Workshop, sheaf: Sheaf) -> Book:
    """What the volume's own pages are made of."""
    settings = sheaf.settings
    return Book(
        title=title_of(workshop, sheaf),
        subtitle=settings.subtitle,
        lang=settings.language or workshop.config.publication.language,
        publication=workshop.config.publication,
        placed=place(sheaf.parts, recto=settings.recto),
        recto=settings.recto,
        absent=sheaf.absent,
        piece=sheaf.piece,
        tools=(f"mekong-print {__version__}",),
        countries=workshop.config.countries,
    )


def back_job(workshop: Workshop, sheaf: Sheaf) -> RenderJob:
    """The back matter for the press. Raises MissingPartError."""
    layout = load_layout(workshop, sheaf.layout, kind="volume")
    return _job(workshop, sheaf, layout, compose_back(book_of(workshop, sheaf), layout))


def front_job(workshop: Workshop, sheaf: Sheaf, back: Rendered) -> RenderJob:
    """The front matter for the press, once the back matter is laid out. Raises MissingPartError."""
    layout = load_layout(workshop, sheaf.layout, kind="volume")
    html = compose_front(book_of(workshop, sheaf), layout, back.ids)
    return _job(workshop, sheaf, layout, html)


def _job(workshop: Workshop, sheaf: Sheaf, layout: Layout, html: str) -> RenderJob:
    regions = {region for part in sheaf.parts for region in regions_of(part)}
    flags = {flag_address(one): flag_file(workshop, one) for one in sorted(regions - {""})}
    own = {
        layout_address(name): content
        for name, content in layout.files.items()
        if not name.endswith((".html", ".css", ".toml"))
    }
    styles = tuple((layout_address(name), text) for name, text in layout.styles)
    fonts = FontShelf(workshop.folders("fonts")).files()
    names = names_for(html, workshop.root)
    return RenderJob(html, styles, flags | own, f"The volume “{sheaf.name}”", fonts, names=names)


def accepted(sheaf: Sheaf, answer: Answer) -> Rendered:
    """What the press made of the volume's own pages. Raises PressError or MissingPartError."""
    match answer:
        case Refused(message, hint, missing, bug):
            if bug:
                raise MekongError(f"The volume “{sheaf.name}”: the press failed.\n{message}")
            kind = MissingPartError if missing else PressError
            raise kind(f"The volume “{sheaf.name}”: {message}", hint)
        case Rendered() as made:
            if made.without_glyph:
                letters = "".join(made.without_glyph)
                message = f"No font of the publication has the characters “{letters}”."
                raise MissingPartError(message, "They stand in a title or a name of the volume.")
            return made


def bind_sheaf(workshop: Workshop, pressed: Pressed, draft: Path) -> Bound:
    """Join the pages of the press and the parts into a draft. Raises SourceError, WriteError."""
    from mekong_print.pdf.bind import bind

    sheaf, front, back = pressed.sheaf, pressed.front, pressed.back
    recto = sheaf.settings.recto
    placed = place(sheaf.parts, recto=recto)
    plan = plan_volume(placed, front=front.pages, back=back.pages, recto=recto)
    record = record_of(workshop, pressed, plan)
    imprint = imprint_of(workshop, pressed, plan, record)
    material = _material(workshop, pressed, plan, imprint)
    changes: list[tuple[Change, ...]] = []

    def claiming(claims: tuple[str, ...]) -> bytes:
        changes.append(bind(replace(material, imprint=replace(imprint, claims=claims)), draft))
        return draft.read_bytes()

    wish, shown = pressed.making.wish, f"The volume “{sheaf.name}”"
    lost = unclaimed(pressed)
    refuse_lost(shown, wish, lost)
    earned = earn(imprint.claims, claiming, tags=False)  # `signing_off` reads all tags
    lost += earned.lost
    refuse_lost(shown, wish, lost)
    layout = load_layout(workshop, sheaf.layout, kind="volume")
    return Bound(
        sheaf=sheaf,
        front=front.pdf,
        back=back.pdf,
        draft=draft,
        size=len(earned.content),
        plan=plan,
        imprint=replace(imprint, claims=earned.claims),
        record=record,
        changes=changes[-1],
        lost=lost,
        findings=(*front.findings, *back.findings, *lacking(record.lang, layout)),
        never_print=workshop.config.never_print,
    )


def _material(workshop: Workshop, pressed: Pressed, plan: VolumePlan, imprint: Imprint) -> Material:
    """What is bound: the pages of the press, the parts' PDFs, and how the folio is set."""
    from mekong_print.pdf.bind import Material

    sheaf = pressed.sheaf
    folio = folio_of(load_layout(workshop, sheaf.layout, kind="volume"))
    return Material(
        plan,
        sheaf.files,
        imprint,
        folio,
        typeface_of(workshop, folio),
        unsound=frozenset(part.key for part in sheaf.parts if not part.facts.marked),
        front=pressed.front.pdf,
        back=pressed.back.pdf,
    )


def typeface_of(workshop: Workshop, folio: Folio) -> bytes:
    """The TrueType file that a layout sets the volume's folio in. Raises MissingPartError."""
    found = font_called(FontShelf(workshop.folders("fonts")).files(), folio.font)
    if found is None:
        message = f"There is no font “{folio.font}” for the volume’s folio."
        raise MissingPartError(message, "Name a family of fonts/ in the layout’s volume.toml.")
    return found.read_bytes()
