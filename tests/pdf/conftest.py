"""The raw pages of all feature documents, made once, and what is asked of them."""

import datetime as dt
import subprocess
import sys
from pathlib import Path

import pytest

from mekong_print.pages import Attachment, Expected, Imprint, PageLabels
from mekong_print.pdf.finish import finish
from mekong_print.pdf.rulings import verdicts

HERE = Path(__file__).parent
FONTS = HERE.parents[1] / "fonts"

IMPRINT = Imprint(
    title="From Ceasefires to Clean Air: “News” & <Notes>",
    lang="en",
    authors=("Malai Yatt", "Nguyễn Văn An"),
    subject="Key developments",
    keywords=("Cambodia", "Lao PDR"),
    publication="The Weekly",
    publisher="The Press",
    desk="Mekong Belt",
    number=22,
    layout="briefing",
    date=dt.date(2025, 10, 31),
    moment=dt.datetime(2025, 10, 31, 23, 59, tzinfo=dt.timezone(dt.timedelta(hours=8))),
    fingerprint="0123456789abcdef" * 4,
    tools=("mekong-print 0.1.0", "WeasyPrint 70.0"),
    labels=(PageLabels(0),),
    attachments=(
        Attachment("issue.json", b'{"title": "x"}' * 200, "application/json", "The record"),
        Attachment("a photo’s note.txt", b"words", "text/plain", relationship="Supplement"),
    ),
    claims=("ua-1", "a-3a"),
)


@pytest.fixture(scope="session")
def raw(tmp_path_factory):
    folder = tmp_path_factory.mktemp("raw")
    subprocess.run([sys.executable, HERE / "documents.py", FONTS, folder], check=True)
    return {path.stem: path.read_bytes() for path in sorted(folder.glob("*.pdf"))}


@pytest.fixture(scope="session")
def imprint():
    return IMPRINT


@pytest.fixture(scope="session")
def finished(raw):
    return {name: finish(raw[name], IMPRINT) for name in names()}


@pytest.fixture(scope="session")
def expected():
    """What is asked of the document `heads`."""
    outline = ("Section 0", "Section 1", "Section 2")
    return Expected(IMPRINT, ids=("s0", "s1", "s2"), outline=outline, pages=6)


@pytest.fixture(scope="session")
def objections():
    """What the two standards have against a PDF, by the check that every build runs."""

    def found(pdf: bytes) -> list[str]:
        told = verdicts(pdf, ("ua-1", "a-3a"))
        return [f"{one.standard}: {f.rule}: {f.raw}" for one in told for f in one.failings]

    return found


def names() -> list[str]:
    """The feature documents, without loading what prints them."""
    scope: dict[str, object] = {"__name__": "documents"}
    exec((HERE / "documents.py").read_text(encoding="utf-8"), scope)  # noqa: S102
    return [*scope["BODIES"], *scope["AS_PRESSED"]]  # type: ignore[misc]


def pytest_generate_tests(metafunc):
    if "document" in metafunc.fixturenames:
        metafunc.parametrize("document", names())
