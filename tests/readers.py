"""What four common readers get out of a PDF: poppler, PDFium (Chrome), pypdf, pdf.js (Firefox)."""

from __future__ import annotations

import ctypes
import json
import shutil
import subprocess
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

import pypdf
import pypdfium2
from pypdfium2 import raw as pdfium

from fetched import PDFJS, package, unavailable
from proofing import poppler_text

_PDFJS = """
import { readFileSync } from "node:fs";
// pdf.js 6 is made for Node 22; what it misses in Node 20 is this.
Promise.withResolvers ??= function () {
  let resolve, reject;
  const promise = new Promise((done, failed) => ((resolve = done), (reject = failed)));
  return { promise, resolve, reject };
};
const [, , library, ...files] = process.argv;
const { getDocument } = await import(library);
const read = async (file) => {
  const data = new Uint8Array(readFileSync(file));
  const pdf = await getDocument({ data, verbosity: 0, useSystemFonts: false }).promise;
  let text = "";
  for (let number = 1; number <= pdf.numPages; number++) {
    const content = await (await pdf.getPage(number)).getTextContent();
    for (const item of content.items) text += item.str + (item.hasEOL ? "\\n" : "");
    text += "\\n";
  }
  return text;
};
const texts = [];
for (const file of files) texts.push(await read(file));
process.stdout.write(JSON.stringify(texts));
"""


def by_poppler(pdf: Path) -> str:
    """As `pdftotext`, Evince and Okular read it."""
    return poppler_text(pdf)


def by_pdfium(pdf: Path) -> str:
    """As Chrome and Edge read it."""
    with pypdfium2.PdfDocument(pdf) as document:
        return "\n".join(page.get_textpage().get_text_range() for page in document)


def by_pypdf(pdf: Path) -> str:
    """As `mekong` itself and many an index read it."""
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(pdf).pages)


def by_pdfjs(*pdfs: Path) -> list[str]:
    """As Firefox reads them; all in one process of Node."""
    node = shutil.which("node")
    if node is None:
        unavailable("node", "pdf.js runs in it")
    library = package(PDFJS) / "legacy" / "build" / "pdf.mjs"
    command = [str(node), "--input-type=module", "-", str(library), *map(str, pdfs)]
    done = subprocess.run(command, input=_PDFJS, capture_output=True, text=True, check=True)
    texts: list[str] = json.loads(done.stdout)
    return texts


READERS: dict[str, Callable[[Path], str]] = {
    "poppler": by_poppler,
    "PDFium": by_pdfium,
    "pypdf": by_pypdf,
    "pdf.js": lambda pdf: by_pdfjs(pdf)[0],
}


def letters(text: str) -> str:
    """What counts of a text that was set in lines: all characters but blanks, in NFC.

    Not the zero-width space: it would be a trace. The Lao AM may come back in its
    compatibility form, so both sides are given in it.
    """
    lao = text.replace("\u0eb3", "\u0ecd\u0eb2")
    return "".join(unicodedata.normalize("NFC", lao).split())


# ---------------------------------------------------------------- what is read aloud

Place = tuple[int, int]  # the index of a page, and the number of marked content on it


def spoken(pdf: bytes) -> str:
    """What a screen reader meets, in its order: the words of the structure tree.

    The tree as pypdf reads it, the words as PDFium does; running heads and folios are not in
    it. Poppler's `pdfinfo -struct-text` says the same, and takes a minute for a phone's pages.
    """
    reader = pypdf.PdfReader(BytesIO(pdf))
    pages = {page.indirect_reference.idnum: index for index, page in enumerate(reader.pages)}
    words = _marked_words(pdf)
    tree = reader.trailer["/Root"]["/StructTreeRoot"]["/K"]
    return "".join(words[place] for place in _places(tree, -1, pages))


def _places(node, page: int, pages: dict[int, int]) -> Iterator[Place]:
    """The marked content below a node of the structure tree (ISO 32000-1, 14.7.4)."""
    match node.get_object():
        case list(kids):
            for kid in kids:
                yield from _places(kid, page, pages)
        case int(mark):
            yield page, int(mark)
        case dict(node):
            page = pages[node.raw_get("/Pg").idnum] if "/Pg" in node else page
            if "/MCID" in node:
                yield page, int(node["/MCID"])
            elif "/K" in node:
                yield from _places(node["/K"], page, pages)


def _marked_words(pdf: bytes) -> defaultdict[Place, str]:
    """The words of each marked content; those of a drawing are in the mark that draws it."""
    found: defaultdict[Place, str] = defaultdict(str)
    with pypdfium2.PdfDocument(pdf) as document:
        for index, page in enumerate(document):
            text = page.get_textpage()
            for run in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT]):
                found[index, _mark_of(run)] += _words_of(run, text)
    return found


def _mark_of(run: pypdfium2.PdfObject) -> int:
    mark = pdfium.FPDFPageObj_GetMarkedContentID(run.raw)
    return _mark_of(run.container) if mark < 0 and run.container else mark


def _words_of(run: pypdfium2.PdfObject, text: pypdfium2.PdfTextPage) -> str:
    size = pdfium.FPDFTextObj_GetText(run.raw, text.raw, None, 0)  # bytes, a zero at the end
    room = (ctypes.c_ushort * (size // 2))()
    pdfium.FPDFTextObj_GetText(run.raw, text.raw, room, size)
    words = bytes(room).decode("utf-16-le").rstrip("\0")
    return words.replace("\x02", "-")  # PDFium's sign for a hyphen at the end of a line
