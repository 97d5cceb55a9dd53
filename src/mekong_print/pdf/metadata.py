"""What a PDF says in its XMP packet and its document information, as plain text.

XMP is ISO 16684-1. Packets come from anywhere: one that cannot be read says nothing.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from xml.etree import ElementTree

from mekong_print.pdf.opened import OpenPdf, stream, table, words
from mekong_print.pdf.stamp import NAMESPACE, PREFIX

_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_PREFIXES = {
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://ns.adobe.com/xap/1.0/": "xmp",
    "http://ns.adobe.com/xap/1.0/t/pg/": "xmpTPg",
    "http://ns.adobe.com/pdf/1.3/": "pdf",
    "http://prismstandard.org/namespaces/basic/2.0/": "prism",
    "http://prismstandard.org/namespaces/basic/3.0/": "prism",
    "http://www.aiim.org/pdfa/ns/id/": "pdfaid",
    "http://www.aiim.org/pdfua/ns/id/": "pdfuaid",
    NAMESPACE: PREFIX,
}

Packet = Mapping[str, tuple[str, ...]]


def packet(pdf: OpenPdf) -> Packet:
    """The properties of the XMP packet by `prefix:name`; of languages the default one first."""
    content = stream(pdf.root.get("/Metadata"))
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        return {}  # nothing an honest packet has; entities can be made to explode
    try:
        top = ElementTree.fromstring(content)  # noqa: S314 - no entities, see above
    except (ElementTree.ParseError, ValueError, LookupError):
        return {}
    return dict(_properties(top))


def _properties(top: ElementTree.Element) -> Iterator[tuple[str, tuple[str, ...]]]:
    for description in top.iter(f"{_RDF}Description"):
        for tag, text in description.attrib.items():
            yield _named(tag), (text,)
        for property_ in description:
            yield _named(property_.tag), _values(property_)


def _named(tag: str) -> str:
    uri, _, name = tag.removeprefix("{").rpartition("}")
    return f"{_PREFIXES.get(uri, '?')}:{name}"


def _values(property_: ElementTree.Element) -> tuple[str, ...]:
    items = sorted(
        property_.iter(f"{_RDF}li"), key=lambda item: item.get(_LANG) not in {None, "x-default"}
    )
    texts = (item.text for item in items) if items else (property_.text,)
    return tuple(text.strip() for text in texts if text and text.strip())


def first(said: Packet, key: str) -> str:
    """The first value of a property, or nothing."""
    return next(iter(said.get(key, ())), "")


def claims(said: Packet) -> tuple[str, ...]:
    """The standards that a file claims: "ua-1", "a-3a" and their kin, in that order."""
    ua, part = first(said, "pdfuaid:part"), first(said, "pdfaid:part")
    conformance = first(said, "pdfaid:conformance").lower()
    return (*((f"ua-{ua}",) if ua else ()), *((f"a-{part}{conformance}",) if part else ()))


def information(pdf: OpenPdf) -> dict[str, str]:
    """The document information dictionary (ISO 32000-1, 14.3.3), its keys without the slash."""
    entries = table(pdf.reader.trailer.get("/Info"))
    return {key.removeprefix("/"): words(value) for key, value in entries.items()}


# What the two must agree in: the key of the one, the property of the other.
PAIRS = {
    "Title": "dc:title",
    "Author": "dc:creator",
    "Subject": "dc:description",
    "Keywords": "pdf:Keywords",
    "Creator": "xmp:CreatorTool",
    "Producer": "pdf:Producer",
    "CreationDate": "xmp:CreateDate",
    "ModDate": "xmp:ModifyDate",
}


def as_information(said: Packet, name: str) -> str:
    """A property of the packet in the form that the information dictionary gives it."""
    if name == "dc:creator":
        return "; ".join(said.get(name, ()))
    text = first(said, name)
    if name not in {"xmp:CreateDate", "xmp:ModifyDate"} or not text:
        return text
    moment = dt.datetime.fromisoformat(text)
    zone = moment.strftime("%z")
    return f"D:{moment:%Y%m%d%H%M%S}" + (f"{zone[:3]}'{zone[3:]}'" if zone else "")
