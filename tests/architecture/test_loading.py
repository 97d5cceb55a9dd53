"""What a command loads: the light ones none of the heavy libraries, `--help` no command at all."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGE = "mekong_print"
HEAVY = {"weasyprint", "pikepdf", "pypdf"}

_RUN = """
import contextlib, json, os, sys
from mekong_print import cli
cli._leave = sys.exit      # `main` ends the process at once; here it is looked at first
with contextlib.redirect_stdout(open(os.devnull, "w")), contextlib.suppress(SystemExit):
    cli.main()
print(json.dumps(sorted(sys.modules)))
"""


def loaded(*arguments: str) -> set[str]:
    """The modules that are loaded once `mekong ARGUMENTS` has run."""
    command = [sys.executable, "-c", _RUN, "-C", str(ROOT), *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60)
    return set(json.loads(done.stdout))


LIGHT = [("--help",), ("list",), ("show", "22"), ("check", "22"), ("rules",)]


@pytest.mark.parametrize("arguments", LIGHT, ids=" ".join)
def test_a_light_command_loads_no_pdf_library(arguments: tuple[str, ...]) -> None:
    assert loaded(*arguments) & HEAVY == set()


def test_a_list_without_translations_loads_neither_the_parser_nor_the_tree() -> None:
    wanted = {"markdown_it", f"{PACKAGE}.parse.issue", f"{PACKAGE}.document"}
    assert loaded("list") & wanted == set()


def test_help_loads_no_command() -> None:
    ours = {name for name in loaded("--help") if name.startswith(f"{PACKAGE}.")}
    assert {
        name for name in ours if name.startswith((f"{PACKAGE}.commands", f"{PACKAGE}.cli."))
    } == set()


def test_a_command_is_seen_when_it_is_loaded() -> None:
    found = loaded("show", "22")
    assert {f"{PACKAGE}.commands.show", f"{PACKAGE}.cli.show_", "markdown_it"} <= found
