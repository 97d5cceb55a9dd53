"""The command line: arguments in, results out, talk and progress aside, and exit codes.

Results go to standard output, all else to standard error. The one home of click and
tqdm, and the only place where a bug of ours is caught. A command's options and its
printing stand in a module of their own, loaded when the command is called.
"""

from __future__ import annotations

import gc
import importlib
import os
import sys
import traceback
from contextlib import AbstractContextManager, suppress
from io import TextIOWrapper
from pathlib import Path
from typing import NoReturn

import click

from mekong_print import __version__
from mekong_print.errors import EXIT_BUG, EXIT_INTERRUPTED, EXIT_OK, MekongError, WriteError
from mekong_print.interruption import FAREWELL, listen

# name: what it does, in one line. `cli/NAME.py` has a click command called `command`.
COMMANDS: dict[str, str] = {
    "init": "Start a new publication in a folder.",
    "new": "Start the next issue.",
    "translate": "Start a translation of an issue, or mark it as up to date.",
    "import": "Turn a newsletter's plain text into an issue.",
    "check": "Read issues like a sub-editor, and say what to mend.",
    "rules": "List the rules of the check, or explain one.",
    "fonts": "List the fonts, or tell what they lack for an issue.",
    "build": "Print the issues that changed.",
    "list": "Show the issues and the state of their PDFs.",
    "show": "Print an issue's tree.",
    "inspect": "Tell what a PDF is.",
    "adopt": "Take in issues that exist only as PDF.",
    "volume": "Bind issues into an archive volume.",
    "verify": "Tell whether PDFs are still the ones that were made.",
}


class Commands(click.Group):
    """The commands, each loaded when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's interface
        """All names, in the order of a week's work."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Load one command."""
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"mekong_print.cli.{cmd_name}_")
        command: click.Command = module.command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """As click does it, with the nearest name for a mistyped one."""
        from difflib import get_close_matches

        near = get_close_matches(args[0], COMMANDS, n=1)
        if args[0] not in COMMANDS and not args[0].startswith("-") and near:
            ctx.fail(f"No such command “{args[0]}”. Did you mean “{near[0]}”?")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """The list in --help, without loading any command."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Exit codes and every option are described in docs/commands.md.",
)
@click.version_option(__version__, prog_name="mekong-print")
@click.option(
    "-C",
    "--publication",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    default=Path(),
    help="The publication's folder, or any folder in it. Default: the one you are in.",
)
@click.pass_context
def mekong(ctx: click.Context, publication: Path) -> None:
    """From a newsletter's text to tagged PDF editions."""
    ctx.obj = publication


def main() -> NoReturn:
    """Run a command; every way out has its exit code (docs/commands.md)."""
    listen()
    gc.set_threshold(100_000, 20, 20)  # a command is short; cycles can wait
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # a letter that a terminal cannot show is no fault
            stream.reconfigure(errors="backslashreplace")
    try:
        code = mekong.main(standalone_mode=False)  # click returns the code of its own Exit
    except click.ClickException as fault:
        fault.show()
        _leave(fault.exit_code)
    except (KeyboardInterrupt, click.Abort):
        click.echo(FAREWELL, err=True)
        _leave(EXIT_INTERRUPTED)
    except BrokenPipeError:
        # The reader of our output has gone (`mekong list | head`): nothing is wrong.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        _leave(0)
    except MekongError as error:
        show_error(error)
        _leave(error.exit_code)
    except Exception as fault:
        _leave_if_unheard(fault)
        click.echo(traceback.format_exc(), err=True)
        click.echo("This is a bug in mekong-print, not in your issue. Please report it.", err=True)
        _leave(EXIT_BUG)
    _leave(code if isinstance(code, int) else EXIT_OK)


def _leave(code: int) -> NoReturn:
    """End at once: all is closed and written, and taking Python down would cost a tenth more."""
    with suppress(OSError):  # the reader of our output may have gone
        sys.stdout.flush()
    with suppress(OSError):
        sys.stderr.flush()
    os._exit(code)


def _leave_if_unheard(fault: Exception) -> None:
    """End where standard output takes nothing more (a full disk): that is no bug of ours."""
    frames = traceback.extract_tb(fault.__traceback__)
    if not isinstance(fault, OSError) or all(frame.name != "echo" for frame in frames):
        return
    with suppress(OSError):  # what waits to be written would fail again
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    words = f"The results could not be printed: {fault.strerror or fault}."
    error = WriteError(words, "What was made before is in its place; free some space.")
    show_error(error)
    _leave(error.exit_code)


def show_error(error: MekongError) -> None:
    """Print an error: its findings first, then what happened and what to do."""
    for finding in error.findings:
        click.echo(_plain(str(finding)), err=True)
    click.echo(_plain(f"Error: {error.message}"), err=True)
    if error.hint:
        click.echo(_plain(f"    {error.hint}"), err=True)
    if error.exit_code == EXIT_BUG:
        click.echo("This is a bug in mekong-print, not in your issue. Please report it.", err=True)


def _plain(told: str) -> str:
    """Lines without what would turn them or command a terminal: words of files are in them."""
    from mekong_print.parse.source import printable

    return "\n".join(map(printable, told.split("\n")))


def near(path: Path) -> str:
    """A path as seen from where the user is, when that is shorter."""
    here = Path.cwd()
    return str(path.relative_to(here)) if path.is_relative_to(here) else str(path)


def alone_in(root: Path) -> AbstractContextManager[None]:
    """Be the only one who prints into a publication; a person is told when that takes a while."""
    from mekong_print.locks import sole_printer

    words = "Somebody else is printing here; waiting until that is done."
    return sole_printer(root, root / "output", lambda: talk(words))


def talk(words: str) -> None:
    """Say something to a person; a pipe or a log hears nothing."""
    if sys.stderr.isatty():
        click.echo(words, err=True)
