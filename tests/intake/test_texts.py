"""Each text in texts/ becomes the source beside it, with the assumptions noted there.

A text is NAME.txt, its source NAME.md; NAME.notes (absent where nothing was assumed)
holds “line:column message” and a hint below each.
"""

import unicodedata
from pathlib import Path

import pytest

from mekong_print.intake import Wishes, read_newsletter
from mekong_print.parse.issue import House, parse_issue

TEXTS = sorted((Path(__file__).parent / "texts").glob("*.txt"), key=lambda path: path.name)
NAMES = [path.stem for path in TEXTS]


def imported(raw, name="text"):
    lang = "vi" if name == "in-vietnamese" else "en"
    wishes = Wishes(desk="River Desk", lang=lang, next_number=30)
    return read_newsletter(raw, f"{name}.txt", wishes)


def notes_of(result):
    return "".join(
        f"{found.at.line}:{found.at.column} {found.message}\n    {found.hint}\n"
        for found in result.assumptions
    )


@pytest.mark.parametrize("path", TEXTS, ids=NAMES)
def test_a_text_becomes_the_source_beside_it(path):
    result = imported(path.read_bytes(), path.stem)
    notes = path.with_suffix(".notes")
    assert result.errors == ()
    assert result.markdown == path.with_suffix(".md").read_text("utf-8")
    assert notes_of(result) == (notes.read_text("utf-8") if notes.exists() else "")


@pytest.mark.parametrize("path", TEXTS, ids=NAMES)
def test_the_source_reads_without_errors(path):
    source = path.with_suffix(".md").read_bytes()
    assert parse_issue(source, "issue.md", House({"River Desk": ""})).errors == ()


SHAPES = {
    "Windows line ends": lambda text: text.replace("\n", "\r\n"),
    "old Mac line ends": lambda text: text.replace("\n", "\r"),
    "line separators": lambda text: text.replace("\n", "\u2028"),
    "soft line ends": lambda text: text.replace("\n", "\v"),
    "paragraph separators": lambda text: text.replace("\n", "\u2029\n"),
    "a byte order mark": lambda text: "\ufeff" + text,
    "letters in pieces (NFD)": lambda text: unicodedata.normalize("NFD", text),
    "blank lines": lambda text: text.replace("\n", "\n\n \t\n\u00a0\n"),
    "no blank lines": lambda text: text.replace("\n\n", "\n"),
    "spaces around lines": lambda text: "  " + text.replace("\n", " \t\u00a0\n\t    "),
    "no line end at the end": lambda text: text.rstrip("\n"),
}


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES)
@pytest.mark.parametrize("path", TEXTS, ids=NAMES)
def test_how_it_was_saved_makes_no_difference(path, shape):
    raw = shape(path.read_text("utf-8")).encode()
    assert imported(raw, path.stem).markdown == path.with_suffix(".md").read_text("utf-8")


def test_spaces_within_a_line_stay_and_tabs_become_spaces():
    text = "Thailand 🇹🇭\nTwo  Banks\nby May, in a boat\nTwo  spaces, a\u00a0firm one, a\ttab.\n"
    assert "\nTwo  spaces, a\u00a0firm one, a tab.\n" in imported(text.encode()).markdown


def test_notes_point_at_the_line_and_column_of_the_text():
    text = "\ufeffThailand 🇹🇭\r\n\r\nTwo Banks\r\n \tby May\r\nOne.\u2028Two"
    at = {str(found.at) for found in imported(text.encode()).assumptions}
    assert at == {"text.txt:1:1", "text.txt:4:3", "text.txt:5:6"}


def test_a_wish_counts_where_the_text_is_silent():
    wishes = Wishes(desk="River Desk", number=5, title="Asked for", next_number=30)
    result = read_newsletter(b"Editor's Note\nText.\n", "in.txt", wishes)
    assert (result.number, result.title) == (5, "Asked for")
    assert "\nnumber: 5\ntitle: Asked for\n" in result.markdown


def test_the_text_counts_more_than_a_wish_and_says_so():
    wishes = Wishes(desk="River Desk", number=5, title="Asked for", next_number=30)
    result = read_newsletter(b"Title\nIssue 6: More\nEditor's Note\nText.\n", "in.txt", wishes)
    assert (result.number, result.title) == (6, "Title")
    assert ["was asked for" in found.message for found in result.assumptions] == [True, True]


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("by Maria dela Author, in Manila", ("Maria dela Author",)),
        ("by Omar al-Author and Jean d’Author", ("Omar al-Author", "Jean d’Author")),
        ("by A. Author, in Washington, D.C.", ("A. Author",)),
        ("by A. Author Jr.", ("A. Author Jr.",)),
    ],
)
def test_names_that_are_easily_mistaken(line, names):
    source = imported(f"Thailand 🇹🇭\nTwo Banks\n{line}\nText.\n".encode()).markdown
    parsed = parse_issue(source.encode(), "issue.md", House({"River Desk": ""}))
    assert parsed.issue.sections[0].articles[0].byline.names == names


@pytest.mark.parametrize(
    "line",
    [
        "By contrast, Lao citizens are cautious.",
        "By Monday, the water had risen.",
        "By Monday, these had risen:",
        "by the river",
        "by-laws of the river",
        "Byline",
    ],
)
def test_running_text_is_no_byline(line):
    source = imported(f"Thailand 🇹🇭\nTwo Banks\nText.\n{line}\nText.\n".encode()).markdown
    parsed = parse_issue(source.encode(), "issue.md", House({"River Desk": ""}))
    (article,) = parsed.issue.sections[0].articles
    assert article.byline is None
    assert len(article.body) == 3
