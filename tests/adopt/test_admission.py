"""The engine that binds refuses by itself what it must not bind, whatever others would say."""

import pikepdf
import pytest

from adopt import hostile
from mekong_print.errors import SourceError
from mekong_print.pdf.bind.admission import admit

LOOKS_EVERYWHERE = tuple(map(int, pikepdf.__version__.split(".")[:2])) >= (10, 18)
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


REMARKED = {
    "linearised-with-wrong-hints": "mismatch",
    "outline-in-circles": "loop in /Outlines tree",
    "names-in-circles": "loop detected while traversing name/number tree",
    "names-out-of-order": "keys are not sorted",
    "form-out-of-joint": "while traversing /AcroForm",
    "form-without-a-list": "/Fields key of /AcroForm",
}


@pytest.mark.parametrize("name", REMARKED)
def test_what_no_page_looks_different_by_refuses_nothing(name):
    """pikepdf 10.18 began to remark on all of these: 155 PDFs of 1,705 were refused by it."""
    content = hostile.ADOPTED[name]()
    if LOOKS_EVERYWHERE:
        with pikepdf.open(hostile.BytesIO(content), attempt_recovery=False) as pdf:
            assert REMARKED[name] in "\n".join(pdf.check_pdf_syntax())
    assert admit(content, "It").pages == 1


def test_wrong_hints_hide_no_damage():
    whole = hostile.ADOPTED["linearised-with-wrong-hints"]()
    at = whole.rindex(b"stream\nx") + len(b"stream\n")
    torn = whole[:at] + b"no zip" + whole[at + 6 :]
    with pytest.raises(SourceError, match="damaged"):
        admit(torn, "It")


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
