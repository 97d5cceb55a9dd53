"""Odd shapes of PDFs from elsewhere, bound: put right where that can be, told, and inspected."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf, String

from adopt import hostile
from mekong_print.pdf.inspect_volume import ExpectedVolume, volume_faults
from volume.making import Bound, bound, material


@pytest.fixture
def bind_edited(tmp_path) -> Callable[..., Bound]:
    """Binds PDFs, each the plain one with a change, and sees that the volume is sound."""

    def binding(**changes: Callable[[Pdf], None]) -> Bound:
        files = {key: tmp_path / f"{key}.pdf" for key in changes}
        for key, change in changes.items():
            files[key].write_bytes(hostile.edited(change))
        made = bound(material(files, origins=dict.fromkeys(files, "adopted")), target(files))
        wanted = made.material
        expected = ExpectedVolume(wanted.plan, wanted.imprint, wanted.files)
        assert volume_faults(made.file, expected) == ()
        return made

    def target(files: dict[str, Path]) -> Path:
        return tmp_path / ("-".join(files) + "-volume.pdf")

    return binding


def nothing(_: Pdf) -> None:
    """Left as it is."""


# ---------------------------------------------------------------- annotations


def test_an_annotation_that_two_pages_show_is_on_each_for_itself(bind_edited) -> None:
    def change(pdf: Pdf) -> None:
        note = pdf.make_indirect(Dictionary(Subtype=Name.Highlight, Rect=Array([0, 0, 9, 9])))
        note.P = pdf.pages[0].obj
        pdf.pages[0].obj.Annots = Array([note])
        pdf.pages.append(pdf.pages[0])
        pdf.pages[1].obj.Annots = Array([note])

    made = bind_edited(shared=change)
    with pikepdf.open(made.file) as pdf:
        notes = [page.obj.Annots[0] for page in pdf.pages]
        assert notes[0].objgen != notes[1].objgen
        assert [note.P.objgen for note in notes] == [page.obj.objgen for page in pdf.pages]


def test_annotations_that_are_no_objects_of_their_own_become_some(bind_edited) -> None:
    def change(pdf: Pdf) -> None:
        note = Dictionary(Subtype=Name.Highlight, Rect=Array([0, 0, 9, 9]))
        pdf.pages[0].obj.Annots = Array([None, note, 7])

    made = bind_edited(direct=change)
    with pikepdf.open(made.file) as pdf:
        assert [note.is_indirect for note in pdf.pages[0].obj.Annots] == [True]


# ---------------------------------------------------------------- what leads nowhere


def test_a_name_that_leads_nowhere_leads_to_the_first_page_and_is_told(bind_edited) -> None:
    def change(pdf: Pdf) -> None:
        gone = pdf.make_indirect(Dictionary(Type=Name.Page, MediaBox=[0, 0, 9, 9]))
        names = ("gone", Array([gone, Name.Fit])), ("none", Array([None, Name.Fit]))
        entries = [part for name, goal in names for part in (String(name), goal)]
        pdf.Root.Names = Dictionary(Dests=Dictionary(Names=Array(entries)))

    made = bind_edited(alpha=nothing, names=change)
    told = [what for what in made.told("names") if "led nowhere" in what]
    assert told == [
        f"The name “{name}” led nowhere; it now leads to the first page."
        for name in ("gone", "none")
    ]
    with pikepdf.open(made.file) as pdf:
        goals = dict(pikepdf.NameTree(pdf.Root.Names.Dests).items())
        assert {goal[0].objgen for goal in goals.values()} == {pdf.pages[1].obj.objgen}


@pytest.mark.parametrize("goal", [None, 7, Array([])], ids=["none", "number", "empty"])
def test_a_link_that_leads_nowhere_stays_on_its_page_and_is_told(bind_edited, goal) -> None:
    def change(pdf: Pdf) -> None:
        link = Dictionary(Subtype=Name.Link, Rect=Array([0, 0, 9, 9]), Contents=String("dead"))
        if goal is not None:
            link.Dest = goal
        pdf.pages[0].obj.Annots = Array([pdf.make_indirect(link)])

    made = bind_edited(links=change)
    assert any("led nowhere; it now stays on its page" in what for what in made.told("links"))


# ---------------------------------------------------------------- fonts


def composite(**entries: object) -> Callable[[Pdf], None]:
    """A page with a font that looks like one that can be united with others."""

    def change(pdf: Pdf) -> None:
        whole = Dictionary(
            Type=Name.Font,
            Subtype=Name.Type0,
            BaseFont=Name("/ABCDEF+Odd"),
            Encoding=Name("/Identity-H"),
            ToUnicode=pdf.make_stream(b"<0001> <0041>"),
        )
        for key, value in entries.items():
            whole[f"/{key}"] = value
        pdf.pages[0].obj.Resources.Font.Odd = whole

    return change


ODD_FONTS = {
    "no-descendants": composite(),
    "empty-descendants": composite(DescendantFonts=Array([])),
    "descendant-of-another-kind": composite(DescendantFonts=Array([7])),
    "texts-by-a-name": composite(ToUnicode=Name("/Identity-H")),
    "widths-by-a-number": lambda pdf: composite(
        DescendantFonts=Array(
            [
                Dictionary(
                    Type=Name.Font,
                    Subtype=Name.CIDFontType2,
                    W=7,
                    FontDescriptor=Dictionary(FontFile2=pdf.make_stream(b"no font")),
                )
            ]
        )
    )(pdf),
    "number": lambda pdf: pdf.pages[0].obj.Resources.Font.__setitem__("/Odd", 0),
}


@pytest.mark.parametrize("name", ODD_FONTS)
def test_a_font_of_an_odd_shape_stays_as_it_is(bind_edited, name) -> None:
    made = bind_edited(odd=ODD_FONTS[name])
    with pikepdf.open(made.file) as pdf:
        assert "/Odd" in pdf.pages[0].obj.Resources.Font


def test_a_number_in_place_of_a_font_is_not_the_font_of_another_part(shelf, tmp_path) -> None:
    """Fonts of parts go by numbers while they are copied."""
    files = {"alpha": shelf.file("alpha"), "number": tmp_path / "number.pdf"}
    files["number"].write_bytes(hostile.edited(ODD_FONTS["number"]))
    made = bound(material(files, origins={"number": "adopted"}), tmp_path / "volume.pdf")
    with pikepdf.open(made.file) as pdf:
        page = pdf.pages[made.pages("number").start].obj
        assert page.Resources.Font.Odd == 0


def test_widths_that_are_objects_of_their_own_are_not_misread() -> None:
    from mekong_print.pdf.bind.subsets import _widths

    with pytest.raises(ValueError, match="objects of their own"):
        _widths(b"[ 1 5 0 R ]")


# ---------------------------------------------------------------- tags


def tagged(role: dict[str, str], marks: bytes = b"/Document <</MCID 0>> BDC %s EMC"):
    """One element that holds the page; `role` is its role map."""

    def change(pdf: Pdf) -> None:
        page = pdf.pages[0].obj
        page.Contents = pdf.make_stream(marks % hostile.WORDS)
        page.StructParents = 0
        top = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Document, Pg=page))
        text = pdf.make_indirect(
            Dictionary(Type=Name.StructElem, S=Name.P, Pg=page, P=top, K=Array([0]))
        )
        top.K = Array([text])
        root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot, K=Array([top])))
        top.P = root
        root.ParentTree = Dictionary(Nums=Array([0, pdf.make_indirect(Array([text]))]))
        root.RoleMap = Dictionary({key: Name(value) for key, value in role.items()})
        pdf.Root.StructTreeRoot = root
        pdf.Root.MarkInfo = Dictionary(Marked=True)

    return change


def kinds(made: Bound) -> list[str]:
    with pikepdf.open(made.file) as pdf:
        part = pdf.Root.StructTreeRoot.K[0].K[0]
        return [str(kid.S) for kid in part.K]


def test_a_type_that_is_said_to_be_itself_costs_no_tags(bind_edited) -> None:
    """LibreOffice has written that for years; a role map that goes in circles is another thing."""
    made = bind_edited(office=tagged({"/Document": "/Document"}))
    assert kinds(made) == ["/P"]
    assert not any("no sound tags" in what for what in made.told("office"))
    with pikepdf.open(made.file) as pdf:
        assert "/Document" not in pdf.Root.StructTreeRoot.get("/RoleMap", Dictionary())


def test_plain_tags_bring_nothing_of_those_that_they_replace(bind_edited, tmp_path) -> None:
    nested = b"/P <</MCID 0>> BDC /Span <</MCID 1>> BDC %s EMC EMC"
    path = tmp_path / "unsound.pdf"
    path.write_bytes(hostile.edited(tagged({"/P": "/Figure", "/Odd": "/Odd"}, nested)))
    wanted = material({"unsound": path}, origins={"unsound": "adopted"})
    made = bound(replace(wanted, unsound=frozenset({"unsound"})), tmp_path / "volume.pdf")
    assert kinds(made) == ["/Sect"]
    with pikepdf.open(made.file) as pdf:
        assert "/RoleMap" not in pdf.Root.StructTreeRoot
        assert b"BDC" not in pdf.pages[0].obj.Contents[2].read_bytes()
    assert any("no sound tags" in what for what in made.told("unsound"))


# ---------------------------------------------------------------- the catalog


def test_threads_of_articles_lead_on_through_their_pages(bind_edited) -> None:
    def change(pdf: Pdf) -> None:
        page = pdf.pages[0].obj
        thread = pdf.make_indirect(
            Dictionary(Type=Name.Thread, I=Dictionary(Title=String("River")))
        )
        bead = pdf.make_indirect(
            Dictionary(Type=Name.Bead, T=thread, P=page, R=Array([0, 0, 9, 9]))
        )
        bead.N = bead.V = bead
        thread.F = bead
        page.B = Array([bead])
        pdf.Root.Threads = Array([thread])

    made = bind_edited(alpha=change, beta=change)
    with pikepdf.open(made.file) as pdf:
        threads = list(pdf.Root.Threads)
        assert [one.F.P.objgen for one in threads] == [page.obj.objgen for page in pdf.pages]
        assert [page.obj.B[0].T.objgen for page in pdf.pages] == [one.objgen for one in threads]


def test_colours_of_a_part_that_was_made_for_others_are_told_and_the_first_hold(
    bind_edited,
) -> None:
    """Two parts without a profile, each made for a press of its own."""

    def made_for(condition: str) -> Callable[[Pdf], None]:
        def change(pdf: Pdf) -> None:
            intent = Dictionary(Type=Name.OutputIntent, S=Name("/GTS_PDFX"))
            intent.OutputConditionIdentifier = String(condition)
            pdf.Root.OutputIntents = Array([intent])

        return change

    coated, plain = made_for("FOGRA39"), made_for("FOGRA52")
    made = bind_edited(coated=coated, plain=plain, again=coated)
    with pikepdf.open(made.file) as pdf:
        (intent,) = pdf.Root.OutputIntents
        assert str(intent.OutputConditionIdentifier) == "FOGRA39"
    told = {key: any("colours" in what for what in made.told(key)) for key in made.material.files}
    assert told == {"coated": False, "plain": True, "again": False}
