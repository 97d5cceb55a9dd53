"""Each threat is refused with a clear word or made harmless: soon, in bounds, and from nowhere.

Rows of one table are built in one run, whose whole time is less than one row may take.
"""

import io
import re
from dataclasses import dataclass

import pikepdf
import pytest

from hostile import threats
from hostile.conftest import LONGEST, MOST_MEMORY, Village, Watched
from hostile.threats import CANARY, THREATS
from press.conftest import OLD

TEXT = tuple(threats.TEXT.items())  # in two tables: all of one take less than one threat may
TABLES = {
    "web": threats.WEB,
    "pictures": threats.PICTURES,
    "text": dict(TEXT[::2]),
    "more text": dict(TEXT[1::2]),
    "front matter": threats.FRONT,
}
ROWS = [(table, name) for table, rows in TABLES.items() for name in rows]


@dataclass(frozen=True)
class Sent:
    """All threats of a table, sent in and built in one run."""

    village: Village
    run: Watched
    numbers: dict


@pytest.fixture(scope="module")
def sent(tmp_path_factory):
    every = {}
    for table, rows in TABLES.items():
        village = Village(tmp_path_factory.mktemp(table.replace(" ", "-")))
        numbers = {name: number for number, name in enumerate(rows, 100)}
        for name, number in numbers.items():
            village.send_in(number, rows[name])
            for pdf in pdfs(village, number):
                pdf.write_bytes(OLD)
        every[table] = Sent(village, village.mekong("build", "--no-check", "--jobs", "1"), numbers)
    yield every
    for one in every.values():
        one.village.close()


def pdfs(village, number):
    output = village.publication.root / "output"
    return village.publication.pdf(number), output / f"{number:03d}-briefing.pdf"


def unpacked(content):
    """A PDF with every stream unpacked, as far as it can be."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        whole = [content]
        for one in pdf.objects:
            whole.append(str(one).encode())
            if isinstance(one, pikepdf.Stream):
                whole += [one.read_raw_bytes()]
                try:
                    whole += [one.read_bytes()]
                except pikepdf.PdfError:
                    continue
    return b"\n".join(whole)


def holds_canary(content):
    return any(CANARY.encode(code) in content for code in ("ascii", "utf-16-be", "utf-16-le"))


@pytest.mark.parametrize(("table", "name"), ROWS)
def test_a_threat_is_refused_in_words_or_printed_harmless(sent, table, name):
    one, threat = sent[table], TABLES[table][name]
    number = one.numbers[name]
    said = one.run.said_of(number)
    assert "Traceback" not in said
    made = [pdf.read_bytes() for pdf in pdfs(one.village, number) if pdf.read_bytes() != OLD]
    assert len(made) == (not threat.says), said
    assert threat.says in said
    assert not any(holds_canary(unpacked(pdf)) for pdf in made)


def test_pictures_that_cannot_be_printed_are_not_looked_at_without_end(sent):
    one = sent["pictures"]
    said = one.run.said_of(one.numbers["a picture that is cut off, and again"])
    assert "x8.png" in said
    assert "x9.png" not in said


@pytest.mark.parametrize("table", TABLES)
def test_all_threats_of_a_table_take_less_time_and_memory_than_one_may(sent, table):
    run = sent[table].run
    assert run.seconds < LONGEST
    assert run.memory < MOST_MEMORY


@pytest.mark.parametrize("table", TABLES)
def test_nothing_outside_is_opened_and_no_socket_made(sent, table):
    one = sent[table]
    assert list(one.village.strays(one.run)) == []
    assert one.run.sockets == ()
    assert one.village.calls == []
    assert not re.search(r"^::", one.run.out + one.run.err, re.M)  # a command to GitHub's runners
    assert not holds_canary((one.run.out + one.run.err).encode())
    assert sorted(path.name for path in one.village.outside.iterdir()) == [
        "canary.png",
        "canary.txt",
    ]
    assert one.village.publication.drafts() == []
    assert one.run.code in (0, 3, 4)


def test_the_watch_sees_what_is_opened_by_the_press_too(sent):
    """A watch that sees nothing would pass everything."""
    opened = {path.rpartition("/")[2] for _, path in sent["web"].run.opened}
    assert "issue.md" in opened
    assert any(name.startswith("SourceSerif") for name in opened) or "press.py" in str(opened)
    assert len(THREATS) > 90
