"""Every figure of the catalogue: against small examples counted by hand, and against plain Python on any rows."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, timedelta
from math import floor
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from lianxin.casework.tickets.rules.words import Kind, Outcome, Revisited, State
from lianxin.followers.insight.catalogue import FIGURES, QUESTIONS
from lianxin.followers.insight.rules.figures import By, Measure, Period, Scope, Weights
from lianxin.interfaces.web import figure_sources, figure_words
from lianxin.registers.policies.rules import Tier
from tests.followers.insight.counting import AT, BEGIN, MOMENTS, YEAR, found, row

Row = Mapping[str, Any]
COUNTS = (
    "dispatches",
    "returns_granted",
    "extensions",
    "holds",
    "hurries",
    "whistles",
    "raised",
    "orders",
    "rework_count",
    "reopened",
    "recomputed",
)
SAID = ("resolved", "partly", "explained")
PROBLEMS = ("help", "complaint", "tip_off")
STEPS = {  # the step, when it was taken, and in which states it is waited for
    "dispatch": ("first_dispatched_at", ("received", "triage_meeting")),
    "sign": ("signed_at", ("dispatched",)),
    "contact": ("contacted_at", ("signed",)),
    "reply": ("replied_at", ("handling", "co_handling")),
    "review": ("reviewed_at", ("replied",)),
    "follow_up": ("followed_up_at", ("follow_up",)),
}


def given_out(one: Row) -> bool:
    return bool(one["dispatches"] > 0)


def valid(one: Row) -> bool:
    return given_out(one) and one["outcome"] in SAID


def over(one: Row) -> bool:
    return given_out(one) and one["ended_at"] is not None


def due(one: Row) -> bool:
    return one["answered_at"] is not None or before(one["current_promise_at"], AT)


def before(one: datetime | None, other: datetime | None) -> bool:
    return one is not None and other is not None and one < other


def kept(one: datetime | None, by: datetime | None) -> bool:
    return one is not None and by is not None and one <= by


def same(one: Row, other: Row) -> bool:
    """Tell whether two requests are about the same problem at the same place, or of one matter."""
    place = one["grid_id"] == other["grid_id"] and (
        one["grid_id"] is not None or one["division_code"] == other["division_code"]
    )
    known = one["grid_id"] is not None or one["division_code"] not in (None, "")
    category = one["category_id"] is not None and one["category_id"] == other["category_id"]
    matter = one["matter_id"] is not None and one["matter_id"] == other["matter_id"]
    return (category and known and place) or matter


def came_back(one: Row, rows: Sequence[Row], days: int) -> bool:
    end = one["ended_at"]
    return any(
        same(one, other)
        and other["kind"] in PROBLEMS
        and end < other["received_at"] <= end + timedelta(days=days)
        for other in rows
    )


def old(days: int) -> Callable[[Row], bool]:
    return lambda one: (
        over(one) and one["kind"] in PROBLEMS and one["ended_at"] + timedelta(days=days) <= AT
    )


def more(name: str) -> Callable[[Row, Sequence[Row]], bool]:
    return lambda one, _rows: one[name] > 0


def on_time(one: Row, _rows: Sequence[Row]) -> bool:
    return kept(one["answered_at"], one["current_promise_at"])


def step(name: str) -> tuple[Callable[[Row], bool], Callable[[Row, Sequence[Row]], bool]]:
    done, states = STEPS[name]

    def of(one: Row) -> bool:
        taken = one[done] is not None and one[f"due_{name}"] is not None
        waits = one[done] is None and one["state"] in states
        return taken or (waits and before(one[f"due_{name}"], AT))

    return of, lambda one, _rows: kept(one[done], one[f"due_{name}"])


# what each share is of, and what of it counts: said again, in plain Python
SHARES: dict[str, tuple[Callable[[Row], bool], Callable[[Row, Sequence[Row]], bool]]] = {
    "on_time": (due, on_time),
    **{f"{name}_on_time": step(name) for name in STEPS},
    "response_rate": (valid, lambda one, _: one["contacted_at"] is not None),
    "resolution_rate": (valid, lambda one, _: one["outcome"] == "resolved"),
    "returned": (given_out, more("returns_granted")),
    "redispatched": (given_out, lambda one, _: one["dispatches"] > 1),
    "extended": (given_out, more("extensions")),
    "held": (given_out, more("holds")),
    "hurried": (lambda one: True, more("hurries")),
    "escalated": (given_out, more("whistles")),
    "raised": (given_out, more("raised")),
    "ordered": (given_out, more("orders")),
    "reworked": (over, more("rework_count")),
    "reopened": (over, more("reopened")),
    "back_30": (old(30), lambda one, rows: came_back(one, rows, 30)),
    "back_90": (old(90), lambda one, rows: came_back(one, rows, 90)),
    "revisit_agreement": (
        lambda one: one["revisited"] in ("agrees", "disagrees"),
        lambda one, _: one["revisited"] == "agrees",
    ),
    "unreachable": (over, lambda one, _: one["outcome"] == "unreachable"),
    "declined": (lambda one: True, lambda one, _: one["state"] == "not_accepted"),
    "at_once": (
        valid,
        lambda one, _: (
            one["outcome"] == "resolved"
            and (one["dispatches"], one["rework_count"], one["reopened"]) == (1, 0, 0)
        ),
    ),
    "pressing_on_time": (
        lambda one: due(one) and one["tier"] in ("urgent", "essential"),
        on_time,
    ),
}
COUNTED: dict[str, Callable[[Row], bool]] = {
    "received": lambda one: True,
    "open": lambda one: one["ended_at"] is None,
    "excluded": lambda one: one["excluded_for"] not in (None, ""),
    "recomputed": lambda one: one["recomputed"] > 0,
}


@st.composite
def requests(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Return some requests, as odd as columns can be: clocks may have been set back, columns be empty."""
    moments = st.none() | st.integers(0, 220).map(lambda day: day / 2)
    rows = []
    for ticket in range(draw(st.integers(0, 9))):
        said: dict[str, Any] = {name: draw(moments) for name in MOMENTS - {"received_at"}}
        said |= {name: draw(st.sampled_from((0, 0, 1, 2))) for name in COUNTS}
        said["received_at"] = draw(st.integers(0, 220)) / 2
        said["kind"] = draw(st.sampled_from([one.value for one in Kind]))
        said["state"] = draw(st.sampled_from([one.value for one in State]))
        said["tier"] = draw(st.sampled_from([one.value for one in Tier]))
        said["outcome"] = draw(st.sampled_from([None, "", *(one.value for one in Outcome)]))
        said["revisited"] = draw(st.sampled_from([None, *(one.value for one in Revisited)]))
        said["rating"] = draw(st.sampled_from([None, 1, 2, 3, 4, 5]))
        said["excluded_for"] = draw(st.sampled_from([None, "", "no_basis"]))
        said["category_id"] = draw(st.sampled_from([None, 1, 1, 2]))
        said["grid_id"] = draw(st.sampled_from([None, 7, 7, 8]))
        said["division_code"] = draw(st.sampled_from([None, "", "990101001001", "990101001002"]))
        said["matter_id"] = draw(st.sampled_from([None, None, 5]))
        rows.append(row(ticket, **said))
    return rows


@settings(max_examples=40, deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(requests(), st.sampled_from(list(Scope)))
def test_every_figure_is_what_plain_python_counts(rows: list[dict[str, Any]], scope: Scope):
    (told,) = found(rows, scope=scope)
    counts = [one for one in rows if scope is Scope.ALL or one["excluded_for"] in (None, "")]
    for code, of in COUNTED.items():
        assert (told[f"{code}__of"] or 0) == sum(of(one) for one in counts), code
    for code, (of, hit) in SHARES.items():
        are = [one for one in counts if of(one)]
        assert (told[f"{code}__of"] or 0) == len(are), code
        assert (told[f"{code}__hits"] or 0) == sum(hit(one, rows) for one in are), code
    rated = [one["rating"] or 0 for one in counts if valid(one)]
    weighed = sum(1.0 if one >= 4 else 0.9 if one == 3 else 0.0 for one in rated)
    assert float(told["satisfaction_rate__hits"] or 0) == pytest.approx(weighed)
    waited = sorted(_days(one) for one in counts if one["answered_at"])
    assert (told["waited__of"] or 0) == len(waited)
    for name, part in (("median", 0.5), ("p90", 0.9)):
        value = told[f"waited__{name}"]
        assert value is None if not waited else value == pytest.approx(_quantile(waited, part))


def _days(one: Row) -> float:
    return float(max(0.0, (one["answered_at"] - one["received_at"]).total_seconds() / 86400))


def _quantile(values: Sequence[float], part: float) -> float:
    place = part * (len(values) - 1)
    low = floor(place)
    high = min(low + 1, len(values) - 1)
    return values[low] + (values[high] - values[low]) * (place - low)


def test_plain_python_counts_every_figure_that_there_is():
    assert {*COUNTED, *SHARES, "satisfaction_rate", "waited"} == {one.code for one in FIGURES}


def test_a_problem_comes_back_by_category_and_place_or_matter_and_never_by_who_asked():
    lamp: dict[str, Any] = {"kind": "help", "dispatches": 1, "category_id": 1, "grid_id": 7}
    rows = [
        row(1, **lamp, ended_at=2),  # came back after 20 days: as 2
        row(2, **lamp, received_at=22, ended_at=25),  # came back after 75 days: as 3
        row(3, **lamp, received_at=100, ended_at=101),  # not again
        row(4, **lamp | {"grid_id": 8}, received_at=5, ended_at=6),  # of another grid
        row(5, **lamp | {"category_id": 2}, received_at=5, ended_at=6),  # of another category
        row(6, **lamp | {"category_id": 3}, matter_id=9, ended_at=3),  # 7 is of its matter
        row(7, **lamp | {"category_id": 4, "grid_id": 8}, matter_id=9, received_at=10, ended_at=20),
        row(
            8, **lamp | {"kind": "inquiry"}, received_at=30, ended_at=31
        ),  # asks, and tells of nothing
    ]
    (told,) = found(rows)
    assert (told["back_30__of"], told["back_30__hits"]) == (7, 2)
    assert (told["back_90__of"], told["back_90__hits"]) == (7, 3)


def test_what_ended_lately_says_nothing_yet_about_what_comes_back():
    ended = row(1, kind="help", dispatches=1, category_id=1, grid_id=7, ended_at=150)
    (told,) = found([ended])  # fifty days ago
    assert (told["back_30__of"], told["back_90__of"]) == (1, 0)


def test_a_problem_that_is_told_again_before_the_end_has_not_come_back():
    lamp: dict[str, Any] = {"kind": "help", "dispatches": 1, "category_id": 1, "grid_id": 7}
    (told,) = found([row(1, **lamp, ended_at=5), row(2, **lamp, received_at=5, ended_at=9)])
    assert not told["back_90__hits"]


def test_the_step_that_nobody_took_in_time_is_late_and_the_one_to_come_is_not():
    rows = [
        row(1, state="dispatched", due_sign=1),
        row(2, state="dispatched", due_sign=300),
        row(3, state="handling", signed_at=2, due_sign=3),
        row(4, state="handling", signed_at=4, due_sign=3),
        row(5, state="withdrawn", due_sign=1),
    ]
    (told,) = found(rows)
    assert (told["sign_on_time__of"], told["sign_on_time__hits"]) == (3, 1)


def test_a_clock_that_was_set_back_makes_no_negative_span():
    (told,) = found([row(1, received_at=3, answered_at=2), row(2, answered_at=4)])
    assert (told["waited__of"], told["waited__median"]) == (2, 2.0)


def test_days_are_those_of_shanghai_also_where_its_clocks_were_changed():
    late = datetime(
        1991, 4, 13, 16, 30, tzinfo=BEGIN.tzinfo
    )  # the night in which summer time began
    (told,) = found(
        [row(1, received_at=late)],
        by=By.MONTH,
        period=Period(first=date(1991, 4, 14), end=date(1991, 4, 15)),
    )
    assert (told["key"], told["received__of"]) == ("1991-04", 1)


@pytest.mark.parametrize(
    ("day", "month"),
    [
        ((2026, 1, 18), "2026-01"),
        ((2026, 1, 19), "2026-02"),
        ((2026, 2, 18), "2026-02"),
        ((2026, 2, 19), "2026-03"),
        ((2026, 12, 19), "2027-01"),
    ],
)
def test_a_month_of_the_assessment_begins_in_the_month_before(
    day: tuple[int, int, int], month: str
):
    period = Period(first=YEAR.first, end=YEAR.end, from_day=19)
    received = datetime(*day, 4, tzinfo=BEGIN.tzinfo)
    (told,) = found([row(1, received_at=received)], by=By.MONTH, period=period)
    assert told["key"] == month


def test_what_basically_satisfied_counts_is_the_profiles():
    rows = [row(1, dispatches=1, outcome="resolved", rating=3)]
    (told,) = found(rows, weights=Weights(basically=0.6))
    assert float(told["satisfaction_rate__hits"]) == pytest.approx(0.6)


def test_every_figure_has_its_words_and_every_question_its_figures():
    codes = {one.code for one in FIGURES} | {"three_rates"}
    assert set(figure_words.NAME) == set(figure_words.MADE) == codes
    assert set(figure_sources.SOURCE) <= codes
    assert set(figure_sources.LEAVES_OUT) <= codes
    assert set(figure_words.UNIT) == set(Measure)
    assert set(figure_words.QUESTION) == set(QUESTIONS)
    assert {code for some in QUESTIONS.values() for code in some} <= codes
