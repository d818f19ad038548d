"""Taking back what an import added and ended, where nothing rests on it yet."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from lianxin.foundation.actor import Actor
from lianxin.foundation.ledger import actions as ledger
from lianxin.foundation.ledger.models import Entry
from lianxin.foundation.refusal import NotFound
from lianxin.registers.orgs import queries, rules
from lianxin.registers.orgs.actions import frame
from lianxin.registers.orgs.models import Building, Division, Grid, Post, Unit
from lianxin.registers.orgs.rules import refusals, verbs

TABLES: dict[rules.Kept, Any] = {
    rules.Kept.DIVISIONS: Division,
    rules.Kept.UNITS: Unit,
    rules.Kept.GRIDS: Grid,
    rules.Kept.BUILDINGS: Building,
    rules.Kept.STAFF: Post,
}
DIVISION = {
    rules.Kept.DIVISIONS: "code",
    rules.Kept.UNITS: "division__code",
    rules.Kept.GRIDS: "code",
    rules.Kept.BUILDINGS: "grid__code",
    rules.Kept.STAFF: "unit__division__code",
}


@ledger.deed
def take_back(
    *,
    kind: rules.Kept,
    added: Sequence[str],
    ended: Sequence[str],
    since: int,
    by: Actor,
    at: datetime,
    key: str,
) -> Entry:
    """Remove rows that were added, and put rows that were ended in force again, by their keys.

    Refuses where something already rests on an added row, or where entries after `since` name it.
    """
    register = frame.opened(kind)
    gone, back = _ids(kind, added), _ids(kind, ended)
    for chunk in frame.chunks([*gone, *back]):
        found = TABLES[kind].objects.filter(pk__in=chunk)
        for code in found.values_list(DIVISION[kind], flat=True):
            rules.check_keeper(by, code)
    _remove(kind, gone, since)
    for chunk in frame.chunks(back):
        TABLES[kind].objects.filter(pk__in=chunk).update(valid_to=None)
    frame.stamp(register)
    return ledger.record(
        verbs.TAKEN_BACK,
        about=register,
        by=by,
        at=at,
        key=key,
        register=kind.value,
        removed=len(gone),
        revived=len(back),
    )


def _ids(kind: rules.Kept, keys: Sequence[str]) -> list[int]:
    """Return the newest row under each key, or refuse where there is none."""
    rows = TABLES[kind].objects.order_by("valid_from", "pk")
    newest: dict[str, int] = {}
    for chunk in frame.chunks(keys):
        if kind is rules.Kept.STAFF:
            of_people = rows.filter(staff__username__in={one.split("~")[0] for one in chunk})
            found = of_people.values_list("staff__username", "unit__code", "role", "pk")
            newest |= {"~".join(parts): pk for *parts, pk in found}
        else:
            newest |= dict(rows.filter(code__in=chunk).values_list("code", "pk"))
    if missing := [one for one in keys if one not in newest]:
        raise NotFound(key=missing[0])
    return [newest[one] for one in keys]


def _remove(kind: rules.Kept, ids: Sequence[int], since: int) -> None:
    table = TABLES[kind]
    for what, count in queries.resting(table, ids, since=since).items():
        raise refusals.SomethingRests(what=what, count=count)
    for chunk in frame.chunks(ids):
        if table in (Division, Unit):
            table.objects.filter(pk__in=chunk).update(parent=None)  # they go together
    for chunk in frame.chunks(ids):
        table.objects.filter(pk__in=chunk).delete()  # refuses once more where something points here
