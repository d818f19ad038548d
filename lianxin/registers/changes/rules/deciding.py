"""Who may bring a change in, when a second person decides, and how a change goes on from there."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date

from lianxin.foundation.actor import Actor, Role
from lianxin.foundation.refusal import NotAllowed
from lianxin.registers.changes.rules.differences import Difference
from lianxin.registers.changes.rules.refusals import (
    CannotTakeOver,
    ChangeDecided,
    ChangeInThePast,
    NothingChanges,
    OwnProposal,
    RowsRefused,
)
from lianxin.registers.changes.rules.words import DECIDERS, EVERY, KEPT, Kind, Register, State

OPEN_AT: Mapping[str, frozenset[State]] = {
    "send": frozenset({State.PREPARED}),
    "discard": frozenset({State.PREPARED, State.WAITING, State.SCHEDULED, State.FAILED}),
    "decide": frozenset({State.WAITING}),
    "do": frozenset({State.SCHEDULED}),
}


def authors_only(by: Actor, register: Register) -> None:
    """Refuse who does not bring changes to a register in."""
    if by.role not in KEPT[register].authors:
        raise NotAllowed(role=by.role)


def own_only(by: Actor, author_id: int | None) -> None:
    """Refuse anybody but the author, who alone sends a change on or takes it back."""
    if by.staff_id is None or by.staff_id != author_id:
        raise NotAllowed(role=by.role)


def deciders_only(by: Actor, *, hands: Collection[int | None], scope: str) -> None:
    """Refuse who may not be the second person: another role, another division, or a hand in it."""
    if by.role not in DECIDERS or not scope.startswith(by.division):
        raise NotAllowed(role=by.role)
    if by.staff_id is None or not by.selves.isdisjoint(hands):
        raise OwnProposal


def may_take_over(register: Register, scope: str, posts: Iterable[tuple[Role, str]]) -> None:
    """Refuse to hand a change to somebody none of whose posts, by role and division, could bring it in."""
    authors = KEPT[register].authors
    if not any(role in authors and scope.startswith(division) for role, division in posts):
        raise CannotTakeOver


def still(state: str, step: str) -> None:
    """Refuse a step for which a change no longer waits."""
    if state not in OPEN_AT[step]:
        raise ChangeDecided(state=state)


def sendable(register: Register, differences: Iterable[Difference]) -> None:
    """Refuse a change that changes nothing, and a whole list of which a part cannot be."""
    kinds = [one.kind for one in differences]
    refused = kinds.count(Kind.REFUSED)
    if refused and KEPT[register].whole:
        raise RowsRefused(count=refused)
    if refused == len(kinds):
        raise NothingChanges


def begins(valid_from: date, today: date) -> None:
    """Refuse a change that is to hold from a day that is over."""
    if valid_from < today:
        raise ChangeInThePast(valid_from=valid_from)


def needs_second(
    register: Register, differences: Iterable[Difference], by: Actor, *, in_service: bool
) -> bool:
    """Return whether a second person decides: where it changes who is responsible.

    Before the first request nobody answers for anything yet, and one administrator fills the
    registers alone (docs/decisions/0009).
    """
    if by.role is not Role.ADMINISTRATOR:
        return True
    columns = KEPT[register].second
    return in_service and any(_moves(one, columns) for one in differences)


def _moves(one: Difference, columns: frozenset[str]) -> bool:
    if not columns or one.kind is Kind.REFUSED:
        return False
    if columns == EVERY or one.kind is Kind.ENDED:
        return True
    return one.kind is Kind.CHANGED and not columns.isdisjoint(one.columns)
