from collections.abc import Callable

import pytest

from chronofile.find.bearers import Bearer, Named
from chronofile.find.numbered import join_numbered

Look = Callable[..., object]


def _named(*names: str) -> Named:
    made = Named([], {})
    for start, name in enumerate(names):
        made.add(Bearer(tuple(name.split()), "PER", "given name", start, forms={name: 1}))
    return made


@pytest.mark.parametrize("full", ["Sollis", "Pedro Sollis"])
def test_a_numbered_name_is_whom_the_page_calls_by_it_alone(full: str) -> None:
    named = _named(full, "Sollis IV")
    named.list[0].forms["Sollis"] = 2
    join_numbered(named)
    assert named.list[0].forms["Sollis IV"] == 1
    assert not named.list[1].forms


@pytest.mark.parametrize(
    "names", [("Sollis", "Sollis IV", "Sollis V"), ("Sollis IV", "Sollis Brandt", "Sollis"), ("Sollis IV", "Brandt")]
)
def test_a_numbered_name_that_may_be_another(names: tuple[str, ...]) -> None:
    named = _named(*names)
    join_numbered(named)
    assert all(bearer.forms for bearer in named.list)
