"""What has come onto a desk since it was read: by the sealed log, of which nothing is ever missed."""

from dataclasses import dataclass

from lianxin.casework.tickets.queries.desks import on_desk
from lianxin.casework.tickets.queries.narrowed import Narrowed
from lianxin.casework.tickets.rules import deeds, moves
from lianxin.foundation.actor import Actor
from lianxin.foundation.ledger import queries as ledger

MOST = 1000  # entries that are read at once; whoever asks again goes on behind them
# what can bring a ticket onto a desk: it comes in, moves, waits for a decision, names who should read it
BRINGING = frozenset(
    {deeds.RECEIVED, deeds.NOTED, deeds.HURRIED, deeds.RIGHT_ASKED, deeds.ORDERED, deeds.LET_GO}
    | {move.verb for move in moves.TABLE if move.target or move.limit or move.proposes}
)


@dataclass(frozen=True, kw_only=True)
class Arrived:
    """The tickets that came onto a desk, and up to which place of the log this was read."""

    ids: set[int]
    until: int


def arrived(by: Actor, name: str, since: int, narrowed: Narrowed | None = None) -> Arrived:
    """Return what others brought onto a desk since a place of the log; three queries, whatever happened."""
    entries = ledger.sealed(since, limit=MOST)
    until = since + len(entries)
    brought = {
        entry.about_id
        for entry in entries
        if entry.about == "ticket"
        and entry.verb in BRINGING
        and (entry.staff_id is None or entry.staff_id != by.staff_id)
    }
    return Arrived(ids=on_desk(by, name, brought, narrowed) if brought else set(), until=until)
