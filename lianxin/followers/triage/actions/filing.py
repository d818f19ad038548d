"""Files each ticket under a topic and with its problem, chunk by chunk; a killed worker goes on where it was."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import numpy as np
from django.db.models import Exists, F, OuterRef, QuerySet

from lianxin.casework.tickets.models import Ticket
from lianxin.casework.tickets.rules import State
from lianxin.followers.triage.actions import finding
from lianxin.followers.triage.models import Filing, ThemeSpace, Topic
from lianxin.followers.triage.similar import topics as clusters
from lianxin.followers.triage.similar.grams import Floats, Ints
from lianxin.followers.triage.similar.space import Space, large, small
from lianxin.followers.triage.similar.topics import Topics
from lianxin.foundation.ledger import actions as ledger
from lianxin.foundation.memory import while_unchanged
from lianxin.foundation.time import day_of

CHUNK = 100  # tickets in one transaction
LATE = 1000  # tickets before the last one among which a late commit is looked for
BACK = timedelta(days=180)  # how long a problem waits for the next report of it
HEADS = 500  # problems at the places of a chunk that it is compared with
NEWEST = "-pk"


def file(*, at: datetime) -> int:
    """File the next tickets, or find topics anew where it is time; return how many were done."""
    space = ThemeSpace.objects.order_by(NEWEST).defer("packed").first()
    if finding.due(space, at=at):
        return finding.find(at=at)
    if space is None:
        return 0
    chunk = list(_next(space))
    if chunk:
        _file(chunk, space, at)
    return len(chunk)


def _next(space: ThemeSpace) -> QuerySet[Ticket]:
    """Return the next tickets that are not filed in a space yet; a late commit comes after its number."""
    filed = Filing.objects.filter(ticket=OuterRef("pk"), space=space)
    found = Ticket.objects.filter(~Exists(filed), pk__gt=space.last - LATE)
    return found.select_related("category").order_by("pk")[:CHUNK]


@while_unchanged(lambda: ThemeSpace.objects.order_by(NEWEST).values_list("pk", "stamp").first())
def _space() -> Space:
    return Space.unpacked(bytes(ThemeSpace.objects.order_by(NEWEST)[0].packed))


def _file(chunk: Sequence[Ticket], space: ThemeSpace, at: datetime) -> None:
    """File some tickets: topics first, so that a new one has its number, then problems."""
    vectors = _space().vectors(finding.texts(chunk, finding.told(chunk)))
    vectors[[not finding.filed(ticket) for ticket in chunk]] = 0
    listed = list(Topic.objects.exclude(middle=b"").order_by("pk"))
    middles = [np.frombuffer(bytes(topic.middle), np.float32) for topic in listed]
    topics = Topics([topic.pk for topic in listed], _stacked(middles, vectors), [0] * len(listed))
    first = max(topics.keys, default=0) + 1
    keys = topics.join(vectors, first=first)
    problems = _problems(chunk, vectors, space)
    with ledger.writing():
        known = _kept(topics, listed, keys, chunk)
        before, same = _before(chunk), _told_still(chunk)
        rows = [
            Filing(
                ticket=ticket,
                space=space,
                topic_id=known.get(key) or before.get(ticket.pk),
                problem=problem,
                grid_id=ticket.grid_id,
                vector=small(vector).tobytes() if key and ticket.pk in same else b"",
            )
            for ticket, key, problem, vector in zip(
                chunk, keys.tolist(), problems, vectors, strict=True
            )
        ]
        Filing.objects.bulk_create(
            rows,
            update_conflicts=True,
            unique_fields=["ticket"],
            update_fields=["space", "topic", "problem", "grid_id", "vector"],
        )
        ThemeSpace.objects.filter(pk=space.pk).update(last=max(space.last, chunk[-1].pk))


def forget(ticket_id: int) -> None:
    """Forget where a ticket lay among others, because its words are gone; that it was counted stays."""
    Filing.objects.filter(ticket=ticket_id).update(vector=b"")


def _told_still(chunk: Sequence[Ticket]) -> set[int]:
    """Return the tickets that are still told as they were read: whose words went meanwhile lies nowhere."""
    read = {ticket.pk: ticket.told_seq for ticket in chunk}
    kept = Ticket.objects.filter(pk__in=read).exclude(state=State.ARCHIVED)
    return {pk for pk, told in kept.values_list("pk", "told_seq") if read[pk] == told}


def _before(chunk: Sequence[Ticket]) -> dict[int, int]:
    """Return the topics of archived tickets, which can be read no more: each its own, or the heir of it."""
    gone = [ticket for ticket in chunk if ticket.state == State.ARCHIVED]
    told = Filing.objects.filter(ticket__in=gone, topic__isnull=False)
    rows = told.values_list("ticket_id", "topic_id", "topic__heir")
    return {ticket: heir or topic for ticket, topic, heir in rows}


def _stacked(middles: Sequence[Floats], like: Floats) -> Floats:
    return np.stack(middles) if middles else np.zeros((0, like.shape[1]), np.float32)


def _kept(
    topics: Topics, listed: Sequence[Topic], keys: Ints, chunk: Sequence[Ticket]
) -> dict[int, int]:
    """Keep where the topics lie now, add those that were started, and return each key's number."""
    joined = set(keys.tolist())
    known = {topic.pk: topic.pk for topic in listed}
    for topic, middle in zip(listed, topics.sums, strict=False):
        topic.middle, topic.tallied_at = middle.tobytes(), None
    moved = [topic for topic in listed if topic.pk in joined]
    Topic.objects.bulk_update(moved, ["middle", "tallied_at"])
    for key, middle in zip(topics.keys, topics.sums, strict=True):
        if key in joined and key not in known:
            first = chunk[int(np.flatnonzero(keys == key)[0])]
            started = Topic.objects.create(
                category=first.category,
                first_on=day_of(first.received_at),
                middle=middle.tobytes(),
            )
            known[key] = started.pk
    return known


def _problems(chunk: Sequence[Ticket], vectors: Floats, space: ThemeSpace) -> list[int]:
    """Return for each ticket the first one about its problem at its place, one filed before if there is."""
    grids = {ticket.grid_id for ticket in chunk if ticket.grid_id}
    since = min(ticket.received_at for ticket in chunk) - BACK
    heads = list(
        Filing.objects.filter(
            space=space,
            grid_id__in=grids,
            ticket=F("problem"),
            ticket__received_at__gte=since,
            ticket__pk__lt=chunk[0].pk,
        )
        .exclude(vector=b"")
        .order_by("-ticket")
        .values_list("ticket_id", "grid_id", "vector")[:HEADS]
    )[::-1]
    before = [large(bytes(row[2])) for row in heads]
    everything = np.concatenate([*before, vectors]) if before else vectors
    places = [row[1] or 0 for row in heads] + [ticket.grid_id or 0 for ticket in chunk]
    silent = np.abs(everything).sum(axis=1) == 0
    where = np.where(silent, 0, np.array(places, np.int64))
    ids = [row[0] for row in heads] + [ticket.pk for ticket in chunk]
    first = clusters.problems(where, np.asarray(everything, np.float32))
    return [ids[place] for place in first[len(heads) :].tolist()]
