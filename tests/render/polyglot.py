"""The Declaration in six languages as pages: by stock WeasyPrint, and by ours.

Run as a program in an environment that names the fonts:

    python polyglot.py stock|ours FOLDER < pages.json      writes FOLDER/<name>.pdf
"""

from __future__ import annotations

import html
import json
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

LANGUAGES = ("en", "vi", "th", "lo", "km", "my")
STYLE = """
@page { size: A5; margin: 15mm }
body { font: 10pt/1.6 "Source Serif 4", "Noto Serif", "Noto Serif Khmer", "Noto Serif Lao",
       "Noto Serif Thai", "Noto Serif Myanmar" }
"""
PRESSED = {"pdf_variant": "pdf/a-3a", "pdf_tags": True, "presentational_hints": False}
# A letter that begins a syllable, eight or more behind the last break: enough to test with.
_BREAK = re.compile(
    "([\u1780-\u17ff]{8,}?)(?<!\u17d2)(?=[\u1780-\u17a2][^\u17cb-\u17d3])"
    "|([\u1000-\u109f]{8,}?)(?<!\u1039)(?=[\u1000-\u1021][^\u1039\u103a\u1037])"
    "|([\u0e80-\u0eff]{8,}?)(?<![\u0ec0-\u0ec4])(?=[\u0ec0-\u0ec4]|[\u0e81-\u0eae][\u0eb0-\u0eb9])"
)


def broken(text: str) -> str:
    """The text with zero-width spaces, as the press will have them between words."""
    return _BREAK.sub(lambda word: word[0] + "\u200b", text)


def document(lang: str, paragraphs: tuple[str, ...]) -> str:
    """Paragraphs as the press gets them."""
    body = "".join(f"<p>{html.escape(broken(words))}</p>" for words in paragraphs)
    return f"<html lang={lang}><title>t</title><style>{STYLE}</style>{body}"


def made(how: str, pages: Mapping[str, str], folder: Path, fonts: Mapping[str, str]) -> Path:
    """Pages (name: HTML) by stock WeasyPrint or by ours, in a process of its own."""
    target = folder / how
    target.mkdir()
    command = [sys.executable, __file__, how, str(target)]
    subprocess.run(command, input=json.dumps(pages), text=True, check=True, env=dict(fonts))
    return target


def main(how: str, folder: Path) -> None:
    """Write the pages that come in on standard input."""
    import weasyprint

    if how == "ours":
        from mekong_print.render import mends, text_layer

        text_layer.mend()
        assert mends.unmended == []
    for name, page in json.load(sys.stdin).items():
        pdf = weasyprint.HTML(string=page).write_pdf(**PRESSED)
        (folder / f"{name}.pdf").write_bytes(pdf)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
