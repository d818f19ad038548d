"""The background work: each part in its rhythm, faults said and survived, one worker at a time."""

import time
from datetime import date, datetime, timedelta
from threading import Event
from typing import Any

import pytest
from django.db import OperationalError
from django.utils import timezone

from lianxin.casework.tickets.models import Ticket
from lianxin.followers.notifications.models import Message
from lianxin.foundation import keys
from lianxin.foundation.actor import Actor
from lianxin.foundation.ledger import actions as ledger
from lianxin.foundation.ledger import queries, verifying
from lianxin.foundation.ledger.models import Bookmark, Entry, Unsealed
from lianxin.interfaces.jobs import alone, background, following, tending
from lianxin.interfaces.jobs.background import Job
from lianxin.interfaces.web.staff.words import PART
from lianxin.registers.calendars import actions as calendars
from lianxin.registers.calendars import queries as calendar_queries
from lianxin.registers.calendars.rules import Kind
from lianxin.registers.changes import actions as changes
from lianxin.registers.changes import queries as registers
from lianxin.registers.changes.rules import Difference, Load, Register
from lianxin.registers.changes.rules import Kind as Change
from lianxin.registers.residents.models import Contact
from lianxin.registers.residents.rules import NewContact
from tests.casework.tickets import town
from tests.make import MONDAY

pytestmark = pytest.mark.django_db
WANG = NewContact(name="王阿姨", phone="13900001234", email="wang@example.cn")
DECEMBER = datetime(2026, 12, 28, 9, 0, tzinfo=MONDAY.tzinfo)


@pytest.fixture(autouse=True)
def a_place_of_its_own(settings, tmp_path):
    settings.DATA_DIR = tmp_path


def test_one_round_of_everything_leaves_nothing_to_do():
    town.built()
    ticket = town.received(contact=WANG)
    background.once()
    assert not Unsealed.objects.exists()
    head = queries.latest_head()
    assert head is not None
    assert head.size == Entry.objects.count()
    assert Message.objects.get().ticket == ticket
    assert Message.objects.get().state == "sent"
    assert calendar_queries.years_to_load(timezone.now().date()) == []
    assert list(verifying.whole(now=MONDAY)) == []


def test_contacts_are_renewed_after_a_rotation():
    town.built()
    town.received(contact=WANG)
    keys.add("vault")
    background.once()
    assert Contact.objects.get().key_id == "0002"


def test_a_contact_that_cannot_be_read_is_named_once_all_the_others_are_renewed():
    town.built()
    broken = town.received(contact=WANG)
    whole = town.received(contact=WANG, key="another-request")
    with ledger.writing():
        Contact.objects.filter(ticket_id=broken.pk).update(email=b"nonsense")
    keys.add("vault")
    with pytest.raises(tending.ContactsUnreadable):
        background.once()
    assert Contact.objects.get(ticket_id=whole.pk).key_id == "0002"
    assert Message.objects.get(ticket=whole).state == "sent"
    assert not Unsealed.objects.exists()
    job = next(job for job in background.others() if job.name == "contacts")
    background.attempt(job)
    background.attempt(job)
    (part,) = queries.health(timezone.now()).parts
    assert (part.name, part.fault) == ("contacts", "ContactsUnreadable")


def test_promises_are_recomputed_once_for_each_calendar_and_the_requester_is_told():
    town.built()
    ticket = town.received(at=DECEMBER, contact=WANG)
    recomputing = background.Recomputing()
    recomputing(DECEMBER)
    assert not Entry.objects.filter(verb="ticket.recomputed").exists()
    calendars.enter_notice(
        days={date(2027, 1, 4): Kind.HOLIDAY},
        source="通知",
        settles=2027,
        by=Actor.system("tests"),
        at=DECEMBER,
        key="notice-of-2027",
        seen=calendar_queries.seq(),
    )
    for _ in range(3):
        recomputing(DECEMBER)
    assert Entry.objects.filter(verb="ticket.recomputed").count() == 1
    assert not Ticket.objects.get(pk=ticket.pk).promise_provisional
    background.once()
    assert set(Message.objects.values_list("template", flat=True)) == {"received", "recomputed"}


def test_every_part_of_the_work_has_a_name_on_the_page_of_health():
    threads = background.sealing, background.others, background.sending, background.counting
    parts = {job.name for jobs in threads for job in jobs()}
    assert parts | {queries.WORKER, "pulse", *following.FOLLOWERS} == PART.keys()


class Fragile:
    """A job that fails until it is mended."""

    def __init__(self):
        self.broken = True
        self.runs = 0

    def __call__(self, at):
        self.runs += 1
        if self.broken:
            raise OperationalError("the database is away")
        return 0


def test_a_job_that_fails_is_said_waited_for_and_well_again(caplog):
    fragile = Fragile()
    job = Job("fragile", 1, fragile)
    pauses = []
    for _ in range(12):
        assert background.attempt(job) == 0
        pauses.append(round(job.due - time.monotonic()))
    assert pauses[:5] == [1, 2, 4, 8, 16]
    assert pauses[-1] == background.LONGEST_PAUSE
    (part,) = queries.health(timezone.now()).parts
    assert (part.name, part.fault) == ("fragile", "OperationalError")
    assert part.failed_at is not None
    assert "the database is away" in caplog.text
    assert job.failures == 12
    fragile.broken = False
    background.attempt(job)
    (part,) = queries.health(timezone.now()).parts
    assert (part.fault, part.failed_at, job.failures) == ("", None, 0)


def test_a_fault_in_one_job_does_not_keep_the_others_from_their_work():
    stop, fragile, done = Event(), Fragile(), []

    def steady(at):
        done.append(at)
        if len(done) == 5:
            stop.set()
        return 1

    background.rounds([Job("fragile", 1, fragile), Job("steady", 1, steady)], stop)
    assert len(done) == 5
    assert fragile.runs == 1


def test_a_follower_that_stands_still_shows_on_the_health_page(monkeypatch):
    town.built()

    def refuse(entry, *, at):
        raise ValueError(entry.pk)

    monkeypatch.setitem(following.FOLLOWERS, "notifications", refuse)
    while ledger.seal():
        pass
    job = next(job for job in background.others() if job.name == "notifications")
    background.attempt(job)
    assert job.failures == 1
    health = queries.health(timezone.now())
    (stopped,) = health.followers
    assert (stopped.fault, stopped.behind) == ("ValueError", queries.size())
    assert Bookmark.objects.get().position == 0
    assert not health.well


def test_the_worker_is_alive_while_its_pulse_is_fresh():
    now = timezone.now()
    assert not queries.health(now).alive
    ledger.beat(queries.WORKER, at=now)
    assert queries.health(now).well
    assert not queries.health(now + 2 * queries.ALIVE_FOR).alive


def test_there_is_one_place_for_a_worker():
    with alone.one_worker() as held:
        assert held()
        with pytest.raises(alone.Taken), alone.one_worker():
            raise AssertionError("there were two")
    with alone.one_worker():
        pass


def test_a_change_of_a_register_is_done_on_its_day():
    town.built()
    before = registers.table(Register.UNITS, MONDAY.date(), ["power"])["power"]
    one = Difference(
        kind=Change.CHANGED, key="power", before=before, after={**before, "phone": "95598"}
    )
    frame: dict[str, Any] = {"by": town.actor("admin"), "at": MONDAY}
    entry = changes.prepare_by_hand(
        register=Register.UNITS,
        differences=[one],
        valid_from=MONDAY.date() + timedelta(days=1),
        load=Load(),
        key="background:change",
        **frame,
    )
    given: dict[str, Any] = {"change_id": entry.about_id, "reason": "", "seen": 1}
    changes.send(load=Load(), key="background:sent", **given, **frame)
    assert background.change_registers(MONDAY) == 0
    assert background.change_registers(MONDAY + timedelta(days=1)) == 1
    assert registers.table(Register.UNITS, MONDAY.date(), ["power"])["power"]["phone"] == "95598"
    assert list(registers.faults()) == []
