"""Imports of divisions, units, grids and staff: all or nothing, and harmless to repeat."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lianxin.foundation.actor import Actor, Role
from lianxin.foundation.ledger.models import Entry
from lianxin.foundation.refusal import BadRows
from lianxin.registers.orgs import actions, queries
from lianxin.registers.orgs.models import Division, Grid, Post, Register, Staff, Unit
from tests.make import MONDAY
from tests.registers.orgs import city
from tests.registers.orgs.test_polygons import BOW_TIE

pytestmark = pytest.mark.django_db


def facts(entry: Entry) -> tuple[int, int, int, int]:
    return tuple(entry.facts[name] for name in ("rows", "added", "changed", "ended"))


def reasons(refused: pytest.ExceptionInfo[BadRows]) -> list[tuple[int, str]]:
    return [(row.line, row.code) for row in refused.value.rows]


def test_an_import_is_one_deed_on_its_register():
    entry = city.divisions()
    register = Register.objects.get(kind="divisions")
    assert (entry.verb, entry.about, entry.about_id) == (
        "register.imported",
        "register",
        register.pk,
    )
    assert entry.facts["sha256"] == city.SHA
    assert facts(entry) == (8, 8, 0, 0)
    assert Division.objects.get(code="990101001001").parent == Division.objects.get(
        code="990101001000"
    )


def test_everything_can_be_imported_again_without_effect():
    city.built()
    stamps = queries.stamps()
    again = [
        city.divisions(key="again-01"),
        city.units(key="again-02"),
        city.grids(key="again-03"),
        city.staff(key="again-04"),
    ]
    assert [facts(entry)[1:] for entry in again] == [(0, 0, 0)] * 4
    assert queries.stamps() == stamps
    assert Entry.objects.count() == 8


def test_a_new_name_keeps_the_row_that_others_point_to_and_the_old_name_with_its_time():
    city.built()
    before = Division.objects.get(code="990101001001")
    text = city.DIVISIONS.replace("990101001001,幸福社区", "990101001001,和睦社区")
    assert facts(city.divisions(text, key="renamed1")) == (8, 0, 1, 0)
    now = queries.division("990101001001", city.TODAY)
    past = queries.division("990101001001", city.TODAY - timedelta(days=1))
    assert now is not None
    assert past is not None
    assert (now.pk, now.name) == (before.pk, "和睦社区")
    assert (past.name, past.valid_from, past.valid_to) == (
        "幸福社区",
        date(2016, 1, 1),
        city.TODAY,
    )
    assert {fault.kind for fault in queries.faults(city.TODAY)} == {"grid_without_worker"}
    assert facts(city.divisions(text, key="renamed2"))[1:] == (0, 0, 0)


def test_what_a_complete_file_leaves_out_ends():
    city.built()
    text = "".join(
        line for line in city.DIVISIONS.splitlines(keepends=True) if "990101001001" not in line
    )
    end = date(2027, 1, 1)
    assert facts(city.divisions(text, key="complete", complete_on=end)) == (7, 0, 0, 1)
    assert queries.division("990101001001", end - timedelta(days=1)) is not None
    assert queries.division("990101001001", end) is None
    kinds = {fault.kind for fault in queries.faults(end)}
    assert {"unit_without_division", "grid_without_community"} <= kinds


def test_bad_divisions_are_refused_row_by_row_and_nothing_is_taken():
    with pytest.raises(BadRows) as refused:
        city.divisions(
            city.DIVISIONS
            + "99010100100,短,community,990101001000,,\n"
            + "990101001201,村,community,990101001000,,\n"
            + "990101001003,,community,990101001000,,\n"
            + "990101001004,早,community,990101001000,2026-01-02,2026-01-01\n"
            + "990101001005,日,community,990101001000,2026-02-30,\n"
            + "990101001006,别处,community,990101100000,,\n"
            + "990101001002,船坞社区,community,990101001000,2016-01-01,\n"
            + "990101002001,无父,community,990101002000,,\n"
            + "990101001007,类,clan,990101001000,,\n"
        )
    assert reasons(refused) == [
        (10, "not-a-division-code"),
        (11, "kind-does-not-fit"),
        (12, "name-missing"),
        (13, "ends-before-it-begins"),
        (14, "not-a-day"),
        (15, "parent-does-not-fit"),
        (16, "doubled-row"),
        (17, "unknown-parent"),
        (18, "unknown-kind"),
    ]
    assert not Division.objects.exists()
    assert not Entry.objects.exists()


def test_units_stand_in_a_tree_and_move_with_what_is_under_them():
    city.divisions()
    city.units()
    paths = {unit.code: unit.path for unit in Unit.objects.all()}
    by_code = {unit.code: unit.pk for unit in Unit.objects.all()}
    assert paths["xingfu"] == f"/{by_code['city']}/{by_code['hewan']}/{by_code['xingfu']}/"
    moved = city.UNITS.replace("subdistrict,city", "subdistrict,lamps").replace("热线", "热线中心")
    assert facts(city.units(moved, key="moved-01")) == (5, 0, 2, 0)
    above = [by_code[code] for code in ("city", "lamps", "hewan", "xingfu")]
    assert queries.unit("xingfu").path == f"/{'/'.join(map(str, above))}/"


def test_bad_units_are_refused_row_by_row():
    city.divisions()
    with pytest.raises(BadRows) as refused:
        city.units(
            "code,name,kind,parent_code,division_code,phone\n"
            "a,甲,department,b,990100000000,\n"
            "b,乙,department,a,990100000000,\n"
            "c,丙,department,nobody,990100000000,\n"
            "d,丁,club,,990100000000,\n"
            "e,戊,community,,990101000000,\n"
            "f,己,department,,990102000000,\n"
            "@g,庚,department,,990100000000,\n"
            "h,辛,department,,990100000000,\n"
            "h,辛,department,,990100000000,\n"
        )
    assert reasons(refused) == [
        (2, "unit-loop"),
        (3, "unit-loop"),
        (4, "unknown-parent"),
        (5, "unknown-kind"),
        (6, "division-does-not-fit"),
        (7, "unknown-division"),
        (8, "not-a-unit-code"),
        (10, "doubled-row"),
    ]
    assert not Unit.objects.exists()


def test_a_grid_changes_in_place_and_a_retired_code_is_never_used_again():
    city.built()
    found = city.features()
    found[0][1]["worker_name"] = "郭建军"
    assert facts(city.grids(found, key="changed1")) == (6, 0, 1, 0)
    grid = Grid.objects.get(code="990101001001001")
    assert grid.worker_name == "郭建军"
    entry = actions.retire_grid(
        grid_id=grid.pk, valid_to=city.TODAY, by=city.SYSTEM, at=MONDAY, key="retired1", seen=0
    )
    assert (entry.verb, entry.about_id) == ("grid.retired", grid.pk)
    with pytest.raises(BadRows) as refused:
        city.grids(key="changed2")
    assert reasons(refused) == [(1, "grid-retired")]


def test_bad_grids_are_refused_one_by_one():
    city.divisions()
    good = city.features()
    row, outline = good[0][1], good[0][2]
    with pytest.raises(BadRows) as refused:
        city.grids(
            [
                (1, row, BOW_TIE),
                (2, row | {"code": "990101001001000"}, outline),
                (3, row | {"code": "990101001009001"}, outline),
                (4, row | {"community_code": "990101001002"}, outline),
                (5, row, outline),
                (6, row, outline),
                (7, row | {"name": ""}, outline),
                (8, row | {"worker_phone": "1" * 33}, outline),
            ]
        )
    assert reasons(refused) == [
        (1, "broken-polygon"),
        (2, "not-a-grid-code"),
        (3, "unknown-division"),
        (4, "parent-does-not-fit"),
        (6, "doubled-row"),
        (7, "name-missing"),
        (8, "too-long"),
    ]
    assert not Grid.objects.exists()


def test_staff_get_accounts_without_a_password_and_posts_with_their_grids():
    city.built()
    walker = Staff.objects.get(username="walker")
    assert not walker.has_usable_password()
    assert Post.objects.get(role="grid_worker").grids.count() == 2
    fewer = city.STAFF.replace(";990101001001002", "").replace("周敏", "周敏敏")
    assert facts(city.staff(fewer, key="staff-02")) == (4, 0, 1, 0)
    assert Post.objects.get(role="grid_worker").grids.get().code == "990101001001001"
    assert Staff.objects.get(username="agent").name == "周敏敏"


def test_bad_staff_are_refused_row_by_row():
    city.divisions()
    city.units()
    city.grids()
    with pytest.raises(BadRows) as refused:
        city.staff(
            "username,name,unit_code,role,valid_from,grid_codes\n"
            "a,甲,nowhere,handler,,\n"
            "b,乙,lamps,agent,,\n"
            "c,丙,hotline,boss,,\n"
            "d,丁,xingfu,grid_worker,,990101001002001\n"
            "e,戊,xingfu,grid_worker,,990101001001009\n"
            "f,己,lamps,handler,,990101001001001\n"
            "g h,庚,lamps,handler,,\n"
            "i,辛,lamps,handler,,\n"
            "i,壬,lamps,unit_lead,,\n"
            "i,辛,lamps,handler,,\n"
        )
    assert reasons(refused) == [
        (2, "unknown-unit"),
        (3, "role-does-not-fit"),
        (4, "unknown-role"),
        (5, "grid-outside-unit"),
        (6, "unknown-grid"),
        (7, "grid-not-for-role"),
        (8, "not-a-user-name"),
        (10, "name-differs"),
        (11, "doubled-row"),
    ]
    assert not Staff.objects.exists()


def test_an_administrator_imports_only_for_the_own_division():
    city.divisions()
    chief = Actor(role=Role.ADMINISTRATOR, staff_id=7, division="990101")
    with pytest.raises(BadRows) as refused:
        city.units(by=chief)
    assert reasons(refused) == [(4, "not-allowed"), (5, "not-allowed"), (6, "not-allowed")]


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.tuples(st.floats(99.99, 100.04), st.floats(39.99, 40.03)), min_size=1, max_size=20)
)
def test_every_point_lies_in_at_most_one_grid_and_it_is_the_one_that_looking_at_all_finds(points):
    if not Grid.objects.exists():
        city.divisions()
        city.grids()
    squares = [(grid.code, grid.polygon["coordinates"][0]) for grid in Grid.objects.all()]
    for longitude, latitude in points:
        slow = [
            code
            for code, ring in squares
            if ring[0][0] <= longitude <= ring[2][0] and ring[0][1] <= latitude <= ring[2][1]
        ]
        found = queries.grid_at(longitude, latitude, city.TODAY)
        assert (found.code if found else None) == min(slow, default=None)
        inside = [ring for _, ring in squares if ring[0][0] < longitude < ring[2][0]]
        assert len([ring for ring in inside if ring[0][1] < latitude < ring[2][1]]) <= 1
