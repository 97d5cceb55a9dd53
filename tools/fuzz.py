"""Look for text and PDFs that break us: random changes that reach ever more of the code.

    python tools/fuzz.py import               a newsletter's text through import and parse
    python tools/fuzz.py parse                the source of an issue through parse and check
    python tools/fuzz.py adopt                a PDF through all that `mekong adopt` asks of it
    python tools/fuzz.py adopt --minutes 60   longer than five minutes

Needs Linux on x86_64 and the dependency group `fuzz` (`pip install --group fuzz`, atheris).
It begins with the sample issues, the texts and the hostile PDFs of the tests, and goes on in
`.fuzz/TARGET`, where what it has learnt stays. What it finds is written to `.fuzz/` as
`TARGET-crash-…` (an exception, or a promise broken), `-timeout-…` (ten seconds) or `-oom-…` (a
gigabyte). Mend it, and put the file into tests/fuzz_cases/ as the next TARGET-NNN: the tests
read every one again.
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import io
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
PLACE = ROOT / ".fuzz"
LONGEST = {"import": 20_000, "parse": 20_000, "adopt": 60_000}  # bytes
SECONDS, MEGABYTES = 10, 1024  # for one input


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
    from mekong_print.check.gathering import gather
    from mekong_print.document import Issue
    from mekong_print.findings import CODES
    from mekong_print.parse.issue import House, parse_issue

    parsed = parse_issue(raw, "issue.md", House({"Desk": ""}))
    assert parsed.issue is not None or parsed.findings
    assert all(one.code in CODES and one.at.line >= 1 <= one.at.column for one in parsed.findings)
    if parsed.issue is not None and parsed.source is not None:
        assert typed.from_json(Issue, typed.to_json(parsed.issue)) == parsed.issue
        gather(parsed.issue, parsed.source)


def read_adopted(raw: bytes) -> None:
    """Any PDF is read or refused with a reason; a sidecar of its guesses is read back."""
    from mekong_print import reader
    from mekong_print.pdf.adoption import guess
    from mekong_print.reading import Looked, Question, Unreadable

    # The reader sets an alarm before it reads the text of pages; the fuzzer has the same one.
    reader._guesses = lambda asked: guess(asked.raw, asked.file_name, pages=0)  # noqa: SLF001 - see above
    with contextlib.redirect_stderr(io.StringIO()):
        answer = reader._answer(Question(raw, "“x”", "x.pdf", guess=True))  # noqa: SLF001 - all but the process
    match answer:
        case Unreadable(message=message):
            assert message
        case Looked(facts=facts):
            assert facts.pages >= 1


def texts() -> Iterator[bytes]:
    """Newsletters as they were pasted."""
    for path in sorted((ROOT / "tests" / "intake" / "texts").rglob("*.txt")):
        yield path.read_bytes()


def sources() -> Iterator[bytes]:
    """Issues, whole and piece by piece."""
    for top in (ROOT / "issues", ROOT / "src" / "mekong_print" / "sample"):
        for path in sorted(top.rglob("issue.md")):
            yield path.read_bytes()[:20_000]
    for path in sorted((ROOT / "tests" / "parse" / "sources").rglob("*.md")):
        yield path.read_bytes()


def pdfs() -> Iterator[bytes]:
    """The hostile PDFs of the tests, but for the large."""
    sys.path.insert(0, str(ROOT / "tests"))
    from adopt import hostile

    makers = [*hostile.ADOPTED.values(), *(make for make, _ in hostile.REFUSED.values())]
    yield from (content for content in (make() for make in makers) if len(content) < 60_000)


Target = Callable[[bytes], None]
TARGETS: dict[str, tuple[Target, Callable[[], Iterator[bytes]], tuple[str, ...]]] = {
    "import": (read_import, texts, ("mekong_print", "markdown_it")),
    "parse": (read_source, sources, ("mekong_print", "markdown_it")),
    "adopt": (read_adopted, pdfs, ("mekong_print", "pypdf")),
}


def sow(name: str, seeds: Iterator[bytes]) -> Path:
    """The folder of a target's corpus, with the seeds in it."""
    folder = PLACE / name
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
    asked = parser.parse_args(argv)
    try:
        import atheris
    except ImportError:
        print(
            "atheris is not installed: pip install --group fuzz (Linux on x86_64, Python to 3.13)."
        )
        return 3
    target, seeds, packages = TARGETS[asked.target]
    folder = sow(asked.target, seeds())
    with atheris.instrument_imports(include=list(packages)):
        target(next(seeds()))  # all that it needs is imported, and seen
    flags = [
        f"-max_total_time={round(asked.minutes * 60)}",
        f"-timeout={SECONDS}",
        f"-rss_limit_mb={MEGABYTES}",
        f"-max_len={LONGEST[asked.target]}",
        f"-artifact_prefix={PLACE / asked.target}-",
    ]
    atheris.Setup([sys.argv[0], *flags, str(folder)], target)
    atheris.Fuzz()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
