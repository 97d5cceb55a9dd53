"""PDFs that other programs made: all are adopted, and what they say of themselves is found."""

import subprocess
import sys
from io import BytesIO

import pytest
from PIL import Image

from adopt import hostile
from mekong_print.commands.adopt import Request, Taken, adopt
from mekong_print.reading import ReadingRoom
from mekong_print.volume.sidecar_text import read_sidecar
from mekong_print.workshop import open_workshop
from proofing import tool

PAGE = """
<html lang="vi"><title>Bản tin sông, số 31</title><meta name="author" content="Nguyễn Văn An">
<style>@page { size: A4 } body { font: 10pt sans-serif } h1 { font-size: 24pt }
h2 { font-size: 16pt }</style>
<p>Ngày 5 tháng 3 năm 2024</p><h1>Bản tin sông, số 31</h1><h2>Nước lên</h2>
<p>Nước của sông đã lên và các làng không được báo trước cho đến khi nước vào nhà.</p></html>
"""


def cairo(tmp_path):
    """poppler and cairo, which write a PDF anew."""
    source = tmp_path / "plain.pdf"
    source.write_bytes(hostile.plain())
    target = tmp_path / "cairo.pdf"
    subprocess.run([tool("pdftocairo"), "-pdf", source, target], check=True)
    return target


def qpdf(tmp_path):
    source = tmp_path / "plain.pdf"
    source.write_bytes(hostile.plain())
    target = tmp_path / "qpdf.pdf"
    command = [tool("qpdf"), "--linearize", "--object-streams=generate", source, target]
    subprocess.run(command, check=True)
    return target


def weasyprint(tmp_path):
    """WeasyPrint as anybody has it: no tags, no conformance."""
    target = tmp_path / "bulletin.pdf"
    script = "import sys, weasyprint; weasyprint.HTML(string=sys.argv[1]).write_pdf(sys.argv[2])"
    subprocess.run([sys.executable, "-c", script, PAGE, target], check=True)
    return target


def scan(tmp_path):
    """Pictures of pages, as a scanner's program writes them."""
    pages = [Image.new("L", (1240, 1754), shade) for shade in (200, 220, 240)]
    out = BytesIO()
    pages[0].save(out, "PDF", save_all=True, append_images=pages[1:], resolution=150, title="")
    target = tmp_path / "letter-no-44.pdf"
    target.write_bytes(out.getvalue())
    return target


@pytest.fixture(scope="module")
def room():
    with ReadingRoom() as reading:
        yield reading


@pytest.fixture
def sidecar(tmp_path, room):
    """The sidecar of a PDF, and what was said of it."""
    (tmp_path / "mekong.toml").write_text(
        '[publication]\nname = "R"\n\n[[desks]]\nname = "R"\n', "utf-8"
    )

    def taken(path):
        (outcome,) = adopt(open_workshop(tmp_path), Request((path,)), room)
        assert isinstance(outcome, Taken), outcome.error.message
        reading = read_sidecar(outcome.sidecar.read_bytes(), "issue.toml")
        assert reading.findings == ()
        return reading.sidecar, [note.message for note in outcome.notes]

    return taken


@pytest.mark.parametrize("make", [cairo, qpdf])
def test_pdf_that_was_written_anew_says_the_same(sidecar, tmp_path, make):
    told, notes = sidecar(make(tmp_path))
    assert (told.number, told.title) == (7, "River Letter, Issue 7")
    assert told.date is not None
    assert not [note for note in notes if "take out" in note]


def test_plain_print_of_a_web_page_is_understood(sidecar, tmp_path):
    told, _ = sidecar(weasyprint(tmp_path))
    assert (told.number, told.title) == (31, "Bản tin sông, số 31")
    assert told.date.isoformat() == "2024-03-05"
    assert told.lang == "vi"
    assert told.authors == ("Nguyễn Văn An",)
    assert [one.title for one in told.articles] == ["Nước lên"]


def test_scan_is_adopted_with_all_that_its_name_says(sidecar, tmp_path):
    told, notes = sidecar(scan(tmp_path))
    assert told.number == 44
    assert "No text was found on its pages: a scan, or letters without a code." in notes
