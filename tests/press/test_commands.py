"""The other commands through the front door: init, new, import, list, show, inspect."""

import json
import re
import subprocess

import jsonschema
import pytest

from mekong_print import typed
from mekong_print.document import (
    Bio,
    Box,
    Figure,
    Footnote,
    Issue,
    Note,
    Paragraph,
    PullQuote,
    Table,
)
from mekong_print.walk import nodes, plain

LAYOUTS = ("briefing", "magazine", "phone")
SAMPLES = [1, 2, 3, 4]


# ---------------------------------------------------------------- init


def test_a_publication_that_was_just_started_builds_in_every_layout(started):
    assert (started.first.code, started.first.out) == (0, "weekly\n")
    assert started.second.code == 0, started.second.err
    assert started.second.err == ""  # not one finding
    for number in SAMPLES:
        for layout in LAYOUTS:
            assert started.pdf(number, layout).read_bytes().startswith(b"%PDF-1.7")
            assert f"river-{number:03d}-{layout}.pdf" in started.second.out


def test_the_samples_are_a_year_that_can_be_bound(started):
    listed = [json.loads(line) for line in started.mekong("list", "--json").out.splitlines()]
    assert [issue["number"] for issue in listed] == SAMPLES
    lines = started.mekong("list").out.splitlines()
    days = [line.split()[1] for line in lines if re.match(r" {3}\d ", line)]
    assert days == ["2025-01-06", "2025-04-07", "2025-07-07", "2025-10-06"]


@pytest.mark.parametrize("number", [2, 3, 4])
def test_a_sample_has_something_to_read_and_to_look_at(started, number):
    record = started.mekong("show", str(number), "--json").out.rstrip("\n")
    tree = typed.from_json(Issue, record.encode())
    words = len(re.findall(r"\w+", " ".join(plain(one) for one in nodes(tree.sections, Paragraph))))
    assert 800 <= words <= 1800
    for kind in (Note, Bio, Table, Figure, PullQuote, Box, Footnote):
        assert list(nodes(tree, kind)), kind


def test_a_publication_brings_its_own_layouts_and_fonts(started):
    assert (started.root / "layouts/briefing/style.css").is_file()
    assert list((started.root / "fonts").glob("*.ttf"))
    assert list((started.root / "fonts").glob("*OFL.txt"))


@pytest.mark.parametrize("there", ["a folder with a file in it", "a file"])
def test_init_refuses_what_is_not_empty_and_touches_nothing(publication, there):
    target = publication.root / "mine"
    if there == "a file":
        target.write_text("mine")
    else:
        target.mkdir()
        (target / "mine.txt").write_text("mine")
    before = sorted(publication.root.rglob("*"))
    run = publication.mekong("init", "mine")
    assert run.code == 2
    assert run.out == ""
    assert "is not an empty folder" in run.err
    assert "does not exist yet" in run.err
    assert sorted(publication.root.rglob("*")) == before


@pytest.mark.parametrize("name", ['- "x": [y]', "*&!%@`", "  ", "កម្ពុជា", "it’s #1"])
def test_init_takes_any_name(publication, name):
    assert publication.mekong("init", "new", "--slim", "--name", name, "--desk", name).code == 0
    run = publication.mekong("-C", "new", "list", "--json")
    assert run.code == 0
    listed = [json.loads(line) for line in run.out.splitlines()]
    assert [(issue["number"], issue["findings"]) for issue in listed] == [
        (number, []) for number in SAMPLES
    ]


# ---------------------------------------------------------------- new


def test_a_new_issue_has_the_next_number_and_the_sections_and_people_of_the_last(publication):
    source = publication.issue().read_text("utf-8")
    again = (
        "\n## Another\nby A. Writer, place withheld\n\nWords.\n\n"
        "::: bio\nA. is a [writer](https://example.org/) of *note*.\n:::\n"
    )
    topic = "\n# A Topic\n\n## One\nby B. Ong and C. Day, Editors\n\nWords.\n"
    publication.issue(7, source + again + topic)
    run = publication.mekong("new", 'A "Quoted": Title')
    assert (run.code, run.err) == (0, "")
    assert run.out == "issues/008-a-quoted-title/issue.md\n"
    text = (publication.root / run.out.strip()).read_text("utf-8")
    assert "number: 8\n" in text
    assert "# Cambodia 🇰🇭\n" in text
    assert "by A. Writer, in Phnom Penh\n" in text
    assert "by A. Writer, place withheld\n" in text
    assert "by B. Ong and C. Day, Editors\n" in text
    assert "::: bio\nA. is a [writer](https://example.org/) of *note*.\n:::\n" in text
    assert "Words" not in text
    record = json.loads(publication.mekong("show", "8", "--json").out)
    assert record["title"] == 'A "Quoted": Title'


def test_what_is_still_to_come_is_a_warning_and_no_error(publication):
    publication.mekong("new")
    run = publication.mekong("build", "8")
    assert run.code == 0
    assert "river-008-briefing.pdf" in run.out
    places = re.findall(r"^issues/008/issue.md:(\d+):(\d+): warning S16", run.err, re.MULTILINE)
    lines = (publication.root / "issues/008/issue.md").read_text("utf-8").splitlines()
    marked = [number for number, line in enumerate(lines, 1) if "TK" in line]
    assert [int(line) for line, _ in places] == marked


def test_the_first_issue_of_all_can_be_printed(found, tmp_path):
    empty = found(tmp_path / "empty")
    assert empty.mekong("new").out == "issues/001/issue.md\n"
    run = empty.mekong("build")
    assert run.code == 0
    assert set(re.findall(r"(?:error|warning) (\w+)", run.err)) == {"S16"}


def test_a_number_that_is_taken_is_refused(publication):
    run = publication.mekong("new", "--number", "7")
    assert run.code == 2
    assert "has an issue 7 already" in run.err
    assert "next free one" in run.err


def test_an_unknown_desk_is_refused_with_the_nearest(publication):
    run = publication.mekong("new", "--desk", "Rivr")
    assert run.code == 2
    assert run.err == "Error: There is no desk “Rivr”.\n    Did you mean “River”?\n"


# ---------------------------------------------------------------- import

TEXT = """\
River
Issue 12
A Short Issue

Editor’s Note
by Mattia Peroni, Lead Editor

Glimmers of optimism.

Cambodia 🇰🇭
A Headline
by Malai Yatt, in Phnom Penh

Words of the article, enough for one line.

Malai is a reporter.
"""


def test_what_was_imported_can_be_built(publication):
    (publication.root / "letter.txt").write_text(TEXT, "utf-8")
    dry = publication.mekong("import", "letter.txt", "--dry-run", "--number", "12")
    run = publication.mekong("import", "letter.txt", "--number", "12")
    assert run.code == 0, run.err
    source = publication.root / run.out.strip()
    assert source.read_text("utf-8") == dry.out
    record = typed.from_json(Issue, publication.mekong("show", "12", "--json").out.encode())
    words = " ".join(re.findall(r"\w+", dry.out))
    assert all(word in words for word in re.findall(r"\w+", TEXT) if word.isalpha())
    assert record.number == 12
    assert publication.mekong("build", "12").code == 0


def test_an_import_never_replaces_an_issue(publication):
    (publication.root / "letter.txt").write_text(TEXT, "utf-8")
    made = publication.mekong("import", "letter.txt", "--number", "12").out.strip()
    (publication.root / made).write_text("mine")
    run = publication.mekong("import", "letter.txt", "--number", "12")
    assert run.code == 2
    assert run.out == ""
    assert "there already" in run.err
    assert (publication.root / made).read_text() == "mine"


@pytest.mark.parametrize("content", [b"caf\xe9\n", b"", None])
def test_a_text_that_cannot_be_imported_is_refused(publication, content):
    if content is not None:
        (publication.root / "letter.txt").write_bytes(content)
    run = publication.mekong("import", "letter.txt")
    assert run.code == 3
    assert run.out == ""
    assert "letter.txt" in run.err
    assert "\n    " in run.err
    assert "Traceback" not in run.err


# ---------------------------------------------------------------- list and show


def test_list_tells_the_state_of_every_edition(started):
    lines = started.mekong("list").out.splitlines()
    assert lines[0] == "River"
    assert lines[1] == "   1  2025-01-06  The River in Figures"
    for layout, line in zip(LAYOUTS, lines[2:5], strict=True):
        shape = rf"      {layout:<9} current  +\d+ pages  output/river-001-{layout}\.pdf"
        assert re.fullmatch(shape, line)


def test_list_knows_current_changed_missing_and_unreadable(publication):
    publication.issue(8)
    publication.issue(9, "no front matter\n")
    run = publication.mekong("list")
    assert run.code == 0
    assert re.search(r"^ +7 .*\n +briefing +changed$", run.out, re.MULTILINE)
    assert re.search(r"^ +8 .*\n +briefing +missing$", run.out, re.MULTILINE)
    assert "?  009  cannot be read: The file does not open with front matter." in run.out


def test_list_as_json_is_one_object_a_line(publication):
    publication.issue(8, "no front matter\n")
    seven, eight = map(json.loads, publication.mekong("list", "--json").out.splitlines())
    assert (seven["desk"], seven["number"], seven["title"]) == ("River", 7, "A Short Issue")
    assert seven["editions"][0]["state"] == "changed"
    assert (eight["folder"], eight["number"]) == ("008", None)
    assert "issues/008/issue.md:1:1: error M01" in eight["findings"][0]


def test_the_record_fits_its_schema_and_reads_back_equal(started):
    record = started.mekong("show", "1", "--json").out.rstrip("\n")
    jsonschema.validate(json.loads(record), json.loads(typed.schema(Issue)))
    tree = typed.from_json(Issue, record.encode())
    assert typed.to_json(tree).decode() == record


def test_the_record_in_the_pdf_is_the_one_that_show_prints(started):
    from mekong_print.pdf.read import read_attachment

    carried = read_attachment(started.pdf(1), "001-issue.json")
    assert carried.decode() == started.mekong("show", "1", "--json").out.rstrip("\n")


def test_show_tells_the_lines_of_the_source(publication):
    run = publication.mekong("show", "7")
    assert run.out.splitlines() == [
        "A Short Issue  (River 7, en)",
        "    8  Cambodia  #007-cambodia  flag kh",
        "   10    A Headline  #007-a-headline",
        "   11      byline: A. Writer, place: Phnom Penh",
        "   13      paragraph: Words of the article, enough for one line.",
    ]


def test_show_exits_3_where_a_source_has_errors(publication):
    path = publication.issue()
    path.write_text(path.read_text("utf-8") + "\n<div>\n", "utf-8")
    run = publication.mekong("show", "7")
    assert run.code == 3
    assert "S07" in run.err
    assert "A Headline" in run.out


# ---------------------------------------------------------------- inspect


def test_inspect_tells_what_our_pdf_is(started):
    run = started.mekong("inspect", started.pdf(1))
    assert (run.code, run.err) == (0, "")
    told = dict(re.findall(r"^  (\w+) +(.+)$", run.out, re.MULTILINE))
    assert told["title"] == "The River in Figures"
    assert told["language"] == "en-GB"
    facts = json.loads(started.mekong("inspect", "--json", started.pdf(1)).out)
    assert facts["marked"] is True
    assert "001-cambodia" in facts["ids"]
    assert all(font["embedded"] for font in facts["fonts"])
    assert [file["name"] for file in facts["files"]] == ["001-issue.json"]


@pytest.mark.parametrize("content", [b"", b"hello", b"%PDF-1.7\ngarbage", b"\0" * 5000, None])
def test_inspect_refuses_what_is_no_pdf_and_names_it(publication, content):
    if content is not None:
        (publication.root / "x.pdf").write_bytes(content)
    run = publication.mekong("inspect", "x.pdf")
    assert run.code == 3
    assert run.out == ""
    assert "x.pdf" in run.err
    assert "Traceback" not in run.err


def test_inspect_goes_on_after_a_file_that_is_no_pdf(started, tmp_path):
    (tmp_path / "x.pdf").write_bytes(b"hello")
    run = started.mekong("inspect", tmp_path / "x.pdf", started.pdf(1))
    assert run.code == 3
    assert "The River in Figures" in run.out


# ---------------------------------------------------------------- the shell around


def test_a_reader_that_leaves_early_is_no_fault(started):
    words = started.command("show", "1", "--json")
    with subprocess.Popen(words, cwd=started.root, stdout=-1, stderr=-1) as process:
        process.stdout.close()
        err = process.stderr.read()
        process.wait(timeout=20)
    assert b"Traceback" not in err
    assert b"bug" not in err


@pytest.mark.parametrize("command", ["init", "new", "import", "build", "list", "show", "inspect"])
def test_every_command_has_help(publication, command):
    run = publication.mekong(command, "--help")
    assert (run.code, run.err) == (0, "")
    assert run.out.startswith("Usage:")
