"""Opening a round, and keeping its figures."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from lianxin.casework.oversight.models import Evaluation, EvaluationRound
from lianxin.casework.oversight.queries import evaluation as queries
from lianxin.casework.oversight.queries.evaluation.telling import FIGURES
from lianxin.casework.oversight.rules.evaluation import Measure, RoundState, State, deeds, moves
from lianxin.casework.oversight.rules.evaluation.refusals import NotEvaluated
from lianxin.foundation.actor import Actor
from lianxin.foundation.ledger import actions as ledger
from lianxin.foundation.ledger.models import Entry
from lianxin.foundation.refusal import NotFound
from lianxin.foundation.time import day_of
from lianxin.registers.orgs import queries as orgs


@dataclass(frozen=True, kw_only=True)
class Figure:
    """A line's figure for a unit, as interfaces hand it down: `value` None is n/a, `of` what it rests on.

    `few_staff` says that it was withheld: so few people work there that it would be that of persons.
    """

    unit_id: int
    line: str
    value: float | None
    of: int
    few_staff: bool


@ledger.deed
def open_round(
    *,
    scheme_id: int,
    domain: str,
    first: date,
    last: date,
    unit_ids: Sequence[int],
    reviewer_unit_id: int,
    by: Actor,
    at: datetime,
    key: str,
) -> Entry:
    """Open a round for units of a domain and a period that is over; each unit gets its evaluation."""
    moves.may_open(by)
    on, units = day_of(at), sorted(set(unit_ids))
    scheme = queries.scheme(scheme_id)
    if queries.said(scheme).domain(domain) is None:
        raise NotFound(domain=domain)
    reviewer = {"reviewer_unit_id": reviewer_unit_id}
    moves.openable(units=set(units), **reviewer, first=first, last=last, on=on)
    _in_force(units, reviewer_unit_id, by, on)
    facts: dict[str, Any] = {
        "state": RoundState.OPEN.value,
        "scheme_id": scheme.pk,
        "domain": domain,
    }
    facts |= {"first": first, "last": last, **reviewer, "opened_at": at}
    row = EvaluationRound(**facts)
    ledger.create(row)
    entry = ledger.record(
        deeds.ROUND_OPENED, about=row, by=by, at=at, key=key, **facts, unit_ids=units
    )
    for unit_id in units:
        begun: dict[str, Any] = {
            "state": State.COLLECTING.value,
            "round_id": row.pk,
            "unit_id": unit_id,
        }
        evaluation = Evaluation(**begun)
        ledger.create(evaluation)
        own = f"{key}:{unit_id}"
        ledger.record(deeds.OPENED, about=evaluation, by=by, at=at, key=own, **begun)
    return entry


@ledger.deed
def fix_figures(
    *,
    round_id: int,
    figures: Sequence[Figure],
    by: Actor,
    at: datetime,
    key: str,
    seen: int | None = None,
) -> Entry:
    """Keep the figures of a round as they are at this moment; whatever is counted later, they stay.

    A unit's figures are those of all units below it too. Where too few people work there, or fewer
    cases are counted than the scheme asks for, only their number is kept: the figure would be that
    of persons.
    """
    moves.may_open(by)
    row = ledger.locked(queries.rounds(by), round_id, seen=seen)
    moves.fixable(RoundState(row.state))
    units = set(queries.of_round(by, row.pk).values_list("unit_id", flat=True))
    lines = queries.said(row.scheme).measures(row.domain)
    kept = [
        {
            "unit": one.unit_id,
            "line": one.line,
            "value": one.value if _says(one, lines[one.line]) else None,
            "of": one.of,
            "few_staff": one.few_staff,
        }
        for one in figures
        if one.unit_id in units and one.line in lines
    ]
    row.state, row.fixed_at = RoundState.FIXED.value, at
    row.changed = ["state", "fixed_at"]
    return ledger.record(
        deeds.FIGURES_FIXED,
        about=row,
        by=by,
        at=at,
        key=key,
        words={FIGURES: json.dumps(kept, sort_keys=True)},
        state=row.state,
        fixed_at=at,
        readings=len(kept),
    )


def _says(one: Figure, line: Measure) -> bool:
    return not one.few_staff and one.of >= line.fewest


def _in_force(units: Sequence[int], reviewer_unit_id: int, by: Actor, on: date) -> None:
    """Refuse units that cannot be evaluated, or that the actor does not see."""
    seen = orgs.units_visible_to(by) if by.staff_id else orgs.units(on)
    found = set(orgs.handling_units(on).filter(pk__in=units).values_list("pk", flat=True))
    allowed = set(seen.filter(pk__in=units).values_list("pk", flat=True))
    if found & allowed != set(units) or not orgs.units(on).filter(pk=reviewer_unit_id).exists():
        raise NotEvaluated
