"""A picture as the press gets it, or why it cannot."""

from __future__ import annotations

from dataclasses import dataclass

MOST_PIXELS = 40_000_000  # of one picture: more than any page can show


class UnfitError(ValueError):
    """A picture that cannot be printed, and why, in an editor's words."""


@dataclass(frozen=True, slots=True)
class Plate:
    """A picture for the press. `fault` is empty when it can be printed.

    `pixels` are all that it has, `packed` those of them that the press must unpack and pack
    again (a JPEG goes into the PDF as it is). A drawing counts by its parts, at what they cost.
    """

    content: bytes
    fault: str = ""
    pixels: int = 0
    packed: int = 0
