"""HTML and fonts → PDF pages. The one home of WeasyPrint.

`render` sees what it was handed and nothing else: no file, no socket, no clock. It
runs in a process of its own (`mekong_print.render.worker`), whose environment names
the fonts.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import Any

import weasyprint
from weasyprint.text.ffi import harfbuzz_subset, pango
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from mekong_print.addresses import BASE
from mekong_print.document import Position
from mekong_print.findings import Finding
from mekong_print.render import (
    columns,
    drawings,
    fewer_links,
    kept_lines,
    known,
    mends,
    models,
    seldom,
    tagging,
    text_layer,
    unpacked,
    used_lengths,
)
from mekong_print.render.breaking import break_lines
from mekong_print.render.fonts import families_asked_for, families_of
from mekong_print.render.job import Answer, Refused, Rendered, RenderJob
from mekong_print.render.libraries import libraries
from mekong_print.render.proof import proof, read_pages
from mekong_print.scripts import ANY

# Tags, an output intent, an ID and print flags come with this variant; the claims
# that WeasyPrint writes with it are replaced when the file is finished.
VARIANT = "pdf/a-3a"
_TYPES = {
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".gif": "image/gif",
    ".webp": "image/webp",
    ".css": "text/css",
}
_NO_GLYPH = re.compile(
    r"\.notdef glyph rendered for Unicode string unsupported by fonts: \"(.*)\"", re.DOTALL
)
# What the style sheets do on purpose, or what finishing mends: not worth a word.
_HARMLESS = re.compile(r"has no required (alt|text)|missing.*alt|requires.*alt", re.IGNORECASE)


class Drawer(URLFetcher):  # type: ignore[misc]  # WeasyPrint has no types
    """All the files of a job, by address; what is not among them is refused and remembered."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        super().__init__(allowed_protocols=(), allow_redirects=False, fail_on_errors=True)
        self.files = files
        self.refused: list[str] = []

    def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:  # noqa: ARG002 - its interface
        """Hand out a file of the job."""
        content = self.files.get(url)
        if content is None:
            self.refused.append(url)
            raise FatalURLFetchingError(f"{url} is not among the files of this issue")
        kind = _TYPES.get(PurePosixPath(url).suffix.lower(), "application/octet-stream")
        return URLFetcherResponse(url, content, {"Content-Type": kind})


class Margin(logging.Handler):
    """What WeasyPrint remarks while it works."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.remarks: list[tuple[int, str]] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a remark."""
        self.remarks.append((record.levelno, record.getMessage()))


class StyleRack:
    """Style sheets that were parsed once and serve every issue of the same layout."""

    def __init__(self) -> None:
        for mend in _MENDS:
            mend()
        self.fonts = FontConfiguration()
        self._sheets: dict[tuple[str, str], weasyprint.CSS] = {}
        self._families: dict[tuple[Path, ...], frozenset[str]] = {}

    def unknown_families(self, job: RenderJob) -> list[str]:
        """The font families that the style sheets name and no font of the job has."""
        asked = [name for _, text in job.styles for name in families_asked_for(text)]
        stems = {path.stem.partition("-")[0] for path in job.fonts}
        doubtful = [name for name in dict.fromkeys(asked) if name.replace(" ", "") not in stems]
        if not doubtful:  # every family has files of its name: no need to open all fonts
            return []
        if job.fonts not in self._families:
            self._families[job.fonts] = families_of(job.fonts)
        return [name for name in doubtful if name not in self._families[job.fonts]]

    def sheet(self, style: tuple[str, str], drawer: Drawer) -> weasyprint.CSS:
        """The parsed sheet for (address, text)."""
        if style not in self._sheets:
            address, text = style
            self._sheets[style] = weasyprint.CSS(
                string=text, base_url=address, url_fetcher=drawer, font_config=self.fonts
            )
        return self._sheets[style]


def render(job: RenderJob, rack: StyleRack) -> Answer:
    """Lay out one edition. What goes wrong comes back as a value, never as an exception."""
    unknown = rack.unknown_families(job) if job.fonts else []
    if unknown:
        hint = "Put the font into fonts/, or name another in the layout's style sheet."
        message = f"The layout asks for “{unknown[0]}”, and no font of the publication is that."
        return Refused(message, hint, missing=True)
    drawer, margin = Drawer(job.files), Margin()
    weasyprint.LOGGER.addHandler(margin)
    try:
        sheets = [rack.sheet(style, drawer) for style in job.styles]
        page = weasyprint.HTML(string=job.html, base_url=BASE, url_fetcher=drawer)
        if ANY.search(job.html):
            break_lines(page.etree_element, job.names)
        document = page.render(stylesheets=sheets, font_config=rack.fonts, **_OPTIONS)
        boxes = [leaf._page_box for leaf in document.pages]  # noqa: SLF001 - no public way to the lines
        marks = proof(read_pages(boxes), job.source)
        pdf = document.write_pdf(**_OPTIONS)
    except FatalURLFetchingError:
        return _refused(drawer)
    finally:
        weasyprint.LOGGER.removeHandler(margin)
        kept_lines.forget()
    if drawer.refused:  # inside an SVG the refusal above is swallowed
        return _refused(drawer)
    findings = (*marks, *_remarks(margin, job.source))
    letters = _without_glyph(margin)
    return Rendered(pdf, len(boxes), findings, tools(), letters, libraries(), _ids(document.pages))


def _ids(pages: list[Any]) -> dict[str, int]:
    """The ids of a document, each with the index of the first page that its element is on."""
    places = reversed(list(enumerate(pages)))
    return {name: index for index, page in places for name in page.anchors}


_MENDS = (
    mends.mend,
    text_layer.mend,
    fewer_links.mend,
    tagging.mend,
    drawings.draw_once,
    columns.mend,
    kept_lines.mend,
    unpacked.mend,
    seldom.mend,
    known.mend,
    models.mend,
    used_lengths.mend,
)
_OPTIONS: dict[str, Any] = {"pdf_variant": VARIANT, "pdf_tags": True, "presentational_hints": False}


def _refused(drawer: Drawer) -> Refused:
    names = ", ".join(dict.fromkeys(url.removeprefix(BASE) for url in drawer.refused))
    hint = "Pages may call for the issue's pictures, the flags and the layout's own files only."
    return Refused(f"The pages call for something that is not there: {names}.", hint, missing=True)


def _remarks(margin: Margin, source: str) -> tuple[Finding, ...]:
    """What WeasyPrint calls an error, as findings; missing glyphs are told apart."""
    at = Position(source, 1, 1)
    grave = [words for level, words in margin.remarks if level >= logging.ERROR]
    hint = "If the layout is your own, mend it there; if it came with mekong-print, report it."
    told = dict.fromkeys(words for words in grave if not _HARMLESS.search(words))
    return tuple(Finding(at, "P08", f"The layout failed: {words}", hint) for words in told)


def _without_glyph(margin: Margin) -> tuple[str, ...]:
    found = (_NO_GLYPH.match(words) for _, words in margin.remarks)
    return tuple(dict.fromkeys(one.group(1) for one in found if one))


def tools() -> tuple[str, ...]:
    """The versions of what shapes the pages, as far as they can be asked."""
    number = pango.pango_version()
    subset = "HarfBuzz" if harfbuzz_subset else "fontTools"
    return (
        f"WeasyPrint {weasyprint.__version__}",
        f"Pango {number // 10000}.{number // 100 % 100}.{number % 100}",
        f"fonts subset by {subset}",
        *(f"not mended: {name}" for name in mends.unmended),
    )
