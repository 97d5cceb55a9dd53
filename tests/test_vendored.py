"""Promises about the fonts and flags that tools/vendor.py wrote."""

import hashlib
import shutil
from pathlib import Path
from xml.etree import ElementTree

import pytest
from fontTools.ttLib import TTFont

from proofing import ROOT, program

FONTS = ROOT / "fonts"
FLAGS = ROOT / "flags"
HREFS = ("href", "{http://www.w3.org/1999/xlink}href", "src")

vendor = program("vendor")
FACES = [
    (f"{family.replace(' ', '')}-{cut}.ttf", family, *vendor.CUTS[cut][:2])
    for family, cuts in vendor.FAMILIES.items()
    for cut in cuts
]
COUNTRIES = vendor.COUNTRIES


def letters(*spans: tuple[int, int]) -> set[int]:
    return {letter for first, last in spans for letter in range(first, last + 1)}


SCRIPTS = {
    "NotoSerifKhmer": letters((0x1780, 0x17DD), (0x17E0, 0x17E9), (0x17F0, 0x17F9)),
    "NotoSerifThai": letters((0x0E01, 0x0E3A), (0x0E3F, 0x0E5B)),
    "NotoSerifMyanmar": letters((0x1000, 0x109F)),
    "NotoSerifLao": letters(
        *[(0x0E81, 0x0E82), (0x0E84, 0x0E84), (0x0E87, 0x0E88), (0x0E8A, 0x0E8A)],
        *[(0x0E8D, 0x0E8D), (0x0E94, 0x0E97), (0x0E99, 0x0E9F), (0x0EA1, 0x0EA3)],
        *[(0x0EA5, 0x0EA5), (0x0EA7, 0x0EA7), (0x0EAA, 0x0EAB), (0x0EAD, 0x0EB9)],
        *[(0x0EBB, 0x0EBD), (0x0EC0, 0x0EC4), (0x0EC6, 0x0EC6), (0x0EC8, 0x0ECD)],
        *[(0x0ED0, 0x0ED9), (0x0EDC, 0x0EDF)],
    ),
}


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return Path(shutil.copytree(FONTS, tmp_path / "fonts"))


@pytest.mark.parametrize("folder", [FONTS, FLAGS], ids=lambda folder: folder.name)
def test_vendored_files_are_what_the_script_wrote(folder):
    assert vendor.differences(folder) == []


@pytest.mark.parametrize("folder", [FONTS, FLAGS], ids=lambda folder: folder.name)
def test_manifest_is_sorted_and_names_each_file_once(folder):
    lines = (folder / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    names = [line[66:] for line in lines]
    assert [line[64:66] for line in lines] == ["  "] * len(lines)
    assert names == sorted(set(names))


def test_check_names_a_changed_a_missing_and_an_added_file(copy):
    (copy / "README.md").write_text("other words", encoding="utf-8")
    (copy / "NotoSerif-OFL.txt").unlink()
    (copy / "Added.ttf").touch()
    assert vendor.differences(copy) == [
        "fonts/Added.ttf: not in SHA256SUMS",
        "fonts/NotoSerif-OFL.txt: missing",
        "fonts/README.md: changed",
    ]


def test_check_ends_with_1_on_a_difference(copy, monkeypatch, capsys):
    shutil.copytree(FLAGS, copy.parent / "flags")
    monkeypatch.setattr(vendor, "ROOT", copy.parent)
    assert vendor.main(["--check"]) == 0
    (copy / "NotoSerif-OFL.txt").unlink()
    assert vendor.main(["--check"]) == 1
    assert "fonts/NotoSerif-OFL.txt: missing" in capsys.readouterr().out


def test_a_folder_without_a_manifest_is_a_difference(tmp_path):
    assert vendor.differences(tmp_path) == [f"{tmp_path.name}/SHA256SUMS: missing"]


def test_a_tarball_that_is_not_the_pinned_one_is_refused(tmp_path, monkeypatch):
    def pack(command, **options):
        (options["cwd"] / "package.tgz").write_bytes(b"something else")
        return vendor.subprocess.CompletedProcess(command, 0)

    monkeypatch.setattr(vendor.shutil, "which", lambda name: name)
    monkeypatch.setattr(vendor.subprocess, "run", pack)
    with pytest.raises(vendor.VendorError, match=hashlib.sha256(b"something else").hexdigest()):
        vendor.fetch("flag-icons@7.5.0", tmp_path / "flags")


def test_every_package_is_pinned_to_one_version_and_digest():
    for spec, digest in vendor.PINS.items():
        assert spec.rpartition("@")[2].replace(".", "").isdigit()
        assert len(bytes.fromhex(digest)) == 32


def test_each_family_weight_and_style_is_one_file():
    assert sorted(path.name for path in FONTS.glob("*.ttf")) == sorted(name for name, *_ in FACES)
    assert len({face for _, *face in FACES for face in [tuple(face)]}) == len(FACES)


@pytest.mark.parametrize(("name", "family", "weight", "style"), FACES)
def test_a_font_says_of_itself_what_css_calls_it(name, family, weight, style):
    with TTFont(FONTS / name) as font:
        assert vendor.face_of(font) == (family, weight, style)
        assert bool(font["head"].macStyle & 2) == (style == "italic")
        assert bool(font["OS/2"].fsSelection & 32) == (weight == 700)


@pytest.mark.parametrize("name", [name for name, *_ in FACES])
def test_a_font_is_plain_truetype_that_may_be_embedded(name):
    with TTFont(FONTS / name) as font:
        assert font.flavor is None
        assert "glyf" in font
        assert "fvar" not in font
        assert font["OS/2"].fsType == 0


@pytest.mark.parametrize("stem", SCRIPTS)
@pytest.mark.parametrize("cut", ["Regular", "Bold"])
def test_a_script_font_holds_its_script_and_its_shaping_rules(stem, cut):
    with TTFont(FONTS / f"{stem}-{cut}.ttf") as font:
        assert SCRIPTS[stem] - font.getBestCmap().keys() == set()
        assert {"GSUB", "GPOS", "GDEF"} <= set(font.keys())


def test_the_fallback_font_holds_what_source_serif_lacks():
    with TTFont(FONTS / "NotoSerif-Regular.ttf") as font:
        assert set(map(ord, "₭\u2011ɔɛʔ")) <= font.getBestCmap().keys()


@pytest.mark.parametrize("family", vendor.FAMILIES)
def test_licence_beside_each_family(family):
    stem = family.replace(" ", "")
    text = (FONTS / f"{stem}-OFL.txt").read_text(encoding="utf-8")
    assert "SIL OPEN FONT LICENSE Version 1.1" in text
    assert "PERMISSION & CONDITIONS" in text
    for path in FONTS.glob(f"{stem}-*.ttf"):
        with TTFont(path) as font:
            assert font["name"].getDebugName(0) in text


def test_readme_has_a_row_for_each_font():
    rows = (FONTS / "README.md").read_text(encoding="utf-8").splitlines()
    for name, family, weight, style in FACES:
        start = f"| `{name}` | {family} | {weight} | {style} |"
        assert len([row for row in rows if row.startswith(start)]) == 1


def test_fonts_stay_under_four_megabytes():
    assert sum(path.stat().st_size for path in FONTS.iterdir()) < 4_000_000


def test_there_are_249_countries():
    assert len(COUNTRIES) == len(set(COUNTRIES)) == 249


def test_every_country_has_a_flag():
    assert {path.stem for path in FLAGS.glob("*.svg")} == set(COUNTRIES)


def test_flags_folder_holds_flags_their_licence_and_how_to_rerun():
    others = {path.name for path in FLAGS.iterdir() if path.suffix != ".svg"}
    assert others == {"LICENSE", "README.md", "SHA256SUMS"}
    assert "MIT" in (FLAGS / "LICENSE").read_text(encoding="utf-8")


@pytest.mark.parametrize("code", COUNTRIES)
def test_a_flag_is_plain_drawing_that_reaches_for_nothing(code):
    text = (FLAGS / f"{code}.svg").read_text(encoding="utf-8")
    assert "<!DOCTYPE" not in text
    assert "<!ENTITY" not in text
    root = ElementTree.fromstring(text)  # noqa: S314 - no DTD, as the lines above say
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    assert root.get("viewBox") == "0 0 640 480"
    elements = list(root.iter())
    tags = {element.tag.rpartition("}")[2] for element in elements}
    assert not tags & {"script", "text", "image", "foreignObject", "style", "a"}
    names = {f"#{element.get('id')}" for element in elements if element.get("id")}
    for element in elements:
        assert not [name for name in element.attrib if name.lower().startswith("on")]
        assert {element.get(name) for name in HREFS} - {None} <= names
        for value in element.attrib.values():
            assert all(part.partition(")")[0] in names for part in value.split("url(")[1:])
