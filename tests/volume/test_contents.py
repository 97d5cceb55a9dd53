"""A part is read from its PDF alone: what a volume's contents page prints, and where it leads."""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import time
from dataclasses import replace
from io import BytesIO

import pikepdf
import pytest

from mekong_print import typed
from mekong_print.document import Correction, Issue
from mekong_print.errors import SourceError
from mekong_print.pages import Attachment, Imprint
from mekong_print.pdf.contents import part_facts, part_of
from mekong_print.pdf.finish import finish
from mekong_print.pdf.read import read_attachment, read_facts
from mekong_print.volume.plan import place, plan_volume
from mekong_print.volume.record import (
    RECORD_NAME,
    Manifest,
    VolumeRecord,
    chapters_of,
    recorded,
)

LIMIT = 2.0  # CPU seconds for the 52 issues of a year


@pytest.fixture(scope="module")
def belt(press):
    return press.pdf("belt", "briefing")


@pytest.fixture(scope="module")
def part(belt):
    return part_of(belt)


def carrying(pdf, *files):
    """The pages of a PDF, carrying other files than its own."""
    imprint = Imprint(title="Other files", lang="en", attachments=files)
    return finish(pdf.read_bytes(), imprint)


def record_of(belt):
    return typed.from_json(Issue, read_attachment(belt, "022-issue.json"))


def test_a_part_is_told_by_desk_and_number(part, belt) -> None:
    assert (part.key, part.desk, part.number) == ("mekong-belt-022", "Mekong Belt", 22)
    assert (part.file, part.origin) == (belt.name, "issue")
    assert part.sha256 == hashlib.sha256(belt.read_bytes()).hexdigest()
    assert part_of(belt, "other").key == "other"


def test_a_part_says_what_its_title_page_says(part) -> None:
    assert part.title == "From Ceasefires to Clean Air"
    assert part.subtitle == "Key Developments Across Cambodia, Laos, Myanmar, and Thailand"
    assert (part.date, part.lang) == (dt.date(2025, 10, 31), "en")
    assert (part.edition, part.corrections) == (1, ())


def test_chapters_are_the_sections_in_order(part) -> None:
    assert [(chapter.title, chapter.region) for chapter in part.chapters] == [
        ("Editor’s Note", ""),
        ("Cambodia", "kh"),
        ("Thailand", "th"),
        ("Myanmar", "mm"),
        ("Lao PDR", "la"),
    ]


def test_a_note_is_an_entry_of_its_section(part) -> None:
    note = part.chapters[0]
    assert [(one.id, one.title, one.authors) for one in note.entries] == [
        (note.id, "Editor’s Note", ("Mattia Peroni",))
    ]


def test_an_entry_has_headline_authors_and_page(part) -> None:
    (thailand,) = part.chapters[2].entries
    assert thailand.id == "022-thailand-passes-landmark-clean-air-bill"
    assert thailand.title == "Thailand Passes Landmark Clean Air Bill"
    assert thailand.authors == ("Natamon Aumphin",)


@pytest.mark.parametrize("layout", ["briefing", "magazine", "phone"])
@pytest.mark.parametrize("issue", ["belt", "river"])
def test_every_entry_begins_on_the_page_that_the_outline_names(press, issue, layout) -> None:
    part = part_of(press.pdf(issue, layout))
    outline = [(item.title, item.page) for item in part.facts.outline]
    for chapter in part.chapters:
        assert (chapter.title, chapter.page) in outline
        for entry in chapter.entries:
            assert (entry.title, entry.page) in outline


def test_the_facts_are_those_of_the_reader(press) -> None:
    for issue, layout in (("belt", "briefing"), ("river", "magazine")):
        lean, full = (read(press.pdf(issue, layout)) for read in (part_facts, read_facts))
        for key in ("pages", "sizes", "labels", "title", "authors", "subject", "lang"):
            assert getattr(lean, key) == getattr(full, key)
        for key in ("outline", "ids", "files", "claims", "marked"):
            assert getattr(lean, key) == getattr(full, key)


def test_corrections_make_editions(belt) -> None:
    note = Correction(dt.date(2025, 11, 3), "A name was misspelt.")
    issue = replace(record_of(belt), corrections=(note,))
    file = Attachment("022-issue.json", typed.to_json(issue), "application/json")
    part = part_of(carrying(belt, file))
    assert (part.edition, part.corrections) == (2, (note,))
    assert part.file == "mekong-belt-022.pdf"


def test_a_part_can_be_read_from_bytes(belt, part) -> None:
    assert part_of(belt.read_bytes()).chapters == part.chapters


# ---------------------------------------------------------------- refusals


def refusal(content) -> SourceError:
    with pytest.raises(SourceError) as caught:
        part_of(content)
    return caught.value


def test_a_pdf_without_record_is_refused_with_the_way_out(belt, tmp_path) -> None:
    other = tmp_path / "other.pdf"
    other.write_bytes(carrying(belt))
    fault = refusal(other)
    assert fault.message == "“other.pdf” does not carry the record of one issue (…-issue.json)."
    assert "mekong adopt" in fault.hint


def test_a_pdf_with_two_records_is_refused(belt) -> None:
    files = (Attachment(f"{name}-issue.json", b"{}", "application/json") for name in "ab")
    assert "record of one issue" in refusal(carrying(belt, *files)).message


@pytest.mark.parametrize("record", [b"", b"{}", b"[1]", b"\xff\xfe", b'{"kind": "issue"}'])
@pytest.mark.parametrize("name", ["022-issue.json", RECORD_NAME])
def test_a_record_that_cannot_be_read_is_refused(belt, name, record) -> None:
    fault = refusal(carrying(belt, Attachment(name, record, "application/json")))
    assert "cannot read" in fault.message
    assert fault.hint


def test_a_record_of_other_pages_is_refused(press, belt) -> None:
    river = press.pdf("river", "briefing")
    record = read_attachment(belt, "022-issue.json")
    fault = refusal(carrying(river, Attachment("022-issue.json", record, "application/json")))
    assert "022-editors-note" in fault.message


@pytest.mark.parametrize("content", [b"", b"no PDF", b"%PDF-1.7\n%%EOF"])
def test_what_is_no_pdf_is_refused(content) -> None:
    assert refusal(content).exit_code == 3


def test_a_missing_file_is_refused_by_name(tmp_path) -> None:
    assert "gone.pdf" in refusal(tmp_path / "gone.pdf").message


# ---------------------------------------------------------------- volumes inside volumes


@pytest.fixture
def year(part):
    """The record of a volume of one issue, with four pages of front matter."""
    plan = plan_volume(place([part]), front=4, back=1)
    return VolumeRecord(
        name="belt-2025",
        title="The Mekong Belt 2025",
        lang="en",
        desk="Mekong Belt",
        years=(2025,),
        body=plan.body,
        pages=plan.pages,
        parts=(recorded(plan, plan.placed[0]),),
        tools={"WeasyPrint": "70.0"},
    )


def test_the_record_of_a_part_says_all_that_its_pdf_said(part, year) -> None:
    (one,) = year.parts
    assert (one.key, one.sha256, one.folio, one.pages) == (part.key, part.sha256, 1, 7)
    assert one.chapters == part.chapters
    assert one.ids == tuple(sorted(part.facts.ids))


def test_ids_of_the_record_are_those_of_the_volume(part) -> None:
    plan = plan_volume(place([part, replace(part, key="other")]), front=0, back=0)
    record = recorded(plan, plan.placed[1])
    assert record.ids[0] == "other.022-cambodia"
    assert record.chapters[1].id == "other.022-cambodia"
    assert all(entry.id.startswith("other.") for entry in record.chapters[1].entries)


def test_a_volume_is_read_by_its_own_record(belt, year, part) -> None:
    own = Attachment(RECORD_NAME, typed.to_json(year), "application/json")
    inner = Attachment("022-issue.json", b"{}", "application/json")
    volume = part_of(carrying(belt, own, inner))
    assert (volume.key, volume.origin, volume.desk) == ("belt-2025", "volume", "Mekong Belt")
    assert volume.title == "The Mekong Belt 2025"
    assert volume.chapters == chapters_of(year)


def test_the_parts_of_a_volume_are_chapters_with_all_their_entries(year, part) -> None:
    (chapter,) = chapters_of(year)
    assert (chapter.title, chapter.page) == (part.title, 4)
    entries = [entry for own in part.chapters for entry in own.entries]
    assert [entry.page for entry in chapter.entries] == [4 + entry.page for entry in entries]
    assert [entry.id for entry in chapter.entries] == [entry.id for entry in entries]


def test_records_survive_json(year) -> None:
    manifest = Manifest("belt-2025.pdf", "00", 12, year)
    assert typed.from_json(Manifest, typed.to_json(manifest)) == manifest


# ---------------------------------------------------------------- speed


def test_a_year_is_read_in_two_seconds(press) -> None:
    issues = [press.pdf("belt", layout).read_bytes() for layout in ("briefing", "magazine")]
    part_of(issues[0])  # the reader of records is made once
    before = time.process_time()
    for number in range(52):
        part_of(issues[number % 2])
    assert time.process_time() - before < LIMIT * (3 if os.environ.get("CI") else 1)


def test_a_part_is_read_without_its_tags(belt) -> None:
    with pikepdf.open(belt) as pdf:
        pdf.Root.StructTreeRoot.K = pikepdf.Array([pikepdf.Dictionary(S=1, K=-1)])
        out = BytesIO()
        pdf.save(out)
    assert part_of(out.getvalue()).chapters
