"""What an imprint says, written into an open PDF: metadata, how a reader opens it, its files.

Editions and volumes say the same things of themselves, so both are written here.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, String

from mekong_print.pages import Attachment, Imprint, PageLabels
from mekong_print.pdf import xmp


def describe(pdf: Pdf, imprint: Imprint) -> None:
    """Metadata in both forms, in place of all that the press wrote about itself."""
    entries = {key: String(text) for key, text in xmp.information(imprint).items()}
    pdf.trailer.Info = pdf.make_indirect(Dictionary(entries))
    pdf.Root.Metadata = pdf.make_stream(
        xmp.packet(imprint, len(pdf.pages)), Type=Name.Metadata, Subtype=Name.XML
    )


def open_well(pdf: Pdf, imprint: Imprint) -> None:
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


def carry(pdf: Pdf, imprint: Imprint) -> None:
    """Attachments as associated files of the whole document (ISO 19005-3, 6.8)."""
    names = pdf.Root.get("/Names", Dictionary())
    for key in (key for key in ("/EmbeddedFiles",) if key in names):
        del names[key]
    if "/AF" in pdf.Root:
        del pdf.Root.AF
    attach(pdf, own_files(pdf, imprint))


def own_files(pdf: Pdf, imprint: Imprint) -> dict[str, pikepdf.Object]:
    """The file specifications of an imprint's attachments, by name."""
    date = xmp.moment_of(imprint)
    ordered = sorted(imprint.attachments, key=lambda file: file.name.encode())
    return {attachment.name: _file(pdf, attachment, date) for attachment in ordered}


def attach(pdf: Pdf, files: Mapping[str, pikepdf.Object]) -> None:
    """List files by name and as associated with the whole document, in the order given."""
    if not files:
        return
    tree: list[object] = []
    for name, file in files.items():
        tree += [String(name), file]
    names = pdf.Root.get("/Names", Dictionary())
    names.EmbeddedFiles = Dictionary(Names=Array(tree))
    pdf.Root.Names = names
    pdf.Root.AF = Array(list(files.values()))


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
