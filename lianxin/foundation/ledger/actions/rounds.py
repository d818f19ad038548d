"""Rounds: one deed on many subjects, carried out by the worker in short transactions, each subject once."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import NamedTuple

from lianxin.foundation.ledger import failpoints
from lianxin.foundation.ledger.actions.deeds import writing
from lianxin.foundation.ledger.models import Entry, Left, Round
from lianxin.foundation.refusal import Refusal

Subjects = Callable[[Entry, int, int], Sequence[int]]
Each = Callable[[Entry, int, str], object]


class Kind(NamedTuple):
    """How the rounds of a verb are carried out.

    `subjects` takes the entry, an id and a limit, and returns the next ids after it in order; `do`
    is one deed: it takes the entry, one id, and the key.
    """

    verb: str
    subjects: Subjects
    do: Each


def begin_round(entry: Entry, *, total: int) -> None:
    """Let the worker carry out, subject by subject, what the deed of an entry decided for so many.

    Belongs into the transaction of that deed: no decision without its round, and no round without it.
    """
    Round.objects.create(entry=entry, total=total)


def carry_on(kinds: Sequence[Kind], *, at: datetime, limit: int) -> int:
    """Carry the oldest open round of some verbs on by at most `limit` subjects; return how many it came to.

    One transaction: killed anywhere, nothing is done twice and nothing skipped. A subject whose rules
    say no is left, with the reason; anything else stops the round before the chunk, until it is mended.
    """
    known = {kind.verb: kind for kind in kinds}
    waiting = Round.objects.filter(ended_at__isnull=True, entry__verb__in=known)
    waiting = waiting.order_by("entry_id")
    if not waiting.exists():
        return 0  # without taking the lock of all writers, several times a second
    with writing():
        found = waiting.select_for_update(no_key=True, of=("self",)).select_related("entry").first()
        if found is None:
            return 0
        kind = known[found.entry.verb]
        ids = kind.subjects(found.entry, found.after, limit)
        left = [one for pk in ids if (one := _one(found, pk, kind.do))]
        Left.objects.bulk_create(left)
        found.left += len(left)
        found.done += len(ids) - len(left)
        found.after = ids[-1] if ids else found.after
        found.ended_at = at if len(ids) < limit else None
        found.save(update_fields=["left", "done", "after", "ended_at"])
    failpoints.reach("round.committed")
    return len(ids)


def _one(found: Round, pk: int, do: Each) -> Left | None:
    try:
        do(found.entry, pk, f"round:{found.pk}:{pk}")
    except Refusal as refusal:
        return Left(round=found, about_id=pk, code=refusal.code, facts=refusal.facts)
    failpoints.reach("round.done")
    return None
