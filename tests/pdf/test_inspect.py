"""Inspection names each fault of a PDF that is not what was asked for."""

from dataclasses import replace
from io import BytesIO

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from mekong_print.pages import Attachment
from mekong_print.pdf.inspect import faults


def rewritten(content, change):
    with pikepdf.open(BytesIO(content)) as pdf:
        change(pdf)
        out = BytesIO()
        pdf.save(out, deterministic_id=True)
        return out.getvalue()


def element(pdf, kind):
    waiting = [pdf.Root.StructTreeRoot.K[0]]
    while waiting:
        one = waiting.pop(0)
        if kind == one.S:
            return one
        waiting += [kid for kid in one.get("/K", ()) if isinstance(kid, Dictionary) and "/S" in kid]
    raise AssertionError(kind)


def put(path, value):
    def change(pdf):
        *way, last = path.split(".")
        place = pdf.Root
        for step in way:
            place = place[f"/{step}"]
        place[f"/{last}"] = value

    return change


def drop(path):
    def change(pdf):
        *way, last = path.split(".")
        place = pdf.Root
        for step in way:
            place = place[f"/{step}"]
        del place[f"/{last}"]

    return change


def blank_page(pdf):
    pdf.pages[2].obj.Contents = pdf.make_stream(b"/Artifact BMC 0 0 m 9 9 l S EMC")


def shorter(pdf):
    del pdf.pages[5]


def other_title(pdf):
    pdf.trailer.Info.Title = String("Another")


def packet(old, new):
    def change(pdf):
        content = pdf.Root.Metadata.read_bytes()
        assert old in content
        pdf.Root.Metadata.write(content.replace(old, new))

    return change


def named(change_pair):
    def change(pdf):
        names = list(pdf.Root.Names.Dests.Names)
        pdf.Root.Names.Dests.Names = Array(change_pair(names))

    return change


def unembedded(pdf):
    for font in dict(pdf.pages[0].Resources.Font.items()).values():
        del font.DescendantFonts[0].FontDescriptor.FontFile2


def outline_title(pdf):
    pdf.Root.Outlines.First.Title = String("Something else")


def outline_order(pdf):
    first, last = pdf.Root.Outlines.First, pdf.Root.Outlines.Last
    first.Title, last.Title = last.Title, first.Title


def outline_goal(pdf):
    pdf.Root.Outlines.First.Dest = String("nowhere")


def silent_figure(pdf):
    element(pdf, "/P").S = Name.Figure


def no_headings(pdf):
    for _ in range(3):
        element(pdf, "/H1").S = Name.P


def other_attachment(pdf):
    pdf.Root.Names.EmbeddedFiles.Names[3].EF.F.write(b"{}")


def one_attachment_less(pdf):
    pdf.Root.Names.EmbeddedFiles.Names = Array(list(pdf.Root.Names.EmbeddedFiles.Names)[:2])


def link(**keys):
    def change(pdf):
        note = next(note for page in pdf.pages for note in page.obj.get("/Annots", ()))
        for key in ("/A", "/Dest"):
            if key in note:
                del note[key]
        for key, value in keys.items():
            note[f"/{key}"] = value

    return change


def uri(address):
    return link(A=Dictionary(S=Name.URI, URI=String(address)))


def no_document(pdf):
    element(pdf, "/Document").S = Name.Div


def page_action(pdf):
    pdf.pages[0].obj.AA = Dictionary()


ROMAN = Dictionary(Nums=Array([0, Dictionary(S=Name.r)]))
SCRIPT = Dictionary(S=Name.JavaScript, JS=String("x"))
BREAKS = [
    (shorter, "The PDF has 5 pages, not 6."),
    (blank_page, "Page 3 is blank."),
    (put("PageLabels", ROMAN), "Page 1 is not labelled “1”."),
    (other_title, "The title is “Another”"),
    (put("Lang", String("km")), "The language of the PDF is not said to be “en”."),
    (packet(b"Key developments", b"Key"), "disagree with each other about “Subject”"),
    (packet(b"2025-10-31T23:59:00", b"2025-10-31T22:59:00"), "disagree with each other about “Cr"),
    (packet(b"<pdfuaid:part>1</pdfuaid:part>", b""), "The standards that the PDF claims"),
    (packet(b"0123456789abcdef", b"0000000000000000"), "does not carry the fingerprint"),
    (drop("Metadata"), "does not carry the fingerprint"),
    (packet(b"<mekong:layout>", b"<mekong:edition>2</mekong:edition><mekong:layout>"), "edition 2"),
    (named(lambda names: names[2:]), "The id “s0” cannot be linked to"),
    (named(lambda names: [names[0], Array(), *names[2:]]), "The id “s0” leads to no page."),
    (outline_title, "The outline lacks “Section 0”."),
    (outline_title, "The outline has “Something else”, which was not asked for."),
    (outline_order, "The outline is not in the order of the issue."),
    (outline_goal, "“Section 0” in the outline leads nowhere."),
    (unembedded, "is not in the PDF: others would see another one."),
    (put("MarkInfo", Dictionary(Marked=False)), "The PDF is not tagged"),
    (drop("StructTreeRoot"), "The PDF is not tagged"),
    (no_document, "The tags do not begin with a document."),
    (no_headings, "No heading is tagged as one."),
    (silent_figure, "1 picture without a description"),
    (other_attachment, "“issue.json”, carried in the PDF, is not the file that was attached."),
    (one_attachment_less, "The PDF does not carry “issue.json”."),
    (link(Dest=String("gone")), "Page 2: the link to “gone” leads nowhere."),
    (link(), "Page 2: a link leads nowhere."),
    (uri("file:///etc/passwd"), "Page 2: a link leads to “file:///etc/passwd”"),
    (uri("javascript:alert(1)"), "which is no web or mail address"),
    (link(A=Dictionary(S=Name.Launch, F=String("x"))), "a link would run an action (Launch)"),
    (link(A=SCRIPT), "a link would run an action (JavaScript)"),
    (put("OpenAction", SCRIPT), "The PDF would do something when it is opened."),
    (put("Names.JavaScript", Dictionary(Names=Array())), "The PDF carries JavaScript."),
    (put("AcroForm", Dictionary(Fields=Array())), "The PDF carries a form."),
    (page_action, "Page 1 would run something"),
]  # fmt: skip


def test_a_good_pdf_has_no_faults(finished, expected):
    assert faults(finished["heads"], expected) == ()


@pytest.mark.parametrize(("change", "named_fault"), BREAKS, ids=[words for _, words in BREAKS])
def test_a_broken_pdf_is_named(change, named_fault, finished, expected):
    found = faults(rewritten(finished["heads"], change), expected)
    assert any(named_fault in fault for fault in found), found


def test_breaking_one_thing_names_no_other(finished, expected):
    found = faults(rewritten(finished["heads"], blank_page), expected)
    assert found == ("Page 3 is blank.",)


def test_a_file_that_was_not_asked_for_is_named(finished, expected):
    imprint = replace(expected.imprint, attachments=expected.imprint.attachments[:1])
    found = faults(finished["heads"], replace(expected, imprint=imprint))
    assert found == ("The PDF carries “a photo’s note.txt”, which was not asked for.",)


def test_another_attachment_is_missed(finished, expected):
    more = (*expected.imprint.attachments, Attachment("more.txt", b"", "text/plain"))
    imprint = replace(expected.imprint, attachments=more)
    found = faults(finished["heads"], replace(expected, imprint=imprint))
    assert found == ("The PDF does not carry “more.txt”.",)


@pytest.mark.parametrize("content", [b"", b"no pdf", b"%PDF-1.7\n", b"%PDF-1.7\n%%EOF"])
def test_what_cannot_be_opened_is_one_fault(content, expected):
    assert len(faults(content, expected)) == 1


def test_half_a_file_is_a_fault(finished, expected):
    assert faults(finished["heads"][:9000], expected)
