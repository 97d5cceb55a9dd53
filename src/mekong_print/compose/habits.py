"""How newspapers of a language write dates, times, lists and countries where CLDR differs.

CLDR is right for most of it; each entry here is a place where it is not what readers of
the language see in print. Patterns are CLDR's (UTS 35, Date Field Symbol Table).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Habits:
    """What one language does its own way; empty: as CLDR has it.

    `long`, `full`, `month` (of a year, which stands last) and `clock` are patterns. `middle`
    and `last` join names in a list, `comma` parts what is not joined. `counter` is the CSS
    counter style that counts in its own digits. `era` is added to a year, and `reign` stands
    before it. `countries` go by region code.
    """

    long: str = ""
    full: str = ""
    month: str = ""
    clock: str = ""
    middle: str = ""
    last: str = ""
    comma: str = ","
    counter: str = ""
    era: int = 0
    reign: str = ""
    countries: Mapping[str, str] = field(default_factory=dict)

    def in_era(self, text: str) -> str:
        """A date in words with its years in the era of the language.

        >>> HABITS["th"].in_era("31 ตุลาคม ค.ศ. 2025")
        '31 ตุลาคม พ.ศ. 2568'
        """
        if not self.era:
            return text
        return _YEAR.sub(lambda year: f"{self.reign}{int(year[1]) + self.era}", text)


_YEAR = re.compile(r"(?:ค\.ศ\.\s*)?(?<!\d)(\d{4})(?!\d)")

# The Buddhist year of Thailand is the Christian year and 543, from 1 January on. The Khmer era
# turns at Visak Bochea in May, and Khmer newspapers count Christian years: never for km.
HABITS: dict[str, Habits] = {
    "en": Habits(countries={"la": "Lao PDR", "mm": "Myanmar"}),
    "vi": Habits(countries={"mm": "Myanmar"}),
    "km": Habits(
        long="'ថ្ងៃទី'd 'ខែ'MMMM 'ឆ្នាំ'y",
        full="'ថ្ងៃ'EEEE 'ទី'd 'ខែ'MMMM 'ឆ្នាំ'y",
        clock="'ម៉ោង' HH:mm",
        middle=", ",
        last=" និង ",
        counter="khmer",
        countries={"mm": "មីយ៉ាន់ម៉ា"},
    ),
    "lo": Habits(
        full="EEEE 'ທີ' d MMMM y",
        month="MMMM y",
        clock="HH:mm 'ໂມງ'",
        middle=", ",
        last=" ແລະ ",
        counter="lao",
        countries={"la": "ສປປ ລາວ", "mm": "ມຽນມາ"},
    ),
    "my": Habits(
        long="y 'ခုနှစ်၊' MMMM d 'ရက်'",
        full="y 'ခုနှစ်၊' MMMM d 'ရက်၊' EEEE",
        clock="HH:mm 'နာရီ'",
        middle="၊ ",
        last="နှင့် ",
        comma="၊",
        counter="myanmar",
        countries={"mm": "မြန်မာ"},
    ),
    "th": Habits(
        clock="HH.mm 'น.'",
        middle=", ",
        last=" และ ",
        counter="thai",
        era=543,
        reign="พ.ศ. ",
        countries={"la": "สปป.ลาว", "mm": "เมียนมา"},
    ),
}
PLAIN = Habits()


def habits_of(language: str) -> Habits:
    """The habits of a language, by its primary subtag."""
    return HABITS.get(language, PLAIN)
