"""The source format, by pairs that a person can read: NAME.md and the tree it makes.

`MEKONG_UPDATE=1 pytest tests/parse` writes the trees anew; read the difference before
you commit it.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from mekong_print import typed
from mekong_print.document import Issue, Position
from mekong_print.findings import CODES
from mekong_print.parse.issue import House, Parsed, parse_issue
from mekong_print.parse.source import LARGEST_FILE, LONGEST_LINE
from mekong_print.walk import nodes
from proofing import ROOT

HOUSE = House({"Desk": "", "Mekong Belt": ""})
SOURCES = sorted((Path(__file__).parent / "sources").glob("*.md"))


def drawn(parsed: Parsed) -> str:
    """A tree and its findings as lines: kind, place, and what is said."""
    lines = list(_draw(parsed.issue, 0)) if parsed.issue else ["no tree"]
    return "\n".join([*lines, "", *map(str, parsed.findings), ""])


def _draw(node: object, depth: int) -> Iterator[str]:
    if isinstance(node, tuple):
        for child in node:
            yield from _draw(child, depth)
    elif is_dataclass(node) and not isinstance(node, Position):
        at = getattr(node, "at", None)
        place = f" {at.line}:{at.column}" if at else ""
        plain = [
            f"{p.name}={getattr(node, p.name)!r}" for p in fields(node) if _is_plain(node, p.name)
        ]
        yield f"{'  ' * depth}{node.kind}{place} {' '.join(plain)}".rstrip()  # type: ignore[attr-defined]  # all have kind
        for part in fields(node):
            yield from _draw(getattr(node, part.name), depth + 1)


def _is_plain(node: object, name: str) -> bool:
    value = getattr(node, name)
    names = isinstance(value, tuple) and bool(value) and isinstance(value[0], str)
    told = name not in ("kind", "at") and value not in ("", (), None, False)
    return told and (names or not (isinstance(value, tuple) or is_dataclass(value)))


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.stem)
def test_a_source_makes_its_tree(source: Path) -> None:
    made = drawn(parse_issue(source.read_bytes(), source.name, HOUSE))
    expected = source.with_suffix(".tree")
    if os.environ.get("MEKONG_UPDATE"):
        expected.write_text(made, "utf-8")
    assert made == expected.read_text("utf-8")


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.stem)
def test_a_tree_is_written_to_json_and_read_back_without_loss(source: Path) -> None:
    issue = parse_issue(source.read_bytes(), source.name, HOUSE).issue
    assert issue is not None
    assert typed.from_json(Issue, typed.to_json(issue)) == issue


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.stem)
def test_every_place_is_inside_the_file_and_on_its_words(source: Path) -> None:
    lines = source.read_text("utf-8").split("\n")
    parsed = parse_issue(source.read_bytes(), source.name, HOUSE)
    for node in nodes(parsed.issue, object):
        at = getattr(node, "at", None)
        if isinstance(at, Position):
            assert 1 <= at.line <= len(lines)
            assert 1 <= at.column <= len(lines[at.line - 1]) + 1
            text = getattr(node, "text", "")
            word = text.split(" ")[0]
            if node.kind in ("text", "code") and word and "\\" not in lines[at.line - 1]:  # type: ignore[attr-defined]
                assert lines[at.line - 1][at.column - 1 :].startswith(word), (at, text)


WORDS = st.text(
    alphabet=st.sampled_from("ab é’“” \n\n#*_[]()!`>|-:{}^<&\\~=+1.0🇰🇭ក\t"), max_size=300
)


@settings(max_examples=300, deadline=None)
@given(WORDS)
def test_any_text_is_parsed_or_refused_politely(text: str) -> None:
    source = f"---\ndesk: Desk\nnumber: 1\ntitle: T\n---\n\n{text}"
    parsed = parse_issue(source.encode(), "x.md", HOUSE)
    lines = source.split("\n")
    for finding in parsed.findings:
        assert finding.code in CODES
        assert 1 <= finding.at.line <= len(lines)
        assert finding.at.column >= 1
    if parsed.issue:
        assert typed.from_json(Issue, typed.to_json(parsed.issue)) == parsed.issue


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_are_parsed_or_refused_politely(raw: bytes) -> None:
    assert parse_issue(raw, "x.md", HOUSE).findings


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=120))
def test_any_front_matter_is_read_or_refused_politely(text: str) -> None:
    parsed = parse_issue(
        f"---\n{text}\n---\n\n# A\n\nb\n".encode("utf-8", "replace"), "x.md", HOUSE
    )
    assert parsed.issue is not None or parsed.findings


def test_issue_22_is_read_without_a_finding() -> None:
    folder = "issues/022-from-ceasefires-to-clean-air/issue.md"
    parsed = parse_issue((ROOT / folder).read_bytes(), folder, HOUSE)
    assert parsed.findings == ()
    assert parsed.issue is not None
    assert [section.region for section in parsed.issue.sections] == ["", "kh", "th", "mm", "la"]


HEAD = "---\ndesk: Desk\nnumber: 1\ntitle: T\n---\n\n# A\n\n"


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("a line too long", "x " * LONGEST_LINE),
        ("a word too long", "x" * 2_000),
        ("quotations too deep", "> " * 500 + "x"),
        ("lists too deep", "\n".join("  " * n + "- x" for n in range(200))),
        ("emphasis too deep", "*" * 4000 + "x" + "*" * 4000),
        ("a file too large", "words and words\n\n" * (LARGEST_FILE // 15)),
        ("a table too wide", "|x" * 200 + "|\n" + "|-" * 200 + "|\n"),
    ],
)
def test_what_would_take_minutes_is_refused_at_once(name: str, body: str) -> None:
    parsed = parse_issue((HEAD + body).encode(), "x.md", HOUSE)
    assert "S10" in {finding.code for finding in parsed.findings}, name


MARKUP = st.sampled_from(
    [" ", " ", "\n", "\n\n", "\n\n", " *", "* ", "**", "_", "`", " “", "” ", "\n> ", "\n- ",
     "\n1. ", "\n# ", "\n\n## ", "\n\n### ", "\nby ", " and ", ", in ", "\n\n::: box\n",
     "\n\n::: bio\n", "\n:::\n", "\n\n![", "](boat.jpg)", "](https://a.org)", "[", "]", "[^1]",
     "[^1]", "\n\n[^1]: ", "\n\n[^1]: ", "\n\n    [^2]: ", "[^2]", "\n\n| ", " | ",
     " |\n|---|---|\n| ", " |\n", "{", "}", "\n\n---\n\n", "\\", "&amp;", "~", "^", "  \n",
     "\n    ", "\t"]
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(MARKUP, max_size=25))
@example(["[^1]", "\n\n[^1]: ", "\n\n[^1]: ", " "])
@example(["\n\n[^1]: ", "[^1]", " "])
@example(["[^1]", "[^2]", "\n\n[^1]: ", "\n\n    [^2]: ", " "])
def test_no_word_of_a_text_is_lost(markup: list[str]) -> None:
    words = [f"word{chr(97 + at)}end" for at in range(len(markup))]
    text = "".join(word + mark for word, mark in zip(words, markup, strict=True))
    parsed = parse_issue(
        f"---\ndesk: Desk\nnumber: 1\ntitle: T\n---\n\n# A\n\n{text}".encode(), "x.md", HOUSE
    )
    if parsed.issue is None or parsed.errors:
        assert parsed.errors
        return
    tree = typed.to_json(parsed.issue).decode()
    assert [word for word in words if word not in tree] == []
