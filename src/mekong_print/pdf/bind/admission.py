"""Whether a PDF from elsewhere may be bound: read as strictly as the engine that binds it can.

An engine that repairs what it reads binds empty pages in place of damaged ones and says
nothing (facts of a merge of hostile files: a page tree that is no list became a part with
no pages). So nothing is repaired here: a PDF that needs it is refused, by name, with the
reason. To be called in a process of its own that can be stopped: files come from anywhere.
"""

from __future__ import annotations

import re
import warnings
from dataclasses import dataclass
from io import BytesIO

import pikepdf
from pikepdf import Pdf, PdfError

from mekong_print.errors import SourceError
from mekong_print.pdf.bind.cleaning import clean
from mekong_print.volume.parts import Change

MOST_SWOLLEN = 160 << 20  # bytes of one stream unpacked; a page of a newspaper in colour is 100 MB
_TAIL = 2048  # bytes; ISO 32000-1, 7.5.5 wants %%EOF on the last line, readers allow 1024
_LINEARISED = re.compile(rb"/Linearized\b")
_HEAD = 1024  # bytes, in which that must stand (F.3.3)
_AGAIN = "Make it again, or ask for a new copy."

# What other files are that bear the name of a PDF, by how they begin in lower case.
_OTHERS = {
    b"pk\x03\x04": "a Word, EPUB or ZIP file",
    b"\xd0\xcf\x11\xe0": "an old Word or Office file",
    b"<!doctype": "a web page",
    b"<html": "a web page",
    b"\xff\xd8\xff": "a JPEG picture",
    b"\x89png": "a PNG picture",
    b"{\\rtf": "a rich text file",
    b"%!ps": "a PostScript file",
}
# What the engine remarks on and no page looks different by: by what it concerns, and why.
_HARMLESS = re.compile(
    "|".join(
        (
            # The table of objects: miscounted by many programs, and written anew with the volume.
            r"reported number of objects",
            r"object has offset 0 - a common error",
            r"xref entry for the xref stream itself is missing",
            r"extraneous whitespace seen before xref",
            r"name with stray #",
            # Resources: a page that has none draws with none.
            r"Resources is missing or invalid; repairing",
            # Lines and names that lead to pages: read by `outline` and `trees`, which end circles
            # and pass over what is no entry, and written anew in order.
            r"Loop detected loop in /Outlines tree",
            r"\(Name/Number tree node",
            # How fields hang together: a form is drawn as its pages show it, and goes.
            r"while traversing /AcroForm",
            r"/Fields key of /AcroForm dictionary is not an array",
            r"widget annotation is not reachable from /AcroForm",
        )
    )
)
_ABOUT = re.compile(
    r"^(WARNING: )?((stream )?<_io\.BytesIO[^>]*>[,:]? ?)?"
)  # what it calls the file
_BOMB = "memory limit exceeded"
# In the engine's words: what that means to an editor.
_MEANINGS = {
    r"can't find startxref|expected trailer|unable to find trailer": "its end is missing",
    r"xref|[Ll]oop detected following": "its table of contents of objects is damaged",
    r"page tree|/Pages|kid \d": "its list of pages is damaged",
    r"decoding|filter|stream|inline image": "something on its pages cannot be unpacked",
}


@dataclass(frozen=True, slots=True)
class Admitted:
    """A PDF that may be bound: how many pages the engine sees, and what it would take out."""

    pages: int
    changes: tuple[Change, ...]


def admit(raw: bytes, name: str) -> Admitted:
    """Look at a PDF as it would be bound; `name` is what messages call it.

    Raises SourceError when it may not be bound, MemoryError when it is too large to tell.
    """
    _refuse_other_files(raw, name)
    before = pikepdf.settings.set_qpdf_limits(flate_max_memory=MOST_SWOLLEN)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # pikepdf lacks a decoder of scans: not ours to judge
        try:
            return _admitted(raw, name)
        except pikepdf.PasswordError as fault:
            raise _locked(name) from fault
        except (PdfError, pikepdf.DataDecodingError, RuntimeError, ValueError) as fault:
            raise _damaged(name, str(fault)) from fault
        finally:
            pikepdf.settings.set_qpdf_limits(flate_max_memory=int(before["flate_max_memory"]))


def _refuse_other_files(raw: bytes, name: str) -> None:
    if not raw:
        raise SourceError(f"{name} is empty.", "Copy or download it again.")
    start = raw[:1024]
    if b"%PDF-" in start:
        return
    known = (what for sign, what in _OTHERS.items() if start.lstrip().lower().startswith(sign))
    what = next(known, "")
    if what:
        raise SourceError(f"{name} is not a PDF but {what}.", "Print or export it as a PDF first.")
    raise SourceError(f"{name} is not a PDF.", "Its first line must begin with %PDF.")


def _admitted(raw: bytes, name: str) -> Admitted:
    if b"%%EOF" not in raw[-_TAIL:]:
        hint = "It was copied or downloaded only in part: fetch it again."
        raise SourceError(f"{name} is cut off: its end is missing.", hint)
    with pikepdf.open(_without_hints(raw), attempt_recovery=False) as pdf:
        if pdf.is_encrypted:
            raise _locked(name)
        _refuse_miscounted(pdf, name)
        try:
            remarks = _remarks(pdf)
        except PdfError as fault:  # what it stumbled over was remarked on before
            remarks = [*pdf.get_warnings(), str(fault)]
        _refuse_repaired(remarks, name)
        return Admitted(len(pdf.pages), clean(pdf, ""))


def _without_hints(raw: bytes) -> BytesIO:
    """The PDF, not known as linearised (ISO 32000-1, Annex F): a letter is another.

    The tables by which a reader on a slow line finds the first page are often wrong, mostly
    since something was added to the file later. No page is read by them here, and the volume
    gets its own; so the engine, which takes them for a part of the file (pikepdf 10.18), is
    not to look at them.
    """
    file = BytesIO(raw)
    for found in _LINEARISED.finditer(raw, 0, _HEAD):
        file.seek(found.start() + 1)
        file.write(found[0][1:].lower())
    file.seek(0)
    return file


def _locked(name: str) -> SourceError:
    message = f"{name} is locked (encrypted), with or without a password to open it."
    return SourceError(message, "Ask for a copy that is not locked.")


def _refuse_miscounted(pdf: Pdf, name: str) -> None:
    pages = len(pdf.pages)
    if not pages:
        raise SourceError(f"{name} has no pages.", _AGAIN)
    counted = pdf.Root.Pages.get(pikepdf.Name.Count)
    if counted != pages:
        said = counted if isinstance(counted, int) else "something else"
        message = f"{name} has {pages} pages, but says that it has {said}."
        raise SourceError(message, f"Pages may be missing. {_AGAIN}")


def _remarks(pdf: Pdf) -> list[str]:
    """What the engine has to say of the whole file, each stream unpacked once."""
    try:
        return pdf.check_pdf_syntax()
    except pikepdf.DependencyError:  # a scan in JBIG2, whose decoder is not installed
        return pdf.get_warnings()


def _refuse_repaired(remarks: list[str], name: str) -> None:
    """Refuse what the engine could read only by repairing it in memory."""
    found = [remark for remark in remarks if not _HARMLESS.search(remark)]
    if any(_BOMB in remark for remark in found):
        raise _swollen(name)
    if found:
        raise _damaged(name, found[0])


def _swollen(name: str) -> SourceError:
    most = MOST_SWOLLEN >> 20
    message = f"{name} holds something that swells to more than {most} MB when it is unpacked."
    return SourceError(message, "No newsletter needs that: it may be meant to do harm.")


def _damaged(name: str, remark: str) -> SourceError:
    if "bad_alloc" in remark:
        raise MemoryError  # which the engine takes for damage
    if _BOMB in remark:
        return _swollen(name)
    words = _ABOUT.sub("", remark, count=1)
    meant = (what for pattern, what in _MEANINGS.items() if re.search(pattern, words))
    what = next(meant, "it needs a repair before it can be bound")
    hint = "Open it and print or export it anew as a PDF, compare the two, then adopt the new one."
    return SourceError(f"{name} is damaged: {what}. (qpdf: {words[:160]})", hint)
