"""What an imprint says, as an XMP packet and as the document information that agrees with it.

XMP is ISO 16684-1; what PDF/A-3 allows in it is ISO 19005-3, 6.6.2; the identification
of PDF/UA is ISO 14289-1, 5. Everything that PDF/A does not define beforehand is
described in extension schemas (ISO 19005-3, 6.6.2.3.3).
"""

from __future__ import annotations

import datetime as dt
from html import escape

from mekong_print.ids import slug
from mekong_print.pages import Imprint
from mekong_print.pdf.stamp import NAMESPACE, PREFIX

PRODUCT = "mekong-print"

_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_NAMESPACES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "xmpTPg": "http://ns.adobe.com/xap/1.0/t/pg/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "prism": "http://prismstandard.org/namespaces/basic/3.0/",
    PREFIX: NAMESPACE,
    "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
    "pdfuaid": "http://www.aiim.org/pdfua/ns/id/",
}
_CLAIMS = {
    "a-3a": "<pdfaid:part>3</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>",
    "a-3u": "<pdfaid:part>3</pdfaid:part><pdfaid:conformance>U</pdfaid:conformance>",
    "a-3b": "<pdfaid:part>3</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>",
    "ua-1": "<pdfuaid:part>1</pdfuaid:part>",
}
# Property, type of its value, what it is. The prefix says in which schema.
_EXTENSIONS: dict[str, tuple[tuple[str, str, str], ...]] = {
    "pdfuaid": (("part", "Integer", "The part of ISO 14289 that the file claims"),),
    "prism": (
        ("publicationName", "Text", "The name of the publication"),
        ("number", "Text", "The number of the issue"),
        ("publicationDate", "Date", "The date of the issue"),
    ),
    PREFIX: (
        ("desk", "Text", "The editorial desk"),
        ("number", "Integer", "The number of the issue"),
        ("edition", "Integer", "The edition of the issue: one more with each correction"),
        ("layout", "Text", "The layout of the pages"),
        ("draft", "Boolean", "Whether the file was made without a check of its source"),
        ("fingerprint", "Text", "The hash of all that the file was made from"),
        (
            "translatedFrom",
            "Text",
            "The language that the issue was translated from",
        ),
        ("tools", "seq Text", "The tools that shaped the file, with their versions"),
    ),
}


def packet(imprint: Imprint, pages: int) -> bytes:
    """The XMP packet, in UTF-8. `pages` is how many pages the PDF has."""
    spaces = "".join(f' xmlns:{prefix}="{uri}"' for prefix, uri in _NAMESPACES.items())
    body = "\n".join(filter(None, (*_described(imprint), *_made(imprint, pages), *_own(imprint))))
    claims = "\n".join(_CLAIMS[claim] for claim in _CLAIMS if claim in imprint.claims)
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'
        f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="{_RDF}">\n'
        f'<rdf:Description rdf:about=""{spaces}>\n{body}\n{claims}\n</rdf:Description>\n'
        f"{_extensions()}"
        '</rdf:RDF></x:xmpmeta>\n<?xpacket end="r"?>'
    ).encode()


def information(imprint: Imprint) -> dict[str, str]:
    """The document information dictionary (ISO 32000-1, 14.3.3): the same words as the packet."""
    moment = _pdf_date(imprint.moment)
    entries = {
        "/Title": imprint.title,
        "/Author": "; ".join(imprint.authors),
        "/Subject": imprint.subject,
        "/Keywords": ", ".join(imprint.keywords),
        "/Creator": _creator(imprint),
        "/Producer": _producer(imprint),
        "/CreationDate": moment,
        "/ModDate": moment,
    }
    return {key: text for key, text in entries.items() if text}


def moment_of(imprint: Imprint) -> str:
    """The one date of the file as a PDF date (ISO 32000-1, 7.9.4), or nothing."""
    return _pdf_date(imprint.moment)


def _creator(imprint: Imprint) -> str:
    return next(iter(imprint.tools), PRODUCT)


def _producer(imprint: Imprint) -> str:
    return ", ".join(imprint.tools) or PRODUCT


def _pdf_date(moment: dt.datetime | None) -> str:
    if moment is None:
        return ""
    zone = moment.strftime("%z")
    return f"D:{moment:%Y%m%d%H%M%S}" + (f"{zone[:3]}'{zone[3:5]}'" if zone else "")


def _described(imprint: Imprint) -> tuple[str, ...]:
    """What it is: Dublin Core."""
    named = f"{slug(imprint.desk)}/{imprint.number}" if imprint.desk and imprint.number else ""
    translated = bool(named and imprint.translated_from)
    return (
        _text("dc:format", "application/pdf"),
        _in_languages("dc:title", imprint.title, imprint.lang),
        _array("dc:creator", "Seq", imprint.authors),
        _in_languages("dc:description", imprint.subject, imprint.lang),
        _array("dc:subject", "Bag", imprint.keywords),
        _array("dc:language", "Bag", (imprint.lang,)),
        _array("dc:publisher", "Bag", (imprint.publisher,)),
        _array("dc:date", "Seq", (imprint.date.isoformat() if imprint.date else "",)),
        _text("dc:identifier", f"{named}/{imprint.lang}" if translated else named),
        _text("dc:source", named if translated else ""),
    )


def _made(imprint: Imprint, pages: int) -> tuple[str, ...]:
    """How it was made."""
    moment = imprint.moment.isoformat(timespec="seconds") if imprint.moment else ""
    return (
        _text("pdf:Producer", _producer(imprint)),
        _text("pdf:Keywords", ", ".join(imprint.keywords)),
        _text("xmp:CreatorTool", _creator(imprint)),
        _text("xmp:CreateDate", moment),
        _text("xmp:ModifyDate", moment),
        _text("xmpTPg:NPages", str(pages)),
    )


def _own(imprint: Imprint) -> tuple[str, ...]:
    """What only a publication knows."""
    number = str(imprint.number) if imprint.number else ""
    return (
        _text("prism:publicationName", imprint.publication),
        _text("prism:number", number),
        _text("prism:publicationDate", imprint.date.isoformat() if imprint.date else ""),
        _text(f"{PREFIX}:desk", imprint.desk),
        _text(f"{PREFIX}:number", number),
        _text(f"{PREFIX}:edition", str(imprint.edition) if imprint.edition > 1 else ""),
        _text(f"{PREFIX}:layout", imprint.layout),
        _text(f"{PREFIX}:draft", "True" if imprint.draft else ""),
        _text(f"{PREFIX}:translatedFrom", imprint.translated_from),
        _text(f"{PREFIX}:fingerprint", imprint.fingerprint),
        _array(f"{PREFIX}:tools", "Seq", imprint.tools),
    )


def _text(name: str, text: str) -> str:
    return f"<{name}>{escape(text, quote=False)}</{name}>" if text else ""


def _array(name: str, sort: str, texts: tuple[str, ...]) -> str:
    items = "".join(_text("rdf:li", text) for text in texts)
    return f"<{name}><rdf:{sort}>{items}</rdf:{sort}></{name}>" if items else ""


def _in_languages(name: str, text: str, lang: str) -> str:
    if not text:
        return ""
    tags = dict.fromkeys(("x-default", lang or "x-default"))
    items = "".join(
        f'<rdf:li xml:lang="{escape(tag)}">{escape(text, quote=False)}</rdf:li>' for tag in tags
    )
    return f"<{name}><rdf:Alt>{items}</rdf:Alt></{name}>"


def _extensions() -> str:
    """The schemas that PDF/A-3 does not define (ISO 19005-3, 6.6.2.3.3)."""
    schemas = "".join(_schema(prefix) for prefix in _EXTENSIONS)
    spaces = "".join(
        f' xmlns:{prefix}="http://www.aiim.org/pdfa/ns/{name}"'
        for prefix, name in (
            ("pdfaExtension", "extension/"),
            ("pdfaSchema", "schema#"),
            ("pdfaProperty", "property#"),
        )
    )
    return (
        f'<rdf:Description rdf:about=""{spaces}><pdfaExtension:schemas><rdf:Bag>'
        f"{schemas}</rdf:Bag></pdfaExtension:schemas></rdf:Description>\n"
    )


def _schema(prefix: str) -> str:
    properties = "".join(_property(*row) for row in _EXTENSIONS[prefix])
    return (
        '<rdf:li rdf:parseType="Resource">'
        f"<pdfaSchema:schema>The {prefix} schema</pdfaSchema:schema>"
        f"<pdfaSchema:namespaceURI>{_NAMESPACES[prefix]}</pdfaSchema:namespaceURI>"
        f"<pdfaSchema:prefix>{prefix}</pdfaSchema:prefix>"
        f"<pdfaSchema:property><rdf:Seq>{properties}</rdf:Seq></pdfaSchema:property></rdf:li>\n"
    )


def _property(name: str, sort: str, description: str) -> str:
    return (
        '<rdf:li rdf:parseType="Resource">'
        f"<pdfaProperty:name>{name}</pdfaProperty:name>"
        f"<pdfaProperty:valueType>{sort}</pdfaProperty:valueType>"
        "<pdfaProperty:category>external</pdfaProperty:category>"
        f"<pdfaProperty:description>{description}</pdfaProperty:description></rdf:li>"
    )
