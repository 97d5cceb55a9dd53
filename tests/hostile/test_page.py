"""docs/hostile-sources.md against the tables of threats: each row is there, each name is a row."""

import re
from itertools import chain

import pytest

from adopt import hostile
from hostile import test_links, test_volumes, threats
from hostile.typefaces import FONTS
from proofing import ROOT

PAGE = (ROOT / "docs" / "hostile-sources.md").read_text("utf-8")
# In the order in which they stand: a range on the page is all between two of one table.
TABLES = {
    "the web": list(threats.WEB),
    "pictures": list(threats.PICTURES),
    "text": list(threats.TEXT),
    "front matter": list(threats.FRONT),
    "layouts": list(threats.LAYOUTS),
    "fonts": list(FONTS),
    "parts of a layout": list(test_links.PARTS),
    "files beside an issue": list(test_links.BESIDE),
    "volumes": list(test_volumes.KEPT),
    "adopted PDFs": list(hostile.ADOPTED),
    "refused PDFs": list(hostile.REFUSED),
}
TESTS = "\n".join(path.read_text("utf-8") for path in ROOT.glob("tests/hostile/test_*.py"))


def ranges(page):
    """What stands in quotation marks: first and last of each range, the same where it is one."""
    told = " ".join(page.split())
    for first, last in re.findall(r"“([^”]+)”(?: to “([^”]+)”)?", told):
        yield first, last or first


def rows_between(first, last):
    """The rows from one to another; none where no table has both, in this order."""
    for rows in TABLES.values():
        if first in rows and last in rows:
            yield from rows[rows.index(first) : rows.index(last) + 1]
            return


def unknown(page):
    """The names and ranges of a page that are no row of any table."""
    every = ranges(re.sub(r"^Each row is.*?\)\.$|“one” to “another”", "", page, flags=re.M))
    return [(first, last) for first, last in every if not list(rows_between(first, last))]


def unnamed(page):
    """The rows of all tables that a page does not name."""
    told = {row for pair in ranges(page) for row in rows_between(*pair)}
    return [row for row in chain(*TABLES.values()) if row not in told]


def test_each_name_on_the_page_is_a_row():
    assert unknown(PAGE) == []


def test_no_name_is_that_of_two_rows():
    every = list(chain(*TABLES.values()))
    assert len(every) == len(set(every))


def test_each_row_is_on_the_page():
    assert unnamed(PAGE) == []


def test_each_test_on_the_page_is_there():
    named = re.findall(r"`(test_\w+)`", PAGE)
    assert len(named) > 5
    assert [name for name in named if f"def {name}(" not in TESTS] == []


@pytest.mark.parametrize("file", sorted(set(re.findall(r"\b(test_\w+)\.py", PAGE))))
def test_each_file_on_the_page_is_there(file):
    assert list(ROOT.glob(f"tests/*/{file}.py"))


def test_a_page_that_lies_is_found_out():
    assert unknown("“attachment” and “a kitchen sink”") == [("a kitchen sink", "a kitchen sink")]
    assert unknown("“SVG in the text” to “attachment”") == [("SVG in the text", "attachment")]
    assert "attachment" in unnamed(PAGE.replace("“link that is attached” to", "“frame” to"))
