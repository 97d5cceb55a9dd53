"""What is bound: the plan, the PDFs that it names, and what the volume says of itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from mekong_print.pages import Imprint
from mekong_print.volume.parts import Folio, Part
from mekong_print.volume.plan import VolumePlan


@dataclass(frozen=True, slots=True)
class Material:
    """All that goes into a volume.

    `front` and `back` are what the press made of front and back matter (empty: there is
    none); `files` are the finished PDFs of the parts by key (paths, or
    their bytes), which are never altered;
    `typeface` is the TrueType file that `folio.font` names. `headings` are titles of parts
    for outline and tags, by key; a part that is not in it goes by its own title.
    `unsound` are keys of parts whose tags contradict themselves: plain ones take their place.
    """

    plan: VolumePlan
    files: Mapping[str, Path | bytes]
    imprint: Imprint
    folio: Folio
    typeface: bytes
    headings: Mapping[str, str] = field(default_factory=dict)
    unsound: frozenset[str] = frozenset()
    front: bytes = b""
    back: bytes = b""

    def heading(self, part: Part) -> str:
        """What a part is called in the outline and in the tags."""
        return self.headings.get(part.key) or part.title or part.file
