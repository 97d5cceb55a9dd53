"""The plan of a volume: offsets, names, labels. Arithmetic alone.

Front matter counts i, ii, iii, parts and back matter 1, 2, 3: so the length of the
contents page never moves a number that it prints, and one pass makes it (the way of
aclpub2). `place` comes first and needs no front matter; `plan_volume` adds its length.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from mekong_print.pages import PageLabels
from mekong_print.volume.file_names import tame_names
from mekong_print.volume.parts import Part

Names = Mapping[str, str]  # old name → new name


@dataclass(frozen=True, slots=True)
class Placed:
    """A part in its place: `folio` is the printed number of its first page.

    `blank` says that an empty page stands before it, so that it begins on a recto.
    """

    part: Part
    folio: int
    blank: bool

    @property
    def pages(self) -> int:
        """How many pages the part itself has."""
        return self.part.facts.pages

    def folio_of(self, page: int) -> int:
        """The printed number of one of its pages, given as an index in the part."""
        return self.folio + page


@dataclass(frozen=True, slots=True)
class Renaming:
    """What one part's names are called in the volume; names that stay are not in it."""

    destinations: Names
    files: Names


@dataclass(frozen=True, slots=True)
class VolumePlan:
    """All that binding must know. Page indexes count from 0 through the whole volume.

    `front` and `back` are the pages of the front and back matter; `front_blank` and
    `back_blank` say that an empty page follows the front, or stands before the back.
    """

    placed: tuple[Placed, ...]
    front: int
    back: int
    front_blank: bool
    back_blank: bool
    renamed: Mapping[str, Renaming]  # by a part's key

    @property
    def body(self) -> int:
        """The page index of folio 1."""
        return self.front + self.front_blank

    @property
    def pages(self) -> int:
        """How many pages the volume has."""
        return self.body + folio_after(self.placed) - 1 + self.back_blank + self.back

    @property
    def labels(self) -> tuple[PageLabels, ...]:
        """Roman numerals in front, arabic from the first part to the end."""
        arabic = PageLabels(self.body)
        return (PageLabels(0, "r"), arabic) if self.body else (arabic,)

    def start(self, placed: Placed) -> int:
        """The page index at which a part begins."""
        return self.body + placed.folio - 1

    def blanks(self) -> tuple[int, ...]:
        """The page indexes of the empty pages."""
        found = [self.front] if self.front_blank else []
        found += [self.start(placed) - 1 for placed in self.placed if placed.blank]
        found += [self.pages - self.back - 1] if self.back_blank else []
        return tuple(found)

    def destination(self, key: str, name: str) -> str:
        """What a part's named destination is called in the volume."""
        return self.renamed[key].destinations.get(name, name)


def place(parts: Iterable[Part], *, recto: bool = False) -> tuple[Placed, ...]:
    """Number the parts one behind the other from 1; with `recto`, each begins on an odd page."""
    placed: list[Placed] = []
    folio = 1
    for part in parts:
        blank = recto and folio % 2 == 0
        folio += blank
        placed.append(Placed(part, folio, blank))
        folio += part.facts.pages
    return tuple(placed)


def folio_after(placed: tuple[Placed, ...]) -> int:
    """The number of the page behind the last part."""
    return placed[-1].folio + placed[-1].pages if placed else 1


def plan_volume(
    placed: tuple[Placed, ...], *, front: int, back: int, recto: bool = False
) -> VolumePlan:
    """The plan, once it is known how many pages the front and the back matter have.

    With `recto`, folio 1 and the back matter begin on right-hand pages.
    """
    return VolumePlan(
        placed,
        front,
        back,
        front_blank=recto and front % 2 == 1,
        back_blank=recto and back > 0 and folio_after(placed) % 2 == 0,
        renamed=_renamings(placed),
    )


def back_folio(placed: tuple[Placed, ...], *, recto: bool = False) -> int:
    """The printed number of the first page of the back matter."""
    folio = folio_after(placed)
    return folio + (recto and folio % 2 == 0)


def _renamings(placed: tuple[Placed, ...]) -> dict[str, Renaming]:
    parts = [one.part for one in placed]
    names = told_apart({part.key: part.facts.ids for part in parts}, "{key}.{name}")
    files = _files_told_apart(parts)
    return {part.key: Renaming(names[part.key], files[part.key]) for part in parts}


def _files_told_apart(parts: list[Part]) -> dict[str, dict[str, str]]:
    """New names of carried files, by part: none that leads astray, and none twice."""
    tame = {part.key: tame_names(file.name for file in part.facts.files) for part in parts}
    told = told_apart({key: own.values() for key, own in tame.items()}, "{key}-{name}")
    called = {
        key: {old: told[key].get(new, new) for old, new in own.items()} for key, own in tame.items()
    }
    return {
        key: {old: new for old, new in own.items() if old != new} for key, own in called.items()
    }


def told_apart(names: Mapping[str, Iterable[str]], form: str) -> dict[str, dict[str, str]]:
    """New names for those that several holders share, by holder; `form` makes one of the key.

    Every holder of a shared name gets a new one, the first as well: so what a part's
    names become does not depend on the order of the parts.

    >>> told_apart({"a": ["note-1", "a-x"], "b": ["note-1"]}, "{key}.{name}")
    {'a': {'note-1': 'a.note-1'}, 'b': {'note-1': 'b.note-1'}}
    """
    held = {key: tuple(dict.fromkeys(own)) for key, own in names.items()}
    count = Counter(name for own in held.values() for name in own)
    taken = set(count)
    renamed: dict[str, dict[str, str]] = {key: {} for key in held}
    for key in sorted(held):
        for name in sorted(name for name in held[key] if count[name] > 1):
            new = name
            while new in taken:
                new = form.format(key=key, name=new)
            taken.add(new)
            renamed[key][name] = new
    return renamed
