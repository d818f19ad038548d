"""Entering an absence with a substitute, and ending it before its day."""

from datetime import date, datetime
from typing import Any

from lianxin.foundation.actor import Actor, Role
from lianxin.foundation.ledger import actions as ledger
from lianxin.foundation.ledger.models import Entry
from lianxin.foundation.time import day_of
from lianxin.registers.orgs import queries, rules
from lianxin.registers.orgs.models import Absence, Unit
from lianxin.registers.orgs.rules import verbs
from lianxin.registers.orgs.rules.absences import Away


@ledger.deed
def enter_absence(*, away: Away, unit_id: int, by: Actor, at: datetime, key: str) -> Entry:
    """Let a colleague of the same unit stand in for somebody for some days; it ends by itself."""
    # two who name each other in the same moment wait for each other here
    unit = ledger.locked(Unit.objects.select_related("division"), unit_id)
    on = max(away.valid_from, day_of(at))
    posts = queries.posts_at(unit.pk, on)
    roles = {Role(post.role) for post in posts if post.staff_id == away.staff_id}
    rules.absences.may_enter(
        by,
        staff_id=away.staff_id,
        unit_id=unit.pk,
        division=unit.division.code,
        roles=roles,
    )
    rules.absences.check_days(away.valid_from, away.valid_to, day_of(at))
    rules.absences.check_substitute(
        away, {post.staff_id for post in posts}, queries.aways(unit.pk, since=away.valid_from)
    )
    absence = Absence(unit=unit, **_columns(away))
    absence.save(force_insert=True)
    return ledger.record(
        verbs.AWAY, about=absence, by=by, at=at, key=key, unit_id=unit.pk, **_columns(away)
    )


@ledger.deed
def end_absence(
    *, absence_id: int, back_on: date, by: Actor, at: datetime, key: str, seen: int
) -> Entry:
    """Be back earlier: from that day on nobody stands in any more."""
    found = Absence.objects.select_related("unit__division")
    absence = ledger.locked(found, absence_id, seen=seen)
    posts = queries.posts_at(absence.unit_id, day_of(at))
    rules.absences.may_enter(
        by,
        staff_id=absence.staff_id,
        unit_id=absence.unit_id,
        division=absence.unit.division.code,
        roles={Role(post.role) for post in posts if post.staff_id == absence.staff_id},
    )
    rules.absences.check_return(queries.away(absence), back_on, day_of(at))
    absence.valid_to = max(back_on, absence.valid_from)
    absence.save(update_fields=["valid_to"])
    return ledger.record(
        verbs.BACK, about=absence, by=by, at=at, key=key, valid_to=absence.valid_to
    )


def _columns(away: Away) -> dict[str, Any]:
    return {
        "staff_id": away.staff_id,
        "substitute_id": away.substitute_id,
        "valid_from": away.valid_from,
        "valid_to": away.valid_to,
    }
