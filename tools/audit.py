"""What mekong-print stands on: a list of it all (SBOM), and whether anybody knows a hole in it.

    python3 tools/start.py audit             both; the list goes to dist/sbom.cdx.json
    python3 tools/start.py audit --offline   the list alone, which needs no network

The list is CycloneDX 1.6 in JSON, of what is installed and what mekong-print needs of it, and is
held against CycloneDX' own schema. Known holes are asked of PyPI's advisories by pip-audit. Exits
with 1 when there is one, with 3 when the dependency group `audit` is not installed, and with 4 when
something could not be asked about: no answer is not a good one.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import sysconfig
from importlib import metadata
from pathlib import Path

ROOT = Path(__file__).parents[1]
TARGET = ROOT / "dist" / "sbom.cdx.json"
VERSION = "1.6"  # of CycloneDX
PATIENCE = 300  # seconds


def tool(name: str, *words: str) -> subprocess.CompletedProcess[str]:
    """Run a program of the environment."""
    program = Path(sysconfig.get_path("scripts")) / name
    return subprocess.run(
        [str(program), *words], capture_output=True, text=True, check=False, timeout=PATIENCE
    )


def standing_on(root: str) -> set[str]:
    """The names of what a package needs, directly or not, with the extras that are asked for.

    The graph of the list itself counts every extra that happens to be installed.
    """
    from packaging.requirements import Requirement  # comes with both tools

    found: set[tuple[str, str]] = set()
    waiting = [(root, "")]
    while waiting:
        one = waiting.pop()
        if one in found:
            continue
        found.add(one)
        try:
            required = [Requirement(words) for words in metadata.requires(one[0]) or ()]
        except metadata.PackageNotFoundError:
            continue
        for need in required:
            if need.marker is None or need.marker.evaluate({"extra": one[1]}):
                waiting += [(need.name, extra) for extra in ("", *need.extras)]
    return {_plain(name) for name, _ in found} - {_plain(root)}


def needed(bom: dict[str, object], names: set[str]) -> dict[str, object]:
    """A list with these packages alone; the tools of the tests left out."""
    parts = [one for one in bom["components"] if _plain(one["name"]) in names]  # type: ignore[attr-defined]
    kept = {one["bom-ref"] for one in parts} | {bom["metadata"]["component"]["bom-ref"]}  # type: ignore[index]
    graph = [
        {**one, "dependsOn": [ref for ref in one.get("dependsOn", ()) if ref in kept]}
        for one in bom["dependencies"]  # type: ignore[attr-defined]  # plain JSON
        if one["ref"] in kept
    ]
    return {**bom, "components": parts, "dependencies": graph}


def list_parts() -> list[str]:
    """Write the list; the names on it."""
    words = ["--pyproject", str(ROOT / "pyproject.toml"), "--output-reproducible"]
    form = ["--spec-version", VERSION, "--output-format", "JSON"]
    done = tool("cyclonedx-py", "environment", *words, *form, sys.executable)
    if done.returncode:
        raise SystemExit(f"The list could not be made:\n{done.stderr[-1000:]}")
    bom = needed(json.loads(done.stdout), standing_on("mekong-print"))
    text = json.dumps(bom, indent=1, sort_keys=True) + "\n"
    if fault := fault_of(text):
        raise SystemExit(f"The list is no CycloneDX {VERSION}:\n{fault[:1000]}")
    TARGET.parent.mkdir(exist_ok=True)
    TARGET.write_text(text, "utf-8")
    names = [one["name"] for one in bom["components"]]  # type: ignore[attr-defined]
    print(f"{TARGET.parent.name}/{TARGET.name}: {len(names)} packages")
    return names


def fault_of(text: str) -> str:
    """What is wrong with a list by CycloneDX' strict schema; nothing where it is sound."""
    from cyclonedx.schema import SchemaVersion
    from cyclonedx.validation.json import JsonStrictValidator

    fault = JsonStrictValidator(SchemaVersion.from_version(VERSION)).validate_str(text)
    return str(fault or "")


def known_holes(names: list[str]) -> int:
    """Ask about all names; say what is known, and what could not be asked."""
    try:
        done = tool("pip-audit", "--progress-spinner", "off", "--local", "-f", "json")
        told = json.loads(done.stdout)["dependencies"] if done.stdout.strip() else []
        why = (done.stderr.strip().splitlines() or ["no reason given"])[-1]
    except subprocess.TimeoutExpired:
        told, why = [], f"no answer in {PATIENCE} seconds"
    except (ValueError, KeyError, TypeError) as fault:
        told, why = [], f"pip-audit gave no list: {fault}"
    wanted = {_plain(name) for name in names}
    return judge([one for one in told if _plain(one["name"]) in wanted], wanted, why)


def judge(told: list[dict[str, object]], wanted: set[str], why: str) -> int:
    """The exit code for what pip-audit told of the packages that are wanted."""
    holes = [(one["name"], one["version"], hole) for one in told for hole in one.get("vulns", ())]  # type: ignore[attr-defined]
    for name, version, hole in holes:
        mended = ", ".join(hole["fix_versions"]) or "nowhere yet"
        print(f"{name} {version}: {hole['id']}, mended in {mended}")
    asked = {_plain(str(one["name"])) for one in told if "skip_reason" not in one}
    silent = sorted(wanted - asked)
    if silent:
        reason = next((str(one["skip_reason"]) for one in told if "skip_reason" in one), why)
        print(
            f"Not asked about, {len(silent)} of {len(wanted)}: {', '.join(silent)}.\n    {reason}"
        )
        print("    PyPI's advisories (https://pypi.org/pypi/NAME/VERSION/json) must be in reach.")
    if not holes and not silent:
        print(f"No known hole in {len(asked)} packages.")
    return 1 if holes else 4 if silent else 0


def _plain(name: str) -> str:
    return name.lower().replace("_", "-").replace(".", "-")


def main(argv: list[str]) -> int:
    """Make the list, then ask."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--offline", action="store_true", help="the list alone")
    asked = parser.parse_args(argv)
    try:
        names = list_parts()
    except FileNotFoundError as fault:
        print(f"{Path(str(fault.filename)).name} is not installed: pip install --group audit.")
        return 3
    return 0 if asked.offline else known_holes(names)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
