"""Command line: the door, and what a person hears there. Commands stand in `cli_case` and `cli_page`.

Exit status: 0 all done; 1 done, but something was not read or is not in order, or it cannot be
done now; 2 called wrongly; 130 stopped by Ctrl-C.
Standard output holds the result only; everything else goes to standard error.
"""

from __future__ import annotations

import errno
import os
import sys
from typing import Any, NoReturn

import click

from chronofile import __version__, config
from chronofile.cli_bring import import_file
from chronofile.cli_case import build, demo, export, show, verify
from chronofile.cli_desk import open_case, open_desk
from chronofile.cli_draft import check
from chronofile.cli_page import find, read, times
from chronofile.cli_safe import backup, compare, restore
from chronofile.errors import CalledWrongly, ChronofileError


class Stop(click.ClickException):
    """One sentence on standard error, then exit status 1."""

    def show(self, file: Any = None) -> None:
        click.echo(self.message, err=True)


class StopCalledWrongly(Stop):
    exit_code = 2


class StopInterrupted(Stop):
    exit_code = 130
    """What shells give for Ctrl-C (128 + SIGINT)."""


class Door(click.Group):
    """Expected errors become sentences; commands stand in the order of a person's work, not of the alphabet."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)

    def invoke(self, ctx: click.Context) -> Any:
        try:
            try:
                return super().invoke(ctx)
            finally:
                _flush()
        except CalledWrongly as error:
            raise StopCalledWrongly(str(error)) from error
        except ChronofileError as error:
            raise Stop(str(error)) from error
        except KeyboardInterrupt:
            message = "Stopped; what was read is kept. Run the same command again to go on."
            raise StopInterrupted(message) from None
        except BrokenPipeError:
            _forget_output()
            ctx.exit(0)
        except OSError as error:
            if error.errno != errno.ENOSPC:
                raise
            _forget_output()
            raise Stop("No room left where the output goes; free some space and run the command again.") from error


@click.group(
    cls=Door,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, "--version", message="chronofile %(version)s")
@click.option("--port", type=click.IntRange(0, 65535), default=0, help="The desk's port (else: any free one).")
@click.option("--no-browser", is_flag=True, help="Print the desk's address and open no browser.")
@click.pass_context
def cli(ctx: click.Context, port: int, no_browser: bool) -> None:
    """A chronology you can cite, from press coverage of a long-running case.

    Alone, it opens the desk with your cases in a browser. To look first: 'chronofile demo'. Without a browser:
    'chronofile build CASE PATH…', then 'chronofile show CASE'. Nothing leaves this computer.
    """
    if ctx.invoked_subcommand is None:
        open_desk(port=port, browser=not no_browser)


for command in (
    demo, build, show, open_case, import_file, export, check, verify, backup, restore, compare, read, times, find,
):  # fmt: skip
    cli.add_command(command)


def main() -> NoReturn:
    """What the `chronofile` command runs. Unexpected errors end in one sentence and a report without case text."""
    config.speak_utf8()
    if not config.debug():
        sys.excepthook = _hook
    cli(prog_name="chronofile")
    raise SystemExit(0)


def _hook(kind: Any, error: Any, trace: Any) -> None:
    from chronofile.defect import told

    print(told(error, trace, config.log_folder()), file=sys.stderr)


def _flush() -> None:
    """Now, not while the interpreter closes: a full disk or a reader that has gone is told like any other error."""
    if sys.stdout is not None and not sys.stdout.closed:
        sys.stdout.flush()


def _forget_output() -> None:
    """Let what is still to be written go nowhere, or the interpreter complains while it closes."""
    try:
        descriptor = sys.stdout.fileno()
    except (OSError, ValueError):
        return
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, descriptor)
    os.close(nowhere)
