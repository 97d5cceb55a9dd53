"""Rules of names: what the glossary refuses, people on first reference, names out of their time."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from mekong_print.check.dictionary import english
from mekong_print.check.manuscript import Manuscript
from mekong_print.check.mentions import Index, Mention, mentions
from mekong_print.check.rule import rule
from mekong_print.check.sentences import Span
from mekong_print.check.stretch import Mark, Stretch
from mekong_print.glossary import Entry


@rule(
    "N24",
    "warning",
    "A name that the glossary refuses.",
    hint="Write it as the glossary has it, or settle it in glossary.toml.",
)
def refused_name(manuscript: Manuscript) -> Iterator[Mark]:
    """A name spelled in two ways is two names to a search engine, and an insult to its bearer.

    Bad:
        The sites lie in Choam Kshant and Roveang.

    Bad:
        The People Defense Forces fight on.

    Good:
        The sites lie in Choam Khsant and Rovieng. The river is called Lancang in China.
    """
    refused = Index.of(
        (name, entry) for _, entry in manuscript.house.glossary.entries() for name in entry.refuse
    )
    for stretch in manuscript.stretches:
        for one in mentions(stretch, refused) if stretch.is_english else ():
            message = f"“{one.words}” stands here; the glossary has “{one.entry.name}”."
            hint = f"Write “{one.entry.name}”."
            yield stretch.mark(one.start, one.end, message, hint)


# ---------------------------------------------------------------- people on first reference

_PORTFOLIO = (
    "Defen[cs]e|Foreign|Affairs|Interior|Home|Finance|Economy|Commerce|Trade|Industry|Information|"
    "Health|Education|Labou?r|Justice|Energy|Environment|Agriculture|Transport|Tourism|Culture|"
    "Security|Cooperation|Planning|Investment|Science|Technology|Digital|Social|Public|Works|Rural|"
    "Development|State|Religions?|Women|Forestry|Fisheries|Mines|Natural|Resources|Water|National|"
    "Posts|Telecommunications|Communications|Border|Land|Management|Sports?|Welfare"
)
_TITLED = re.compile(
    r"\b(?:(?:Prime |Foreign |Defen[cs]e |Interior |Finance |Deputy |Vice )?"
    r"(?:Minister|President|Premier|Governor|Senator|Ambassador|Spokes(?:wo)?man|Spokesperson|"
    rf"Admiral|General|Colonel|Major|Captain)(?: (?:of|for) (?:the )?(?:{_PORTFOLIO})"
    rf"(?:,? (?:and )?(?:{_PORTFOLIO})){{0,5}})?)"
    r" (?P<name>[A-Z][a-z]{2,20})(?![\w-]| (?:(?:van|von|bin|binti|al|de|da|di|la|le|na) )?[A-Z])"
)
# Known to every reader by one name.
_KNOWN_BY_ONE = frozenset("Trump Biden Obama Putin Xi Modi Macron Merz Starmer Zelensky Marcos "
                          "Prabowo Jokowi Anwar Lula Duterte Suharto Sukarno".split())  # fmt: skip


@rule(
    "N25",
    "note",
    "A person named with one name at the first mention.",
    hint="Give the full name here, and the one name from then on.",
)
def one_name(manuscript: Manuscript) -> Iterator[Mark]:
    """Whoever reads the article next year, or from abroad, does not know which Nattaphon.

    Bad:
        He met Minister of Defense Nattaphon on Friday.

    Good:
        He met Minister of Defense Natthaphon Narkphanit on Friday, and President Trump. Minister
        Natthaphon then spoke.
    """
    for story in manuscript.stories:
        seen: set[str] = set()
        for stretch in story.prose:
            passed = 0
            for found in stretch.matches(_TITLED) if stretch.is_english else ():
                name = found["name"]
                seen |= {
                    word.text.removesuffix("’s")
                    for word in stretch.words[passed:]
                    if word.start < found.start("name")
                }
                if _is_new_person(name, seen):
                    message = f"“{name}” is one name, and the first mention of this person."
                    yield stretch.mark(*found.span("name"), message, _full(name, manuscript))
                seen.add(name)
            seen |= {word.text.removesuffix("’s") for word in stretch.words}


def _is_new_person(name: str, seen: set[str]) -> bool:
    return name not in seen and name not in _KNOWN_BY_ONE and not english().knows(name.lower())


def _full(name: str, manuscript: Manuscript) -> str:
    """A hint with the full name, where the glossary has it."""
    for entry in manuscript.house.glossary.people:
        if any(name in full.split() for full in (entry.name, *entry.refuse)):
            return f"The glossary has “{entry.name}”."
    return ""


# ---------------------------------------------------------------- names out of their time

_YEAR = re.compile(r"(?<![\d,.$-])(?:1[89]|20)\d\d(?![\d,]|\.\d|-\w)")
_BYGONE = frozenset(
    "former then ex ousted late deposed jailed detained exiled dissolved suspended convicted "
    "defunct predecessor outgoing erstwhile".split()
)
_LATELY = 30  # years in which a name is taken for the one that the glossary has


@rule(
    "N26",
    "warning",
    "A name out of its time.",
    hint="Give the name of that day, or say “what is now …”, “the former …”.",
)
def out_of_time(manuscript: Manuscript) -> Iterator[Mark]:
    """A party cannot bring in a bill before it was founded, nor a minister sign after leaving.

    The glossary says from when to when a party had its name, and a person an office. Looked at are
    the years of the sentence; for an office without a year, the day of the issue.

    Bad:
        # Thailand 🇹🇭

        The bill came in 2021 from the People’s Party.

    Bad:
        Prime Minister Paetongtarn Shinawatra opened the bridge.

    Good:
        # Thailand 🇹🇭

        The bill came in 2025 from the People’s Party. The Cambodian People’s Party won in 1998.
        Former Prime Minister Paetongtarn Shinawatra looked on.
    """
    glossary = manuscript.house.glossary
    parties = Index.of((one.name, one) for one in glossary.organisations)
    people = Index.of((one.name, one) for one in glossary.people)
    for stretch in manuscript.prose:
        if not stretch.is_english or stretch.kind == "bio":
            continue
        for one, sentence in _in_sentences(stretch, list(mentions(stretch, parties))):
            yield from _party_marks(stretch, one, sentence, manuscript)
        for one, sentence in _in_sentences(stretch, list(mentions(stretch, people))):
            yield from _officer_marks(stretch, one, sentence, manuscript)


def _in_sentences(stretch: Stretch, found: list[Mention]) -> Iterator[tuple[Mention, Span]]:
    """Each mention with its sentence."""
    spans = iter(stretch.sentences if found else ())
    span = next(spans, Span(0, len(stretch.text)))
    for one in found:
        while one.start >= span.end:
            span = next(spans, Span(span.end, len(stretch.text) + 1))
        yield one, span


def _years(stretch: Stretch, sentence: Span) -> list[int]:
    return [int(year.group()) for year in _YEAR.finditer(stretch.text, *sentence)]


def _party_marks(
    stretch: Stretch, one: Mention, sentence: Span, manuscript: Manuscript
) -> Iterator[Mark]:
    entry = one.entry
    years = _years(stretch, sentence) if entry.since or entry.until else []
    if not years or not _is_here(stretch, sentence, entry, manuscript) or _is_bygone(stretch, one):
        return
    if entry.since and all(entry.since.year - _LATELY <= year < entry.since.year for year in years):
        message = f"“{entry.name}” has been the name since {_day(entry.since)}."
        hint = f"Before that it was “{entry.was}”." if entry.was else ""
        yield stretch.mark(one.start, one.end, message, hint)
    elif entry.until and all(year > entry.until.year for year in years):
        yield stretch.mark(one.start, one.end, f"“{entry.name}” ended on {_day(entry.until)}.")


def _is_here(stretch: Stretch, sentence: Span, entry: Entry, manuscript: Manuscript) -> bool:
    """Whether the country of a name is spoken of: other countries have parties of that name."""
    section = stretch.section
    country = manuscript.house.country(entry.country) if entry.country else None
    if country is None or (section is not None and section.region == entry.country):
        return True
    said = stretch.text[sentence.start : sentence.end]
    return country.short in said or country.adjective in said


def _officer_marks(
    stretch: Stretch, one: Mention, sentence: Span, manuscript: Manuscript
) -> Iterator[Mark]:
    kind = one.entry.kind.casefold()
    lead = stretch.text[max(0, one.start - 60) : one.start].casefold().rstrip()
    if kind not in ("prime minister", "president") or not lead.endswith(kind):
        return
    words = lead.removesuffix(kind).replace("-", " ").split()[-3:]
    if _BYGONE & set(words) or words[-1:] in (["vice"], ["acting"], ["deputy"]):
        return
    terms = [
        entry
        for entry in manuscript.house.glossary.people
        if (entry.name, entry.kind.casefold()) == (one.entry.name, kind)
    ]
    years = _years(stretch, sentence)
    if years:
        held = any(_covers(entry, year) for entry in terms for year in years)
    else:
        held = any(entry.holds(manuscript.day) for entry in terms)
    if not held:
        start = one.start - len(lead) + len(lead.removesuffix(kind)) - 1
        yield stretch.mark(max(0, start), one.end, _term(terms[-1], manuscript.day))


def _covers(entry: Entry, year: int) -> bool:
    return (entry.since or dt.date.min).year <= year <= (entry.until or dt.date.max).year


def _term(entry: Entry, day: dt.date | None) -> str:
    """From when to when an office was held, as a sentence."""
    if entry.until and (day is None or day > entry.until or not entry.since):
        return f"{entry.name} was {entry.kind} until {_day(entry.until)}."
    return f"{entry.name} has been {entry.kind} since {_day(entry.since or dt.date.min)}."


def _is_bygone(stretch: Stretch, one: Mention) -> bool:
    lead = stretch.text[max(0, one.start - 40) : one.start].casefold().replace("-", " ").split()
    return bool(_BYGONE & set(lead[-2:]))


def _day(day: dt.date) -> str:
    if (day.month, day.day) in ((1, 1), (12, 31)):
        return str(day.year)
    return f"{day.day} {day:%B} {day.year}"
