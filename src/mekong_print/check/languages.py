"""Rules of languages: words of another one that do not say which, or say a wrong one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mekong_print.check.manuscript import Manuscript
from mekong_print.check.rule import rule
from mekong_print.check.stretch import Mark, Stretch

_LATIN = re.compile(r"[A-Za-z]")
# Runs of letters of one script, over single blanks and breaks for lines.
_KHMER = re.compile(r"[\u1780-\u17ff]+(?:[ \u200b-\u200d]{1,2}[\u1780-\u17ff]{1,99}){0,99}")
_LAO = re.compile(r"[\u0e80-\u0eff]+(?:[ \u200b-\u200d]{1,2}[\u0e80-\u0eff]{1,99}){0,99}")
_THAI = re.compile(r"[\u0e01-\u0e5b]+(?:[ \u200b-\u200d]{1,2}[\u0e01-\u0e5b]{1,99}){0,99}")
_BURMESE = re.compile(
    r"[\u1000-\u109f\uaa60-\uaa7f]+"
    r"(?:[ \u200b-\u200d]{1,2}[\u1000-\u109f\uaa60-\uaa7f]{1,99}){0,99}"
)
_CHINESE = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]+")
# Script: its letters, and the languages written in it, the usual one first.
_SCRIPTS: dict[str, tuple[re.Pattern[str], tuple[str, ...]]] = {
    "Khmer": (_KHMER, ("km", "pi")),
    "Lao": (_LAO, ("lo", "pi")),
    "Thai": (_THAI, ("th", "pi", "tts", "nod")),
    "Burmese": (_BURMESE, ("my", "shn", "mnw", "ksw", "kac", "blk", "pwo", "rki", "pi")),
    "Chinese": (_CHINESE, ("zh", "ja", "yue", "cmn", "ko", "vi")),
}
# Letters of the Myanmar block that Burmese itself does not use (Unicode: Mon, Karen, Kayah,
# Shan and Palaung; Myanmar Extended-A: Khamti Shan, Aiton, Pa'o).
_NOT_BURMESE = "\u1022\u1028\u1033-\u1035\u105a-\u109f\uaa60-\uaa7f"
# What tells its language to nobody: what it is, its words, and the languages, the usual one first.
_SHARED: tuple[tuple[str, re.Pattern[str], tuple[str, ...]], ...] = (
    ("Chinese characters", *_SCRIPTS["Chinese"]),
    (
        "Letters of Shan, Mon or Karen",
        re.compile(f"[\u1000-\u109f]*[{_NOT_BURMESE}][\u1000-\u109f\uaa60-\uaa7f]*"),
        ("shn", "mnw", "ksw", "kac", "blk", "pwo", "rki", "pi"),
    ),
)
# Words without a capital. The letters that Vietnamese alone has tell it.
_SMALL_WORDS = re.compile(
    r"(?<![\w’'-])[a-zà-öø-ýăđĩũơưạ-ỹ]{1,20}(?: [a-zà-öø-ýăđĩũơưạ-ỹ]{1,7}){0,9}(?![\w’'-])"
)
VIETNAMESE_LETTER = re.compile(r"[ăđĩũơưạ-ỹ]")
_MARKED = re.compile(r"[à-öø-ýăđĩũơưạ-ỹ]")


@rule(
    "A30",
    "warning",
    "Letters that several languages share, without a word on which one it is.",
    hint="Write [the words]{lang=zh} with the code of their language.",
)
def shared_letters_without_language(manuscript: Manuscript) -> Iterator[Mark]:
    """A screen reader needs the language to say the words, and the layout to break their lines.

    Khmer, Lao, Thai and Burmese are known by their letters and need no word from you. Chinese
    characters may be Japanese, and Burmese letters are written by the Shan, the Mon and the Karen.

    Bad:
        The river is called 湄公河 upstream.

    Bad:
        A Shan farmer calls it ၼမ်ႉၶွင်.

    Good:
        The river is called [湄公河]{lang=zh} upstream, and ទន្លេមេគង្គ in Phnom Penh.
    """
    for stretch in manuscript.stretches:
        if stretch.kind in ("alt", "byline", "title", "subtitle"):  # no span can stand there
            continue
        for script, letters, languages in _SHARED:
            for found in letters.finditer(stretch.text):
                if not _is_told(stretch, *found.span()) and not _is_own(stretch, languages):
                    hint = f"Write [{found.group()[:30]}]{{lang={languages[0]}}}."
                    yield stretch.mark(*found.span(), f"{script} without a language.", hint)


@rule(
    "A31",
    "note",
    "Vietnamese words that do not say their language.",
    hint="Write [the words]{lang=vi}. Names may stay as they are.",
)
def vietnamese_without_language(manuscript: Manuscript) -> Iterator[Mark]:
    """English voices cannot say them. They are known by their letters; names are left alone.

    Bad:
        The reforms are known as đổi mới in Hanoi.

    Good:
        The reforms are known as [đổi mới]{lang=vi} in Hanoi, where Phạm Minh Chính governs.
    """
    for stretch in manuscript.stretches:
        if not stretch.is_english or stretch.kind in ("alt", "byline", "title", "subtitle"):
            continue
        for start, end in _vietnamese(stretch.text):
            if not _is_told(stretch, start, end):
                hint = f"Write [{stretch.text[start:end]}]{{lang=vi}}."
                yield stretch.mark(start, end, "These look like Vietnamese words.", hint)


@rule(
    "A32",
    "warning",
    "Words whose script is not that of the language they are said to be in.",
    hint="Correct the code of the language behind the words.",
)
def wrong_language(manuscript: Manuscript) -> Iterator[Mark]:
    """A Khmer voice that is handed Thai letters is silent, or spells them.

    Lao in Latin letters is `lo-Latn`, and so with others.

    Bad:
        The river is called [แม่น้ำโขง]{lang=km} in Thai.

    Bad:
        The feast is [Bon Om Touk]{lang=km}.

    Good:
        The river is called [แม่น้ำโขง]{lang=th}, and the feast [Bon Om Touk]{lang=km-Latn}.
    """
    for stretch in manuscript.stretches:
        for zone in stretch.zones:
            if zone.kind == "foreign":
                fault = _fault_of(stretch.text[zone.start : zone.end], zone.value)
                if fault:
                    yield stretch.mark(zone.start, zone.end, *fault)


def _vietnamese(text: str) -> Iterator[tuple[int, int]]:
    """Words with Vietnamese marks beside each other, one of them a mark of Vietnamese alone."""
    for run in _SMALL_WORDS.finditer(text) if VIETNAMESE_LETTER.search(text) else ():
        if not VIETNAMESE_LETTER.search(run.group()):
            continue
        place, start, end = run.start(), -1, -1
        for word in run.group().split(" "):
            if _MARKED.search(word):
                start, end = (place if start < 0 else start), place + len(word)
            place += len(word) + 1
        yield start, end


def _fault_of(words: str, tag: str) -> tuple[str, str] | None:
    """What is wrong with the language that words are said to be in: message and hint."""
    code, *more = tag.lower().split("-")
    for script, (letters, languages) in _SCRIPTS.items():
        has = bool(letters.search(words))
        if has and code not in languages:
            return f"These are {script} letters, said to be “{tag}”.", (
                f"Write {{lang={languages[0]}}}."
            )
        bare = not has and _LATIN.search(words)
        if bare and code == languages[0] and "latn" not in more:
            hint = f"Write {{lang={code}-Latn}}, if it is {script} in Latin letters."
            return f"There are no {script} letters here, only Latin ones.", hint
    return None


def _is_own(stretch: Stretch, languages: tuple[str, ...]) -> bool:
    """Whether a stretch as a whole is in one of some languages: a passage says so itself."""
    return stretch.lang.lower().split("-")[0] in languages


def _is_told(stretch: Stretch, start: int, end: int) -> bool:
    """Whether letters say their language, or are code."""
    return any(
        zone.start <= start and end <= zone.end for zone in stretch.zones if zone.kind != "link"
    )
