"""Every PDF that comes from elsewhere is adopted or refused with its reason: soon, and by name."""

import os
import re
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest

from adopt import hostile
from mekong_print.commands.adopt import Refused, Request, Taken, adopt
from mekong_print.errors import SourceError
from mekong_print.reading import Question, ReadingRoom
from mekong_print.volume.sidecar_text import read_sidecar
from mekong_print.workshop import open_workshop

LONGEST = 10.0  # seconds, the start of the reader included
MOST_MEMORY = 1 << 30  # bytes


@pytest.fixture
def workshop(tmp_path):
    root = tmp_path / "river"
    root.mkdir()
    (root / "mekong.toml").write_text(
        '[publication]\nname = "River"\n\n[[desks]]\nname = "River"\n', "utf-8"
    )
    return open_workshop(root)


@pytest.fixture(scope="module")
def room():
    """One reader for all: what one PDF does to it must not reach the next."""
    with ReadingRoom() as reading:
        yield reading


@pytest.fixture
def taken_in(workshop, room):
    """What became of one PDF; it took no longer than it may."""

    def timed(path):
        return _timed(workshop, path, room)

    return timed


def _timed(workshop, path, room):
    started = time.monotonic()
    (outcome,) = adopt(workshop, Request((path,)), room)
    assert time.monotonic() - started < LONGEST
    return outcome


def written(workshop):
    return [path for path in workshop.root.rglob("*") if path.name != "mekong.toml"]


@pytest.mark.parametrize("name", hostile.ADOPTED)
def test_odd_pdf_is_adopted_and_left_as_it_is(workshop, taken_in, tmp_path, name):
    content = hostile.ADOPTED[name]()
    path = tmp_path / f"{name}.pdf"
    path.write_bytes(content)
    outcome = taken_in(path)
    assert isinstance(outcome, Taken), outcome.error.message
    assert path.read_bytes() == content
    assert outcome.sidecar.with_name("original.pdf").read_bytes() == content
    reading = read_sidecar(outcome.sidecar.read_bytes(), "issue.toml")
    assert (reading.findings, reading.sidecar is not None) == ((), True)
    assert all(note.message.isprintable() for note in outcome.notes)


@pytest.mark.parametrize("name", hostile.REFUSED)
def test_bad_pdf_is_refused_by_name_with_its_reason_and_nothing_is_written(
    workshop, taken_in, tmp_path, name
):
    make, reason = hostile.REFUSED[name]
    path = tmp_path / f"{name}.pdf"
    path.write_bytes(make())
    outcome = taken_in(path)
    assert isinstance(outcome, Refused)
    assert isinstance(outcome.error, SourceError)
    assert f"“{name}.pdf”" in outcome.error.message
    assert re.search(reason, outcome.error.message)
    assert outcome.error.hint
    assert "0x" not in outcome.error.message
    assert "Traceback" not in outcome.error.message
    assert written(workshop) == []


def _folder(path):
    path.mkdir()


def _nowhere(path):
    assert not path.exists()


def _circle(path):
    path.symlink_to(path)


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (_folder, "is a folder"),
        (os.mkfifo, "is no file"),
        (_nowhere, "is not there"),
        (_circle, "cannot be read"),
    ],
    ids=["a folder", "a pipe", "nothing", "a link to itself"],
)
def test_what_is_no_file_is_refused_at_once(taken_in, tmp_path, make, reason):
    path = tmp_path / "issue.pdf"
    make(path)
    outcome = taken_in(path)
    assert isinstance(outcome, Refused)
    assert reason in outcome.error.message
    assert not (tmp_path / "river" / "issues").exists()


def test_file_beyond_all_measure_is_refused_before_it_is_read(taken_in, tmp_path):
    path = tmp_path / "huge.pdf"
    with path.open("wb") as out:
        out.truncate(20 << 30)
    outcome = taken_in(path)
    assert isinstance(outcome, Refused)
    assert "too large" in outcome.error.message


@pytest.mark.skipif(not Path("/proc/self/limits").exists(), reason="limits are read from /proc")
def test_reader_can_take_a_gigabyte_and_no_more_and_write_nothing(room):
    with pytest.raises(SourceError, match="not a PDF"):
        room.look(Question(b"x", "x", "x.pdf"))
    limits = Path(f"/proc/{room.pid}/limits").read_text("utf-8")
    most = {line[:26].strip(): line[26:].split()[0] for line in limits.splitlines()[1:]}
    assert int(most["Max address space"]) == MOST_MEMORY
    assert most["Max file size"] == "0"
    assert most["Max core file size"] == "0"


def test_names_of_files_cannot_turn_or_break_a_message(taken_in, tmp_path):
    path = tmp_path / "a\nb\u202efdp.pdf"
    path.write_bytes(b"no pdf")
    outcome = taken_in(path)
    assert "“a bfdp.pdf”" in outcome.error.message


def test_the_set_holds_what_it_says():
    """A PDF that is refused for another reason than its own would show nothing."""
    with pikepdf.open(hostile.BytesIO(hostile.files_with_evil_names())) as pdf:
        assert "../../evil.txt" in pdf.attachments
    assert len(hostile.bomb_in_a_bomb()) < 8000
    assert len(hostile.ADOPTED) > 35
    assert len(hostile.REFUSED) > 30


def test_reader_that_dies_is_replaced_and_its_pdf_refused_by_name():
    with ReadingRoom() as reading:
        question = Question(hostile.plain(), "“x.pdf”", "x.pdf", guess=True)
        assert reading.look(question).facts.pages == 1
        os.kill(reading.pid, signal.SIGKILL)
        with pytest.raises(SourceError, match=r"“x.pdf” broke the program that reads it"):
            reading.look(question)
        assert reading.look(question).facts.pages == 1


def test_adopted_pdf_may_take_longer_than_one_that_is_new(monkeypatch):
    monkeypatch.setattr("mekong_print.reading.TIME_LIMIT", 0.01)
    with ReadingRoom() as reading:
        question = Question(hostile.plain(), "“x.pdf”", "x.pdf")
        assert reading.look(question).facts.pages == 1
    with ReadingRoom() as another, pytest.raises(SourceError, match="seconds to read"):
        another.look(replace(question, guess=True))


def test_reader_leaves_no_pdf_library_in_the_process_that_asks():
    script = (
        "import sys\n"
        "from adopt import hostile\n"
        "content = hostile.plain()\n"
        "for name in [n for n in sys.modules if n.startswith('pikepdf')]: del sys.modules[name]\n"
        "from mekong_print.reading import Question, ReadingRoom\n"
        "with ReadingRoom() as room: room.look(Question(content, 'x', 'x.pdf', guess=True))\n"
        "print(*{n.split('.')[0] for n in sys.modules} & {'pypdf', 'pikepdf', 'weasyprint'})\n"
    )
    env = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])}
    done = subprocess.run(
        [sys.executable, "-c", script], env=env, capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == []
