"""A font that means harm is refused by name or never opened; in bounds either way."""

import pytest

from hostile.conftest import LONGEST, MOST_MEMORY
from hostile.typefaces import FONTS
from mekong_print.lettering import read_faces


@pytest.mark.parametrize("name", FONTS)
def test_a_font_that_swells_is_refused_or_does_no_harm(new_village, name):
    file, make, says = FONTS[name]
    fonts = new_village.publication.root / "fonts"
    fonts.mkdir()
    (fonts / file).write_bytes(make())
    new_village.publication.issue(7)
    run = new_village.mekong("build", "--jobs", "1")
    assert run.code == (4 if says else 0), run.err
    assert says in run.err
    assert ("error P12" in run.err) == bool(says)
    assert "Traceback" not in run.err
    assert run.seconds < LONGEST
    assert run.memory < MOST_MEMORY


@pytest.mark.parametrize("name", ["font of 100,000 times all letters", "font that is packed"])
def test_nor_does_it_harm_those_who_list_the_fonts(new_village, name):
    file, make, says = FONTS[name]
    fonts = new_village.publication.root / "fonts"
    fonts.mkdir()
    (fonts / file).write_bytes(make())
    run = new_village.mekong("fonts")
    assert (says in run.err) or not says
    assert "Traceback" not in run.err
    assert run.seconds < LONGEST
    assert run.memory < MOST_MEMORY


def test_each_letter_of_a_font_is_counted_once(tmp_path):
    file, make, _ = FONTS["font of 100,000 times all letters"]
    (tmp_path / file).write_bytes(make())
    faces, findings = read_faces((tmp_path / file,))
    assert findings == []
    assert len(faces[0].letters) < 0x110000
