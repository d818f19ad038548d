"""Hurrying: the requester asks, once at a time; those who have the ticket see it and answer in words."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from lianxin.casework.tickets import actions, queries, rules
from lianxin.casework.tickets.models import Ticket
from lianxin.casework.tickets.rules import deeds, refusals
from lianxin.casework.tickets.rules.moves import HURRIABLE, WITH_UNIT
from lianxin.casework.tickets.rules.words import OPEN, State
from lianxin.foundation.actor import Actor
from lianxin.foundation.refusal import NotAllowed
from lianxin.foundation.time import SHANGHAI
from tests.casework.tickets import town
from tests.casework.tickets.town import did
from tests.make import MONDAY

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
TOMORROW = datetime(2026, 11, 25, tzinfo=SHANGHAI)  # the end of Tuesday: one working day


@pytest.fixture(autouse=True)
def a_town() -> None:
    town.built()


def hurried(ticket: Ticket | None = None, *, at: datetime = MONDAY) -> Ticket:
    return did(ticket or town.handling(), actions.hurry, "requester", at=at, words="天黑看不见路")


def on_desk(who: str) -> list[int]:
    return [row.pk for row in queries.desk(town.actor(who), "hurried")]


def test_a_hurry_is_seen_by_the_unit_and_by_the_supervisor_and_answered_in_words():
    ticket = hurried()
    assert (ticket.hurried_at, ticket.hurry_by) == (MONDAY, TOMORROW)
    for who in ("handler", "lead", "supervisor", "dispatcher"):
        assert on_desk(who) == [ticket.pk], who
    assert on_desk("stranger") == on_desk("hewan-lead") == []
    ticket = did(ticket, actions.answer_hurry, "handler", words="配件明早到，中午前换好")
    assert ticket.hurry_by is None
    assert on_desk("handler") == on_desk("supervisor") == []
    told = queries.story(ticket, town.requester(ticket))
    assert told[-1].words == {"answer": "配件明早到，中午前换好"}
    assert list(queries.faults()) == []


def test_a_hurry_moves_nothing_else_and_outdates_nobodys_form():
    before = town.handling()
    ticket = hurried(before)
    assert (ticket.state, ticket.due_at) == (before.state, before.due_at)
    assert ticket.current_promise_at == before.current_promise_at
    given: dict[str, Any] = {"by": town.actor("handler"), "at": MONDAY, "key": "after-hurry"}
    actions.reply(ticket_id=ticket.pk, words="已修好", seen=before.seq, **given)


def test_it_is_hurried_once_at_a_time_and_once_a_day():
    ticket = hurried()
    with pytest.raises(refusals.HurryWaits):
        hurried(ticket, at=MONDAY + HOUR)
    ticket = did(ticket, actions.answer_hurry, "lead", words="今晚")
    with pytest.raises(refusals.HurriedLately) as no:
        hurried(ticket, at=MONDAY + 23 * HOUR)
    assert no.value.facts == {"until": MONDAY + 24 * HOUR}
    assert hurried(ticket, at=MONDAY + 24 * HOUR).hurry_by is not None


def test_an_urgent_request_is_answered_within_hours():
    request = rules.intake.Request(
        what="电线掉在路上", division_code="990101100001", category_id=town.category()
    )
    who: dict[str, Any] = {"by": Actor.public("tests"), "at": MONDAY, "key": "urgent-hurried"}
    ticket = town.of(actions.receive(request=request, contact=town.PHONE, **who))
    assert ticket.tier == "urgent"
    assert hurried(ticket).hurry_by == MONDAY + 2 * HOUR


@pytest.mark.parametrize("who", ["agent", "dispatcher", "supervisor", "handler", "caller"])
def test_only_the_requester_asks_to_hurry(who: str):
    with pytest.raises(NotAllowed):
        did(town.handling(), actions.hurry, who, words="")


def test_the_unit_owes_words_and_nobody_answers_for_it():
    ticket = hurried()
    with pytest.raises(refusals.WordsMissing):
        did(ticket, actions.answer_hurry, "handler", words=" ")
    with pytest.raises(refusals.WrongMoment):
        did(ticket, actions.answer_hurry, "supervisor", words="会催他们")


def test_before_a_unit_has_it_the_hotline_answers():
    ticket = hurried(town.received())
    assert on_desk("dispatcher") == on_desk("supervisor") == [ticket.pk]
    ticket = did(ticket, actions.answer_hurry, "dispatcher", words="今天派出")
    assert ticket.hurry_by is None


def test_another_unit_takes_the_hurry_over_with_the_ticket():
    ticket = hurried(did(town.dispatched(town.received()), actions.sign, "handler"))
    ticket = did(ticket, actions.ask_return, "lead", words="归供电")
    given: dict[str, Any] = {"category_id": None, "lead_unit_id": town.unit("power")}
    ticket = did(ticket, actions.grant_return, "supervisor", words="归供电", **given)
    assert on_desk("stranger") == [ticket.pk]
    assert on_desk("handler") == []


def test_the_answer_itself_or_the_end_answers_a_hurry():
    ticket = did(hurried(), actions.reply, "handler", words="已修好")
    assert ticket.hurry_by is not None  # the requester has not read it yet
    ticket = did(ticket, actions.pass_audit, "supervisor")
    assert ticket.hurry_by is None
    with pytest.raises(refusals.WrongMoment):
        hurried(ticket, at=MONDAY + 48 * HOUR)
    again = hurried(town.handling(key="withdrawn-one"))
    assert did(again, actions.withdraw, "requester", words="").hurry_by is None
    assert list(queries.faults()) == []


def test_in_every_open_state_somebody_answers_for_it():
    assert {State.WAITING_RESIDENT, State.FOLLOW_UP} == OPEN - HURRIABLE
    assert WITH_UNIT < HURRIABLE


def test_a_hurry_is_in_the_ledger_with_its_words_apart():
    chapters = queries.story(hurried(), town.actor("supervisor"))
    assert chapters[-1].verb == deeds.HURRIED
    assert chapters[-1].words == {"reason": "天黑看不见路"}
    assert set(chapters[-1].facts) == {"hurried_at", "hurry_by"}
