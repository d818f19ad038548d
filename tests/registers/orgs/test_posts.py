"""Accounts, passwords and posts, one at a time."""

from datetime import date, timedelta
from typing import Any

import pytest

from lianxin.foundation.actor import Actor, Role
from lianxin.foundation.ledger import queries as ledger
from lianxin.foundation.refusal import NotAllowed, NotFound, Refusal, Stale
from lianxin.registers.orgs import actions, queries
from lianxin.registers.orgs.models import Grid, Post, Staff
from lianxin.registers.orgs.rules import refusals
from tests.make import MONDAY
from tests.registers.orgs import city

pytestmark = pytest.mark.django_db


def chief() -> Actor:
    staff = queries.staff_member("chief")
    assert staff is not None
    actor = queries.actor_of(staff, None, city.TODAY)
    assert actor is not None
    return actor


def opened(username: str = "new.one", key: str = "open-one", by: Actor = city.SYSTEM) -> Staff:
    entry = actions.open_account(username=username, name="新人", by=by, at=MONDAY, key=key)
    return Staff.objects.get(pk=entry.about_id)


def assigned(staff: Staff, *, by: Actor = city.SYSTEM, key: str = "assigned", **given: Any) -> Post:
    defaults: dict[str, Any] = {
        "unit_id": queries.unit("hewan").pk,
        "role": Role.HANDLER,
        "valid_from": city.TODAY,
    }
    entry = actions.assign_post(staff_id=staff.pk, by=by, at=MONDAY, key=key, **defaults | given)
    return Post.objects.get(pk=entry.about_id)


def test_an_account_begins_without_a_password_and_its_name_stays_out_of_the_facts():
    city.built()
    staff = opened(by=chief())
    assert not staff.has_usable_password()
    entry = ledger.about(staff).get()
    assert (entry.verb, entry.facts) == ("staff.opened", {})
    assert ledger.words(entry) == {"username": "new.one", "name": "新人"}
    with pytest.raises(refusals.UserNameTaken):
        opened(key="open-two")


def test_a_post_is_given_and_ended_and_both_are_recorded():
    city.built()
    staff = opened()
    post = assigned(staff, by=chief())
    entry = actions.end_post(
        post_id=post.pk,
        valid_to=city.TODAY + timedelta(days=1),
        by=chief(),
        at=MONDAY,
        key="post-end",
        seen=post.seq,
    )
    assert [one.verb for one in ledger.about(post)] == ["post.assigned", "post.ended"]
    assert entry.facts == {"staff_id": staff.pk, "valid_to": "2026-11-24"}
    with pytest.raises(refusals.PostOver):
        actions.end_post(
            post_id=post.pk, valid_to=city.TODAY, by=chief(), at=MONDAY, key="post-end2", seen=2
        )


def test_a_post_ends_on_no_day_that_somebody_mistyped():
    city.built()
    post = assigned(opened(), by=chief())
    with pytest.raises(refusals.TooFarOff):
        actions.end_post(
            post_id=post.pk,
            valid_to=date(9999, 12, 30),
            by=chief(),
            at=MONDAY,
            key="post-end-far",
            seen=post.seq,
        )


def test_a_grid_worker_is_given_grids():
    city.built()
    grid = Grid.objects.get(code="990101001002001")
    post = assigned(opened(), role=Role.GRID_WORKER, grid_ids=[grid.pk])
    assert list(post.grids.all()) == [grid]
    assert ledger.about(post).get().facts["grids"] == [grid.pk]


def refused_posts() -> dict[str, tuple[type[Refusal], dict[str, Any]]]:
    near, far = (Grid.objects.get(code=f"990101{part}001").pk for part in ("001001", "100001"))
    return {
        "role": (refusals.RoleDoesNotFit, {"role": Role.AGENT}),
        "unit": (NotFound, {"unit_id": 10**9}),
        "grid for a handler": (refusals.GridNotForRole, {"grid_ids": [near]}),
        "grid elsewhere": (refusals.GridOutsideUnit, {"role": Role.GRID_WORKER, "grid_ids": [far]}),
        "no grid": (NotFound, {"role": Role.GRID_WORKER, "grid_ids": [10**9]}),
    }


@pytest.mark.parametrize(
    "case", ["role", "unit", "grid for a handler", "grid elsewhere", "no grid"]
)
def test_a_post_that_makes_no_sense_is_refused_and_changes_nothing(case):
    city.built()
    staff, before = opened(), Post.objects.count()
    refusal, given = refused_posts()[case]
    with pytest.raises(refusal):
        assigned(staff, **given)
    assert Post.objects.count() == before


def test_a_post_is_held_once():
    city.built()
    staff = opened()
    assigned(staff)
    with pytest.raises(refusals.PostHeld):
        assigned(staff, key="assigned2")


def test_a_password_is_set_by_its_owner_or_by_who_keeps_all_their_divisions():
    city.built()
    walker = queries.staff_member("walker")
    assert walker is not None
    own = queries.actor_of(walker, None, city.TODAY)
    assert own is not None
    near = Actor(role=Role.ADMINISTRATOR, staff_id=10**6, division="990101001")
    far = Actor(role=Role.ADMINISTRATOR, staff_id=10**6, division="990101001001")
    for number, by in enumerate((own, near, chief(), city.SYSTEM), 1):
        entry = actions.set_password(
            staff_id=walker.pk, hashed=f"hash{number}", by=by, at=MONDAY, key=f"password{number}"
        )
        assert (entry.verb, entry.facts) == ("staff.password_set", {"one_time": False})
    for by in (far, Actor(role=Role.SUPERVISOR, staff_id=10**6, division="")):
        with pytest.raises(NotAllowed):
            actions.set_password(
                staff_id=walker.pk, hashed="stolen", by=by, at=MONDAY, key="password9"
            )
    walker.refresh_from_db()
    assert walker.password == "hash4"


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.ADMINISTRATOR, Role.SYSTEM}))
def test_only_administrators_open_accounts_and_give_posts(role):
    city.built()
    by = Actor(role=role, staff_id=10**6, division="9901", session="s")
    with pytest.raises(NotAllowed):
        opened(by=by)
    with pytest.raises(NotAllowed):
        assigned(opened(), by=by)


def test_a_form_that_was_overtaken_is_refused():
    city.built()
    post = assigned(opened())
    with pytest.raises(Stale):
        actions.end_post(
            post_id=post.pk, valid_to=city.TODAY, by=chief(), at=MONDAY, key="post-end", seen=0
        )


def test_a_double_click_gives_one_post():
    city.built()
    staff = opened()
    assert assigned(staff) == assigned(staff)
