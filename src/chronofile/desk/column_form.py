"""Column form: what the columns of a person's own table are, asked and answered: roles, head rows, order of dates."""

from __future__ import annotations

from typing import Any

import msgspec
from django.http import HttpRequest
from django.utils.translation import gettext as _

from chronofile.api import bring
from chronofile.bring import DATED, ROLES, Mapping, OrderFound
from chronofile.show import dates


class Dated(msgspec.Struct, frozen=True, kw_only=True):
    """The question of the order in one column: its heading, what its cells say, and one of them read both ways."""

    at: int
    heading: str
    found: OrderFound
    chosen: str
    example: str
    day_first: str
    month_first: str


def role_names() -> list[tuple[str, str]]:
    """What a column can be, in the words of the desk; "" is left out."""
    names = {
        "when": _("the date"),
        "until": _("the last day"),
        "time": _("the time of day"),
        "what": _("what happened"),
        "more": _("more of what happened"),
        "happened": _("whether it happened"),
        "place": _("the place"),
        "who": _("who was in it"),
        "said_by": _("who said it"),
        "words": _("the exact words of a page"),
        "source": _("the source"),
        "link": _("a link to a page"),
        "note": _("a note"),
    }
    return [("", _("not brought in")), *((role, names[role]) for role in ROLES)]


def said(request: HttpRequest, read: bring.Given, mapping: Mapping) -> Mapping:
    """The mapping as the form has it."""
    table = read.document.tables[mapping.table]
    roles: Any = tuple(
        role if (role := request.POST.get(f"column-{at}", "")) in ROLES else "" for at in range(table.width)
    )
    heads = number(request.POST.get("heads"), len(table.rows) + 1)
    orders: Any = {
        at: order
        for at, role in enumerate(roles)
        if role in DATED and (order := request.POST.get(f"order-{at}")) in ("day-month", "month-day")
    }
    made = Mapping(table=mapping.table, columns=roles, heads=heads, orders=orders)
    decided = {at: found.order for at, found in bring.orders(read, made).items() if found.order}
    return msgspec.structs.replace(made, orders={**decided, **orders})


def wrong(read: bring.Given, mapping: Mapping) -> dict[str, str]:
    errors = {}
    named = dict(role_names())
    for role in ROLES:
        if role != "more" and mapping.columns.count(role) > 1:
            at = [at for at, each in enumerate(mapping.columns) if each == role][1]
            errors[f"column-{at}"] = _("Two columns cannot both be “%(what)s”.") % {"what": named[role]}
    if "what" not in mapping.columns:
        errors["column-0"] = _("Say which column tells what happened.")
    for at, found in bring.orders(read, mapping).items():
        if at not in mapping.orders and found.order is None:
            errors[f"order-{at}"] = _("Say whether the day or the month comes first.")
    return errors


def dated(read: bring.Given, mapping: Mapping, heads: list[str]) -> list[Dated]:
    made = []
    for at, found in bring.orders(read, mapping).items():
        example = next(iter(found.examples), "")
        readings: Any = [bring.reads_as(example, order) if example else None for order in ("day-month", "month-day")]
        first, second = (dates.when(value).value if value else "" for value in readings)
        made.append(
            Dated(
                at=at,
                heading=heads[at],
                found=found,
                chosen=mapping.orders.get(at, ""),
                example=example,
                day_first=first,
                month_first=second,
            )
        )
    return made


def headings(read: bring.Given, mapping: Mapping) -> list[str]:
    """How each column is called: by its heading, else by its number."""
    table = read.document.tables[mapping.table]
    row = table.rows[mapping.heads - 1] if 0 < mapping.heads <= len(table.rows) else None
    said = [" ".join(cell.text.split())[:60] for cell in row.cells] if row else [""] * table.width
    return [text or _("column %(number)d") % {"number": at + 1} for at, text in enumerate(said)]


def number(text: str | None, limit: int) -> int:
    return min(int(text), limit) if text and text.isascii() and text.isdigit() and len(text) < 9 else 0
