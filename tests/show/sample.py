"""A case as the exporters get it, made by hand: invented people, outlets and places. Some of its words are hostile."""

from __future__ import annotations

import datetime as dt
from typing import Any

from chronofile.model import (
    Alternative,
    Block,
    CaseAgent,
    Chronology,
    Citation,
    CitedWords,
    DateValue,
    Disagreement,
    Edit,
    Entry,
    EntryInvolvement,
    Failure,
    Reading,
    Span,
    SyndicationGroup,
    cite,
    sha256,
)
from chronofile.show import Export, PageInfo

HOSTILE = "<script>alert('x')</script> & <img src=http://evil.example/x onerror=alert(1)> ]]> \u202egnp.exe"

AGENCY = """Two Sailors of the Marvika Held in Port Lasko
Two crew members of the ferry Marvika were arrested in Port Lasko in January of this year, the harbour police said. They have been held for almost a year.
The Seafarers' Aid Union has recently hired a local lawyer for the two sailors.
On November 24, union representative Ida Brenner handed over letters written by the two sailors to reporters in Norrhamn.
The lawyer plans to meet officials of the Justice Ministry this week to ask for their registration as protected persons.
A court clerk denied that a hearing had been cancelled.
Governor Pavel Oster announced on January 11 that the coast guard had arrested three sailors off Cape Venn. 2025.1.12 / Nordwire"""

COPY = AGENCY.replace("two sailors to reporters", "two seamen to reporters").replace(
    "Two Sailors of the Marvika Held in Port Lasko", "Ferry crew still held in Port Lasko"
)

INTERVIEW = """“We were in the engine room”: a letter from Port Lasko
By Tomas Reuel
In March, one sailor said that he wished to go home to Norrhamn. The other confirmed the same wish in October.
It\\'s our mother who waits, the letter says.
The two men are both detained seafarers under the maritime convention and citizens of Norrhamn under its constitution, experts argue.
A doctor may visit them before Easter, an aid worker said.
The exchange that had been planned for 3 February 2025 was called off.
The harbour police arrested the crew on 14 January 2025."""

KOREAN = """항구에 억류된 선원 두 명, 변호사 선임
선원 지원 조합은 12월 1일 두 선원을 위해 현지 변호사를 선임했다고 밝혔다."""


def layer_id(text: str) -> str:
    return sha256(text.encode())[:32]


def blocks(text: str) -> tuple[Block, ...]:
    made, at = [], 0
    for number, line in enumerate(text.split("\n")):
        role = "headline" if number == 0 else "byline" if line.startswith("By ") else "paragraph"
        role = "caption" if "/ Nordwire" in line else role
        made.append(Block(at, at + len(line), role))  # type: ignore[arg-type]
        at += len(line) + 1
    return tuple(made)


def words(text: str, quoted: str, **changed: Any) -> Citation:
    start = text.index(quoted)
    made = cite(layer_id(text), sha256(text.encode()), text, Span(start, start + len(quoted)))
    fields = {name: getattr(made, name) for name in made.__struct_fields__} | changed
    return Citation(**fields)


def page(text: str, **fields: Any) -> PageInfo:
    given: dict[str, Any] = {
        "text_layer": layer_id(text),
        "sha256": sha256(text.encode()),
        "media_type": "text/html",
        "headline": text.split("\n")[0],
        "language": "en",
        "collected_at": "2025-12-02T09:15:00+01:00",
        "location": "pages/page.html",
        "text": text,
        "layer_text": text,
        "blocks": blocks(text),
    }
    return PageInfo(**(given | fields))


def date(edtf: str, **fields: Any) -> DateValue:
    return DateValue.from_edtf(edtf, **fields)


PUBLISHED = date(
    "[2025-11-24..2025-11-30]",
    basis="inferred",
    rule="window",
    reason="the text tells of November 24 as past and counts a year from January",
    alternatives=(Alternative("2026-01-30", "it stands above teasers of other stories", "Friday, January 30, 2026"),),
)


def entry(number: int, headline: str, when: DateValue | None, *cited: Citation, **fields: Any) -> Entry:
    given: dict[str, Any] = {
        "aspect": "event",
        "citations": tuple(CitedWords(c) for c in cited),
        "pages": tuple(dict.fromkeys(c.text_layer for c in cited)),
        "independent_reports": len({c.text_layer for c in cited}),
        "importance": 1 / number,
        "score": 0.8,
        "reason": "a verb of the kind and a date in one sentence",
    }
    return Entry(id=f"e{number:03d}", headline=headline, occurred=when, **(given | fields))


def agent(key: str, name: str, kind: str, cited: Citation, **fields: Any) -> CaseAgent:
    given: dict[str, Any] = {"names": (name,), "identification": "named", "citations": (cited,)}
    return CaseAgent(id=key, name=name, type=kind, pages=(cited.text_layer,), **(given | fields))


def events() -> list[Entry]:
    arrest = words(AGENCY, "Two crew members of the ferry Marvika were arrested in Port Lasko in January of this year")
    letters = words(AGENCY, "On November 24, union representative Ida Brenner handed over letters written by the two sailors to reporters in Norrhamn.")  # fmt: skip
    copied = words(COPY, "On November 24, union representative Ida Brenner handed over letters written by the two seamen to reporters in Norrhamn.")  # fmt: skip
    escape = words(
        INTERVIEW, "It\\'s our mother who waits, the letter says.",
        shown="It's our mother who waits, the letter says.", edits=(Edit(2, 4, "'", "a stray backslash"),),
    )  # fmt: skip
    return [
        entry(
            1, "The two sailors have been held for almost a year",
            date("2025-01/2025-11~", basis="relative", anchor="published", verbatim="for almost a year",
                 reason="counted back from publication"),
            words(AGENCY, "They have been held for almost a year."),
            factuality="ongoing", state="accepted", decided_by="MK",
        ),
        entry(
            2, "Harbour police arrested two crew members of the Marvika",
            date("2025-01", basis="relative", anchor="published", verbatim="in January of this year",
                 reason="January of the year of publication, 2025-11-24 at the earliest"),
            arrest, words(COPY, arrest.exact), words(INTERVIEW, "The harbour police arrested the crew on 14 January 2025."),
            kind="capture", place="Port Lasko", copies=1, independent_reports=2, said_by="the harbour police",
            involvements=(EntryInvolvement(agent="a1", name="harbour police", part="actor"),
                          EntryInvolvement(agent="a2", name="two sailors", part="target")),
            flags=("two reports give different numbers",),
        ),
        entry(
            3, "Governor Pavel Oster announced the arrest",
            date("2025-01-11", verbatim="on January 11", reason="the year comes from the photo credit"),
            words(AGENCY, "Governor Pavel Oster announced on January 11 that the coast guard had arrested three sailors off Cape Venn."),
            kind="statement", state="accepted", decided_by="MK",
            involvements=(EntryInvolvement(agent="a4", name="Pavel Oster", part="actor"),),
        ),
        entry(
            4, "The exchange planned for 3 February was called off", date("2025-02-03", verbatim="3 February 2025"),
            words(INTERVIEW, "The exchange that had been planned for 3 February 2025 was called off."), factuality="cancelled",
        ),
        entry(
            5, "One sailor said that he wished to go home",
            date("2025-03", basis="relative", anchor="published", verbatim="In March"),
            words(INTERVIEW, "In March, one sailor said that he wished to go home to Norrhamn."),
        ),
        entry(
            6, "The other sailor confirmed the same wish", date("2025-10", basis="relative", anchor="time:55", verbatim="in October"),
            words(INTERVIEW, "The other confirmed the same wish in October."),
        ),
        entry(
            7, "Ida Brenner handed letters of the two sailors to reporters in Norrhamn", date("2025-11-24", verbatim="On November 24"),
            letters, copied, kind="letter", place="Norrhamn", state="accepted", decided_by="MK", copies=1, independent_reports=1,
            program_says={"headline": "Ida Brenner handed over letters"},
            involvements=(EntryInvolvement(agent="a3", name="Ida Brenner", part="actor"),),
        ),
        entry(
            8, "A court clerk denied that a hearing had been cancelled", date("2025-11-26"),
            words(AGENCY, "A court clerk denied that a hearing had been cancelled."), factuality="denied",
        ),
        entry(
            9, "The union hired a local lawyer", date("[..2025-11-30]", basis="inferred", verbatim="recently"),
            words(AGENCY, "The Seafarers' Aid Union has recently hired a local lawyer for the two sailors."),
            words(KOREAN, "선원 지원 조합은 12월 1일 두 선원을 위해 현지 변호사를 선임했다고 밝혔다."), kind="appointment",
        ),
        entry(
            10, "A visit of the family", date("2025-11-29", basis="reviewer"), state="accepted", decided_by="MK", made_by_hand=True,
            citations=(), independent_reports=0,
        ),
        entry(
            11, "The lawyer plans to meet officials of the Justice Ministry",
            date("[2025-11-24..2025-12-07]", basis="relative", anchor="published", verbatim="this week",
                 reason="the week of publication, counted from both ends of its window"),
            words(AGENCY, "The lawyer plans to meet officials of the Justice Ministry this week to ask for their registration as protected persons."),
            factuality="planned", kind="meeting",
        ),
        entry(
            12, "A doctor may visit them before Easter", date("[..2026-04-04]", verbatim="before Easter"),
            words(INTERVIEW, "A doctor may visit them before Easter, an aid worker said."), factuality="possible", said_by="an aid worker",
        ),
        entry(13, "Their mother waits", None, escape, kind="other"),
        entry(14, HOSTILE, None, words(KOREAN, "변호사 선임"), place=HOSTILE, said_by=HOSTILE),
        entry(15, "A ferry ticket was printed", date("2025-05-05"), words(AGENCY, "of the ferry Marvika"), state="rejected", decided_by="MK"),
    ]  # fmt: skip


def other_entries() -> list[Entry]:
    holds = words(INTERVIEW, "The two men are both detained seafarers under the maritime convention and citizens of Norrhamn under its constitution, experts argue.")  # fmt: skip
    plans = words(AGENCY, "The lawyer plans to meet officials of the Justice Ministry this week to ask for their registration as protected persons.")  # fmt: skip
    return [
        entry(
            20, "The harbour police said that two crew members were arrested", PUBLISHED,
            words(AGENCY, "the harbour police said"), aspect="statement", said_by="the harbour police",
            details={"mode": "indirect", "speaker_name": "the harbour police"},
        ),
        entry(
            21, "detained seafarers", None, holds, aspect="legal_status",
            details={"holder": "the two men", "status": "detained seafarers", "legal_system": "the maritime convention",
                     "basis": "", "asserted_by": "experts"},
        ),
        entry(
            22, "citizens of Norrhamn", None, holds, aspect="legal_status",
            details={"holder": "the two men", "status": "citizens of Norrhamn", "legal_system": "domestic law",
                     "basis": "its constitution", "asserted_by": "experts"},
        ),
        entry(
            23, "Registration as protected persons", None, plans, aspect="open_item",
            details={"what": "registration as protected persons", "kind": "plan", "owed_by": "a local lawyer (unnamed)",
                     "owed_to": "the Justice Ministry",
                     "due": {"edtf": "[2025-11-24..2025-12-07]", "earliest": "2025-11-24", "latest": "2025-12-07"}, "last_heard": "2025-11-24"},
        ),
    ]  # fmt: skip


def disagreements() -> tuple[Disagreement, ...]:
    three = words(AGENCY, "three sailors off Cape Venn")
    two = words(AGENCY, "Two crew members")
    crew = words(INTERVIEW, "arrested the crew on 14 January 2025")
    return (
        Disagreement(
            id="d1", entry="e002", attribute="place",
            readings=(
                Reading(value="Port Lasko", shown="in Port Lasko", reports=1,
                        citations=(words(AGENCY, "arrested in Port Lasko"), words(COPY, "arrested in Port Lasko"))),
                Reading(value="Cape Venn", shown="off Cape Venn", citations=(three,), attributed_to="Governor Pavel Oster"),
            ),
        ),
        Disagreement(
            id="d2", entry="e002", attribute="number", state="resolved", resolution="two", reason="the letters are of two men",
            readings=(Reading(value=2, shown="two crew members", citations=(two,)),
                      Reading(value=3, shown="three sailors", citations=(three,)),
                      Reading(value=HOSTILE, shown=HOSTILE, citations=(crew,))),
        ),
        Disagreement(
            id="d3", entry="e003", attribute="date",
            readings=(Reading(value={"edtf": "2025-01-11"}, shown="2025-01-11", citations=(words(AGENCY, "on January 11"),)),
                      Reading(value={"edtf": "2025-01-14"}, shown="14 January 2025", citations=(crew,))),
        ),
    )  # fmt: skip


def agents() -> tuple[CaseAgent, ...]:
    return (
        agent("a1", "harbour police", "PublicBody", words(AGENCY, "the harbour police")),
        agent("a2", "two sailors", "Group", words(AGENCY, "the two sailors"), identification="collective", size=2,
              names=("two sailors", "Two crew members")),
        agent("a3", "Ida Brenner", "Person", words(AGENCY, "Ida Brenner"),
              roles=({"title": "representative", "organization": "Seafarers' Aid Union", "former": False},)),
        agent("a4", "Pavel Oster", "Person", words(AGENCY, "Governor Pavel Oster"), roles=({"title": "Governor", "organization": ""},)),
        agent("a5", "a local lawyer", "Person", words(AGENCY, "a local lawyer"), identification="described"),
        agent("a6", HOSTILE, "Organization", words(KOREAN, "선원 지원 조합"), names=(HOSTILE, "선원 지원 조합"), proposals=("a1",)),
    )  # fmt: skip


def pages() -> dict[str, PageInfo]:
    made = [
        page(AGENCY, outlet="Nordwire", published=PUBLISHED, url="https://nordwire.example/marvika?a=1&b=2", location="pages/agency.html"),
        page(COPY, outlet="Lasko Post", published=date("2025-11-26", verbatim="26.11.2025"), relayed_from="Nordwire",
             location="pages/copy.html", url="javascript:alert(1)"),
        page(INTERVIEW, outlet=None, published=date("2025-12-01"), byline=("Tomas Reuel",), location="pages/interview.txt"),
        page(KOREAN, outlet="항구신문", published=date("2025-12-01", zone="Asia/Seoul"), language="ko", location="pages/항구.html"),
        page(HOSTILE + "\nNothing.", outlet=HOSTILE, url="https://x.example/\" onclick=\"alert(1)", language="\"><b>", location="pages/h.html"),
    ]  # fmt: skip
    return {p.text_layer: p for p in made}


def sample(**changed: Any) -> Export:
    entries = events()
    planned = [e for e in entries if e.factuality == "planned"]
    undated = [e for e in entries if e.occurred is None]
    rest = [e for e in entries if e not in planned and e not in undated]
    chronology = Chronology(
        entries=(*rest, *planned, *undated, *other_entries()),
        agents=agents(),
        disagreements=disagreements(),
        syndication=(SyndicationGroup(original=layer_id(AGENCY), copies=(layer_id(COPY),), reasons=("93 % of its 5-word runs stand in it",)),),
        published={layer: p.published for layer, p in pages().items()},
        digest="5" * 64,
    )  # fmt: skip
    fields: dict[str, Any] = {
        "case": "Two sailors of the Marvika",
        "question": "Who held the two sailors, since when, and what was promised?",
        "as_of": dt.date(2025, 12, 2),
        "chronology": chronology,
        "pages": pages(),
        "failures": (
            Failure(
                location="pages/photo-3.pdf", kind="input", message="photo-3.pdf is a scan; it has no text to read."
            ),
        ),
        "ledger_head": "7c1e90ab44d2" + "0" * 52,
        "version": "0.1.0",
    }
    return Export(**(fields | changed))
