"""What comes first of many lines: each line is one key of an index, in the order of the index.

What a unit, a grid or a district has to do is a line, with what is due first at its head. The first
page over many lines lies in the first pages of the lines whose heads come first: so many rows are
looked at and no more, however many tickets there are and wherever they lie.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, TypeVar

from django.contrib.postgres.expressions import ArraySubquery
from django.db import connection
from django.db.models import BigIntegerField, F, Func, Model, OuterRef, Q, QuerySet, Subquery
from django.db.models.fields.tuple_lookups import Tuple, TupleGreaterThan, TupleLessThanOrEqual

from lianxin.casework.tickets.models import DISTRICT, DISTRICT_DIGITS, Assist, Ticket
from lianxin.casework.tickets.queries.conflict import not_about
from lianxin.casework.tickets.queries.narrowed import Narrowed
from lianxin.foundation.actor import HOTLINE, Actor, Role
from lianxin.registers.orgs.models import Grid, Unit

Place = tuple[datetime, int]  # of a ticket in a line: its moment and its id
Row = TypeVar("Row", bound=Model)
Ids = QuerySet[Any, Any]
ID = BigIntegerField()
MANY = 50  # lines, beyond which what fits is not looked for in each of them


@dataclass(frozen=True, kw_only=True)
class Front:
    """The first so many rows behind a place, by a moment."""

    moment: str
    after: Place | None
    limit: int
    narrowed: Narrowed | None = None

    def of(self, line: QuerySet[Row], pk: str = "pk") -> QuerySet[Row]:
        """Return the front of one line."""
        if self.after is not None:
            # compared as a pair, which an index understands: thousands are due at one midnight
            line = line.filter(TupleGreaterThan(Tuple(self.moment, pk), self.after))
        return line.order_by(self.moment, pk)[: self.limit]

    def ids(self, line: QuerySet[Row], pk: str = "pk") -> Ids:
        """Return the ids of the tickets at the front of one line."""
        return self.of(line, pk).values_list(pk, flat=True)

    def ids_of_each(self, owners: QuerySet[Any], key: str, waiting: QuerySet[Ticket]) -> Ids:
        """Return the ids at the front of each owner's line, of those that can come first at all."""
        line = waiting.filter(**{key: OuterRef("pk")})
        head = self.of(line)
        found = owners.annotate(
            head_at=Subquery(head.values(self.moment)[:1]), head=Subquery(head.values("pk")[:1])
        ).order_by(F("head_at").asc(nulls_last=True), "head")
        heads = found.values_list("head_at", "head", "pk")[: self.limit]
        first = [(at, head, pk) for at, head, pk in heads if head is not None]
        if len(first) == self.limit:  # whatever stands behind the last of these heads comes later
            line = line.filter(TupleLessThanOrEqual(Tuple(self.moment, "pk"), first[-1][:2]))
        ids = Func(ArraySubquery(self.ids(line)), function="unnest", output_field=ID)
        owning: QuerySet[Any] = owners.model._default_manager.filter(
            pk__in=[pk for *_, pk in first]
        )
        return owning.values_list(ids)


def foremost(by: Actor, waiting: QuerySet[Ticket], front: Front) -> Ids | None:
    """Return the ids at the front of each line that makes up a desk, or None where it is but one.

    SQLite, which has no such query, sorts what it finds: it serves one town.
    """
    if connection.vendor != "postgresql":
        return None
    lines = LINES[by.role](by, waiting, front)
    return lines[0].union(*lines[1:]) if lines else None


def _of_district(by: Actor, waiting: QuerySet[Ticket], front: Front) -> list[Ids]:
    if len(by.division) < DISTRICT_DIGITS:
        return []  # a city's hotline sees all there is
    waiting = waiting.alias(district=DISTRICT)
    district = waiting.filter(district=by.division[:DISTRICT_DIGITS])
    within = district.filter(division_code__startswith=by.division)
    return [front.ids(within), front.ids(waiting.filter(district=""))]


def _of_subtree(by: Actor, waiting: QuerySet[Ticket], front: Front) -> list[Ids]:
    waiting = waiting.filter(not_about(by))
    units = Unit.objects.filter(path__startswith=by.unit_path)
    if front.narrowed is not None and front.narrowed.scattered and units.count() > MANY:
        return []  # each line would be searched far down: an index over all of them finds it sooner
    return [front.ids_of_each(units, "lead_unit", waiting), _assisted(by, front)]


def _of_grids(by: Actor, waiting: QuerySet[Ticket], front: Front) -> list[Ids]:
    waiting = waiting.filter(not_about(by))
    own = front.ids(waiting.filter(lead_unit_id=by.unit_id))
    grids = Grid.objects.filter(pk__in=by.grid_ids)
    return [own, front.ids_of_each(grids, "grid", waiting), _assisted(by, front)]


def _assisted(by: Actor, front: Front) -> Ids:
    at_work = Assist.objects.filter(Q(unit_id=by.unit_id, ticket_due_at__isnull=False))
    readable = at_work.filter(not_about(by, "ticket__"))
    if front.narrowed is not None:
        readable = front.narrowed.of(readable, front.moment, "ticket__")
    return replace(front, moment="ticket_due_at").ids(readable, "ticket_id")


LINES: dict[Role, Callable[[Actor, QuerySet[Ticket], Front], list[Ids]]] = {
    **dict.fromkeys(HOTLINE | {Role.AUDITOR}, _of_district),
    Role.UNIT_LEAD: _of_subtree,
    Role.GRID_WORKER: _of_grids,
}
