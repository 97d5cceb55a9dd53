"""Ids that never change once published: slugs of titles, prefixed by their issue."""

from __future__ import annotations

import hashlib
import re
import unicodedata

LONGEST = 80
EXPLICIT_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_SPELT_OUT = str.maketrans(
    {"đ": "d", "Đ": "d", "ø": "o", "ß": "ss", "æ": "ae", "œ": "oe", "&": " "}
)
_APOSTROPHES = str.maketrans("", "", "'’‘`´ʼ")


def slug(words: str) -> str:
    """A title as an id: lower case, ASCII letters and digits, hyphens between words.

    A title in a script without an ASCII form gets a short fingerprint of its words,
    so that it too keeps its id when other titles come and go.

    >>> slug("China’s Pressure on TNLA")
    'chinas-pressure-on-tnla'
    >>> slug("កម្ពុជា")
    'x-3cfddf9b'
    """
    folded = unicodedata.normalize("NFKD", words.translate(_APOSTROPHES).translate(_SPELT_OUT))
    ascii_only = folded.encode("ascii", "ignore").decode().lower()
    parts = re.findall(r"[a-z0-9]+", ascii_only)
    if not parts:
        digest = hashlib.sha256(unicodedata.normalize("NFC", words).encode()).hexdigest()
        return f"x-{digest[:8]}"
    return _cut("-".join(parts))


def _cut(text: str) -> str:
    if len(text) <= LONGEST:
        return text
    return text[: LONGEST + 1].rpartition("-")[0] or text[:LONGEST]


def issue_key(desk: str, number: int, lang: str = "") -> str:
    """What tells an issue from all others of a publication; a translation says its language.

    >>> issue_key("Mekong Belt", 22), issue_key("Mekong Belt", 22, "km")
    ('mekong-belt-022', 'mekong-belt-022-km')
    """
    return "-".join(filter(None, (slug(desk), f"{number:03d}", slug(lang) if lang else "")))


def issue_prefix(desk_prefix: str, number: int) -> str:
    """What opens every id of an issue: `022-`, or `pacific-022-` for a desk with a prefix."""
    desk = f"{desk_prefix}-" if desk_prefix else ""
    return f"{desk}{number:03d}-"
