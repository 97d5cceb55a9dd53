"""The naive script that the benchmarks hold mekong-print against.

It reads a finished HTML page with its style sheets and pictures from a folder and lets
WeasyPrint write the PDF: the same pages, with tags, and nothing of what mekong-print
does before and after (reading the source, metadata, record, inspection, safe writing).

    python naive.py FOLDER TARGET.pdf
"""

import sys
from pathlib import Path

import weasyprint


class Folder(weasyprint.urls.URLFetcher):
    """The made-up addresses of the page, looked up in the folder."""

    def __init__(self, root: Path) -> None:
        super().__init__()
        self.root = root

    def fetch(self, url, headers=None):  # type: ignore[no-untyped-def]
        """Read a file for an address."""
        name = url.replace("https://mekong.invalid/", "").replace("/", "_")
        return super().fetch((self.root / name).as_uri(), headers)


def main() -> None:
    """Write one PDF."""
    folder, target = Path(sys.argv[1]), sys.argv[2]
    sheets = [weasyprint.CSS(filename=str(path)) for path in sorted(folder.glob("*.css"))]
    page = weasyprint.HTML(
        string=(folder / "page.html").read_text("utf-8"),
        base_url="https://mekong.invalid/",
        url_fetcher=Folder(folder),
    )
    page.write_pdf(target, stylesheets=sheets, pdf_variant="pdf/a-3a")


if __name__ == "__main__":
    main()
