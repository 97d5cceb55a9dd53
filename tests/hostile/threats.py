"""The threats, one row each: what a stranger sends in, and what must become of it.

`says` are words that must stand in what is said of the issue; a row without them is harmless
and is printed. `OUTSIDE` and `LOOPBACK` stand for a folder outside the publication, which
holds the canary, and for a server that must never be called.
"""

import io
import zlib
from dataclasses import dataclass, field
from struct import pack

from PIL import Image, PngImagePlugin

from press.conftest import BODY
from press.conftest import HEAD as ANY_HEAD

CANARY = "canary-5d41402abc4b2a76"
HEAD = ANY_HEAD.format(number=7, title="A Short Issue")


@dataclass(frozen=True)
class Threat:
    """What is sent in, and words of what is said; none where it is printed all the same."""

    text: str = ""
    says: str = ""
    source: str | bytes | None = None
    files: dict = field(default_factory=dict)
    links: dict = field(default_factory=dict)

    def written(self, number):
        """The issue's source, with its number."""
        whole = self.source if self.source is not None else f"{HEAD}{BODY}\n{self.text}\n"
        if isinstance(whole, str):
            whole = whole.replace("number: 7", f"number: {number}").encode("utf-8", "surrogatepass")
        return whole


def head(old, new):
    assert old in HEAD
    return HEAD.replace(old, new) + BODY


def saved(picture, kind="PNG", **more):
    out = io.BytesIO()
    picture.save(out, kind, **more)
    return out.getvalue()


def flat(side, mode="RGB"):
    return Image.new(mode, (side, side))


def noise(side=64):
    return Image.effect_noise((side, side), 60)


def pictured(content, name="x.png", says="cannot", **more):
    return Threat(f"![A boat]({name})", says, files={name: content}, **more)


def drawn(inner, says, opening=""):
    svg = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
    whole = f'{opening}<svg {svg} width="90" height="90">{inner}</svg>'
    return pictured(whole.encode(), "x.svg", says)


def chunk(kind, body):
    return pack(">I", len(body)) + kind + body + pack(">I", zlib.crc32(kind + body))


def text_bomb():
    """A PNG whose note swells from 200 kB to 200 MB."""
    plain = saved(noise())
    bomb = chunk(b"zTXt", b"Comment\0\0" + zlib.compress(bytes(200_000_000), 9))
    return plain[:33] + bomb + plain[33:]


def frames(kind, count):
    several = [Image.new("P", (300, 300), n % 256) for n in range(count)]
    return saved(several[0], kind, save_all=True, append_images=several[1:])


def use_bomb():
    tens = "".join(
        f'<g id="a{n}">' + f'<use xlink:href="#a{n - 1}"/>' * 10 + "</g>" for n in range(1, 8)
    )
    return f'<defs><path id="a0" d="M0 0L9 9"/>{tens}</defs><use xlink:href="#a7"/>'


def many_parts(number):
    lines = f'<path d="M{number} 0L9 9"/>' * 18_000
    return f'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">{lines}</svg>'.encode()


def pattern_bomb():
    one = '<pattern id="p0"><rect/></pattern>'
    return (
        one
        + "".join(
            f'<pattern id="p{n}">' + f'<rect fill="url(#p{n - 1})"/>' * 10 + "</pattern>"
            for n in range(1, 8)
        )
        + '<rect width="9" height="9" fill="url(#p7)"/>'
    )


LAUGHS = (
    '<!DOCTYPE svg [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY a{n} "{f"&a{n - 1 or str()};" * 10}">' for n in range(1, 9))
    + "]>"
)

WEB = {
    "picture by a file address": Threat("![A](file://OUTSIDE/canary.png)", "not in the issue"),
    "picture by its whole path": Threat("![A](OUTSIDE/canary.png)", "not in the issue"),
    "picture up and out": Threat("![A](../../../outside/canary.png)", "not in the issue"),
    "picture up and out, escaped": Threat(
        "![A](%2e%2e/%2e%2e/%2e%2e/outside/canary.png)", "is not"
    ),
    "picture with backslashes": Threat(r"![A](..\\..\\outside\\canary.png)", "is not"),
    "picture through a link on the disk": Threat(
        "![A](x.png)", "not in the issue", links={"x.png": "canary.png"}
    ),
    "picture through a linked folder": Threat(
        "![A](all/canary.png)", "not in the issue", links={"all": ""}
    ),
    "picture from the web": Threat("![A](http://LOOPBACK/x.png)", "not in the issue"),
    "picture as a data address": Threat("![A](data:image/png;base64,iVBORw0KGgo=)", "is not there"),
    "link to a file": Threat("[x](file://OUTSIDE/canary.txt)", "S13"),
    "link up and out": Threat("[x](../../../outside/canary.txt)", "S13"),
    "javascript link": Threat("[x](javascript:alert(1))", "S13"),
    "vbscript link": Threat("[x](VBScript:x)", "S13"),
    "data link": Threat("[x](data:text/html,x)", "S13"),
    "link that is attached": Threat(
        '<a rel=attachment href="file://OUTSIDE/canary.txt">x</a>', "S07"
    ),
    "attachment": Threat('<link rel=attachment href="../../../outside/canary.txt">', "S07"),
    "attachment from the web": Threat('<link rel=attachment href="http://LOOPBACK/">', "S07"),
    "style sheet": Threat("<style>@import 'http://LOOPBACK/x.css'</style>", "S07"),
    "font from the web": Threat("<style>@font-face{src:url(http://LOOPBACK/)}</style>", "S07"),
    "base address": Threat('<base href="http://LOOPBACK/">', "S07"),
    "frame": Threat('<iframe src="file://OUTSIDE/canary.txt"></iframe>', "S07"),
    "object": Threat('<object data="file://OUTSIDE/canary.txt"></object>', "S07"),
    "MathML": Threat("<math><mglyph src='http://LOOPBACK/'/></math>", "S07"),
    "SVG in the text": Threat("<svg><image href='http://LOOPBACK/'/></svg>", "S07"),
    "attributes": Threat("[x]{style=a}", "S12"),
    "attributes that are none": Threat("[x]{style='background:url(http://LOOPBACK/)'}"),
    "link with a line end in it": Threat("[x](#a%0A::error::b)", "S13"),
    "attribute of a heading": Threat("## H {onclick=x}\nby A. Writer\n\nWords.", "S12"),
}

PICTURES = {
    "drawing that calls for a file": drawn('<image href="file://OUTSIDE/canary.png"/>', "file://"),
    "drawing that calls for the web": drawn('<image xlink:href="http://LOOPBACK/"/>', "http://"),
    "drawing that uses another": drawn('<use href="../x.svg#a"/>', "../x.svg"),
    "drawing with a picture in it": drawn('<image href="data:image/png;base64,x"/>', "of pixels"),
    "drawing that imports style": drawn("<style>@import 'http://LOOPBACK/'</style>", "calls for"),
    "drawing with a far paint": drawn('<rect fill="url(http://LOOPBACK/#a)"/>', "calls for"),
    "drawing with a packed font": drawn("<style>a{src:url(data:font/x,y)}</style>", "calls for"),
    "drawing with an entity": drawn("&a;", "<!ENTITY", '<!DOCTYPE s [<!ENTITY a SYSTEM "x">]>'),
    "drawing that laughs": drawn("&a8;", "<!ENTITY", LAUGHS),
    "drawing in UTF-16": pictured(
        (LAUGHS + "<svg/>").encode("utf-16"), "x.svg", "is not UTF-8 text"
    ),
    "drawing in EBCDIC": pictured(
        b'<?xml version="1.0" encoding="cp037"?>', "x.svg", "is not UTF-8 text"
    ),
    "drawing with XInclude": drawn(
        '<x:include xmlns:x="http://www.w3.org/2001/XInclude" href="file://OUTSIDE/canary.txt"/>',
        "file://",
    ),
    "drawing with a style sheet": drawn(
        '<rect width="9" height="9"/>', "", '<?xml-stylesheet href="http://LOOPBACK/x.css"?>'
    ),
    "drawing with a script": drawn("<script>1</script>", "<script"),
    "drawing with a handler": drawn('<rect width="9" height="9" onload="x()"/>', ""),
    "drawing with a foreign object": drawn("<foreignObject/>", "<foreignObject"),
    "drawing of uses of uses": drawn(use_bomb(), "20,000 parts"),
    "drawing of patterns of patterns": drawn(pattern_bomb(), "20,000 parts"),
    "drawing inside itself": drawn('<g id="a"><use href="#a"/></g>', "inside itself"),
    "drawing 100,000 levels deep": drawn("<g>" * 100_000 + "</g>" * 100_000, "60 levels"),
    "drawing of a million steps": drawn(f'<path d="M0 0{"L9 9" * 500_000}"/>', "numbers"),
    "drawing of a filter": drawn(
        '<filter id="f">' + '<feGaussianBlur stdDeviation="900"/>' * 900 + "</filter>"
        '<rect width="9" height="9" filter="url(#f)"/>',
        "",
    ),
    "picture of 41 megapixels": pictured(saved(flat(6405)), says="6405 × 6405"),
    "picture of 900 megapixels": pictured(saved(flat(30000, "1")), says="too large"),
    "picture of 40 megapixels": pictured(saved(flat(6300, "RGBA")), says=""),
    "pictures of 480 megapixels": Threat(
        "\n\n".join(f"![A boat](x{n}.png)" for n in range(12)),
        "megapixels",
        files={f"x{n}.png": saved(flat(6300, "1")) for n in range(12)},
    ),
    "PNGs of 150 megapixels": Threat(
        "\n\n".join(f"![A boat](x{n}.png)" for n in range(6)),
        "megapixels",
        files={f"x{n}.png": saved(flat(5000, "1")) for n in range(6)},
    ),
    "a drawing too many": Threat(
        "\n\n".join(f"![A boat](x{n}.svg)" for n in range(9)),
        "With x5.svg the pictures have over 400 megapixels",
        files={f"x{n}.svg": many_parts(n) for n in range(9)},
    ),
    "JPEG that is cut off": pictured(saved(noise(), "JPEG")[:-300], says="truncated"),
    "PNG that is cut off": pictured(saved(noise())[:-300], says="truncated"),
    "web page as a picture": pictured(b"<!doctype html><p>404", says="no PNG, JPEG"),
    "EPS as a picture": pictured(b"%!PS-Adobe-3.0 EPSF-3.0\n", says="no PNG, JPEG"),
    "TIFF as a picture": pictured(saved(noise(), "TIFF"), says="no PNG, JPEG"),
    "a picture that is cut off, and again": Threat(
        "\n\n".join(f"![A boat](x{n}.png)" for n in range(99)),
        "x8.png",
        files={f"x{n}.png": saved(noise())[:-300] for n in range(99)},
    ),
    "PNG with a bomb in a note": pictured(text_bomb(), says=""),
    "GIF of 2,000 frames": pictured(frames("GIF", 2000), "x.gif", says=""),
    "PNG of 200 frames": pictured(frames("PNG", 200), says=""),
    "WebP of 20 frames": pictured(frames("WEBP", 20), "x.webp", says=""),
    "picture of 60 MB": pictured(bytes(60_000_000), says="50,000,000"),
    "picture in another spelling of its name": Threat(
        "![A](cafe\u0301.png)", "is not there", files={"caf\u00e9.png": saved(noise())}
    ),
    "picture with a line end in its name": Threat("![A](a%0A::error::b.png)", "is not there"),
}


def lines(line, size=1_900_000):
    """A text of so many bytes made of one paragraph, over and over."""
    return (line + "\n\n") * (size // (len(line.encode()) + 2))


def long(sign, length=19_000):
    return (sign * length)[:length]


TEXT = {
    "600,000 paragraphs": Threat(lines("w"), "as much to set as"),
    "1.9 MB of plain words": Threat(lines("word " * 500), "as much to set as"),
    "20 MB": Threat(lines("word " * 500, 20_000_000), "the most is 10,000,000"),
    "quotations 100,000 deep": Threat("> " * 100_000 + "x", "S10"),
    "lists 60 deep": Threat("".join("  " * n + "- x\n" for n in range(60)), "40 levels"),
    "lists 39 deep, over and over": Threat(
        "".join("  " * n + "- x\n" for n in range(38)) * 1000, "as much to set as"
    ),
    "list of 5,000 items": Threat("- x\n" * 5_000 * 2, "as much to set as"),
    "quotations 18 deep, over and over": Threat(
        "> " * 18 + "x\n\n" + lines("> " * 18 + "x", 90_000), "as much to set as"
    ),
    "lists 18 deep in one line, over and over": Threat(
        lines("- " * 18 + "x", 90_000), "as much to set as"
    ),
    "lines as they stand": Threat("```\n" + "x\n" * 20_000 + "```\n", "as much to set as"),
    "lines as they stand, in a list": Threat(
        "- ```\n" + "  x\n" * 20_000 + "  ```\n", "as much to set as"
    ),
    "opening brackets": Threat(lines(long("[ ")), "as much to set as"),
    "opening pictures": Threat(lines(long("![ ")), "as much to set as"),
    "opening links": Threat(lines(long("[a](b ")), "as much to set as"),
    "emphasis without end": Threat(lines(long("**a_ _b** ")), "as much to set as"),
    "code without end": Threat(lines(long("`a ")), "as much to set as"),
    "quotes": Threat(lines(long('"a ')), "as much to set as"),
    "entities": Threat(lines(long("&amp; ")), "as much to set as"),
    "entities of no end": Threat(lines("&" * 900), "as much to set as"),
    "escapes": Threat(lines(long("\\\\ ")), "as much to set as"),
    "table of 2,000 columns": Threat(
        "|a" * 2000 + "|\n" + "|-" * 2000 + "|\n" + ("|b" * 2000 + "|\n") * 50, "S10"
    ),
    "table of 5,000 rows": Threat("|a|b|\n|-|-|\n" + "|c|d|\n" * 5_000, "as much to set as"),
    "tables of 4,000 cells": Threat(("|a|b|\n|-|-|\n|c|d|\n\n") * 4000, "as much to set as"),
    "a reference used 5,000 times": Threat(
        f"[a]: http://x.org/{long('u', 900)}\n\n" + lines("[a] " * 900, 40_000), "as much to set as"
    ),
    "100,000 references": Threat(
        "".join(f"[a{n}]: http://x.org/{n}\n" for n in range(60_000)), "S10"
    ),
    "20,000 footnotes": Threat(
        "".join(f"a[^{n}]\n\n[^{n}]: n\n\n" for n in range(20_000)), "as much to set as"
    ),
    "150 footnotes in an article": Threat(
        "".join(f"Words of an article[^{n}]\n\n[^{n}]: Words of a note.\n\n" for n in range(150)),
        "as much to set as",
    ),
    "40 footnotes of a page each": Threat(
        "".join(f"a[^{n}]\n\n[^{n}]: {'words ' * 500}\n\n" for n in range(40)), "as much to set as"
    ),
    "notes of pages, told elsewhere": Threat(
        "".join(f"a[^{n}]\n\n" for n in range(40))
        + "## H\nby A. Writer\n\nWords.\n\n"
        + "".join(f"[^{n}]: {'words ' * 500}\n\n" for n in range(40)),
        "as much to set as",
    ),
    "tables of long cells": Threat(
        ("|a|b|\n|-|-|\n" + f"|{'words ' * 80}|{'words ' * 80}|\n" * 9 + "\n") * 12,
        "as much to set as",
    ),
    "headlines of 290 letters": Threat(
        "".join(f"## {'Words ' * 48}{n}\nby A. Writer\n\nw\n\n" for n in range(150)),
        "as much to set as",
    ),
    "a footnote called 50,000 times": Threat(
        lines("a[^1] " * 300, 300_000) + "[^1]: n\n", "as much to set as"
    ),
    "words of 900 letters": Threat(lines(("w" * 900 + " ") * 15, 800_000), "as much to set as"),
    "word of 5,000 letters": Threat("w" * 5_000, "without a space"),
    "blocks without end": Threat("::: box\n" * 50_000, "S10"),
    "remarks without end": Threat("<!-- a" * 3_000 * 90, "S10"),
    "headings without end": Threat(lines("## H\nby A. Writer", 200_000), "as much to set as"),
    "control characters": Threat("a\x07b", "U+0007"),
    "nought": Threat("a\x00b", "U+0000"),
    "right to left": Threat("a \u202eb", "U+202E"),
    "lone surrogate": Threat("a \ud800b", "S02"),
    "nesting that Markdown would cut": Threat("*a **b " * 50 + "c" + "** d*" * 50, "40 levels"),
    "template": Threat("{{ cycler.__init__.__globals__.os.popen('touch OUTSIDE/made') }}"),
    "template without end": Threat("{% for a in range(1000000000) %}{{ 'a' * 1000000000 }}"),
    "template as a description": pictured(saved(noise()), says=""),
    "pattern of a template in a title": Threat(
        source=head("A Short Issue", "'{{ 7 * 7 }}{% raw %}'")
    ),
}
FRONT = {
    "Python object": Threat(
        source=head("7", "!!python/object/apply:os.system ['touch OUTSIDE/made']"), says="M05"
    ),
    "Python name": Threat(source=head("A Short", "!!python/name:os.system"), says="M05"),
    "billion laughs": Threat(
        source="---\na: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n---\n" + BODY, says="M05"
    ),
    "merge keys": Threat(source="---\na: &a {b: c}\nd:\n  <<: *a\n---\n" + BODY, says="M05"),
    "sexagesimal": Threat(source=head("7", "1" + ":1" * 400), says="M04"),
    "number of a million digits": Threat(source=head("7", "9" * 60_000), says="S10"),
    "lists in lists": Threat(source=head("A Short", "[ " * 9_000), says="M02"),
    "dashes in dashes": Threat(source=head("A Short", "\n" + "- " * 9_000), says="M02"),
    "front matter of 100 kB": Threat(source=head("A Short", "a " * 9_000), says="300 characters"),
    "date that is none": Threat(source=head("2026-01-05", "2026-13-45"), says="M04"),
    "key given twice": Threat(source=head("number: 7", "number: 7\nnumber: 8"), says="M06"),
    "a million keys": Threat(
        source=head("title", "".join(f"a{n}: b\n" for n in range(6_000)) + "title"), says="M02"
    ),
}
THREATS = {**WEB, **PICTURES, **TEXT, **FRONT}

# Style sheets of a layout: the publication's own, and bounded all the same.
LAYOUTS = {
    "calls-for-a-file": ("body { background: url(file://OUTSIDE/canary.png) }", "calls? for"),
    "calls-for-the-web": ("@import 'http://LOOPBACK/x.css';", "calls? for"),
    "takes-a-far-font": (
        '@font-face { font-family: "Source Serif 4"; src: url(file://OUTSIDE/canary.ttf) }',
        "calls? for",
    ),
    "climbs-out": ("body { background: url(../../../outside/canary.png) }", "calls? for"),
    "never-settles": (
        "@page { @bottom-center { content: counter(pages) } size: 2mm } p { height: 1e9px }",
        "stopped|failed its inspection|memory",
    ),
    "variables-of-variables": (
        ":root { --a0: x;"
        + "".join(f"--a{n}: {f'var(--a{n - 1})' * 10};" for n in range(1, 10))
        + "} p::before { content: var(--a9) }",
        "stopped|memory|died",
    ),
}

# Notes that pictures carry: where the canary is put, and how the picture is made.
_EXIF = Image.Exif()
_EXIF[0x010E] = _EXIF[0x013B] = CANARY  # description, artist
_EXIF.get_ifd(0x8825)[29] = CANARY  # GPS
_INFO = PngImagePlugin.PngInfo()
_INFO.add_text("Author", CANARY)
_INFO.add_itxt("XML:com.adobe.xmp", f"<x>{CANARY}</x>", zip=True)


def segment(marker, body):
    return b"\xff" + bytes([marker]) + pack(">H", len(body) + 2) + body


def noted_jpeg(exif=_EXIF):
    """A JPEG with EXIF, GPS, XMP, IPTC, a profile, a comment, a thumbnail and a tail."""
    note = CANARY.encode()
    plain = saved(noise().convert("RGB"), "JPEG", exif=exif.tobytes(), comment=note, quality=90)
    extra = (
        segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + note)
        + segment(0xE2, b"ICC_PROFILE\0\1\1" + note * 8)
        + segment(0xED, b"Photoshop 3.0\08BIM" + note)
        + segment(0xE0, b"JFXX\0\x10" + note)
        + segment(0xEB, note)
    )
    return plain[:2] + extra + plain[2:] + note


def turned_jpeg():
    exif = Image.Exif()
    exif[0x0112], exif[0x010E] = 6, CANARY
    return noted_jpeg(exif)


NOTED = {
    "a.jpg": noted_jpeg,
    "turned.jpg": turned_jpeg,
    "b.png": lambda: saved(noise(), pnginfo=_INFO, exif=_EXIF.tobytes()) + CANARY.encode(),
    "c.gif": lambda: saved(noise(), "GIF", comment=CANARY.encode()) + CANARY.encode(),
    "d.webp": lambda: saved(noise(), "WEBP", exif=_EXIF.tobytes(), xmp=CANARY.encode()),
    "e.svg": lambda: (
        '<svg xmlns="http://www.w3.org/2000/svg" width="90" height="90" '
        f'data-author="{CANARY}"><!-- {CANARY} --><metadata>{CANARY}</metadata>'
        f'<desc>{CANARY}</desc><title>{CANARY}</title><rect width="9" height="9"/></svg>'
    ).encode(),
}
