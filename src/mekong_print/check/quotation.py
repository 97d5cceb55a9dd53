"""Rules of quotation marks: pairs, the marks of the house, and the stops beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mekong_print.check.apostrophes import TURNED
from mekong_print.check.manuscript import Manuscript
from mekong_print.check.quoting import Quote
from mekong_print.check.rule import rule
from mekong_print.check.stretch import Mark, Stretch
from mekong_print.check.typesetting import not_ours, set_here, spans

_DOUBLE, _SINGLE = frozenset('“"'), frozenset("‘'")
_OPENERS = frozenset("“‘«")
_CURLY = re.compile("[“”]")
_SPACED = re.compile(r"\s")


@rule(
    "Q22",
    "error",
    "A quotation that is opened and never closed.",
    hint="Close it where the speaker’s words end.",
)
def unclosed_quotation(manuscript: Manuscript) -> Iterator[Mark]:
    """Readers cannot tell where the quotation ends, and so who says what follows.

    A quotation that runs on over several paragraphs is opened anew in each and closed in
    the last.

    Bad:
        He spoke of his commitment to ‘peace through strength.

    Bad:
        The treaty (also known as “Hanoi Convention) was signed in the Laos’ capital.

    Bad:
        “We will withdraw, he said.

        Nobody knows when.

    Good:
        “We will withdraw,” he said. The citizens’ view of the ’90s and of Laos’ ‘twins’ is mixed.

    Good:
        “We will withdraw.

        “And we will come back,” he said.

    Good:
        The board is 8" wide; [ „so“ ]{lang=de} is German. In code: `"a`.
    """
    wrong, wanted = _house_marks(manuscript)
    for stretch in set_here(manuscript):
        quoted = spans((start, end) for start, end, _ in stretch.quotes)
        for at in _unclosed(stretch):
            message = f"This {stretch.text[at]} is never closed."
            if stretch.text[at] in wrong and not quoted.touch(
                at, at + 1
            ):  # said here, so that one place has one finding
                message = f"{message[:-1]}, and the house’s outer marks are {wanted}."
            yield stretch.mark(at, _end_of_word(stretch, at), message)


@rule(
    "Q23",
    "error",
    "A quotation that is closed and was never opened.",
    hint="Open it where the speaker’s words begin, or delete the mark.",
)
def unopened_quotation(manuscript: Manuscript) -> Iterator[Mark]:
    """Words of a source stand there as if they were the house's own.

    Bad:
        He asserted that the terms must be kept to ensure ‘peace with dignity’ for all.”

    Bad:
        “We will withdraw.

        And we will come back,” he said.

    Good:
        He asserted that it would be “peace with dignity” for all of Laos’ people.

    Good:
        The pipe is 6" wide.
    """
    for stretch in set_here(manuscript):
        others = not_ours(stretch)
        for at in stretch.quoting.strays:
            if stretch.text[at] in "”»" and not others.touch(at, at + 1):
                start = stretch.text.rfind(" ", max(0, at - 40), at) + 1
                message = f"This {stretch.text[at]} closes what was never opened."
                yield stretch.mark(start, at + 1, message)


@rule(
    "Q24",
    "warning",
    "Quotation marks of the kind that the house keeps for quotations inside others.",
    hint="Use the outer marks of the house.",
)
def outer_marks(manuscript: Manuscript) -> Iterator[Mark]:
    """Two kinds of outer marks look as if they meant two things. The house has one (`quotes`).

    Bad:
        Ten provinces share ‘twinning’ arrangements.

    Bad, with quotes = "single":
        He called it a “battery” of the region.

    Good:
        “They spoke of ‘twinning’ in the ’90s,” she said of the citizens’ plans.

    Good, with quotes = "single":
        ‘They spoke of a “battery” there’, she said.
    """
    wrong, wanted = _house_marks(manuscript)
    for stretch in set_here(manuscript):
        if stretch.is_english:
            for start, end in _outer(stretch, wrong):
                message = f"The house’s outer quotation marks are {wanted}."
                yield stretch.mark(start, end, message)


@rule(
    "Q25",
    "note",
    "A comma or full stop on the other side of a quotation mark than the house has it.",
    hint="Move it to the other side of the mark.",
)
def stops_beside_marks(manuscript: Manuscript) -> Iterator[Mark]:
    """British and American houses differ; one house does not. The key is `stops`.

    Bad:
        It lasts three weeks, “from November 1 to November 21”, she said.

    Good:
        It lasts three weeks, “from November 1 to November 21,” she said. Why “so”?

    Bad, with stops = "outside":
        It is the “battery of Asia,” powered by dams.

    Good, with stops = "outside":
        It is the “battery of Asia”, powered by dams. “We go,” she said. “They stayed.”

    Bad, with stops = "either":
        It is a “battery”, a “twin,” and a “bridge”.

    Good, with stops = "either":
        It is a “battery”, a “twin” and a “bridge”.
    """
    inside, outside = _stops(manuscript)
    match manuscript.house.style.stops:
        case "inside":
            wrong = outside
        case "outside":
            wrong = inside
        case _:
            wrong = inside if len(inside) < len(outside) else outside if inside else []
    for stretch, start, end in wrong:
        side = "inside" if wrong is inside else "outside"
        message = f"The stop stands {side} the quotation mark here."
        yield stretch.mark(start, end, message)


@rule(
    "Q26",
    "warning",
    "Straight quotation marks among curly ones.",
    hint='Write “ and ” in place of ".',
)
def straight_marks(manuscript: Manuscript) -> Iterator[Mark]:
    """A straight mark among curly ones looks like a slip, and does not say which way it opens.

    An issue that has straight ones throughout is left alone.

    Bad:
        He said “go” and she said "stay".

    Good:
        He said “go” and she said “stay”. In code: `"so"`. The board is 8" wide.

    Good:
        He said "go" and she said "stay".
    """
    if not any(_CURLY.search(stretch.text) for stretch in manuscript.stretches):
        return
    for stretch in set_here(manuscript):
        others = not_ours(stretch)
        for quote in stretch.quotes:
            if quote.mark == '"' and not others.touch(quote.start, quote.end):
                message = "A straight quotation mark stands here among curly ones."
                yield stretch.mark(quote.start, quote.start + 1, message).fixed("“")
                yield stretch.mark(quote.end - 1, quote.end, message).fixed("”")


def _unclosed(stretch: Stretch) -> Iterator[int]:
    """Marks that open and have no partner."""
    others = not_ours(stretch)
    for at in stretch.quoting.strays:
        opens = stretch.text[at] in _OPENERS or stretch.text[at] == '"'
        if opens and not others.touch(at, at + 1) and not TURNED.match(stretch.text, at):
            yield at


def _end_of_word(stretch: Stretch, at: int) -> int:
    """The end of the word behind a mark, so that the place is seen."""
    blank = _SPACED.search(stretch.text, at + 2, at + 40)
    return blank.start() if blank else min(len(stretch.text), at + 40)


def _house_marks(manuscript: Manuscript) -> tuple[frozenset[str], str]:
    """The marks that are not for outer quotations, and those that are."""
    double = manuscript.house.style.quotes == "double"
    return (_SINGLE, "“ ”") if double else (_DOUBLE, "‘ ’")


def _outer(stretch: Stretch, wrong: frozenset[str]) -> Iterator[tuple[int, int]]:
    """Quotations inside no other that have the wrong marks."""
    others = not_ours(stretch)
    reach = 0
    for start, end, mark in stretch.quotes:
        outermost, reach = start >= reach, max(reach, end)
        foreign = others.touch(start, end) or TURNED.match(stretch.text, start)
        if outermost and mark in wrong and not foreign:
            yield start, end


_Places = list[tuple[Stretch, int, int]]


def _stops(manuscript: Manuscript) -> tuple[_Places, _Places]:
    """Stops inside the closing marks of fragments, and stops outside of any closing mark."""
    inside: _Places = []
    outside: _Places = []
    for stretch in set_here(manuscript):
        others = not_ours(stretch)
        ends = {quote.end for quote in stretch.quotes}
        for quote in stretch.quotes:
            if others.touch(quote.start, quote.end) or quote.mark == "«":
                continue
            behind = stretch.text[quote.end : quote.end + 1]
            if behind in (".", ",") and not _ends_with_stop(stretch, quote):
                outside.append((stretch, quote.end - 1, quote.end + 1))
            elif quote.end + 1 not in ends and _is_stopped_fragment(stretch, quote):
                inside.append((stretch, quote.end - 2, quote.end))
    return inside, outside


def _ends_with_stop(stretch: Stretch, quote: Quote) -> bool:
    """Whether a stop stands inside as well: that is a doubled one, and no question of sides."""
    return stretch.text[quote.end - 2] in ".,!?…"


def _is_stopped_fragment(stretch: Stretch, quote: Quote) -> bool:
    """Whether words that are no sentence have a stop before their closing mark."""
    return stretch.text[quote.end - 2] in ".," and stretch.text[quote.start + 1].islower()
