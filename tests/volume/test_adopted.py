"""Volumes of PDFs from elsewhere: whatever was adopted is bound, and nothing dropped unsaid."""

from __future__ import annotations

import json

import pytest

from adopt import hostile
from mekong_print.pdf.read import read_facts
from proofing import mekong

CONFIG = (
    '[publication]\nname = "River"\n\n[[desks]]\nname = "River"\n\n[volumes.all]\ntitle = "All"\n'
)


@pytest.fixture(scope="module")
def strange(tmp_path_factory):
    """Every odd or harmful PDF that can be adopted, adopted and bound with the others."""
    root = tmp_path_factory.mktemp("strange")
    (root / "mekong.toml").write_text(CONFIG, "utf-8")
    for number, (name, make) in enumerate(hostile.ADOPTED.items(), 1):
        path = root / f"{name}.pdf"
        path.write_bytes(make())
        assert mekong("adopt", path, "--number", number, cwd=root).code == 0, name
    return root, mekong("volume", "all", cwd=root)


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
