import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from chronofile.show.html.axis import Axis, axis_for, lanes

D = dt.date


def test_it_runs_from_the_first_month_to_the_last() -> None:
    axis = axis_for([(D(2025, 1, 14), D(2025, 3, 2))], [D(2025, 4, 9)])
    assert axis is not None
    assert axis.told() == "January 2025 to April 2025"
    assert axis.place(D(2025, 1, 1)) == 0
    assert axis.place(D(2025, 4, 30)) == 100
    assert axis_for([], [D(2025, 1, 1)]) is None


def test_one_far_event_does_not_press_the_others_together() -> None:
    near = [(D(2025, 1, 1) + dt.timedelta(days=n), D(2025, 1, 1) + dt.timedelta(days=n)) for n in range(0, 200, 10)]
    axis = axis_for([(D(1953, 7, 27), D(1953, 7, 27)), *near], [])
    assert axis is not None
    assert axis.before == 1
    assert axis.told() == "January 2025 to July 2025"
    assert not axis.shows(D(1953, 7, 27), D(1953, 7, 27))


def test_no_more_is_cut_off_than_needs_be() -> None:
    near = [(D(2025, 1, 1) + dt.timedelta(days=n), D(2025, 1, 1) + dt.timedelta(days=n)) for n in range(300)]
    axis = axis_for([*near, (D(2099, 1, 1), D(2099, 1, 1))], [])
    assert axis is not None
    assert (axis.before, axis.after) == (0, 1)


def test_a_long_story_stays_whole() -> None:
    spread = [(D(1990 + n, 1, 1), D(1990 + n, 1, 1)) for n in range(30)]
    axis = axis_for(spread, [])
    assert axis is not None
    assert (axis.before, axis.after) == (0, 0)


@given(st.dates(), st.dates())
def test_any_span_of_time_has_few_labels(one: D, other: D) -> None:
    first, last = sorted((one, other))
    axis = axis_for([(first, last)], [])
    assert axis is not None
    assert axis.drawn(100).count("<text") <= 2 * 14
    assert 0 <= axis.place(first) <= axis.place(last) <= 100


@given(st.lists(st.tuples(st.floats(0, 100), st.floats(0, 20)), max_size=40))
def test_signs_in_one_lane_do_not_touch(given_spans: list[tuple[float, float]]) -> None:
    spans = [(left, left + width) for left, width in given_spans]
    placed = lanes(spans, gap=1, most=1000)
    for a in range(len(spans)):
        for b in range(a):
            if placed[a] == placed[b]:
                assert spans[a][0] >= spans[b][1] + 1 or spans[b][0] >= spans[a][1] + 1
    assert all(lane < 3 for lane in lanes(spans, gap=1, most=3))


def test_the_calendar_ends() -> None:
    assert Axis(D(9999, 11, 1).toordinal(), D.max.toordinal()).months() == [D(9999, 11, 1), D(9999, 12, 1)]
