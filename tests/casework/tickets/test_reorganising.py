"""A unit is closed: its open tickets go on with whoever takes its work over, and every clock goes on with them."""

from datetime import timedelta
from typing import Any

import pytest

from lianxin.casework.tickets import actions, queries, rules
from lianxin.casework.tickets.models import Ticket
from lianxin.casework.tickets.rules import State, refusals
from lianxin.followers.notifications.models import Message
from lianxin.foundation.actor import Actor
from lianxin.foundation.ledger import rounds
from lianxin.foundation.ledger.models import Entry
from lianxin.foundation.refusal import NotAllowed, NotFound
from lianxin.registers.orgs import actions as org_actions
from lianxin.registers.orgs import rules as orgs
from lianxin.registers.orgs.models import Unit
from lianxin.registers.orgs.rules import refusals as orgs_no
from tests.casework.tickets import town
from tests.casework.tickets.town import did
from tests.make import MONDAY
from tests.registers.duties import town as small

pytestmark = pytest.mark.django_db
TOMORROW = MONDAY + timedelta(days=1)
KEPT = (
    "state",
    "due_at",
    "promise_at",
    "current_promise_at",
    "dispatched_at",
    "extensions",
    "designated",
    "pending",
    "decide_by",
    "category_id",
    "tier",
)
# Tomorrow's catalogue: what 城市管理局 did is shared out between the power company and the town office.
SHARED = """category_code,division_code,lead,assist,tier,duty_code,legal_basis
lighting.lamp,,power,,general,,
lighting.yard,,@subdistrict,,complex,,
noise,,hewan,,general,,
"""


@pytest.fixture(autouse=True)
def a_town() -> None:
    town.built()


def now(ticket: Ticket) -> Ticket:
    return Ticket.objects.get(pk=ticket.pk)


def last(ticket: Ticket) -> Entry:
    return Entry.objects.filter(about="ticket", about_id=ticket.pk).latest("seq")


def carried(limit: int = 8) -> None:
    while actions.carry(at=TOMORROW, limit=limit):
        pass


def closed(successor: str = "power", *, by_catalogue: bool = False) -> Entry:
    return town.closed("lamps", successor, by_catalogue=by_catalogue, at=TOMORROW)


def dispatched(number: int, **other: Any) -> Ticket:
    return town.dispatched(town.received(key=f"report-{number:04d}"), **other)


def test_fifty_tickets_move_in_every_state_and_nothing_else_of_them_changes():
    tickets = [dispatched(number) for number in range(46)]
    tickets += [town.handling(key="at-work-on"), town.followed(key="followed-up")]
    asked = did(dispatched(48), actions.ask_return, "lead", words="不是我们的")
    rework = did(town.followed(key="once-again"), actions.dispute, "requester", words="还是黑的")
    tickets += [asked, rework]
    before = {ticket.pk: [getattr(now(ticket), name) for name in KEPT] for ticket in tickets}
    entry = closed()
    carried()
    for ticket in map(now, tickets):
        assert ticket.lead_unit_id == town.unit("power")
        assert [getattr(ticket, name) for name in KEPT] == before[ticket.pk]
        moved = last(ticket)
        assert (moved.verb, moved.system_name) == ("ticket.moved", "reorganisation")
        assert moved.facts["decided"] == entry.pk
        assert moved.facts["from_unit_id"] == town.unit("lamps")
    (progress,) = rounds.progress(Unit.objects.get(code="lamps"))
    assert (progress.total, progress.done, progress.left) == (50, 50, 0)
    assert queries.held_by(["lamps", "power"])["power"] >= 50
    assert list(queries.faults()) == []


def test_a_ticket_that_ended_stays_where_it_was_answered():
    given: dict[str, Any] = {"outcome": rules.Outcome.RESOLVED, "rating": 5, "words": ""}
    ended = did(town.followed(), actions.confirm, "requester", **given)
    closed()
    carried()
    assert now(ended).lead_unit_id == town.unit("lamps")
    # … until an objection is found right: then whoever took over deals with it
    did(ended, actions.object_to, "requester", at=TOMORROW, words="又黑了")
    open_again = did(ended, actions.uphold, "reviewer", at=TOMORROW, words="属实")
    assert (open_again.state, open_again.lead_unit_id) == (State.REWORK, town.unit("power"))
    assert list(queries.faults()) == []


def test_where_a_unit_is_split_each_ticket_goes_to_whom_the_catalogue_names():
    lamp, noise, other = dispatched(1), town.received(key="the-noisy-one"), dispatched(3)
    given: dict[str, Any] = {
        "kind": rules.Kind.HELP,
        "grid_id": None,
        "lead_unit_id": None,
        "words": "",
    }
    noise = did(noise, actions.dispatch, "dispatcher", category_id=town.category("noise"), **given)
    yard = {**given, "lead_unit_id": town.unit("lamps"), "words": "由其办理"}
    other = did(
        town.received(key="in-the-yard"),
        actions.dispatch,
        "dispatcher",
        category_id=town.category("lighting.yard"),
        **yard,
    )
    small.published(SHARED, key="town-catalogue-2")
    closed("baishi", by_catalogue=True)
    carried()
    assert now(lamp).lead_unit_id == town.unit("power")
    assert now(lamp).catalogue_row_id is not None
    assert now(noise).lead_unit_id == town.unit("hewan")
    assert now(other).lead_unit_id == town.unit("hewan")  # the subdistrict of its place


def test_where_the_catalogue_names_nobody_the_decision_does():
    small.published(SHARED, key="town-catalogue-2")
    given: dict[str, Any] = {"on": TOMORROW.date()}
    named = town.unit("baishi")
    nowhere: dict[str, Any] = {"category_id": town.category("lighting.yard"), "division_code": ""}
    uncategorised: dict[str, Any] = {"category_id": None, "division_code": "990101001001"}
    for ticket in (nowhere, uncategorised):
        assert queries.heir(named, **ticket, **given) == queries.Heir(unit_id=named)


def test_who_helped_is_replaced_too_and_keeps_its_day():
    ticket = dispatched(1)
    assert set(ticket.assists.values_list("unit_id", flat=True)) == {town.unit("power")}
    town.closed("power", "hewan", at=TOMORROW)
    due = now(ticket).due_at
    carried()
    (assist,) = now(ticket).assists.all()
    assert (assist.unit_id, assist.ticket_due_at) == (town.unit("hewan"), due)
    assert now(ticket).lead_unit_id == town.unit("lamps")
    assert last(ticket).facts["led"] is False
    assert list(queries.faults()) == []


def test_a_successor_that_helped_already_leads_and_helps_no_more():
    ticket = dispatched(1)
    closed("power")
    carried()
    assert now(ticket).lead_unit_id == town.unit("power")
    assert not now(ticket).assists.exists()


def test_a_complaint_of_the_successor_goes_one_level_up():
    given: dict[str, Any] = {
        "category_id": town.category(),
        "kind": rules.Kind.COMPLAINT,
        "grid_id": None,
        "lead_unit_id": None,
        "about_unit_id": town.unit("power"),
        "words": "",
    }
    ticket = did(town.received(), actions.dispatch, "dispatcher", **given)
    closed("power")
    carried()
    assert now(ticket).lead_unit_id == town.unit("city")


def test_a_unit_is_not_closed_over_open_tickets_without_naming_who_takes_over():
    dispatched(1)
    with pytest.raises(orgs_no.UnitHoldsTickets):
        town.closed("lamps", "", at=TOMORROW)
    town.followed(key="assisted-by-power")
    with pytest.raises(orgs_no.UnitHoldsTickets):
        town.closed("power", "", at=TOMORROW)  # it helps with one


@pytest.mark.parametrize("successor", ["lamps", "hotline", "nobody"])
def test_a_successor_is_another_unit_that_can_be_given_a_ticket(successor):
    dispatched(1)
    with pytest.raises(orgs_no.SuccessorDoesNotFit):
        closed(successor)
    assert Unit.objects.get(code="lamps").valid_to is None


def test_what_went_elsewhere_before_the_round_came_to_it_is_not_moved():
    ticket, other = dispatched(1), dispatched(2)
    closed()
    did(ticket, actions.withdraw, "requester", words="")
    carried(limit=1)
    assert now(ticket).lead_unit_id == town.unit("lamps")
    assert now(other).lead_unit_id == town.unit("power")
    given: dict[str, Any] = {"heir": queries.Heir(unit_id=1), "successor_id": 1, "decided": 1}
    with pytest.raises(refusals.NotHeld):
        actions.move(
            ticket_id=other.pk,
            unit_id=town.unit("lamps"),
            by=Actor.system("reorganisation"),
            at=TOMORROW,
            key="moved-again",
            **given,
        )
    for who in ("supervisor", "dispatcher", "agent"):
        with pytest.raises(NotAllowed):
            did(other, actions.move, who, unit_id=1, **given)


def test_the_new_unit_goes_on_where_the_old_one_stood():
    ticket = town.handling()
    closed("power")
    carried()
    assert (
        did(ticket, actions.reply, "stranger", words="已修好", at=TOMORROW).state == State.REPLIED
    )


def test_two_closings_follow_each_other_and_the_last_successor_has_the_ticket():
    ticket = dispatched(1)
    closed("power")
    carried()
    town.closed("power", "hewan", at=TOMORROW)
    carried()
    assert now(ticket).lead_unit_id == town.unit("hewan")


def test_the_requester_reads_who_answers_for_it_now_and_nothing_between_staff():
    ticket = town.followed()
    closed()
    carried()
    told = queries.story(now(ticket), town.requester(ticket))[-1]
    assert told.verb == rules.deeds.MOVED
    assert told.facts["lead_unit_id"] == town.unit("power")
    assert told.facts["tells"] is False  # it has its answer already
    assert told.words == {}


def test_a_successor_says_whether_the_catalogue_comes_first():
    entry = closed("hewan", by_catalogue=True)
    assert entry.facts["by_catalogue"] is True
    assert orgs.Successor(code="hewan", by_catalogue=True) != orgs.Successor(code="hewan")
    assert not Message.objects.exists()


def noted(ticket: Ticket, unit: str, who: str = "dispatcher") -> Ticket:
    given: dict[str, Any] = {"staff_ids": [], "unit_ids": [town.unit(unit)], "words": "请回电"}
    return did(ticket, actions.note, who, **given)


def asked(ticket: Ticket) -> set[int | None]:
    return set(now(ticket).mentions.values_list("unit_id", flat=True))


def test_a_note_for_the_desk_of_a_closed_unit_asks_whoever_took_its_place_on_the_ticket():
    led, helped = noted(dispatched(1), "lamps"), noted(dispatched(2), "power")
    at = now(led).mentions.get().at
    closed("hewan")
    carried()
    assert (asked(led), now(led).mentions.get().at) == ({town.unit("hewan")}, at)
    assert last(led).facts["asked_unit_ids"] == [town.unit("hewan")]
    assert [row.pk for row in queries.desk(town.actor("hewan-lead"), "mentions")] == [led.pk]
    town.closed("power", "hewan", at=TOMORROW)
    carried()
    assert asked(helped) == {town.unit("hewan")}
    did(helped, actions.read_note, "hewan-lead", at=TOMORROW)
    assert asked(helped) == set()
    assert list(queries.faults()) == []


def test_a_note_goes_to_the_hotline_where_the_successor_may_not_read_the_ticket():
    ended = noted(town.followed(), "lamps")
    given: dict[str, Any] = {"outcome": rules.Outcome.RESOLVED, "rating": 5, "words": ""}
    did(ended, actions.confirm, "requester", **given)
    assert queries.held_by(["lamps"]) == {"lamps": 1}
    with pytest.raises(orgs_no.UnitHoldsTickets):
        closed("")
    closed("hewan")
    carried()
    assert now(ended).lead_unit_id == town.unit("lamps")  # it stays where it was answered
    assert asked(ended) == {town.unit("hotline")}
    assert (last(ended).facts["led"], last(ended).facts["tells"]) == (False, False)
    assert list(queries.faults()) == []


def test_a_note_that_asks_both_desks_asks_the_one_that_is_left_once():
    ticket = dispatched(1)
    given: dict[str, Any] = {"staff_ids": [], "words": "请回电"}
    both = [town.unit("lamps"), town.unit("power")]
    did(ticket, actions.note, "dispatcher", unit_ids=both, **given)
    assert queries.held_by(["lamps", "power"]) == {"lamps": 1, "power": 1}  # each ticket once
    closed("power")
    carried()
    assert asked(ticket) == {town.unit("power")}
    assert list(queries.faults()) == []


def complaint(key: str = "received", **more: Any) -> Ticket:
    given: dict[str, Any] = {
        "category_id": town.category(),
        "kind": rules.Kind.COMPLAINT,
        "grid_id": None,
        "lead_unit_id": None,
        "about_unit_id": town.unit("lamps"),
        "words": "",
        **more,
    }
    return did(town.received(key=key), actions.dispatch, "dispatcher", **given)


def test_a_complaint_of_a_closed_unit_keeps_away_from_whoever_took_its_people_over():
    helped = complaint()  # led one level up, and the power company helps
    led = complaint("given-to-power", lead_unit_id=town.unit("power"), words="由其核查")
    assert {ticket.lead_unit_id for ticket in (helped, led)} == {
        town.unit("city"),
        town.unit("power"),
    }
    closed("power")
    carried()
    for ticket in map(now, (helped, led)):
        assert ticket.about_unit_id == town.unit("power")
        assert ticket.lead_unit_id == town.unit("city")
        assert not ticket.assists.exists()
        with pytest.raises(NotFound):
            queries.find(town.actor("stranger"), ticket.pk)
    assert (last(helped).facts["led"], last(led).facts["led"]) == (False, True)
    assert list(queries.faults()) == []


def test_a_complaint_that_ended_keeps_away_from_the_successor_too():
    ended = complaint()
    did(ended, actions.withdraw, "requester", words="")
    closed("power")
    carried()
    assert now(ended).about_unit_id == town.unit("power")
    assert now(ended).lead_unit_id == town.unit("city")
    with pytest.raises(NotFound):
        queries.find(town.actor("stranger"), ended.pk)
    assert list(queries.faults()) == []


def test_a_hotline_is_taken_over_by_a_hotline_and_its_notes_go_there():
    ticket = noted(dispatched(1), "hotline", "handler")
    other = {"code": "hotline-2", "name": "十二号热线", "kind": "hotline", "parent_code": "city"}
    row = {**other, "division_code": "990101000000", "phone": "", "valid_from": ""}
    given: dict[str, Any] = {"sha256": "0" * 64, "by": small.SYSTEM, "at": MONDAY}
    org_actions.import_units(rows=[(1, row)], key="a-second-hotline", **given)
    with pytest.raises(orgs_no.SuccessorDoesNotFit):
        town.closed("hotline", "lamps", at=TOMORROW)
    town.closed("hotline", "hotline-2", at=TOMORROW)
    carried()
    assert asked(ticket) == {town.unit("hotline-2")}
    assert now(ticket).lead_unit_id == town.unit("lamps")


def shared_out(key: str = "shared-out", *, by: Actor = small.SYSTEM) -> Entry:
    lead = town.unit("lamps")
    given: dict[str, Any] = {"at": TOMORROW, "key": key}
    given["held"] = orgs.Held(tickets=queries.count_led(lead))
    return org_actions.share_out(code="lamps", by=by, **given)


def test_a_unit_that_lives_on_gives_up_what_the_catalogue_gives_to_others_and_keeps_the_rest():
    lamp, noise = dispatched(1), town.received(key="the-noisy-one")
    given: dict[str, Any] = {"kind": rules.Kind.HELP, "grid_id": None, "lead_unit_id": None}
    noisy = town.category("noise")
    noise = did(noise, actions.dispatch, "dispatcher", category_id=noisy, words="", **given)
    asking, ended = noted(dispatched(3), "lamps"), town.followed(key="answered-already")
    given = {"outcome": rules.Outcome.RESOLVED, "rating": 5, "words": ""}
    did(ended, actions.confirm, "requester", **given)
    given = {"kind": rules.Kind.HELP, "grid_id": None, "lead_unit_id": town.unit("lamps")}
    chosen = did(
        town.received(key="chosen-by-hand"),
        actions.dispatch,
        "dispatcher",
        category_id=town.category("lighting.yard"),
        words="由其办理",
        **given,
    )
    before = {ticket.pk: [getattr(now(ticket), name) for name in KEPT] for ticket in (lamp, asking)}
    small.published(SHARED.replace("noise,,hewan", "noise,,lamps"), key="town-catalogue-2")
    entry = shared_out()
    carried(limit=2)
    for ticket in map(now, (lamp, asking)):
        assert ticket.lead_unit_id == town.unit("power")
        assert [getattr(ticket, name) for name in KEPT] == before[ticket.pk]
        assert (last(ticket).verb, last(ticket).facts["decided"]) == ("ticket.moved", entry.pk)
        assert (last(ticket).facts["led"], last(ticket).facts["tells"]) == (True, True)
    assert asked(asking) == {town.unit("power")}  # a note goes with what it is about
    for ticket in map(now, (noise, ended, chosen)):
        assert ticket.lead_unit_id == town.unit("lamps")
    (progress,) = rounds.progress(Unit.objects.get(code="lamps"))
    assert (progress.done, progress.left) == (2, 2)
    assert progress.reasons == [("chosen-by-a-person", 1), ("still-theirs", 1)]
    assert Unit.objects.get(code="lamps").valid_to is None
    assert list(queries.faults()) == []


def test_what_a_unit_leads_is_shared_out_by_who_keeps_the_registers_and_only_where_there_is_something():
    with pytest.raises(orgs_no.NothingToShareOut):
        shared_out()
    dispatched(1)
    with pytest.raises(NotAllowed):
        shared_out(by=town.actor("supervisor"))
    entry = shared_out("shared-once")
    dispatched(2)
    assert shared_out("shared-once").pk == entry.pk  # pressed twice
    closed()
    with pytest.raises(orgs_no.UnitOver):
        shared_out("too-late")
