"""What `finish` promises."""

import hashlib
import os
import shutil
import subprocess
import sys
from dataclasses import replace
from io import BytesIO

import pikepdf
import pytest

from mekong_print.pages import PageLabels
from mekong_print.pdf.finish import finish
from mekong_print.pdf.read import read_attachment, read_facts

FINISH = """
import pickle, sys, hashlib
from mekong_print.pdf.finish import finish
raw, imprint = pickle.load(open(sys.argv[1], "rb"))
print(hashlib.sha256(finish(raw, imprint)).hexdigest())
"""


def qpdf(*arguments):
    if shutil.which("qpdf") is None:
        pytest.skip("qpdf is not installed")
    return subprocess.run(["qpdf", *arguments], capture_output=True, text=True, check=False)


def test_every_document_is_pdf_ua_1_and_pdf_a_3a(finished, document, objections):
    assert objections(finished[document]) == []


def test_qpdf_has_nothing_against_it(finished, document, tmp_path):
    path = tmp_path / "finished.pdf"
    path.write_bytes(finished[document])
    checked = qpdf("--check", str(path))
    assert checked.returncode == 0, checked.stderr


def test_finishing_twice_changes_nothing(finished, document, imprint):
    assert finish(finished[document], imprint) == finished[document]


def test_same_bytes_in_another_process_zone_and_hash_seed(raw, imprint, finished, tmp_path):
    import pickle

    job = tmp_path / "job"
    job.write_bytes(pickle.dumps((raw["contents"], imprint)))
    digests = {hashlib.sha256(finished["contents"]).hexdigest()}
    for seed, zone in (("1", "Asia/Bangkok"), ("2", "America/New_York")):
        surroundings = os.environ | {"PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": "C"}
        command = [sys.executable, "-c", FINISH, str(job)]
        done = subprocess.run(command, env=surroundings, capture_output=True, text=True, check=True)
        digests.add(done.stdout.strip())
    assert len(digests) == 1


def test_nothing_of_the_press_is_left(finished):
    assert b"left behind" not in finished["lists"]
    with pikepdf.open(BytesIO(finished["lists"])) as pdf:
        assert pdf.docinfo["/Creator"] == "mekong-print 0.1.0"
        assert "left behind" not in pdf.Root.Metadata.read_bytes().decode()


def test_metadata_can_be_read_back(finished, imprint):
    facts = read_facts(finished["heads"])
    assert facts.title == imprint.title
    assert facts.authors == imprint.authors
    assert (facts.subject, facts.lang) == (imprint.subject, "en")
    assert facts.claims == ("ua-1", "a-3a")
    assert facts.metadata["dc:identifier"] == "mekong-belt/22"
    assert facts.metadata["dc:date"] == "2025-10-31"
    assert facts.metadata["prism:publicationName"] == "The Weekly"
    assert facts.metadata["mekong:layout"] == "briefing"
    assert facts.metadata["xmp:CreateDate"] == "2025-10-31T23:59:00+08:00"
    assert facts.metadata["info:CreationDate"] == "D:20251031235900+08'00'"


def test_without_a_moment_there_is_no_date(raw, imprint):
    dateless = replace(imprint, moment=None, date=None, claims=())
    facts = read_facts(finish(raw["lists"], dateless))
    assert not [key for key in facts.metadata if "Date" in key or key == "dc:date"]


def test_no_standard_is_claimed_unless_asked_for(raw, imprint):
    pdf = finish(raw["lists"], replace(imprint, claims=()))
    assert read_facts(pdf).claims == ()
    assert read_facts(finish(raw["lists"], replace(imprint, claims=("ua-1",)))).claims == ("ua-1",)


def test_the_metadata_stay_readable_without_unpacking(finished):
    assert b"<dc:title>" in finished["heads"]


def test_pages_are_labelled_as_asked(raw, imprint):
    labels = (PageLabels(0, "r"), PageLabels(2, "D", "A-", 5))
    facts = read_facts(finish(raw["heads"], replace(imprint, labels=labels)))
    assert facts.labels == ("i", "ii", "A-5", "A-6", "A-7", "A-8")


def test_attachments_are_carried_whole(finished, imprint):
    facts = read_facts(finished["lists"])
    assert [file.name for file in facts.files] == ["a photo’s note.txt", "issue.json"]
    assert [file.relationship for file in facts.files] == ["Supplement", "Source"]
    for attachment in imprint.attachments:
        assert read_attachment(finished["lists"], attachment.name) == attachment.content


def test_attachments_say_their_type_size_date_and_checksum(finished, imprint):
    with pikepdf.open(BytesIO(finished["lists"])) as pdf:
        stream = pdf.Root.Names.EmbeddedFiles.Names[3].EF.F
        record = imprint.attachments[0].content
        assert stream.Subtype == "/application/json"
        assert stream.Params.Size == len(record)
        assert bytes(stream.Params.CheckSum) == hashlib.md5(record).digest()  # noqa: S324
        assert stream.Params.ModDate == "D:20251031235900+08'00'"
        assert len(pdf.Root.AF) == 2


def test_a_reader_opens_it_well(finished):
    with pikepdf.open(BytesIO(finished["contents"])) as pdf:
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        assert pdf.Root.PageMode == "/UseOutlines"
        assert pdf.Root.MarkInfo.Marked
        assert all(page.obj.Tabs == "/S" for page in pdf.pages if "/Annots" in page.obj)
