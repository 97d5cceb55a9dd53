"""What the press hands over is not packed: finishing and binding pack it when they write it.

pydyf packs all small objects of a PDF into one stream, and writes everything twice to make
an identifier. Whoever opens the file next unpacks it and gives it another identifier. For
the pages of a volume this was a seventh of the press's time.
"""

from __future__ import annotations

from typing import Any

from weasyprint.pdf import pydyf


def write_unpacked() -> None:
    """Let the pydyf that is loaded write each object as it is, once."""
    stock = pydyf.PDF.write
    if getattr(stock, "mended_by_mekong_print", False):
        return

    def write(pdf: Any, output: Any, version: Any = b"1.7", *_: Any, **__: Any) -> None:
        """As pydyf does without its wishes for an identifier and for object streams."""
        stock(pdf, output, version)

    write.mended_by_mekong_print = True  # type: ignore[attr-defined]  # a mark of ours
    pydyf.PDF.write = write
