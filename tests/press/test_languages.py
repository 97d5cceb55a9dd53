"""Six languages through the front door: built, read back from the PDF, and bound."""

import re

import pytest

from proofing import ROOT, poppler_text
from tongues import NUMBERS, TONGUES, source_of

CONFIG = """\
[publication]
name = "River"
publisher = "River Press"
native_digits = ["km"]

[[desks]]
name = "River"

[volumes.km]
language = "km"
first = 21

[volumes.th]
language = "th"
first = 21
"""


@pytest.fixture(scope="module")
def six(found, tmp_path_factory):
    """One issue in six languages, printed; volumes in Khmer and in Thai."""
    made = found(tmp_path_factory.mktemp("six") / "river")
    made.config(CONFIG)
    for lang in TONGUES:
        made.issue(NUMBERS[lang], source_of(lang))
    own = made.root / "layouts" / "briefing" / "volume.html"
    own.parent.mkdir(parents=True)
    page = (ROOT / "layouts" / "briefing" / "volume.html").read_text("utf-8")
    own.write_text(page.replace("{% block back %}", '{% block back %}{{ t("Read on") }}'), "utf-8")
    made.first = made.mekong("volume", "km", "th", "--jobs", "2")
    return made


def words(pdf):
    """The words of a PDF, without the spaces and the splitting of vowels that readers differ in."""
    return re.sub(r"\s", "", poppler_text(pdf))


def test_six_languages_are_printed_and_bound(six):
    assert six.first.code == 0, six.first.err
    assert len(six.first.out.splitlines()) == 2
    for number in NUMBERS.values():
        assert six.pdf(number).stat().st_size > 10_000


def test_a_thai_issue_says_its_words_in_its_pdf(six):
    said = words(six.pdf(NUMBERS["th"]))
    for label in ("ฉบับที่25", "31ตุลาคมพ.ศ.2568", "จบฉบับที่25", "23.59น.", "จัดพิมพ์โดยRiverPress"):
        assert label in said


def test_native_digits_are_on_the_pages_and_not_in_the_labels(six):
    said = words(six.pdf(NUMBERS["km"]))
    assert {"២២", "២០២៥", "១"} <= set(re.findall("[០-៩]+", said))
    facts = six.mekong("inspect", six.pdf(NUMBERS["km"]), "--json")
    assert facts.code == 0
    assert not re.search("[០-៩]", re.search(r'"labels": ?\[[^]]*\]', facts.out)[0])


def test_a_word_that_a_volume_cannot_say_is_reported_and_no_other(six):
    found = re.findall(r"^(\S+): warning M19: (“[^”]*”)", six.first.err, re.M)
    assert found == [("layouts/briefing/volume.html:7:1", "“Read on”")] * 2


@pytest.mark.parametrize(
    ("name", "labels"),
    [("th", ("สารบัญ", "31ตุลาคมพ.ศ.2568", "6หน้า", "ดัชนีตามประเทศ")), ("km", ("៦",))],
)
def test_a_volume_speaks_its_own_language(six, name, labels):
    said = words(six.root / "output" / "volumes" / f"river-{name}-briefing.pdf")
    assert [label for label in labels if label not in said] == []


def test_folios_of_a_volume_are_those_stamped_on_its_pages(six):
    said = poppler_text(six.root / "output" / "volumes" / "river-km-briefing.pdf")
    assert re.findall(r"^– ?(\d+) ?–$", said, re.M) == [str(folio) for folio in range(1, 9)]
