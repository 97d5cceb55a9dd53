"""Editions of one issue in several languages, through the front door."""

import json
import re

import pytest

from mekong_print.commands.list import list_issues
from mekong_print.commands.translate import Wish, start
from mekong_print.pdf.read import read_facts
from mekong_print.workshop import open_workshop

CONFIG = """\
[publication]
name = "River"

[[desks]]
name = "River"

[volumes.vi]
issues = ["7", "8"]
language = "vi"
"""
HEAD = "---\ndesk: River\nnumber: 7\ntitle: A Short Issue\ndate: 2026-01-05\n---\n\n"
BODY = """\
# Cambodia 🇰🇭

## A Headline
by A. Writer, in Phnom Penh

The first paragraph.

The second one. <!-- ask the ministry -->

The third, [on the border](#the-border).

# The Border {flag=th}

Words about it.
"""
OWN_HEAD = HEAD.replace("A Short Issue", "Một số ngắn")
OWN = """\
# Campuchia 🇰🇭

## Một tiêu đề
bởi A. Writer, tại Phnom Penh

Đoạn thứ nhất.

Đoạn thứ hai.

Đoạn thứ ba, [về biên giới](#the-border).

# Biên giới {flag=th}

Vài lời.
"""


@pytest.fixture
def river(publication):
    """An issue with a translation that is up to date, as it was made by `mekong translate`."""
    publication.config(CONFIG)
    publication.issue(7, HEAD + BODY)
    start(open_workshop(publication.root), Wish("7", "vi"))
    translate(publication, OWN_HEAD + OWN)
    return publication


def translate(publication, text, name="issue.vi.md"):
    (publication.root / "issues/007" / name).write_text(text, "utf-8")


def behind(publication):
    """What `list` knows that the translation is behind with: sort, line, original's line."""
    listed = next(iter(list_issues(open_workshop(publication.root))))
    rows = listed.translations[0].standing.delays
    return [(row.sort, row.at.line, row.there.at.line if row.there else None) for row in rows]


def codes(run):
    return re.findall(r"(?:error|warning|note) ([A-Z]\d\d)", run.out + run.err)


def line_of(text, words):
    return next(n for n, line in enumerate(text.split("\n"), 1) if words in line)


# ---------------------------------------------------------------- starting one


def test_a_new_translation_has_ids_and_words_of_its_language_and_no_remarks(publication):
    publication.issue(7, HEAD + BODY)
    run = publication.mekong("translate", "7", "vi")
    assert (run.code, run.err) == (0, "")
    text = (publication.root / run.out.strip()).read_text("utf-8")
    assert "# Cambodia 🇰🇭 {#cambodia}\n" in text
    assert "## A Headline {#a-headline}\nbởi A. Writer, tại Phnom Penh\n" in text
    assert "# The Border {#the-border flag=th}\n" in text
    assert "lang: vi\n---\n" in text
    assert "ministry" not in text
    assert "The first paragraph." in text
    assert "8 of 9 paragraphs to translate" in publication.mekong("list").out


def test_a_translation_is_never_overwritten(river):
    run = river.mekong("translate", "7", "vi")
    assert run.code == 2
    assert "issues/007/issue.vi.md is there already." in run.err
    assert (river.root / "issues/007/issue.vi.md").read_text("utf-8") == OWN_HEAD + OWN


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("7", "xx"), "“xx” is no language to translate into."),
        (("7", "VI"), "“VI” is no language to translate into."),
        (("7", "en"), "The original is in “en” already."),
        (("9", "vi"), "There is no issue “9”."),
        (("7", "vi", "--line", "3"), "--line goes with --done."),
    ],
)
def test_what_cannot_be_translated_is_said(publication, words, said):
    run = publication.mekong("translate", *words)
    assert run.code == 2
    assert said in run.err
    assert [path.name for path in (publication.root / "issues/007").iterdir()] == ["issue.md"]


# ---------------------------------------------------------------- building


def test_build_makes_the_original_and_its_translations(river):
    run = river.mekong("build", "7")
    assert (run.code, run.err) == (0, "")
    assert [line.split()[-1] for line in run.out.splitlines()] == [
        "output/river-007-briefing.pdf",
        "output/river-007-briefing.vi.pdf",
    ]
    english, own = (
        read_facts(river.root / f"output/river-007-briefing{name}.pdf") for name in ("", ".vi")
    )
    assert (english.lang, own.lang) == ("en", "vi")
    assert set(english.ids) >= {"007-cambodia", "007-a-headline", "007-the-border"}
    assert set(own.ids) == set(english.ids)
    assert own.metadata["dc:source"] == english.metadata["dc:identifier"] == "river/7"
    assert own.metadata["dc:identifier"] == "river/7/vi"
    assert own.metadata["mekong:translatedFrom"] == "en"
    assert "mekong:translatedFrom" not in english.metadata
    assert (
        "vi, translated from en" in river.mekong("inspect", *river.root.glob("output/*vi.pdf")).out
    )


def test_one_language_can_be_asked_for(river):
    run = river.mekong("build", "7", "--lang", "vi")
    assert run.out.split()[-1] == "output/river-007-briefing.vi.pdf"
    assert river.old_stands()
    run = river.mekong("build", "7", "--lang", "en")
    assert run.out.split()[-1] == "output/river-007-briefing.pdf"
    run = river.mekong("build", "7", "--lang", "km")
    assert (run.code, "“7” is not there in “km”." in run.err) == (2, True)
    assert "(River 7, vi)" in river.mekong("show", "7", "--lang", "vi").out
    assert "(River 7, en)" in river.mekong("show", "7").out


def test_a_change_of_one_language_leaves_the_other_as_it_is(river):
    river.mekong("build")
    translate(river, (OWN_HEAD + OWN).replace("thứ nhất", "đầu tiên"))
    assert [line.split()[-1] for line in river.mekong("build").out.splitlines()] == [
        "output/river-007-briefing.vi.pdf"
    ]
    river.issue(7, HEAD + BODY.replace("The first", "The very first"))
    assert [line.split()[-1] for line in river.mekong("build").out.splitlines()] == [
        "output/river-007-briefing.pdf"
    ]
    river.issue(7, HEAD + BODY.replace("A Headline", "Another Headline"))  # its id is theirs too
    assert len(river.mekong("build").out.splitlines()) == 2


def test_a_translation_is_verified_and_made_again_byte_for_byte(river):
    river.mekong("build")
    run = river.mekong("verify", "7", "--rebuild")
    assert (run.code, run.out.count("made again byte for byte")) == (0, 2)


# ---------------------------------------------------------------- ids


def test_headings_have_the_ids_of_the_original_by_their_place(river):
    record = json.loads(river.mekong("show", "7", "--lang", "vi", "--json").out)
    assert [section["id"] for section in record["sections"]] == ["007-cambodia", "007-the-border"]
    assert record["sections"][0]["articles"][0]["id"] == "007-a-headline"
    assert record["translated_from"] == "en"


def test_a_missing_or_an_extra_article_is_named(river):
    second = "\n## A Second\nby B. Writer, in Hanoi\n\nMore.\n\n# The Border"
    river.issue(7, HEAD + BODY.replace("\n# The Border", second))
    run = river.mekong("check", "7", "--lang", "vi")
    assert "S18: 1 article stands here and 2 in the original: “A Headline”" in run.out
    assert "“A Second” (issues/007/issue.md:19)" in run.out
    assert "cannot be read" in river.mekong("list").out
    told = (OWN_HEAD + OWN).replace("Một tiêu đề", "Một tiêu đề {#a-headline}")
    translate(river, told)
    run = river.mekong("check", "7", "--lang", "vi")
    assert "warning S19: The article “A Second” of the original is missing." in run.out
    assert "3 of 12 paragraphs missing" in river.mekong("list").out
    translate(river, told.replace("# Biên", "## Thừa {#b}\nbởi A. Writer\n\nLời.\n\n# Biên"))
    assert "The original has no such heading." in river.mekong("check", "7").out


def test_published_ids_are_kept_in_each_language(river):
    river.issue(8, HEAD.replace("7", "8") + BODY)
    assert river.mekong("volume", "vi").code == 0
    river.issue(7, HEAD + BODY.replace("A Headline", "Another Headline"))
    run = river.mekong("build", "7", "--lang", "vi")
    assert (run.code, codes(run)) == (3, ["S17"])
    assert "“007-a-headline” was published" in run.err


# ---------------------------------------------------------------- older than the original


def test_a_paragraph_that_changed_is_named_in_both_files(river):
    assert behind(river) == []
    assert re.search(r"^      vi        up to date  Một số ngắn$", river.mekong("list").out, re.M)
    river.issue(7, HEAD + BODY.replace("The second one.", "The second one, mended."))
    here = line_of(OWN_HEAD + OWN, "thứ hai")
    there = line_of(HEAD + BODY, "The second one")
    assert behind(river) == [("changed", here, there)]
    assert "1 of 9 paragraphs older" in river.mekong("list").out
    listed = json.loads(river.mekong("list", "--json").out)["translations"][0]
    assert (listed["lang"], listed["file"]) == ("vi", "issues/007/issue.vi.md")
    assert listed["behind"] == [
        {
            "sort": "changed",
            "id": "007-a-headline",
            "line": here,
            "original_line": there,
            "original": "The second one, mended.",
        }
    ]
    named = river.mekong("list", "--paragraphs").out
    assert f"issues/007/issue.vi.md:{here}:1" in named
    assert f"issues/007/issue.md:{there}:1" in named
    run = river.mekong("check", "7", "--lang", "vi", "--select", "M16")
    assert (run.code, codes(run)) == (0, ["M16"])


def test_insertions_and_deletions_make_nothing_else_older(river):
    inserted = BODY.replace("The first", "An opening.\n\nThe first").replace(
        "Words about", "New ones on"
    )
    river.issue(7, HEAD + inserted)
    assert [sort for sort, *_ in behind(river)] == ["new", "changed"]
    river.issue(7, HEAD + BODY.replace("The second one. <!-- ask the ministry -->\n\n", ""))
    assert behind(river) == [("gone", line_of(OWN_HEAD + OWN, "thứ hai"), None)]


def test_broken_lines_and_remarks_make_nothing_older(river):
    rewrapped = BODY.replace("The first paragraph.", "The first\nparagraph. <!-- so -->")
    river.issue(7, HEAD + rewrapped)
    assert behind(river) == []


def test_titles_captions_and_bylines_are_followed_as_well(river):
    river.issue(7, HEAD.replace("A Short", "A Shorter") + BODY.replace("A. Writer", "B. Writer"))
    assert [sort for sort, *_ in behind(river)] == ["changed", "changed"]
    assert behind(river)[0][1:] == (4, 4)


def test_one_line_or_all_can_be_marked_as_up_to_date(river):
    river.issue(7, HEAD + BODY.replace("The second", "A second").replace("The third", "A third"))
    second, third = (line_of(OWN_HEAD + OWN, words) for words in ("thứ hai", "thứ ba"))
    run = river.mekong("translate", "7", "vi", "--done", "--line", second)
    assert (run.code, run.out) == (0, "issues/007/issue.vi.toml\n")
    assert [line for _, line, _ in behind(river)] == [third]
    run = river.mekong("translate", "7", "vi", "--done", "--line", second)
    assert (run.code, f"There is something on: {third}." in run.err) == (2, True)
    assert river.mekong("translate", "7", "vi", "--done").code == 0
    assert behind(river) == []


def test_all_done_does_not_pass_over_what_is_still_to_translate(river):
    translate(river, (OWN_HEAD + OWN).replace("Đoạn thứ nhất.", "The first paragraph."))
    river.mekong("translate", "7", "vi", "--done")
    here = line_of(OWN_HEAD + OWN, "thứ nhất")
    assert [row[:2] for row in behind(river)] == [("untranslated", here)]
    river.mekong("translate", "7", "vi", "--done", "--line", here)
    assert behind(river) == []


def test_a_lost_paragraph_is_noticed(river):
    translate(river, (OWN_HEAD + OWN).replace("Đoạn thứ hai.\n\n", ""))
    assert [sort for sort, *_ in behind(river)] == ["uneven"]


def test_a_translation_of_unknown_lineage_says_so(river):
    path = river.root / "issues/007/issue.vi.toml"
    kept = path.read_bytes()
    for broken in (b"", b"<<<<<<< HEAD\n", b"\xff", b"[[places]]\nid = 3\n", b"x = 1"):
        path.write_bytes(broken)
        run = river.mekong("check", "7", "--lang", "vi")
        assert (run.code, "M18" in codes(run)) == (0, broken != b""), broken
    path.unlink()
    path.mkdir()
    assert "M18" in codes(river.mekong("check", "7"))
    path.rmdir()
    assert "state unknown" in river.mekong("list").out
    assert "M18" in codes(river.mekong("check", "7"))
    assert river.mekong("build", "7", "--lang", "vi").code == 0
    assert river.mekong("translate", "7", "vi", "--done").code == 0
    assert path.read_bytes() == kept


# ---------------------------------------------------------------- hostile


MISFITS = (
    ("issue.xx.md", OWN_HEAD + OWN, "M08"),
    ("issue.old.md", OWN_HEAD + OWN, "M08"),
    ("issue.VI.md", OWN_HEAD + OWN, "M12"),
    ("issue.vi.md", (OWN_HEAD + OWN).replace("date:", "lang: en\ndate:"), "M12"),
    ("issue.en.md", OWN_HEAD + OWN, "M13"),
    ("issue.vi.md", (OWN_HEAD + OWN).replace("number: 7", "number: 8"), "M15"),
    ("issue.vi.md", (OWN_HEAD + OWN).replace("date: 2026-01-05\n", ""), "M15"),
)


@pytest.fixture(scope="module")
def misfits(found, tmp_path_factory):
    """A publication where each issue has another translation that does not fit."""
    made = found(tmp_path_factory.mktemp("misfits") / "river")
    for number, (name, text, _) in enumerate(MISFITS, 10):
        path = made.issue(number, (HEAD + BODY).replace("number: 7", f"number: {number}"))
        own = text.replace("number: 7", f"number: {number}")
        path.with_name(name).write_text(own, "utf-8")
    made.checked, made.listed = made.mekong("check", "--select", "M"), made.mekong("list")
    return made


@pytest.mark.parametrize(("number", "misfit"), [*enumerate(MISFITS, 10)])
def test_a_translation_that_does_not_fit_is_named(misfits, number, misfit):
    name, _, code = misfit
    shown = re.escape(f"issues/{number:03d}/{name}")
    assert set(re.findall(rf"^{shown}:\d+:\d+: error (\w+):", misfits.checked.out, re.M)) == {code}
    assert re.search(rf"cannot be read: .*\({shown}:", misfits.listed.out)


def test_a_translation_that_does_not_fit_is_refused_and_the_original_printed(misfits):
    run = misfits.mekong("build", "10")
    assert (run.code, "issues/010/issue.xx.md:1:1: error M08" in run.err) == (3, True)
    assert run.out.split()[-1] == "output/river-010-briefing.pdf"
    assert not list(misfits.root.glob("output/*xx*"))


def test_two_files_of_one_language_are_both_refused(river):
    translate(river, OWN_HEAD + OWN, "issue.vi-VN.md")
    run = river.mekong("build", "7")
    assert (run.code, codes(run)) == (3, ["M13", "M13"])
    assert river.pdf().exists()


def test_a_translation_without_an_original_is_refused(publication):
    (publication.root / "issues/007/issue.md").rename(publication.root / "issues/007/issue.vi.md")
    run = publication.mekong("build")
    assert (run.code, "M14" in codes(run)) == (3, True)
    assert "has no original" in publication.mekong("list").out
    assert publication.mekong("translate", "007", "vi").code == 2


def test_a_broken_original_stops_its_translations(river):
    river.issue(7, "no front matter")
    run = river.mekong("build", "--lang", "vi")
    assert (run.code, codes(run)) == (3, ["M14"])
    assert river.mekong("list").code == 0
    assert river.mekong("check").code == 1


# ---------------------------------------------------------------- volumes


def test_a_volume_binds_each_issue_once_in_its_language(river):
    river.issue(8, HEAD.replace("7", "8").replace("A Short", "Another") + BODY)
    run = river.mekong("volume", "vi", "2026")
    assert run.code == 0, run.err
    manifests = sorted((river.root / "output/volumes").glob("*.json"))
    found = {
        path.stem: json.loads(path.read_text("utf-8"))["record"]["parts"] for path in manifests
    }
    keys = {name: [part["key"] for part in parts] for name, parts in found.items()}
    assert keys == {
        "river-vi-briefing": ["river-007-vi", "river-008"],
        "river-2026-briefing": ["river-007", "river-008"],
    }
    assert next(part["file"] for part in found["river-vi-briefing"]) == "river-007-briefing.vi.pdf"
    run = river.mekong("verify", "vi", "--rebuild")
    assert (run.code, "byte for byte" in run.out) == (0, True), run.out + run.err
