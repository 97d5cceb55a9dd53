"""Rules of metadata: what an issue says of itself, in its front matter and in its publication's."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from mekong_print.check.manuscript import Manuscript
from mekong_print.check.rule import rule
from mekong_print.check.stretch import Mark

_LONGEST_TITLE = 80
_LATEST = dt.timedelta(days=31)  # from the deadline to the day of the issue


@rule(
    "M21",
    "warning",
    "An issue without a date of publication.",
    hint="Add a line such as date: 2025-11-03 to the front matter.",
)
def no_date(manuscript: Manuscript) -> Iterator[Mark]:
    """An archive and a citation need the day an issue came out.

    Without it, the pages show the day of the deadline, which is when the news ended. An issue
    with neither has no day at all.

    Bad:
        ---
        desk: Mekong Belt
        number: 22
        title: An Example
        deadline: 2025-10-31 23:59 +08:00
        ---

        # Cambodia 🇰🇭

        Rain.

    Good:
        ---
        desk: Mekong Belt
        number: 22
        title: An Example
        date: 2025-11-03
        deadline: 2025-10-31 23:59 +08:00
        ---

        # Cambodia 🇰🇭

        Rain.
    """
    if manuscript.issue.date is None:
        message = "This issue does not say when it came out."
        if manuscript.issue.deadline:
            message = "This issue gives its deadline, not the day it came out."
        yield manuscript.mark(manuscript.key("title"), message)


@rule(
    "M22",
    "note",
    "A publication that does not say who publishes it, or where.",
    hint="Add the lines to mekong.toml, below [publication].",
)
def no_publisher(manuscript: Manuscript) -> Iterator[Mark]:
    """Libraries list a newsletter by its publisher, and readers find the rest of it by its address.

    Said with the newest issue alone.

    Bad, with publisher = "":
        # Cambodia 🇰🇭

        Rain.

    Good, with publisher = "The Mekong Belt Society":
        # Cambodia 🇰🇭

        Rain.
    """
    publication = manuscript.house.publication
    if publication is None or not manuscript.house.is_newest:
        return
    missing = [key for key in ("publisher", "url") if not getattr(publication, key)]
    if missing:
        message = f"The publication has no {' and no '.join(missing)}."
        lines = " and ".join(f'{key} = "…"' for key in missing)
        hint = f"Add {lines} to mekong.toml, below [publication]."
        yield manuscript.mark(manuscript.key("desk"), message, hint)


@rule(
    "M23",
    "warning",
    "A date that does not go with the deadline.",
    hint="Look both up: one of the two is of another issue.",
)
def date_and_deadline(manuscript: Manuscript) -> Iterator[Mark]:
    """An issue comes out after its deadline, and soon. Front matter is often copied.

    Bad:
        ---
        desk: Mekong Belt
        number: 22
        title: An Example
        date: 2025-10-27
        deadline: 2025-10-31 23:59 +08:00
        ---

        # Cambodia 🇰🇭

        Rain.

    Good:
        ---
        desk: Mekong Belt
        number: 22
        title: An Example
        date: 2025-11-03
        deadline: 2025-10-31 23:59 +08:00
        ---

        # Cambodia 🇰🇭

        Rain.
    """
    day, deadline = manuscript.issue.date, manuscript.issue.deadline
    if day is None or deadline is None:
        return
    late = day - deadline.date()
    if late < dt.timedelta(0):
        message = f"The issue is dated {day}, before its deadline ({deadline.date()})."
        yield manuscript.mark(manuscript.key("date"), message)
    elif late > _LATEST:
        message = f"The issue is dated {day}, {late.days} days after its deadline."
        yield manuscript.mark(manuscript.key("date"), message)


@rule(
    "M24",
    "warning",
    "A subtitle that repeats the title.",
    hint="Say in the subtitle what the title does not, or delete it.",
)
def subtitle_repeats(manuscript: Manuscript) -> Iterator[Mark]:
    """The subtitle is the subject in catalogues and in the PDF: it should add something.

    Bad:
        ---
        desk: Mekong Belt
        number: 22
        title: From Ceasefires to Clean Air
        subtitle: "From Ceasefires to Clean Air."
        date: 2025-11-03
        ---

        # Cambodia 🇰🇭

        Rain.

    Good:
        ---
        desk: Mekong Belt
        number: 22
        title: From Ceasefires to Clean Air
        subtitle: News from Cambodia and Thailand
        date: 2025-11-03
        ---

        # Cambodia 🇰🇭

        Rain.
    """
    issue = manuscript.issue
    if _bare(issue.subtitle) and _bare(issue.subtitle) == _bare(issue.title):
        yield manuscript.mark(manuscript.key("subtitle"), "The subtitle says what the title says.")


@rule(
    "M25",
    "note",
    "A long title.",
    hint="Move a part of it to the subtitle.",
)
def long_title(manuscript: Manuscript) -> Iterator[Mark]:
    """A title stands in tabs, lists and running heads, which cut it off.

    Bad:
        ---
        desk: Mekong Belt
        number: 22
        title: From Ceasefires to Clean Air, and From Clean Air to Railways, and Then Back Again
        date: 2025-11-03
        ---

        # Cambodia 🇰🇭

        Rain.

    Good:
        ---
        desk: Mekong Belt
        number: 22
        title: From Ceasefires to Clean Air
        date: 2025-11-03
        ---

        # Cambodia 🇰🇭

        Rain.
    """
    title = manuscript.issue.title
    if len(title) > _LONGEST_TITLE:
        message = f"The title has {len(title)} characters; {_LONGEST_TITLE} is a long one."
        yield manuscript.mark(manuscript.key("title"), message)


def _bare(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum())
