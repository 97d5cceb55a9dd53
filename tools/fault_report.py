"""The figures of tools/faults.py as a table in docs/reliability.md."""

from __future__ import annotations

import datetime as dt
import platform
from importlib.metadata import version
from pathlib import Path

PAGE = Path(__file__).parents[1] / "docs" / "reliability.md"
OPENING, CLOSING = "<!-- figures: python tools/faults.py --write -->\n", "<!-- end of figures -->\n"
SHOWN = ("mekong-print", "weasyprint", "pikepdf", "pypdf", "pydantic")


def figures(rows: list[dict[str, object]], seed: int, seconds: float) -> dict[str, object]:
    """All that was found, with what it was found with."""
    tools = {name: version(name) for name in SHOWN} | {"Python": platform.python_version()}
    return {
        "date": dt.datetime.now(dt.UTC).date().isoformat(),
        "seed": seed,
        "seconds": round(seconds),
        "system": platform.system(),
        "versions": tools,
        "faults": rows,
    }


def table(found: dict[str, object]) -> str:
    """The figures in Markdown."""
    rows: list[dict[str, object]] = found["faults"]  # type: ignore[assignment]  # plain JSON
    versions: dict[str, str] = found["versions"]  # type: ignore[assignment]  # plain JSON
    tools = ", ".join(f"{name} {number}" for name, number in versions.items())
    lines = [
        f"Measured on {found['date']}, seed {found['seed']}, {found['seconds']} seconds, "
        f"{found['system']}: {tools}.",
        "",
        "| fault | command | times | struck | old | new | some new | PDF ahead of manifest "
        "| drafts left | promises broken |",
        "|---|---|---|---|---|---|---|---|---|---|",
    ]
    keys = ("trials", "struck", "old", "new", "mixed", "apart", "drafts")
    for row in rows:
        broken: list[str] = row["broken"]  # type: ignore[assignment]  # plain JSON
        cells = [row["fault"], f"`{row['command']}`", *(row[key] for key in keys), len(broken)]
        lines.append(f"| {' | '.join(map(str, cells))} |")
    return "\n".join(lines) + "\n"


def write(found: dict[str, object]) -> None:
    """Put the table into its page."""
    page = PAGE.read_text("utf-8")
    before, _, rest = page.partition(OPENING)
    after = rest.partition(CLOSING)[2]
    PAGE.write_text(f"{before}{OPENING}{table(found)}{CLOSING}{after}", "utf-8")
