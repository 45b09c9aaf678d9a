"""Values: what a person gives an entry, checked against what an entry can hold before any of it is kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, get_args

import msgspec

from chronofile import merge
from chronofile.api.reading import date_given
from chronofile.errors import JudgementRefused
from chronofile.model import Aspect, CaseAgent, DateValue, EventKind, Factuality, Part
from chronofile.model.date_value import Qualifier

EDITABLE = ("headline", "kind", "occurred", "factuality", "place", "said_by", "involvements", "details")
"""What of an entry a person may change; `occurred` is given in EDTF, or None for "the page does not say"."""

OPEN_ITEM = ("what", "owed_by", "owed_to", "due", "state")
LEGAL_STATUS = ("holder", "status", "legal_system", "basis", "asserted_by")
STATES = ("open", "done")
"""What can be said of an open item: a person alone says that it is done."""
_RESERVED = frozenset({*EDITABLE, *merge.NO_DETAILS})

FindAgent = Callable[[str], CaseAgent]


def checked(values: Mapping[str, Any], aspect: Aspect, agent: FindAgent) -> dict[str, Any]:
    """Values fit to be kept for an entry of this aspect. Details come out one by one, beside the others, so that two
    people who change two of them lose neither.

    `agent` gives an agent by its id. Raises JudgementRefused for an unknown attribute or a value outside its list,
    CalledWrongly for what is no date or nobody.
    """
    for name in values:
        if name not in EDITABLE:
            raise JudgementRefused(f"'{name}' cannot be changed; what can: {', '.join(EDITABLE)}")
    made: dict[str, Any] = {}
    for name, value in values.items():
        if name == "headline":
            made[name] = _headline(value)
        elif name == "kind":
            made[name] = one_of(value, get_args(EventKind), "kind of event")
        elif name == "factuality":
            made[name] = one_of(value, get_args(Factuality), "answer to whether it happened")
        elif name == "occurred":
            made[name] = _stored(given_date(value))
        elif name == "involvements":
            made[name] = [_involvement(item, agent) for item in _listed(value)]
        elif name == "details":
            made.update(_details(value, aspect))
        else:
            made[name] = text_or_none(value)
    if aspect == "open_item" and ("occurred" in made or "due" in made):
        # The day an open item stands at in the chronology is the day it is due.
        due = made["due"] if "due" in made else made["occurred"]
        made |= {"occurred": due, "due": edtf_of(due)}
    return made


def given_date(value: Any) -> DateValue | None:
    """A date as a person gives it: EDTF, a DateValue, or `{"edtf", "qualifier"}` with one of the qualifiers of a
    DateValue: "before" and "after" include the day named. None and "" are "the page does not say".

    Raises CalledWrongly for what is no date, JudgementRefused for an unknown qualifier.
    """
    if isinstance(value, DateValue):
        return date_given(value.edtf)
    if not isinstance(value, Mapping):
        return date_given(value if value is None else str(value))
    qualifier = one_of(value.get("qualifier") or "exact", get_args(Qualifier), "way a date can be meant")
    plain = date_given(str(value.get("edtf") or ""))
    if plain is None or qualifier == "unknown":
        return None
    verbatim = str(value.get("verbatim") or plain.verbatim)
    if qualifier == "before" and plain.latest:
        plain = date_given(f"[..{plain.latest}]") or plain
    elif qualifier == "after" and plain.earliest:
        plain = date_given(f"[{plain.earliest}..]") or plain
    elif qualifier == "approximate":
        plain = msgspec.structs.replace(plain, qualifier="approximate")
    return msgspec.structs.replace(plain, verbatim=verbatim)


def edtf_of(value: Any) -> str | None:
    """The EDTF of a date as judgements hold it."""
    if isinstance(value, Mapping):
        return str(value.get("edtf") or "") or None
    return str(value) if value else None


def _stored(date: DateValue | None) -> Any:
    """EDTF where that says all of it, else the whole date."""
    if date is None:
        return None
    plain = date_given(date.edtf)
    if plain is not None and (plain.qualifier, plain.verbatim) == (date.qualifier, date.verbatim):
        return date.edtf
    return msgspec.to_builtins(date)


def one_of(value: Any, known: Sequence[str], what: str) -> str:
    """The value, when it is on its list. Raises JudgementRefused with the list."""
    if value not in known:
        raise JudgementRefused(f"'{value}' is no {what}; choose one of: {', '.join(known)}")
    return str(value)


def text_or_none(value: Any) -> str | None:
    """Text without blanks around it; None for "the page does not say"."""
    if value is not None and not isinstance(value, str):
        raise JudgementRefused(f"'{value}' is no text; give words, or nothing for 'the page does not say'")
    return (value or "").strip() or None


def _headline(value: Any) -> str:
    said = text_or_none(value)
    if said is None:
        raise JudgementRefused("an entry needs a line that says what happened: give it a 'headline'")
    return said


def _listed(value: Any) -> Sequence[Any]:
    if not isinstance(value, Sequence) or isinstance(value, str):
        raise JudgementRefused("'involvements' is a list of people and organisations, each with its part")
    return value


def _involvement(item: Any, agent: FindAgent) -> dict[str, Any]:
    """One of who was in it. Agents are known again by their names: ids are those of one projection.

    A name put on somebody whom the pages leave unnamed is an act of its own (`Judge.name`), not an edit of an entry.
    """
    if not isinstance(item, Mapping):
        raise JudgementRefused("each of 'involvements' needs a 'name' and a 'part'")
    part = one_of(item.get("part", "participant"), get_args(Part), "part in an event")
    own, name = str(item.get("agent") or ""), text_or_none(item.get("name")) or ""
    if not own:
        if not name:
            raise JudgementRefused("each of 'involvements' needs a 'name', or the id of an 'agent'")
        return {"agent": "", "name": name, "part": part}
    known = agent(own)
    if name and name not in (known.name, *known.names) and known.identification != "named":
        raise JudgementRefused(
            f"the pages do not name '{known.name}': give the name in an act of its own (name), or enter '{name}' "
            "as somebody else"
        )
    return {"agent": own, "name": name or known.name, "part": part}


def _details(value: Any, aspect: Aspect) -> dict[str, Any]:
    if not isinstance(value, Mapping):
        raise JudgementRefused("'details' is a mapping of names to values")
    made: dict[str, Any] = {}
    for name, item in value.items():
        if name in _RESERVED:
            raise JudgementRefused(f"'{name}' is no detail; give it beside 'details'")
        if aspect == "open_item" and name == "due":
            made[name] = _stored(given_date(item))
        elif aspect == "open_item" and name == "state":
            made[name] = one_of(item, STATES, "state of an open item")
        elif (aspect == "open_item" and name in OPEN_ITEM) or (aspect == "legal_status" and name in LEGAL_STATUS):
            made[name] = text_or_none(item) or ""
        else:
            made[str(name)] = msgspec.to_builtins(item)
    return made


def made_values(values: Mapping[str, Any], aspect: str, agent: FindAgent) -> dict[str, Any]:
    """All values of an entry by hand, from those its maker gave. Beside `EDITABLE` they may give, as they are asked for
    on its form, `speaker` and `mode` of a statement, `owed_by`, `owed_to` and `due` of an open item, `holder`,
    `status`, `legal_system`, `basis` and `asserted_by` of a legal status.

    Raises JudgementRefused where a line is missing, and as `checked` does.
    """
    own = _OWN.get(aspect, ())
    details = {**dict(values.get("details") or {}), **{k: v for k, v in values.items() if k in own}}
    plain = {k: v for k, v in values.items() if k in EDITABLE and k != "details"}
    unknown = next((k for k in values if k not in EDITABLE and k not in own), None)
    if unknown is not None:
        raise JudgementRefused(f"'{unknown}' cannot be given; what can: {', '.join((*EDITABLE, *own))}")
    if aspect == "statement":
        return _statement(plain, details, agent)
    if aspect == "open_item":
        return _open_item(plain, details, agent)
    if aspect == "legal_status":
        return _legal_status(plain, details, agent)
    if aspect != "event":
        raise JudgementRefused(f"'{aspect}' cannot be made by hand; what can: {', '.join((*_OWN, 'event', 'agent'))}")
    plain.setdefault("headline", None)
    return _whole(plain, details, "event", agent)


_OWN: dict[str, tuple[str, ...]] = {
    "statement": ("speaker", "mode"),
    "open_item": OPEN_ITEM,
    "legal_status": LEGAL_STATUS,
}


def _statement(plain: dict[str, Any], details: dict[str, Any], agent: FindAgent) -> dict[str, Any]:
    speaker = text_or_none(details.pop("speaker", None)) or text_or_none(plain.get("said_by"))
    said = text_or_none(plain.get("headline"))
    if said is None:
        raise JudgementRefused("a statement needs what was said: mark the words, or give them as 'headline'")
    content = details.pop("content", [said])
    plain |= {"headline": f"{speaker}: {said}" if speaker else said, "said_by": speaker}
    made = _whole(plain, {**details, "speaker": speaker or "", "content": content}, "statement", agent)
    return {**made, "kind": "statement"}


def _open_item(plain: dict[str, Any], details: dict[str, Any], agent: FindAgent) -> dict[str, Any]:
    what = text_or_none(details.get("what")) or text_or_none(plain.get("headline"))
    plain |= {"headline": what, "factuality": plain.get("factuality", "planned")}
    named = dict.fromkeys(("owed_by", "owed_to"), "")
    return _whole(plain, {**named, "state": "open", **details, "what": what or ""}, "open_item", agent)


def _legal_status(plain: dict[str, Any], details: dict[str, Any], agent: FindAgent) -> dict[str, Any]:
    holder, status = text_or_none(details.get("holder")), text_or_none(details.get("status"))
    if holder is None or status is None:
        raise JudgementRefused("a legal status needs its 'holder' and the 'status' that somebody asserts")
    by = text_or_none(details.get("asserted_by")) or text_or_none(plain.get("said_by"))
    plain |= {
        "headline": plain.get("headline") or f"{holder}: {status}",
        "factuality": plain.get("factuality", "ongoing"),
        "said_by": by,
    }
    named = dict.fromkeys(LEGAL_STATUS, "")
    return _whole(plain, {**named, **details, "asserted_by": by or ""}, "legal_status", agent)


def _whole(plain: dict[str, Any], details: dict[str, Any], aspect: Aspect, agent: FindAgent) -> dict[str, Any]:
    made = checked({**plain, "details": details}, aspect, agent)
    names = [name for name in made if name not in EDITABLE]
    return {
        **{name: value for name, value in made.items() if name in EDITABLE},
        "details": {name: made[name] for name in names},
    }


def agent_values(values: Mapping[str, Any]) -> dict[str, Any]:
    """What a person says about somebody: "type", "identification", "size", "roles". Raises JudgementRefused."""
    from chronofile.model import AgentType, Identification

    made: dict[str, Any] = {}
    for name, value in values.items():
        if name == "type":
            made[name] = one_of(value, get_args(AgentType), "type of person or organisation")
        elif name == "identification":
            made[name] = one_of(value, get_args(Identification), "way of being named")
        elif name == "size":
            if value is not None and (not isinstance(value, int) or isinstance(value, bool) or value < 1):
                raise JudgementRefused(f"'{value}' is no number of people")
            made[name] = value
        elif name == "roles":
            made[name] = [_role(item) for item in value]
        else:
            raise JudgementRefused(f"'{name}' cannot be changed; what can: type, identification, size, roles")
    return made


def _role(item: Any) -> dict[str, Any]:
    """An office: "title", "organization", "former", and the days it was held, "since" and "until", in EDTF."""
    if not isinstance(item, Mapping) or not text_or_none(item.get("title")):
        raise JudgementRefused("each of 'roles' needs a 'title'")
    made: dict[str, Any] = {
        "title": text_or_none(item["title"]),
        "organization": text_or_none(item.get("organization")) or "",
        "former": bool(item.get("former", False)),
    }
    for end in ("since", "until"):
        if item.get(end):
            given = given_date(item[end])
            made[end] = given.edtf if given else None
    for name in ("citation", "pages"):
        if item.get(name):
            made[name] = msgspec.to_builtins(item[name])
    return made
