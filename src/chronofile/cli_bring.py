"""The command that brings a chronology of one's own into a case, and takes over changes made in an export."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from chronofile import config
from chronofile.errors import CalledWrongly

if TYPE_CHECKING:
    from chronofile.api import Case
    from chronofile.api.bring import Given, Report
    from chronofile.bring import Mapping as Columns
    from chronofile.bring import Proposal

_NAMES = {"said_by": "said-by", "": "none"}
"""How roles are written here where they have no plain name of their own."""


@click.command("import")
@click.argument("case")
@click.argument("file", metavar="FILE")
@click.option("--map", "mapped", multiple=True, metavar="COLUMN=ROLE", help="What a column is; by number or heading.")
@click.option("--date-order", type=click.Choice(["day-month", "month-day"]), help="Which figure of a date is the day.")
@click.option("--table", type=click.IntRange(1), metavar="N", help="Which table or sheet (else: the likeliest).")
@click.option("--before-changes", is_flag=True, help="Read a Word file as it stood before its tracked changes.")
@click.option("--take", metavar="N,N…|all", help="Of an export that came back: which changes to take over.")
@click.option("--as-new", is_flag=True, help="Take an export for a table like any other.")
@click.option("--dry-run", is_flag=True, help="Report only; write nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON Lines.")
@click.option("--by", default=config.signature, metavar="NAME", help="Whose entries and decisions these are.")
@click.pass_context
def import_file(ctx: click.Context, /, case: str, file: str, **options: Any) -> None:
    """Bring a Word table, XLSX or CSV FILE into CASE: each row an entry made by you, as one step.

    Every row is reported, with the reason where it is not understood. An export of this case that was edited comes back
    as numbered changes; --take says which. Roles: when until time what more happened place who said-by words source
    link note none. Exit status 1: some rows are not understood.
    """
    from chronofile import api
    from chronofile.api.bring import opened

    given = opened(_read(file), Path(file).name, "without" if options["before_changes"] else "with")
    with api.Case.open(case, write=not options["dry_run"]) as held:
        if given.is_ours and not options["as_new"]:
            ctx.exit(_changes(held, given, options))
        ctx.exit(_rows(held, given, options))


def _rows(case: Case, given: Given, options: Mapping[str, Any]) -> int:
    from chronofile.api.bring import bring_in, guessed, orders, report
    from chronofile.show import json_line

    table = options["table"]
    mapping = _mapped(given, guessed(given, table - 1 if table else None), options["mapped"], options["date_order"])
    made = report(case, given, mapping)
    if made.orders:
        examples = orders(given, mapping)[made.orders[0]].examples
        shown = f" (“{'”, “'.join(examples)}”)" if examples else ""
        raise CalledWrongly(
            f"{given.document.name}: whether the day or the month comes first cannot be decided{shown}; "
            "say --date-order day-month or --date-order month-day. Nothing was brought in."
        )
    for line in _told(given, mapping, made):
        click.echo(line, err=True)
    for row in made.rows:
        click.echo(json_line(_row(row)) if options["as_json"] else _line(row))
    counts = made.counts()
    not_understood = counts.get("not understood", 0)
    if options["dry_run"]:
        click.echo(f"{len(made.taken)} of {len(made.rows)} rows would be brought in; nothing was written.", err=True)
    elif made.taken:
        bring_in(case, made, by=options["by"])
        click.echo(
            f"Brought in {len(made.taken)} of {len(made.rows)} rows; undo in the desk takes them back as one.", err=True
        )
    else:
        click.echo("Nothing was brought in.", err=True)
    return 1 if not_understood else 0


def _changes(case: Case, given: Given, options: Mapping[str, Any]) -> int:
    from chronofile.api.bring_back import changes, take_over
    from chronofile.show import json_line

    found = changes(case, given)
    for note in (*given.document.notes, *found.notes):
        click.echo(note, err=True)
    for number, proposal in enumerate(found.proposals, 1):
        click.echo(
            json_line({"number": number, **_change(proposal)}) if options["as_json"] else _said(number, proposal)
        )
    stuck = sum(bool(proposal.problem) for proposal in found.proposals)
    if not found.proposals:
        click.echo(f"Nothing differs in the {found.rows} rows of {given.document.name}.", err=True)
    elif options["take"] and not options["dry_run"]:
        wanted = _numbers(options["take"], found.proposals)
        take_over(case, given, [proposal.own for proposal in wanted], by=options["by"])
        click.echo(f"Took over {len(wanted)} of {len(found.proposals)} changes, as one step.", err=True)
    else:
        click.echo("Nothing was changed; --take 1,3 or --take all takes changes over.", err=True)
    return 1 if stuck else 0


def _mapped(given: Given, mapping: Columns, mapped: Sequence[str], order: str | None) -> Columns:
    """The guess with what the person said over it. Raises CalledWrongly for a column or a role that is not there."""
    from msgspec.structs import replace

    from chronofile.bring import DATED, ROLES

    table = given.document.tables[mapping.table]
    roles = {_NAMES.get(role, role): role for role in ("", *ROLES)}
    heads = [cell.text.strip().casefold() for cell in table.rows[mapping.heads - 1].cells] if mapping.heads else []
    columns = list(mapping.columns)
    for each in mapped:
        column, _, role = each.rpartition("=")
        at = heads.index(column.strip().casefold()) if column.strip().casefold() in heads else -1
        if at < 0 and column.isdecimal():
            at = int(column) - 1
        if not 0 <= at < table.width:
            raise CalledWrongly(f"There is no column '{column}'; give a number from 1 to {table.width} or its heading.")
        if role not in roles:
            raise CalledWrongly(f"There is no role '{role}'; known: {', '.join(roles)}.")
        if role not in ("none", "more"):
            columns = ["" if known == roles[role] else known for known in columns]
        columns[at] = roles[role]
    chosen = replace(mapping, columns=tuple(columns))
    if order:
        dated = [at for at, role in enumerate(columns) if role in DATED]
        return replace(chosen, orders=dict.fromkeys(dated, order))
    return chosen


def _told(given: Given, mapping: Columns, made: Report) -> list[str]:
    table = given.document.tables[mapping.table]
    heads = [cell.text.strip() for cell in table.rows[mapping.heads - 1].cells] if mapping.heads else []
    columns = [
        f"{number}{f' “{heads[number - 1]}”' if heads and heads[number - 1] else ''} is {_NAMES.get(role, role)}"
        for number, role in enumerate(mapping.columns, 1)
    ]
    name = f" (table {mapping.table + 1} of {len(given.document.tables)})" if len(given.document.tables) > 1 else ""
    return [f"{given.document.name}{name}: column {'; '.join(columns)}.", *made.notes]


def _line(row: Any) -> str:
    from chronofile.show import dates

    read = row.read
    if read.is_understood:
        when = dates.when(read.date).value
        words = row.told or ("its words are found on a kept page" if row.found else "")
        asked = "; ".join(said for said in (*read.questions, *read.remarks, words) if said)
        return f"row {read.number}: {read.state}: {when}: {read.what}" + (f" ({asked})" if asked else "")
    texts = " | ".join(" ".join(text.split()) for text in read.texts)
    return f"row {read.number}: {read.state}: {read.problem}" + (f": {texts}" if texts.strip(" |") else "")


def _row(row: Any) -> dict[str, Any]:
    from msgspec import to_builtins

    return {**to_builtins(row.read), "words": to_builtins(row.found), "told": row.told, "entry": row.entry}


def _change(proposal: Proposal) -> dict[str, Any]:
    from msgspec import to_builtins

    made: dict[str, Any] = to_builtins(proposal)
    return made


def _said(number: int, proposal: Proposal) -> str:
    if proposal.kind == "added":
        what = f"row {proposal.row} added: {proposal.when}: {proposal.now}"
    elif proposal.kind == "deleted":
        what = f"row deleted: {proposal.when}: {proposal.was}"
    else:
        what = f"row {proposal.row}, {proposal.column}: “{proposal.was}” is now “{proposal.now}”"
    marks = [
        "matched by its words" if proposal.by_words else "",
        "changed here as well" if proposal.changed_here else "",
        f"cannot be taken over: {proposal.problem}" if proposal.problem else "",
    ]
    told = "; ".join(mark for mark in marks if mark)
    return f"{number}. {what}" + (f" ({told})" if told else "")


def _numbers(text: str, proposals: Sequence[Proposal]) -> list[Proposal]:
    """The changes that `--take` names; "all" are those that can be taken over."""
    if text.strip() == "all":
        return [proposal for proposal in proposals if not proposal.problem]
    parts = [part.strip() for part in text.split(",")]
    if not all(part.isdecimal() and 1 <= int(part) <= len(proposals) for part in parts):
        raise CalledWrongly(f"'{text}' names no changes; give numbers from 1 to {len(proposals)}, or all.")
    return [proposals[int(part) - 1] for part in dict.fromkeys(parts)]


def _read(file: str) -> bytes:
    try:
        return Path(file).read_bytes()
    except FileNotFoundError:
        raise CalledWrongly(f"{file} was not found. Give a Word document, a workbook or a CSV file.") from None
    except OSError as error:
        raise CalledWrongly(f"{file} cannot be read ({error.strerror}).") from error
