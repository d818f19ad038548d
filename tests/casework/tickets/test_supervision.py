"""Formal supervision: an order to the unit, its answer, and that no promise to the requester moves by it."""

from datetime import timedelta
from typing import Any

import pytest

from lianxin.casework.tickets import actions, queries
from lianxin.casework.tickets.models import Ticket
from lianxin.casework.tickets.rules import Outcome, deeds, refusals
from lianxin.foundation.refusal import NotAllowed
from lianxin.foundation.time import day_of
from tests.casework.tickets import town
from tests.casework.tickets.town import actor, did, requester
from tests.make import MONDAY

pytestmark = pytest.mark.django_db

ORDER = "三日未动，限期报告原因"
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def a_town() -> None:
    town.built()


def ordered() -> Ticket:
    return did(town.handling(), actions.supervise, "supervisor", words=ORDER)


def on_desk(who: str) -> list[int]:
    return [ticket.pk for ticket in queries.desk(actor(who), "orders")]


def test_an_order_moves_neither_the_promise_nor_what_is_due():
    before = town.handling()
    after = did(before, actions.supervise, "supervisor", words=ORDER)
    kept = ("state", "due_at", "promise_at", "current_promise_at", "pending")
    assert [getattr(after, name) for name in kept] == [getattr(before, name) for name in kept]
    assert after.order_due_at == MONDAY.replace(hour=0) + 4 * DAY  # three working days, to 24:00
    after = did(after, actions.answer_order, "lead", words="配件周三到")
    assert [getattr(after, name) for name in kept] == [getattr(before, name) for name in kept]


def test_an_order_stands_on_the_desks_of_both_until_the_unit_s_lead_answers():
    ticket = ordered()
    assert on_desk("supervisor") == on_desk("lead") == [ticket.pk]
    assert on_desk("hewan-lead") == []
    for who in ("handler", "supervisor"):
        with pytest.raises(NotAllowed):
            did(ticket, actions.answer_order, who, words="已办")
    ticket = did(ticket, actions.answer_order, "lead", words="配件周三到")
    assert ticket.order_due_at is None
    assert on_desk("supervisor") == on_desk("lead") == []
    with pytest.raises(refusals.NoOrder):
        did(ticket, actions.answer_order, "lead", words="再说一次")


def test_one_order_is_answered_before_another_is_given():
    ticket = ordered()
    with pytest.raises(refusals.OrderStands):
        did(ticket, actions.supervise, "reviewer", words="再督")
    ticket = did(ticket, actions.answer_order, "lead", words="已派人")
    assert did(ticket, actions.supervise, "supervisor", words="未见效，再督").order_due_at


@pytest.mark.parametrize("days", [-1, 4, 40])
def test_an_order_is_due_on_a_day_to_come_within_the_limit(days: int):
    ticket, day = town.handling(), day_of(MONDAY) + days * DAY
    for wrong in (day, day.max):
        with pytest.raises(refusals.OrderTooLate):
            did(ticket, actions.supervise, "supervisor", words=ORDER, answer_on=wrong)
    today = did(ticket, actions.supervise, "supervisor", words=ORDER, answer_on=day_of(MONDAY))
    assert today.order_due_at == MONDAY.replace(hour=0) + DAY


def test_an_order_that_is_not_answered_in_time_is_counted_for_the_supervisor():
    ticket, by = ordered(), actor("supervisor")
    assert ticket.order_due_at is not None
    assert queries.late_orders(by, ticket.order_due_at - DAY) == 0
    assert queries.late_orders(by, ticket.order_due_at) == 1
    assert queries.late_orders(actor("hewan-lead"), ticket.order_due_at) == 0


def test_an_order_goes_with_the_ticket_to_the_unit_that_leads_now():
    ticket = did(town.dispatched(town.received()), actions.supervise, "supervisor", words=ORDER)
    ticket = did(ticket, actions.ask_return, "lead", words="归街道")
    given: dict[str, Any] = {
        "category_id": None,
        "lead_unit_id": town.unit("hewan"),
        "words": "归街道",
    }
    ticket = did(ticket, actions.grant_return, "supervisor", **given)
    assert on_desk("lead") == []
    assert on_desk("hewan-lead") == [ticket.pk]


def test_an_order_on_what_has_ended_waits_for_nobody():
    ticket = did(ordered(), actions.reply, "handler", words="已修好")
    assert on_desk("lead") == [ticket.pk]  # also while the reply is audited
    ticket = did(ticket, actions.pass_audit, "supervisor")
    given: dict[str, Any] = {"outcome": Outcome.RESOLVED, "rating": None, "words": ""}
    did(ticket, actions.confirm, "requester", **given)
    assert on_desk("supervisor") == on_desk("lead") == []


def test_the_requester_learns_that_it_is_supervised_and_by_when_not_what_was_said():
    told = queries.story(ordered(), requester(Ticket.objects.get()))[-1]
    assert told.verb == deeds.ORDERED
    assert told.facts.keys() == {"order_due_at", "lead_unit_id"}
    assert told.words == {}
