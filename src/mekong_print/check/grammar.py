"""Rules of grammar: slips that show in the words themselves, and words mistaken for others."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from mekong_print.check.manuscript import Manuscript
from mekong_print.check.rule import rule
from mekong_print.check.stretch import Mark


class _Slip(NamedTuple):
    """A word in a company that gives the mistake away: letters it has, and what was meant."""

    clue: str
    pattern: re.Pattern[str]
    meant: str


_SLIPS = tuple(
    _Slip(clue, re.compile(rf"\b(?:{words})\b", re.IGNORECASE), meant)
    for clue, words, meant in (
        ("exhaust", r"(?:diesel|vehicle|car|engine|traffic|truck) exhaustions?", "exhaust"),
        ("exhaust", r"exhaustion (?:fumes|gas|gases|pipes?)", "exhaust"),
        ("tow", r"tow(?:s|ed|ing)? the (?:party )?line", "toe the line"),
        ("reign", r"(?:given?|gave|giving|gives) free reign", "free rein"),
        ("reign", r"reign(?:s|ed|ing)? in (?:on )?(?:its|their|inflation|spending)", "rein in"),
        ("flaunt", r"flaunt(?:s|ed|ing)? the (?:law|rules?|ban|sanctions|constitution)", "flout"),
        (" of ", r"(?:could|should|would|might) of (?!course\b)\w+", "… have"),
        ("intensive", r"for all intensive purposes", "for all intents and purposes"),
        ("baited", r"baited breath", "bated breath"),
        ("-seeded", r"deep-seeded (?:problems?|fears?|mistrust|distrust|hatred|anger|"
         r"roots?)", "deep-seated"),
        ("mute", r"mute point", "moot point"),
        ("then", r"sooner then later", "sooner rather than later"),
        ("then", r"(?:more|less|better|worse|larger|smaller|higher|lower|other|"
         r"rather) then (?:the|an?|half|ever|any|those|\d+)", "than"),
        ("principals", r"(?:basic|founding|guiding|the) principals of (?:law|the law|justice|"
         r"democracy|sovereignty|international)", "principles"),
        ("principle", r"principle (?:reasons?|causes?|source|architect|donors?|"
         r"partners?)", "principal"),
        ("affect", r"(?:an|the) (?:huge |major |profound |lasting |positive |"
         r"negative )?affect (?:on|of)", "effect"),
        ("loos", r"loos(?:e|es|ing) (?:the|an|its|his|her|their) (?:election|seats?|vote|"
         r"war|case|majority|grip|power|jobs?|homes?|land)", "lose"),
        ("lead", r"(?:has|have|had|been|were) lead (?:to|by) (?:the|an?)", "led"),
        ("law", r"(?:marital|marshal) law", "martial law"),
        ("prosecuted", r"prosecuted (?:minority|minorities|for (?:their|his|her) (?:faith|"
         r"religion))", "persecuted"),
        ("inent", r"eminent (?:danger|collapse|attack|threat|invasion|closure)", "imminent"),
        ("compliment", r"compliment(?:s|ed|ing)? each other", "complement"),
        ("discrete", r"discrete (?:talks|diplomacy|inquiries|visit)", "discreet"),
        ("per say", r"per say", "per se"),
        ("case and", r"case and point", "case in point"),
        ("slight of", r"slight of hand", "sleight of hand"),
        ("wet", r"wet (?:his|her|their|the) appetite", "whet"),
        ("statue", r"statue of limitations", "statute of limitations"),
        ("boarder", r"boarder (?:police|guards?|crossing|checkpoints?|disputes?|conflict|"
         r"clash(?:es)?|areas?|provinces?|war|gates?|trade)", "border"),
        ("canon", r"canons? (?:fire|shells?)|(?:water|artillery) canons?", "cannon"),
        ("navel", r"navel (?:base|forces?|exercises?|ships?|vessels?|blockade)", "naval"),
        ("minster", r"(?:prime|deputy|foreign|defen[cs]e|interior|finance) minster", "minister"),
        ("untied", r"untied nations", "United Nations"),
        ("pubic", r"pubic (?:opinion|health|sector|servants?|works|policy|schools?|"
         r"debt)", "public"),
    )
)  # fmt: skip


@rule(
    "L31",
    "warning",
    "A word taken for another that looks like it.",
    hint="Look the two words up: each is right somewhere, so no dictionary finds them.",
)
def mistaken_word(manuscript: Manuscript) -> Iterator[Mark]:
    """A spelling checker lets these pass, since each is a word; only its company gives it away.

    Bad:
        The haze is mostly due to diesel exhaustion and burning.

    Bad:
        The party may loose the election.

    Good:
        The haze is mostly due to diesel exhaust. Exhaustion showed in the drivers’ faces.
    """
    for stretch in manuscript.stretches:
        low = stretch.text.lower() if stretch.is_english else ""
        for slip in (slip for slip in _SLIPS if slip.clue in low):
            for found in stretch.matches(slip.pattern):
                message = f"Here “{found.group()}” is a slip."
                yield stretch.mark(*found.span(), message, f"Write “{slip.meant}”.")


# ---------------------------------------------------------------- agreement

_ASIDE = re.compile(
    r"(?:^|[,;:—–.] |\b(?:that|and|but) )"
    r"(?:[Tt]he|[Tt]hese|[Tt]hose|[Bb]oth|[Tt]heir|[Ii]ts|[Oo]ur|[Ss]uch) "
    r"(?:(?!(?:of|in|on|for|by|with|from|to|at)\b)[\w’-]{1,30} ){0,3}(?P<noun>[a-z]{3,30}s), "
    r"(?P<aside>[a-z]{3,20}(?:ed|en|ing|ilt|ade|ight)\b[^.;:!?“”()]{3,200}?), "
    r"(?P<verb>remains|is|was|has|continues|becomes|means|shows)\b"
)
_JOINED = re.compile(r", and (?:the|a|an|its|their|his|her|our) ")
_SINGULAR_IN_S = re.compile(
    r"(?:ss|us|is|ics)$|^(?:news|series|species|means|headquarters|crossroads|mathematics)$"
)
_PLURAL_OF = {
    "remains": "remain",
    "is": "are",
    "was": "were",
    "has": "have",
    "continues": "continue",
    "becomes": "become",
    "means": "mean",
    "shows": "show",
}


@rule(
    "L32",
    "warning",
    "A verb that does not fit its subject.",
    hint="Give both the same number.",
)
def agreement(manuscript: Manuscript) -> Iterator[Mark]:
    """Behind a long aside it is easy to forget whether one thing was spoken of or several.

    Bad:
        Still, the Lao-Vietnam partnerships, rooted in shared history, remains a constant.

    Good:
        Still, the Lao-Vietnam partnership, rooted in shared history, remains a constant.
        The politics, rooted in history, remains a riddle.
    """
    for stretch in manuscript.prose:
        for found in stretch.matches(_ASIDE) if stretch.is_english else ():
            if _SINGULAR_IN_S.search(found["noun"]) or _JOINED.search(found["aside"]):
                continue
            message = f"“{found['noun']}” are many; “{found['verb']}” speaks of one."
            hint = f"Write “{_PLURAL_OF[found['verb']]}”, or put the noun in the singular."
            yield stretch.mark(*found.span("verb"), message, hint)


# ---------------------------------------------------------------- words out of place or left out

_ONLY_ONE = re.compile(
    r"\b(?:is|are|was|were|remains?|became|becomes?) (?P<words>only one of the "
    r"(?P<number>two|three|four|five|six|seven|eight|nine|ten|few))\b"
)
_CLAIMED = re.compile(
    r"\b(?:has|have|had) (?P<long>long )?been claimed to (?P<verb>adhere|uphold|support|respect|"
    r"oppose|follow|pursue|defend|abide|refrain|favou?r|back|champion|promote|prefer)\b"
)
_RULING = re.compile(
    r"\b[A-Z]\w{2,20}-(?:aligned|backed|friendly|leaning|supported|led) (?:[A-Z]\w{1,20} )?"
    r"(?P<words>(?:ruling|governing) (?:remains|is|was|has|will|would|can|could|may|and|or))\b"
)
_POSSESSED = re.compile(
    r"(?<!\bits )(?<!\btheir )(?<!\bhis )(?<!\bher )(?<!\ba )(?<![-–‑])"
    r"\b(?P<words>(?P<place>Beijing|Hanoi|Vientiane|Bangkok|Naypyidaw|Phnom Penh|Washington|Moscow|"
    r"New Delhi|Tokyo|Jakarta|Manila|China|Vietnam|Laos|Thailand|Myanmar|Cambodia|Russia|India|"
    r"Japan) (?:influence|ambitions|interests|stance|intentions|dominance|assertiveness|"
    r"reluctance|willingness|pressure))\b"
)
_OWNER = re.compile(r"\b([A-Z][\w]{2,20}(?: [A-Z]\w{2,20})?)[’']")


@rule(
    "L33",
    "note",
    "The word “only” in front of the wrong number.",
    hint="Put “only” before the number.",
)
def only_one_of_two(manuscript: Manuscript) -> Iterator[Mark]:
    """“Laos is only one of the two nations” makes light of Laos; the two were to be few.

    Bad:
        Laos is only one of the two nations that the party calls brothers.

    Good:
        Laos is one of only two nations that the party calls brothers.
        Only one of the two nations signed.
    """
    for stretch in manuscript.prose:
        for found in stretch.matches(_ONLY_ONE) if stretch.is_english else ():
            message = "As it stands, “only” belittles the one; it does not say that they are few."
            hint = f"Write “one of only {found['number']}”."
            yield stretch.mark(*found.span("words"), message, hint)


@rule(
    "L34",
    "note",
    "A passive that turns the sense around.",
    hint="Say who claims: the country itself, or others of it.",
)
def claimed_to(manuscript: Manuscript) -> Iterator[Mark]:
    """A country that “has been claimed to adhere” claims nothing: others say it of the country.

    Bad:
        China, which has long been claimed to adhere to the principle, stepped in.

    Good:
        China, which has long claimed to adhere to the principle, stepped in.
        The wreck has long been claimed to lie there.
    """
    for stretch in manuscript.prose:
        for found in stretch.matches(_CLAIMED) if stretch.is_english else ():
            message = "As it stands, others make this claim of the one who acts."
            long = found["long"] or ""
            hint = f"Perhaps “has {long}claimed to {found['verb']}”?"
            yield stretch.mark(*found.span(), message, hint)


@rule(
    "L35",
    "note",
    "A noun that was left out.",
    hint="Name what is meant: the ruling party, the ruling elite.",
)
def missing_noun(manuscript: Manuscript) -> Iterator[Mark]:
    """An adjective without its noun leaves the reader to guess who was meant.

    Bad:
        The stability of a Vietnam-aligned Lao ruling remains necessary.

    Good:
        The stability of a Vietnam-aligned Lao ruling party remains necessary.
        The court’s ruling remains in force.
    """
    for stretch in manuscript.prose:
        for found in stretch.matches(_RULING) if stretch.is_english else ():
            message = "A noun is missing here: ruling what?"
            yield stretch.mark(*found.span("words"), message)


@rule(
    "L36",
    "note",
    "A place that has lost its ’s.",
    hint="Write Beijing’s influence, or Chinese influence.",
)
def lost_possessive(manuscript: Manuscript) -> Iterator[Mark]:
    """“Beijing influence” reads as a kind of influence; what is meant is whose it is.

    Marked only where the issue writes the possessive elsewhere.

    Bad:
        Beijing’s guidance and Beijing influence moved the talks.

    Good:
        Beijing’s guidance and Beijing’s influence moved the talks.
    """
    whole = "\n".join(stretch.text for stretch in manuscript.prose)
    owners = {found[1] for found in _OWNER.finditer(whole)}
    for stretch in manuscript.prose:
        for found in stretch.matches(_POSSESSED) if stretch.is_english else ():
            place = found["place"]
            if place in owners:
                message = f"“{place}” has lost its ’s: elsewhere the issue has “{place}’s”."
                hint = f"Write “{place}’{'' if place.endswith('s') else 's'}”."
                yield stretch.mark(*found.span("words"), message, hint)
