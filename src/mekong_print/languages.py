"""The languages an issue can be written in, and the words that the source format needs.

A language is one row here and one catalog under locale/ (CONTRIBUTING.md). The words
are those that open a byline and those that a newsletter's plain text uses.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Language:
    """The source format's words in one language.

    `by` and `within` open a byline and its place, `both` joins names, `withheld` says
    that a place is kept back, `credit` opens a picture's credit, `roles` are words
    that no name contains. `note` and `deadline` are the newsletter's own headings;
    `issue` stands before the number in its title lines.
    """

    code: str
    by: tuple[str, ...]
    within: tuple[str, ...]
    both: tuple[str, ...]
    withheld: tuple[str, ...]
    credit: tuple[str, ...]
    roles: frozenset[str]
    note: tuple[str, ...]
    deadline: tuple[str, ...]
    issue: tuple[str, ...]


_ENGLISH = Language(
    code="en",
    by=("by",),
    within=("in",),
    both=("and", "&"),
    withheld=("place withheld",),
    credit=("Credit", "Photo", "Photograph", "Picture"),
    roles=frozenset(
        "editor editors editorial desk reporter correspondent analyst writer columnist "
        "contributor lead chief deputy senior junior associate assistant managing "
        "researcher fellow professor director coordinator photographer staff".split()
    ),
    note=("editor’s note", "editors’ note", "editor’s letter", "editorial note"),
    deadline=("editorial deadline",),
    issue=("issue",),
)

_VIETNAMESE = Language(
    code="vi",
    by=("bởi", "tác giả"),
    within=("tại", "từ"),
    both=("và", "&"),
    withheld=("không nêu địa điểm",),
    credit=("Ảnh", "Nguồn ảnh"),
    roles=frozenset("biên phóng viên".split()),
    note=("lời tòa soạn", "lời toà soạn"),
    deadline=("hạn chót biên tập",),
    issue=("số",),
)

LANGUAGES: dict[str, Language] = {row.code: row for row in (_ENGLISH, _VIETNAMESE)}


def language_of(tag: str) -> Language | None:
    """The row for a BCP 47 tag, by its primary subtag; None where there is none.

    >>> language_of("en-GB").code
    'en'
    """
    return LANGUAGES.get(tag.replace("_", "-").split("-")[0].lower())
