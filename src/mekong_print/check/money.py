"""Rules of money and percentages: one form of the dollar, one of the percent."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mekong_print.check.manuscript import Manuscript
from mekong_print.check.rule import rule
from mekong_print.check.stretch import Mark

_SUM = r"\d{1,3}(?:,\d{3}){0,4}(?:\.\d{1,9})?|\d{1,12}(?:\.\d{1,9})?"
_SCALE = r"(?:thousand|million|billion|trillion)"
_DOLLARS = re.compile(
    rf"(?<![\w$])(?:(?P<sign>US\$|USD|U\.S\.\$|US \$|\$US|\$)(?P<blank> ?)(?P<sum>{_SUM})"
    rf"(?![\d,]\d)|(?P<before>{_SUM}) ?(?:{_SCALE} )?(?P<behind>US\$|USD\b|US dollars\b|\$))"
)
_OTHER_DOLLARS = re.compile(r"(?:[ASCN]|AU|HK|NZ|SG|NT)\Z")
_TWICE = re.compile(
    rf"(?:US\$|USD|\$) ?(?:{_SUM})(?: {_SCALE})? (?:US )?(?:dollars?|USD)\b"
    rf"|(?:{_SUM}) ?%(?: (?:percent|per cent)\b)"
)
_PERCENT = re.compile(rf"(?<![\w.,])(?:{_SUM})(?P<blank>[- ]?)(?P<sign>%|per cent\b|percent\b)")
_WORDED = re.compile(r"(?P<sign>\bper cent\b|\bpercent\b)")
_PROSE = frozenset(("standfirst", "paragraph", "item", "bio", "footnote", "caption"))
_SHOWN = {"percent": "“5 percent”", "per cent": "“5 per cent”", "%": "“5%”"}


@rule(
    "D42",
    "warning",
    "Percent in another form than the house's.",
    hint="Write it as the house does.",
)
def house_percent(manuscript: Manuscript) -> Iterator[Mark]:
    """5%, 5 percent and 5 per cent in one issue look like three hands. The key is `percent`.

    Tables and headlines may have the sign.

    Bad:
        Prices rose by 5% in a month.

    Bad:
        Prices rose by 5 per cent in a month.

    Bad, with percent = "%":
        Prices rose by 5 percent in a month.

    Good:
        Prices rose by 5 percent, a percentage of note. “By 5%,” he said. `5%`

    Good, with percent = "per cent":
        Prices rose by 5 per cent.

    Good, with percent = "%":
        ## Prices Rise 5%

        Prices rose by 5%, and by some percent more.
    """
    wanted = manuscript.house.style.percent
    pattern = _PERCENT if wanted == "%" else _PERCENT_OR_WORD
    for stretch in manuscript.stretches:
        if not stretch.is_english or stretch.kind not in _PROSE:
            continue
        for found in stretch.matches(pattern):
            sign = next(text for name, text in found.groupdict().items() if text and "sign" in name)
            if sign != wanted:
                mark = stretch.mark(*found.span(), f"The house writes {_SHOWN[wanted]}.")
                worded = sign != "%" and wanted != "%"
                yield mark.fixed(found.group().replace(sign, wanted)) if worded else mark


@rule(
    "D43",
    "warning",
    "Dollars in another form than the house's.",
    hint="Write the sign of the house before the sum, closed up.",
)
def house_dollars(manuscript: Manuscript) -> Iterator[Mark]:
    """There are many dollars in the region, and one way to write each. The key is `dollars`.

    Bad:
        China lends $5 million, and 3 million USD more.

    Bad:
        China lends US$ 5 million.

    Bad, with dollars = "$":
        China lends US$5 million.

    Good:
        China lends US$5 million, or A$8 million, S$6.5 million and 5 million baht. “It is $5,”
        he said. In code: `$5`.

    Good, with dollars = "USD":
        China lends USD 5 million.
    """
    wanted = manuscript.house.style.dollars
    for stretch in manuscript.prose:
        for found in stretch.matches(_DOLLARS) if stretch.is_english else ():
            lead = stretch.text[max(0, found.start() - 2) : found.start()]
            blank = " " if wanted == "USD" else ""
            right = found["sign"] == wanted and found["blank"] == blank
            if right or _OTHER_DOLLARS.search(lead):
                continue
            total = found["sum"] or found["before"]
            mark = stretch.mark(*found.span(), f"The house writes “{wanted}{blank}{total}”.")
            yield mark.fixed(f"{wanted}{blank}{total}") if found["sign"] == wanted else mark


@rule(
    "D44",
    "warning",
    "A unit that is said twice.",
    hint="Leave one of the two.",
)
def unit_twice(manuscript: Manuscript) -> Iterator[Mark]:
    """The sign says “dollars” or “percent” already.

    Bad:
        China lends US$5 million dollars.

    Bad:
        Prices rose by 5% percent.

    Good:
        China lends US$5 million. Prices rose by 5 percent.
    """
    for stretch in manuscript.prose:
        for found in stretch.matches(_TWICE) if stretch.is_english else ():
            yield stretch.mark(*found.span(), f"“{found.group()}” says the unit twice.")


_PERCENT_OR_WORD = re.compile(rf"{_PERCENT.pattern}|{_WORDED.pattern.replace('sign', 'sign2')}")
