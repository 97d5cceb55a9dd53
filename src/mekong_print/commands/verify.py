"""`mekong verify`: whether PDFs are still the ones that were made, and can be made again."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from mekong_print.commands import build, volume
from mekong_print.editions import Fingerprints, edition_of
from mekong_print.errors import MekongError, SourceError, UsageError
from mekong_print.files import digest, read_bytes
from mekong_print.issue_files import IssueFile, find_issues, language_of_issue
from mekong_print.manifests import manifest_path, read_manifest
from mekong_print.pdf.stamp import read_stamp
from mekong_print.published import VOLUMES
from mekong_print.volume.record import Manifest
from mekong_print.workshop import Workshop

if TYPE_CHECKING:
    from mekong_print.pressroom import Pressroom


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of one PDF: nothing in `faults` means that all is well."""

    pdf: Path
    manifest: Manifest
    faults: tuple[str, ...]
    rebuilt: bool = False


def find_pdfs(workshop: Workshop, words: tuple[str, ...]) -> tuple[Path, ...]:
    """The PDFs that words stand for: paths, volumes by name, issues by number or folder.

    Raises UsageError where there is none. No words: every PDF in output/ with a manifest.
    """
    if not words:
        found = [*_with_manifest(workshop.output), *_with_manifest(workshop.output / VOLUMES)]
        if not found:
            raise UsageError("There is nothing to verify yet.", "Make a PDF with `mekong build`.")
        return tuple(found)
    return tuple(dict.fromkeys(path for word in words for path in _named(workshop, word)))


def _with_manifest(folder: Path) -> list[Path]:
    return [path for path in sorted(folder.glob("*.pdf")) if manifest_path(path).is_file()]


def _named(workshop: Workshop, word: str) -> list[Path]:
    if word.lower().endswith(".pdf"):
        return [Path(word)]
    volumes = [
        path for path, name in _volumes(workshop) if name == word or name.startswith(f"{word}-")
    ]
    if volumes:
        return volumes
    issues = find_issues(workshop, (word,))
    made = [workshop.output.glob(f"{_stem(workshop, issue)}-*.pdf") for issue in issues]
    found = sorted(path for paths in made for path in paths)
    if not found:
        raise UsageError(f"“{word}” has no PDF yet.", "Make it with `mekong build`.")
    return found


def _stem(workshop: Workshop, issue: IssueFile) -> str:
    return edition_of(workshop, issue, "x").target.stem.removesuffix("-x")


def _volumes(workshop: Workshop) -> Iterator[tuple[Path, str]]:
    for pdf in _with_manifest(workshop.output / VOLUMES):
        try:
            yield pdf, read_manifest(pdf).record.name
        except MekongError:  # what is wrong with it is said when it is verified
            yield pdf, pdf.stem


def verify(pdf: Path) -> Verdict:
    """Hold a PDF against its manifest. Raises SourceError when either cannot be read."""
    content = read_bytes(pdf, str(pdf))
    if not manifest_path(pdf).is_file():
        hint = "Only PDFs that mekong made in output/ have one; keep both files together."
        raise SourceError(f"{pdf.name} has no manifest ({manifest_path(pdf).name}).", hint)
    manifest = read_manifest(pdf)
    faults = []
    if manifest.file != pdf.name:
        faults.append(f"The manifest is that of {manifest.file}.")
    if manifest.size != len(content):
        faults.append(f"It has {len(content)} bytes, not {manifest.size}.")
    if manifest.sha256 != digest(content):
        faults.append(f"Its SHA-256 is {digest(content)}, not {manifest.sha256}.")
    stamp = read_stamp(content)
    if stamp is None or stamp.fingerprint != manifest.record.fingerprint:
        faults.append("The PDF and its manifest do not name the same fingerprint.")
    return Verdict(pdf, manifest, tuple(faults))


def rebuild(workshop: Workshop, verdict: Verdict, room: Pressroom) -> Verdict:
    """Make a PDF again from its sources, in a folder of its own, and compare the bytes.

    Raises the error that stops it from being made.
    """
    manifest = verdict.manifest
    with tempfile.TemporaryDirectory(prefix="mekong-verify-") as folder:
        scratch = replace(workshop, made=Path(folder))
        bench = volume.Bench(
            scratch, volume.Order(), room, Fingerprints(scratch, manifest.record.standard)
        )
        match manifest.record.kind:
            case "volume":
                made = volume.bind_again(bench, manifest).sheaf.target
            case _:
                made = _printed_again(scratch, manifest, room)
        faults = [] if made.read_bytes() == verdict.pdf.read_bytes() else _reasons(made, manifest)
    return replace(verdict, faults=(*verdict.faults, *faults), rebuilt=True)


def _printed_again(scratch: Workshop, manifest: Manifest, room: Pressroom) -> Path:
    record = manifest.record
    lang = record.lang if record.translated_from else ""
    found = next(
        (one for one in find_issues(scratch, (record.name,)) if _is_of(scratch, one, lang)), None
    )
    if found is None:
        raise UsageError(f"{record.name} is no more there in “{lang}”.")
    words, layouts = (str(found.path),), (record.layout,)
    order = build.Order(issues=words, layouts=layouts, force=True, standard=record.standard)
    for outcome in build.build(scratch, build.plan(scratch, order), room):
        if outcome.error is not None:
            raise outcome.error
    return scratch.output / manifest.file


def _is_of(workshop: Workshop, issue: IssueFile, lang: str) -> bool:
    """Whether a source is the original (no `lang`), or the translation into a language."""
    return language_of_issue(workshop, issue) == lang if lang else not issue.suffix


def _reasons(made: Path, manifest: Manifest) -> list[str]:
    """Why what was made again differs, as far as the two manifests tell."""
    old, new = manifest.record, read_manifest(made).record
    if old.fingerprint == new.fingerprint:
        return ["Made again from the same sources, it has other bytes. Please report this."]
    found = ["Made again, it differs: what it is made from has changed since."]
    before = {part.key: part.sha256 for part in old.parts}
    found += [
        f"{part.key} is another file now." for part in new.parts if part.sha256 != before[part.key]
    ]
    for what in ("tools", "fonts", "layouts"):
        then, now = getattr(old, what), getattr(new, what)
        names = sorted(name for name in {*then, *now} if then.get(name) != now.get(name))
        found += [f"Other {what}: {', '.join(names)}."] if names else []
    return found
