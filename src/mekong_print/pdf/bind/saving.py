"""A volume on the disk: object streams in order, linearised, with an identifier of its bytes.

libqpdf 12 and qpdf 11 (Debian's) do not count alike what one page alone uses when an
annotation, which the structure tree uses too, or a line of the outline is in the same
object stream. Their checks agree when no stream is mixed so: therefore the order.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import BinaryIO

import pikepdf
from pikepdf import Array, Dictionary, Object, Pdf

_FEW = 60  # pages: a longer volume has more elements than an object stream holds
_IN_A_STREAM = 100  # objects, as libqpdf fills them


def save(volume: Pdf, target: Path | BinaryIO) -> None:
    """Write the volume, linearised for the web (ISO 32000-1, Annex F)."""
    # Object streams are filled in the order in which a walk from the trailer meets objects.
    # This entry comes first, and is one of those that a writer always writes anew, so that
    # nothing of it is in the file. (decisions/0008)
    volume.trailer["/DecodeParms"] = Array([*_ordered(volume), *_padding(volume)])
    with _packed_quickly(), _opened(target) as stream:
        volume.save(
            stream,
            linearize=True,
            deterministic_id=True,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            fix_metadata_version=False,
            min_version="1.7",
        )


def _opened(target: Path | BinaryIO) -> AbstractContextManager[BinaryIO]:
    """A stream; a path given to libqpdf would get a second file beside it for the time."""
    return target.open("wb") if isinstance(target, Path) else nullcontext(target)


@contextmanager
def _packed_quickly() -> Iterator[None]:
    """Pictures and fonts are packed already; the rest gets 1 % larger for a twelfth of the time.

    The setting (a level of zlib) holds for the whole process, so that it is taken back.
    """
    pikepdf.settings.set_flate_compression_level(1)
    try:
        yield
    finally:
        pikepdf.settings.set_flate_compression_level(-1)


def _ordered(volume: Pdf) -> list[Object]:
    """What pages use, those of several pages by turns; then the structure tree."""
    used: list[tuple[float, int, Object]] = []
    for number, page in enumerate(volume.pages):
        own = _used(page.obj)
        used += [(place / len(own), number, thing) for place, thing in enumerate(own)]
    used.sort(key=lambda one: one[:2])
    ordered = [thing for _, _, thing in used]
    root = volume.Root
    return [*ordered, root.StructTreeRoot] if "/StructTreeRoot" in root else ordered


def _used(page: Dictionary) -> list[Object]:
    own = [note for note in page.get("/Annots", ()) if note.is_indirect]
    resources = page.get("/Resources")
    if resources is not None and resources.is_indirect:
        own.append(resources)
    return own


def _padding(volume: Pdf) -> list[Object]:
    """A stream of empty objects, where the structure tree may be too small to stand between.

    They are of no use to a reader, and take some 500 bytes.
    """
    if len(volume.pages) >= _FEW:
        return []
    return [volume.make_indirect(Array()) for _ in range(_IN_A_STREAM)]
