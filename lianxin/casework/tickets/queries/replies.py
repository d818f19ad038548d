"""What requesters were told in the end, for whoever may read their tickets."""

from collections.abc import Iterable

from lianxin.casework.tickets.models import Ticket
from lianxin.casework.tickets.queries.story import masks
from lianxin.casework.tickets.rules import blanking, deeds
from lianxin.foundation.actor import Actor
from lianxin.foundation.ledger import queries as ledger
from lianxin.foundation.search import masking

# the words of a deed that tell the requester how it ended
ENDING = {
    deeds.ANSWERED: "answer",
    deeds.REPLIED: "reply",
    deeds.REPLIED_BY_MATTER: "reply",
    deeds.EXPLAINED: "explanation",
    deeds.TERMINATED: "explanation",
}
ANEW = (deeds.WORDS_ERASED, deeds.WORDS_BLANKED)


def replies(tickets: Iterable[Ticket], by: Actor) -> dict[int, str]:
    """Return what was replied last on tickets that a member of staff may know of; the same few queries."""
    rows = {ticket.pk: ticket for ticket in tickets}
    found: dict[int, tuple[int, str, str]] = {}
    changed: dict[tuple[int, str], str] = {}
    for entry in ledger.of("ticket", rows).filter(verb__in=[*ENDING, *ANEW]):
        said = ledger.words(entry)
        if entry.verb in ENDING:
            name = ENDING[entry.verb]
            found[entry.about_id] = entry.pk, name, said.get(name) or ""
        changed |= blanking.anew([said])
    told = {pk: changed.get((entry, name), text) for pk, (entry, name, text) in found.items()}
    return {
        pk: masking.mask(text) if masks(rows[pk], by) else text for pk, text in told.items() if text
    }
