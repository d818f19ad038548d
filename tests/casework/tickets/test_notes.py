"""Internal notes: who writes and reads them, whom they ask, and that no requester ever reads one."""

import json
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lianxin.casework.tickets import actions, queries
from lianxin.casework.tickets.models import Mention, Ticket
from lianxin.casework.tickets.rules import Kind, Privacy, Step, deeds, refusals
from lianxin.foundation.actor import HOTLINE, IN_A_UNIT
from lianxin.foundation.ledger import queries as ledger
from lianxin.foundation.ledger.actions import writing
from lianxin.foundation.refusal import NotAllowed, NotFound
from tests.casework.tickets import town
from tests.casework.tickets.town import actor, did, requester
from tests.make import MONDAY

pytestmark = pytest.mark.django_db

SECRET = "诉求人语气急，先电话安抚"
WORKING = [
    "agent",
    "dispatcher",
    "supervisor",
    "reviewer",
    "caller",
    "handler",
    "lead",
    "stranger",
    "hewan-handler",
    "hewan-lead",
    "grid",
]


@pytest.fixture(autouse=True)
def a_town() -> None:
    town.built()


def noted(ticket: Ticket, who: str = "handler", **given: Any) -> Ticket:
    said: dict[str, Any] = {"staff_ids": [], "unit_ids": [], "words": SECRET, **given}
    return did(ticket, actions.note, who, **said)


def staff(who: str) -> int:
    found = actor(who).staff_id
    assert found is not None
    return found


def waiting(who: str) -> list[int]:
    return [ticket.pk for ticket in queries.desk(actor(who), "mentions")]


def test_whoever_works_on_a_ticket_writes_a_note_and_nobody_else():
    ticket = town.handling()
    for who in (
        "agent",
        "dispatcher",
        "supervisor",
        "caller",
        "handler",
        "lead",
        "stranger",
        "grid",
    ):
        ticket = noted(ticket, who)
        assert Step.NOTE in queries.steps(ticket, actor(who), MONDAY)
    for who, no in (
        ("auditor", NotAllowed),
        ("requester", NotAllowed),
        ("hewan-handler", NotFound),
    ):
        with pytest.raises(no):
            noted(ticket, who)


def test_a_note_changes_nothing_that_the_requester_was_promised():
    before = town.handling()
    after = noted(before)
    kept = ("state", "due_at", "current_promise_at", "pending")
    assert [getattr(after, name) for name in kept] == [getattr(before, name) for name in kept]


def test_the_requester_never_reads_a_note_and_sees_in_the_copy_only_that_there_was_one():
    ticket = noted(town.handling(), staff_ids=[staff("lead")])
    by = requester(ticket)
    last = queries.story(ticket, by)[-1]
    assert (last.verb, last.words, last.staff_id) == (deeds.NOTED, {}, None)
    assert "named_staff_ids" not in last.facts
    copied = json.dumps(queries.copy(ticket, by), ensure_ascii=False)
    assert deeds.NOTED in copied
    assert SECRET not in copied
    assert "staff_id" not in copied


def test_no_copy_says_which_member_of_staff_proposed_something():
    ticket = did(town.handling(), actions.ask_extension, "lead", days=2, words="等配件")
    assert "pending_by" not in json.dumps(queries.copy(ticket, requester(ticket)))


def test_who_cannot_read_the_ticket_cannot_read_its_notes():
    given: dict[str, Any] = {"grid_id": None, "lead_unit_id": None, "words": ""}
    given |= {"kind": Kind.COMPLAINT, "about_unit_id": town.unit("lamps")}
    ticket = did(
        town.received(), actions.dispatch, "dispatcher", category_id=town.category(), **given
    )
    ticket = noted(ticket, "supervisor")
    for who in ("handler", "lead"):  # of the unit complained of
        with pytest.raises(NotFound):
            queries.find(actor(who), ticket.pk)
        with pytest.raises(refusals.NotAReader):
            noted(ticket, "supervisor", staff_ids=[staff(who)])
    with pytest.raises(refusals.NotAReader):
        noted(ticket, "supervisor", unit_ids=[town.unit("lamps")])


def test_numbers_in_a_note_on_a_confidential_ticket_are_hidden_from_the_unit():
    ticket = town.dispatched(town.received(privacy=Privacy.CONFIDENTIAL))
    ticket = noted(ticket, "caller", words="机主13900001234不在")
    said = queries.story(ticket, actor("handler"))[-1].words["note"] or ""
    assert "13900001234" not in said
    assert "13900001234" in (queries.story(ticket, actor("caller"))[-1].words["note"] or "")


@pytest.mark.parametrize("lead", ["lamps", "hewan", "city"])
def test_exactly_those_can_be_named_who_may_see_the_ticket(lead: str):
    given: dict[str, Any] = {"kind": Kind.HELP, "grid_id": None, "words": "换个单位"}
    given |= {"lead_unit_id": town.unit(lead), "category_id": town.category()}
    ticket = did(town.received(), actions.dispatch, "dispatcher", **given)
    posts = queries.readers(ticket, MONDAY.date()).values_list("staff_id", flat=True)
    seeing = {
        staff(who)
        for who in WORKING
        if queries.visible_to(actor(who)).filter(pk=ticket.pk).exists()
    }
    assert set(posts) == seeing
    assert {
        post.staff_id for post in queries.nameable(ticket, actor("lead"), MONDAY.date())
    } <= seeing


def test_a_named_colleague_is_asked_until_the_note_is_read_or_answered():
    ticket = noted(town.handling(), staff_ids=[staff("lead"), staff("supervisor")])
    assert waiting("lead") == waiting("supervisor") == [ticket.pk]
    assert waiting("handler") == []
    did(ticket, actions.read_note, "lead")
    assert (waiting("lead"), waiting("supervisor")) == ([], [ticket.pk])
    noted(ticket, "supervisor", words="知道了")
    assert waiting("supervisor") == []
    with pytest.raises(refusals.NothingToRead):
        did(ticket, actions.read_note, "lead")
    assert list(queries.faults()) == []


def test_the_desk_of_a_unit_is_asked_until_one_of_it_has_read():
    ticket = noted(town.handling(), unit_ids=[town.unit("hotline")])
    for who in ("agent", "supervisor", "caller"):
        assert waiting(who) == [ticket.pk]
    did(ticket, actions.read_note, "caller")
    assert waiting("agent") == []


def test_a_ticket_that_went_elsewhere_asks_nobody_who_cannot_see_it_any_more():
    ticket = noted(town.handling(), staff_ids=[staff("lead")])
    with pytest.raises(refusals.NotAReader):
        noted(ticket, staff_ids=[staff("hewan-lead")])
    ticket = did(ticket, actions.reply, "handler", words="已修好")
    ticket = did(ticket, actions.pass_audit, "supervisor")
    assert waiting("lead") == [ticket.pk]  # also when nobody is at work on it


def test_who_is_asked_and_is_not_written_down_is_found():
    noted(town.handling(), staff_ids=[staff("lead")])
    assert list(queries.faults()) == []
    with writing():
        Mention.objects.all().delete()
    assert [(fault.code, fault.detail) for fault in queries.faults()] == [
        ("replay-differs", "mentions")
    ]


def test_a_note_is_bound_in_the_ledger():
    ticket = noted(town.handling())
    entry = ledger.about(ticket).last()
    assert entry is not None
    assert entry.digests.keys() == {"note"}
    assert SECRET not in json.dumps(entry.facts, ensure_ascii=False)


def test_the_desk_costs_as_many_queries_for_many_notes_as_for_few():
    def cost() -> int:
        with CaptureQueriesContext(connection) as captured:
            list(queries.desk(actor("lead"), "mentions"))
        return len(captured)

    for number in range(2):
        noted(town.handling(key=f"asked-one:{number}"), staff_ids=[staff("lead")])
    few = cost()
    for number in range(8):
        noted(town.handling(key=f"asked-more:{number}"), staff_ids=[staff("lead")])
    assert cost() == few
    assert len(waiting("lead")) == 10


def test_every_role_that_works_on_tickets_has_the_desk():
    for who in WORKING:
        by = actor(who)
        assert by.role in HOTLINE | IN_A_UNIT
        assert any(desk.name == "mentions" for desk in queries.desks_of(by))
