"""An issue that was out and is corrected: on its pages, in its metadata, in its record."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from mekong_print import typed
from mekong_print.document import Correction, Issue
from mekong_print.pdf.read import read_attachment, read_facts
from proofing import LAYOUTS, poppler_text

HEAD = """\
---
desk: River
number: {number}
title: A Short Issue
date: 2026-01-05
lang: {lang}
{corrections}---

# Cambodia 🇰🇭

## A Headline
{by} A. Writer

Words of the article, enough for one line.
"""
CORRECTED = """\
corrections:
  - date: 2026-01-07
    text: The name <b>was</b> {{misspelt}}.
  - date: 2026-01-12
    text: The date was wrong.
"""
BY = {"en-GB": "by", "vi": "bởi"}
NUMBERS = {"en-GB": 8, "vi": 9}


@pytest.fixture(scope="module")
def corrected(tmp_path_factory, found):
    """Three issues in every layout: one as it came out, one corrected in each language."""
    made = found(tmp_path_factory.mktemp("corrected") / "river")
    made.issue(7, HEAD.format(number=7, lang="en-GB", corrections="", by="by"))
    for lang, number in NUMBERS.items():
        said = {"number": number, "lang": lang, "corrections": CORRECTED, "by": BY[lang]}
        made.issue(number, HEAD.format(**said))
    run = made.mekong("build", "--all", "--jobs", "2")
    assert run.code == 0, run.err
    return made


def words(pdf: Path) -> list[str]:
    return [" ".join(page.split()) for page in poppler_text(pdf).split("\f")]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_readers_are_told_at_once_what_was_corrected_and_when(corrected, layout):
    first = 1 if layout == "phone" else 0  # the page of the contents
    page = words(corrected.pdf(8, layout))[first]
    told = (
        "Corrected 7 January 2026: The name <b>was</b> {{misspelt}}. "
        "Corrected 12 January 2026: The date was wrong."
    )
    assert told in page
    assert page.index(told) < page.index("In this issue")
    assert "Edition 3" in words(corrected.pdf(8, layout))[0]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_they_are_told_in_the_language_of_the_issue(corrected, layout):
    pages = words(corrected.pdf(9, layout))
    assert "Đính chính ngày 12 tháng 1, 2026: The date was wrong." in " ".join(pages)
    assert "Ấn bản 3" in pages[0]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_page_says_which_edition_it_is(corrected, layout):
    later = [page for page in words(corrected.pdf(8, layout))[1:] if page]
    assert all(re.search(r"Issue 8\b.*Edition 3", page) for page in later)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_an_issue_without_corrections_says_nothing_of_editions(corrected, layout):
    assert not re.search("Edition|Corrected", " ".join(words(corrected.pdf(7, layout))))
    assert b"<mekong:edition>" not in corrected.pdf(7, layout).read_bytes()


def test_the_pdf_carries_edition_and_corrections(corrected):
    content = corrected.pdf(8).read_bytes()
    assert read_facts(content).metadata["mekong:edition"] == "3"
    issue = typed.from_json(Issue, read_attachment(content, "008-issue.json"))
    assert [one.text for one in issue.corrections] == [
        "The name <b>was</b> {{misspelt}}.",
        "The date was wrong.",
    ]
    assert all(isinstance(one, Correction) for one in issue.corrections)


def test_a_correction_makes_the_pdf_anew(publication):
    assert publication.mekong("build").code == 0
    source = publication.issue()
    said = "corrections:\n  - {date: 2026-01-06, text: One word.}\n---\n\n#"
    source.write_text(source.read_text("utf-8").replace("---\n\n#", said), "utf-8")
    assert "river-007-briefing.pdf" in publication.mekong("build").out
    assert b"<mekong:edition>2</mekong:edition>" in publication.pdf().read_bytes()
