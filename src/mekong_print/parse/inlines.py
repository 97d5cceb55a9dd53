"""Inline Markdown to the tree's inlines: words, emphasis, links, footnote calls.

One reader for each kind of syntax, in a table. What the format does not know is
reported and left out, never passed on.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence

from mekong_print.document import (
    Code,
    Emphasis,
    Footnote,
    FootnoteAgain,
    Foreign,
    Inline,
    LineBreak,
    Link,
    Position,
    Strong,
    Text,
)
from mekong_print.parse.copy import COMMENT, Copy, Finger
from mekong_print.parse.markdown import Syntax, is_safe_link, refused_attributes

_NO_PICTURE = re.compile(r"!\[[^\]\n]*\]\([^)\n]*\)?")
_DEAD_CALL = re.compile(r"\[\^[^\]\s]+\]")
_LANG_TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
Reader = Callable[[Syntax, Copy, Finger], Iterator[Inline]]


def read_inlines(node: Syntax, copy: Copy, finger: Finger | None = None) -> tuple[Inline, ...]:
    """The inlines of a block (a paragraph, a heading, a cell), as they stand in reading order."""
    holder = node.children[0] if node.children and node.children[0].type == "inline" else node
    return read_run(holder.children, copy, finger or copy.finger(node))


def read_run(nodes: Sequence[Syntax], copy: Copy, finger: Finger) -> tuple[Inline, ...]:
    """The inlines that a run of syntax nodes stands for."""
    found: list[Inline] = []
    for node in nodes:
        for inline in _READERS.get(node.type, _unknown)(node, copy, finger):
            _append(found, inline)
    return tuple(found)


def _append(found: list[Inline], inline: Inline) -> None:
    """Join neighbouring runs of words into one."""
    last = found[-1] if found else None
    match last, inline:
        case Text(before, at), Text(after):
            found[-1] = Text(before + after, at)
        case _:
            found.append(inline)


def _children(node: Syntax, copy: Copy, finger: Finger) -> tuple[Inline, ...]:
    return read_inlines(node, copy, finger)


def _text(node: Syntax, copy: Copy, finger: Finger) -> Iterator[Inline]:
    if not node.content:
        return
    at = finger.move_to(node.content)
    for call in _DEAD_CALL.finditer(node.content):
        if not finger.stands_bare(call.group()):
            continue  # escaped, and so meant as words
        message = f"The footnote {call.group()} is called here but not written."
        copy.report(
            at, "S11", message, f"Add a line “{call.group()}: …” at the end of the article."
        )
    _report_lost_pictures(node.content, at, copy)
    yield Text(unicodedata.normalize("NFC", node.content), at)


def _report_lost_pictures(words: str, at: Position, copy: Copy) -> None:
    """A picture that Markdown takes for words would be printed as such: a space in its name."""
    line = copy.lines[at.line - 1]
    for found in _NO_PICTURE.finditer(words):
        before, _, _ = line.partition(found.group())
        if before == line or before.endswith("\\"):  # written so on purpose
            continue
        message = f"“{found.group()[:60]}” is not read as a picture."
        hint = "Put a name that holds spaces between < and >: ![A boat](<my boat.png>)."
        copy.report(Position(at.file, at.line, len(before) + 1), "I03", message, hint)


def _space(_node: Syntax, _copy: Copy, finger: Finger) -> Iterator[Inline]:
    at = finger.here()
    finger.move_to("\n")
    yield Text(" ", at)


def _break(_node: Syntax, _copy: Copy, finger: Finger) -> Iterator[Inline]:
    at = finger.here()
    finger.move_to("\n")
    yield LineBreak(at)


def _emphasis(node: Syntax, copy: Copy, finger: Finger) -> Iterator[Inline]:
    at = finger.here()
    yield Emphasis(_children(node, copy, finger), at)


def _strong(node: Syntax, copy: Copy, finger: Finger) -> Iterator[Inline]:
    at = finger.here()
    yield Strong(_children(node, copy, finger), at)


def _code(node: Syntax, _copy: Copy, finger: Finger) -> Iterator[Inline]:
    at = finger.move_to(node.content)
    yield Code(unicodedata.normalize("NFC", node.content), at)


def _link(node: Syntax, copy: Copy, finger: Finger) -> Iterator[Inline]:
    at = finger.here()
    href = str(node.attrs.get("href", ""))
    children = _children(node, copy, finger)
    if not is_safe_link(href):
        hint = "Links go to https://, http://, mailto: or #an-id of this issue."
        copy.report(at, "S13", f"A link to “{href[:60]}” cannot be printed.", hint)
    if not children:
        copy.report(
            at, "S13", f"The link to “{href[:60]}” has no words.", "Write [words](address)."
        )
    yield Link(href, str(node.attrs.get("title", "")), children, at)


def _span(node: Syntax, copy: Copy, finger: Finger) -> Iterator[Inline]:
    at = finger.here()
    refused = tuple(refused_attributes(node))
    for name in refused:
        hint = "Words in another language are written [words]{lang=vi}."
        copy.report(at, "S12", f"“{name}” cannot be said of words.", hint)
    children = _children(node, copy, finger)
    lang = str(node.attrs.get("lang", ""))
    if not refused and not node.attrs:
        hint = "Write the language, such as {lang=vi}, or leave brackets and braces out."
        copy.report(at, "S12", "The braces behind these words are empty.", hint)
    if lang:
        check_language(lang, copy, at)
        yield Foreign(lang, children, at)
    else:
        yield from children


def check_language(lang: str, copy: Copy, at: Position) -> None:
    """Report a language tag that is no language tag."""
    if not _LANG_TAG.fullmatch(lang):
        message = f"“{lang}” is not a language."
        copy.report(at, "M08", message, "Write a code such as vi, km or en-GB.")


def _footnote(node: Syntax, copy: Copy, finger: Finger) -> Iterator[Inline]:
    label = str(node.meta.get("label", ""))
    at = finger.move_to(f"[^{label}]")
    index = int(node.meta["id"])
    if index in copy.numbered:
        yield FootnoteAgain(copy.numbered[index], at)
        return
    number = copy.numbered[index] = len(copy.numbered) + 1
    yield Footnote(number, copy.footnotes[index](copy), at)


def _nothing(_node: Syntax, _copy: Copy, _finger: Finger) -> Iterator[Inline]:
    return iter(())


def _html(node: Syntax, copy: Copy, finger: Finger) -> Iterator[Inline]:
    at = finger.move_to(node.content)
    tag = " ".join(node.content.split())
    if comment := COMMENT.fullmatch(node.content):
        copy.keep_remark(comment[1], at, finger.here_exactly())
    elif not _is_end_of_reported(tag, copy):
        hint = "Use Markdown instead; for the sign itself write \\<."
        copy.report(at, "S07", f"Raw HTML ({tag[:40]}) is not read.", hint)
    return iter(())


def _is_end_of_reported(tag: str, copy: Copy) -> bool:
    """Whether a tag closes one that was reported just before: one fault, one finding."""
    last = next((one for one in reversed(copy.findings) if one.code == "S07"), None)
    name = tag.removeprefix("</").rstrip("> ")
    return tag.startswith("</") and last is not None and f"(<{name}" in last.message


def _image(_node: Syntax, copy: Copy, finger: Finger) -> Iterator[Inline]:
    hint = "Put it in a paragraph of its own, with empty lines around it."
    copy.report(finger.here(), "I04", "A picture stands inside a sentence.", hint)
    return iter(())


def _unknown(node: Syntax, copy: Copy, finger: Finger) -> Iterator[Inline]:
    copy.report(finger.here(), "S08", f"“{node.type}” cannot be set here.", "Write it as words.")
    return iter(())


_READERS: dict[str, Reader] = {
    "text": _text,
    "softbreak": _space,
    "hardbreak": _break,
    "em": _emphasis,
    "strong": _strong,
    "code_inline": _code,
    "link": _link,
    "span": _span,
    "footnote_ref": _footnote,
    "footnote_anchor": _nothing,
    "html_inline": _html,
    "image": _image,
}

__all__ = ["check_language", "read_inlines", "read_run"]
