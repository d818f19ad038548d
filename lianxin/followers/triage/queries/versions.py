"""What the administrator's page of the classifier shows: versions, deeds on them, and how suggestions fare."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Avg, Count, F, Q, QuerySet
from django.db.models.functions import TruncWeek

from lianxin.followers.triage.classify import shelf
from lianxin.followers.triage.models import Classifier, Suggestion
from lianxin.followers.triage.queries.classifier import CODE, in_use, taken
from lianxin.followers.triage.rules import versions as names
from lianxin.followers.triage.rules.drift import OfCategory, Week
from lianxin.followers.triage.rules.manifests import Told, told
from lianxin.foundation.actor import Actor
from lianxin.foundation.ledger import queries as ledger
from lianxin.foundation.ledger.models import Entry
from lianxin.foundation.ledger.rules import Fault
from lianxin.foundation.ledger.verifying import Replay
from lianxin.foundation.refusal import NotAllowed
from lianxin.foundation.time import SHANGHAI

NEWEST = 30  # versions, and deeds, that a page shows
DECIDED = Q(ticket__accepted_at__isnull=False, ticket__by_machine=False) | Q(
    ticket__state="answered"
)
FOLLOWED = DECIDED & Q(ticket__category=F("category"))
COUNTED = {
    "made": Count("pk"),
    "decided": Count("pk", filter=DECIDED),
    "followed": Count("pk", filter=FOLLOWED),
    "sure": Avg("confidence"),
}


@dataclass(frozen=True, kw_only=True)
class Version:
    """A version on the shelf; what cannot be read of it is None."""

    name: str
    told: Told | None
    in_use: bool


def versions(by: Actor) -> list[Version]:
    """Return the newest versions, for who may read about them; the one in use is among them."""
    readers_only(by)
    used = _row().version
    return [
        Version(name=name, told=told(said), in_use=name == used)
        for place, (name, said) in enumerate(shelf.listed().items())
        if place < NEWEST or name == used
    ]


def history(by: Actor) -> list[Entry]:
    """Return the newest deeds on the classifier, the newest first."""
    readers_only(by)
    row = _row()
    return list(ledger.about(row).order_by("-seq")[:NEWEST]) if row.pk else []


def weeks(by: Actor, *, version: str, since: datetime) -> list[Week]:
    """Return how the suggestions of a version fared week by week, the oldest first."""
    week = TruncWeek("at", tzinfo=SHANGHAI)
    rows = _made(by, version, since).annotate(week=week).values("week").annotate(**COUNTED)
    counted: Iterable[Any] = rows.order_by("week")
    return [Week(monday=one["week"].date(), **_figures(one)) for one in counted]


def by_category(by: Actor, *, version: str, since: datetime) -> list[OfCategory]:
    """Return how the suggestions of a version fared for each category, the least followed first."""
    rows = _made(by, version, since).order_by().values("category").annotate(**COUNTED)
    counted: Iterable[Any] = rows
    found = [OfCategory(category_id=one["category"], **_figures(one)) for one in counted]
    judged = [one for one in found if one.decided]
    return sorted(judged, key=lambda one: (one.share or 0, -one.decided, one.category_id))


def readers_only(by: Actor) -> None:
    """Refuse whoever does not keep the classifier or watch over it."""
    if by.role not in names.READERS:
        raise NotAllowed(role=by.role)


def _made(by: Actor, version: str, since: datetime) -> QuerySet[Suggestion]:
    """Return the suggestions for what is asked now; of tickets, and never of whom they came from."""
    readers_only(by)
    made = Suggestion.objects.filter(at__gte=since, model=version, category__isnull=False)
    return made.filter(told_seq=F("ticket__told_seq"))


def _figures(one: Mapping[str, Any]) -> dict[str, Any]:
    counts = {name: one[name] for name in ("made", "decided", "followed")}
    return {**counts, "confidence": one["sure"]}


def _row() -> Classifier:
    return Classifier.objects.filter(code=CODE).first() or Classifier(code=CODE)


REPLAY = Replay(
    model=Classifier,
    columns=("version", "sha256", "threshold"),
    where=lambda pk: f"classifier {pk}",
)


def faults() -> Iterator[Fault]:
    """Yield where the classifier in use is not what the ledger says, or its files are not those of the deed."""
    yield from REPLAY.faults()
    version, _sha256 = taken()
    if version and in_use() is None:
        yield Fault(code="model-differs", where=f"model {version}")
