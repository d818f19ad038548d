"""What is published of a month: made by a command, looked at by one person, released by another, never changed."""

from datetime import datetime
from enum import StrEnum

from lianxin.followers.insight.rules.refusals import (
    CheckedByYourself,
    NoteMissing,
    PublicationMovedOn,
)
from lianxin.foundation.actor import Actor, Role
from lianxin.foundation.ledger.rules import declare
from lianxin.foundation.refusal import NotAllowed


class State(StrEnum):
    """Where a version of a month stands."""

    DRAFT = "draft"  # 待核对
    CHECKED = "checked"  # 已核对, 待发布
    RETURNED = "returned"  # 已退回
    RELEASED = "released"  # 已发布


class Step(StrEnum):
    """What a person does with a version."""

    CHECK = "check"  # 核对无误
    RELEASE = "release"  # 发布
    RETURN = "return"  # 退回


# `sha256` is that of the list of files, which holds that of each: what was released can be proven
DRAFTED = declare(
    "publication.drafted", state=str, month=str, version=int, sha256=str, checked_by=int
)
CHECKED = declare("publication.checked", state=str, sha256=str, checked_by=int)
RELEASED = declare("publication.released", state=str, sha256=str, released_at=datetime)
RETURNED = declare("publication.returned", state=str, sha256=str, checked_by=int)
COLUMNS = frozenset({"state", "month", "version", "sha256", "checked_by", "released_at"})

CHECKERS = frozenset({Role.DISPATCHER, Role.SUPERVISOR})
RELEASERS = frozenset({Role.SUPERVISOR})
READERS = CHECKERS | {Role.AUDITOR}
TABLE = {
    Step.CHECK: (frozenset({State.DRAFT}), State.CHECKED, CHECKERS),
    Step.RELEASE: (frozenset({State.CHECKED}), State.RELEASED, RELEASERS),
    Step.RETURN: (frozenset({State.DRAFT, State.CHECKED}), State.RETURNED, CHECKERS),
}


def take(step: Step, state: State, by: Actor) -> State:
    """Return the state that follows, or refuse."""
    sources, target, who = TABLE[step]
    if by.role not in who:
        raise NotAllowed(step=step, role=by.role)
    if state not in sources:
        raise PublicationMovedOn(state=state)
    return target


def another(checked_by: int | None, by: Actor) -> None:
    """Refuse that whoever checked a version releases it too."""
    if checked_by in by.selves:
        raise CheckedByYourself


def version(newest: int, state: State | None, note: str) -> int:
    """Return which version of a month is made next: a correction of a released one says why."""
    if state is None:
        return 1
    number = newest + 1 if state is State.RELEASED else newest
    if number > 1 and not note.strip():
        raise NoteMissing
    return number


def may_draft(by: Actor) -> None:
    """Refuse anybody but the command that makes the files."""
    if by.role is not Role.SYSTEM:
        raise NotAllowed(role=by.role)
