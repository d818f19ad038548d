"""A run over data whose time is over: one deed begins it, one ends it, and between them it counts.

What is erased belongs to other areas too; each piece is done by its area, and in the same
transaction the run says how far it is, so that a run that is killed loses and doubles nothing.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from lianxin.foundation.actor import Actor, Role
from lianxin.foundation.ledger import actions as ledger
from lianxin.foundation.ledger.models import Entry
from lianxin.foundation.refusal import NotAllowed
from lianxin.foundation.time import day_of
from lianxin.registers.residents.models import Portion, Retention
from lianxin.registers.residents.rules.retention import BEGUN, ENDED, Data, counted


@ledger.deed
def begin_retention(*, due: Mapping[Data, int], by: Actor, at: datetime, key: str) -> Entry:
    """Begin a run; `due` is how much of each class is to be erased, counted just before."""
    _system_only(by)
    run = Retention(on=day_of(at), began_at=at)
    opening = ledger.create(run)
    opening.beside += [
        Portion(run_id=run.pk, data=data.value, due=count) for data, count in due.items()
    ]
    counts: dict[str, Any] = counted({data.value: count for data, count in due.items()})
    return ledger.record(BEGUN, about=run, by=by, at=at, key=key, on=run.on, **counts)


@ledger.deed
def end_retention(*, run_id: int, by: Actor, at: datetime, key: str) -> Entry:
    """End a run, with what it has done."""
    _system_only(by)
    run = ledger.locked(Retention.objects.all(), run_id)
    run.ended_at = at
    run.save(update_fields=["ended_at"])
    done: dict[str, Any] = counted(dict(run.portions.values_list("data", "done")))
    return ledger.record(ENDED, about=run, by=by, at=at, key=key, **done)


def portion(*, run_id: int, data: Data) -> Portion:
    """Return one class of a run under its lock, so that nobody else takes the same piece.

    Not a deed of its own: for the transaction that takes the piece.
    """
    rows = Portion.objects.select_related("run").select_for_update(no_key=True, of=("self",))
    return rows.get(run_id=run_id, data=data.value)


def advance(
    part: Portion,
    *,
    done: int,
    finished: bool,
    last_at: datetime | None = None,
    last_id: int | None = None,
) -> None:
    """Say how far a run is with one class; in the transaction that did the piece."""
    part.done += done
    part.finished = finished
    part.last_at = last_at or part.last_at
    part.last_id = part.last_id if last_id is None else last_id
    part.save(update_fields=["done", "finished", "last_at", "last_id"])


def count_done(*, run_id: int, data: Data, done: int) -> None:
    """Say that a class was erased in one go, by who is no area of ours."""
    with ledger.writing():
        advance(portion(run_id=run_id, data=data), done=done, finished=True)


def _system_only(by: Actor) -> None:
    if by.role is not Role.SYSTEM:
        raise NotAllowed(role=by.role)
