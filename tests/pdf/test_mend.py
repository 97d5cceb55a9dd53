"""Each mend is needed: without it the fault is there, with it the fault is gone."""

import contextlib
import shutil
import subprocess
from collections.abc import Iterator
from io import BytesIO

import pikepdf
import pytest

from mekong_print.pdf import figures, links, marks, mend
from mekong_print.pdf.finish import finish
from mekong_print.pdf.tagtree import Element, Mark, each, read_tree


@contextlib.contextmanager
def opened(content: bytes) -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(BytesIO(content)) as pdf:
        yield pdf


def elements(content: bytes, kind: str) -> list[Element]:
    with opened(content) as pdf:
        found = [kid for kid in each(read_tree(pdf).kids) if isinstance(kid, Element)]
        return [element for element in found if element.kind == kind]


def conforms(content, objections):
    return not objections(content)


def no_span_in_a_paragraph(content, _):
    return not [kid for p in elements(content, "P") for kid in p.kids if isinstance(kid, Element)]


def one_link_to_y(content, _):
    with opened(content) as pdf:
        kids = each(read_tree(pdf).kids)
        found = [kid for kid in kids if isinstance(kid, Element) and kid.kind == "Link"]
        goals = [str(link.kids[0].object.get("/A", {}).get("/URI", "")) for link in found]
        return goals.count("https://example.org/y") == 1


def one_annotation_to_x(content, _):
    with opened(content) as pdf:
        goals = [str(note.get("/A", {}).get("/URI", "")) for note in pdf.pages[0].Annots]
        return goals.count("https://example.org/x") == 1


def headers_have_scope(content, _):
    with opened(content) as pdf:
        cells = [kid for kid in each(read_tree(pdf).kids) if getattr(kid, "kind", "") == "TH"]
        scopes = [str(cell.traits["/A"].get("/Scope")) for cell in cells]
        return scopes == ["/Column", "/Column", "/Column", "/Row", "/Column", "/Column"]


def names_of_headers_are_right(content, _):
    with opened(content) as pdf:
        tables = [kid for kid in each(read_tree(pdf).kids) if getattr(kid, "kind", "") == "Table"]
        named = [
            sum(
                "/Headers" in cell.traits.get("/A", {})
                for cell in each(table.kids)
                if is_cell(cell)
            )
            for table in tables
        ]
        return named == [0, 2] and len(pdf.Root.StructTreeRoot.IDTree.Names) == 4


def is_cell(kid):
    return getattr(kid, "kind", "") in {"TD", "TH"}


def no_empty_box(content, _):
    return all(element.kids for element in elements(content, "Div"))


@pytest.fixture
def pressed(raw, imprint, objections):
    """Whether a document is good, once it is finished."""

    def is_good(name, good):
        return good(finish(raw[name], imprint), objections)

    return is_good


def no_sign_of_a_style_sheet_is_read(content, _):
    return not elements(content, "Artifact")


NEEDED = [
    ("left_out", "pressed", no_sign_of_a_style_sheet_is_read),
    ("one_link", "cards", conforms),
    ("one_link", "links", one_annotation_to_x),
    ("lines", "lists", no_span_in_a_paragraph),
    ("joined_links", "links", one_link_to_y),
    ("list_body", "lists", conforms),
    ("items_alone", "side-by-side", conforms),
    ("described", "figures", conforms),
    ("scoped_headers", "table", headers_have_scope),
    ("decided_headers", "table", names_of_headers_are_right),
    ("not_empty", "cards", no_empty_box),
]


@pytest.mark.parametrize(("repair", "name", "good"), NEEDED)
def test_mend_of_the_table_is_needed(repair, name, good, pressed, monkeypatch):  # noqa: PLR0917
    assert pressed(name, good)
    left = tuple(row for row in mend.MENDS if row.repair.__name__ != repair)
    assert len(left) == len(mend.MENDS) - 1
    monkeypatch.setattr(mend, "MENDS", left)
    assert not pressed(name, good)


def heads_are_pagination(content, _):
    with opened(content) as pdf:
        painted = [page.obj.Contents.read_bytes() for page in pdf.pages]
        return all(b"/Artifact\n<</Type /Pagination>>\nBDC" in page for page in painted)


def all_marks_are_in_the_tree(content, _):
    with opened(content) as pdf:
        held = {kid for kid in each(read_tree(pdf).kids) if isinstance(kid, Mark)}
        for number, page in enumerate(pdf.pages):
            painted = page.obj.Contents.read_bytes()
            there = {Mark(number, int(mcid)) for mcid in marks._MARK.findall(painted)}
            if there != {mark for mark in held if mark.page == number}:
                return False
        return True


def links_say_their_words(content, _):
    with opened(content) as pdf:
        said = [str(note.Contents) for note in pdf.pages[0].Annots]
        return said[0] == "the very bold x page" and said[1].endswith("eyes of observers.")


def no_link_in_the_head(content, _):
    with opened(content) as pdf:
        return len(pdf.pages[2].Annots) == 0


def pictures_are_where_they_say(content, _):
    boxes = [
        [float(side) for side in figure.traits["/A"].BBox] for figure in elements(content, "Figure")
    ]
    flat = all(left < right and low < high for left, low, right, high in boxes)
    above_the_caption = boxes[0][1] > boxes[1][3] > 0
    return flat and above_the_caption and abs(boxes[0][2] - boxes[0][0] - 7.5) < 0.1


def ids_are_the_issues_own(content, _):
    with opened(content) as pdf:
        found = [kid for kid in each(read_tree(pdf).kids) if isinstance(kid, Element)]
        ids = [str(one.traits["/ID"]) for one in found if "/ID" in one.traits]
        named = [one.traits.get("/A", {}).get("/Headers", ()) for one in found]
        own = all(name.startswith("mekong-belt-022-") for name in ids) and len(set(ids)) == len(ids)
        return bool(ids) and own and {str(name) for names in named for name in names} <= set(ids)


def unchanged(tree, *_):
    return tree


def nothing(*_):
    return None


@pytest.mark.parametrize(
    ("where", "instead", "name", "good"),
    [
        ((marks, "settle"), nothing, "heads", heads_are_pagination),
        ((marks, "settle"), nothing, "figures", all_marks_are_in_the_tree),
        ((marks, "word_links"), nothing, "links", links_say_their_words),
        ((marks, "name_nameless_glyphs"), nothing, "scripts", conforms),
        ((figures, "stop_smoothing"), nothing, "smooth", conforms),
        (
            (figures, "measured"),
            lambda figure, _: (figure,),
            "figures",
            pictures_are_where_they_say,
        ),
        ((links, "drop_stray_links"), nothing, "linked-head", no_link_in_the_head),
        ((mend, "opened_ids"), unchanged, "pressed-heads", ids_are_the_issues_own),
        ((mend, "opened_ids"), unchanged, "table", ids_are_the_issues_own),
    ],
)
def test_mend_beside_the_table_is_needed(where, instead, name, good, pressed, monkeypatch):  # noqa: PLR0917
    assert pressed(name, good)
    monkeypatch.setattr(*where, instead)
    assert not pressed(name, good)


def test_every_mend_of_the_table_is_taken_away_once():
    assert {row.repair.__name__ for row in mend.MENDS} == {repair for repair, *_ in NEEDED}


def test_every_mend_says_why():
    assert all(len(row.reason) > 40 and row.kinds for row in mend.MENDS)


def test_all_marked_content_is_in_the_tree(finished, document):
    assert all_marks_are_in_the_tree(finished[document], None)


def test_the_parent_tree_leads_from_each_mark_to_its_element(finished, document):
    with opened(finished[document]) as pdf:
        root = pdf.Root.StructTreeRoot
        numbers = list(root.ParentTree.Nums)
        slots = {int(key): value for key, value in zip(numbers[::2], numbers[1::2], strict=True)}
        assert root.ParentTreeNextKey == len(slots)
        for number, page in enumerate(pdf.pages):
            owners = slots[int(page.StructParents)]
            held = {kid.mcid for kid in each(read_tree(pdf).kids) if kid_on(kid, number)}
            assert {mcid for mcid, owner in enumerate(owners) if owner is not None} == held
            for note in page.get("/Annots", ()):
                assert slots[int(note.StructParent)].S == "/Link"


def kid_on(kid, number):
    return isinstance(kid, Mark) and kid.page == number


def structure(content, tmp_path):
    if shutil.which("pdfinfo") is None:
        pytest.skip("pdfinfo is not installed")
    path = tmp_path / "finished.pdf"
    path.write_bytes(content)
    told = subprocess.run(
        ["pdfinfo", "-struct-text", path], capture_output=True, text=True, check=True
    )
    return told.stdout


def test_lists_are_read_label_first(finished, tmp_path):
    told = structure(finished["lists"], tmp_path)
    words = [line.strip().strip('"') for line in told.splitlines() if '"' in line]
    assert words[:9] == [
        "Lists", "• ", "tight", "◦ ", "nested", "1. ", "loose", "2. ", "two",
    ]  # fmt: skip


def test_running_heads_and_folios_are_not_read(finished, tmp_path):
    told = structure(finished["heads"], tmp_path)
    assert "Running words" not in told
    assert '"6"' not in told


def test_contents_are_read_with_their_pages(finished, tmp_path):
    told = structure(finished["contents"], tmp_path)
    words = "".join(line.strip().strip('"') for line in told.splitlines() if '"' in line)
    assert words.startswith("Contents1. Section 02")
