"""Several units at one ticket: the meeting before dispatch, handling together, the whistle."""

from datetime import timedelta
from typing import Any

import pytest

from lianxin.casework.tickets import actions, queries
from lianxin.casework.tickets.models import Assist, Ticket
from lianxin.casework.tickets.rules import State, Step, refusals
from lianxin.foundation.refusal import NotFound
from tests.casework.tickets import town
from tests.casework.tickets.town import actor, did
from tests.make import MONDAY

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def a_town() -> None:
    town.built()


def called(**more: Any) -> dict[str, Any]:
    return {"unit_ids": [town.unit("hewan")], "words": "请街道清理占道", **more}


def faultless() -> None:
    assert list(queries.faults()) == []


def test_a_meeting_settles_an_unclear_duty_before_dispatch():
    ticket = did(town.received(), actions.meet, "dispatcher", **called(words="路口归谁管"))
    assert ticket.state == State.TRIAGE_MEETING
    assert queries.find(actor("hewan-handler"), ticket.pk) == ticket
    faultless()
    ticket = town.dispatched(ticket)
    assert (ticket.state, ticket.lead_unit_id) == (State.DISPATCHED, town.unit("lamps"))
    faultless()


def test_who_was_called_to_a_meeting_reads_it_on_a_desk_until_the_dispatch_and_no_longer():
    ticket = did(town.received(), actions.meet, "dispatcher", **called(words="路口归谁管"))
    by = actor("hewan-handler")
    assert [one.pk for one in queries.desk(by, "called")] == [ticket.pk]
    assert Assist.objects.get(ticket=ticket).due_at == ticket.due_at
    assert queries.steps(ticket, by, MONDAY) == [Step.NOTE]
    told = queries.story(ticket, by)[-1]
    assert told.words == {"question": "路口归谁管"}
    ticket = town.dispatched(ticket)
    assert list(queries.desk(by, "called")) == []
    if not Assist.objects.filter(ticket=ticket, unit=by.unit_id).exists():
        with pytest.raises(NotFound):
            queries.find(by, ticket.pk)
    faultless()


def test_the_first_unit_leads_and_the_others_report_to_it_before_its_own_day():
    ticket = did(town.handling(), actions.co_handle, "lead", **called())
    assert (ticket.state, ticket.lead_unit_id) == (State.CO_HANDLING, town.unit("lamps"))
    assist = Assist.objects.get(ticket=ticket, unit=town.unit("hewan"))
    left = ticket.current_promise_at - MONDAY
    assert assist.due_at == MONDAY + left * 0.8
    assert queries.find(actor("hewan-handler"), ticket.pk) == ticket
    with pytest.raises(refusals.NotYourUnit):
        did(ticket, actions.co_handled, "hewan-lead", words="我们说了算")
    faultless()
    ticket = did(ticket, actions.report_stage, "hewan-handler", finished=False, words="清了一半")
    ticket = did(ticket, actions.report_stage, "hewan-handler", finished=True, words="清完了")
    ticket = did(ticket, actions.co_handled, "lead", words="都好了")
    assert (ticket.state, ticket.due_at) == (State.HANDLING, ticket.current_promise_at)
    assert not Assist.objects.filter(ticket=ticket, due_at__isnull=False).exists()
    faultless()


def test_what_units_say_to_each_other_is_not_shown_to_the_requester():
    ticket = did(town.handling(), actions.co_handle, "lead", **called())
    ticket = did(ticket, actions.report_stage, "hewan-handler", finished=True, words="清完了")
    told = [chapter.words for chapter in queries.story(ticket, town.requester(ticket))]
    assert told[-2:] == [{}, {}]


def test_a_unit_that_leads_already_is_no_help():
    with pytest.raises(refusals.UnitsMissing):
        did(town.handling(), actions.co_handle, "lead", **called(unit_ids=[town.unit("lamps")]))


def test_a_whistle_calls_units_and_says_which_came_and_how_far_it_helped():
    ticket = did(town.handling(), actions.whistle, "lead", **called())
    assert ticket.state == State.ESCALATED
    faultless()
    ticket = did(ticket, actions.report_stage, "hewan-lead", finished=False, words="明早到场")
    with pytest.raises(refusals.NotCalled):
        did(
            ticket,
            actions.answer_whistle,
            "lead",
            came_unit_ids=[town.unit("lamps")],
            helped=4,
            words="来了",
        )
    came: dict[str, Any] = {
        "came_unit_ids": [town.unit("hewan")],
        "helped": 4,
        "words": "约定周五拆除",
    }
    ticket = did(ticket, actions.answer_whistle, "lead", **came)
    assert ticket.state == State.HANDLING
    told = queries.story(ticket, actor("supervisor"))[-1]
    assert (told.facts["came_unit_ids"], told.facts["helped"]) == ([town.unit("hewan")], 4)
    faultless()


def test_a_failed_rework_is_no_whistle():
    ticket = did(town.followed(), actions.dispute, "requester", words="没好")
    ticket = did(ticket, actions.contact, "handler", way="visit", words="上门")
    ticket = did(ticket, actions.reply, "handler", words="要等改造")
    ticket = did(ticket, actions.pass_audit, "supervisor")
    ticket = did(ticket, actions.dispute, "requester", words="还没好")
    with pytest.raises(refusals.NoWhistle):
        did(ticket, actions.answer_whistle, "supervisor", came_unit_ids=[], helped=1, words="?")


def test_handing_the_ticket_on_ends_the_help():
    ticket = did(town.handling(), actions.whistle, "lead", **called())
    given: dict[str, Any] = {"lead_unit_id": town.unit("power"), "words": "由供电公司主办"}
    ticket = did(ticket, actions.send_back, "supervisor", **given)
    assert not Assist.objects.filter(ticket=ticket, due_at__isnull=False).exists()
    with pytest.raises(NotFound):
        queries.find(actor("handler"), ticket.pk)
    faultless()


def test_a_changed_day_of_an_assisting_unit_is_named():
    ticket = did(town.handling(), actions.co_handle, "lead", **called())
    from lianxin.foundation.ledger import actions as ledger

    with ledger.writing():
        Assist.objects.filter(ticket=ticket).update(due_at=MONDAY + timedelta(days=99))
    assert [fault.detail for fault in queries.faults()] == ["assists"]


def test_help_that_is_asked_after_the_promise_still_gets_a_day():
    ticket = town.handling()
    late = ticket.current_promise_at + timedelta(days=3)
    ticket = did(ticket, actions.co_handle, "lead", at=late, **called())
    assert Assist.objects.get(ticket=ticket, unit=town.unit("hewan")).due_at > late  # type: ignore[operator]
    assert Ticket.objects.get(pk=ticket.pk).promise_at < late


def on_called(who: str) -> list[Ticket]:
    return list(queries.desk(actor(who), "called"))


@pytest.mark.parametrize("way", [actions.whistle, actions.co_handle])
def test_a_unit_that_is_called_finds_the_ticket_on_a_desk_of_its_own_and_reports(way: Any):
    ticket = did(town.handling(), way, "lead", **called())
    for who in ("hewan-handler", "hewan-lead"):
        assert on_called(who) == [ticket]
    assert on_called("handler") == []
    (row,) = queries.desk(actor("hewan-handler"), "called")
    assert row.asked_by == Assist.objects.get(ticket=ticket, unit=town.unit("hewan")).due_at  # type: ignore[attr-defined]
    did(ticket, actions.report_stage, "hewan-handler", finished=False, words="明早到场")
    assert on_called("hewan-handler") == [ticket]


def test_nobody_is_called_any_more_once_the_whistle_is_answered_or_the_request_withdrawn():
    ticket = did(town.handling(), actions.whistle, "lead", **called())
    came: dict[str, Any] = {"came_unit_ids": [], "helped": 1, "words": "没有来"}
    ticket = did(ticket, actions.answer_whistle, "lead", **came)
    assert on_called("hewan-lead") == []
    ticket = did(ticket, actions.whistle, "lead", **called())
    assert on_called("hewan-lead") == [ticket]
    did(ticket, actions.withdraw, "requester", words="")
    assert on_called("hewan-lead") == []


def test_who_is_called_first_to_report_stands_first_page_after_page():
    first = did(town.handling(), actions.whistle, "lead", **called())
    later = MONDAY + timedelta(hours=2)
    second = did(town.handling(key="another-one"), actions.whistle, "lead", at=later, **called())
    (one,) = queries.desk(actor("hewan-lead"), "called", limit=1)
    assert one == first
    after = (one.asked_by, one.pk)  # type: ignore[attr-defined]
    assert list(queries.desk(actor("hewan-lead"), "called", after=after, limit=1)) == [second]
