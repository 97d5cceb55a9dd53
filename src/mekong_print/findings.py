"""What is wrong in a source or on a page: a finding is a value, never an exception.

`CODES` is the table of those that reading and printing report. A code is a letter for
its family and two digits, and is never given a second meaning. Families so far: M front
matter and configuration, S structure, B bylines and bios, A access, I pictures (images),
P pages (from P21 on: finished PDFs), V adopted PDFs, W waivers, N notes. Rules of `mekong
check` (check/) share the namespace, from 21 on in each family; their findings bring their
level along.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from mekong_print.positions import Position

Level = Literal["error", "warning", "note"]
LEVELS: tuple[Level, ...] = ("note", "warning", "error")  # from the least grave on


@dataclass(frozen=True, slots=True)
class Fix:
    """What mends a finding: these words in place of all that stands from `start` to `end`."""

    start: Position
    end: Position
    words: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One problem: where, which, what to do. `message` and `hint` are in an editor's words.

    `end` is the place behind the last letter concerned, where that is known. `rated` is the
    level of a rule's finding; the others have theirs in `CODES`.
    """

    at: Position
    code: str
    message: str
    hint: str = ""
    rated: Level | None = None
    end: Position | None = None
    fix: Fix | None = None

    @property
    def level(self) -> Level:
        """How grave it is: an error stops the build."""
        return self.rated or CODES[self.code][0]

    def __str__(self) -> str:
        hint = f"\n    {self.hint}" if self.hint else ""
        return f"{self.at}: {self.level} {self.code}: {self.message}{hint}"


def in_reading_order(findings: list[Finding]) -> tuple[Finding, ...]:
    """Sort findings by file, line and column, and leave out exact repeats."""
    unique = dict.fromkeys(findings)
    return tuple(sorted(unique, key=lambda f: (f.at.file, f.at.line, f.at.column, f.code)))


def at_least(findings: tuple[Finding, ...], level: Level) -> tuple[Finding, ...]:
    """Those findings that are of a level, or graver."""
    return tuple(one for one in findings if LEVELS.index(one.level) >= LEVELS.index(level))


def errors_of(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """Those findings that stop a build."""
    return tuple(finding for finding in findings if finding.level == "error")


# What does not fit (typed.Misfit.sort), as the code of a finding.
MISFIT_CODES = {"unknown": "M03", "missing": "M07", "wrong": "M04"}

# code: (level, what it is about). docs/findings.md is written from this table.
CODES: dict[str, tuple[Level, str]] = {
    "M01": ("error", "The file has no front matter between two lines of `---`."),
    "M02": ("error", "The front matter, the configuration or a sidecar cannot be read."),
    "M03": ("error", "A key that mekong-print does not know."),
    "M04": ("error", "A value of the wrong kind."),
    "M05": ("error", "YAML anchors, aliases and tags: only plain values are read."),
    "M06": ("error", "A key that is given twice."),
    "M07": ("error", "A key that is needed is missing."),
    "M08": ("error", "A language that mekong-print cannot set."),
    "M09": ("error", "A desk that mekong.toml does not name."),
    "M10": ("error", "Two issues that would be the same PDF."),
    "M11": ("warning", "A correction dated before the issue, or before the one above it."),
    "M12": ("error", "A translation whose file name and `lang` do not go together."),
    "M13": ("error", "Two sources of one issue in one language."),
    "M14": ("error", "A translation without an original."),
    "M15": ("error", "A translation that says something else of its issue than the original."),
    "M16": ("warning", "A paragraph of a translation that is older than the original."),
    "M17": ("warning", "A paragraph that is not translated yet."),
    "M18": ("warning", "A translation of which nobody knows what state of the original it has."),
    "M19": ("warning", "A word of the publication's own that a catalog lacks."),
    "S01": ("error", "The file is empty, or holds front matter alone."),
    "S02": ("error", "The file is not UTF-8 text, or holds characters that cannot be set."),
    "S03": ("error", "Text before the first section."),
    "S04": ("error", "Two sections or articles with one id."),
    "S05": ("warning", "A section with nothing in it."),
    "S06": ("error", "A heading without words."),
    "S07": ("error", "Raw HTML, which is off."),
    "S08": ("error", "A block of an unknown kind, or one that is never closed."),
    "S09": ("error", "A flag or a region that does not exist."),
    "S10": ("error", "Nesting too deep, or a piece of text too long, to be set."),
    "S11": (
        "error",
        "A footnote that is not written, not called, written twice or inside another.",
    ),
    "S12": ("error", "An attribute or an id that cannot be used here."),
    "S13": ("error", "A link that leads nowhere, or somewhere it must not."),
    "S14": ("warning", "An article with nothing below its headline."),
    "S15": ("error", "A table row with more cells than the table has columns."),
    "S16": ("warning", "TK: text that is still to come."),
    "S17": ("error", "An id that was published in a volume and is gone."),
    "S18": ("error", "Headings of a translation that cannot be matched with the original's."),
    "S19": ("warning", "A section or an article that only a translation, or its original, has."),
    "B01": ("error", "A byline that cannot be read."),
    "B02": ("warning", "An article without a byline."),
    "B03": ("error", "A bio that belongs to no article."),
    "A01": ("error", "A picture without a description (alternative text)."),
    "I01": ("error", "A picture that is not there."),
    "I02": ("error", "A picture from outside the issue's folder."),
    "I03": ("error", "A picture that cannot be printed."),
    "I04": ("error", "A picture inside a sentence."),
    "I05": ("error", "Pictures that have too many pixels, or bytes, in all."),
    "P01": ("warning", "A line that runs out of its column."),
    "P02": ("warning", "A widow: the last line of a paragraph alone at the head of a page."),
    "P03": ("warning", "An orphan: the first line of a paragraph alone at the foot of a page."),
    "P04": ("warning", "A heading at the foot of a page, its text on the next."),
    "P05": ("warning", "A bio alone on a page, or broken across two."),
    "P06": ("warning", "A last page that is less than a quarter full."),
    "P07": ("error", "Characters that no font of the publication has."),
    "P08": ("error", "The layout failed: something on the page could not be made."),
    "P11": ("error", "Letters in an order that their script does not have."),
    "P12": ("error", "Two fonts of one family, weight and style, or a font that cannot be read."),
    "P09": ("warning", "A standard that the PDF does not keep, and so does not claim."),
    "V01": ("error", "A PDF that is not the one its sidecar was written for."),
    "V02": ("error", "A sidecar without its PDF."),
    "V03": ("error", "A page that the PDF does not have."),
    "V04": ("error", "An adopted issue with the desk and number of another."),
    "V05": ("error", "Two sections or articles of a sidecar with one id."),
    "V06": ("error", "An article in a section that the sidecar does not name."),
    "P21": ("warning", "A PDF without tags."),
    "P22": ("warning", "A PDF without a title, or one that does not show it."),
    "P23": ("warning", "A PDF that does not say its language."),
    "P24": ("error", "A font that is not in the PDF."),
    "P25": ("warning", "A picture in a PDF without a description (alternative text)."),
    "P26": ("note", "A PDF without page labels, or with one label twice."),
    "P27": ("warning", "A PDF without an outline, or with a line in it that leads nowhere."),
    "P28": ("note", "A PDF that claims no standard."),
    "P29": ("warning", "A PDF that is too large for many mailboxes."),
    "P30": ("warning", "Text that leaves its page."),
    "P31": ("error", "Characters that are printed as boxes: the font has no glyph."),
    "P32": ("warning", "An empty page."),
    "P33": ("warning", "A link or an action that has no place in a PDF, or leads nowhere."),
    "P34": ("error", "A PDF that claims a standard it does not keep."),
    "P35": ("warning", "A draft that was built without the check."),
    "W01": ("warning", "A waiver that cannot be used."),
    "W02": ("warning", "A waiver for a code that does not exist."),
    "W03": ("warning", "An idle waiver: what it allows is not there."),
    "N01": ("note", "What an import had to assume."),
    "N02": ("note", "What was guessed of an adopted PDF, and must be looked at."),
    "N03": ("note", "What binding will take out of an adopted PDF."),
}
