"""Trying a PDF from elsewhere: bound alone in memory, and inspected as a volume is.

Shapes that nobody foresaw show here, before a volume hangs on them: first with the PDF's
own tags, then with plain ones in their place. To be called in the reader's process.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from hashlib import sha256
from io import BytesIO

from mekong_print.errors import SourceError
from mekong_print.pages import Imprint, PdfFacts
from mekong_print.volume.parts import Folio, Part
from mekong_print.volume.plan import place, plan_volume

_KEY = "part"
_SHOWN = 200  # characters of a reason
_HINT = "Print or export it anew as a PDF, and adopt the new one."


@dataclass(frozen=True, slots=True)
class Dress:
    """How the volume would set its folio on the pages, and the language that a sidecar says."""

    folio: Folio
    typeface: bytes
    lang: str


def tried(raw: bytes, shown: str, facts: PdfFacts, dress: Dress) -> PdfFacts:
    """The facts, `marked` when the PDF can be bound with its own tags.

    Raises SourceError, with the reason, when it cannot be bound with plain ones either.
    """
    reason = ""
    for marked in (True, False) if facts.marked else (False,):
        told = replace(facts, marked=marked)
        reason = next(_faults(raw, shown, told, dress), "")
        if not reason:
            return told
    raise SourceError(f"{shown} cannot be bound: {reason[:_SHOWN]}", _HINT)


def _faults(raw: bytes, shown: str, facts: PdfFacts, dress: Dress) -> Iterator[str]:
    """What speaks against binding it."""
    from mekong_print.pdf.bind import Material, bind
    from mekong_print.pdf.inspect_volume import ExpectedVolume, volume_faults

    plan = plan_volume(place([_part(raw, shown, facts, dress)]), front=0, back=0)
    imprint = Imprint(title=shown, lang=dress.lang, labels=plan.labels)
    unsound = frozenset() if facts.marked else frozenset({_KEY})
    material = Material(plan, {_KEY: raw}, imprint, dress.folio, dress.typeface, unsound=unsound)
    bound = BytesIO()
    try:
        bind(material, bound)
    except SourceError as fault:
        yield fault.hint.rpartition("(")[2].rstrip(")") or fault.message
        return
    yield from volume_faults(bound.getvalue(), ExpectedVolume(plan, imprint, {_KEY: raw}))


def _part(raw: bytes, shown: str, facts: PdfFacts, dress: Dress) -> Part:
    return Part(
        key=_KEY,
        file=shown,
        sha256=sha256(raw).hexdigest(),
        origin="adopted",
        facts=facts,
        desk="",
        number=0,
        title=shown,
        subtitle="",
        date=None,
        lang=dress.lang,
    )
