"""Style sheets that count in a language's own digits, where a publication sets them.

Page numbers, footnotes and numbered lists are counted by CSS, so their digits are a matter of
its counter styles (CSS Counter Styles 3, 6 and CSS Generated Content 3, 2.6).
"""

from __future__ import annotations

import re

from mekong_print.compose.wording import Wording
from mekong_print.layout import Layout

# A counter that a layout prints, without a style of its own: counter(page), and
# target-counter(attr(href url), page).
_COUNTER = re.compile(
    r"(?P<call>(?<![-\w])counter\(\s*[\w-]+|target-counter\(\s*[\w-]+\([^()]*\)\s*,\s*[\w-]+)\s*\)"
)


def styles_of(layout: Layout, words: Wording) -> tuple[tuple[str, str], ...]:
    """The style sheets of a layout by path, counting in the digits that the words are set in.

    >>> _COUNTER.sub(r"\\g<call>, khmer)", 'counter(page) " / " counter(pages, decimal)')
    'counter(page, khmer) " / " counter(pages, decimal)'
    """
    style = words.habits.counter
    if not words.digits or not style:
        return layout.styles
    lists = f"\nol {{ list-style-type: {style}; }}\n"  # what a layout says of lists comes later
    counted = [(path, _COUNTER.sub(rf"\g<call>, {style})", css)) for path, css in layout.styles]
    (path, css), *others = counted
    return ((path, css + lists), *others)
