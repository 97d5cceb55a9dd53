"""What a PDF from elsewhere would do, ask or hide, taken out before its pages are bound.

The policy is that of `pdf/safety`, which judges the volume afterwards: links lead to a page
of the same file or to http, https and mailto. What only marks the text (a highlight, a
sticky note) stays. What a form or a film shows on the page is drawn on the page.
Everything taken out is told. Our own finished PDFs pass unchanged.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream

from mekong_print.pdf.bind.cleaning_catalog import clean_catalog, clean_outline
from mekong_print.pdf.bind.deeds import deed_at, row, table, words
from mekong_print.pdf.bind.untagging import untag
from mekong_print.volume.parts import Change

_DEEPEST = 64
_PASSWORD = 1 << 13  # flag of a field
_INVISIBLE = 1 | 2 | 32  # flags of an annotation: invisible, hidden, not on the screen

# Annotations that mark the text and do nothing (ISO 32000-1, 12.5.6).
_MARKUP = frozenset(
    "/Text /FreeText /Line /Square /Circle /Polygon /PolyLine /Highlight /Underline /Squiggly "
    "/StrikeOut /Stamp /Caret /Ink /Popup /Watermark /PrinterMark /TrapNet /Redact "
    "/Projection".split()
)
# Those that show something and would do more: what they show is kept, as part of the page.
_SHOWS = {
    "/Widget": "form field",
    "/Screen": "place for a film or a sound",
    "/Movie": "film",
    "/RichMedia": "film, sound or animation",
    "/3D": "3D model",
}
_HIDES = {"/FileAttachment": "attached file", "/Sound": "sound"}


@dataclass(frozen=True, slots=True)
class _Page:
    """The annotations of one page, by what becomes of them, and what is told of it."""

    number: int
    page: Dictionary
    keep: list[Object] = field(default_factory=list)
    draw: list[Object] = field(default_factory=list)
    drop: list[Object] = field(default_factory=list)
    told: list[str] = field(default_factory=list)


def clean(pdf: Pdf, key: str) -> tuple[Change, ...]:
    """Take out of an open PDF whatever must not be bound; `key` is the part's.

    The PDF is changed in memory alone. Each thing that was taken out is a Change, with its
    page. Raises nothing for odd shapes: what is not of the kind that it should be is left
    to whoever binds.
    """
    told = [*clean_catalog(pdf), *clean_outline(pdf), *_form(pdf)]
    pages = [_Page(number, page.obj) for number, page in enumerate(pdf.pages, 1)]
    for page in pages:
        _look_at(page)
    changed = [page for page in pages if page.draw or page.drop]
    if Name.AcroForm in pdf.Root and not any(page.draw for page in pages):
        told += _loose_form(pdf)
    if changed:
        _draw(pdf, changed)
        untag(pdf, [note for page in changed for note in (*page.draw, *page.drop)])
    for page in pages:
        counted = Counter(page.told).items()
        told += [f"Page {page.number}: {_times(count, what)}." for what, count in counted]
    return tuple(Change(key, "dropped", what) for what in told)


def _times(count: int, what: str) -> str:
    return what if count == 1 else f"{count} times {what}"


# ---------------------------------------------------------------- the form


def _form(pdf: Pdf) -> Iterator[str]:
    """The form as a whole (ISO 32000-1, 12.7); what its fields show is drawn on the pages."""
    if Name.AcroForm not in pdf.Root:
        return
    form = table(pdf.Root[Name.AcroForm])
    if bool(form.get(Name.NeedAppearances, False)):
        pdf.generate_appearance_streams()
    if "/XFA" in form:
        yield "An XFA form: only what its pages show by themselves is bound."


def _loose_form(pdf: Pdf) -> Iterator[str]:
    """A form that has nothing on any page; an empty one is nothing that could be lost."""
    if row(table(pdf.Root[Name.AcroForm]).get(Name.Fields)):
        yield "A form whose fields stand on no page."
    del pdf.Root[Name.AcroForm]


# ---------------------------------------------------------------- the pages


def _look_at(found: _Page) -> None:
    """Sort the annotations of a page; take actions and private notes from the page itself."""
    for at, what in _ON_PAGE.items():
        if at in found.page:
            del found.page[at]
            found.told.append(what)
    for note in row(found.page.get(Name.Annots)):
        if isinstance(note, Dictionary):
            _sort(found, note)
    if found.keep and (found.drop or found.draw):
        _cut_ties(found)


_ON_PAGE = {
    "/AA": "something that would run when the page is shown",
    "/PieceInfo": "private notes of the program that made it",
    "/AF": "a file tied to the page",
    "/PresSteps": "steps of a presentation",
    "/DPart": "how a printer is to part it",
}


def _sort(found: _Page, note: Dictionary) -> None:
    kind = words(note.get(Name.Subtype))
    if kind == "/Widget" and _is_secret(note):
        found.drop.append(note)
        found.told.append("a form field for a password, which is left out with what is in it")
    elif kind in _SHOWS:
        found.draw.append(note)
        found.told.append(_field(note) if kind == "/Widget" else f"a {_SHOWS[kind]}")
    elif kind == "/Link" or kind in _MARKUP:
        _keep(found, note, kind)
    else:
        found.drop.append(note)
        found.told.append(_hidden(note, kind))


def _keep(found: _Page, note: Dictionary, kind: str) -> None:
    """A link without its deed leads nowhere and goes; a mark stays without it."""
    for at in ("/AA", "/PA"):
        if at in note:
            del note[at]
            found.told.append("something that would run when the mouse is moved over it")
    told = deed_at(note)
    what = "link" if kind == "/Link" else "mark"
    if told:
        found.told.append(f"a {what} that would {told}")
        del note[Name.A]
    if told and kind == "/Link" and Name.Dest not in note:
        found.drop.append(note)
    else:
        found.keep.append(note)


def _cut_ties(found: _Page) -> None:
    """What stays must not hold what goes: its window, or the remark that it answers."""
    gone = {note.objgen for note in (*found.drop, *found.draw) if note.is_indirect}
    for note in tuple(found.keep):
        for at in (Name.Parent, Name.IRT):
            other = note.get(at)
            if isinstance(other, Dictionary) and other.objgen in gone:
                del note[at]
                found.keep.remove(note)
                found.drop.append(note)
                found.told.append("a remark on it")
                break


def _hidden(note: Dictionary, kind: str) -> str:
    what = _HIDES.get(kind, f"a thing that no page of a volume has ({kind.removeprefix('/')})")
    if kind not in _HIDES:
        return what
    file = table(note.get(Name.FS))
    name = words(file.get(Name.UF)) or words(file.get(Name.F))
    return f"an {what}, “{name}”" if name else f"a {what}" if kind == "/Sound" else f"an {what}"


def _is_secret(widget: Dictionary) -> bool:
    """Whether a field is for a password, which a page shows as so many signs (12.7.4.3).

    Whoever draws it anew, as the engine does, would show it in clear.
    """
    flags = _inherited(widget, "/Ff")
    return _inherited(widget, "/FT") == "/Tx" and isinstance(flags, int) and bool(flags & _PASSWORD)


def _field(widget: Dictionary) -> str:
    """What is told of a form field: what becomes of it (ISO 32000-1, 12.7.3.1)."""
    kind = _inherited(widget, "/FT")
    if kind == "/Sig":
        signed = _inherited(widget, "/V") is not None
        return "a signature, which a bound page cannot keep" if signed else "a place to sign"
    if _drawable(widget):
        return "a form field; what it shows is now part of the page"
    if kind != "/Btn" and words(_inherited(widget, "/V")):
        return f"a form field; its value, “{words(_inherited(widget, '/V'))}”, was not shown"
    return "a form field that shows nothing"


def _drawable(note: Dictionary) -> bool:
    """Whether an annotation shows something, and is not hidden (ISO 32000-1, 12.5.3)."""
    flags = note.get(Name.F, 0)
    hidden = isinstance(flags, int) and flags & _INVISIBLE
    return not hidden and Name.N in table(note.get(Name.AP))


def _inherited(field_: Dictionary, key: str) -> object:
    """An entry of a field, or of those above it."""
    node: Object | None = field_
    for _ in range(_DEEPEST):
        if not isinstance(node, Dictionary):
            return None
        if key in node:
            found = node[key]
            return str(found) if isinstance(found, Name) else found
        node = node.get(Name.Parent)
    return None


def _draw(pdf: Pdf, pages: list[_Page]) -> None:
    """Make what dropped annotations show a part of their pages; put the others back."""
    everywhere = {page.number: page for page in pages}
    for number, page in enumerate(pdf.pages, 1):
        found = everywhere.get(number)
        if found is None and Name.Annots in page.obj:
            found = everywhere[number] = _Page(number, page.obj)
            found.keep.extend(row(page.obj.get(Name.Annots)))
        if found is not None:
            found.page[Name.Annots] = Array(found.draw)
    drawn = [note for page in pages for note in page.draw]
    for note in drawn:
        _keep_layer(pdf, note)
    if drawn:
        pdf.flatten_annotations("screen")
    for found in everywhere.values():
        if found.keep:
            found.page[Name.Annots] = Array(found.keep)
        elif Name.Annots in found.page:
            del found.page[Name.Annots]
    if Name.AcroForm in pdf.Root:
        del pdf.Root[Name.AcroForm]


def _keep_layer(pdf: Pdf, note: Object) -> None:
    """What an annotation on a layer shows is drawn on that layer (ISO 32000-1, 8.11.3.3)."""
    layer, look = table(note.get(Name.OC)), table(note.get(Name.AP)).get(Name.N)
    states = table(look)
    if states:
        look = states.get(str(note.get(Name.AS, Name.Off)))
    if layer and isinstance(look, Stream):
        own = Stream(pdf, look.read_raw_bytes(), look.stream_dict)
        own[Name.OC] = note[Name.OC]
        note[Name.AP] = Dictionary(N=own)
