"""The standards that a PDF can claim: their names, and what can be asked for.

`ua-1` is PDF/UA-1 (ISO 14289-1, access); `a-3a`, `a-3u` and `a-3b` are the levels of
PDF/A-3 (ISO 19005-3, archives). One PDF can keep both at once.
"""

from __future__ import annotations

from dataclasses import dataclass

from mekong_print.positions import Position

LEVELS_OF_A = ("a-3a", "a-3u", "a-3b")  # from the most to the least that is promised
CLAIMS = ("ua-1", *LEVELS_OF_A)
JUDGED = ("ua-1", "a-1a", "a-1b", "a-2a", "a-2b", "a-2u", *LEVELS_OF_A)  # of any PDF
USUAL = ("ua-1", "a-3a")
NONE = "none"
CARRIED = (
    "PDF/A-1 and PDF/A-2 allow no attached record, by which a PDF of mekong can be bound and "
    "made again. Ask for a-3a."
)


@dataclass(frozen=True, slots=True)
class Wish:
    """The standards that PDFs are to claim. `firm`: a PDF that does not keep them is not made.

    Where it is not firm, what a PDF does not keep it does not claim, and that is told.
    """

    claims: tuple[str, ...] = USUAL
    firm: bool = False


def read_wish(text: str) -> Wish:
    """What is written as `ua-1+a-3a` or `none`; nothing stands for the usual.

    Raises ValueError with a sentence for an editor.

    >>> read_wish("a-3a+ua-1").claims
    ('ua-1', 'a-3a')
    """
    if not text:
        return Wish()
    names = [name.strip().lower() for name in text.split("+")]
    if names == [NONE]:
        return Wish((), firm=True)
    for name in names:
        if name not in CLAIMS:
            raise ValueError(f"the standard “{name}” cannot be asked for. {_instead(name)}")
    if len(names) > 2 or len({name in LEVELS_OF_A for name in names}) < len(names):
        raise ValueError("at most one of ua-1, and one of a-3a, a-3u and a-3b, can be asked for.")
    return Wish(tuple(sorted(names, reverse=True)), firm=True)


def implied(claims: tuple[str, ...]) -> frozenset[str]:
    """What a PDF with these claims keeps as well: who keeps PDF/A-3a keeps 3u and 3b.

    >>> sorted(implied(("ua-1", "a-3u")))
    ['a-3b', 'a-3u', 'ua-1']
    """
    below = (LEVELS_OF_A[LEVELS_OF_A.index(one) :] for one in claims if one in LEVELS_OF_A)
    return frozenset(claims).union(*below)


def _instead(name: str) -> str:
    return CARRIED if name.startswith(("a-1", "a-2")) else f"Known are {', '.join(CLAIMS)}, {NONE}."


def written(wish: Wish) -> str:
    """A wish as it is written: what `read_wish` reads. Nothing for what nobody asked for.

    >>> written(Wish(("ua-1", "a-3a"), firm=True))
    'ua-1+a-3a'
    """
    return ("+".join(wish.claims) or NONE) if wish.firm else ""


def shown(claim: str) -> str:
    """A claim as it is printed.

    >>> shown("ua-1"), shown("a-2b")
    ('PDF/UA-1', 'PDF/A-2b')
    """
    family, _, level = claim.partition("-")
    return f"PDF/{family.upper()}-{level}"


@dataclass(frozen=True, slots=True)
class Failing:
    """One rule that a PDF breaks, in an editor's words, and where it does so first.

    `rule` is the validator's name for it, `raw` its own words; `checkpoint` that of the
    Matterhorn Protocol 1.1 (`13-004`), where there is one. `page` is an index, `title` the
    heading that it stands below, `at` the place of that heading in the source.
    """

    rule: str
    words: str
    raw: str
    checkpoint: str = ""
    page: int | None = None
    title: str = ""
    at: Position | None = None

    @property
    def sentence(self) -> str:
        """The words, with page and heading, as one sentence."""
        page = f"page {self.page + 1}" if self.page is not None else ""
        title = f"“{self.title}”" if self.title else ""
        where = ", ".join(filter(None, (page, title)))
        return f"{self.words} ({where})" if where else self.words


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a PDF keeps a standard: nothing in `failings` means that it does."""

    standard: str
    failings: tuple[Failing, ...] = ()
