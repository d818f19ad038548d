"""What the clock alone brings about: promises that waited for a calendar are reckoned again."""

from datetime import date, datetime, timedelta

import pytest

from lianxin.casework.tickets import actions, queries, rules
from lianxin.casework.tickets.models import Ticket
from lianxin.foundation.actor import Actor
from lianxin.foundation.ledger.models import Entry
from lianxin.registers.calendars import actions as calendars
from lianxin.registers.calendars import queries as calendar_queries
from lianxin.registers.calendars.rules import Kind
from tests.casework.tickets import town
from tests.casework.tickets.town import did
from tests.make import MONDAY

pytestmark = pytest.mark.django_db
CLOCK = Actor.system("clock")
DECEMBER = datetime(2026, 12, 28, 9, 0, tzinfo=MONDAY.tzinfo)


@pytest.fixture(autouse=True)
def a_town():
    town.built()


def announce(*days: date) -> None:
    """Enter the notice that settles 2027, with these days off."""
    calendars.enter_notice(
        days=dict.fromkeys(days, Kind.HOLIDAY),
        source="国务院办公厅通知",
        settles=2027,
        by=CLOCK,
        at=DECEMBER,
        key="notice-of-2027",
        seen=calendar_queries.seq(),
    )


def recomputed(ticket: Ticket) -> Ticket:
    actions.recompute(ticket_id=ticket.pk, by=CLOCK, at=DECEMBER, key=f"recompute:{ticket.pk}")
    return Ticket.objects.get(pk=ticket.pk)


def test_a_promise_in_a_provisional_year_is_recomputed_once_the_notice_is_out():
    ticket = town.received(at=DECEMBER)
    assert ticket.promise_provisional
    assert queries.outdated() == []  # nothing is known yet that would change it
    first = ticket.promise_at
    announce(date(2027, 1, 1), date(2027, 1, 4), date(2027, 1, 5))
    assert queries.outdated() == [ticket.pk]
    ticket = recomputed(ticket)
    assert ticket.promise_at == first
    assert ticket.current_promise_at == datetime(2027, 1, 7, tzinfo=MONDAY.tzinfo)
    assert not ticket.promise_provisional
    assert queries.outdated() == []
    assert list(queries.faults()) == []


def test_an_extension_is_kept_when_its_promise_is_recomputed():
    ticket = did(town.handling(at=DECEMBER), actions.ask_extension, "lead", days=3, words="等灯具")
    ticket = did(ticket, actions.grant_extension, "supervisor", at=DECEMBER)
    extended = ticket.current_promise_at
    announce(date(2027, 1, 1))
    ticket = recomputed(ticket)
    assert ticket.current_promise_at == extended > ticket.promise_at
    assert not ticket.promise_provisional
    announced_twice = Entry.objects.filter(verb=rules.deeds.RECOMPUTED)
    assert announced_twice.count() == 1
    assert ticket.due_at == extended
    assert extended - ticket.promise_at >= timedelta(days=3)
