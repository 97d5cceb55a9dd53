"""Files that PDFs carry bear names that are nothing but names, each its own."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mekong_print.volume.file_names import tame_name, tame_names


@pytest.mark.parametrize(
    ("name", "tamed"),
    [
        ("plain.txt", "plain.txt"),
        ("a b (1).tar.gz", "a b (1).tar.gz"),
        ("/etc/passwd", "passwd"),
        ("..\\..\\x.doc", "x.doc"),
        (".bashrc", "bashrc"),
        ("../..", "file"),
        ("\x00\n", "file"),
        ("x" * 500 + ".pdf", "x" * 116 + ".pdf"),
        ("ក្រុម.txt", "ក្រុម.txt"),
    ],
)
def test_name_keeps_all_that_is_harmless(name, tamed):
    assert tame_name(name) == tamed


PARTS = st.sampled_from(["a.txt", "b", "..", ".", "/", "\\", "\u202e", "\n", "2-", "x" * 70])
NAMES = st.lists(PARTS, max_size=4).map("".join) | st.text(max_size=20)


@given(st.lists(NAMES, max_size=12))
def test_no_two_files_get_one_name_and_none_leads_astray(names):
    tamed = tame_names(names)
    assert tamed.keys() == set(names)
    assert len(set(tamed.values())) == len(tamed)
    for old, new in tamed.items():
        assert new
        assert new.isprintable() or not new.isascii()
        assert not set("/\\") & set(new)
        assert not new.startswith(".")
        if tame_name(old) == old:
            assert new == old
