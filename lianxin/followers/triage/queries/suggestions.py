"""What is suggested for a text, and what was suggested for a ticket."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db.models import F

from lianxin.casework.tickets import queries as tickets
from lianxin.casework.tickets.queries.story import masks
from lianxin.casework.tickets.rules import State
from lianxin.followers.triage.classify import cold
from lianxin.followers.triage.classify.model import Model
from lianxin.followers.triage.classify.reasons import reasons
from lianxin.followers.triage.models import Suggestion
from lianxin.followers.triage.queries.classifier import in_use, threshold
from lianxin.followers.triage.rules import suggesting, texts
from lianxin.followers.triage.rules.emergencies import CLEAR
from lianxin.followers.triage.rules.suggesting import Span, Sureness
from lianxin.foundation.actor import Actor
from lianxin.foundation.memory import while_unchanged
from lianxin.registers.duties import queries as duties

if TYPE_CHECKING:
    from lianxin.casework.tickets.models import Ticket
    from lianxin.registers.duties.models import Category

HELD = frozenset({State.RECEIVED, State.TRIAGE_MEETING})  # by the hotline
COLD = ""  # the version of a classifier that has learnt nothing
COLD_SURE = (
    0.85  # the most that it can be sure: names and keywords do not tell all that people mean
)


@while_unchanged(duties.stamps)
def cold_start() -> Model | None:
    """Return the classifier that knows nothing but the categories in force."""
    return cold.model(
        [
            cold.Described(code=leaf.code, words=(leaf.name, *leaf.keywords, leaf.description))
            for leaf in duties.leaves()
        ]
    )


def _classifier() -> tuple[str, Model | None]:
    """Return the version of the classifier in use, and the classifier; None where there are no categories."""
    found = in_use()
    return (found.version, found.model) if found else (COLD, cold_start())


@dataclass(frozen=True, kw_only=True)
class Said:
    """What a classifier says of a text: categories with confidences, the likeliest first, and why that one."""

    version: str
    ranked: list[tuple[int, float]] = field(default_factory=list)  # by the categories' ids
    spans: list[Span] = field(default_factory=list)


def said_of(text: str) -> Said:
    """Return what the classifier in use says of a text; nothing where no word of it speaks for anything."""
    version, model = _classifier()
    compact = texts.compact([text])
    if model is None or not compact:
        return Said(version=version)
    known = {leaf.code: leaf.pk for leaf in duties.leaves()}
    sure = model.confidences([compact])[0] * (COLD_SURE if version == COLD else 1)
    ranked = suggesting.offered(zip(model.labels, sure.tolist(), strict=True), known)
    spans = reasons(model, text, ranked[0][0]) if ranked else []
    if not spans:
        return Said(version=version)
    return Said(
        version=version,
        ranked=[(known[code], confidence) for code, confidence in ranked],
        spans=spans,
    )


@dataclass(frozen=True, kw_only=True)
class Offer:
    """A category that is offered, and how likely it is."""

    category: "Category"
    confidence: float


@dataclass(frozen=True, kw_only=True)
class Suggested:
    """What was suggested for a ticket as it is told now, for one reader; `offers` may be empty.

    `spans` are empty for whom the words are masked: they stand elsewhere in what that reader sees.
    """

    offers: list[Offer]
    sureness: Sureness
    tier: str
    emergency: str
    emergency_confidence: float
    not_accepted: str
    not_accepted_confidence: float
    spans: Mapping[str, list[Span]]
    model: str


def suggested(found: Iterable["Ticket"], by: Actor) -> dict[int, Suggested]:
    """Return what was suggested for some tickets that an actor may see; three queries, whatever their number."""
    rows = {ticket.pk: ticket for ticket in found}
    visible = tickets.visible_to(by).filter(pk__in=rows)
    current = Suggestion.objects.filter(ticket__in=visible, told_seq=F("ticket__told_seq"))
    listed = list(current.order_by())
    if not listed:
        return {}
    ids = {pk for row in listed for pk in _categories(row)}
    categories = duties.categories_by_id(ids)
    least = threshold()
    return {
        row.ticket_id: _suggested(row, categories, rows[row.ticket_id], by, least) for row in listed
    }


def emergencies(by: Actor, limit: int = 10) -> list[tuple["Ticket", str]]:
    """Return the requests that nobody has handed on yet and that sound like emergencies, the oldest first."""
    held = tickets.visible_to(by).filter(state__in=[one.value for one in HELD])
    found = Suggestion.objects.exclude(emergency="").filter(
        ticket__in=held, told_seq=F("ticket__told_seq"), emergency_confidence__gte=CLEAR
    )
    rows = found.select_related("ticket").order_by("ticket_id")[:limit]
    return [(row.ticket, row.emergency) for row in rows]


def _categories(row: Suggestion) -> list[int]:
    first = [row.category_id] if row.category_id else []
    return [*first, *(pk for pk, _ in row.others)]


def _suggested(
    row: Suggestion, categories: Mapping[int, "Category"], ticket: "Ticket", by: Actor, least: float
) -> Suggested:
    sure = [row.confidence, *(confidence for _, confidence in row.others)]
    offers = [
        Offer(category=categories[pk], confidence=confidence)
        for pk, confidence in zip(_categories(row), sure, strict=False)
    ]
    return Suggested(
        offers=offers,
        sureness=suggesting.sureness(row.confidence, least),
        tier=row.tier,
        emergency=row.emergency,
        emergency_confidence=row.emergency_confidence,
        not_accepted=row.not_accepted,
        not_accepted_confidence=row.not_accepted_confidence,
        spans={} if masks(ticket, by) else row.spans,
        model=row.model,
    )
