"""Words to Markdown and YAML that read back as exactly these words, with as few signs as can be.

Only what CommonMark, its tables and footnotes, or `:::` blocks would take for markup
is escaped: `PM2.5`, `snake_case`, `3 * 4` and `[sic]` stay as they are.
"""

from __future__ import annotations

import re

_ENTITY = re.compile(r"&(?=#x[0-9a-f]{1,6};|#\d{1,7};|[a-z][a-z0-9]{1,31};)", re.IGNORECASE)
_MARKUP_BACKSLASH = re.compile(r"\\(?=[!-/:-@\[-`{-~]|\n|$)")
_TAG = re.compile(r"<(?=[A-Za-z/!?])")
_ALIVE_STAR = re.compile(r"(?<=\S)\*|\*(?=\S)")
_ALIVE_UNDERSCORE = re.compile(r"(?<![^\W_])_|_(?![\w])")
_LINK = re.compile(r"\][(\[{:]|\[\^")
_LINE_START = re.compile(
    r"#(?=#{0,5}(?:[ \t]|$))"  # a heading
    r"|>"  # a quotation
    r"|:{3}"  # a block
    r"|[-+*](?=[ \t]|$)"  # a list
    r"|(?:=(?==*\s*$)|-(?=[-\s]*$))"  # a line below a heading, or across the page
    r"|[-:|](?=[-:|\s]*$)"  # the second line of a table
    r"|~(?=~~)"  # a block of code
)
_NUMBERED = re.compile(r"(\d{1,9})([.)])(?=[ \t]|$)", re.ASCII)
_CLOSING_HASHES = re.compile(r"(?:(?<=\s)|^)#(?=#*$)")

# YAML reads these as something else than text, or not at all, without quotation marks.
_YAML_SIGN = re.compile(r"[-?:,\[\]{}#&*!|>'\"%@`~]|.*(?::(?:\s|$)|\s#)|\.\.\.")
_YAML_NUMBER = re.compile(r"[-+.\d_:,eExXoO]+")
_YAML_WORDS = frozenset("true false yes no on off null y n".split())


def inline(text: str) -> str:
    """Words as Markdown for the inside of a paragraph or a heading.

    >>> inline("*PM2.5* at 3 * 4 [sic] <b>")
    '\\\\*PM2.5\\\\* at 3 * 4 [sic] \\\\<b>'
    """
    text = _MARKUP_BACKSLASH.sub(r"\\\\", text)
    text = _ENTITY.sub(r"\\&", text)
    text = _TAG.sub(r"\\<", text)
    if text.count("`") > 1:
        text = text.replace("`", "\\`")
    text = _escape_pairs(_ALIVE_STAR, text, "*")
    text = _escape_pairs(_ALIVE_UNDERSCORE, text, "_")
    if _LINK.search(text):
        text = text.replace("[", "\\[")
    return text


def _escape_pairs(alive: re.Pattern[str], text: str, sign: str) -> str:
    """Escape signs that could pair up to emphasis; one alone cannot."""
    return alive.sub("\\" + "\\" + sign, text) if len(alive.findall(text)) > 1 else text


def paragraph(lines: tuple[str, ...]) -> str:
    """A paragraph; each line but the last ends where it ended."""
    rows = inline("\n".join(lines)).split("\n")
    return "\\\n".join(_line_start(row) for row in rows)


def _line_start(row: str) -> str:
    if _LINE_START.match(row):
        return "\\" + row
    return _NUMBERED.sub(r"\1\\\2", row, count=1) if _NUMBERED.match(row) else row


def heading(text: str) -> str:
    """The words of a heading, of which trailing # signs are part."""
    return _CLOSING_HASHES.sub(r"\\#", inline(text))


def ends_in_braces(text: str) -> bool:
    """Whether the source would read the end of a heading as its id."""
    return bool(re.search(r"\{[^{}]*\}\s*$", text))


def yaml_value(text: str) -> str:
    """A value of the front matter, between quotation marks only where YAML needs them.

    >>> yaml_value("Peace: at last"), yaml_value("From Ceasefires to Clean Air")
    ('"Peace: at last"', 'From Ceasefires to Clean Air')
    """
    plain = not (
        _YAML_SIGN.match(text)
        or _YAML_NUMBER.fullmatch(text)
        or text.casefold() in _YAML_WORDS
        or not text
    )
    return text if plain else '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
