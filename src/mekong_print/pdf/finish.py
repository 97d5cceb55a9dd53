"""The raw pages of the press → the finished PDF: metadata, mended tags, labels, attachments.

It writes and never judges: whether the result is good is for `inspect` to say. The
same pages and the same imprint give the same bytes, and finishing twice changes nothing.
"""

from __future__ import annotations

from io import BytesIO

import pikepdf
from pikepdf import Pdf

from mekong_print.ids import slug
from mekong_print.pages import Imprint
from mekong_print.pdf import mend
from mekong_print.pdf.imprinting import carry, describe, open_well

ENGINE = f"libqpdf {pikepdf.__libqpdf_version__}"


def finish(raw: bytes, imprint: Imprint) -> bytes:
    """Finish what WeasyPrint made with `pdf_variant="pdf/a-3a"`.

    That variant brings the tags, the output intent, the file identifier and the print
    flags; everything else of PDF/UA-1 and PDF/A-3a is done here. Raises
    pikepdf.PdfError when `raw` is no PDF.
    """
    with pikepdf.open(BytesIO(raw)) as pdf:
        mend.mend(pdf, _opening(imprint))
        describe(pdf, imprint)
        open_well(pdf, imprint)
        carry(pdf, imprint)
        return _saved(pdf)


def _opening(imprint: Imprint) -> str:
    """What begins the identifiers of an issue: desk and number, which no other issue has."""
    known = imprint.desk and imprint.number
    return f"{slug(imprint.desk)}-{imprint.number:03d}-" if known else ""


def _saved(pdf: Pdf) -> bytes:
    """The bytes, with an identifier made from them and not from the clock.

    Not linearised: that makes the file an eighth larger for nothing at this size, and
    the hint tables of libqpdf 12 do not pass the check of the qpdf 11 that Debian has.
    """
    out = BytesIO()
    pdf.save(
        out,
        deterministic_id=True,
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
        fix_metadata_version=False,
        min_version="1.7",
    )
    return out.getvalue()
