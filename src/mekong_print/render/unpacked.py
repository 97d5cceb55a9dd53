"""What the press hands over is not packed: finishing and binding pack it when they write it.

pydyf packs the small objects of a PDF, and writes everything twice to make an identifier.
Whoever opens the file next unpacks it and gives it another. For the pages of a volume this
was a seventh of the press's time. The objects stay in one stream, since libqpdf reads ten
thousand there twice as fast as one by one. Guarded as `text_layer` is, for pydyf 0.13.
"""

from __future__ import annotations

from typing import Any

from weasyprint.pdf import pydyf

from mekong_print.render import mends

NAME = "nothing packed"  # as the tools of an edition call it when it is left alone
_PROVED = "7a3fefe995236fcd"  # pydyf.PDF.write of 0.13.0
_LOOSE = (
    ("Stream(stream, extra, compress)", "Stream(stream, extra, False)"),
    ("Stream([xref_stream], extra, compress)", "Stream([xref_stream], extra, False)"),
)


def mend() -> None:
    """Mend the pydyf that is loaded, once."""
    stock = pydyf.PDF.write
    if hasattr(stock, "mended_by_mekong_print"):
        return
    if mends.fingerprint(stock) != _PROVED:
        mends.unmended.append(NAME)
        return
    loose = mends.rewritten(stock, _LOOSE)

    def write(pdf: Any, output: Any, *how: Any, **more: Any) -> None:
        """As pydyf does, but with no identifier, and with its objects in a stream as they are."""
        version = how[0] if how else more.get("version")
        loose(pdf, output, version, identifier=False, compress=True)

    write.mended_by_mekong_print = True  # type: ignore[attr-defined]  # a mark of ours
    pydyf.PDF.write = write
