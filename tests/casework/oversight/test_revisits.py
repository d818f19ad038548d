"""The monthly re-visit from the frame to the figure: drawn by the ledger, asked by others, believed."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from lianxin.casework.oversight import actions
from lianxin.casework.oversight.models import Draw, Revisit
from lianxin.casework.oversight.queries import draws
from lianxin.casework.oversight.queries import revisits as queries
from lianxin.casework.oversight.rules import revisits as rules
from lianxin.casework.oversight.rules.revisits import Found
from lianxin.casework.tickets import actions as tickets
from lianxin.casework.tickets.models import Ticket
from lianxin.casework.tickets.rules import Outcome, State, Way
from lianxin.casework.tickets.rules.refusals import TriesNotEnough
from lianxin.followers.insight.queries import log
from lianxin.followers.insight.rules import folding
from lianxin.foundation.ledger import actions as ledger
from lianxin.foundation.ledger.models import Entry
from lianxin.foundation.refusal import NotAllowed, NotFound, WordsMissing
from lianxin.registers.orgs import queries as orgs
from tests.casework.oversight.asked import DECEMBER, closed, drawn, hours, worked
from tests.casework.tickets import town
from tests.casework.tickets.town import did

pytestmark = pytest.mark.django_db


def said(revisit: Revisit, found: Found, who: str = "hewan-handler", **given: Any) -> Revisit:
    frame: dict[str, Any] = {"by": town.actor(who), "at": hours(1), "key": f"said:{who}:{found}"}
    actions.end_revisit(revisit_id=revisit.pk, found=found, **{"words": "", **frame, **given})
    return Revisit.objects.get(pk=revisit.pk)


def tried(revisit: Revisit, at: Any) -> None:
    actions.try_revisit(
        revisit_id=revisit.pk,
        way=Way.PHONE,
        by=town.actor("hewan-handler"),
        at=at,
        key=f"tried:{at.isoformat()}",
    )


def verbs(revisit: Revisit) -> list[str]:
    found = Entry.objects.filter(about="ticket", about_id=revisit.ticket_id).order_by("seq")
    return list(found.values_list("verb", flat=True))


def test_a_month_is_drawn_by_the_first_head_over_its_frame():
    revisit = drawn()
    draw = Draw.objects.get()
    entry = draws.announced(draw)
    head = draws.seed_of(entry)
    assert head is not None
    assert (draw.framed, draw.sample, draw.head_size) == (1, 1, head.size)
    assert draw.root == bytes(head.root).hex()
    assert entry.facts["ticket_ids"] == [revisit.ticket_id]
    assert revisit.unit.code == "hewan"  # the lamps lead it, the power company helps
    assert draws.drawn_rightly(draw)
    assert list(queries.faults()) == []


def test_a_month_is_drawn_once_and_not_before_it_is_over():
    town.built()
    closed()
    worked(at=DECEMBER - timedelta(days=2))
    assert not Draw.objects.exists()
    worked()
    worked(at=hours(5))
    assert Draw.objects.count() == 1
    assert Revisit.objects.count() == 1


def test_another_seed_is_found():
    drawn()
    draw = Draw.objects.get()
    draw.root = "0" * 64
    assert not draws.drawn_rightly(draw)


def test_what_agrees_is_noted_on_the_ticket_and_counted():
    revisit = said(drawn(), Found.RESOLVED)
    assert (revisit.result, revisit.found) == ("agrees", "resolved")
    assert verbs(revisit)[-1] == "ticket.revisited"
    facts = Entry.objects.get(verb="ticket.revisited").facts
    assert facts == {
        "revisited": "agrees",
        "found": "resolved",
        "claimed": "resolved",
        "revisit_unit_id": town.unit("hewan"),
    }
    assert revisit.ticket.state == State.CLOSED
    ((_draw, came),) = queries.draws()
    assert (came.drawn, came.agrees, came.answered, came.open) == (1, 1, 1, 0)
    assert list(queries.faults()) == []


def test_what_does_not_agree_lies_before_a_supervisor_who_may_open_it_again():
    revisit = drawn()
    with pytest.raises(WordsMissing):
        said(revisit, Found.NOT_SOLVED)
    revisit = said(revisit, Found.NOT_SOLVED, words="第二天又不亮了", key="said:again")
    assert revisit.result == "disagrees"
    ticket = Ticket.objects.get(pk=revisit.ticket_id)
    assert (ticket.state, ticket.pending, ticket.objections) == (State.CLOSED, "objection", 0)
    ticket = did(ticket, tickets.uphold, "reviewer", words="请重新处理", at=hours(2))
    assert ticket.state == State.REWORK
    assert list(queries.faults()) == []


def test_unreachable_is_who_did_not_answer_at_three_times_of_day():
    revisit = drawn()
    tried(revisit, hours(0))
    tried(revisit, hours(1))
    with pytest.raises(TriesNotEnough):
        said(revisit, Found.UNREACHABLE)
    tried(revisit, hours(32))
    revisit = said(revisit, Found.UNREACHABLE, at=hours(33), key="said:unreachable")
    assert (revisit.result, revisit.tries) == ("unreachable", 3)
    ((_draw, came),) = queries.draws()
    assert (came.answered, came.unreachable) == (0, 1)


def test_nobody_has_to_say_anything():
    assert said(drawn(), Found.REFUSED).result == "refused"


@pytest.mark.parametrize("who", ["handler", "lead", "stranger", "caller", "supervisor", "auditor"])
def test_nobody_but_the_unit_that_was_drawn_asks(who):
    revisit = drawn()
    with pytest.raises((NotFound, NotAllowed)):
        said(revisit, Found.RESOLVED, who)
    assert Revisit.objects.get(pk=revisit.pk).ended_at is None


def test_the_contact_is_opened_by_the_unit_that_asks_and_its_requester_reads_it():
    revisit = drawn()
    frame: dict[str, Any] = {"at": hours(1), "key": "open-again", "words": ""}
    entry = actions.open_to_revisit(revisit_id=revisit.pk, by=town.actor("hewan-lead"), **frame)
    assert (entry.verb, entry.unit_id) == ("contact.opened", town.unit("hewan"))
    assert entry.about_id == revisit.ticket_id
    # to have opened it is no part in the ticket
    assert said(revisit, Found.RESOLVED, "hewan-lead").result == "agrees"


def test_who_had_a_part_in_the_ticket_does_not_ask():
    revisit, handler, asks = drawn(), town.actor("handler"), town.actor("hewan-handler")
    moved = replace(asks, staff_id=handler.staff_id)  # to the unit that asks
    frame: dict[str, Any] = {"by": moved, "at": hours(1), "key": "moved-on"}
    with pytest.raises(rules.RevisitTookPart):
        actions.end_revisit(revisit_id=revisit.pk, found=Found.RESOLVED, words="", **frame)


def test_what_is_asked_too_late_or_opened_again_lapses():
    revisit = drawn()
    with pytest.raises(rules.RevisitOver):
        said(revisit, Found.RESOLVED, at=revisit.due_at)
    worked(at=revisit.due_at)
    revisit.refresh_from_db()
    assert revisit.result == rules.LAPSED
    with pytest.raises(rules.RevisitOver):
        said(revisit, Found.RESOLVED, key="said:late")
    ((_draw, came),) = queries.draws()
    assert (came.drawn, came.lapsed, came.open) == (1, 1, 0)


def test_a_guarded_request_is_asked_about_by_the_hotline_alone():
    town.built()
    ticket = closed()
    barred = draws.barred([ticket.pk])[ticket.pk]
    assert not barred.hotline
    units, hotlines = draws.visitors(DECEMBER.date())
    assert {one.unit_id for one in hotlines} == {town.unit("hotline")}
    assert town.unit("lamps") in barred.unit_ids
    assert town.unit("power") in barred.unit_ids  # it helps
    assert town.unit("hotline") not in barred.unit_ids
    able = {one.unit_id for one in units if rules.may_visit(one, barred)}
    assert able == {town.unit("hewan")}


def test_units_with_few_people_are_told_of_by_no_rate():
    said(drawn(), Found.RESOLVED)
    on = DECEMBER.date()
    assert queries.by_unit(on, since=on.replace(year=2025), least=5) == []
    large = orgs.units_with_staff(1, on)
    assert town.unit("lamps") in large
    ((unit_id, came),) = queries.by_unit(on, since=on.replace(year=2025), least=1)
    assert (unit_id, came.agrees) == (town.unit("lamps"), 1)


def test_whoever_asks_does_not_read_what_was_claimed():
    revisit = drawn(Outcome.PARTLY)
    asked = queries.asked(revisit, town.actor("hewan-handler"))
    assert (asked.what, asked.where, asked.reply) == ("路灯坏了三天了", "芦花路口", "已修好")


def test_the_columnar_record_knows_what_came_of_it():
    revisit = said(drawn(), Found.NOT_SOLVED, words="第二天又不亮了")
    while ledger.seal():
        pass
    (told,) = log.told([revisit.ticket_id], before=10_000)
    row, _events = folding.fold(told)
    assert (row["revisited"], row["outcome"]) == ("disagrees", "resolved")


def test_what_is_due_first_is_listed_first_and_the_next_page_goes_on_from_there():
    drawn()
    (first,) = queries.waiting(town.actor("hewan-handler"))
    row = {name: value for name, value in vars(first).items() if name[0] != "_" and name != "id"}
    made = []
    for number, days in enumerate((1, 2, 2)):
        ticket, due_at = closed(f"received-{number}"), first.due_at - timedelta(days=days)
        with ledger.writing():
            made.append(Revisit.objects.create(**row | {"ticket_id": ticket.pk, "due_at": due_at}))
    later, soon, soon_too = (one.pk for one in made)
    by = town.actor("hewan-handler")
    assert [one.pk for one in queries.waiting(by)] == [soon, soon_too, later, first.pk]
    assert [one.pk for one in queries.waiting(by, after=soon)] == [soon_too, later, first.pk]
    assert [one.pk for one in queries.waiting(by, after=soon_too)] == [later, first.pk]
    assert queries.waiting(by, after=first.pk) == []
