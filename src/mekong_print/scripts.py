"""Scripts that set no space between words, and the languages that are written in them.

Khmer, Lao, Thai and Burmese have a script each, so that a run of letters tells its
language where nothing else does. A run whose language is said and can be written so
keeps it: Shan, Karen and Mon share the Burmese letters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

ZERO_WIDTH_SPACE = "\u200b"  # a line may end here
WORD_JOINER = "\u2060"  # no line may end here
_BETWEEN = r" \u00a0\u200b-\u200d\u2060.,:;!?…–—/()“”‘’«»%0-9\-"


@dataclass(frozen=True, slots=True)
class Script:
    """A script by its ISO 15924 code. `letters` is the inside of a character class.

    `language` is the one meant where none is said; `others` are written in it as well.
    """

    code: str
    letters: str
    language: str
    others: frozenset[str]


# Without ៛ and ฿, which stand in texts of all scripts.
SCRIPTS: tuple[Script, ...] = (
    Script("Khmr", "\u1780-\u17da\u17dc-\u17ff\u19e0-\u19ff", "km", frozenset({"khm"})),
    Script("Laoo", "\u0e80-\u0eff", "lo", frozenset({"lao"})),
    Script("Thai", "\u0e01-\u0e3e\u0e40-\u0e7f", "th", frozenset({"tha"})),
    Script("Mymr", "\u1000-\u109f\uaa60-\uaa7f\ua9e0-\ua9ff", "my", frozenset({"bur", "mya"})),
)
# Languages of which it is known that none of these scripts is theirs, unless the tag says so.
_OF_OTHER_SCRIPTS = frozenset(
    "en vi fr de es it pt nl sv da nb no fi pl cs ru uk".split()
    + "zh ja ko id ms jv tl fil ar fa ur hi bn ta".split()
)
_OWN = {tag: script.code for script in SCRIPTS for tag in (script.language, *script.others)}
LETTERS = "".join(script.letters for script in SCRIPTS)  # the inside of a character class
ANY = re.compile(f"[{LETTERS}]")
_RUNS = re.compile(
    "|".join(
        f"(?P<{one.code}>[{one.letters}](?:[{one.letters}{_BETWEEN}]*[{one.letters}])?)"
        for one in SCRIPTS
    )
)
MYANMAR = SCRIPTS[-1]
_BY_CODE = {script.code: script for script in SCRIPTS}


def runs(text: str) -> Iterator[tuple[int, int, Script]]:
    """Each run of letters of one of the scripts: start, end, script.

    >>> [(start, end, script.code) for start, end, script in runs("At ภูเก็ต, ลาว: ລາວ.")]
    [(3, 14, 'Thai'), (16, 19, 'Laoo')]
    """
    for found in _RUNS.finditer(text):
        yield found.start(), found.end(), _BY_CODE[str(found.lastgroup)]


def language_in(script: Script, declared: str) -> str:
    """The language of a run in a script, where `declared` (a BCP 47 tag, or none) is said.

    >>> [language_in(MYANMAR, tag) for tag in ("en", "shn", "pi-Mymr")]
    ['my', 'shn', 'pi-Mymr']
    """
    return declared if is_written_in(declared, script) else script.language


def is_written_in(declared: str, script: Script) -> bool:
    """Whether a language can be written in a script. One that is not known here may be."""
    language, *more = declared.replace("_", "-").split("-")
    said = [part.title() for part in more if len(part) == 4 and part.isalpha()]
    if said or not language:
        return script.code in said
    language = language.lower()
    return _OWN.get(language, script.code) == script.code and language not in _OF_OTHER_SCRIPTS
