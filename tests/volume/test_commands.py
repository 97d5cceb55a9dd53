"""`mekong volume` and `mekong verify` as an archivist types them."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import subprocess
from pathlib import Path

import pypdfium2 as pdfium
import pytest

from proofing import mekong

LINE = re.compile(
    r"(\S+)(?: \((\d) of (\d)\))?  (\w+) +(\d+) issues?  +(\d+) pages +\d+\.\d MB +"
    r"(\d+\.\d s|up to date)  (output/volumes/\S+\.pdf)"
)


class Archive:
    """A publication of the four sample issues, and `mekong` inside it."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def mekong(self, *words):
        return mekong(*words, cwd=self.root)

    def volume(self, *words):
        """A call of `mekong volume` that must do well: its lines, taken apart."""
        done = self.mekong("volume", *words)
        assert done.code == 0, done.err
        return [LINE.fullmatch(line) for line in done.out.splitlines()]

    def path(self, name="river-2025-briefing"):
        return self.root / f"output/volumes/{name}.pdf"

    def issue(self, number):
        return next(self.root.glob(f"issues/{number:03d}-*")) / "issue.md"

    def change(self, number, old, new):
        path = self.issue(number)
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), "utf-8")

    def configure(self, lines):
        path = self.root / "mekong.toml"
        path.write_text(f"{path.read_text('utf-8')}\n{lines}\n", "utf-8")

    def manifest(self, name="river-2025-briefing"):
        return json.loads(self.path(name).with_suffix(".json").read_text("utf-8"))

    def words(self, path):
        """The words of a PDF as poppler reads them, line ends and all blanks made one."""
        told = subprocess.run(["pdftotext", path, "-"], capture_output=True, check=True).stdout
        return " ".join(told.decode().split())

    def hashes(self):
        """Every file of output/ by its hash."""
        files = (path for path in (self.root / "output").rglob("*") if path.is_file())
        return {
            str(path.relative_to(self.root)): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in files
        }


@pytest.fixture(scope="session")
def bound(tmp_path_factory):
    """The samples, bound once; tests that use it change nothing."""
    root = tmp_path_factory.mktemp("archive") / "river"
    assert mekong("init", root).code == 0
    made = Archive(root)
    made.first = made.mekong("volume", "2025")
    return made


@pytest.fixture
def archive(bound, tmp_path):
    """A copy of the bound samples, to change at will."""
    shutil.copytree(bound.root, tmp_path / "river")
    return Archive(tmp_path / "river")


# ---------------------------------------------------------------- binding


def test_a_newcomer_binds_a_volume_with_two_commands(bound) -> None:
    assert (bound.first.code, bound.first.err) == (0, "")
    (line,) = (LINE.fullmatch(one) for one in bound.first.out.splitlines())
    assert (line[1], line[4], line[5]) == ("2025", "briefing", "4")
    assert bound.root / line[8] == bound.path()


def test_pdfium_opens_the_volume_with_its_labels_and_outline(bound) -> None:
    volume = pdfium.PdfDocument(bound.path())
    assert len(volume) == bound.manifest()["record"]["pages"]
    body = bound.manifest()["record"]["body"]
    assert [volume.get_page_label(page) for page in (0, body)] == ["i", "1"]
    titles = [line.get_title() for line in volume.get_toc()]
    assert "The River in Figures" in titles
    assert "From the Plateau to the Sea" in volume[body].get_textpage().get_text_bounded()


def test_every_word_of_every_issue_is_in_the_volume(bound) -> None:
    whole = bound.words(bound.path())
    for pdf in sorted(bound.root.glob("output/*.pdf")):
        words = bound.words(pdf).split()
        assert len(words) > 300
        assert [word for word in words if word not in whole] == []


def test_what_is_up_to_date_is_left_alone(archive) -> None:
    before = archive.hashes()
    (line,) = archive.volume("2025")
    assert line[7] == "up to date"
    assert archive.hashes() == before


def test_the_same_bytes_are_bound_again(archive) -> None:
    before = archive.hashes()
    archive.volume("2025", "--force")
    assert archive.hashes() == before


def test_the_hash_of_each_part_is_in_the_manifest(bound) -> None:
    parts = bound.manifest()["record"]["parts"]
    assert [part["number"] for part in parts] == [1, 2, 3, 4]
    for part in parts:
        content = (bound.root / "output" / part["file"]).read_bytes()
        assert part["sha256"] == hashlib.sha256(content).hexdigest()


def test_a_corrected_issue_is_printed_and_bound_anew_and_no_other(archive) -> None:
    before = archive.hashes()
    archive.change(
        2, "lang: en", "corrections:\n  - date: 2025-05-02\n    text: A depth was wrong.\nlang: en"
    )
    archive.volume("2025")
    after = archive.hashes()
    changed = {name for name in after if after[name] != before.get(name)}
    assert {Path(name).stem for name in changed} == {"river-002-briefing", "river-2025-briefing"}
    words = archive.words(archive.path())
    assert words.count("A depth was wrong.") == 2  # on the contents page, and in the issue
    assert archive.manifest()["record"]["parts"][1]["edition"] == 2


# ---------------------------------------------------------------- which issues


def test_volumes_are_named_in_the_configuration(archive) -> None:
    archive.configure(
        '[volumes.first-half]\ntitle = "The River, First Half"\nfirst = 1\nlast = 2\n'
        '[volumes.two]\nissues = ["4", "001-the-river-in-figures"]\nrecto = true'
    )
    half, two = archive.volume()
    assert (half[1], half[5]) == ("first-half", "2")
    assert "The River, First Half" in archive.words(archive.path("river-first-half-briefing"))
    numbers = [p["number"] for p in archive.manifest("river-two-briefing")["record"]["parts"]]
    assert (two[5], numbers) == ("2", [4, 1])


def test_the_settings_of_volumes_reprint_no_issue(archive) -> None:
    before = {name: sha for name, sha in archive.hashes().items() if "volumes" not in name}
    archive.configure('[volumes.all]\ntitle = "All"')
    archive.volume("all")
    after = archive.hashes()
    assert {name: after[name] for name in before} == before


def test_an_unknown_volume_is_refused_with_the_nearest_name(archive) -> None:
    archive.configure('[volumes.beginnings]\ntitle = "All"')
    run = archive.mekong("volume", "begining")
    assert run.code == 2
    assert "Did you mean “beginnings”?" in run.err


def test_a_year_without_issues_is_refused_with_the_years_there_are(archive) -> None:
    run = archive.mekong("volume", "1999")
    assert run.code == 2
    assert "There is something to bind for: 2025." in run.err


def test_without_a_name_the_years_are_named(archive) -> None:
    run = archive.mekong("volume")
    assert run.code == 2
    assert "Name one: 2025." in run.err


def test_only_one_desk_is_bound_when_that_is_asked_for(archive) -> None:
    archive.configure('[[desks]]\nname = "Delta"\nprefix = "delta"')
    archive.change(3, "desk: River", "desk: Delta")
    (line,) = archive.volume("2025", "--desk", "Delta")
    assert line[5] == "1"
    assert archive.mekong("volume", "2025", "--desk", "Dleta").code == 2


def test_a_volume_is_bound_into_a_larger_one(archive) -> None:
    archive.configure(
        "[volumes.half]\nlast = 2\n"
        '[volumes.whole]\nissues = ["output/volumes/river-half-briefing.pdf", "3", "4"]'
    )
    half, whole = archive.volume("half", "whole")
    assert int(whole[6]) > int(half[6])
    parts = archive.manifest("river-whole-briefing")["record"]["parts"]
    assert [part["origin"] for part in parts] == ["volume", "issue", "issue"]


# ---------------------------------------------------------------- in several files


@pytest.mark.parametrize(
    ("by", "names"),
    [
        ("quarter", ["2025-q1", "2025-q2", "2025-q3", "2025-q4"]),
        ("month", ["2025-01", "2025-04", "2025-07", "2025-10"]),
        ("desk", ["2025-river"]),
    ],
)
def test_a_volume_is_divided(archive, by, names) -> None:
    assert [line[1] for line in archive.volume("2025", "--by", by)] == names


def test_no_file_is_larger_than_was_allowed(archive) -> None:
    whole = archive.path().stat().st_size
    limit = int(whole * 0.7)
    lines = archive.volume("2025", "--max-size", f"{limit // 1000}kB")
    assert len(lines) > 1
    assert [int(line[3]) for line in lines] == [len(lines)] * len(lines)
    assert sum(int(line[5]) for line in lines) == 4
    for line in lines:
        assert (archive.root / line[8]).stat().st_size <= limit


def test_a_cut_is_up_to_date_for_the_same_limit_and_for_no_other(archive) -> None:
    limit = int(archive.path().stat().st_size * 0.7) // 1000
    cut = archive.volume("2025", "--max-size", f"{limit}kB")
    before = archive.hashes()
    again = archive.volume("2025", "--max-size", f"{limit}kB")
    assert [line[7] for line in again] == ["up to date"] * len(cut)
    assert [line[8] for line in again] == [line[8] for line in cut]
    assert archive.hashes() == before
    (whole,) = archive.volume("2025", "--max-size", "99MB")
    assert whole[7] == "up to date"
    other = archive.volume("2025", "--max-size", f"{limit - 1}kB")
    assert "up to date" not in {line[7] for line in other}


def test_the_files_of_an_earlier_cut_are_named(archive) -> None:
    whole = archive.path().stat().st_size
    pieces = len(archive.volume("2025", "--max-size", f"{whole // 1600}kB"))
    assert pieces > 1
    run = archive.mekong("volume", "2025", "--force")
    assert run.err.splitlines() == [
        f"output/volumes/river-2025-briefing-{number}.pdf is of an earlier cut; "
        "delete it if nobody needs it."
        for number in range(1, pieces + 1)
    ]


def test_an_issue_that_is_too_large_alone_is_named(archive) -> None:
    before = archive.hashes()
    run = archive.mekong("volume", "2025", "--max-size", "50kB")
    assert run.code == 2
    assert re.search(r"“[^”]+” alone makes \d\.\d MB", run.err)
    assert archive.hashes() == before


@pytest.mark.parametrize("size", ["0", "ten", "10 pages", "-1MB"])
def test_a_size_that_is_none_is_refused(archive, size) -> None:
    assert archive.mekong("volume", "2025", f"--max-size={size}").code == 2


# ---------------------------------------------------------------- what stops a volume


def test_an_issue_that_cannot_be_printed_stops_the_volume_and_is_named(archive) -> None:
    before = archive.hashes()
    archive.issue(3).write_text("no front matter", "utf-8")
    run = archive.mekong("volume", "2025")
    assert run.code == 3
    assert f"{archive.issue(3).relative_to(archive.root)}:1:1: error M01" in run.err
    assert "1 of 4 issues cannot be bound" in run.err
    assert archive.hashes() == before


def test_the_rest_is_bound_when_that_is_asked_for_and_the_volume_says_what_it_lacks(
    archive,
) -> None:
    archive.change(3, "number: 3", "number: three")
    run = archive.mekong("volume", "2025", "--skip-unreadable")
    assert run.code == 3  # what was asked for could not be had, and a script must know
    assert LINE.fullmatch(run.out.strip())[5] == "3"
    name = str(archive.issue(3).relative_to(archive.root))
    assert name in archive.words(archive.path()).replace(" ", "")
    (absent,) = archive.manifest()["record"]["absent"]
    assert absent["name"] == name


def test_an_id_that_was_published_cannot_vanish(archive) -> None:
    before = archive.hashes()
    archive.change(2, "## Rain and Sun", "## Water and Light")
    for words in (("build",), ("volume", "2025")):
        run = archive.mekong(*words)
        assert run.code == 3
        assert "S17" in run.err
        assert "“002-rain-and-sun” was published in river-2025-briefing" in run.err
    assert archive.hashes() == before


def test_a_new_headline_may_keep_the_old_id(archive) -> None:
    archive.change(2, "## Rain and Sun", "## Water and Light {#002-rain-and-sun}")
    (line,) = archive.volume("2025")
    assert line[7] != "up to date"


def test_an_id_is_retired_with_a_reason(archive) -> None:
    archive.change(2, "## Rain and Sun", "## Water and Light")
    archive.configure('[retired]\n"002-rain-and-sun" = "The article was withdrawn."')
    archive.volume("2025")


def test_a_volume_that_fails_its_inspection_never_replaces_the_old_one(
    archive, monkeypatch
) -> None:
    from mekong_print import sheaves, signing_off
    from mekong_print.errors import InspectionError
    from mekong_print.pdf import inspect_volume

    draft = archive.root / "draft.pdf"
    shutil.copy(archive.path(), draft)
    old = archive.path().read_bytes()
    monkeypatch.setattr(inspect_volume, "volume_faults", lambda *_: ("A page is upside down.",))
    monkeypatch.setattr(inspect_volume, "blamed_parts", lambda *_: ())

    class Sheaf:
        name, parts, files, target = "2025", (), {}, archive.path()

    bound = sheaves.Bound(Sheaf, b"", draft, 1, None, None, None, ())
    with pytest.raises(InspectionError, match="upside down"):
        signing_off.approve(bound)
    assert archive.path().read_bytes() == old


# ---------------------------------------------------------------- verifying


def test_what_was_made_is_whole(bound) -> None:
    run = bound.mekong("verify")
    assert run.code == 0
    assert len(run.out.splitlines()) == 5
    assert all(line.endswith("  whole") for line in run.out.splitlines())


def test_one_changed_byte_is_seen(archive) -> None:
    content = bytearray(archive.path().read_bytes())
    content[len(content) // 2] ^= 1
    archive.path().write_bytes(content)
    run = archive.mekong("verify", "2025")
    assert run.code == 1
    assert "NOT AS IT WAS MADE: Its SHA-256 is" in run.out


def test_a_volume_that_lost_bits_is_bound_anew(archive) -> None:
    whole = archive.path().read_bytes()
    archive.path().write_bytes(whole[:-1] + b"!")
    archive.volume("2025")
    assert archive.path().read_bytes() == whole


def test_a_pdf_without_a_manifest_is_refused(archive) -> None:
    archive.path().with_suffix(".json").unlink()
    run = archive.mekong("verify", archive.path())
    assert run.code == 3
    assert "has no manifest (river-2025-briefing.json)" in run.err


def test_a_manifest_that_is_none_is_refused(archive) -> None:
    archive.path().with_suffix(".json").write_text("[]")
    assert archive.mekong("verify", archive.path()).code == 3


def test_volume_and_issue_are_made_again_byte_for_byte(archive) -> None:
    run = archive.mekong("verify", "2025", "4", "--rebuild")
    assert run.code == 0, run.err
    assert run.out.count("whole, and made again byte for byte") == 2


def test_what_has_changed_since_is_told(archive) -> None:
    before = archive.hashes()
    archive.change(4, "title: The Handbook", "title: The Hand Book")
    run = archive.mekong("verify", "2025", "--rebuild")
    assert run.code == 1
    assert "what it is made from has changed since" in run.out
    assert "river-004 is another file now" in run.out
    assert archive.hashes() == before
