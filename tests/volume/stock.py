"""Small PDFs to bind, as the press and other tools make them. Run as a program:

python stock.py FONTS FOLDER     writes FOLDER/<name>.pdf
"""

import base64
import io
import os
import sys
from pathlib import Path

from mekong_print.render.fonts import FontShelf, write_configuration

STYLE = """
@page { size: A5; margin: 20mm 15mm; @top-left { content: string(title) }
        @bottom-center { content: "page " counter(page) } }
html { font: 10pt/1.4 'Source Serif 4', 'Noto Serif Khmer'; image-rendering: crisp-edges }
h1 { string-set: title content(); bookmark-level: 1; font-family: 'Source Sans 3' }
h2 { bookmark-level: 2; break-before: page }
h2.top { bookmark-level: 1 }
.note { float: footnote }
td, th { border: 0.5pt solid #888 }
img { width: 40mm }
"""
FLAG = (
    "data:image/svg+xml;base64,"
    + base64.b64encode(
        b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 30 20">'
        b'<rect width="30" height="20" fill="#e00025"/></svg>'
    ).decode()
)
WORDS = "The ministry said that the ceasefire would hold along the border, observers said. "


def picture(seed: int) -> str:
    """A small PNG of its own colour."""
    from PIL import Image

    out = io.BytesIO()
    Image.new("RGB", (24, 16), (40 * seed % 256, 90, 200 - 30 * seed)).save(out, "PNG")
    return "data:image/png;base64," + base64.b64encode(out.getvalue()).decode()


def issue(number: int, letters: str, lang: str = "en", logo: int = 0) -> str:
    """An issue that calls all its places as every other one does."""
    body = (
        f'<h1 id="contents">Issue {number}</h1><p><a href="#one">To one</a> '
        f'<a href="#two">To two</a> <a href="https://example.org/{number}">Out</a></p>'
        f'<p><img src="{picture(number)}" alt="Picture {number}"> '
        f'<img src="{picture(logo)}" alt="The logo"> <img src="{FLAG}" alt="Flag"></p>'
        f'<h2 id="one">One of {number}</h2><p>{letters} {WORDS}<span class="note">A note in '
        f'{number}.</span></p><p><a href="#contents">Back</a></p>'
        "<table><tr><th></th><th>A</th><th>B</th></tr>"
        f"<tr><th scope=row rowspan=2>R</th><td>1</td><td>{number}</td></tr>"
        "<tr><td>3</td><td>4</td></tr></table>"
        f'<h2 id="two">Two of {number}</h2><p lang="fr">Bonjour. {WORDS * 3}</p>'
    )
    return page(body, lang)


def page(body: str, lang: str = "en") -> str:
    """A document of one language."""
    return (
        f'<!doctype html><html lang="{lang}"><head><meta charset="utf-8"><title>T</title>'
        f"<style>{STYLE}</style></head><body>{body}</body></html>"
    )


def front(parts: dict[str, int]) -> str:
    """The front matter of a volume, each part with its folio; two pages."""
    lines = "".join(
        f'<li><a href="urn:mekong:part:{key}:">Part {key}</a> '
        f'<a href="urn:mekong:part:{key}:one">One</a> {folio}</li>'
        for key, folio in parts.items()
    )
    return page(
        f'<h1 id="title">The Volume</h1>'
        f'<p><a href="urn:mekong:part:volume.back:index">Index</a></p>'
        f'<h2 id="contents" class="top">Contents</h2><ol>{lines}</ol>'
    )


BACK = page(
    '<h2 id="index" class="top">Index</h2>'
    '<p><a href="urn:mekong:part:alpha:two">Two of alpha</a></p>'
)


OURS = {
    "alpha": issue(1, "Angkor abc"),
    "beta": issue(2, "Bangkok xyz QJ", "vi"),
    "gamma": issue(3, "Champasak klm ភ្នំពេញ"),
    "front": front({"alpha": 1, "beta": 4, "gamma": 7}),
    "back": BACK,
}
FOREIGN = {
    "tagged": (issue(4, "Dalat", logo=8), {"pdf_variant": "pdf/ua-1"}),
    "untagged": (issue(5, "Hue", logo=9), {}),
    "picture": (page(f'<img src="{picture(7)}" alt="">').replace("page ", ""), {}),
}


def main(fonts: str, folder: str) -> None:
    """Print all of them with no fonts but those of the folder."""
    out = Path(folder)
    configuration = write_configuration(FontShelf((Path(fonts),)), out)
    os.environ |= {"FONTCONFIG_FILE": str(configuration), "SOURCE_DATE_EPOCH": "0"}
    import weasyprint

    def write(name: str, html: str, options: dict[str, str]) -> None:
        document = weasyprint.HTML(string=html, base_url="https://issue.invalid/")
        (out / f"{name}.pdf").write_bytes(document.write_pdf(**options))

    for name, (html, options) in FOREIGN.items():
        write(name, html, options)
    from mekong_print.render import tagging

    tagging.mend()  # what the press does to tags; nothing that is drawn is another
    for name, html in OURS.items():
        write(name, html, {"pdf_variant": "pdf/a-3a"})


if __name__ == "__main__":
    main(*sys.argv[1:])
