"""Bring the catalogs of src/mekong_print/locale/ up to date with the words that pages ask for.

    python tools/write_catalogs.py             write them (in the project's environment)
    python tools/write_catalogs.py --check     say which are out of date, and what they lack
    python tools/write_catalogs.py --new LANG  begin the catalog of a language

Labels are extracted from the templates of layouts/ and from compose/. A new one stands in
every catalog afterwards, empty, and is reported (M19) until somebody has translated it; one
that nothing asks for any more is taken out. Translations are never touched, and the same
words give the same files.
"""

import io
import sys
from collections.abc import Iterator
from pathlib import Path

from babel import Locale
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po
from babel.plural import to_gettext

ROOT = Path(__file__).resolve().parents[1]
LOCALE = ROOT / "src" / "mekong_print" / "locale"
DOMAIN = "LC_MESSAGES/mekong.po"
SOURCE = "en"
# What is searched, how; and the names by which words are asked for there.
SEARCHED = (
    (ROOT / "layouts", "**.html", "jinja2.ext.babel_extract"),
    (ROOT / "src" / "mekong_print" / "compose", "**.py", "python"),
)
KEYWORDS: dict[str, tuple[int, ...] | None] = {
    "t": None,
    "words": None,
    "self": None,
    "many": (1, 2),
}
NOTE = "NOTE:"  # opens a remark to translators in a template or in the code
WIDTH = 100
HEADER = """\
# The publication's own words. How to translate them: CONTRIBUTING.md, “Words”.
# The lines that begin with “#:” and “#.” are written by tools/write_catalogs.py.
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Language: {language}\\n"
"Plural-Forms: {plurals}\\n"

"""


def extracted() -> Catalog:
    """Every label that templates and code ask for, with the files that do."""
    found = Catalog()
    for folder, pattern, method in SEARCHED:
        for file, _, label, notes, _ in extract_from_dir(
            folder, [(pattern, method)], keywords=KEYWORDS, comment_tags=(NOTE,)
        ):
            where = (folder / file).relative_to(ROOT).as_posix()
            found.add(label, locations=[(where, None)], auto_comments=notes)
    for message in found:
        message.locations = sorted(set(message.locations))
    return found


def path_of(language: str) -> Path:
    """Where the catalog of a language lies."""
    return LOCALE / language / DOMAIN


def languages() -> tuple[str, ...]:
    """The languages that have a catalog."""
    return tuple(sorted(path.parents[1].name for path in LOCALE.glob(f"*/{DOMAIN}")))


def updated(language: str, labels: Catalog) -> str:
    """The catalog of a language as it has to be: each label once, translations as they were."""
    before = Catalog(language)
    if path_of(language).exists():
        with path_of(language).open("rb") as lines:
            before = read_po(lines, locale=language)
    after = Catalog(language)
    plurals = to_gettext(Locale.parse(language).plural_form)  # CLDR's, not the table of gettext
    after.mime_headers = [("Plural-Forms", plurals)]
    for label in labels:
        if label.id:
            known = before.get(label.id)
            if known and known.pluralizable != label.pluralizable:
                known = None  # it counts now, or does no more: its forms are others
            said = known.string if known else _as_is(label, language, after.num_plurals)
            after.add(
                label.id,
                said,
                locations=label.locations,
                auto_comments=label.auto_comments,
                user_comments=known.user_comments if known else (),
                flags={"fuzzy"} if known and known.fuzzy else (),
            )
    text = io.BytesIO()
    write_po(text, after, width=WIDTH, omit_header=True, sort_output=True, include_lineno=False)
    head = HEADER.format(language=language, plurals=plurals)
    return head + text.getvalue().decode().strip() + "\n"


def _as_is(label: Message, language: str, forms: int) -> str | tuple[str, ...]:
    """What stands in a catalog for a new label: in English the label itself, else nothing."""
    if language == SOURCE:
        return label.id if isinstance(label.id, str) else tuple(label.id)
    return "" if isinstance(label.id, str) else ("",) * forms


def lacking(language: str) -> Iterator[str]:
    """The labels that nobody has translated yet, or that must be looked at again."""
    with path_of(language).open("rb") as lines:
        for message in read_po(lines, locale=language):
            said = [message.string] if isinstance(message.string, str) else message.string
            if message.id and (message.fuzzy or not all(said)):
                yield message.id if isinstance(message.id, str) else message.id[0]


def main(argv: list[str]) -> int:
    """Write the catalogs, or check them; 1 where one is out of date or lacks a word."""
    labels = extracted()
    check = argv == ["--check"]
    new = argv[1:] if argv[:1] == ["--new"] else []
    behind = 0
    for language in sorted({*languages(), *new}):
        path, text = path_of(language), updated(language, labels)
        stale = not path.exists() or path.read_text("utf-8") != text
        if stale and check:
            print(f"{language} is out of date: run python tools/write_catalogs.py")
        elif stale:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
            print(path.relative_to(LOCALE.parent))
        lacks = list(lacking(language)) if path.exists() else []
        for label in lacks:
            print(f"{language} lacks “{label}”")
        behind += (stale and check) or bool(lacks)
    return 1 if behind else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
