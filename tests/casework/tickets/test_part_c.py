"""Part C of the domain notes, row by row: from where to where, by whom, until when.

Every test bears the number of its row; `docs/part-c.md` leads from each row to its test.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from lianxin.casework.tickets import actions, queries, rules
from lianxin.casework.tickets.models import Assist, Ticket
from lianxin.casework.tickets.rules import State, refusals
from lianxin.casework.tickets.rules.intake import Request
from lianxin.foundation.actor import Actor
from lianxin.foundation.ledger.models import Entry
from lianxin.foundation.refusal import NotAllowed, NotFound
from lianxin.registers.residents.rules import Reason
from tests.casework.matters import scene
from tests.casework.tickets import town
from tests.casework.tickets.town import actor, did
from tests.make import MONDAY

pytestmark = pytest.mark.django_db
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture(autouse=True)
def a_town() -> None:
    town.built()


def end_of(day: int, month: int = 11) -> datetime:
    """Return 24:00 in Shanghai of a day in 2026; MONDAY is the 23rd of November."""
    return datetime(2026, month, day, tzinfo=MONDAY.tzinfo) + DAY


def not_by(ticket: Ticket, action: Callable[..., Entry], *who: str, **given: Any) -> None:
    """Show that somebody takes no such step: it is not for the role, or not for their eyes."""
    for one in who:
        with pytest.raises((NotAllowed, NotFound)):
            did(ticket, action, one, **given)


def test_row_01_a_request_is_received_from_the_web_the_phone_and_the_grid():
    doors = (("public", rules.Channel.WEB), ("agent", rules.Channel.PHONE))
    for who, channel in (*doors, ("grid", rules.Channel.GRID)):
        by = Actor.public("tests") if who == "public" else actor(who)
        request = Request(what="路灯坏了三天了", channel=channel)
        ticket = town.of(actions.receive(request=request, by=by, at=MONDAY, key=f"row:{who}:row"))
        assert (ticket.state, ticket.due_at) == (State.RECEIVED, MONDAY + timedelta(minutes=30))
        assert ticket.promise_at == end_of(30)  # seven days of the profile's default tier


def test_row_02_the_agent_answers_at_once():
    ticket = town.received()
    said: dict[str, Any] = {"words": "八点开门", "category_id": None}
    not_by(ticket, actions.answer, "handler", "supervisor", **said)
    ticket = did(ticket, actions.answer, "agent", **said)
    assert (ticket.state, ticket.ended_at, ticket.due_at) == (State.ANSWERED, MONDAY, None)


def test_row_03_an_emergency_is_handed_off_once_its_line_confirmed():
    with pytest.raises(refusals.WordsMissing):
        did(town.received(), actions.hand_off, "agent", line=rules.Line.FIRE, words=" ")
    ticket = did(
        Ticket.objects.get(), actions.hand_off, "agent", line=rules.Line.FIRE, words="已接"
    )
    assert ticket.state == State.EMERGENCY_HANDOFF


@pytest.mark.parametrize("reason", rules.Decline)
def test_row_04_not_accepting_needs_a_reason_a_channel_and_a_second_person_the_same_day(reason):
    ticket = town.received()
    with pytest.raises(refusals.WordsMissing):
        did(ticket, actions.propose_decline, "agent", reason=reason, words="")
    ticket = did(ticket, actions.propose_decline, "agent", reason=reason, words="请联系物业公司")
    assert ticket.decide_by == end_of(23)
    not_by(ticket, actions.grant_decline, "agent", "dispatcher")
    assert did(ticket, actions.grant_decline, "supervisor").state == State.NOT_ACCEPTED


def test_row_05_what_is_the_same_problem_joins_a_matter_and_keeps_its_own_promise():
    matter, before = scene.opened(), town.received()
    ticket = did(before, actions.join, "agent", matter_id=matter.pk)
    assert (ticket.matter_id, ticket.state) == (matter.pk, State.RECEIVED)
    assert (ticket.promise_at, ticket.number) == (before.promise_at, before.number)


def test_row_06_an_unclear_duty_is_met_on_within_a_working_day_and_then_dispatched():
    called: dict[str, Any] = {"unit_ids": [town.unit("hewan")], "words": "路口归谁管"}
    not_by(town.received(), actions.meet, "handler", "caller", **called)
    ticket = did(Ticket.objects.get(), actions.meet, "dispatcher", **called)
    assert (ticket.state, ticket.due_at) == (State.TRIAGE_MEETING, end_of(24))
    assert town.dispatched(ticket).state == State.DISPATCHED


def test_row_07_the_catalogue_names_the_unit_of_a_dispatch():
    ticket = town.received()
    given = {"category_id": town.category(), "kind": rules.Kind.HELP, "grid_id": None}
    chosen: dict[str, Any] = {**given, "lead_unit_id": None, "words": ""}
    not_by(ticket, actions.dispatch, "agent", "handler", "supervisor", **chosen)
    ticket = did(ticket, actions.dispatch, "dispatcher", **chosen)
    assert (ticket.state, ticket.lead_unit_id) == (State.DISPATCHED, town.unit("lamps"))
    assert ticket.catalogue_row_id is not None


def test_row_08_the_unit_signs_within_a_working_day():
    ticket = town.dispatched(town.received())
    assert ticket.due_at == end_of(24)
    not_by(ticket, actions.sign, "hewan-handler", "dispatcher")
    assert did(ticket, actions.sign, "handler").state == State.SIGNED


def test_row_09_a_return_is_asked_by_the_lead_of_the_unit_within_a_working_day():
    ticket = town.dispatched(town.received())
    not_by(ticket, actions.ask_return, "handler", words="不归我们管")
    late: dict[str, Any] = {"words": "不归我们管", "at": end_of(24) + HOUR}
    with pytest.raises(refusals.ReturnTooLate):
        did(ticket, actions.ask_return, "lead", **late)
    signed = did(town.dispatched(town.received(key="signed-row")), actions.sign, "handler")
    for before in (ticket, signed):
        asked = did(before, actions.ask_return, "lead", words="不归我们管")
        assert (asked.state, asked.pending) == (before.state, "return")
        assert asked.decide_by == end_of(24)


def returning() -> Ticket:
    """Return a ticket that its unit asks to return."""
    return did(town.dispatched(town.received()), actions.ask_return, "lead", words="不归我们管")


def test_row_10_a_granted_return_starts_the_units_clock_anew_and_never_the_residents():
    later = MONDAY + 3 * HOUR
    given: dict[str, Any] = {
        "lead_unit_id": town.unit("hewan"),
        "category_id": None,
        "words": "改派",
    }
    ticket = returning()
    promise = ticket.current_promise_at
    ticket = did(ticket, actions.grant_return, "supervisor", at=later + DAY, **given)
    assert (ticket.state, ticket.lead_unit_id) == (State.DISPATCHED, town.unit("hewan"))
    assert (ticket.due_at, ticket.current_promise_at) == (end_of(25), promise)


def test_row_11_a_refused_return_designates_the_unit_which_may_not_return_again():
    ticket = did(returning(), actions.refuse_return, "supervisor", words="目录写明由你单位主办")
    assert (ticket.state, ticket.designated) == (State.SIGNED, True)
    with pytest.raises(refusals.Designated):
        did(ticket, actions.ask_return, "lead", words="还是不归我们")


def test_row_12_the_unit_reaches_the_requester_within_a_day():
    ticket = did(town.dispatched(town.received()), actions.sign, "handler")
    assert ticket.due_at == MONDAY + DAY
    ticket = did(ticket, actions.contact, "handler", way=rules.Way.PHONE, words="今晚到场")
    assert (ticket.state, ticket.due_at) == (State.HANDLING, ticket.current_promise_at)


def test_row_13_who_leads_keeps_leading_while_others_help_until_four_fifths_of_its_time():
    called: dict[str, Any] = {"unit_ids": [town.unit("hewan")], "words": "请清理占道"}
    ticket = did(town.handling(), actions.co_handle, "lead", **called)
    assert (ticket.state, ticket.lead_unit_id) == (State.CO_HANDLING, town.unit("lamps"))
    left = ticket.current_promise_at - MONDAY
    assist = Assist.objects.get(ticket=ticket, unit=town.unit("hewan"))
    assert assist.due_at == MONDAY + left * 0.8
    ticket = did(ticket, actions.report_stage, "hewan-handler", finished=True, words="清完了")
    assert did(ticket, actions.co_handled, "lead", words="").state == State.HANDLING


def test_row_14_a_whistle_is_answered_within_two_working_days_and_handling_goes_on():
    called: dict[str, Any] = {"unit_ids": [town.unit("hewan")], "words": "请到场"}
    not_by(town.handling(), actions.whistle, "handler", **called)
    ticket = did(Ticket.objects.get(), actions.whistle, "lead", **called)
    assert (ticket.state, ticket.due_at) == (State.ESCALATED, end_of(25))
    came: dict[str, Any] = {"came_unit_ids": [town.unit("hewan")], "helped": 4, "words": "到了"}
    ticket = did(ticket, actions.answer_whistle, "supervisor", **came)
    assert (ticket.state, ticket.due_at) == (State.HANDLING, ticket.current_promise_at)


def test_row_15_an_extension_is_asked_before_the_promise_granted_once_and_told():
    ticket = did(town.handling(), actions.ask_extension, "lead", days=5, words="缺灯具")
    assert (ticket.state, ticket.decide_by) == (State.HANDLING, end_of(24))
    not_by(ticket, actions.grant_extension, "lead", "dispatcher")
    ticket = did(ticket, actions.grant_extension, "supervisor")
    assert (ticket.current_promise_at, ticket.promise_at) == (end_of(7, 12), end_of(30))
    assert queries.story(ticket, town.requester(ticket))[-1].words == {"reason": "缺灯具"}
    with pytest.raises(refusals.ExtensionUsed):
        did(ticket, actions.ask_extension, "lead", days=1, words="还要")


def test_row_18_the_unit_replies_and_the_hotline_has_a_working_day_to_read_it():
    ticket = did(town.handling(), actions.reply, "handler", words="已修好")
    assert (ticket.state, ticket.due_at) == (State.REPLIED, end_of(24))


def test_row_19_a_reply_that_fails_the_audit_goes_back_to_the_unit_and_to_nobody_else():
    ticket = did(town.handling(), actions.reply, "handler", words="知道了")
    ticket = did(ticket, actions.fail_audit, "dispatcher", words="没有说修没修")
    assert (ticket.state, ticket.due_at) == (State.HANDLING, ticket.current_promise_at)
    told = [chapter.words for chapter in queries.story(ticket, town.requester(ticket))]
    assert {"reply": "知道了"} not in told


def test_row_20_a_reply_is_passed_on_by_a_person_or_by_the_time_alone():
    read = town.followed()
    unread = did(town.handling(key="unread-reply"), actions.reply, "handler", words="已修好")
    actions.due(at=end_of(24) + HOUR)
    unread = Ticket.objects.get(pk=unread.pk)
    assert read.state == unread.state == State.FOLLOW_UP
    assert read.due_at == end_of(26)


@pytest.mark.parametrize("outcome", ["resolved", "partly", "explained"])
def test_row_21_the_caller_or_the_requester_says_how_it_ended(outcome: str):
    for who in ("caller", "requester"):
        said: dict[str, Any] = {"outcome": rules.Outcome(outcome), "rating": None, "words": ""}
        ticket = did(town.followed(key=f"row:21:{who}"), actions.confirm, who, **said)
        assert (ticket.state, ticket.outcome) == (State.CLOSED, outcome)


def test_row_21_after_three_tries_on_two_days_nobody_was_reached():
    ticket = town.followed()
    for after in (0 * HOUR, 5 * HOUR, DAY):
        with pytest.raises(refusals.TriesNotEnough):
            did(ticket, actions.give_up, "caller", at=MONDAY + after)
        ticket = did(ticket, actions.try_call, "caller", words="", at=MONDAY + after)
    ticket = did(ticket, actions.give_up, "caller", at=MONDAY + DAY)
    assert (ticket.state, ticket.outcome) == (State.CLOSED, "unreachable")


def test_row_22_what_is_not_solved_is_reworked_once_and_then_goes_a_level_up():
    ticket = did(town.followed(), actions.dispute, "requester", words="还是不亮")
    assert (ticket.state, ticket.due_at) == (State.REWORK, end_of(26))
    ticket = did(ticket, actions.contact, "handler", way=rules.Way.PHONE, words="再去看")
    assert ticket.state == State.HANDLING
    ticket = did(ticket, actions.reply, "handler", words="换了电缆")
    ticket = did(ticket, actions.pass_audit, "supervisor")
    ticket = did(ticket, actions.dispute, "caller", words="又灭了")
    assert (ticket.state, ticket.due_at) == (State.ESCALATED, end_of(25))


def closed() -> Ticket:
    """Return a ticket of which the caller noted that a part is solved."""
    said: dict[str, Any] = {"outcome": rules.Outcome.PARTLY, "rating": None, "words": ""}
    return did(town.followed(), actions.confirm, "caller", **said)


def test_row_23_the_requester_objects_to_an_end_within_thirty_days():
    late: dict[str, Any] = {"words": "只修了一半", "at": MONDAY + 31 * DAY}
    with pytest.raises(refusals.ObjectionTooLate):
        did(closed(), actions.object_to, "requester", **late)
    ticket = did(Ticket.objects.get(), actions.object_to, "requester", words="只修了一半")
    assert (ticket.state, ticket.pending, ticket.decide_by) == (
        State.CLOSED,
        "objection",
        end_of(30),
    )


def test_row_24_who_was_not_accepted_objects_and_somebody_else_reviews_it_in_three_days():
    given: dict[str, Any] = {"reason": rules.Decline.MARKET, "words": "请找物业"}
    ticket = did(town.received(), actions.propose_decline, "agent", **given)
    ticket = did(ticket, actions.grant_decline, "supervisor")
    ticket = did(ticket, actions.object_to, "requester", words="这是公共照明")
    assert ticket.decide_by == end_of(26)
    with pytest.raises(refusals.ReviewerTookPart):
        did(ticket, actions.uphold, "supervisor", words="属实")
    assert did(ticket, actions.uphold, "reviewer", words="属实").state == State.RECEIVED


def test_row_25_an_objection_leads_to_rework_or_stays_with_the_reason_and_the_way_on():
    ticket = did(closed(), actions.object_to, "requester", words="只修了一半")
    assert did(ticket, actions.uphold, "reviewer", words="属实").state == State.REWORK


def test_row_25_a_dismissed_objection_leaves_the_ticket_closed():
    ticket = did(closed(), actions.object_to, "requester", words="只修了一半")
    ticket = did(ticket, actions.dismiss, "reviewer", words="另一盏属小区，请找物业")
    assert (ticket.state, ticket.pending) == (State.CLOSED, "")


@pytest.mark.parametrize("made", [town.received, town.handling, town.followed])
def test_row_26_only_the_requester_withdraws_and_at_any_open_moment(made: Callable[[], Ticket]):
    not_by(made(), actions.withdraw, "agent", "supervisor", "handler", words="")
    ticket = did(Ticket.objects.get(), actions.withdraw, "requester", words="自己修好了")
    assert (ticket.state, ticket.due_at) == (State.WITHDRAWN, None)


def test_edge_nothing_is_closed_because_it_is_overdue():
    for made in (town.received, town.handling):
        ticket = made()
        actions.due(at=MONDAY + 400 * DAY)
        assert Ticket.objects.get(pk=ticket.pk).state == ticket.state


def held() -> Ticket:
    """Return a ticket on hold for two weeks."""
    why: dict[str, Any] = {"reason": rules.Hold.PROJECT, "words": "电缆要换", "plan": "三月改造"}
    next_on = (MONDAY + 14 * DAY).date()
    ticket = did(town.handling(), actions.ask_hold, "lead", next_on=next_on, **why)
    not_by(ticket, actions.put_on_hold, "lead", "dispatcher")
    return did(ticket, actions.put_on_hold, "supervisor")


def test_row_16_a_hold_has_a_plan_and_a_next_date_and_the_requester_is_told():
    ticket = held()
    assert (ticket.state, ticket.due_at, ticket.paused_at) == (State.HOLD, end_of(7, 12), MONDAY)
    told = queries.story(ticket, town.requester(ticket))[-1]
    assert told.words == {"reason": "电缆要换", "plan": "三月改造"}


def test_row_17_a_hold_ends_by_a_person_or_by_its_date_and_gives_back_its_time():
    released = did(
        held(), actions.release_hold, "supervisor", words="电缆到了", at=MONDAY + 2 * DAY
    )
    assert (released.state, released.paused_at) == (State.HANDLING, None)
    assert released.current_promise_at == end_of(2, 12)  # the two days that it stood still
    assert released.promise_at == end_of(30)


def test_row_17_the_day_of_its_review_ends_a_hold_by_itself():
    ticket = held()
    actions.due(at=end_of(7, 12) + HOUR)
    assert Ticket.objects.get(pk=ticket.pk).state == State.HANDLING


def test_edge_an_anonymous_request_keeps_no_contact_and_is_asked_on_its_page():
    with pytest.raises(refusals.AnonymousContact):
        town.received(privacy=rules.Privacy.ANONYMOUS)
    ticket = town.received(privacy=rules.Privacy.ANONYMOUS, contact=None, key="anonymous")
    assert ticket.reach == rules.Reach.PAGE


def test_edge_a_confidential_contact_is_kept_from_the_unit():
    ticket = town.dispatched(town.received(privacy=rules.Privacy.CONFIDENTIAL))
    ticket = did(ticket, actions.sign, "handler")
    with pytest.raises(NotAllowed):
        did(ticket, actions.open_contact, "handler", reason=Reason.CLARIFY, words="")
    ticket = did(ticket, actions.contact, "handler", way=rules.Way.PAGE, words="哪一盏？")
    assert ticket.state == State.HANDLING
