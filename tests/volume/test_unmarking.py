"""Marks that nobody answers for are cut out of pages and forms; all that is drawn stays."""

from __future__ import annotations

from io import BytesIO

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf

from adopt import hostile
from mekong_print.pdf.bind.unmarking import unmark_drawings, unmark_page
from mekong_print.pdf.drawing import drawn

LISTS = {"/L": {"/Type": Name.OCG}, "/M": {"/MCID": 3}}
CUT = {
    "plain": (b"q 1 0 0 rg f Q", b"q 1 0 0 rg f Q"),
    "tagged": (b"q /P <</MCID 0>> BDC f EMC Q", b"q f Q"),
    "by a list": (b"/P /M BDC f EMC S", b"f S"),
    "nested": (b"/P <</MCID 1>> BDC /Span <</MCID 2>> BDC f EMC EMC", b"f"),
    "in an artifact": (b"/Artifact BMC /P<</MCID 1>>BDC f EMC EMC", b"f"),
    "with words": (b"/P <</MCID 0 /ActualText (a EMC \\) (b))>> BDC f EMC", b"f"),
    "with a table": (b"/P <</A <</B <41> /C [1 (]>>)]>>/MCID 0>> BDC f EMC", b"f"),
    "in a string": (b"/P BMC (/P BMC EMC) Tj EMC", b"(/P BMC EMC) Tj"),
    "in a picture": (b"/P BMC BI /W 3 /H 1 ID EMC EI EMC f", b"BI /W 3 /H 1 ID EMC EI f"),
    "in a remark": (b"f % EMC (\n/P BMC S EMC", b"f S"),
    "without spaces": (b"[(a)]TJ/P<</MCID 0>>BDC[(b)]TJ EMC", b"[(a)]TJ [(b)]TJ"),
    "never closed": (b"/P BMC f", b"f"),
    "never opened": (b"f EMC EMC S", b"f S"),
    "a layer": (b"/OC /L BDC f EMC", b"/OC /L BDC f EMC"),
    "a layer round a mark": (
        b"/OC /L BDC /P <</MCID 0>> BDC f EMC S EMC",
        b"/OC /L BDC f S EMC",
    ),
    "a layer never closed": (b"/P BMC /OC /L BDC f", b"/OC /L BDC f EMC"),
    "a layer that is not there": (b"/OC /Gone BDC f EMC", b"f"),
}


def page_of(pdf: Pdf, *contents: bytes) -> pikepdf.Object:
    streams = Array([pdf.make_stream(content) for content in contents])
    lists = Dictionary({key: Dictionary(entries) for key, entries in LISTS.items()})
    resources = Dictionary(Properties=lists)
    page = Dictionary(Type=Name.Page, MediaBox=[0, 0, 9, 9], Resources=resources, Contents=streams)
    return pdf.make_indirect(page)


def joined(streams: list[pikepdf.Stream]) -> bytes:
    return b"\n".join(one.read_bytes() for one in streams)


@pytest.mark.parametrize("name", CUT)
def test_marks_go_and_everything_else_stays(name: str) -> None:
    content, left = CUT[name]
    pdf = Pdf.new()
    bare = joined(unmark_page(pdf, page_of(pdf, content)))
    assert drawn(bare, None) == left
    assert drawn(content, {"/L", "/M"}) == left  # as the judge sees it, who has not read the rest


def test_bytes_between_marks_are_as_they_were() -> None:
    pdf = Pdf.new()
    content = b"q  0.50 0\t1. rg\r\n( a  b ) Tj/P BMC  f  EMC %  c \n Q"
    streams = unmark_page(pdf, page_of(pdf, content))
    assert joined(streams) == b"\nq  0.50 0\t1. rg\r\n( a  b ) Tj\n  f  \n %  c \n Q\n"


def test_marks_go_from_one_stream_into_the_next() -> None:
    pdf = Pdf.new()
    page = page_of(pdf, b"/OC /L BDC /P BMC f", b"EMC S EMC")
    assert drawn(joined(unmark_page(pdf, page)), None) == b"/OC /L BDC f S EMC"


def test_a_mark_that_two_streams_share_goes_whole() -> None:
    pdf = Pdf.new()
    page = page_of(pdf, b"1 w /P <</MCID 0>>", b"BDC f EMC 0.5", b"w")
    assert drawn(joined(unmark_page(pdf, page)), None) == b"1 w f 0.5 w"


def test_streams_without_marks_are_not_touched() -> None:
    pdf = Pdf.new()
    page = page_of(pdf, b"q", b"Q")
    assert [one.objgen for one in unmark_page(pdf, page)] == [one.objgen for one in page.Contents]


def test_a_page_that_shares_its_stream_is_not_cut_into_by_another() -> None:
    pdf = Pdf.new()
    page = page_of(pdf, b"/P BMC f EMC")
    unmark_page(pdf, page)
    assert page.Contents[0].read_bytes() == b"/P BMC f EMC"


def test_forms_are_cut_however_deep_and_those_of_annotations() -> None:
    def form(content: bytes, **resources: pikepdf.Object) -> pikepdf.Stream:
        made = pdf.make_stream(content, Type=Name.XObject, Subtype=Name.Form, StructParents=7)
        made.Resources = Dictionary(XObject=Dictionary(**resources))
        return made

    pdf = Pdf.new()
    page = page_of(pdf, b"/A Do")
    inner = form(b"/P <</MCID 0>> BDC f EMC")
    outer = form(b"/P BMC /B Do EMC", B=inner)
    inner.Resources.XObject.A = outer  # in a circle
    page.Resources.XObject = Dictionary(A=outer)
    looks = [form(b"/Tx BMC %d w EMC" % number) for number in range(2)]
    states = Dictionary(On=looks[0], Off=looks[1])
    page.Annots = Array([Dictionary(Subtype=Name.FreeText, AP=Dictionary(N=states))])
    met = []
    unmark_drawings(page, met.append)
    assert [one.read_bytes().split() for one in (outer, inner, *looks)] == [
        [b"/B", b"Do"],
        [b"f"],
        [b"0", b"w"],
        [b"1", b"w"],
    ]
    assert len(met) == 4


def test_page_of_a_pdf_whose_marks_are_not_sound_looks_as_it_did() -> None:
    """Pixel by pixel is for the eye; here: the same operators in the same order."""
    content = b"q /P <</MCID 1>> BDC /Span <</MCID 2>> BDC\n%s\nEMC EMC Q" % hostile.WORDS
    with pikepdf.open(BytesIO(hostile.document({4: hostile.stream(content)}))) as pdf:
        page = pdf.pages[0].obj
        bare = joined(unmark_page(pdf, page))
        kept = list(pikepdf.parse_content_stream(pdf.pages[0]))
        marks = {"BDC", "BMC", "EMC"}
        wanted = [one for one in kept if str(one.operator) not in marks]
        page.Contents = pdf.make_stream(bare)
        found = pikepdf.parse_content_stream(pdf.pages[0])
        assert pikepdf.unparse_content_stream(found) == pikepdf.unparse_content_stream(wanted)
