"""The engine that binds refuses by itself what it must not bind, whatever others would say."""

import pikepdf
import pytest

from adopt import hostile
from mekong_print.errors import SourceError
from mekong_print.pdf.bind.admission import admit

LOCKED = [name for name in hostile.REFUSED if name.startswith("locked")]


@pytest.mark.parametrize("name", LOCKED)
def test_locked_pdf_is_refused_also_where_it_opens_without_a_password(name):
    with pytest.raises(SourceError, match="locked"):
        admit(hostile.REFUSED[name][0](), "It")


def test_there_are_some_of_both_kinds():
    assert len(LOCKED) == 6
    assert sum(name.endswith("without-password") for name in LOCKED) == 3


def test_what_is_admitted_is_told_with_its_pages_and_what_goes():
    admitted = admit(hostile.script_when_opened(), "It")
    assert admitted.pages == 1
    assert "It would run a script when it is opened." in [one.what for one in admitted.changes]
    assert admit(hostile.plain(), "It").changes == ()


def test_remarks_that_no_reader_minds_refuse_nothing():
    """A count of objects that is one too high: every other old program writes it."""
    off_by_one = hostile.document().replace(b"/Size 5", b"/Size 6")
    with pikepdf.open(hostile.BytesIO(off_by_one)) as pdf:
        assert pdf.get_warnings() != []
    assert admit(off_by_one, "It").pages == 1


def test_limits_of_the_engine_are_as_they_were():
    mine = 77 << 20
    before = pikepdf.settings.set_qpdf_limits(flate_max_memory=mine)
    try:
        with pytest.raises(SourceError):
            admit(hostile.no_pages(), "It")
        admit(hostile.plain(), "It")
        assert pikepdf.settings.get_qpdf_limits()["flate_max_memory"] == mine
    finally:
        pikepdf.settings.set_qpdf_limits(flate_max_memory=int(before["flate_max_memory"]))


@pytest.mark.parametrize("name", ["no-catalog", "table-in-circles", "table-of-wrong-places"])
def test_engine_does_not_even_try_to_repair(name):
    """Repairing, it would say first of all that it tries; and a repair can take minutes."""
    with pytest.raises(SourceError) as refused:
        admit(hostile.REFUSED[name][0](), "It")
    assert "file is damaged" not in refused.value.message
    assert "reconstruct" not in refused.value.message
