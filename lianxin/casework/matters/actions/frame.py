"""The frame of a deed on a matter: lock it, ask the table, change the row, record; always in that order."""

from collections.abc import Mapping
from datetime import datetime

from lianxin.casework.matters import queries, rules
from lianxin.casework.matters.models import Matter
from lianxin.casework.matters.rules import State, Step
from lianxin.foundation.actor import Actor
from lianxin.foundation.ledger import actions as ledger
from lianxin.foundation.ledger.models import Entry
from lianxin.foundation.ledger.rules import verbs
from lianxin.foundation.time import day_of
from lianxin.registers.duties import queries as duties


def lock(matter_id: int, *, by: Actor) -> Matter:
    """Return a matter under its lock, for a deed on a ticket that joins or leaves it.

    A matter is always locked before its tickets, so that no two deeds wait for each other.
    """
    return ledger.locked(queries.visible_to(by), matter_id)


def may_join(matter: Matter, *, at: datetime) -> None:
    """Refuse that tickets join a matter that is not open, or that has no place left."""
    rules.is_open(queries.standing(matter))
    has_place(matter, at=at)


def has_place(matter: Matter, *, at: datetime) -> None:
    """Refuse where the matter's place has gone from the register, or nothing says any more where it is."""
    told = queries.texts([matter])
    if not queries.places([matter], told, day_of(at))[matter.pk].in_force:
        raise rules.MatterHasNoPlace


def begin(step: Step, matter_id: int, by: Actor, seen: int | None) -> tuple[Matter, State]:
    """Lock a matter and return it with the state that a step leads to, or refuse."""
    matter = ledger.locked(queries.visible_to(by), matter_id, seen=seen)
    return matter, rules.take(step, queries.standing(matter), by)


def finish(
    verb: str,
    matter: Matter,
    words: Mapping[str, str],
    *,
    by: Actor,
    at: datetime,
    key: str,
    **facts: object,
) -> Entry:
    """Set the columns that the facts name, fill in those that stay, save and record."""
    columns = [name for name in facts if name in rules.COLUMNS]
    for name in columns:
        setattr(matter, name, facts[name])
    if columns:
        matter.save(update_fields=columns)
    said = {name: getattr(matter, name) for name in verbs()[verb] if name not in facts}
    return ledger.record(verb, about=matter, by=by, at=at, key=key, words=words, **said, **facts)


def fit_for_public(category_id: int | None) -> None:
    """Refuse to show publicly what is in a category that is not shown so."""
    if category_id and not any(leaf.pk == category_id and leaf.public for leaf in duties.leaves()):
        raise rules.CategoryNotPublic
