"""Absence and substitution: the posts of who is away, the second person, and no loop."""

from datetime import date, timedelta
from typing import Any

import pytest

from lianxin.casework.tickets import actions as tickets
from lianxin.casework.tickets import queries as ticket_queries
from lianxin.casework.tickets.models import Ticket
from lianxin.casework.tickets.rules import Decline, Step
from lianxin.casework.tickets.rules import refusals as ticket_no
from lianxin.foundation.actor import Actor, Role
from lianxin.foundation.ledger import queries as ledger
from lianxin.foundation.ledger.models import Entry
from lianxin.foundation.refusal import NotAllowed, Refusal
from lianxin.registers.orgs import actions, queries
from lianxin.registers.orgs.models import Absence, Staff
from lianxin.registers.orgs.rules import refusals
from lianxin.registers.orgs.rules.absences import Away
from tests.casework.tickets import town
from tests.casework.tickets.town import did
from tests.make import MONDAY

pytestmark = pytest.mark.django_db
TODAY = MONDAY.date()
FRIDAY = TODAY + timedelta(days=4)


@pytest.fixture(autouse=True)
def a_town() -> None:
    town.built()


def who(username: str) -> Staff:
    found = queries.staff_member(username)
    assert found is not None
    return found


def goes(
    username: str,
    substitute: str,
    *,
    by: str = "",
    since: date = TODAY,
    until: date = FRIDAY,
    unit: str = "hotline",
) -> Absence:
    away = Away(
        staff_id=who(username).pk,
        substitute_id=who(substitute).pk,
        valid_from=since,
        valid_to=until,
    )
    entry = actions.enter_absence(
        away=away,
        unit_id=town.unit(unit),
        by=town.actor(by or username),
        at=MONDAY,
        key=f"{username}-goes-{since}-{substitute}",
    )
    return Absence.objects.get(pk=entry.about_id)


def back(absence: Absence, on: date, *, by: str) -> Absence:
    actions.end_absence(
        absence_id=absence.pk,
        back_on=on,
        by=town.actor(by),
        at=MONDAY,
        key=f"back:{absence.pk}:{absence.seq}:{by}",
        seen=absence.seq,
    )
    return Absence.objects.get(pk=absence.pk)


def roles(username: str, on: date = TODAY) -> list[tuple[Role, str]]:
    return [(post.role, post.for_name) for post in queries.posts_of(who(username), on)]


def standing_in(username: str, absent: str, on: date = TODAY) -> Actor:
    """Return somebody who has chosen the post of a colleague who is away."""
    held = queries.posts_of(who(username), on)
    post = next(post for post in held if post.for_id == who(absent).pk)
    return queries.actor_in(post, on)


def test_a_substitute_has_the_posts_of_who_is_away_while_they_are_and_not_a_day_longer():
    absence = goes("supervisor", "agent", since=TODAY + timedelta(days=1))
    assert roles("agent") == [(Role.AGENT, "")]
    during = TODAY + timedelta(days=1)
    assert roles("agent", during) == [(Role.AGENT, ""), (Role.SUPERVISOR, "丙")]
    assert roles("agent", FRIDAY) == [(Role.AGENT, "")]
    assert roles("supervisor", during) == [(Role.SUPERVISOR, "")]
    assert ledger.about(absence).get().facts["valid_to"] == FRIDAY.isoformat()


def test_a_substitute_for_a_grid_worker_has_their_grids():
    actions.assign_post(
        staff_id=who("hewan-handler").pk,
        unit_id=town.unit("luhua"),
        role=Role.HANDLER,
        valid_from=TODAY,
        by=town.actor("admin"),
        at=MONDAY,
        key="handler-in-luhua",
    )
    goes("grid", "hewan-handler", unit="luhua")
    actor = standing_in("hewan-handler", "grid")
    assert (actor.role, actor.grid_ids) == (Role.GRID_WORKER, frozenset({town.grid()}))


def test_a_step_taken_for_somebody_says_by_whom_and_for_whom_and_is_sealed_with_it():
    goes("dispatcher", "agent")
    ticket, by = town.received(), standing_in("agent", "dispatcher")
    tickets.dispatch(
        ticket_id=ticket.pk,
        category_id=town.category(),
        kind="help",  # type: ignore[arg-type]
        grid_id=None,
        lead_unit_id=None,
        words="",
        by=by,
        at=MONDAY,
        key="dispatched-for-somebody",
    )
    entry = Entry.objects.get(verb="ticket.dispatched")
    assert (entry.staff_id, entry.for_id) == (who("agent").pk, who("dispatcher").pk)
    sealed = ledger.leaf(entry)
    entry.for_id = None
    assert ledger.leaf(entry) != sealed
    chapter = ticket_queries.story(ticket, town.actor("supervisor"))[-1]
    assert (chapter.staff_id, chapter.for_id) == (entry.staff_id, who("dispatcher").pk)
    read = ticket_queries.story(ticket, town.requester(ticket))[-1]
    assert (read.staff_id, read.for_id) == (None, None)


def declined(by: Actor) -> Ticket:
    ticket = town.received()
    tickets.propose_decline(
        ticket_id=ticket.pk,
        reason=Decline.MARKET,
        words="请找物业",
        by=by,
        at=MONDAY,
        key="propose-decline",
    )
    return Ticket.objects.get(pk=ticket.pk)


def grants(ticket: Ticket, by: Actor) -> None:
    tickets.grant_decline(
        ticket_id=ticket.pk, by=by, at=MONDAY, key=f"granted-by-{by.staff_id}-{by.for_id}"
    )


def test_who_proposed_does_not_decide_as_somebodys_substitute():
    goes("supervisor", "agent")
    ticket, by = declined(town.actor("agent")), standing_in("agent", "supervisor")
    assert Step.GRANT_DECLINE not in ticket_queries.steps(ticket, by, MONDAY)
    with pytest.raises(ticket_no.SecondPersonNeeded):
        grants(ticket, by)
    grants(ticket, town.actor("reviewer"))


def test_a_substitute_does_not_decide_on_what_whoever_is_away_proposed():
    actions.assign_post(
        staff_id=who("supervisor").pk,
        unit_id=town.unit("hotline"),
        role=Role.AGENT,
        valid_from=TODAY,
        by=town.actor("admin"),
        at=MONDAY,
        key="an-agent-too",
    )
    held = queries.posts_of(who("supervisor"), TODAY)
    as_agent = next(post for post in held if post.role is Role.AGENT)
    ticket = declined(queries.actor_in(as_agent, TODAY))
    goes("supervisor", "caller")
    with pytest.raises(ticket_no.SecondPersonNeeded):
        grants(ticket, standing_in("caller", "supervisor"))
    grants(ticket, town.actor("reviewer"))


def test_nobody_reviews_an_objection_to_what_was_done_for_them_or_by_whom_they_stand_in_for():
    ticket = town.followed()  # the supervisor passed the reply on
    given: dict[str, Any] = {"outcome": "resolved", "rating": 2, "words": ""}
    ticket = did(ticket, tickets.confirm, "requester", **given)
    ticket = did(ticket, tickets.object_to, "requester", words="没修好")
    goes("supervisor", "caller")
    with pytest.raises(ticket_no.ReviewerTookPart):
        tickets.dismiss(
            ticket_id=ticket.pk,
            words="已修好",
            by=standing_in("caller", "supervisor"),
            at=MONDAY,
            key="dismissed-for-them",
        )


def test_two_who_would_wait_for_each_other_are_refused_with_the_days():
    goes("agent", "dispatcher")
    with pytest.raises(refusals.SubstituteAway) as told:
        goes("dispatcher", "agent")
    assert told.value.facts == {"valid_from": TODAY, "valid_to": FRIDAY}
    with pytest.raises(refusals.StandsInAlready):
        goes("dispatcher", "caller")  # the agent would have nobody
    goes("dispatcher", "agent", since=FRIDAY, until=FRIDAY + timedelta(days=2))  # afterwards
    with pytest.raises(refusals.SubstituteAway):
        goes("caller", "agent", until=FRIDAY + timedelta(days=1))


def test_no_longer_loop_comes_about_either():
    goes("agent", "dispatcher")
    for absent, substitute in (("dispatcher", "caller"), ("caller", "agent")):
        with pytest.raises(Refusal):
            goes(absent, substitute)


def test_where_another_is_named_first_the_substitute_can_go_too():
    first = goes("agent", "dispatcher")
    back(first, TODAY, by="supervisor")
    goes("agent", "caller", by="supervisor")
    goes("dispatcher", "caller")
    assert [name for _, name in roles("caller")] == ["", "甲", "乙"]


def test_nobody_is_away_twice_at_a_time():
    goes("agent", "dispatcher")
    with pytest.raises(refusals.AlreadyAway):
        goes("agent", "caller", since=TODAY + timedelta(days=1))


@pytest.mark.parametrize("substitute", ["agent", "handler"])
def test_a_substitute_is_another_person_of_the_same_unit(substitute):
    with pytest.raises(refusals.NotAColleague):
        goes("agent", substitute)


def test_a_substitute_who_leaves_the_unit_stands_in_no_more():
    goes("supervisor", "agent")
    (post,) = [
        post for post in queries.posts_at(town.unit("hotline"), TODAY) if post.role == "agent"
    ]
    by = town.actor("admin")
    actions.end_post(
        post_id=post.pk, valid_to=TODAY, by=by, at=MONDAY, key="agent-leaves", seen=post.seq
    )
    assert roles("agent") == []


@pytest.mark.parametrize(
    ("since", "until", "refusal"),
    [
        (TODAY, TODAY, refusals.EndsBeforeItBegins),
        (TODAY - timedelta(days=1), FRIDAY, refusals.AbsenceInThePast),
    ],
)
def test_an_absence_has_a_day_and_begins_today_or_later(since, until, refusal):
    with pytest.raises(refusal):
        goes("agent", "dispatcher", since=since, until=until)


def test_the_lead_enters_for_the_own_unit_and_nobody_else_for_others():
    assert goes("agent", "dispatcher", by="supervisor").staff_id == who("agent").pk
    goes("handler", "lead", by="lead", unit="lamps")
    for by in ("agent", "handler", "lead"):
        with pytest.raises(NotAllowed):
            goes("caller", "reviewer", by=by)
    goes("caller", "reviewer", by="admin")


def test_no_lead_becomes_administrator_by_sending_the_administrator_away():
    with pytest.raises(NotAllowed):
        goes("admin", "supervisor", by="supervisor")
    assert goes("admin", "supervisor").substitute_id == who("supervisor").pk


def test_who_is_back_earlier_has_no_substitute_any_more():
    absence = goes("supervisor", "agent")
    assert len(roles("agent")) == 2
    with pytest.raises(NotAllowed):
        back(absence, TODAY, by="agent")
    with pytest.raises(refusals.AbsenceOver):
        back(absence, FRIDAY + timedelta(days=1), by="supervisor")
    absence = back(absence, TODAY, by="supervisor")
    assert roles("agent") == [(Role.AGENT, "")]
    with pytest.raises(refusals.AbsenceOver):
        back(absence, TODAY, by="supervisor")
