"""A whole year of real-sized issues, made by the documented command, becomes one book."""

from __future__ import annotations

import json

from mekong_print.pdf.read import read_facts
from proofing import mekong
from volume.year import printed_year

ISSUES = 52
MOST = 0.55  # of the size of the parts: fonts and pictures are stored once


def test_a_year_of_52_issues_is_bound_and_inspected(tmp_path_factory) -> None:
    year = printed_year(tmp_path_factory.getbasetemp() / "year52", ISSUES)
    run = mekong("volume", "2025", cwd=year.root)
    assert run.code == 0, run.err
    (volume,) = year.root.glob("output/volumes/*.pdf")
    record = json.loads(volume.with_suffix(".json").read_text("utf-8"))["record"]
    assert len(record["parts"]) == ISSUES
    assert sum(part["pages"] for part in record["parts"]) > 9 * ISSUES
    assert read_facts(volume).pages == record["pages"]
    parts = sum(pdf.stat().st_size for pdf in year.pdfs)
    assert volume.stat().st_size < MOST * parts
