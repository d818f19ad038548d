"""The steps of an evaluation: evidence, judgement, result, appeal, plan, re-check."""

from collections.abc import Sequence
from datetime import date, datetime

from lianxin.casework.oversight.actions.evaluation import frame
from lianxin.casework.oversight.queries import evaluation as queries
from lianxin.casework.oversight.queries.evaluation.telling import BETWEEN, IMPROVED
from lianxin.casework.oversight.rules.evaluation import Step, deeds, moves
from lianxin.casework.oversight.rules.evaluation.refusals import (
    NotEvaluated,
    NotEvidence,
    NotImproved,
    ReviewsItself,
)
from lianxin.foundation.actor import Actor
from lianxin.foundation.files import actions as files
from lianxin.foundation.ledger import actions as ledger
from lianxin.foundation.ledger.models import Entry
from lianxin.foundation.time import day_of
from lianxin.registers.orgs import queries as orgs
from lianxin.registers.policies.rules import Step as Limit


@ledger.deed
def hand_in(
    *,
    evaluation_id: int,
    indicator: str,
    words: str,
    document: files.Prepared | None = None,
    by: Actor,
    at: datetime,
    key: str,
    seen: int | None = None,
) -> Entry:
    """Hand in, as the unit, what shows that an indicator is met: words, and a document bound by its digest."""
    turn = frame.begin(Step.HAND_IN, evaluation_id, by=by, at=at, key=key, seen=seen)
    _judged_by_people(turn, indicator)
    said = frame.reason(words, "evidence")
    kept = files.keep([document] if document else [], about="evaluation", about_id=turn.found.pk)
    bound = {f"file:{place}": file.bound for place, file in enumerate(kept)}
    return turn.done(deeds.HANDED_IN, said | bound, indicator=indicator)


@ledger.deed
def review(
    *,
    evaluation_id: int,
    indicator: str,
    met: bool,
    words: str,
    by: Actor,
    at: datetime,
    key: str,
    seen: int | None = None,
) -> Entry:
    """Judge, as a person of the unit that reviews, whether an indicator is met, and say why."""
    turn = frame.begin(Step.REVIEW, evaluation_id, by=by, at=at, key=key, seen=seen)
    _judged_by_people(turn, indicator)
    return turn.done(deeds.REVIEWED, frame.reason(words), indicator=indicator, met=met)


@ledger.deed
def judge_veto(
    *,
    evaluation_id: int,
    veto: str,
    met: bool,
    words: str,
    by: Actor,
    at: datetime,
    key: str,
    seen: int | None = None,
) -> Entry:
    """Say, as a person of the unit that reviews, that a veto was found, or after all was not, and why."""
    turn = frame.begin(Step.JUDGE_VETO, evaluation_id, by=by, at=at, key=key, seen=seen)
    _judged_by_people(turn, veto, vetoes=True)
    return turn.done(deeds.VETO_JUDGED, frame.reason(words), veto=veto, met=met)


@ledger.deed
def show(
    *, evaluation_id: int, by: Actor, at: datetime, key: str, seen: int | None = None
) -> Entry:
    """Show the unit its result and each reason for it; from now on it can appeal."""
    turn = frame.begin(Step.SHOW, evaluation_id, by=by, at=at, key=key, seen=seen)
    made = queries.outcome(turn.found)
    return turn.done(
        deeds.SHOWN,
        {},
        state=turn.state.value,
        band=made.band or "",
        good=made.good,
        good_most=made.good_most,
        points=made.points,
        points_most=made.points_most,
        appeal_until=turn.clock.due(Limit.OBJECTION_WINDOW),
    )


@ledger.deed
def appeal(
    *, evaluation_id: int, words: str, by: Actor, at: datetime, key: str, seen: int | None = None
) -> Entry:
    """Appeal, as the unit, against the result; somebody with no part in it decides by the day that this sets."""
    turn = frame.begin(Step.APPEAL, evaluation_id, by=by, at=at, key=key, seen=seen)
    return turn.done(
        deeds.APPEALED,
        frame.reason(words),
        state=turn.state.value,
        appeals=turn.found.appeals + 1,
        decide_by=turn.clock.due(Limit.OBJECTION_REVIEW),
    )


@ledger.deed
def uphold(
    *, evaluation_id: int, words: str, by: Actor, at: datetime, key: str, seen: int | None = None
) -> Entry:
    """Find an appeal right: the evidence is open again, and a new result follows, with a new time to appeal."""
    turn = frame.begin(Step.UPHOLD, evaluation_id, by=by, at=at, key=key, seen=seen)
    facts: dict[str, object] = {"appeals": 0, "decide_by": None, "appeal_until": None}
    return turn.done(deeds.UPHELD, frame.reason(words), state=turn.state.value, **facts)


@ledger.deed
def dismiss(
    *, evaluation_id: int, words: str, by: Actor, at: datetime, key: str, seen: int | None = None
) -> Entry:
    """Find an appeal not right, and say why: the result stays."""
    turn = frame.begin(Step.DISMISS, evaluation_id, by=by, at=at, key=key, seen=seen)
    said = frame.reason(words)
    return turn.done(deeds.DISMISSED, said, state=turn.state.value, decide_by=None)


@ledger.deed
def confirm(
    *, evaluation_id: int, by: Actor, at: datetime, key: str, seen: int | None = None
) -> Entry:
    """Confirm the result: the unit itself at any time, a supervisor once it can no longer appeal."""
    turn = frame.begin(Step.CONFIRM, evaluation_id, by=by, at=at, key=key, seen=seen)
    return turn.done(deeds.CONFIRMED, {}, state=turn.state.value, confirmed_at=at)


@ledger.deed
def plan(
    *,
    evaluation_id: int,
    words: str,
    unit_id: int,
    due_on: date,
    by: Actor,
    at: datetime,
    key: str,
    seen: int | None = None,
) -> Entry:
    """Say what is done about what is not good, which unit does it, and by which day it is looked at again."""
    turn = frame.begin(Step.PLAN, evaluation_id, by=by, at=at, key=key, seen=seen)
    moves.plan_day(due_on, on=day_of(at))
    if unit_id == turn.found.round.reviewer_unit_id:
        raise ReviewsItself
    if not orgs.handling_units(day_of(at)).filter(pk=unit_id).exists():
        raise NotEvaluated
    said = frame.reason(words, "plan")
    facts = {"plan_unit_id": unit_id, "plan_due_on": due_on}
    return turn.done(deeds.PLANNED, said, state=turn.state.value, **facts)


@ledger.deed
def recheck(
    *,
    evaluation_id: int,
    improved: Sequence[str],
    words: str,
    by: Actor,
    at: datetime,
    key: str,
    seen: int | None = None,
) -> Entry:
    """Look again at what was not good and say what is good now; the result itself stays as it was."""
    turn = frame.begin(Step.RECHECK, evaluation_id, by=by, at=at, key=key, seen=seen)
    named = sorted(set(improved))
    if not set(named) <= set(queries.now(turn.found).to_improve):
        raise NotImproved
    made = queries.now(turn.found, named)
    return turn.done(
        deeds.RECHECKED,
        frame.reason(words) | {IMPROVED: BETWEEN.join(named)},
        state=turn.state.value,
        again_band=made.band or "",
        again_good=made.good,
        again_good_most=made.good_most,
        rechecked_at=at,
    )


def _judged_by_people(turn: frame.Turn, code: str, *, vetoes: bool = False) -> None:
    """Refuse a line that the scheme does not have here, or that a figure decides."""
    scheme, domain = queries.said(turn.found.round.scheme), turn.found.round.domain
    lines = scheme.vetoes_in(domain) if vetoes else scheme.indicators_in(domain)
    if not any(one.code == code and not one.measure.figure for one in lines):
        raise NotEvidence(code=code)
