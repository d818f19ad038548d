"""Blanking a stretch of a ticket's words for everybody, on request of the person whom it concerns."""

from datetime import datetime

from lianxin.casework.tickets import rules
from lianxin.casework.tickets.actions import frame
from lianxin.casework.tickets.rules import Step, blanking
from lianxin.foundation.actor import Actor
from lianxin.foundation.files.rules import BOUND
from lianxin.foundation.ledger import actions as ledger
from lianxin.foundation.ledger import queries as entries
from lianxin.foundation.ledger.models import Entry


@ledger.deed
def blank(
    *,
    ticket_id: int,
    stretch: str,
    words: str,
    by: Actor,
    at: datetime,
    key: str,
    seen: int | None = None,
) -> Entry:
    """Blank a stretch wherever it stands on a ticket: what was written is erased, its digests stay.

    What is left is kept by this entry, and read in its place by everybody, its writer too.
    """
    turn = frame.begin(Step.BLANK, ticket_id=ticket_id, by=by, at=at, key=key, seen=seen)
    meant = blanking.stretch(stretch)
    told, kept, gone, names = {}, dict[str, str](), [], set[str]()
    for entry in entries.about(turn.ticket):
        said = {name: text for name, text in entries.words(entry).items() if text is not None}
        hit = [name for name, text in said.items() if meant in text and not name.startswith(BOUND)]
        if hit:
            kept |= {
                blanking.instead(name, entry.pk): blanking.blanked(said[name], meant)
                for name in hit
            }
            ledger.erase(entries.about(turn.ticket).filter(pk=entry.pk).order_by(), names=hit)
            gone.append(entry.pk)
            names |= {*hit}
        if entry.seq == turn.ticket.told_seq:
            told = {
                name: blanking.blanked(said[name], meant) for name in blanking.TOLD if name in said
            }
    if not gone:
        raise rules.refusals.NotSaidHere
    return turn.done(
        words=words,
        beside={**kept, **told},
        entries=gone,
        names="+".join(sorted(names)),
        told_seq=turn.ticket.seq + 1,
    )
