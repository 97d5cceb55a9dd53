"""What `bind` promises: a volume keeps all of its parts, and what it had to change it tells."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from pathlib import Path

import page
import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf, String

from mekong_print.errors import SourceError
from mekong_print.pages import labels_of
from mekong_print.pdf.bind import Material, bind
from mekong_print.pdf.bind.telling import OUR_ROLES
from mekong_print.pdf.read import read_attachment, read_facts
from mekong_print.pdf.soundness import soundness_faults
from mekong_print.render.kinds import ROLES
from proofing import tool
from volume.making import (
    OURS,
    Bound,
    Shelf,
    block,
    bound,
    elements,
    leaves,
    links,
    material,
    named_goals,
    programs,
    spoken,
    words,
)

FRESH = """
import hashlib, pickle, sys
from pathlib import Path
from mekong_print.pdf.bind import Material, bind
wanted = pickle.load(open(sys.argv[1], "rb"))
bind(wanted, Path(sys.argv[2]))
"""


def objections(pdf: bytes) -> list[str]:
    """What page-validation has against a PDF (one wrong rule apart, as in tests/pdf)."""
    reports = [page.validate_pdf_bytes(pdf, profile=profile) for profile in ("ua1", "3a")]
    failures = [failure for report in reports for failure in report.failures]
    told = [f"{failure.rule_id}: {failure.message}" for failure in failures]
    return [one for one in told if "STREAM-LENGTH-001" not in one]


# ---------------------------------------------------------------- parts(bind(x)) = x


def unstamped(text: list[str], folio: str) -> list[str]:
    """The words of a page without the volume's folio, which is drawn last."""
    assert text[-1] == folio
    return text[:-1]


@pytest.mark.parametrize("key", OURS)
def test_every_page_says_what_it_said_and_its_folio(volume: Bound, shelf: Shelf, key: str) -> None:
    pages = volume.pages(key)
    folios = [str(number - volume.plan.body + 1) for number in pages]
    own = words(shelf.file(key), range(len(pages)))
    bound_words = words(volume.file, pages)
    pairs = zip(bound_words, folios, strict=True)
    assert [unstamped(text, folio) for text, folio in pairs] == own


@pytest.mark.parametrize("key", OURS)
def test_every_link_leads_where_it_led(volume: Bound, shelf: Shelf, key: str) -> None:
    pages = volume.pages(key)
    own = links(shelf.file(key), range(len(pages)))
    assert links(volume.file, pages) == own
    assert sum(len(notes) for notes in own) == 4


@pytest.mark.parametrize("key", OURS)
def test_the_tags_of_a_part_are_what_they_were(volume: Bound, shelf: Shelf, key: str) -> None:
    lines = spoken(volume.file)
    own = spoken(shelf.file(key))
    starts = [at for at, line in enumerate(lines) if line.strip().startswith("Part ")]
    start = starts[OURS.index(key)]
    assert f'"The title of {key}"' in lines[start]
    told = [line.replace(f"<{key}.", "<") for line in block(lines, start)]
    assert told == block(own, 0)
    assert len(block(own, 0)) > 20


def test_the_order_of_binding_changes_no_part(volume: Bound, shelf: Shelf, tmp_path) -> None:
    turned = shelf.bind(reversed(OURS), tmp_path / "turned.pdf", front=False)
    for key in OURS:
        assert turned.told(key) == volume.told(key)
        one, other = (each.pages(key) for each in (volume, turned))
        assert links(turned.file, other) == links(volume.file, one)
        bare = [
            [text[:-1] for text in words(each.file, each.pages(key))] for each in (volume, turned)
        ]
        assert bare[0] == bare[1]
    assert turned.plan.renamed == volume.plan.renamed


def test_pages_look_as_they_did_but_for_the_folio(year, tmp_path) -> None:
    from PIL import ImageChops, ImageDraw

    files = {f"mekong-belt-{number:03d}": year.pdf(number) for number in (1, 2)}
    made = bound(material(files), tmp_path / "year.pdf")
    for key, file in files.items():
        for own, index in enumerate(made.pages(key)):
            sheets = [picture(*side, tmp_path) for side in ((file, own), (made.file, index))]
            stamped = ImageChops.difference(*sheets).getbbox()
            assert stamped is not None, "the folio is not to be seen"
            foot = sheets[0].height
            for sheet in sheets:  # its place, 30 points above the foot
                ImageDraw.Draw(sheet).rectangle((0, foot - 45, sheet.width, foot - 20), "white")
            assert ImageChops.difference(*sheets).getbbox() is None, (key, own)


def picture(file: Path, index: int, folder: Path):
    from PIL import Image

    at, out = str(index + 1), folder / "page"
    command = [tool("pdftoppm"), "-r", "72", "-f", at, "-l", at, "-singlefile", "-png"]
    subprocess.run([*command, str(file), str(out)], check=True)
    return Image.open(out.with_suffix(".png")).convert("RGB")


# ---------------------------------------------------------------- the volume as a whole


def test_a_volume_of_parts_that_claim_it_is_pdf_ua_1_and_pdf_a_3a(volume: Bound) -> None:
    assert objections(volume.pdf) == []
    assert read_facts(volume.pdf).claims == ("ua-1", "a-3a")


def test_a_volume_agrees_with_itself(volume: Bound) -> None:
    assert soundness_faults(volume.pdf) == ()


def test_nothing_is_claimed_that_was_not_asked_for(shelf: Shelf, tmp_path) -> None:
    silent = shelf.bind(OURS, tmp_path / "silent.pdf")
    assert read_facts(silent.pdf).claims == ()


def complaints_of_qpdf(file: Path) -> list[str]:
    """What both generations of qpdf have against a file: Debian's 11, and pikepdf's 12."""
    found = subprocess.run([tool("qpdf"), "--check", file], capture_output=True, text=True)
    assert "File is linearized" in found.stdout
    told = [line for line in (found.stdout + found.stderr).splitlines() if "WARNING" in line]
    job = pikepdf.Job(["pikepdf", "--check", str(file)])
    job.run()
    return told + ["libqpdf 12 warns"] * (job.has_warnings or job.exit_code != 0)


@pytest.mark.parametrize("front", [True, False], ids=["whole", "parts alone"])
@pytest.mark.parametrize(
    "keys", [OURS, ("alpha",), ("picture",), ("untagged", "gamma")], ids="-".join
)
def test_it_is_linearised_and_both_generations_of_qpdf_find_it_clean(
    shelf: Shelf, tmp_path, keys: tuple[str, ...], front: bool
) -> None:
    origins = dict.fromkeys(("picture", "untagged"), "adopted")
    made = shelf.bind(keys, tmp_path / "volume.pdf", front=front, origins=origins)
    assert complaints_of_qpdf(made.file) == []


def test_a_year_is_linearised_and_clean_too(year, tmp_path) -> None:
    files = {file.stem: file for file in year.pdfs}
    made = bound(material(files), tmp_path / "year.pdf")
    assert complaints_of_qpdf(made.file) == []


def test_nothing_of_the_order_of_objects_is_left_in_the_file(volume: Bound) -> None:
    with pikepdf.open(volume.file) as pdf:
        assert not isinstance(pdf.trailer.get("/DecodeParms"), Array)


def test_bind_twice_same_bytes(shelf: Shelf, volume: Bound, tmp_path) -> None:
    import pickle

    again = bound(volume.material, tmp_path / "again.pdf")
    assert again.pdf == volume.pdf
    job = tmp_path / "job"
    job.write_bytes(pickle.dumps(volume.material))
    for seed, zone in (("1", "Asia/Bangkok"), ("2", "America/New_York")):
        surroundings = os.environ | {"PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": "C"}
        out = tmp_path / f"{seed}.pdf"
        subprocess.run([sys.executable, "-c", FRESH, job, out], env=surroundings, check=True)
        assert out.read_bytes() == volume.pdf


def test_front_is_counted_in_roman_numerals_and_parts_from_1(volume: Bound) -> None:
    facts = read_facts(volume.pdf)
    assert facts.labels == labels_of(volume.plan.labels, facts.pages)
    assert facts.labels[:4] == ("i", "ii", "1", "2")
    assert facts.pages == volume.plan.pages == 2 + 9 + 1


def test_the_parts_are_not_altered(shelf: Shelf, tmp_path) -> None:
    before = [hashlib.sha256(shelf.file(key).read_bytes()).digest() for key in OURS]
    shelf.bind(OURS, tmp_path / "volume.pdf")
    assert [hashlib.sha256(shelf.file(key).read_bytes()).digest() for key in OURS] == before


# ---------------------------------------------------------------- links of the volume's own pages


def test_the_contents_lead_into_the_parts(volume: Bound) -> None:
    found = links(volume.file, range(2))
    starts = {key: volume.pages(key).start for key in OURS}
    goals = [goal for goal in found[1] if goal[0] != "uri"]
    assert [goal[0] for goal in goals] == [
        at for key in OURS for at in (starts[key], starts[key] + 1)
    ]
    (back,) = links(volume.file, range(volume.plan.pages - 1, volume.plan.pages))
    assert back[0][0] + volume.plan.pages - 1 == starts["alpha"] + 2


def test_a_link_of_the_contents_keeps_its_element_and_its_words(volume: Bound) -> None:
    with pikepdf.open(volume.file) as pdf:
        owners = dict(leaves(pdf.Root.StructTreeRoot.ParentTree, "/Nums"))
        notes = pdf.pages[1].obj.Annots
        assert [str(note.Contents) for note in notes][:2] == ["Part alpha", "One"]
        for note in notes:
            owner = owners[note.StructParent]
            assert owner.S == "/Link"
            held = [kid for kid in owner.K if isinstance(kid, Dictionary) and "/Obj" in kid]
            assert [kid.Obj.objgen for kid in held] == [note.objgen]
            assert "/A" not in note


def test_a_link_to_a_name_that_a_part_does_not_have_leads_to_its_start(
    shelf: Shelf, tmp_path
) -> None:
    with pikepdf.open(shelf.file("front")) as pdf:
        note = next(one for one in pdf.pages[1].obj.Annots if b"alpha:one" in bytes(one.A.URI))
        note.A.URI = String("urn:mekong:part:alpha:nowhere")
        pdf.save(tmp_path / "front.pdf")
    files = {key: shelf.file(key) for key in OURS}
    front = (tmp_path / "front.pdf").read_bytes()
    made = bound(material(files, (front, shelf.own[1])), tmp_path / "volume.pdf")
    assert links(made.file, range(2))[1][1][0] == made.pages("alpha").start
    assert any("“nowhere”" in what for what in made.told("alpha"))


# ---------------------------------------------------------------- names


def test_names_stand_side_by_side_and_none_is_lost(volume: Bound) -> None:
    with pikepdf.open(volume.file) as pdf:
        names = set(named_goals(pdf))
    for key in OURS:
        assert {f"{key}.contents", f"{key}.one", f"{key}.two"} <= names
    assert {"title", "contents", "index"} <= names
    assert len(names) == 12
    assert sum("that links can lead to" in what for what in volume.told("beta")) == 3


def test_a_dead_link_does_not_come_alive_by_the_name_of_another_part(
    shelf: Shelf, tmp_path
) -> None:
    with pikepdf.open(shelf.file("alpha")) as pdf:
        pdf.pages[1].obj.Annots[0].Dest = String("only-in-beta")
        pdf.save(tmp_path / "alpha.pdf")
    with pikepdf.open(shelf.file("beta")) as pdf:
        leaf = pdf.Root.Names.Dests
        leaf.Names = Array(
            [String("only-in-beta"), Array([pdf.pages[0].obj, Name.Fit]), *leaf.Names]
        )
        pdf.save(tmp_path / "beta.pdf")
    files = {key: tmp_path / f"{key}.pdf" for key in ("alpha", "beta")}
    made = bound(material(files), tmp_path / "volume.pdf")
    (goal,) = links(made.file, made.pages("alpha"))[1]
    assert goal[0] == 1
    assert any("“only-in-beta” led nowhere" in what for what in made.told("alpha"))


def test_a_page_given_by_its_number_counts_in_its_own_part(shelf: Shelf, tmp_path) -> None:
    with pikepdf.open(shelf.file("beta")) as pdf:
        pdf.pages[0].obj.Annots[0].Dest = Array([2, Name.XYZ, 0, 0, 0])
        pdf.save(tmp_path / "beta.pdf")
    files = {"alpha": shelf.file("alpha"), "beta": tmp_path / "beta.pdf"}
    made = bound(material(files), tmp_path / "volume.pdf")
    assert links(made.file, made.pages("beta"))[0][0] == (2, 0, 0)


def test_names_of_the_older_kind_are_kept(shelf: Shelf, tmp_path) -> None:
    with pikepdf.open(shelf.file("beta")) as pdf:
        pdf.Root.Dests = pdf.make_indirect(Dictionary(Old=Array([pdf.pages[1].obj, Name.Fit])))
        pdf.pages[0].obj.Annots[0].Dest = Name.Old
        pdf.save(tmp_path / "beta.pdf")
    files = {"alpha": shelf.file("alpha"), "beta": tmp_path / "beta.pdf"}
    made = bound(material(files), tmp_path / "volume.pdf")
    assert links(made.file, made.pages("beta"))[0][0][0] == 1
    with pikepdf.open(made.file) as pdf:
        assert "Old" in named_goals(pdf)


# ---------------------------------------------------------------- the tree


def test_the_tree_is_one_document_with_a_part_for_each_issue(volume: Bound) -> None:
    with pikepdf.open(volume.file) as pdf:
        (document,) = pdf.Root.StructTreeRoot.K
        assert document.S == "/Document"
        assert [str(kid.S) for kid in document.K] == ["/Sect", "/Part", "/Part", "/Part", "/Sect"]
        parts = document.K[1:4]
        assert [str(part.T) for part in parts] == [f"The title of {key}" for key in OURS]
        assert [str(part.get("/Lang", "")) for part in parts] == ["", "vi", ""]
        assert Counter(str(one.S) for one in elements(document))["/Document"] == 0


def test_each_piece_has_a_leaf_of_the_parent_tree(volume: Bound) -> None:
    with pikepdf.open(volume.file) as pdf:
        tree = pdf.Root.StructTreeRoot
        owners = dict(leaves(tree.ParentTree, "/Nums"))
        assert list(owners) == sorted(owners)
        assert tree.ParentTreeNextKey > max(owners)
        assert len(tree.ParentTree.Kids) == 5
        keys = [one.obj.StructParents for one in pdf.pages]
        keys += [note.StructParent for one in pdf.pages for note in one.obj.get("/Annots", ())]
        assert len(set(keys)) == len(keys)
        assert set(keys) == set(owners)


def test_identifiers_that_collide_are_told_apart_with_all_that_name_them(
    shelf: Shelf, tmp_path
) -> None:
    with pikepdf.open(shelf.file("alpha")) as pdf:
        _name_the_heads(pdf)
        pdf.save(tmp_path / "alpha.pdf")
    twins = dict.fromkeys(("one", "two"), tmp_path / "alpha.pdf")
    made = bound(material(twins), tmp_path / "twins.pdf")
    with pikepdf.open(made.file) as pdf:
        tree = pdf.Root.StructTreeRoot
        listed = [(bytes(name), element.objgen) for name, element in leaves(tree.IDTree, "/Names")]
        assert set(listed) == {
            (bytes(one.ID), one.objgen) for one in elements(tree) if "/ID" in one
        }
        assert [name for name, _ in listed] == sorted({name for name, _ in listed})
        for key, part in zip(twins, tree.K[0].K, strict=True):
            inside = {bytes(one.ID) for one in elements(part) if "/ID" in one}
            named = {
                bytes(name)
                for cell in elements(part, ("/TD", "/TH"))
                for name in cell.get("/A", Dictionary()).get("/Headers", ())
            }
            assert len(inside) > 3
            assert named
            assert named <= inside
            assert all(name.startswith(key.encode() + b".") for name in inside)
    assert any("identifiers of elements" in what for what in made.told("two"))


def _name_the_heads(pdf: Pdf) -> None:
    """Cells that name their heads, as tables with spans have them (14.8.5.7)."""
    tree = pdf.Root.StructTreeRoot
    names = [(b"note-1", next(one for one in elements(tree) if "/ID" in one))]
    for number, head in enumerate(elements(tree, ("/TH",))):
        head.ID = String(f"head-{number}")
        names.append((bytes(head.ID), head))
    for cell in elements(tree, ("/TD",)):
        cell.A = Dictionary(O=Name.Table, Headers=Array([String("head-0"), String("head-1")]))
    tree.IDTree = Dictionary(
        Names=Array(
            [
                one
                for name, at in sorted(names, key=lambda pair: pair[0])
                for one in (String(name), at)
            ]
        )
    )


def test_the_tree_of_identifiers_of_an_issue_lists_them_all(shelf: Shelf) -> None:
    """On this binding relies: it does not walk the elements of our own PDFs."""
    for key in OURS:
        with pikepdf.open(shelf.file(key)) as pdf:
            tree = pdf.Root.StructTreeRoot
            listed = {(bytes(name), one.objgen) for name, one in leaves(tree.IDTree, "/Names")}
            assert listed == {(bytes(one.ID), one.objgen) for one in elements(tree) if "/ID" in one}


def test_roles_that_mean_two_things_are_told_apart(shelf: Shelf, tmp_path) -> None:
    files = {}
    for key, meaning in (("alpha", "/H1"), ("beta", "/P"), ("gamma", None)):
        files[key] = tmp_path / f"{key}.pdf"
        with pikepdf.open(shelf.file(key)) as pdf:
            tree = pdf.Root.StructTreeRoot
            if meaning:
                tree.RoleMap = Dictionary(Kicker=Name(meaning), Shared=Name.Div)
                next(elements(tree, ("/H1",))).S = Name.Kicker
                next(elements(tree, ("/P",))).S = Name.Shared
            pdf.save(files[key])
    made = bound(material(files), tmp_path / "volume.pdf")
    with pikepdf.open(made.file) as pdf:
        tree = pdf.Root.StructTreeRoot
        roles = {key: str(value) for key, value in tree.RoleMap.items()}
        assert roles == {"/alpha.Kicker": "/H1", "/beta.Kicker": "/P", "/Shared": "/Div"}
        kinds = [Counter(str(one.S) for one in elements(part)) for part in tree.K[0].K]
        assert [one["/alpha.Kicker"] for one in kinds] == [1, 0, 0]
        assert [one["/beta.Kicker"] for one in kinds] == [0, 1, 0]
        assert [one["/Shared"] for one in kinds] == [1, 1, 0]
    assert any("“alpha.Kicker”" in what for what in made.told("alpha"))


def test_the_kinds_that_our_files_map_are_those_of_the_press() -> None:
    assert {f"/{name}" for name in OUR_ROLES} == set(ROLES)


def test_a_standard_role_that_one_part_changes_stays_what_it_is_elsewhere(
    shelf: Shelf, tmp_path
) -> None:
    with pikepdf.open(shelf.file("alpha")) as pdf:
        pdf.Root.StructTreeRoot.RoleMap = Dictionary(P=Name.H2)
        pdf.save(tmp_path / "alpha.pdf")
    files = {"alpha": tmp_path / "alpha.pdf", "beta": shelf.file("beta")}
    made = bound(material(files), tmp_path / "volume.pdf")
    with pikepdf.open(made.file) as pdf:
        assert dict(pdf.Root.StructTreeRoot.RoleMap.items()) == {"/alpha.P": "/H2"}
        part = pdf.Root.StructTreeRoot.K[0].K[1]
        assert next(elements(part, ("/P",))).S == "/P"


def test_the_parts_of_a_drawing_keep_their_owners(shelf: Shelf, tmp_path) -> None:
    """Forms with marks of their own share one space of keys with pages and links (14.7.4.4)."""
    files = {}
    for key in ("alpha", "beta"):
        files[key] = tmp_path / f"{key}.pdf"
        with pikepdf.open(shelf.file(key)) as pdf:
            _draw_a_marked_form(pdf, key)
            pdf.save(files[key])
    made = bound(material(files), tmp_path / "volume.pdf")
    with pikepdf.open(made.file) as pdf:
        owners = dict(leaves(pdf.Root.StructTreeRoot.ParentTree, "/Nums"))
        for key in files:
            form = pdf.pages[made.pages(key).start].obj.Resources.XObject.Marked
            assert str(owners[form.StructParents][0].Alt) == f"Form of {key}"


def _draw_a_marked_form(pdf: Pdf, key: str) -> None:
    tree = pdf.Root.StructTreeRoot
    form = pdf.make_stream(b"/Figure <</MCID 0>> BDC EMC", Type=Name.XObject, Subtype=Name.Form)
    form.BBox, form.StructParents = Array([0, 0, 1, 1]), tree.ParentTreeNextKey
    owner = pdf.make_indirect(
        Dictionary(Type=Name.StructElem, S=Name.Figure, Alt=String(f"Form of {key}"), P=tree.K[0])
    )
    owner.K = Dictionary(Type=Name.MCR, Stm=form, MCID=0, Pg=pdf.pages[0].obj)
    tree.K[0].K.append(owner)
    tree.ParentTree.Nums.extend([tree.ParentTreeNextKey, pdf.make_indirect(Array([owner]))])
    tree.ParentTreeNextKey += 1
    pdf.pages[0].obj.Resources.XObject.Marked = form


def test_namespaces_of_one_address_are_one_object(shelf: Shelf, tmp_path) -> None:
    files = {}
    for key in ("alpha", "beta"):
        files[key] = tmp_path / f"{key}.pdf"
        with pikepdf.open(shelf.file(key)) as pdf:
            tree = pdf.Root.StructTreeRoot
            space = Dictionary(Type=Name.Namespace, NS=String("http://iso.org/pdf2/ssn"))
            tree.Namespaces = Array([pdf.make_indirect(space)])
            next(elements(tree, ("/H1",))).NS = tree.Namespaces[0]
            pdf.save(files[key])
    made = bound(material(files), tmp_path / "volume.pdf")
    with pikepdf.open(made.file) as pdf:
        tree = pdf.Root.StructTreeRoot
        (space,) = tree.Namespaces
        assert [one.NS.objgen for one in elements(tree) if "/NS" in one] == [space.objgen] * 2


# ---------------------------------------------------------------- the outline


def test_the_outline_is_volume_issue_section_article(volume: Bound, shelf: Shelf) -> None:
    facts = read_facts(volume.pdf)
    lines = [(item.depth, item.title, item.page) for item in facts.outline]
    own = [line for line in lines if line[0] == 0]
    titles = ["The Volume", "Contents", *(f"The title of {key}" for key in OURS), "Index"]
    assert [title for _, title, _ in own] == titles
    for key in OURS:
        start = volume.pages(key).start
        below = [(d + 1, t, p + start) for d, t, p in _outline(shelf.file(key))]
        at = lines.index((0, f"The title of {key}", start))
        assert lines[at + 1 : at + 1 + len(below)] == below
        assert len(below) == 3
    with pikepdf.open(volume.file) as pdf:
        root = pdf.Root.Outlines
        part = root.First.Next.Next
        assert part.Count == -3
        assert root.Count == len(titles)
        assert (part.Prev.Title, part.Next.Title) == ("Contents", "The title of beta")


def _outline(file: Path) -> list[tuple[int, str, int | None]]:
    return [(item.depth, item.title, item.page) for item in read_facts(file).outline]


# ---------------------------------------------------------------- files


def test_all_files_are_carried_under_names_of_their_own(volume: Bound, shelf: Shelf) -> None:
    facts = read_facts(volume.pdf)
    names = [file.name for file in facts.files]
    kinds = ("issue.json", "licence.txt")
    assert sorted(names) == sorted(
        [*(f"{key}-{kind}" for key in OURS for kind in kinds), "volume.json"]
    )
    for key in OURS:
        assert read_attachment(volume.pdf, f"{key}-issue.json") == read_attachment(
            shelf.file(key), "issue.json"
        )
    with pikepdf.open(volume.file) as pdf:
        assert len(pdf.Root.AF) == len({file.objgen for file in pdf.Root.AF}) == 7
        for file in pdf.Root.AF:
            assert file.F == file.UF
            assert file.AFRelationship == "/Source"
        assert len({file.EF.F.objgen for file in pdf.Root.AF}) == 5, "the licence is there once"


# ---------------------------------------------------------------- once


def test_each_font_is_there_once(volume: Bound) -> None:
    found = programs(volume.file)
    assert set(found.values()) == {1}
    assert {"Source-Serif-4,", "Source-Sans-3-Semi-Bold", "Noto-Serif-Khmer"} <= set(found)


def test_fonts_of_a_year_are_there_once_and_the_folio_has_none_of_its_own(year, tmp_path) -> None:
    files = {file.stem: file for file in year.pdfs}
    made = bound(material(files), tmp_path / "year.pdf")
    own: Counter[str] = Counter()
    for file in year.pdfs:
        own |= programs(file)
    assert programs(made.file) == own
    assert made.file.stat().st_size < 0.55 * sum(file.stat().st_size for file in year.pdfs)


def serif(pdf: pikepdf.Pdf) -> pikepdf.Object:
    """The font of the text of a first page."""
    fonts = pdf.pages[0].obj.Resources.Font.values()
    return next(font for font in fonts if "Source-Serif-4," in str(font.BaseFont))


def test_two_fonts_of_one_name_that_draw_a_letter_in_two_ways_stay_apart(
    shelf: Shelf, tmp_path
) -> None:
    with pikepdf.open(shelf.file("beta")) as pdf:
        font = serif(pdf)
        program = bytearray(font.DescendantFonts[0].FontDescriptor.FontFile2.read_bytes())
        at = program.index(b"glyf") + 8
        start = int.from_bytes(program[at : at + 4], "big")
        end = start + int.from_bytes(program[at + 4 : at + 8], "big")
        program[start:end] = bytes(
            255 - byte if number % 97 == 50 else byte
            for number, byte in enumerate(program[start:end])
        )
        font.DescendantFonts[0].FontDescriptor.FontFile2.write(bytes(program))
        pdf.save(tmp_path / "beta.pdf")
    files = {"alpha": shelf.file("alpha"), "beta": tmp_path / "beta.pdf"}
    made = bound(material(files), tmp_path / "volume.pdf")
    assert programs(made.file)["Source-Serif-4,"] == 2


def test_letters_that_stand_for_other_words_share_the_program_but_not_the_words(
    shelf: Shelf, tmp_path
) -> None:
    with pikepdf.open(shelf.file("beta")) as pdf:
        font = serif(pdf)
        said = font.ToUnicode.read_bytes()
        assert b"<0065>" in said
        font.ToUnicode.write(said.replace(b"<0065>", b"<0045>"))  # e reads as E
        pdf.save(tmp_path / "beta.pdf")
    files = {"alpha": shelf.file("alpha"), "beta": tmp_path / "beta.pdf"}
    made = bound(material(files), tmp_path / "volume.pdf")
    assert programs(made.file)["Source-Serif-4,"] == 1
    for key, word in (("alpha", "ceasefire"), ("beta", "cEasEfirE")):
        assert any(word in text for text in words(made.file, made.pages(key)))


def test_pictures_and_profiles_that_are_the_same_are_there_once(volume: Bound) -> None:
    with pikepdf.open(volume.file) as pdf:
        streams = [one for one in pdf.objects if isinstance(one, pikepdf.Stream)]
        pictures = [one for one in streams if one.get("/Subtype") == "/Image"]
        assert len(pictures) == 4, "three of their own and a logo"
        profiles = [one for one in streams if "/N" in one and "/Type" not in one]
        assert len(profiles) == len({one.read_bytes() for one in profiles})
        assert len(pdf.Root.OutputIntents) == 1


# ---------------------------------------------------------------- folios, blanks


def test_the_folio_is_an_artifact_at_the_outer_edge(volume: Bound) -> None:
    with pikepdf.open(volume.file) as pdf:
        for index in volume.pages("alpha"):
            drawn = pdf.pages[index].obj.Contents[-1].read_bytes()
            assert drawn.startswith(b"Q\n/Artifact\n<</Type /Pagination /Subtype /Footer")
            assert drawn.count(b"BDC") == drawn.count(b"EMC") == 1
            place = float(drawn.split(b" Td")[0].split(b"\n")[-1].split()[0])
            recto = (index - volume.plan.body) % 2 == 0
            wide = float(pdf.pages[index].mediabox[2])
            assert place == pytest.approx(wide - 57 - 4.2 if recto else 57, abs=1)


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_the_folio_stands_upright_at_the_foot_of_a_turned_page(
    shelf: Shelf, tmp_path, turn: int
) -> None:
    with pikepdf.open(shelf.file("alpha")) as pdf:
        for one in pdf.pages:
            one.obj.Rotate = turn
        pdf.save(tmp_path / "alpha.pdf")
    made = bound(material({"alpha": tmp_path / "alpha.pdf"}), tmp_path / "volume.pdf")
    command = [tool("pdftotext"), "-bbox", "-f", "1", "-l", "1", str(made.file), "-"]
    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    sheet = re.search(r'<page width="([\d.]+)" height="([\d.]+)"', told)
    box = re.compile(r'xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">1<')
    wide, high = map(float, sheet.groups() if turn % 180 == 0 else reversed(sheet.groups()))
    places = [list(map(float, found)) for found in box.findall(told)]
    assert [
        place
        for place in places
        if wide - place[2] == pytest.approx(57, abs=1.5)
        and high - place[3] == pytest.approx(30, abs=6)
        and place[2] - place[0] < 10
    ], (wide, high, places)


def test_parts_begin_on_rectos_with_empty_pages_before(shelf: Shelf, tmp_path) -> None:
    made = shelf.bind(OURS, tmp_path / "recto.pdf", recto=True)
    facts = read_facts(made.pdf)
    assert facts.pages == made.plan.pages
    blanks = made.plan.blanks()
    assert len(blanks) == 3
    with pikepdf.open(made.file) as pdf:
        for index in blanks:
            empty, before = pdf.pages[index].obj, pdf.pages[index - 1].obj
            assert list(empty.MediaBox) == list(before.MediaBox)
            assert "/Contents" not in empty
    for placed in made.plan.placed:
        assert placed.folio % 2 == 1
        assert facts.labels[made.plan.start(placed)] == str(placed.folio)
    assert soundness_faults(made.pdf) == ()


# ---------------------------------------------------------------- volumes in volumes


def test_a_volume_can_be_bound_into_a_larger_one(shelf: Shelf, tmp_path) -> None:
    small = shelf.bind(("alpha", "beta"), tmp_path / "small.pdf", front=False)
    files = {"small": small.file, "gamma": shelf.file("gamma")}
    wanted = material(files, origins={"small": "volume"}, claims=("ua-1", "a-3a"))
    large = bound(wanted, tmp_path / "large.pdf")
    assert objections(large.pdf) == []
    assert soundness_faults(large.pdf) == ()
    assert programs(large.file) == programs(shelf.bind(OURS, tmp_path / "flat.pdf").file)
    for index in range(6):
        (text,), (before,) = words(large.file, [index]), words(small.file, [index])
        assert text == before, "one folio, not two"
    assert links(large.file, large.pages("small")) == links(small.file, range(6))
    with pikepdf.open(large.file) as pdf:
        (document,) = pdf.Root.StructTreeRoot.K
        assert [str(kid.S) for kid in document.K] == ["/Part", "/Part"]
        assert [str(kid.S) for kid in document.K[0].K] == ["/Part", "/Part"]
        assert len(pdf.pages[0].obj.Contents) == 3
    names = [file.name for file in read_facts(large.pdf).files]
    assert {"alpha-issue.json", "small-volume.json", "volume.json", "issue.json"} <= set(names)


def test_the_folio_of_the_larger_volume_stands_in_the_place_of_the_inner_one(
    shelf: Shelf, tmp_path
) -> None:
    small = shelf.bind(("alpha",), tmp_path / "small.pdf", front=False)
    files = {"gamma": shelf.file("gamma"), "small": small.file}
    large = bound(material(files, origins={"small": "volume"}), tmp_path / "large.pdf")
    found = [text[-1] for text in words(large.file, large.pages("small"))]
    assert found == ["4", "5", "6"]
    own = words(shelf.file("alpha"), range(3))
    assert [text[:-1] for text in words(large.file, large.pages("small"))] == own


# ---------------------------------------------------------------- PDFs from elsewhere


def test_tags_of_a_pdf_from_elsewhere_are_kept(shelf: Shelf, tmp_path) -> None:
    made = shelf.bind(
        ("alpha", "tagged"), tmp_path / "volume.pdf", front=False, origins={"tagged": "adopted"}
    )
    with pikepdf.open(made.file) as pdf:
        part = pdf.Root.StructTreeRoot.K[0].K[1]
        kinds = Counter(str(one.S) for one in elements(part))
    assert kinds["/H1"] == 1
    assert kinds["/Table"] >= 1
    pages = made.pages("tagged")
    assert links(made.file, pages) == links(shelf.file("tagged"), range(len(pages)))


def test_what_the_tags_of_another_press_leave_out_is_read_behind_the_rest(
    shelf: Shelf, tmp_path
) -> None:
    """Raw pages of WeasyPrint: their running heads have elements that nothing leads to."""
    keys = ("tagged", "alpha")
    made = shelf.bind(keys, tmp_path / "volume.pdf", front=False, origins={"tagged": "adopted"})
    assert soundness_faults(made.pdf) == ()
    assert any("such as running heads" in what for what in made.told("tagged"))
    lines = spoken(made.file)
    start = next(at for at, line in enumerate(lines) if "The title of tagged" in line)
    assert "page 3" in " ".join(block(lines, start)[-8:])


def test_tags_that_were_found_unsound_are_not_kept(shelf: Shelf, tmp_path) -> None:
    files = {key: shelf.file(key) for key in ("tagged", "alpha")}
    wanted = material(files, origins={"tagged": "adopted"})
    made = bound(replace(wanted, unsound=frozenset({"tagged"})), tmp_path / "volume.pdf")
    assert soundness_faults(made.pdf) == ()
    with pikepdf.open(made.file) as pdf:
        part = pdf.Root.StructTreeRoot.K[0].K[0]
        assert {str(one.S) for one in elements(part)} == {"/Sect", "/Link"}


def test_pages_without_tags_are_bound_and_the_tree_says_so(shelf: Shelf, tmp_path) -> None:
    keys = ("untagged", "alpha", "picture")
    origins = dict.fromkeys(("untagged", "picture"), "adopted")
    made = shelf.bind(keys, tmp_path / "volume.pdf", front=False, origins=origins)
    assert soundness_faults(made.pdf) == ()
    assert any("no sound tags" in what for what in made.told("untagged"))
    assert made.told("alpha") == [what for what in made.told("alpha") if "tags" not in what]
    lines = spoken(made.file)
    start = next(at for at, line in enumerate(lines) if "The title of untagged" in line)
    said = " ".join(block(lines, start))
    assert "Dalat" not in said
    assert "Hue" in said
    assert said.count("Sect ") == 3
    with pikepdf.open(made.file) as pdf:
        last = pdf.Root.StructTreeRoot.K[0].K[2]
        (figure,) = elements(last, ("/Figure",))
        assert "page 1: a picture without a text" in str(figure.Alt)
    pages = made.pages("untagged")
    assert links(made.file, pages) == links(shelf.file("untagged"), range(len(pages)))
    own = words(shelf.file("untagged"), range(3))
    assert [text[:-1] for text in words(made.file, pages)] == own


def test_tags_that_lead_nowhere_are_not_kept(shelf: Shelf, tmp_path) -> None:
    with pikepdf.open(shelf.file("alpha")) as pdf:
        del pdf.Root.StructTreeRoot.ParentTree
        pdf.save(tmp_path / "alpha.pdf")
    files = {"alpha": tmp_path / "alpha.pdf", "beta": shelf.file("beta")}
    made = bound(material(files, origins={"alpha": "adopted"}), tmp_path / "volume.pdf")
    assert any("no sound tags" in what for what in made.told("alpha"))
    assert soundness_faults(made.pdf) == ()


def test_stale_keys_of_a_pdf_that_lost_its_tree_own_no_marks_of_others(
    shelf: Shelf, tmp_path
) -> None:
    with pikepdf.open(shelf.file("alpha")) as pdf:
        del pdf.Root.StructTreeRoot  # as plain merges leave it: keys without a tree
        pdf.save(tmp_path / "alpha.pdf")
    files = {"beta": shelf.file("beta"), "alpha": tmp_path / "alpha.pdf"}
    made = bound(material(files, origins={"alpha": "adopted"}), tmp_path / "volume.pdf")
    assert soundness_faults(made.pdf) == ()


def test_a_drawing_of_an_untagged_part_owns_no_marks_of_others(shelf: Shelf, tmp_path) -> None:
    with pikepdf.open(shelf.file("untagged")) as pdf:
        form = pdf.make_stream(b"", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 1, 1]))
        form.StructParents = 3
        pdf.pages[0].obj.Resources.XObject.Stale = form
        pdf.save(tmp_path / "untagged.pdf")
    files = {"alpha": shelf.file("alpha"), "untagged": tmp_path / "untagged.pdf"}
    made = bound(material(files, origins={"untagged": "adopted"}), tmp_path / "volume.pdf")
    with pikepdf.open(made.file) as pdf:
        page_of_it = pdf.pages[made.pages("untagged").start].obj
        assert "/StructParents" not in page_of_it.Resources.XObject.Stale


def test_a_part_made_for_other_colours_is_told(shelf: Shelf, tmp_path) -> None:
    with pikepdf.open(shelf.file("beta")) as pdf:
        profile = pdf.Root.OutputIntents[0].DestOutputProfile
        changed = bytearray(profile.read_bytes())
        changed[-1] ^= 1
        profile.write(bytes(changed))
        pdf.save(tmp_path / "beta.pdf")
    files = {key: shelf.file(key) for key in OURS} | {"beta": tmp_path / "beta.pdf"}
    made = bound(material(files), tmp_path / "volume.pdf")
    with pikepdf.open(made.file) as pdf:
        assert len(pdf.Root.OutputIntents) == 1
    assert [any("colours" in what for what in made.told(key)) for key in OURS] == [
        False,
        True,
        False,
    ]


def test_layers_stay_shown_or_hidden(shelf: Shelf, tmp_path) -> None:
    files = {}
    for key in ("alpha", "beta"):
        files[key] = tmp_path / f"{key}.pdf"
        with pikepdf.open(shelf.file(key)) as pdf:
            groups = [
                pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("Layer"))) for _ in range(2)
            ]
            pdf.Root.OCProperties = Dictionary(
                OCGs=Array(groups), D=Dictionary(OFF=Array(groups[1:]), Order=Array(groups))
            )
            pdf.save(files[key])
    made = bound(material(files), tmp_path / "volume.pdf")
    with pikepdf.open(made.file) as pdf:
        layers = pdf.Root.OCProperties
        assert len({group.objgen for group in layers.OCGs}) == 4
        assert [group.objgen for group in layers.D.OFF] == [
            layers.OCGs[1].objgen,
            layers.OCGs[3].objgen,
        ]


def test_scripts_do_not_come_into_a_volume(shelf: Shelf, tmp_path) -> None:
    with pikepdf.open(shelf.file("untagged")) as pdf:
        pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))
        pdf.save(tmp_path / "untagged.pdf")
    wanted = material({"untagged": tmp_path / "untagged.pdf"}, origins={"untagged": "adopted"})
    made = bound(wanted, tmp_path / "volume.pdf")
    assert any("run a script" in what for what in made.told("untagged"))
    assert b"app.alert" not in b"".join(
        one.unparse() for one in pikepdf.open(made.file).objects if isinstance(one, Dictionary)
    )


# ---------------------------------------------------------------- refusals


def test_a_part_that_was_changed_meanwhile_is_refused(shelf: Shelf, tmp_path) -> None:
    wanted = material({"alpha": shelf.file("alpha")})
    swapped = replace(wanted, files={"alpha": shelf.file("picture")})
    with pytest.raises(SourceError, match="has changed since its volume was planned"):
        bind(swapped, tmp_path / "volume.pdf")
    assert not (tmp_path / "volume.pdf").exists()


def as_planned(wanted: Material, file: Path) -> Material:
    """The material of one part with another file, which the plan takes for the part's own."""
    (placed,) = wanted.plan.placed
    told = replace(placed.part, sha256=hashlib.sha256(file.read_bytes()).hexdigest())
    plan = replace(wanted.plan, placed=(replace(placed, part=told),))
    return replace(wanted, plan=plan, files={"alpha": file})


def test_a_plan_that_is_not_of_the_part_is_refused(shelf: Shelf, tmp_path) -> None:
    wanted = as_planned(material({"alpha": shelf.file("alpha")}), shelf.file("picture"))
    with pytest.raises(SourceError, match="planned for 3"):
        bind(wanted, tmp_path / "volume.pdf")
    assert not (tmp_path / "volume.pdf").exists()


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7\nnothing", b"words"])
def test_a_part_that_cannot_be_read_is_refused_by_name(shelf: Shelf, tmp_path, content) -> None:
    (tmp_path / "broken.pdf").write_bytes(content)
    wanted = material({"alpha": shelf.file("alpha")})
    with pytest.raises(SourceError, match=r"“broken\.pdf” cannot be bound"):
        bind(as_planned(wanted, tmp_path / "broken.pdf"), tmp_path / "volume.pdf")
