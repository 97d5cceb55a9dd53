"""Reading PDFs from anywhere: facts of good ones, a polite refusal of all others."""

import contextlib
from io import BytesIO

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name, String

from mekong_print.errors import SourceError
from mekong_print.pages import FontUse, OutlineItem
from mekong_print.pdf.read import read_attachment, read_facts, read_outline, read_text


def saved(pdf, **how):
    out = BytesIO()
    pdf.save(out, **how)
    return out.getvalue()


def with_loop(change):
    pdf = pikepdf.new()
    pdf.add_blank_page()
    change(pdf)
    return saved(pdf)


def outline_loop(pdf):
    item = pdf.make_indirect(Dictionary(Title=String("Round"), Dest=Array()))
    item.Next = item
    item.First = item
    pdf.Root.Outlines = Dictionary(First=item, Last=item)


def name_loop(pdf):
    node = pdf.make_indirect(Dictionary())
    node.Kids = Array([node])
    pdf.Root.Names = Dictionary(Dests=node, EmbeddedFiles=node)


def tag_loop(pdf):
    element = pdf.make_indirect(Dictionary(S=Name.P))
    element.K = Array([element, element])
    pdf.Root.StructTreeRoot = pdf.make_indirect(Dictionary(K=element))
    pdf.Root.MarkInfo = Dictionary(Marked=True)


def resource_loop(pdf):
    form = pdf.make_stream(b"", Type=Name.XObject, Subtype=Name.Form)
    form.Resources = Dictionary(XObject=Dictionary(Fm=form))
    pdf.pages[0].obj.Resources = Dictionary(XObject=Dictionary(Fm=form))


def destination_loop(pdf):
    pdf.Root.Names = Dictionary(Dests=Dictionary(Names=Array([String("a"), String("a")])))


def label_loop(pdf):
    node = pdf.make_indirect(Dictionary(Nums=Array([0, Dictionary(S=Name.D, St=String("x"))])))
    node.Kids = Array([node])
    pdf.Root.PageLabels = node


def page_loop(pdf):
    pdf.Root.Pages.Kids = Array([pdf.Root.Pages])


def test_facts_of_an_edition(finished):
    facts = read_facts(finished["pressed-heads"])
    assert facts.pages == 6
    assert facts.sizes == ((419.53, 595.28),) * 6
    assert facts.outline[1] == OutlineItem(0, "Section 1", 2)
    assert facts.ids == {"s0": 0, "s1": 2, "s2": 4}
    assert facts.fonts == (
        FontUse("Source-Serif-4", embedded=True, subset=True),
        FontUse("Source-Serif-4-Bold", embedded=True, subset=True),
    )
    assert facts.marked
    assert (facts.tags["Document"], facts.tags["H1"], facts.tags["Note"]) == (1, 3, 3)
    assert (facts.links, facts.blank_pages) == (3, ())
    assert facts.labels == ("1", "2", "3", "4", "5", "6")


def test_outline_keeps_its_depth(finished):
    assert read_outline(finished["figures"]) == (
        OutlineItem(0, "Figures", 0),
        OutlineItem(1, "Cambodia", 0),
    )


def test_text_comes_page_by_page(finished):
    text = read_text(finished["heads"])
    assert len(text) == 6
    assert text[2].startswith("Section 1") or "Section 1" in text[2]


def test_a_pdf_from_elsewhere_has_facts_too():
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(100, 200))
    pdf.add_blank_page(page_size=(100, 200))
    pdf.pages[1].rotate(90, relative=False)
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name("/Times-Roman"))
    pdf.pages[0].obj.Resources = Dictionary(Font=Dictionary(F=font))
    pdf.pages[0].obj.Contents = pdf.make_stream(b"BT /F 9 Tf (x) Tj ET")
    pdf.trailer.Info = Dictionary(Title=String("Old"), Author=String("A. B; C. D"))
    pdf.Root.Dests = Dictionary(start=Array([pdf.pages[1].obj, Name.Fit]))
    facts = read_facts(saved(pdf))
    assert (facts.title, facts.authors) == ("Old", ("A. B", "C. D"))
    assert facts.sizes == ((100.0, 200.0), (200.0, 100.0))
    assert facts.fonts == (FontUse("Times-Roman", embedded=False, subset=False),)
    assert facts.ids == {"start": 1}
    assert (facts.blank_pages, facts.marked, facts.claims, facts.tags) == ((1,), False, (), {})


def test_a_file_on_disk_is_named_in_its_refusal(tmp_path):
    path = tmp_path / "letter.pdf"
    path.write_text("Dear editor")
    with pytest.raises(SourceError, match=r"“letter\.pdf” is not a PDF"):
        read_facts(path)
    with pytest.raises(SourceError, match="cannot be opened"):
        read_facts(tmp_path / "missing.pdf")


def test_a_locked_file_is_refused(finished):
    with pikepdf.open(BytesIO(finished["lists"])) as pdf:
        for password in ("", "secret"):
            locked = saved(pdf, encryption=pikepdf.Encryption(owner="o", user=password))
            with pytest.raises(SourceError, match="locked with a password"):
                read_facts(locked)


def test_a_pdf_without_pages_is_refused():
    with pytest.raises(SourceError, match="has no pages"):
        read_facts(saved(pikepdf.new()))


def test_a_name_that_is_not_carried_is_refused(finished):
    with pytest.raises(SourceError, match="carries no file named “x”") as refusal:
        read_attachment(finished["lists"], "x")
    assert "issue.json" in refusal.value.hint


@pytest.mark.parametrize(
    "change", [outline_loop, name_loop, tag_loop, resource_loop, destination_loop, label_loop]
)
def test_loops_come_to_an_end(change):
    assert read_facts(with_loop(change)).pages == 1


def test_pages_in_circles_are_refused():
    with pytest.raises(SourceError):
        read_facts(with_loop(page_loop))


def test_entities_that_explode_say_nothing():
    pdf = pikepdf.new()
    pdf.add_blank_page()
    bomb = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>'
    pdf.Root.Metadata = pdf.make_stream(bomb, Type=Name.Metadata, Subtype=Name.XML)
    assert read_facts(saved(pdf)).title == ""


def test_nothing_is_printed_about_damage(finished, capfd, caplog):
    with pytest.raises(SourceError):
        read_facts(finished["lists"][:5000])
    assert capfd.readouterr() == ("", "")


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(content):
    with pytest.raises(SourceError):
        read_facts(b"%PDF-1.7\n" + content)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.data())
def test_any_damage_is_survived(finished, data):
    content = bytearray(finished["lists"])
    for _ in range(data.draw(st.integers(1, 20))):
        at = data.draw(st.integers(0, len(content) - 1))
        content[at] = data.draw(st.integers(0, 255))
    with contextlib.suppress(SourceError):
        assert read_facts(bytes(content)).pages >= 1
