"""The checker on small pages: forms and pictures as a whole, hostile trees, odd values."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from io import BytesIO

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Object, Pdf, String

from mekong_print.pdf.soundness import Fault, sentences, soundness_faults
from proofing import ROOT
from volume.test_soundness import BROKEN


def sheet(pdf: Pdf) -> Dictionary:
    """A tagged page that draws a form with a mark of its own, and a picture as a whole."""
    page = pdf.add_blank_page().obj
    root = pdf.Root.StructTreeRoot = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    document = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Document, P=root))
    paragraph = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.P, P=document, Pg=page))
    form = pdf.make_stream(
        b"/P <</MCID 0>> BDC 0 0 9 9 re f EMC", Type=Name.XObject, Subtype=Name.Form, BBox=[0] * 4
    )
    form.StructParents = 0
    picture = pdf.make_stream(b"\0", Type=Name.XObject, Subtype=Name.Image, Width=1, Height=1)
    picture.StructParent = 1
    paragraph.K = Array(
        [
            Dictionary(Type=Name.MCR, Pg=page, Stm=form, MCID=0),
            Dictionary(Type=Name.OBJR, Obj=picture, Pg=page),
        ]
    )
    page.Resources = Dictionary(XObject=Dictionary(Fm=form, Im=picture))
    page.Contents = pdf.make_stream(b"/Fm Do /Im Do")
    document.K = paragraph
    root.K = document
    row = pdf.make_indirect(Array([paragraph]))
    root.ParentTree = Dictionary(Nums=Array([0, row, 1, paragraph]))
    return paragraph


def form_drawn_twice(pdf, _):
    pdf.pages[0].obj.Contents = pdf.make_stream(b"/Fm Do /Fm Do /Im Do")


def form_not_drawn(pdf, _):
    pdf.pages[0].obj.Contents = pdf.make_stream(b"/Im Do")


def form_that_paints_bare(pdf, _):
    form = pdf.pages[0].obj.Resources.XObject.Fm
    form.write(form.read_bytes() + b" 0 0 9 9 re f")


def form_inside_a_form(pdf, _):
    resources = pdf.pages[0].obj.Resources
    inner = pdf.make_stream(b"0 0 9 9 re f", Type=Name.XObject, Subtype=Name.Form, BBox=[0] * 4)
    resources.XObject.Fm.Resources = Dictionary(XObject=Dictionary(In=inner))
    resources.XObject.Fm.write(resources.XObject.Fm.read_bytes() + b" /In Do")


def form_without_a_key(pdf, _):
    del pdf.pages[0].obj.Resources.XObject.Fm["/StructParents"]


def picture_untagged(pdf, paragraph):
    paragraph.K = paragraph.K[0]


def kid_that_is_gone(pdf, paragraph):
    gone = pdf.make_indirect(Dictionary(Type=Name.StructElem))
    paragraph.K.append(gone)
    paragraph.Parent = gone  # so that its number stays taken


def kid_without_an_object(pdf, paragraph):
    paragraph.K.append(pdf.make_indirect(Array([])))


def mark_without_number(pdf, paragraph):
    paragraph.K.append(Dictionary(Type=Name.MCR, Pg=pdf.pages[0].obj))


def annotation_of_no_page(pdf, paragraph):
    paragraph.K[1].Pg = pdf.make_indirect(Dictionary())


def claims(pdf: Pdf, *properties: str) -> None:
    spaces = "http://www.aiim.org/pdf{}/ns/id/"
    told = "".join(
        f'<rdf:Description xmlns:c="{spaces.format(which)}">{said}</rdf:Description>'
        for which, said in (one.split(":", 1) for one in properties)
    )
    rdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
    packet = f'<rdf:RDF xmlns:rdf="{rdf}">{told}</rdf:RDF>'.encode()
    pdf.Root.Metadata = pdf.make_stream(packet, Type=Name.Metadata, Subtype=Name.XML)


def claim_without_anything(pdf, _):
    claims(pdf, "ua:<c:part>1</c:part>")
    pdf.Root.MarkInfo = Dictionary(Marked=True)


BROKEN_SHEETS: tuple[tuple[Callable[[Pdf, Object], None], set[str], str], ...] = (
    (form_drawn_twice, {"form-drawn-twice"}, "is drawn more than once, with the same marks"),
    (form_not_drawn, {"form-undrawn", "key-stale"}, "which no page draws"),
    (form_that_paints_bare, {"painted-bare"}, "Page 1, form"),
    (form_inside_a_form, {"painted-bare"}, "Page 1, form"),
    (form_without_a_key, {"key-missing", "key-stale"}, "has marks, but no key"),
    (picture_untagged, {"painted-bare"}, "Page 1: something is painted"),
    (kid_that_is_gone, {"element-nameless", "element-parent"}, "has no structure type"),
    (kid_without_an_object, {"kid-missing"}, "which is not there"),
    (mark_without_number, {"mark-nameless"}, "a mark without a number"),
    (annotation_of_no_page, {"annotation-page"}, "of a page that is not there"),
    (
        claim_without_anything,
        {"claim-title", "claim-language", "claim-untitled"},
        "The PDF claims ua-1, but names no language.",
    ),
)


def made(change: Callable[[Pdf, Object], None] | None = None) -> bytes:
    pdf = pikepdf.new()
    paragraph = sheet(pdf)
    if change:
        change(pdf, paragraph)
    out = BytesIO()
    pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return out.getvalue()


def test_marks_in_forms_and_pictures_as_a_whole_are_sound() -> None:
    assert soundness_faults(made()) == ()


@pytest.mark.parametrize(
    ("change", "rules", "said"), BROKEN_SHEETS, ids=lambda one: getattr(one, "__name__", "")
)
def test_what_is_broken_in_a_small_page_is_named(change, rules, said) -> None:
    faults = soundness_faults(made(change))
    assert {fault.rule for fault in faults} == rules
    assert said in "\n".join(sentences(faults))


def test_pdf_a_without_an_identifier_is_named() -> None:
    def change(pdf, _):
        claims(pdf, "a:<c:part>3</c:part><c:conformance>A</c:conformance>")

    without = made(change).replace(b"/ID [", b"/XX [")
    assert "claim-id" in {fault.rule for fault in soundness_faults(without)}
    assert "claim-id" not in {fault.rule for fault in soundness_faults(made(change))}


def test_a_role_makes_a_type_known() -> None:
    def change(pdf, paragraph):
        pdf.Root.StructTreeRoot.RoleMap = Dictionary(Story=Name.Para, Para=Name.P)
        paragraph.S = Name.Story

    assert soundness_faults(made(change)) == ()


def test_types_of_pdf_2_are_known_in_their_namespace() -> None:
    def change(pdf, paragraph):
        space = Dictionary(Type=Name.Namespace, NS=String("http://iso.org/pdf2/ssn"))
        paragraph.NS = pdf.make_indirect(space)
        paragraph.S = Name.Aside

    assert soundness_faults(made(change)) == ()


def test_a_pdf_without_tags_has_no_fault_of_tags() -> None:
    pdf = pikepdf.new()
    pdf.add_blank_page().obj.Contents = pdf.make_stream(b"0 0 9 9 re f")
    out = BytesIO()
    pdf.save(out)
    assert soundness_faults(out.getvalue()) == ()


def test_faults_of_one_rule_are_summed_up() -> None:
    many = [Fault("orphan", f"Mark {number}.") for number in range(956)]
    said = sentences([*many, Fault("other", "Another.")])
    assert said[-2:] == ("Another.", "… and 951 more like “Mark 0.”")
    assert len(said) == 7


# ---------------------------------------------------------------- hostile files


def deep(pdf: Pdf, depth: int) -> None:
    """Elements inside elements, far deeper than Python can call itself."""
    inner = None
    for _ in range(depth):
        element = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Div))
        if inner is not None:
            element.K = inner
        inner = element
    pdf.Root.StructTreeRoot.K = inner


def test_a_very_deep_tree_ends() -> None:
    depth = 100_000
    faults = soundness_faults(made(lambda pdf, _: deep(pdf, depth)))
    assert sum(fault.rule == "element-parent" for fault in faults) == depth


def forms_without_end(pdf: Pdf, paragraph: Object) -> None:
    """Each form draws the next one twice, the last one the first."""
    forms = [
        pdf.make_stream(b"/A Do /B Do", Type=Name.XObject, Subtype=Name.Form, BBox=[0] * 4)
        for _ in range(60)
    ]
    for form, following in zip(forms, (*forms[1:], forms[0]), strict=True):
        form.Resources = Dictionary(XObject=Dictionary(A=following, B=following))
    pdf.pages[0].obj.Resources.XObject.More = forms[0]
    pdf.pages[0].obj.Contents = pdf.make_stream(b"/Fm Do /Im Do /More Do")


def parents_without_end(pdf: Pdf, _: Object) -> None:
    top = pdf.Root.StructTreeRoot
    node = pdf.make_indirect(Dictionary())
    node.Kids = Array([node, node])
    top.ParentTree = node
    top.IDTree = node
    pdf.Root.PageLabels = node
    pdf.Root.Names = Dictionary(Dests=node, EmbeddedFiles=node)


@pytest.mark.parametrize("change", [forms_without_end, parents_without_end])
def test_what_turns_in_circles_ends(change) -> None:
    soundness_faults(made(change))


@pytest.mark.parametrize(
    "painted",
    [
        b"(" * 300_000,
        b"(\\" * 200_000,
        b"BI " * 200_000,
        b"\nBI\n ID " * 100_000,
        b"/A <<" * 200_000,
        b"/A <</B <" * 100_000,
        b"/A /B " * 200_000,
        b"<" * 300_000,
        b"BDC " * 300_000,
        b"/P <</MCID 7>> BDC " * 50_000,
        b"% comment\n(string) " * 50_000,
    ],
    ids=lambda content: content[:12].decode(),
)
def test_time_is_linear_in_a_stream_whatever_it_holds(painted) -> None:
    began = time.process_time()
    soundness_faults(made(lambda pdf, _: append_to_first(pdf, painted)))
    assert time.process_time() - began < 5


def append_to_first(pdf: Pdf, painted: bytes) -> None:
    page = pdf.pages[0].obj
    page.Contents = Array([page.Contents, pdf.make_stream(painted)])


@pytest.mark.parametrize(
    "value", [1, "words", Name.Odd, True, Array([1, 2]), Dictionary(A=1)], ids=repr
)
@pytest.mark.parametrize("key", ["K", "S", "P", "Pg", "A", "ID", "Lang", "Alt"])
def test_values_of_the_wrong_kind_are_survived(key, value) -> None:
    def change(_, paragraph):
        paragraph[f"/{key}"] = value

    faults = soundness_faults(made(change))
    assert faults or key not in {"K", "S", "P", "Pg"}


def test_every_rule_is_broken_once() -> None:
    """What the checker can say is what these tests make it say."""
    package = ROOT / "src" / "mekong_print" / "pdf" / "soundness"
    code = "".join(path.read_text("utf-8") for path in package.glob("*.py"))
    known = set(re.findall(r'"([a-z]+(?:-[a-z]+)+)"', code))
    named = set().union(*(rules for _, rules, _ in (*BROKEN, *BROKEN_SHEETS)), {"claim-id"})
    assert len(known) > 70
    assert known - named - {"font-twice", "picture-twice"} == set()
