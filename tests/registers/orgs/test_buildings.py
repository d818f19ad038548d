"""The buildings of the grids: taken in from a file, never a flat, and asked for by grid and community."""

from datetime import date

import pytest

from lianxin.foundation.actor import Actor, Role
from lianxin.foundation.refusal import BadRows
from lianxin.registers.orgs import actions, queries
from lianxin.registers.orgs.models import Building
from lianxin.registers.orgs.rules import refusals, rows
from tests.make import MONDAY
from tests.registers.orgs import city

pytestmark = pytest.mark.django_db
GRID, NEXT = "990101001001001", "990101001001002"
HEAD = "code,name,grid_code,valid_from,valid_to\n"
TWO = f"{HEAD}lu-1,芦花苑1号楼,{GRID},,\nlu-2,芦花苑2号楼,{NEXT},,\n"


@pytest.fixture(autouse=True)
def grids() -> None:
    city.divisions()
    city.grids()


def taken(text: str = TWO, *, by: Actor = city.SYSTEM, key: str = "buildings") -> dict[str, int]:
    entry = actions.import_buildings(
        rows=city.table(text), sha256=city.SHA, by=by, at=MONDAY, key=key
    )
    return {name: entry.facts[name] for name in ("added", "changed")}


def test_buildings_come_in_once_and_what_differs_is_changed():
    assert taken() == {"added": 2, "changed": 0}
    assert taken(key="buildings-again") == {"added": 0, "changed": 0}
    moved = f"{HEAD}lu-2,芦花苑2号楼（东）,{GRID},,\n"
    assert taken(moved, key="buildings-moved") == {"added": 0, "changed": 1}
    assert [one.code for one in queries.buildings(city.TODAY, GRID)] == ["lu-1", "lu-2"]
    assert [one.code for one in queries.buildings(city.TODAY, "990101001001")] == ["lu-1", "lu-2"]
    assert not queries.buildings(city.TODAY, "990101001002").exists()


def test_a_building_that_came_down_is_there_no_longer():
    taken()
    taken(f"{HEAD}lu-1,芦花苑1号楼,{GRID},,2026-12-01\n", key="buildings-down")
    assert queries.building("lu-1", date(2026, 11, 30)) is not None
    assert queries.building("lu-1", date(2026, 12, 1)) is None
    assert queries.building("\0", city.TODAY) is None


@pytest.mark.parametrize("flat", ["芦花苑3号楼302室", "5号楼 1201 房", "8栋1203", "2-1-502"])
def test_a_flat_is_no_building(flat: str):
    row = {"code": "x", "name": flat, "grid_code": GRID}
    with pytest.raises(refusals.BuildingNamesAFlat):
        rows.building(2, row)


@pytest.mark.parametrize(
    "name", ["一号院", "教学楼", "柳桥新村一区3号楼", "户外广场管理用房", "A座"]
)
def test_a_name_without_a_flat_is_fine(name: str):
    assert rows.building(2, {"code": "x", "name": name, "grid_code": GRID}).name == name


def test_every_wrong_row_is_told_and_nothing_is_taken():
    text = (
        f"{TWO}a b,空格,{GRID},,\nlu-1,又一个,{GRID},,\nx,没有网格,990101001001999,,\n"
        f"y,短,99,,\nz,倒,{GRID},2026-02-01,2026-01-01\nv,,{GRID},,\n"
    )
    with pytest.raises(BadRows) as told:
        taken(text)
    assert [(row.line, row.code) for row in told.value.rows] == [
        (4, "not-a-building-code"),
        (5, "doubled-row"),
        (6, "unknown-grid"),
        (7, "not-a-grid-code"),
        (8, "ends-before-it-begins"),
        (9, "name-missing"),
    ]
    assert not Building.objects.exists()


def test_only_the_keeper_of_the_division_takes_them_in():
    elsewhere = Actor(role=Role.ADMINISTRATOR, staff_id=1, division="990101100")
    with pytest.raises(BadRows):
        taken(by=elsewhere)


def test_a_member_of_staff_lists_those_of_their_division_and_a_grid_worker_those_of_their_grids():
    taken()
    grid = Building.objects.get(code="lu-1").grid_id
    walker = Actor(
        role=Role.GRID_WORKER, staff_id=1, division="990101001001", grid_ids=frozenset({grid})
    )
    agent = Actor(role=Role.AGENT, staff_id=2, division="990101")
    assert [one.code for one in queries.buildings_visible_to(walker)] == ["lu-1"]
    assert [one.code for one in queries.buildings_visible_to(agent)] == ["lu-1", "lu-2"]
    assert not queries.buildings_visible_to(Actor.public(session="s")).exists()


def test_the_card_of_a_grid_names_its_buildings():
    taken()
    cards = queries.public_cards("990101001001", city.TODAY)
    assert [card.buildings for card in cards] == [("芦花苑1号楼",), ("芦花苑2号楼",)]
