"""The gettext catalogs of the publication's own words, and what they lack.

Catalogs are read as translators write them (`.po`): there is no compiled copy that could be
older than its source. The English one has every word, and is what the others are held
against: `tools/write_catalogs.py` extracts it from the code and the templates.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from gettext import c2py
from pathlib import Path

from babel.messages.pofile import read_po

from mekong_print.compose.templates import labels_of
from mekong_print.document import Position
from mekong_print.findings import Finding
from mekong_print.languages import SOURCE_LANGUAGE, language_of
from mekong_print.layout import Layout

CATALOGS = Path(__file__).parents[1] / "locale"


@dataclass(frozen=True, slots=True)
class Catalog:
    """The words of one language: label → its forms; and the line of each label in the file.

    Words that nobody translated, or that a translator must look at again (“fuzzy”), are not
    among the forms. `form` tells which form goes with a number.
    """

    file: str
    forms: Mapping[str, tuple[str, ...]]
    lines: Mapping[str, int]
    form: Callable[[int], int]

    def said(self, label: str, number: int = 1) -> str:
        """A label in the language; empty where it lacks the word."""
        forms = self.forms.get(label, ())
        return forms[min(self.form(number), len(forms) - 1)] if forms else ""


@cache
def catalog_of(language: str) -> Catalog:
    """The catalog of a language, by its primary subtag."""
    path = CATALOGS / language / "LC_MESSAGES" / "mekong.po"
    with path.open("rb") as lines:
        read = read_po(lines, locale=language)
    forms, places = {}, {}
    for message in read:
        label, *_ = [message.id] if isinstance(message.id, str) else message.id
        if not label:
            continue
        said = (message.string,) if isinstance(message.string, str) else (*(message.string or ()),)
        places[label] = message.lineno or 1
        if said and all(said) and not message.fuzzy:
            forms[label] = said
    shown = f"{CATALOGS.name}/{path.relative_to(CATALOGS).as_posix()}"
    return Catalog(shown, forms, places, c2py(read.plural_expr))


def lacking(lang: str, layout: Layout | None = None) -> tuple[Finding, ...]:
    """A finding for each word that is printed in English because nobody translated it.

    Those of the built-in layouts have their place in the catalog; those of a publication's own
    layout, which no catalog has, in its template.
    """
    row = language_of(lang)
    if row is None or row.code == SOURCE_LANGUAGE:
        return ()
    catalog, every = catalog_of(row.code), catalog_of(SOURCE_LANGUAGE)
    found = [
        _finding(Position(catalog.file, catalog.lines.get(label, 1), 1), label, row.code)
        for label in every.forms
        if label not in catalog.forms
    ]
    labels = labels_of(layout) if layout else ()
    for file, line, label in labels:
        if label not in every.forms and label not in catalog.forms:
            found.append(_finding(Position(file, line, 1), label, row.code))
    return tuple(found)


def _finding(at: Position, label: str, language: str) -> Finding:
    message = f"“{label}” has no word in the language “{language}”, and is printed in English."
    return Finding(at, "M19", message, "Add it to the catalog (CONTRIBUTING.md, “Words”).")
