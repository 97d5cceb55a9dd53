"""Sources are protected: what pictures tell of their makers, and what must never be printed."""

import io
import json

import pikepdf
import pytest
from PIL import Image, ImageOps

from hostile.test_threats import holds_canary, unpacked
from hostile.threats import BODY, CANARY, HEAD, NOTED, flat, noise, noted_jpeg, saved, turned_jpeg
from manuscripts import manuscript
from mekong_print.check.protection import never_print
from mekong_print.errors import InspectionError
from mekong_print.guarding import refuse_forbidden
from mekong_print.pictures import plate
from mekong_print.places import built_in
from mekong_print.secrecy import found_in, traces
from press.conftest import CONFIG

# ---------------------------------------------------------------- pictures


@pytest.mark.parametrize("name", NOTED)
def test_what_a_picture_tells_of_its_maker_reaches_no_plate(name):
    content = NOTED[name]()
    assert CANARY.encode() in content or name == "b.png"
    made = plate(content, name)
    assert made.fault == ""
    if not name.endswith(".svg"):  # of a drawing the press draws lines: see the PDF below
        assert not holds_canary(made.content)
        with Image.open(io.BytesIO(made.content)) as picture:
            assert dict(picture.getexif()) == {}
            assert picture.info.keys() <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}


def test_nor_the_pdf(new_village):
    figures = "\n\n".join(f"![A boat]({name})" for name in NOTED)
    issue = new_village.publication.issue(7, f"{HEAD}{BODY}\n{figures}\n")
    for name, make in NOTED.items():
        (issue.parent / name).write_bytes(make())
    run = new_village.mekong("build", "--jobs", "1")
    assert run.code == 0, run.err
    made = new_village.publication.pdf()
    assert not holds_canary(unpacked(made.read_bytes()))
    assert not holds_canary(made.with_suffix(".json").read_bytes())


def pixels(content):
    with Image.open(io.BytesIO(content)) as picture:
        return picture.size, picture.mode, picture.tobytes()


@pytest.mark.parametrize(
    "content",
    [
        noted_jpeg(),
        saved(noise().convert("RGB"), "JPEG", progressive=True),
        saved(noise().convert("CMYK"), "JPEG"),
        saved(noise(), "JPEG"),
        NOTED["b.png"](),
        saved(flat(50, "RGBA")),
    ],
)
def test_the_pixels_of_an_upright_picture_stay_bit_for_bit(content):
    assert pixels(plate(content, "x").content) == pixels(content)


def test_a_picture_is_turned_before_it_forgets_how_it_was_held():
    exif = Image.Exif()
    exif[0x0112] = 6
    tall = saved(flat(40).crop((0, 0, 40, 20)), exif=exif.tobytes())
    made = plate(tall, "x.png")
    with Image.open(io.BytesIO(tall)) as before, Image.open(io.BytesIO(made.content)) as after:
        assert after.size == (20, 40)
        assert after.tobytes() == ImageOps.exif_transpose(before).tobytes()
    with Image.open(io.BytesIO(plate(turned_jpeg(), "x.jpg").content)) as turned:
        assert (turned.format, turned.size, dict(turned.getexif())) == ("JPEG", (64, 64), {})


# ---------------------------------------------------------------- never_print

SECRET, PHONE = "Sok Dara", "+855 12 345 678"
ENTRIES = (SECRET, PHONE, "Eve", "José Pérez", "សុខ ដារ៉ា")
LIST = f'never_print = ["{SECRET}", "{PHONE}"]\n'


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("SOK DARA", 1), ("Sok\nDara", 1), ("So\u00adk Da-\nra", 1), ("Sok\u200bDara’s", 1),
        ("S\0o\0k\0 \0D\0a\0r\0a", 1), ("S o k  D a r a", 1), ("(855) 12-345-678.", 2),
        ("85512345678", 2), ("៨៥៥ ១២ ៣៤៥ ៦៧៨", 2), ("and Eve came", 3), ("JOSE PEREZ", 4),
        ("Jose\u0301 Pe\u0301rez", 4), ("នៅសុខដារ៉ាបាន", 5),
    ],
)  # fmt: skip
def test_an_entry_is_found_however_it_is_written(text, number):
    assert found_in(text, ENTRIES) == {number}
    (trace,) = traces(text, ENTRIES)
    assert trace.number == number
    assert text[trace.start].isalnum()


@pytest.mark.parametrize("text", ["every", "Soks Dara", "9855123456789", "Dara Sok", "an Evening"])
def test_what_only_looks_like_an_entry_is_let_be(text):
    assert found_in(text, ENTRIES) == frozenset()


def test_the_check_tells_the_place_and_not_the_words():
    read = manuscript("Our guide, SOK-DARA, and *Sok* **Dara**.\n", f'never_print = ["{SECRET}"]')
    marks = list(never_print.read(read))
    assert [mark.at.column for mark in marks] == [12, 27]
    assert all("Dara" not in f"{mark.message} {mark.hint}" for mark in marks)


@pytest.mark.parametrize("form", ["json", "sarif", "github"])
def test_no_report_for_machines_has_the_words(new_village, form):
    new_village.publication.config(LIST + CONFIG)
    new_village.publication.issue(7, f"{HEAD}{BODY}\nOur guide is sok dara.\n")
    run = new_village.mekong("check", "--format", form)
    assert "S32" in run.out
    assert "dara" not in (run.out + run.err).lower()


def put_in_text(issue, root):
    issue.write_text(f"{HEAD}{BODY}\nCall 0855 or +855-12-345-678.\n", "utf-8")


def put_in_alt(issue, root):
    issue.write_text(f"{HEAD}{BODY}\n![With Sok\u00a0Dara](x.png)\n", "utf-8")
    (issue.parent / "x.png").write_bytes(saved(noise()))


def put_in_outline(issue, root):
    issue.write_text(f"{HEAD}{BODY}\n## *Sok* **Dara** Speaks\nby A. Writer\n\nWords.\n", "utf-8")


def put_in_template(issue, root):
    folder = root / "layouts" / "briefing"
    folder.mkdir(parents=True)
    text = (built_in("layouts") / "briefing" / "issue.html").read_text("utf-8")
    (folder / "issue.html").write_text(text.replace("</main>", "<p>S. SOK DARA</p></main>"))


@pytest.mark.parametrize("put", [put_in_text, put_in_alt, put_in_outline, put_in_template])
def test_a_pdf_with_an_entry_replaces_nothing(new_village, put):
    new_village.publication.config(LIST + CONFIG)
    issue = new_village.publication.issue(7)
    put(issue, new_village.publication.root)
    new_village.publication.put_old()
    run = new_village.mekong("build", "--no-check", "--jobs", "1")
    assert run.code == 5, run.err
    assert "never_print" in run.err
    assert "dara" not in run.err.lower()
    assert new_village.publication.old_stands()
    assert new_village.publication.drafts() == []


def test_a_pdf_made_before_the_list_knew_the_name_is_not_up_to_date(new_village):
    new_village.publication.issue(7, f"{HEAD}{BODY}\nOur guide is Sok Dara.\n")
    assert new_village.mekong("build", "--jobs", "1").code == 0
    new_village.publication.config(LIST + CONFIG)
    run = new_village.mekong("build", "--jobs", "1")
    assert run.code == 3
    assert "S32" in run.err


def changed(change):
    pdf = pikepdf.new()
    pdf.add_blank_page()
    change(pdf)
    out = io.BytesIO()
    pdf.save(out, fix_metadata_version=False)
    return out.getvalue()


def picture_with_note(pdf):
    pdf.Root.X = pdf.make_stream(
        noted_jpeg().replace(CANARY.encode(), b"by Sok Dara"),
        Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Filter=pikepdf.Name.DCTDecode,
        Width=64, Height=64, ColorSpace=pikepdf.Name.DeviceRGB, BitsPerComponent=8,
    )  # fmt: skip


HIDING = {
    "attachment": lambda pdf: pdf.attachments.__setitem__("a.txt", b"ask sok  dara"),
    "attachment in UTF-16": lambda pdf: pdf.attachments.__setitem__(
        "a.txt", "Sok Dara".encode("utf-16")
    ),
    "name of an attachment": lambda pdf: pdf.attachments.__setitem__("sok_dara.txt", b"x"),
    "outline": lambda pdf: pdf.Root.__setattr__(
        "Outlines", pikepdf.Dictionary(First=pikepdf.Dictionary(Title=pikepdf.String("Sók Dara")))
    ),
    "XMP": lambda pdf: pdf.Root.__setattr__(
        "Metadata", pdf.make_stream(b"<x>&#83;ok Dara</x>", Type=pikepdf.Name.Metadata)
    ),
    "JSON": lambda pdf: pdf.attachments.__setitem__("a.json", b'"\\u0053ok Dara"'),
    "a loose object": lambda pdf: pdf.Root.__setattr__("Y", pdf.make_indirect(["Sok Dara"])),
    "a name": lambda pdf: pdf.Root.__setattr__("Y", pikepdf.Name("/Sok Dara")),
    "the strings of a page": lambda pdf: pdf.pages[0].obj.__setattr__(
        "Contents", pdf.make_stream(b"/Span <</ActualText <FEFF0053006F006B00200044006100720061>>>")
    ),
    "escapes of a page": lambda pdf: pdf.pages[0].obj.__setattr__(
        "Contents", pdf.make_stream(rb"BT (S\157k\040Dara) Tj ET")
    ),
    "a picture": picture_with_note,
}


@pytest.mark.parametrize("where", HIDING)
def test_an_entry_is_found_wherever_it_hides(where):
    refuse_forbidden(ENTRIES, changed(lambda _: None), "x", b"{}")
    with pytest.raises(InspectionError) as refused:
        refuse_forbidden(ENTRIES, changed(HIDING[where]), "The PDF", b"{}")
    assert "entry 1" in refused.value.message
    assert "Dara" not in refused.value.message
    assert refused.value.exit_code == 5


def test_the_manifest_is_searched_too():
    with pytest.raises(InspectionError, match="its manifest"):
        refuse_forbidden(ENTRIES, changed(lambda _: None), "x", json.dumps([SECRET]).encode())


@pytest.mark.parametrize("wrong", ['["ab"]', "[85512345678]", f'"{SECRET}"'])
def test_an_entry_that_cannot_be_used_is_refused_without_its_words(new_village, wrong):
    new_village.publication.config(f"never_print = {wrong}\n{CONFIG}")
    run = new_village.mekong("check")
    assert run.code == 3
    assert "never_print" in run.err
    assert not any(word in run.err for word in ("Sok", "855", "ab,"))
