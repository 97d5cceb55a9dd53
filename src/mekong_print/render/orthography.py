"""Where a line may not end in Khmer, Lao, Thai and Burmese letters, whatever a dictionary says.

What is written as one piece is never parted: a consonant and its marks, a stack, a vowel
sign that stands before or behind its consonant, and in Burmese letters the consonant that
closes a syllable (killed by asat, or the upper one of a stack).
"""

from __future__ import annotations

import re
import unicodedata

from mekong_print.scripts import ANY

# Thai and Lao vowels and signs that follow, repetition marks, full stops; the Burmese great sa,
# which is the end of one syllable and the head of the next.
_NEVER_FIRST = frozenset(
    "\u0e2f\u0e30\u0e32\u0e33\u0e45\u0e46\u0e5a\u0e5b\u0eaf\u0eb0\u0eb2\u0eb3\u0ebd\u0ec6"
    "\u17d4\u17d5\u17d6\u17d7\u17d8\u17d9\u17da\u103f\u104a\u104b\u104c\u104d\u104f"
    "\u200c\u200d,.:;!?)]}»”’%"
)
# Vowels that stand before their consonant, the signs that stack, what opens or joins.
_NEVER_LAST = frozenset(
    "\u0e40\u0e41\u0e42\u0e43\u0e44\u0ec0\u0ec1\u0ec2\u0ec3\u0ec4\u17d2\u1039\u200d([{«“‘"
)
_CLOSES_A_SYLLABLE = re.compile(
    r"[\u1000-\u102a\u103f\u104e\u105a-\u105d\u1061\u1065\u1066\u106e-\u1070\u1075-\u1081\u108e"
    r"\uaa60-\uaa6f\uaa71-\uaa76\uaa7a][\u1036\u1037]*[\u1039\u103a]"
)


def may_part(text: str, at: int) -> bool:
    """Whether the letters before and behind an offset may stand on two lines.

    >>> may_part("សេរីភាព", 4), may_part("មន្ត្រី", 2)
    (True, False)
    """
    before, behind = text[at - 1], text[at]
    if unicodedata.category(behind)[0] == "M" or behind in _NEVER_FIRST:
        return False
    return before not in _NEVER_LAST and not _CLOSES_A_SYLLABLE.match(text, at)


def clusters(text: str) -> list[int]:
    """Each offset inside a text at which its letters may part; in Burmese letters, its syllables.

    >>> clusters("မြန်မာ")
    [4]
    """
    return [
        at
        for at in range(1, len(text))
        if ANY.match(text, at) and ANY.match(text, at - 1) and may_part(text, at)
    ]
