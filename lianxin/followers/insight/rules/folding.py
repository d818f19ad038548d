"""How the entries about a request make its row and its events."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from lianxin.casework.tickets.rules import deeds
from lianxin.casework.tickets.rules.words import State
from lianxin.followers.insight.rules.columns import COUNT, MOMENT, TICKETS
from lianxin.foundation.time import day_of

Row = dict[str, Any]

FIRST: Mapping[str, frozenset[str]] = {
    "first_dispatched_at": frozenset({deeds.DISPATCHED}),
    "signed_at": frozenset({deeds.SIGNED}),
    "contacted_at": frozenset({deeds.CONTACTED}),
    "replied_at": frozenset({deeds.REPLIED, deeds.REPLIED_BY_MATTER}),
    "reviewed_at": frozenset({deeds.AUDIT_PASSED, deeds.AUDIT_FAILED}),
    "followed_up_at": frozenset({deeds.CONFIRMED, deeds.DISPUTED, deeds.GIVEN_UP}),
    "answered_at": deeds.ANSWERING | {deeds.ANSWERED, deeds.DECLINED, deeds.HANDED_OFF},
}
COUNTED: Mapping[str, frozenset[str]] = {
    "dispatches": frozenset({deeds.DISPATCHED, deeds.RETURN_GRANTED, deeds.SENT_BACK}),
    "returns_asked": frozenset({deeds.RETURN_ASKED}),
    "returns_granted": frozenset({deeds.RETURN_GRANTED}),
    "hurries": frozenset({deeds.HURRIED}),
    "whistles": frozenset({deeds.WHISTLED}),
    "orders": frozenset({deeds.ORDERED}),
    "reopened": frozenset({deeds.UPHELD}),
    "recomputed": frozenset({deeds.RECOMPUTED}),
}
# what is waited for in a state, as far as it was not done before: when it was done, and by when it was due
WAITED_FOR: Mapping[str, tuple[str, str]] = {
    State.RECEIVED: ("first_dispatched_at", "due_dispatch"),
    State.TRIAGE_MEETING: ("first_dispatched_at", "due_dispatch"),
    State.DISPATCHED: ("signed_at", "due_sign"),
    State.SIGNED: ("contacted_at", "due_contact"),
    State.HANDLING: ("replied_at", "due_reply"),
    State.CO_HANDLING: ("replied_at", "due_reply"),
    State.REPLIED: ("reviewed_at", "due_review"),
    State.FOLLOW_UP: ("followed_up_at", "due_follow_up"),
}
# with these somebody decides whose it is; where functions move between units, nobody did
GIVING = frozenset(
    {
        deeds.DISPATCHED,
        deeds.TAKEN_BACK,
        deeds.RETURN_GRANTED,
        deeds.SENT_BACK,
        deeds.UPHELD,
        deeds.REPLIED_BY_MATTER,
    }
)
STANDING = ("lead_unit_id", "category_id", "division_code")  # what an event says of the request
KEPT = frozenset(one.name for one in TICKETS) & {*deeds.COLUMNS, "revisited"}
MOMENTS = frozenset(one.name for one in TICKETS if one.type == MOMENT)
ZERO = {one.name: 0 for one in TICKETS if one.type == COUNT and one.name != "rating"}
EMPTY = dict.fromkeys(one.name for one in TICKETS) | ZERO


class Told(NamedTuple):
    """An entry about a request, as the log holds it: moments in facts are still text."""

    position: int
    ticket: int
    seq: int
    verb: str
    at: datetime
    role: str
    unit_id: int | None
    imported: bool
    facts: Mapping[str, Any]


def fold(told: Sequence[Told]) -> tuple[Row, list[Row]]:
    """Return the row of a request and its events, from its entries in their order (at least one)."""
    row: Row = {**EMPTY, "ticket": told[0].ticket, "imported": told[0].imported}
    events = []
    due: Any = None
    for one in told:
        row.update((name, value) for name, value in one.facts.items() if name in KEPT)
        _mark(row, one)
        due = one.facts.get("due_at", due)
        done, by = WAITED_FOR.get(row["state"], ("", ""))
        if done and row[done] is None:
            row[by] = due
        events.append(_event(row, one))
    for name in MOMENTS:
        row[name] = _moment(row[name])
    row["entries"], row["position"] = len(told), max(one.position for one in told)
    row["received_on"] = day_of(row["received_at"] or told[0].at)
    row["ended_on"] = _day(row["ended_at"])
    return row, events


def _mark(row: Row, one: Told) -> None:
    """Note what an entry says by its verb alone: the first time of a thing, and how often."""
    for name, verbs in FIRST.items():
        if one.verb in verbs and row[name] is None:
            row[name] = one.at
    for name, verbs in COUNTED.items():
        row[name] += one.verb in verbs
    row["raised"] += one.verb == deeds.DISPUTED and row["state"] == State.ESCALATED
    if one.verb in GIVING and "lead_unit_id" in one.facts:
        row["given_unit_id"] = row["lead_unit_id"]


def _event(row: Row, one: Told) -> Row:
    return {
        "position": one.position,
        "ticket": one.ticket,
        "seq": one.seq,
        "verb": one.verb,
        "at": one.at,
        "on": day_of(one.at),
        "role": one.role,
        "unit_id": one.unit_id,
        "imported": one.imported,
        **{name: row[name] for name in STANDING},
    }


def _moment(said: str | datetime | None) -> datetime | None:
    return datetime.fromisoformat(said) if isinstance(said, str) else said


def _day(at: datetime | None) -> date | None:
    return None if at is None else day_of(at)
