"""Exclusions: two supervisors without a part agree, an objection comes before, and all are counted publicly."""

from datetime import timedelta
from typing import Any

import pytest

from lianxin.casework.tickets import actions, queries
from lianxin.casework.tickets.models import Ticket
from lianxin.casework.tickets.rules import Exclusion, Outcome, State, Step, deeds, refusals
from lianxin.foundation.ledger import queries as ledger
from lianxin.foundation.refusal import NotAllowed
from lianxin.registers.orgs import actions as orgs
from tests.casework.tickets import town
from tests.casework.tickets.town import actor, did, requester
from tests.make import MONDAY
from tests.registers.duties.town import SHA, SYSTEM, table

pytestmark = pytest.mark.django_db

THIRD = (
    "username,name,unit_code,role,valid_from,grid_codes\nthird,卯,hotline,supervisor,2020-01-01,\n"
)
DAY = timedelta(days=1)
SINCE = MONDAY - 365 * DAY


@pytest.fixture(autouse=True)
def a_town() -> None:
    town.built()
    orgs.import_staff(rows=table(THIRD), key="town-third", sha256=SHA, by=SYSTEM, at=MONDAY)


def closed(key: str = "received") -> Ticket:
    ticket = did(town.handling(key=key), actions.reply, "handler", words="规划限高，不能加灯")
    ticket = did(ticket, actions.pass_audit, "dispatcher")  # no supervisor has a part in it
    given: dict[str, Any] = {"outcome": Outcome.EXPLAINED, "rating": 2, "words": ""}
    return did(ticket, actions.confirm, "requester", **given)


def proposed(key: str = "received") -> Ticket:
    reason = Exclusion.NO_BASIS
    return did(closed(key), actions.propose_exclusion, "lead", reason=reason, words="规划限高")


def agreed(ticket: Ticket, *who: str) -> Ticket:
    for one in who:
        ticket = did(ticket, actions.approve_exclusion, one, words="已核对规划")
    return ticket


def test_it_holds_once_two_supervisors_have_agreed_and_not_before():
    ticket = agreed(proposed(), "reviewer")
    assert (ticket.pending, ticket.approved_by) == ("exclusion", actor("reviewer").staff_id)
    assert ticket.excluded_for == ""
    assert queries.exclusions(since=SINCE) == []
    ticket = agreed(ticket, "third")
    assert (ticket.pending, ticket.approved_by, ticket.excluded_for) == ("", None, "no_basis")
    entries = ledger.about(ticket).filter(verb=deeds.EXCLUSION_APPROVED)
    assert len(set(entries.values_list("staff_id", flat=True))) == 2
    assert list(queries.faults()) == []


def test_nobody_agrees_twice():
    ticket = agreed(proposed(), "reviewer")
    with pytest.raises(refusals.ReviewerTookPart):
        agreed(ticket, "reviewer")
    assert Step.APPROVE_EXCLUSION not in queries.steps(ticket, actor("reviewer"), MONDAY)
    assert Step.APPROVE_EXCLUSION in queries.steps(ticket, actor("third"), MONDAY)


@pytest.mark.parametrize("step", [actions.approve_exclusion, actions.refuse_exclusion])
def test_whoever_had_a_part_in_the_ticket_decides_nothing(step: Any):
    ticket = did(proposed(), actions.note, "third", words="看过现场", staff_ids=[], unit_ids=[])
    with pytest.raises(refusals.ReviewerTookPart):
        did(ticket, step, "third", words="同意")
    for who in ("dispatcher", "lead", "handler"):
        with pytest.raises(NotAllowed):
            did(ticket, step, who, words="同意")


def test_one_who_disagrees_is_enough_also_after_another_has_agreed():
    ticket = did(agreed(proposed(), "reviewer"), actions.refuse_exclusion, "third", words="可改造")
    assert (ticket.pending, ticket.approved_by, ticket.excluded_for) == ("", None, "")
    again = did(
        ticket, actions.propose_exclusion, "lead", reason=Exclusion.CONDITIONS, words="明年改造"
    )
    assert again.approved_by is None


def test_it_changes_nothing_of_the_ticket_itself():
    before = closed()
    reason = Exclusion.NO_BASIS
    ticket = did(before, actions.propose_exclusion, "lead", reason=reason, words="规划限高")
    after = agreed(ticket, "reviewer", "third")
    kept = ("state", "outcome", "rating", "ended_at", "promise_at", "current_promise_at")
    assert [getattr(after, name) for name in kept] == [getattr(before, name) for name in kept]
    assert Step.OBJECT in queries.steps(after, requester(after), MONDAY)


def test_an_objection_comes_before_what_a_unit_proposes():
    ticket = did(agreed(proposed(), "reviewer"), actions.object_to, "requester", words="没道理")
    assert (ticket.pending, ticket.approved_by) == ("objection", None)
    with pytest.raises(refusals.NothingProposed):
        agreed(ticket, "third")


def test_an_objection_that_is_right_ends_the_exclusion_of_the_first_result():
    ticket = agreed(proposed(), "reviewer", "third")
    ticket = did(ticket, actions.object_to, "requester", words="没道理")
    ticket = did(ticket, actions.uphold, "supervisor", words="确实可改")
    assert (ticket.state, ticket.excluded_for) == (State.REWORK, "")


def test_it_is_proposed_within_its_window_and_once():
    ticket, reason = closed(), Exclusion.NOT_FOUND
    late = MONDAY + 8 * DAY
    with pytest.raises(refusals.ExclusionTooLate):
        did(ticket, actions.propose_exclusion, "lead", at=late, reason=reason, words="不存在")
    with pytest.raises(NotAllowed):
        did(ticket, actions.propose_exclusion, "handler", reason=reason, words="不存在")
    ticket = did(ticket, actions.propose_exclusion, "lead", reason=reason, words="不存在")
    ticket = agreed(ticket, "reviewer", "third")
    with pytest.raises(refusals.ExcludedAlready):
        did(ticket, actions.propose_exclusion, "lead", reason=reason, words="不存在")


def test_every_exclusion_is_counted_by_its_reason():
    for number in range(2):
        agreed(proposed(f"excluded:{number}"), "reviewer", "third")
    other = did(
        closed("other-one"),
        actions.propose_exclusion,
        "lead",
        reason=Exclusion.SAME_EVENT,
        words="停电",
    )
    agreed(other, "reviewer", "third")
    agreed(proposed("not-yet-one"), "reviewer")
    counted = [(one.reason, one.count) for one in queries.exclusions(since=SINCE)]
    assert counted == [(Exclusion.NO_BASIS, 2), (Exclusion.SAME_EVENT, 1)]
    assert queries.exclusions(since=MONDAY + DAY) == []


def test_no_reader_of_the_story_but_staff_learns_who_agreed():
    ticket = agreed(proposed(), "reviewer")
    told = queries.story(ticket, requester(ticket))[-1]
    assert told.words == {}
    assert "approved_by" not in told.facts
    assert told.staff_id is None
