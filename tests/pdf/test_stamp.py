"""The stamp is found in the bytes, quickly, and only where there is one."""

import subprocess
import sys
import time
from dataclasses import replace

from mekong_print.pdf.finish import finish
from mekong_print.pdf.read import read_facts
from mekong_print.pdf.stamp import Stamp, read_stamp


def test_the_stamp_tells_what_was_imprinted(finished, imprint):
    assert read_stamp(finished["heads"]) == Stamp(
        imprint.fingerprint, 6, imprint.tools, imprint.title
    )


def test_the_stamp_tells_the_edition_of_a_corrected_issue(raw, imprint):
    corrected = finish(raw["lists"], replace(imprint, edition=3))
    assert read_stamp(corrected).edition == 3
    assert read_facts(corrected).metadata["mekong:edition"] == "3"
    assert b"<mekong:edition>" not in finish(raw["lists"], imprint)


def test_a_corrected_issue_is_pdf_ua_1_and_pdf_a_3a(raw, imprint, objections):
    assert objections(finish(raw["lists"], replace(imprint, edition=3))) == []


def test_a_part_that_holds_the_packet_is_enough(finished):
    pdf = finished["heads"]
    start = pdf.index(b"<?xpacket begin=")
    assert read_stamp(pdf[start : start + 20_000]) == read_stamp(pdf)


def test_other_files_have_none(raw):
    assert read_stamp(raw["heads"]) is None
    assert read_stamp(b"") is None
    assert read_stamp(b"<?xpacket end=") is None


def test_an_attachment_cannot_pass_its_stamp_off_as_the_files(finished):
    forged = b"<?xpacket begin=<mekong:fingerprint>f0</mekong:fingerprint><?xpacket end="
    assert read_stamp(forged + finished["heads"]) == read_stamp(finished["heads"])


def test_it_takes_less_than_a_millisecond(finished):
    def once():
        start = time.perf_counter()
        read_stamp(finished["heads"])
        return time.perf_counter() - start

    assert min(once() for _ in range(20)) < 0.001


def test_no_pdf_library_is_loaded_for_it():
    code = "import sys, mekong_print.pdf.stamp; print({'pikepdf', 'pypdf'} & {*sys.modules})"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "set()"
