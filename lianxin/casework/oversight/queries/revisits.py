"""Reads of the re-visits: what a unit asks again, what came of it, and whether the ledger agrees."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Q, QuerySet

from lianxin.casework.oversight.models import Draw, Revisit
from lianxin.casework.oversight.queries.draws import drawn_rightly
from lianxin.casework.oversight.rules import revisits as rules
from lianxin.casework.tickets import queries as tickets
from lianxin.casework.tickets.queries.limits import Clock
from lianxin.casework.tickets.rules import State, needs
from lianxin.casework.tickets.rules.words import Revisited
from lianxin.foundation.actor import Actor, Role
from lianxin.foundation.ledger import queries as ledger
from lianxin.foundation.ledger.rules import Fault
from lianxin.foundation.ledger.verifying import Replay
from lianxin.foundation.refusal import NotFound
from lianxin.foundation.search import masking
from lianxin.registers.orgs import queries as orgs
from lianxin.registers.orgs.rules import span
from lianxin.registers.residents.rules import OPENED

PAGE = 50


def lapsing(at: datetime, limit: int) -> list[int]:
    """Return re-visits that nobody made in time, or whose ticket is not closed any more."""
    waiting = Revisit.objects.filter(ended_at__isnull=True)
    over = waiting.filter(Q(due_at__lte=at) | ~Q(ticket__state=State.CLOSED.value))
    return list(over.order_by("pk").values_list("pk", flat=True)[:limit])


def visible_to(by: Actor) -> QuerySet[Revisit]:
    """Return the re-visits that an actor may know of: those of the own unit, or of the hotline's place."""
    if by.role is Role.SYSTEM:
        return Revisit.objects.all()
    if by.role in rules.WORKERS:
        return Revisit.objects.filter(Q(unit_id=by.unit_id))
    if by.role in rules.READERS:
        place = Q(ticket__division_code__range=span(by.division)) | Q(ticket__division_code="")
        return Revisit.objects.filter(place if by.division else Q())
    return Revisit.objects.none()


def find(by: Actor, revisit_id: int) -> Revisit:
    """Return one re-visit that an actor may know of, or refuse."""
    related = ("ticket", "ticket__category", "ticket__grid", "draw", "unit")
    found = visible_to(by).select_related(*related).filter(pk=revisit_id).first()
    if found is None:
        raise NotFound(pk=revisit_id)
    return found


def waiting(by: Actor, *, after: int | None = None) -> list[Revisit]:
    """Return the re-visits that the actor's unit still has to make, what is due first; `after` one of them."""
    found = visible_to(by).filter(ended_at__isnull=True, ticket__state=State.CLOSED)
    if after is not None and (last := visible_to(by).filter(pk=after).first()):
        later = Q(due_at__gt=last.due_at) | Q(due_at=last.due_at, pk__gt=last.pk)
        found = found.filter(later)
    related = found.select_related("ticket", "ticket__category")
    return list(related.order_by("due_at", "pk")[: PAGE + 1])


def disagreeing(by: Actor) -> QuerySet[Revisit]:
    """Return the re-visits whose answer does not agree with the claimed result, the newest first."""
    found = visible_to(by).filter(result=Revisited.DISAGREES.value)
    return found.select_related("ticket", "lead_unit").order_by("-ended_at", "-pk")


def tried(revisit: Revisit) -> list[datetime]:
    """Return when somebody tried in vain."""
    return list(ledger.about(revisit).filter(verb=rules.TRIED).values_list("at", flat=True))


def took_part(revisit: Revisit, by: Actor) -> bool:
    """Return whether an actor had a hand in the ticket: to have opened its contact to ask again is none."""
    hands = Q(staff_id__in=by.selves) | Q(for_id__in=by.selves)
    done = ledger.of("ticket", [revisit.ticket_id]).filter(hands)
    return done.exclude(verb=OPENED).exists()


def enough(revisit: Revisit, at: datetime) -> None:
    """Refuse that somebody is unreachable before the tries that the profile asks for."""
    needs.enough(tried(revisit), Clock(revisit.ticket.division_code, at).tries)


@dataclass(frozen=True, kw_only=True)
class Agreement:
    """What came of some re-visits: how many were asked, and of those who answered how many agree."""

    drawn: int
    agrees: int
    disagrees: int
    unreachable: int
    refused: int
    lapsed: int

    @property
    def answered(self) -> int:
        """Return how many said how it is."""
        return self.agrees + self.disagrees

    @property
    def open(self) -> int:
        """Return how many are still to be asked."""
        return self.drawn - self.answered - self.unreachable - self.refused - self.lapsed


def draws(limit: int = 13) -> list[tuple[Draw, Agreement]]:
    """Return the newest draws with what came of each."""
    found = list(Draw.objects.order_by("-month")[:limit])
    counted = _counted(Revisit.objects.filter(draw__in=found), "draw_id")
    return [(draw, _agreement(counted.get(draw.pk, {}))) for draw in found]


def by_unit(on: date, *, since: date, least: int) -> list[tuple[int, Agreement]]:
    """Return by unit what came of the re-visits of its tickets, of units with so many people at least."""
    large = orgs.units_with_staff(least, on)
    found = Revisit.objects.filter(lead_unit_id__in=large, draw__month__gte=since)
    counted = _counted(found, "lead_unit_id")
    return [(pk, _agreement(results)) for pk, results in sorted(counted.items())]


def _counted(found: QuerySet[Revisit], key: str) -> dict[int, dict[str, int]]:
    rows = found.order_by().values_list(key, "result").annotate(Count("pk"))
    counted: dict[int, dict[str, int]] = {}
    for pk, result, count in rows:
        counted.setdefault(pk, {})[result] = count
    return counted


def _agreement(results: Mapping[str, int]) -> Agreement:
    return Agreement(
        drawn=sum(results.values()),
        agrees=results.get(Revisited.AGREES, 0),
        disagrees=results.get(Revisited.DISAGREES, 0),
        unreachable=results.get(Revisited.UNREACHABLE, 0),
        refused=results.get(Revisited.REFUSED, 0),
        lapsed=results.get(rules.LAPSED, 0),
    )


DRAWS = Replay(model=Draw, columns=rules.DRAW_COLUMNS, where=lambda pk: f"draw {pk}")
REVISITS = Replay(model=Revisit, columns=rules.REVISIT_COLUMNS, where=lambda pk: f"revisit {pk}")


def faults() -> Iterator[Fault]:
    """Yield where a draw or a re-visit is not what the ledger says, or a sample was not drawn by its seed."""
    yield from DRAWS.faults()
    yield from REVISITS.faults()
    for draw in Draw.objects.order_by("month"):
        if not drawn_rightly(draw):
            yield Fault(code="not-drawn", where=f"draw {draw.pk}")


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What whoever asks again has to know; not what was claimed, nor by whom: they ask with open ears."""

    what: str
    where: str
    reply: str


def asked(revisit: Revisit, by: Actor) -> Asked:
    """Return what was asked and what was replied, without what identifies a person."""
    chapters = tickets.story(revisit.ticket, by)
    told = tickets.told(chapters)
    replies = [said for one in chapters if (said := one.words.get("reply"))]
    return Asked(
        what=masking.mask(told.get("what") or ""),
        where=masking.mask(told.get("where") or ""),
        reply=masking.mask(replies[-1]) if replies else "",
    )
