"""A post ends, and what its holder brought in and has not finished goes to a colleague, in one deed."""

from datetime import date, datetime
from typing import Any

from lianxin.foundation.actor import Actor
from lianxin.foundation.ledger import actions as ledger
from lianxin.foundation.ledger.models import Entry
from lianxin.foundation.time import day_of
from lianxin.registers.changes import queries, rules
from lianxin.registers.changes.models import Change
from lianxin.registers.changes.rules import Register, verbs
from lianxin.registers.orgs import actions as orgs
from lianxin.registers.orgs import queries as org_queries
from lianxin.registers.orgs.rules import significant


@ledger.deed
def end_post(
    *,
    post_id: int,
    valid_to: date,
    successor_id: int | None,
    by: Actor,
    at: datetime,
    key: str,
    seen: int,
) -> Entry:
    """End a post, and give the changes that only its holder could go on with to a successor.

    Everything else is held by a unit and stays there. The entry is the post's.
    """
    left = queries.left_by(post_id, valid_to)
    if left and successor_id is None:
        raise rules.NotHandedOver(count=len(left))
    for change in left:
        _hand_over(change.pk, successor_id, by=by, at=at, key=f"{key}:{change.pk}")
    given: dict[str, Any] = {"post_id": post_id, "valid_to": valid_to, "seen": seen}
    return orgs.end_post(**given, by=by, at=at, key=key)


def _hand_over(change_id: int, successor_id: int | None, **frame: Any) -> None:
    change = ledger.locked(Change.objects.all(), change_id)
    posts = org_queries.posts_of_id(successor_id or 0, day_of(frame["at"]))
    held = [(post.role, significant(post.division_code)) for post in posts if post.for_id is None]
    rules.may_take_over(Register(change.register), change.scope, held)
    if successor_id == change.author_id:
        raise rules.CannotTakeOver
    change.author_id = successor_id
    change.save(update_fields=["author_id"])
    ledger.record(verbs.HANDED_OVER, about=change, author_id=successor_id, **frame)
