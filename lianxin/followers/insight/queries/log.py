"""What the sealed log says about requests: never read from rows that change."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from lianxin.followers.insight.rules.folding import Told
from lianxin.foundation.ledger.models import Entry, Seal

ABOUT = "ticket"
COLUMNS = ("about_id", "seq", "verb", "at", "role", "unit_id", "imported", "facts")


def leaf(position: int) -> str:
    """Return the hash of the entry before a position of the log; "" where there is none."""
    found = Seal.objects.filter(position=position - 1).values_list("leaf", flat=True).first()
    return bytes(found).hex() if found is not None else ""


def newest(position: int, *, limit: int) -> tuple[int, list[int]]:
    """Return how far the next entries reach, and the requests that they are about."""
    found = Seal.objects.filter(position__gte=position).order_by("position")
    listed = list(found.values_list("position", "entry__about", "entry__about_id")[:limit])
    end = listed[-1][0] + 1 if listed else position
    return end, sorted({about_id for _, about, about_id in listed if about == ABOUT})


def told(ids: Iterable[int], *, before: int) -> Iterator[Sequence[Told]]:
    """Yield of each request its entries, in their order, as far as they were sealed before a position."""
    found = Entry.objects.filter(about=ABOUT, about_id__in=list(ids), seal__position__lt=before)
    listed = found.order_by("about_id", "seq").values_list("seal__position", *COLUMNS)
    for _, some in groupby((Told(*row) for row in listed), key=lambda one: one.ticket):
        yield list(some)


def ids_after(after: int, *, before: int, limit: int) -> list[int]:
    """Return the next requests by id that were taken in before a position of the log."""
    opening = Entry.objects.filter(about=ABOUT, seq=1, about_id__gt=after)
    sealed = opening.filter(seal__position__lt=before).order_by("about_id")
    return list(sealed.values_list("about_id", flat=True)[:limit])
