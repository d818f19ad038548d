"""The demo's re-visits, drawn by its own ledger."""

from contextlib import suppress
from datetime import datetime
from itertools import cycle

from lianxin.casework.oversight import actions
from lianxin.casework.oversight.queries import revisits
from lianxin.casework.oversight.rules.revisits import SYSTEM, WORKERS, Found
from lianxin.foundation.actor import Actor
from lianxin.foundation.ledger import actions as ledger
from lianxin.foundation.refusal import Refusal
from lianxin.foundation.time import day_of
from lianxin.registers.orgs import queries as orgs

LEFT = 3  # re-visits that are still to be made
SAID = (
    (Found.RESOLVED, ""),
    (Found.RESOLVED, "早就修好了，挺满意。"),
    (Found.NOT_SOLVED, "修了两天又坏了，没人再来。"),
    (Found.RESOLVED, ""),
    (Found.PARTLY, "清了一半，后院还堆着。"),
    (Found.REFUSED, ""),
)


def play(*, now: datetime) -> None:
    """Draw the month that is over, and let most of the drawn be asked about."""
    done = 1
    while done:
        _sealed(now)
        done = actions.revisits_due(at=now)
    waiting = [one for one in revisits.visible_to(SYSTEM).order_by("pk") if one.ended_at is None]
    for one, (found, words) in zip(waiting[:-LEFT], cycle(SAID), strict=False):
        with suppress(Refusal):  # whoever is there had a part in it
            actions.end_revisit(
                revisit_id=one.pk,
                found=found,
                words=words,
                by=_someone(one.unit_id, now),
                at=now,
                key=f"demo:revisit:{one.pk}",
            )


def _sealed(now: datetime) -> None:
    while ledger.seal():
        pass
    ledger.sign_head(at=now)


def _someone(unit_id: int, now: datetime) -> Actor:
    """Return somebody of a unit who asks again."""
    on = day_of(now)
    post = orgs.colleagues(unit_id, on, WORKERS)[-1]
    found = orgs.actor_of(post.staff, post.pk, on)
    assert found is not None  # noqa: S101  who holds a post acts in it
    return found
