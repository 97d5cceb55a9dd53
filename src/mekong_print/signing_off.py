"""Signing a volume off: a draft is inspected, and put in place with its manifest."""

from __future__ import annotations

from mekong_print import typed
from mekong_print.errors import InspectionError, SourceError
from mekong_print.files import digest, read_bytes
from mekong_print.guarding import refuse_forbidden, refuse_forbidden_parts
from mekong_print.manifests import publish
from mekong_print.sheaves import Bound, Sheaf

_WAIT = "Wait until it is saved or copied, then bind again."


def approve(bound: Bound) -> None:
    """Inspect a draft. Raises InspectionError, which blames parts where it can.

    Raises SourceError when a part has changed: that is no fault of the draft.
    """
    from mekong_print.pdf.bound_part import SWAPPED
    from mekong_print.pdf.inspect_volume import ExpectedVolume, blamed_parts, volume_faults

    expected = ExpectedVolume(
        bound.plan, bound.imprint, bound.sheaf.files, front=bound.front, back=bound.back
    )
    found = volume_faults(bound.draft, expected)
    swapped = next((one for one in found if one.endswith(SWAPPED)), None)
    if swapped:
        _refuse_changed(bound.sheaf)  # by its file, unless it is what it was again
        raise SourceError(f"The volume “{bound.sheaf.name}” was not made: {swapped}", _WAIT)
    if found:
        lines = "\n".join(f"  - {one}" for one in found)
        message = f"The volume “{bound.sheaf.name}” failed its inspection:\n{lines}"
        hint = "This is most likely a bug of ours; the old file is untouched."
        raise InspectionError(message, hint).blaming(*blamed_parts(found, expected))
    _guard(bound)


def _guard(bound: Bound) -> None:
    """Raise InspectionError where a draft holds what never_print forbids, with the part if any."""
    shown = f"The volume “{bound.sheaf.name}”"
    entries, sheaf = bound.never_print, bound.sheaf
    try:
        refuse_forbidden(entries, bound.draft, shown, typed.to_json(bound.record))
    except InspectionError:
        parts = {part.file: sheaf.files[part.key] for part in sheaf.parts}
        refuse_forbidden_parts(entries, parts, shown)
        raise  # it stands in what the volume says of itself


def settle(bound: Bound) -> None:
    """Put an approved draft in place with its manifest. Raises SourceError, WriteError."""
    _refuse_changed(bound.sheaf)
    publish(bound.draft, bound.sheaf.target, bound.record, bound.changes)


def _refuse_changed(sheaf: Sheaf) -> None:
    """Raise SourceError when a part is not the file any more that the record tells of."""
    for part in sheaf.parts:
        if digest(read_bytes(sheaf.files[part.key], part.file)) != part.sha256:
            message = f"{part.file} changed while the volume “{sheaf.name}” was bound."
            raise SourceError(message, _WAIT)
