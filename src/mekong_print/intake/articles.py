"""The lines of one section to its note and articles, by where bylines and bios stand."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from mekong_print.intake.drafts import Draft, Line, Lines, quoted
from mekong_print.intake.grammar import (
    ends_like_sentence,
    has_words,
    opens_with_name,
)
from mekong_print.intake.openings import (
    Opening,
    Reader,
    part_opening,
    report_unsigned,
    sure_opening,
)
from mekong_print.intake.signatures import Signature, find_signatures

# What the lines stand below: a country's heading, the note's, or none of their own.
Kind = Literal["country", "note", "assumed"]


def read_articles(lines: Lines, kind: Kind, reader: Reader) -> tuple[Draft, ...]:
    """The note and the articles that the lines below a section's heading hold."""
    signatures = find_signatures(lines, reader.words, is_note=kind == "note")
    if not signatures:
        return _unsigned(lines, kind, reader)
    opening, drafts = _first_opening(lines[: signatures[0].first], kind, reader)
    ends = [signature.first for signature in signatures[1:]]
    for signature, end in zip(signatures, [*ends, None], strict=True):
        if not opening.headline and kind != "note":
            _report_no_headline(signature.line, reader)
        text = lines[signature.end : end]
        last = _last_text if end is None else _text_before_headline
        draft, following = last(text, signature.credits.names, reader)
        drafts.append(_opened(draft, opening, signature))
        drafts += [following.unsigned] if following.unsigned else []
        opening = following
    return tuple(drafts)


def _opened(draft: Draft, opening: Opening, signature: Signature) -> Draft:
    """A draft with what stands above its text; a byline with a fault is part of the text."""
    if signature.credits.fault:
        body = (*opening.standfirst, signature.line, *draft.body)
        return replace(draft, headline=opening.headline, body=body)
    return replace(
        draft,
        headline=opening.headline,
        standfirst=opening.standfirst,
        byline=signature.line,
    )


# ---------------------------------------------------------------- text and bios


def _text_before_headline(
    text: Lines, names: tuple[str, ...], reader: Reader
) -> tuple[Draft, Opening]:
    """The body and bios of an article, and the opening of the next one below them."""
    at = _last_bio(text[:-1], names)
    if not at:
        return _text_without_bio(text, reader)
    first = _first_bio(text, at, names)
    opening = part_opening(text[at + 1 :], reader)
    if opening.before:
        _report_no_end(text[at], reader)
        return Draft(body=text[: at + 1] + opening.before), opening
    return _with_bios(text[:first], text[first : at + 1], names, reader), opening


def _text_without_bio(text: Lines, reader: Reader) -> tuple[Draft, Opening]:
    """No bio tells where the text ends: the headline is what stands right above the byline."""
    last_is_standfirst = (
        len(text) > 2
        and ends_like_sentence(text[-1].text)
        and not ends_like_sentence(text[-2].text)
        and has_words(text[-2])
    )
    parted = len(text) - (2 if last_is_standfirst else 1)
    opening = sure_opening(text[parted:], reader)
    message = (
        f"No bio ends the text above {quoted(text[parted])}, "
        "which was taken for the next headline because a byline follows."
    )
    hint = "If the text above it ends earlier, move the “## ” up."
    reader.assumptions.note(text[parted].at, message, hint)
    return Draft(body=text[:parted]), opening


def _last_text(text: Lines, names: tuple[str, ...], reader: Reader) -> tuple[Draft, Opening]:
    """The body and bios of the last article that has a byline, and one without that may follow."""
    at = _last_named(text, names)
    if not at:
        return Draft(body=text), Opening()
    first = _first_bio(text, at, names)
    draft = _with_bios(text[:first], text[first : at + 1], names, reader)
    rest = text[at + 1 :]
    if not rest:
        return draft, Opening()
    if len(rest) > 1 and has_words(rest[0]) and not ends_like_sentence(rest[0].text):
        unsigned = Draft(headline=rest[:1], body=rest[1:])
        report_unsigned(unsigned, reader.assumptions)
        return draft, Opening(unsigned=unsigned)
    _report_no_end(text[at], reader)
    return Draft(body=text), Opening()


def _last_bio(text: Lines, names: tuple[str, ...]) -> int:
    """The last such paragraph that is a sentence: a headline too may open with an author's name."""
    rest = range(len(text) - 1, 0, -1)
    named = (i for i in rest if ends_like_sentence(text[i].text))
    return next((i for i in named if opens_with_name(text[i].text, names)), 0) or _last_named(
        text, names
    )


def _last_named(text: Lines, names: tuple[str, ...]) -> int:
    """Where the last paragraph opens with an author's name; 0 for nowhere, as text comes first."""
    rest = range(len(text) - 1, 0, -1)
    return next((i for i in rest if opens_with_name(text[i].text, names)), 0)


def _first_bio(text: Lines, last: int, names: tuple[str, ...]) -> int:
    first = last
    while first > 1 and opens_with_name(text[first - 1].text, names):
        first -= 1
    return first


def _with_bios(body: Lines, bios: Lines, names: tuple[str, ...], reader: Reader) -> Draft:
    if len(bios) > len(names):
        message = (
            "More paragraphs open with an author’s name than there are authors; all are bios now."
        )
        hint = "If one of them is text of the article, move it out of its “::: bio” … “:::”."
        reader.assumptions.note(bios[0].at, message, hint)
    return Draft(body=body, bios=bios)


def _report_no_end(line: Line, reader: Reader) -> None:
    message = f"{quoted(line)} opens like a bio but is not the end; it was kept as a paragraph."
    hint = "If it is the bio, put it and what belongs to it between “::: bio” and “:::”."
    reader.assumptions.note(line.at, message, hint)


# ---------------------------------------------------------------- without a byline, or a headline


def _first_opening(lines: Lines, kind: Kind, reader: Reader) -> tuple[Opening, list[Draft]]:
    """The opening right below a section's heading, and the note or article that stands above it."""
    if not lines:
        return Opening(), []
    if kind == "note":
        note, opening = _text_without_bio(lines, reader)
        return opening, [note] if note.body else []
    opening = part_opening(lines, reader)
    above = [Draft(body=opening.before)] if opening.before else []
    return opening, [*above, *([opening.unsigned] if opening.unsigned else [])]


def _report_no_headline(byline: Line, reader: Reader) -> None:
    message = f"No headline stands above {quoted(byline)}; the text was taken for a note."
    hint = "If it is an article, write its headline above the byline: “## A headline”."
    reader.assumptions.note(byline.at, message, hint)


def _unsigned(lines: Lines, kind: Kind, reader: Reader) -> tuple[Draft, ...]:
    """A section in which nobody signs: a note, or an article below a headline."""
    if not lines:
        return ()
    first = lines[0]
    if (
        kind != "country"
        or len(lines) == 1
        or not has_words(first)
        or ends_like_sentence(first.text)
    ):
        return (Draft(body=lines),)
    draft = Draft(headline=lines[:1], body=lines[1:])
    report_unsigned(draft, reader.assumptions)
    return (draft,)
