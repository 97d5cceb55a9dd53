"""`mekong check` and `mekong rules` through the front door, and the check in a build."""

import json
import re
import subprocess
import sys

import pytest

from mekong_print.pdf.metadata import packet
from mekong_print.pdf.opened import ask

SLIP = "The Laos's border, and its neighbours’.\n"
ERROR = "They met on Monday, October 28, 2025.\n"
CRASH = """
import sys
from dataclasses import replace
from mekong_print.check import apostrophes
from mekong_print import cli
def saboteur(manuscript):
    raise RuntimeError("a saboteur")
for name, one in list(vars(apostrophes).items()):
    if getattr(one, "code", "") == "Q21":
        setattr(apostrophes, name, replace(one, read=saboteur))
cli.main()
"""


@pytest.fixture
def sourced(publication):
    """Write the text of issue 7 below its headline."""

    def write(text, number=7):
        path = publication.issue(number)
        whole = path.read_text("utf-8").replace(
            "Words of the article, enough for one line.\n", text
        )
        path.write_text(whole, "utf-8")
        return path

    return write


def codes(run):
    return re.findall(r"^\S+?:\d+:\d+: \w+ (\w\d\d): ", run.out, re.MULTILINE)


def test_clean_copy_has_nothing_to_read(publication):
    assert publication.mekong("check") == type(publication.mekong("list"))(0, "", "")


def test_a_finding_is_shown_with_its_line_and_what_to_do(publication, sourced):
    sourced(SLIP)
    run = publication.mekong("check", "7")
    assert (run.code, run.err) == (0, "")
    assert run.out == (
        "issues/007/issue.md:13:9: warning Q21: "
        "A straight apostrophe stands here among curly ones.\n"
        "    The Laos's border, and its neighbours’.\n"
        "            ^\n"
        "    Write ’ in place of '.\n"
    )


def test_findings_of_reading_and_of_rules_stand_in_one_list(publication, sourced):
    sourced(f"{SLIP}\n<b>Raw</b>\n\n{SLIP}")
    run = publication.mekong("check")
    assert run.code == 1
    assert codes(run) == ["Q21", "S07", "Q21"]


def test_a_source_without_a_tree_is_a_finding_too(publication):
    publication.issue(8, "no front matter\n")
    run = publication.mekong("check", "--select", "Q")
    assert run.code == 1
    assert codes(run)[0] == "M01"


@pytest.mark.parametrize(("level", "code"), [("error", 0), ("warning", 1), ("note", 1)])
def test_the_exit_code_goes_by_the_level_that_is_asked_for(publication, sourced, level, code):
    sourced(SLIP)
    assert publication.mekong("check", "--fail-on", level).code == code


def test_an_error_of_a_rule_is_an_exit_code_of_one(publication, sourced):
    sourced(ERROR)
    run = publication.mekong("check")
    assert (run.code, codes(run)) == (1, ["D21"])


@pytest.mark.parametrize(
    ("options", "found"),
    [
        (["--select", "Q"], ["Q21"]),
        (["--select", "d21,q"], ["Q21", "D21"]),
        (["--select", "Q", "--select", "D21"], ["Q21", "D21"]),
        (["--ignore", "Q21"], ["D21"]),
        (["--select", "Q,D", "--ignore", "D"], ["Q21"]),
        (["--ignore", "Q,D"], []),
    ],
)
def test_rules_can_be_selected_and_left_out(publication, sourced, options, found):
    sourced(SLIP + "\n" + ERROR)
    assert codes(publication.mekong("check", *options)) == found


@pytest.mark.parametrize("option", ["--select", "--ignore", "--explain"])
def test_an_unknown_code_is_refused_with_the_nearest(publication, option):
    run = publication.mekong("check", option, "Q99")
    assert run.code == 2
    assert "There is no rule “Q99”" in run.err
    assert "Did you mean “Q" in run.err


def test_without_an_issue_all_are_checked_and_others_are_not(publication, sourced):
    sourced(SLIP, 8)
    sourced(SLIP, 9)
    assert len(codes(publication.mekong("check"))) == 2
    assert len(codes(publication.mekong("check", "9", "7"))) == 1
    run = publication.mekong("check", "10")
    assert (run.code, run.out) == (2, "")


def test_machines_get_json_annotations_and_sarif(publication, sourced):
    sourced(SLIP)
    (line,) = publication.mekong("check", "--format", "json").out.splitlines()
    assert json.loads(line)["code"] == "Q21"
    assert json.loads(line)["file"] == "issues/007/issue.md"
    run = publication.mekong("check", "--format", "github")
    assert run.out.startswith("::warning file=issues/007/issue.md,line=13,")
    log = json.loads(publication.mekong("check", "--format", "sarif").out)
    assert [one["ruleId"] for one in log["runs"][0]["results"]] == ["Q21"]


def test_statistics_take_the_place_of_the_list(publication, sourced):
    sourced(SLIP + "\n" + SLIP)
    run = publication.mekong("check", "--statistics", "--fail-on", "warning")
    assert run.code == 1
    first, last = run.out.splitlines()
    assert first.startswith("    2  Q21  warning  ")
    assert last.startswith("0 errors, 2 warnings, 0 notes; ")
    assert publication.mekong("check", "--statistics", "--format", "json").code == 2


# ---------------------------------------------------------------- mending


def test_a_diff_shows_what_fix_would_do_and_writes_nothing(publication, sourced):
    path = sourced(SLIP)
    before = path.read_bytes()
    run = publication.mekong("check", "--diff")
    assert (run.code, run.err) == (0, "")
    assert "--- a/issues/007/issue.md\n+++ b/issues/007/issue.md\n" in run.out
    assert "\n-The Laos's border" in run.out
    assert "\n+The Laos’s border" in run.out
    assert path.read_bytes() == before


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_fix_mends_what_it_can_and_lists_what_is_left(publication, sourced, end):
    path = sourced(SLIP + "\n" + ERROR)
    before = path.read_bytes().replace(b"\n", end.encode())
    path.write_bytes(before)
    run = publication.mekong("check", "--fix")
    assert run.code == 1
    assert codes(run) == ["D21"]
    assert path.read_bytes() == before.replace(b"Laos's", "Laos’s".encode())
    assert publication.mekong("check", "--diff").out == ""
    assert publication.drafts() == []


def test_a_source_that_cannot_be_written_stays_as_it_was(publication, sourced):
    path = sourced(SLIP)
    path.chmod(0o444)
    before = path.read_bytes()
    run = publication.mekong("check", "--fix")
    if run.code == 0:
        pytest.skip("this user may write everything")
    assert run.code == 6
    assert path.read_bytes() == before


# ---------------------------------------------------------------- the house


def config(publication, text):
    publication.config((publication.root / "mekong.toml").read_text("utf-8") + text)


def test_the_house_sets_levels(publication, sourced):
    sourced(SLIP + "\n" + ERROR)
    config(publication, '\n[levels]\nQ21 = "error"\nD21 = "off"\n')
    run = publication.mekong("check")
    assert (run.code, codes(run)) == (1, ["Q21"])
    assert "Q21  error" in publication.mekong("rules").out
    assert "D21  off" in publication.mekong("rules").out


def test_a_level_for_no_rule_is_refused_at_its_place(publication):
    config(publication, '\n[levels]\nQ99 = "error"\n')
    run = publication.mekong("check")
    assert run.code == 3
    assert "mekong.toml:10:1: error M03: “Q99” is no rule." in run.err


def test_a_level_that_is_none_is_refused(publication):
    config(publication, '\n[levels]\nQ21 = "fatal"\n')
    run = publication.mekong("check")
    assert run.code == 3
    assert "'error'" in run.err


WAIVER = '\n[[waivers]]\ncode = "{}"\nwords = "Laos\'s border"\nreason = "{}"\n'


def test_the_house_waives_words_with_a_reason(publication, sourced):
    sourced(SLIP)
    config(publication, WAIVER.format("Q21", "The name of a brand."))
    assert publication.mekong("check").out == ""
    assert publication.mekong("check", "--select", "Q").out == ""


def test_a_waiver_of_the_house_that_nothing_needs_is_a_finding(publication):
    config(publication, WAIVER.format("Q21", "The name of a brand."))
    run = publication.mekong("check", "--fail-on", "warning")
    assert (run.code, codes(run)) == (1, ["W03"])
    assert run.out.startswith("mekong.toml:9:1: ")


@pytest.mark.parametrize(("code", "reason"), [("Q*", "Why not."), ("Q99", "A slip."), ("Q21", "…")])
def test_a_waiver_of_the_house_that_is_no_use_waives_nothing(publication, sourced, code, reason):
    sourced(SLIP)
    config(publication, WAIVER.format(code, reason))
    found = "W02" if code == "Q99" else "W01"
    assert codes(publication.mekong("check")) == [found, "Q21"]


def test_a_broken_glossary_is_refused(publication):
    (publication.root / "glossary.toml").write_text('[[people]]\nnmae = "A"\n', "utf-8")
    run = publication.mekong("check")
    assert run.code == 3
    assert "glossary.toml:1:1: error M03" in run.err


# ---------------------------------------------------------------- rules


def test_rules_are_listed_and_explained(publication, tmp_path):
    run = publication.mekong("rules")
    assert run.code == 0
    assert "Quotation and punctuation\n  Q21  warning  " in run.out
    told = publication.mekong("rules", "q21")
    assert told.out == publication.mekong("check", "--explain", "Q21").out
    for words in ("One sign for one thing", "Bad:\n\n    Laos's", "Good:\n\n    Laos’s"):
        assert words in told.out
    assert publication.mekong("rules", "S07").out == "S07  error  Raw HTML, which is off.\n"
    assert publication.mekong("-C", tmp_path.parent, "rules").code == 0


def crashed(publication, script, command):
    """What a command says in a process in which a rule fails."""
    words = [sys.executable, "-c", script, command]
    return subprocess.run(words, cwd=publication.root, capture_output=True, text=True, check=False)


def test_a_rule_that_fails_is_named_and_the_run_fails(publication, sourced):
    sourced(ERROR)
    done = crashed(publication, CRASH, "check")
    assert done.returncode == 70
    assert "D21" in done.stdout
    assert "The rule Q21 (saboteur) failed" in done.stderr
    assert "a saboteur" in done.stderr
    assert done.stderr.count("This is a bug in mekong-print") == 1


# ---------------------------------------------------------------- in a build


def said(pdf):
    return ask(pdf.read_bytes(), packet)


def test_a_build_stops_on_an_error_and_keeps_the_old_pdf(publication, sourced):
    sourced(SLIP + "\n" + ERROR)
    publication.issue(8)
    run = publication.mekong("build", "--all")
    assert run.code == 3
    assert run.err.count("error D21") == 1
    assert "Q21" not in run.err
    assert "--no-check" in run.err
    assert publication.old_stands()
    assert len(run.out.splitlines()) == 3
    assert "river-008-phone.pdf" in run.out


def test_a_waived_error_stops_nothing(publication, sourced):
    sourced(ERROR.strip() + " <!-- check: ok D21 the slip is the story -->\n")
    run = publication.mekong("build")
    assert (run.code, run.err) == (0, "")
    assert b"the slip is the story" not in publication.pdf().read_bytes()
    assert publication.mekong("show", "7", "--json").out.count("slip") == 0


def test_a_draft_says_so_on_every_page_and_in_its_metadata(publication, sourced):
    from proofing import poppler_text

    sourced(ERROR)
    run = publication.mekong("build", "--no-check", "--all")
    assert (run.code, run.err) == (0, "")
    for layout in ("briefing", "magazine", "phone"):
        pages = poppler_text(publication.pdf(7, layout)).split("\f")[:-1]
        assert pages
        assert all("DRAFT – NOT CHECKED" in page for page in pages)
        found = said(publication.pdf(7, layout))
        assert found["mekong:draft"] == ("True",)
        assert "draft" in found["dc:subject"]


def test_a_draft_says_so_in_the_issues_language(publication, sourced):
    from proofing import poppler_text

    sourced(ERROR)
    source = publication.issue(7)
    source.write_text(source.read_text("utf-8").replace("---\n", "---\nlang: vi\n", 1), "utf-8")
    assert publication.mekong("build", "--no-check").code == 0
    assert "BẢN NHÁP – CHƯA KIỂM TRA" in poppler_text(publication.pdf(7))


def test_a_draft_never_passes_for_the_edition(publication):
    publication.mekong("build", "--no-check")
    assert "changed" in publication.mekong("list").out
    assert "up to date" in publication.mekong("build", "7", "--no-check").out
    assert "river-007-briefing.pdf" in publication.mekong("build").out
    assert "mekong:draft" not in said(publication.pdf())
    assert "current" in publication.mekong("list").out


def test_a_rule_that_fails_stops_a_build(publication):
    script = CRASH.replace('"Q21"', '"D21"').replace(
        "import apostrophes", "import dates as apostrophes"
    )
    done = crashed(publication, script, "build")
    assert done.returncode == 70
    assert "The rule D21 (saboteur) failed" in done.stderr
    assert publication.old_stands()
