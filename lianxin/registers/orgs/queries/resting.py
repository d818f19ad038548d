"""What rests on rows of these registers: a row can be taken back only where nothing does."""

from collections import Counter
from collections.abc import Container, Iterator, Sequence
from datetime import date
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Model, Q

from lianxin.foundation.ledger import queries as ledger
from lianxin.foundation.ledger.models import Entry, Subject
from lianxin.registers.orgs.models import Grid, Post, Unit
from lianxin.registers.orgs.queries.divisions import lasting

# the facts by which entries name a row, also where no row points to it any more
NAMED: dict[type[Subject], tuple[str, ...]] = {Unit: ("lead_unit_id",), Grid: ("grid_id",)}
NOTHING = Q(pk__in=())
CHUNK = 5_000  # ids a statement


def resting(kind: type[Subject], ids: Sequence[int], *, since: int) -> dict[str, int]:
    """Return how many rows of which kind rest on some rows, and how many entries after one name them."""
    found: Counter[str] = Counter()
    for start in range(0, len(ids), CHUNK):
        chunk = ids[start : start + CHUNK]
        found.update(dict(_pointing(kind, chunk, among=set(ids))))
        found["entry"] += _named(kind, chunk, since)
    return {name: count for name, count in found.items() if count}


def _pointing(
    kind: type[Model], ids: Sequence[int], *, among: Container[int]
) -> Iterator[tuple[str, int]]:
    """Yield how many rows of each table point to some rows, but for those that go with them."""
    for field in kind._meta.get_fields(include_hidden=True):
        pointing: Any = field
        if not field.auto_created or field.concrete or field.many_to_many:
            continue
        if kind is Post and pointing.related_model is Post.grids.through:
            continue  # goes with its post
        found = pointing.related_model._base_manager.filter(**{f"{pointing.field.name}__in": ids})
        if pointing.related_model is kind:
            own = found.values_list("pk", flat=True)
            yield str(kind._meta.model_name), sum(pk not in among for pk in own)
        else:
            yield str(pointing.related_model._meta.model_name), found.count()


def _named(kind: type[Subject], ids: Sequence[int], since: int) -> int:
    """Return how many entries are about some rows, or name them without a row that still does."""
    own = Entry.objects.filter(about=ledger.name_of(kind), about_id__in=ids).count()
    if kind is Post:
        return own + _worked(ids, since)
    facts = NAMED.get(kind, ())
    naming = reduce(or_, (Q(**{f"facts__{fact}__in": list(ids)}) for fact in facts), NOTHING)
    return own + Entry.objects.filter(naming, pk__gt=since, about="ticket").count()


def _worked(ids: Sequence[int], since: int) -> int:
    """Return how many entries were made by the holders of some posts, in these posts."""
    worked = 0
    for staff_id, unit_id, role in Post.objects.filter(pk__in=ids).values_list(
        "staff_id", "unit_id", "role"
    ):
        did = {"staff_id": staff_id, "unit_id": unit_id, "role": role}
        worked += Entry.objects.filter(pk__gt=since, **did).count()
    return worked


def below(unit_id: int, on: date) -> dict[str, int]:
    """Return how many units stand under a unit on a day, and how many posts are held there."""
    coming = Q(valid_to__isnull=True) | Q(valid_to__gt=on)
    posts = Post.objects.filter(coming, unit_id=unit_id)
    under = Unit.objects.filter(lasting(on), parent_id=unit_id)
    return {"units": under.count(), "posts": posts.count()}
