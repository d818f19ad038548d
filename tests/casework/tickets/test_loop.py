"""The loop through the real actions: every step's state, words and entry, and every no."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from lianxin.casework.tickets import actions, queries, rules
from lianxin.casework.tickets.models import Ticket
from lianxin.casework.tickets.rules import State, refusals
from lianxin.casework.tickets.rules.intake import Request
from lianxin.foundation import codes
from lianxin.foundation.actor import Actor
from lianxin.foundation.ledger.models import Entry
from lianxin.foundation.refusal import NotAllowed, NotFound, Refusal, Stale
from lianxin.registers.residents.rules import NewContact
from tests.casework.tickets import town
from tests.casework.tickets.town import actor, did
from tests.make import MONDAY

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def a_town() -> None:
    town.built()


def verbs(ticket: Ticket) -> list[str]:
    return [chapter.verb for chapter in queries.story(ticket, actor("supervisor"))]


def faultless() -> None:
    assert list(queries.faults()) == []


def refused(
    no: type[Refusal], ticket: Ticket, action: Callable[..., Entry], who: str, **given: Any
) -> None:
    """Show that a step is refused and changes nothing."""
    before = Ticket.objects.filter(pk=ticket.pk).values().get()
    with pytest.raises(no):
        did(ticket, action, who, **given)
    assert Ticket.objects.filter(pk=ticket.pk).values().get() == before
    faultless()


def test_a_request_is_promised_a_day_at_intake():
    ticket = town.received()
    assert ticket.state == State.RECEIVED
    # seven calendar days from Monday 23 November: the end of Monday 30
    assert ticket.promise_at == datetime(2026, 12, 1, tzinfo=MONDAY.tzinfo)
    assert ticket.division_code == "990101001001"
    assert ticket.reach == rules.Reach.PHONE
    faultless()


def test_number_and_code_open_a_ticket_and_nothing_else_does():
    ticket = town.received()
    code = queries.query_code(ticket)
    assert queries.by_code(ticket.number, codes.grouped(code).lower()) == ticket
    for number, said in [(ticket.number, "0" * 12), ("1234567890", code), ("", "")]:
        with pytest.raises(refusals.WrongCode):
            queries.by_code(number, said)


def test_the_loop_from_intake_to_rated():
    ticket = town.followed()
    ticket = did(
        ticket, actions.confirm, "requester", outcome=rules.Outcome.RESOLVED, rating=5, words="谢谢"
    )
    assert (ticket.state, ticket.outcome, ticket.rating) == (State.CLOSED, "resolved", 5)
    assert ticket.ended_at == MONDAY
    assert verbs(ticket) == [
        "ticket.received",
        "ticket.dispatched",
        "ticket.signed",
        "ticket.contacted",
        "ticket.replied",
        "ticket.audit_passed",
        "ticket.confirmed",
    ]
    faultless()


def test_a_direct_answer_ends_the_ticket_and_can_be_rated():
    ticket = did(town.received(), actions.answer, "agent", words="八点开门", category_id=None)
    assert ticket.state == State.ANSWERED
    ticket = did(ticket, actions.rate, "requester", rating=4, words="")
    assert ticket.rating == 4
    refused(refusals.AlreadyRated, ticket, actions.rate, "requester", rating=1, words="")


def test_an_emergency_is_handed_to_its_line():
    ticket = did(town.received(), actions.hand_off, "agent", line=rules.Line.FIRE, words="119已接")
    assert ticket.state == State.EMERGENCY_HANDOFF


def test_not_accepting_takes_a_second_person():
    ticket = did(
        town.received(),
        actions.propose_decline,
        "agent",
        reason=rules.Decline.MARKET,
        words="请联系物业公司",
    )
    assert (ticket.state, ticket.pending) == (State.RECEIVED, "decline")
    refused(NotAllowed, ticket, actions.grant_decline, "agent")
    granted = did(ticket, actions.grant_decline, "supervisor")
    assert (granted.state, granted.pending) == (State.NOT_ACCEPTED, "")
    story = queries.story(granted, town.requester(granted))
    assert story[-1].words == {"channel": "请联系物业公司"}
    assert story[-2].words == {}  # the proposal is between staff
    faultless()


def test_a_refused_decline_leaves_the_ticket_to_be_accepted():
    given: dict[str, Any] = {"reason": rules.Decline.MARKET, "words": "物业"}
    ticket = did(town.received(), actions.propose_decline, "agent", **given)
    assert did(ticket, actions.refuse_decline, "supervisor", words="属于公共照明").pending == ""


def test_nothing_is_dispatched_while_a_proposal_waits():
    given: dict[str, Any] = {"reason": rules.Decline.MARKET, "words": "物业"}
    ticket = did(town.received(), actions.propose_decline, "agent", **given)
    with pytest.raises(refusals.ProposalPending):
        town.dispatched(ticket)


def test_the_catalogue_names_the_unit_and_another_needs_a_reason():
    ticket = town.received()
    given: dict[str, Any] = {
        "category_id": town.category(),
        "kind": rules.Kind.HELP,
        "grid_id": None,
    }
    other = town.unit("hewan")
    refused(
        refusals.NeedsReason,
        ticket,
        actions.dispatch,
        "dispatcher",
        lead_unit_id=other,
        words="",
        **given,
    )
    ticket = did(
        ticket, actions.dispatch, "dispatcher", lead_unit_id=other, words="街道先到场", **given
    )
    assert (ticket.lead_unit_id, ticket.catalogue_row_id) == (other, None)


def test_acceptance_may_bring_the_promise_nearer_and_never_further():
    ticket = town.received()
    given: dict[str, Any] = {"kind": rules.Kind.HELP, "grid_id": None}
    later = did(
        ticket, actions.accept, "agent", category_id=town.category("lighting.yard"), **given
    )
    assert later.tier == "complex"
    assert later.current_promise_at == ticket.promise_at


def test_a_ticket_is_accepted_once_and_the_time_to_dispatch_runs_from_then():
    given: dict[str, Any] = {"category_id": town.category(), "kind": rules.Kind.HELP}
    ticket = did(town.received(), actions.accept, "agent", grid_id=None, **given)
    refused(refusals.AlreadyAccepted, ticket, actions.accept, "agent", grid_id=None, **given)
    corrected = {**given, "category_id": town.category("lighting.yard")}
    after = did(
        ticket,
        actions.dispatch,
        "dispatcher",
        grid_id=None,
        lead_unit_id=None,
        words="",
        **corrected,
    )
    assert after.accepted_at == ticket.accepted_at


def returned() -> Ticket:
    ticket = did(town.dispatched(town.received()), actions.sign, "handler")
    return did(ticket, actions.ask_return, "lead", words="不归我们管")


def test_a_granted_return_goes_to_another_unit_and_the_promise_stays():
    ticket = returned()
    promise = ticket.current_promise_at
    given: dict[str, Any] = {"category_id": None, "words": "改派街道"}
    refused(
        refusals.SameUnit,
        ticket,
        actions.grant_return,
        "supervisor",
        lead_unit_id=ticket.lead_unit_id,
        **given,
    )
    ticket = did(
        ticket, actions.grant_return, "supervisor", lead_unit_id=town.unit("hewan"), **given
    )
    assert (ticket.state, ticket.lead_unit_id) == (State.DISPATCHED, town.unit("hewan"))
    assert ticket.current_promise_at == promise
    with pytest.raises(NotFound):
        queries.find(actor("handler"), ticket.pk)  # it is no longer theirs to see
    faultless()


def test_a_refused_return_designates_the_unit():
    ticket = did(returned(), actions.refuse_return, "supervisor", words="目录写明由你单位主办")
    assert (ticket.state, ticket.designated) == (State.SIGNED, True)
    refused(refusals.Designated, ticket, actions.ask_return, "lead", words="还是不归我们")


def test_a_return_is_asked_within_its_window():
    ticket = did(town.dispatched(town.received()), actions.sign, "handler")
    given: dict[str, Any] = {"words": "不归我们管", "at": MONDAY + 3 * DAY}
    refused(refusals.ReturnTooLate, ticket, actions.ask_return, "lead", **given)


def test_an_extension_is_asked_once_before_the_promise_and_the_requester_reads_why():
    ticket = town.handling()
    refused(refusals.ExtensionTooLong, ticket, actions.ask_extension, "lead", days=99, words="缺件")
    late: dict[str, Any] = {"days": 5, "words": "缺件", "at": MONDAY + 30 * DAY}
    refused(refusals.ExtensionTooLate, ticket, actions.ask_extension, "lead", **late)
    before = ticket.current_promise_at
    ticket = did(ticket, actions.ask_extension, "lead", days=5, words="缺灯具")
    refused(NotAllowed, ticket, actions.grant_extension, "lead")
    ticket = did(ticket, actions.grant_extension, "supervisor")
    # the promise ended with Monday 30 November: five working days on is Monday 7 December, 24:00
    assert ticket.current_promise_at == datetime(2026, 12, 8, tzinfo=MONDAY.tzinfo)
    assert ticket.promise_at == before
    assert queries.story(ticket, town.requester(ticket))[-1].words == {"reason": "缺灯具"}
    refused(refusals.ExtensionUsed, ticket, actions.ask_extension, "lead", days=1, words="还要")


def test_a_refused_extension_leaves_the_promise():
    ticket = did(town.handling(), actions.ask_extension, "lead", days=5, words="缺灯具")
    before = ticket.current_promise_at
    ticket = did(ticket, actions.refuse_extension, "supervisor", words="库存有货")
    assert (ticket.current_promise_at, ticket.pending) == (before, "")


def test_a_reply_that_fails_the_audit_is_not_shown_to_the_requester():
    ticket = did(town.handling(), actions.reply, "handler", words="知道了")
    ticket = did(ticket, actions.fail_audit, "supervisor", words="没有说修没修")
    assert ticket.state == State.HANDLING
    ticket = did(ticket, actions.reply, "handler", words="已换灯泡")
    ticket = did(ticket, actions.pass_audit, "dispatcher")
    shown = [chapter.words for chapter in queries.story(ticket, town.requester(ticket))]
    assert {"reply": "知道了"} not in shown
    assert {"reason": "没有说修没修"} not in shown
    assert {"reply": "已换灯泡"} in shown


def test_a_disputed_reply_is_reworked_once_and_then_decided_by_a_supervisor():
    ticket = did(town.followed(), actions.dispute, "caller", words="还是不亮")
    assert (ticket.state, ticket.rework_count) == (State.REWORK, 1)
    ticket = did(ticket, actions.contact, "handler", way=rules.Way.PHONE, words="再去看")
    ticket = did(ticket, actions.reply, "handler", words="换了电缆")
    ticket = did(ticket, actions.pass_audit, "supervisor")
    ticket = did(ticket, actions.dispute, "requester", words="又灭了")
    assert ticket.state == State.ESCALATED
    sent = did(ticket, actions.send_back, "supervisor", lead_unit_id=None, words="限期更换整段电缆")
    assert sent.state == State.DISPATCHED
    faultless()


def test_an_escalated_ticket_may_end_explained():
    ticket = did(town.followed(), actions.dispute, "requester", words="没好")
    ticket = did(ticket, actions.contact, "handler", way=rules.Way.VISIT, words="上门")
    ticket = did(ticket, actions.reply, "handler", words="要等改造")
    ticket = did(ticket, actions.pass_audit, "supervisor")
    ticket = did(ticket, actions.dispute, "requester", words="还没好")
    ticket = did(ticket, actions.explain, "supervisor", words="列入明年改造计划")
    assert (ticket.state, ticket.outcome) == (State.CLOSED, "explained")


def test_nobody_is_unreachable_before_the_tries():
    ticket = town.followed()
    for hours in (0, 5):
        ticket = did(ticket, actions.try_call, "caller", words="", at=MONDAY + HOUR * hours)
    refused(refusals.TriesNotEnough, ticket, actions.give_up, "caller", at=MONDAY + DAY)
    ticket = did(ticket, actions.try_call, "caller", words="", at=MONDAY + DAY)
    ticket = did(ticket, actions.give_up, "caller", at=MONDAY + DAY)
    assert (ticket.outcome, ticket.tries) == ("unreachable", 3)


def test_silence_closes_only_what_nobody_could_call():
    called = town.followed()
    asked = town.received(key="by-page-only", contact=None, privacy=rules.Privacy.ANONYMOUS)
    asked = did(town.dispatched(asked), actions.sign, "handler")
    phone: dict[str, Any] = {"way": rules.Way.PHONE, "words": "打过"}
    refused(refusals.OnlyThroughThePlatform, asked, actions.contact, "handler", **phone)
    asked = did(asked, actions.contact, "handler", way=rules.Way.PAGE, words="哪一盏？")
    asked = did(asked, actions.reply, "handler", words="修好了")
    actions.due(at=MONDAY + 20 * DAY)  # the audit's time is over: the system passes the reply on
    assert Ticket.objects.get(pk=asked.pk).state == State.FOLLOW_UP
    actions.due(at=MONDAY + 40 * DAY)
    assert Ticket.objects.get(pk=asked.pk).outcome == "unreachable"
    assert Ticket.objects.get(pk=called.pk).state == State.FOLLOW_UP
    faultless()


def test_being_late_closes_nothing():
    ticket = town.handling()
    actions.due(at=MONDAY + 400 * DAY)
    assert Ticket.objects.get(pk=ticket.pk).state == State.HANDLING


def test_an_objection_is_reviewed_by_somebody_who_had_no_part():
    ticket = did(
        town.followed(),
        actions.confirm,
        "caller",
        outcome=rules.Outcome.PARTLY,
        rating=None,
        words="",
    )
    ticket = did(ticket, actions.object_to, "requester", words="只修了一半")
    refused(refusals.ReviewerTookPart, ticket, actions.uphold, "supervisor", words="属实")
    ticket = did(ticket, actions.uphold, "reviewer", words="属实")
    assert (ticket.state, ticket.ended_at, ticket.outcome) == (State.REWORK, None, "")
    faultless()


def test_a_dismissed_objection_says_where_else_to_turn_and_is_not_repeated():
    ticket = did(town.received(), actions.answer, "agent", words="不收费", category_id=None)
    ticket = did(ticket, actions.object_to, "requester", words="收了钱")
    ticket = did(ticket, actions.dismiss, "reviewer", words="可向价格部门举报12315")
    assert ticket.state == State.ANSWERED
    refused(refusals.ObjectionUsed, ticket, actions.object_to, "requester", words="再来")


def test_an_objection_has_its_time():
    ticket = did(town.received(), actions.answer, "agent", words="不收费", category_id=None)
    late: dict[str, Any] = {"words": "晚了", "at": MONDAY + 60 * DAY}
    refused(refusals.ObjectionTooLate, ticket, actions.object_to, "requester", **late)


def test_only_the_requester_withdraws_and_at_any_open_moment():
    ticket = town.handling()
    refused(NotAllowed, ticket, actions.withdraw, "supervisor", words="")
    ticket = did(ticket, actions.ask_extension, "lead", days=3, words="缺件")
    ticket = did(ticket, actions.withdraw, "requester", words="自己修好了")
    assert (ticket.state, ticket.pending) == (State.WITHDRAWN, "")
    faultless()


def test_a_decision_on_an_overtaken_page_is_refused():
    ticket = town.dispatched(town.received())
    did(ticket, actions.sign, "handler")
    with pytest.raises(Stale):
        actions.sign(
            ticket_id=ticket.pk, by=actor("handler"), at=MONDAY, key="old-page", seen=ticket.seq
        )


def test_a_double_click_is_one_deed():
    first = town.received(key="double-click")
    assert town.received(key="double-click") == first
    assert Ticket.objects.count() == 1
    assert Entry.objects.filter(about="ticket").count() == 1


def test_nobody_of_another_unit_sees_or_works_a_ticket():
    ticket = town.handling()
    for who in ("hewan-handler", "admin"):
        with pytest.raises(NotFound):
            queries.find(actor(who), ticket.pk)
    # the power company assists by the catalogue: it reads, but does not work the ticket
    assert queries.find(actor("stranger"), ticket.pk) == ticket
    refused(refusals.NotYourUnit, ticket, actions.reply, "stranger", words="我来答")


def test_the_auditor_reads_masked_words():
    request = Request(what="我的电话13900001234，路灯坏了")
    entry = actions.receive(
        request=request, contact=None, by=Actor.public("tests"), at=MONDAY, key="masked-words"
    )
    ticket = town.of(entry)
    assert "13900001234" not in str(queries.texts([ticket], actor("auditor")))
    assert "13900001234" in str(queries.texts([ticket], actor("agent")))


def test_an_anonymous_request_keeps_no_contact():
    with pytest.raises(refusals.AnonymousContact):
        town.received(privacy=rules.Privacy.ANONYMOUS, contact=NewContact(phone="13900001234"))


def test_doors_belong_to_roles():
    request = Request(what="帮邻居报一下", channel=rules.Channel.PHONE)
    with pytest.raises(NotAllowed):
        actions.receive(request=request, by=Actor.public("x"), at=MONDAY, key="wrong-door")
    entry = actions.receive(request=request, by=actor("agent"), at=MONDAY, key="right-door")
    assert town.of(entry).channel == "phone"
