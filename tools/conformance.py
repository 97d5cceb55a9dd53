"""Prove that PDFs keep PDF/UA-1 and PDF/A-3a, by veraPDF and by page-validation.

    python3 tools/start.py conformance             every kind of PDF that mekong-print writes
    python3 tools/start.py conformance FILE...     these PDFs
    ... --report FILE                              where the report goes, as JSON

Without FILE, a publication of Issue 22 and all sample issues is printed in every layout, with
a draft and a volume in every layout. veraPDF is fetched once from Maven Central into
`.fetched/` (Maven and Java 11 or newer are needed), and its SHA-256 is checked. What was not
checked is named; in CI that is a failure. Exits with 1 when a PDF does not keep a standard,
with 4 when something could not be checked that must be.
"""

import argparse
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

from mekong_print.errors import MekongError
from mekong_print.pdf.rulings import verdicts

TOP = Path(__file__).resolve().parents[1]
SHELF = TOP / ".fetched"
REPORT = TOP / "output" / "conformance.json"
SAMPLES = TOP / "src" / "mekong_print" / "sample"
VERSION = "1.30.2"
SHA256 = "287cc9c9757f99dcff4a2d39b68268245b48103fb6af443162d5a29df2afa332"
JAR = f"verapdf-cli-{VERSION}.jar"
COPY = "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy"
FLAVOURS = {"ua-1": "ua1", "a-3a": "3a"}
CLAIMED = "0"  # veraPDF's flavour for all that a file claims
PROFILES = {"PDF/UA-1 validation profile": "ua-1", "PDF/A-3a validation profile": "a-3a"}
PATIENCE = 600  # seconds
JUDGED = {0, 1}  # exit codes of veraPDF: all keep the profile, or some do not


class UnavailableError(Exception):
    """veraPDF cannot be run here; the reason, and what would help."""


@dataclass(frozen=True)
class Verdict:
    """What one validator says of one PDF and one standard: nothing in `broken` is well."""

    validator: str
    standard: str
    file: str
    broken: list[str] = field(default_factory=list)


# ---------------------------------------------------------------- veraPDF


def fetch(shelf: Path = SHELF) -> Path:
    """The veraPDF program, fetched where it is not there yet. Raises UnavailableError."""
    if shutil.which("java") is None:
        raise UnavailableError("Java is not here (Debian: default-jre-headless; macOS: openjdk).")
    jar = shelf / JAR
    if not jar.is_file():
        _download(jar)
    found = hashlib.sha256(jar.read_bytes()).hexdigest()
    if found != SHA256:
        raise UnavailableError(f"{JAR} is not what it was: its SHA-256 is {found}. Delete it.")
    return jar


def _download(jar: Path) -> None:
    """Ask Maven for it, and put it in place in one step."""
    if shutil.which("mvn") is None:
        raise UnavailableError("Maven, which fetches veraPDF, is not here (maven).")
    jar.parent.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=jar.parent) as folder:
        wanted = [f"-Dartifact=org.verapdf.apps:cli:{VERSION}:jar", f"-DoutputDirectory={folder}"]
        command = ["mvn", "-q", "-B", COPY, *wanted, "-Dmdep.stripVersion=true"]
        try:
            done = subprocess.run(
                command, capture_output=True, text=True, timeout=PATIENCE, check=False
            )
            words = done.stdout[-300:]
        except subprocess.TimeoutExpired:
            words = f"no answer in {PATIENCE} seconds"
        if not (Path(folder) / "cli.jar").is_file():
            raise UnavailableError(f"Maven could not fetch veraPDF {VERSION}. {words}")
        (Path(folder) / "cli.jar").replace(jar)


def by_verapdf(jar: Path, files: list[Path]) -> list[Verdict]:
    """What veraPDF says of each file by both standards. Raises UnavailableError.

    One process judges all files by all that they claim; what a file does not claim, or could
    not be judged by, is asked for by name.
    """
    claimed = [one for job in _jobs(jar, CLAIMED, files) for one in _claims(job)]
    known = {(one.standard, Path(one.file)) for one in claimed}
    found = claimed
    for standard, flavour in FLAVOURS.items():
        rest = [file for file in files if (standard, file.resolve()) not in known]
        if rest:
            found += [_read(job, standard) for job in _jobs(jar, flavour, rest)]
    if len(found) != len(files) * len(FLAVOURS):
        raise UnavailableError(f"veraPDF judged {len(found)} times, not {len(files)} files twice.")
    names = {str(file.resolve()): str(file) for file in files}
    return [replace(one, file=names[one.file]) for one in found]


def _jobs(jar: Path, flavour: str, files: list[Path]) -> list[dict]:
    command = ["java", "-Xmx1g", "-jar", str(jar), "-f", flavour, "--format", "json"]
    paths = [str(file.resolve()) for file in files]  # the name by which it tells of them
    done = subprocess.run(
        [*command, *paths], capture_output=True, text=True, timeout=PATIENCE, check=False
    )
    if done.returncode not in JUDGED:
        raise UnavailableError(f"veraPDF ended with {done.returncode}. {done.stderr[-300:]}")
    return json.loads(done.stdout)["report"]["jobs"]


def _claims(job: dict) -> list[Verdict]:
    """The verdicts of a file by the standards that it claims, of those that are asked for."""
    results = job.get("validationResult") or []
    told = {PROFILES.get(one["profileName"], ""): one for one in results}
    named = [(told[one], one) for one in FLAVOURS if one in told]
    return [_read({**job, "validationResult": [result]}, standard) for result, standard in named]


def _read(job: dict, standard: str) -> Verdict:
    """One file of a report. A file that could not be judged counts as broken."""
    results = job.get("validationResult") or [{}]
    broken = [
        f"{rule['clause']}-{rule['testNumber']}: {rule['description']} ({rule['failedChecks']} ×)"
        for result in results
        for rule in result.get("details", {}).get("ruleSummaries", ())
        if rule.get("status") == "failed" or rule.get("failedChecks")
    ]
    if not broken and not all(result.get("compliant") for result in results):
        broken = [str(job.get("taskException", "It could not be judged."))]
    return Verdict(f"veraPDF {VERSION}", standard, job["itemDetails"]["name"], broken)


# ---------------------------------------------------------------- page-validation


def by_page(files: Iterable[Path]) -> list[Verdict]:
    """What the check says that every build runs."""
    return [one for file in files for one in _judged(file)]


def _judged(file: Path) -> list[Verdict]:
    try:
        told = verdicts(file.read_bytes(), tuple(FLAVOURS))
    except MekongError as fault:
        return [Verdict("mekong", standard, str(file), [fault.message]) for standard in FLAVOURS]
    return [
        Verdict("mekong", one.standard, str(file), [f"{f.rule}: {f.raw}" for f in one.failings])
        for one in told
    ]


# ---------------------------------------------------------------- what is judged


def publication(root: Path) -> None:
    """Issue 22 and all sample issues as one publication, where they are not there yet."""
    root.mkdir(exist_ok=True)
    if not (root / "mekong.toml").exists():
        shutil.copy(TOP / "mekong.toml", root)
    for folder in (*(TOP / "issues").iterdir(), *SAMPLES.iterdir()):
        source = folder / "issue.md"
        target = root / "issues" / folder.name
        if source.is_file() and not target.exists():
            shutil.copytree(folder, target)
            text = source.read_text("utf-8").replace("desk: DESK", "desk: Mekong Belt")
            (target / "issue.md").write_text(text, "utf-8")


def printed(root: Path) -> list[Path]:
    """Every kind of PDF that mekong-print writes, of the publication in a folder."""
    _mekong(root, "build", "--all")
    layouts = {path.stem.rpartition("-")[2] for path in (root / "output").glob("*.pdf")}
    years = {_year(path) for path in (root / "issues").glob("*/issue.md")} - {""}
    for layout in sorted(layouts):
        recto = "--recto" if layout == "magazine" else "--no-recto"
        _mekong(root, "volume", *sorted(years), "--layout", layout, recto)
    made = [*(root / "output").glob("*.pdf"), *(root / "output" / "volumes").glob("*.pdf")]
    drafts = root / "drafts"
    drafts.mkdir(exist_ok=True)
    kept = {path: path.read_bytes() for path in made}
    _mekong(root, "build", "22", "--all", "--no-check")
    for path in made:
        if path.read_bytes() != kept[path]:
            path.rename(drafts / path.name)
            path.write_bytes(kept[path])
    return sorted([*made, *drafts.glob("*.pdf")])


def _year(source: Path) -> str:
    """The year of an issue by its front matter: that of `date`, else of `deadline`."""
    head = source.read_text("utf-8").split("\n---")[0].splitlines()
    days = [line.split(":")[1].strip() for line in sorted(head) if line[:4] in ("date", "dead")]
    return days[0][:4] if days else ""


def _mekong(root: Path, *words: str) -> None:
    command = [sys.executable, "-m", "mekong_print", "-C", str(root), *words]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"mekong {' '.join(words)} ended with {done.returncode}.\n{done.stderr}")


# ---------------------------------------------------------------- the report


def prove(files: list[Path], shelf: Path = SHELF) -> dict:
    """The report on these files: what each validator says, and what could not be checked."""
    found, unchecked = by_page(files), []
    try:
        found += by_verapdf(fetch(shelf), files)
    except UnavailableError as reason:
        unchecked.append(f"veraPDF {VERSION} has not judged these files: {reason}")
    return {
        "standards": list(FLAVOURS),
        "validators": sorted({one.validator for one in found}),
        "files": [
            {"file": str(file), "sha256": hashlib.sha256(file.read_bytes()).hexdigest()}
            for file in files
        ],
        "judged": len(found),
        "broken": [asdict(one) for one in found if one.broken],
        "unchecked": unchecked,
    }


def keep(report: dict, target: Path) -> None:
    """Write the report where a machine can read it."""
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(json.dumps(report, ensure_ascii=False, indent=1) + "\n", "utf-8")


def summary(report: dict) -> str:
    """The report in words."""
    files, broken = len(report["files"]), report["broken"]
    validators = " and ".join(report["validators"])
    lines = [f"{files} PDFs, PDF/UA-1 and PDF/A-3a, by {validators}: {report['judged']} verdicts."]
    for one in broken:
        lines += [f"{one['file']}: {one['validator']}, {one['standard']}:"]
        lines += [f"  - {rule}" for rule in one["broken"]]
    lines += [f"NOT CHECKED: {reason}" for reason in report["unchecked"]]
    lines += [f"{len(broken)} verdicts against them." if broken else "All keep both standards."]
    return "\n".join(lines)


def code_of(report: dict, *, strict: bool) -> int:
    """The exit code of a report. `strict`: what was not checked is a failure."""
    if report["broken"]:
        return 1
    return 4 if report["unchecked"] and strict else 0


def main(argv: list[str]) -> int:
    """Judge, report, and tell."""
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("files", nargs="*", type=Path)
    asked.add_argument("--report", type=Path, default=REPORT)
    given = asked.parse_args(argv)
    with tempfile.TemporaryDirectory(prefix="mekong-conformance-") as folder:
        if not given.files:
            publication(Path(folder) / "publication")
        report = prove(given.files or printed(Path(folder) / "publication"))
    keep(report, given.report)
    print(summary(report))
    print(given.report)
    return code_of(report, strict=os.environ.get("CI") == "true")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
