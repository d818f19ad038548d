"""Attempts to reach the requester: logged by whoever makes them, and only those in vain count in the end."""

from datetime import timedelta
from typing import Any

import pytest

from lianxin.casework.tickets import actions, queries
from lianxin.casework.tickets.models import Ticket
from lianxin.casework.tickets.rules import Attempt, Privacy, Step, Way, deeds, refusals
from lianxin.foundation.ledger import queries as ledger
from tests.casework.tickets import town
from tests.casework.tickets.town import actor, did
from tests.make import MONDAY

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)
TIMES = [MONDAY + HOUR, MONDAY + 6 * HOUR, MONDAY + 24 * HOUR]  # enough for being unreachable


@pytest.fixture(autouse=True)
def a_town() -> None:
    town.built()


def tried(ticket: Ticket, who: str, result: Attempt, **given: Any) -> Ticket:
    return did(ticket, actions.try_call, who, **{"words": "", "result": result, **given})


def test_staff_log_at_every_stage_that_they_tried_which_way_and_what_came_of_it():
    ticket = tried(town.received(), "agent", Attempt.LATER, words="下午三点后")
    ticket = did(town.dispatched(ticket), actions.sign, "handler")
    ticket = tried(ticket, "handler", Attempt.NO_ANSWER, way=Way.VISIT, words="家中无人")
    ticket = did(ticket, actions.contact, "handler", way=Way.PHONE, words="已联系")
    ticket = tried(ticket, "lead", Attempt.REACHED, words="补问了灯杆号")
    logged = [entry for entry in ledger.about(ticket) if entry.verb == deeds.CALL_TRIED]
    assert [(entry.facts["way"], entry.facts["result"]) for entry in logged] == [
        ("phone", "later"),
        ("visit", "no_answer"),
        ("phone", "reached"),
    ]
    assert [ledger.words(entry)["note"] for entry in logged] == [
        "下午三点后",
        "家中无人",
        "补问了灯杆号",
    ]
    assert list(queries.faults()) == []


def test_an_attempt_moves_neither_state_nor_deadline():
    before = town.handling()
    after = tried(before, "handler", Attempt.WRONG_NUMBER)
    kept = ("state", "due_at", "current_promise_at", "tries")
    assert [getattr(after, name) for name in kept] == [getattr(before, name) for name in kept]


def test_what_a_unit_tried_before_the_reply_makes_nobody_unreachable():
    ticket = town.handling()
    for at in TIMES:
        ticket = tried(ticket, "handler", Attempt.NO_ANSWER, at=at)
    ticket = did(ticket, actions.reply, "handler", words="已修好", at=TIMES[-1])
    ticket = did(ticket, actions.pass_audit, "supervisor", at=TIMES[-1])
    assert queries.tries(ticket) == []
    assert Step.GIVE_UP not in queries.steps(ticket, actor("caller"), TIMES[-1])


def test_who_asked_to_be_called_later_was_reached_and_does_not_count_as_unreachable():
    ticket = town.followed()
    for at in TIMES:
        ticket = tried(ticket, "caller", Attempt.LATER, at=at)
    assert (ticket.tries, queries.tries(ticket)) == (0, [])
    for at in TIMES:
        ticket = tried(ticket, "caller", Attempt.NO_ANSWER, at=at + 48 * HOUR)
    assert ticket.tries == 3
    did(ticket, actions.give_up, "caller", at=MONDAY + 73 * HOUR)


@pytest.mark.parametrize("who", ["handler", "caller"])
def test_to_have_reached_somebody_is_a_step_of_its_own_where_one_waits_for_it(who: str):
    signed = did(town.dispatched(town.received()), actions.sign, "handler")
    ticket = signed if who == "handler" else town.followed(key="followed-one")
    with pytest.raises(refusals.ReachedHasItsStep):
        tried(ticket, who, Attempt.REACHED)


def test_a_unit_calls_nobody_who_asked_to_stay_unknown_to_it():
    ticket = town.dispatched(town.received(privacy=Privacy.CONFIDENTIAL))
    ticket = did(ticket, actions.sign, "handler")
    with pytest.raises(refusals.OnlyThroughThePlatform):
        tried(ticket, "handler", Attempt.NO_ANSWER)
    assert Step.TRY_CALL not in queries.steps(ticket, actor("handler"), MONDAY)


def test_the_hotline_may_call_who_is_confidential_but_nobody_who_left_no_number():
    kept = town.received(privacy=Privacy.CONFIDENTIAL)
    assert Step.TRY_CALL in queries.steps(kept, actor("agent"), MONDAY)
    unknown = town.received(key="unknown-one", contact=None, privacy=Privacy.ANONYMOUS)
    assert Step.TRY_CALL not in queries.steps(unknown, actor("agent"), MONDAY)
