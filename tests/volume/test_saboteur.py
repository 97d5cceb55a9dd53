"""A part that spoils a volume, though it was sound alone: named, and the rest is bound.

The trial (`trial`) runs in a process of its own and sees nothing of the saboteur, who gets at
the draft of the volume between binding and inspection.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from click.testing import CliRunner, Result
from pikepdf import Array, Name, Object, Pdf

import mekong_print.pdf.bind as binding
from adopt import hostile
from mekong_print.cli import mekong as command
from mekong_print.errors import InspectionError, SourceError
from proofing import mekong
from volume.test_adopted import CONFIG
from volume.test_foreign_parts import tagged

GUILTY, INNOCENT = "river-001", "river-002"
VOLUME = "output/volumes/river-all-briefing.pdf"
Deed = Callable[[Pdf, Object], None]


@pytest.fixture(scope="module")
def adopted(tmp_path_factory) -> Path:
    """Two PDFs with tags of their own, adopted; the first will be the guilty one."""
    root = tmp_path_factory.mktemp("sabotage")
    (root / "mekong.toml").write_text(CONFIG, "utf-8")
    for number, name in enumerate(("guilty", "innocent"), 1):
        path = root / f"{name}.pdf"
        path.write_bytes(hostile.edited(tagged({f"/{name.title()}": "/P"})))  # never the same bytes
        done = mekong("adopt", path, "--number", number, cwd=root)
        assert done.code == 0, done.err
    return root


@pytest.fixture
def sabotage(monkeypatch) -> Callable[..., None]:
    """Does something to the guilty part in each draft; `tagged_only`: where its tags are kept."""

    def sabotaged(deed: Deed, *, tagged_only: bool = False) -> None:
        honest = binding.bind

        def bind(material, target):
            changes = honest(material, target)
            for placed in material.plan.placed:
                spared = tagged_only and GUILTY in material.unsound
                if placed.part.key == GUILTY and not spared:
                    with pikepdf.open(target, allow_overwriting_input=True) as pdf:
                        deed(pdf, pdf.pages[material.plan.start(placed)].obj)
                        pdf.save(target)
            return changes

        monkeypatch.setattr(binding, "bind", bind)

    return sabotaged


def volume(root: Path, *words: str) -> Result:
    return CliRunner().invoke(command, ["-C", str(root), "volume", "all", "--force", *words])


def manifest(root: Path) -> dict:
    return json.loads((root / VOLUME).with_suffix(".json").read_text("utf-8"))


def paint(pdf: Pdf, page: Object) -> None:
    """Something that is neither tagged nor an artifact."""
    page.Contents = Array([pdf.make_stream(b"0 0 9 9 re f"), *page.Contents])


def lose_the_tags(_: Pdf, page: Object) -> None:
    page.StructParents = 4711


@pytest.fixture
def bound_before(adopted) -> bytes:
    assert volume(adopted).exit_code == 0
    return (adopted / VOLUME).read_bytes()


def test_tags_that_spoil_a_volume_give_way_to_plain_ones_and_it_is_told(adopted, sabotage) -> None:
    sabotage(lose_the_tags, tagged_only=True)
    done = volume(adopted)
    assert done.exit_code == 0, done.output
    told = {(one["part"], one["kind"]) for one in manifest(adopted)["changes"]}
    assert (GUILTY, "repaired") in told
    assert (INNOCENT, "repaired") not in told
    assert len(manifest(adopted)["record"]["parts"]) == 2


@pytest.mark.parametrize("deed", [paint, lose_the_tags])
def test_a_part_that_spoils_the_volume_is_named_and_the_old_volume_stands(
    adopted, bound_before, sabotage, deed
) -> None:
    sabotage(deed)
    done = volume(adopted)
    assert done.exit_code == InspectionError.exit_code
    assert "is bound without 001-" in done.output
    assert "--skip-unreadable" in done.output
    assert "002-" not in done.output
    assert (adopted / VOLUME).read_bytes() == bound_before


def test_the_rest_is_bound_and_says_what_it_lacks_and_why(adopted, bound_before, sabotage) -> None:
    sabotage(paint)
    done = volume(adopted, "--skip-unreadable")
    assert done.exit_code == SourceError.exit_code
    record = manifest(adopted)["record"]
    assert [part["key"] for part in record["parts"]] == [INNOCENT]
    (absent,) = record["absent"]
    assert absent["name"].startswith("001-")
    assert "something is painted that is neither tagged nor an artifact" in absent["reason"]


def test_a_part_that_breaks_the_binder_is_named_and_can_be_left_out(
    adopted, bound_before, monkeypatch
) -> None:
    honest = binding.binding.take

    def take(volume: Pdf, source: Pdf, key: str):
        if key == GUILTY:
            raise KeyError(Name.Nowhere)
        return honest(volume, source, key)

    monkeypatch.setattr(binding.binding, "take", take)
    done = volume(adopted)
    assert done.exit_code == SourceError.exit_code
    assert "is bound without 001-" in done.output
    assert (adopted / VOLUME).read_bytes() == bound_before
    done = volume(adopted, "--skip-unreadable")
    assert done.exit_code == SourceError.exit_code
    (absent,) = manifest(adopted)["record"]["absent"]
    assert absent["reason"] == "It cannot be bound: its parts do not fit together."


def test_a_spoilt_volume_without_a_guilty_part_is_called_a_bug_of_ours(
    adopted, bound_before, monkeypatch
) -> None:
    """A fault on the volume's own pages: nobody is blamed, and nothing is left out for it."""
    honest = binding.bind

    def bind(material, target):
        changes = honest(material, target)
        with pikepdf.open(target, allow_overwriting_input=True) as pdf:
            paint(pdf, pdf.pages[0].obj)
            pdf.save(target)
        return changes

    monkeypatch.setattr(binding, "bind", bind)
    done = volume(adopted, "--skip-unreadable")
    assert done.exit_code == InspectionError.exit_code
    assert "bug of ours" in done.output
    assert (adopted / VOLUME).read_bytes() == bound_before
