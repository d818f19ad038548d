"""Reads of rounds and evaluations: who sees which, how each stands, and whether the ledger agrees."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator
from datetime import datetime

from django.db.models import Count, Q, QuerySet

from lianxin.casework.oversight.models import Evaluation, EvaluationRound
from lianxin.casework.oversight.queries.evaluation import schemes, telling
from lianxin.casework.oversight.rules.evaluation import RoundState, State, Step, deeds, moves
from lianxin.foundation.actor import Actor, Role
from lianxin.foundation.ledger import queries as ledger
from lianxin.foundation.ledger.rules import Fault
from lianxin.foundation.ledger.verifying import Replay
from lianxin.foundation.refusal import NotFound
from lianxin.registers.orgs import queries as orgs
from lianxin.registers.orgs.rules import span

PAGE = 50
OF_A_PLACE = frozenset({Role.SUPERVISOR, Role.DISPATCHER, Role.AUDITOR})
OVER = [State.CONFIRMED.value, State.PLANNED.value, State.RECHECKED.value]
FEWEST_PUBLIC = 5  # units of a round; of fewer, a count would name one


def visible_to(by: Actor) -> QuerySet[Evaluation]:
    """Return the evaluations that an actor may know of, as one SQL condition.

    A unit sees its own, those below it, and those that it reviews or has a plan for: never a list
    of others beside it.
    """
    every = Evaluation.objects.select_related("round__scheme", "unit__division", "plan_unit")
    if by.role is Role.SYSTEM:
        return every
    if by.role in OF_A_PLACE:
        within = Q(unit__division__code__range=span(by.division)) if by.division else Q()
        return every.filter(within)
    given = Q(round__reviewer_unit_id=by.unit_id) | Q(plan_unit_id=by.unit_id)
    if by.role is Role.UNIT_LEAD:
        return every.filter(given | Q(unit_id__in=orgs.unit_ids_under(by.unit_path)))
    if by.role is Role.HANDLER:
        return every.filter(given | Q(unit_id=by.unit_id))
    return every.none()


def find(by: Actor, evaluation_id: int) -> Evaluation:
    """Return one evaluation that an actor may know of, or refuse."""
    found = visible_to(by).filter(pk=evaluation_id).first()
    if found is None:
        raise NotFound(pk=evaluation_id)
    return found


def rounds(by: Actor) -> QuerySet[EvaluationRound]:
    """Return the rounds in which an actor may know of an evaluation, the newest first."""
    seen = visible_to(by).order_by().values("round_id")
    found = EvaluationRound.objects.filter(pk__in=seen).select_related("scheme", "reviewer_unit")
    return found.order_by("-pk")


def round_(by: Actor, round_id: int) -> EvaluationRound:
    """Return one round that an actor may know of, or refuse."""
    found = rounds(by).filter(pk=round_id).first()
    if found is None:
        raise NotFound(pk=round_id)
    return found


def of_round(by: Actor, round_id: int) -> QuerySet[Evaluation]:
    """Return the evaluations of a round that an actor may know of, by the units' codes, never by result."""
    return visible_to(by).filter(round_id=round_id).order_by("unit__code")


def standing(found: Evaluation, by: Actor, at: datetime) -> moves.Standing:
    """Return what the table of moves needs to know of an evaluation."""
    state = State(found.state)
    improving = state in (State.CONFIRMED, State.RECHECKED)
    return moves.Standing(
        at=at,
        state=state,
        unit_id=found.unit_id,
        reviewer_unit_id=found.round.reviewer_unit_id,
        fixed=found.round.state == RoundState.FIXED,
        appeals=found.appeals,
        appeal_until=found.appeal_until,
        to_improve=len(telling.now(found).to_improve) if improving else 0,
        had_part=_had_part(found, by),
        had_part_in_plan=by.unit_id == found.plan_unit_id
        or _had_part(found, by, verbs=[deeds.PLANNED]),
    )


def _had_part(found: Evaluation, by: Actor, *, verbs: Iterable[str] = ()) -> bool:
    """Tell whether somebody, or whom they stand in for, did something in an evaluation or in its round."""
    entries = ledger.about(found) | ledger.about(found.round)
    if verbs:
        entries = entries.filter(verb__in=verbs)
    mine = Q(staff_id__in=by.selves) | Q(for_id__in=by.selves)
    return entries.filter(mine).exists()


def steps(found: Evaluation, by: Actor, at: datetime) -> list[Step]:
    """Return the steps that an actor may take on an evaluation now, and that the scheme has something for."""
    scheme = schemes.said(found.round.scheme)
    domain = found.round.domain
    idle = {
        Step.HAND_IN: not any(not one.measure.figure for one in scheme.indicators_in(domain)),
        Step.JUDGE_VETO: not any(not one.measure.figure for one in scheme.vetoes_in(domain)),
    }
    return [step for step in moves.steps(standing(found, by, at), by) if not idle.get(step)]


def counted() -> QuerySet[EvaluationRound]:
    """Return the rounds whose results everybody may count, the newest first.

    Left out are rounds with a few units, where a count would name one, and those in which a result
    is still open: what changes from day to day would name whose was confirmed.
    """
    whole = (
        Evaluation.objects.order_by()
        .values("round_id")
        .annotate(units=Count("pk"), still_open=Count("pk", filter=~Q(state__in=OVER)))
    )
    shown = whole.filter(units__gte=FEWEST_PUBLIC, still_open=0).values("round_id")
    return EvaluationRound.objects.filter(pk__in=shown).select_related("scheme").order_by("-pk")


def bands(round_ids: Collection[int]) -> dict[int, Counter[str]]:
    """Return how many results of some rounds lie in each band ("" is n/a)."""
    made: dict[int, Counter[str]] = defaultdict(Counter)
    found = Evaluation.objects.filter(round_id__in=round_ids).values_list("round_id", "band")
    for round_id, band in found:
        made[round_id][band] += 1
    return made


ROUNDS = Replay(
    model=EvaluationRound, columns=deeds.ROUND_COLUMNS, where=lambda pk: f"evaluation round {pk}"
)
EVALUATIONS = Replay(model=Evaluation, columns=deeds.COLUMNS, where=lambda pk: f"evaluation {pk}")


def faults() -> Iterator[Fault]:
    """Yield where a scheme, a round or an evaluation is not what the ledger says."""
    yield from schemes.faults()
    yield from ROUNDS.faults()
    yield from EVALUATIONS.faults()
