"""Match: the first stage. Rules find expressions in the kept blocks and give each its unresolved form."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import msgspec

from chronofile.model import Block, TimeExpression
from chronofile.when import unresolved
from chronofile.when.credits import with_credits
from chronofile.when.forms import valid_day
from chronofile.when.grammar import Grammar, candidates, grammar
from chronofile.when.ranges import split_ends, with_ranges
from chronofile.when.rule import Rule, Template
from chronofile.when.stretches import with_ties
from chronofile.when.tense import seen_from_the_past, sentence_start, tense_near, told_before
from chronofile.when.tokens import Tokens, tokenise

_DAY_MONTH = re.compile(r"(\d{1,2})[-./]\d{1,2}[-./]\d{2,4}(?!\d)")


def match(text: str, blocks: Sequence[Block], language: str) -> tuple[TimeExpression, ...]:
    """The time expressions inside `blocks`, in order, none overlapping. In a language without data only the numeric
    forms of the world's press are found. Time is linear in the length of the blocks.
    """
    known = grammar(language)
    found: list[TimeExpression] = []
    for block in blocks:
        for tokens in tokenise(text, max(0, block.start), min(block.end, len(text)), known):
            found += [end for whole in _in_tokens(tokens, known) for end in split_ends(whole)]
    found = with_ranges(_with_shared_years(_with_one_order(found), text, known), text, known)
    return with_credits(with_ties(found, text, known), text, blocks)


def _with_one_order(found: list[TimeExpression]) -> list[TimeExpression]:
    """05/06/2025 is read as the page's other dates of that form are: 24/12/2024 shows that the day comes first."""
    forms = {i: unresolved.parse(e.unresolved) for i, e in enumerate(found) if _DAY_MONTH.match(e.text)}
    settled = {_day_first(found[i].text, f) for i, f in forms.items() if "alt" not in f.fields}
    if len(settled) != 1:
        return found
    out = list(found)
    for index, form in forms.items():
        alt = form.fields.pop("alt", "")
        if not alt:
            continue
        if _day_first(found[index].text, form) not in settled:
            form.fields["month"], form.fields["day"] = form.fields["day"], form.fields["month"]
        out[index] = msgspec.structs.replace(found[index], unresolved=unresolved.write(form.op, form.fields))
    return out


def _day_first(text: str, form: unresolved.Unresolved) -> bool:
    m = _DAY_MONTH.match(text)
    return m is not None and int(m[1]) == form.number("day")


_DAY_ALONE = {"day", "weekday", "sentence", "verb", "prep"}


def _with_shared_years(found: list[TimeExpression], text: str, known: Grammar) -> list[TimeExpression]:
    """As in "between March and May 2021": a date without a year joined to one with a year shares it; and a day alone
    shares the month of the day it is joined to ("from the 5th to 22 November").
    """
    out = list(found)
    for index in range(len(out) - 2, -1, -1):
        first, second = out[index], out[index + 1]
        if first.type not in ("DATE", "TIME") or second.start - first.end > 14:
            continue
        if text[first.end : second.start].strip().lower() not in known.joining:
            continue
        a, b = unresolved.parse(first.unresolved), unresolved.parse(second.unresolved)
        month, year, last = a.number("month"), b.number("year"), b.number("month")
        if a.op == "date" and month is None and last is not None and b.get("day") and set(a.fields) <= _DAY_ALONE:
            a.fields.update({name: b.fields[name] for name in ("month", "year", "yy") if name in b.fields})
            out[index] = msgspec.structs.replace(first, unresolved=unresolved.write(a.op, a.fields))
            continue
        if a.op != "date" or any(name in a.fields for name in ("year", "yy", "dir", "quant")):
            continue
        if "season" in a.fields and year is not None and ("season" in b.fields or last is not None):
            a.fields.update({name: b.fields[name] for name in ("year", "era") if name in b.fields})
        elif month is None and "md" in a.fields and year is not None and ("md" in b.fields or last is not None):
            a.fields["year"] = str(year)
        elif month is None or year is None or last is None or b.get("era"):
            continue
        else:
            a.fields["year"] = str(year if month <= last else year - 1)
        out[index] = msgspec.structs.replace(first, unresolved=unresolved.write(a.op, a.fields))
    return out


def _in_tokens(tokens: Tokens, known: Grammar) -> Iterator[TimeExpression]:
    if known.heads is None:
        return
    code = "".join(tokens.codes)
    at = 0
    while (head := known.heads.search(code, at)) is not None:
        at = head.start()
        best = _best_rule(code, at, known)
        if best is None:
            at += 1
            continue
        rule, end, slots = best
        if rule.type is not None:
            yield from _expressions(tokens, known, rule, (at, end), slots)
        at = end


Slots = dict[str, tuple[int, str]]
"""Of each label the token that fills it and the class it is in there."""


def _best_rule(code: str, at: int, known: Grammar) -> tuple[Rule, int, Slots] | None:
    """The rule that takes most tokens from `at`; of two that take the same, the one that stands first in the file."""
    best: re.Match[str] | None = None
    chosen: Rule | None = None
    for rule in candidates(known, code[at : at + 2]):
        m = rule.compiled.match(code, at)
        if m is not None and (best is None or m.end() > best.end()):
            best, chosen = m, rule
    if best is None or chosen is None:
        return None
    slots: Slots = {}
    filled = best.groups()[: best.lastindex or 0]  # a rule of many branches has hundreds of groups
    for group in [group for group, token in enumerate(filled, 1) if token]:
        label, name = chosen.compiled.slots[group - 1]
        slots.setdefault(label, (best.start(group), name))
    return chosen, best.end(), slots


def _expressions(
    tokens: Tokens, known: Grammar, rule: Rule, place: tuple[int, int], slots: Slots
) -> Iterator[TimeExpression]:
    """One expression; two where the rule has a second end and its words are there, the first pointing to it."""
    at, end = place
    cut = min((index for label, (index, _) in slots.items() if label.endswith("2")), default=0) if rule.second else 0
    if not cut:
        made = _expression(tokens, known, rule, place, _filled(rule.template, slots, tokens, known))
        if made is not None:
            yield made
        return
    stop = max(index for index, _ in slots.values() if index < cut) + 1
    second = _expression(tokens, known, rule, (cut, end), _filled(rule.second, slots, tokens, known))
    if second is None:
        return
    form = _filled(rule.template, slots, tokens, known)
    form.fields["to"] = str(second.start)
    if "month" in slots and (turned := _over_the_month(form, unresolved.parse(second.unresolved))):
        before = slots["month"][0] < cut
        if before:
            fields = {**unresolved.parse(second.unresolved).fields, "month": str(turned[1])}
            second = msgspec.structs.replace(second, unresolved=unresolved.write("date", fields))
        else:
            form.fields["month"] = str(turned[0])
    first = _expression(tokens, known, rule, (at, stop), form)
    if first is not None:  # both ends stand beside the same verb
        yield first
        behind = f"{second.unresolved} begun={first.start}"
        yield msgspec.structs.replace(second, tense=first.tense, unresolved=behind)


def _over_the_month(first: unresolved.Unresolved, last: unresolved.Unresolved) -> tuple[int, int] | None:
    """The months before and after the one that both ends share, where the stretch runs over its edge ("from the 27th to
    the 3rd of April"); None where it does not, or in a year that is named.
    """
    month, a, b = first.number("month"), first.number("day"), last.number("day")
    if month is None or a is None or b is None or b >= a or last.number("month") != month or first.get("year"):
        return None
    return (month - 2) % 12 + 1, month % 12 + 1


def _filled(template: Template, slots: Slots, tokens: Tokens, known: Grammar) -> unresolved.Unresolved:
    """The template with its slots filled; a field whose slot did not match falls away."""
    pieces = []
    for piece, names in template:
        if not names:
            pieces.append(piece)
        elif names[0] in slots and (len(names) == 1 or all(name in slots for name in names)):
            for name in names:
                index, slot = slots[name]
                piece = piece.replace("{" + name + "}", tokens.value(index, slot, known))
            pieces.append(piece)
    return unresolved.parse(" ".join(pieces))


def _expression(
    tokens: Tokens, known: Grammar, rule: Rule, place: tuple[int, int], form: unresolved.Unresolved
) -> TimeExpression | None:
    at, end = place
    if rule.type is None or not _possible(form):
        return None
    _add_context(form, tokens, known, at, end)
    tense, close = tense_near(tokens, known, at, end)
    if rule.tenses and tense not in rule.tenses:
        return None
    if close:
        form.fields["verb"] = "close"
    if tense == "future" and form.op in ("date", "duration"):
        if seen_from_the_past(tokens, known, at):
            form.fields["seen"] = "past"
        elif (verb := told_before(tokens, known, at)) is not None:
            form.fields["told"] = f"{tokens.starts[verb]}-{tokens.ends[verb]}"
    start, stop = tokens.starts[at], tokens.ends[end - 1]
    return TimeExpression(
        start=start,
        end=stop,
        text=tokens.text[start:stop],
        type=rule.type,
        unresolved=unresolved.write(form.op, form.fields),
        rule=rule.name,
        tense=tense,
    )


def _add_context(form: unresolved.Unresolved, tokens: Tokens, known: Grammar, at: int, end: int) -> None:
    """What stands just before: "since", "by", "until" …; and where the sentence begins."""
    before = at - 1
    if before >= 0 and tokens.codes[before] in known.codes.get("PREP", ""):
        owned = end < len(tokens.codes) and tokens.codes[end] in known.codes.get("POSS", "")
        if not owned:
            form.fields["prep"] = tokens.value(before, "PREP", known)
    form.fields["sentence"] = str(sentence_start(tokens, known, at))


MAX_PLAIN = 1000
"""More than so many of a unit is a length of time only in round numbers; "1988 quarter" is none."""


def _possible(form: unresolved.Unresolved) -> bool:
    """False for what no calendar holds: 30 February, year 0, week 54, 25:61."""
    month, year = form.number("month"), form.number("year")
    if form.get("year").isdecimal() and year is not None and not 1 <= year <= 9998:
        return False
    if month is not None and not 1 <= month <= 12:
        return False
    for name in ("day", "day2"):
        value = form.number(name)
        if value is not None and not valid_day(year if year and not form.get("era") else 2024, month or 1, value):
            return False
    count = form.number("n")
    if count is not None and count > MAX_PLAIN and count % 100:
        return False
    week = form.number("isoweek")
    return week is None or 1 <= week <= 53
