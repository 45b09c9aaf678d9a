"""The command that holds a draft against a case."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from chronofile.errors import CalledWrongly


@click.command()
@click.argument("case")
@click.argument("draft", metavar="DRAFT")
@click.option("--published", metavar="DATE", help="The day from which the draft counts 'last week'.")
@click.option("--html", "html", metavar="FILE", help="Also write the report as one page to keep or print.")
@click.option("--json", "as_json", is_flag=True, help="Print the report as one JSON object.")
@click.pass_context
def check(ctx: click.Context, case: str, draft: str, published: str | None, html: str | None, as_json: bool) -> None:
    """Hold a Word or text DRAFT against the pages of CASE: every quotation, date and name. DRAFT may be -.

    Exit status 1: something differs, stands on another page than cited, or was not found.
    """
    import msgspec

    from chronofile import api
    from chronofile.api.draft import check_draft
    from chronofile.check import as_html, as_text

    name = "standard input" if draft == "-" else os.path.basename(draft)
    data = _read(draft)
    with api.Case.open(case, write=False) as opened:
        report = check_draft(opened, data, name, published=published)
    if html is not None:
        try:
            Path(html).write_text(as_html(report), encoding="utf-8")
        except OSError as error:
            raise CalledWrongly(f"{html} cannot be written ({error.strerror}). Choose another place.") from error
        click.echo(f"Written: {html}", err=True)
    click.echo(msgspec.json.encode(report).decode() if as_json else as_text(report), nl=as_json)
    ctx.exit(1 if report.to_look_at else 0)


def _read(draft: str) -> bytes:
    if draft == "-":
        return sys.stdin.buffer.read()
    try:
        return Path(draft).read_bytes()
    except FileNotFoundError:
        raise CalledWrongly(f"{draft} was not found. Give a Word document or a text file.") from None
    except OSError as error:
        raise CalledWrongly(
            f"{draft} cannot be read ({error.strerror}). Give a Word document or a text file."
        ) from error
