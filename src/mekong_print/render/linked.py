"""What a link says, as it is written: not parted at the ends of lines.

WeasyPrint 70 has a link say its address (Matterhorn 28-012). What it says is its words,
which finishing reads from the page (`pdf/marks`); but on the page a word may be cut in two,
and whether a hyphen at the end of a line belongs to it, only the source can tell.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from weasyprint.pdf.tags import pydyf


def tell(box: Any, element: Any) -> None:
    """Have the annotation of a link say the words of its HTML element, if it has any."""
    if element["S"] != "/Link" or not box.link_annotation:
        return
    said = " ".join("".join(_words(box.element)).split())
    if said:
        box.link_annotation["Contents"] = pydyf.String(said)


def _words(element: Any) -> Iterator[str]:
    """The text of an HTML element, with descriptions in place of pictures."""
    yield element.get("alt") or element.text or ""
    for inner in element:
        yield from _words(inner)
        yield inner.tail or ""
