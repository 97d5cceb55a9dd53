"""A part that stops a volume is blamed by name, and can be left out."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from mekong_print.cli.volume_ import _show
from mekong_print.commands.volume import Order, VolumeOutcome, _without_blamed
from mekong_print.config import VolumeSettings
from mekong_print.document import Position
from mekong_print.errors import InspectionError, SourceError
from mekong_print.findings import Finding
from mekong_print.pages import Imprint
from mekong_print.pdf.bind import bind
from mekong_print.pdf.inspect_volume import ExpectedVolume, blamed_parts
from mekong_print.sheaves import Sheaf
from mekong_print.volume.plan import place, plan_volume
from volume.books import a_part
from volume.making import material

PARTS = tuple(
    replace(a_part(number), origin=origin, title=title)
    for number, origin, title in ((1, "issue", "Ours"), (2, "adopted", "Old"), (3, "adopted", ""))
)
FAULTS = (
    "The volume has no title.",
    f"Page {PARTS[0].facts.pages + 1}: mark 2 stands inside mark 1.",
    "“Old”: a link is not where it was.",
    f"“{PARTS[2].file}”: its tags are not those of its own PDF.",
    "“Ours”: a link is not where it was.",
    "Page 1: mark 2 stands inside mark 1.",
)


def a_sheaf() -> Sheaf:
    files = {part.key: Path(part.file) for part in PARTS}
    settings = VolumeSettings()
    return Sheaf("2025", settings, "", "briefing", PARTS, files, (), None, Path("2025.pdf"))


def test_inspection_blames_parts_from_elsewhere_and_never_our_own() -> None:
    plan = plan_volume(place(PARTS), front=0, back=0)
    expected = ExpectedVolume(plan, Imprint("2025", "en"), {})
    assert blamed_parts(FAULTS, expected) == (
        (PARTS[1].key, FAULTS[1]),
        (PARTS[2].key, "its tags are not those of its own PDF."),
    )


def test_of_two_parts_of_one_title_the_guilty_one_is_blamed() -> None:
    twins = tuple(replace(a_part(number), origin="adopted", title="Weekly") for number in (1, 2))
    expected = ExpectedVolume(plan_volume(place(twins), front=0, back=0), Imprint("2025", "en"), {})
    fault = f"{expected.opening(twins[1])}its tags are not those of its own PDF."
    assert fault.startswith(f"“{twins[1].file}”, “Weekly”: ")
    assert blamed_parts((fault,), expected) == (
        (twins[1].key, "its tags are not those of its own PDF."),
    )


def test_binding_blames_the_part_that_it_cannot_read(shelf, tmp_path) -> None:
    torn = tmp_path / "beta.pdf"
    torn.write_bytes(shelf.file("beta").read_bytes()[:2000])
    whole = material({name: shelf.file(name) for name in ("alpha", "beta")})
    files = {**whole.files, "beta": torn}
    with pytest.raises(SourceError) as caught:
        bind(replace(whole, files=files), tmp_path / "volume.pdf")
    assert [key for key, _ in caught.value.blamed] == ["beta"]


@pytest.mark.parametrize("kind", [SourceError, InspectionError])
def test_a_blamed_part_is_left_out_when_that_is_asked_for(kind) -> None:
    error = kind("No.").blaming((PARTS[1].key, "It is torn."))
    left = _without_blamed(Order(skip_unreadable=True), a_sheaf(), error)
    assert left.parts == (PARTS[0], PARTS[2])
    assert left.files.keys() == {PARTS[0].key, PARTS[2].key}
    assert [(one.name, one.reason) for one in left.absent] == [(PARTS[1].file, "It is torn.")]


@pytest.mark.parametrize("kind", [SourceError, InspectionError])
def test_else_the_error_names_the_part_and_the_flag(kind) -> None:
    error = kind("No.", "Do it.").blaming((PARTS[1].key, "It is torn."))
    with pytest.raises(kind) as caught:
        _without_blamed(Order(), a_sheaf(), error)
    assert PARTS[1].file in caught.value.hint
    assert "--skip-unreadable" in caught.value.hint


def test_an_error_that_blames_nobody_stops_the_volume() -> None:
    with pytest.raises(InspectionError):
        _without_blamed(Order(skip_unreadable=True), a_sheaf(), InspectionError("No."))


def test_a_volume_without_any_part_left_is_not_made() -> None:
    error = SourceError("No.").blaming(*((part.key, "Torn.") for part in PARTS))
    with pytest.raises(SourceError):
        _without_blamed(Order(skip_unreadable=True), a_sheaf(), error)


def test_what_the_proof_finds_on_its_own_pages_is_said_once_with_place_and_advice(capsys) -> None:
    message = "The last page (page 3) is only 4 % full."
    short = Finding(Position("The volume “2025”", 1, 1), "P06", message, "Cut a few lines.")
    _show(VolumeOutcome(a_sheaf(), pages=9, size=1, seconds=1, findings=(short,)))
    said = capsys.readouterr().err
    assert said.count("P06") == said.count(message) == 1
    assert str(short) in said
