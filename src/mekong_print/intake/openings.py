"""What stands above a byline, parted into headline, standfirst, and text of what came before."""

from __future__ import annotations

from dataclasses import dataclass

from mekong_print.intake.drafts import Assumptions, Draft, Lines, quoted
from mekong_print.intake.grammar import ends_like_sentence, has_words, would_be_byline
from mekong_print.languages import Language


@dataclass(frozen=True, slots=True)
class Opening:
    """`before` belongs to what came before; `unsigned` is a whole article without a byline."""

    before: Lines = ()
    unsigned: Draft | None = None
    headline: Lines = ()
    standfirst: Lines = ()


@dataclass(frozen=True, slots=True)
class Reader:
    """What all readers of one newsletter share: the words of its language, the assumptions."""

    words: Language
    assumptions: Assumptions


def sure_opening(lines: Lines, reader: Reader) -> Opening:
    """Lines of which the first is the headline, and the others the standfirst.

    A standfirst that opens like a byline would be taken for one in the source: such a
    line stays with the headline.
    """
    parted = 1
    while parted < len(lines) and would_be_byline(lines[parted].text, reader.words):
        parted += 1
    return Opening(headline=lines[:parted], standfirst=lines[parted:])


def part_opening(lines: Lines, reader: Reader) -> Opening:
    """Part the lines between the end of an article, or a section's heading, and a byline.

    One line is a headline, two are a headline and a standfirst. With more, the first
    that does not end like a sentence is a headline, and a later one below running text
    is the headline of the next article.
    """
    start = _headline_at(lines)
    rest = lines[start:]
    second = _second_headline_at(rest)
    unsigned = Draft(headline=rest[:1], body=rest[1:second]) if second else None
    opening = sure_opening(rest[second:], reader)
    if start or second or not _is_plain(opening):
        _report(opening, reader.assumptions)
    if unsigned:
        report_unsigned(unsigned, reader.assumptions)
    return Opening(lines[:start], unsigned, opening.headline, opening.standfirst)


def _headline_at(lines: Lines) -> int:
    usable = [i for i, line in enumerate(lines) if has_words(line)]
    if len(lines) - usable[0] <= 2:
        return usable[0]
    return next((i for i in usable if not ends_like_sentence(lines[i].text)), usable[-1])


def _second_headline_at(lines: Lines) -> int:
    """Where another headline stands below an article's text; 0 where there is none."""
    plain = [i for i, x in enumerate(lines) if not ends_like_sentence(x.text) and has_words(x)]
    last = plain[-1] if plain else 0
    between = any(ends_like_sentence(line.text) for line in lines[1:last])
    return last if between else 0


def _is_plain(opening: Opening) -> bool:
    """Whether nobody would read it otherwise: a headline, and at most one standfirst."""
    if len(opening.headline) > 1 or len(opening.standfirst) > 1:
        return False
    if not opening.standfirst:
        return True
    first, second = opening.headline[0].text, opening.standfirst[0].text
    return ends_like_sentence(second) and not ends_like_sentence(first)


def _report(opening: Opening, assumptions: Assumptions) -> None:
    rest = f", and {quoted(opening.standfirst[0])} for its standfirst" if opening.standfirst else ""
    message = f"{quoted(opening.headline[0])} was taken for a headline{rest}."
    hint = "A headline opens with “## ”, a section’s heading with “# ”; move the signs if need be."
    assumptions.note(opening.headline[0].at, message, hint)


def report_unsigned(draft: Draft, assumptions: Assumptions) -> None:
    """Put down that an article was seen though it has no byline."""
    message = (
        f"{quoted(draft.headline[0])} was taken for the headline of an article, without byline."
    )
    hint = "Write “by Name, in Place” below it; if it is a paragraph, take away its “## ”."
    assumptions.note(draft.headline[0].at, message, hint)
