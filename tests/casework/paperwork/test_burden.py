"""The burden meter: tables, fields, photos and minutes by asking department and month; units only."""

from datetime import date, datetime, timedelta

import pytest

from lianxin.casework.paperwork import actions, queries
from lianxin.casework.paperwork.rules.burden import Burden, meter
from tests.casework.paperwork import scene
from tests.casework.paperwork.scene import KNOWN, filled, sheet
from tests.casework.tickets import town
from tests.make import MONDAY

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def the_town():
    town.built()


def measured(who: str, at: datetime = MONDAY) -> list[Burden]:
    return meter(queries.burden(town.actor(who), on=at.date()))


def test_what_a_department_demands_is_counted_by_the_month_in_which_it_is_due():
    table = scene.opened()
    filled(actions.hand_in, sheet(table), known=KNOWN, minutes=25)
    (december, november) = measured("supervisor")
    assert (december.month, november.month) == ("2026-12", "2026-11")
    assert november == Burden(
        month="2026-11",
        asker_id=town.unit("lamps"),
        tables=1,
        units=2,
        filled_in=2,
        fields=8,
        known=2,
        photos=2,
        minutes=25,
        said=1,
        without_basis=0,
        past_their_end=0,
    )


def test_each_unit_sees_what_is_demanded_of_it():
    scene.opened()
    assert [one.units for one in measured("grid")] == [1, 1]
    assert [one.units for one in measured("hewan-lead")] == [2, 2]
    assert [one.units for one in measured("hewan-handler")] == [1, 1]
    assert [one.units for one in measured("handler")] == [2, 2]
    assert measured("stranger") == []


def test_what_is_only_proposed_or_was_refused_burdens_nobody():
    scene.proposed()
    assert measured("supervisor") == []


def test_a_demand_without_a_basis_and_one_past_its_end_count_and_are_shown_as_such():
    actions.note(
        request=scene.request(basis="", based_on=None, unit_ids=(town.unit("luhua"),)),
        figures=scene.FIGURES,
        by=town.actor("grid"),
        at=MONDAY,
        key="noted-once",
    )
    assert {one.without_basis for one in measured("supervisor")} == {1}
    scene.opened(schedule=scene.schedule(ends_on=date(2026, 11, 25)), key="ends")
    assert {one.past_their_end for one in measured("supervisor")} == {0}
    later = measured("supervisor", MONDAY + timedelta(days=5))
    assert {one.past_their_end for one in later} == {1}


def test_no_row_of_the_meter_names_a_person():
    assert not {"staff", "staff_id", "person", "worker"} & set(Burden.__dataclass_fields__)
