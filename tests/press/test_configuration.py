"""A publication that is set up wrongly: what is said, where, and what to do."""

import os
import re

import pytest

NAME = 'name = "River"\n\n'
GOOD = f'[publication]\n{NAME}[[desks]]\nname = "River"\n'

# what is wrong: mekong.toml, place, code, words, words of the hint
FAULTS = {
    "syntax": (
        GOOD.replace('"River"\n\n', "River\n\n"),
        "2:8",
        "M02",
        "Invalid",
        "quotation marks",
    ),
    "unclosed text": (GOOD + 'prefix = """\n', "6:1", "M02", "Unterminated", "quotation"),
    "lists in lists": (GOOD + "x = " + "[" * 5000, "1:1", "M02", "too deep", "flatter"),
    "unknown table": (GOOD + "\n[buld]\n", "7:1", "M03", "“buld”", "“build”"),
    "unknown key": (
        GOOD.replace(NAME, 'name = "River"\npublsher = "x"\n'),
        "3:1",
        "M03",
        "publsher",
        "“publisher”",
    ),
    "unknown key of a desk": (GOOD + 'prefx = "x"\n', "6:1", "M03", "“prefx”", "“prefix”"),
    "wrong type": (GOOD.replace(NAME, "name = 3\n\n"), "2:1", "M04", "must be text", "It is 3"),
    "text for a list": (GOOD + '[build]\nlayouts = "phone"\n', "7:1", "M04", "a list", "'phone'"),
    "no desk": ('desks = []\n[publication]\nname = "x"\n', "1:1", "M04", "one or more", "[]"),
    "missing table": ('[[desks]]\nname = "x"\n', "1:1", "M07", "“publication”", "[publication]"),
    "missing key": ('[publication]\n[[desks]]\nname = "x"\n', "1:1", "M07", "“name”", 'name = "…"'),
    "unknown language": (
        GOOD.replace(NAME, 'name = "River"\nlanguage = "xx"\n'),
        "3:1",
        "M08",
        "“xx”",
        "",
    ),
    "address that is none": (
        GOOD.replace(NAME, 'name = "River"\nurl = "ftp://x"\n'),
        "3:1",
        "M04",
        "https",
        "ftp",
    ),
    "two desks of one prefix": (
        GOOD + '[[desks]]\nname = "B"\n',
        "1:1",
        "M04",
        "prefix",
        "its own",
    ),
    "latin-1": (GOOD.replace("River", "Rivière").encode("latin-1"), "2:13", "S02", "0xE8", "UTF-8"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_broken_mekong_toml_is_refused_with_place_and_hint(publication, name):
    text, at, code, says, hint = FAULTS[name]
    publication.config(text)
    run = publication.mekong("list")
    assert run.code == 3
    assert run.out == ""
    found = re.findall(r"^(\S+): error (\w\d\d): (.*)$(?:\n    (.*)$)?", run.err, re.MULTILINE)
    assert len(found) == 1, run.err
    assert found[0][:2] == (f"mekong.toml:{at}", code)
    assert says in found[0][2]
    assert hint in found[0][3]
    assert run.err.endswith("Error: mekong.toml cannot be used.\n")


def test_a_broken_mekong_toml_stops_a_build_and_keeps_the_old_pdf(publication):
    publication.config("[publication\n")
    run = publication.mekong("build")
    assert run.code == 3
    assert run.out == ""
    assert publication.old_stands()


def test_a_byte_order_mark_in_mekong_toml_is_no_fault(publication):
    publication.config(b"\xef\xbb\xbf" + GOOD.encode())
    assert publication.mekong("list").code == 0


def test_an_unknown_layout_on_the_command_line_is_refused_with_the_nearest(publication):
    run = publication.mekong("build", "--layout", "breifing")
    assert run.code == 4
    assert run.err == "Error: There is no layout “breifing”.\n    Did you mean “briefing”?\n"
    assert run.out == ""
    assert publication.old_stands()


def test_an_unknown_layout_in_mekong_toml_is_found_in_its_line(publication):
    publication.config(GOOD + '\n[build]\nlayouts = ["breifing"]\n')
    run = publication.mekong("build")
    assert run.code == 4
    assert "Error: mekong.toml:8:1: There is no layout “breifing”." in run.err
    assert "Did you mean “briefing”?" in run.err
    assert publication.old_stands()


def test_a_folder_without_a_publication_is_told_how_to_start_one(publication):
    (publication.root / "mekong.toml").unlink()
    run = publication.mekong("build")
    assert run.code == 2
    assert "There is no mekong.toml" in run.err
    assert "mekong init" in run.err


def test_a_publication_without_issues_is_told_how_to_start_one(found, tmp_path):
    run = found(tmp_path / "empty").mekong("build")
    assert run.code == 2
    assert "There is no issue yet." in run.err
    assert "mekong new" in run.err


@pytest.mark.parametrize("words", [["biuld"], ["build", "--layuot", "x"], ["build", "--jobs", "0"]])
def test_a_command_used_wrongly_exits_2_without_a_traceback(publication, words):
    run = publication.mekong(*words)
    assert run.code == 2
    assert run.out == ""
    assert "Error: " in run.err
    assert "Traceback" not in run.err
    assert publication.old_stands()


@pytest.mark.parametrize(
    "word", ["99", "²", "9" * 5000, "no-such", "no/such", "none.md", "x" * 5000]
)
def test_an_issue_that_is_not_there_is_refused_with_those_that_are(publication, word):
    run = publication.mekong("build", word)
    assert run.code == 2
    assert run.out == ""
    assert "There is no issue" in run.err
    assert "007" in run.err.rpartition("\n    ")[2]
    assert publication.old_stands()


def test_a_folder_without_an_issue_is_refused(publication):
    (publication.root / "somefolder").mkdir()
    run = publication.mekong("build", "somefolder")
    assert run.code == 3
    assert "somefolder is a folder without an issue." in run.err
    assert "issues/NAME/issue.md" in run.err


def test_a_folder_in_place_of_a_source_stops_only_its_own_issue(publication):
    (publication.root / "issues/008/issue.md").mkdir(parents=True)
    run = publication.mekong("build")
    assert run.code == 3
    assert run.err.count("Error:") == 1
    assert "issues/008/issue.md is a folder, not a file." in run.err
    assert "output/river-007-briefing.pdf" in run.out
    listed = publication.mekong("list")
    assert listed.code == 0
    assert "?  008  cannot be read" in listed.out


def test_an_output_that_is_a_file_is_refused(publication):
    publication.pdf().unlink()
    (publication.root / "output/.gitignore").unlink(missing_ok=True)
    (publication.root / "output").rmdir()
    (publication.root / "output").write_text("mine")
    run = publication.mekong("build")
    assert run.code == 6
    assert run.out == ""
    assert "could not be written" in run.err
    assert "another folder" in run.err
    assert (publication.root / "output").read_text() == "mine"
    assert publication.drafts() == []


def test_a_folder_in_place_of_the_pdf_is_refused(publication):
    publication.pdf().unlink()
    publication.pdf().mkdir()
    run = publication.mekong("build")
    assert run.code == 6
    assert "a folder stands in its place" in run.err
    assert publication.pdf().is_dir()
    assert publication.drafts() == []


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="nothing is read-only for root")
def test_a_read_only_output_is_refused(publication):
    (publication.root / "output").chmod(0o555)
    run = publication.mekong("build")
    (publication.root / "output").chmod(0o755)
    assert run.code == 6
    assert "could not be written" in run.err
    assert publication.old_stands()


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="nothing is hidden from root")
def test_a_source_that_may_not_be_read_is_refused(publication):
    (publication.root / "issues/007/issue.md").chmod(0)
    run = publication.mekong("build")
    assert run.code == 3
    assert "permissions" in run.err
    assert publication.old_stands()
