"""Pages that show each thing WeasyPrint gets wrong, one document each. Run as a program:

python documents.py FONTS FOLDER     writes FOLDER/<name>.pdf, as the press makes them
"""

import base64
import os
import sys
from pathlib import Path

from mekong_print.render.fonts import FontShelf, write_configuration

FLAG = (
    "data:image/svg+xml;base64,"
    + base64.b64encode(
        b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 30 20">'
        b'<rect width="30" height="20" fill="#e00025"/></svg>'
    ).decode()
)
RED = (
    "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAoAAAAKCAYAAACNMs+9AAAAFUlEQVR42mNk+M9Q"
    "z0AEYBxVSF+FAAhKDveksOjmAAAAAElFTkSuQmCC"
)
STYLE = """
@page { size: A5; margin: 20mm 15mm; @top-left { content: element(head) }
        @top-right { content: string(section) } @bottom-center { content: counter(page) } }
@page :first { @top-left { content: none } @top-right { content: none } }
html { font: 10pt/1.4 'Source Serif 4', 'Noto Serif Khmer', 'Noto Serif Lao',
       'Noto Serif Myanmar', 'Noto Serif Thai'; image-rendering: crisp-edges }
.head { position: running(head); font-size: 8pt }
.head img, .flag { height: 6pt }
h1 { string-set: section content(); bookmark-level: 1; break-before: page }
h2 { bookmark-level: 2 }
.columns { columns: 2 }
.note { float: footnote }
td, th { border: 0.5pt solid #888 }
.folio::after { content: target-counter(attr(href), page) }
.block { display: block }
.inside { list-style-position: inside }
.beside li { display: inline-block }
.rule { border-top: 1pt solid }
.smooth { image-rendering: auto }
.plain { list-style: none }
.cleared::after { content: ""; display: block; clear: both }
.line span + span::before { content: "·" }
.line .quoted::before { content: "“" }
.link { width: 18mm; hyphens: auto; hyphenate-character: "-" }
"""
WORDS = (
    "The ministry said on Tuesday that the ceasefire would hold along the border, and that "
    "both sides would withdraw heavy weapons under the eyes of observers. "
)
HEAD = f'<div class="head"><img src="{FLAG}" alt="Flag"> Running words</div>'
SECTIONS = "".join(
    f'<section><h1 id="s{i}">Section {i}</h1><p>{WORDS * 12}</p>'
    f'<p>Call<span class="note">Note {i} with a <a href="https://example.org/">link</a>.</span> '
    f"{WORDS * 4}</p></section>"
    for i in range(3)
)
CONTENTS = "".join(
    f'<li><a href="#s{i}">Section <em>{i}</em></a> <a class="folio" href="#s{i}"></a></li>'
    for i in range(3)
)

BODIES = {
    "lists": (
        '<h1 id="a">Lists</h1><ul><li>tight<ul><li>nested</li></ul></li></ul>'
        "<ol><li><p>loose</p></li><li><p>two</p><p>blocks</p><ul><li><p>inner</p></li></ul></li></ol>"
        '<ul class="inside"><li>marker inside</li></ul>'
        "<dl><dt>Term</dt><dd>Meaning <p>block</p></dd></dl>"
    ),
    "side-by-side": (
        '<h1 id="a">Countries</h1>'
        '<ul class="beside"><li>Laos</li> <li>Myanmar</li> <li>Fiji</li></ul>'
    ),
    "links": (
        '<h1 id="a">Links</h1><p>See <a href="https://example.org/x">the <em>very</em> '
        f'<strong>bold <code>x</code></strong> page</a>. <a href="https://example.org/y">{WORDS}</a>'
        '</p><p><a href="#a"><em>Inside</em></a> <a>no goal</a></p>'
    ),
    "cards": (
        f'<h1 id="a">Cards</h1><a href="#a"><h2 id="b">Headline</h2><p>{WORDS}</p></a>'
        '<a class="block" href="#b"><span>one</span> <b>two</b><p>three</p></a>'
        '<div class="rule"></div>'
    ),
    "table": (
        '<h1 id="a">Table</h1><table><caption>Words</caption><thead><tr><th></th>'
        "<th>Year</th><th colspan=2>Both</th></tr></thead><tbody><tr><th scope=row rowspan=2>Laos"
        "</th><td>1</td><td>2</td><td>3</td></tr><tr><td>4</td><td colspan=2>5</td></tr></tbody>"
        "</table><table><tr><th>A</th><th>B</th></tr><tr><td>1</td><td>2</td></tr></table>"
    ),
    "figures": (
        f'<h1 id="a">Figures</h1><figure><img src="{RED}" alt="A red square"><figcaption>Caption'
        f'</figcaption></figure><p><img src="{RED}" alt=""></p>'
        f'<h2 id="b"><img class="flag" src="{FLAG}" alt="Flag of Cambodia"> Cambodia</h2>'
    ),
    "smooth": f'<h1 id="a">Smooth</h1><p><img class="smooth" src="{RED}" alt="A red square"></p>',
    "heads": HEAD + SECTIONS,
    "linked-head": HEAD.replace("Running words", '<a href="#s0">Home</a>') + SECTIONS,
    "contents": f'{HEAD}<nav><h1 id="toc">Contents</h1><ol>{CONTENTS}</ol></nav>{SECTIONS}',
    "columns": (
        f'<h1 id="a">Columns</h1><div class="columns"><p>{WORDS * 9}</p><blockquote><p>{WORDS}</p>'
        f'</blockquote><p lang="fr">Bonjour <span lang="de">und</span> {WORDS * 9}</p></div>'
    ),
    "scripts": (
        '<h1 id="a">Scripts</h1><p lang="km">ព្រះរាជាណាចក្រកម្ពុជា</p><p lang="th">น้ำท่วม กำลัง</p>'
        '<p lang="lo">ສາທາລະນະລັດ ນ້ຳ</p><p lang="my">မြန်မာနိုင်ငံ ကြွေးကြော်</p>'
    ),
}

# What only boxes can tell (render/tagging): printed by stock WeasyPrint, and as the press does.
WHOLE = f"""
<nav role="doc-toc"><ol class="plain"><li><a href="#a">First</a> <b>1</b><ol class="plain">
<li class="cleared"><p><a href="#b">Inner <span>page</span></a></p></li></ol></li></ol></nav>
<p class="line"><span>May</span> <span>No. 3</span> <span class="quoted">said</span></p>
<main><article id="a"><h1>Cut</h1><p>{WORDS * 8}<em>{WORDS}</em></p>
<ul><li>{WORDS * 5}</li><li><p>{WORDS}</p><p>{WORDS * 4}</p></li></ul></article>
<p id="b" class="link">See <a href="https://example.org/">internationalisation of self-governing
administrations</a> and <code>code</code>.</p>
<p>Before{WORDS * 2} a call<span class="note" id="n">A note, <em>see</em>.</span>
that is in a sentence. {WORDS * 6} Again<a role="doc-noteref" href="#n">1</a>.</p>
<ul><li>tight<span class="note">In a list.</span></li></ul>
<div class="columns"><p>{WORDS * 9}</p><h2>Cross</h2><p>{WORDS * 3}</p></div>
<a href="#a"><h2>A card</h2><p>of blocks</p></a>
<aside><p>Aside</p></aside>
<figure><img src="{RED}" alt="Red"><figcaption>Of red</figcaption></figure>
<pre><code>one</code></pre><blockquote><p>Quoted</p></blockquote>
<table><caption>Long</caption><thead><tr><th>Place</th><th><a href="#a">Count</a></th></tr></thead>
<tbody>{"".join(f"<tr><th scope=row>{i}</th><td>{WORDS[:40]}</td></tr>" for i in range(45))}
<tr><th scope=row>long</th><td>{WORDS * 24}</td></tr></tbody></table></main>
Bare words<span class="note">Of no block.</span>
"""
BODIES["whole"] = WHOLE
AS_PRESSED = {"pressed": WHOLE, "pressed-heads": BODIES["heads"]}

# What no mend can help: layouts may not ask for it (tests/docs/test_css_rules.py).
FAULTY = {"faded": '<h1 id="a">Faded</h1><p style="opacity: 0.5">Half <b>seen</b>.</p><p>All.</p>'}


def page(body: str) -> str:
    """A document of one language, with all that a machine might leave behind."""
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Raw</title>'
        '<meta name="generator" content="left behind">'
        f"<style>{STYLE}</style></head><body>{body}</body></html>"
    )


def main(fonts: str, folder: str) -> None:
    """Print all documents with no fonts but those of the folder."""
    out = Path(folder)
    configuration = write_configuration(FontShelf((Path(fonts),)), out)
    os.environ |= {"FONTCONFIG_FILE": str(configuration), "SOURCE_DATE_EPOCH": "0"}
    import weasyprint

    def write(bodies: dict[str, str]) -> None:
        for name, body in bodies.items():
            html = weasyprint.HTML(string=page(body), base_url="https://issue.invalid/")
            (out / f"{name}.pdf").write_bytes(html.write_pdf(pdf_variant="pdf/a-3a"))

    write(BODIES | FAULTY)
    from mekong_print.render import mends, tagging

    tagging.mend()
    assert mends.unmended == []
    write(AS_PRESSED)


if __name__ == "__main__":
    main(*sys.argv[1:])
