"""Who somebody is, which unit serves a place, which grid a point lies in, and who sees what."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lianxin.foundation.actor import Actor, Role
from lianxin.registers.orgs import actions, queries, rules
from lianxin.registers.orgs.models import Grid, Post, Staff
from tests.make import MONDAY
from tests.registers.orgs import city

pytestmark = pytest.mark.django_db


def staff(username: str) -> Staff:
    found = queries.staff_member(username)
    assert found is not None
    return found


def test_an_actor_is_somebody_in_one_post():
    city.built()
    walker, unit = staff("walker"), queries.unit("xingfu")
    first = queries.actor_of(walker, None, city.TODAY)
    assert first == Actor(
        role=Role.GRID_WORKER,
        staff_id=walker.pk,
        unit_id=unit.pk,
        unit_path=unit.path,
        division="990101001001",
        grid_ids=frozenset(
            Grid.objects.filter(community__code="990101001001").values_list("pk", flat=True)
        ),
    )
    second = queries.posts_of(walker, city.TODAY)[1]
    handler = queries.actor_of(walker, second.pk, city.TODAY)
    assert handler is not None
    assert (handler.role, handler.division, handler.grid_ids) == (
        "handler",
        "990101001",
        frozenset(),
    )


def test_without_a_post_in_force_there_is_no_actor():
    city.built()
    walker, agent = staff("walker"), staff("agent")
    foreign = queries.posts_of(agent, city.TODAY)[0]
    assert queries.actor_of(walker, foreign.pk, city.TODAY) is None
    assert queries.actor_of(agent, None, date(2024, 12, 31)) is None
    agent.is_active = False
    assert queries.actor_of(agent, None, city.TODAY) is None


def test_a_post_ends_on_its_day():
    city.built()
    post = queries.posts_of(staff("agent"), city.TODAY)[0]
    end = city.TODAY + timedelta(days=3)
    actions.end_post(
        post_id=post.pk, valid_to=end, by=city.SYSTEM, at=MONDAY, key="post-end", seen=0
    )
    assert queries.actor_of(staff("agent"), None, end - timedelta(days=1)) is not None
    assert queries.actor_of(staff("agent"), None, end) is None
    assert queries.colleagues(post.unit_id, end, frozenset({Role.AGENT})) == []


def test_a_place_is_served_by_the_nearest_unit_of_a_kind():
    city.built()
    hotline, hewan = queries.unit("hotline"), queries.unit("hewan")
    kind = rules.UnitKind.HOTLINE
    assert queries.unit_of_division("990101001001", kind, city.TODAY) == hotline
    assert queries.unit_of_division("980101001001", kind, city.TODAY) is None
    kind = rules.UnitKind.SUBDISTRICT
    assert queries.unit_of_division("990101001002", kind, city.TODAY) == hewan
    assert queries.unit_of_division("990101001000", kind, city.TODAY) == hewan
    assert queries.unit_of_division("990101100001", kind, city.TODAY) is None
    assert queries.unit_names([hotline.pk, hewan.pk])[hewan.pk] == "河湾街道办事处"


def test_an_unknown_unit_is_refused():
    with pytest.raises(rules.UnknownUnit):
        queries.unit("nobody")


def test_a_retired_grid_is_found_until_its_day():
    city.divisions()
    city.grids()
    grid = queries.grid_at(100.005, 40.005, city.TODAY)
    assert grid is not None
    assert grid.code == "990101001001001"
    assert grid.community.name == "幸福社区"
    assert queries.grid_at(100.005, 40.005, city.TODAY - timedelta(days=1)) is None
    end = city.TODAY + timedelta(days=9)
    actions.retire_grid(
        grid_id=grid.pk, valid_to=end, by=city.SYSTEM, at=MONDAY, key="retired1", seen=0
    )
    assert queries.grid_at(100.005, 40.005, end - timedelta(days=1)) == grid
    assert queries.grid_at(100.005, 40.005, end) is None


def test_what_a_process_holds_in_memory_follows_every_import():
    city.divisions()
    assert queries.grid_at(100.005, 40.005, city.TODAY) is None
    city.grids()
    assert queries.grid_at(100.005, 40.005, city.TODAY) is not None
    moved = [(line, row, city.square(110 + line / 10, 30)) for line, row, _ in city.features()]
    city.grids(moved, key="grids-02")
    assert queries.grid_at(100.005, 40.005, city.TODAY) is None
    assert queries.grid_at(110.105, 30.005, city.TODAY) is not None


def test_finding_a_grid_costs_two_queries_however_many_there_are():
    city.divisions()
    city.grids()
    queries.grid_at(100.005, 40.005, city.TODAY)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        queries.grid_at(100.015, 40.005, city.TODAY)
    assert len(asked) == 2


def test_an_address_names_grids_and_communities():
    city.built()
    found = queries.grid_from_address("河湾街道幸福社区第1网格3号楼", MONDAY)
    assert found[0].place.code == "990101001001001"
    assert found[0].place.grid_id == Grid.objects.get(code="990101001001001").pk
    town = queries.grid_from_address("白石镇 幸福社区 8 栋", MONDAY)
    assert town[0].place.code == "990101100001"


def test_contact_cards_are_public_and_within_a_scope():
    city.divisions()
    city.grids()
    cards = queries.public_cards("990101001", city.TODAY)
    assert len(cards) == 4
    assert cards[0] == queries.Card(
        code="990101001001001",
        name="第1网格",
        community="幸福社区",
        worker_name="钱晓萍",
        worker_phone="19900001001",
        supervision_phone="0999-5101001",
    )
    assert len(queries.public_cards("", city.TODAY)) == 6


def test_a_list_shows_the_own_division_and_what_is_above_it():
    city.built()
    handler = queries.actor_of(staff("walker"), Post.objects.get(role="handler").pk, city.TODAY)
    agent = queries.actor_of(staff("agent"), None, city.TODAY)
    walker = queries.actor_of(staff("walker"), None, city.TODAY)
    assert handler is not None
    assert agent is not None
    assert walker is not None
    assert {unit.code for unit in queries.units_visible_to(handler)} == {"city", "hewan", "xingfu"}
    assert queries.units_visible_to(agent).count() == 5
    assert queries.grids_visible_to(handler).count() == 4
    assert queries.grids_visible_to(agent).count() == 6
    assert {grid.pk for grid in queries.grids_visible_to(walker)} == walker.grid_ids
    for stranger in (Actor.public("s"), Actor.requester(ticket_id=1, session="s")):
        assert not queries.units_visible_to(stranger).exists()
        assert not queries.grids_visible_to(stranger).exists()


def test_grids_without_a_worker_are_named():
    city.built()
    found = queries.faults(city.TODAY)
    assert {fault.kind for fault in found} == {rules.FaultKind.GRID_WITHOUT_WORKER}
    assert [fault.code for fault in found] == [
        "990101001002001",
        "990101001002002",
        "990101100001001",
        "990101100001002",
    ]


def test_divisions_of_a_day_within_a_scope():
    city.divisions()
    assert queries.divisions_in_force(city.TODAY).count() == 8
    assert queries.divisions_in_force(city.TODAY, "990101001").count() == 3
    assert not queries.divisions_in_force(date(2015, 1, 1)).exists()


def test_the_tiling_is_surveyed():
    city.divisions()
    city.grids()
    assert queries.survey(city.TODAY) == rules.Survey(overlaps=(), holes=())
