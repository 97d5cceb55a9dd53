"""What an author had hidden stays hidden, whatever stands beside it in a volume."""

from __future__ import annotations

import subprocess
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Object, Pdf, String

from adopt import hostile
from volume.making import Bound, bound, material

RED = b"1 0 0 rg 0 0 420 595 re f"


def layered(tmp_path: Path, name: str, *, intent: str = "/View", **settings: object) -> Path:
    """A PDF whose page is red where its layer is shown; `settings` may call the layer `it`."""

    def change(pdf: Pdf) -> None:
        layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String(name), Intent=Name(intent)))
        other = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("always")))
        page = pdf.pages[0].obj
        page.Resources.Properties = Dictionary(It=layer, Other=other)
        page.Contents = pdf.make_stream(
            b"/OC /It BDC %s EMC /OC /Other BDC 0 0 1 rg 0 0 9 9 re f EMC" % RED
        )
        told = {key: _called(value, layer, other) for key, value in settings.items()}
        pdf.Root.OCProperties = Dictionary(OCGs=Array([layer, other]), D=Dictionary(told))

    path = tmp_path / f"{name}.pdf"
    path.write_bytes(hostile.edited(change))
    return path


def _called(value: object, layer: Object, other: Object) -> object:
    match value:
        case list():
            return Array([_called(one, layer, other) for one in value])
        case dict():
            return Dictionary({key: _called(one, layer, other) for key, one in value.items()})
        case "it":
            return layer
        case "other":
            return other
        case str():
            return Name(value)


def a_volume(tmp_path: Path, *files: Path) -> Bound:
    named = {file.stem: file for file in files}
    wanted = material(named, origins=dict.fromkeys(named, "adopted"))
    return bound(wanted, tmp_path / "volume.pdf")


def is_red(file: Path, page: int) -> bool:
    """Whether a page is painted red (poppler: another reader than any of ours)."""
    command = ["pdftoppm", "-r", "10", "-f", str(page), "-l", str(page), str(file)]
    image = subprocess.run(command, capture_output=True, check=True).stdout
    head, _, pixels = image.partition(b"\n255\n")
    wide, high = map(int, head.split()[1:3])
    at = 3 * (wide * (high // 2) + wide // 2)
    return pixels[at : at + 3] == b"\xff\x00\x00"


OFF = {"/OFF": ["it"]}
HIDDEN = {
    "off": {"/OFF": ["it"]},
    "all-off": {"/BaseState": "/OFF", "/ON": ["other"]},
    "off-by-intent": {"/OFF": ["it"], "/Intent": ["/View", "/Design"]},
}
SHOWN = {
    "on": {"/Order": ["it", "other"]},
    "all-off-but-it": {"/BaseState": "/OFF", "/ON": ["it", "other"]},
}


@pytest.mark.parametrize("beside", ["alone", "off", "on"])
def test_each_part_shows_and_hides_as_by_itself(tmp_path, beside) -> None:
    settings = {**HIDDEN, **SHOWN}
    files = [
        layered(
            tmp_path,
            name,
            intent="/Design" if "intent" in name else "/View",
            **told,
        )
        for name, told in settings.items()
        if beside in ("alone", name) or name in ("all-off", "off-by-intent")
    ]
    made = a_volume(tmp_path, *files)
    red = [is_red(made.file, page) for page in range(1, len(files) + 1)]
    assert red == [is_red(file, 1) for file in files]
    assert red == [file.stem in SHOWN for file in files]


def test_a_layer_that_did_not_count_is_not_hidden_by_one_that_does(tmp_path) -> None:
    """Off, but only for designers, whose intent this part does not ask for (8.11.2.3)."""
    free = layered(tmp_path, "free", intent="/Design", **{"/OFF": ["it"]})
    strict = layered(tmp_path, "strict", intent="/Design", **{"/OFF": ["it"], "/Intent": "/All"})
    made = a_volume(tmp_path, free, strict)
    with pikepdf.open(made.file) as pdf:
        layers = pdf.Root.OCProperties
        assert layers.D.Intent == Name.All
        assert [str(one.Name) for one in layers.D.OFF] == ["strict"]


def test_what_switches_layers_and_ties_them_together_is_kept(tmp_path) -> None:
    switched = {
        "/AS": [{"/Event": "/Print", "/Category": ["/Print"], "/OCGs": ["it"]}],
        "/RBGroups": [["it", "other"]],
        "/Locked": ["it"],
        "/Order": ["it", "other"],
    }
    files = [layered(tmp_path, name, **switched) for name in ("one", "two")]
    made = a_volume(tmp_path, *files)
    with pikepdf.open(made.file) as pdf:
        shown = pdf.Root.OCProperties.D
        first = [one.objgen for one in pdf.Root.OCProperties.OCGs][::2]
        assert [one.OCGs[0].objgen for one in shown.AS] == first
        assert [row[0].objgen for row in shown.RBGroups] == first
        assert [one.objgen for one in shown.Locked] == first
        assert len(shown.Order) == 4
        assert "/Intent" not in shown


def test_other_ways_to_show_layers_are_told(tmp_path) -> None:
    def change(pdf: Pdf) -> None:
        pdf.Root.OCProperties.Configs = Array([Dictionary(Name=String("In print"))])

    path = layered(tmp_path, "plain", **OFF)
    with pikepdf.open(BytesIO(path.read_bytes())) as pdf:
        change(pdf)
        pdf.save(path)
    assert any(
        "Other ways to show its layers" in what for what in a_volume(tmp_path, path).told("plain")
    )


@pytest.mark.parametrize(
    ("entries", "shown"),
    [({}, True), ({"OC": True}, False), ({"F": 2}, False), ({"F": 32}, False), ({"F": 4}, True)],
    ids=["shown", "hidden layer", "hidden", "not on the screen", "in print as well"],
)
@pytest.mark.parametrize("states", [False, True])
def test_a_field_that_was_hidden_is_not_drawn_on_the_page(tmp_path, entries, shown, states) -> None:
    def change(pdf: Pdf) -> None:
        layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("it")))
        pdf.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=Dictionary(OFF=Array([layer])))
        look = pdf.make_stream(RED, Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 420, 595])
        field = pdf.make_indirect(Dictionary(Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx))
        field.Rect, field.T = Array([0, 0, 420, 595]), String("field")
        field.AP = Dictionary(N=Dictionary(On=look) if states else look)
        field.AS = Name.On
        for key, value in entries.items():
            field[f"/{key}"] = layer if key == "OC" else value
        pdf.pages[0].obj.Annots = Array([field])
        pdf.Root.AcroForm = Dictionary(Fields=Array([field]))

    path = tmp_path / "form.pdf"
    path.write_bytes(hostile.edited(change))
    made = a_volume(tmp_path, path)
    assert is_red(made.file, 1) is shown
    assert any("form field" in what for what in made.told("form"))


@pytest.mark.parametrize("drawn_anew", [False, True])
def test_a_password_is_neither_drawn_nor_told_nor_kept(tmp_path, drawn_anew) -> None:
    """A reader shows it as asterisks; the engine that draws fields anew would write it out."""

    def change(pdf: Pdf) -> None:
        field = pdf.make_indirect(Dictionary(Type=Name.Annot, Subtype=Name.Widget))
        field.Rect, field.DA = Array([40, 40, 300, 60]), String("/F 12 Tf 0 g")
        secret = Dictionary(FT=Name.Tx, Ff=1 << 13, T=String("word"), V=String("opensesame"))
        above = pdf.make_indirect(secret)
        above.Kids, field.Parent = Array([field]), above
        pdf.pages[0].obj.Annots = Array([field])
        form = Dictionary(Fields=Array([above]), NeedAppearances=drawn_anew)
        form.DR = Dictionary(Font=pdf.pages[0].obj.Resources.Font)
        pdf.Root.AcroForm = form

    path = tmp_path / "form.pdf"
    path.write_bytes(hostile.edited(change))
    made = a_volume(tmp_path, path)
    assert any("a form field for a password" in what for what in made.told("form"))
    assert not any("opensesame" in what for what in made.told("form"))
    with pikepdf.open(made.file) as pdf:
        held = [one.unparse() for one in pdf.objects if isinstance(one, Dictionary)]
        read = [one.read_bytes() for one in pdf.objects if isinstance(one, pikepdf.Stream)]
    assert b"opensesame" not in b"".join((*held, *read))
