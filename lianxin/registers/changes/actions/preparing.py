"""Preparing a change: it is tried on the register and taken back at once, so that its author sees what it does."""

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.db import transaction

from lianxin.foundation.actor import Actor, Role
from lianxin.foundation.ledger import actions as ledger
from lianxin.foundation.ledger.models import Entry
from lianxin.foundation.refusal import BadRow, BadRows, Refusal
from lianxin.foundation.time import begin_of, day_of
from lianxin.registers.calendars import queries as calendars
from lianxin.registers.changes import queries, rules
from lianxin.registers.changes.actions.taking import Lines, Taking, take, take_change, take_lines
from lianxin.registers.changes.models import Change, ChangedRow
from lianxin.registers.changes.rules import Difference, Kind, Load, Register, State, verbs
from lianxin.registers.orgs.rules import Successor, day

MOST_TRIES = 8  # a refused row may take the rows that stand on it along, and those others


@ledger.deed
def prepare(
    *,
    register: Register,
    rows: Lines,
    sha256: str,
    valid_from: date,
    note: str = "",
    settles: int | None = None,
    by: Actor,
    at: datetime,
    key: str,
) -> Entry:
    """Prepare what a file says: every row that it would add, change or end, and every refused one."""
    change = _begun(register, valid_from, sha256=sha256, note=note, settles=settles, by=by, at=at)
    how = _trial(change, by, key)
    differences = _tried_without_the_refused(register, rows, how)
    return _written(change, differences, by=by, at=at, key=key)


@ledger.deed
def prepare_by_hand(
    *,
    register: Register,
    differences: Sequence[Difference],
    valid_from: date,
    note: str = "",
    load: Load,
    successor: Successor | None = None,
    by: Actor,
    at: datetime,
    key: str,
) -> Entry:
    """Prepare what somebody changes by hand, or refuse it; where it closes a unit, another takes over."""
    sha256 = rules.digest(differences)
    change = _begun(register, valid_from, sha256=sha256, note=note, settles=None, by=by, at=at)
    if successor is not None:
        change.successor, change.by_catalogue = successor.code, successor.by_catalogue
    how = replace(_trial(change, by, key), load=load, successor=successor)
    keys = [one.key for one in differences]
    found = _tried(register, keys, how, lambda: take(register, differences, how))
    return _written(change, found, by=by, at=at, key=key)


@ledger.deed
def prepare_undo(*, change_id: int, by: Actor, at: datetime, key: str, seen: int) -> Entry:
    """Prepare what takes a change back: the former version as a new one, or refuse with the reason."""
    done = ledger.locked(queries.visible_to(by), change_id, seen=seen)
    if done.state != State.APPLIED or done.successor or queries.is_asked_back(done):
        raise rules.CannotUndo
    register = Register(done.register)
    inverse = rules.inverse(queries.differences(done))
    sha256 = rules.digest(inverse)
    change = _begun(register, day_of(at), sha256=sha256, note="", settles=None, by=by, at=at)
    change.undoes = done
    how = replace(_trial(change, by, key), undoing_since=done.applied_entry_id)
    keys = [one.key for one in inverse]
    found = _tried(register, keys, how, lambda: take(register, inverse, how))
    return _written(change, found, by=by, at=at, key=key)


def _begun(
    register: Register, valid_from: date, *, by: Actor, at: datetime, **columns: Any
) -> Change:
    rules.authors_only(by, register)
    rules.begins(valid_from, day_of(at))
    return Change(
        register=register.value,
        state=State.PREPARED,
        scope=by.division,
        author_id=by.staff_id,
        valid_from=valid_from,
        source_sha256=columns["sha256"],
        note=columns["note"],
        settles=columns["settles"],
    )


def _trial(change: Change, by: Actor, key: str) -> Taking:
    """Return the frame of a trial: on the day on which the change is to hold."""
    return Taking(
        by=by if by.role is Role.ADMINISTRATOR else Actor.system("changes"),
        at=begin_of(change.valid_from),
        key=f"{key}:trial",
        sha256=change.source_sha256,
        note=change.note,
        settles=change.settles,
    )


def _tried(
    register: Register, keys: Sequence[str], how: Taking, taken: Callable[[], None]
) -> list[Difference]:
    """Return what a deed does to a register as it will be on its day, by doing it and rolling it back."""
    wanted = None if rules.KEPT[register].whole else keys
    with transaction.atomic():
        _brought_forward(how)
        before = queries.table(register, how.on, wanted)
        taken()
        after = queries.table(register, how.on, wanted)
        transaction.set_rollback(True)
    return rules.between(before, after)


def _brought_forward(how: Taking) -> None:
    """Let the registers take what was decided for the days until then, in the order in which it will be done."""
    for change in queries.scheduled(how.on):
        key = f"{how.key}:{change.pk}"
        with (
            suppress(Refusal),
            transaction.atomic(),
        ):  # what cannot be done will not be, and says so
            take_change(change, load=Load(), by=Actor.system("changes"), at=how.at, key=key)


def _tried_without_the_refused(register: Register, lines: Lines, how: Taking) -> list[Difference]:
    refused: list[BadRow] = []
    keys = _keys(register, lines, how)
    left = lines
    for _ in range(MOST_TRIES):
        try:
            found = _tried(register, keys, how, lambda left=left: take_lines(register, left, how))  # type: ignore[misc]
        except BadRows as no:
            refused += no.rows
            bad = {row.line for row in no.rows}
        except Refusal as no:
            refused.append(BadRow(line=0, code=no.code, facts=no.facts))
            bad = {0}
        else:
            return [*_refused(refused, lines), *found]
        left = [line for line in left if line[0] not in bad]
        if not left or 0 in bad or rules.KEPT[register].whole:
            break
    return _refused(refused, lines)


def _keys(register: Register, lines: Lines, how: Taking) -> list[str]:
    keys = dict.fromkeys(rules.key_of(register, row) for _, row in lines)
    if register is not Register.CALENDAR:
        return list(keys)
    return [*_known_days(keys), *_year(how.settles)]


def _known_days(keys: Iterable[str]) -> list[str]:
    found = []
    for text in keys:
        try:
            named = day(text)
        except Refusal:
            continue
        found += [named.isoformat()] if named else []
    return found


def _year(settles: int | None) -> list[str]:
    if settles is None:
        return []
    return [str(settles), *(str(one.date) for one in calendars.days(settles))]


def _refused(bad: Sequence[BadRow], lines: Lines) -> list[Difference]:
    rows = dict(lines)
    return [
        Difference(
            kind=Kind.REFUSED,
            key="",
            after=rows.get(one.line),
            line=one.line,
            code=one.code,
            facts={name: _plain(fact) for name, fact in one.facts.items()},
        )
        for one in sorted(bad, key=lambda one: one.line)
    ]


def _plain(fact: object) -> object:
    return fact if isinstance(fact, int | str) else str(fact)


def _written(
    change: Change, differences: Sequence[Difference], *, by: Actor, at: datetime, key: str
) -> Entry:
    change.save(force_insert=True)
    ChangedRow.objects.bulk_create(
        [
            ChangedRow(
                change=change,
                register=change.register,
                key=one.key,
                kind=one.kind,
                line=one.line,
                before=one.before,
                after=one.after,
                code=one.code,
                facts=dict(one.facts),
            )
            for one in differences
        ],
        batch_size=1000,
    )
    return ledger.record(
        verbs.PREPARED,
        about=change,
        by=by,
        at=at,
        key=key,
        words={"rows": rules.digest(differences)},
        register=change.register,
        valid_from=change.valid_from,
        undoes=change.undoes_id,
        sha256=change.source_sha256,
        successor=change.successor,
        by_catalogue=change.by_catalogue,
        **rules.counted(differences),
    )
