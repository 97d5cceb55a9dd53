"""What other programs store in several ways is one thing all the same, and stored once."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream

from adopt import hostile
from mekong_print.pdf.inspect_volume import ExpectedVolume, volume_faults
from proofing import ROOT
from volume.making import Bound, bound, material

PIXELS = bytes(range(48))
PACKED = zlib.compress(PIXELS)
AS_IT_IS = {"compress_streams": False, "stream_decode_level": pikepdf.StreamDecodeLevel.none}
PROGRAM = (ROOT / "fonts" / "SourceSans3-Regular.ttf").read_bytes()
Making = Callable[[Pdf, "dict[str, object]"], None]


def picture(pdf: Pdf, **entries: object) -> Stream:
    usual = {
        "Type": Name.XObject,
        "Subtype": Name.Image,
        "Width": 4,
        "Height": 4,
        "BitsPerComponent": 8,
        "ColorSpace": Name.DeviceRGB,
        "Filter": Name.FlateDecode,
    }
    return pdf.make_stream(PACKED, **(usual | entries))


def a_picture(**entries: Callable[[Pdf], object]) -> Callable[[Pdf], None]:
    def change(pdf: Pdf) -> None:
        page = pdf.pages[0].obj
        page.Resources.XObject = Dictionary(
            It=picture(pdf, **{key: made(pdf) for key, made in entries.items()})
        )
        page.Contents = pdf.make_stream(b"q 9 0 0 9 0 0 cm /It Do Q")

    return change


def an_own_object(value: object) -> Callable[[Pdf], Object]:
    return lambda pdf: pdf.make_indirect(value)  # each value goes into one PDF


def a_mask(**entries: Callable[[Pdf], object]) -> Callable[[Pdf], Object]:
    def made(pdf: Pdf) -> Object:
        told = {key: make(pdf) for key, make in entries.items()}
        return picture(pdf, **{"ColorSpace": Name.DeviceGray, "Width": 12, **told})

    return made


ONE_PICTURE = {
    "one filter in a list": a_picture(Filter=lambda _: Array([Name.FlateDecode])),
    "parameters in a list": a_picture(
        Filter=lambda _: Array([Name.FlateDecode]), DecodeParms=lambda _: Array([None])
    ),
    "a list of its own": a_picture(Filter=an_own_object(Array([Name.FlateDecode]))),
    "a name of its own": a_picture(ColorSpace=an_own_object(Name.DeviceRGB)),
    "a number of its own": a_picture(Width=an_own_object(4)),
}
OTHER_PICTURES = {
    "wider": a_picture(Width=lambda _: 2, Height=lambda _: 8),
    "in other colours": a_picture(ColorSpace=lambda _: Name("/CalRGB")),
    "turned round": a_picture(Decode=lambda _: Array([1, 0, 1, 0, 1, 0])),
}


def a_volume(tmp_path: Path, *changes: Callable[[Pdf], None]) -> Bound:
    files = {f"part{number}": tmp_path / f"part{number}.pdf" for number in range(len(changes))}
    for path, change in zip(files.values(), changes, strict=True):
        path.write_bytes(hostile.edited(change, **AS_IT_IS))
    made = bound(material(files, origins=dict.fromkeys(files, "adopted")), tmp_path / "v.pdf")
    expected = ExpectedVolume(made.plan, made.material.imprint, made.material.files)
    assert volume_faults(made.file, expected) == ()
    return made


def drawn(made: Bound) -> list[tuple[int, int]]:
    with pikepdf.open(made.file) as pdf:
        return [page.obj.Resources.XObject.It.objgen for page in pdf.pages]


@pytest.mark.parametrize("name", ONE_PICTURE)
def test_a_picture_is_stored_once_however_its_entries_are_written(tmp_path, name) -> None:
    assert len(set(drawn(a_volume(tmp_path, a_picture(), ONE_PICTURE[name])))) == 1


@pytest.mark.parametrize("name", OTHER_PICTURES)
def test_the_same_bytes_can_be_another_picture(tmp_path, name) -> None:
    assert len(set(drawn(a_volume(tmp_path, a_picture(), OTHER_PICTURES[name])))) == 2


def test_a_picture_with_a_mask_that_is_written_in_another_way_is_stored_once(tmp_path) -> None:
    masks = a_mask(), a_mask(Height=an_own_object(4))
    assert len(set(drawn(a_volume(tmp_path, *(a_picture(SMask=one) for one in masks))))) == 1


def test_a_picture_on_two_layers_is_two(tmp_path) -> None:
    def layer(pdf: Pdf) -> Object:
        return pdf.make_indirect(Dictionary(Type=Name.OCG))

    assert len(set(drawn(a_volume(tmp_path, a_picture(OC=layer), a_picture(OC=layer))))) == 2


def a_font(level: int) -> Callable[[Pdf], None]:
    """A simple font with a whole program, packed so well."""

    def change(pdf: Pdf) -> None:
        file = pdf.make_stream(
            zlib.compress(PROGRAM, level), Filter=Name.FlateDecode, Length1=len(PROGRAM)
        )
        told = pdf.make_indirect(
            Dictionary(Type=Name.FontDescriptor, FontName=Name("/Source"), Flags=32, FontFile2=file)
        )
        pdf.pages[0].obj.Resources.Font.It = pdf.make_indirect(
            Dictionary(
                Type=Name.Font,
                Subtype=Name.TrueType,
                BaseFont=Name("/Source"),
                FontDescriptor=told,
                ItIs=level,  # the fonts differ, the program does not
            )
        )

    return change


def test_a_font_that_was_packed_by_another_hand_is_stored_once(tmp_path) -> None:
    made = a_volume(tmp_path, a_font(1), a_font(9))
    with pikepdf.open(made.file) as pdf:
        fonts = [page.obj.Resources.Font.It for page in pdf.pages]
        assert len({font.FontDescriptor.FontFile2.objgen for font in fonts}) == 1
        assert fonts[0].FontDescriptor.FontFile2.read_bytes() == PROGRAM


def test_a_picture_that_two_elements_hold_as_a_whole_is_two(tmp_path) -> None:
    """Shared, it could lead back to one of them alone (ISO 32000-1, 14.7.4.3)."""

    def change(pdf: Pdf) -> None:
        a_picture(StructParent=lambda _: 0)(pdf)
        page = pdf.pages[0].obj
        page.Contents = pdf.make_stream(b"/Artifact BMC q 9 0 0 9 0 0 cm /It Do Q EMC")
        page.StructParents = 1
        root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        held = Dictionary(Type=Name.OBJR, Obj=page.Resources.XObject.It, Pg=page)
        figure = pdf.make_indirect(
            Dictionary(Type=Name.StructElem, S=Name.Figure, P=root, Alt="A square", K=Array([held]))
        )
        root.K = Array([figure])
        root.ParentTree = Dictionary(Nums=Array([0, figure, 1, pdf.make_indirect(Array([]))]))
        pdf.Root.StructTreeRoot, pdf.Root.MarkInfo = root, Dictionary(Marked=True)

    made = a_volume(tmp_path, change, change)
    assert len(set(drawn(made))) == 2
    with pikepdf.open(made.file) as pdf:
        kinds = [part.K[0].S for part in pdf.Root.StructTreeRoot.K[0].K]
        assert kinds == [Name.Figure, Name.Figure]  # whose tags were kept


def test_the_same_bytes_unpacked_in_another_way_are_another_picture(tmp_path) -> None:
    def rows(columns: int) -> Callable[[Pdf], None]:
        return a_picture(DecodeParms=lambda _: Dictionary(Predictor=2, Colors=3, Columns=columns))

    assert len(set(drawn(a_volume(tmp_path, rows(4), rows(2))))) == 2
