"""Look for text and PDFs that break us: random changes that reach ever more of the code.

    python tools/fuzz.py import               a newsletter's text through import and parse
    python tools/fuzz.py parse                the source of an issue through parse and all rules
    python tools/fuzz.py translate            the draft of a source's translation, and back
    python tools/fuzz.py sidecar              issue.toml and issue.km.toml, read and written
    python tools/fuzz.py adopt                a PDF through all that `mekong adopt` asks of it
    python tools/fuzz.py adopt --minutes 60   longer than five minutes

Needs Linux on x86_64 and the dependency group `fuzz` (`pip install --group fuzz`, atheris).
It begins with the sample issues, the texts and the hostile PDFs of the tests (but for those that
take a second each by design: it would do little else), and goes on in `.fuzz/TARGET`, where what it
has learnt stays; `--fresh` forgets that first. What it finds is written to `.fuzz/` as
`TARGET-crash-…` (an exception, or a promise broken), `-timeout-…` (ten seconds) or `-oom-…` (a
gigabyte). Mend it, and put the file into tests/fuzz_cases/ as the next TARGET-NNN: the tests
read every one again.
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import io
import re
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[1]
PLACE = ROOT / ".fuzz"
SLOW = ("bomb-in-a-bomb", "words-without-end")  # hostile PDFs that tests try anyway
SECONDS, MEGABYTES = 10, 1024  # for one input
LONGEST_SOURCE = 4_000  # bytes
SIDECAR = f"""\
desk = "River"
number = 7
title = "Air \\"and\\" Water"  # sure: from the metadata
subtitle = "What the bill says"
date = 2025-10-31
lang = "pt-BR"
authors = ["A. Writer", "Nguyễn Văn An"]
sha256 = "{"ab" * 32}"

[[corrections]]
date = 2025-11-03
text = "A name was wrong."

[[sections]]
title = "Cambodia"
region = "kh"
page = 2
id = "007-cambodia"

[[articles]]
title = "Peace"
page = 2
authors = ["M. Yatt"]
section = "Cambodia"
"""


def read_import(raw: bytes) -> None:
    """Any text is imported or refused; what is imported is a source without errors."""
    from mekong_print.intake import Wishes, read_newsletter
    from mekong_print.parse.issue import House, parse_issue

    result = read_newsletter(raw, "in.txt", Wishes(desk="Desk", title="Title", next_number=7))
    if result.errors:
        return
    parsed = parse_issue(result.markdown.encode(), "issue.md", House({"Desk": ""}))
    assert parsed.errors == (), parsed.errors


def read_source(raw: bytes) -> None:
    """Any source is parsed or refused at a place of it; a tree is written and read without loss."""
    from mekong_print import typed
    from mekong_print.check.manuscript import Manuscript
    from mekong_print.check.proofreading import proofread
    from mekong_print.check.registry import all_rules
    from mekong_print.document import Issue
    from mekong_print.findings import CODES
    from mekong_print.parse.issue import House, parse_issue

    parsed = parse_issue(raw, "issue.md", House({"Desk": ""}))
    assert parsed.issue is not None or parsed.findings
    assert all(one.code in CODES and one.at.line >= 1 <= one.at.column for one in parsed.findings)
    if parsed.issue is not None and parsed.source is not None:
        assert typed.from_json(Issue, typed.to_json(parsed.issue)) == parsed.issue
        verdict = proofread(Manuscript(parsed.issue, parsed.source), all_rules(), {})
        assert verdict.crashes == (), verdict.crashes[0].trace
        lines = parsed.source.lines
        for at in (at for one in verdict.findings for at in (one.at, one.end or one.at)):
            assert 1 <= at.line <= len(lines)
            assert 1 <= at.column <= len(lines[at.line - 1]) + 1


def read_translated(raw: bytes) -> None:
    """The draft of a sound source is sound, with the same ids and the same words at each place."""
    from mekong_print.parse.issue import House, parse_issue
    from mekong_print.translation.draft import draft_of
    from mekong_print.translation.segments import segments_of

    parsed = parse_issue(raw, "issue.md", House({"Desk": ""}))
    if parsed.issue is None or parsed.source is None or parsed.errors:
        return
    text = draft_of(parsed.issue, parsed.source, "vi")
    own = parse_issue(text.encode(), "issue.vi.md", House({"Desk": ""}), parsed.issue)
    assert own.issue is not None
    assert own.errors == (), own.errors
    same = [
        [(one.place, one.hash) for one in segments_of(each)] for each in (parsed.issue, own.issue)
    ]
    assert same[0] == same[1]


def read_beside(raw: bytes) -> None:
    """A sidecar or a lineage is refused at a place, or is written so that it is read back."""
    from mekong_print.findings import CODES
    from mekong_print.translation.lineage import Lineage, read_lineage, write_lineage
    from mekong_print.volume.sidecar import chapters_of, ids_of
    from mekong_print.volume.sidecar_text import read_sidecar, write_sidecar

    reading = read_sidecar(raw, "issue.toml")
    assert reading.sidecar is not None or reading.findings
    assert all(one.code in CODES and one.at.line >= 1 <= one.at.column for one in reading.findings)
    if reading.sidecar is not None:
        ids_of(reading.sidecar, "river-007")
        chapters_of(reading.sidecar, "river-007")
        again = read_sidecar(write_sidecar(reading.sidecar, {}).encode(), "issue.toml")
        assert again.sidecar == reading.sidecar, again.findings
    lineage = read_lineage(raw, "issue.km.toml")
    if isinstance(lineage, Lineage):
        text = write_lineage(lineage, "issue.km.md")
        assert read_lineage(text.encode(), "issue.km.toml") == lineage


def read_adopted(raw: bytes) -> None:
    """Any PDF is read or refused with a reason; a sidecar of its guesses is read back."""
    from mekong_print import reader
    from mekong_print.config import Desk
    from mekong_print.pdf.adoption import guess
    from mekong_print.reading import Looked, Question, Unreadable
    from mekong_print.volume.first_sidecar import Settled, first_sidecar
    from mekong_print.volume.guesses import Guesses
    from mekong_print.volume.sidecar_text import read_sidecar, write_sidecar

    # The reader sets an alarm before it reads the text of pages; the fuzzer has the same one.
    reader._guesses = lambda asked: guess(asked.raw, asked.file_name, pages=0)  # noqa: SLF001 - see above
    with contextlib.redirect_stderr(io.StringIO()):
        answer = reader._answer(Question(raw, "“x”", "x.pdf", guess=True))  # noqa: SLF001 - all but the process
    match answer:
        case Unreadable(message=message):
            assert message
        case Looked(facts=facts, guesses=Guesses() as guesses):
            assert facts.pages >= 1
            desk = Desk(name="Desk", prefix="desk")
            sidecar, said = first_sidecar(guesses, Settled("0" * 64, desk, 7, "a guess", "en"))
            again = read_sidecar(write_sidecar(sidecar, said).encode(), "issue.toml")
            assert again.sidecar == sidecar, again.findings
        case other:
            raise AssertionError(other)


def texts() -> Iterator[bytes]:
    """Newsletters as they were pasted."""
    for path in sorted((ROOT / "tests" / "intake" / "texts").rglob("*.txt")):
        yield path.read_bytes()


def sources() -> Iterator[bytes]:
    """Issues piece by piece: each article with its front matter; whole ones take too long."""
    for path in sorted((ROOT / "src" / "mekong_print" / "sample").rglob("issue.md")):
        _, head, body = path.read_text("utf-8").split("---\n", 2)
        for piece in re.split(r"^(?=##? )", body, flags=re.MULTILINE):
            title = "" if piece.startswith("# ") else "# Laos\n\n"
            yield f"---\n{head}---\n\n{title}{piece}".encode()[:LONGEST_SOURCE]
    for path in sorted((ROOT / "tests" / "parse" / "sources").rglob("*.md")):
        yield path.read_bytes()[:LONGEST_SOURCE]


def beside() -> Iterator[bytes]:
    """A sidecar with everything in it, and the lineage of a sample's translation."""
    from mekong_print.parse.issue import House, parse_issue
    from mekong_print.translation.delays import fresh
    from mekong_print.translation.lineage import write_lineage
    from mekong_print.translation.segments import segments_of

    yield SIDECAR.encode()
    sample = next((ROOT / "src" / "mekong_print" / "sample").rglob("issue.md"))
    parsed = parse_issue(sample.read_bytes(), "issue.md", House({}))
    if parsed.issue is not None:
        segments = segments_of(parsed.issue)
        yield write_lineage(fresh(segments, segments), "issue.km.md").encode()


def pdfs() -> Iterator[bytes]:
    """The hostile PDFs of the tests, but for the large and the slow."""
    sys.path.insert(0, str(ROOT / "tests"))
    from adopt import hostile

    refused = {name: make for name, (make, _) in hostile.REFUSED.items()}
    makers = [make for name, make in {**hostile.ADOPTED, **refused}.items() if name not in SLOW]
    yield from (content for content in (make() for make in makers) if len(content) < 60_000)


class Target(NamedTuple):
    """What is done to each input, what to begin with, what is watched, and how long one is."""

    read: Callable[[bytes], None]
    seeds: Callable[[], Iterator[bytes]]
    packages: tuple[str, ...] = ("mekong_print", "markdown_it")
    longest: int = 20_000  # bytes


TARGETS = {
    "import": Target(read_import, texts),
    "parse": Target(read_source, sources, longest=LONGEST_SOURCE),
    "translate": Target(read_translated, sources, longest=LONGEST_SOURCE),
    "sidecar": Target(read_beside, beside, ("mekong_print", "tomllib")),
    "adopt": Target(read_adopted, pdfs, ("mekong_print", "pypdf"), 60_000),
}


def sow(name: str, seeds: Iterator[bytes], *, fresh: bool) -> Path:
    """The folder of a target's corpus, with the seeds in it."""
    folder = PLACE / name
    if fresh:
        shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True, exist_ok=True)
    for seed in seeds:
        (folder / hashlib.sha256(seed).hexdigest()[:20]).write_bytes(seed)
    return folder


def main(argv: list[str]) -> int:
    """Fuzz one target."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("target", choices=TARGETS)
    parser.add_argument("--minutes", type=float, default=5.0)
    parser.add_argument("--fresh", action="store_true", help="from the seeds alone")
    asked = parser.parse_args(argv)
    try:
        import atheris
    except ImportError:
        print(
            "atheris is not installed: pip install --group fuzz (Linux on x86_64, Python to 3.13)."
        )
        return 3
    target = TARGETS[asked.target]
    with atheris.instrument_imports(include=list(target.packages)):
        for seed in target.seeds():  # all that is needed is imported, and seen
            target.read(seed)
    folder = sow(asked.target, target.seeds(), fresh=asked.fresh)
    flags = [
        f"-max_total_time={round(asked.minutes * 60)}",
        f"-timeout={SECONDS}",
        f"-rss_limit_mb={MEGABYTES}",
        f"-max_len={target.longest}",
        f"-artifact_prefix={PLACE / asked.target}-",
    ]
    atheris.Setup([sys.argv[0], *flags, str(folder)], target.read)
    atheris.Fuzz()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
