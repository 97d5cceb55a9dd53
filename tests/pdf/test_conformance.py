"""What the claims are held against, and what is said when one is not kept."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import page
import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf, String
from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, NameObject

from mekong_print.pdf.conformance import PROFILES, UNJUDGED, breaches
from mekong_print.pdf.opened import ask
from mekong_print.pdf.rulings import RULINGS, claimed_by, verdicts
from mekong_print.standards import CLAIMS, JUDGED
from proofing import ROOT, Press

BOTH = ("ua-1", "a-3a")
ROOT_ISSUES = ROOT / "issues" / "022-from-ceasefires-to-clean-air"


@pytest.fixture(scope="module")
def belt(press: Press) -> bytes:
    return press.pdf("belt", "briefing").read_bytes()


def rules(content: bytes) -> set[str]:
    return {f"{one.standard} {f.rule}" for one in verdicts(content, BOTH) for f in one.failings}


def after(content: bytes, change: Callable[[Pdf], None]) -> bytes:
    out = BytesIO()
    with pikepdf.open(BytesIO(content)) as pdf:
        change(pdf)
        pdf.save(out, deterministic_id=True)
    return out.getvalue()


def of(pdf: Pdf, kind: str) -> list[Dictionary]:
    things = [thing for thing in pdf.objects if isinstance(thing, Dictionary)]
    return [thing for thing in things if thing.get("/S") == kind]


def silent_pictures(pdf: Pdf) -> None:
    for figure in of(pdf, "/Figure"):
        del figure["/Alt"]


def no_language(pdf: Pdf) -> None:
    del pdf.Root["/Lang"]


def no_words_of_links(pdf: Pdf) -> None:
    for sheet in pdf.pages:
        for note in sheet.obj.get("/Annots", ()):
            del note["/Contents"]


def no_order_of_tabs(pdf: Pdf) -> None:
    for sheet in pdf.pages:
        if "/Tabs" in sheet.obj:
            del sheet.obj["/Tabs"]


def a_heading_too_deep(pdf: Pdf) -> None:
    on_page_2 = (one for one in of(pdf, "/H3") if one.Pg.objgen == pdf.pages[1].obj.objgen)
    next(on_page_2)["/S"] = Name.H6


def a_bare_mark(pdf: Pdf) -> None:
    pdf.pages[4].contents_add(b"q 0 0 10 10 re f Q")


def no_colours(pdf: Pdf) -> None:
    del pdf.Root["/OutputIntents"]


def a_script(pdf: Pdf) -> None:
    pdf.Root["/OpenAction"] = Dictionary(S=Name.JavaScript, JS=String("x"))


def files_of_no_kind(pdf: Pdf) -> None:
    for thing in pdf.objects:
        if isinstance(thing, Dictionary) and thing.get("/Type") == "/Filespec":
            del thing["/AFRelationship"]


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        (silent_pictures, "ua-1 FIGURE-ALTERNATIVE-TEXT-001"),
        (no_language, "ua-1 TEXT-LANGUAGE-001"),
        (no_words_of_links, "ua-1 LINK-CONTENTS-001"),
        (no_order_of_tabs, "ua-1 PAGE-TABS-001"),
        (a_heading_too_deep, "ua-1 HEADING-NESTING-001"),
        (a_bare_mark, "ua-1 CONTENT-TAGGING-001"),
        (no_colours, "a-3a DEVICE-RGB-001"),
        (a_script, "a-3a ACTION-TYPE-001"),
        (files_of_no_kind, "a-3a FILE-SPEC-AF-RELATIONSHIP-001"),
    ],
)
def test_what_breaks_a_standard_is_found_and_told_in_words(belt, change, rule) -> None:
    assert rules(belt) == set()
    broken = after(belt, change)
    assert rule in rules(broken)
    told = [f for one in verdicts(broken, BOTH) for f in one.failings]
    assert all(one.words != one.raw for one in told), "each has an editor's words"


@pytest.mark.parametrize(
    ("change", "page_index", "title"),
    [
        (silent_pictures, 1, "Cambodia"),
        (a_heading_too_deep, 1, "The Mekong’s Most Fragile"),
        (a_bare_mark, 4, "China’s Pressure"),
    ],
)
def test_what_fails_has_its_page_and_its_line_in_the_source(
    belt, change, page_index, title
) -> None:
    ((failing,),) = [one.failings for one in verdicts(after(belt, change), ("ua-1",))]
    assert failing.page == page_index
    assert failing.title.startswith(title)
    assert failing.at is not None
    assert failing.at.file == "issues/022-from-ceasefires-to-clean-air/issue.md"
    source = (ROOT_ISSUES / "issue.md").read_text("utf-8").splitlines()
    assert source[failing.at.line - 1].lstrip("# ").startswith(failing.title[:20])
    assert f"page {page_index + 1}" in failing.sentence


def one_font_too_few(pdf: Pdf) -> None:
    things = [thing for thing in pdf.objects if isinstance(thing, Dictionary)]
    del next(thing for thing in things if "/FontFile2" in thing)["/FontFile2"]


def test_a_font_that_is_not_there_is_named(belt) -> None:
    ((failing,), _) = [one.failings for one in verdicts(after(belt, one_font_too_few), BOTH)]
    assert re.fullmatch(r"A font is not in the PDF: Source-S[\w-]+", failing.words)


def tables_of_nothing(pdf: Pdf) -> None:
    for cell in (*of(pdf, "/TH"), *of(pdf, "/TD")):
        del cell["/A"]


def test_a_table_whose_cells_have_no_heading_has_its_place(press: Press) -> None:
    river = after(press.pdf("river", "briefing").read_bytes(), tables_of_nothing)
    ((failing,),) = [one.failings for one in verdicts(river, ("ua-1",))]
    assert failing.rule == "TABLE-HEADERS-SCOPE-001"
    assert (failing.page, failing.title) == (1, "From the Plateau to the Sea")
    assert failing.at is not None


def entries_in_no_contents(pdf: Pdf) -> None:
    of(pdf, "/TOC")[0]["/S"] = Name.L


def test_every_fault_of_a_list_or_table_is_told_in_words(belt) -> None:
    ((*told,),) = [one.failings for one in verdicts(after(belt, entries_in_no_contents), ("ua-1",))]
    assert {one.rule for one in told} == {"L-KIDS-001", "TOCI-PARENT-001"}
    assert all(one.words != one.raw for one in told)


def test_every_rule_is_one_that_the_validator_knows() -> None:
    """A new version may call them by other names: then their words would never be said."""
    from page import _page

    with open(_page.__file__, "rb") as library:  # noqa: PTH123 - a library, not a page
        names = library.read()
    assert [rule for rule in RULINGS if rule != UNJUDGED and f"-{rule}".encode() not in names] == []


def test_all_that_can_be_claimed_can_be_judged() -> None:
    assert set(CLAIMS) <= set(JUDGED) == PROFILES.keys()


def test_a_pdf_is_held_against_what_it_claims(belt) -> None:
    assert claimed_by(belt) == BOTH
    unclaimed = belt.replace(b"<pdfuaid:part>1</pdfuaid:part>", b" " * 30)
    assert claimed_by(unclaimed) == ("a-3a",)
    assert rules(unclaimed) == {"ua-1 ID-PART-001", "ua-1 ID-SCHEMA-001"} & rules(unclaimed)
    assert "ua-1 ID-PART-001" in rules(unclaimed)


# ------------------------------------------------- where page-validation 0.11.0 is wrong


def raw_rules(content: bytes) -> set[str]:
    """What the validator says, nothing coded around."""
    reports = [page.validate_pdf_bytes(content, profile=name) for name in ("ua1", "3a")]
    return {failure.rule_id for report in reports for failure in report.failures}


def ending_with_return(content: bytes) -> bytes:
    """A PDF with one stream more, whose last byte is a carriage return."""

    def add(pdf: Pdf) -> None:
        pdf.Root["/Odd"] = pdf.make_stream(b"0 0 m\r")

    out = BytesIO()
    with pikepdf.open(BytesIO(content)) as pdf:
        add(pdf)
        pdf.save(out, deterministic_id=True, compress_streams=False)
    return out.getvalue()


def test_a_stream_that_ends_with_a_carriage_return_is_not_too_long(belt) -> None:
    odd = ending_with_return(belt)
    assert "PDFA3A-STREAM-LENGTH-001" in raw_rules(odd), "mended upstream: drop it from _QUASHED"
    assert rules(odd) == set()


def test_a_stream_that_is_too_long_is_still_seen(belt) -> None:
    odd = ending_with_return(belt)
    at = odd.index(b"0 0 m\r")
    head = odd.rindex(b"/Length 6", 0, at)
    wrong = odd[:head] + b"/Length 4" + odd[head + 9 :]
    assert "a-3a STREAM-LENGTH-001" in rules(wrong)


def packed_metadata(content: bytes) -> bytes:
    writer = PdfWriter(clone_from=BytesIO(content))
    root = writer._root_object
    plain = DecodedStreamObject()
    plain.set_data(root["/Metadata"].get_data())
    packed = plain.flate_encode()
    packed[NameObject("/Type")] = NameObject("/Metadata")
    packed[NameObject("/Subtype")] = NameObject("/XML")
    root[NameObject("/Metadata")] = writer._add_object(packed)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def test_packed_metadata_are_no_breach_of_pdf_a_3(belt) -> None:
    packed = packed_metadata(belt)
    assert "PDFA3A-METADATA-FILTER-001" in raw_rules(packed), "mended upstream: drop it"
    assert rules(packed) == set()
    first = ask(packed, lambda pdf: breaches(pdf, "a-1b"))
    assert "METADATA-FILTER-001" in {one.rule for one in first}


def test_words_behind_opacity_are_untagged_whatever_the_validator_says(raw, imprint) -> None:
    from mekong_print.pdf.finish import finish

    faded = finish(raw["faded"], imprint)
    assert raw_rules(faded) == set(), "seen upstream: drop our own question from pdf/rulings"
    assert rules(faded) == {"ua-1 CONTENT-TAGGING-001"}


def test_glyphs_without_letters_are_named_rather_than_let_pass(finished) -> None:
    """0.11.0 is stricter than veraPDF here; `marks.name_nameless_glyphs` mends the file."""
    assert rules(finished["scripts"]) == set()


# ---------------------------------------------------------------- files that cannot be judged


@pytest.mark.parametrize("content", [b"%PDF-1.7\nnothing else", b"hello", b""])
def test_what_cannot_be_read_is_refused_in_words(content: bytes) -> None:
    from mekong_print.errors import SourceError

    with pytest.raises(SourceError):
        verdicts(content, BOTH)


# ---------------------------------------------------------------- what is deep


def long_outline(pdf: Pdf) -> None:
    """As many lines side by side as a volume of twelve years has issues."""
    root = pdf.make_indirect(Dictionary(Type=Name.Outlines))
    lines = [
        pdf.make_indirect(Dictionary(Title=String(f"Issue {n}"), Parent=root, Dest=first(pdf)))
        for n in range(624)
    ]
    for before, after_it in pairwise(lines):
        before.Next, after_it.Prev = after_it, before
    root.First, root.Last, root.Count = lines[0], lines[-1], len(lines)
    pdf.Root.Outlines = root


def first(pdf: Pdf) -> Array:
    return Array([pdf.pages[0].obj, Name.Fit])


def forms_in_forms(pdf: Pdf) -> None:
    box = Array([0, 0, 9, 9])
    inner = pdf.make_stream(b"", Type=Name.XObject, Subtype=Name.Form, BBox=box)
    for _ in range(10_000):
        held = Dictionary(XObject=Dictionary(F=inner))
        inner = pdf.make_stream(
            b"/F Do", Type=Name.XObject, Subtype=Name.Form, BBox=box, Resources=held
        )
    leaf = pdf.pages[0].obj
    leaf.Resources = Dictionary(XObject=Dictionary(F=inner))
    leaf.Contents = pdf.make_stream(b"/F Do")


def test_a_volume_of_many_years_is_judged_to_its_end(belt: bytes) -> None:
    assert rules(after(belt, long_outline)) == set()


def test_forms_in_forms_stop_the_judge_and_do_not_bring_it_down(
    belt: bytes, tmp_path: Path
) -> None:
    (tmp_path / "deep.pdf").write_bytes(after(belt, forms_in_forms))
    script = (
        "import sys; from pathlib import Path\n"
        "from mekong_print.pdf.conformance import breaches\n"
        "from mekong_print.pdf.opened import ask\n"
        "print(*(one.rule for one in ask(Path(sys.argv[1]), lambda pdf: breaches(pdf, 'a-3a'))))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path / "deep.pdf")],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout.strip()) == (0, UNJUDGED), done.stderr
