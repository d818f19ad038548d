"""What panels count: the loop's stages, promises, what surges; behind each number stand as many requests as it says."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lianxin.followers.insight import stages
from lianxin.followers.insight.queries import behind, panels
from lianxin.followers.insight.queries.behind import Behind
from lianxin.followers.insight.rules import panels as rules
from lianxin.followers.insight.rules.figures import Period
from lianxin.followers.insight.rules.panels import Promise, Recent, Stage
from lianxin.foundation.refusal import NotAllowed
from lianxin.foundation.time import end_of
from tests.casework.tickets import town
from tests.casework.tickets.town import actor
from tests.followers.insight.test_record import kept
from tests.make import MONDAY

AT = MONDAY + timedelta(days=1)
ON = AT.date()
MIDNIGHT = end_of(ON - timedelta(days=1))
MONTH = Period(first=ON - timedelta(days=20), end=ON + timedelta(days=1))


@pytest.fixture
def counted(settings: Any) -> None:
    """Count a town whose requests stand at several places of the loop."""
    town.built()
    town.received(key="panels-new")
    town.handling(key="panels-open")
    town.followed(key="panels-followed")
    kept(Path(settings.LIANXIN_INSIGHT))


@pytest.mark.django_db
@pytest.mark.usefixtures("counted")
def test_the_loop_tells_how_far_requests_came_and_where_they_wait():
    found = {one.stage: one for one in panels.loop(actor("supervisor"), MONTH)}
    assert found[Stage.RECEIVED].count == 3
    assert found[Stage.DISPATCHED].count == 2
    assert found[Stage.RECEIVED].waiting + found[Stage.ACCEPTED].waiting == 1
    assert found[Stage.RESOLVED].count == 0
    assert sum(one.waiting for one in found.values()) == 3


@pytest.mark.django_db
@pytest.mark.usefixtures("counted")
def test_behind_each_number_stand_as_many_requests_as_it_says():
    by = actor("supervisor")

    def ids(kind: str) -> tuple[list[int], int]:
        return behind.ids(by, Behind(kind=kind, period=MONTH), at=AT, midnight=MIDNIGHT)

    for one in panels.loop(by, MONTH):
        listed, whole = ids(f"waits_{one.stage}")
        assert len(listed) == whole == one.waiting
    for promise, many in panels.promises(by, AT, MIDNIGHT).items():
        assert ids(f"promised_{promise}")[1] == many
    ((_, counts),) = behind.monthly(by, list(stages.PLAIN), MONTH)
    assert counts == [ids(kind)[1] for kind in stages.PLAIN]


@pytest.mark.django_db
@pytest.mark.usefixtures("counted")
def test_every_open_request_is_promised_for_one_time():
    counts = panels.promises(actor("supervisor"), AT, MIDNIGHT)
    assert sum(counts.values()) == 3
    assert counts[Promise.OVER] == 0
    late = MONDAY + timedelta(days=60)
    over = panels.promises(actor("supervisor"), late, end_of(late.date() - timedelta(days=1)))
    assert over[Promise.OVER] == 3


@pytest.mark.django_db
@pytest.mark.usefixtures("counted")
def test_days_without_anything_are_days_too():
    days = panels.days(actor("supervisor"), MONTH)
    assert len(days) == 21
    assert sum(one.received for one in days) == 3


@pytest.mark.django_db
@pytest.mark.usefixtures("counted")
def test_a_grid_worker_counts_the_own_grids_and_a_handler_nothing():
    (one,) = panels.grids(actor("grid"), MONTH)
    assert (one.key, one.received) == (town.grid(), 3)
    with pytest.raises(NotAllowed):
        panels.grids(actor("handler"), MONTH)


@given(st.lists(st.integers(0, 50), min_size=9, max_size=9))
def test_at_each_stage_who_came_goes_on_or_waits_or_ended(leaving: list[int]):
    came = [sum(leaving[number:]) for number in range(9)]
    waiting = [many // 2 for many in leaving]
    found = rules.funnel(list(zip(Stage, came, waiting, strict=True)))
    after = [one.count for one in found[1:]] + [0]
    for one, onward in zip(found, after, strict=True):
        assert one.count == onward + one.waiting + one.ended
        assert one.ended >= 0


@pytest.mark.parametrize(
    ("count", "usual", "surges"),
    [(4, 0, False), (5, 0, True), (12, 10, False), (20, 10, True), (0, 0, False)],
)
def test_a_surge_is_enough_to_speak_of_and_more_than_chance(count: int, usual: float, surges: bool):  # noqa: FBT001
    assert Recent(key=1, count=count, usual=usual).surges is surges


@given(
    st.dictionaries(st.integers(1, 9), st.integers(0, 60)),
    st.dictionaries(st.integers(1, 9), st.sampled_from([{"a": 1.0}, {"a": 0.25, "b": 0.75}])),
)
def test_heat_shows_no_ground_with_few_and_loses_nothing(
    volumes: dict[int, int], shares: dict[int, dict[str, float]]
):
    dense, rest = rules.heat(volumes, shares)
    assert all(one.received >= rules.FEWEST for one in dense)
    assert all(one.key in shares[one.mostly] for one in dense)
    assert abs(sum(one.received for one in dense) + rest - sum(volumes.values())) <= len(dense)


@pytest.mark.django_db
def test_heat_is_told_evenly_over_the_ground_of_grids(settings: Any):
    town.built()
    for number in range(rules.FEWEST):
        town.handling(key=f"panels-heat-{number}")
    kept(Path(settings.LIANXIN_INSIGHT))
    dense, rest = panels.heat(actor("supervisor"), MONTH)
    assert sum(one.received for one in dense) + rest == rules.FEWEST
