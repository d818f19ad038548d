"""A requester's say over the own data: copied, corrected, erased at once, or promised with a reason."""

from datetime import timedelta
from typing import Any

import pytest

from lianxin.casework.tickets import actions, queries, rules
from lianxin.casework.tickets.models import Ticket
from lianxin.casework.tickets.rules import Hold, Obstacle, Outcome, Privacy, Right, State, refusals
from lianxin.foundation.actor import Actor
from lianxin.foundation.files import queries as files
from lianxin.foundation.ledger import actions as ledger
from lianxin.foundation.ledger import verifying
from lianxin.foundation.ledger.models import Entry, Passage
from lianxin.foundation.refusal import NotAllowed, NotFound
from lianxin.registers.residents import queries as residents
from lianxin.registers.residents.rules import NewContact
from tests.casework.tickets import town
from tests.casework.tickets.town import did
from tests.interfaces.web.staff import scene
from tests.make import MONDAY

pytestmark = pytest.mark.django_db
HOLD_REVIEW = MONDAY + timedelta(days=30)


@pytest.fixture(autouse=True)
def a_town():
    town.built()


def closed() -> Ticket:
    return did(
        town.followed(),
        actions.confirm,
        "requester",
        outcome=Outcome.RESOLVED,
        rating=None,
        words="",
    )


def faults() -> list[str]:
    while ledger.seal():
        pass
    ledger.sign_head(at=MONDAY)
    ledger.witness()
    found = [*verifying.whole(now=MONDAY), *queries.faults(), *files.faults(), *residents.faults()]
    return [fault.code for fault in found]


def said(ticket: Ticket) -> list[str | None]:
    kept = Passage.objects.filter(entry__about="ticket", entry__about_id=ticket.pk)
    return list(kept.order_by("entry_id", "name").values_list("text", flat=True))


def now(ticket: Ticket) -> Ticket:
    return Ticket.objects.get(pk=ticket.pk)


def texts(ticket: Ticket) -> dict[str, str]:
    return queries.texts([now(ticket)], town.actor("supervisor"))[ticket.pk]


def last(ticket: Ticket) -> Entry:
    return Entry.objects.filter(about="ticket", about_id=ticket.pk).latest("seq")


def test_a_copy_holds_everything_and_is_noted():
    ticket = scene.handling()
    did(ticket, actions.give_copy, "requester")
    copied = queries.copy(now(ticket), town.requester(ticket))
    assert copied["contact"] == {"name": "王阿姨", "phone": "+8613900001234"}
    deeds = copied["deeds"]
    assert isinstance(deeds, list)
    assert [deed["verb"] for deed in deeds][-1] == rules.deeds.COPIED
    assert deeds[0]["words"]["what"] == "路灯坏了三天了"
    assert len(copied["files"]) == 1  # type: ignore[arg-type]
    assert faults() == []


def test_nobody_else_takes_a_copy_or_reads_the_contact_in_clear():
    ticket = town.received()
    for by in (town.actor("supervisor"), Actor.requester(ticket_id=ticket.pk + 1, session="x")):
        with pytest.raises((NotAllowed, NotFound)):
            actions.give_copy(ticket_id=ticket.pk, by=by, at=MONDAY, key="copy-of-another")
        with pytest.raises(NotAllowed):
            queries.copy(ticket, by)


def test_what_is_corrected_is_what_everybody_reads_and_the_first_words_stay_bound():
    ticket = town.received()
    did(ticket, actions.correct, "requester", what="路灯坏了四天", where="柳桥路口", forget=False)
    assert texts(ticket) == {"what": "路灯坏了四天", "where": "柳桥路口"}
    assert "路灯坏了三天了" in said(ticket)
    assert last(ticket).verb == rules.deeds.CORRECTED
    assert faults() == []


def test_what_is_corrected_can_be_forgotten_and_that_is_on_record():
    ticket = town.received()
    did(ticket, actions.correct, "requester", what="路灯坏了四天", where="", forget=False)
    did(ticket, actions.correct, "requester", what="路灯坏了", where="", forget=True)
    assert texts(ticket) == {"what": "路灯坏了"}
    assert set(said(ticket)) == {"路灯坏了", None}
    entry = last(ticket)
    assert entry.verb == rules.deeds.WORDS_ERASED
    assert len(entry.facts["entries"]) == 2
    assert faults() == []


@pytest.mark.parametrize("what", ["", " \n", "字" * 10_001])
def test_a_correction_says_something_and_not_too_much(what: str):
    ticket = town.received()
    with pytest.raises((refusals.WordsTooLong, refusals.WordsMissing)):
        did(ticket, actions.correct, "requester", what=what, where="", forget=True)
    assert texts(ticket)["what"] == "路灯坏了三天了"


def test_another_contact_takes_the_place_of_the_first():
    ticket = town.received()
    mail = NewContact(name="王先生", email="wang@example.cn")
    ticket = did(ticket, actions.correct_contact, "requester", contact=mail)
    kept = residents.own_contact(ticket.pk, by=town.requester(ticket))
    assert kept == mail
    assert ticket.reach == "page"
    assert last(ticket).verb == rules.deeds.CONTACT_CORRECTED
    assert faults() == []


def test_an_anonymous_request_still_keeps_no_contact():
    ticket = town.received(contact=None, privacy=Privacy.ANONYMOUS)
    with pytest.raises(refusals.AnonymousContact):
        did(ticket, actions.correct_contact, "requester", contact=town.PHONE)


def test_a_contact_is_erased_at_once_even_while_somebody_is_at_work():
    ticket = did(town.handling(), actions.erase_contact, "requester")
    assert residents.masked(ticket.pk) is None
    assert (ticket.reach, ticket.state) == ("page", State.HANDLING)
    assert faults() == []


def test_everything_is_erased_at_once_where_nothing_needs_it():
    ticket = did(scene.received(), actions.withdraw, "requester", words="不用了")
    by = town.requester(ticket)
    assert queries.needed(ticket, by, MONDAY) is None
    ticket = did(ticket, actions.erase, "requester")
    assert ticket.state == State.ARCHIVED
    assert set(said(ticket)) == {None}
    assert not files.of("ticket", [ticket.pk]).exists()
    assert last(ticket).facts["run"] is None
    assert faults() == []


@pytest.mark.parametrize(
    ("made", "obstacle"),
    [
        (town.handling, Obstacle.AT_WORK),
        (closed, Obstacle.OBJECTION),
        (
            lambda: did(closed(), actions.object_to, "requester", words="不亮"),
            Obstacle.UNDER_REVIEW,
        ),
    ],
    ids=["at work", "can object", "under review"],
)
def test_what_still_needs_the_words_is_said_with_a_day_and_then_the_clock_erases_them(
    made, obstacle
):
    ticket = made()
    with pytest.raises((refusals.WrongMoment, refusals.KeptToObject, refusals.ProposalPending)):
        did(ticket, actions.erase, "requester")
    ticket = did(ticket, actions.ask_erasure, "requester")
    entry = last(ticket)
    assert (entry.verb, entry.facts["obstacle"]) == (rules.deeds.ERASURE_PROMISED, obstacle)
    assert ticket.erase_by is not None
    assert ticket.erase_by > MONDAY + timedelta(days=30)
    with pytest.raises(refusals.ErasurePromised):
        did(ticket, actions.ask_erasure, "requester")
    actions.due(at=ticket.erase_by - timedelta(hours=1))
    assert None not in said(ticket)
    assert faults() == []


def on_hold() -> Ticket:
    """Return a ticket on hold until a review."""
    given: dict[str, Any] = {
        "reason": Hold.PROJECT,
        "plan": "三月招标",
        "next_on": HOLD_REVIEW.date(),
    }
    ticket = did(town.handling(), actions.ask_hold, "lead", words="列入明年改造", **given)
    return did(ticket, actions.put_on_hold, "supervisor")


def test_a_request_on_hold_is_kept_until_it_was_looked_at_again():
    ticket = on_hold()
    needed = queries.needed(ticket, town.requester(ticket), MONDAY)
    assert needed is not None
    assert needed.obstacle is Obstacle.ON_HOLD
    assert needed.erase_by > HOLD_REVIEW + timedelta(days=29)


def test_the_promise_to_erase_is_kept_by_itself():
    ticket = did(closed(), actions.ask_erasure, "requester")
    assert ticket.erase_by is not None
    actions.due(at=ticket.erase_by + timedelta(hours=1))
    ticket = now(ticket)
    assert (ticket.state, ticket.erase_by) == (State.ARCHIVED, None)
    assert set(said(ticket)) == {None}
    assert last(ticket).role == "system"
    assert faults() == []


def test_where_the_promised_day_finds_it_still_needed_another_day_is_said_with_the_reason():
    ticket = did(town.handling(), actions.ask_erasure, "requester")
    first = ticket.erase_by
    assert first is not None
    actions.due(at=first)
    ticket = now(ticket)
    assert ticket.state == State.HANDLING
    assert ticket.erase_by is not None
    assert ticket.erase_by > first
    assert last(ticket).facts["obstacle"] == Obstacle.AT_WORK
    assert actions.due(at=first + timedelta(minutes=1)) == 0  # said once
    assert faults() == []


def test_a_request_that_is_withdrawn_after_the_promise_is_erased_at_once():
    ticket = did(town.handling(), actions.ask_erasure, "requester")
    did(ticket, actions.withdraw, "requester", words="")
    actions.due(at=MONDAY + timedelta(minutes=1))
    assert now(ticket).state == State.ARCHIVED
    assert faults() == []


def test_a_question_about_the_data_is_answered_by_a_person_by_the_promised_day():
    ticket = did(
        town.received(), actions.ask_right, "requester", right=Right.ACCESS, words="还有什么？"
    )
    assert ticket.answer_by == MONDAY.replace(hour=0) + timedelta(days=22)  # 15 working days
    assert [one.pk for one in queries.desk(town.actor("supervisor"), "rights")] == [ticket.pk]
    with pytest.raises(refusals.RightAsked):
        did(ticket, actions.ask_right, "requester", right=Right.ACCESS, words="还有呢？")
    ticket = did(ticket, actions.answer_right, "supervisor", granted=True, words="没有其他信息")
    assert (ticket.asked_right, ticket.answer_by) == ("", None)
    assert last(ticket).facts["granted"] is True
    with pytest.raises(refusals.NothingAsked):
        did(ticket, actions.answer_right, "supervisor", granted=True, words="再答一次")
    assert faults() == []


def test_whoever_had_a_page_open_while_a_copy_was_taken_is_not_sent_back():
    ticket = town.handling()
    seen = ticket.seq
    did(ticket, actions.give_copy, "requester")
    did(ticket, actions.reply, "handler", words="已修好", seen=seen)
    assert now(ticket).state == State.REPLIED


def test_an_erasure_that_meets_a_hold_is_promised_with_the_reason_and_done_when_nothing_needs_it():
    ticket = did(on_hold(), actions.ask_erasure, "requester")
    promised = ticket.erase_by
    assert last(ticket).facts["obstacle"] == Obstacle.ON_HOLD
    assert promised is not None
    assert promised > HOLD_REVIEW
    actions.due(at=MONDAY + timedelta(hours=1))
    assert None not in said(now(ticket))
    did(ticket, actions.withdraw, "requester", words="不用了")
    actions.due(at=MONDAY + timedelta(hours=2))
    ticket = now(ticket)
    assert (ticket.state, ticket.erase_by) == (State.ARCHIVED, None)
    assert set(said(ticket)) == {None}
    assert faults() == []
