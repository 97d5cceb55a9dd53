"""Numbers, dates and languages in the words of a PDF from elsewhere.

Small patterns in the languages that newsletters of the region are written in; what they
cannot read stays unread, and an editor writes it into the sidecar.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass

from mekong_print.volume.guesses import Sureness

_MONTHS = (
    "january|jan|janvier|januar|enero|tháng một",
    "february|feb|février|februar|febrero|tháng hai",
    "march|mar|mars|märz|marzo|tháng ba",
    "april|apr|avril|abril|tháng tư",
    "may|mai|mayo|tháng năm",
    "june|jun|juin|juni|junio|tháng sáu",
    "july|jul|juillet|juli|julio|tháng bảy",
    "august|aug|août|agosto|tháng tám",
    "september|sept|sep|septembre|septiembre|tháng chín",
    "october|oct|octobre|oktober|octubre|tháng mười",
    "november|nov|novembre|noviembre|tháng mười một",
    "december|dec|décembre|dezember|diciembre|tháng mười hai",
)
_MONTH_OF = {name: number for number, row in enumerate(_MONTHS, 1) for name in row.split("|")}
_NAMES = "|".join(sorted(map(re.escape, _MONTH_OF), key=len, reverse=True))
_YEAR = r"(?P<y>(?:19|20)\d\d)"
_DAY = r"(?P<d>\d{1,2})"
_TURN = r"(?:st|nd|rd|th|\.)?"

# How a date is written, and how sure it is to be one day and no other.
_DATES: tuple[tuple[str, Sureness], ...] = (
    (rf"(?<!\d){_YEAR}-(?P<m>\d\d)-(?P<d>\d\d)(?!\d)", "likely"),
    (rf"(?<!\d){_DAY}{_TURN}\s+(?:de\s+)?(?P<n>{_NAMES})\.?,?\s+(?:de\s+)?{_YEAR}(?!\d)", "likely"),
    (rf"\b(?P<n>{_NAMES})\.?\s+{_DAY}{_TURN},?\s+{_YEAR}(?!\d)", "likely"),
    (rf"ngày\s+{_DAY}\s+tháng\s+(?P<m>\d{{1,2}})(?:\s+năm|,)\s+{_YEAR}", "likely"),
    (rf"(?<!\d){_DAY}\.\s?(?P<m>\d{{1,2}})\.\s?{_YEAR}(?!\d)", "likely"),
    (rf"(?<!\d){_DAY}[/-](?P<m>\d{{1,2}})[/-]{_YEAR}(?!\d)", "weak"),
    (rf"(?<!\d){_YEAR}(?P<m>\d\d)(?P<d>\d\d)(?!\d)", "weak"),
    (rf"(?<!\d){_YEAR}[/_. ](?P<m>\d\d)[/_. ](?P<d>\d\d)(?!\d)", "weak"),
    (rf"(?<!\d\s)\b(?P<n>{_NAMES})\.?,?\s+{_YEAR}(?!\d)", "weak"),
    (rf"tháng\s+(?P<m>\d{{1,2}})(?:\s+năm|/)\s*{_YEAR}", "weak"),
    (rf"(?<!\d){_YEAR}-(?P<m>\d\d)(?![\d-])", "weak"),
)

# What stands before an issue's number, in the order of trust; a volume is most often a year.
_NUMBER = r"(?P<number>\d{1,5})(?![\d.,/:-]*\d)"
_WORDS = r"issue|iss\.|edition|ausgabe|numéro|número|số|ฉบับที่|លេខ|ສະບັບທີ"
_ISSUES: tuple[tuple[str, Sureness], ...] = (
    (rf"\b(?:{_WORDS})\s*(?:no\.?|#)?\s*:?\s*{_NUMBER}", "likely"),
    (rf"(?:\bno\.|\bnr\.?|\bnum\.|№|\bn[°º])\s*{_NUMBER}", "likely"),
    (rf"(?:^|\s)#\s?{_NUMBER}", "likely"),
    (rf"\b(?:bulletin|newsletter|briefing|digest)\s+{_NUMBER}", "weak"),
    (rf"\b(?:volume|vol\.?)\s*{_NUMBER}", "weak"),
)  # fmt: skip

_RANGES = {  # the script that settles a language
    "km": r"[\u1780-\u17ff]",
    "lo": r"[\u0e80-\u0eff]",
    "my": r"[\u1000-\u109f]",
    "th": r"[\u0e00-\u0e7f]",
    "ja": r"[\u3040-\u30ff]",
    "ko": r"[\uac00-\ud7af]",
    "zh": r"[\u4e00-\u9fff]",
    "vi": r"[ăđơưạảấầẩẫậắằẳẵặẹẻẽềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]",
}
_COMMON = {  # words that no page of a language does without
    "en": "the and of to in is that for",
    "fr": "le les des et une dans est pour",
    "de": "der die das und ist nicht mit von",
    "es": "el los las una que por para con",
    "id": "yang dan di dengan untuk dari ini itu",
    "vi": "của và là các trong cho không được",
}
_ENOUGH = 0.02  # share of a script's letters, or of a language's words, that settles it


@dataclass(frozen=True, slots=True)
class Clue:
    """A number, or a date, as it was read, and how far it can be trusted."""

    number: int | None
    date: dt.date | None
    sure: Sureness


def number_in(text: str) -> Clue | None:
    """The number of an issue that a text names, by the words before it.

    >>> number_in("Mekong Digest, Vol. 3, No. 5").number
    5
    >>> number_in("Bản tin số 12").number
    12
    >>> number_in("No. 1,234 of 2,000") is None
    True
    """
    for pattern, sure in _ISSUES:
        found = re.search(pattern, text, re.IGNORECASE | re.MULTILINE)
        if found:
            return Clue(int(found["number"]), None, sure)
    return None


def number_in_name(stem: str) -> Clue | None:
    """The number in a file's name: behind a word for it, else the only number that is no date.

    >>> number_in_name("018-some-title").number, number_in_name("belt_2024-03-01_22").number
    (18, 22)
    >>> number_in_name("2024-annual-3-of-4") is None
    True
    """
    words = re.sub(r"\bno(?=\s?\d)", "no.", re.sub(r"[_+]", " ", stem), flags=re.IGNORECASE)
    named = number_in(words.replace("-", " "))
    if named:
        return named
    for pattern, _ in _DATES:
        words = re.sub(pattern, " ", words, flags=re.IGNORECASE)
    opening = re.match(r"0\d{1,4}(?!\d)", words)  # 018: nothing else begins so
    found = [opening[0]] if opening else re.findall(r"(?<![\w.])\d{1,5}(?![\d.]*\d)", words)
    years = [number for number in found if re.fullmatch(r"(?:19|20)\d\d", number)]
    left = [number for number in found if number not in years]
    return Clue(int(left[0]), None, "weak") if len(left) == 1 else None


def dates_in(text: str) -> Iterator[Clue]:
    """The dates that a text names, those first that can be read in one way only.

    >>> next(dates_in("Phnom Penh, 31st October, 2025")).date
    datetime.date(2025, 10, 31)
    >>> [clue.sure for clue in dates_in("03/04/2025")]
    ['weak']
    """
    for pattern, sure in _DATES:
        for found in re.finditer(pattern, text, re.IGNORECASE):
            day = _day(found.groupdict())
            if day:
                yield Clue(None, day, sure)


def _day(parts: dict[str, str | None]) -> dt.date | None:
    """A day; of a month alone its first. Day and month change places where they must."""
    name, month = parts.get("n"), parts.get("m")
    number = _MONTH_OF[name.lower()] if name else int(month or 0)
    day = int(parts.get("d") or 1)
    if number > 12 >= day:
        number, day = day, number
    try:
        return dt.date(int(parts.get("y") or 0), number, day)
    except ValueError:
        return None


def pdf_date(text: str) -> dt.date | None:
    """The day of a date in a PDF (ISO 32000-1, 7.9.4) or in its XMP packet.

    >>> pdf_date("D:20251031235900+08'00'") == pdf_date("2025-10-31T23:59:00+08:00")
    True
    """
    found = re.match(r"(?:D:)?(\d{4})-?(\d\d)-?(\d\d)", text.strip())
    if not found:
        return None
    try:
        return dt.date(*map(int, found.groups()))
    except ValueError:
        return None


def language_in(text: str) -> str:
    """The language of a text by its script, or by its commonest words; empty where unclear.

    >>> language_in("The river and the people of the delta that live in it")
    'en'
    """
    letters = [letter for letter in text.lower() if letter.isalpha()]
    joined = "".join(letters)
    for code, script in _RANGES.items():
        if letters and len(re.findall(script, joined)) > len(letters) * max(_ENOUGH, 0.05):
            return code
    words = re.findall(r"\w+", text.lower())
    counts = {
        code: sum(word in set(common.split()) for word in words) for code, common in _COMMON.items()
    }
    best = max(counts, key=lambda code: counts[code])
    return best if counts[best] > max(3, len(words) * _ENOUGH) else ""
