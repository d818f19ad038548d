"""Erasing what is no longer needed: one run a day by the worker, piece by piece, contacts before texts.

The run is a deed with its counts; the pieces are the areas' own actions. The sign-ins belong to a
library, whose rows are deleted here.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from axes.models import AccessAttempt, AccessLog

from lianxin.casework.tickets import actions as tickets
from lianxin.casework.tickets import queries as ticket_queries
from lianxin.followers.notifications import actions as notifications
from lianxin.followers.notifications import queries as message_queries
from lianxin.foundation.actor import Actor
from lianxin.foundation.time import day_of
from lianxin.registers.policies import queries as policies
from lianxin.registers.policies.rules import Step
from lianxin.registers.residents import actions, queries
from lianxin.registers.residents.rules.retention import Data, over

BY = Actor.system("retention")


@dataclass(frozen=True, kw_only=True)
class Work:
    """One class of data: how much of it is due at a moment, and its next piece."""

    count: Callable[[datetime], int]
    piece: Callable[[queries.Run, datetime], None]


def before(step: Step, at: datetime) -> datetime:
    """Return the moment before which something is older than every profile in force keeps it."""
    profiles = policies.policies().in_force(day_of(at)).values()
    return min(over(limits.span(step), at) for limits in profiles)


def _contacts(run: queries.Run, at: datetime) -> None:
    tickets.erase_contacts(run_id=run.run_id, by=BY, at=at)


def _requests(run: queries.Run, at: datetime) -> None:
    tickets.archive(run_id=run.run_id, by=BY, at=at)


def _sounds(run: queries.Run, at: datetime) -> None:
    tickets.erase_sounds(run_id=run.run_id, by=BY, at=at)


def _mandates(run: queries.Run, at: datetime) -> None:
    old = before(Step.CONTACT_KEPT, run.began_at)
    actions.forget_lapsed(run_id=run.run_id, before=old)


def _messages(run: queries.Run, at: datetime) -> None:
    old = before(Step.MESSAGE_KEPT, run.began_at)
    notifications.forget(run_id=run.run_id, before=old)


def _sign_ins(run: queries.Run, at: datetime) -> None:
    old = before(Step.SIGN_IN_KEPT, run.began_at)
    done = sum(
        rows.objects.filter(attempt_time__lt=old).delete()[0] for rows in (AccessLog, AccessAttempt)
    )
    actions.count_done(run_id=run.run_id, data=Data.SIGN_IN, done=done)


def _count_mandates(at: datetime) -> int:
    return queries.lapsed(before(Step.CONTACT_KEPT, at)).count()


def _count_messages(at: datetime) -> int:
    return message_queries.count_before(before(Step.MESSAGE_KEPT, at))


def _count_sign_ins(at: datetime) -> int:
    old = before(Step.SIGN_IN_KEPT, at)
    return sum(
        rows.objects.filter(attempt_time__lt=old).count() for rows in (AccessLog, AccessAttempt)
    )


def _count_sounds(at: datetime) -> int:
    return ticket_queries.sounds_due(at).count()


def _count_requests(at: datetime) -> int:
    return ticket_queries.kept_too_long(Step.TICKET_KEPT, at).count()


WORKS: Mapping[Data, Work] = {
    Data.CONTACT: Work(count=ticket_queries.count_due_contacts, piece=_contacts),
    Data.REQUEST: Work(count=_count_requests, piece=_requests),
    Data.MANDATE: Work(count=_count_mandates, piece=_mandates),
    Data.MESSAGE: Work(count=_count_messages, piece=_messages),
    Data.SOUND: Work(count=_count_sounds, piece=_sounds),
    Data.SIGN_IN: Work(count=_count_sign_ins, piece=_sign_ins),
}


def due(at: datetime) -> dict[Data, int]:
    """Return how much of each class is to be erased now; nothing before limits are in force."""
    if not policies.policies().in_force(day_of(at)):
        return {}
    return {data: work.count(at) for data, work in WORKS.items()}


def kept_back(at: datetime) -> int:
    """Return how many requests are kept beyond their time because a decision is still to be taken."""
    return ticket_queries.kept_back(Step.TICKET_KEPT, at).count()


def begin(at: datetime, key: str) -> bool:
    """Begin a run where there is something to erase; return whether there is."""
    found = due(at)
    if any(found.values()):
        actions.begin_retention(due=found, by=BY, at=at, key=key)
    return any(found.values())


def go_on(run: queries.Run, at: datetime) -> None:
    """Do the next piece of a run, or end it."""
    if run.next is None:
        actions.end_retention(run_id=run.run_id, by=BY, at=at, key=f"retention:{run.run_id}:end")
    else:
        WORKS[run.next].piece(run, at)


@dataclass
class Retaining:
    """The worker's part: looks once a day, and goes on with a run until it is done."""

    looked: date | None = None

    def __call__(self, at: datetime) -> int:
        """Do the next piece, and return whether there may be more."""
        run = queries.open_run()
        if run is not None:
            go_on(run, at)
            return 1
        today, newest = day_of(at), queries.newest_run()
        if today == self.looked or (newest and newest.on == today):
            return 0
        begun = begin(at, f"retention:{today}")
        self.looked = today
        return int(begun)
