"""Running rules: their levels, and what happens when one fails."""

from __future__ import annotations

from collections.abc import Iterator

from hypothesis import given, settings
from hypothesis import strategies as st

from manuscripts import HEAD, manuscript, parsed
from mekong_print.check.manuscript import Manuscript
from mekong_print.check.proofreading import in_force, level_of, proofread
from mekong_print.check.registry import all_rules
from mekong_print.check.rule import rule
from mekong_print.check.stretch import Mark


@rule("Q97", "warning", "Every word.", hint="Leave it.")
def every_word(read: Manuscript) -> Iterator[Mark]:
    """Why."""
    for stretch in read.of_kind("paragraph"):
        for word in reversed(stretch.words):
            yield stretch.mark(word.start, word.end, "A word.", "Mend it." * (word.text == "b"))


@rule("Q98", "note", "A crash.", hint="Wait.")
def crashing(_read: Manuscript) -> Iterator[Mark]:
    """Why."""
    yield from every_word.read(manuscript("a"))
    raise RuntimeError("a saboteur")


def test_findings_come_in_reading_order_with_level_and_hint() -> None:
    found = proofread(manuscript("a b"), [every_word], {}).findings
    assert [(one.at.column, one.level, one.hint) for one in found] == [
        (1, "warning", "Leave it."),
        (3, "warning", "Mend it."),
    ]
    assert found[0].end is not None


def test_the_house_sets_levels_and_switches_rules_off() -> None:
    (found,) = proofread(manuscript("a"), [every_word], {"Q97": "error"}).findings
    assert found.level == "error"
    assert proofread(manuscript("a"), [every_word], {"Q97": "off"}).findings == ()
    assert in_force([every_word], {"Q97": "off"}) == ()
    assert level_of(every_word, {}) == "warning"


def test_a_rule_that_fails_is_named_and_the_others_are_heard() -> None:
    verdict = proofread(manuscript("a"), [crashing, every_word], {})
    assert [(crash.code, crash.name) for crash in verdict.crashes] == [("Q98", "crashing")]
    assert "a saboteur" in verdict.crashes[0].trace
    assert {one.code for one in verdict.findings} == {"Q97"}


ANY = st.text(st.sampled_from("ab é’“” \n\n#*_[]()!`>|-:{}^<&\\~=+1.0🇰🇭ក\t'\"‘ABC%$"), max_size=300)


@settings(max_examples=200, deadline=None)
@given(ANY)
def test_no_rule_fails_on_any_text_and_all_marks_are_inside_the_file(text: str) -> None:
    found = parsed(HEAD + "# A\n\n" + text)
    if found.issue is None or found.source is None:
        return
    verdict = proofread(Manuscript(found.issue, found.source), all_rules(), {})
    assert verdict.crashes == ()
    lines = found.source.lines
    for finding in verdict.findings:
        for at in (finding.at, finding.end or finding.at):
            assert 1 <= at.line <= len(lines)
            assert 1 <= at.column <= len(lines[at.line - 1]) + 1
