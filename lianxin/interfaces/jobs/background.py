"""The background work, each part in its own rhythm: a part that fails is said, waited for, and tried again.

Four threads: what seals waits for nobody, what is done with requests for no mail server and no figures.
"""

import logging
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from threading import Event, Thread

from django.db import Error, connection
from django.utils import timezone

from lianxin.casework.matters import actions as matters
from lianxin.casework.matters import queries as matter_queries
from lianxin.casework.oversight import actions as oversight
from lianxin.casework.tickets import actions as tickets
from lianxin.casework.tickets import queries as ticket_queries
from lianxin.followers.notifications import actions as notifications
from lianxin.foundation.actor import Actor
from lianxin.foundation.ledger import actions as ledger
from lianxin.foundation.ledger import queries as ledger_queries
from lianxin.foundation.refusal import Refusal
from lianxin.foundation.time import day_of
from lianxin.interfaces.jobs import alone, asking, carrying, insight, tending
from lianxin.interfaces.jobs.following import FOLLOWERS, Following, topics
from lianxin.interfaces.jobs.retention import Retaining
from lianxin.registers.calendars import actions as calendars
from lianxin.registers.calendars import queries as calendar_queries
from lianxin.registers.changes import actions as changes
from lianxin.registers.changes.rules import Load

log = logging.getLogger(__name__)

LOOK = 0.2  # seconds between looks for something to seal: it is sealed well within half a second
HEAD = 10  # seconds between signed heads while there is news; one a minute is promised
PULSE = 5
LONGEST_PAUSE = 60
LAST_WORDS = 15  # seconds that a half-sent mail gets when the worker is told to stop
CLOCK = Actor.system("clock")


@dataclass
class Job:
    """One part of the work: how often it is looked after where there was nothing to do, and how it fares."""

    name: str
    every: float
    run: Callable[[datetime], int]  # returns how much was done; anything means: look again at once
    due: float = 0
    failures: int = 0
    well: bool = False


def seal(_at: datetime) -> int:
    """Seal what waits."""
    return ledger.seal()


def sign(at: datetime) -> int:
    """Sign a head where there is news, and witness it."""
    head = ledger.sign_head(at=at)
    ledger.witness()
    return 0 if head is None else 1


def deliver(at: datetime) -> int:
    """Send the messages that are due."""
    return notifications.deliver(at=at)


def due(at: datetime) -> int:
    """Do what is due by the clock."""
    return tickets.due(at=at)


def draw_and_hand_out(at: datetime) -> int:
    """Draw what is asked about again each month, hand it out, and end what is over."""
    return oversight.revisits_due(at=at)


def forget_unconfirmed(at: datetime) -> int:
    """Erase the addresses that nobody confirmed in time."""
    return matters.sweep(at=at, limit=100)


def load_calendar(at: datetime) -> int:
    """Load years that are missing, or that a newer library knows."""
    today = day_of(at)
    years = calendar_queries.years_to_load(today)
    if years:
        key = f"years:{today.isoformat()}:{years[0]}-{years[-1]}-{len(years)}"
        calendars.load_years(years=years, by=CLOCK, at=at, key=key)
    return 0


def change_registers(at: datetime) -> int:
    """Do the changes of registers whose day has come."""
    held, owned = ticket_queries.held_by, matter_queries.owned_by
    return changes.due(at=at, load=lambda codes: Load(tickets=held(codes), matters=owned(codes)))


@dataclass
class Recomputing:
    """Recomputes promises that waited for a calendar, once for each state of the calendar."""

    digest: str = ""

    def __call__(self, at: datetime) -> int:
        """Recompute them where the calendar has changed."""
        register = calendar_queries.register()
        if register is None or register.digest == self.digest:
            return 0
        for ticket_id in ticket_queries.outdated():
            key = f"recompute:{ticket_id}:{register.digest[:32]}"
            with suppress(Refusal):  # closed in the meantime
                tickets.recompute(ticket_id=ticket_id, by=CLOCK, at=at, key=key)
        self.digest = register.digest
        return 0


def sealing() -> list[Job]:
    """Return the work that nothing may hold up."""
    return [Job("seal", LOOK, seal), Job(ledger_queries.SIGNER, HEAD, sign)]


def others() -> list[Job]:
    """Return the work that may take its time."""
    return [
        Job("calendar", 60, load_calendar),
        Job("registers", 60, change_registers),
        Job("promises", 60, Recomputing()),
        Job("clock", 30, due),
        Job("revisits", 60, draw_and_hand_out),
        Job("contacts", 600, tending.Renewing()),
        Job("matters", 0.5, carrying.Carrying()),
        Job("files", 300, tending.Sweeping()),
        Job("addresses", 300, forget_unconfirmed),
        Job("sessions", 3600, tending.forget_sessions),
        Job("retention", 600, Retaining()),
        *(Job(name, 0.5, Following(name)) for name in FOLLOWERS),
    ]


def sending() -> list[Job]:
    """Return the work that may hang on others' machines."""
    return [Job("messages", 1, deliver)]


def counting() -> list[Job]:
    """Return the work that figures and topics need, which may take seconds or write large files."""
    return [
        Job("insight", 1, insight.keep),
        Job("questions", 600, asking.Asking()),
        Job("topics", 30, topics),
    ]


def once(progress: Callable[[int], None] = lambda done: None) -> None:
    """Do everything that is to be done now, and end with a signed head; then a fault is raised."""
    parts, faults = [*others(), *sending(), *sealing(), *counting()], []
    with alone.one_worker():
        done = 1
        while done:
            done = 0
            for part in list(parts):
                try:
                    done += part.run(timezone.now())
                except Exception as fault:
                    log.exception("%s failed; the others go on", part.name)
                    parts.remove(part)
                    faults.append(fault)
            progress(done)
    if faults:
        raise faults[0]


def work(stop: Event) -> None:
    """Work until told to stop; stand by while another worker works."""
    waits = False
    while not stop.is_set():
        try:
            with alone.one_worker() as held:
                log.info("the worker is at work")
                waits = False
                _at_work(stop, held)
        except alone.Taken:
            if not waits:
                log.info("another worker is at work; this one stands by")
            waits = True
            stop.wait(1)
        except Exception:
            log.exception("the worker lost its footing and starts again")
            stop.wait(PULSE)


def _at_work(stop: Event, held: alone.Held) -> None:
    over = Event()  # the place was lost
    aside = [
        Thread(target=_beside, args=(jobs, stop, over), daemon=True)
        for jobs in (others(), sending(), counting())
    ]

    def pulse(at: datetime) -> int:
        if not held() or not all(thread.is_alive() for thread in aside):
            over.set()
        else:
            ledger.beat(ledger_queries.WORKER, at=at)
        return 0

    for thread in aside:
        thread.start()
    try:
        rounds([*sealing(), Job("pulse", PULSE, pulse)], stop, over)
    finally:
        over.set()
        for thread in aside:
            thread.join(LAST_WORDS)
    if stop.is_set():
        while seal(timezone.now()):
            pass
        sign(timezone.now())


def _beside(jobs: Sequence[Job], stop: Event, over: Event) -> None:
    try:
        rounds(jobs, stop, over)
    finally:
        connection.close()


def rounds(jobs: Sequence[Job], *ends: Event) -> None:
    """Look after some jobs, each when it is due, until one of the ends has come."""
    while not any(end.is_set() for end in ends):
        waiting = [job for job in jobs if job.due <= time.monotonic()]
        if not sum(attempt(job) for job in waiting):
            ends[0].wait(LOOK)


def attempt(job: Job) -> int:
    """Do a piece of a job, and return how much; where it fails, say so and wait longer each time."""
    try:
        done = job.run(timezone.now())
        if not job.well:
            ledger.beat(job.name, at=timezone.now())
    except Exception as fault:
        log.exception("%s failed; it is tried again", job.name)
        job.well, job.failures = False, job.failures + 1
        job.due = time.monotonic() + min(2 ** min(job.failures, 10) / 2, LONGEST_PAUSE)
        _tell(job, fault)
        return 0
    job.well, job.failures = True, 0
    job.due = time.monotonic() + (0 if done else job.every)
    return done


def _tell(job: Job, fault: Exception) -> None:
    """Note on the staff page what is wrong, where the database can be reached at all."""
    with suppress(Error):
        if not connection.in_atomic_block:
            connection.close_if_unusable_or_obsolete()  # a broken one is not used again
        ledger.beat(job.name, at=timezone.now(), fault=type(fault).__name__)
