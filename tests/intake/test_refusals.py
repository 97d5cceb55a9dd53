"""What cannot be imported is refused with its place and a hint, and in good time."""

import doctest
import importlib
import pkgutil
import time

import pytest

from mekong_print import bylines, intake
from mekong_print.intake import Wishes, plain_text, read_newsletter
from mekong_print.limits import IssueLimits
from mekong_print.parse import source
from mekong_print.parse.issue import House, parse_issue

LONG = House({"River Desk": ""}, limits=IssueLimits(pages=5_000))
WISHES = Wishes(desk="River Desk", title="Asked for", next_number=30)


def errors(raw):
    result = read_newsletter(raw, "in.txt", WISHES)
    assert result.markdown == ""
    assert result.assumptions == ()
    assert (result.number, result.title) == (30, "Asked for")
    assert all(found.hint for found in result.errors)
    return [(found.code, found.at.line, found.at.column) for found in result.errors]


@pytest.mark.parametrize(
    "raw", [b"", b"\n\n", b" \t\r\n\xc2\xa0", b"\xef\xbb\xbf", b"\xef\xbb\xbf\n"]
)
def test_an_empty_text(raw):
    assert errors(raw) == [("S01", 1, 1)]


@pytest.mark.parametrize(
    ("raw", "line", "column"),
    [
        (b"caf\xe9", 1, 4),
        (b"one\ntwo\r\nth\xffree", 3, 3),
        (b"one\rtwo\r\xffthree", 3, 1),
        ("é".encode() + b"\xff", 1, 2),
        (b"\xef\xbb\xbfab\xff", 1, 3),
        (b"ab\xe2\x80", 1, 3),
    ],
)
def test_what_is_not_utf8_is_shown_to_the_letter(raw, line, column):
    assert errors(raw) == [("S02", line, column)]


@pytest.mark.parametrize(
    ("raw", "kind"),
    [
        ("River".encode("utf-16"), "UTF-16"),
        (b"%PDF-1.7\n\xe2\xe3\xcf\xd3", "PDF"),
        (b"PK\x03\x04\x14\x00", "Word"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "Word"),
        (b"\x89PNG\r\n\x1a\n", "picture"),
    ],
)
def test_what_is_no_text_at_all_is_called_by_its_name(raw, kind):
    found = read_newsletter(raw, "in.txt", WISHES).errors
    assert len(found) == 1
    assert kind in found[0].message


def test_what_cannot_be_printed_is_shown_but_not_without_end():
    assert errors("one\ntw\x00o \u202e".encode()) == [("S02", 2, 3), ("S02", 2, 6)]
    assert len(errors(b"\x01" * 5000)) == plain_text.MOST_REPORTED


def test_what_is_too_long():
    assert errors(b"a\n" + b"word " * 5_000) == [("S10", 2, plain_text.LONGEST_LINE)]
    assert errors(b"a\nb " + b"x" * 1_001) == [("S10", 2, 3)]
    assert errors(b"word " * 2_000_000) == [("S10", 1, 1)]


def test_what_outgrows_a_source_as_markdown():
    assert errors(b"*a* " * 4_999)[0][0] == "S10"
    assert errors(b"\\" * 900)[0][0] == "S10"


def test_the_limits_are_those_of_a_source():
    for limit in ("LARGEST_FILE", "LONGEST_LINE", "LONGEST_WORD"):
        assert getattr(plain_text, limit) == getattr(source, limit)


@pytest.mark.parametrize(
    "piece",
    [
        "a\n",
        "Words end here.\n",
        "Words\n\n",
        "Thailand 🇹🇭\n",
        "Editor's Note\n",
        "by A. Author\n",
        "Words\nby A. Author\n",
        "Words\nby A. Author\nText.\nAuthor writes.\n",
        "Author\n",
        "Editorial Deadline 31/13/2025\n",
        "Thailand 🇹🇭\nEditorial Deadline 31/13/2025\nText.\n",
        "🇰🇭\n",
        "By Design\nby A. Author\n",
    ],
)
def test_thirty_thousand_lines_take_seconds(piece):
    lines = piece * (30_000 // piece.count("\n"))
    began = time.process_time()
    result = read_newsletter(lines.encode(), "in.txt", WISHES)
    assert time.process_time() - began < 10
    assert result.markdown or result.errors


@pytest.mark.parametrize(
    "piece", ["* ", "_a ", "[ ", "](", "` ", "< ", "& ", "\\", "{ ", "# ", "- ", ": ", "* a *b"]
)
def test_a_line_of_signs_takes_no_time(piece):
    line = " ".join([piece * (450 // len(piece))] * 20)
    began = time.process_time()
    result = read_newsletter(f"Editor’s Note\n{line}\n".encode(), "in.txt", WISHES)
    assert time.process_time() - began < 2
    assert result.errors == ()
    assert parse_issue(result.markdown.encode(), "i.md", LONG).errors == ()


def test_the_examples_in_the_modules_are_true():
    names = [module.name for module in pkgutil.iter_modules(intake.__path__)]
    modules = [importlib.import_module(f"mekong_print.intake.{name}") for name in names]
    results = [doctest.testmod(module) for module in [*modules, bylines]]
    assert sum(result.failed for result in results) == 0
    assert sum(result.attempted for result in results) > 10
