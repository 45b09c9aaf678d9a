"""Commands that need no case: read, times, find. JSON Lines on standard output, one line a page or an expression."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from chronofile import config
from chronofile.cli_case import name_failures, not_there
from chronofile.errors import CalledWrongly

if TYPE_CHECKING:
    from chronofile.model import Article, Failure

STDIN = "-"
paths_argument = click.argument("paths", nargs=-1, required=True, metavar="PATH…")


@click.command()
@paths_argument
@click.option("--with-text-layer", is_flag=True, help="Put the whole text that offsets count in into 'text_layer'.")
@click.pass_context
def read(ctx: click.Context, paths: tuple[str, ...], with_text_layer: bool) -> None:
    """Pages to articles: headline, date, text and what was left out. PATH may be - for standard input."""
    from chronofile.show import json_line, read_row

    status = Status()
    for path, article in _articles(paths, status):
        click.echo(json_line(read_row(article, path=path, with_text_layer=with_text_layer)))
    ctx.exit(status.code)


@click.command()
@click.argument("path", default=STDIN, metavar="[PATH|-]")
@click.option("--published", metavar="DATE", help="When the text was published; relative dates are counted from it.")
@click.option("--language", default="en", show_default=True, metavar="xx", help="Language of the text.")
@click.option("--explain", is_flag=True, help="Say in words what was made of each, and why.")
def times(path: str, published: str | None, language: str, explain: bool) -> None:
    """Plain text (UTF-8) to its time expressions, with their dates. DATE is 2025, 2025-03, 2025-03-14 or EDTF."""
    from chronofile import api
    from chronofile.show import explained, json_line, time_row

    for time in api.find_times(_text(path), published=published, language=language):
        click.echo(explained(time) if explain else json_line(time_row(time)))


@click.command()
@paths_argument
@click.option("--plain", is_flag=True, help="Every line of a text file is body; nothing is left out.")
@click.pass_context
def find(ctx: click.Context, paths: tuple[str, ...], plain: bool) -> None:
    """Pages to findings: who did, said and plans what. PATH may be - for standard input."""
    from chronofile import api
    from chronofile.show import find_row, json_line

    status = Status()
    for path, article in _articles(paths, status, plain=plain):
        click.echo(json_line(find_row(article, api.find(article), path=path)))
    ctx.exit(status.code)


class Status:
    """1 as soon as one page could not be read."""

    code = 0

    def failed(self, failure: Failure) -> None:
        name_failures([failure])
        self.code = 1


def _articles(paths: tuple[str, ...], status: Status, *, plain: bool = False) -> Iterator[tuple[str, Article]]:
    """Each page with the path a person gave; what could not be read goes to `status`."""
    import msgspec

    from chronofile import api
    from chronofile.model import Failure

    if STDIN not in paths and not any(os.path.lexists(path) for path in paths):
        raise CalledWrongly(f"{not_there(paths)} Give a file or a folder that exists, or - for standard input.")
    with tempfile.TemporaryDirectory(prefix="chronofile-") as folder:
        kept = os.path.join(folder, "standard input")
        if STDIN in paths:
            Path(kept).write_bytes(_stdin())
        files = [kept if path == STDIN else path for path in paths]
        for item in api.articles(files, plain=plain) if plain else api.articles(files):
            if isinstance(item, Failure):
                location = item.location.replace(kept, STDIN)
                message = item.message.replace(kept, "standard input")
                status.failed(msgspec.structs.replace(item, location=location, message=message))
            else:
                yield item.acquisition.location.replace(kept, STDIN), item


def _text(path: str) -> str:
    """Decoded strictly; a byte order mark does not count as text, line ends stay as they are."""
    if path == STDIN:
        data = _stdin()
    else:
        try:
            data = Path(path).read_bytes()
        except FileNotFoundError:
            raise CalledWrongly(f"{path} was not found. Give a text file, or - for standard input.") from None
        except OSError as error:
            raise CalledWrongly(f"{path} cannot be read ({error.strerror}). Give a text file.") from None
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        name = "Standard input" if path == STDIN else path
        raise CalledWrongly(
            f"{name} is not UTF-8 text (byte {error.start}). Save it as UTF-8; for web pages use 'chronofile read'."
        ) from None


def _stdin() -> bytes:
    if config.is_terminal(sys.stdin):
        click.echo("Reading from the keyboard; end with Ctrl-D (Windows: Ctrl-Z and Enter).", err=True)
    return sys.stdin.buffer.read()
