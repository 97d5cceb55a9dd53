"""The regions of the world: ISO 3166-1 alpha-2 codes, and the emoji that stand for them."""

from __future__ import annotations

import re

# ISO 3166-1 alpha-2, the 249 codes officially assigned.
REGIONS = frozenset(
    """
    ad ae af ag ai al am ao aq ar as at au aw ax az ba bb bd be bf bg bh bi bj bl bm bn bo bq
    br bs bt bv bw by bz ca cc cd cf cg ch ci ck cl cm cn co cr cu cv cw cx cy cz de dj dk dm
    do dz ec ee eg eh er es et fi fj fk fm fo fr ga gb gd ge gf gg gh gi gl gm gn gp gq gr gs
    gt gu gw gy hk hm hn hr ht hu id ie il im in io iq ir is it je jm jo jp ke kg kh ki km kn
    kp kr kw ky kz la lb lc li lk lr ls lt lu lv ly ma mc md me mf mg mh mk ml mm mn mo mp mq
    mr ms mt mu mv mw mx my mz na nc ne nf ng ni nl no np nr nu nz om pa pe pf pg ph pk pl pm
    pn pr ps pt pw py qa re ro rs ru rw sa sb sc sd se sg sh si sj sk sl sm sn so sr ss st sv
    sx sy sz tc td tf tg th tj tk tl tm tn to tr tt tv tw tz ua ug um us uy uz va vc ve vg vi
    vn vu wf ws ye yt za zm zw
    """.split()
)

_FIRST = 0x1F1E6  # REGIONAL INDICATOR SYMBOL LETTER A (Unicode, UTS #51 section 1.4.1)
FLAG_EMOJI = re.compile("[\U0001f1e6-\U0001f1ff]{2}")
LONE_INDICATOR = re.compile("[\U0001f1e6-\U0001f1ff]")


def region_of(emoji: str) -> str:
    """The code that a flag emoji spells: '🇰🇭' is 'kh'. It may be no real region.

    >>> region_of("🇰🇭")
    'kh'
    """
    return "".join(chr(ord(letter) - _FIRST + ord("a")) for letter in emoji)


def emoji_of(region: str) -> str:
    """The flag emoji of a region code.

    >>> emoji_of("kh")
    '🇰🇭'
    """
    return "".join(chr(ord(letter) - ord("a") + _FIRST) for letter in region)
