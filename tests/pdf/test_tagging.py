"""What only the boxes of the press can tell of the structure tree (render/tagging).

Each promise is held against the same pages by stock WeasyPrint as well: where stock keeps it,
the mend is not needed any more.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable, Mapping
from io import BytesIO

import pikepdf
import pytest

from mekong_print.pdf import marks
from mekong_print.pdf.tagtree import Annotation, Element, Kid, Mark, each, read_tree
from pdf.documents import WORDS


class Tree:
    """The structure tree of a PDF with its words."""

    def __init__(self, content: bytes) -> None:
        with pikepdf.open(BytesIO(content)) as pdf:
            tree = read_tree(pdf)
            assert tree is not None
            self.top = tree
            self.roles = dict(pdf.Root.StructTreeRoot.get("/RoleMap", {}).items())
            found = [kid for kid in each(tree.kids) if isinstance(kid, Mark)]
            pages = {kid.page: {one.mcid for one in found if one.page == kid.page} for kid in found}
            self._said = marks._said(pdf, pages)
            self.links = {
                id(kid): str(kid.object.get("/Contents", ""))
                for kid in each(tree.kids)
                if isinstance(kid, Annotation)
            }
            self.streams = [page.Contents.read_bytes() for page in pdf.pages]

    def all(self, *kinds: str) -> list[Element]:
        found = (kid for kid in each(self.top.kids) if isinstance(kid, Element))
        return [kid for kid in found if kid.kind in kinds]

    def words(self, kid: Kid) -> str:
        held = [one for one in each((kid,)) if isinstance(one, Mark)]
        return " ".join(" ".join(self._said[one] for one in held).split())

    def reading(self, *kinds: str) -> list[str]:
        """What is read, one line for each element of some kinds, in order."""
        return [self.words(element) for element in self.all(*kinds)]


def kinds_in(element: Element) -> list[str]:
    return [kid.kind if isinstance(kid, Element) else "words" for kid in element.kids]


def what_pages_cut_is_one(tree: Tree) -> bool:
    paragraph = " ".join((WORDS * 9).split())
    item = " ".join((WORDS * 5).split())
    assert len(tree.all("Art")) == len(tree.all("Part")) == len(tree.all("Table")) == 1
    assert [len(listing.kids) for listing in tree.all("L")] == [2, 1]
    cells = [tree.words(cell) for cell in tree.all("TD")]
    assert len(cells) == 46
    assert cells[-1] == " ".join((WORDS * 24).split())
    return paragraph in tree.reading("P") and item in tree.reading("LBody")


def what_columns_cut_is_one(tree: Tree) -> bool:
    divisions = [kinds_in(one) for one in tree.all("Div")]
    return divisions[0] == ["P", "H2", "P"] and " ".join((WORDS * 9).split()) in tree.reading("P")


def words_are_read_once_in_their_order(tree: Tree) -> bool:
    main = next(iter(tree.all("Part")))
    read = re.findall(r"\w+", tree.words(main))
    assert read[:2] == ["Cut", "The"]
    order = ["Cut", "inter", "code", "BeforeThe", "tight", "Cross", "card", "Aside", "Quoted"]
    assert [read.count(word) for word in order] == [1] * len(order)
    return sorted(order, key=read.index) == order


def heads_of_tables_are_read_once(tree: Tree) -> bool:
    table = tree.all("Table")[0]
    cells = tree.all("TH", "TD")
    names = {bytes(cell.traits["/ID"]) for cell in cells if "/ID" in cell.traits}
    for cell in tree.all("TD"):
        headers = [bytes(name) for name in cell.traits["/A"].Headers]
        assert len(headers) == 2, "its row and its column"
        assert set(headers) <= names
    assert kinds_in(table) == ["Caption", "THead", "TBody"]
    repeated = [page.count(b"/Pagination") for page in tree.streams]
    return tree.reading("TH").count("Place") == 1 and sum(repeated) >= 2


def notes_follow_their_calls(tree: Tree) -> bool:
    part = tree.all("Part")[0]
    at = next(n for n, kid in enumerate(part.kids) if tree.words(kid).startswith("Before"))
    caller, note = part.kids[at : at + 2]
    assert isinstance(caller, Element)
    assert isinstance(note, Element)
    calls = [kid for kid in caller.kids if isinstance(kid, Element)]
    assert [(kid.kind, kinds_in(kid)) for kid in calls] == [("Reference", ["Link"])] * 2
    assert (note.kind, tree.words(note)) == ("Note", "1. A note, see .")
    body = next(one for one in tree.all("LBody") if tree.words(one).startswith("tight"))
    assert kinds_in(body) == ["words", "Reference", "Note"]
    notes = tree.all("Note")
    assert [tree.words(note) for note in notes[1:]] == ["2. In a list.", "3. Of no block."]
    assert [note.kids[0].kind for note in notes] == ["Lbl"] * 3  # type: ignore[union-attr]
    return len({bytes(note.traits["/ID"]) for note in notes}) == 3


def links_are_not_parted(tree: Tree) -> bool:
    words = "internationalisation of self-governing administrations"
    link = next(one for one in tree.all("Link") if tree.words(one).startswith("inter-"))
    said = {tree.links[id(kid)] for kid in link.kids if isinstance(kid, Annotation)}
    return said == {words}


def signs_between_words_are_not_read(tree: Tree) -> bool:
    line = next(words for words in tree.reading("P") if words.startswith("May"))
    return line == "May No. 3 “ said"


def contents_are_a_table_of_contents(tree: Tree) -> bool:
    assert [kinds_in(one) for one in tree.all("TOC")] == [["TOCI"]] * 2
    assert [kinds_in(entry) for entry in tree.all("TOCI")] == [["Reference", "TOC"], ["P"]]
    return kinds_in(tree.all("Reference")[0])[0] == "Link"


def kinds_are_what_they_are(tree: Tree) -> bool:
    assert tree.roles == {"/Em": "/Span", "/Strong": "/Span"}
    assert tree.reading("Em")[0] == " ".join(WORDS.split())
    assert (tree.reading("Strong"), tree.reading("Code")) == (["1"], ["code", "one"])
    assert (tree.reading("Sect")[-1], tree.reading("BlockQuote")) == ("Aside", ["Quoted"])
    figure = next(one for one in tree.all("Div") if "Figure" in kinds_in(one))
    return kinds_in(figure) == ["Figure", "Caption"]


PROMISES = (
    what_pages_cut_is_one,
    what_columns_cut_is_one,
    heads_of_tables_are_read_once,
    notes_follow_their_calls,
    links_are_not_parted,
    signs_between_words_are_not_read,
    contents_are_a_table_of_contents,
    kinds_are_what_they_are,
)


@pytest.mark.parametrize("name", ["whole", "pressed"])
def test_a_span_in_a_link_is_no_link_of_its_own(trees, name) -> None:
    link = next(one for one in trees[name].all("Link") if trees[name].words(one) == "Inner page")
    assert [type(kid) for kid in link.kids] == [Annotation, Mark, Mark]


@pytest.fixture(scope="module")
def trees(finished: Mapping[str, bytes]) -> dict[str, Tree]:
    return {name: Tree(finished[name]) for name in ("whole", "pressed")}


@pytest.mark.parametrize("kept", PROMISES)
def test_the_press_keeps_what_stock_does_not(kept: Callable[[Tree], bool], trees) -> None:
    assert kept(trees["pressed"])
    with pytest.raises((AssertionError, LookupError, StopIteration, AttributeError)):
        assert kept(trees["whole"])


def test_words_are_read_once_in_their_order(trees) -> None:
    assert words_are_read_once_in_their_order(trees["pressed"])


def test_the_pages_themselves_are_those_of_stock(raw: Mapping[str, bytes]) -> None:
    """Streams and all: what is tagged another way is drawn the same way."""
    with pikepdf.open(BytesIO(raw["whole"])) as stock, pikepdf.open(BytesIO(raw["pressed"])) as our:
        drawn = [[page.Contents.read_bytes() for page in pdf.pages] for pdf in (stock, our)]
    assert drawn[0] == drawn[1]


def test_most_elements_are_not_even_made(raw: Mapping[str, bytes]) -> None:
    """Finishing reads each: a volume's own pages have thousands."""
    made = {}
    for name in ("whole", "pressed"):
        with pikepdf.open(BytesIO(raw[name])) as pdf:
            tree = read_tree(pdf)
            assert tree is not None
            made[name] = sum(isinstance(kid, Element) for kid in each(tree.kids))
    assert made["pressed"] < made["whole"] / 2


def test_an_unknown_weasyprint_is_left_as_it_is_and_named() -> None:
    script = (
        "import weasyprint.pdf.tags as tags\n"
        "stock = tags._build_box_tree\n"
        "def _get_pdf_tag(tag): return 'Span'\n"
        "tags._get_pdf_tag = _get_pdf_tag\n"
        "from mekong_print.render import mends, tagging\n"
        "tagging.mend()\n"
        "assert tags._build_box_tree is stock and tags._get_pdf_tag is _get_pdf_tag\n"
        "print(*mends.unmended)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], check=False, capture_output=True, text=True
    )
    assert done.stdout.strip() == "structure tree", done.stderr
