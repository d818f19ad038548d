"""A calendar that is corrected backwards: promises that were given firmly stay, whatever comes after."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from lianxin.casework.tickets import actions as tickets
from lianxin.casework.tickets import queries
from lianxin.casework.tickets.models import Ticket
from lianxin.foundation.actor import Actor
from lianxin.foundation.time import last_day
from lianxin.registers.calendars import queries as calendars
from lianxin.registers.changes import actions
from lianxin.registers.changes.models import Change
from lianxin.registers.changes.rules import Load, Register
from tests.casework.tickets import town
from tests.make import MONDAY
from tests.registers.duties.town import SHA, table

pytestmark = pytest.mark.django_db

NEXT_MONDAY = date(2026, 11, 30)
DECEMBER = datetime(2026, 12, 28, 9, 0, tzinfo=MONDAY.tzinfo)
HEAD = "date,kind\n"


@pytest.fixture(autouse=True)
def a_town() -> None:
    town.built()


def noticed(days: str, *, key: str, settles: int | None = None) -> Change:
    """Enter a notice on its page's way: prepared, then sent."""
    by: dict[str, Any] = {"by": town.actor("admin"), "at": MONDAY}
    entry = actions.prepare(
        register=Register.CALENDAR,
        rows=table(HEAD + days),
        sha256=SHA,
        valid_from=MONDAY.date(),
        note="国办通知",
        settles=settles,
        key=f"prepared:{key}",
        **by,
    )
    return sent(entry.about_id, seen=1, key=key)


def sent(change_id: int, *, seen: int, key: str) -> Change:
    given: dict[str, Any] = {"reason": "", "load": Load(), "by": town.actor("admin")}
    actions.send(change_id=change_id, seen=seen, at=MONDAY, key=f"sent:{key}", **given)
    return Change.objects.get(pk=change_id)


def promised(ticket: Ticket) -> date:
    """Return the last day on which the promise of a ticket can be kept."""
    ticket.refresh_from_db()
    return last_day(ticket.current_promise_at)


def received(key: str, *, at: datetime = MONDAY) -> Ticket:
    return town.received(at=at, key=key)


def recomputed() -> int:
    """Do what the worker does after a change of the calendar, and return how many promises moved."""
    found = queries.outdated()
    for ticket_id in found:
        key = f"recompute:{ticket_id}:{len(found)}"
        tickets.recompute(ticket_id=ticket_id, by=Actor.system("clock"), at=DECEMBER, key=key)
    return len(found)


def test_a_day_that_becomes_a_holiday_moves_new_promises_and_no_given_one():
    before = received("ticket-before")
    assert promised(before) == NEXT_MONDAY
    change = noticed(f"{NEXT_MONDAY},holiday\n", key="holiday")
    after = received("ticket-after", at=MONDAY + timedelta(minutes=1))
    assert promised(after) == date(2026, 12, 1)
    assert recomputed() == 0
    assert promised(before) == NEXT_MONDAY

    back = actions.prepare_undo(
        change_id=change.pk, by=town.actor("admin"), at=MONDAY, key="prepared:back", seen=change.seq
    )
    sent(back.about_id, seen=1, key="back")
    assert recomputed() == 0  # what was promised on the longer calendar stays, too
    assert promised(after) == date(2026, 12, 1)
    assert promised(received("ticket-again", at=MONDAY + timedelta(minutes=2))) == NEXT_MONDAY


def test_a_promise_that_waited_is_settled_once_and_not_moved_by_a_later_correction():
    ticket = received("ticket-december", at=DECEMBER)
    assert ticket.promise_provisional
    noticed("2027-01-04,holiday\n", key="notice", settles=2027)
    assert recomputed() == 1
    settled = promised(ticket)
    assert settled == date(2027, 1, 5)
    noticed("2027-01-04,working_day\n", key="correction")
    assert recomputed() == 0
    assert promised(ticket) == settled
    ticket.refresh_from_db()
    assert not ticket.promise_provisional


def test_taking_a_notice_back_leaves_the_year_announced():
    change = noticed("2027-01-04,holiday\n", key="notice", settles=2027)
    back = actions.prepare_undo(
        change_id=change.pk, by=town.actor("admin"), at=MONDAY, key="prepared:back", seen=change.seq
    )
    sent(back.about_id, seen=1, key="back")
    assert not next(year for year in calendars.years() if year.year == 2027).provisional
    assert calendars.calendar().is_working_day(date(2027, 1, 4))
