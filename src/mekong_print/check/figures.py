"""Rules of pictures: what is told to those who cannot see them, captions, credits, sharpness."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from mekong_print.check.manuscript import Manuscript
from mekong_print.check.rule import rule
from mekong_print.check.stretch import Mark, Stretch
from mekong_print.document import Figure
from mekong_print.layout import MILLIMETRES_OF_PICTURES, NATURAL_DPI
from mekong_print.walk import nodes, plain

_FILE_NAME = re.compile(
    r"\S{1,200}\.(?:jpe?g|png|gif|webp|svg|tiff?)|(?:IMG|DSC|DSCF|PXL|Screenshot)[-_ ]?\d\S*",
    re.IGNORECASE,
)
_OPENING = re.compile(
    r"(?:an? |the )?(?:image|picture|photo|photograph|pic|graphic|illustration) (?:of|showing|that "
    r"shows)\b",
    re.IGNORECASE,
)
_EMPTY = frozenset(
    "image picture photo photograph pic graphic illustration figure chart graph map diagram logo "
    "drawing screenshot portrait untitled alt".split()
)
_MILLIMETRES = 25.4  # in an inch
_FEWEST_DPI = 200


@rule(
    "A21",
    "warning",
    "A picture's description that is a file name, or a single word for any picture.",
    hint="Say what the picture shows, as to somebody on the telephone.",
)
def alt_says_nothing(manuscript: Manuscript) -> Iterator[Mark]:
    """“DSC_0042.jpg” is read aloud letter by letter, and tells nothing.

    Bad:
        ![boats.jpg](boats.jpg)
        Boats at dusk.
        Credit: A. Writer

    Bad:
        ![photo](boats.jpg)
        Boats at dusk.
        Credit: A. Writer

    Good:
        ![Three long boats tied to a landing stage](boats.jpg)
        The last boats of the day.
        Credit: A. Writer
    """
    for alt, figure in _alts(manuscript):
        stem = PurePosixPath(figure.picture).stem
        words = alt.text.strip(" .")
        if _FILE_NAME.fullmatch(words) or words == stem or words.casefold() in _EMPTY:
            yield alt.mark(0, len(alt.text), f"“{alt.text[:60]}” does not say what is shown.")


@rule(
    "A22",
    "warning",
    "A picture's description that opens with “image of”.",
    hint="Begin with what it shows; screen readers say themselves that it is a picture.",
)
def alt_opens_with_image_of(manuscript: Manuscript) -> Iterator[Mark]:
    """A listener hears “graphic: image of boats”.

    Bad:
        ![Image of three long boats](boats.jpg)
        The last boats of the day.
        Credit: A. Writer

    Good:
        ![Three long boats tied to a landing stage](boats.jpg)
        The last boats of the day.
        Credit: A. Writer
    """
    for alt, _ in _alts(manuscript):
        found = _OPENING.match(alt.text)
        if found and alt.is_english:
            yield alt.mark(*found.span(), f"This description opens with “{found.group()}”.")


@rule(
    "A23",
    "warning",
    "A picture's description that repeats its caption.",
    hint="Describe what is seen; the caption says what it means.",
)
def alt_repeats_caption(manuscript: Manuscript) -> Iterator[Mark]:
    """A listener hears one sentence twice, and never what the picture shows.

    Bad:
        ![The last boats of the day](boats.jpg)
        The last boats of the day.
        Credit: A. Writer

    Good:
        ![Three long boats tied to a landing stage](boats.jpg)
        The last boats of the day.
        Credit: A. Writer
    """
    for alt, figure in _alts(manuscript):
        if figure.caption and _bare(alt.text) == _bare(plain(figure.caption)):
            yield alt.mark(0, len(alt.text), "The description says what the caption says.")


@rule(
    "A24",
    "note",
    "A picture without a caption.",
    hint="Write the caption in the line below the picture.",
)
def no_caption(manuscript: Manuscript) -> Iterator[Mark]:
    """The caption is the first thing read on most pages: where, when, who.

    Bad:
        ![Three long boats tied to a landing stage](boats.jpg)
        Credit: A. Writer

    Good:
        ![Three long boats tied to a landing stage](boats.jpg)
        The last boats of the day.
        Credit: A. Writer
    """
    for figure in nodes(manuscript.issue.sections, Figure):
        if not figure.caption:
            yield manuscript.mark(figure.at, "This picture has no caption.")


@rule(
    "A25",
    "warning",
    "A picture without a credit.",
    hint="Write “Credit: …” in a line below the caption.",
)
def no_credit(manuscript: Manuscript) -> Iterator[Mark]:
    """Whoever made a picture is named; most licences ask for it, and so does fairness.

    Bad:
        ![Three long boats tied to a landing stage](boats.jpg)
        The last boats of the day.

    Good:
        ![Three long boats tied to a landing stage](boats.jpg)
        The last boats of the day.
        Credit: A. Writer
    """
    for figure in nodes(manuscript.issue.sections, Figure):
        if not figure.credit:
            yield manuscript.mark(figure.at, "This picture has no credit.")


@rule(
    "A26",
    "warning",
    "A picture that is too coarse for its printed size.",
    hint="Ask for the picture in its full size.",
)
def coarse_picture(manuscript: Manuscript) -> Iterator[Mark]:
    """Below 200 pixels to the inch a picture is seen to be made of squares, on paper and zoomed.

    The printed size is that of the widest of the publication's layouts. Drawings (SVG) are
    sharp at any size.

    Bad:
        ![Three long boats tied to a landing stage](thumbnail-640x480.jpg)
        The last boats of the day.
        Credit: A. Writer

    Good:
        ![Three long boats tied to a landing stage](large-2400x1600.jpg)
        The last boats of the day.
        Credit: A. Writer
    """
    for figure in nodes(manuscript.issue.sections, Figure):
        size = manuscript.pictures.get(figure.picture)
        if size is None:
            continue
        dots = _dots(size, manuscript.house.layouts)
        if dots < _FEWEST_DPI:
            wide = round(size[0] * _FEWEST_DPI / dots)
            message = f"This picture is printed at {dots:.0f} dots an inch: {size[0]} pixels wide."
            hint = f"It should be {wide} pixels wide or more. Ask for it in its full size."
            yield manuscript.mark(figure.at, message, hint)


def _dots(size: tuple[int, int], layouts: tuple[str, ...]) -> float:
    """Dots to the inch where a picture is printed largest: it is never printed over its size."""
    known = MILLIMETRES_OF_PICTURES
    rooms = [known[name] for name in layouts if name in known] or list(known.values())
    return min(
        max(
            NATURAL_DPI,
            *(pixels / side * _MILLIMETRES for pixels, side in zip(size, room, strict=True)),
        )
        for room in rooms
    )


def _alts(manuscript: Manuscript) -> Iterator[tuple[Stretch, Figure]]:
    for alt in manuscript.of_kind("alt"):
        match alt.node:
            case Figure() as figure:
                yield alt, figure


def _bare(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum())
