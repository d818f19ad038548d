"""The verbs of schemes, rounds and evaluations; a fact that bears a column's name changes the column."""

from datetime import date, datetime

from lianxin.foundation.ledger.rules import declare

SCHEME_IMPORTED = declare("scheme.imported", code=str, version=int, digest=str, lines=int)
SCHEME_COLUMNS = frozenset({"code", "version", "digest"})

ROUND: dict[str, type] = {
    "state": str,
    "scheme_id": int,
    "domain": str,
    "first": date,
    "last": date,
    "reviewer_unit_id": int,
    "opened_at": datetime,
}
ROUND_OPENED = declare("evaluationround.opened", **ROUND, unit_ids=list)
FIGURES_FIXED = declare("evaluationround.figures_fixed", state=str, fixed_at=datetime, readings=int)
ROUND_COLUMNS = frozenset({*ROUND, "fixed_at"})

NOW: dict[str, type] = {"state": str}
RESULT: dict[str, type] = {
    "band": str,
    "good": int,
    "good_most": int,
    "points": int,
    "points_most": int,
}
PLAN: dict[str, type] = {"plan_unit_id": int, "plan_due_on": date}
AGAIN: dict[str, type] = {
    "again_band": str,
    "again_good": int,
    "again_good_most": int,
    "rechecked_at": datetime,
}
OPENED = declare("evaluation.opened", **NOW, round_id=int, unit_id=int)
HANDED_IN = declare("evaluation.handed_in", indicator=str)
REVIEWED = declare("evaluation.reviewed", indicator=str, met=bool)
VETO_JUDGED = declare("evaluation.veto_judged", veto=str, met=bool)
SHOWN = declare("evaluation.shown", **NOW, **RESULT, appeal_until=datetime)
APPEALED = declare("evaluation.appealed", **NOW, appeals=int, decide_by=datetime)
UPHELD = declare(
    "evaluation.appeal_upheld", **NOW, appeals=int, decide_by=datetime, appeal_until=datetime
)
DISMISSED = declare("evaluation.appeal_dismissed", **NOW, decide_by=datetime)
CONFIRMED = declare("evaluation.confirmed", **NOW, confirmed_at=datetime)
PLANNED = declare("evaluation.planned", **NOW, **PLAN)
RECHECKED = declare("evaluation.rechecked", **NOW, **AGAIN)

COLUMNS = frozenset(
    {
        *NOW,
        *RESULT,
        *PLAN,
        *AGAIN,
        "round_id",
        "unit_id",
        "appeal_until",
        "appeals",
        "decide_by",
        "confirmed_at",
    }
)
JUDGING = frozenset({REVIEWED, VETO_JUDGED})
