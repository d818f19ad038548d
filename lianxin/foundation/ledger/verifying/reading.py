"""Reading rows that somebody may have written anything into, whatever the column's type says."""

import logging
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from django.core.exceptions import SuspiciousOperation, ValidationError
from django.db import DatabaseError
from django.db.models import Model, QuerySet

from lianxin.foundation.ledger.rules import Fault

log = logging.getLogger(__name__)

BEFORE_ALL = -(1 << 63) - 1  # no row has a number as small
UNREADABLE = (
    ValueError,
    TypeError,
    AttributeError,
    LookupError,
    ArithmeticError,
    RecursionError,
    OSError,
    DatabaseError,
    ValidationError,
    SuspiciousOperation,
)

Progress = Callable[[int], None]
M = TypeVar("M", bound=Model)
K = TypeVar("K")


def through(part: str, faults: Iterable[Fault]) -> Iterator[Fault]:
    """Yield the faults of one part; where looking for them fails, that is a fault and not the end."""
    try:
        yield from faults
    except Exception as failure:
        log.exception("cannot verify: %s", part)
        yield Fault(code="unreadable", where=part, detail=type(failure).__name__)


def rows(found: QuerySet[M], ids: list[K]) -> dict[K, M | None]:
    """Return rows by id in the order of the ids; one that cannot be read is None, one not there is missing."""
    try:
        by_id = found.in_bulk(ids)
        return {pk: by_id[pk] for pk in ids if pk in by_id}
    except UNREADABLE:
        return dict(_one_by_one(found, ids))


def _one_by_one(found: QuerySet[M], ids: list[K]) -> Iterator[tuple[K, M | None]]:
    for pk in ids:
        try:
            if found.filter(pk=pk).exists():
                yield pk, found.get(pk=pk)
        except UNREADABLE:
            yield pk, None


def is_number(stored: object) -> bool:
    """Return whether what stands in a column for numbers is one: SQLite takes anything."""
    return isinstance(stored, int)


def content(stored: object) -> bytes:
    """Return the bytes of a binary column; what is no bytes is none that anybody wrote."""
    return bytes(stored) if isinstance(stored, bytes | memoryview) else b""
