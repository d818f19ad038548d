"""The frame of every import: one register, locked; one deed, all or nothing; one entry."""

import secrets
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from django.db import models

from lianxin.foundation.actor import Actor
from lianxin.foundation.ledger import actions as ledger
from lianxin.foundation.ledger.models import Entry
from lianxin.registers.orgs import rules
from lianxin.registers.orgs.models import Register
from lianxin.registers.orgs.rules import verbs

T = TypeVar("T")

# An import breaks the limit of 50 ms for a write on purpose: it is all or nothing, so that nobody
# ever works with half a city, and it is run when a city starts and once or twice a year.
CHUNK = 5_000  # rows a statement


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """How many rows an import added, changed and ended."""

    added: int
    changed: int
    ended: int = 0


def opened(kind: rules.Kept) -> Register:
    """Return a register under its lock, so that two imports of it wait for each other."""
    register, _ = Register.objects.get_or_create(kind=kind.value)
    return ledger.locked(Register.objects.all(), register.pk)


def stamp(register: Register) -> None:
    """Say that the register has changed, to every process that has read it into memory."""
    register.stamp = secrets.token_hex(8)
    register.save(update_fields=["stamp"])


def close(
    register: Register,
    outcome: Outcome,
    *,
    rows: int,
    sha256: str,
    by: Actor,
    at: datetime,
    key: str,
) -> Entry:
    """Stamp the register and record the import of a file."""
    if outcome.added or outcome.changed or outcome.ended:
        stamp(register)
    return ledger.record(
        verbs.IMPORTED,
        about=register,
        by=by,
        at=at,
        key=key,
        register=register.kind,
        sha256=sha256,
        rows=rows,
        added=outcome.added,
        changed=outcome.changed,
        ended=outcome.ended,
    )


def take(row: models.Model, said: Mapping[str, object]) -> bool:
    """Set a row's columns to what a file says, and return whether any of them differed."""
    differing = {name: value for name, value in said.items() if getattr(row, name) != value}
    for name, value in differing.items():
        setattr(row, name, value)
    return bool(differing)


def chunks(things: Sequence[T]) -> Iterator[Sequence[T]]:
    """Yield a long list in parts that one statement can take."""
    for start in range(0, len(things), CHUNK):
        yield things[start : start + CHUNK]
