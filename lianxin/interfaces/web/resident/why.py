"""Why this category: what a machine suggested to the people who decide, in words for whoever asked."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lianxin.followers.triage import queries
from lianxin.followers.triage.rules import suggesting
from lianxin.foundation.actor import Actor
from lianxin.interfaces.web import labels
from lianxin.interfaces.web.sureness_words import SURENESS

if TYPE_CHECKING:
    from lianxin.casework.tickets.models import Ticket


@dataclass(frozen=True, kw_only=True)
class Why:
    """What was suggested and how surely, by which words of the request, and what a person chose."""

    category: str
    sureness: labels.Words
    per_cent: int
    words: Sequence[str]
    learnt: bool
    chosen: str  # "" is nobody yet

    @property
    def followed(self) -> bool:
        """Return whether a person chose what was suggested."""
        return self.chosen == self.category


def why(ticket: "Ticket", what: str, by: Actor) -> Why | None:
    """Return why a request stands under its category, where a machine suggested one."""
    found = queries.suggested([ticket], by).get(ticket.pk)
    if found is None or not found.offers:
        return None
    first = found.offers[0]
    pieces = suggesting.marked(what, found.spans.get("category", ()))
    return Why(
        category=first.category.name,
        sureness=SURENESS[found.sureness],
        per_cent=round(first.confidence * 100),
        words=list(dict.fromkeys(piece.strip() for piece, led in pieces if led)),
        learnt=bool(found.model),
        chosen=ticket.category.name if ticket.category else "",
    )
