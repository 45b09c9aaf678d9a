"""Pages and drafts written for these tests; people, places and outlets are invented."""

from __future__ import annotations

import re

import msgspec

from chronofile.check import Dated, Draft, Held, Item, KeptText, Told, check, plain_draft
from chronofile.model import Block, DateValue, Span

HERALD = """Two divers freed after a night in custody

Port police detained the divers Ana Lund and Piet Moor in Sarnhaven on May 14, the harbour office said on Wednesday.

“We were not allowed to call anyone, and nobody told us what we were accused of,” Lund told the Quay Herald. She said the boat was still at the quay.

The police released both divers on May 15 after their lawyer, Ruth Calder, had protested at the station. Calder plans to meet officials of the Fisheries Ministry on May 20 to ask for the return of the boat.

“I do not accept that the catch was illegal,” Calder said. “The ministry has promised an answer, although it has not yet named a day, and we shall wait for it.”"""
POST = """Divers tell of their arrest

The police released both divers on May 15 after their lawyer, Ruth Calder, had protested at the station.

Co-operation between the two ports is resuming, the mayor, Émile Brandt, said. He called the arrest “a regrettable mistake by two young officers who had been on duty for a day and a half”.

Read also: a storm is coming to the northern coast"""
KOREAN = """잠수부 두 명이 풀려났다

경찰은 5월 15일 잠수부 두 명을 풀어 주었다. 변호사는 “우리는 어획이 불법이었다고 인정하지 않는다”고 말했다. 장관은 다음 주에 답을 주겠다고 약속했다."""


def page(own: str, text: str, *, language: str = "en", left_out: str = "", **facts: str) -> KeptText:
    """A page whose first line is its headline and whose paragraphs stand between blank lines."""
    blocks = []
    for number, found in enumerate(re.finditer(r"[^\n]+", text)):
        role = "headline" if number == 0 else "paragraph"
        if left_out and found[0].startswith(left_out):
            role = "teaser"
        blocks.append(Block(found.start(), found.end(), role))  # type: ignore[arg-type]
    published = facts.pop("published", None)
    return KeptText(
        text_layer=own,
        text=text,
        blocks=tuple(blocks),
        language=language,
        headline=text.split("\n", 1)[0],
        published=DateValue.from_edtf(published) if published else None,
        **facts,  # type: ignore[arg-type]
    )


PAGES = (
    page("herald", HERALD, outlet="The Quay Herald", url="https://quay.example/divers", published="2024-05-16"),
    page("post", POST, outlet="Norder Post", left_out="Read also", published="2024-05-18"),
    page("korean", KOREAN, language="ko", outlet="항구일보"),
)


def sentence_spans(text: str) -> tuple[Span, ...]:
    """Good enough for these drafts: up to a stop before a blank, or a line end."""
    return tuple(Span(m.start(), m.end()) for m in re.finditer(r"\S[^\n]*?(?:[.!?][”\"’]?(?=\s|$)|(?=\n|$))", text))


def draft(text: str, language: str = "en", dates: tuple[tuple[str, str, str], ...] = ()) -> Draft:
    """`dates` are (words, first day, last day) as another room would find them."""
    made = plain_draft(text, "draft.txt")
    found = [
        Dated(start=made.text.index(words), end=made.text.index(words) + len(words), earliest=first, latest=last)
        for words, first, last in dates
    ]
    return msgspec.structs.replace(
        made, language=language, sentences=sentence_spans(made.text), dates=tuple(sorted(found, key=lambda d: d.start))
    )


def checked(
    text: str,
    pages: tuple[KeptText, ...] = PAGES,
    *,
    told: tuple[Told, ...] = (),
    names: tuple[tuple[str, ...], ...] = (),
    language: str = "en",
    dates: tuple[tuple[str, str, str], ...] = (),
) -> list[Item]:
    return list(check(draft(text, language, dates), Held(pages=pages, told=told, names=names)))


def quotation(text: str, *args: object, **kwargs: object) -> Item:
    """The one quotation of a draft."""
    (found,) = (i for i in checked(text, *args, **kwargs) if i.kind == "quotation")  # type: ignore[arg-type]
    return found


def concerns(item: Item) -> set[str]:
    return {note.concern for note in item.notes}


def told(sentence: str, trigger: str, own: KeptText = PAGES[0], **values: object) -> Told:
    start = own.text.index(sentence)
    given: dict[str, object] = {"aspect": "event", "factuality": "occurred", **values}
    return Told(
        page=own.text_layer, sentence=Span(start, start + len(sentence)), words=sentence, trigger=trigger, **given
    )  # type: ignore[arg-type]
