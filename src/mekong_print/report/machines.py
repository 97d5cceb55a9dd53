"""Findings for machines: JSON, annotations for GitHub, and SARIF 2.1.0 (OASIS).

Columns count characters (Unicode code points) from 1; an end is the place behind the last.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from urllib.parse import quote

from mekong_print.findings import Finding, Fix, Level

Titles = Mapping[str, str]
_SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
_GITHUB: dict[Level, str] = {"error": "error", "warning": "warning", "note": "notice"}


def as_json(finding: Finding) -> str:
    """One finding as a JSON object on one line."""
    end = finding.end or finding.at
    record = {
        "file": finding.at.file,
        "line": finding.at.line,
        "column": finding.at.column,
        "end_line": end.line,
        "end_column": end.column,
        "code": finding.code,
        "level": finding.level,
        "message": finding.message,
        "hint": finding.hint,
        "fix": _fix(finding.fix),
    }
    return json.dumps(record, ensure_ascii=False)


def _fix(fix: Fix | None) -> dict[str, object] | None:
    if fix is None:
        return None
    start, end = ([at.line, at.column] for at in (fix.start, fix.end))
    return {"start": start, "end": end, "words": fix.words}


def as_github(finding: Finding, title: str) -> str:
    """One finding as a workflow command that annotates its line on GitHub."""
    end = finding.end or finding.at
    parts = {
        "file": finding.at.file,
        "line": finding.at.line,
        "endLine": end.line,
        "col": finding.at.column,
        "endColumn": end.column,
        "title": f"{finding.code} {title}".strip(),
    }
    if end.line != finding.at.line:  # GitHub refuses columns of several lines
        del parts["col"], parts["endColumn"]
    properties = ",".join(f"{name}={_property(str(part))}" for name, part in parts.items())
    words = f"{finding.message} {finding.hint}".strip()
    return f"::{_GITHUB[finding.level]} {properties}::{_escaped(words)}"


def _escaped(words: str) -> str:
    return words.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(words: str) -> str:
    return _escaped(words).replace(":", "%3A").replace(",", "%2C")


def as_sarif(findings: Iterable[Finding], titles: Titles, version: str) -> str:
    """All findings as one SARIF log."""
    found = list(findings)
    codes = sorted({finding.code for finding in found})
    rules = [{"id": code, "shortDescription": {"text": titles.get(code, code)}} for code in codes]
    driver = {"name": "mekong-print", "version": version, "rules": rules}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(finding, codes.index(finding.code)) for finding in found],
    }
    log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=2)


def _result(finding: Finding, rule: int) -> dict[str, object]:
    words = f"{finding.message} {finding.hint}".strip()
    result: dict[str, object] = {
        "ruleId": finding.code,
        "ruleIndex": rule,
        "level": finding.level,
        "message": {"text": words},
        "locations": [{"physicalLocation": _location(finding)}],
    }
    if finding.fix:
        region = {
            "startLine": finding.fix.start.line,
            "startColumn": finding.fix.start.column,
            "endLine": finding.fix.end.line,
            "endColumn": finding.fix.end.column,
        }
        change = {"deletedRegion": region, "insertedContent": {"text": finding.fix.words}}
        artifact = {"uri": quote(finding.at.file)}
        result["fixes"] = [
            {"artifactChanges": [{"artifactLocation": artifact, "replacements": [change]}]}
        ]
    return result


def _location(finding: Finding) -> dict[str, object]:
    end = finding.end or finding.at
    region = {
        "startLine": finding.at.line,
        "startColumn": finding.at.column,
        "endLine": end.line,
        "endColumn": end.column,
    }
    return {"artifactLocation": {"uri": quote(finding.at.file)}, "region": region}
