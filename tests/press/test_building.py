"""What `mekong build` makes, what it leaves alone, and what it says."""

import os
import re
import shutil
import signal
import subprocess
import time
from pathlib import Path

import pytest

LINE = re.compile(r" +(\d+)  (\w+) +(\d+) pages +(\d+) kB +\d+\.\d s  (output/\S+\.pdf)")
MANY = "\n\n".join(
    f"Paragraph {n} holds words enough for a line or two of the page." for n in range(1500)
)


@pytest.fixture
def copied(printed, found, tmp_path):
    """A publication of four issues that is up to date, to change at will."""
    shutil.copytree(printed.root, tmp_path / "river", dirs_exist_ok=True)
    copy = found.__new__(found)
    copy.root = tmp_path / "river"
    return copy


def made(run):
    """The names of the PDFs that a build says it made."""
    return [LINE.fullmatch(line)[5].removeprefix("output/") for line in run.out.splitlines()]


def test_one_line_an_edition_tells_issue_layout_pages_size_time_and_path(printed):
    assert printed.first.code == 0
    lines = [LINE.fullmatch(line) for line in printed.first.out.splitlines()]
    assert [(m[1], m[2], m[5]) for m in lines] == [
        (str(number), "briefing", f"output/river-{number:03d}-briefing.pdf")
        for number in (1, 2, 3, 4)
    ]
    assert printed.first.err == ""


def test_a_build_with_nothing_to_do_says_nothing(printed):
    assert printed.mekong("build") == type(printed.first)(0, "", "")


def test_an_issue_that_was_asked_for_is_said_to_be_up_to_date(printed):
    run = printed.mekong("build", "3")
    assert run.code == 0
    assert run.out == "   3  briefing   up to date  output/river-003-briefing.pdf\n"


def test_the_times_of_files_decide_nothing(copied):
    for path in copied.root.rglob("*"):
        os.utime(path, (1, 1) if path.suffix == ".pdf" else None)
    assert copied.mekong("build").out == ""


def test_one_byte_of_a_source_prints_its_issue_anew_and_no_other(copied):
    path = copied.root / "issues/002/issue.md"
    path.write_text(path.read_text("utf-8").replace("enough", "Enough"), "utf-8")
    assert made(copied.mekong("build")) == ["river-002-briefing.pdf"]
    assert copied.mekong("build").out == ""


def test_a_picture_that_changes_prints_its_issue_anew(copied):
    (copied.root / "issues/002/boat.svg").write_text("<svg/>")
    assert made(copied.mekong("build")) == ["river-002-briefing.pdf"]


def test_one_byte_of_a_layout_prints_all_anew(copied):
    sheet = copied.root / "layouts/briefing/style.css"
    sheet.parent.mkdir(parents=True)
    built_in = copied.mekong("list")  # nothing has changed until the layout has
    assert built_in.out.count("current") == 4
    shutil.copy(layouts() / "briefing/style.css", sheet)
    sheet.write_bytes(sheet.read_bytes() + b"\n")
    run = copied.mekong("build")
    assert run.code == 0
    assert len(made(run)) == 4


def layouts():
    from mekong_print.places import built_in

    return built_in("layouts")


def test_one_byte_of_a_font_prints_all_anew(copied):
    from mekong_print.places import built_in

    name = "SourceSerif4-Regular.ttf"
    (copied.root / "fonts").mkdir()
    font = (built_in("fonts") / name).read_bytes()
    (copied.root / "fonts" / name).write_bytes(font)
    assert copied.mekong("build").out == ""
    (copied.root / "fonts" / name).write_bytes(font + b"\0")
    assert copied.mekong("list").out.count("changed") == 4


def test_a_pdf_that_was_deleted_or_spoilt_is_made_again(copied):
    copied.pdf(1).unlink()
    copied.pdf(2).write_bytes(b"spoilt")
    assert made(copied.mekong("build")) == ["river-001-briefing.pdf", "river-002-briefing.pdf"]


def test_force_prints_what_is_up_to_date_to_the_same_bytes(copied):
    copied.mekong("build", "--force", "1")
    before = copied.pdf(1).read_bytes()
    assert made(copied.mekong("build", "--force", "1")) == ["river-001-briefing.pdf"]
    assert copied.pdf(1).read_bytes() == before


@pytest.mark.parametrize("word", ["2", "002", "issues/002", "issues/002/", "issues/002/issue.md"])
def test_an_issue_is_found_by_number_folder_and_path(printed, word):
    run = printed.mekong("build", word)
    assert run.code == 0
    assert "river-002-briefing.pdf" in run.out
    assert len(run.out.splitlines()) == 1


def test_a_path_as_findings_show_it_is_found_from_elsewhere(printed):
    words = printed.command("-C", printed.root, "build", "issues/002/issue.md")
    done = subprocess.run(words, cwd=printed.root.parent, capture_output=True, check=False)
    assert done.returncode == 0
    assert b"river-002-briefing.pdf" in done.stdout


def test_layouts_can_be_given_twice(publication):
    run = publication.mekong(
        "build", "--layout", "phone", "--layout", "magazine", "--layout", "phone"
    )
    assert run.code == 0
    assert made(run) == ["river-007-phone.pdf", "river-007-magazine.pdf"]
    assert publication.old_stands()


def test_one_broken_issue_of_three_does_not_stop_the_others(publication):
    publication.issue(8, "no front matter\n")
    publication.issue(9)
    run = publication.mekong("build")
    assert run.code == 3
    assert made(run) == ["river-007-briefing.pdf", "river-009-briefing.pdf"]
    assert run.err.count("Error:") == 1


def test_two_issues_that_would_be_one_pdf_are_refused_and_others_printed(publication):
    folder = publication.root / "issues"
    shutil.copytree(folder / "007", folder / "008-copy")
    publication.issue(9)
    run = publication.mekong("build")
    assert run.code == 3
    assert (
        "issues/008-copy/issue.md:1:1: error M10: This issue has the desk and number of" in run.err
    )
    assert "Change the number" in run.err
    assert made(run) == ["river-009-briefing.pdf"]
    assert publication.old_stands()


def test_a_namesake_is_seen_even_when_only_one_of_the_two_is_asked_for(publication):
    shutil.copytree(publication.root / "issues/007", publication.root / "issues/008-copy")
    assert publication.mekong("build", "008-copy").code == 3
    assert publication.old_stands()


def test_a_terminal_that_lacks_a_letter_is_no_fault(publication):
    publication.issue(7, publication.issue().read_text("utf-8").replace("A Short", "Một số"))
    run = publication.mekong("list", PYTHONIOENCODING="latin-1")
    assert run.code == 0
    assert "\\u1ed9" in run.out


def test_progress_and_talk_stay_off_a_pipe(publication):
    publication.issue(8)
    assert publication.mekong("build").err == ""


def test_folders_and_pictures_may_have_any_name(publication):
    source = publication.issue().read_text("utf-8")
    folders = ["008 two words", "it's #1, 100% “good”", 'q"u<o>&', "ប្រាំបី"]
    links = {
        "my boat.png": "<my boat.png>", "it's #1.png": "<it's #1.png>", "100%.png": "100%.png",
        "bête-ដី.png": "bête-ដី.png", 'q"u&o?.png': '<q"u&o?.png>',
    }  # fmt: skip
    pictures = "".join(f"\n![A boat]({link})\n" for link in links.values())
    for number, folder in enumerate(folders, 8):
        text = source.replace("number: 7", f"number: {number}")
        issue = publication.issue(number, text + pictures, folder=folder)
        for name in links:
            (issue.parent / name).write_bytes(PNG)
    run = publication.mekong("build", *folders)
    assert (run.code, run.err) == (0, "")
    assert len(made(run)) == len(folders)


PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d494844520000000100000001080200000090"
    "7753de0000000c49444154789c63606060000000040001f61738550000000049454e44ae426082"
)


ODD = {
    "windows line ends": lambda text: text.replace("\n", "\r\n").encode(),
    "old Mac line ends": lambda text: text.replace("\n", "\r").encode(),
    "byte order mark": lambda text: b"\xef\xbb\xbf" + text.encode(),
    "number nought": lambda text: text.replace("number: 7", "number: 007"),
    "title of 300 letters": lambda text: text.replace("A Short Issue", "w " * 149 + "ww"),
    "empty list items": lambda text: text + "\n-\n- a\n-\n\n1.\n2. b\n",
    "table of 20 columns": lambda text: text + f"\n|{'h|' * 20}\n|{'-|' * 20}\n|{'w|' * 20}\n",
    "markup in a headline": lambda text: (
        text + "\n## A *b* `c` [d](https://e.org)\nby A B\n\nWords.\n"
    ),
    "footnote in a table": lambda text: text + "\n| a |\n|---|\n| x[^1] |\n\n[^1]: A note.\n",
    "footnote in a bio": lambda text: text + "\n::: bio\nShe.[^1]\n:::\n\n[^1]: A note.\n",
    "footnote that ends with a list": lambda text: (
        text + "\nx[^1]\n\n[^1]: A note.\n\n    - item\n"
    ),
    "footnotes in a ring": lambda text: text + "\nx[^1]\n\n[^1]: A.[^2]\n\n[^2]: B.[^1]\n",
    "many articles": lambda text: (
        text + "".join(f"\n## H {n}\nby A B\n\nWords.\n" for n in range(40))
    ),
    "left-to-right mark": lambda text: text + "\nA\u200eB\n",
    "brackets without end": lambda text: text + "\n" + "[" * 900 + "\n",
    "picture written as an example": lambda text: (
        text + "\nWrite `![A](my boat.png)` or \\![A](a b).\n"
    ),
}


@pytest.fixture(scope="module")
def odd(found, tmp_path_factory):
    """Odd but honest sources, all in one build."""
    publication = found(tmp_path_factory.mktemp("odd") / "river")
    for number, (name, change) in enumerate(ODD.items(), 1):
        source = change(publication.issue().read_text("utf-8"))
        raw = source if isinstance(source, bytes) else source.encode()
        raw = re.sub(rb"number: 0*7", b"number: %04d" % (0 if "nought" in name else number), raw)
        publication.issue(number, raw, folder=f"odd-{number}")
    shutil.rmtree(publication.root / "issues/007")
    return publication.mekong("build", "--no-check")


@pytest.mark.parametrize("name", ODD)
def test_odd_but_honest_sources_are_printed(name, odd):
    run = odd
    number = 0 if "nought" in name else list(ODD).index(name) + 1
    assert f"river-{number:03d}-briefing.pdf" in run.out, run.err
    assert run.code == 0


# ---------------------------------------------------------------- what is cut short


def start(publication, *words):
    return subprocess.Popen(
        publication.command("build", *words),
        cwd=publication.root,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def presses_of(process):
    """The press processes that a build has started, by their command line."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            parent = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
            if parent == process.pid and b"render.worker" in (folder / "cmdline").read_bytes():
                found.append(int(folder.name))
        except OSError:  # it has ended meanwhile
            continue
    return found


def wait_for(question, seconds=20):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        answer = question()
        if answer:
            return answer
        time.sleep(0.02)
    raise AssertionError("it never came")


def is_busy(press):
    """Whether a press has worked for longer than it takes to warm up."""
    stat = Path(f"/proc/{press}/stat").read_text()
    return sum(map(int, stat.rpartition(")")[2].split()[11:13])) > 1.5 * os.sysconf("SC_CLK_TCK")


needs_proc = pytest.mark.skipif(not Path("/proc/self").is_dir(), reason="needs /proc")


def give_much_to_do(publication):
    """A seventh issue that takes a press longer than to warm up, many times over."""
    publication.issue(7, publication.issue().read_text("utf-8") + "\n" + "\n\n".join([MANY] * 4))
    with (publication.root / "mekong.toml").open("a", encoding="utf-8") as settings:
        settings.write("\n[limits]\npages = 1_000\nseconds = 60\n")


@needs_proc
def test_an_interrupted_build_keeps_the_old_pdf_and_leaves_nothing(publication):
    give_much_to_do(publication)
    process = start(publication)
    (press,) = wait_for(lambda: presses_of(process))
    wait_for(lambda: is_busy(press))
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=20)
    assert process.returncode == 130
    assert out == b""
    assert err.decode().strip() == "Interrupted; nothing was left half-written."
    assert publication.old_stands()
    assert publication.drafts() == []
    wait_for(lambda: not Path(f"/proc/{press}").exists())


@needs_proc
def test_a_press_that_dies_fails_its_issue_and_no_other(publication):
    give_much_to_do(publication)
    publication.issue(8)
    process = start(publication, "--jobs", "1")
    (press,) = wait_for(lambda: presses_of(process))
    wait_for(lambda: is_busy(press))
    os.kill(press, signal.SIGKILL)
    out, err = process.communicate(timeout=60)
    assert process.returncode == 5
    assert "issues/007/issue.md: The press died" in err.decode()
    assert err.count(b"Error:") == 1
    assert b"Traceback" not in err
    assert b"river-008-briefing.pdf" in out
    assert publication.old_stands()
    assert publication.drafts() == []
