"""Judge: what a person decides, told to a case. Each act is appended, and each can be taken back."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Any

from chronofile.api import judge_agents, judge_entries, judge_history, judge_pages, judge_steps
from chronofile.api.acting import Acting
from chronofile.api.judge_history import Change
from chronofile.api.judge_pages import Moved
from chronofile.api.values import EDITABLE
from chronofile.merge import version_of
from chronofile.model import Anchor, Chronology, Judgement, Span
from chronofile.store import CaseStore

__all__ = ["EDITABLE", "Change", "Judge", "Moved", "version_of"]

Versions = Mapping[str, str]
_ANY: Versions = {}


class Judge:
    """The acts of one case. `by` is who decides, as they want to be named; each act returns the judgement it made.

    `expected` is the version (`api.version_of(entry)`) that the person had before them: when the entry is another one
    by now, the act raises JudgementConflict with both and writes nothing; "" takes it as it is.
    Every act raises CalledWrongly for an entry, agent or page that is not there, JudgementRefused for what does not
    fit, CaseReadOnly where the case was opened for reading only.
    """

    def __init__(
        self, store: CaseStore, chronology: Callable[[], Chronology], refresh: Callable[[], object] | None = None
    ) -> None:
        self._acting = Acting(store, chronology, refresh or chronology)

    # One entry

    def accept(self, entry: str, *, by: str, reason: str = "", expected: str = "") -> Judgement:
        """The entry as it stands becomes the person's record: later versions may only propose differences beside it."""
        return judge_entries.on_entry(self._acting, "accept", entry, by=by, reason=reason, expected=expected)

    def reject(self, entry: str, *, by: str, reason: str = "", expected: str = "") -> Judgement:
        """Hides the entry; should what the page is read to say change, it comes back and says so."""
        return judge_entries.on_entry(self._acting, "reject", entry, by=by, reason=reason, expected=expected)

    def unsure(self, entry: str, *, by: str, reason: str = "", expected: str = "") -> Judgement:
        """Set a suggestion aside: it stays one, and says who was unsure until somebody decides on it."""
        return judge_entries.unsure(self._acting, entry, by=by, reason=reason, expected=expected)

    def note(self, entry: str, text: str, *, by: str, expected: str = "") -> Judgement:
        """A person's words beside an entry, decided or not. There may be several; undoing one takes it back."""
        return judge_entries.note(self._acting, entry, text, by=by, expected=expected)

    def edit(
        self, entry: str, values: Mapping[str, Any], *, by: str, reason: str = "", expected: str = "",
        words: tuple[str, Span] | None = None,
    ) -> Judgement:  # fmt: skip
        """Change some values (see `EDITABLE`); what is not named stays as the person saw it.

        `occurred` is EDTF or `{"edtf", "qualifier"}`; `involvements` a list of `{"agent", "name", "part"}`, the whole
        list; `details` those that change: of an open item `owed_by`, `owed_to`, `due` in EDTF, `state`.
        `words` are a page's text layer and the place on it that says so; the entry cites them from then on.
        """
        return judge_entries.edit(self._acting, entry, values, words, by=by, reason=reason, expected=expected)

    def done(
        self, entry: str, page: str | None = None, span: Span | None = None, *, by: str, reason: str = "",
        expected: str = "",
    ) -> Judgement:  # fmt: skip
        """An open item is done, with the words that say so (`span` of the text layer `page`) or without any."""
        words = (page, span) if page is not None else None
        return judge_entries.done(self._acting, entry, words, by=by, reason=reason, expected=expected)

    # Several

    def accept_all(
        self, entries: Sequence[str], *, by: str, reason: str = "", expected: Versions = _ANY
    ) -> tuple[Judgement, ...]:
        """Accept these as one step. Refused when one carries a flag; `expected` are versions by entry."""
        return judge_entries.all_of(self._acting, "accept", entries, by=by, reason=reason, expected=expected)

    def reject_all(
        self, entries: Sequence[str], *, by: str, reason: str = "", expected: Versions = _ANY
    ) -> tuple[Judgement, ...]:
        """Reject these as one step."""
        return judge_entries.all_of(self._acting, "reject", entries, by=by, reason=reason, expected=expected)

    def together(self, reason: str = "") -> AbstractContextManager[None]:
        """All acts inside are one step, written when it ends: all or none, in one transaction, taken back as one.

        Each act inside sees the case as it was before the step; the judgements they return have their ids, but no
        number and time yet. What is raised inside leaves nothing written. A step inside a step is part of it.
        """
        return self._acting.together(reason)

    def same(self, entries: Sequence[str], *, by: str, reason: str = "", expected: Versions = _ANY) -> Judgement:
        """These entries tell one event."""
        return judge_entries.same(self._acting, entries, by=by, reason=reason, expected=expected)

    def split(
        self, entry: str, parts: Sequence[Sequence[int]], *, by: str, reason: str = "", expected: str = ""
    ) -> Judgement:
        """Take an entry apart. `parts` are groups of numbers into `tellings(entry)`, each number in one group."""
        return judge_entries.split(self._acting, entry, parts, by=by, reason=reason, expected=expected)

    def tellings(self, entry: str) -> tuple[Anchor, ...]:
        """The places that tell an entry, in the order `split` counts them."""
        return self._acting.anchors(self._acting.entry(entry))

    def make(
        self, values: Mapping[str, Any], *, by: str, page: str | None = None, span: Span | None = None,
        reason: str = "", aspect: str = "event",
    ) -> Judgement:  # fmt: skip
        """An entry or somebody by hand, with the words it rests on (`span` of the text layer `page`) or without any.

        `aspect` is "event", "statement" (`speaker`; the words chosen are what was said), "open_item" (`owed_by`,
        `owed_to`, `due`), "legal_status" (`holder`, `status`, `legal_system`, `basis`, `asserted_by`), or "agent"
        (`name`, the words chosen where it is not given; `type`, `identification`, `size`, `roles`). See `made`.
        """
        words = (page, span) if page is not None else None
        return judge_entries.make(self._acting, values, aspect, words, by=by, reason=reason)

    def made(self, judgement: Judgement) -> str:
        """The id of the entry or agent that a *make* made. Raises CalledWrongly when there is none (any more)."""
        return judge_entries.made(self._acting, judgement)

    def resolve(self, disagreement: str, choice: str, *, by: str, reason: str, expected: str = "") -> Judgement:
        """Settle readings that differ: `choice` is the value of one reading as shown, "reports differ", or "no
        disagreement" where both can be true.
        """
        return judge_entries.resolve(self._acting, disagreement, choice, by=by, reason=reason, expected=expected)

    # Pages

    def redate(
        self, page: str, published: str | None, *, by: str, reason: str = "", also: Sequence[str] = ()
    ) -> Judgement:
        """Correct a page's publication date (EDTF; None: not known). All that was counted from it moves along, but for
        what a person decided: of these only the entries in `also`, which then hold the new date as decided.

        `page` is a text layer's id. With `also` it is one step. See `preview_redate`.
        """
        return judge_pages.redate(self._acting, page, published, by=by, reason=reason, also=also)

    def preview_redate(self, page: str, published: str | None) -> tuple[Moved, ...]:
        """What would move if the page were published then, in reading order; nothing is written."""
        return judge_pages.preview(self._acting, page, published)

    def describe(self, page: str, values: Mapping[str, Any], *, by: str, reason: str = "") -> Judgement:
        """Correct what is read off a page: "headline", "outlet", "language", "byline" (a list of names) and "body", a
        list of [start, end, role] over its text layer; None is "the page does not say".

        Suggestions whose words are no longer in the body are hidden with a flag; what was decided stays.
        """
        return judge_pages.describe(self._acting, page, values, by=by, reason=reason)

    def withdraw(self, page: str, *, by: str, reason: str = "") -> Judgement:
        """Take a page out of the case: nothing found on it counts any more. Decided entries stay, flagged; its bytes
        are kept, and undoing brings it back.
        """
        return judge_pages.withdraw(self._acting, page, by=by, reason=reason)

    # People and organisations

    def name(
        self, agent: str, name: str, *, by: str, reason: str = "", page: str | None = None, span: Span | None = None
    ) -> Judgement:
        """How a person, group or organisation is to be called, with the words that say so or without any.

        Somebody whom the pages only describe keeps the description: `described` of the agent.
        """
        words = (page, span) if page is not None else None
        return judge_agents.name(self._acting, agent, name, words, by=by, reason=reason)

    def describe_agent(self, agent: str, values: Mapping[str, Any], *, by: str, reason: str = "") -> Judgement:
        """Correct "type", "identification", "size" or "roles" (all of them; each with "title", "organization",
        "former", "since", "until").
        """
        return judge_agents.describe(self._acting, agent, values, by=by, reason=reason)

    def same_agents(self, agents: Sequence[str], *, by: str, reason: str = "") -> Judgement:
        """These names stand for one person, group or organisation."""
        return judge_agents.same(self._acting, agents, by=by, reason=reason)

    def different_agents(self, agents: Sequence[str], *, by: str, reason: str = "") -> Judgement:
        """These names stand for different ones, and stay apart."""
        return judge_agents.apart(self._acting, "split", agents, by=by, reason=reason)

    def unsure_agents(self, agents: Sequence[str], *, by: str, reason: str = "") -> Judgement:
        """Whether these are one is left open: they stay as they are, and are not proposed again."""
        return judge_agents.apart(self._acting, "unsure", agents, by=by, reason=reason)

    def split_agent(self, agent: str, parts: Sequence[Sequence[int]], *, by: str, reason: str = "") -> Judgement:
        """One name that stands for several. `parts` are groups of numbers into `mentions(agent)`."""
        return judge_agents.split(self._acting, agent, parts, by=by, reason=reason)

    def mentions(self, agent: str) -> tuple[Anchor, ...]:
        """Where an agent stands, one place for each page that names them, in the order `split_agent` counts them."""
        return self._acting.agent(agent).anchors

    # Taking back

    def undo(self, judgement: str | None = None, *, by: str, reason: str = "", also: Sequence[str] = ()) -> Judgement:
        """Take back the last step in force; of a bulk act, all of it. Any number of times. See `redo`.

        With the id of a judgement, that one alone, wherever it stands. Raises JudgementRefused when later ones hang on
        it (`dependents`) that are not named in `also`: all of them, or none.
        """
        return judge_steps.undo(self._acting, judgement, by=by, reason=reason, also=also)[-1]

    def redo(self, *, by: str, reason: str = "") -> Judgement:
        """Do again what was taken back last. Any number of times, until something new is decided."""
        return judge_steps.redo(self._acting, by=by, reason=reason)[-1]

    def dependents(self, judgement: str) -> tuple[Judgement, ...]:
        """Later decisions in force that hang on this one: made on an entry as it changed it, or on what it made."""
        return judge_steps.dependents(self._acting, judgement)

    def history(self, entry: str) -> tuple[Change, ...]:
        """Every decision on an entry (or agent), taken-back ones included, in the order made."""
        return judge_history.history(self._acting, entry)

    def activity(self) -> tuple[Change, ...]:
        """Every decision in the case, in the order made."""
        return judge_history.activity(self._acting)
