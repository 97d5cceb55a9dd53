"""Every kind of PDF that mekong-print writes, judged by the field's own validator.

A new sample issue or layout is judged without a line here: `tools/conformance.py` prints
whatever there is. In CI, Java and Maven must be there.
"""

from __future__ import annotations

import json
import os
import shutil
from io import BytesIO
from pathlib import Path
from types import ModuleType

import pikepdf
import pytest

from fetched import SHELF, unavailable
from proofing import LAYOUTS, ROOT, Press, program


@pytest.fixture(scope="module")
def tool() -> ModuleType:
    """tools/conformance.py, which is no package."""
    return program("conformance")


def silenced(content: bytes) -> bytes:
    """A PDF whose pictures have lost their descriptions."""
    out = BytesIO()
    with pikepdf.open(BytesIO(content)) as pdf:
        for thing in pdf.objects:
            if isinstance(thing, pikepdf.Dictionary) and thing.get("/S") == "/Figure":
                del thing["/Alt"]
        pdf.save(out, deterministic_id=True)
    return out.getvalue()


@pytest.fixture(scope="module")
def made(press: Press, finished, volume, tool, tmp_path_factory) -> list[Path]:  # noqa: PLR0917 - fixtures
    """All issues in all layouts, drafts, volumes, and the feature documents of tests/pdf."""
    folder = tmp_path_factory.mktemp("made")
    root = Path(shutil.copytree(press.root, folder / "publication"))
    tool.publication(root)
    files = [*tool.printed(root), volume.file]
    for name, content in finished.items():
        files.append(folder / f"{name}.pdf")
        files[-1].write_bytes(content)
    return files


def test_all_kinds_of_pdf_are_judged(made: list[Path]) -> None:
    names = {path.name for path in made}
    issues = len(list((ROOT / "src/mekong_print/sample").iterdir())) + 1
    for layout in LAYOUTS:
        own = {name for name in names if name.endswith(f"-{layout}.pdf")}
        assert len(own) >= issues + 1, "its issues, and a volume of them"
        assert f"mekong-belt-022-{layout}.pdf" in own
    assert sum("drafts" in path.parts for path in made) == len(LAYOUTS)
    assert sum("volumes" in path.parts for path in made) >= len(LAYOUTS)


def test_every_pdf_is_pdf_ua_1_and_pdf_a_3a_in_verapdf(made, press, tool, tmp_path) -> None:
    """The report is kept, in CI as output/conformance.json."""
    belt = press.pdf("belt", "briefing").read_bytes()
    broken, unclaimed = tmp_path / "broken-on-purpose.pdf", tmp_path / "claiming-too-little.pdf"
    broken.write_bytes(silenced(belt))
    unclaimed.write_bytes(belt.replace(b"<pdfuaid:part>1</pdfuaid:part>", b" " * 30))
    report = tool.prove([*made, broken, unclaimed], SHELF)
    tool.keep(report, tool.REPORT if os.environ.get("CI") == "true" else tmp_path / "report.json")
    for reason in report["unchecked"]:
        unavailable("veraPDF", reason)
    assert report["judged"] == 4 * len(report["files"])
    against = {(one["validator"], one["standard"], one["file"]) for one in report["broken"]}
    who, what = ("mekong", "veraPDF 1.30.2"), (broken, unclaimed)
    assert against == {(one, "ua-1", str(file)) for one in who for file in what}, tool.summary(
        report
    )


# ---------------------------------------------------------------- the tool itself


@pytest.fixture
def report(tool, press, tmp_path, monkeypatch) -> dict:
    """A report made on a machine without Java."""
    monkeypatch.setenv("PATH", str(tmp_path))
    return tool.prove([press.pdf("belt", "briefing")], tmp_path)


def test_without_java_the_summary_names_what_was_not_checked(tool, report) -> None:
    assert "NOT CHECKED: veraPDF 1.30.2" in tool.summary(report)
    assert "Java is not here" in tool.summary(report)
    assert report["validators"] == ["mekong"]


def test_what_was_not_checked_fails_in_ci_alone(tool, report) -> None:
    assert tool.code_of(report, strict=False) == 0
    assert tool.code_of(report, strict=True) == 4


def test_a_program_that_is_not_the_one_that_was_pinned_is_not_run(tool, tmp_path) -> None:
    if shutil.which("java") is None:
        unavailable("Java", "it runs veraPDF")
    (tmp_path / tool.JAR).write_bytes(b"another program")
    with pytest.raises(tool.UnavailableError, match="is not what it was"):
        tool.fetch(tmp_path)


def test_the_report_can_be_read_by_a_machine(tool, press, tmp_path, monkeypatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("CI", raising=False)
    target = tmp_path / "reports" / "conformance.json"
    file = press.pdf("belt", "phone")
    assert tool.main([str(file), "--report", str(target)]) == 0
    told = json.loads(target.read_text("utf-8"))
    assert told["files"][0]["file"] == str(file)
    assert (told["judged"], told["broken"], len(told["unchecked"])) == (2, [], 1)
