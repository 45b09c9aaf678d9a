"""Commands for safe-keeping: a case into one file, out of it again, and two copies beside each other."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import click

from chronofile import config

if TYPE_CHECKING:
    from chronofile.api.apart import Apart, Since


_PASSPHRASE_FILE = click.option(
    "--passphrase-file",
    type=click.File("r", encoding="utf-8"),
    help="Take the passphrase from the first line of this file (- for the standard input) instead of asking.",
)


@click.command()
@click.argument("case")
@click.argument("file")
@click.option("--by", default=config.signature, metavar="NAME", help="Who makes it.")
@click.option("--to-hand-over", is_flag=True, help="Without reports of drafts and without your own settings.")
@click.option("--lock", is_flag=True, help="Lock it with a passphrase, which is asked for.")
@_PASSPHRASE_FILE
def backup(case: str, file: str, by: str, to_hand_over: bool, lock: bool, passphrase_file: TextIO | None) -> None:
    """Put CASE as it stands now into one FILE (a zip), also while it is being worked on.

    The file gets its name when it is whole. Unpacked by any program, it is the case's folder. A locked one is opened
    with its passphrase by `chronofile restore`, or by the program age.
    """
    from chronofile import api
    from chronofile.api.safe import backup as write

    with api.Case.open(case, write=False) as opened:
        passphrase = _passphrase(passphrase_file, new=True) if lock or passphrase_file else ""
        made = write(opened, file, by=by, whole=not to_hand_over, passphrase=passphrase)
    pages = _plural(made.manifest.pages, "page")
    held = f"{made.size:,} bytes; {pages}, custody log to line {made.manifest.line}"
    click.echo(f"Written{', locked' if made.locked else ''}: {file} ({held}).", err=True)


@click.command()
@click.argument("file")
@click.argument("folder")
@_PASSPHRASE_FILE
def restore(file: str, folder: str, passphrase_file: TextIO | None) -> None:
    """Bring the case in FILE back as FOLDER, which is not there yet; everything in it is checked first."""
    from chronofile.api.safe import restore as bring_back

    manifest = bring_back(file, folder, _passphrase_for((file,), passphrase_file))
    click.echo(
        f"Restored “{manifest.name}” in {folder}: {_plural(manifest.pages, 'page')}, as of {manifest.made_at}. "
        "Every fingerprint, every line of the custody log and every quotation fits."
    )


@click.command()
@click.argument("first", metavar="A")
@click.argument("second", metavar="B")
@click.option("--json", "as_json", is_flag=True, help="Print what was found as one JSON object.")
@_PASSPHRASE_FILE
@click.pass_context
def compare(ctx: click.Context, first: str, second: str, as_json: bool, passphrase_file: TextIO | None) -> None:
    """Tell whether two copies of a case are the same, one is ahead, or they went apart.

    A and B are folders of cases or files of backups. Exit status 1: they went apart, are two cases, or one is damaged.
    """
    from chronofile.api.apart import compare as hold
    from chronofile.show import json_line

    found = hold(first, second, _passphrase_for((first, second), passphrase_file))
    click.echo(json_line(found) if as_json else "\n".join(told(found)))
    ctx.exit(1 if found.relation in ("parted", "other case", "damaged") else 0)


def _passphrase_for(files: tuple[str, ...], given: TextIO | None) -> str:
    """Asked for only where one of the files is locked."""
    from chronofile.api.locked import is_locked

    return _passphrase(given) if any(is_locked(Path(file)) for file in files) else ""


def _passphrase(given: TextIO | None, *, new: bool = False) -> str:
    if given is not None:
        found = given.readline().rstrip("\r\n")
        if not found:
            raise click.UsageError("The passphrase file has an empty first line; write the passphrase there.")
        return found
    asked: str = click.prompt("Passphrase", hide_input=True, confirmation_prompt=new, err=True)
    return asked


def told(found: Apart) -> list[str]:
    """What was found, in sentences."""
    if found.relation == "damaged":
        return [f"This cannot be told. {found.problem}.", "Restore that copy from a backup before it is trusted."]
    if found.relation == "other case":
        return ["These are two different cases: their custody logs have no line in common."]
    if found.relation == "same":
        return [f"Both are the same, to line {found.shared} of the custody log."]
    if found.relation == "parted":
        return [
            f"They went apart at line {found.parted_at} of the custody log; "
            f"the last line that both have is of {found.shared_at}.",
            f"Only in {found.first}: {_since(found.only_first)}.",
            f"Only in {found.second}: {_since(found.only_second)}.",
            "Go on in one of them. Pages added to the other can be added again; its decisions have to be made again.",
        ]
    ahead, behind, more = (
        (found.first, found.second, found.only_first)
        if found.relation == "first ahead"
        else (found.second, found.first, found.only_second)
    )
    return [f"{ahead} is ahead: it has all of {behind} and {_since(more)} more."]


def _since(since: Since) -> str:
    by = f" by {', '.join(since.by)}" if since.by else ""
    kinds = ", ".join(f"{count} × {kind}" for kind, count in sorted(since.kinds.items()))
    return f"{_plural(since.lines, 'line')} ({kinds}{by}, last {since.last_at})"


def _plural(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"
