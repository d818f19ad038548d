"""Reads for the runs of retention: how each went, and where the contacts are that may be due."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet

from lianxin.foundation.actor import Actor
from lianxin.foundation.refusal import NotAllowed
from lianxin.registers.residents.models import Contact, Retention
from lianxin.registers.residents.rules.retention import READERS, Data


@dataclass(frozen=True, kw_only=True)
class Part:
    """One class of data in one run."""

    data: Data
    due: int
    done: int
    finished: bool


@dataclass(frozen=True, kw_only=True)
class Run:
    """One run: when, and what it did."""

    run_id: int
    on: date
    began_at: datetime
    ended_at: datetime | None
    parts: Sequence[Part]

    @property
    def next(self) -> Data | None:
        """Return the class that the run is at, or None where only its end is to be recorded."""
        return next((part.data for part in self.parts if not part.finished), None)


def runs(by: Actor, *, limit: int = 50) -> list[Run]:
    """Return the newest runs, for who may read them."""
    if by.role not in READERS:
        raise NotAllowed(role=by.role)
    return [_run(row) for row in _rows()[:limit]]


def open_run() -> Run | None:
    """Return the run that is under way, or None."""
    row = _rows().filter(ended_at=None).first()
    return _run(row) if row else None


def run(run_id: int) -> Run:
    """Return one run as it stands."""
    return _run(_rows().get(pk=run_id))


def newest_run() -> Run | None:
    """Return the run that began last, or None before the first."""
    row = _rows().first()
    return _run(row) if row else None


def contacts_between(after: int, limit: int) -> list[int]:
    """Return the ids of the next tickets that still have a contact, in their order."""
    rows = Contact.objects.filter(ticket_id__gt=after).order_by("ticket_id")
    return list(rows.values_list("ticket_id", flat=True)[:limit])


def _rows() -> QuerySet[Retention]:
    return Retention.objects.order_by("-began_at", "-pk").prefetch_related("portions")


def _run(row: Retention) -> Run:
    order = list(Data)
    parts = [
        Part(data=Data(one.data), due=one.due, done=one.done, finished=one.finished)
        for one in row.portions.all()
    ]
    return Run(
        run_id=row.pk,
        on=row.on,
        began_at=row.began_at,
        ended_at=row.ended_at,
        parts=sorted(parts, key=lambda part: order.index(part.data)),
    )
