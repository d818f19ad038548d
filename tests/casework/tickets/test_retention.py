"""Contacts go first, words later, each with its entry; nothing before its time, nothing under review."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.core.files.storage import default_storage

from lianxin.casework.tickets import actions, queries, rules
from lianxin.casework.tickets.models import Ticket
from lianxin.casework.tickets.rules import Outcome
from lianxin.casework.tickets.rules.refusals import InArchive
from lianxin.foundation.actor import Actor
from lianxin.foundation.files import queries as files
from lianxin.foundation.ledger import actions as ledger
from lianxin.foundation.ledger import verifying
from lianxin.foundation.ledger.models import Entry, Passage
from lianxin.foundation.ledger.rules import Fault
from lianxin.registers.policies import actions as policies
from lianxin.registers.policies import queries as policy_queries
from lianxin.registers.policies import rules as limits
from lianxin.registers.policies.rules import Step as Limit
from lianxin.registers.residents import actions as residents
from lianxin.registers.residents import queries as resident_queries
from lianxin.registers.residents.rules.retention import Data
from tests.casework.tickets import town
from tests.casework.tickets.town import did
from tests.interfaces.web.staff import scene
from tests.make import MONDAY

pytestmark = pytest.mark.django_db
KEEPER = Actor.system("retention")
ENDED_ON = MONDAY.date()
BESIDE = (Data.MANDATE, Data.MESSAGE, Data.SIGN_IN, Data.SOUND)  # what is no ticket's
YEAR, THREE_YEARS = timedelta(days=366), timedelta(days=1096)


@pytest.fixture(autouse=True)
def a_town():
    town.built()


def closed(key: str = "received", *, at: datetime = MONDAY) -> Ticket:
    """Return a ticket that its requester confirmed."""
    return did(
        town.followed(at=at, key=key),
        actions.confirm,
        "requester",
        outcome=Outcome.RESOLVED,
        rating=5,
        words="谢谢",
        at=at,
    )


def objected() -> Ticket:
    """Return a ticket whose result is under review."""
    return did(closed(), actions.object_to, "requester", words="不亮")


def withdrawn() -> Ticket:
    """Return a ticket that its requester withdrew."""
    return did(town.received(), actions.withdraw, "requester", words="")


def run(at: datetime) -> resident_queries.Run:
    """Run everything that is due for tickets at a moment."""
    due = {
        Data.CONTACT: queries.count_due_contacts(at),
        Data.REQUEST: queries.kept_too_long(Limit.TICKET_KEPT, at).count(),
    }
    due |= dict.fromkeys(BESIDE, 0)
    begun = residents.begin_retention(due=due, by=KEEPER, at=at, key=f"run:{at.isoformat()}")
    found = resident_queries.run(begun.about_id)
    for data in BESIDE:
        residents.count_done(run_id=found.run_id, data=data, done=0)
    while not found.parts[0].finished:
        actions.erase_contacts(run_id=found.run_id, by=KEEPER, at=at)
        found = resident_queries.run(found.run_id)
    while not found.parts[1].finished:
        actions.archive(run_id=found.run_id, by=KEEPER, at=at)
        found = resident_queries.run(found.run_id)
    residents.end_retention(run_id=found.run_id, by=KEEPER, at=at, key=f"{found.run_id}:the-end")
    return found


def done(found: resident_queries.Run) -> dict[Data, int]:
    return {part.data: part.done for part in found.parts if part.done}


def faults() -> list[Fault]:
    while ledger.seal():
        pass
    ledger.sign_head(at=MONDAY)
    ledger.witness()
    return [*verifying.whole(now=MONDAY), *queries.faults(), *files.faults()]


def now(ticket: Ticket) -> Ticket:
    return Ticket.objects.get(pk=ticket.pk)


def last(ticket: Ticket) -> Entry:
    return Entry.objects.filter(about="ticket", about_id=ticket.pk).latest("seq")


def test_a_contact_is_kept_for_a_year_after_the_end_and_not_a_day_longer():
    ticket = closed()
    assert done(run(MONDAY + timedelta(days=365))) == {}
    assert resident_queries.masked(ticket.pk) is not None
    midnight = (MONDAY + YEAR).replace(hour=0)
    assert done(run(midnight)) == {Data.CONTACT: 1}
    assert resident_queries.masked(ticket.pk) is None
    assert last(ticket).verb == rules.deeds.CONTACT_ERASED
    assert now(ticket).reach == "page"
    assert Passage.objects.filter(entry__about_id=ticket.pk, text=None).count() == 0
    assert faults() == []


def test_row_27_after_three_years_nothing_that_was_said_is_left_but_every_deed_stands():
    ticket = did(scene.handling(), actions.reply, "handler", words="已修好")
    ticket = did(ticket, actions.pass_audit, "supervisor")
    ticket = did(ticket, actions.try_call, "caller", words="没人接")
    ticket = did(
        ticket, actions.confirm, "requester", outcome=Outcome.RESOLVED, rating=5, words="好"
    )
    deeds = Entry.objects.filter(about="ticket", about_id=ticket.pk).count()
    photo = files.of("ticket", [ticket.pk]).get()
    assert done(run(MONDAY + THREE_YEARS)) == {Data.CONTACT: 1, Data.REQUEST: 1}
    assert now(ticket).state == rules.State.ARCHIVED
    kept = Passage.objects.filter(entry__about="ticket", entry__about_id=ticket.pk)
    assert kept.exists()
    assert not kept.exclude(text=None, salt=None).exists()
    assert not files.of("ticket", [ticket.pk]).exists()
    assert last(ticket).verb == rules.deeds.ARCHIVED
    assert Entry.objects.filter(about="ticket", about_id=ticket.pk).count() == deeds + 2
    assert faults() == []
    assert default_storage.exists(photo.path)  # until the deed is committed


def test_the_bytes_of_a_photo_go_when_the_deed_is_committed(django_capture_on_commit_callbacks):
    ticket = did(scene.received(), actions.withdraw, "requester", words="")
    photo = files.of("ticket", [ticket.pk]).get()
    with django_capture_on_commit_callbacks(execute=True):
        run(MONDAY + THREE_YEARS)
    assert not default_storage.exists(photo.path)


def test_number_and_code_open_an_archived_request_no_more():
    ticket = closed()
    code = queries.query_code(ticket)
    run(MONDAY + THREE_YEARS)
    with pytest.raises(InArchive):
        queries.by_code(ticket.number, code)
    with pytest.raises(InArchive):
        queries.query_code(now(ticket))


def test_what_is_still_open_is_kept_however_old():
    ticket = town.handling()
    assert done(run(MONDAY + 2 * THREE_YEARS)) == {}
    assert now(ticket).state == rules.State.HANDLING
    assert resident_queries.masked(ticket.pk) is not None


def test_a_request_whose_result_is_under_review_is_kept_until_that_is_decided():
    ticket = objected()
    later = MONDAY + THREE_YEARS
    assert done(run(later)) == {}
    assert queries.kept_back(Limit.TICKET_KEPT, later).get() == ticket
    did(ticket, actions.dismiss, "reviewer", words="已核实", at=later)
    assert done(run(later + timedelta(days=1))) == {Data.CONTACT: 1, Data.REQUEST: 1}


def test_a_second_run_does_nothing_again():
    ticket = closed()
    at = MONDAY + THREE_YEARS
    run(at)
    count = Entry.objects.filter(about="ticket").count()
    assert done(run(at + timedelta(hours=1))) == {}
    assert Entry.objects.filter(about="ticket").count() == count
    assert now(ticket).state == rules.State.ARCHIVED


def test_a_run_goes_piece_by_piece_and_counts_what_it_did():
    for number in range(5):
        closed(f"received:{number}", at=MONDAY + timedelta(seconds=number // 2))
    at = MONDAY + THREE_YEARS
    due = dict.fromkeys((Data.CONTACT, Data.REQUEST), 5) | dict.fromkeys(BESIDE, 0)
    begun = residents.begin_retention(due=due, by=KEEPER, at=at, key="run:by-pieces")
    for piece in range(1, 4):
        actions.erase_contacts(run_id=begun.about_id, by=KEEPER, at=at, limit=2)
        found = resident_queries.run(begun.about_id)
        assert found.parts[0].done == min(2 * piece, 5)
    for piece in range(1, 5):
        actions.archive(run_id=begun.about_id, by=KEEPER, at=at, limit=2)
        found = resident_queries.run(begun.about_id)
        assert found.parts[1].done == min(2 * piece, 5)
    assert found.parts[1].finished
    assert not found.parts[0].finished  # it looks once more whether there is another
    actions.erase_contacts(run_id=begun.about_id, by=KEEPER, at=at)
    assert resident_queries.run(begun.about_id).parts[0].finished
    assert faults() == []


def test_each_district_keeps_for_as_long_as_its_own_profile_says():
    shipped = limits.SHIPPED[0]
    lines = [
        limits.Limit(
            line.step, None, limits.Span(10, line.span.unit), line.basis, line.grade, line.source
        )
        if line.step is Limit.TICKET_KEPT
        else line
        for line in shipped.limits
    ]
    short = limits.Profile(
        code="short",
        name="短",
        source="测试",
        grade=shipped.grade,
        default_tier=shipped.default_tier,
        limits=tuple(lines),
        numbers=shipped.numbers,
    )
    by = Actor.system("tests")
    policies.load_profiles(profiles=[short], by=by, at=MONDAY, key="load-short")
    policies.adopt_profile(
        profile="short",
        division="990101",
        valid_from=ENDED_ON + timedelta(days=1),
        by=by,
        at=MONDAY,
        key="adopt-short",
        seen=policy_queries.seq(),
    )
    here = closed()
    assert here.division_code.startswith("990101")
    at = MONDAY + timedelta(days=11)
    assert [one.pk for one in queries.kept_too_long(Limit.TICKET_KEPT, at)] == [here.pk]
    with ledger.writing():
        Ticket.objects.filter(pk=here.pk).update(division_code="990202")
    assert not queries.kept_too_long(Limit.TICKET_KEPT, at).exists()


@pytest.mark.parametrize("made", [town.handling, closed, objected, withdrawn])
def test_a_run_takes_what_the_table_of_steps_allows_and_nothing_else(made: Callable[[], Ticket]):
    ticket, at = made(), MONDAY + THREE_YEARS
    allowed = rules.Step.ARCHIVE in queries.steps(now(ticket), KEEPER, at)
    assert queries.kept_too_long(Limit.TICKET_KEPT, at).filter(pk=ticket.pk).exists() is allowed
