import random

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from chronofile.merge.digest import digest, encoded
from tests.merge.story import Desk, page, random_pages, sentence


def test_ids_do_not_count_and_everything_else_does() -> None:
    made = Desk(*random_pages(random.Random(5))).chronology
    renamed = replace(
        made,
        entries=tuple(replace(e, id=f"x{i}") for i, e in enumerate(made.entries)),
        disagreements=(),
        proposals=(),
    )
    assert digest(replace(made, disagreements=(), proposals=())) == digest(renamed)
    first = made.entries[0]
    for change in ({"headline": "x"}, {"state": "accepted"}, {"flags": ("x",)}, {"place": "Oslo"}, {"citations": ()}):
        assert digest(replace(made, entries=(replace(first, **change), *made.entries[1:]))) != digest(made)


def test_a_page_with_half_a_character_is_folded_all_the_same() -> None:
    one = page(
        sentence(
            "[[Ostran Police|actor]] {arrested} [[Mara Holt|target]] in Kelm\udc80 on (3 May).", "capture", "2024-05-03"
        ),
        data="x",
    )
    plain = tuple(replace(f, value=replace(f.value, headline="Holt arrested")) for f in one.findings.findings)
    made = Desk(replace(one, findings=replace(one.findings, findings=plain))).chronology
    assert made.entries[0].citations[0].citation.exact.endswith("Kelm\udc80 on 3 May.")
    assert made.digest == digest(made)


@given(st.dictionaries(st.text(), st.text()))
def test_encoding_does_not_depend_on_the_order_of_keys(value: dict[str, str]) -> None:
    assert encoded(value) == encoded(dict(reversed(value.items())))
