"""What does not fit together in the registers any more."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Exists, OuterRef, Q

from lianxin.foundation.actor import Role
from lianxin.registers.orgs.models import Division, Grid, Post, Unit
from lianxin.registers.orgs.queries.divisions import lasting
from lianxin.registers.orgs.rules import Fault, FaultKind


def faults(on: date) -> list[Fault]:
    """Return every fault of a day: what stands on something that is over, and grids without worker."""
    over: list[tuple[FaultKind, str, Iterable[tuple[int, str]]]] = [
        (FaultKind.DIVISION_WITHOUT_PARENT, "division", _codes(Division, on, "parent__")),
        (FaultKind.UNIT_WITHOUT_PARENT, "unit", _codes(Unit, on, "parent__")),
        (FaultKind.UNIT_WITHOUT_DIVISION, "unit", _codes(Unit, on, "division__")),
        (FaultKind.GRID_WITHOUT_COMMUNITY, "grid", _codes(Grid, on, "community__")),
        (FaultKind.GRID_WITHOUT_WORKER, "grid", _alone(on)),
        (FaultKind.POST_WITHOUT_UNIT, "post", _left(on)),
    ]
    return [
        Fault(kind=kind, about=about, pk=pk, code=code)
        for kind, about, rows in over
        for pk, code in rows
    ]


def _codes(
    kept: type[Division] | type[Unit] | type[Grid], on: date, prefix: str
) -> Iterable[tuple[int, str]]:
    rows = kept._default_manager.filter(lasting(on), _over(on, prefix))
    return rows.order_by("code").values_list("pk", "code")


def _alone(on: date) -> Iterable[tuple[int, str]]:
    worked = Post.objects.filter(lasting(on), role=Role.GRID_WORKER, grids=OuterRef("pk"))
    alone = Grid.objects.filter(lasting(on), ~Exists(worked))
    return alone.order_by("code").values_list("pk", "code")


def _left(on: date) -> Iterable[tuple[int, str]]:
    left = Post.objects.filter(lasting(on), _over(on, "unit__"))
    return left.order_by("pk").values_list("pk", "staff__username")


def _over(on: date, prefix: str) -> Q:
    return Q(**{f"{prefix}valid_to__lte": on})
