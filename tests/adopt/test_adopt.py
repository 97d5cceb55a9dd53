"""`mekong adopt` and what comes of it, through the front door."""

import json
from dataclasses import replace

import pytest

from adopt import hostile
from mekong_print.adopted import adopted_issues, clashes_of_adopted, part_of_adopted
from mekong_print.commands import adopt as command
from mekong_print.errors import SourceError, WriteError
from mekong_print.issue_files import all_issues
from mekong_print.reading import ReadingRoom
from mekong_print.workshop import open_workshop
from proofing import mekong

CONFIG = """\
[publication]
name = "River"
language = "vi"

[[desks]]
name = "River"

[[desks]]
name = "Delta Watch"
prefix = "delta"
"""
SOURCE = """\
---
desk: River
number: 12
title: A Short Issue
date: 2026-01-05
lang: en
---

# Cambodia 🇰🇭

## A Headline
by A. Writer, in Phnom Penh

Words of the article.
"""


class Publication:
    """A publication in a folder, with PDFs beside it."""

    def __init__(self, root):
        self.root = root / "river"
        self.root.mkdir()
        (self.root / "mekong.toml").write_text(CONFIG, "utf-8")

    def put(self, name, content):
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        return path

    def mekong(self, *words):
        return mekong(*words, cwd=self.root)

    def adopt(self, *words):
        return self.mekong("adopt", "--desk", "River", *words)

    def issues(self):
        return sorted(path.name for path in self.root.glob("issues/*"))

    @property
    def workshop(self):
        return open_workshop(self.root)


@pytest.fixture
def publication(tmp_path):
    return Publication(tmp_path)


@pytest.fixture
def adopted(publication):
    """A publication that has adopted one PDF, Issue 7."""
    publication.put("letter.pdf", hostile.plain())
    run = publication.adopt("letter.pdf")
    assert run.code == 0, run.err
    return publication


def toml(publication):
    return next(publication.root.glob("issues/*/issue.toml"))


# ---------------------------------------------------------------- the command


def test_pdf_gets_a_folder_and_a_sidecar_and_stays_as_it_is(publication):
    path = publication.put("letter.pdf", hostile.plain())
    run = publication.adopt("letter.pdf")
    assert (run.code, run.out) == (0, "issues/007-river-letter-issue-7/issue.toml\n")
    folder = publication.root / "issues" / "007-river-letter-issue-7"
    assert sorted(one.name for one in folder.iterdir()) == ["issue.toml", "original.pdf"]
    assert (folder / "original.pdf").read_bytes() == path.read_bytes() == hostile.plain()
    assert 'desk = "River"\nnumber = 7  # likely: from the first page\n' in (
        folder / "issue.toml"
    ).read_text("utf-8")


def test_what_must_be_looked_at_is_said_with_its_line_in_the_sidecar(publication):
    publication.put("letter.pdf", hostile.files_with_evil_names())
    run = publication.adopt("letter.pdf")
    lines = toml(publication).read_text("utf-8").splitlines()
    place, _, said = run.err.splitlines()[0].partition(": note N02: ")
    assert lines[int(place.split(":")[1]) - 1].endswith(
        "# CHECK: from the biggest type on the first page"
    )
    assert said == 'title = "River Letter, Issue 7": from the biggest type on the first page.'
    assert "“setup.exe”" in run.err


def test_what_binding_will_take_out_is_said_beforehand(publication):
    publication.put("letter.pdf", hostile.script_when_opened())
    run = publication.adopt("letter.pdf")
    assert "note N03: Binding will take out: It would run a script when it is opened." in run.err


def test_others_are_taken_in_when_one_is_refused_and_the_code_is_the_highest(publication):
    publication.put("a.pdf", hostile.locked_aes_256())
    publication.put("b.pdf", hostile.plain())
    publication.put("c.pdf", hostile.text())
    run = publication.adopt("a.pdf", "b.pdf", "nowhere.pdf", "c.pdf", "b.pdf")
    assert run.code == 3
    assert publication.issues() == ["007-river-letter-issue-7"]
    assert run.out.count("\n") == 1
    for reason in (
        "Error: “a.pdf” is locked",
        "Error: “nowhere.pdf” is not there.",
        "Error: “c.pdf” is not a PDF.",
        "Error: “b.pdf” is adopted already.\n    It is issues/007-river-letter-issue-7/issue.toml.",
    ):
        assert reason in run.err


def test_number_that_is_given_counts(publication):
    publication.put("letter.pdf", hostile.plain())
    run = publication.mekong("adopt", "letter.pdf", "--desk", "Delta Watch", "--number", "18")
    assert run.out == "issues/delta-018-river-letter-issue-7/issue.toml\n"
    assert "number = 18  # sure: from --number" in toml(publication).read_text("utf-8")


def test_without_a_number_it_is_the_next_free_one_and_marked(publication):
    publication.put("issues/012/issue.md", SOURCE.encode())
    publication.put("scan.pdf", hostile.content_that_is_empty())
    run = publication.adopt("scan.pdf")
    assert run.out == "issues/013-scan/issue.toml\n"
    assert "number = 13  # CHECK: not found" in toml(publication).read_text("utf-8")
    assert 'lang = "vi"  # CHECK: not found; it is the publication’s' in (
        toml(publication).read_text("utf-8")
    )


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (("a.pdf", "b.pdf", "--number", "3", "--desk", "River"), "One number cannot be that"),
        (("a.pdf", "--desk", "Rivr"), "Did you mean “River”?"),
        (("a.pdf",), "The publication has several desks."),
        (("a.pdf", "--desk", "River", "--number", "12"), "River has an issue 12 already."),
    ],
)
def test_what_does_not_go_together_is_a_usage_error_and_writes_nothing(publication, words, reason):
    publication.put("issues/012/issue.md", SOURCE.encode())
    publication.put("a.pdf", hostile.plain())
    run = publication.mekong("adopt", *words)
    assert (run.code, run.out) == (2, "")
    assert reason in run.err
    assert publication.issues() == ["012"]


def test_guess_of_a_number_that_is_taken_is_refused_with_the_way_out(adopted):
    adopted.put("other.pdf", hostile.pdf_2_0())
    run = adopted.adopt("other.pdf")
    assert run.code == 2
    assert "River has an issue 7 already." in run.err
    assert "--number" in run.err
    assert len(adopted.issues()) == 1


def test_nothing_that_is_there_is_overwritten(publication):
    there = publication.put("issues/007-river-letter-issue-7/issue.md", b"mine")
    publication.put("letter.pdf", hostile.plain())
    run = publication.adopt("letter.pdf")
    assert run.code == 2
    assert "issues/007-river-letter-issue-7/issue.md is there already." in run.err
    assert there.read_bytes() == b"mine"
    assert [path.name for path in there.parent.iterdir()] == ["issue.md"]


def test_pdf_that_lies_in_its_folder_gets_its_sidecar_there(publication):
    path = publication.put("issues/old-seven/original.pdf", hostile.plain())
    before = path.stat()
    run = publication.adopt(path)
    assert run.out == "issues/old-seven/issue.toml\n"
    assert (path.stat().st_mtime_ns, path.stat().st_ino) == (before.st_mtime_ns, before.st_ino)
    again = publication.adopt(path)
    assert again.code == 2
    assert "is adopted already" in again.err


def test_full_disk_leaves_neither_half(publication, monkeypatch):
    path = publication.put("letter.pdf", hostile.plain())
    write = command.write_whole

    def full(target, content):
        if target.name == "issue.toml":
            raise WriteError("The disk is full.")
        write(target, content)

    monkeypatch.setattr(command, "write_whole", full)
    (outcome,) = command.adopt(publication.workshop, command.Request((path,), "River"))
    assert outcome.error.exit_code == 6
    assert publication.issues() == []


# ---------------------------------------------------------------- list


def test_list_shows_adopted_issues_in_their_place(adopted):
    adopted.put("issues/012/issue.md", SOURCE.encode())
    run = adopted.mekong("list")
    assert run.code == 0
    assert run.out.startswith(
        "River\n"
        "   7  2026-01-05  River Letter, Issue 7\n"
        "      PDF       to check issues/007-river-letter-issue-7/original.pdf\n"
        "  12  2026-01-05  A Short Issue\n"
    )
    sidecar = toml(adopted)
    sidecar.write_text(sidecar.read_text("utf-8").replace("CHECK", "seen"), "utf-8")
    assert "      PDF       adopted  issues/007-" in adopted.mekong("list").out


def test_list_says_what_is_wrong_with_a_sidecar(adopted):
    sidecar = toml(adopted)
    text = sidecar.read_text("utf-8")
    sidecar.write_text(text.replace("number = 7", "number = x"), "utf-8")
    assert "   ?  007-river-letter-issue-7  cannot be read: " in adopted.mekong("list").out
    sidecar.write_text(text, "utf-8")
    adopted.put("issues/007/issue.md", SOURCE.replace("12", "7", 1).encode())
    out = adopted.mekong("list").out
    assert "PDF       faulty" in out
    assert "This issue has the desk and number of issues/007/issue.md." in out


def test_list_as_json_has_the_same_keys_for_both(adopted):
    adopted.put("issues/012/issue.md", SOURCE.encode())
    first, second = map(json.loads, adopted.mekong("list", "--json").out.splitlines())
    assert first.keys() - second.keys() == {"adopted"}
    assert first["adopted"]["pdf"] == "issues/007-river-letter-issue-7/original.pdf"
    assert (first["number"], first["editions"], first["findings"]) == (7, [], [])


# ---------------------------------------------------------------- parts


def test_adopted_issue_is_a_part_with_the_words_of_its_sidecar(adopted):
    sidecar = toml(adopted)
    text = sidecar.read_text("utf-8").replace("River Letter, Issue 7", "Clean Air", 1)
    article = '\n[[articles]]\ntitle = "Peace"\nauthors = ["M. Yatt"]\npage = 1\nid = "007-peace"\n'
    wrong = '\n[[corrections]]\ndate = 2026-02-01\ntext = "A name."\n'
    sidecar.write_text(text.split("\n# CHECK: not found; write")[0] + wrong + article, "utf-8")
    (one,) = adopted_issues(adopted.workshop)
    part = part_of_adopted(one)
    assert (part.key, part.origin, part.title) == ("river-007", "adopted", "Clean Air")
    assert part.file == "007-river-letter-issue-7/original.pdf"
    assert (part.number, part.edition, part.lang) == (7, 2, "vi")
    assert part.facts.pages == 1
    (chapter,) = part.chapters
    (entry,) = chapter.entries
    assert (entry.title, entry.authors, entry.page) == ("Peace", ("M. Yatt",), 0)
    assert part.facts.ids["007-peace"] == 0  # binding makes a name of it: the PDF has none
    assert entry.id == "007-peace"


@pytest.mark.parametrize(
    ("spoil", "code", "words"),
    [
        (lambda folder: (folder / "original.pdf").unlink(), "V02", "no original.pdf"),
        (lambda folder: (folder / "original.pdf").write_bytes(hostile.pdf_2_0()), "V01", "not the"),
        (
            lambda folder: (folder / "issue.toml").write_text(
                (folder / "issue.toml").read_text("utf-8")
                + '[[articles]]\ntitle = "A"\npage = 2\n',
                "utf-8",
            ),
            "V03",
            "There is no page 2: the PDF has 1.",
        ),
        (
            lambda folder: (folder / "issue.toml").write_text(
                (folder / "issue.toml").read_text("utf-8").replace('"River"', '"Rivr"'), "utf-8"
            ),
            "M09",
            "no desk “Rivr”",
        ),
        (lambda folder: (folder / "issue.toml").write_text("x", "utf-8"), "M02", ""),
    ],
)
def test_adopted_issue_that_is_not_what_it_was_cannot_be_bound(adopted, spoil, code, words):
    spoil(toml(adopted).parent)
    (one,) = adopted_issues(adopted.workshop)
    with pytest.raises(SourceError) as refused:
        part_of_adopted(one)
    assert [finding.code for finding in refused.value.findings] == [code]
    assert words in refused.value.message
    assert "issues/007-river-letter-issue-7/issue.toml" in refused.value.message


def test_bomb_with_a_sidecar_by_hand_is_refused_all_the_same(publication):
    """A sidecar is no permit: whoever writes one by hand has the PDF looked at as well."""
    content = hostile.bomb_in_a_bomb()
    publication.put("issues/bomb/original.pdf", content)
    hashed = command.digest(content)
    text = f'desk = "River"\nnumber = 1\ntitle = "B"\nsha256 = "{hashed}"\n'
    publication.put("issues/bomb/issue.toml", text.encode())
    (one,) = adopted_issues(publication.workshop)
    with pytest.raises(SourceError, match="swells"):
        part_of_adopted(one)


def test_parts_can_share_a_reader(adopted):
    (one,) = adopted_issues(adopted.workshop)
    with ReadingRoom() as room:
        assert part_of_adopted(one, room) == part_of_adopted(one, room)
        assert room._served == 2


def test_two_with_one_number_are_told(adopted):
    one = adopted_issues(adopted.workshop)[0]
    twin = replace(one, folder=one.folder.with_name("twin"), shown="issues/twin/issue.toml")
    found = clashes_of_adopted((one, twin), all_issues(adopted.workshop), adopted.workshop)
    assert {finding.code for finding in found.values()} == {"V04"}
    assert found.keys() == {one.folder, twin.folder}
    assert clashes_of_adopted((one,), (), adopted.workshop) == {}
