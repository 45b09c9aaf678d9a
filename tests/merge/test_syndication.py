import random

from hypothesis import given
from hypothesis import strategies as st

from chronofile.merge.syndication import Body, body_of, groups
from chronofile.model import DateValue, Page, SyndicationGroup
from tests.merge.story import page

WORDS = [f"word{i}" for i in range(400)]


def report(seed: int, sentences: int = 8) -> list[str]:
    dice = random.Random(seed)
    return [" ".join(dice.choice(WORDS) for _ in range(14)).capitalize() + "." for _ in range(sentences)]


def found(*pages: Page) -> tuple[SyndicationGroup, ...]:
    return groups(
        [body_of(p, p.article.published) for p in pages], {p.article.layer.id: p.article.published for p in pages}
    )


def members(*pages: Page) -> list[int]:
    """Positions of the pages of the one group, its original first."""
    (group,) = found(*pages)
    at = {p.article.layer.id: i for i, p in enumerate(pages)}
    return [at[m] for m in group.members]


def test_the_same_words_are_one_report_and_the_earliest_is_the_original() -> None:
    late, early = page(*report(1), published="2024-05-09"), page(*report(1), published="2024-05-04", outlet="Tidewater")
    assert members(late, early) == [1, 0]
    assert found(late, early)[0].reasons == ("word for word the body of the original",)


def test_the_same_bytes_read_twice_are_one_report() -> None:
    assert members(page(*report(1)[:1], scanner="plain-1"), page(*report(1)[:1], scanner="plain-2"))
    assert "same bytes" in found(page("Hello.", scanner="plain-1"), page("Hello.", scanner="plain-2"))[0].reasons[0]


def test_a_copy_with_small_edits_is_a_copy() -> None:
    text = report(1)
    edited = [
        *text[:3],
        text[3].replace("word", "other", 1),
        *text[4:7],
        "An editor added this closing sentence to it.",
    ]
    assert members(page(*text), page(*edited, published="2024-05-05", outlet="Tidewater")) == [0, 1]


def test_a_copy_cut_to_its_beginning_is_a_copy_and_the_longer_one_the_original() -> None:
    assert members(page(*report(1)[:3], outlet="Tidewater"), page(*report(1))) == [1, 0]


def test_another_report_that_reuses_a_paragraph_is_none() -> None:
    assert found(page(*report(1)), page(*report(2), report(1)[0], outlet="Tidewater")) == ()


def test_half_a_report_printed_again_months_later_is_background_not_a_copy() -> None:
    again = [*report(1)[:6], *report(2)[:2]]
    assert found(page(*report(1)), page(*again, outlet="Tidewater"))
    assert found(page(*report(1)), page(*again, outlet="Tidewater", published="2024-09-04")) == ()
    assert found(page(*report(1)), page(*report(1), outlet="Tidewater", published="2024-09-04"))


def test_an_undated_copy_must_be_nearly_whole() -> None:
    assert found(page(*report(1)), page(*report(1), "One more line.", outlet="Tidewater", published=None))
    assert found(page(*report(1)), page(*report(1)[:6], *report(2)[:2], outlet="Tidewater", published=None)) == ()


def test_what_an_outlet_prints_on_every_page_makes_no_copies() -> None:
    furniture = [" ".join(f"promise{i}{j}" for j in range(12)) for i in range(6)]
    days = ["2024-05-01", "2024-05-01", "2024-06-01", "2024-07-01"]
    pages = [page(*report(seed, 2), *furniture, name=str(seed), published=days[seed]) for seed in range(4)]
    assert found(*pages) == ()


def test_captions_are_not_compared() -> None:
    from tests.merge.story import Sentence

    caption = Sentence(report(9, 1)[0], role="caption")
    first, second = page(caption, *report(1)), page(caption, *report(2), outlet="Tidewater")
    assert found(first, second) == ()


def test_short_pages_are_copies_only_when_they_are_equal() -> None:
    assert found(page("Two men were freed in Kelm today."), page("Two men were freed in Kelm today!", outlet="T"))
    assert found(page("Two men were freed in Kelm today."), page("Two men were freed in Kelm.", outlet="T")) == ()


def test_empty_pages_are_no_copies_of_each_other() -> None:
    assert found(page("", name="1"), page("", name="2", outlet="T")) == ()


@given(st.integers(0, 1 << 30))
def test_the_order_of_pages_does_not_matter(seed: int) -> None:
    dice = random.Random(seed)
    bodies, published = [], {}
    for number in range(8):
        text = report(dice.randint(1, 3), dice.randint(2, 6))
        day = dice.randint(1, 9)
        made = Body(str(number), str(number), dice.choice(["a", "b"]), tuple(tuple(t.split()) for t in text), day, day)
        bodies.append(made)
        published[made.page] = DateValue.from_edtf(f"2024-05-0{day}")
    again = list(bodies)
    dice.shuffle(again)
    assert groups(bodies, published) == groups(again, published)


def test_a_thousand_copies_are_one_group() -> None:
    dice = random.Random(1)
    text = [tuple(line.split()) for line in report(1, 10)]
    bodies = []
    for number in range(1000):
        own = list(text)
        own[dice.randrange(10)] = (f"edit{number}", *own[0][1:])
        bodies.append(Body(f"{number:04}", f"{number:04}", "", tuple(own), 1, 1))
    (group,) = groups(bodies, {})
    assert len(group.members) == 1000
