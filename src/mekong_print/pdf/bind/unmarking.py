"""Marks of a PDF whose tags are not kept, cut out of what its pages draw.

Marked content (ISO 32000-1, 14.6) that nobody answers for must not stand in a volume: its
numbers would be another element's, and it may be closed where it was never opened. All
other bytes stay as they are. Layers (OC, 8.11.3.2) stay, for they hide and show; one whose
property list is not there hides nothing, and goes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator

from pikepdf import (
    Array,
    Dictionary,
    Name,
    Object,
    Page,
    Pdf,
    Stream,
    Token,
    TokenFilter,
    TokenType,
)

from mekong_print.pdf.bind.deeds import row, table

_MARKED = re.compile(rb"\b(?:BDC|BMC|EMC)\b")
_OPERANDS = {b"BDC": 2, b"BMC": 1, b"EMC": 0}
_OPENING = frozenset({TokenType.array_open, TokenType.dict_open})
_CLOSING = frozenset({TokenType.array_close, TokenType.dict_close})
_BETWEEN = frozenset({TokenType.space, TokenType.comment, TokenType.eof})
_END = b"\nEMC\n"


def unmark_page(volume: Pdf, page: Object) -> list[Stream]:
    """The streams of a page without marks: new ones where they had any, for pages share them."""
    contents = page.get("/Contents")
    own = list(contents) if isinstance(contents, Array) else [contents]
    streams = [one for one in own if isinstance(one, Stream)]
    if not any(_MARKED.search(one.read_bytes()) for one in streams):
        return streams
    cutter = _Cutter(_lists(page.get("/Resources")))
    made = [volume.make_stream(cutter.cut(one)) for one in streams]
    return [*made, volume.make_stream(cutter.closed())]


def unmark_drawings(page: Object, forget: Callable[[Object], None]) -> None:
    """Cut marks out of all forms that a page and its annotations draw.

    `forget` takes from each what leads into a tree.
    """
    for form in drawings(page):
        forget(form)
        if _MARKED.search(form.read_bytes()):
            cutter = _Cutter(_lists(form.get("/Resources")))
            form.write(cutter.cut(form) + cutter.closed())


def drawings(page: Object) -> Iterator[Stream]:
    """The forms that a page and its annotations draw, and those that these draw; each once."""
    looks = [look for note in row(page.get("/Annots")) for look in _looks(note)]
    waiting = [*_drawn_with(page.get("/Resources")), *looks]
    seen: set[tuple[int, int]] = set()
    while waiting:
        form = waiting.pop()
        if not isinstance(form, Stream) or form.get("/Subtype") != Name.Form:
            continue
        if form.objgen not in seen:
            seen.add(form.objgen)
            yield form
            waiting += _drawn_with(form.get("/Resources"))


def _looks(note: object) -> Iterator[object]:
    """What an annotation looks like, in each of its states (ISO 32000-1, 12.5.5)."""
    for _, look in table(table(note).get("/AP")).items():
        yield from (
            (one for _, one in table(look).items()) if isinstance(look, Dictionary) else [look]
        )


def _drawn_with(resources: object) -> list[object]:
    return [one for _, one in table(table(resources).get("/XObject")).items()]


def _lists(resources: object) -> Collection[str] | None:
    """The names of property lists; None where a form draws with what its page has."""
    return table(resources.get("/Properties")).keys() if isinstance(resources, Dictionary) else None


class _Cutter(TokenFilter):
    """Cuts marks out of the streams of one sheet, one after the other.

    `lists` are the property lists that there are; None: any may be there.
    """

    def __init__(self, lists: Collection[str] | None) -> None:
        super().__init__()
        self._lists = lists
        self._kept: list[bytes] = []
        self._waiting: list[Token] = []  # operands, until their operator comes
        self._layers: list[bool] = []  # of each mark that is open, whether it is a layer

    def cut(self, content: Stream) -> bytes:
        """One stream without its marks; operands at its end wait for what the next one says."""
        self._kept = []
        self._waiting.append(Token(TokenType.space, b"\n"))
        Page(Dictionary(Type=Name.Page, Contents=content)).get_filtered_contents(self)
        return b"".join(self._kept)

    def closed(self) -> bytes:
        """What still waits at the end, and what closes the layers that no stream has closed."""
        return b"".join(token.raw_value for token in self._waiting) + _END * sum(self._layers)

    def handle_token(self, token: Token) -> None:
        """A token in its turn; what is kept is kept here, and nothing handed on."""
        self._waiting.append(token)
        if token.type_ == TokenType.word:
            mark = token.raw_value in _OPERANDS and not self._stays(token.raw_value)
            self._let_pass(self._waiting[: self._first()] if mark else self._waiting)
            self._kept += [b"\n"] if mark else []

    def _let_pass(self, tokens: list[Token]) -> None:
        self._kept += [token.raw_value for token in tokens]
        self._waiting = []

    def _stays(self, operator: bytes) -> bool:
        """Whether a mark is a layer, or the end of one."""
        if operator == b"EMC":
            return self._layers.pop() if self._layers else False
        said = [one.value for one in self._waiting if one.type_ == TokenType.name_]
        layer = operator == b"BDC" and len(said) == 2 and said[0] == "/OC"
        self._layers.append(layer and (self._lists is None or said[1] in self._lists))
        return self._layers[-1]

    def _first(self) -> int:
        """Where the operands of the mark that waits begin."""
        count = _OPERANDS[self._waiting[-1].raw_value]
        starts: list[int] = []
        depth = 0
        for at, token in enumerate(self._waiting[:-1]):
            depth -= token.type_ in _CLOSING
            if not depth and token.type_ not in _BETWEEN | _CLOSING:
                starts.append(at)
            depth += token.type_ in _OPENING
        return starts[-count] if 0 < count <= len(starts) else len(self._waiting) - 1
