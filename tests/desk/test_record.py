"""Whatever a person decides at the desk is one step of the record: written whole in one transaction or not at all (I1)."""

from __future__ import annotations

import errno
from collections.abc import Callable
from typing import Any

import pytest

from chronofile.api import Case, version_of
from chronofile.desk.queue import queues
from chronofile.desk.shelf_file import OnShelf
from chronofile.store import boundary

Form = tuple[str, dict[str, Any]]


def events(folder: str) -> list[str]:
    with Case.open(folder) as case:
        return [e.id for e in case.chronology().entries if e.aspect == "event" and e.state == "suggested"]


def review(key: str, folder: str) -> str:
    with Case.open(folder) as case:
        queue = next(q for q in queues(case.chronology()) if q.waiting)
    return f"/c/{key}/review/{queue.page}/{queue.waiting[0].id}/decide"


def accept(key: str, folder: str) -> Form:
    return review(key, folder), {"act": "accept"}


def reject(key: str, folder: str) -> Form:
    return review(key, folder), {"act": "reject"}


def unsure(key: str, folder: str) -> Form:
    return review(key, folder), {"act": "unsure"}


def edit(key: str, folder: str) -> Form:
    sent = {"headline": "A line of my own", "occurred": "3 May 2024", "factuality": "occurred", "kind": "meeting"}
    return f"/c/{key}/entries/{events(folder)[0]}/edit", sent


def make(key: str, folder: str) -> Form:
    sent = {"headline": "By hand", "occurred": "March 2025", "factuality": "planned", "kind": "other"}
    return f"/c/{key}/entries/new", sent


def join(key: str, folder: str) -> Form:
    first, second, *_ = events(folder)
    return f"/c/{key}/entries/{first}/join", {"with": second}


def all_of_a_page(key: str, folder: str) -> Form:
    with Case.open(folder) as case:
        chronology = case.chronology()
        differing = {d.entry for d in chronology.disagreements}
        for queue in queues(chronology):
            plain = [e for e in queue.waiting if not e.flags and e.id not in differing]
            if len(plain) > 1:
                break
    versions = {f"v-{e.id}": version_of(e) for e in plain}
    return f"/c/{key}/review/{queue.page}/all", {"act": "accept", "entry": [e.id for e in plain], **versions}


def withdraw(key: str, folder: str) -> Form:
    with Case.open(folder) as case:
        return f"/c/{key}/pages/{case.pages()[0].text_layer}/withdraw", {"reason": "a wrong file"}


def describe(key: str, folder: str) -> Form:
    with Case.open(folder) as case:
        page = case.pages()[0].text_layer
    return f"/c/{key}/pages/{page}/describe", {"field": "outlet", "value": "X"}


ACTS: list[Callable[[str, str], Form]] = [accept, reject, unsure, edit, make, join, all_of_a_page, withdraw, describe]


def record(folder: str) -> tuple[list[str], list[str]]:
    """Kinds of the ledger's lines, and the step each decision belongs to."""
    with Case.open(folder, write=False) as case:
        lines = [line.kind for line in case.store.ledger()]
        return lines, [judgement.group or judgement.id for judgement in case.judgements()]


@pytest.mark.parametrize("act", ACTS, ids=lambda act: act.__name__)
def test_one_act_is_one_step_with_a_line_for_each_decision(
    client: Any, example: OnShelf, act: Callable[[str, str], Form]
) -> None:
    path, sent = act(example.key, example.folder)
    lines, steps = record(example.folder)
    answer = client.post(path, sent)
    assert answer.status_code == 302, answer.content.decode()[-400:]
    now, then = record(example.folder)
    new = then[len(steps) :]
    assert len(new) >= 1
    assert len(set(new)) == 1, "one step"
    assert now[len(lines) :] == ["judgement"] * len(new), "a line of the custody log for each decision, and no other"


@pytest.mark.parametrize("act", ACTS, ids=lambda act: act.__name__)
def test_what_is_cut_short_leaves_nothing(
    client: Any, example: OnShelf, act: Callable[[str, str], Form], monkeypatch: pytest.MonkeyPatch
) -> None:
    path, sent = act(example.key, example.folder)
    before = record(example.folder)

    def full(name: str) -> None:
        if name == "judgement: before commit":
            raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(boundary, "reached", full)
    answer = client.post(path, sent)
    assert answer.status_code == 400
    assert "the disk is full" in answer.content.decode()
    assert record(example.folder) == before
    monkeypatch.undo()
    assert client.post(path, sent).status_code == 302
    with Case.open(example.folder, write=False) as case:
        assert case.verify().problems == ()
