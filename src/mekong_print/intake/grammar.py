"""What a line of a newsletter can be, by its own words: the tests that positions are decided with.

None of them looks at how long a line is: one headline of the newsletter has 93
characters, and some paragraphs have fewer.
"""

from __future__ import annotations

import re

from mekong_print.bylines import SENTENCE_END, looks_like_byline, opens_byline, read_byline
from mekong_print.intake.drafts import Line
from mekong_print.languages import Language
from mekong_print.regions import FLAG_EMOJI, LONE_INDICATOR, REGIONS, region_of

# Latin, CJK, Khmer, Lao, Thai, Burmese, Devanagari; a colon or a comma leads on to more text.
_ENDS_A_SENTENCE = re.compile(r"[.!?…:;,。！？។៕ຯฯ၊။।]['’”\"»)\]*\s]*$")
_APOSTROPHES = str.maketrans(dict.fromkeys("'‘`´ʼ＇", "’"))
_VARIATION_SELECTOR = "\ufe0f"
_INDICATORS = re.compile("[\U0001f1e6-\U0001f1ff]+")
_EDGES = "\"'‘’“”«»()[],;:.!?*_"


def ends_like_sentence(text: str) -> bool:
    """Whether a line ends as running text does, and as headlines and names of countries do not.

    >>> ends_like_sentence("He called it “peace with dignity.”")
    True
    """
    return bool(_ENDS_A_SENTENCE.search(text))


def opens_section(text: str) -> bool:
    """Whether a line is words and a flag, first or last; running text beside a flag is not.

    >>> opens_section("🇰🇭 Cambodia"), opens_section("Long live 🇰🇭 today"), opens_section("🇰🇭")
    (True, False, False)
    """
    bare = text.replace(_VARIATION_SELECTOR, "").strip()
    pairs = list(FLAG_EMOJI.finditer(bare))
    if not pairs or (pairs[0].start() > 0 and pairs[-1].end() < len(bare)):
        return False
    words = without_flags(bare)
    return bool(words) and not ends_like_sentence(words)


def opens_note(text: str, words: Language) -> bool:
    """Whether a line is the heading of the editor's note, with any apostrophe.

    >>> from mekong_print.languages import LANGUAGES
    >>> opens_note("Editor's note:", LANGUAGES["en"])
    True
    """
    folded = " ".join(text.translate(_APOSTROPHES).casefold().rstrip(": ").split())
    return folded in words.note


def is_byline(line: Line, words: Language) -> bool:
    """Whether a line is a byline beyond doubt; a colon at its end leads on to more text."""
    return looks_like_byline(line.text, words) and not line.text.endswith((":", ";"))


def fails_as_byline(line: Line, words: Language) -> str:
    """Why a line that opens like a byline, and is no sentence, cannot be read as one; or empty."""
    if not opens_byline(line.text, words) or ends_like_sentence(line.text):
        return ""
    return read_byline(line.text, words).fault


def is_meant_as_byline(line: Line, words: Language) -> bool:
    """Whether a line cannot be read as a byline, but opens as only bylines do: “by Name …”."""
    following = line.text.split(maxsplit=1)[1:]
    capital = bool(following) and following[0][:1].isupper()
    return capital and line.text[:1].islower() and bool(fails_as_byline(line, words))


def would_be_byline(text: str, words: Language) -> bool:
    """Whether the Markdown source would take a line for a byline where one can stand."""
    if not opens_byline(text, words):
        return False
    return text[:1].islower() or not SENTENCE_END.search(text)


def has_words(line: Line) -> bool:
    """Whether a line holds more than flags, so that it can be a headline."""
    return bool(without_flags(line.text))


def without_flags(text: str) -> str:
    """The words of a line without its flags."""
    if not LONE_INDICATOR.search(text):
        return text
    bare = _INDICATORS.sub(" ", text.replace(_VARIATION_SELECTOR, ""))
    return re.sub(r" {2,}", " ", bare).strip()


def flags_of(text: str) -> tuple[list[str], list[str]]:
    """The flags of countries in a line, and what else is made of such letters (🇪🇺, half a flag)."""
    real: list[str] = []
    odd: list[str] = []
    for run in _INDICATORS.findall(text):
        for piece in (run[i : i + 2] for i in range(0, len(run), 2)):
            (real if len(piece) == 2 and region_of(piece) in REGIONS else odd).append(piece)
    return real, odd


def opens_with_name(text: str, names: tuple[str, ...]) -> bool:
    """Whether a paragraph opens with a name of one of these people, or with any part of it.

    >>> opens_with_name("Malai is a reporter.", ("Malai Yatt",))
    True
    >>> opens_with_name("A boat is a home.", ("A. Writer",))
    False
    """
    folded = text.casefold()
    first = _bare(folded.split()[0])
    for name in names:
        whole = name.casefold()
        if folded.startswith(whole) and not folded[len(whole) : len(whole) + 1].isalnum():
            return True
        if first in {_bare(token) for token in whole.split() if _can_stand_alone(token)}:
            return not text[:1].islower() or text.split()[0] in name.split()
    return False


def _bare(word: str) -> str:
    """A word without punctuation around it and without an English genitive."""
    return re.sub(r"['’]s$", "", word.strip(_EDGES)).strip(_EDGES)


def _can_stand_alone(token: str) -> bool:
    """Initials (`A.`) and titles (`Dr.`) open too many paragraphs to tell a bio by."""
    return len(token) > 1 and not token.endswith(".")
