"""A finished PDF as a careful reader finds it, whoever made it: its faults as findings.

Where `inspect` holds an edition against what was asked for, this knows nothing of that.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from mekong_print.document import Position
from mekong_print.findings import Finding
from mekong_print.pages import labels_of
from mekong_print.pdf import anatomy, metadata
from mekong_print.pdf.glyphs import Run, runs
from mekong_print.pdf.opened import OpenPdf, ask, real, row, table, words
from mekong_print.pdf.safety import unsafe

Faults = Iterator[tuple[str, str, str]]  # code, message, hint

MOST_BYTES = 10_000_000  # what most mailboxes take, with room for the letter around it
_OUTLINED = 4  # pages from which readers want an outline
_EDGE = 1.0  # points over the edge that nobody sees
_SHOWN = 5  # findings of one kind, before they are counted
_MEGABYTE = 1_000_000
_OF_DRAFTS = "Mend what `mekong check` finds in the issue, and build it again."
_AGAIN = "Build it again, or ask whoever made it."


def review(path: Path, shown: str) -> tuple[Finding, ...]:
    """What is wrong with a PDF, which findings call `shown`. Raises SourceError."""
    size = path.stat().st_size
    at = Position(shown, 1, 1)

    def question(pdf: OpenPdf) -> tuple[Finding, ...]:
        faults = [fault for find in _QUESTIONS for fault in find(pdf)]
        faults += _of_size(size)
        return tuple(Finding(at, *fault) for fault in faults)

    return ask(path, question)


def _of_size(size: int) -> Faults:
    if size > MOST_BYTES:
        message = f"The file has {size / _MEGABYTE:.0f} MB; many mailboxes take no more than 10."
        yield "P29", message, "Make its pictures smaller, or send a link in its place."


def _of_tags(pdf: OpenPdf) -> Faults:
    if not anatomy.is_marked(pdf):
        yield "P21", "The PDF is not tagged: a screen reader cannot follow it.", _AGAIN
        return
    silent = sum(
        anatomy.kind(element) == "Figure"
        and not words(element.get("/Alt"))
        and not words(element.get("/ActualText"))
        for element in anatomy.elements(pdf)
    )
    if silent:
        message = f"{_counted(silent, 'picture')} without a description (alternative text)."
        yield "P25", message, "Describe each in the source: ![A boat at dusk](boat.jpg)."


def _of_title(pdf: OpenPdf) -> Faults:
    told, said = metadata.information(pdf), metadata.packet(pdf)
    title = metadata.first(said, "dc:title") or told.get("Title", "")
    if not title.strip():
        yield "P22", "The PDF has no title: readers show the name of its file.", _AGAIN
    elif not _shows_title(pdf):
        yield "P22", "The title is there, but the window is told to show the file’s name.", _AGAIN
    if told.get("Title") and title != told["Title"]:
        message = f"The PDF has two titles: “{title[:60]}” and “{told['Title'][:60]}”."
        yield "P22", message, _AGAIN


def _shows_title(pdf: OpenPdf) -> bool:
    wish = real(table(pdf.root.get("/ViewerPreferences")).get("/DisplayDocTitle"))
    return bool(getattr(wish, "value", wish))


def _of_language(pdf: OpenPdf) -> Faults:
    if not words(pdf.root.get("/Lang")).strip():
        yield "P23", "The PDF does not say its language: a screen reader has to guess.", _AGAIN


def _of_fonts(pdf: OpenPdf) -> Faults:
    for font in anatomy.fonts(pdf):
        if not font.embedded:
            message = f"The font “{font.name}” is not in the file: others will see another one."
            yield "P24", message, "Embed all fonts, also those that every machine seems to have."


def _of_labels(pdf: OpenPdf) -> Faults:
    if "/PageLabels" not in pdf.root:
        if len(pdf.pages) > 1:
            yield "P26", "The pages have no labels: a reader counts them from 1.", _AGAIN
        return
    labels = anatomy.labels(pdf)
    twice = [label for label, times in Counter(labels).items() if times > 1 and label]
    if twice and labels != labels_of((), len(labels)):
        message = f"Two pages are labelled “{twice[0]}”."
        yield "P26", message, "Let roman numerals count what stands before page 1."


def _of_outline(pdf: OpenPdf) -> Faults:
    items = anatomy.outline(pdf)
    if not items and len(pdf.pages) >= _OUTLINED:
        yield "P27", f"The PDF has {len(pdf.pages)} pages and no outline to find one by.", _AGAIN
    for item in items:
        if item.page is None:
            yield "P27", f"“{item.title[:60]}” in the outline leads nowhere.", _AGAIN


def _of_claims(pdf: OpenPdf) -> Faults:
    claims = metadata.claims(metadata.packet(pdf))
    if not claims:
        yield (
            "P28",
            "The PDF claims no standard for access or for archives.",
            ("Where a library asks for one: PDF/UA-1 and PDF/A."),
        )
        return
    lacking = []
    if any(claim.startswith("ua-") or claim.endswith("a") for claim in claims):
        lacking += ["has no tags"] * (not anatomy.is_marked(pdf))
    if any(claim.startswith("ua-") for claim in claims):
        lacking += ["says no language"] * (not words(pdf.root.get("/Lang")))
        lacking += ["shows no title"] * (not _shows_title(pdf))
    lacking += ["lacks fonts"] * any(not font.embedded for font in anatomy.fonts(pdf))
    if any(claim.startswith("a-") for claim in claims):
        lacking += ["names no output intent"] * (not row(pdf.root.get("/OutputIntents")))
    if lacking:
        message = f"The PDF claims {' and '.join(claims)}, but it {', it '.join(lacking)}."
        yield "P34", message, "Make it again; a false claim is worse than none."


def _of_pages(pdf: OpenPdf) -> Faults:
    labels = anatomy.labels(pdf)
    for index in anatomy.blank_pages(pdf):
        yield "P32", f"{_page(index, labels)} is empty.", "Delete it, if it is not meant to be."


def _of_text(pdf: OpenPdf) -> Faults:
    labels = anatomy.labels(pdf)
    outside: Counter[int] = Counter()
    missing: Counter[tuple[int, str]] = Counter()
    for run in runs(pdf):
        outside[run.page] += _is_outside(run, pdf)
        missing[run.page, run.font] += run.missing
    for page, count in sorted(outside.items()):
        if count:
            message = f"{_page(page, labels)}: text leaves the page in {_counted(count, 'place')}."
            yield "P30", message, "Shorten what is too wide: a long word, a table, an address."
    for (page, font), count in sorted(missing.items()):
        if count:
            message = f"{_page(page, labels)}: {_counted(count, 'character')} without a glyph"
            yield "P31", f"{message} in “{font}”.", "Readers see boxes. Use a font that has them."


def _is_outside(run: Run, pdf: OpenPdf) -> bool:
    """Whether a run begins or ends beyond the edge of its page."""
    page = pdf.pages[run.page]
    box = row(page.get("/CropBox")) or row(page.get("/MediaBox"))
    if len(box) != 4:
        return False
    x0, y0, x1, y1 = (float(real(side)) for side in box)
    left, right, low, high = min(x0, x1), max(x0, x1), min(y0, y1), max(y0, y1)
    return not all(
        left - _EDGE <= x <= right + _EDGE and low - _EDGE <= y <= high + _EDGE
        for x, y in (run.start, run.end)
    )


def _of_safety(pdf: OpenPdf) -> Faults:
    found = list(dict.fromkeys(unsafe(pdf)))
    for fault in found[:_SHOWN]:
        yield (
            "P33",
            fault[:1].upper() + fault[1:],
            "Links go to pages, to the web and to mail only.",
        )
    if len(found) > _SHOWN:
        yield "P33", f"There are {len(found) - _SHOWN} more such links or actions.", _AGAIN


def _of_draft(pdf: OpenPdf) -> Faults:
    if metadata.first(metadata.packet(pdf), "mekong:draft"):
        yield "P35", "This is a draft: it was built without the check.", _OF_DRAFTS


def _page(index: int, labels: tuple[str, ...]) -> str:
    """A page as readers and machines count it."""
    label = labels[index] if index < len(labels) else ""
    return f"Page {index + 1}" + (f" (“{label}”)" if label and label != str(index + 1) else "")


def _counted(number: int, thing: str) -> str:
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"


_QUESTIONS: tuple[Callable[[OpenPdf], Faults], ...] = (
    _of_draft,
    _of_title,
    _of_language,
    _of_tags,
    _of_claims,
    _of_fonts,
    _of_labels,
    _of_outline,
    _of_pages,
    _of_text,
    _of_safety,
)
