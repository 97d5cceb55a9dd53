"""Finished PDFs as a reader finds them: each fault is seen, and no good edition has one."""

from __future__ import annotations

import contextlib
import random
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from mekong_print.errors import SourceError
from mekong_print.findings import CODES
from mekong_print.pdf.glyphs import runs
from mekong_print.pdf.opened import ask
from mekong_print.pdf.review import MOST_BYTES, review

BOX = Array([0, 0, 300, 400])
HERE = b"BT /F 10 Tf 20 20 Td <00050006> Tj ET"


def font(pdf: pikepdf.Pdf) -> Dictionary:
    """A composite font of two bytes a glyph, each of them half an em wide."""
    inner = Dictionary(
        Type=Name.Font,
        Subtype=Name.CIDFontType2,
        BaseFont=Name("/ABCDEF+Test"),
        DW=500,
        FontDescriptor=Dictionary(FontFile2=pdf.make_stream(b"")),
    )
    return Dictionary(
        Type=Name.Font,
        Subtype=Name.Type0,
        BaseFont=Name("/ABCDEF+Test"),
        Encoding=Name("/Identity-H"),
        DescendantFonts=Array([inner]),
    )


def paged(*contents: bytes) -> pikepdf.Pdf:
    """A PDF of pages with these contents; /F is its font."""
    pdf = pikepdf.new()
    for content in contents:
        pdf.add_blank_page(page_size=(300, 400))
        page = pdf.pages[-1].obj
        page.Contents = pdf.make_stream(content)
        page.Resources = Dictionary(Font=Dictionary(F=font(pdf)))
    return pdf


def written(pdf: pikepdf.Pdf, folder: Path) -> Path:
    out = BytesIO()
    pdf.save(out)
    path = folder / "a.pdf"
    path.write_bytes(out.getvalue())
    return path


def codes(pdf: pikepdf.Pdf, folder: Path) -> dict[str, str]:
    return {one.code: one.message for one in review(written(pdf, folder), "a.pdf")}


@pytest.mark.parametrize(
    "content",
    [
        b"BT /F 10 Tf 295 20 Td <00050006> Tj ET",
        b"BT /F 10 Tf 1 0 0 1 -9 20 Tm <0005> Tj ET",
        b"q 1 0 0 1 0 500 cm BT /F 10 Tf 20 20 Td <0005> Tj ET Q",
        b"BT /F 10 Tf 20 20 Td [<0005> -40000 <0005>] TJ ET",
        b"BT /F 10 Tf 20 20 Td 500 TL T* <0005> Tj ET",
        b"BT /F 10 Tf 20 20 Td 300 Tc <00050005> Tj ET",
        b"BT /F 10 Tf 20 20 Td 400 Ts <0005> Tj ET",
        b"BT /F 10 Tf 9000 Tz 20 20 Td <0005> Tj ET",
    ],
)
def test_text_that_leaves_the_page_is_seen(content: bytes, tmp_path: Path) -> None:
    found = codes(paged(HERE, content), tmp_path)
    assert found["P30"].startswith("Page 2: text leaves the page in 1 place")
    assert "P31" not in found


def test_text_on_the_page_and_invisible_text_are_left_alone(tmp_path: Path) -> None:
    hidden = b"BT 3 Tr /F 10 Tf 900 20 Td <0000> Tj ET"
    back = b"q 1 0 0 1 0 500 cm Q " + HERE
    assert not {"P30", "P31"} & codes(paged(HERE, hidden, back), tmp_path).keys()


def test_a_letter_without_a_glyph_is_seen_on_its_page(tmp_path: Path) -> None:
    found = codes(paged(HERE, b"BT /F 10 Tf 20 20 Td <000500000000> Tj ET"), tmp_path)
    assert found["P31"] == "Page 2: 2 characters without a glyph in “Test”."


def test_text_in_a_form_is_read_where_it_is_drawn(tmp_path: Path) -> None:
    pdf = paged(b"q 1 0 0 1 290 0 cm /X Do Q")
    form = pdf.make_stream(HERE, Type=Name.XObject, Subtype=Name.Form, BBox=BOX)
    pdf.pages[0].obj.Resources.XObject = Dictionary(X=form)
    assert "P30" in codes(pdf, tmp_path)


def test_forms_that_draw_themselves_come_to_an_end(tmp_path: Path) -> None:
    pdf = paged(b"/X Do")
    form = pdf.make_stream(b"/X Do " * 50 + HERE, Type=Name.XObject, Subtype=Name.Form, BBox=BOX)
    form.Resources = Dictionary(XObject=Dictionary(X=form), Font=Dictionary(F=font(pdf)))
    pdf.pages[0].obj.Resources.XObject = Dictionary(X=form)
    assert ask(written(pdf, tmp_path), lambda opened: sum(1 for _ in runs(opened))) > 0


def test_a_bare_pdf_has_most_faults_there_are(tmp_path: Path) -> None:
    pdf = paged(HERE, HERE, b"", HERE)
    pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS="app.alert(1)")
    pdf.pages[0].obj.Resources.Font.F = Dictionary(
        Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica
    )
    found = codes(pdf, tmp_path)
    assert {"P21", "P22", "P23", "P24", "P26", "P27", "P28", "P32", "P33"} == found.keys()
    assert found["P32"] == "Page 3 is empty."


def test_a_claim_that_is_not_kept_is_an_error(tmp_path: Path) -> None:
    pdf = paged(HERE)
    with pdf.open_metadata() as packet:
        packet["pdfuaid:part"] = "1"
    found = codes(pdf, tmp_path)
    assert found["P34"] == (
        "The PDF claims ua-1, but it has no tags, it says no language, it shows no title."
    )
    assert CODES["P34"][0] == "error"


def test_a_large_file_is_seen(tmp_path: Path) -> None:
    pdf = paged(HERE)
    pdf.Root.Ballast = pdf.make_stream(random.Random(0).randbytes(MOST_BYTES))  # noqa: S311
    assert codes(pdf, tmp_path)["P29"].startswith("The file has 10 MB")


def test_a_good_edition_has_no_fault(finished: dict[str, bytes], tmp_path: Path) -> None:
    path = tmp_path / "heads.pdf"
    path.write_bytes(finished["heads"])
    assert review(path, "heads.pdf") == ()


@pytest.mark.parametrize("size", [0, 4, 200, 900])
def test_a_torn_file_is_refused_or_read(size: int, tmp_path: Path) -> None:
    path = written(paged(HERE, HERE), tmp_path)
    path.write_bytes(path.read_bytes()[:size])
    with contextlib.suppress(SourceError):
        assert review(path, "a.pdf")


BROKEN = [b"Tj", b"BT /F Tf <", b"] TJ", b"Q Q Q Do", b"1 cm (a) Tj", b"\xff" * 99]


@pytest.mark.parametrize("content", BROKEN)
def test_broken_content_is_refused_or_read(content: bytes, tmp_path: Path) -> None:
    with contextlib.suppress(SourceError):
        assert review(written(paged(content), tmp_path), "a.pdf")


def mekong(*words: object, cwd: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "mekong_print", *map(str, words)]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)


def test_the_command_reads_pdfs_outside_a_publication(tmp_path: Path) -> None:
    written(paged(HERE, b"BT /F 10 Tf 20 20 Td <0000> Tj ET"), tmp_path)
    run = mekong("check", "a.pdf", "--select", "P31", cwd=tmp_path)
    assert (run.returncode, run.stderr) == (1, "")
    assert run.stdout.startswith("a.pdf:1:1: error P31: Page 2: 1 character without a glyph")
    signs = {"json": '{"file": "a.pdf"', "github": "::warning file=a.pdf,", "sarif": "{"}
    for form, sign in signs.items():
        made = mekong("check", "a.pdf", "--format", form, cwd=tmp_path)
        assert made.stdout.startswith(sign)
    assert mekong("check", "a.pdf", "--fix", cwd=tmp_path).returncode == 2


def test_a_pdf_that_cannot_be_read_ends_with_its_own_exit_code(tmp_path: Path) -> None:
    written(paged(HERE), tmp_path)
    (tmp_path / "b.pdf").write_text("no PDF")
    run = mekong("check", "b.pdf", "none.pdf", "a.pdf", "--select", "P21", cwd=tmp_path)
    assert run.returncode == 3
    assert run.stdout.startswith("a.pdf:1:1: warning P21")
    assert "“b.pdf” is not a PDF." in run.stderr
    assert "none.pdf is not there." in run.stderr
    assert "Traceback" not in run.stderr
