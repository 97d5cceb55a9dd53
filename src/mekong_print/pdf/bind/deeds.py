"""What an action of a PDF would do, in an editor's words, where no volume may hold it.

Allowed is what `pdf/safety` allows: a page of the same file, and the web and mail addresses.
"""

from __future__ import annotations

from urllib.parse import urlsplit

import pikepdf
from pikepdf import Array, Dictionary, Name, Object

_SCHEMES = frozenset({"http", "https", "mailto"})
_SHOWN = 60

# What actions do (ISO 32000-1, 12.6.4; ISO 32000-2, 12.6.4), as “a link that would …”.
_DEEDS = {
    "/JavaScript": "run a script",
    "/Launch": "start a program",
    "/SubmitForm": "send a form away",
    "/ResetForm": "empty a form",
    "/ImportData": "read a form from a file",
    "/GoToR": "open another file",
    "/GoToE": "open an attached PDF",
    "/GoToDp": "jump to a part that a volume does not have",
    "/Thread": "follow an article thread",
    "/Rendition": "play a film or a sound",
    "/Sound": "play a sound",
    "/Movie": "play a film",
    "/RichMediaExecute": "control a film",
    "/GoTo3DView": "turn a 3D model",
    "/Hide": "show or hide things",
    "/SetOCGState": "switch layers",
    "/Trans": "turn the page with an effect",
    "/Named": "call a command of the viewer",
}


def deed_at(note: Dictionary) -> str:
    """What the action of a link or of a line would do, where it must not; else nothing."""
    action = note.get(Name.A)
    return "" if action is None else deed(action)


def deed(action: Object) -> str:
    """What an action would do (“run a script”); nothing where it may stay."""
    if not isinstance(action, Dictionary):
        return "do something that cannot be read"
    kind = words(action.get(Name.S))
    following = action.get(Name.Next)
    if following is not None:
        return "do several things one after the other"
    if kind == "/URI":
        return _astray(words(action.get(Name.URI)))
    if kind == "/GoTo":
        return ""
    return _DEEDS.get(kind, f"do something unknown ({kind.removeprefix('/')})")


def _astray(address: str) -> str:
    """What is wrong with an address: web and mail alone are let through."""
    try:
        scheme = urlsplit(address).scheme.lower()
    except ValueError:
        scheme = ""
    return "" if scheme in _SCHEMES else f"lead to “{address[:_SHOWN]}”, no web or mail address"


_TEXTS = (pikepdf.String, Name, str)


def table(thing: object) -> Dictionary:
    """A dictionary, or an empty one where none stands."""
    return thing if isinstance(thing, Dictionary) else Dictionary()


def row(thing: object) -> list[Object]:
    """The things in an array, or none where no array stands."""
    return list(thing) if isinstance(thing, Array) else []


def words(thing: object) -> str:
    """A text or a name as one printable line, or nothing where none stands."""
    if not isinstance(thing, _TEXTS):
        return ""
    return "".join(letter for letter in str(thing)[:300] if letter.isprintable())
