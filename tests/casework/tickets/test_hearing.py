"""A request that was spoken: heard by few, written down before anything is decided, and erased early."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile

from lianxin.casework.tickets import actions, queries, rules
from lianxin.casework.tickets.models import Ticket
from lianxin.casework.tickets.rules import State, Step, deeds, refusals
from lianxin.casework.tickets.rules.intake import Request
from lianxin.foundation.actor import Actor
from lianxin.foundation.files import actions as filing
from lianxin.foundation.files import queries as files
from lianxin.foundation.ledger import actions as ledger
from lianxin.foundation.ledger import verifying
from lianxin.foundation.ledger.models import Entry
from lianxin.foundation.refusal import NotAllowed, NotFound
from lianxin.interfaces.jobs import retention
from lianxin.registers.residents import queries as resident_queries
from lianxin.registers.residents.rules.consents import Consent, ConsentMissing
from lianxin.registers.residents.rules.retention import Data
from tests.casework.tickets import town
from tests.foundation.files.test_sounds import sound
from tests.make import MONDAY

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def a_town():
    town.built()


def spoken(what: str = "", *, key: str = "spoken-1", at: datetime = MONDAY) -> Ticket:
    """Return a request that came as a recording, perhaps with words beside it."""
    upload = SimpleUploadedFile("recording.wav", sound())
    request = Request(what=what, grid_id=town.grid())
    entry = actions.receive(
        request=request,
        sound=filing.prepare(upload, kind=filing.Kind.SOUND),
        by=Actor.public("a-browser"),
        at=at,
        key=key,
    )
    return town.of(entry)


def now(ticket: Ticket) -> Ticket:
    return Ticket.objects.get(pk=ticket.pk)


def wrote(ticket: Ticket, *, at: datetime = MONDAY, by: str = "agent", **more: Any) -> Ticket:
    given = {"what": "路灯不亮", "where": "芦花路口", **more}
    entry = actions.write_down(
        ticket_id=ticket.pk, by=town.actor(by), at=at, key=f"write:{ticket.pk}:{at:%d}", **given
    )
    return town.of(entry)


def faults() -> list[str]:
    while ledger.seal():
        pass
    ledger.sign_head(at=MONDAY)
    ledger.witness()
    return [
        fault.code for fault in (*verifying.whole(now=MONDAY), *queries.faults(), *files.faults())
    ]


def retained(at: datetime) -> None:
    """Run everything that is due at a moment."""
    retention.begin(at, f"run:{at.isoformat()}")
    while (run := resident_queries.open_run()) is not None:
        retention.go_on(run, at)


def last(ticket: Ticket) -> Entry:
    return Entry.objects.filter(about="ticket", about_id=ticket.pk).latest("seq")


def test_a_request_may_be_spoken_and_waits_to_be_written_down():
    ticket = spoken()
    assert ticket.to_write_down
    assert ticket.sound_until == MONDAY + 30 * DAY
    assert files.spoken("ticket", ticket.pk) is not None
    assert list(files.of("ticket", [ticket.pk])) == []  # it is no photo, wherever photos are shown
    assert faults() == []


def test_neither_words_nor_a_recording_is_no_request():
    with pytest.raises(refusals.WordsMissing):
        actions.receive(
            request=Request(what=" "), by=Actor.public("a-browser"), at=MONDAY, key="nothing-1"
        )


def test_words_beside_a_recording_do_not_wait():
    ticket = spoken("路灯不亮")
    assert not ticket.to_write_down
    assert Step.ACCEPT in queries.steps(ticket, town.actor("agent"), MONDAY)
    assert Step.WRITE_DOWN in queries.steps(ticket, town.actor("agent"), MONDAY)


def test_before_it_is_written_down_nothing_is_decided_but_an_emergency():
    ticket, agent = spoken(), town.actor("agent")
    possible = queries.steps(ticket, agent, MONDAY)
    assert {Step.WRITE_DOWN, Step.HAND_OFF} <= set(possible)
    assert not {Step.ACCEPT, Step.ANSWER, Step.DISPATCH, Step.PROPOSE_DECLINE} & set(possible)
    with pytest.raises(refusals.NotWrittenDown):
        actions.answer(
            ticket_id=ticket.pk, words="好", category_id=None, by=agent, at=MONDAY, key="answer-1"
        )
    assert now(ticket).state == State.RECEIVED


def test_what_was_heard_becomes_the_words_of_the_request():
    ticket = wrote(spoken(), at=MONDAY + DAY)
    assert not ticket.to_write_down
    assert ticket.sound_until == MONDAY + 4 * DAY
    requester = town.requester(ticket)
    assert queries.told(queries.story(ticket, requester)) == {
        "what": "路灯不亮",
        "where": "芦花路口",
    }
    assert queries.texts([ticket], town.actor("agent"))[ticket.pk]["what"] == "路灯不亮"
    assert last(ticket).verb == deeds.WRITTEN_DOWN
    assert Step.DISPATCH in queries.steps(ticket, town.actor("dispatcher"), MONDAY + DAY)
    assert faults() == []


def test_a_mistake_is_mended_while_the_recording_is_there_and_keeps_it_no_longer():
    ticket = wrote(spoken(), at=MONDAY + DAY)
    again = wrote(ticket, at=MONDAY + 2 * DAY, what="路灯坏了")
    assert again.sound_until == MONDAY + 4 * DAY


def test_written_down_late_it_is_not_kept_longer_than_a_month():
    assert wrote(spoken(), at=MONDAY + 29 * DAY).sound_until == MONDAY + 30 * DAY


@pytest.mark.parametrize("who", ["handler", "lead", "grid", "caller", "supervisor", "auditor"])
def test_only_the_desk_writes_down(who):
    with pytest.raises((NotAllowed, NotFound)):
        wrote(spoken(), by=who)


def test_words_about_health_are_written_down_only_where_somebody_agreed():
    ticket = spoken()
    with pytest.raises(ConsentMissing):
        wrote(ticket, what="我妈偏瘫，电梯坏了下不了楼")
    ticket = wrote(ticket, what="我妈偏瘫，电梯坏了下不了楼", health=True)
    assert ticket.consents == "health"
    assert faults() == []


def test_the_requester_corrects_what_was_written_down_or_writes_it_first():
    for ticket in (wrote(spoken()), spoken(key="spoken-2")):
        entry = actions.correct(
            ticket_id=ticket.pk,
            what="是两盏灯",
            where="",
            forget=False,
            by=town.requester(ticket),
            at=MONDAY,
            key=f"correct-{ticket.pk}",
        )
        assert not town.of(entry).to_write_down
    assert faults() == []


@pytest.mark.parametrize("who", ["agent", "dispatcher", "supervisor"])
def test_the_hotline_hears_it_after_saying_so_and_for_a_while(who):
    ticket, by = spoken(), town.actor(who)
    assert not queries.can_hear(ticket, by, MONDAY)
    actions.hear(ticket_id=ticket.pk, by=by, at=MONDAY, key="hear-1234")
    assert queries.can_hear(now(ticket), by, MONDAY + timedelta(minutes=29))
    assert not queries.can_hear(now(ticket), by, MONDAY + timedelta(minutes=31))
    (heard,) = queries.hearings(ticket)
    assert heard.role == by.role
    assert queries.overtaken(now(ticket), ticket.seq) is False  # to listen decides nothing


@pytest.mark.parametrize("who", ["handler", "lead", "grid", "caller", "auditor", "admin"])
def test_nobody_else_hears_it(who):
    ticket, by = spoken(), town.actor(who)
    with pytest.raises((NotAllowed, NotFound)):
        actions.hear(ticket_id=ticket.pk, by=by, at=MONDAY, key="hear-1234")
    assert not queries.can_hear(ticket, by, MONDAY)


def test_one_of_the_desk_does_not_hear_it_because_another_does():
    ticket = spoken()
    actions.hear(ticket_id=ticket.pk, by=town.actor("agent"), at=MONDAY, key="hear-1234")
    assert not queries.can_hear(now(ticket), town.actor("dispatcher"), MONDAY)


def test_who_spoke_hears_it():
    ticket = spoken()
    assert queries.can_hear(ticket, town.requester(ticket), MONDAY)


def test_a_recording_goes_three_days_after_it_was_written_down_and_the_words_stay():
    ticket = wrote(spoken())
    path = files.file(files.spoken("ticket", ticket.pk).pk).path  # type: ignore[union-attr]  # it is there
    retained(MONDAY + 2 * DAY)
    assert files.spoken("ticket", ticket.pk) is not None
    retained(MONDAY + 3 * DAY)
    ticket = now(ticket)
    assert files.spoken("ticket", ticket.pk) is None
    assert (ticket.sound_until, last(ticket).verb) == (None, deeds.SOUND_ERASED)
    assert queries.texts([ticket], town.actor("agent"))[ticket.pk]["what"] == "路灯不亮"
    assert faults() == []
    run = resident_queries.newest_run()
    assert run is not None
    assert {part.data: part.done for part in run.parts}[Data.SOUND] == 1
    assert path  # its bytes go when the transaction is committed
    with pytest.raises(refusals.NothingToHear):
        actions.hear(ticket_id=ticket.pk, by=town.actor("agent"), at=MONDAY, key="hear-1234")


@pytest.mark.django_db(transaction=True)
def test_its_bytes_go_too():
    ticket = wrote(spoken())
    found = files.spoken("ticket", ticket.pk)
    assert found is not None
    retained(MONDAY + 3 * DAY)
    assert not default_storage.exists(found.path)


def test_what_nobody_wrote_down_goes_after_thirty_days_and_can_still_be_told():
    ticket = spoken()
    retained(MONDAY + 29 * DAY)
    assert now(ticket).sound_until is not None
    retained(MONDAY + 30 * DAY)
    ticket = now(ticket)
    assert ticket.to_write_down
    assert ticket.sound_until is None
    assert not wrote(ticket, at=MONDAY + 31 * DAY).to_write_down  # after a call, say
    assert faults() == []


def test_who_erases_everything_erases_the_recording():
    ticket = wrote(spoken())
    by = town.requester(ticket)
    actions.withdraw(ticket_id=ticket.pk, words="", by=by, at=MONDAY, key="withdraw-1")
    actions.erase(ticket_id=ticket.pk, by=by, at=MONDAY, key="erase-1234")
    assert files.spoken("ticket", ticket.pk) is None
    assert now(ticket).sound_until is None
    assert faults() == []


def test_who_says_anew_and_forgets_what_was_said_forgets_the_recording():
    ticket = wrote(spoken())
    actions.correct(
        ticket_id=ticket.pk,
        what="是两盏灯",
        where="",
        forget=True,
        by=town.requester(ticket),
        at=MONDAY,
        key="correct-1",
    )
    assert files.spoken("ticket", ticket.pk) is None
    assert (now(ticket).sound_until, now(ticket).to_write_down) == (None, False)
    assert faults() == []


def test_a_consent_taken_back_takes_the_recording_along():
    ticket = wrote(spoken(), what="我妈偏瘫，电梯坏了下不了楼", health=True)
    actions.withdraw_consent(
        ticket_id=ticket.pk,
        consent=Consent.HEALTH,
        by=town.requester(ticket),
        at=MONDAY,
        key="withdraw-1",
    )
    assert files.spoken("ticket", ticket.pk) is None
    assert now(ticket).sound_until is None
    assert faults() == []


def test_a_copy_names_the_recording():
    ticket = spoken()
    kept = queries.copy(ticket, town.requester(ticket))["files"]
    assert isinstance(kept, list)
    assert [file["media_type"] for file in kept] == ["audio/mpeg"]


def test_a_machine_dispatches_nothing_that_nobody_has_heard():
    ticket = spoken()
    found = queries.standing(ticket, Actor.system("triage"), MONDAY)
    assert isinstance(
        rules.against(Step.DISPATCH, found, Actor.system("triage")), refusals.NotWrittenDown
    )
