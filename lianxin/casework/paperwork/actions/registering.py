"""Registering a table: proposed, checked by a second person, opened, paused, ended; a repeat is refused."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from lianxin.casework.paperwork import queries, rules
from lianxin.casework.paperwork.actions import frame
from lianxin.casework.paperwork.models import Asked, Table
from lianxin.casework.paperwork.rules import Field, Kind, Schedule, State, Step, deeds
from lianxin.foundation.actor import Actor
from lianxin.foundation.ledger import actions as ledger
from lianxin.foundation.ledger.models import Entry
from lianxin.foundation.text import says_anything
from lianxin.foundation.time import day_of
from lianxin.registers.orgs import queries as orgs


@dataclass(frozen=True, kw_only=True)
class Request:
    """What somebody asks for: who asks, on what basis, which fields of whom, and when."""

    title: str
    asker_id: int
    basis: str
    based_on: date | None
    fields: tuple[Field, ...]
    unit_ids: tuple[int, ...]
    schedule: Schedule


@ledger.deed
def propose(
    *, request: Request, figures: Collection[str], by: Actor, at: datetime, key: str
) -> Entry:
    """Ask that a table be registered; what repeats others is refused at once, with the earlier one.

    `figures` are the codes of those that the ledger can fill in, handed down by who knows them.
    """
    rules.may_propose(by, request.asker_id)
    if request.based_on is None or not says_anything(request.basis):
        raise rules.NoBasis
    if request.based_on > day_of(at):
        raise rules.BasisToCome
    table, fields, words = _made(request, figures, at, State.PROPOSED)
    there = queries.repeated(table, fields)
    if there.whole:
        table.state, table.repeats_id = State.REFUSED.value, there.table_id
        return _recorded(deeds.REPEATED, table, words, by, at, key, repeats_id=there.table_id)
    return _recorded(deeds.PROPOSED, table, words, by, at, key)


@ledger.deed
def note(*, request: Request, figures: Collection[str], by: Actor, at: datetime, key: str) -> Entry:
    """Say that a unit is asked for a table that nobody has registered: it counts, and is shown as such."""
    rules.may_note(by, request.asker_id, frozenset(request.unit_ids))
    table, _, words = _made(request, figures, at, State.NOTED)
    table.based_on, table.opened_on = None, day_of(at)
    return _recorded(deeds.NOTED, table, words, by, at, key, opened_on=table.opened_on)


@ledger.deed
def check(
    *,
    table_id: int,
    looked: bool = False,
    by: Actor,
    at: datetime,
    key: str,
    seen: int | None = None,
) -> Entry:
    """Agree to a table as the second person at the registrar's office, who has `looked` at every field.

    A list of words cannot know what a field asks of a person: that is the duty of who checks it.
    """
    table, state = frame.begin(Step.CHECK, table_id, by, seen)
    rules.second(by, queries.proposers(table))
    if not looked:
        raise rules.NotLookedAt
    _nothing_new(table)
    return frame.finish(deeds.CHECKED, table, {}, by=by, at=at, key=key, state=state.value)


@ledger.deed
def refuse(
    *,
    table_id: int,
    words: str,
    by: Actor,
    at: datetime,
    key: str,
    seen: int | None = None,
) -> Entry:
    """Refuse to register a table, with the reason, and the earlier one where it repeats one."""
    table, state = frame.begin(Step.REFUSE, table_id, by, seen)
    reason = frame.said("reason", words)
    there = queries.repeated(table, queries.told([table])[table.pk].fields)
    facts = {"state": state.value, "repeats_id": there.table_id if there.whole else None}
    return frame.finish(deeds.REFUSED, table, reason, by=by, at=at, key=key, **facts)


@ledger.deed
def open_table(
    *, table_id: int, by: Actor, at: datetime, key: str, seen: int | None = None
) -> Entry:
    """Let the units fill a table in from now on."""
    table, state = frame.begin(Step.OPEN, table_id, by, seen)
    _nothing_new(table)
    facts = {"state": state.value, "opened_on": day_of(at)}
    return frame.finish(deeds.OPENED, table, {}, by=by, at=at, key=key, **facts)


@ledger.deed
def pause(
    *, table_id: int, words: str, by: Actor, at: datetime, key: str, seen: int | None = None
) -> Entry:
    """Ask nobody to fill a table in until it is resumed."""
    return _moved(Step.PAUSE, deeds.PAUSED, table_id, words, by, at, key, seen)


@ledger.deed
def resume(
    *, table_id: int, words: str, by: Actor, at: datetime, key: str, seen: int | None = None
) -> Entry:
    """Ask for a paused table again."""
    return _moved(Step.RESUME, deeds.RESUMED, table_id, words, by, at, key, seen)


@ledger.deed
def end(
    *, table_id: int, words: str, by: Actor, at: datetime, key: str, seen: int | None = None
) -> Entry:
    """Ask for a table no more; what was filled in stays."""
    table, state = frame.begin(Step.END, table_id, by, seen)
    facts = {"state": state.value, "ended_on": day_of(at)}
    reason = frame.said("reason", words)
    return frame.finish(deeds.ENDED, table, reason, by=by, at=at, key=key, **facts)


@ledger.deed
def set_template(
    *, table_id: int, content: bytes, by: Actor, at: datetime, key: str, seen: int | None = None
) -> Entry:
    """Keep the asker's own layout, which an interface has looked at; its bytes are bound as words are."""
    table, _ = frame.begin(Step.SET_TEMPLATE, table_id, by, seen)
    return frame.finish(
        deeds.TEMPLATE_SET,
        table,
        {"template": content.hex()},
        by=by,
        at=at,
        key=key,
        template_size=len(content),
    )


def _moved(
    step: Step,
    verb: str,
    table_id: int,
    words: str,
    by: Actor,
    at: datetime,
    key: str,
    seen: int | None,
) -> Entry:
    table, state = frame.begin(step, table_id, by, seen)
    reason = frame.said("reason", words)
    return frame.finish(verb, table, reason, by=by, at=at, key=key, state=state.value)


def _nothing_new(table: Table) -> None:
    """Refuse to go on with a table that repeats what was proposed before it."""
    there = queries.repeated(table, queries.told([table])[table.pk].fields)
    if there.whole:
        raise rules.TableRepeats(table=there.table_id)


def _made(
    request: Request, figures: Collection[str], at: datetime, state: State
) -> tuple[Table, Sequence[Field], dict[str, str]]:
    """Return a new table with its fields and words, or refuse."""
    on = day_of(at)
    fields = rules.fields.checked(request.fields, figures=figures)
    rules.periods.checked(request.schedule, on=on)
    words = frame.said("title", request.title, most=rules.LONGEST_TITLE)
    if says_anything(request.basis):
        words |= frame.said("basis", request.basis, most=rules.LONGEST_BASIS)
    words["fields"] = rules.fields.written(fields)
    return (
        Table(
            state=state.value,
            asker_id=request.asker_id,
            unit_ids=_asked(request, on),
            rhythm=request.schedule.rhythm.value,
            first_on=request.schedule.first_on,
            ends_on=request.schedule.ends_on,
            due_days=request.schedule.due_days,
            based_on=request.based_on,
            fields=len(fields),
            photos=sum(one.kind is Kind.PHOTOS for one in fields),
            known=sum(bool(one.figure) for one in fields),
        ),
        fields,
        words,
    )


def _asked(request: Request, on: date) -> list[int]:
    """Return of which units a table is asked, or refuse."""
    units = sorted(set(request.unit_ids))
    if len(units) > rules.MOST_UNITS:
        raise rules.TooManyAsked(most=rules.MOST_UNITS)
    there = orgs.handling_units(on).filter(pk__in=[*units, request.asker_id])
    known = set(there.values_list("pk", flat=True))
    if not units or request.asker_id in units or not {*units, request.asker_id} <= known:
        raise rules.NobodyAsked
    return units


def _recorded(
    verb: str,
    table: Table,
    words: dict[str, str],
    by: Actor,
    at: datetime,
    key: str,
    **more: object,
) -> Entry:
    """Insert a new table with its first entry, and the rows that say of whom it is asked."""
    ledger.create(table)
    facts = {name: getattr(table, name) for name in (*deeds.NOW, *deeds.ASKED)}
    entry = ledger.record(verb, about=table, by=by, at=at, key=key, words=words, **facts, **more)
    Asked.objects.bulk_create(Asked(table_id=table.pk, unit_id=pk) for pk in table.unit_ids)
    return entry
