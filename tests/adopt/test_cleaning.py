"""What must not be bound is taken out, and told; what may stay stays, our own PDFs whole."""

import time
from io import BytesIO

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Operator, Pdf, String

from adopt import hostile
from mekong_print.pdf.bind.cleaning import clean

MOST_SECONDS = 0.002  # for a file of ours of about ten pages; measured: under a millisecond


def opened(content):
    return pikepdf.open(BytesIO(content))


def told(pdf):
    return [change.what for change in clean(pdf, "river-007")]


def saved(pdf):
    out = BytesIO()
    pdf.save(out, deterministic_id=True)
    return out.getvalue()


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("/DSS", "signatures could be checked"),
        ("/Legal", "from what was signed"),
        ("/SpiderInfo", "from the web"),
        ("/Requirements", "asks of a reader"),
        ("/URI", "links without one begin with"),
        ("/Unheard", "What only the program that made it knows: Unheard."),
    ],
)
def test_whatever_a_catalog_loses_is_told(key, words):
    with opened(hostile.edited(lambda pdf: pdf.Root.__setitem__(key, Dictionary()))) as pdf:
        assert any(words in what for what in told(pdf))
        assert told(pdf) == []


@pytest.mark.parametrize("key", ["/Pages", "/Templates", "/AP", "/IDS", "/URLS", "/JavaScript"])
def test_whatever_its_names_lose_is_told(key):
    names = Dictionary({key: Dictionary(Names=Array([]))})
    with opened(hostile.edited(lambda pdf: pdf.Root.__setitem__("/Names", names))) as pdf:
        assert len(told(pdf)) == 1
        assert told(pdf) == []


@pytest.mark.parametrize("kind", hostile._ACTIONS)
def test_no_harmful_action_is_left_on_any_page(kind):
    with opened(hostile.links_that_do_harm()) as pdf:
        changes = told(pdf)
        left = pdf.pages[0].obj.get(Name.Annots, Array())
        assert [note for note in left if Name.A in note] == []
        assert kind.encode() not in hostile.edited(lambda _: None) + saved(pdf)
    assert all(what.startswith("Page 1: ") and what.endswith(".") for what in changes)


def test_each_harm_is_told_in_words_with_its_page():
    with opened(hostile.links_that_do_harm()) as pdf:
        changes = " ".join(told(pdf))
    for words in (
        "Page 1: a link that would start a program.",
        "a link that would run a script",
        "a link that would send a form away",
        "a link that would open another file",
        "lead to “file:///etc/passwd”, no web or mail address",
        "do several things one after the other",
        "do something unknown (Unheard)",
    ):
        assert words in changes


def test_changes_bear_the_key_of_the_part():
    with opened(hostile.script_when_opened()) as pdf:
        assert {change.part for change in clean(pdf, "river-007")} == {"river-007"}
        assert {change.kind for change in clean(opened(hostile.form_with_xfa()), "k")} == {
            "dropped"
        }


def test_good_links_and_marks_stay_and_nothing_is_told():
    with opened(hostile.links_that_are_good()) as pdf:
        before = saved(pdf)
        assert told(pdf) == []
        assert saved(pdf) == before


@pytest.mark.parametrize(
    ("make", "gone", "words"),
    [
        (hostile.script_when_opened, b"/JavaScript", "It would run a script when it is opened."),
        (hostile.scripts_by_name, b"/JavaScript", "Scripts that would run when it is opened."),
        (hostile.script_when_shown, b"/JavaScript", "run when the page is shown"),
        (hostile.outline_that_runs_something, b"/Launch", "of the outline, “Press”, would start"),
        (hostile.file_on_a_page, b"/FileAttachment", "an attached file, “note.txt”"),
        (hostile.form_with_xfa, b"/XFA", "An XFA form"),
        (hostile.signature, b"/Sig", "a signature, which a bound page cannot keep"),
    ],
)
def test_it_is_gone_and_told(make, gone, words):
    assert gone in saved(opened(make()))
    with opened(make()) as pdf:
        assert words in " ".join(told(pdf))
        assert gone not in saved(pdf)


def test_clean_twice_finds_nothing_the_second_time():
    for make in hostile.ADOPTED.values():
        with opened(make()) as pdf:
            clean(pdf, "x")
            assert told(pdf) == [], make.__name__


def test_what_a_form_shows_becomes_part_of_the_page():
    with opened(hostile.form_with_xfa()) as pdf:
        assert any("what it shows is now part of the page" in what for what in told(pdf))
        page = pdf.pages[0]
        assert Name.Annots not in page.obj
        assert Name.AcroForm not in pdf.Root
        drawn = [
            bytes(page.obj.Resources.XObject[operands[0]].read_bytes())
            for operands, operator in pikepdf.parse_content_stream(page)
            if operator == Operator("Do")
        ]
    assert drawn == [b"1 0 0 rg 0 0 50 20 re f"]


def test_value_that_no_page_showed_is_told():
    bare = hostile.form(V=String("Malai"), AP=Dictionary())
    with opened(bare) as pdf:
        assert "Page 1: a form field; its value, “Malai”, was not shown." in told(pdf)


def test_remark_on_what_goes_does_not_hold_it_back():
    """A window or an answer refers to its note, which would bring the file along."""

    def change(pdf: Pdf) -> None:
        spec = Dictionary(Type=Name.Filespec, F=String("held.exe"))
        note = pdf.make_indirect(Dictionary(Subtype=Name.FileAttachment, FS=spec))
        window = pdf.make_indirect(Dictionary(Subtype=Name.Popup, Parent=note))
        answer = pdf.make_indirect(Dictionary(Subtype=Name.Text, IRT=note))
        pdf.pages[0].obj[Name.Annots] = Array([note, window, answer])

    with opened(hostile.edited(change)) as pdf:
        told(pdf)
        assert b"held.exe" not in saved(pdf)


def test_link_that_goes_leaves_the_structure_tree_sound():
    def change(pdf: Pdf) -> None:
        bad = Dictionary(Subtype=Name.Link, StructParent=0, A=Dictionary(S=Name.Launch))
        good = Dictionary(
            Subtype=Name.Link,
            StructParent=1,
            A=Dictionary(S=Name.URI, URI=String("https://example.org/")),
        )
        notes = [pdf.make_indirect(one) for one in (bad, good)]
        pdf.pages[0].obj[Name.Annots] = Array(notes)
        links = [
            pdf.make_indirect(
                Dictionary(S=Name.Link, K=Array([0, Dictionary(Type=Name.OBJR, Obj=note)]))
            )
            for note in notes
        ]
        numbers = Array([0, links[0], 1, links[1]])
        pdf.Root[Name.StructTreeRoot] = pdf.make_indirect(
            Dictionary(K=Array(links), ParentTree=Dictionary(Nums=numbers))
        )

    with opened(hostile.edited(change)) as pdf:
        told(pdf)
        tree = pdf.Root.StructTreeRoot
        assert list(pikepdf.NumberTree(tree.ParentTree).keys()) == [1]
        assert list(tree.K[0].K) == [0]
        assert len(tree.K[1].K) == 2


@pytest.fixture(scope="module")
def ours(press):
    """Finished PDFs of every layout."""
    return [path.read_bytes() for path in sorted(press.root.glob("output/*.pdf"))]


def test_our_own_pdfs_pass_unchanged(ours):
    assert len(ours) >= 6
    for content in ours:
        with opened(content) as pdf, opened(content) as same:
            assert told(pdf) == []
            assert saved(pdf) == saved(same)


def test_our_own_pdfs_cost_next_to_nothing(ours):
    for content in ours:
        best = 1.0
        for _ in range(5):
            with opened(content) as pdf:
                pages = len(pdf.pages)
                started = time.process_time()
                clean(pdf, "x")
                best = min(best, time.process_time() - started)
        assert best < MOST_SECONDS * max(1, pages / 10)
