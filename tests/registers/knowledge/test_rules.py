"""Who takes which step on an article, held against a table written by hand."""

from datetime import timedelta

import pytest

from lianxin.foundation.actor import Actor, Role
from lianxin.foundation.refusal import NotAllowed
from lianxin.registers.knowledge import rules
from lianxin.registers.knowledge.rules import State, Step
from lianxin.registers.knowledge.rules.refusals import (
    AnotherApproves,
    ArticleMoved,
    BeginsInThePast,
    ReviewTooEarly,
)
from tests.make import MONDAY

TODAY = MONDAY.date()
BOTH = {"supervisor", "administrator"}
ALL = {"agent", "dispatcher", *BOTH}
BY_HAND = {
    "draft": {"write": ALL, "propose": ALL, "retire": BOTH},
    "proposed": {"approve": BOTH, "send_back": BOTH, "retire": BOTH},
    "in_force": {"write": ALL, "retire": BOTH},
    "retired": {"write": ALL},
}


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("state", list(State))
def test_every_role_takes_the_steps_that_the_table_gives_it(role: Role, state: State):
    by = Actor(role=role)
    expected = {step for step, who in BY_HAND[state].items() if role.value in who}
    assert set(rules.steps(state, by)) == expected
    for step in Step:
        if step in expected:
            rules.take(step, state, by)
        else:
            with pytest.raises((NotAllowed, ArticleMoved)):
                rules.take(step, state, by)


def test_nobody_approves_what_went_through_their_hands():
    by = Actor(role=Role.SUPERVISOR, staff_id=7)
    rules.second_person(by, {6, 8})
    with pytest.raises(AnotherApproves):
        rules.second_person(by, {6, 7})


def test_a_version_begins_today_or_later_and_before_its_review():
    year = timedelta(days=365)
    rules.check_begin(TODAY, TODAY + year, TODAY)
    with pytest.raises(BeginsInThePast):
        rules.check_begin(TODAY - timedelta(days=1), TODAY + year, TODAY)
    with pytest.raises(ReviewTooEarly):
        rules.check_begin(TODAY + year, TODAY + year, TODAY)
    assert rules.begins(TODAY - year, TODAY) == TODAY
    assert rules.begins(TODAY + year, TODAY) == TODAY + year


def test_whoever_works_for_another_district_keeps_its_hands_off():
    rules.within(Actor(role=Role.AGENT, division="9901"), "990101001000")
    with pytest.raises(NotAllowed):
        rules.within(Actor(role=Role.AGENT, division="990102"), "990101001000")


def test_only_what_is_asked_often_is_worth_an_article():
    assert rules.often({1: rules.MANY - 1, 2: rules.MANY, 3: 99}) == {3: 99, 2: rules.MANY}
