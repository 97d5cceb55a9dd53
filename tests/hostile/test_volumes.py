"""What must never be printed is in no volume: neither in its own pages nor in any part."""

import shutil
from io import BytesIO

import pikepdf
import pytest

from adopt.hostile import document, stream
from hostile.test_protection import HIDING, changed
from hostile.threats import BODY, HEAD, noise, saved
from mekong_print.errors import InspectionError
from mekong_print.guarding import refuse_forbidden_parts
from press.conftest import CONFIG, Publication

LIST = 'never_print = ["Sok Dara", "+855 12 345 678"]\n'
VOLUME = '\n[volumes.all]\ntitle = "All of It"\n'
PDF = "output/volumes/river-all-briefing.pdf"
WORDS = (
    b"BT /F 24 Tf 40 500 Td (River Letter) Tj /F 10 Tf 0 -40 Td (by Sok) Tj 0 -12 Td (Dara) Tj ET"
)


@pytest.fixture(scope="module")
def bound(tmp_path_factory):
    """A publication with one issue, one adopted PDF and a volume of both; to be copied."""
    made = Publication(tmp_path_factory.mktemp("bound") / "river")
    made.config(CONFIG + VOLUME)
    made.issue(7)
    adopt(made, document())
    run = made.mekong("volume", "all")
    assert run.code == 0, run.err
    return made


@pytest.fixture
def archive(bound, tmp_path):
    """A copy, whose mekong.toml now knows what must not be printed."""
    made = Publication(tmp_path / "river")
    shutil.copytree(bound.root, made.root, dirs_exist_ok=True)
    made.config(LIST + CONFIG + VOLUME)
    return made


def adopt(publication, content, name="letter.pdf"):
    path = publication.root / name
    path.write_bytes(content)
    run = publication.mekong("adopt", path, "--number", "6")
    assert run.code == 0, run.err


def adopt_another(publication, content, name="letter.pdf"):
    shutil.rmtree(next(publication.root.glob("issues/*6*")))
    adopt(publication, content, name)


def refused(publication, *words):
    """What is said of a volume that is refused, after a look at what stands."""
    old = (publication.root / PDF).read_bytes()
    run = publication.mekong("volume", "all", *words)
    assert run.code == 5, run.err
    assert "never_print in mekong.toml forbids" in run.err
    assert "dara" not in run.err.lower()
    assert (publication.root / PDF).read_bytes() == old
    assert publication.drafts() == []
    return run.err


def test_words_of_an_adopted_page_stop_the_volume_and_the_page_is_named(archive):
    adopt_another(archive, document({4: stream(WORDS)}))
    told = refused(archive)
    assert "entry 1, in the words of page 1 of part 2 (006-river-letter/original.pdf)" in told


def shown_picture(pdf):
    """A picture on the page, whose bytes say who took it."""
    jpeg = saved(noise().convert("RGB"), "JPEG", comment=b"taken by Sok Dara")
    picture = pdf.make_stream(
        jpeg, Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Filter=pikepdf.Name.DCTDecode,
        Width=64, Height=64, ColorSpace=pikepdf.Name.DeviceRGB, BitsPerComponent=8,
    )  # fmt: skip
    pdf.pages[0].add_resource(picture, pikepdf.Name.XObject, pikepdf.Name.X)
    pdf.pages[0].contents_add(b"q 99 0 0 99 40 40 cm /X Do Q")


def outline(pdf):
    with pdf.open_outline() as entries:
        entries.root.append(pikepdf.OutlineItem("On Sok Dara", 0))


# What binding takes out, and what it keeps: a volume without the name, or none.
TAKEN_OUT = {"XMP": HIDING["XMP"]}
KEPT = {
    "a carried file": (HIDING["attachment"], "a carried file of part 2"),
    "escapes of a page": (HIDING["escapes of a page"], "the words of page 1 of part 2"),
    "outline": (outline, "a title (outline or metadata) of part 2"),
    "a picture": (shown_picture, "a picture of part 2"),
}


@pytest.mark.parametrize("where", TAKEN_OUT)
def test_what_binding_takes_out_of_an_adopted_pdf_is_in_no_volume(archive, where):
    adopt_another(archive, with_words(changed(TAKEN_OUT[where])))
    run = archive.mekong("volume", "all")
    assert run.code == 0, run.err
    assert "up to date" not in run.out
    assert not holds(archive.root / PDF)
    assert "dara" not in run.err.lower()


@pytest.mark.parametrize("where", KEPT)
def test_what_binding_keeps_of_an_adopted_pdf_stops_the_volume(archive, where):
    hide, place = KEPT[where]
    adopt_another(archive, with_words(changed(hide)))
    assert place in refused(archive)


def with_words(content):
    """The same PDF with a title on its page, since a page without any is not adopted."""
    with pikepdf.open(BytesIO(content)) as pdf:
        font = pikepdf.Dictionary(
            Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
        )
        pdf.pages[0].add_resource(font, pikepdf.Name.Font, pikepdf.Name.F)
        pdf.pages[0].contents_add(b"BT /F 24 Tf 40 500 Td (River Letter, Issue 6) Tj ET")
        out = BytesIO()
        pdf.save(out)
    return out.getvalue()


def holds(path):
    """Whether the words stand anywhere in a PDF, each stream unpacked."""
    with pikepdf.open(path) as pdf:
        for one in pdf.objects:
            text = repr(one).encode()
            if isinstance(one, pikepdf.Stream):
                try:
                    text += one.read_bytes()
                except pikepdf.PdfError:
                    text += one.read_raw_bytes()
            if (
                b"Sok Dara" in text
                or b"sok  dara" in text
                or "Sok Dara".encode("utf-16-le") in text
            ):
                return True
    return False


def test_the_name_of_the_file_that_it_came_in_is_not_told(archive):
    adopt_another(archive, document({4: stream(WORDS)}), "Sok-Dara.pdf")
    refused(archive)


def test_words_of_the_volumes_own_pages_stop_it(archive):
    archive.config(LIST + CONFIG + '\n[volumes.all]\ntitle = "For S\u00f3k Dara"\n')
    assert "of part" not in refused(archive)


def test_words_of_an_issue_stop_the_volume_before_it_is_bound(archive):
    archive.issue(7, f"{HEAD}{BODY}\nOur guide is Sok Dara.\n")
    old = (archive.root / PDF).read_bytes()
    run = archive.mekong("volume", "all")
    assert run.code == 3
    assert "S32" in run.err
    assert (archive.root / PDF).read_bytes() == old


def test_a_volume_made_before_the_list_knew_the_name_is_not_up_to_date(archive):
    adopt_another(archive, document({4: stream(WORDS)}))
    archive.config(CONFIG + VOLUME)
    assert archive.mekong("volume", "all").code == 0
    archive.config(LIST + CONFIG + VOLUME)
    refused(archive)
    archive.config(CONFIG + VOLUME)
    assert "up to date" in archive.mekong("volume", "all").out


def test_a_part_whose_own_name_holds_the_words_is_told_by_its_number(tmp_path):
    path = tmp_path / "a.pdf"
    path.write_bytes(changed(HIDING["XMP"]))
    with pytest.raises(InspectionError) as refused:
        refuse_forbidden_parts(("Sok Dara",), {"sok-dara/a.pdf": path}, "The volume")
    assert refused.value.message.endswith("of part 1")
