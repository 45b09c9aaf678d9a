"""Commands that open the desk: alone its shelf of cases, `open CASE` that case."""

from __future__ import annotations

import os
import webbrowser
from contextlib import suppress
from pathlib import Path

import click

from chronofile import config


@click.command("open")
@click.argument("case")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=0, help="The port on this computer (else: any free one)."
)
@click.option("--no-browser", is_flag=True, help="Print the address and open no browser.")
def open_case(case: str, port: int, no_browser: bool) -> None:
    """Open the desk of CASE in a browser. The address is the first line printed; it works once."""
    from chronofile import api
    from chronofile.desk.shelf_file import OnShelf, ShelfFile

    with api.Case.open(case, write=False) as held:
        name = held.name
    folder = os.path.abspath(case)
    shelf = ShelfFile(config.data_folder())
    known = next((each for each in shelf.read().cases if each.folder == folder), None)
    on_shelf = known or shelf.put(OnShelf(folder=folder, name=name))
    open_desk(f"/c/{on_shelf.key}/", port=port, browser=not no_browser)


def open_desk(to: str = "/", *, port: int = 0, browser: bool = True) -> None:
    """Serve the desk until Ctrl-C; `to` is the path it opens at."""
    from chronofile.desk.serve import serve

    def ready(address: str) -> None:
        click.echo(address)
        click.echo("Chronofile is open at this address, which works once. Ctrl-C closes it; nothing is lost.", err=True)
        if browser:
            webbrowser.open(address)

    # The server ends by itself at Ctrl-C and comes back here; before it listens, Ctrl-C ends all the same.
    with suppress(KeyboardInterrupt):
        serve(Path(config.data_folder()), to=to, port=port, ready=ready)
    click.echo("Closed; all decisions are saved.", err=True)
