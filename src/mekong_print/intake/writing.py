"""Drafts to the Markdown source of an issue: front matter, sections, articles, bios."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from mekong_print.ids import slug
from mekong_print.intake import escapes
from mekong_print.intake.drafts import Draft, FrontDraft, Line, Lines, SectionDraft
from mekong_print.intake.grammar import without_flags, would_be_byline
from mekong_print.languages import LANGUAGES, Language, language_of

_PLACES_OF_A_BYLINE = 2  # below a headline, or below its standfirst


@dataclass(frozen=True, slots=True)
class _Pen:
    """What the writing of one source shares: its language, and the ids given so far."""

    lang: str
    words: Language
    taken: dict[str, int] = field(default_factory=dict)


def write_source(front: FrontDraft, sections: tuple[SectionDraft, ...]) -> str:
    """The whole source, ready to be saved."""
    pen = _Pen(front.lang, language_of(front.lang) or LANGUAGES["en"])
    blocks = [_front(front)]
    for section in sections:
        blocks.append(_heading("#", section.title, pen))
        for draft in section.drafts:
            blocks += _draft(draft, pen)
    return "\n\n".join(blocks) + "\n"


def _front(front: FrontDraft) -> str:
    values = {
        "desk": escapes.yaml_value(front.desk),
        "number": str(front.number),
        "title": escapes.yaml_value(front.title),
        "subtitle": escapes.yaml_value(front.subtitle) if front.subtitle else "",
        "deadline": front.deadline,
        "lang": escapes.yaml_value(front.lang),
    }
    lines = [f"{key}: {value}" for key, value in values.items() if value]
    return "\n".join(["---", *lines, "---"])


def _heading(signs: str, text: str, pen: _Pen) -> str:
    words = f"{signs} {escapes.heading(text)}"
    name, is_own = _name(text, pen)
    return words if is_own and not escapes.ends_in_braces(text) else f"{words} {{#{name}}}"


def _name(text: str, pen: _Pen) -> tuple[str, bool]:
    """An id that no other heading has, and whether the words alone give it."""
    own = slug(" ".join(without_flags(text).split()))
    name = own
    while name in pen.taken:
        pen.taken[own] += 1
        name = f"{own}-{pen.taken[own]}"
    pen.taken[name] = 1
    return name, name == own


def _draft(draft: Draft, pen: _Pen) -> Iterator[str]:
    head = []
    if draft.headline:
        head.append(_heading("##", " ".join(line.text for line in draft.headline), pen))
    if draft.standfirst:
        head.append(_paragraph(draft.standfirst) + ("\n" if draft.byline else ""))
    if draft.byline:
        head.append(escapes.inline(draft.byline.text))
    if head:
        yield "\n".join(head)
    for place, line in enumerate(draft.body):
        may_be_byline = not draft.byline and place < _PLACES_OF_A_BYLINE
        yield _guarded(line, pen) if may_be_byline else _paragraph((line,))
    for bio in draft.bios:
        yield f"::: bio\n{_paragraph((bio,))}\n:::"


def _paragraph(lines: Lines) -> str:
    return escapes.paragraph(tuple(line.text for line in lines))


def _guarded(line: Line, pen: _Pen) -> str:
    """A paragraph where a byline may stand: a block around it says that it is none."""
    words = _paragraph((line,))
    if not would_be_byline(line.text, pen.words):
        return words
    return f"::: lang {pen.lang}\n{words}\n:::"
