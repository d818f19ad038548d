"""Reads of the rounds: what is still under way about a subject, how far it is, and what was left why."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, QuerySet

from lianxin.foundation.ledger.models import Left, Round, Subject
from lianxin.foundation.ledger.queries import name_of


@dataclass(frozen=True, kw_only=True)
class Progress:
    """How far a round has come; `reasons` counts what it left, by the code of the refusal."""

    entry_id: int
    verb: str
    at: datetime
    total: int
    done: int
    left: int
    ended_at: datetime | None
    reasons: Sequence[tuple[str, int]]


def under_way(subject: Subject) -> bool:
    """Tell whether a deed on a subject is still being carried out."""
    return _of(subject).filter(ended_at__isnull=True).exists()


def progress(subject: Subject) -> list[Progress]:
    """Return the rounds of a subject's deeds, the newest first; two queries, whatever their number."""
    found = list(_of(subject).select_related("entry").order_by("-entry_id"))
    counted: dict[int, list[tuple[str, int]]] = {}
    for pk, code, count in _reasons(row.pk for row in found):
        counted.setdefault(pk, []).append((code, count))
    return [
        Progress(
            entry_id=row.pk,
            verb=row.entry.verb,
            at=row.entry.at,
            total=max(row.total, row.done + row.left),  # more may have come under way since
            done=row.done,
            left=row.left,
            ended_at=row.ended_at,
            reasons=counted.get(row.pk, ()),
        )
        for row in found
    ]


def left(subject: Subject, entry_id: int) -> QuerySet[Left]:
    """Return what the round of one deed on a subject left, by id, each with its reason."""
    return Left.objects.filter(round__in=_of(subject).filter(pk=entry_id)).order_by("about_id")


def _of(subject: Subject) -> QuerySet[Round]:
    return Round.objects.filter(entry__about=name_of(subject), entry__about_id=subject.pk)


def _reasons(ids: Iterable[int]) -> Iterable[tuple[int, str, int]]:
    found = Left.objects.filter(round__in=list(ids)).values("round_id", "code")
    counted = found.annotate(count=Count("about_id")).order_by("round_id", "-count", "code")
    return counted.values_list("round_id", "code", "count")
