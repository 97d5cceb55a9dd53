"""The inspection of a volume: a good one passes, and whatever a part has lost is told."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Object, Pdf, String

from mekong_print.pages import Attachment, Imprint
from mekong_print.pdf.bind import Material, bind
from mekong_print.pdf.contents import part_facts, part_of
from mekong_print.pdf.inspect_volume import ExpectedVolume, volume_faults
from mekong_print.volume.parts import Part
from mekong_print.volume.plan import place, plan_volume
from volume.bound import FOLIO, TYPEFACE, Volume, bound, changed

Break = Callable[[Pdf, Volume], None]


@pytest.fixture(scope="module")
def volume(press, tmp_path_factory) -> Volume:
    return bound(press, tmp_path_factory.mktemp("volume") / "small.pdf")


def faults(volume: Volume, change: Break) -> str:
    """What is said of a volume after a change, one fault a line."""
    content = changed(volume.content, lambda pdf: change(pdf, volume))
    return "\n".join(volume_faults(content, volume.expected))


def test_a_good_volume_passes(volume) -> None:
    assert volume_faults(volume.content, volume.expected) == ()
    assert faults(volume, lambda pdf, _: None) == ""


def test_a_volume_without_rectos_passes(press, tmp_path) -> None:
    made = bound(press, tmp_path / "small.pdf", recto=False)
    assert made.material.plan.blanks() == ()
    assert volume_faults(made.content, made.expected) == ()


# ---------------------------------------------------------------- what can be lost


def links(pdf: Pdf, first: int, last: int) -> Iterator[Object]:
    for page in list(pdf.pages)[first:last]:
        yield from (note for note in page.get("/Annots", ()) if note.Subtype == "/Link")


def internal(pdf: Pdf, volume: Volume, key: str) -> Object:
    start = volume.start(key)
    return next(note for note in links(pdf, start, len(pdf.pages)) if "/Dest" in note)


def leads_to_another_part(pdf, volume):
    """As plain merges do, where all parts have the same names."""
    link = internal(pdf, volume, "tall")
    link.Dest = String(str(link.Dest).replace("tall.", "river."))


def leads_to_another_place(pdf, volume):
    page = pdf.pages[volume.start("belt")].obj
    internal(pdf, volume, "belt").Dest = Array([page, Name.Fit])


def web_link_changed(pdf, volume):
    web = [one for one in links(pdf, volume.start("river"), len(pdf.pages)) if "/A" in one]
    web[0].A.URI = String("https://example.org/another")


def link_moved(pdf, volume):
    link = internal(pdf, volume, "belt")
    link.Rect = Array([0, 0, 10, 10])


def link_says_other_words(pdf, volume):
    internal(pdf, volume, "belt").Contents = String("other words")


def link_lost(pdf, volume):
    page = pdf.pages[volume.start("belt")].obj
    page.Annots = Array(list(page.Annots)[1:])


def page_repainted(pdf, volume):
    stream = pdf.pages[volume.start("belt") + 1].obj.Contents[1]
    stream.write(stream.read_bytes().replace(b" Tf", b"0 Tf", 1))


def pages_swapped(pdf, volume):
    start = volume.start("belt")
    first, second = (pdf.pages[start + one].obj.Contents for one in (1, 2))
    one, two = first[1].read_bytes(), second[1].read_bytes()
    first[1].write(two)
    second[1].write(one)


def page_cut(pdf, volume):
    pdf.pages[volume.start("belt")].obj.MediaBox[2] = 300


def page_turned(pdf, volume):
    pdf.pages[volume.start("belt")].obj.Rotate = 90


def page_gone(pdf, _):
    del pdf.pages[-1]


def folio_gone(pdf, volume):
    page = pdf.pages[volume.start("belt")].obj
    page.Contents = page.Contents[1]


def folio_of_another_page(pdf, volume):
    first, second = (pdf.pages[volume.start("belt") + one].obj for one in (0, 1))
    first.Contents[-1] = second.Contents[-1]


def painted_after_the_folio(pdf, volume):
    page = pdf.pages[volume.start("belt")].obj
    page.Contents.append(pdf.make_stream(b"/Artifact BMC 0 0 9 9 re f EMC"))


def fonts(pdf: Pdf, volume: Volume) -> Iterator[Object]:
    for page in list(pdf.pages)[volume.start("belt") :]:
        found = page.Resources.get("/Font", Dictionary())
        yield from (font for name, font in found.items() if name != "/MekongFolio")


def letters_changed(pdf, volume):
    for font in fonts(pdf, volume):
        font.ToUnicode.write(font.ToUnicode.read_bytes().replace(b"<0065>", b"<0078>"))


def widths_changed(pdf, volume):
    for font in fonts(pdf, volume):
        font.DescendantFonts[0].W = Array([0, Array([500])])


def font_renamed(pdf, volume):
    for font in fonts(pdf, volume):
        font.BaseFont = Name("/ABCDEF+Other")


def name_lost(pdf, _):
    names, at = named(pdf, "022-cambodia")
    del names[at]
    del names[at]


def name_led_elsewhere(pdf, volume):
    names, at = named(pdf, "022-thailand")
    names[at + 1][0] = pdf.pages[volume.start("belt")].obj


def named(pdf: Pdf, name: str) -> tuple[Array, int]:
    """The leaf of the name tree that holds a name, and its place there."""
    for names in leaves(pdf.Root.Names.Dests):
        if name in map(str, list(names)[::2]):
            return names, 2 * [str(one) for one in list(names)[::2]].index(name)
    raise AssertionError(name)


def leaves(tree: Object) -> list[Array]:
    return [tree.Names] if "/Names" in tree else [kid.Names for kid in tree.Kids]


def file_lost(pdf, _):
    files = pdf.Root.Names.EmbeddedFiles.Names
    at = next(at for at in range(0, len(files), 2) if str(files[at]) == "022-issue.json")
    lost = files[at + 1]
    del files[at]
    del files[at]
    pdf.Root.AF = Array([one for one in pdf.Root.AF if one != lost])


def file_added(pdf, _):
    files = pdf.Root.Names.EmbeddedFiles.Names
    stream = pdf.make_stream(b"more", Type=Name.EmbeddedFile)
    made = pdf.make_indirect(
        Dictionary(
            Type=Name.Filespec,
            F=String("zz"),
            UF=String("zz"),
            EF=Dictionary(F=stream),
            AFRelationship=Name.Source,
        )
    )
    files.extend([String("zz"), made])
    pdf.Root.AF.append(made)


def own_record_changed(pdf, _):
    files = pdf.Root.Names.EmbeddedFiles.Names
    at = next(at for at in range(0, len(files), 2) if str(files[at]) == "volume.json")
    stream = files[at + 1].EF.F
    stream.write(b"{}")
    del stream.Params["/CheckSum"]


def outline_line_of(pdf: Pdf, title: str) -> Object:
    item = pdf.Root.Outlines.First
    while str(item.Title) != title:
        item = item.Next
    return item


def outline_renamed(pdf, volume):
    outline_line_of(pdf, "From Ceasefires to Clean Air").Title = String("Another")


def outline_line_led_elsewhere(pdf, volume):
    line = outline_line_of(pdf, "From Ceasefires to Clean Air").First
    for key in ("/A", "/Dest"):
        if key in line:
            del line[key]
    line.Dest = Array([pdf.pages[0].obj, Name.Fit])


def outline_line_renamed(pdf, volume):
    outline_line_of(pdf, "From Ceasefires to Clean Air").First.Title = String("Another")


def parts_of(pdf: Pdf) -> list[Object]:
    return [kid for kid in pdf.Root.StructTreeRoot.K[0].K if kid.S == "/Part"]


def tags_retold(pdf, _):
    heading = next(one for one in below(parts_of(pdf)[0]) if one.S == "/H2")
    heading.S = Name.H3


def alternative_text_changed(pdf, _):
    next(one for one in below(parts_of(pdf)[0]) if "/Alt" in one)["/Alt"] = String("other")


def reading_order_changed(pdf, _):
    part = parts_of(pdf)[0]
    part.K = Array(list(reversed(list(part.K))))


def parts_out_of_order(pdf, _):
    document = pdf.Root.StructTreeRoot.K[0]
    kids = list(document.K)
    kids[1], kids[2] = kids[2], kids[1]
    document.K = Array(kids)


def part_under_another_type(pdf, _):
    parts_of(pdf)[0].S = Name.Sect


def links_exchanged(pdf, volume):
    """Two Links hold each other's annotation, and each of these leads to the wrong one."""
    first, second = [one for one in below(parts_of(pdf)[0]) if one.S == "/Link"][:2]
    first.K[0], second.K[0] = second.K[0], first.K[0]
    one, two = first.K[0].Obj, second.K[0].Obj
    one.StructParent, two.StructParent = int(two.StructParent), int(one.StructParent)


def language_changed(pdf, _):
    parts_of(pdf)[0].Lang = String("vi")


def below(element: Object) -> Iterator[Object]:
    kids = element.get("/K")
    for kid in list(kids) if isinstance(kids, Array) else [kids]:
        if isinstance(kid, Dictionary) and "/S" in kid:
            yield kid
            yield from below(kid)


def labels_changed(pdf, _):
    pdf.Root.PageLabels = Dictionary(Nums=Array([0, Dictionary(S=Name.D)]))


def title_changed(pdf, _):
    pdf.trailer.Info.Title = String("Another")


def blank_page_painted(pdf, volume):
    blank = volume.material.plan.blanks()[0]
    pdf.pages[blank].obj.Contents = pdf.make_stream(b"0 0 9 9 re f")


def own_page_blank(pdf, _):
    pdf.pages[0].obj.Contents = pdf.make_stream(b"")


def contents_lead_elsewhere(pdf, volume):
    link = next(one for one in links(pdf, 0, volume.material.plan.front) if "/Dest" in one)
    link.Dest = Array([pdf.pages[volume.start("tall") + 1].obj, Name.Fit])


BROKEN: tuple[tuple[Break, str], ...] = (
    (leads_to_another_part, "“The River in Figures”: page "),
    (leads_to_another_part, "of the volume, not to page"),
    (leads_to_another_place, "“From Ceasefires to Clean Air”: page 1: the link “"),
    (web_link_changed, "leads to “https://example.org/another”"),
    (link_moved, "a link is not where it was"),
    (link_says_other_words, "says something else"),
    (link_lost, "links and marks, not"),
    (page_repainted, "page 2 is not painted as in its own PDF"),
    (pages_swapped, "page 3 is not painted as in its own PDF"),
    (page_cut, "page 1 has another size"),
    (page_turned, "page 1 has another size"),
    (page_gone, "The volume has 31 pages, not 32."),
    (folio_gone, "page 1 does not have the volume’s folio"),
    (folio_of_another_page, "page 1 bears the folio “2”, not 1"),
    (painted_after_the_folio, "page 1 does not have the volume’s folio as the last thing on it"),
    (letters_changed, "draws with another “"),
    (widths_changed, "draws with another “"),
    (font_renamed, "draws with another “"),
    (name_lost, "is not in the volume"),
    (name_led_elsewhere, "the id “022-thailand” does not lead to page"),
    (file_lost, "the file “022-issue.json” that it carries is not in the volume"),
    (file_added, "The volume carries “zz”, which none of its parts does."),
    (own_record_changed, "The volume does not carry “volume.json” as it was attached."),
    (outline_renamed, "the outline does not have “From Ceasefires to Clean Air”"),
    (outline_line_led_elsewhere, "the outline lacks “Editor’s Note” below"),
    (outline_line_renamed, "the outline lacks “Editor’s Note” below"),
    (tags_retold, "“From Ceasefires to Clean Air”: its tags are not those of its own PDF."),
    (alternative_text_changed, "its tags are not those of its own PDF."),
    (reading_order_changed, "its tags are not those of its own PDF."),
    (parts_out_of_order, "which are not the 3 planned ones"),
    (part_under_another_type, "The tags have 2 parts, which are not the 3 planned ones."),
    (links_exchanged, "its links are not tagged as in its own PDF."),
    (language_changed, "its language is said to be “vi”, not “en”."),
    (labels_changed, "Page 1 is labelled “1”, not “i”."),
    (title_changed, "The title is “Another”, not “The Small Volume”."),
    (blank_page_painted, "Page 4 should be blank, and is not."),
    (own_page_blank, "Page 1 is blank."),
    (contents_lead_elsewhere, "Page 1: the link “"),
)


@pytest.mark.parametrize(("change", "said"), BROKEN, ids=lambda one: getattr(one, "__name__", ""))
def test_what_a_volume_has_lost_is_told(volume, change, said) -> None:
    assert said in faults(volume, change)


def test_a_part_that_changed_meanwhile_is_told(volume, press) -> None:
    other = {**volume.material.files, "belt": press.pdf("belt", "phone")}
    found = volume_faults(volume.content, replace(volume.expected, files=other))
    assert found == ("“From Ceasefires to Clean Air”: its own PDF has changed since it was read.",)


def test_a_part_that_is_gone_is_told(volume, tmp_path) -> None:
    files = {**volume.material.files, "belt": tmp_path / "gone.pdf"}
    (found,) = volume_faults(volume.content, replace(volume.expected, files=files))
    assert "“gone.pdf” cannot be opened" in found


def test_what_is_no_pdf_is_told(volume) -> None:
    assert volume_faults(b"words", volume.expected) == ("The PDF is not a PDF.",)


def test_a_part_has_its_first_faults_told_and_the_rest_counted(volume) -> None:
    def change(pdf: Pdf, volume: Volume) -> None:
        for page in list(pdf.pages)[volume.start("belt") :]:
            page.obj.MediaBox[3] = 99

    found = faults(volume, change).splitlines()
    assert len([one for one in found if "“From Ceasefires" in one]) == 6
    assert any("… and 2 faults more." in one for one in found)


# ---------------------------------------------------------------- a volume in a larger one


def _as_read(part: Part, file: Path) -> Part:
    """A part with the facts and the hash of a PDF."""
    sha256 = hashlib.sha256(file.read_bytes()).hexdigest()
    return replace(part, facts=part_facts(file), sha256=sha256, file=file.name)


def test_a_volume_bound_into_a_larger_one_passes(volume, press, tmp_path) -> None:
    inner = tmp_path / "inner.pdf"
    inner.write_bytes(volume.content)
    record = Attachment("volume.json", b'{"larger": true}' * 30, "application/json")
    files = {"inner": inner, "belt": press.pdf("belt", "phone")}
    belt = part_of(files["belt"], "belt")
    whole = replace(belt, key="inner", title="The Small Volume", origin="volume", chapters=())
    parts = [_as_read(whole, inner), belt]
    plan = plan_volume(place(parts), front=0, back=0)
    imprint = replace(volume.material.imprint, labels=plan.labels, attachments=(record,))
    material = replace(
        volume.material, plan=plan, front=b"", back=b"", files=files, imprint=imprint
    )
    target = tmp_path / "larger.pdf"
    bind(material, target)
    assert volume_faults(target, ExpectedVolume(plan, imprint, files)) == ()


# ---------------------------------------------------------------- a part from elsewhere


def from_elsewhere() -> bytes:
    """Two pages without tags: a script, a highlight, a dead link, one to the second page."""
    pdf = pikepdf.new()
    first, second = pdf.add_blank_page().obj, pdf.add_blank_page().obj
    for page in (first, second):
        page.Contents = pdf.make_stream(b"q 10 10 99 99 re f")

    def note(kind: str, **more: object) -> Object:
        place = Array([10, 10, 50, 20])
        return pdf.make_indirect(
            Dictionary(Type=Name.Annot, Subtype=Name(f"/{kind}"), Rect=place, **more)
        )

    first.Annots = Array(
        [
            note("Link", A=Dictionary(S=Name.JavaScript, JS=String("1"))),
            note("Highlight", QuadPoints=Array([10, 10, 50, 10, 10, 20, 50, 20])),
            note("Link", Dest=String("nowhere")),
            note("Link", Dest=Array([second, Name.Fit])),
        ]
    )
    pdf.attachments["../notes.txt"] = b"words"
    out = BytesIO()
    pdf.save(out)
    return out.getvalue()


@pytest.fixture(scope="module")
def mixed(press, tmp_path_factory) -> Volume:
    """A volume of an issue and of a PDF from elsewhere."""
    folder = tmp_path_factory.mktemp("mixed")
    files = {"belt": press.pdf("belt", "briefing"), "old": folder / "old.pdf"}
    files["old"].write_bytes(from_elsewhere())
    belt = part_of(files["belt"], "belt")
    old = _as_read(
        replace(belt, key="old", title="Old", origin="adopted", chapters=()), files["old"]
    )
    plan = plan_volume(place([old, belt]), front=0, back=0)
    imprint = Imprint(title="Mixed", lang="en", labels=plan.labels, tools=("mekong-print 0.1.0",))
    material = Material(plan, files, imprint, FOLIO, TYPEFACE.read_bytes())
    bind(material, folder / "mixed.pdf")
    return Volume(material, (folder / "mixed.pdf").read_bytes())


def test_a_part_from_elsewhere_may_leave_behind_what_is_not_safe(mixed) -> None:
    assert volume_faults(mixed.content, mixed.expected) == ()


def dead_link_comes_alive(pdf, volume):
    pdf.pages[0].obj.Annots[1].Dest = Array([pdf.pages[volume.start("belt")].obj, Name.Fit])


def highlight_lost(pdf, _):
    page = pdf.pages[0].obj
    page.Annots = Array(list(page.Annots)[1:])


def something_painted_over(pdf, _):
    stream = pdf.pages[0].obj.Contents[2]
    stream.write(b"10 10 99 99 re f " + stream.read_bytes())


def old_file_changed(pdf, _):
    files = pdf.Root.Names.EmbeddedFiles.Names
    at = next(at for at in range(1, len(files), 2) if "notes" in str(files[at].UF))
    files[at].EF.F.write(b"other words")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (dead_link_comes_alive, "“Old”: page 1: the dead link “nowhere” leads into another part."),
        (highlight_lost, "“Old”: page 1: it has 2 links and marks, not 3 as in its own PDF."),
        (something_painted_over, "“Old”: page 1 is not painted as in its own PDF."),
        (old_file_changed, "“Old”: the file “../notes.txt” that it carries is not in the volume."),
    ],
    ids=lambda one: getattr(one, "__name__", ""),
)
def test_what_a_part_from_elsewhere_has_lost_is_told(mixed, change, said) -> None:
    assert said in faults(mixed, change)
