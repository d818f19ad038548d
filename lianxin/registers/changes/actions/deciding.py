"""What becomes of a prepared change: done at once or on its day, decided by a second person, given up."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from lianxin.foundation.actor import Actor
from lianxin.foundation.ledger import actions as ledger
from lianxin.foundation.ledger import queries as entries
from lianxin.foundation.ledger.models import Entry
from lianxin.foundation.refusal import Refusal
from lianxin.foundation.text import says_anything
from lianxin.foundation.time import day_of
from lianxin.registers.changes import queries, rules
from lianxin.registers.changes.actions.taking import take_change
from lianxin.registers.changes.models import Change
from lianxin.registers.changes.rules import Load, Register, State, verbs

SYSTEM = Actor.system("changes")  # who does what two people agreed on


@ledger.deed
def send(
    *,
    change_id: int,
    reason: str,
    load: Load,
    by: Actor,
    at: datetime,
    key: str,
    seen: int,
) -> Entry:
    """Bring a prepared change in: done at once or on its day, or handed to a second person."""
    change = ledger.locked(queries.visible_to(by), change_id, seen=seen)
    rules.own_only(by, change.author_id)
    rules.still(change.state, "send")
    register, found = Register(change.register), queries.differences(change)
    rules.authors_only(by, register)
    rules.sendable(register, found)
    if queries.needs_second(change, by):
        if not says_anything(reason):
            raise rules.WhyNotSaid
        _stand(change, State.WAITING)
    else:
        _go_on(change, load, by=by, at=at, key=key)
    words = {"reason": reason} if says_anything(reason) else {}
    return ledger.record(
        verbs.SENT, about=change, by=by, at=at, key=key, words=words, state=change.state
    )


@ledger.deed
def approve(
    *,
    change_id: int,
    load: Load,
    by: Actor,
    at: datetime,
    key: str,
    seen: int,
) -> Entry:
    """Agree to a change as the second person: the register takes it in the same breath, or on its day."""
    change = _decided(change_id, by=by, seen=seen)
    _go_on(change, load, by=SYSTEM, at=at, key=key)
    return ledger.record(verbs.APPROVED, about=change, by=by, at=at, key=key, state=change.state)


@ledger.deed
def refuse(*, change_id: int, reason: str, by: Actor, at: datetime, key: str, seen: int) -> Entry:
    """Turn a change down as the second person, and say why."""
    change = _decided(change_id, by=by, seen=seen)
    if not says_anything(reason):
        raise rules.WhyNotSaid
    _stand(change, State.REFUSED)
    words = {"reason": reason}
    return ledger.record(verbs.REFUSED, about=change, by=by, at=at, key=key, words=words)


@ledger.deed
def discard(*, change_id: int, by: Actor, at: datetime, key: str, seen: int) -> Entry:
    """Give up one's own change that is not done yet."""
    change = ledger.locked(queries.visible_to(by), change_id, seen=seen)
    rules.own_only(by, change.author_id)
    rules.still(change.state, "discard")
    _stand(change, State.DISCARDED)
    return ledger.record(verbs.DISCARDED, about=change, by=by, at=at, key=key)


@ledger.deed
def do(*, change_id: int, load: Load, by: Actor, at: datetime, key: str) -> Entry:
    """Do on its day what was decided before."""
    change = ledger.locked(Change.objects.all(), change_id)
    rules.still(change.state, "do")
    _go_on(change, load, by=by, at=at, key=key)
    return ledger.record(verbs.APPLIED, about=change, by=by, at=at, key=key)


@ledger.deed
def fail(*, change_id: int, code: str, by: Actor, at: datetime, key: str) -> Entry:
    """Note that something stood against a change on its day; people look at it and prepare it anew."""
    change = ledger.locked(Change.objects.all(), change_id)
    rules.still(change.state, "do")
    _stand(change, State.FAILED)
    return ledger.record(verbs.FAILED, about=change, by=by, at=at, key=key, code=code)


def due(*, at: datetime, load: Callable[[Sequence[str]], Load]) -> int:
    """Do the changes whose day has come, each in a transaction of its own, and return how many."""
    waiting = queries.scheduled(day_of(at))
    for change in waiting:
        given: dict[str, Any] = {"change_id": change.pk, "by": SYSTEM, "at": at}
        key = f"change:{change.pk}:due"
        try:
            do(load=load(queries.units_ended(change)), key=key, **given)
        except Refusal as refusal:
            fail(code=refusal.code, key=f"{key}:failed", **given)
    return len(waiting)


def _decided(change_id: int, *, by: Actor, seen: int) -> Change:
    change = ledger.locked(queries.visible_to(by), change_id, seen=seen)
    rules.still(change.state, "decide")
    rules.deciders_only(by, hands=queries.hands(change), scope=change.scope)
    return change


def _go_on(change: Change, load: Load, *, by: Actor, at: datetime, key: str) -> None:
    """Let the register take a change, or keep it for its day."""
    if change.valid_from > day_of(at):
        _stand(change, State.SCHEDULED)
        return
    undone = change.undoes and ledger.locked(Change.objects.all(), change.undoes.pk)
    change.applied_entry_id = entries.last()
    take_change(change, load=load, by=by, at=at, key=f"change:{change.pk}:{by.role}")
    _stand(change, State.APPLIED)
    if undone:
        _stand(undone, State.UNDONE)
        frame: dict[str, Any] = {"by": by, "at": at, "key": f"{key}:undone"}
        ledger.record(verbs.UNDONE, about=undone, by_change=change.pk, **frame)


def _stand(change: Change, state: State) -> None:
    change.state = state
    change.save(update_fields=["state", "applied_entry_id"])
