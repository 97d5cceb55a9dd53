"""Volumes of PDFs from elsewhere: whatever was adopted is bound, and nothing dropped unsaid."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from adopt import hostile
from mekong_print.commands.adopt import Request, Taken, adopt
from mekong_print.pdf.read import read_facts
from mekong_print.reading import ReadingRoom
from mekong_print.workshop import open_workshop
from proofing import mekong

CONFIG = (
    '[publication]\nname = "River"\n\n[[desks]]\nname = "River"\n\n[volumes.all]\ntitle = "All"\n'
)


@pytest.fixture(scope="module")
def strange(tmp_path_factory):
    """Every odd or harmful PDF that can be adopted, adopted and bound with the others."""
    root = tmp_path_factory.mktemp("strange")
    (root / "mekong.toml").write_text(CONFIG, "utf-8")
    take_in(root, hostile.ADOPTED)
    return root, mekong("volume", "all", cwd=root)


def take_in(root: Path, makers: dict[str, Callable[[], bytes]]) -> None:
    """What `mekong adopt FILE --number N` does for one after the other, with one reader."""
    workshop = open_workshop(root)
    with ReadingRoom() as room:
        for number, (name, make) in enumerate(makers.items(), 1):
            path = root / f"{name}.pdf"
            path.write_bytes(make())
            (taken,) = adopt(workshop, Request((path,), number=number), room)
            assert isinstance(taken, Taken), f"{name}: {taken}"


def test_all_that_was_adopted_is_bound(strange) -> None:
    root, run = strange
    assert run.code == 0, run.err
    manifest = json.loads((root / "output/volumes/river-all-briefing.json").read_text("utf-8"))
    assert len(manifest["record"]["parts"]) == len(hostile.ADOPTED)
    assert {part["origin"] for part in manifest["record"]["parts"]} == {"adopted"}


def test_what_was_taken_out_is_told(strange) -> None:
    root, run = strange
    manifest = json.loads((root / "output/volumes/river-all-briefing.json").read_text("utf-8"))
    dropped = {change["what"] for change in manifest["changes"] if change["kind"] == "dropped"}
    assert "It would run a script when it is opened." in dropped
    assert "all: dropped: It would run a script when it is opened." in run.err


def test_each_line_of_the_contents_leads_to_its_page(strange) -> None:
    root, _ = strange
    volume = root / "output/volumes/river-all-briefing.pdf"
    ids = read_facts(volume).ids
    record = json.loads(volume.with_suffix(".json").read_text("utf-8"))["record"]
    lines = 0
    for part in record["parts"]:
        start = record["body"] + part["folio"] - 1
        for chapter in part["chapters"]:
            for entry in chapter["entries"]:
                assert ids[entry["id"]] == start + entry["page"]
                lines += 1
    assert lines


def test_the_adopted_pdfs_are_not_altered(strange) -> None:
    root, _ = strange
    originals = {path.read_bytes() for path in root.glob("issues/*/original.pdf")}
    assert originals == {(root / f"{name}.pdf").read_bytes() for name in hostile.ADOPTED}


# ---------------------------------------------------------------- shapes that cannot be bound

UNNAMED = b"1 /Span BDC\n" + hostile.WORDS + b"\nEMC"
NESTED = b"/P <</MCID 1>> BDC /Span <</MCID 2>> BDC\n" + hostile.WORDS + b"\nEMC EMC"
CIRCLE = hostile.stream(
    b"/X Do",
    b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 5 0 R >> >>",
)
TAGGED = hostile.CATALOG.replace(b">>", b"/MarkInfo << /Marked true >> /StructTreeRoot 5 0 R >>")


def mark_without_a_name() -> bytes:
    """What binding takes out of such a page is not what a reader would pass over."""
    return hostile.document({4: hostile.stream(UNNAMED)})


def marks_inside_marks() -> bytes:
    return hostile.document({4: hostile.stream(NESTED)})


def drawing_that_draws_itself() -> bytes:
    page = hostile.PAGE.replace(b"<< /Font", b"<< /XObject << /X 5 0 R >> /Font", 1)
    return hostile.document({3: page, 4: hostile.stream(hostile.WORDS + b"\n/X Do"), 5: CIRCLE})


def element_without_kids() -> bytes:
    root = b"<< /Type /StructTreeRoot /K [null 6 0 R] /ParentTree << /Nums [0 [6 0 R]] >> >>"
    element = b"<< /Type /StructElem /S /P /P 5 0 R /Pg 3 0 R /K [null] >>"
    page = hostile.PAGE.replace(b"/Parent", b"/StructParents 0 /Parent")
    return hostile.document({1: TAGGED, 3: page, 5: root, 6: element})


def numbers_on_their_own() -> bytes:
    """Widths and lengths as objects of their own, as other programs write them."""
    font = (
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /FirstChar 5 0 R /LastChar 5 0 R "
        b"/Widths [5 0 R] >>"
    )
    page = hostile.PAGE.replace(b"<< /F <<", b"<< /F 6 0 R /G <<")
    return hostile.document({3: page, 5: b"32", 6: font})


CANNOT = {"unnamed": mark_without_a_name}
CAN = {
    "marks": marks_inside_marks,
    "plain": hostile.plain,
    "kids": element_without_kids,
    "circle": drawing_that_draws_itself,
    "numbers": numbers_on_their_own,
}


@pytest.fixture(scope="module")
def torn(tmp_path_factory):
    """PDFs whose tags and drawings go in circles or stand inside one another, adopted."""
    root = tmp_path_factory.mktemp("torn")
    (root / "mekong.toml").write_text(CONFIG, "utf-8")
    take_in(root, {**CAN, **CANNOT})
    return root


def test_a_pdf_that_no_volume_can_hold_stops_it_by_name(torn) -> None:
    run = mekong("volume", "all", cwd=torn)
    assert run.code == 3
    assert f"{len(CANNOT)} of {len(CAN) + len(CANNOT)} issues cannot be bound" in run.err
    assert "page 1 is not painted as in its own PDF." in run.err
    assert "--skip-unreadable" in run.err


def test_the_rest_is_bound_without_it(torn) -> None:
    run = mekong("volume", "all", "--skip-unreadable", cwd=torn)
    assert run.code == 3  # what was asked for could not be had
    record = json.loads((torn / "output/volumes/river-all-briefing.json").read_text("utf-8"))
    assert len(record["record"]["parts"]) == len(CAN)
    assert len(record["record"]["absent"]) == len(CANNOT)
    assert "not painted as in its own PDF" in record["record"]["absent"][0]["reason"]
