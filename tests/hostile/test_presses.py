"""A press is bounded, whatever it is made to lay out; when it dies, the batch goes on."""

import re
from pathlib import Path

import pikepdf
import pytest

from hostile.conftest import LONGEST, MOST_MEMORY
from hostile.threats import BODY, CANARY, HEAD, LAYOUTS, saved
from mekong_print.limits import IssueLimits
from mekong_print.parse.issue import House, parse_issue
from mekong_print.parse.measure import pages_worth
from mekong_print.places import built_in
from mekong_print.render import bounds
from mekong_print.render.deaths import Death, refusal
from mekong_print.render.job import Rendered, RenderJob
from press.conftest import CONFIG

PARAGRAPH = "The river rises in Tibet, they say. " * 12 + "\n\n"
TEMPLATE = (built_in("layouts") / "briefing" / "issue.html").read_text("utf-8")


@pytest.mark.parametrize("name", LAYOUTS)
def test_a_layout_that_harms_is_stopped_and_the_others_are_printed(new_village, name):
    css, says = LAYOUTS[name]
    folder = new_village.publication.root / "layouts" / name
    folder.mkdir(parents=True)
    (folder / "issue.html").write_text(TEMPLATE, "utf-8")
    (folder / "style.css").write_text(new_village.named(css), "utf-8")
    new_village.publication.issue(7)
    run = new_village.mekong("build", "--layout", name, "--layout", "briefing", "--jobs", "1")
    assert run.code in (4, 5)
    assert re.search(rf"issues/007/issue\.md: .*(?:{says})", run.err), run.err
    assert "Traceback" not in run.err
    assert new_village.publication.pdf(layout="briefing").exists()
    assert not new_village.publication.pdf(layout=name).exists()
    assert run.seconds < LONGEST
    assert run.memory < MOST_MEMORY
    assert list(new_village.strays(run)) == []
    assert (run.sockets, new_village.calls) == ((), [])


@pytest.mark.parametrize("content", [b"", b"\0\1\0\0" + b"\xff" * 5000, "cut", CANARY.encode()])
def test_a_broken_font_is_named_before_anything_is_set(new_village, content):
    fonts = new_village.publication.root / "fonts"
    fonts.mkdir()
    whole = next(built_in("fonts").glob("SourceSerif*-Regular.ttf")).read_bytes()
    content = whole[: len(whole) // 2] if content == "cut" else content
    (fonts / "Broken-Regular.ttf").write_bytes(content)
    new_village.publication.issue(7)
    run = new_village.mekong("build", "--jobs", "1")
    assert run.code == 4, run.err
    assert "error P12: Broken-Regular.ttf" in run.err or "P12: Broken-Regular.ttf and" in run.err
    assert "Traceback" not in run.err
    assert run.seconds < LONGEST


def test_the_limits_of_a_press_are_set():
    """Read from a press at work, so that a limit that the system refuses is seen."""
    if not Path("/proc/self/limits").exists():
        pytest.skip("limits are read from /proc")
    from mekong_print.pressroom import Press, Pressroom
    from mekong_print.render.fonts import FontShelf

    with Pressroom(FontShelf((built_in("fonts"),))) as room:
        room.warm_up()
        press: Press = room._all[0]
        answer = press.run(RenderJob("<p>x</p>", (), {}, "x.md"))
        assert isinstance(answer, Rendered), answer
        text = Path(f"/proc/{press._process.pid}/limits").read_text("utf-8")
        status = Path(f"/proc/{press._process.pid}/status").read_text("utf-8")
    most = {line[:26].strip(): line[26:].split()[0] for line in text.splitlines()[1:]}
    assert int(most["Max address space"]) == bounds.MEMORY
    assert int(most["Max cpu time"]) < LONGEST
    assert int(most["Max file size"]) == bounds.WRITTEN
    assert int(most["Max open files"]) <= bounds.OPEN_FILES
    assert most["Max core file size"] == "0"
    assert re.search(r"^NoNewPrivs:\s*1$", status, re.M)


def test_time_and_memory_grow_with_what_is_to_be_set():
    small = RenderJob("<p>x</p>", (), {}, "x.md")
    large = RenderJob("<p>words and words</p>" * 100_000, (), {}, "x.md")
    assert bounds.seconds_for(small) < LONGEST
    assert bounds.seconds_for(large) > 100
    assert bounds.memory_for(small) == bounds.MEMORY < bounds.memory_for(large)


def test_no_issue_may_keep_a_press_longer_than_its_publication_says():
    """With what goes on around a press, the answer comes in time."""
    most = IssueLimits().seconds
    large = RenderJob("<p>words and words</p>" * 100_000, (), {}, "x.md", seconds=most)
    assert bounds.seconds_for(large) == most < LONGEST - 3
    small = RenderJob("<p>x</p>", (), {}, "x.md", seconds=3_600)
    assert bounds.seconds_for(small) < LONGEST
    assert bounds.START < LONGEST


def test_an_issue_that_keeps_a_press_too_long_is_told_what_to_raise(new_village):
    new_village.publication.config(f"{CONFIG}\n[limits]\npages = 5_000\nseconds = 1\n")
    new_village.publication.issue(7, HEAD + BODY + "\n" + PARAGRAPH * 2_000)
    new_village.publication.put_old()
    run = new_village.mekong("build", "--no-check", "--jobs", "1")
    assert run.code == 5, run.err
    assert "not ready after 1 seconds of work" in run.err
    assert "raise “seconds” under [limits]" in run.err
    assert run.seconds < LONGEST
    assert new_village.publication.old_stands()
    assert new_village.publication.drafts() == []


def test_what_every_page_repeats_is_drawn_once(new_village):
    """The flag of the running head: drawn on each page, it took half the time of a long issue."""
    new_village.publication.issue(7, HEAD + BODY + "\n" + PARAGRAPH * 40)
    run = new_village.mekong("build", "--no-check", "--jobs", "1", "--layout", "phone")
    assert run.code == 0, run.err
    with pikepdf.open(new_village.publication.pdf(layout="phone")) as pdf:
        forms = [one for one in pdf.objects if is_form(one)]
        assert len(pdf.pages) > 12
        assert len(forms) < 5


def is_form(thing):
    """Whether an object of a PDF is a drawing of its own: a form or a pattern."""
    if not isinstance(thing, pikepdf.Stream):
        return False
    return thing.get("/Subtype") == pikepdf.Name.Form or "/PatternType" in thing


@pytest.mark.parametrize(
    ("death", "says"),
    [
        (Death(-24, ""), "not ready after 5 seconds of work"),
        (Death(-9, "", 600), "not ready after 600 seconds"),
        (Death(1, "MemoryError"), "more memory"),
        (Death(-5, "GLib-ERROR: failed to allocate 99 bytes"), "more memory"),
        (Death(-11, ""), "(SIGSEGV)"),
    ],
)
def test_what_a_press_died_of_is_said(death, says):
    answer = refusal(RenderJob("<p>x</p>", (), {}, "x.md"), death)
    assert says in answer.message
    assert answer.hint


WHOLE = HEAD + BODY + "\n" + PARAGRAPH * 1_900


def test_an_issue_larger_than_any_newsletter_is_refused_until_it_is_meant():
    assert 300 < pages_worth(WHOLE) < 400
    desk = {"River": ""}
    refused = parse_issue(WHOLE.encode(), "i.md", House(desk))
    (finding,) = refused.findings
    assert (finding.code, finding.at.line) == ("S10", 1)
    assert "[limits]" in finding.hint
    raised = House(desk, limits=IssueLimits(pages=400))
    assert parse_issue(WHOLE.encode(), "i.md", raised).errors == ()


def test_a_picture_beside_an_issue_is_not_read_into_memory_to_see_whether_it_changed(new_village):
    issue = new_village.publication.issue(7)
    with (issue.parent / "film.mp4").open("wb") as film:
        film.truncate(20 << 30)
    run = new_village.mekong("build", "--jobs", "1")
    assert run.code == 0, run.err
    assert run.seconds < LONGEST
    assert run.memory < MOST_MEMORY


def test_an_issue_that_lies_outside_the_publication_is_refused_unread(new_village):
    secret = new_village.outside / "009" / "issue.md"
    secret.parent.mkdir()
    secret.write_text(HEAD + BODY + CANARY, "utf-8")
    new_village.publication.issue(7)
    (new_village.publication.root / "issues" / "009").symlink_to(secret.parent)
    run = new_village.mekong("build", "--jobs", "1")
    assert run.code == 3
    assert "issues/009 lies outside the publication" in run.err
    assert new_village.publication.pdf().exists()
    assert [path for _, path in run.opened if path.endswith("009/issue.md")] == []


def test_a_link_beside_an_issue_is_not_followed_out_of_its_folder(new_village):
    issue = new_village.publication.issue(7)
    (issue.parent / "notes.txt").symlink_to(new_village.outside / "canary.txt")
    run = new_village.mekong("build", "--jobs", "1")
    assert run.code == 0, run.err
    assert list(new_village.strays(run)) == []


@pytest.mark.parametrize("name", ["a\nError: b", "a\u202efdp", "a\x1b[2Jb"])
def test_a_folder_whose_name_would_break_a_message_is_refused_by_a_clean_one(new_village, name):
    new_village.publication.issue(7)
    new_village.publication.issue(8, folder=name)
    run = new_village.mekong("build", "--jobs", "1")
    assert run.code == 3
    assert "cannot be printed" in run.err
    assert name not in run.err
    assert new_village.publication.pdf().exists()


def test_two_spellings_of_one_picture_are_two_files(new_village):
    issue = new_village.publication.issue(7, f"{HEAD}{BODY}\n![A boat](caf\u00e9.png)\n")
    (issue.parent / "cafe\u0301.png").write_bytes(b"no picture")
    from hostile.threats import noise

    (issue.parent / "caf\u00e9.png").write_bytes(saved(noise()))
    assert new_village.mekong("build", "--jobs", "1").code == 0


def test_a_newsletter_of_20_megabytes_is_not_imported(new_village):
    text = new_village.publication.root / "in.txt"
    text.write_text("Editor’s Note\n" + "word " * 4_000_000, "utf-8")
    run = new_village.mekong("import", text)
    assert run.code == 3
    assert "10,000,000" in run.err
    assert run.seconds < LONGEST


def test_pictures_of_many_bytes_are_refused_before_the_press_holds_them():
    from mekong_print.document import Figure, Position
    from mekong_print.pictures.plate import Plate
    from mekong_print.printing import _too_many

    figure = Figure("x.jpg", "a boat", (), (), Position("i.md", 1, 1))
    four = (Plate(bytes(40_000_000), pixels=10**6),) * 4
    assert _too_many(figure, four[:3], IssueLimits()) is None
    finding = _too_many(figure, four, IssueLimits())
    assert finding is not None
    assert (finding.code, "150,000,000 bytes" in finding.message) == ("I05", True)
