"""A source that cannot be printed: one message for each fault, where it is, what to do.

Every case is built through the front door. The exit code is that of the fault, standard
output stays empty, and last week's PDF is not touched by one byte.
"""

import io
import re
from dataclasses import dataclass, field

import pytest
from PIL import Image

from press.conftest import BODY
from press.conftest import HEAD as ANY_HEAD

HEAD = ANY_HEAD.format(number=7, title="A Short Issue")
OLD = b"%PDF-1.7\n% last week's edition\n"
AFTER = 15  # the line of what is added behind an empty line


def png():
    out = io.BytesIO()
    Image.effect_noise((120, 120), 50).save(out, "PNG")
    return out.getvalue()


@dataclass(frozen=True)
class Case:
    """A source at fault: the place, code, and words of the one finding, and words of its hint."""

    source: str | bytes
    at: str
    code: str
    says: str
    hint: str
    exit: int = 3
    files: dict = field(default_factory=dict)


def head(old, new):
    assert old in HEAD
    return HEAD.replace(old, new) + BODY


def added(text):
    return f"{HEAD}{BODY}\n{text}\n"


def picture(link, **more):
    return Case(added(f"![A boat]({link})"), f"{AFTER}:1", exit=4, **more)


ELSEWHERE = {"code": "I02", "says": "not in the issue's folder", "hint": "Put it beside"}
DRAWING = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">%s</svg>'

CASES = {
    "latin-1": Case(
        f"{HEAD}{BODY}cafe\u0301 é".encode("latin-1", "ignore"), "14:6", "S02", "0xE9", "UTF-8"
    ),
    "latin-1 with Mac line ends": Case(
        "a\rb\ré".encode("latin-1"), "3:1", "S02", "0xE9", "Save the file again"
    ),
    "utf-16": Case((HEAD + BODY).encode("utf-16"), "1:1", "S02", "looks like UTF-16", "UTF-8"),
    "control character": Case(added("a\x07b"), f"{AFTER}:2", "S02", "U+0007", "Delete it"),
    "null in front matter": Case(head("A Short", "A\x00Short"), "4:9", "S02", "U+0000", "Delete"),
    "right-to-left override": Case(added("a \u202eb"), f"{AFTER}:3", "S02", "U+202E", "Delete it"),
    "empty": Case("", "1:1", "S01", "is empty", "mekong new"),
    "blank": Case(" \n\n \n", "1:1", "S01", "is empty", "mekong new"),
    "front matter alone": Case(HEAD, "1:1", "S01", "no section", "Open a section"),
    "text without a section": Case(HEAD + "Words.\n", "8:1", "S03", "before the first", "# Camb"),
    "no front matter": Case(BODY, "1:1", "M01", "does not open with front matter", "`---`"),
    "unclosed front matter": Case(
        HEAD.replace("---\n\n", "\n") + BODY, "1:1", "M01", "never closed", "a line `---`"
    ),
    "no title": Case(head("title: A Short Issue\n", ""), "1:1", "M07", "“title”", "Add a line"),
    "empty title": Case(head("A Short Issue", ""), "4:1", "M04", "some words", "It is ''"),
    "title of 320 letters": Case(
        head("A Short Issue", "w " * 159 + "ww"), "4:1", "M04", "300", "w…"
    ),
    "unknown key": Case(
        head("number", "subtitel: x\nnumber"),
        "3:1",
        "M03",
        "“subtitel”",
        "Did you mean “subtitle”?",
    ),
    "number in words": Case(head("7", "seven"), "3:1", "M04", "whole number", "'seven'"),
    "number below nought": Case(head("7", "-1"), "3:1", "M04", "0 or more", "'-1'"),
    "number too long to read": Case(head("7", "9" * 900), "3:1", "M04", "99999 or less", "It is"),
    "deadline without a zone": Case(
        head("date: 2026-01-05", "deadline: 2026-01-05 10:00"), "5:1", "M04", "zone", "10:00"
    ),
    "date that is none": Case(
        head("2026-01-05", "2026-13-45"), "5:1", "M04", "2025-10-31", "13-45"
    ),
    "list as a title": Case(
        head("A Short Issue", "[a, b]"), "4:1", "M04", "one plain", "quotation"
    ),
    "colon in a title": Case(head("A Short", "A: Short"), "4:9", "M02", "mapping", "quotation"),
    "alias bomb": Case(
        "---\na: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n---\n" + BODY,
        "2:4",
        "M05",
        "anchor",
        "Write the value out",
    ),
    "tag": Case(
        head("7", "!!python/object/apply:os.system ['true']"),
        "3:9",
        "M05",
        "tag",
        "Write the value",
    ),
    "lists in lists": Case(head("A Short", "[ " * 5000), "4:26", "M02", "lists in lists", "`---`"),
    "key given twice": Case(
        head("number: 7", "number: 7\nnumber: 8"), "4:1", "M06", "line 3", "Delete"
    ),
    "key that is a list": Case(
        head("date:", "? [a, b]\n: x\ndate:"), "5:3", "M04", "plain word", "`---`"
    ),
    "unknown desk": Case(head("desk: River", "desk: Rivr"), "2:1", "M09", "Rivr", "“River”"),
    "unknown language": Case(head("title", "lang: xx\ntitle"), "4:1", "M08", "xx", ""),
    "language of no country": Case(head("title", "lang: en-XX\ntitle"), "4:1", "M08", "XX", ""),
    "flag of no country": Case(
        HEAD + BODY.replace("🇰🇭", "🇽🇽"), "8:1", "S09", "code “xx”", "{flag=kh}"
    ),
    "flag=xx": Case(HEAD + BODY.replace("🇰🇭", "{flag=xx}"), "8:1", "S09", "code “xx”", "{flag=kh}"),
    "half a flag": Case(HEAD + BODY.replace("🇰🇭", "🇰"), "8:1", "S09", "Half a flag", "{flag=kh}"),
    "two sections of one id": Case(
        added("# Cambodia\n\n## Other\nby A. Writer\n\nWords."),
        f"{AFTER}:1",
        "S04",
        "-cambodia” is taken by line 8",
        "{#another-id}",
    ),
    "no headline": Case(added("##\nby A. Writer\n\nWords."), f"{AFTER}:1", "S06", "no words", "#"),
    "byline that cannot be read": Case(
        HEAD + BODY.replace("A. Writer", "who?!"), "11:1", "B01", "“?”", "by Malai Yatt"
    ),
    "raw HTML": Case(added("Some <b>bold</b> words."), f"{AFTER}:6", "S07", "<b>", "Markdown"),
    "block of raw HTML": Case(
        added("<div>\nx\n</div>"), f"{AFTER}:1", "S07", "<div> x", "Markdown"
    ),
    "unclosed block": Case(
        added("::: box\nWords."), f"{AFTER}:1", "S08", "“::: box”", "a line “:::”"
    ),
    "unknown block": Case(
        added("::: bos\nWords.\n:::"), f"{AFTER}:1", "S08", "“::: bos”", "::: box"
    ),
    "footnote called, not written": Case(
        added("Words.[^1]"), f"{AFTER}:1", "S11", "[^1] is called", "Add a line “[^1]: …”"
    ),
    "footnote written, not called": Case(
        added("[^a]: Words."), f"{AFTER}:1", "S11", "never called", "delete the note"
    ),
    "footnote called by itself alone": Case(
        added("[^a]: Words.[^a]"), f"{AFTER}:1", "S11", "never called", "delete the note"
    ),
    "footnote written twice": Case(
        added("[^a]: Words.\n\n[^a]: Others.\n\nText.[^a]"),
        f"{AFTER + 2}:1",
        "S11",
        "[^a] is written twice",
        "a label of its own",
    ),
    "footnote inside another": Case(
        added("[^a]: Words.\n\n    [^b]: Others.\n\nText.[^a] [^b]"),
        f"{AFTER + 2}:5",
        "S11",
        "[^b] is written twice, or inside another",
        "not indented",
    ),
    "link to no id": Case(
        added("An [x](#a-headlin)"), f"{AFTER}:4", "S13", "#a-headlin", "“a-headline”"
    ),
    "javascript link": Case(
        added("[x](javascript:alert(1))"), f"{AFTER}:1", "S13", "javas", "https"
    ),
    "quotations 10,000 deep": Case(
        added("> " * 10_000 + "x"), f"{AFTER}:20000", "S10", "20,000", "Break"
    ),
    "lists 60 deep": Case(
        added("".join("  " * depth + "- x\n" for depth in range(60))),
        f"{AFTER + 19}:39",
        "S10",
        "40 levels",
        "flatter",
    ),
    "word of 10,000 letters": Case(added("w" * 10_000), f"{AFTER}:1", "S10", "10,000", "spaces"),
    "file of 2 MB": Case(added("Words, words.\n\n" * 150_000), "1:1", "S10", "2,000,000", "Split"),
    "table of 21 columns": Case(
        added("|" + "h|" * 21 + "\n|" + "-|" * 21), f"{AFTER}:1", "S10", "too large", "20 columns"
    ),
    "picture without a description": Case(
        added("![](boat.png)"),
        f"{AFTER}:1",
        "A01",
        "no description",
        "what it shows",
        files={"boat.png": png()},
    ),
    "picture in a sentence": Case(
        added("A ![boat](boat.png) here."),
        f"{AFTER}:3",
        "I04",
        "inside a sentence",
        "empty lines",
        files={"boat.png": png()},
    ),
    "picture with a space in its name": Case(
        added("![A boat](my boat.png)"),
        f"{AFTER}:1",
        "I03",
        "not read as a picture",
        "<my boat.png>",
        files={"my boat.png": png()},
    ),
    "missing picture": picture("sea.png", code="I01", says="sea.png is not", hint="Put it beside"),
    "picture of a like name": picture(
        "boot.png", code="I01", says="boot.png", hint="“boat.png”", files={"boat.png": png()}
    ),
    "picture in other letters": picture(
        "boat.png", code="I01", says="boat.png", hint="“BOAT.PNG”", files={"BOAT.PNG": png()}
    ),
    "folder as a picture": picture(
        "sea", code="I01", says="sea is not there", hint="Put", files={"sea/x.png": png()}
    ),
    "picture in the publication": picture("../../x.png", **ELSEWHERE),
    "picture above the publication": picture("../../../x.png", **ELSEWHERE),
    "picture by its whole path": picture("/etc/hostname", **ELSEWHERE),
    "picture from the web": picture("https://example.org/x.png", **ELSEWHERE),
    "picture by a file address": picture("file:///etc/hostname", **ELSEWHERE),
    "hidden picture": picture(".x.png", **ELSEWHERE, files={".x.png": png()}),
    "picture that is none": picture(
        "x.png", code="I03", says="no PNG, JPEG", hint="Export", files={"x.png": b"hello"}
    ),
    "empty picture": picture(
        "x.png", code="I03", says="no PNG, JPEG", hint="Export", files={"x.png": b""}
    ),
    "truncated picture": picture(
        "x.png", code="I03", says="truncated", hint="Export", files={"x.png": png()[:900]}
    ),
    "drawing that is broken": picture(
        "x.svg", code="I03", says="damaged", hint="Export", files={"x.svg": b"<svg><g"}
    ),
    "drawing that calls for a file": picture(
        "x.svg",
        code="I03",
        says="file:///etc/hostname",
        hint="Export",
        files={"x.svg": DRAWING % b'<image href="file:///etc/hostname"/>'},
    ),
    "drawing whose style calls for the web": picture(
        "x.svg",
        code="I03",
        says="calls for",
        hint="Export",
        files={"x.svg": DRAWING % b"<style>@import 'https://example.org/'</style>"},
    ),
    "drawing with entities": picture(
        "x.svg",
        code="I03",
        says="<!ENTITY",
        hint="Export",
        files={"x.svg": b'<!DOCTYPE svg [<!ENTITY a "b">]><svg>&a;</svg>'},
    ),
}


@dataclass(frozen=True)
class Refused:
    """What was said of one case, in a run that built all cases of the same exit code."""

    run: object
    findings: list
    old_stands: bool


@pytest.fixture(scope="module")
def refused(tmp_path_factory, found):
    """Every case as an issue of its own; all that end with one exit code in one run."""
    every = {}
    for exit_code in {case.exit for case in CASES.values()}:
        publication = found(tmp_path_factory.mktemp("cases") / "river")
        numbers = {name: n for n, name in enumerate(CASES, 1) if CASES[name].exit == exit_code}
        for name, number in numbers.items():
            write(publication, CASES[name], number)
        run = publication.mekong("build")
        assert publication.drafts() == []
        for name, number in numbers.items():
            every[name] = Refused(run, findings(run.err, number), old_stands(publication, number))
    return every


def write(publication, case, number):
    """A case as the issue of a number; its PDF is named after its folder where it has none."""
    source = case.source
    if isinstance(source, str):
        source = re.sub("^number: 7$", f"number: {number}", source, flags=re.MULTILINE)
    issue = publication.issue(number, source)
    for path, content in case.files.items():
        (issue.parent / path).parent.mkdir(exist_ok=True)
        (issue.parent / path).write_bytes(content)
    for path in pdfs(publication, number):
        path.write_bytes(OLD)


def pdfs(publication, number):
    return publication.pdf(number), publication.root / f"output/{number:03d}-briefing.pdf"


def old_stands(publication, number):
    return all(path.read_bytes() == OLD for path in pdfs(publication, number))


def findings(err, number):
    """Place, code, message and hint of each finding of one issue."""
    shape = rf"^issues/{number:03d}/issue.md:(\S+): error (\w\d\d): (.*)$(?:\n    (.*)$)?"
    return re.findall(shape, err, re.MULTILINE)


@pytest.mark.parametrize("name", CASES)
def test_a_fault_is_refused_with_place_and_hint(name, refused):
    case, result = CASES[name], refused[name]
    assert result.run.code == case.exit
    assert result.run.out == ""
    assert "Traceback" not in result.run.err
    assert len(result.findings) == 1, result.findings
    at, code, says, hint = result.findings[0]
    assert (at, code) == (case.at, case.code)
    assert case.says in says
    assert case.hint in hint
    assert result.old_stands


def test_all_faults_of_an_issue_are_shown_at_once_in_reading_order(publication):
    source = f"""{HEAD.replace("title", "titel")}# Cambodia {{flag=xx}}

## A Headline
by ???

Some <b>bold</b> words.[^1]

![A boat](sea.png)

[One](javascript:alert) and [two](#nowhere).

::: box
Never closed.
"""
    publication.issue(7, source)
    run = publication.mekong("build")
    places = re.findall(r"^issues/007/issue.md:(\d+):(\d+): error (\w+)", run.err, re.MULTILINE)
    assert [code for *_, code in places] == "M07 M03 S09 B01 S07 S11 I01 S13 S13 S08".split()
    assert places == sorted(places, key=lambda place: (int(place[0]), int(place[1])))
    assert run.code == 3
    assert publication.old_stands()


def test_a_fault_is_shown_once_however_many_layouts_are_asked_for(publication):
    publication.issue(7, HEAD + BODY + "\nSome <b>bold</b> words.\n")
    run = publication.mekong("build", "--all")
    assert run.err.count("S07") == 1
    assert run.err.count("Error:") == 1


def test_a_link_in_the_file_system_leads_to_no_picture_outside(publication, tmp_path):
    (tmp_path / "secret.png").write_bytes(png())
    issue = publication.issue(7, HEAD + BODY + "\n![A boat](boat.png)\n")
    (issue.parent / "boat.png").symlink_to(tmp_path / "secret.png")
    run = publication.mekong("build")
    assert run.code == 4
    assert f"issue.md:{AFTER}:1: error I02" in run.err
    assert publication.old_stands()


@pytest.mark.parametrize("words", ["漢字", "سلام", "😀"])
def test_characters_without_a_font_are_named(publication, words):
    publication.issue(7, HEAD + BODY + f"\nThe word {words} is here.\n")
    run = publication.mekong("build")
    assert run.code == 4
    assert run.out == ""
    for letter in words:
        assert re.search(rf"issue\.md:\d+:\d+: error P07: .*{letter}", run.err)
    assert "add a font to fonts/" in run.err
    assert publication.old_stands()


def test_characters_without_a_font_are_found_in_their_line(publication):
    publication.issue(7, HEAD + BODY + "\nThe word 漢 is here.\n")
    assert f"issue.md:{AFTER}:" in publication.mekong("build").err


def test_a_language_may_be_that_of_any_country(publication):
    publication.issue(7, HEAD.replace("title", "lang: en-KH\ntitle") + BODY)
    assert publication.mekong("build").code == 0


@pytest.mark.parametrize("heading", ["# The River[^1]\n\n## H", "## Another headline[^1]"])
def test_a_heading_may_call_a_footnote(publication, heading):
    publication.issue(7, f"{HEAD}{BODY}\n{heading}\nby A. Writer\n\nWords.\n\n[^1]: A note.\n")
    assert publication.mekong("build").code == 0
