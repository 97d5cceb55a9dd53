"""Names of translations: `issue.km.md` beside `issue.md`, and what does not go with them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from mekong_print.config import FrontMatter
from mekong_print.findings import Finding
from mekong_print.languages import LANGUAGES, language_of
from mekong_print.positions import Position
from mekong_print.regions import REGIONS

_NAME = re.compile(r"issue\.(.+)\.md")
_TAG = re.compile(r"[a-z]{2,3}(-[A-Z]{2})?")
# What an issue has in every language alike: its front matter says it again, or differs by mistake.
_SHARED = ("desk", "number", "date", "deadline")

Places = Mapping[tuple[str | int, ...], Position]


def suffix_of(name: str) -> str:
    """The language in the name of a source: `km` of `issue.km.md`, nothing of `issue.md`."""
    found = _NAME.fullmatch(name)
    return found[1] if found else ""


def base_of(tag: str) -> str:
    """The language of a tag, without the country: `en` of `en-GB`."""
    return tag.replace("_", "-").split("-")[0].lower()


def is_own(name: str, suffix: str) -> bool:
    """Whether a file of an issue's folder goes into the edition in a language.

    The other sources and the sidecars of translations do not; pictures are shared by all.
    """
    if name == "issue.md":
        return not suffix
    parts = re.fullmatch(r"issue\.([^/]+)\.(md|toml)", name)
    return parts is None or (parts[2] == "md" and parts[1] == suffix)


def faults_of_name(suffix: str, at: Position) -> Iterator[Finding]:
    """What is wrong with the language in a file's name."""
    base = base_of(suffix)
    country = suffix[len(base) + 1 :].upper()
    wanted = f"{base}-{country}" if country else base
    if language_of(suffix) is None or not _TAG.fullmatch(wanted):
        known = ", ".join(sorted(LANGUAGES))
        message = f"“{suffix}” in the file's name is no language to set; known are {known}."
        hint = "Rename it. What is no translation must have a name that opens otherwise: notes.md."
        yield Finding(at, "M08", message, hint)
    elif country and country.lower() not in REGIONS:
        yield Finding(at, "M08", f"There is no country with the code “{country}”.", "Rename it.")
    elif suffix != wanted:
        message = f"The language in the file's name is written “{suffix}”."
        yield Finding(at, "M12", message, f"Rename it: issue.{wanted}.md.")


def is_well_named(suffix: str) -> bool:
    """Whether a file's name says a language that can be set, as it is written."""
    return not any(faults_of_name(suffix, Position("", 1, 1)))


def fault_of_lang(suffix: str, lang: str, at: Position) -> Finding | None:
    """What is wrong when front matter says another language than the file's name."""
    if not lang or lang == suffix or (suffix == base_of(lang)):
        return None
    message = f"`lang` is {lang}, and the file's name says {suffix}."
    hint = f"Leave the line out, or rename the file: issue.{lang}.md."
    return Finding(at, "M12", message, hint)


def faults_of_matter(own: FrontMatter, original: FrontMatter, places: Places) -> Iterator[Finding]:
    """What a translation says of its issue that the original says differently."""
    for key in _SHARED:
        here, there = getattr(own, key), getattr(original, key)
        if here != there:
            said = f"it is {there}" if there is not None else "there is none"
            message = (
                f"`{key}` is {here}; in the original {said}."
                if here is not None
                else (f"`{key}` is missing; in the original it is {there}.")
            )
            hint = "Write what the original says; it is one issue in every language."
            yield Finding(places.get((key,), places[()]), "M15", message, hint)


def skeleton_of(raw: bytes) -> bytes:
    """What a translation has of its original, with no need to read it as a whole.

    Its front matter and all that may be a heading: lines with `#`, and what is underlined.
    """
    head, _, body = raw.replace(b"\r\n", b"\n").removeprefix(b"---\n").partition(b"\n---\n")
    kept = [line for line in head.split(b"\n") if line.startswith(_SAID_TWICE)]
    paragraph: list[bytes] = []
    for line in body.split(b"\n"):
        paragraph = [*paragraph, line] if line.strip() else []
        if line.lstrip().startswith(b"#"):
            kept.append(line)
        elif line.strip() and not line.strip(b"=- \t"):
            kept += paragraph
    return b"\n".join(kept)


_SAID_TWICE = tuple(f"{key}:".encode() for key in (*_SHARED, "lang"))
