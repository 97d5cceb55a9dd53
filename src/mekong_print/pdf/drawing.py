"""What a content stream draws, apart from its marks: for pages whose tags were replaced.

Marked content (ISO 32000-1, 14.6) is left out, and whatever white space and comments stand
between operators is one space; strings and inline pictures are the bytes that they were.
Layers (OC, 8.11.3.2) stay, for they hide and show; but for one whose property list is not
there, which hides nothing.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Any

from mekong_print.pdf.opened import stream, table

_SPACE = rb"[\0\t\n\f\r ]"
_NAME = rb"/[^\0\t\n\f\r /<>\[\](){}%]*+"
_BRACED = rb"\((?:[^()\\]++|\\.|\((?:[^()\\]++|\\.|\((?:[^()\\]++|\\.)*+\))*+\))*+\)"
_HEX = rb"<[^<>]*+>"
_FLAT = rb"(?:[^<>(]++|" + _BRACED + rb"|" + _HEX + rb")"
_TABLE = rb"<<(?:[^<>(]++|%s|%s|<<(?:%s|<<%s*+>>)*+>>)*+>>" % (_BRACED, _HEX, _FLAT, _FLAT)
_BEFORE, _AFTER = rb"(?<![^\0\t\n\f\r \])>}])", rb"(?![^\0\t\n\f\r /\[(<%{])"
_TOKEN = re.compile(
    rb"(?P<kept>" + _BRACED + rb"|" + _BEFORE + rb"BI" + _SPACE + rb".*?" + _SPACE + rb"ID" + _SPACE
    + rb".*?" + _SPACE + rb"EI" + _AFTER + rb")"
    + rb"|(?P<tag>" + _NAME + rb")" + _SPACE + rb"*+(?:(?P<list>" + _NAME + rb"|" + _TABLE + rb")"
    + _SPACE + rb"*+BDC|BMC)" + _AFTER
    + rb"|" + _BEFORE + rb"(?P<bare>BDC|BMC|EMC)" + _AFTER
    + rb"|(?:" + _SPACE + rb"++|%[^\r\n]*+)++",
    re.DOTALL,
)  # fmt: skip


def drawn(content: bytes, lists: Collection[str] | None) -> bytes:
    """What a stream draws. `lists` are the property lists that there are; None: any may be."""
    kept: list[bytes] = []
    layers: list[bool] = []  # of each mark that is open, whether it is a layer
    at = 0
    for token in _TOKEN.finditer(content):
        kept += [content[at : token.start()]] if token.start() > at else []
        at = token.end()
        if token["kept"] or _stays(token, layers, lists):
            kept.append(token[0])
        elif kept[-1:] != [b" "]:
            kept.append(b" ")
    kept += [content[at:], b" EMC" * sum(layers)]
    return re.sub(rb"^ | $", b"", b"".join(kept))


def _stays(token: re.Match[bytes], layers: list[bool], lists: Collection[str] | None) -> bool:
    """Whether a mark is a layer, or the end of one."""
    if token["bare"] == b"EMC":
        return layers.pop() if layers else False
    if token["tag"] or token["bare"]:
        said = (token["list"] or b"").decode("latin-1")
        layer = token["tag"] == b"/OC" and said.startswith("/")
        layers.append(layer and (lists is None or said in lists))
        return layers[-1]
    return False


def property_lists(resources: Any) -> Collection[str] | None:
    """The names of property lists; None where a form draws with what its page has."""
    return None if resources is None else table(table(resources).get("/Properties")).keys()


def drawn_by(form: Any) -> bytes:
    """What a form draws."""
    return drawn(stream(form), property_lists(table(form).get("/Resources")))
