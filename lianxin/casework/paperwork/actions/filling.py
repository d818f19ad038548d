"""Filling a table in: drafts, handing in, and corrections that keep every version."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from lianxin.casework.paperwork import queries, rules
from lianxin.casework.paperwork.actions import frame
from lianxin.casework.paperwork.models import Filing, Table
from lianxin.casework.paperwork.rules import Field, Period, Step, answers, deeds
from lianxin.foundation.actor import Actor
from lianxin.foundation.ledger import actions as ledger
from lianxin.foundation.ledger.models import Entry
from lianxin.foundation.refusal import Stale
from lianxin.foundation.time import day_of


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """Which table a unit fills in, for the period that begins on a day, and what was typed, by field."""

    table_id: int
    unit_id: int
    first_on: date
    typed: Mapping[str, str]


@ledger.deed
def save(*, sheet: Sheet, by: Actor, at: datetime, key: str, seen: int | None = None) -> Entry:
    """Keep a draft as it was typed, right or wrong: nothing is lost."""
    table, fields, period = _begun(Step.SAVE, sheet, by, at)
    filing = _filing(table, sheet, seen)
    if filing is not None and filing.version:
        raise rules.HandedInAlready
    words = {"answers": answers.written(answers.cleaned(fields, sheet.typed))}
    facts = _period(sheet, period)
    if filing is None:
        filing = Filing(**facts)
        ledger.create(filing)
    return ledger.record(deeds.SAVED, about=filing, by=by, at=at, key=key, words=words, **facts)


@ledger.deed
def hand_in(
    *,
    sheet: Sheet,
    known: Mapping[str, str],
    minutes: int | None = None,
    by: Actor,
    at: datetime,
    key: str,
    seen: int | None = None,
) -> Entry:
    """Hand a filled table in; `known` are the values that the ledger fills, handed down by who reads them."""
    table, fields, period = _begun(Step.HAND_IN, sheet, by, at)
    filing = _filing(table, sheet, seen)
    if filing is not None and filing.version:
        raise rules.HandedInAlready
    whole = answers.whole(fields, answers.cleaned(fields, sheet.typed), known)
    facts = {
        **_period(sheet, period),
        "version": 1,
        "handed_in_at": at,
        "minutes": answers.minutes(minutes),
    }
    words = {"answers": answers.written(whole)}
    if filing is None:
        filing = Filing(**facts)
        ledger.create(filing)
    else:
        _set(filing, facts)
    return ledger.record(deeds.HANDED_IN, about=filing, by=by, at=at, key=key, words=words, **facts)


@ledger.deed
def correct(
    *,
    sheet: Sheet,
    known: Mapping[str, str],
    words: str,
    minutes: int | None = None,
    by: Actor,
    at: datetime,
    key: str,
    seen: int | None = None,
) -> Entry:
    """Hand in a new version with the reason; the one before stays as it was."""
    table, fields, _period_ = _begun(Step.CORRECT, sheet, by, at)
    filing = _filing(table, sheet, seen)
    if filing is None or not filing.version:
        raise rules.NothingHandedIn
    whole = answers.whole(fields, answers.cleaned(fields, sheet.typed), known)
    answers.changed(queries.newest([filing])[filing.pk], whole)
    spent = answers.minutes(minutes)
    total = filing.minutes if spent is None else (filing.minutes or 0) + spent
    facts = {
        "version": filing.version + 1,
        "handed_in_at": filing.handed_in_at,
        "minutes": total,
    }
    said = {"answers": answers.written(whole), **frame.said("reason", words)}
    _set(filing, facts)
    return ledger.record(deeds.CORRECTED, about=filing, by=by, at=at, key=key, words=said, **facts)


def _begun(
    step: Step, sheet: Sheet, by: Actor, at: datetime
) -> tuple[Table, tuple[Field, ...], Period]:
    """Lock the table, which also keeps two first drafts apart, and return it with what it asks, or refuse."""
    table = ledger.locked(queries.visible_to(by), sheet.table_id)
    filler = sheet.unit_id if sheet.unit_id in table.unit_ids else None
    rules.take(step, queries.standing(table, filler), by)
    turn = queries.turn(table, sheet.first_on, on=day_of(at))
    return table, queries.told([table])[table.pk].fields, turn.period


def _filing(table: Table, sheet: Sheet, seen: int | None) -> Filing | None:
    """Return what the unit has begun under its lock, or refuse what was changed since it was seen."""
    found = queries.filing(table, sheet.unit_id, sheet.first_on)
    if found is None:
        if seen:
            raise Stale(seen=seen, seq=0)
        return None
    return ledger.locked(Filing.objects.all(), found.pk, seen=seen)


def _period(sheet: Sheet, period: Period) -> dict[str, object]:
    return {
        "table_id": sheet.table_id,
        "filler_id": sheet.unit_id,
        "first_on": period.first,
        "last_on": period.last,
    }


def _set(filing: Filing, facts: Mapping[str, object]) -> None:
    for name, value in facts.items():
        setattr(filing, name, value)
    filing.save(update_fields=["version", "handed_in_at", "minutes"])
