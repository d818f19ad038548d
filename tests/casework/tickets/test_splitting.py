"""One call with two matters: two linked tickets, each with a number, a code, a promise and an end of its own."""

from datetime import timedelta
from typing import Any

import pytest

from lianxin.casework.tickets import actions, queries, rules
from lianxin.casework.tickets.models import Ticket
from lianxin.casework.tickets.rules import State, Step, refusals
from lianxin.followers.notifications.models import Message
from lianxin.foundation.ledger import queries as ledger
from lianxin.foundation.refusal import NotAllowed, NotFound
from lianxin.registers.residents import queries as residents
from lianxin.registers.residents.rules import NewContact
from lianxin.registers.residents.rules.consents import ConsentMissing
from tests.casework.tickets import town
from tests.casework.tickets.town import did
from tests.make import MONDAY

pytestmark = pytest.mark.django_db
LATER = MONDAY + timedelta(hours=2)
SECOND: dict[str, Any] = {"what": "还有垃圾没人清", "where": "芦花路口", "division_code": ""}


@pytest.fixture(autouse=True)
def a_town() -> None:
    town.built()


def split(ticket: Ticket, who: str = "agent", **other: Any) -> tuple[Ticket, Ticket]:
    """Split a ticket, and return both."""
    given = {"grid_id": town.grid(), **SECOND, **other}
    first = did(ticket, actions.split, who, at=LATER, **given)
    return first, Ticket.objects.get(split_from=first)


def test_the_second_matter_has_a_number_a_code_and_a_promise_from_the_same_call():
    first, second = split(town.received())
    assert first.number != second.number
    assert queries.query_code(first) != queries.query_code(second)
    assert (second.received_at, second.promise_at) == (first.received_at, first.promise_at)
    assert (second.state, second.channel, second.reach) == (
        State.RECEIVED,
        first.channel,
        first.reach,
    )
    assert second.due_at is not None
    assert second.due_at > LATER
    assert queries.told(queries.story(second, town.requester(second)))["what"] == "还有垃圾没人清"
    assert queries.told(queries.story(first, town.requester(first)))["what"] == "路灯坏了三天了"
    assert list(queries.faults()) == []


def test_the_ledger_says_on_both_what_was_split_by_whom():
    first, second = split(town.received())
    agent = town.actor("agent").staff_id
    of_first, of_second = ledger.about(first).last(), list(ledger.about(second))
    assert of_first is not None
    assert (of_first.verb, of_first.facts, of_first.staff_id) == (
        "ticket.split",
        {"split_into_id": second.pk},
        agent,
    )
    assert [entry.verb for entry in of_second] == ["ticket.received", "ticket.split_off"]
    assert of_second[1].facts == {"split_from_id": first.pk}
    assert {entry.staff_id for entry in of_second} == {agent}


def test_the_contact_is_kept_for_both_and_erased_apart():
    contact = NewContact(name="王阿姨", phone="13900001234", email="wang@example.cn")
    first, second = split(town.received(contact=contact))
    own = [residents.own_contact(one.pk, by=town.requester(one)) for one in (first, second)]
    assert own[0] == own[1]
    assert own[0] is not None
    did(first, actions.erase_contact, "requester")
    assert residents.own_contact(second.pk, by=town.requester(second)) == own[1]


def test_an_anonymous_requester_stays_unknown_in_both():
    first = town.received(contact=None, privacy=rules.Privacy.ANONYMOUS)
    _, second = split(first)
    assert second.privacy == rules.Privacy.ANONYMOUS
    assert residents.own_contact(second.pk, by=town.requester(second)) is None


def test_each_goes_its_own_way_from_then_on():
    first, second = split(town.received())
    town.dispatched(first)
    second = did(second, actions.withdraw, "requester", words="")
    assert second.state == State.WITHDRAWN
    assert Ticket.objects.get(pk=first.pk).state == State.DISPATCHED


def test_each_side_finds_the_other_as_far_as_it_may_know_of_it():
    first, second = split(town.received())
    agent = town.actor("agent")
    assert list(queries.split_with(agent, first)) == [second]
    assert list(queries.split_with(agent, second)) == [first]
    assert list(queries.split_with(town.requester(first), first)) == [second]
    first = town.dispatched(first)
    assert not queries.split_with(town.actor("handler"), first)  # the other one is not its own


def test_whoever_split_it_reads_the_second_code_aloud_and_nobody_else():
    _, second = split(town.received())
    assert queries.taken_in(town.actor("agent"), second.pk, LATER) == second
    with pytest.raises(NotFound):
        queries.taken_in(town.actor("dispatcher"), second.pk, LATER)


def test_words_on_health_need_the_consent_that_was_given_for_the_call():
    with pytest.raises(ConsentMissing):
        split(town.received(), what="邻居得了糖尿病")
    assert Ticket.objects.count() == 1


def test_only_the_desk_splits_and_only_what_was_just_received():
    ticket = town.received()
    for who in ("supervisor", "caller", "requester"):
        with pytest.raises(NotAllowed):
            split(ticket, who)
    with pytest.raises(refusals.WordsMissing):
        split(ticket, what=" ")
    ticket = town.dispatched(ticket)
    with pytest.raises(refusals.WrongMoment):
        split(ticket)
    assert Step.SPLIT not in queries.steps(ticket, town.actor("agent"), LATER)
    assert not Message.objects.exists()


def test_a_second_sending_of_the_form_makes_no_third_ticket():
    ticket = town.received()
    given = {"grid_id": None, **SECOND, "by": town.actor("agent"), "at": LATER}
    entries = [actions.split(ticket_id=ticket.pk, key="split-only-once", **given) for _ in range(2)]
    assert entries[0].pk == entries[1].pk
    assert Ticket.objects.count() == 2
