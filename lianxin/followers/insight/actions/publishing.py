"""Deeds on what is published of a month: drafted by the command, checked, released by a second person, sent back."""

from datetime import datetime
from typing import Any

from lianxin.followers.insight.models import Publication
from lianxin.followers.insight.queries import publication as queries
from lianxin.followers.insight.rules import publication as rules
from lianxin.followers.insight.rules.publication import State, Step
from lianxin.followers.insight.rules.refusals import PublicationMovedOn
from lianxin.foundation.actor import Actor
from lianxin.foundation.ledger import actions as ledger
from lianxin.foundation.ledger.models import Entry
from lianxin.foundation.refusal import WordsMissing, WordsTooLong
from lianxin.foundation.text import says_anything
from lianxin.foundation.time import day_of

LONGEST = 1000  # characters of a note


@ledger.deed
def draft_publication(
    *, month: str, version: int, sha256: str, note: str, by: Actor, at: datetime, key: str
) -> Entry:
    """Put a version before people: a new one, or the one that nobody has released yet, made anew."""
    rules.may_draft(by)
    due, row = queries.due(month, note)
    if due != version:
        raise PublicationMovedOn
    facts: dict[str, Any] = {"state": State.DRAFT.value, "sha256": sha256, "checked_by": None}
    facts |= {"month": month, "version": version}
    if row is None:
        row = Publication(**facts)
        ledger.create(row)
    else:
        # what was released since it was read stays as it is
        row = ledger.locked(Publication.objects.all(), row.pk, seen=row.seq)
        _set(row, facts)
    said = {"note": note} if note else {}
    return ledger.record(rules.DRAFTED, about=row, by=by, at=at, key=key, words=said, **facts)


@ledger.deed
def check_publication(
    *, publication_id: int, by: Actor, at: datetime, key: str, seen: int | None = None
) -> Entry:
    """Say that a draft was read and is right."""
    row, state = _begun(Step.CHECK, publication_id, by, at, seen)
    facts: dict[str, Any] = {"state": state.value, "sha256": row.sha256, "checked_by": by.staff_id}
    _set(row, facts)
    return ledger.record(rules.CHECKED, about=row, by=by, at=at, key=key, **facts)


@ledger.deed
def release_publication(
    *, publication_id: int, sha256: str, by: Actor, at: datetime, key: str, seen: int | None = None
) -> Entry:
    """Publish what another person has checked; `sha256` is that of the files as they were just read."""
    row, state = _begun(Step.RELEASE, publication_id, by, at, seen)
    rules.another(row.checked_by, by)
    if sha256 != row.sha256:
        raise PublicationMovedOn
    facts: dict[str, Any] = {"state": state.value, "sha256": sha256, "released_at": at}
    _set(row, facts)
    return ledger.record(rules.RELEASED, about=row, by=by, at=at, key=key, **facts)


@ledger.deed
def return_publication(
    *, publication_id: int, words: str, by: Actor, at: datetime, key: str, seen: int | None = None
) -> Entry:
    """Send a draft back, with what is wrong with it."""
    row, state = _begun(Step.RETURN, publication_id, by, at, seen)
    if not says_anything(words):
        raise WordsMissing
    if len(words) > LONGEST:
        raise WordsTooLong(most=LONGEST)
    facts: dict[str, Any] = {"state": state.value, "sha256": row.sha256, "checked_by": None}
    _set(row, facts)
    said = {"reason": words}
    return ledger.record(rules.RETURNED, about=row, by=by, at=at, key=key, words=said, **facts)


def _begun(
    step: Step, publication_id: int, by: Actor, at: datetime, seen: int | None
) -> tuple[Publication, State]:
    row = ledger.locked(queries.visible_to(by), publication_id, seen=seen)
    state = rules.take(step, State(row.state), by)
    queries.whole_city(by, day_of(at))
    return row, state


def _set(row: Publication, facts: dict[str, Any]) -> None:
    for name, value in facts.items():
        setattr(row, name, value)
    row.changed = tuple(facts)
