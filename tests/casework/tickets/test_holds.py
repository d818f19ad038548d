"""What has to wait: who decides, what the requester is told, and a clock that stands still and no longer."""

from datetime import date, datetime, time, timedelta
from typing import Any

import pytest

from lianxin.casework.tickets import actions, queries, rules
from lianxin.casework.tickets.models import Ticket
from lianxin.casework.tickets.rules import Hold, State, refusals
from lianxin.foundation import memory
from lianxin.foundation.actor import Actor
from lianxin.foundation.refusal import NotAllowed, Refusal
from lianxin.foundation.time import SHANGHAI, day_of
from lianxin.registers.calendars import actions as calendars
from lianxin.registers.calendars import queries as calendar_queries
from lianxin.registers.calendars.rules import Kind
from lianxin.registers.policies import actions as policies
from lianxin.registers.policies import queries as policy_queries
from tests.casework.tickets import town
from tests.casework.tickets.town import did
from tests.make import MONDAY
from tests.registers.duties.town import SYSTEM

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
LUHUA, BAISHI = "990101001001", "990101100001"  # general there, urgent here
WHY: dict[str, Any] = {"reason": Hold.PROJECT, "words": "整段电缆要换", "plan": "列入三月改造"}


@pytest.fixture(autouse=True)
def a_town() -> None:
    town.built()


def asked(ticket: Ticket, *, at: datetime = MONDAY, days: int = 14) -> Ticket:
    next_on = day_of(at) + days * DAY
    return did(ticket, actions.ask_hold, "lead", at=at, next_on=next_on, **WHY)


def held(*, at: datetime = MONDAY, days: int = 14, key: str = "received") -> Ticket:
    ticket = asked(town.handling(at=at, key=key), at=at, days=days)
    return did(ticket, actions.put_on_hold, "supervisor", at=at)


def anywhen(at: datetime, division: str, key: str = "any-moment") -> Ticket:
    """Return a ticket at work of any place at any moment."""
    request = rules.intake.Request(
        what="路灯坏了", division_code=division, category_id=town.category()
    )
    by = Actor.public("tests")
    ticket = town.of(actions.receive(request=request, contact=town.PHONE, by=by, at=at, key=key))
    given: dict[str, Any] = {"category_id": town.category(), "kind": rules.Kind.HELP}
    unit = {"grid_id": None, "lead_unit_id": town.unit("lamps"), "words": "归他们"}
    ticket = did(ticket, actions.dispatch, "dispatcher", at=at, **given, **unit)
    ticket = did(ticket, actions.sign, "handler", at=at)
    return did(ticket, actions.contact, "handler", way=rules.Way.PHONE, words="已联系", at=at)


def now(ticket: Ticket) -> Ticket:
    return Ticket.objects.get(pk=ticket.pk)


def refused(no: type[Refusal], ticket: Ticket, action: Any, who: str, **given: Any) -> None:
    before = Ticket.objects.filter(pk=ticket.pk).values().get()
    with pytest.raises(no):
        did(ticket, action, who, **given)
    assert Ticket.objects.filter(pk=ticket.pk).values().get() == before


def test_a_hold_is_proposed_by_the_unit_and_decided_by_the_hotline():
    ticket = asked(town.handling())
    assert (ticket.state, ticket.pending) == (State.HANDLING, "hold")
    assert ticket.paused_at is None  # the clock runs until somebody has agreed
    refused(NotAllowed, ticket, actions.put_on_hold, "lead")
    ticket = did(ticket, actions.put_on_hold, "supervisor")
    assert (ticket.state, ticket.pending, ticket.paused_at) == (State.HOLD, "", MONDAY)
    assert ticket.due_at == datetime(2026, 12, 8, tzinfo=SHANGHAI)  # looked at again by 7 December
    assert (ticket.hold_reason, ticket.holds) == ("project", 1)
    assert list(queries.faults()) == []


def test_the_requester_reads_the_reason_the_plan_and_the_next_date_once_it_is_agreed():
    ticket = asked(town.handling())
    read = queries.story(ticket, town.requester(ticket))
    assert read[-1].words == {}  # a proposal is between staff
    ticket = did(ticket, actions.put_on_hold, "supervisor")
    chapter = queries.story(ticket, town.requester(ticket))[-1]
    assert chapter.words == {"reason": "整段电缆要换", "plan": "列入三月改造"}
    assert chapter.facts["next_on"] == date(2026, 12, 7)


def test_a_refused_hold_says_why_and_the_clock_has_never_stopped():
    ticket = asked(town.handling())
    promise = ticket.current_promise_at
    ticket = did(ticket, actions.refuse_hold, "supervisor", words="库房有电缆")
    assert (ticket.state, ticket.pending, ticket.holds) == (State.HANDLING, "", 0)
    assert (ticket.due_at, ticket.current_promise_at) == (promise, promise)


@pytest.mark.parametrize("days", [-1, 0, 33])
def test_the_next_date_is_to_come_and_not_later_than_the_figure(days: int):
    next_on = MONDAY.date() + days * DAY
    refused(refusals.NotANextDay, town.handling(), actions.ask_hold, "lead", next_on=next_on, **WHY)


@pytest.mark.parametrize("name", ["words", "plan"])
def test_a_hold_owes_its_reason_and_its_plan(name: str):
    given = {**WHY, "next_on": MONDAY.date() + DAY, name: " "}
    refused(refusals.WordsMissing, town.handling(), actions.ask_hold, "lead", **given)


def test_a_next_date_that_came_before_the_decision_has_to_be_proposed_anew():
    ticket = asked(town.handling(), days=1)
    late: dict[str, Any] = {"at": MONDAY + 3 * DAY}
    refused(refusals.NotANextDay, ticket, actions.put_on_hold, "supervisor", **late)


def test_on_hold_nothing_is_replied_asked_or_held_twice():
    ticket = held()
    extension: dict[str, Any] = {"days": 3, "words": "还要"}
    refused(refusals.WrongMoment, ticket, actions.ask_extension, "lead", **extension)
    refused(refusals.WrongMoment, ticket, actions.reply, "handler", words="已修好")
    refused(refusals.NothingProposed, ticket, actions.put_on_hold, "supervisor")


def test_a_hold_proposed_anew_before_its_date_goes_on_and_the_clock_stopped_only_once():
    ticket = asked(held(), at=MONDAY + 10 * DAY)
    refused(
        refusals.ProposalPending, ticket, actions.ask_hold, "lead", next_on=MONDAY.date(), **WHY
    )
    ticket = did(ticket, actions.put_on_hold, "supervisor", at=MONDAY + 10 * DAY)
    assert (ticket.state, ticket.paused_at, ticket.holds) == (State.HOLD, MONDAY, 2)
    ticket = did(ticket, actions.release_hold, "lead", at=MONDAY + 20 * DAY, words="开工了")
    # seven calendar days and the twenty that it stood still, and Sunday 20 December rolls on
    assert ticket.current_promise_at == datetime(2026, 12, 22, tzinfo=SHANGHAI)


def test_the_review_date_ends_a_hold_by_itself_and_nothing_before_it():
    ticket, over = held(), datetime(2026, 12, 8, tzinfo=SHANGHAI)
    assert actions.due(at=over - timedelta(seconds=1)) == 0
    assert actions.due(at=over) == 1
    ticket = now(ticket)
    assert (ticket.state, ticket.paused_at, ticket.hold_reason) == (State.HANDLING, None, "")
    assert ticket.due_at == ticket.current_promise_at == datetime(2026, 12, 15, tzinfo=SHANGHAI)
    story = queries.story(ticket, town.requester(ticket))
    assert (story[-1].verb, story[-1].role) == (rules.deeds.HOLD_RELEASED, "system")
    assert list(queries.faults()) == []


def test_a_hold_waits_on_the_supervisors_desk_by_its_review_date():
    first = held(days=20, key="first-one")
    second = held(days=5, key="second-one")
    desk = queries.desk(town.actor("supervisor"), "holds")
    assert [row.pk for row in desk] == [second.pk, first.pk]


def test_every_hold_is_counted_by_its_reason_and_none_that_has_ended():
    one, other = held(key="one-of-two"), held(key="two-of-two")
    counted = queries.holds()
    assert [(row.reason, row.count, row.since) for row in counted] == [(Hold.PROJECT, 2, MONDAY)]
    did(one, actions.release_hold, "supervisor", words="")
    assert [row.count for row in queries.holds()] == [1]
    did(other, actions.withdraw, "requester", words="自己换了")
    assert queries.holds() == []
    assert list(queries.faults()) == []


def test_a_hold_that_began_late_gives_back_its_time_and_stays_late():
    late = MONDAY + 30 * DAY
    ticket = asked(town.handling(), at=late, days=7)
    ticket = did(ticket, actions.put_on_hold, "supervisor", at=late)
    ticket = did(ticket, actions.release_hold, "lead", at=late + 4 * DAY, words="")
    assert ticket.current_promise_at == datetime(
        2026, 12, 5, tzinfo=SHANGHAI
    )  # 30 November + 4 days
    assert ticket.current_promise_at < late


def test_what_put_the_promise_off_still_counts_when_the_ticket_is_handed_on():
    ticket = did(held(), actions.release_hold, "lead", at=MONDAY + 14 * DAY, words="")
    promised = ticket.current_promise_at
    words: dict[str, Any] = {"words": "没好", "at": MONDAY + 14 * DAY}
    for _ in range(2):
        ticket = did(ticket, actions.reply, "handler", **words)
        ticket = did(ticket, actions.pass_audit, "supervisor", at=MONDAY + 14 * DAY)
        ticket = did(ticket, actions.dispute, "requester", **words)
        if ticket.state == State.REWORK:
            ticket = did(ticket, actions.contact, "handler", way=rules.Way.PAGE, **words)
    ticket = did(ticket, actions.send_back, "supervisor", lead_unit_id=None, **words)
    assert ticket.current_promise_at == promised
    assert queries.reckoned(ticket).at == promised


PAUSES = [  # a hold's first and last moment, as a clock in Shanghai shows them
    ("2026-11-24 08:00", "2026-11-24 18:00"),
    ("2026-11-24 23:59", "2026-11-25 00:00"),
    ("2026-11-25 00:00", "2026-11-25 23:59"),
    ("2026-11-27 17:00", "2026-11-30 08:00"),
    ("2026-11-28 12:00", "2026-11-29 12:00"),
    ("2026-11-24 08:00", "2026-12-21 09:30"),
]
FESTIVAL = [  # Friday 5 to Thursday 11 February 2027 are off, Saturdays 30 January and 20 February worked
    ("2027-01-29 23:59", "2027-01-30 00:00"),
    ("2027-02-04 17:00", "2027-02-11 23:59"),
    ("2027-02-04 17:00", "2027-02-12 00:00"),
    ("2027-02-06 09:00", "2027-02-10 09:00"),
    ("2027-02-11 23:59", "2027-02-20 10:00"),
]
OFF = {date(2027, 2, day) for day in range(5, 12)}
WORKED = {date(2027, 1, 30), date(2027, 2, 20)}


def clock(said: str) -> datetime:
    return datetime.fromisoformat(said).replace(tzinfo=SHANGHAI)


def is_worked(day: date) -> bool:
    return day in WORKED or (day.weekday() < 5 and day not in OFF)


def slowly(
    promise: datetime, paused_at: datetime, resumed_at: datetime, *, worked: bool
) -> datetime:
    """Cross out the days of the pause, one after the other, and as many behind the promise."""
    lost, day = 0, day_of(paused_at)
    while day < day_of(resumed_at):
        day += DAY
        lost += 1 if not worked or is_worked(day) else 0
    last = day_of(promise) - DAY
    while lost:
        last += DAY
        lost -= 1 if not worked or is_worked(last) else 0
    while not is_worked(last):
        last += DAY
    return datetime.combine(last + DAY, time.min, SHANGHAI)


@pytest.mark.parametrize("profile", ["beijing-like", "five-working-days"])
@pytest.mark.parametrize(("began", "ended"), [*PAUSES, *FESTIVAL])
def test_a_hold_lengthens_the_promise_by_the_days_it_took_and_no_more(
    profile: str, began: str, ended: str
):
    adopted(profile)
    announced()
    at = clock(began)
    ticket = asked(anywhen(at, LUHUA), at=at, days=29)
    ticket = did(ticket, actions.put_on_hold, "supervisor", at=at)
    promise = ticket.current_promise_at
    assert ticket.promise_at == promise
    ticket = did(ticket, actions.release_hold, "supervisor", at=clock(ended), words="")
    expected = slowly(promise, at, clock(ended), worked=profile == "five-working-days")
    assert ticket.current_promise_at == expected
    assert ticket.promise_at == promise  # what was promised at intake stays, beside it
    assert queries.reckoned(ticket).at == expected
    assert list(queries.faults()) == []


def announced() -> None:
    """Enter a notice on the Spring Festival of the next year."""
    days = dict.fromkeys(OFF, Kind.HOLIDAY) | dict.fromkeys(WORKED, Kind.MAKE_UP_WORKDAY)
    seen = calendar_queries.seq()
    given: dict[str, Any] = {"source": "通知", "settles": 2027, "by": SYSTEM, "at": MONDAY}
    calendars.enter_notice(days=days, key="holds:notice", seen=seen, **given)
    memory.forget()


def adopted(profile: str) -> None:
    """Put another profile in force, from before the pauses on."""
    policies.adopt_profile(
        profile=profile,
        division="99",
        valid_from=date(2016, 1, 1),
        by=SYSTEM,
        at=datetime(2016, 1, 1, tzinfo=SHANGHAI),
        key=f"holds:{profile}",
        seen=policy_queries.seq(),
    )
    memory.forget()


def test_an_hour_clock_gets_back_every_minute():
    at = clock("2026-11-24 08:17")
    ticket = asked(anywhen(at, BAISHI), at=at)
    promise = ticket.current_promise_at
    assert (ticket.tier, promise) == ("urgent", at + timedelta(hours=2))
    ticket = did(ticket, actions.put_on_hold, "supervisor", at=at + timedelta(minutes=40))
    over = at + timedelta(days=2, minutes=1)
    ticket = did(ticket, actions.release_hold, "supervisor", at=over, words="")
    assert ticket.current_promise_at - promise == over - at - timedelta(minutes=40)
