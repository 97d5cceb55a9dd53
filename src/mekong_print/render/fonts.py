"""Only the publication's fonts are visible to layout: a fontconfig file made on the fly.

fontconfig reads its configuration once for each process, from the file that
FONTCONFIG_FILE names; so the file is written before the press starts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from pathlib import Path

_CONFIGURATION = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
{folders}
{shadowed}
<cachedir>{cache}</cachedir>
</fontconfig>
"""
_GENERIC = frozenset(
    "serif sans-serif monospace cursive fantasy system-ui inherit initial unset".split()
)
_FONT_RULE = re.compile(r"(?<![\w-])(?:--[\w-]*font[\w-]*|font-family|font)\s*:\s*([^;}]*)")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_QUOTED = re.compile(r"\"([^\"]*)\"|'([^']*)'")


@dataclass(frozen=True, slots=True)
class FontShelf:
    """Folders of fonts, the first before the second: a file hides its namesakes behind it."""

    folders: tuple[Path, ...]

    def files(self) -> tuple[Path, ...]:
        """The fonts that layout sees, in the order of their names."""
        seen: dict[str, Path] = {}
        for folder in self.folders:
            for path in sorted(folder.glob("*.[to]tf")):
                seen.setdefault(path.name, path)
        return tuple(seen[name] for name in sorted(seen))

    def hidden(self) -> tuple[Path, ...]:
        """The fonts that a namesake in an earlier folder hides."""
        visible = set(self.files())
        every = (path for folder in self.folders for path in sorted(folder.glob("*.[to]tf")))
        return tuple(path for path in every if path not in visible)


def write_configuration(shelf: FontShelf, folder: Path) -> Path:
    """Write a fontconfig file into `folder` that knows the shelf and nothing else."""
    folders = "\n".join(f"<dir>{escape(str(path.resolve()))}</dir>" for path in shelf.folders)
    globs = (f"<glob>{escape(str(path.resolve()))}</glob>" for path in shelf.hidden())
    rejected = "".join(globs)
    shadowed = f"<selectfont><rejectfont>{rejected}</rejectfont></selectfont>" if rejected else ""
    cache = escape(str(folder / "cache"))
    target = folder / "fonts.conf"
    target.write_text(
        _CONFIGURATION.format(folders=folders, shadowed=shadowed, cache=cache), "utf-8"
    )
    return target


def families_of(files: Iterable[Path]) -> frozenset[str]:
    """The family names (name IDs 1 and 16, OpenType `name`) of some font files."""
    from fontTools.ttLib import TTFont  # WeasyPrint's own; loaded in the press only

    names: set[str] = set()
    for path in files:
        with TTFont(path, lazy=True) as font:
            table = font["name"]
            names |= {str(table.getDebugName(key)) for key in (1, 16) if table.getDebugName(key)}
    return frozenset(names)


def font_called(files: Iterable[Path], family: str) -> Path | None:
    """A font by its file's name, or the upright regular one of a family.

    A family is known by the names of its files, else by what they say inside.
    """
    known = {path.stem: path for path in files}
    likely = known.get(family) or known.get(f"{family.replace(' ', '')}-Regular")
    if likely is not None:
        return likely
    own = (path for path in known.values() if family in families_of([path]))
    plain = [path for path in own if not re.search(r"(?i)bold|italic|oblique|black", path.stem)]
    return next(iter(sorted(plain)), None)


def families_asked_for(css: str) -> tuple[str, ...]:
    """The quoted family names in a style sheet's font rules, and plain ones in `font-family`.

    >>> families_asked_for('p { font-family: "Source Serif 4", serif }')
    ('Source Serif 4',)
    """
    found: dict[str, None] = {}
    for rule in _FONT_RULE.finditer(_COMMENT.sub("", css)):
        for quoted in _QUOTED.finditer(rule.group(1)):
            found[quoted.group(1) or quoted.group(2)] = None
        if rule.group(0).startswith("font-family"):
            plain = (part.strip() for part in _QUOTED.sub("", rule.group(1)).split(","))
            found.update((name, None) for name in plain if re.fullmatch(r"[A-Za-z][\w -]*", name))
    return tuple(name for name in found if name.lower() not in _GENERIC)
