"""The raw pages of the press → the finished PDF: metadata, mended tags, labels, attachments.

It writes and never judges: whether the result is good is for `inspect` to say. The
same pages and the same imprint give the same bytes, and finishing twice changes nothing.
"""

from __future__ import annotations

import hashlib
from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, String

from mekong_print.pages import Attachment, Imprint, PageLabels
from mekong_print.pdf import mend, xmp


def finish(raw: bytes, imprint: Imprint) -> bytes:
    """Finish what WeasyPrint made with `pdf_variant="pdf/a-3a"`.

    That variant brings the tags, the output intent, the file identifier and the print
    flags; everything else of PDF/UA-1 and PDF/A-3a is done here. Raises
    pikepdf.PdfError when `raw` is no PDF.
    """
    with pikepdf.open(BytesIO(raw)) as pdf:
        mend.mend(pdf)
        _describe(pdf, imprint)
        _open_well(pdf, imprint)
        _carry(pdf, imprint)
        return _saved(pdf)


def _describe(pdf: Pdf, imprint: Imprint) -> None:
    """Metadata in both forms, in place of all that the press wrote about itself."""
    entries = {key: String(text) for key, text in xmp.information(imprint).items()}
    pdf.trailer.Info = pdf.make_indirect(Dictionary(entries))
    pdf.Root.Metadata = pdf.make_stream(
        xmp.packet(imprint, len(pdf.pages)), Type=Name.Metadata, Subtype=Name.XML
    )


def _open_well(pdf: Pdf, imprint: Imprint) -> None:
    """How a reader shows the file (ISO 32000-1, 7.7.2; ISO 14289-1, 7.1 and 7.18.3)."""
    root = pdf.Root
    root.Lang = String(imprint.lang)
    root.MarkInfo = Dictionary(Marked=True)
    root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    root.PageMode = Name.UseOutlines if "/Outlines" in root else Name.UseNone
    root.PageLabels = Dictionary(Nums=Array(_label_runs(imprint.labels)))
    for page in pdf.pages:
        if "/Annots" in page.obj:
            page.obj.Tabs = Name.S


def _label_runs(labels: tuple[PageLabels, ...]) -> list[object]:
    """A number tree of page labels (ISO 32000-1, 12.4.2)."""
    runs: list[object] = []
    for run in sorted(labels, key=lambda run: run.start):
        label = Dictionary()
        if run.style:
            label.S = Name(f"/{run.style}")
        if run.prefix:
            label.P = String(run.prefix)
        if run.first != 1:
            label.St = run.first
        runs += [run.start, label]
    return runs


def _carry(pdf: Pdf, imprint: Imprint) -> None:
    """Attachments as associated files of the whole document (ISO 19005-3, 6.8)."""
    names = pdf.Root.get("/Names", Dictionary())
    for key in (key for key in ("/EmbeddedFiles",) if key in names):
        del names[key]
    if "/AF" in pdf.Root:
        del pdf.Root.AF
    if not imprint.attachments:
        return
    date = xmp.moment_of(imprint)
    ordered = sorted(imprint.attachments, key=lambda file: file.name.encode())
    files = [_file(pdf, attachment, date) for attachment in ordered]
    tree: list[object] = []
    for attachment, file in zip(ordered, files, strict=True):
        tree += [String(attachment.name), file]
    names.EmbeddedFiles = Dictionary(Names=Array(tree))
    pdf.Root.Names = names
    pdf.Root.AF = Array(files)


def _file(pdf: Pdf, attachment: Attachment, date: str) -> pikepdf.Object:
    """A file specification and its embedded stream (ISO 32000-1, 7.11.3 and 7.11.4)."""
    checksum = hashlib.md5(attachment.content, usedforsecurity=False).digest()
    params = Dictionary(Size=len(attachment.content), CheckSum=String(checksum))
    if date:
        params.ModDate = String(date)
    stream = pdf.make_stream(
        attachment.content,
        Type=Name.EmbeddedFile,
        Subtype=Name("/" + attachment.media_type),
        Params=params,
    )
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Filespec,
            F=String(attachment.name),
            UF=String(attachment.name),
            Desc=String(attachment.description),
            EF=Dictionary(F=stream, UF=stream),
            AFRelationship=Name(f"/{attachment.relationship}"),
        )
    )


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
