"""The frame of a deed on a table: lock it, ask the table of moves, change the row, record."""

from collections.abc import Mapping
from datetime import datetime

from lianxin.casework.paperwork import queries, rules
from lianxin.casework.paperwork.models import Table
from lianxin.casework.paperwork.rules import State, Step, deeds
from lianxin.foundation.actor import Actor
from lianxin.foundation.ledger import actions as ledger
from lianxin.foundation.ledger.models import Entry
from lianxin.foundation.refusal import WordsMissing, WordsTooLong
from lianxin.foundation.text import says_anything


def begin(step: Step, table_id: int, by: Actor, seen: int | None) -> tuple[Table, State]:
    """Lock a table and return it with the state that a step leads to, or refuse."""
    table = ledger.locked(queries.visible_to(by), table_id, seen=seen)
    return table, rules.take(step, queries.standing(table), by)


def finish(
    verb: str,
    table: Table,
    words: Mapping[str, str],
    *,
    by: Actor,
    at: datetime,
    key: str,
    **facts: object,
) -> Entry:
    """Set the columns that the facts name, save and record."""
    columns = [name for name in facts if name in deeds.COLUMNS]
    for name in columns:
        setattr(table, name, facts[name])
    table.save(update_fields=columns)
    return ledger.record(verb, about=table, by=by, at=at, key=key, words=words, **facts)


def said(name: str, words: str, *, most: int = rules.LONGEST) -> dict[str, str]:
    """Return words under their name, or refuse where they say nothing or too much."""
    kept = words.strip()
    if not says_anything(kept):
        raise WordsMissing
    if len(kept) > most:
        raise WordsTooLong(most=most)
    return {name: kept}
