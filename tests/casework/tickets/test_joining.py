"""Many tickets about one problem: each joins by a person's decision, all get one reply, each stays its own."""

from datetime import timedelta

import pytest

from lianxin.casework.matters import actions as matters
from lianxin.casework.matters import rules as matter_rules
from lianxin.casework.matters.models import Matter
from lianxin.casework.tickets import actions, queries, rules
from lianxin.casework.tickets.models import Assist, Ticket
from lianxin.casework.tickets.rules import Decline, Kind, Outcome, State, Step, refusals
from lianxin.foundation.actor import Actor
from lianxin.foundation.ledger import actions as ledger
from lianxin.foundation.ledger import rounds
from lianxin.foundation.ledger.models import Entry, Left
from lianxin.foundation.refusal import NotAllowed, NotFound
from tests.casework.matters import scene
from tests.casework.tickets import town
from tests.casework.tickets.town import did
from tests.make import MONDAY

pytestmark = pytest.mark.django_db
LATER = MONDAY + timedelta(hours=3)


@pytest.fixture
def matter() -> Matter:
    """The town's matter, about which somebody at the hotline knows."""
    town.built()
    return scene.opened()


def now(ticket: Ticket) -> Ticket:
    return Ticket.objects.get(pk=ticket.pk)


def joined(matter: Matter, ticket: Ticket, who: str = "agent") -> Ticket:
    return did(ticket, actions.join, who, matter_id=matter.pk)


def reports(count: int) -> list[Ticket]:
    return [town.received(key=f"report-{number:04d}") for number in range(count)]


def replied(matter: Matter, words: str = "21时已恢复照明") -> Entry:
    return actions.reply_to_all(
        matter_id=matter.pk, words=words, by=town.actor("supervisor"), at=LATER, key="reply-to-all"
    )


def carried(limit: int = 4) -> None:
    while actions.carry(at=LATER, limit=limit):
        pass


def last(ticket: Ticket) -> Entry:
    return Entry.objects.filter(about="ticket", about_id=ticket.pk).latest("seq")


def test_a_ticket_that_joins_keeps_its_state_its_promise_and_its_unit(matter):
    before = town.handling()
    after = joined(matter, before, "handler")
    kept = ("state", "due_at", "promise_at", "current_promise_at", "lead_unit_id", "category_id")
    assert [getattr(after, name) for name in kept] == [getattr(before, name) for name in kept]
    assert after.matter_id == matter.pk
    assert last(after).facts == {"matter_id": matter.pk, "with_matter": True, "decided": None}
    assert queries.counts([matter.pk]) == {matter.pk: 1}
    assert list(queries.faults()) == []


def test_a_ticket_joins_one_matter_at_a_time(matter):
    ticket = joined(matter, town.received())
    other = scene.opened(key="other")
    with pytest.raises(refusals.AlreadyJoined):
        joined(other, ticket)


def test_a_join_is_taken_back_with_a_reason_that_the_requester_does_not_read(matter):
    ticket = joined(matter, town.received())
    ticket = did(ticket, actions.leave, "supervisor", matter_id=matter.pk, words="另一处的灯")
    assert ticket.matter_id is None
    assert [chapter.words for chapter in queries.story(ticket, town.requester(ticket))[-2:]] == [
        {},
        {},
    ]
    assert queries.story(ticket, town.actor("agent"))[-1].words == {"reason": "另一处的灯"}
    assert joined(scene.opened(key="other"), ticket).matter_id


def test_a_unit_joins_only_what_it_leads_and_the_requester_nothing(matter):
    ticket = town.dispatched(town.received())
    with pytest.raises(NotFound):
        joined(matter, ticket, "requester")
    with pytest.raises((refusals.NotYourUnit, NotFound)):
        joined(matter, ticket, "hewan-lead")
    joined(matter, ticket, "lead")


def test_nothing_joins_or_leaves_a_matter_that_is_closed(matter):
    inside, outside = joined(matter, town.received()), town.received(key="outside-it")
    scene.did(matter, matters.close, "supervisor", words="已修好", tickets=0)
    with pytest.raises(matter_rules.MatterNotOpen):
        joined(matter, outside)
    with pytest.raises(matter_rules.MatterNotOpen):
        did(inside, actions.leave, "agent", matter_id=matter.pk, words="不是")
    assert Step.LEAVE not in queries.steps(now(inside), town.actor("agent"), MONDAY)


def test_a_matter_opened_from_a_ticket_has_its_first_report(matter):
    ticket = town.received()
    entry = actions.open_from(
        ticket_id=ticket.pk,
        about=scene.about(title="河湾桥断电"),
        plan=scene.plan(),
        by=town.actor("agent"),
        at=MONDAY,
        key="open-from-a-ticket",
        seen=ticket.seq,
    )
    assert entry.verb == "matter.opened"
    assert now(ticket).matter_id == entry.about_id


def test_no_matter_is_opened_where_the_ticket_cannot_join_it(matter):
    ticket = joined(matter, town.received())
    with pytest.raises(refusals.AlreadyJoined):
        actions.open_from(
            ticket_id=ticket.pk,
            about=scene.about(),
            plan=scene.plan(),
            by=town.actor("agent"),
            at=MONDAY,
            key="open-from-a-ticket",
        )
    assert Matter.objects.count() == 1


def test_those_that_may_join_lie_at_the_place_are_open_and_on_their_own(matter):
    here, taken, gone = reports(3)
    joined(matter, taken)
    did(gone, actions.withdraw, "requester", words="")
    by = town.actor("agent")
    since = MONDAY - timedelta(days=1)
    for category in (None, town.category()):  # nobody chose a category yet
        found = queries.joinable(by, matter, category_id=category, since=since)
        assert list(found) == [here]
    assert not queries.joinable(by, matter, category_id=None, since=LATER)
    assert not queries.joinable(town.actor("lead"), matter, category_id=None, since=since)
    town.dispatched(here)
    assert list(queries.joinable(town.actor("lead"), matter, category_id=None, since=since)) == [
        here
    ]
    noise = queries.joinable(by, matter, category_id=town.category("noise"), since=since)
    assert list(noise) == []


def gathered(
    matter: Matter, tickets: list[Ticket], who: str = "agent", key: str = "gather"
) -> Entry:
    ids = [ticket.pk for ticket in tickets]
    return actions.join_many(
        matter_id=matter.pk, ticket_ids=ids, by=town.actor(who), at=MONDAY, key=f"{key}-them"
    )


def test_many_join_by_one_decision_each_under_an_entry_of_its_own(matter):
    tickets = reports(6)
    entry = gathered(matter, tickets)
    assert {now(ticket).matter_id for ticket in tickets} == {None}  # decided, not carried out yet
    carried()
    assert {now(ticket).matter_id for ticket in tickets} == {matter.pk}
    assert {last(ticket).facts["decided"] for ticket in tickets} == {entry.pk}
    assert {last(ticket).system_name for ticket in tickets} == {"matters"}
    assert list(queries.faults()) == []


def test_who_went_elsewhere_in_the_meantime_is_left_with_the_reason(matter):
    tickets = reports(3)
    gathered(matter, tickets)
    did(tickets[1], actions.withdraw, "requester", words="")
    carried()
    (progress,) = rounds.progress(matter)
    assert (progress.total, progress.done, progress.left) == (3, 2, 1)
    assert progress.reasons == [("wrong-moment", 1)]
    assert Left.objects.get().about_id == tickets[1].pk


def test_a_list_is_decided_on_as_a_whole_and_by_who_may_decide_each(matter):
    ticket = town.received()
    with pytest.raises(refusals.NothingChosen):
        gathered(matter, [])
    with pytest.raises(NotFound):
        gathered(matter, [ticket], who="lead")  # nobody dispatched it to the unit
    with pytest.raises(NotFound):
        actions.join_many(
            matter_id=matter.pk,
            ticket_ids=[ticket.pk, 999],
            by=town.actor("agent"),
            at=MONDAY,
            key="one-unknown",
        )
    with pytest.raises(refusals.TooManyAtOnce):
        actions.join_many(
            matter_id=matter.pk,
            ticket_ids=range(10_001),
            by=town.actor("agent"),
            at=MONDAY,
            key="too-many",
        )


def test_a_wrong_list_is_taken_back_as_a_whole_before_the_reply(matter):
    tickets = reports(4)
    entry = gathered(matter, tickets)
    carried()
    joined(
        scene.opened(key="other"),
        did(tickets[0], actions.leave, "agent", matter_id=matter.pk, words=""),
    )
    scene.did(matter, matters.scatter, "agent", gathered=entry.pk, words="不是同一处")
    with pytest.raises(matter_rules.StillUnderWay):
        replied(matter)
    carried()
    assert [now(ticket).matter_id for ticket in tickets[1:]] == [None] * 3
    assert now(tickets[0]).matter_id not in (None, matter.pk)  # it had gone elsewhere by itself
    assert rounds.progress(matter)[0].reasons == [("not-joined", 1)]
    with pytest.raises(NotFound):
        scene.did(matter, matters.scatter, "agent", gathered=1, words="没有")


def test_one_reply_reaches_all_who_joined_and_each_is_asked(matter):
    tickets = [joined(matter, ticket) for ticket in reports(5)]
    entry = replied(matter)
    assert entry.facts["tickets"] == 5
    assert {now(ticket).state for ticket in tickets} == {State.RECEIVED}
    carried()
    for ticket in map(now, tickets):
        assert ticket.state == State.FOLLOW_UP
        assert (ticket.lead_unit_id, ticket.category_id) == (town.unit("lamps"), town.category())
        assert ticket.due_at is not None
        assert ticket.promise_at == tickets[0].promise_at
        told = queries.story(ticket, town.requester(ticket))[-1]
        assert (told.verb, told.words) == ("ticket.replied_by_matter", {"reply": "21时已恢复照明"})
        assert told.facts["decided"] == entry.pk
    assert [one.done for one in rounds.progress(matter)] == [5]
    assert list(queries.faults()) == []


def test_each_ticket_is_rated_and_disputed_on_its_own(matter):
    happy, unhappy = (joined(matter, ticket) for ticket in reports(2))
    replied(matter)
    carried()
    given = {"outcome": Outcome.RESOLVED, "rating": 5, "words": ""}
    happy = did(happy, actions.confirm, "requester", at=LATER, **given)
    unhappy = did(unhappy, actions.dispute, "requester", at=LATER, words="我门口还是黑的")
    assert (happy.state, happy.rating) == (State.CLOSED, 5)
    assert unhappy.state == State.REWORK
    given = {"way": rules.Way.PHONE, "words": "已联系"}
    did(unhappy, actions.contact, "handler", at=LATER, **given)


def test_a_unit_that_leads_a_ticket_keeps_it(matter):
    ticket = joined(matter, town.handling())
    lead, handed = ticket.lead_unit_id, ticket.dispatched_at
    replied(matter)
    carried()
    assert (now(ticket).lead_unit_id, now(ticket).dispatched_at) == (lead, handed)


def test_whom_the_reply_does_not_fit_any_more_is_left_with_the_reason(matter):
    waiting = joined(matter, town.received(key="waiting-on"))
    gone = joined(matter, town.received(key="the-one-gone"))
    answered = joined(matter, town.followed(key="followed-up"), "supervisor")
    declining = joined(matter, town.received(key="declining"))
    did(gone, actions.withdraw, "requester", words="")
    given = {"reason": rules.Decline.MARKET, "words": "请找物业"}
    did(declining, actions.propose_decline, "agent", **given)  # type: ignore[arg-type]
    replied(matter)
    carried()
    assert now(waiting).state == State.FOLLOW_UP
    assert rounds.progress(matter)[0].reasons == [("wrong-moment", 2), ("proposal-pending", 1)]
    states = [now(ticket).state for ticket in (gone, answered, declining)]
    assert states == [State.WITHDRAWN, State.FOLLOW_UP, State.RECEIVED]


def test_a_complaint_of_the_owner_gets_no_answer_from_it(matter):
    given = {
        "category_id": town.category(),
        "kind": rules.Kind.COMPLAINT,
        "grid_id": None,
        "lead_unit_id": None,
        "about_unit_id": town.unit("lamps"),
        "words": "",
    }
    ticket = did(town.received(), actions.dispatch, "dispatcher", **given)  # type: ignore[arg-type]
    with pytest.raises(refusals.ConflictOfInterest):
        joined(matter, ticket)
    gathered(matter, [ticket])
    carried()
    assert rounds.progress(matter)[0].reasons == [("conflict-of-interest", 1)]
    by_another = scene.opened(unit_id=town.unit("hewan"), key="by-another")
    joined(by_another, ticket)
    scene.did(by_another, matters.revise, "supervisor", about=scene.about())
    replied(by_another)
    carried()
    assert now(ticket).state == State.DISPATCHED


def test_nobody_joins_or_leaves_once_the_reply_is_decided(matter):
    inside, outside = joined(matter, town.received()), town.received(key="outside-it")
    replied(matter)
    with pytest.raises(matter_rules.MatterNotOpen):
        joined(matter, outside)
    with pytest.raises(matter_rules.MatterNotOpen):
        did(inside, actions.leave, "agent", matter_id=matter.pk, words="不是")
    with pytest.raises(matter_rules.StillUnderWay):
        scene.did(matter, matters.reopen, "supervisor", words="还有")


def test_who_comes_late_gets_a_second_reply_once_the_matter_is_open_again(matter):
    first = joined(matter, town.received())
    replied(matter)
    carried()
    scene.did(matter, matters.reopen, "supervisor", words="还有人反映")
    late = joined(matter, town.received(key="who-comes-late"))
    actions.reply_to_all(
        matter_id=matter.pk,
        words="都修好了",
        by=town.actor("supervisor"),
        at=LATER,
        key="second-one",
    )
    carried()
    assert now(late).state == State.FOLLOW_UP
    assert [one.done for one in rounds.progress(matter)] == [1, 1]
    words = [chapter.words for chapter in queries.story(now(first), town.requester(first))]
    assert words[-1] == {"reply": "21时已恢复照明"}  # the one that it was given


def test_a_matter_without_tickets_has_nobody_to_reply_to(matter):
    with pytest.raises(matter_rules.NobodyJoined):
        replied(matter)


def test_the_last_call_counts_from_the_reply_of_the_matter(matter):
    ticket = joined(matter, town.received())
    replied(matter)
    carried()
    did(ticket, actions.try_call, "caller", at=LATER, words="无人接听")
    assert queries.tries(now(ticket)) == [LATER]


def test_only_the_system_gives_a_ticket_the_reply_of_its_matter(matter):
    ticket = joined(matter, town.received())
    given = {"matter_id": matter.pk, "words": "好了", "owner_id": 1, "category_id": 1, "decided": 1}
    for who in ("supervisor", "dispatcher", "agent"):
        with pytest.raises(NotAllowed):
            actions.reply_by_matter(
                ticket_id=ticket.pk,
                by=town.actor(who),
                at=MONDAY,
                key=f"{who}-replies",
                **given,
            )
    with pytest.raises(refusals.NotJoined):
        actions.reply_by_matter(
            ticket_id=ticket.pk,
            by=Actor.system("matters"),
            at=MONDAY,
            key="another-matter",
            **{**given, "matter_id": 99},
        )


def test_a_matter_column_that_no_entry_wrote_is_named(matter):
    ticket = town.received()
    with ledger.writing():
        Ticket.objects.filter(pk=ticket.pk).update(matter_id=matter.pk)
    assert [(one.code, one.detail) for one in queries.faults()] == [("replay-differs", "matter_id")]


def on_desk(who: str, name: str) -> list[Ticket]:
    return list(queries.desk(town.actor(who), name))


def test_what_has_joined_stands_with_its_matter_and_on_no_desk_by_itself(matter):
    incoming, ours = town.received(), town.dispatched(town.received(key="that-of-a-unit"))
    other = town.received(key="another-problem")
    assert set(on_desk("agent", "incoming")) == {incoming, other}
    for one in (incoming, ours):
        joined(matter, one)
    assert on_desk("agent", "incoming") == [other]
    assert on_desk("agent", "open") == [other]
    assert on_desk("handler", "ours") == []
    assert on_desk("lead", "subtree") == []
    assert queries.waiting_with(town.actor("agent")) == {matter.pk: 2}
    assert queries.waiting_with(town.actor("handler")) == {matter.pk: 1}
    assert queries.waiting_with(town.actor("hewan-handler")) == {}
    promise = now(ours).current_promise_at
    assert promise == ours.current_promise_at
    assert list(queries.faults()) == []


def test_after_the_one_reply_each_is_asked_and_disputed_by_itself(matter):
    ticket = joined(matter, town.dispatched(town.received()))
    replied(matter)
    carried()
    assert on_desk("caller", "follow-ups") == [ticket]
    did(now(ticket), actions.dispute, "requester", words="还是不亮")
    assert on_desk("handler", "ours") == [ticket]
    assert queries.waiting_with(town.actor("handler")) == {}


def test_what_the_reply_does_not_reach_is_back_on_its_desk(matter):
    ticket = joined(matter, town.received())
    did(ticket, actions.accept, "agent", category_id=town.category(), kind=Kind.HELP, grid_id=None)
    did(now(ticket), actions.propose_decline, "agent", reason=Decline.MARKET, words="请联系物业")
    replied(matter)
    carried()
    assert rounds.progress(matter)[0].left == 1
    assert on_desk("dispatcher", "to-dispatch") == [ticket]
    assert list(queries.faults()) == []


def test_when_a_matter_is_closed_what_still_stands_with_it_goes_its_own_way(matter):
    ticket = joined(matter, town.received())
    scene.did(matter, actions.close_matter, "supervisor", words="不再一并办理")
    assert on_desk("agent", "incoming") == []
    carried()
    assert on_desk("agent", "incoming") == [ticket]
    assert now(ticket).matter_id == matter.pk
    (progress,) = rounds.progress(matter)
    assert (progress.verb, progress.total, progress.done) == ("matter.closed", 1, 1)
    assert list(queries.faults()) == []


def test_an_objection_that_is_upheld_never_waits_with_a_matter(matter):
    ticket = joined(matter, town.received())
    did(ticket, actions.answer, "agent", words="已当场答复", category_id=town.category())
    did(now(ticket), actions.object_to, "requester", words="没有解决")
    did(now(ticket), actions.uphold, "reviewer", words="重新办理")
    assert now(ticket) in on_desk("agent", "open")


def test_an_assisting_unit_does_not_see_one_by_one_what_stands_with_a_matter(matter):
    ticket = town.dispatched(town.received())
    power = town.unit("power")
    assert Assist.objects.get(ticket=ticket, unit_id=power).ticket_due_at is not None
    joined(matter, ticket)
    assert Assist.objects.get(ticket=ticket, unit_id=power).ticket_due_at is None
    assert list(queries.faults()) == []
    did(now(ticket), actions.leave, "supervisor", matter_id=matter.pk, words="另一处")
    assert Assist.objects.get(ticket=ticket, unit_id=power).ticket_due_at is not None
    assert list(queries.faults()) == []
