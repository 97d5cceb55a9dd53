"""What a PDF from elsewhere would do, ask or hide as a whole, taken out of its catalog and outline.

Whatever a catalog holds that a volume neither keeps nor says in its own words is told, also
what nobody knows. Not told is what each PDF has for itself: metadata, page labels, and how
a reader is to open it.
"""

from __future__ import annotations

from collections.abc import Iterator

from pikepdf import Dictionary, Name, Pdf

from mekong_print.pdf.bind.deeds import deed, deed_at, table, words

_MOST_LINES = 100_000
_SHOWN = 5  # private entries that are named
_KNOWN = frozenset(
    "/Type /Version /Extensions /Pages /PageLabels /Names /Dests /ViewerPreferences /PageLayout "
    "/PageMode /Outlines /Threads /OpenAction /AcroForm /Metadata /StructTreeRoot /MarkInfo "
    "/Lang /OutputIntents /OCProperties /AF /NeedsRendering".split()
)


def clean_catalog(pdf: Pdf) -> Iterator[str]:
    """What stands in the catalog (ISO 32000-1, 7.7.2)."""
    root = pdf.Root
    opening = root.get(Name.OpenAction)
    if isinstance(opening, Dictionary) and (told := deed(opening)):
        del root[Name.OpenAction]
        yield f"It would {told} when it is opened."
    for at, what in _CATALOG.items():
        if at in root:
            del root[at]
            yield what
    names = table(root.get(Name.Names))
    for at, what in _NAMES.items():
        if at in names:
            del names[at]
            yield what
    private = sorted(root.keys() - _KNOWN)
    for at in private:
        del root[at]
    if private:
        named = ["".join(filter(str.isprintable, at[1:])) for at in private[:_SHOWN]]
        yield f"What only the program that made it knows: {', '.join(named)}."


_CATALOG = {
    "/AA": "It would do something when it is closed, saved or printed.",
    "/Collection": "It is a portfolio: its own pages are bound, what is packed in it is attached.",
    "/Perms": "Rights that hang on a signature: a bound page cannot keep it.",
    "/PieceInfo": "Private notes of the program that made it.",
    "/SpiderInfo": "Notes of the program that took it from the web.",
    "/Requirements": "What it asks of a reader.",
    "/Legal": "A declaration of what in it could look different from what was signed.",
    "/DSS": "What its signatures could be checked with.",
    "/DPartRoot": "How a printer is to part it.",
    "/URI": "The address that its links without one begin with.",
}
_NAMES = {
    "/Pages": "Names that scripts call its pages by.",
    "/Templates": "Pages that scripts would add (templates).",
    "/AP": "Drawings that stand on no page (named appearances).",
    "/IDS": "Notes of the program that took it from the web.",
    "/URLS": "Where on the web it was taken from.",
    "/JavaScript": "Scripts that would run when it is opened.",
    "/Renditions": "Films or sounds.",
    "/AlternatePresentations": "A slide show.",
}


def clean_outline(pdf: Pdf) -> Iterator[str]:
    """Lines of the outline that would do more than lead to a page (ISO 32000-1, 12.3.3)."""
    waiting = [table(pdf.Root.get(Name.Outlines)).get(Name.First)]
    seen: set[tuple[int, int]] = set()
    while waiting and len(seen) < _MOST_LINES:
        line = waiting.pop()
        if not isinstance(line, Dictionary) or line.objgen in seen:
            continue
        seen.add(line.objgen if line.is_indirect else (-1, len(seen)))
        told = deed_at(line)
        if told:
            del line[Name.A]
            yield f"A line of the outline, “{words(line.get(Name.Title))}”, would {told}."
        waiting += [line.get(Name.Next), line.get(Name.First)]
