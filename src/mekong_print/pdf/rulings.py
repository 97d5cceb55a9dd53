"""What a validator finds in a PDF, in an editor's words, with its place.

`RULINGS` has the rules that a publication can break, by their names without the standard:
the words, and the checkpoint of the Matterhorn Protocol 1.1. Whatever is not in it is told
in the validator's own words.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from mekong_print.pdf import metadata
from mekong_print.pdf.conformance import PROFILES, UNJUDGED, Breach, breaches
from mekong_print.pdf.opened import OpenPdf, ask
from mekong_print.pdf.soundness import Fault, tag_faults
from mekong_print.pdf.soundness.census import take_census
from mekong_print.pdf.whereabouts import (
    Guide,
    Suspect,
    heading_none,
    leaping,
    nameless_note,
    of_kind,
    silent,
)
from mekong_print.standards import USUAL, Failing, Verdict

UNTAGGED = "CONTENT-TAGGING-001"
# Our own questions that page-validation 0.11.0 does not ask of what forms draw (7.1-3).
_UNTAGGED = frozenset({"painted-bare", "mark-without-owner"})


@dataclass(frozen=True, slots=True)
class Ruling:
    """A rule in an editor's words, its checkpoint, and the elements that it can be about."""

    words: str
    checkpoint: str = ""
    suspect: Suspect | None = None


_UNSPOKEN = "Words stand in no language: a screen reader cannot pronounce them"
_NO_UNICODE = Ruling(
    "Letters cannot be searched or read aloud, as their font does not name them", "31-027"
)
_NOT_EMBEDDED = Ruling("A font is not in the PDF", "31-009")
_NO_GLYPH = Ruling("Characters are printed as boxes, as the font has no glyph", "31-030")
_NO_COLOURS = Ruling("The PDF does not say how its colours are meant (output intent)")
_DOES_SOMETHING = Ruling("The PDF does something when it is opened or clicked")
_OUTSIDE_LIST = Ruling("A part of a list stands outside of a list", "09-005")
_OUTSIDE_TABLE = Ruling("A part of a table stands outside of a table", "09-004")
_NOT_IN_TABLE = Ruling("A part of a table holds something that is no row", "09-004")
_TWICE_IN_TABLE = Ruling("A table has more than one caption, head or foot", "09-004")
_NO_RECTANGLE = Ruling("The rows of a table are not equally long", "15-003")
_NO_KIND = Ruling("A tag is of a kind that no standard knows", "02-001")
_FILE = Ruling("A carried file does not say what it is to the document")

RULINGS: dict[str, Ruling] = {
    "FIGURE-ALTERNATIVE-TEXT-001": Ruling("A picture has no description", "13-004", silent),
    "FORMULA-ALTERNATIVE-TEXT-001": Ruling("A formula has no description", "17-002", silent),
    "HEADING-NESTING-001": Ruling("A heading leaves out a level", "14-003", leaping),
    "NOTE-ID-001": Ruling("A footnote has no identifier", "19-003", nameless_note),
    "NOTE-ID-UNIQUE-001": Ruling("Two footnotes have one identifier", "19-004", of_kind("Note")),
    "LI-KIDS-001": Ruling("A list item holds something beside label and body", "09-005"),
    "L-KIDS-001": Ruling("A list holds something that is no item", "09-005"),
    "TR-KIDS-001": Ruling("A row of a table holds something that is no cell", "09-004"),
    "TABLE-KIDS-001": Ruling("A table holds something that is no row", "09-004"),
    "LI-PARENT-001": _OUTSIDE_LIST,
    "LBODY-PARENT-001": _OUTSIDE_LIST,
    "L-CAPTION-001": Ruling("The caption of a list is not the first in it", "09-005"),
    "TOC-KIDS-001": Ruling("The contents hold something that is no entry", "09-006"),
    "TOCI-PARENT-001": Ruling("An entry of the contents stands outside of them", "09-006"),
    "TOC-CAPTION-001": Ruling("The title of the contents is not the first in them", "09-006"),
    "TR-PARENT-001": _OUTSIDE_TABLE,
    "TH-PARENT-001": _OUTSIDE_TABLE,
    "TD-PARENT-001": _OUTSIDE_TABLE,
    "THEAD-PARENT-001": _OUTSIDE_TABLE,
    "TBODY-PARENT-001": _OUTSIDE_TABLE,
    "TFOOT-PARENT-001": _OUTSIDE_TABLE,
    "THEAD-KIDS-001": _NOT_IN_TABLE,
    "TBODY-KIDS-001": _NOT_IN_TABLE,
    "TFOOT-KIDS-001": _NOT_IN_TABLE,
    "TABLE-CAPTION-COUNT-001": _TWICE_IN_TABLE,
    "TABLE-THEAD-COUNT-001": _TWICE_IN_TABLE,
    "TABLE-TFOOT-COUNT-001": _TWICE_IN_TABLE,
    "TABLE-CAPTION-POSITION-001": Ruling("The caption stands within the rows of a table", "09-004"),
    "TABLE-COLUMN-ROWSPAN-001": _NO_RECTANGLE,
    "TABLE-ROW-COLUMNSPAN-001": _NO_RECTANGLE,
    "TABLE-HEADERS-SCOPE-001": Ruling("Cells of a table have no heading", "15-003", heading_none),
    "TABLE-HEADERS-UNDEFINED-001": Ruling("Cells name a heading that is not there", "15-003"),
    "TABLE-CELL-INTERSECTION-001": Ruling("Cells of a table lie over one another"),
    UNTAGGED: Ruling("Something on the page is neither read aloud nor decoration", "01-005"),
    "TAGGED-CONTENT-INSIDE-ARTIFACT-001": Ruling("Words stand inside decoration", "01-004"),
    "LINK-LINK-TAG-001": Ruling("A link is not tagged as one", "28-011"),
    "LINK-CONTENTS-001": Ruling("A link has no words of its own", "28-012"),
    "ANNOTATION-ANNOT-TAG-001": Ruling("A mark on the page is not tagged", "28-002"),
    "ANNOTATION-CONTENTS-ALT-001": Ruling("A mark on the page has no description", "28-004"),
    "PAGE-TABS-001": Ruling("The tabulator does not follow the order of reading", "28-008"),
    "TAGGED-DOCUMENT-001": Ruling("The PDF has no tags"),
    "STRUCT-TREE-ROOT-001": Ruling("The PDF has no tags"),
    "STRUCT-TREE-ROLE-MAP-001": _NO_KIND,
    "SUSPECTS-001": Ruling("The PDF says itself that its tags are doubtful", "04-001"),
    "METADATA-TITLE-001": Ruling("The PDF has no title", "06-003"),
    "METADATA-STRUCTURE-001": Ruling("The PDF has no metadata", "06-001"),
    "VIEWER-PREFERENCES-001": Ruling("The PDF does not show its title", "07-001"),
    "ID-PART-001": Ruling("The PDF does not claim it", "06-002"),
    "ID-SCHEMA-001": Ruling("The PDF does not claim it", "06-002"),
    "ID-CONFORMANCE-001": Ruling("The PDF claims another level"),
    "METADATA-LANGUAGE-001": Ruling(_UNSPOKEN, "11-006"),
    "TEXT-LANGUAGE-001": Ruling(_UNSPOKEN, "11-001"),
    "OUTLINE-LANGUAGE-001": Ruling(_UNSPOKEN, "11-003"),
    "ALT-TEXT-LANGUAGE-001": Ruling(_UNSPOKEN, "11-002"),
    "ACTUAL-TEXT-LANGUAGE-001": Ruling(_UNSPOKEN, "11-002"),
    "SPAN-ACTUAL-TEXT-LANGUAGE-001": Ruling(_UNSPOKEN, "11-002"),
    "ANNOTATION-CONTENTS-LANGUAGE-001": Ruling(_UNSPOKEN, "11-004"),
    "LANGUAGE-TAG-001": Ruling("A language is none"),
    "FONT-EMBEDDING-001": _NOT_EMBEDDED,
    "FONT-UNICODE-MAPPING-001": _NO_UNICODE,
    "FONT-UNICODE-VALUE-001": _NO_UNICODE,
    "UNICODE-MAPPING-001": _NO_UNICODE,
    "NOTDEF-GLYPH-001": _NO_GLYPH,
    "FONT-GLYPH-PRESENCE-001": _NO_GLYPH,
    "FONT-GLYPH-WIDTH-001": Ruling("A font tells other widths than its letters have", "31-016"),
    "OUTPUTINTENT-001": _NO_COLOURS,
    "DEVICE-RGB-001": _NO_COLOURS,
    "DEVICE-CMYK-001": _NO_COLOURS,
    "DEVICE-GRAY-001": _NO_COLOURS,
    "TRANSPARENCY-GROUP-CS-001": _NO_COLOURS,
    "IMAGE-INTERPOLATE-001": Ruling("A picture asks the reader to smooth it"),
    "ACTION-TYPE-001": _DOES_SOMETHING,
    "EMBEDDED-FILE-PDFA-001": Ruling("A carried file is no PDF/A, which this standard asks for"),
    "FILE-SPEC-AF-RELATIONSHIP-001": _FILE,
    "FILE-SPEC-ASSOCIATION-001": _FILE,
    "ENCRYPTION-001": Ruling("The PDF is locked"),
    "ENCRYPTION-P-001": Ruling("The PDF keeps screen readers out", "26-002"),
    UNJUDGED: Ruling("The PDF cannot be judged to its end"),
}


def claimed_by(content: bytes) -> tuple[str, ...]:
    """The standards to hold a PDF against when nobody named one. Raises SourceError.

    Those that it claims, as far as they can be judged; else PDF/UA-1 and PDF/A-3a.
    """
    claims = ask(content, lambda pdf: metadata.claims(metadata.packet(pdf)))
    return tuple(claim for claim in claims if claim in PROFILES) or USUAL


def verdicts(
    content: bytes, standards: tuple[str, ...], *, tags: bool = True
) -> tuple[Verdict, ...]:
    """Whether a PDF keeps each of these standards (of PROFILES). Raises SourceError.

    Without `tags`, what is tagged is not read by us as well: whoever asks reads it himself.
    """
    return ask(content, lambda pdf: tuple(_verdict(pdf, one, tags=tags) for one in standards))


def _verdict(pdf: OpenPdf, standard: str, *, tags: bool) -> Verdict:
    found = [*breaches(pdf, standard), *(_untagged(pdf, standard) if tags else ())]
    once = {one.rule: one for one in reversed(found)}
    if not once:
        return Verdict(standard)
    guide = Guide(pdf)
    return Verdict(standard, tuple(_failing(guide, one) for one in reversed(once.values())))


def _untagged(pdf: OpenPdf, standard: str) -> Iterator[Breach]:
    """What is painted without a tag, by our own reading of pages and forms."""
    if standard == "ua-1":
        faults = tag_faults(pdf, take_census(pdf))
        yield from (_as_breach(one) for one in faults if one.rule in _UNTAGGED)


def _as_breach(fault: Fault) -> Breach:
    return Breach("ua-1", UNTAGGED, fault.sentence)


def _failing(guide: Guide, breach: Breach) -> Failing:
    ruling = RULINGS.get(breach.rule) or Ruling(breach.message)
    spot = guide.spot(breach.message, breach.number, ruling.suspect)
    font = guide.font(breach.message, breach.number)
    return Failing(
        rule=breach.rule,
        words=_printable(f"{ruling.words}: {font}" if font else ruling.words),
        raw=_printable(breach.message),
        checkpoint=ruling.checkpoint if breach.standard == "ua-1" else "",
        page=spot.page,
        title=spot.title,
        at=spot.at,
    )


def _printable(words: str) -> str:
    """Words that may quote the file, without what a terminal would obey."""
    return "".join(letter if letter.isprintable() else "·" for letter in words)
