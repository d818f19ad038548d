"""Acting for somebody else: in their name, as far as the mandate reaches, and the ticket is theirs."""

from datetime import timedelta
from typing import Any

import pytest

from lianxin.casework.tickets import actions, queries, rules
from lianxin.casework.tickets.models import Ticket
from lianxin.casework.tickets.rules import State, Step
from lianxin.casework.tickets.rules.intake import Request
from lianxin.foundation.actor import Actor
from lianxin.foundation.ledger.models import Entry
from lianxin.foundation.refusal import NotAllowed, NotFound, Refusal
from lianxin.registers.residents import actions as residents
from lianxin.registers.residents import queries as residents_queries
from lianxin.registers.residents.models import Mandate
from lianxin.registers.residents.rules.mandates import (
    Act,
    Helper,
    MandateOver,
    MandateRevoked,
    NotMandated,
)
from tests.casework.tickets import mandated, town
from tests.casework.tickets.town import did
from tests.make import MONDAY

pytestmark = pytest.mark.django_db
LATER = MONDAY + timedelta(days=40)


@pytest.fixture(autouse=True)
def a_town():
    town.built()


def added(ticket: Ticket, by: Actor, *, at: Any = MONDAY, key: str = "added-for-her") -> Entry:
    return actions.add(ticket_id=ticket.pk, words="灯还是坏的", by=by, at=at, key=key)


def last(ticket: Ticket) -> Entry:
    found = Entry.objects.filter(about="ticket", about_id=ticket.pk).order_by("seq").last()
    assert found is not None
    return found


def reported(by: Actor, *, key: str = "told-for-her", **given: Any) -> Ticket:
    request = Request(what="楼道灯坏了", **given)
    contact = town.PHONE
    return town.of(actions.receive(request=request, contact=contact, by=by, at=MONDAY, key=key))


def test_a_helper_adds_and_answers_and_each_entry_names_the_mandate():
    ticket = town.followed()
    helper = mandated.helper(ticket)
    added(ticket, helper)
    assert last(ticket).facts["mandate_id"] == helper.mandate_id
    assert last(ticket).role == "helper"
    actions.confirm(
        ticket_id=ticket.pk,
        outcome=rules.Outcome.RESOLVED,
        rating=5,
        words="",
        by=helper,
        at=MONDAY,
        key="confirmed-for-her",
    )
    assert last(ticket).facts["mandate_id"] == helper.mandate_id
    assert Ticket.objects.get(pk=ticket.pk).state == State.CLOSED
    assert list(queries.faults()) == []


def test_what_a_requester_does_names_no_mandate():
    ticket = did(town.received(), actions.add, "requester", words="补充")
    assert last(ticket).facts["mandate_id"] is None


def test_a_helper_is_offered_nothing_that_is_the_requesters_own():
    ticket = town.followed()
    steps = queries.steps(ticket, mandated.helper(ticket), MONDAY)
    assert set(steps) == {Step.ADD, Step.CONFIRM, Step.DISPUTE}
    for action in (actions.withdraw, actions.rate):
        with pytest.raises(NotAllowed):
            action(
                ticket_id=ticket.pk,
                words="",
                by=mandated.helper(ticket, key=action.__name__),
                at=MONDAY,
                key="not-theirs",
                **({"rating": 1} if action is actions.rate else {}),
            )
    with pytest.raises(NotAllowed):
        actions.give_copy(
            ticket_id=ticket.pk,
            by=mandated.helper(ticket, key="copies"),
            at=MONDAY,
            key="not-theirs",
        )


def test_a_mandate_to_follow_is_none_to_answer():
    ticket = town.received()
    helper = mandated.helper(ticket, acts=frozenset({Act.FOLLOW}))
    assert queries.steps(ticket, helper, MONDAY) == []
    with pytest.raises(NotMandated):
        added(ticket, helper)


def test_a_mandate_for_one_ticket_is_none_for_another():
    ticket, other = town.received(), town.received(key="another-one")
    helper = mandated.helper(ticket)
    assert helper.mandate_id is not None
    elsewhere = Actor.helper(mandate_id=helper.mandate_id, ticket_id=other.pk, session="neighbour")
    with pytest.raises(NotMandated):
        added(other, elsewhere)
    with pytest.raises(NotFound):
        added(other, helper)


def test_a_mandate_that_is_over_or_taken_back_in_the_middle_refuses_and_changes_nothing():
    ticket = town.received()
    helper = mandated.helper(ticket)
    before = Entry.objects.count()
    with pytest.raises(MandateOver):
        added(ticket, helper, at=LATER)
    assert Entry.objects.count() == before
    by = town.requester(ticket)
    residents.revoke_mandate(mandate_id=helper.mandate_id or 0, by=by, at=MONDAY, key="taken-back")
    with pytest.raises(MandateRevoked):
        added(ticket, helper)
    assert Entry.objects.count() == before + 1


def test_what_is_reported_under_a_mandate_belongs_to_whoever_gave_it():
    mandate_id = mandated.given(Actor.public("giver"), acts=frozenset(Act))
    helper = Actor.helper(mandate_id=mandate_id, session="neighbour")
    ticket = reported(helper)
    assert last(ticket).facts["mandate_id"] == mandate_id
    mandate = Mandate.objects.get()
    assert mandate.ticket_id is None
    giver = Actor.giver(mandate_id=mandate_id, session="giver")
    (use,) = residents_queries.uses(giver, mandate_id)[1:]
    assert use.facts == {"ticket_id": ticket.pk}
    theirs = Actor.helper(mandate_id=mandate_id, ticket_id=ticket.pk, session="neighbour")
    added(ticket, theirs)
    stranger = town.received(key="another-one")
    elsewhere = Actor.helper(mandate_id=mandate_id, ticket_id=stranger.pk, session="neighbour")
    with pytest.raises(NotMandated):
        added(stranger, elsewhere, key="added-elsewhere")


@pytest.mark.parametrize("acts", [frozenset({Act.REPORT}), frozenset(Act)])
def test_nothing_is_reported_under_a_mandate_that_is_over(acts: frozenset[Act]):
    mandate_id = mandated.given(Actor.public("giver"), acts=acts)
    helper = Actor.helper(mandate_id=mandate_id, session="neighbour")
    giver = Actor.giver(mandate_id=mandate_id, session="giver")
    residents.revoke_mandate(mandate_id=mandate_id, by=giver, at=MONDAY, key="taken-back")
    with pytest.raises(MandateRevoked):
        reported(helper)
    assert not Ticket.objects.exists()


def test_a_mandate_for_a_ticket_is_none_to_report_another():
    helper = mandated.helper(town.received())
    with pytest.raises(NotMandated):
        reported(Actor.helper(mandate_id=helper.mandate_id or 0, session="neighbour"))
    assert Ticket.objects.count() == 1


def test_staff_who_take_in_for_somebody_record_the_mandate():
    told = Request(what="老人家的水管漏了", channel=rules.Channel.PHONE, helper=Helper.FAMILY)
    by = town.actor("agent")
    entry = actions.receive(request=told, contact=town.PHONE, by=by, at=MONDAY, key="by-her-son")
    ticket = town.of(entry)
    (slip,) = residents_queries.slips_of(ticket.pk)
    assert (slip.helper, entry.facts["mandate_id"]) == (Helper.FAMILY, slip.mandate_id)
    assert entry.role == "agent"
    son = Actor.helper(mandate_id=slip.mandate_id, ticket_id=ticket.pk, session="son")
    added(ticket, son)


def test_a_helper_reads_no_talk_about_the_requester_and_no_staff_id():
    ticket = town.received()
    did(ticket, actions.ask_right, "requester", right=rules.Right.ACCESS, words="谁看过我的电话")
    did(ticket, actions.propose_decline, "agent", reason=rules.Decline.MARKET, words="找物业")
    chapters = queries.story(ticket, mandated.helper(ticket))
    said = " ".join(text or "" for chapter in chapters for text in chapter.words.values())
    assert "路灯坏了三天了" in said
    assert "电话" not in said
    assert "找物业" not in said
    assert {chapter.staff_id for chapter in chapters} == {None}


def test_words_about_health_need_the_consent_whoever_writes_them():
    ticket = town.received()
    with pytest.raises(Refusal):
        actions.add(
            ticket_id=ticket.pk,
            words="她有糖尿病",
            by=mandated.helper(ticket),
            at=MONDAY,
            key="added-for-her",
        )


def test_with_everything_else_the_codes_of_a_ticket_go():
    ticket = did(town.received(), actions.withdraw, "requester", words="")
    mandated.given(town.requester(ticket))
    did(ticket, actions.erase, "requester")
    assert set(Mandate.objects.values_list("salt", "helping", "own")) == {("", None, None)}
