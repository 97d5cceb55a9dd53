"""What is read from the deadline line, and what is refused there."""

import pytest

from mekong_print.intake.deadlines import opens_deadline, read_deadline
from mekong_print.languages import LANGUAGES

ENGLISH = LANGUAGES["en"]


def moment(rest):
    return read_deadline(f"Editorial Deadline {rest}", ENGLISH).moment


@pytest.mark.parametrize(
    "rest",
    [
        "31/10/2025 11:59 PM (UTC +8)",
        ": 31/10/2025 11:59 PM (UTC+8)",
        "– 31/10/2025, 11:59 p.m. (UTC+08:00)",
        "31.10.2025 23:59 UTC+8",
        "31-10-2025 23:59 (GMT+8)",
        "31 October 2025 11:59PM (UTC +8)",
        "31st October 2025, 11.59 pm (UTC+8)",
        "31 Oct 2025 at 23:59 (UTC+0800)",
        "October 31, 2025 11:59 PM (UTC+8)",
        "Friday, October 31st, 2025 at 11:59 PM (UTC+8)",
        "10/31/2025 11:59 PM (UTC+8)",
        "2025-10-31 23:59 (UTC+8)",
        "2025-10-31 23:59 +08:00",
        "2025-10-31T23:59 +08:00",
        "11:59 PM on 31 October 2025 (UTC+8)",
        "2025/10/31 23h59 UTC+8",
    ],
)
def test_one_moment_in_many_forms(rest):
    assert read_deadline(f"Editorial Deadline {rest}", ENGLISH).moment == "2025-10-31 23:59 +08:00"
    assert read_deadline(f"Editorial Deadline {rest}", ENGLISH).doubts == ()


@pytest.mark.parametrize(
    ("rest", "expected"),
    [
        ("31/10/2025 12:00 AM (UTC)", "2025-10-31 00:00 +00:00"),
        ("31/10/2025 12:30 PM (UTC)", "2025-10-31 12:30 +00:00"),
        ("31/10/2025 5 PM (UTC)", "2025-10-31 17:00 +00:00"),
        ("31/10/2025 23:59 (UTC+6:30)", "2025-10-31 23:59 +06:30"),
        ("31/10/2025 23:59 (UTC+06:30)", "2025-10-31 23:59 +06:30"),
        ("31/10/2025 23:59 (UTC -5)", "2025-10-31 23:59 -05:00"),
        ("31/10/2025 23:59 (UTC −3:30)", "2025-10-31 23:59 -03:30"),
        ("29/02/2024 23:59 (UTC)", "2024-02-29 23:59 +00:00"),
        ("31/10/2025 23:59:30 (UTC)", "2025-10-31 23:59:30 +00:00"),
    ],
)
def test_hours_and_zones(rest, expected):
    assert moment(rest) == expected


@pytest.mark.parametrize(
    ("rest", "expected", "doubt"),
    [
        ("03/04/2025 23:59 (UTC)", "2025-04-03 23:59 +00:00", "other way round"),
        ("31/10/2025 23:59", "2025-10-31 23:59 +00:00", "no time zone"),
        ("31/10/2025 (UTC+7)", "2025-10-31 23:59 +07:00", "no hour"),
        ("31/10/25 23:59 (UTC)", "2025-10-31 23:59 +00:00", "two figures"),
    ],
)
def test_what_is_assumed_is_said(rest, expected, doubt):
    found = read_deadline(f"Editorial Deadline {rest}", ENGLISH)
    assert found.moment == expected
    assert len(found.doubts) == 1
    assert doubt in found.doubts[0]


def test_a_day_that_is_its_month_is_in_no_doubt():
    assert read_deadline("Editorial Deadline 04/04/2025 23:59 (UTC)", ENGLISH).doubts == ()


@pytest.mark.parametrize(
    "rest",
    [
        "",
        "tomorrow",
        "31/13/2025 23:59 (UTC)",
        "31/02/2025 23:59 (UTC)",
        "29/02/2025 23:59 (UTC)",
        "31/10/2025 25:00 (UTC)",
        "31/10/2025 23:59 PM (UTC)",
        "31/10/2025 0:30 AM (UTC)",
        "31/10/2025 23:59 (UTC+15)",
        "31/10/2025 23:59 (Bangkok time)",
        "31/10/2025 11:00 to 12:00 (UTC)",
        "Monday, 31 October 2025 23:59 (UTC)",
        "31/10 23:59 (UTC)",
        "31/10/0025 23:59 (UTC)",
        "31/10/2025 23:59 (UTC+8) sharp",
        "31/10/99999999999 23:59",
    ],
)
def test_what_is_no_moment_is_not_guessed(rest):
    assert moment(rest) == ""


def test_the_words_must_stand_first_and_whole():
    assert opens_deadline("EDITORIAL DEADLINE: soon", ENGLISH)
    assert not opens_deadline("Editorial Deadlines are strict.", ENGLISH)
    assert not opens_deadline("The editorial deadline is near.", ENGLISH)
