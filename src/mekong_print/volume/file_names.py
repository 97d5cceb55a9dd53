"""Names of carried files that could lead astray: into other folders, or a reader's eye.

A program that unpacks a volume writes files under these names, and a person chooses by
them: `../../x` must not leave its folder, and a mark that turns the line must not make
`txt.exe` look like `exe.txt`.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from itertools import count

_LONGEST, _LONGEST_ENDING = 120, 16


def tame_name(name: str) -> str:
    """The last part of a path, without dots in front and characters that cannot be seen.

    >>> tame_name("../../evil.txt"), tame_name("C:/temp/a.pdf"), tame_name("..")
    ('evil.txt', 'a.pdf', 'file')
    """
    seen = "".join(letter for letter in name if unicodedata.category(letter)[0] != "C")
    last = seen.replace("\\", "/").rpartition("/")[2].lstrip(". ").rstrip()
    head, dot, ending = last.rpartition(".")
    if not dot or len(ending) > _LONGEST_ENDING:
        return last[:_LONGEST].rstrip() or "file"
    return f"{head[: _LONGEST - len(ending) - 1]}.{ending}"


def tame_names(names: Iterable[str]) -> dict[str, str]:
    """A tame name for each of the files that one PDF carries, no two of them the same.

    >>> tame_names(["a.txt", "../a.txt", "b.txt"])
    {'a.txt': 'a.txt', '../a.txt': '2-a.txt', 'b.txt': 'b.txt'}
    """
    every = tuple(dict.fromkeys(names))
    given = {name for name in every if tame_name(name) == name}
    tamed: dict[str, str] = {}
    for name in every:
        plain = tame_name(name)
        again = (f"{number}-{plain}" for number in count(2))
        new = (
            plain
            if name == plain or plain not in given
            else next(n for n in again if n not in given)
        )
        given.add(new)
        tamed[name] = new
    return tamed
