"""The promises of the escapes: words come back from Markdown and YAML letter by letter."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from mekong_print.intake import escapes
from mekong_print.parse.issue import House, parse_issue
from mekong_print.walk import plain

FRONT = "---\ndesk: D\nnumber: 1\ntitle: T\n---\n\n"
SIGNS = st.text(st.sampled_from(list("*_`[](){}<>!#&\\|~-+=:;.^12ab \"'$/?,é")), max_size=30)
PIECES = st.lists(
    st.sampled_from(
        "** __ `` [a](b) [a]: [^a] ![a](b) <a> </a> <!-- a --> <https://a.b> &amp; &#35; \\\\ \\* "
        "# ### > - + 1. 12) === --- *** ::: :::: ~~~ ``` |a|b| |-|-| :-: {#a} {lang=vi} "
        "[a]{lang=vi} a_b _a_ *a* PM2.5 a b".split(" ")
    ),
    max_size=8,
).map(" ".join)
LINES = st.one_of(SIGNS, PIECES).map(lambda text: " ".join(text.split())).filter(bool)


def read(body):
    parsed = parse_issue((FRONT + body).encode(), "issue.md", House({"D": ""}))
    assert parsed.errors == (), body
    return parsed.issue


@settings(max_examples=500, deadline=None)
@given(LINES)
@example("* * *")
@example("_ _ _")
@example("[^1]: a note")
@example("::: bio")
@example("a__ b __c")
def test_a_paragraph_comes_back_as_it_was(line):
    issue = read(f"# S\n\nFirst.\n\nSecond.\n\n{escapes.paragraph((line,))}\n\nLast.\n")
    assert [plain(block) for block in issue.sections[0].note.body[2:]] == [line, "Last."]


@settings(max_examples=300, deadline=None)
@given(LINES, LINES)
@example("a", "===")
@example("a|b", "-|-")
@example("[a", "b](c)")
def test_two_lines_of_one_paragraph_come_back_as_they_were(one, two):
    issue = read(f"# S\n\nFirst.\n\nSecond.\n\n{escapes.paragraph((one, two))}\n\nLast.\n")
    assert [plain(block) for block in issue.sections[0].note.body[2:]] == [f"{one} {two}", "Last."]


@settings(max_examples=300, deadline=None)
@given(LINES)
@example("C #")
@example("#")
@example("# #")
def test_a_headline_comes_back_as_it_was(line):
    own = " {#x}" if escapes.ends_in_braces(line) else ""
    issue = read(f"# S\n\n## {escapes.heading(line)}{own}\nby May\n\nText.\n")
    assert plain(issue.sections[0].articles[0].headline) == line


@settings(max_examples=300, deadline=None)
@given(LINES)
@example("yes")
@example("1984")
@example("Peace: at last")
@example("- one")
@example("a #b")
def test_a_title_comes_back_as_it_was(line):
    front = FRONT.replace("title: T", f"title: {escapes.yaml_value(line)}")
    parsed = parse_issue(f"{front}# S\n\nText.\n".encode(), "issue.md", House({"D": ""}))
    assert parsed.errors == ()
    assert parsed.issue.title == line


@pytest.mark.parametrize(
    "line",
    [
        "Laos-China trade and PM2.5 in snake_case",
        "3 * 4 is 12, and a < b",
        "He said [sic] that it “rose”",
        "one star* and one `tick",
        "AT&T and R&D; a #tag, 50% of $5",
        "1,000 boats (2.5 per village) - a lot",
        "http://river.example/a_b?c=1&d=2",
        "-5 degrees, +3 metres, 31.10.2025",
        "a | b",
    ],
)
def test_what_markdown_leaves_alone_is_left_alone(line):
    assert escapes.paragraph((line,)) == line


@pytest.mark.parametrize(
    ("title", "written"),
    [
        ("From Ceasefires to Clean Air", "From Ceasefires to Clean Air"),
        ("22 Days on the River", "22 Days on the River"),
        ("Water, Rice and Fish", "Water, Rice and Fish"),
        ("“Water” at last", "“Water” at last"),
        ("Water: a history", '"Water: a history"'),
        ("1984", '"1984"'),
        ("No", '"No"'),
        ('"Water" \\ fish', '"\\"Water\\" \\\\ fish"'),
    ],
)
def test_titles_are_quoted_only_where_yaml_needs_it(title, written):
    assert escapes.yaml_value(title) == written
