"""Rule: one rule of a language, its pattern compiled and its templates taken apart."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, NamedTuple, cast

from chronofile.model import TimexType
from chronofile.when.pattern import Compiled, compile_pattern

_SLOT = re.compile(r"\{(\w+)\}")
Template = tuple[tuple[str, tuple[str, ...]], ...]
"""The fields of an unresolved form, each with the slots it needs."""


class Rule(NamedTuple):
    """`value` is the template of the unresolved form; a rule of type "NONE" takes its words out of the running.
    `tenses`: the rule holds only beside such a verb (empty: any). `second`: the template of the second end where the
    rule finds a stretch with two ends; that end begins at the first slot whose label ends in 2.
    """

    name: str
    type: TimexType | None
    compiled: Compiled
    template: Template
    tenses: frozenset[str] = frozenset()
    second: Template = ()


NUMERIC_RULES: tuple[Mapping[str, Any], ...] = (
    {"name": "numeric_date", "pattern": "DATE", "value": "date {DATE}"},
    {
        "name": "numeric_date_time",
        "type": "TIME",
        "pattern": "DATE ( '-' | ',' )? CLOCK",
        "value": "date {DATE} clock={CLOCK}",
    },
)
"""Forms of the world's press that need no word: true in every language, also in one we have no data for."""


def made(
    raw: Mapping[str, Any], parts: Mapping[str, str], codes: Mapping[str, str], templates: Mapping[str, str]
) -> Rule:
    """The rule of a file's entry. `parts` are named sub-patterns, `codes` the characters of each class, `templates` are
    what "@name" in a value stands for. Raises PatternError.
    """
    kind = raw.get("type", "DATE")
    first, second = (_template(str(raw.get(name, "")), templates) for name in ("value", "second"))
    compiled = compile_pattern(str(raw["pattern"]), parts, codes)
    tenses = frozenset(str(tense) for tense in raw.get("tense", ()))
    return Rule(str(raw["name"]), None if kind == "NONE" else cast(TimexType, kind), compiled, first, tenses, second)


def _template(source: str, named: Mapping[str, str]) -> Template:
    whole = " ".join(named.get(piece[1:], piece) if piece[:1] == "@" else piece for piece in source.split())
    return tuple((piece, tuple(_SLOT.findall(piece))) for piece in whole.split())
