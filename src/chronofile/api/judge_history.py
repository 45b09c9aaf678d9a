"""History: every decision with what was before and after it, and whether it stands."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import msgspec

from chronofile import merge
from chronofile.api.acting import Acting
from chronofile.errors import CalledWrongly
from chronofile.model import Act, Judgement


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """One decision. `before` and `after` hold the values it changed, by attribute, as they were and as it set them;
    of an undo they are those of what it takes back, the other way round.

    `entry` is the id of the entry or agent it bears on, "" for a page's; `entries` all of them, where it joined
    several; `page` the text layer it bears on, "" where it is an entry without words. `headline` is what the person
    saw. `undoes` is the decision an undo takes back. `stands` is False once it was taken back, by `taken_back`.
    Changes of one step share their `group`, "" for a step of one.
    """

    judgement: str
    act: Act
    by: str
    at: str
    headline: str = ""
    entry: str = ""
    entries: tuple[str, ...] = ()
    page: str = ""
    before: Mapping[str, Any] = {}
    after: Mapping[str, Any] = {}
    reason: str = ""
    group: str = ""
    undoes: str = ""
    stands: bool = True
    taken_back: str = ""


def activity(acting: Acting) -> tuple[Change, ...]:
    """All decisions, in the order they were made."""
    acting.refresh()
    judgements = acting.store.judgements()
    return _changes(judgements, judgements, acting.store.entry_at)


def history(acting: Acting, own: str) -> tuple[Change, ...]:
    """The decisions on one entry or agent. Raises CalledWrongly for an id that nothing ever had."""
    acting.refresh()
    judgements = acting.store.judgements()
    by_id = {j.id: j for j in judgements}
    keys: dict[str, str | None] = {}

    def at(key: str) -> str | None:
        if key not in keys:
            keys[key] = acting.store.entry_at(key)
        return keys[key]

    wanted = [j for j in judgements if own in _bears_on(_meant(j, by_id), at)]
    entry = acting.store.entry(own)
    told = set(entry.judgements) if entry else set()
    if entry is None and not wanted and acting.somebody(own) is None:
        raise CalledWrongly(f"there is no entry '{own}' in this case")
    there = {j.id for j in wanted}
    wanted += [j for j in judgements if j.id in told and j.id not in there]
    return _changes(sorted(wanted, key=lambda j: j.sequence), judgements, at)


def _changes(
    wanted: Iterable[Judgement], judgements: Sequence[Judgement], at: Callable[[str], str | None]
) -> tuple[Change, ...]:
    by_id = {j.id: j for j in judgements}
    back = _taken_back(judgements)
    return tuple(_change(j, by_id, back, at) for j in wanted)


def _taken_back(judgements: Sequence[Judgement]) -> dict[str, str]:
    """What no longer holds, with the undo in force that took it back (the first of several)."""
    found: dict[str, str] = {}
    for judgement in reversed(judgements):
        if judgement.undoes is not None and judgement.id not in found:
            found[judgement.undoes] = judgement.id
    return found


def _meant(judgement: Judgement, by_id: Mapping[str, Judgement]) -> Judgement:
    """What an undo is about: the decision at the end of its chain."""
    while judgement.undoes is not None and judgement.undoes in by_id:
        judgement = by_id[judgement.undoes]
    return judgement


def _bears_on(judgement: Judgement, at: Callable[[str], str | None]) -> tuple[str, ...]:
    anchors = [msgspec.structs.replace(a, made=judgement.id) for a in judgement.anchors[:1]]
    if judgement.act == "make":
        keys = [merge.key_of(a) for a in anchors] or [merge.made_key(judgement.id)]
    else:
        keys = [merge.key_of(a) for a in judgement.anchors if a.aspect != "page"]
    return tuple(dict.fromkeys(own for key in keys if (own := at(key))))


def _change(
    judgement: Judgement, by_id: Mapping[str, Judgement], back: Mapping[str, str], at: Callable[[str], str | None]
) -> Change:
    about = _meant(judgement, by_id)
    before, after = _values(about)
    depth, step = 0, judgement
    while step is not about:
        depth, step = depth + 1, by_id[step.undoes or ""]
    if depth % 2:
        before, after = after, before
    entries = _bears_on(about, at)
    return Change(
        judgement=judgement.id,
        act=judgement.act,
        by=judgement.by,
        at=judgement.at,
        headline=_headline(about),
        entry=entries[0] if entries else "",
        entries=entries,
        page=next((a.citation.text_layer for a in about.anchors), ""),
        before=before,
        after=after,
        reason=judgement.reason,
        group=judgement.group,
        undoes=judgement.undoes or "",
        stands=judgement.id not in back,
        taken_back=back.get(judgement.id, ""),
    )


def _headline(judgement: Judgement) -> str:
    seen = merge.seen_of(judgement)
    for found in (seen.get("headline"), judgement.value.get("headline"), seen.get("name"), judgement.value.get("name")):
        if found:
            return str(found)
    words = next((a.citation.exact for a in judgement.anchors if a.citation.exact), "")
    return " ".join(words.split())


_STATE_AFTER = {"accept": "accepted", "reject": "rejected"}
_AROUND = frozenset({"aspect", "citations"})


def _values(judgement: Judgement) -> tuple[dict[str, Any], dict[str, Any]]:
    """What one decision changed: the values before, and after."""
    seen, value, act = judgement.seen, judgement.value, judgement.act
    if act in _STATE_AFTER:
        return {"state": seen.get("review_state", "suggested")}, {"state": _STATE_AFTER[act]}
    if act == "unsure" and "parts" not in value:
        return {"unsure_by": seen.get("unsure_by", "")}, {"unsure_by": judgement.by}
    if act == "note":
        return {}, {"note": value.get("text", "")}
    if act == "same":
        names = seen.get("names") or [e.get("headline", "") for e in seen.get("entries", ())]
        return {"apart": list(names)}, {"together": list(names)}
    if act in ("split", "unsure"):
        return {}, {"parts": value.get("parts", [])}
    if act == "resolve":
        attribute = str(value.get("attribute", ""))
        return {attribute: list(seen.get("readings", ()))}, {attribute: value.get("choice")}
    if act == "make":
        return {}, {k: v for k, v in value.items() if k not in _AROUND}
    details = seen.get("details") if isinstance(seen.get("details"), Mapping) else {}
    after = {k: v for k, v in value.items() if k not in _AROUND}
    before = {k: seen[k] if k in seen else (details or {}).get(k) for k in after}
    if act == "edit" and seen.get("review_state") not in (None, "accepted"):
        before, after = {"state": seen["review_state"], **before}, {"state": "accepted", **after}
    return before, after
