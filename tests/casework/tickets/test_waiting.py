"""Waiting on the requester: asked on record, reminded once, for so long in all; and the end for want of help."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from lianxin.casework.tickets import actions, queries, rules
from lianxin.casework.tickets.models import Ticket
from lianxin.casework.tickets.rules import Privacy, State, deeds, refusals
from lianxin.foundation.actor import Actor
from lianxin.foundation.refusal import NotAllowed
from lianxin.foundation.time import SHANGHAI
from tests.casework.tickets import town
from tests.casework.tickets.town import did
from tests.make import MONDAY

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
SECOND = timedelta(seconds=1)
HALF = datetime(2026, 12, 1, tzinfo=SHANGHAI)  # five working days from Monday 23 November
OVER = datetime(2026, 12, 8, tzinfo=SHANGHAI)  # ten
QUESTION = "请问是哪一盏灯？"


@pytest.fixture(autouse=True)
def a_town() -> None:
    town.built()


def asked(ticket: Ticket | None = None, *, at: datetime = MONDAY) -> Ticket:
    ticket = ticket or town.handling()
    return did(ticket, actions.ask_resident, "handler", at=at, words=QUESTION)


def now(ticket: Ticket) -> Ticket:
    return Ticket.objects.get(pk=ticket.pk)


def verbs(ticket: Ticket) -> list[str]:
    return [chapter.verb for chapter in queries.story(ticket, town.actor("supervisor"))]


def refused(no: type[Exception], ticket: Ticket, action: Any, who: str, **given: Any) -> None:
    before = Ticket.objects.filter(pk=ticket.pk).values().get()
    with pytest.raises(no):
        did(ticket, action, who, **given)
    assert Ticket.objects.filter(pk=ticket.pk).values().get() == before


def test_a_question_stops_the_clock_and_the_answer_gives_back_what_it_took():
    ticket = asked()
    assert (ticket.state, ticket.paused_at) == (State.WAITING_RESIDENT, MONDAY)
    assert (ticket.remind_at, ticket.due_at) == (HALF, OVER)
    promise = ticket.current_promise_at
    ticket = did(ticket, actions.resident_answers, "requester", at=MONDAY + DAY, words="东边那盏")
    assert (ticket.state, ticket.paused_at, ticket.remind_at) == (State.HANDLING, None, None)
    assert ticket.current_promise_at == ticket.due_at == promise + DAY
    assert (ticket.promise_at, ticket.waited) == (promise, 1)
    assert list(queries.faults()) == []


def test_a_question_can_be_the_first_contact():
    signed = did(town.dispatched(town.received()), actions.sign, "handler")
    ticket = did(asked(signed), actions.resident_answers, "requester", words="东边那盏")
    assert ticket.state == State.HANDLING


def test_nobody_is_asked_while_a_decision_waits_and_never_twice_at_once():
    ticket = did(town.handling(), actions.ask_extension, "lead", days=2, words="等件")
    refused(refusals.ProposalPending, ticket, actions.ask_resident, "handler", words=QUESTION)
    refused(
        refusals.WrongMoment,
        asked(town.handling(key="another-one")),
        actions.ask_resident,
        "handler",
        words=QUESTION,
    )


def test_the_requester_is_reminded_once_at_half_time_and_not_again():
    ticket = asked()
    assert actions.due(at=HALF - SECOND) == 0
    assert actions.due(at=HALF) == 1
    assert actions.due(at=HALF + 3 * DAY) == 0
    assert verbs(ticket).count(deeds.REMINDED) == 1
    assert now(ticket).state == State.WAITING_RESIDENT


def test_after_the_time_it_goes_on_and_is_never_closed_by_silence():
    ticket = asked()
    assert actions.due(at=OVER - SECOND) == 1  # the reminder
    assert actions.due(at=OVER) == 1
    ticket = now(ticket)
    assert (ticket.state, ticket.waited) == (State.HANDLING, 10)
    # seven calendar days and the fourteen that the ten working days took
    assert ticket.current_promise_at == datetime(2026, 12, 15, tzinfo=SHANGHAI)
    actions.due(at=OVER + 300 * DAY)
    assert now(ticket).state == State.HANDLING
    assert list(queries.faults()) == []


def test_a_worker_that_comes_late_goes_on_without_a_reminder_that_helps_nobody():
    ticket = asked()
    assert actions.due(at=OVER + DAY) == 1
    assert deeds.REMINDED not in verbs(ticket)


def test_all_questions_together_stop_the_clock_no_longer_than_the_figure():
    ticket = did(asked(), actions.resident_answers, "requester", at=MONDAY + 4 * DAY, words="东边")
    assert ticket.waited == 4
    again = asked(ticket, at=MONDAY + 7 * DAY)
    assert again.due_at == datetime(2026, 12, 9, tzinfo=SHANGHAI)  # six working days are left
    assert again.remind_at == datetime(2026, 12, 4, tzinfo=SHANGHAI)  # and three are half of them
    assert again.due_at is not None
    actions.due(at=again.due_at)
    late: dict[str, Any] = {"at": again.due_at, "words": QUESTION}
    refused(refusals.WaitingUsed, now(ticket), actions.ask_resident, "handler", **late)


def test_staff_note_an_answer_given_on_the_phone():
    for who, key in (("handler", "noted-by-unit"), ("agent", "noted-by-hotline")):
        ticket = asked(town.handling(key=key))
        assert did(ticket, actions.resident_answers, who, words="来电答复").state == State.HANDLING
    refused(
        NotAllowed,
        asked(town.handling(key="not-by-others")),
        actions.resident_answers,
        "caller",
        words="",
    )


def test_an_anonymous_requester_is_asked_and_answers_on_the_page():
    ticket = town.received(key="by-page-only", contact=None, privacy=Privacy.ANONYMOUS)
    ticket = asked(did(town.dispatched(ticket), actions.sign, "handler"))
    story = queries.story(ticket, town.requester(ticket))
    assert story[-1].words == {"question": QUESTION}
    answered = did(ticket, actions.resident_answers, "requester", words="东边")
    assert answered.state == State.HANDLING


def test_what_the_requester_says_while_asked_is_the_answer():
    ticket = asked()
    with pytest.raises(refusals.WrongMoment):
        actions.add(
            ticket_id=ticket.pk,
            words="东边那盏",
            by=town.requester(ticket),
            at=MONDAY,
            key="added-while-asked",
        )


def test_a_withdrawn_request_waits_for_nothing():
    ticket = did(asked(), actions.withdraw, "requester", words="自己修了")
    assert (ticket.paused_at, ticket.remind_at) == (None, None)
    assert actions.due(at=OVER) == 0
    assert list(queries.faults()) == []


def unhelped() -> Ticket:
    return did(asked(), actions.resident_answers, "handler", words="不愿说")


def test_a_termination_is_proposed_in_writing_and_decided_by_the_hotline():
    refused(refusals.NeverAsked, town.handling(), actions.ask_termination, "lead", words="不配合")
    ticket = unhelped_of("second-one")
    refused(NotAllowed, ticket, actions.ask_termination, "handler", words="不配合")
    refused(refusals.WordsMissing, ticket, actions.ask_termination, "lead", words=" ")
    ticket = did(ticket, actions.ask_termination, "lead", words="两次上门都不让进")
    assert (ticket.state, ticket.pending) == (State.HANDLING, "termination")
    refused(refusals.WordsMissing, ticket, actions.terminate, "supervisor", words="")
    ticket = did(ticket, actions.terminate, "supervisor", words="无法核实，可找物业")
    assert (ticket.state, ticket.outcome, ticket.pending) == (State.CLOSED, "explained", "")
    told = queries.story(ticket, town.requester(ticket))
    assert told[-1].words == {"explanation": "无法核实，可找物业"}
    assert told[-2].words == {}  # the proposal is between staff
    assert did(ticket, actions.object_to, "requester", words="我配合了").pending == "objection"
    assert list(queries.faults()) == []


def unhelped_of(key: str) -> Ticket:
    return did(asked(town.handling(key=key)), actions.resident_answers, "handler", words="不愿说")


def test_a_refused_termination_says_why_and_it_goes_on():
    ticket = did(unhelped(), actions.ask_termination, "lead", words="不配合")
    ticket = did(ticket, actions.refuse_termination, "supervisor", words="再约一次")
    assert (ticket.state, ticket.pending, ticket.ended_at) == (State.HANDLING, "", None)
    assert ticket.due_at == ticket.current_promise_at


def test_an_hour_clock_stands_still_to_the_minute_for_a_question():
    request = rules.intake.Request(
        what="路灯坏了", division_code="990101100001", category_id=town.category()
    )
    entry = actions.receive(
        request=request, contact=town.PHONE, by=Actor.public("tests"), at=MONDAY, key="urgent-one"
    )
    given: dict[str, Any] = {"category_id": town.category(), "kind": rules.Kind.HELP}
    unit: dict[str, Any] = {"grid_id": None, "lead_unit_id": town.unit("lamps"), "words": "归他们"}
    ticket = did(town.of(entry), actions.dispatch, "dispatcher", **given, **unit)
    ticket = asked(did(ticket, actions.sign, "handler"), at=MONDAY + timedelta(minutes=30))
    promise = ticket.current_promise_at
    after = MONDAY + timedelta(minutes=77)
    ticket = did(ticket, actions.resident_answers, "requester", at=after, words="东边")
    assert ticket.current_promise_at - promise == timedelta(minutes=47)
