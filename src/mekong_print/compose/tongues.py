"""Languages told by the script of the letters: HTML in, HTML that says them out.

Whatever writes Khmer, Lao, Thai or Burmese letters into a page (a paragraph, a byline, a
line of the contents, a designer's own template), the element that holds nothing else gets
the language, and a run among other words a `<span lang>` of its own. Attributes and what
stands in `<head>` stay as they are, and so does what says its language already.
"""

from __future__ import annotations

from html.parser import HTMLParser

from mekong_print.scripts import ANY, language_in, runs

# Elements that are set as one piece of text: they can carry the language of it.
_PIECES = frozenset("p h1 h2 h3 h4 h5 h6 li dt dd td th caption figcaption".split())
_SILENT = frozenset("head title style script textarea svg".split())
_VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())


def say_languages(html: str) -> str:
    """The same HTML, with the language of each run of letters that tells it."""
    if not ANY.search(html):
        return html
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.written()


class _Open:
    """An element whose end is still to come, and what was heard in it."""

    __slots__ = ("at", "declares", "heard", "lang", "tag")

    def __init__(self, tag: str, at: int, lang: str, *, declares: bool) -> None:
        self.tag = tag
        self.at = at  # the index of its start tag among the pieces
        self.lang = lang
        self.declares = declares
        self.heard: set[str] = set()  # languages of its letters; "" for those that tell none


class _Reader(HTMLParser):
    """Writes down what it reads, piece by piece, and what to say of each."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.pieces: list[str] = []
        self.open = [_Open("", -1, "", declares=True)]
        # Runs that need a span: (piece, start, end, language, piece that declared the language).
        self.spans: list[tuple[int, int, int, str, int]] = []

    def written(self) -> str:
        """All pieces, with a span around each run that still needs one."""
        for at, start, end, lang, _ in reversed(self.spans):
            text = self.pieces[at]
            words = f'<span lang="{lang}">{text[start:end]}</span>'
            self.pieces[at] = f"{text[:start]}{words}{text[end:]}"
        return "".join(self.pieces)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element."""
        own = dict(attrs).get("lang")
        if tag not in _VOID:
            lang = self.open[-1].lang if own is None else own
            self.open.append(_Open(tag, len(self.pieces), lang, declares=own is not None))
        self.pieces.append(self.get_starttag_text() or "")

    def handle_startendtag(
        self,
        tag: str,  # noqa: ARG002 - its interface
        attrs: list[tuple[str, str | None]],  # noqa: ARG002 - its interface
    ) -> None:
        """Keep an element without content as it is."""
        self.pieces.append(self.get_starttag_text() or "")

    def handle_endtag(self, tag: str) -> None:
        """Close an element, and those in it whose end nobody wrote."""
        if any(one.tag == tag for one in self.open):
            while self._close() != tag:
                pass
        self.pieces.append(f"</{tag}>")

    def _close(self) -> str:
        closed = self.open.pop()
        if len(closed.heard) == 1 and "" not in closed.heard and closed.tag in _PIECES:
            self._say_of_the_whole(closed, *closed.heard)
        self.open[-1].heard |= closed.heard
        return closed.tag

    def _say_of_the_whole(self, closed: _Open, lang: str) -> None:
        if closed.declares or closed.lang == lang:
            return
        self.pieces[closed.at] = f'{self.pieces[closed.at][:-1]} lang="{lang}">'
        self.spans = [one for one in self.spans if one[0] < closed.at or one[4] > closed.at]

    def hear(self, data: str) -> None:
        """Keep a piece of text, and the languages that its letters tell."""
        at, inside = len(self.pieces), self.open[-1]
        self.pieces.append(data)
        if any(one.tag in _SILENT for one in self.open):
            return
        declared_by = max(one.at for one in self.open if one.declares)
        rest, last = "", 0
        for start, end, script in runs(data):
            lang = language_in(script, inside.lang)
            inside.heard.add(lang)
            rest, last = rest + data[last:start], end
            if lang != inside.lang:
                self.spans.append((at, start, end, lang, declared_by))
        if any(letter.isalpha() for letter in rest + data[last:]):
            inside.heard.add("")

    handle_data = hear  # its name in the interface of HTMLParser

    def handle_entityref(self, name: str) -> None:
        """Keep a named character as it is."""
        self.pieces.append(f"&{name};")

    def handle_charref(self, name: str) -> None:
        """Keep a numbered character as it is."""
        self.pieces.append(f"&#{name};")

    def handle_comment(self, data: str) -> None:
        """Keep a comment."""
        self.pieces.append(f"<!--{data}-->")

    def handle_decl(self, decl: str) -> None:
        """Keep the document's type."""
        self.pieces.append(f"<!{decl}>")
