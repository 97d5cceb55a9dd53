"""What four common readers get out of a PDF: poppler, PDFium (Chrome), pypdf, pdf.js (Firefox)."""

from __future__ import annotations

import json
import shutil
import subprocess
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pypdf
import pypdfium2

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
