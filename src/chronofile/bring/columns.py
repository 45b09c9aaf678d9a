"""Columns: what each column of a table holds: guessed from its heading and its cells, corrected by a person."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

import msgspec

from chronofile.bring import lexicon
from chronofile.bring.grid import Row, Table
from chronofile.bring.written import Order, order_of
from chronofile.model import row_key

Role = Literal[
    "", "when", "until", "time", "what", "more", "happened", "place", "who", "said_by", "words", "source", "link",
    "note",
]  # fmt: skip
ROLES: tuple[Role, ...] = (
    "when", "until", "time", "what", "more", "happened", "place", "who", "said_by", "words", "source", "link", "note",
)  # fmt: skip
"""What a column can be; "" leaves it out, "more" is added to what happened. All but "more" stand once at most."""
DATED: tuple[Role, ...] = ("when", "until")
_HEADED: tuple[Role, ...] = ROLES[:4] + ROLES[5:]
_ENOUGH = 0.5
"""Share of a column's filled cells that must look like dates (or addresses) for it to be taken for one."""
_SAMPLE = 400
_LINK = re.compile(r"https?://\S+", re.IGNORECASE)
_FIGURES = re.compile(r"\d{1,4}\s*[./\-]\s*\d{1,2}|\b[12]\d{3}\b")


class Mapping(msgspec.Struct, frozen=True, kw_only=True):
    """`table` is its number in the document, `columns` the role of each column, `heads` how many rows stand above the
    first one of the chronology. `orders` are those of the columns of dates that need one, by column.
    """

    table: int = 0
    columns: tuple[Role, ...] = ()
    heads: int = 0
    orders: dict[int, Order] = {}

    def column(self, role: Role) -> int | None:
        return self.columns.index(role) if role in self.columns else None


class OrderFound(msgspec.Struct, frozen=True, kw_only=True):
    """What the cells of one column of dates say about the order of day and month. `order` is None where it must be
    asked for: nothing decides it, or some cells fit one order only and some only the other. `examples` are cells that
    stay open.
    """

    order: Order | None
    day_month: int = 0
    month_day: int = 0
    undecided: int = 0
    examples: tuple[str, ...] = ()

    @property
    def matters(self) -> bool:
        return bool(self.day_month or self.month_day or self.undecided)


def order_found(table: Table, column: int, heads: int) -> OrderFound:
    """Told from all cells of a column: one date that fits one order only decides for all."""
    counts = {"day-month": 0, "month-day": 0, "undecided": 0}
    examples: list[str] = []
    for row in table.rows[heads:]:
        cell = row.cells[column]
        found = None if cell.date is not None or cell.copied else order_of(cell.text)
        if found is None:
            continue
        counts[found] += 1
        if found == "undecided" and len(examples) < 3:
            examples.append(cell.text.strip())
    first, second = counts["day-month"], counts["month-day"]
    order: Order | None = None
    if bool(first) != bool(second):
        order = "day-month" if first else "month-day"
    return OrderFound(
        order=order, day_month=first, month_day=second, undecided=counts["undecided"], examples=tuple(examples)
    )


def likeliest_table(tables: Sequence[Table]) -> int:
    """The number of the table that is most like a chronology: with a column of dates and one of words, the longest."""

    def worth(number: int) -> tuple[int, int, int]:
        mapping = guessed(tables[number], number)
        complete = ("when" in mapping.columns) + ("what" in mapping.columns)
        return complete, not tables[number].hidden, len(tables[number].rows)

    return max(range(len(tables)), key=worth)


def guessed(table: Table, number: int = 0) -> Mapping:
    """A mapping to begin with."""
    heads, roles = _by_headings(table)
    body = table.rows[heads : heads + _SAMPLE]
    shares = [_Share.of([row for row in body if not row.across], column) for column in range(table.width)]
    free = [c for c in range(table.width) if not roles[c] and not shares[c].is_key]
    if "when" not in roles:
        best = max(free, key=lambda c: (shares[c].dates, -c), default=None)
        if best is not None and shares[best].dates >= _ENOUGH:
            roles[best] = "when"
            free.remove(best)
    if "link" not in roles:
        best = next((c for c in free if shares[c].links >= _ENOUGH), None)
        if best is not None:
            roles[best] = "link"
            free.remove(best)
    if "what" not in roles:
        best = max(free, key=lambda c: (shares[c].letters, -c), default=None)
        if best is not None and shares[best].letters:
            roles[best] = "what"
    if not heads and table.rows and "when" in roles:
        heads = _head_by_contents(table, roles.index("when"), shares)
    made = Mapping(table=number, columns=tuple(roles), heads=heads)
    found = {c: order_found(table, c, heads).order for c, role in enumerate(roles) if role in DATED}
    return msgspec.structs.replace(made, orders={c: order for c, order in found.items() if order})


def role_of_heading(text: str) -> Role:
    """What a heading says its column is, "" where it says nothing known."""
    plain = re.sub(r"[\s_]+", " ", text).strip(" :.*#()[]").casefold()
    if not plain or len(plain) > 60:
        return ""
    for role in _HEADED:
        if plain in lexicon.of("headings", role):
            return role
    words = re.findall(r"[^\W_]+", plain)
    for part in (words[:1], words[-1:]):
        for role in _HEADED:
            if len(words) > 1 and part and part[0] in lexicon.of("headings", role):
                return role
    return ""


def _by_headings(table: Table) -> tuple[int, list[Role]]:
    """How many rows stand above the chronology, and the roles that the last of them names."""
    heads = 0
    roles: list[Role] = [""] * table.width
    for number, row in enumerate(table.rows[:12]):
        named = [role_of_heading(cell.text) for cell in row.cells]
        known = {role for role in named if role}
        if len(known) >= 2 or (row.head and not row.across) or (len(known) == 1 and table.width <= 2 and number == 0):
            heads = number + 1
            if len(known) > len({role for role in roles if role}):
                roles = _once(named)
        elif known and heads:
            break
    return heads, roles


def _once(named: list[Role]) -> list[Role]:
    """Each role at its first column; a second one that tells what happened is added to the first."""
    made: list[Role] = []
    for role in named:
        if role and role in made:
            made.append("more" if role == "what" else "")
        else:
            made.append(role)
    return made


class _Share(msgspec.Struct, frozen=True):
    """Of the filled cells of one column: the share of dates and of addresses, and the letters of all."""

    dates: float
    links: float
    letters: int
    is_key: bool

    @classmethod
    def of(cls, rows: Sequence[Row], column: int) -> _Share:
        cells = [row.cells[column] for row in rows if row.cells[column].text.strip()]
        if not cells:
            return cls(0.0, 0.0, 0, False)
        dates = sum(cell.date is not None or _looks_dated(cell.text) for cell in cells)
        links = sum(bool(_LINK.fullmatch(cell.text.strip())) for cell in cells)
        letters = sum(len(re.findall(r"[^\W\d_]", cell.text)) for cell in cells)
        is_key = all(row_key.of_cell(cell.text) for cell in cells)
        return cls(dates / len(cells), links / len(cells), letters, is_key)


def _looks_dated(text: str) -> bool:
    """Short and with figures as a date has them; whether it is one is seen when it is read."""
    return len(text.strip()) <= 40 and bool(_FIGURES.search(text))


def _head_by_contents(table: Table, when: int, shares: Sequence[_Share]) -> int:
    """One head row where the first row alone holds no date in the column of dates."""
    first = table.rows[0].cells[when]
    filled = bool(first.text.strip()) and all(cell.text.strip() for cell in table.rows[0].cells)
    return int(filled and first.date is None and not _looks_dated(first.text) and not re.search(r"\d", first.text))
