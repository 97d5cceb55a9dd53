"""Names of carried files that could lead astray: into other folders, or a reader's eye.

A program that unpacks a volume writes files under these names, and a person chooses by
them: `../../x` must not leave its folder, and a mark that turns the line must not make
`txt.exe` look like `exe.txt`.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from pikepdf import Array, Dictionary, Name, Object, Pdf, String

from mekong_print.pdf.bind.deeds import table
from mekong_print.pdf.bind.trees import pairs

_LONGEST = 120
_OLD_KEYS = ("/DOS", "/Mac", "/Unix")  # names for systems of their own (ISO 32000-1, 7.11.3)


def tame(pdf: Pdf) -> Iterator[tuple[str, str]]:
    """Give carried files names that are nothing but names; the old and the new of each."""
    for listed, file in _files(pdf):
        old = str(file.get(Name.UF, file.get(Name.F, listed)))
        new = tame_name(old)
        if new != old:
            file[Name.F] = file[Name.UF] = String(new)
            yield old, new
        for key in _OLD_KEYS:
            if key in file:
                del file[key]


def _files(pdf: Pdf) -> Iterator[tuple[str, Dictionary]]:
    named = table(pdf.Root.get(Name.Names)).get(Name.EmbeddedFiles)
    found: list[tuple[Object | str, Object]] = [*pairs(named, "/Names")] if named else []
    associated = pdf.Root.get(Name.AF)
    if isinstance(associated, Array):
        found += [("", file) for file in associated]
    for listed, file in found:
        if isinstance(file, Dictionary):
            yield str(listed), file


def tame_name(name: str) -> str:
    """The last part of a path, without dots in front and characters that cannot be seen.

    >>> tame_name("../../evil.txt"), tame_name("C:\\\\temp\\\\a.pdf"), tame_name("..")
    ('evil.txt', 'a.pdf', 'file')
    """
    seen = "".join(letter for letter in name if unicodedata.category(letter)[0] != "C")
    last = seen.replace("\\", "/").rpartition("/")[2].lstrip(". ").rstrip()
    head, dot, ending = last.rpartition(".")
    longest = _LONGEST - len(dot) - len(ending)
    return (f"{head[:longest]}{dot}{ending}" if dot else last)[:_LONGEST] or "file"
