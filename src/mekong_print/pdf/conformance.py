"""Whether a PDF keeps the standards that it claims, by the verdict of page-validation.

It judges PDF/UA-1 (ISO 14289-1) and PDF/A-1 to 3 (ISO 19005) from the bytes alone, without
Java. It tells one breach of each rule, the first. Where 0.11.0 is known to be wrong, its
word is not taken: `_QUASHED` has each such rule, the reason, and what is asked instead.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import page

from mekong_print.pdf.opened import OpenPdf, real

PROFILES = {
    "ua-1": "ua1", "a-1a": "1a", "a-1b": "1b", "a-2a": "2a", "a-2b": "2b", "a-2u": "2u",
    "a-3a": "3a", "a-3b": "3b", "a-3u": "3u",
}  # fmt: skip
# Its own limit of 256 references in a row is that of an outline of 250 issues. Beyond 2 048 a PDF
# made to do harm (forms in forms) brings it down; all its other limits stay as they are.
_LIMITS = page.SafetyLimits(max_reference_depth=1_024)
UNJUDGED = "UNJUDGED"  # the rule of a file that the validator could not read to its end
_FAMILY = re.compile(r"^PDF(?:UA1|A\d[ABU])-")
_HEAD = re.compile(rb"stream(\r\n|\n)")
_LENGTH = re.compile(rb"/Length\s+(\d+)(\s+\d+\s+R)?")
_TAIL = re.compile(rb"(\r\n|\r|\n)?endstream")
_LONGEST_HEAD = 4096  # bytes of a stream's dictionary that are looked through at first


@dataclass(frozen=True, slots=True)
class Breach:
    """A rule that a PDF breaks, the standard that it is of, and where as far as it is known.

    `rule` is the validator's name for it without the standard (`LINK-CONTENTS-001`),
    `number` the object in the file.
    """

    standard: str
    rule: str
    message: str
    number: int | None = None


def breaches(pdf: OpenPdf, standard: str) -> tuple[Breach, ...]:
    """What a PDF breaks of a standard in PROFILES; nothing when it keeps it."""
    try:
        report = page.validate_pdf_bytes(pdf.raw, profile=PROFILES[standard], limits=_LIMITS)
    except page.PageError as fault:  # unreadable, or beyond its limits of safety
        return (Breach(standard, UNJUDGED, str(fault)),)
    found = (
        Breach(
            standard,
            _FAMILY.sub("", one.rule_id),
            one.message,
            one.object_id.object_number if one.object_id else None,
        )
        for one in report.failures
    )
    return tuple(one for one in found if not _is_quashed(pdf, one))


def _is_quashed(pdf: OpenPdf, breach: Breach) -> bool:
    return any(name == breach.rule and wrong(pdf, breach) for name, wrong in _QUASHED.items())


def _lengths_are_right(pdf: OpenPdf, _: Breach) -> bool:
    """Whether each stream is as long as it says (ISO 19005-3, 6.1.7.1).

    0.11.0 takes a last byte of 0x0D for the end of a line: one compressed stream in 256
    ends with it. It tells the first such stream alone, so all are measured here.
    """
    return all(_is_as_long_as_told(pdf, offset) for offset in _offsets(pdf))


def _offsets(pdf: OpenPdf) -> Iterator[int]:
    """Where objects begin; those in object streams are no streams themselves (7.5.7)."""
    for row in pdf.reader.xref.values():
        yield from row.values()


def _is_as_long_as_told(pdf: OpenPdf, offset: int) -> bool:
    """True as well for what is no stream."""
    end = pdf.raw.find(b"endobj", offset)
    head = _HEAD.search(pdf.raw, offset, min(end, offset + _LONGEST_HEAD) if end > 0 else end)
    told = _LENGTH.search(pdf.raw, offset, head.start()) if head else None
    if head is None or told is None:
        return True
    length = int(told[1]) if told[2] is None else _resolved(pdf, int(told[1]))
    return _TAIL.match(pdf.raw, head.end() + length) is not None


def _resolved(pdf: OpenPdf, number: int) -> int:
    found = real(pdf.reader.get_object(number))
    return int(found) if isinstance(found, int) else -1


def _is_of_later_part(_: OpenPdf, breach: Breach) -> bool:
    """Only PDF/A-1 forbids packed metadata (ISO 19005-1, 6.7.2); ISO 19005-2 and 3 do not."""
    return not breach.standard.startswith("a-1")


# Rules that 0.11.0 is known to find broken where they are not: `quashed` when this holds.
_QUASHED: dict[str, Callable[[OpenPdf, Breach], bool]] = {
    "STREAM-LENGTH-001": _lengths_are_right,
    "METADATA-FILTER-001": _is_of_later_part,
}
